"""The desk where the report is written, without a script: texts, checks, history, comments."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Role
from audits.actions.scores import refresh_scores
from audits.models import Trail
from reports import actions, queries
from reports.models import Narrative, Report, Snippet
from reports.templatetags.report import span
from tests.factories import (
    AuditFactory,
    MembershipFactory,
    SiteFactory,
    UserFactory,
    add_photo,
    approved_visit,
)

pytestmark = pytest.mark.django_db
SCORE = "It earned {{score:total}} points."
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def visit():
    audit = AuditFactory()
    return approved_visit(audit, SiteFactory(client=audit.client), points=(0, 0, 100, 100, 100))


@pytest.fixture
def report(visit):
    return actions.start_report(visit.audit, UserFactory(), language="en")


@pytest.fixture
def user(report):
    user = UserFactory(language="en", name="Wilma Writer")
    MembershipFactory(user=user, client=report.client, role=Role.CONSULTANT)
    return user


@pytest.fixture
def desk(client, user):
    client.force_login(user)
    return client


def url(name, report, *more):
    return reverse(f"reports:{name}", args=[report.public_id, *more])


def save(desk, report, body, revision=0, **more):
    data = {"body": body, "revision": revision}
    return desk.post(url("narrative-save", report, "en", "summary"), data, **more)


def turn(visit, criterion, micro):
    visit.answers.filter(criterion=criterion).update(micro=micro, value="yes" if micro else "no")
    refresh_scores(visit)


def standing(report):
    fresh = Report.objects.get(pk=report.pk)
    return queries.standing(fresh, queries.live_document(fresh))


def kinds(report):
    return [one.kind for one in standing(report).remarks("summary")]


def test_text_is_kept_with_its_chips_and_read_with_their_values(desk, report):
    save(desk, report, SCORE)
    assert Narrative.objects.get().body == SCORE
    body = desk.get(report.get_absolute_url()).content.decode()
    assert "It earned 60 points." in body


def test_desk_tells_what_the_total_rests_on(desk, report, visit):
    for points in ((0, 0, 100, 0, 0), (100, 0, 100, 100, 0)):
        approved_visit(visit.audit, visit.site, points=points)
    total = queries.document_of(report).total.both
    page = desk.get(url("report-write", report)).content.decode()
    assert total.low_shown
    assert f"{span(total)}</span>" in page
    assert f"· {total.visits} visit" in page


def test_editor_sends_its_document(desk, report):
    words = {"type": "paragraph", "content": [{"type": "text", "text": "Well."}]}
    doc = {"type": "doc", "content": [words]}
    answer = desk.post(
        url("narrative-save", report, "en", "summary"),
        {"doc": json.dumps(doc), "revision": 0},
        **JSON,
    )
    assert (answer.json()["revision"], Narrative.objects.get().body) == (1, "Well.")


def test_what_is_no_text_is_refused_and_nothing_is_lost(desk, report):
    save(desk, report, "Kept.")
    answer = desk.post(
        url("narrative-save", report, "en", "summary"),
        {"doc": '{"type": "heading"}', "revision": 1},
        **JSON,
    )
    assert answer.status_code == 400
    assert Narrative.objects.get().body == "Kept."


def test_stale_save_overwrites_nothing_and_is_kept(desk, report):
    save(desk, report, "First.")
    answer = save(desk, report, "Late.", revision=0, **JSON)
    assert answer.json()["is_aside"]
    row = Narrative.objects.get()
    assert row.body == "First."
    assert row.versions.get(is_aside=True).body == "Late."
    assert "Late." in desk.get(url("narrative-history", report, "en", "summary")).content.decode()


def test_earlier_version_comes_back(desk, report, user):
    save(desk, report, "First.")
    version = Narrative.objects.get().versions.get()
    version.body = "Older."
    version.save()
    desk.post(url("narrative-restore", report, "en", "summary", version.pk))
    assert Narrative.objects.get().body == "Older."


def test_history_reads_as_the_report_does(desk, report):
    save(desk, report, "It earned {{score:total}} points{{basis:visits}}. {{todo: ask the price}}")
    page = desk.get(url("narrative-history", report, "en", "summary")).content.decode()
    assert "It earned 60 points. [ask the price]" in page
    assert "{{" not in page


def test_changed_answer_turns_the_sentence_stale_until_it_is_accepted(desk, report, visit):
    save(desk, report, f"{SCORE} The rest stands.")
    assert kinds(report) == []
    turn(visit, "S1-01", 100_000_000)
    page = desk.get(url("report-write", report)).content.decode()
    assert "60 is now 80" in page
    key = standing(report).remarks("summary")[0].key
    desk.post(url("narrative-settle", report, "en", "summary"), {"deed": "accept", "key": key})
    assert kinds(report) == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("It earned 60 points.", "number"),
        ("{{todo:ask the price}}", "todo"),
        ("Gone: {{score:nowhere}}.", "gone"),
        ("Most greeted ({{full:S1-01}}).", "against"),
    ],
)
def test_issue_waits_until_the_text_is_settled(desk, report, user, body, kind):
    save(desk, report, body)
    assert kinds(report) == [kind]
    with pytest.raises(ValidationError, match="texts are not ready"):
        actions.issue_report(report, user)
    assert Report.objects.get().snapshot is None


def test_number_that_is_meant_is_confirmed_and_the_report_issued(desk, report, user):
    save(desk, report, "The year 2026 was good.")
    desk.post(
        url("narrative-settle", report, "en", "summary"), {"deed": "confirm", "key": "number:2026"}
    )
    answer = desk.post(url("report-issue", report))
    assert answer.status_code == 302
    assert queries.document_of(Report.objects.get()).narratives[0].blocks[0].plain == (
        "The year 2026 was good."
    )


def test_issue_waits_until_privacy_has_been_looked_at(desk, report, user):
    save(desk, report, "Wilma greeted me, call 040 123 4567.")
    actions.confirm_words(actions.Place(report, "summary", "en"), user, "number:040 123 4567")
    page = desk.get(url("report-issue", report)).content.decode()
    assert "Wilma" in page
    assert "040 123 4567" in page
    with pytest.raises(ValidationError, match="who somebody is"):
        actions.issue_report(report, user)
    found = queries.obstacles(report, standing(report))
    for sighting in found.sightings:
        desk.post(url("privacy-acknowledge", report), {"key": sighting.key})
    actions.issue_report(report, user)


def test_name_of_the_auditor_can_not_be_acknowledged(desk, report, user, visit):
    visit.auditor = UserFactory(name="Pekka Mäki")
    visit.save()
    save(desk, report, "The visit was made by Pekka Mäki.")
    seen = queries.obstacles(report, standing(report)).sightings
    assert [one.must_go for one in seen][:1] == [True]
    for one in seen:
        desk.post(url("privacy-acknowledge", report), {"key": one.key})
    page = desk.get(url("report-issue", report)).content.decode()
    assert "the client never learns who the auditor was" in page
    with pytest.raises(ValidationError):
        actions.issue_report(Report.objects.get(pk=report.pk), user)


def test_drafts_are_taken_for_every_section_at_once(desk, report):
    desk.post(url("narratives-draft", report, "en"), {"section": "summary"})
    rows = set(Narrative.objects.values_list("section", flat=True))
    assert {"summary", "stage-1", "stage-5"} <= rows
    assert "earned {{score:total}} points" in Narrative.objects.get(section="summary").body


def test_preview_makes_one_section_and_runs_no_script(desk, report):
    save(desk, report, SCORE)
    answer = desk.get(url("narrative-preview", report, "en", "summary"))
    body = answer.content.decode()
    assert "It earned 60 points." in body
    assert "script" not in body
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_preview_of_a_stage_shows_that_stage_alone(desk, report):
    body = desk.get(url("narrative-preview", report, "en", "stage-2")).content.decode()
    assert 'id="stage-2"' in body
    assert 'id="stage-1"' not in body


def test_chips_are_found_by_words(desk, report):
    answer = desk.get(url("narrative-facts", report, "en"), {"q": "score stage 3"}, **JSON)
    assert "score:stage.purchase" in [one["key"] for one in answer.json()["facts"]]


def test_comment_is_written_and_settled(desk, report, user):
    desk.post(url("comment-add", report, "summary"), {"text": "Is that so?"})
    assert "Is that so?" in desk.get(url("report-write", report)).content.decode()
    comment = report.comments.get()
    desk.post(url("comment-resolve", report, comment.pk))
    comment.refresh_from_db()
    assert comment.resolved_by == user


def test_issued_report_has_no_desk(desk, report, user):
    save(desk, report, SCORE)
    actions.issue_report(report, user)
    assert save(desk, report, "Other.").status_code == 404


def test_section_is_left_out_and_moved(desk, report):
    page = url("choices-edit", report, "section")
    places = {"summary": 3, "method": 1, "stages": 2}
    rows = desk.get(page).context["rows"]
    data = {}
    for row in rows:
        key, prefix = row["thing"].ref, row["form"].prefix
        data[f"{prefix}-place"] = places.get(key, 9)
        if key != "answers":
            data[f"{prefix}-is_in"] = "on"
    desk.post(page, data)
    body = desk.get(report.get_absolute_url())
    shown = [part.section.key for part in body.context["parts"]]
    assert shown[2:5] == ["method", "stages", "summary"]
    assert "answers" not in shown


def test_a_report_keeps_one_section_at_least(report, user):
    with pytest.raises(ValidationError, match="at least one section"):
        actions.choose(report, user, "section", [actions.Wanted("summary", is_in=False)])


def test_same_photo_of_two_visits_is_one_choice(desk, report, visit):
    first = add_photo(visit, "S1-01")
    other = approved_visit(visit.audit, visit.site, points=(0, 0, 100, 100, 100))
    add_photo(other, "S1-02")
    page = desk.get(url("choices-edit", report, "photo"))
    assert [row["thing"].ref for row in page.context["rows"]] == [first.sha256]


def test_whole_photo_is_for_who_cuts_it(client, desk, report, user, visit):
    photo = add_photo(visit, "S1-01")
    wanted = [actions.Wanted(photo.sha256, is_in=True, cut=(50, 0, 0, 0))]
    actions.choose(report, user, "photo", wanted)
    address = url("report-photo", report, photo.sha256)
    cut, whole = (len(desk.get(address, query).content) for query in ({}, {"whole": 1}))
    assert cut != whole
    save(desk, report, SCORE)
    actions.issue_report(Report.objects.get(pk=report.pk), user)
    assert len(desk.get(address, {"whole": 1}).content) == cut


def test_photo_is_cut_and_worded(desk, report, visit):
    photo = add_photo(visit, "S1-01")
    page = url("choices-edit", report, "photo")
    desk.post(page, {"c1-place": 1, "c1-is_in": "on", "c1-caption": "The door", "c1-cut_left": 50,
                     "c1-cut_top": 0, "c1-cut_right": 0, "c1-cut_bottom": 0})  # fmt: skip
    shown = queries.document_of(Report.objects.get()).photos[0]
    assert (shown.caption, shown.width, shown.height) == ("The door", 32, 48)
    body = queries.photo_bytes(report.audit, queries.document_of(Report.objects.get()))
    assert len(body[photo.sha256]) > 100


def issue(report, user, words="Well done."):
    actions.save_texts(report, user, title="", summary=words)
    actions.issue_report(report, user)


def test_withdrawn_report_leaves_a_notice_with_the_reason(client, report, user):
    issue(report, user)
    actions.withdraw_report(report, user, reason="A figure was wrong.")
    reader = UserFactory(language="en")
    MembershipFactory(user=reader, client=report.client, role=Role.CLIENT_MANAGER)
    client.force_login(reader)
    body = client.get(report.get_absolute_url()).content.decode()
    assert "A figure was wrong." in body
    assert "Well done." not in body
    assert client.get(url("report-download", report)).status_code == 404
    assert Trail.objects.filter(deed="report_withdrawn").exists()


def test_new_edition_takes_everything_along_and_says_what_is_different(desk, report, user):
    save(desk, report, "Old words.")
    actions.issue_report(report, user)
    answer = desk.post(url("report-reissue", report), {"reason": "A figure was wrong."})
    draft = Report.objects.get(issued_at=None)
    assert answer.url == draft.get_write_url()
    save(desk, draft, "New words.", revision=1)
    body = desk.get(url("report-compare", draft)).content.decode()
    assert "Old</del>" in body
    assert "New</ins>" in body


def test_finding_is_kept_and_found_again(desk, report):
    desk.post(reverse("reports:snippet-add"), {"title": "Greeting", "text_en": "Nobody greeted."})
    snippet = Snippet.objects.get()
    answer = desk.get(url("narrative-facts", report, "en"), {"q": "greeting"}, **JSON)
    assert [one["title"] for one in answer.json()["snippets"]] == ["Greeting"]
    desk.post(reverse("reports:snippet-delete", args=[snippet.pk]))
    assert not Snippet.objects.exists()


def test_finding_needs_words_in_some_language(desk):
    answer = desk.post(reverse("reports:snippet-add"), {"title": "Greeting"})
    assert "Write the text in one language at least." in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_library_asks_a_fixed_number_of_queries(desk, count, django_assert_num_queries):
    for number in range(count):
        Snippet.objects.create(title=f"Finding {number}", text_en="Words.")
    with django_assert_num_queries(8):
        desk.get(reverse("reports:snippet-list"))


@pytest.mark.parametrize("count", [1, 3])
def test_desk_asks_a_fixed_number_of_queries(desk, report, user, count, django_assert_num_queries):
    for number in range(count):
        actions.add_comment(report, user, "summary", f"Comment {number}")
    with django_assert_num_queries(34):
        desk.get(url("report-write", report))
