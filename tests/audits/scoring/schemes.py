"""Small schemes and answers for the tests of scoring."""

from audits.scoring import (
    UNIT,
    CriterionRule,
    KnockOutRule,
    Scheme,
    ScoredAnswer,
    State,
    VisitInput,
)

STAGES = ("awareness", "consideration", "purchase", "service", "loyalty")
BANDS = (("excellent", 85), ("good", 70), ("fair", 50), ("poor", 0))


def points(value):
    return None if value is None else int(value * UNIT)


def scheme_and_answers(groups, *, method="stages", bands=BANDS):
    """From groups of (stage weight, [(points or None, weight, knock-out or None), …])."""
    criteria, answers = [], {}
    groups = [*groups, *[(0, [])] * (5 - len(groups))]
    for stage, (_weight, items) in zip(STAGES, groups, strict=True):
        for number, (value, weight, *rest) in enumerate(items):
            code = f"{stage}-{number}"
            criteria.append(CriterionRule(code, stage, weight, True, *rest))
            answers[code] = answered(value) if value is not None else not_applicable()
    stages = tuple((stage, weight) for stage, (weight, _) in zip(STAGES, groups, strict=True))
    return Scheme(method, stages, tuple(criteria), bands), answers


def answered(value):
    return ScoredAnswer(State.ANSWERED, points(value))


def not_applicable():
    return ScoredAnswer(State.NOT_APPLICABLE, None)


def knock_out(effect, **limits):
    return KnockOutRule(
        effect, **{key: points(v) if key != "to" else v for key, v in limits.items()}
    )


def visit_input(key="v1", site="s1", region="", answers=None, **more):
    more = {"expectations": {}, "experiences": {}, "emotions": {}} | more
    return VisitInput(key=key, site=site, region=region, answers=answers or {}, **more)
