from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from audits.models import Answer, Review, ReviewPoint, Status, Visit
from tests.audits.pages import read, typed_into
from tests.audits.visits import accepted_visit, full_visit, started_visit, values, write
from tests.factories import STAGE_KEYS

pytestmark = pytest.mark.django_db


def url(name, visit, *args):
    return reverse(f"audits:visit-{name}", args=[visit.pk, *args])


def stage_url(visit, stage="purchase"):
    return url("stage", visit, stage)


# The list and the brief


def test_the_list_shows_what_presses_most_first(enter):
    later = timezone.localdate() + timedelta(days=9)
    first = accepted_visit(site__name="Vantaa", due_on=later)
    mine = {"auditor": first.auditor}
    accepted_visit(site__name="Sipoo", status=Status.SUBMITTED, **mine)
    accepted_visit(site__name="Espoo", status=Status.SENT_BACK, **mine)
    accepted_visit(site__name="Lahti", due_on=timezone.localdate(), **mine)
    accepted_visit(site__name="Kotka", status=Status.PLANNED, **mine)
    accepted_visit(site__name="Turku")
    page = enter(first).get(reverse("audits:visit-list")).content.decode()
    names = ["Espoo", "Lahti", "Vantaa", "Sipoo"]
    assert sorted(names, key=page.index) == names
    assert "Kotka" not in page
    assert "Turku" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_the_same_for_one_and_three(
    enter, django_assert_num_queries, count
):
    first = accepted_visit()
    for _number in range(count - 1):
        accepted_visit(auditor=first.auditor, audit__client=first.audit.client)
    signed_in = enter(first)
    signed_in.get(reverse("audits:visit-list"))  # a checklist is read once in a process
    with django_assert_num_queries(8):
        signed_in.get(reverse("audits:visit-list"))


def test_an_offer_is_accepted_from_its_brief(enter):
    visit = accepted_visit(status=Status.OFFERED, scenario="You want lunch.")
    signed_in = enter(visit)
    assert "You want lunch." in signed_in.get(url("brief", visit)).content.decode()
    for _tap in range(2):
        assert signed_in.post(url("brief", visit)).url == url("brief", visit)
    assert Visit.objects.get().status == Status.ACCEPTED


def test_an_offer_is_not_filled_before_it_is_accepted(enter):
    visit = accepted_visit(status=Status.OFFERED)
    signed_in = enter(visit)
    for page in (stage_url(visit, "awareness"), url("review", visit), url("closing", visit)):
        assert signed_in.get(page).url == url("brief", visit)
    page = signed_in.post(stage_url(visit, "awareness"), {"c.S1-01.value": "yes"})
    assert "not open for writing" in page.content.decode()
    assert values(visit) == {}


# Expectation and start


def test_expectation_is_written_sealed_and_then_only_read(enter):
    visit = accepted_visit()
    signed_in = enter(visit)
    page = signed_in.get(url("expectation", visit))
    wanted = {f"e.{key}": "3" for key in STAGE_KEYS}
    answer = signed_in.post(url("expectation", visit), typed_into(page, wanted, "next"))
    assert answer.url == url("start", visit)
    assert "Seal and start" in signed_in.get(answer.url).content.decode()
    assert signed_in.post(answer.url).url == stage_url(visit)
    assert Visit.objects.get().sealed_at is not None
    assert "Sealed on" in signed_in.get(url("expectation", visit)).content.decode()


def test_an_expectation_posted_after_the_seal_is_refused_in_words(enter):
    visit = started_visit()
    page = enter(visit).post(url("expectation", visit), {"e.loyalty": "0"})
    assert "It cannot change." in page.content.decode()
    assert values(visit)["e.loyalty"] == 3


def test_a_visit_with_a_gap_in_its_expectation_does_not_start(enter):
    visit = accepted_visit()
    write(visit, **{f"e.{key}": 3 for key in STAGE_KEYS[1:]})
    for method in ("get", "post"):
        answer = getattr(enter(visit), method)(url("start", visit))
        assert answer.url == url("expectation", visit)
    assert Visit.objects.get().sealed_at is None


def test_stages_of_the_shop_wait_for_the_start(enter):
    visit = accepted_visit()
    signed_in = enter(visit)
    assert signed_in.get(stage_url(visit, "consideration")).status_code == 200
    assert signed_in.get(stage_url(visit)).url == url("expectation", visit)
    assert signed_in.get(url("closing", visit)).url == url("expectation", visit)


# Filling a stage


def test_a_stage_is_saved_and_left_by_the_button_pressed(enter):
    visit = started_visit()
    signed_in = enter(visit)
    page = signed_in.get(stage_url(visit))
    sent = typed_into(page, {"c.S3-01.value": "no", "c.S3-01.comment": "Two waited."}, "next")
    assert signed_in.post(stage_url(visit), sent).url == stage_url(visit, "service")
    answer = Answer.objects.get()
    assert (answer.value, answer.comment) == ("no", "Two waited.")


