import pytest
from django.core.exceptions import ValidationError

from audits.actions.answers import Clash, Entry, save_answers
from audits.models import Answer, AnswerChange, Visit
from audits.queries.visit import digest, open_clashes
from tests.audits.visits import accepted_visit, started_visit, values, write
from tests.factories import STAGE_KEYS, UserFactory, checklist_document

pytestmark = pytest.mark.django_db

YES = {"c.S3-01.value": "yes"}


def changes(visit):
    return list(visit.changes.values_list("key", "before", "after", "is_clash"))


def test_an_answer_is_stored_with_what_sql_adds_up():
    visit = started_visit()
    write(visit, **{"c.S3-01.value": "yes", "c.S3-01.comment": "Two at the door."})
    answer = Answer.objects.get()
    assert (answer.criterion, answer.state, answer.value) == ("S3-01", "answered", "yes")
    assert (answer.stage, answer.nature, answer.weight, answer.micro) == (3, 1, 1, 100_000_000)
    assert answer.observed_at is not None
    assert answer.comment == "Two at the door."
    assert changes(visit) == []


def test_every_kind_of_field_comes_back_as_it_was_written():
    visit = started_visit()
    written = {
        "c.S1-01.state": "not_applicable",
        "c.S1-01.reason": "The shop has no door.",
        "c.S2-01.state": "not_observed",
        "s.purchase.SC-EMO": -2,
        "s.purchase.SC-WHY": "Nobody said hello.",
        "v.VC-NPS": 0,
    }
    write(visit, **written)
    expectations = {f"e.{key}": 3 for key in STAGE_KEYS}
    assert values(visit) == {**written, **expectations}
    assert Visit.objects.get().revision == 1


def test_a_replaced_answer_stays_in_the_trail_of_changes():
    visit = started_visit()
    write(visit, **YES)
    write(visit, **{"c.S3-01.value": "no"})
    write(visit, **{"c.S3-01.value": None})
    assert changes(visit) == [
        ("c.S3-01.value", "yes", "no", False),
        ("c.S3-01.value", "no", None, False),
    ]
    assert not Answer.objects.exists()


def test_saving_the_same_twice_changes_nothing():
    visit = started_visit()
    first, again = write(visit, **YES), write(visit, **YES)
    assert (first.keys, again.keys) == (("c.S3-01.value",), ())
    assert Visit.objects.get().revision == 1
    assert changes(visit) == []


def test_not_applicable_takes_the_answer_away_and_keeps_it_in_the_trail():
    visit = started_visit()
    write(visit, **YES)
    write(visit, **{"c.S3-01.state": "not_applicable"})
    answer = Answer.objects.get()
    assert (answer.state, answer.value, answer.micro) == ("not_applicable", None, None)
    assert changes(visit) == [("c.S3-01.value", "yes", None, False)]


def test_an_answer_typed_together_with_not_applicable_is_kept_in_the_trail():
    visit = started_visit()
    write(visit, **YES, **{"c.S3-01.state": "not_applicable"})
    assert Answer.objects.get().state == "not_applicable"
    assert changes(visit) == [("c.S3-01.value", "yes", None, False)]


def test_an_answer_given_later_takes_not_applicable_away():
    visit = started_visit()
    write(visit, **{"c.S3-01.state": "not_applicable", "c.S3-01.reason": "Closed."})
    write(visit, **YES)
    answer = Answer.objects.get()
    assert (answer.state, answer.value, answer.reason) == ("answered", "yes", "Closed.")


def test_a_code_with_dots_is_understood():
    document = checklist_document()
    document["criteria"][2]["code"] = "S3.a.1"
    visit = started_visit(audit__checklist_version__document=document)
    write(visit, **{"c.S3.a.1.value": "yes"})
    assert Answer.objects.get().criterion == "S3.a.1"


# Two pages, two tablets


def seen(visit, key):
    return digest(values(visit).get(key))


