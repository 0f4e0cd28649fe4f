"""Random checklists and answers for the properties."""

from hypothesis import strategies as st

from audits.scoring import CriterionRule, KnockOutRule, Scheme, ScoredAnswer, State
from tests.audits.scoring.schemes import BANDS, STAGES, points, visit_input

micros = st.one_of(
    st.sampled_from([0, 1, points(25), points(50), 99_999_999, points(100)]),
    st.integers(0, points(100)),
)
effects = st.sampled_from(["band", "cap_stage", "cap_visit", "zero_stage", "zero_visit"])
knock_outs = st.builds(
    KnockOutRule,
    effects,
    to=st.sampled_from([key for key, _ in BANDS]),
    cap=micros,
    threshold=st.sampled_from([0, points(25), points(60)]),
)
answers = st.one_of(
    st.builds(ScoredAnswer, st.just(State.ANSWERED), micros),
    st.builds(ScoredAnswer, st.sampled_from(list(State)[1:]), st.none()),
    st.just(ScoredAnswer(State.ANSWERED, None)),
)


@st.composite
def schemes(draw, extras=True):
    """Five stages of any weight; criteria with or without knock-outs and bonus."""
    criteria = []
    for number in range(draw(st.integers(0, 8))):
        bonus = draw(st.sampled_from([0, 0, 0, points(2)])) if extras else 0
        criteria.append(
            CriterionRule(
                code=f"c{number}",
                stage=draw(st.sampled_from(STAGES)),
                weight=0 if bonus else draw(st.integers(0, 5)),
                is_fact=draw(st.booleans()),
                knock_out=draw(st.one_of(st.none(), knock_outs)) if extras else None,
                bonus=bonus,
            )
        )
    weights = draw(st.lists(st.integers(0, 4), min_size=5, max_size=5))
    method = draw(st.sampled_from(["stages", "points"]))
    return Scheme(method, tuple(zip(STAGES, weights, strict=True)), tuple(criteria), BANDS)


@st.composite
def schemes_and_answers(draw, extras=True):
    scheme = draw(schemes(extras=extras))
    return scheme, draw(visit_answers(scheme))


def visit_answers(scheme):
    return st.fixed_dictionaries({}, optional={rule.code: answers for rule in scheme.criteria})


@st.composite
def schemes_and_visits(draw, extras=True, most=4):
    scheme = draw(schemes(extras=extras))
    places = st.sampled_from([("s1", "north"), ("s2", "north"), ("s3", "")])
    visits = [
        visit_input(f"v{number}", *draw(places), draw(visit_answers(scheme)))
        for number in range(draw(st.integers(0, most)))
    ]
    return scheme, visits
