"""The functions as a script outside the project calls them: by name, with plain lists."""

import math
from pathlib import Path

import pytest

from audits.statistics import (
    benjamini_hochberg,
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
    visits_needed,
    welch,
    wilson_interval,
)
from tests.audits.scoring.test_published import CASES

NAN = math.nan
COLUMNS = [[1, 2, 3, 4, 6], [2, 1, 4, 3, 7]]
CALLS = [
    (lambda: wilson_interval(3, 4), [0.3006, 0.9544]),
    (lambda: wilson_interval(successes=3, trials=4, confidence=0.8), [0.438, 0.921]),
    (lambda: difference_of_shares(56, 70, 48, 80), [0.0524, 0.3339]),
    (lambda: mean_interval([60, 70, 80]), [45.16, 94.84]),
    (lambda: pooled_intervals([[60, 70], [80]])[1], [50.38, 109.62]),
    (lambda: shrunken_means([[60, 70], [80]]), None),
    (lambda: welch([1, 2, 3], [4, 5, 7]), None),
    (lambda: [permutation_test([1, 2, 3], [4, 5, 6])], [0.1]),
    (lambda: holm([0.01, 0.04, 0.03]), [0.03, 0.06, 0.06]),
    (lambda: benjamini_hochberg([0.01, 0.04, 0.03]), [0.03, 0.04, 0.04]),
    (lambda: [detectable_difference(5, 14.2)], [28.75]),
    (lambda: [detectable_difference(visits_per_side=5, sd=14.2, power=0.8)], [28.75]),
    (lambda: [visits_needed(20, 14.2)], [8.98]),
    (lambda: [visits_needed(difference=20, sd=14.2, power=0.8)], [8.98]),
    (lambda: nps_interval(0, 0, 3), [-0.07, 1]),
    (lambda: [krippendorff_alpha([[1, 2, None], [1, 2, 3]], "nominal")], [1]),
    (lambda: [cohen_kappa([1, 2, 1], [1, 2, 2])], [0.4]),
    (lambda: [cohen_kappa([1, 2, 3], [1, 2, 3], weights="linear")], [1]),
    (lambda: [fleiss_kappa([[2, 0], [0, 2]])], [1]),
    (lambda: [gwet_ac1([[2, 0], [0, 2]])], [1]),
    (lambda: [icc([[1, 1], [2, 2], [3, 3]], "A,1")], [1]),
    (lambda: [sum(relative_weights(COLUMNS, [1, 2, 4, 4, 8]))], [0.983]),
    (lambda: [sum(lmg(COLUMNS, [1, 2, 4, 4, 8]))], [0.983]),
    (lambda: [longest_run([1, 1, 2, 2, 2, 1])], [3]),
]


@pytest.mark.parametrize(("call", "expected"), CALLS)
def test_plain_numbers_in_plain_numbers_out(call, expected):
    found = call()
    assert all(type(one) in (int, float) for one in found)
    if expected:
        assert list(found) == pytest.approx(expected, abs=0.01)


BAD = {
    "more successes than trials": lambda: wilson_interval(4, 3),
    "nothing known of successes": lambda: wilson_interval(NAN, 3),
    "a confidence in percent": lambda: mean_interval([1, 2], 95),
    "a share over 1": lambda: difference_of_shares(5, 3, 1, 3),
    "not a number": lambda: mean_interval([1, NAN]),
    "text": lambda: mean_interval(["good", "poor"]),
    "a list in place of a number": lambda: mean_interval([[1], [2]]),
    "values in place of groups": lambda: pooled_intervals([60, 70]),
    "not a number in a group": lambda: shrunken_means([[1, NAN], [2]]),
    "not a number to compare": lambda: welch([1, NAN, 2], [1, 2]),
    "no end": lambda: permutation_test([1, math.inf], [2]),
    "a p of 2": lambda: holm([2]),
    "a p under 0": lambda: benjamini_hochberg([-0.1]),
    "no spread": lambda: detectable_difference(5, 0),
    "fewer than no visits": lambda: detectable_difference(-5, 14.2),
    "no difference": lambda: visits_needed(0, 14.2),
    "an unknown difference": lambda: visits_needed(NAN, 14.2),
    "negative counts": lambda: nps_interval(-1, 2, 3),
    "an unknown metric": lambda: krippendorff_alpha([[1], [1]], "cubic"),
    "raters of unequal length": lambda: krippendorff_alpha([[1, 2], [1]], "nominal"),
    "words at an interval": lambda: krippendorff_alpha([["a", "b"], ["a", "c"]], "interval"),
    "a negative ratio": lambda: krippendorff_alpha([[-1, 1], [1, -1]], "ratio"),
    "one rater": lambda: krippendorff_alpha([1, 2], "nominal"),
    "unequal lists": lambda: cohen_kappa([1, 2], [1]),
    "unknown weights": lambda: cohen_kappa([1], [1], "cubic"),
    "words to weigh": lambda: cohen_kappa(["a", "b"], ["b", "a"], "linear"),
    "unequal raters": lambda: fleiss_kappa([[1, 1], [3, 0]]),
    "negative ratings": lambda: fleiss_kappa([[3, -1], [1, 1]]),
    "unequal categories": lambda: gwet_ac1([[1, 1, 1], [2, 1]]),
    "half a rater": lambda: gwet_ac1([[0.5, 1.5], [1, 1]]),
    "an unknown kind": lambda: icc([[1, 2], [2, 3]], "2"),
    "subjects of unequal length": lambda: icc([[1, 2], [2]], "1"),
    "not a number of a subject": lambda: icc([[1, NAN], [2, 3]], "1"),
    "columns of unequal length": lambda: relative_weights([[1, 2, 3], [1, 2]], [1, 2, 3]),
    "a gap in a column": lambda: lmg([[1, NAN, 2, 3]], [1, 2, 3, 4]),
    "no columns": lambda: lmg([], [1, 2, 3]),
}


@pytest.mark.parametrize("call", BAD.values(), ids=BAD)
def test_bad_input_is_named(call):
    with pytest.raises(ValueError, match=r"\w+ \w+ \w+"):
        call()


@pytest.mark.shared
def test_no_published_case_is_passed_over():
    if not CASES.exists():
        pytest.skip(f"{CASES} is not there")
    tests = "".join(one.read_text() for one in Path(__file__).parents[1].rglob("test_published.py"))
    files = {path.stem for path in (CASES / "statistics").glob("*.json")}
    assert len(files) >= 27
    assert {name for name in files if f'case("{name}")' not in tests} == set()