def test_what_was_left_as_it_was_seen_is_not_written():
    visit = started_visit()
    stale = Entry("c.S3-01.value", None, seen=seen(visit, "c.S3-01.value"))
    write(visit, **YES)
    saved = save_answers(visit, [stale], by=visit.auditor)
    assert saved.keys == ()
    assert values(visit)["c.S3-01.value"] == "yes"


def test_a_field_changed_on_both_sides_keeps_the_later_and_marks_the_other():
    visit = started_visit()
    mark = seen(visit, "c.S3-01.value")
    write(visit, **YES)
    saved = save_answers(visit, [Entry("c.S3-01.value", "no", mark)], by=visit.auditor)
    assert saved.clashes == (Clash("c.S3-01.value", "yes"),)
    assert values(visit)["c.S3-01.value"] == "no"
    assert changes(visit) == [("c.S3-01.value", "yes", "no", True)]
    assert open_clashes(visit).keys() == {"c.S3-01.value"}


def test_a_clash_is_closed_by_the_next_change_of_the_field():
    visit = started_visit()
    write(visit, **YES)
    save_answers(visit, [Entry("c.S3-01.value", "no", "")], by=visit.auditor)
    write(visit, **YES)
    assert open_clashes(visit) == {}


def test_the_same_value_on_both_sides_is_no_clash():
    visit = started_visit()
    write(visit, **YES)
    saved = save_answers(visit, [Entry("c.S3-01.value", "yes", "")], by=visit.auditor)
    assert (saved.keys, saved.clashes) == ((), ())


def test_an_answer_over_an_unseen_not_applicable_is_a_clash():
    visit = started_visit()
    write(visit, **{"c.S3-01.state": "not_applicable"})
    entries = [Entry("c.S3-01.value", "no", ""), Entry("c.S3-01.state", None, "")]
    saved = save_answers(visit, entries, by=visit.auditor)
    assert saved.clashes == (Clash("c.S3-01.state", "not_applicable"),)
    assert Answer.objects.get().state == "answered"


# When it may be written


def test_only_the_auditor_of_the_visit_writes():
    visit = started_visit()
    with pytest.raises(ValidationError, match="Only the auditor"):
        save_answers(visit, [Entry("c.S3-01.value", "yes")], by=UserFactory())


@pytest.mark.parametrize("status", ["planned", "offered", "submitted", "approved", "released"])
def test_a_visit_that_is_not_open_refuses(status):
    visit = started_visit(status=status)
    with pytest.raises(ValidationError, match="not open"):
        write(visit, **YES)


@pytest.mark.parametrize("key", ["c.S3-01.value", "s.purchase.SC-EXP", "v.VC-NPS"])
def test_before_the_start_only_the_desk_stages_are_open(key):
    visit = accepted_visit()
    write(visit, **{"c.S2-01.value": "yes", "s.awareness.SC-EXP": 3, "e.loyalty": 2})
    with pytest.raises(ValidationError, match="start the visit"):
        write(visit, **{key: 3})


def test_after_the_seal_an_expectation_is_refused_in_words():
    visit = started_visit()
    with pytest.raises(ValidationError, match="sealed"):
        write(visit, **{"e.loyalty": 1})


def test_a_stage_is_closed_when_its_questions_are_answered():
    visit = started_visit()
    codes = ["SC-EXP", "SC-PLE", "SC-EAS", "SC-INT", "SC-ATM"]
    write(visit, **{f"s.service.{code}": 3 for code in codes})
    assert visit.impressions.get(stage=4).closed_at is None
    write(visit, **{"s.service.SC-EMO": 1})
    assert visit.impressions.get(stage=4).closed_at is not None


def test_what_is_refused_leaves_nothing_behind():
    visit = accepted_visit()
    with pytest.raises(ValidationError):
        write(visit, **{"c.S1-01.value": "yes", "c.S5-01.value": "yes"})
    assert not Answer.objects.exists()
    assert not AnswerChange.objects.exists()
