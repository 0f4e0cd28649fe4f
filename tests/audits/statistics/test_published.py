"""Figures that others published, or that tools of repute print, at the cases' tolerance."""

import pytest

from audits import statistics
from tests.audits.scoring.test_published import case

pytestmark = pytest.mark.shared


def close(found, read):
    return found == pytest.approx(read["expected"], abs=read["tolerance"])


def swiss():
    read = case("lmg-swiss")["inputs"]
    columns = [list(column) for column in zip(*read["rows"], strict=True)]
    return columns[1:], columns[0]


def test_wilson_intervals_of_newcombe():
    read = case("wilson-newcombe1998")
    found = [statistics.wilson_interval(k, n) for k, n in read["inputs"]["k_n"]]
    expected = [pytest.approx(pair, abs=read["tolerance"]) for pair in read["expected"]]
    assert found == expected


def test_student_intervals():
    read = case("t-interval-r")
    found = [statistics.mean_interval(read["inputs"]["x"], c) for c in read["inputs"]["conf"]]
    expected = [pytest.approx(pair, abs=read["tolerance"]) for pair in read["expected"]]
    assert found == expected


def test_net_promoters():
    read = case("nps-basic")
    counts = read["inputs"]["detr_pass_prom"]
    error = statistics.net_promoters_error(*counts)
    assert statistics.net_promoters(*counts) == pytest.approx(read["expected"]["nps"])
    assert error == pytest.approx(read["expected"]["se"], abs=read["tolerance"])
    assert error**2 * 6 == pytest.approx(read["expected"]["var"], abs=read["tolerance"])


def test_the_sleep_of_student():
    read = case("welch-sleep")
    found = statistics.welch(read["inputs"]["x"], read["inputs"]["y"])
    assert found._asdict() == pytest.approx(read["expected"], abs=read["tolerance"])


def test_the_mice_of_efron():
    read = case("perm-exact-mice")
    assert close(statistics.permutation_test(read["inputs"]["x"], read["inputs"]["y"]), read)


@pytest.mark.parametrize(
    ("adjust", "key"), [(statistics.benjamini_hochberg, "bh"), (statistics.holm, "holm")]
)
def test_adjusted_p_values(adjust, key):
    read = case("bh-1995")
    found = adjust(read["inputs"]["p"])
    assert found == pytest.approx(read["expected"][key], abs=read["tolerance"])
    if key == "bh":
        assert sum(p <= 0.05 for p in found) == read["expected"]["n_bh"]


def test_the_planner_is_that_of_r():
    read = case("power-r")
    asked = read["inputs"]
    a, b, least = asked["n_per_group_a"], asked["n_per_group_b"], asked["mdd"]
    found = [
        statistics.detection_power(asked["power"]["n"], asked["power"]["delta"], 1),
        statistics.visits_needed(a["delta"], a["sd"], a["power"]),
        statistics.visits_needed(b["delta"], b["sd"], b["power"]),
        statistics.detectable_difference(least["n"], least["sd"], least["power"]),
    ]
    assert close(found, read)


def test_largest_distortion():
    read = case("mpsd-kinesis")
    found = [round(100 * statistics.largest_distortion(n)) for n in read["inputs"]["n"]]
    assert found == read["expected"]


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_the_alpha_of_krippendorff(metric):
    read = case("kripp-canonical")
    found = statistics.krippendorff_alpha(read["inputs"]["data"], metric)
    assert found == pytest.approx(read["expected"][metric], abs=read["tolerance"])


@pytest.mark.parametrize(
    ("weights", "key"), [(None, "none"), ("linear", "linear"), ("quadratic", "quadratic")]
)
def test_the_kappa_of_cohen(weights, key):
    read = case("kappa-anxiety")
    found = statistics.cohen_kappa(read["inputs"]["a"], read["inputs"]["b"], weights)
    assert found == pytest.approx(read["expected"][key], abs=read["tolerance"])


def test_the_kappa_of_fleiss():
    read = case("fleiss-1971")
    counts = [[row.count(one) for one in range(1, 6)] for row in read["inputs"]["ratings"]]
    assert close(statistics.fleiss_kappa(counts), read)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("1", "ICC1"),
        ("A,1", "ICC2"),
        ("C,1", "ICC3"),
        ("1,k", "ICC1k"),
        ("A,k", "ICC2k"),
        ("C,k", "ICC3k"),
    ],
)
def test_the_correlations_of_shrout_and_fleiss(kind, key):
    read = case("icc-shrout-fleiss")
    found = statistics.icc(read["inputs"]["data"], kind)
    assert found == pytest.approx(read["expected"][key], abs=read["tolerance"])


def test_the_weights_of_johnson():
    assert close(statistics.relative_weights(*swiss()), case("johnson-swiss"))


def test_the_split_of_lindeman_merenda_and_gold():
    read = case("lmg-swiss")
    found = statistics.lmg(*swiss())
    assert found == pytest.approx(read["expected"]["lmg"], abs=read["tolerance"])
    assert sum(found) == pytest.approx(read["expected"]["r2"], abs=read["tolerance"])


def test_the_longest_runs():
    read = case("longstring-careless")
    assert [statistics.longest_run(row) for row in read["inputs"]["rows"]] == read["expected"]
