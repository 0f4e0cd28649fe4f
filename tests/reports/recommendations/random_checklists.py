"""Random checklists of a given size, the same from the same number: every device at once."""

from audits.scoring import CriterionRule, KnockOutRule, Scheme, ScoredAnswer, State
from tests.audits.scoring.schemes import BANDS, STAGES, points, visit_input

EFFECTS = ["band", "cap_stage", "cap_visit", "zero_stage", "zero_visit"]
UNSCORED = [state for state in State if state is not State.ANSWERED]


def checklist(draw, criteria):
    weights = tuple((stage, draw.randint(0, 4)) for stage in STAGES)
    rules = tuple(rule(draw, f"c{number}") for number in range(criteria))
    return Scheme(draw.choice(["stages", "points"]), weights, rules, BANDS)


def rule(draw, code):
    bonus = points(2) if draw.random() < 0.15 else 0
    knock_out = None
    if draw.random() < 0.3:
        band = draw.choice([key for key, _least in BANDS])
        cap, threshold = points(draw.randint(0, 100)), points(draw.choice([0, 25, 60]))
        knock_out = KnockOutRule(draw.choice(EFFECTS), to=band, cap=cap, threshold=threshold)
    return CriterionRule(
        code=code,
        stage=draw.choice(STAGES),
        weight=0 if bonus else draw.randint(0, 5),
        is_fact=draw.random() < 0.5,
        knock_out=knock_out,
        bonus=bonus,
    )


def visits(draw, scheme, count):
    sites = ["s1", "s2", "s3"]
    return [
        visit_input(f"v{at}", draw.choice(sites), "", answers(draw, scheme)) for at in range(count)
    ]


def answers(draw, scheme):
    return {one.code: answer(draw) for one in scheme.criteria if draw.random() < 0.95}


def answer(draw):
    if draw.random() < 0.15:
        return ScoredAnswer(draw.choice(UNSCORED), None)
    return ScoredAnswer(State.ANSWERED, points(draw.choice([0, 0, 25, 50, 75, 100])))
