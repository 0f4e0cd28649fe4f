"""Signs of careless answers."""

from datetime import UTC, datetime, timedelta

import pytest

from audits.scoring import FULL, Pattern, longest_run, signs

NOON = datetime(2026, 9, 3, 12, tzinfo=UTC)
MIXED = (FULL, 0, FULL, 50, 0) * 6
OTHERS = [Pattern(MIXED, comments=3, minutes=30.0)] * 12


def kinds(pattern, others=OTHERS):
    return {sign.kind for sign in signs(pattern, others)}


def test_an_ordinary_visit_has_none():
    noted = tuple(NOON + timedelta(seconds=40 * number) for number in range(30))
    own = Pattern(MIXED, 2, 25.0, noted, NOON + timedelta(minutes=25))
    assert kinds(own) == set()


def test_a_straight_line_without_a_word():
    assert kinds(Pattern((FULL,) * 30, minutes=30.0)) == {"run", "top"}
    assert kinds(Pattern((FULL,) * 30, comments=1, minutes=30.0)) == {"run"}


def test_a_run_that_others_have_too_is_usual():
    usual = [Pattern((0,) * 12 + MIXED)] * 12
    assert kinds(Pattern((0,) * 12 + MIXED), usual) == set()


def test_a_run_says_what_is_usual():
    [run] = signs(Pattern((50,) * 20, comments=1), OTHERS)
    assert (run.kind, run.found, run.usual) == ("run", 20, 1)


@pytest.mark.parametrize(("minutes", "found"), [(9.0, {"quick"}), (10.0, set())])
def test_a_third_of_the_usual_time(minutes, found):
    assert kinds(Pattern(MIXED, 1, minutes)) == found


def test_answers_in_haste_and_after_the_event():
    fast = tuple(NOON + timedelta(seconds=number) for number in range(30))
    assert kinds(Pattern(MIXED, 1, 30.0, fast, NOON + timedelta(minutes=30))) == {"haste"}
    assert kinds(Pattern(MIXED, 1, 30.0, fast, NOON + timedelta(seconds=60))) == {"back_filled"}


def test_a_few_answers_say_nothing():
    assert kinds(Pattern((FULL,) * 9), []) == set()
    assert longest_run([]) == 0
