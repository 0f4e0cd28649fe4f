"""What so many visits allow to be said."""

import pytest

from audits.scoring import certainty_tier, grade, may_show, may_show_index, reliability


def test_nothing_is_shown_of_a_place_that_nobody_visited():
    assert not any(
        getattr(may_show(0), name) for name in ("score", "mean", "band", "rank", "trend")
    )


@pytest.mark.parametrize(
    ("visits", "icc", "rank"), [(3, 0.4, False), (4, 0.4, True), (2, 1, False)]
)
def test_three_or_four_reliable_visits_may_be_ordered(visits, icc, rank):
    assert may_show(visits, reliability(visits, icc)).rank is rank


def test_more_visits_never_allow_less():
    for visits in range(12):
        fewer, more = may_show(visits), may_show(visits + 1)
        for name in ("score", "mean", "band", "rank", "trend"):
            assert getattr(more, name) >= getattr(fewer, name)


def test_promoters_are_an_index_from_ten_answers_on():
    assert (may_show_index(9), may_show_index(10)) == (False, True)


@pytest.mark.parametrize(
    ("visits", "half", "words"),
    [(4, 14, "indicative"), (8, 10, "moderate"), (33, 5, "strong"), (0, 3, ""), (2, None, "")],
)
def test_grades(visits, half, words):
    assert grade(visits, half) == words


@pytest.mark.parametrize(
    ("permille", "tier"),
    [(None, ""), (699, "observation"), (700, "likely"), (900, "confirmed")],
)
def test_tiers_of_certainty(permille, tier):
    assert certainty_tier(permille) == tier
