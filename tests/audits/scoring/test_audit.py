from fractions import Fraction

from audits.scoring import (
    FULL,
    UNIT,
    CriterionRule,
    Figure,
    PromiseFact,
    Scheme,
    audit_scores,
    shown_fraction,
    what_if,
)
from tests.audits.scoring.schemes import (
    BANDS,
    STAGES,
    answered,
    not_applicable,
    points,
    visit_input,
)

ONE = Scheme(
    "stages",
    tuple((stage, 1) for stage in STAGES),
    (CriterionRule("q", "service", 1, True), CriterionRule("feel", "service", 1, False)),
    BANDS,
)


def visits_at(*given):
    """From (site, region, points)."""
    return [
        visit_input(f"v{n}", site, region, {"q": answered(value)})
        for n, (site, region, value) in enumerate(given)
    ]


def test_sites_are_means_of_visits_and_the_audit_the_mean_of_sites():
    visits = visits_at(("a", "N", 100), ("a", "N", 0), ("a", "N", 0), ("b", "N", 80), ("c", "", 90))
    scores = audit_scores(ONE, visits)
    assert [p.total.both.micro for p in scores.sites.values()] == [
        33_333_333,
        points(80),
        points(90),
    ]
    assert scores.regions["N"].total.both.micro == 56_666_667
    assert scores.whole.total.both.micro == 67_777_778
    assert scores.whole.total.both.visits == 5
    assert list(scores.regions) == ["N"]


def test_foundant_mean_of_four_reviews():
    # Foundant's help pages: (90 + 80 + 70 + 60) / 4 = 75.
    foundant = audit_scores(ONE, visits_at(*(("a", "", value) for value in (90, 80, 70, 60))))
    assert foundant.whole.total.both.micro == points(75)


def test_a_visit_without_a_score_is_no_part_of_a_mean():
    visits = [*visits_at(("a", "", 60)), visit_input("v9", "a", "", {"q": not_applicable()})]
    total = audit_scores(ONE, visits).whole.total
    assert (total.both.micro, total.both.visits) == (points(60), 1)
    assert total.perception == Figure(micro=None, visits=0, coverage=Fraction(0))


def test_an_audit_without_visits_says_nothing():
    scores = audit_scores(ONE, [])
    assert scores.whole.total.both == Figure(micro=None, visits=0, coverage=None)
    assert (scores.sites, scores.gaps, scores.visits_mean_base) == ({}, {}, None)
    assert scores.criteria["q"].micro is None
    assert scores.criteria["q"].lost == 0


def test_criteria_are_pooled_over_visits():
    visits = visits_at(("a", "", 100), ("a", "", 50), ("b", "", 0))
    visits.append(visit_input("n", "b", "", {"q": not_applicable()}))
    found = audit_scores(ONE, visits).criteria
    assert (found["q"].micro, found["q"].answered, found["q"].not_applicable) == (points(50), 3, 1)
    assert (found["feel"].micro, found["feel"].blank) == (None, 4)


def test_coverage_is_the_mean_completeness_of_the_visits():
    visits = visits_at(("a", "", 60))
    both = {"q": answered(60), "feel": answered(60)}
    visits.append(visit_input("v9", "b", "", both))
    total = audit_scores(ONE, visits).whole.total
    assert (total.both.coverage, total.fact.coverage, total.perception.coverage) == (
        Fraction(3, 4),
        Fraction(1),
        Fraction(1, 2),
    )


def test_gaps_emotions_and_promises_of_all_visits():
    visits = [
        visit_input(
            "a", expectations={"service": 3}, experiences={"service": 0}, emotions={"service": -2}
        ),
        visit_input("b", expectations={"service": 2}, promises=(PromiseFact("purchase", "no"),)),
    ]
    scores = audit_scores(ONE, visits)
    assert scores.gaps["service"].gap == -3
    assert scores.gaps["service"].visits == 1
    assert scores.emotion.peak_end == -2
    assert scores.promises.broken == 1


# Three visits, four criteria in two stages, small enough to work out by hand.
LEDGER = Scheme(
    "stages",
    (("awareness", 1), ("consideration", 0), ("purchase", 1), ("service", 2), ("loyalty", 1)),
    (
        CriterionRule("greeting", "purchase", 1, True),
        CriterionRule("thanks", "purchase", 1, True),
        CriterionRule("needs", "service", 2, True),
        CriterionRule("clean", "service", 1, True),
    ),
    BANDS,
)


def ledger_visits():
    rows = [(0, 100, 50, 100), (100, 0, None, 50), (100, 100, 0, None)]
    codes = [rule.code for rule in LEDGER.criteria]
    return [
        {
            code: not_applicable() if value is None else answered(value)
            for code, value in zip(codes, row, strict=True)
        }
        for row in rows
    ]


def test_lost_points_by_hand():
    visits = [visit_input(f"v{n}", answers=a) for n, a in enumerate(ledger_visits())]
    lost = {code: figures.lost for code, figures in audit_scores(LEDGER, visits).criteria.items()}
    assert lost == {
        "greeting": Fraction(100, 18),  # 1/3 · 1/2 · 100 in one of three visits
        "thanks": Fraction(100, 18),
        "needs": Fraction(2 * 2 * 50, 27) + Fraction(200, 9),
        "clean": Fraction(100, 9),
    }


def test_what_if_two_criteria_had_been_right():
    visits = ledger_visits()
    now = what_if(LEDGER, visits, {})
    then = what_if(LEDGER, visits, {"greeting": FULL, "thanks": FULL})
    assert then - now == Fraction(100, 9)


def test_what_if_keeps_what_is_better_than_the_target():
    visits = ledger_visits()
    assert what_if(LEDGER, visits, {"clean": 40 * UNIT}) == what_if(LEDGER, visits, {})


def test_a_shown_gap_keeps_its_sign_and_nought_has_none():
    texts = [shown_fraction(value, 1) for value in (Fraction(-29, 10), Fraction(-1, 30), None)]
    assert texts == ["-2.9", "0.0", None]
