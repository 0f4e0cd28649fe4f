"""What must hold for any checklist and any answers (scoring.md, section 5)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from audits.scoring import (
    FULL,
    UNIT,
    CriterionRule,
    ScoredAnswer,
    State,
    audit_scores,
    band,
    exact_base,
    largest_remainder,
    lost_points,
    mean,
    merged_cells,
    raised,
    rounded,
    rounded_parts,
    shown,
    site_cells,
    visit_figures,
    visit_score,
    what_if,
    without_extras,
)
from tests.audits.scoring.schemes import BANDS, STAGES
from tests.audits.scoring.strategies import (
    answers,
    micros,
    schemes_and_answers,
    schemes_and_visits,
)


@given(schemes_and_answers(), st.randoms(use_true_random=False))
def test_the_order_of_criteria_and_answers_does_not_matter(given_visit, chance):
    scheme, found = given_visit
    criteria, items = list(scheme.criteria), list(found.items())
    chance.shuffle(criteria)
    chance.shuffle(items)
    one = visit_score(scheme, found)
    other = visit_score(replace(scheme, criteria=tuple(criteria)), dict(items))
    assert replace(one, caps=()) == replace(other, caps=())
    assert set(one.caps) == set(other.caps)


@given(schemes_and_answers(), st.sampled_from(STAGES), answers)
def test_a_criterion_of_weight_0_changes_nothing(given_visit, stage, answer):
    scheme, found = given_visit
    more = CriterionRule("zero", stage, 0, True)
    wider = replace(scheme, criteria=(*scheme.criteria, more))
    assert visit_score(wider, {**found, "zero": answer}) == visit_score(scheme, found)


@given(schemes_and_answers(), st.sampled_from(STAGES), st.integers(1, 9))
def test_a_criterion_that_does_not_apply_changes_no_score(given_visit, stage, weight):
    scheme, found = given_visit
    more = CriterionRule("more", stage, weight, True)
    wider = replace(scheme, criteria=(*scheme.criteria, more))
    absent = ScoredAnswer(State.NOT_APPLICABLE, None)
    one, other = visit_score(scheme, found), visit_score(wider, {**found, "more": absent})
    assert (one.total, one.base, one.stages) == (other.total, other.base, other.stages)


@given(schemes_and_answers(), st.integers(2, 7), st.integers(2, 7))
def test_scaling_all_weights_changes_nothing(given_visit, of_criteria, of_stages):
    scheme, found = given_visit
    scaled = replace(
        scheme,
        stages=tuple((key, weight * of_stages) for key, weight in scheme.stages),
        criteria=tuple(replace(c, weight=c.weight * of_criteria) for c in scheme.criteria),
    )
    one, other = visit_score(scheme, found), visit_score(scaled, found)
    assert (one.total, one.stages, one.coverage) == (other.total, other.stages, other.coverage)


@given(schemes_and_answers(), st.data())
def test_a_better_answer_never_lowers_the_score(given_visit, data):
    scheme, found = given_visit
    scored = [code for code, answer in found.items() if answer.micro is not None]
    better = {code: data.draw(micros) for code in scored}
    one, other = visit_score(scheme, found), visit_score(scheme, raised(found, better))
    for before, after in zip(
        [one.total, one.base, *one.stages.values()],
        [other.total, other.base, *other.stages.values()],
        strict=True,
    ):
        assert before is after is None or before <= after


@given(schemes_and_answers())
def test_scores_lie_between_the_least_and_the_most_of_their_parts(given_visit):
    scheme, found = given_visit
    score = visit_score(scheme, found)
    stages = [micro for micro in score.stages.values() if micro is not None]
    assert all(0 <= micro <= FULL for micro in stages)
    assert score.total is None or 0 <= score.total <= FULL
    bare = visit_score(without_extras(scheme), found)
    parts = [bare.stages[key] for key, weight in scheme.stages if weight]
    parts = [micro for micro in parts if micro is not None]
    # In "points" the parts are rounded and the total is not: half a micro point to each side.
    assert bare.base is None or min(parts) - 1 <= bare.base <= max(parts) + 1


@given(schemes_and_answers())
def test_caps_never_raise_a_score(given_visit):
    scheme, found = given_visit
    free = replace(
        scheme, criteria=tuple(replace(rule, knock_out=None) for rule in scheme.criteria)
    )
    one, other = visit_score(scheme, found), visit_score(free, found)
    assert (one.total is None) == (other.total is None)
    assert one.total is None or one.total <= other.total
    assert one.base == other.base
    assert all(
        a is b is None or a <= b
        for a, b in zip(one.stages.values(), other.stages.values(), strict=True)
    )


@given(schemes_and_answers())
def test_bonus_never_lowers_and_never_passes_100(given_visit):
    scheme, found = given_visit
    free = replace(scheme, bonus_max=0)
    one, other = visit_score(scheme, found), visit_score(free, found)
    assert one.base == other.base
    assert one.total is None or other.total <= one.total <= FULL


@given(schemes_and_answers())
def test_without_bonus_and_knock_outs_the_total_is_the_base(given_visit):
    scheme, found = given_visit
    bare = visit_score(without_extras(scheme), found)
    assert bare.total == bare.base == visit_score(scheme, found).base


@given(schemes_and_visits())
def test_lost_points_sum_to_what_is_missing_exactly(given_audit):
    scheme, visits = given_audit
    scores = audit_scores(scheme, visits)
    bases = [exact_base(scheme, visit.answers) for visit in visits]
    known = [base for base in bases if base is not None]
    expected = 100 - sum(known, Fraction(0)) / len(known) if known else 0
    assert sum(figures.lost for figures in scores.criteria.values()) == expected


@given(schemes_and_answers())
def test_the_score_of_record_is_the_exact_base_within_a_micro_point(given_visit):
    scheme, found = given_visit
    exact, base = exact_base(scheme, found), visit_score(scheme, found).base
    assert (exact is None) == (base is None)
    assert exact is None or abs(exact * UNIT - base) <= 1


@given(schemes_and_visits(), st.data())
def test_what_if_is_the_sum_over_the_ledger(given_audit, data):
    scheme, visits = given_audit
    found = [visit.answers for visit in visits]
    codes = data.draw(st.sets(st.sampled_from([rule.code for rule in scheme.criteria] or ["x"])))
    before = what_if(scheme, found, {})
    after = what_if(scheme, found, dict.fromkeys(codes, FULL))
    lost = lost_points(scheme, found)
    gain = sum((lost.get(code, Fraction(0)) for code in codes), Fraction(0))
    assert before is after is None or after - before == gain


@given(schemes_and_visits(extras=False), st.data())
def test_what_if_is_a_new_scoring(given_audit, data):
    scheme, visits = given_audit
    targets = {rule.code: data.draw(micros) for rule in scheme.criteria}
    exact = what_if(scheme, [visit.answers for visit in visits], targets)
    again = [visit_score(scheme, raised(visit.answers, targets)).base for visit in visits]
    known = [base for base in again if base is not None]
    assert exact is None or abs(exact * UNIT - Fraction(sum(known), len(known))) <= 1


@given(st.lists(st.fractions(0, 50), max_size=12), st.integers(0, 200))
def test_largest_remainder_sums_and_stays_near(parts, units):
    shared = largest_remainder(parts, units)
    whole = sum(parts)
    assert sum(shared) == (units if whole else 0)
    assert all(
        abs(count - part * units / whole) < 1
        for count, part in zip(shared, parts, strict=True)
        if whole
    )


@given(st.lists(st.fractions(0, 50), max_size=12), st.integers(0, 2))
def test_printed_parts_add_up_to_the_printed_sum(parts, decimals):
    printed = rounded_parts(parts, decimals)
    assert sum(printed) == rounded(sum(parts, Fraction(0)), decimals)
    step = Decimal(1).scaleb(-decimals)
    assert all(abs(a - Fraction(b)) < Fraction(step) for a, b in zip(parts, printed, strict=True))


@given(micros, st.integers(0, 2))
def test_the_band_never_contradicts_the_shown_number(micro, decimals):
    number = Decimal(shown(micro, decimals))
    key = band(micro, BANDS, decimals=decimals)
    limits = dict(BANDS)
    above = [minimum for minimum in limits.values() if minimum > limits[key]]
    assert number >= limits[key]
    assert not above or number < min(above)


@given(micros, st.sampled_from([key for key, _ in BANDS]))
def test_a_band_cap_only_lowers(micro, cap):
    order = [key for key, _ in BANDS]
    found = band(micro, BANDS, cap)
    assert order.index(found) == max(order.index(band(micro, BANDS)), order.index(cap))


@given(micros, st.integers(0, 6))
def test_what_is_shown_is_nearest_and_halves_go_up(micro, decimals):
    step = Fraction(1, 10**decimals)
    error = Fraction(shown(micro, decimals)) - Fraction(micro, UNIT)
    assert -step / 2 < error <= step / 2


@given(schemes_and_visits(most=6))
def test_cells_are_the_figures_of_the_audit(given_audit):
    scheme, visits = given_audit
    scores = audit_scores(scheme, visits)
    sites = {
        site: site_cells(
            visit_figures(scheme, scores.visits[v.key]) for v in visits if v.site == site
        )
        for site in scores.sites
    }
    for cells, place in [
        (merged_cells(sites.values()), scores.whole),
        *((sites[site], place) for site, place in scores.sites.items()),
    ]:
        figures = [place.total, *place.stages.values()]
        for spot, cell in cells.items():
            of_stage = figures[spot.stage]
            figure = (of_stage.both, of_stage.fact, of_stage.perception)[spot.nature]
            assert (cell.micro, cell.visits) == (figure.micro, figure.visits)
            assert cell.squares <= cell.total**2


@given(schemes_and_visits(most=6))
def test_the_audit_is_the_mean_of_its_sites(given_audit):
    scheme, visits = given_audit
    scores = audit_scores(scheme, visits)
    sites = [place.total.both.micro for place in scores.sites.values()]
    assert scores.whole.total.both.micro == mean([micro for micro in sites if micro is not None])
