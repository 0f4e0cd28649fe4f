"""Lost points: what each criterion took from the score, exact, and what mending it would give.

share of criterion i in visit v, "stages":  W_g / ΣW(v) · w_i / Σw(v, g)
                                 "points":  W_g · w_i / Σ W·w (v)
lost_i = (1/n) Σ_v share · (100 − s);  Σ_i lost_i = 100 − mean of the visits' base, exactly.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from audits.scoring.arithmetic import FULL, UNIT
from audits.scoring.rules import Scheme, ScoredAnswer, State, VisitAnswers


@dataclass(frozen=True, slots=True)
class _Item:
    """One scored answer and its share of the visit: weight over whole."""

    code: str
    micro: int
    weight: int
    whole: int


def _items(scheme: Scheme, answers: VisitAnswers) -> list[_Item]:
    """The scored answers of one visit that count in its base, with their shares."""
    stage_weight = dict(scheme.stages)
    found = []
    in_stage: Counter[str] = Counter()
    for rule in scheme.criteria:
        answer = answers.get(rule.code)
        if not rule.weight or rule.bonus or not stage_weight[rule.stage] or answer is None:
            continue
        if answer.state is State.ANSWERED and answer.micro is not None:
            found.append((rule, answer.micro))
            in_stage[rule.stage] += rule.weight
    if scheme.method == "points":
        points = sum(stage_weight[stage] * weight for stage, weight in in_stage.items())
        wholes = dict.fromkeys(in_stage, points)
    else:
        weights = sum(stage_weight[stage] for stage in in_stage)
        wholes = {stage: weights * weight for stage, weight in in_stage.items()}
    return [
        _Item(rule.code, micro, stage_weight[rule.stage] * rule.weight, wholes[rule.stage])
        for rule, micro in found
    ]


def exact_base(scheme: Scheme, answers: VisitAnswers) -> Fraction | None:
    """The base of one visit in points before any rounding; within a micro point of ``base``."""
    items = _items(scheme, answers)
    if not items:
        return None
    return sum((Fraction(i.weight * i.micro, i.whole) for i in items), Fraction(0)) / UNIT


def lost_points(scheme: Scheme, visits: Iterable[VisitAnswers]) -> dict[str, Fraction]:
    """Points that each criterion of the checklist cost on average, exactly; 0 where none."""
    # Whole numbers by denominator, added as fractions only at the end: shares repeat.
    sums: defaultdict[str, Counter[int]] = defaultdict(Counter)
    count = 0
    for answers in visits:
        items = _items(scheme, answers)
        count += bool(items)
        for item in items:
            sums[item.code][item.whole] += item.weight * (FULL - item.micro)
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
