"""Small published figures that travel with the code, and what happens at the edges."""

import math
import subprocess
import sys

import pytest

from audits import statistics
from audits.statistics import (
    cohen_kappa,
    detectable_difference,
    difference_of_shares,
    fleiss_kappa,
    gwet_ac1,
    holm,
    icc,
    krippendorff_alpha,
    lmg,
    longest_run,
    mean_interval,
    nps_interval,
    permutation_test,
    pooled_intervals,
    relative_weights,
    shrunken_means,
    sign_flip_test,
    visits_needed,
    welch,
    wilson_interval,
)

# Krippendorff 2011; Student 1908 as R's `sleep`; Shrout and Fleiss 1979, table 4.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
SLEEP = (
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
)
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (3, 3, 0.44, 1),
        (0, 1, 0, 0.79),
    ],
)
def test_wilson(successes, trials, low, high):
    assert wilson_interval(successes, trials) == pytest.approx((low, high), abs=0.005)


def test_newcombe_of_two_shares():
    # Newcombe 1998 b, table II (a), method 10.
    assert difference_of_shares(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@pytest.mark.parametrize(("counts", "low", "high"), [((0, 0, 3), -7, 100), ((0, 0, 1), -48, 98)])
def test_few_answers_make_no_promoter_score(counts, low, high):
    assert nps_interval(*counts) == pytest.approx((low / 100, high / 100), abs=0.006)


def test_student_and_welch():
    assert mean_interval([2, 4, 4, 5, 7, 8]) == pytest.approx((2.7008017, 7.2991983))
    assert welch(*SLEEP) == pytest.approx((-1.8608135, 17.7764735, 0.0793941), abs=1e-7)


def test_few_visits_cannot_reach_five_percent():
    assert permutation_test([1, 2, 3], [7, 8, 9]) == pytest.approx(0.1)
    assert permutation_test([1, 2, 3, 4], [7, 8, 9, 10]) == pytest.approx(2 / 70)


def test_ties_are_counted_in_whole_numbers():
    # 0.1 + 0.2 and 0.3 tie, though their floats differ.
    assert permutation_test([0.1, 0.2], [0.3, 0.0]) == 1.0


def test_many_divisions_are_drawn_the_same_way_every_time():
    x, y = list(range(15)), list(range(3, 18))
    assert permutation_test(x, y) == permutation_test(x, y) == pytest.approx(0.07, abs=0.02)


def test_signs_flipped():
    assert sign_flip_test([1, 2, 3, 4, 5]) == pytest.approx(2 / 32)
    assert sign_flip_test([1, -1]) == 1.0
    assert sign_flip_test([1.5] * 30) < 0.001


def test_pooled_ranges_exist_for_one_visit():
    [one, none, two] = pooled_intervals([[60], [], [50, 70]])
    half = 2.0859634 * 14.2
    assert one == pytest.approx((60 - half, 60 + half), abs=1e-5)
    assert none is None
    assert two == pytest.approx((60 - half / math.sqrt(2), 60 + half / math.sqrt(2)), abs=1e-5)


def test_the_own_spread_is_believed_from_ten_degrees_of_freedom():
    found = pooled_intervals([[10, 20]] * 10)
    assert found[0] == pytest.approx((15 - 2.2281389 * 5, 15 + 2.2281389 * 5), abs=1e-5)


def test_shrunken_means_lie_between_their_own_and_that_of_all():
    low, none, high = shrunken_means([[20, 24], [], [90]])
    assert 22 < low < high < 90
    assert none is None
    assert high - 56 < 90 - 56


def test_equal_groups_cannot_be_told_apart():
    assert shrunken_means([[60, 70], [64, 68]]) == [65.5, 65.5]


@pytest.mark.parametrize(
    ("metric", "alpha"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_krippendorff(metric, alpha):
    assert krippendorff_alpha(OBSERVERS, metric) == pytest.approx(alpha, abs=0.0006)


@pytest.mark.parametrize(
    ("kind", "value"),
    [("1", 0.17), ("A,1", 0.29), ("C,1", 0.71), ("1,k", 0.44), ("A,k", 0.62), ("C,k", 0.91)],
)
def test_shrout_and_fleiss(kind, value):
    assert icc(JUDGES, kind) == pytest.approx(value, abs=0.006)


def test_ac1_stays_where_kappa_falls():
    # Gwet 2008: 125 subjects, 118 "yes" twice, 5 and 2 times apart, never "no" twice.
    counts = [[2, 0]] * 118 + [[1, 1]] * 7
    assert gwet_ac1(counts) == pytest.approx(0.9408, abs=5e-5)
    assert fleiss_kappa(counts) < 0


def test_perfect_agreement_is_one():
    assert krippendorff_alpha([[1, 2, 3], [1, 2, 3]], "ordinal") == 1.0
    assert cohen_kappa(["a", "b"], ["a", "b"]) == 1.0
    assert icc([[1, 1], [3, 3]], "A,1") == 1.0


def test_drivers_find_the_one_that_matters():
    columns, outcome = [[1, 2, 3, 4, 5, 6], [1, -1, 1, 1, -1, 1]], [2, 4, 6, 8, 10, 12]
    for shares in (lmg(columns, outcome), relative_weights(columns, outcome)):
        assert shares[0] > 0.9
        assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize(
    ("visits", "difference"), [(2, 80), (3, 44), (5, 29), (10, 19), (30, 10.4), (50, 8)]
)
def test_the_planners_table(visits, difference):
    assert detectable_difference(visits, 14.2) == pytest.approx(difference, abs=0.5)
    assert visits_needed(detectable_difference(visits, 14.2), 14.2) == pytest.approx(visits)


def test_longest_run():
    assert longest_run("aabbbac") == 3
    assert longest_run([1, None, None, 1]) == 1
    assert longest_run([]) == 0


@pytest.mark.parametrize(
    "nothing",
    [
        wilson_interval(0, 0),
        difference_of_shares(0, 0, 1, 2),
        mean_interval([]),
        mean_interval([5, None]),
        nps_interval(0, 0, 0),
        welch([1], [2, 3]),
        welch([1, 1], [2, 2]),
        permutation_test([], [1]),
        sign_flip_test([None]),
        krippendorff_alpha([[1, 1], [1, 1]], "nominal"),
        krippendorff_alpha([], "ordinal"),
        krippendorff_alpha([[1, None], [None, 2]], "interval"),
        cohen_kappa([None], [1]),
        cohen_kappa([1, 1], [1, 1]),
        fleiss_kappa([]),
        fleiss_kappa([[3, 0], [3, 0]]),
        gwet_ac1([[1, 0]]),
        icc([], "1"),
        icc([[1, None], [2, 3]], "A,1"),
        icc([[2, 2], [2, 2]], "C,k"),
        detectable_difference(1, 14.2),
    ],
)
def test_nothing_to_say_is_none(nothing):
    assert nothing is None


def test_equal_values_have_a_range_of_their_own():
    assert mean_interval([7, 7, 7]) == (7, 7)
    assert pooled_intervals([]) == shrunken_means([]) == holm([]) == []
    assert shrunken_means([[5, 5]]) == [5]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: wilson_interval(3, 2),
        lambda: wilson_interval(1, 2, 1),
        lambda: nps_interval(-1, 0, 2),
        lambda: krippendorff_alpha([[1], [2]], "circular"),
        lambda: cohen_kappa([1], [2], "cubic"),
        lambda: fleiss_kappa([[2, 0], [3, 0]]),
        lambda: icc([[1, 2], [2, 3]], "2"),
        lambda: lmg([[1, 1, 1]], [1, 2, 3]),
        lambda: relative_weights([[1, 2, 3, 4], [2, 4, 6, 8]], [1, 2, 4, 3]),
        lambda: visits_needed(0, 14.2),
        lambda: detectable_difference(5, 0),
        lambda: holm([0.5, 1.1]),
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ValueError):  # noqa: PT011  # whatever it says
        wrong()


def test_the_web_process_starts_without_scipy():
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'journeyaudit.settings';"
        "import journeyaudit.wsgi; from django.urls import get_resolver;"
        "get_resolver().url_patterns; print(sorted({'scipy', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_name_has_its_words():
    for name in statistics.__all__:
        one = getattr(statistics, name)
        assert not callable(one) or one.__doc__
