"""Each status of a mutation, and what it leaves behind."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audits.models import Answer, Conflict, Event, FieldState, Visit
from tests.audits.visits import accepted_visit, started_visit, values, write

pytestmark = pytest.mark.django_db

KEY = "c.S3-01.value"
STATE = "c.S3-01.state"


def statuses(said):
    return [(result["status"], result["code"]) for result in said["results"]]


def changes(said):
    return {change["key"]: change["value"] for change in said["changes"]}


def test_applied_ends_in_the_same_row_as_the_form(tablet, visit):
    said = tablet.write(KEY, "yes")
    assert (said["status"], said["rev"], said["code"]) == ("applied", 2, "")  # 1: the expectations
    answer = Answer.objects.get()
    assert (answer.criterion, answer.value, answer.micro) == ("S3-01", "yes", 100_000_000)
    assert Visit.objects.get().revision == 2


def test_what_was_there_before_the_log_is_told_and_booked(tablet, visit):
    write(visit, **{"c.S1-01.value": "no"})
    FieldState.objects.all().delete()
    assert changes(tablet.send())["c.S1-01.value"] == "no"
    tablet.since = 0
    said = tablet.send(tablet.mutation(KEY, "yes"))
    assert changes(said)["c.S1-01.value"] == "no"
    assert FieldState.objects.filter(key="c.S1-01.value", event__user=None).exists()


def test_an_answer_takes_does_not_apply_away_and_says_so(tablet, visit):
    tablet.write(STATE, "not_applicable")
    said = tablet.send(tablet.mutation(KEY, "yes", base=tablet.since))
    assert said["changes"] == [
        {"key": STATE, "value": None, "rev": 3, "mine": False},
        {"key": KEY, "value": "yes", "rev": 3, "mine": True},
    ]
    assert Answer.objects.get().state == "answered"


def test_a_repetition_gets_the_same_answer_and_counts_once(tablet, visit):
    mutation = tablet.mutation(KEY, "yes")
    first, again = tablet.send(mutation), tablet.send(mutation)
    assert again["results"] == [{**first["results"][0], "replay": True}]
    assert Event.objects.filter(key=KEY).count() == 1
    assert again["rev"] == first["rev"]


def test_the_same_mutation_twice_in_one_message_counts_once(tablet, visit):
    mutation = tablet.mutation(KEY, "yes")
    said = tablet.send(mutation, mutation)
    assert [result.get("replay", False) for result in said["results"]] == [False, True]


def test_another_content_under_a_used_key_is_refused(tablet, visit):
    mutation = tablet.mutation(KEY, "yes")
    tablet.send(mutation)
    assert statuses(tablet.send({**mutation, "value": "no"})) == [("rejected", "id_reuse")]
    assert values(visit)[KEY] == "yes"


def test_an_older_entry_of_the_same_tablet_is_superseded(tablet, visit):
    old, new = tablet.mutation(KEY, "no"), tablet.mutation(KEY, "yes")
    tablet.send(new)
    assert statuses(tablet.send(old)) == [("superseded", "")]
    assert values(visit)[KEY] == "yes"


def test_an_older_does_not_apply_does_not_undo_the_newer_answer(tablet, visit):
    old, new = tablet.mutation(STATE, "not_applicable"), tablet.mutation(KEY, "yes")
    tablet.send(new)
    assert statuses(tablet.send(old)) == [("superseded", "")]
    assert values(visit)[KEY] == "yes"


def test_two_tablets_that_agree_are_in_no_conflict(tablet, tablet_of, visit):
    tablet.write(KEY, "yes")
    assert tablet_of().write(KEY, "yes")["status"] == "applied"
    assert not Conflict.objects.exists()


def test_the_later_entry_leads_and_the_other_is_kept(tablet, tablet_of, visit):
    tablet.write(KEY, "yes", age=10)
    other = tablet_of()
    said = other.send(other.mutation(KEY, "no", age=5))
    assert (said["results"][0]["status"], said["results"][0]["rev"]) == ("conflict", 3)
    (conflict,) = said["conflicts"]
    assert (conflict["kept"]["value"], conflict["other"]["value"]) == ("no", "yes")
    assert values(visit)[KEY] == "no"
    assert list(visit.changes.values_list("before", "is_clash")) == [("yes", True)]


def test_the_earlier_entry_does_not_lead_when_it_comes_late(tablet, tablet_of, visit):
    tablet.write(KEY, "yes", age=5)
    other = tablet_of()
    said = other.send(other.mutation(KEY, "no", age=10))
    assert (said["results"][0]["status"], said["results"][0]["rev"]) == ("conflict", None)
    assert changes(said)[KEY] == "yes"
    assert said["conflicts"][0]["other"]["value"] == "no"


def test_clocks_are_not_believed_ages_are(tablet_of, visit):
    ahead, behind = (tablet_of(ahead=timedelta(hours=hours)) for hours in (3, -5))
    ahead.write(KEY, "yes", age=60)
    assert behind.send(behind.mutation(KEY, "no", age=1))["results"][0]["rev"] == 3
    assert values(visit)[KEY] == "no"
    ages = [timezone.now() - event.effective_at for event in Event.objects.filter(key=KEY)]
    assert max(ages) < timedelta(minutes=2)


def test_a_choice_closes_the_conflict(tablet, tablet_of, visit):
    tablet.write(KEY, "yes", age=9)
    other = tablet_of()
    (conflict,) = other.send(other.mutation(KEY, "no"))["conflicts"]
    named = [conflict[side]["id"] for side in ("kept", "other")]
    said = other.send(other.mutation(KEY, "yes", base=other.since, resolves=named))
    assert said["conflicts"] == []
    assert Conflict.objects.get().resolved_by_id is not None


def test_does_not_apply_against_an_unseen_answer_is_a_conflict(tablet, tablet_of, visit):
    tablet.write(KEY, "yes", age=9)
    other = tablet_of()
    (conflict,) = other.send(other.mutation(STATE, "not_applicable"))["conflicts"]
    assert (conflict["kept"]["key"], conflict["other"]["key"]) == (STATE, KEY)
    assert conflict["other"]["value"] == "yes"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("c.nothing.value", "yes", "unknown_key"),
        ("c.S3-01.colour", "red", "unknown_key"),
        ("x", 1, "unknown_key"),
        ("", 1, "malformed"),
        ("s.purchase.SC-NO", 1, "unknown_key"),
        ("s.nowhere.SC-EXP", 1, "unknown_key"),
        ("v.VC-NO", 1, "unknown_key"),
        (KEY, "perhaps", "bad_value"),
        (KEY, {"a": [1]}, "bad_value"),
        (STATE, "answered", "bad_value"),
        ("c.S3-01.comment", "x" * 10_001, "bad_value"),
        ("c.S3-01.comment", 7, "bad_value"),
        ("c.S3-01.comment", "a\x00b", "bad_value"),
        ("c.S3-01.comment", "\ud800", "bad_value"),
        ("s.purchase.SC-EXP", 9, "bad_value"),
        ("v.VC-NPS", "many", "bad_value"),
        ("e.loyalty", 1, "sealed"),
    ],
)
def test_a_poison_is_rejected_and_the_others_go_through(tablet, visit, key, value, code):
    bad, good = tablet.mutation(key, value), tablet.mutation(KEY, "yes")
    by_id = {result["id"]: result for result in tablet.send(bad, good)["results"]}
    assert (by_id[bad["id"]]["status"], by_id[bad["id"]]["code"]) == ("rejected", code)
    assert by_id[good["id"]]["status"] == "applied"
    logged = Event.objects.filter(pk=bad["id"], status="rejected")
    assert logged.exists() is (code != "malformed")


@pytest.mark.parametrize("seq", [-1, "1", True, None, 2**60])
def test_a_mutation_without_shape_is_malformed(tablet, visit, seq):
    mutation = tablet.mutation(KEY, "yes") | {"seq": seq}
    assert statuses(tablet.send(mutation)) == [("rejected", "malformed")]


@pytest.mark.parametrize(
    ("status", "code"),
    [("offered", "not_open"), ("submitted", "submitted"), ("approved", "submitted")],
)
def test_a_visit_that_is_not_open_rejects(tablet_of, status, code):
    visit = started_visit(status=status)
    tablet = tablet_of(visit.auditor, visit)
    said = tablet.send(tablet.mutation(KEY, "yes"))
    assert statuses(said) == [("rejected", code)]
    assert said["submitted"] is True


def test_before_the_start_the_later_stages_are_closed(tablet_of):
    visit = accepted_visit()
    tablet = tablet_of(visit.auditor, visit)
    said = tablet.send(tablet.mutation(KEY, "yes"), tablet.mutation("c.S1-01.value", "yes"))
    assert statuses(said) == [("rejected", "not_started"), ("applied", "")]


def test_observed_and_entered_are_both_corrected(tablet_of, visit):
    tablet = tablet_of(ahead=timedelta(hours=3))
    seen = (tablet.clock() - timedelta(hours=2)).isoformat()
    tablet.write(KEY, "yes", age=600, observed=seen)
    answer = Answer.objects.get()
    assert timedelta(hours=2) <= timezone.now() - answer.observed_at < timedelta(hours=2, minutes=1)
    assert timedelta(minutes=10) <= timezone.now() - answer.entered_at < timedelta(minutes=11)


def test_a_comment_written_later_moves_neither_moment(tablet, visit):
    tablet.write(KEY, "yes", age=600)
    before = Answer.objects.get()
    tablet.write("c.S3-01.comment", "Nobody looked up.")
    after = Answer.objects.get()
    assert (after.observed_at, after.entered_at) == (before.observed_at, before.entered_at)
    assert after.comment == "Nobody looked up."
