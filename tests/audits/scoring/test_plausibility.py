"""Signs of careless answers."""

from datetime import UTC, datetime, timedelta

import pytest

from audits.scoring import FULL, Pattern, leaning, longest_run, signs
from audits.scoring.plausibility import likeness, variability

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


def test_answers_that_hardly_vary_beside_twenty_others():
    own = Pattern((50_000_000, 51_000_000) * 15)
    usual = [Pattern((0, FULL) * 15)] * 20
    [even] = signs(own, usual)
    assert (even.kind, even.found, even.usual) == ("even", 0.5, 50)
    assert kinds(own, usual[:19]) == set()
    assert kinds(Pattern((0, FULL) * 15), usual) == set()


def test_variability_is_the_standard_deviation():
    assert variability([0, None, FULL]) == 50
    assert variability([None]) is None


def test_likeness_of_texts():
    assert likeness("Same  words", "same words") == 1
    assert likeness("abcd", "bcde") == pytest.approx(1 / 3)
    assert likeness("", "") == 0


def test_a_comment_of_another_visit_of_the_auditor():
    text = "The seller greeted me at the door and smiled."
    own = Pattern(MIXED, 2, auditor=1, texts=(text, "Another thing was said at the till."))
    old = Pattern(MIXED, 2, auditor=1, texts=(text.replace("smiled", "smiles"),))
    [copied] = [sign for sign in signs(own, [old]) if sign.kind == "copied"]
    assert (copied.found, copied.usual) == (1, 2)
    assert kinds(own, [Pattern(MIXED, 2, auditor=2, texts=old.texts)]) == set()
    assert kinds(Pattern(MIXED, 1, auditor=1, texts=("All was well.",)), [old]) == set()


@pytest.mark.parametrize(
    ("lift", "visits", "found"), [(30, 8, True), (30, 7, False), (5, 8, False)]
)
def test_an_auditor_whose_totals_lie_apart(lift, visits, found):
    others = [(site, other, 60) for site in range(visits) for other in (2, 3)]
    rows = [*others, *((site, 1, 60 + lift) for site in range(visits))]
    sign = leaning(rows, 1)
    assert (sign is not None) == found
    if sign:
        assert (sign.kind, sign.found, sign.usual) == ("leaning", lift, visits)


def test_an_auditor_alone_at_his_sites_is_not_judged():
    assert leaning([(site, 1, 100) for site in range(20)], 1) is None
