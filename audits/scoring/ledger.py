"""Lost points: what each criterion took from the score, exact, and what mending it would give.

share of criterion i in visit v, "stages":  W_g / ΣW(v) · w_i / Σw(v, g)
                                 "points":  W_g · w_i / Σ W·w (v)
lost_i = (1/n) Σ_v share · (100 − s);  Σ_i lost_i = 100 − mean of the visits' base, exactly.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from audits.scoring.arithmetic import FULL, UNIT
from audits.scoring.rules import Scheme, ScoredAnswer, State, VisitAnswers


def _items(scheme: Scheme, answers: VisitAnswers) -> list[tuple[str, int, int, int]]:
    """The scored answers that count in the base of one visit: code, micro, weight, whole.

    Their share of the visit is weight / whole.
    """
    stage_weight = dict(scheme.stages)
    found = []
    in_stage: dict[str, int] = {}
    for rule in scheme.criteria:
        answer = answers.get(rule.code)
        if answer is None or answer.micro is None or answer.state is not State.ANSWERED:
            continue
        weight = stage_weight[rule.stage] * rule.weight
        if weight and not rule.bonus:
            found.append((rule, answer.micro, weight))
            in_stage[rule.stage] = in_stage.get(rule.stage, 0) + rule.weight
    wholes = _wholes(scheme.method, stage_weight, in_stage)
    return [(rule.code, micro, weight, wholes[rule.stage]) for rule, micro, weight in found]


def _wholes(
    method: str, stage_weight: Mapping[str, int], in_stage: Mapping[str, int]
) -> dict[str, int]:
    """The denominator of the shares of each stage's criteria."""
    if method == "points":
        points = sum(stage_weight[stage] * weight for stage, weight in in_stage.items())
        return dict.fromkeys(in_stage, points)
    weights = sum(stage_weight[stage] for stage in in_stage)
    return {stage: weights * weight for stage, weight in in_stage.items()}


def exact_base(scheme: Scheme, answers: VisitAnswers) -> Fraction | None:
    """The base of one visit in points before any rounding; within a micro point of ``base``."""
    items = _items(scheme, answers)
    if not items:
        return None
    earned: Counter[int] = Counter()
    for _code, micro, weight, whole in items:
        earned[whole] += weight * micro
    return sum((Fraction(sum_, whole) for whole, sum_ in earned.items()), Fraction(0)) / UNIT


def lost_points(scheme: Scheme, visits: Iterable[VisitAnswers]) -> dict[str, Fraction]:
    """Points that each criterion of the checklist cost on average, exactly; 0 where none."""
    # Whole numbers by denominator, added as fractions only at the end: shares repeat.
    sums: defaultdict[str, dict[int, int]] = defaultdict(dict)
    count = 0
    for answers in visits:
        items = _items(scheme, answers)
        count += bool(items)
        for code, micro, weight, whole in items:
            of_criterion = sums[code]
            of_criterion[whole] = of_criterion.get(whole, 0) + weight * (FULL - micro)
    return {rule.code: _mean(sums[rule.code], count) for rule in scheme.criteria}


def _mean(sums: Mapping[int, int], count: int) -> Fraction:
    total = sum((Fraction(lost, whole) for whole, lost in sums.items()), Fraction(0))
    return total / (count * UNIT) if count else Fraction(0)


def what_if(
    scheme: Scheme, visits: Sequence[VisitAnswers], targets: Mapping[str, int]
) -> Fraction | None:
    """The mean base in points, had these criteria reached their target (micro) in these visits.

    It says what would have been, not what will be. Answers above the target keep their points.
    """
    bases = [exact_base(scheme, raised(answers, targets)) for answers in visits]
    known = [base for base in bases if base is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def raised(answers: VisitAnswers, targets: Mapping[str, int]) -> dict[str, ScoredAnswer]:
    """The same answers with the points of the named criteria lifted to their targets.

    Score them again (``visit_score``) where bonus and knock-outs shall be seen too.
    """
    return {
        code: ScoredAnswer(answer.state, max(answer.micro, targets[code]))
        if code in targets and answer.micro is not None
        else answer
        for code, answer in answers.items()
    }
