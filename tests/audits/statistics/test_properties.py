"""What must hold whatever the numbers are."""

from random import Random

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from audits.statistics import (
    benjamini_hochberg,
    cohen_kappa,
    difference_of_shares,
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
    welch,
    wilson_interval,
)

scores = st.integers(0, 10_000).map(lambda value: value / 100)
few = st.lists(scores, max_size=6)
groups = st.lists(few, max_size=6)
p_values = st.lists(st.floats(0, 1), max_size=12)
ratings = st.lists(
    st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=6, max_size=6),
    min_size=2,
    max_size=4,
)


@given(st.integers(0, 200), st.integers(0, 200))
def test_wilson_holds_the_share_and_mirrors(successes, failures):
    assume(successes + failures)
    trials = successes + failures
    low, high = wilson_interval(successes, trials)
    assert 0 <= low <= successes / trials <= high <= 1
    assert wilson_interval(failures, trials) == pytest.approx((1 - high, 1 - low))


@given(st.integers(1, 50), st.integers(1, 50), st.data())
def test_a_difference_of_shares_mirrors(m, n, data):
    a, b = data.draw(st.integers(0, m)), data.draw(st.integers(0, n))
    low, high = difference_of_shares(a, m, b, n)
    assert -1 <= low <= a / m - b / n + 1e-12
    assert difference_of_shares(b, n, a, m) == pytest.approx((-high, -low))


@given(st.lists(st.integers(0, 50), min_size=3, max_size=3))
def test_promoters_mirror(counts):
    assume(sum(counts))
    low, high = nps_interval(*counts)
    assert -1 <= low <= high <= 1
    assert nps_interval(*reversed(counts)) == pytest.approx((-high, -low))


@given(groups)
def test_ranges_hold_their_means_and_narrow_with_visits(found):
    for group, interval in zip(found, pooled_intervals(found), strict=True):
        assert (interval is None) == (not group)
        if interval:
            assert interval[0] - 1e-9 <= sum(group) / len(group) <= interval[1] + 1e-9
    [one, four] = pooled_intervals([[50], [50] * 4])
    assert one[1] - one[0] == pytest.approx(2 * (four[1] - four[0]))


@given(groups)
def test_shrinking_keeps_within_the_means(found):
    means = [sum(group) / len(group) for group in found if group]
    for group, shrunk in zip(found, shrunken_means(found), strict=True):
        assert (shrunk is None) == (not group)
        if group:
            assert min(means) - 1e-6 <= shrunk <= max(means) + 1e-6


@given(few, few)
def test_tests_do_not_care_for_sides(x, y):
    assert permutation_test(x, y) == permutation_test(y, x)
    p = permutation_test(x, y)
    assert p is None or 0 < p <= 1
    first, second = welch(x, y), welch(y, x)
    assert (first is None) == (second is None)
    assert first is None or first.t == pytest.approx(-second.t)


@given(p_values)
def test_adjusted_values_are_never_smaller(found):
    for raw, bh, strict in zip(found, benjamini_hochberg(found), holm(found), strict=True):
        assert raw <= bh + 1e-12
        assert bh <= strict + 1e-12 <= 1 + 1e-12


@given(ratings, st.sampled_from(["nominal", "ordinal", "interval", "ratio"]), st.randoms())
def test_alpha_does_not_care_who_is_who(rows, metric, random):
    alpha = krippendorff_alpha(rows, metric)
    units = list(zip(*rows, strict=True))
    random.shuffle(units)
    shuffled = [list(row) for row in zip(*units, strict=True)]
    random.shuffle(shuffled)
    again = krippendorff_alpha(shuffled, metric)
    assert again == (alpha if alpha is None else pytest.approx(alpha))
    assert alpha is None or alpha <= 1


@given(ratings, st.sampled_from([None, "linear", "quadratic"]))
def test_kappa_is_symmetric(rows, weights):
    found, mirrored = cohen_kappa(*rows[:2], weights), cohen_kappa(*rows[1::-1], weights)
    assert found == (mirrored if mirrored is None else pytest.approx(mirrored))
    assert found is None or found <= 1 + 1e-12


@example(rows=[[0.0, 99.98, 4.61], [0.0, 99.98, 4.61]])  # subjects that do not differ at all
@given(st.lists(st.lists(scores, min_size=3, max_size=3), min_size=2, max_size=6))
def test_consistency_forgives_a_strict_rater(rows):
    found = icc(rows, "C,1")
    assume(found is not None and abs(found) < 100)
    stricter = [[first - 20, *others] for first, *others in rows]
    assert icc(stricter, "C,1") == pytest.approx(found, abs=1e-3)


@given(st.integers(0, 1000), st.integers(1, 4))
def test_drivers_share_out_one_r_squared(seed, count):
    draw = Random(seed)
    columns = [[draw.gauss(0, 1) for _ in range(20)] for _ in range(count)]
    outcome = [draw.gauss(0, 1) for _ in range(20)]
    one, other = lmg(columns, outcome), relative_weights(columns, outcome)
    assert sum(one) == pytest.approx(sum(other))
    assert min(one) >= -1e-12
    assert min(other) >= -1e-12


@given(st.lists(st.integers(0, 2)))
def test_a_run_is_as_long_as_what_can_be_found(answers):
    longest = longest_run(answers)
    assert longest <= len(answers)
    assert longest >= min(1, len(answers))


@given(st.lists(scores, min_size=2, max_size=8), st.integers(-50, 50))
def test_an_interval_moves_with_its_values(values, shift):
    low, high = mean_interval(values)
    moved = mean_interval([value + shift for value in values])
    assert moved == pytest.approx((low + shift, high + shift), abs=1e-6)
