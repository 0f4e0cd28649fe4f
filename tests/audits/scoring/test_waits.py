"""The time between stages: measured, never guessed."""

from datetime import UTC, datetime, timedelta

from audits.scoring import Span, spans, waits

NOON = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)


def at(minutes):
    return NOON + timedelta(minutes=minutes)


def test_stage_runs_from_its_first_moment_to_its_last():
    found = spans([(1, at(5)), (1, at(0)), (1, at(3)), (2, None)])
    assert found == {1: Span(at(0), at(5))}


def test_wait_is_from_an_end_to_the_next_beginning():
    known = spans([(1, at(0)), (1, at(5)), (2, at(65)), (2, at(70)), (3, at(71))])
    assert [(one.before, one.after, one.time) for one in waits(known)] == [
        (1, 2, timedelta(minutes=60)),
        (2, 3, timedelta(minutes=1)),
    ]


def test_unknown_stage_and_overlap_give_no_wait():
    assert waits(spans([(1, at(0)), (3, at(9))])) == ()
    assert waits(spans([(1, at(0)), (1, at(9)), (2, at(5))])) == ()