LEADS = [
    ("save", "/stages/purchase/#q-S3-01"),
    ("stage:loyalty", "/stages/loyalty/"),
    ("closing", "/closing/"),
    ("review", "/review/"),
    ("brief", "/"),
    ("promise", "/promises/add/?from=stage%3Apurchase"),
    ("incident:S3-01", "/incidents/add/?from=stage%3Apurchase%3AS3-01"),
    ("stage:nowhere", "/"),
    ("https://example.com/", "/"),
]


@pytest.mark.parametrize(("go", "path"), LEADS)
def test_every_button_saves_first_and_then_leads(enter, go, path):
    visit = started_visit()
    sent = {"c.S3-01.comment": "Typed before leaving.", "go": go}
    answer = enter(visit).post(stage_url(visit), sent)
    assert answer.url == f"/visits/{visit.pk}{path}"
    assert values(visit)["c.S3-01.comment"] == "Typed before leaving."


def test_every_control_that_leads_away_is_a_button_that_saves(enter):
    visit = started_visit()
    page = enter(visit).get(stage_url(visit))
    assert {"brief", "stage:loyalty", "closing", "review", "next", "save"} <= read(page).buttons
    inside = page.content.decode().replace('class="skip" href="#main"', "")
    assert [part[:2] for part in inside.split('href="')[1:] if part[0] not in "#/"] == []
    assert 'href="/visits' not in inside


def test_coming_back_finds_everything_as_it_was_left(enter):
    visit = started_visit()
    signed_in = enter(visit)
    typed = {
        "c.S3-01.state": "not_applicable",
        "c.S3-01.reason": "A “quoted” <reason> & more\nin two lines",
        "s.purchase.SC-EMO": "-2",
        "s.purchase.SC-WHY": "Cold soup.",
    }
    page = signed_in.get(stage_url(visit))
    signed_in.post(stage_url(visit), typed_into(page, typed))
    again = read(signed_in.get(stage_url(visit))).sent
    assert {name: again[name][0] for name in typed} == typed


def test_saving_an_untouched_page_changes_nothing(enter):
    visit = full_visit()
    signed_in = enter(visit)
    write(visit, **{"c.S3-01.comment": "One line.\nAnother."})
    revision = Visit.objects.get().revision
    sent = typed_into(signed_in.get(stage_url(visit)))
    sent["c.S3-01.comment"] = ["One line.\r\nAnother."]  # as browsers send line ends
    signed_in.post(stage_url(visit), sent)
    assert Visit.objects.get().revision == revision
    assert not visit.changes.exists()


def test_sending_the_same_page_twice_saves_once(enter):
    visit = started_visit()
    signed_in = enter(visit)
    sent = typed_into(signed_in.get(stage_url(visit)), {"c.S3-01.value": "yes"})
    for _tap in range(2):
        signed_in.post(stage_url(visit), sent)
    assert Visit.objects.get().revision == 1
    assert not visit.changes.exists()


def test_a_fault_keeps_what_was_typed_and_saves_the_rest(enter):
    visit = started_visit()
    typed = {"c.S3-01.value": "maybe", "c.S3-01.comment": "Kept.", "s.purchase.SC-EXP": "2"}
    page = enter(visit).post(stage_url(visit), {**typed, "go": "next"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "Saved, except for what is marked." in text
    assert 'href="#q-S3-01"' in text
    assert values(visit)["c.S3-01.comment"] == "Kept."
    assert values(visit)["s.purchase.SC-EXP"] == 2
    assert not Answer.objects.get().value


def test_a_text_too_long_stays_in_its_field_and_is_not_saved(enter):
    visit = started_visit()
    page = enter(visit).post(stage_url(visit), {"c.S3-01.comment": "x" * 5001})
    assert read(page).sent["c.S3-01.comment"] == ["x" * 5001]
    assert values(visit).get("c.S3-01.comment") is None


def test_two_states_at_once_are_a_fault(enter):
    visit = started_visit()
    states = ["not_applicable", "not_observed"]
    page = enter(visit).post(stage_url(visit), {"c.S3-01.state": states})
    assert "Choose one" in page.content.decode()
    assert read(page).sent["c.S3-01.state"] == states


# Two pages at once


def test_a_stale_page_does_not_blank_what_another_wrote(enter):
    visit = started_visit()
    signed_in = enter(visit)
    stale = signed_in.get(stage_url(visit))
    write(visit, **{"c.S3-01.value": "yes", "c.S3-01.comment": "From the phone."})
    signed_in.post(stage_url(visit), typed_into(stale, {"s.purchase.SC-EXP": "4"}))
    assert values(visit)["c.S3-01.comment"] == "From the phone."
    assert values(visit)["s.purchase.SC-EXP"] == 4
    assert not visit.changes.exists()


def test_what_both_pages_changed_is_kept_twice_and_said(enter):
    visit = started_visit()
    signed_in = enter(visit)
    stale = signed_in.get(stage_url(visit))
    write(visit, **{"c.S3-01.value": "yes"})
    answer = signed_in.post(
        stage_url(visit), typed_into(stale, {"c.S3-01.value": "no"}), follow=True
    )
    text = answer.content.decode()
    assert "another page meanwhile" in text
    assert "had written “Yes” here" in text
    assert values(visit)["c.S3-01.value"] == "no"
    assert visit.changes.get().is_clash


def test_a_page_with_a_fault_shows_what_another_wrote_meanwhile(enter):
    visit = started_visit()
    signed_in = enter(visit)
    stale = signed_in.get(stage_url(visit))
    write(visit, **{"c.S3-01.comment": "From the phone."})
    page = signed_in.post(stage_url(visit), typed_into(stale, {"s.purchase.SC-EXP": "9"}))
    assert read(page).sent["c.S3-01.comment"] == ["From the phone."]


# Review and sending


def test_the_review_leads_to_each_gap(enter):
    visit = full_visit()
    write(visit, **{"c.S4-01.value": None, "v.VC-NPS": None})
    page = enter(visit).get(url("review", visit)).content.decode()
    assert f'href="{stage_url(visit, "service")}#q-S4-01"' in page
    assert f'href="{url("closing", visit)}#q-VC-NPS"' in page
    assert page.count("#q-") == 4  # in its row and in the list of all


def test_a_full_visit_is_sent_once(enter):
    visit = full_visit()
    signed_in = enter(visit)
    sent = {"ended_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M")}
    for _tap in range(2):
        answer = signed_in.post(url("submit", visit), sent)
        assert answer.url == reverse("audits:visit-list")
    assert Visit.objects.get().status == Status.SUBMITTED
    assert signed_in.get(stage_url(visit)).url == url("review", visit)
    assert "What you sent" in signed_in.get(url("review", visit)).content.decode()


def test_a_visit_with_a_gap_stays_and_says_so(enter):
    visit = started_visit()
    sent = {"ended_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M")}
    page = enter(visit).post(url("submit", visit), sent)
    assert "Something is still missing." in page.content.decode()
    assert Visit.objects.get().status == Status.ACCEPTED


def test_what_the_editor_asks_stands_at_its_question(enter):
    visit = full_visit(status=Status.SENT_BACK)
    review = Review.objects.create(visit=visit, reason="Two small things.")
    ReviewPoint.objects.create(review=review, criterion="S3-01", reason="Which door?")
    signed_in = enter(visit)
    stage = signed_in.get(stage_url(visit)).content.decode()
    assert "Which door?" in stage.split('id="q-S3-01"')[1].split("</fieldset>")[0]
    brief = signed_in.get(url("brief", visit)).content.decode()
    assert "Two small things." in brief
    assert f'href="{stage_url(visit)}#q-S3-01"' in brief
    assert "One question to answer" in signed_in.get(reverse("audits:visit-list")).content.decode()


@pytest.mark.parametrize("name", ["brief", "expectation", "review", "closing"])
def test_nobody_elses_visit_is_found(enter, name):
    visit, other = started_visit(), started_visit()
    assert enter(visit).get(url(name, other)).status_code == 404


def test_no_page_of_the_visit_shows_a_score(enter):
    visit = full_visit()
    signed_in = enter(visit)
    pages = [stage_url(visit), url("review", visit), url("brief", visit), url("closing", visit)]
    text = "".join(signed_in.get(page).content.decode() for page in pages)
    assert "score" not in text.lower().replace("css/scores.css", "")


PAGES = [("stage", 17), ("closing", 17), ("review", 18), ("brief", 20)]


@pytest.mark.parametrize("make", [started_visit, full_visit])
@pytest.mark.parametrize(("name", "count"), PAGES)
def test_a_page_asks_the_database_the_same_empty_and_full(
    enter, django_assert_num_queries, make, name, count
):
    visit = make()
    signed_in = enter(visit)
    page = stage_url(visit) if name == "stage" else url(name, visit)
    with django_assert_num_queries(count):
        signed_in.get(page)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_stage_is_drawn_in_the_auditors_language(client, language):
    visit = started_visit()
    visit.auditor.language = language
    visit.auditor.save()
    client.force_login(visit.auditor)
    page = client.get(stage_url(visit)).content.decode()
    asked = {"fi": "Kysymys 3?", "sv": "Fråga 3?", "en": "Q 3?"}
    with translation.override(language):
        assert asked[language] in page
