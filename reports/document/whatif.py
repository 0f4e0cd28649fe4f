"""What if: the report's recommendations put right in its visits, scored again.

Every number is ``audits.scoring``'s; here actions are chosen, and figures are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from audits import scoring
from audits.bundle import Bundle, visit_inputs
from reports import recommendations
from reports.document import data
from reports.document.basis import Basis, Wishes, scoped
from reports.document.figures import measure
from reports.recommendations import PRICE, Choice

# The report shows what so many recommendations would have given together: those of which most may
# be expected.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class StageChange:
    name: str
    before: data.Score
    after: data.Score


@dataclass(frozen=True, slots=True)
class Share:
    """What one of the actions brings to the whole."""

    one: data.Recommendation
    gain: data.Measure


@dataclass(frozen=True, slots=True)
class Outcome:
    """The report's figures, had these recommendations been right in these visits."""

    done: tuple[data.Recommendation, ...]
    before: data.Score
    after: data.Score
    low: str  # the range of the after, as shown; "" when it cannot be told
    high: str
    gain: data.Measure
    effort: int
    stages: tuple[StageChange, ...]
    shares: tuple[Share, ...]
    is_shapley: bool  # every order weighed; else each added to those before it
    caps_before: int  # knock-outs that struck
    caps_after: int


@dataclass(frozen=True, slots=True)
class Way:
    """An answer of the solver."""

    done: tuple[data.Recommendation, ...]
    effort: int
    after: data.Score
    surety: str  # exact, cost, greedy


class Simulator:
    """Answers about one report. ``actions`` can be ticked: those that rest on questions."""

    def __init__(self, basis: Basis, found: Sequence[data.Recommendation]) -> None:
        self.basis = basis
        self.actions = tuple(one for one in found if one.criteria)
        self.costs = [PRICE.get(one.cost, PRICE["high"]) for one in self.actions]
        self.scheme = scoring.scheme_of(basis.checklist)
        self.inputs = visit_inputs(basis.bundle)
        self.mending = scoring.Mending(
            self.scheme, self.inputs, [one.criteria for one in self.actions]
        )

    def mask_of(self, codes: Sequence[str]) -> int:
        return sum(1 << bit for bit, one in enumerate(self.actions) if one.code in codes)

    def _value(self, mask: int) -> int:
        return self.mending.total(mask) or 0

    def outcome(self, mask: int) -> Outcome:
        targets = dict.fromkeys(self.mending.codes(mask), scoring.FULL)
        scores = scoring.what_if_scores(self.scheme, self.inputs, targets)
        basis = self.basis
        after = self._shown(scores.whole.total.both)
        before = self._shown(basis.scores.whole.total.both)
        low, high = self.range_of(after)
        chosen = recommendations_of(self.actions, mask)
        return Outcome(
            done=chosen,
            before=before,
            after=after,
            low=low,
            high=high,
            gain=_points((after.micro or 0) - (before.micro or 0)),
            effort=sum(self.costs[bit] for bit in range(len(self.actions)) if mask >> bit & 1),
            stages=tuple(self._stages(scores)),
            shares=self._shares(mask, chosen),
            is_shapley=len(chosen) <= recommendations.SHAPLEY,
            caps_before=sum(len(one.caps) for one in basis.scores.visits.values()),
            caps_after=sum(len(one.caps) for one in scores.visits.values()),
        )

    def _shown(self, figure: scoring.Figure) -> data.Score:
        """A figure as it is shown; without a band where so few visits give none."""
        score = self.basis.reader.score(figure.micro, visits=figure.visits)
        return score if scoring.may_show(figure.visits).band else replace(score, band="")

    def _stages(self, scores: scoring.AuditScores) -> list[StageChange]:
        old, new = self.basis.scores.whole.stages, scores.whole.stages
        return [
            StageChange(
                self.basis.words(stage.name),
                self.basis.reader.figure(
                    old[stage.key].both,
                    self.basis.ranges.whole.get(scoring.Spot(number, scoring.Nature.BOTH)),
                ),
                self._shown(new[stage.key].both),
            )
            for number, stage in enumerate(self.basis.checklist.stages, 1)
        ]

    def _shares(self, mask: int, chosen: Sequence[data.Recommendation]) -> tuple[Share, ...]:
        places = [bit for bit in range(len(self.actions)) if mask >> bit & 1]

        def value(some: int) -> int:
            return self._value(
                sum(1 << places[bit] for bit in range(len(places)) if some >> bit & 1)
            )

        brought = recommendations.shares(value, len(places))
        return tuple(
            Share(one, measure(micro / scoring.UNIT))
            for one, micro in zip(chosen, brought, strict=True)
        )

    @cached_property
    def half_width(self) -> float | None:
        """How far the 95 % range of the total reaches: that of the visits as they were, since
        mending them on paper makes nobody surer."""
        ranged = self.basis.ranges.whole.get(scoring.Spot(0, 0))
        if ranged is not None:
            return ranged.half / scoring.UNIT
        from audits.statistics import pooled_spread

        groups: dict[str, list[float]] = {}
        for site, micro in self.mending.visit_totals(0):
            if micro is not None:
                groups.setdefault(site, []).append(micro / scoring.UNIT)
        if not groups:
            return None
        worth = len(groups) ** 2 / sum(1 / len(group) for group in groups.values())
        return pooled_spread(list(groups.values())).half_width(worth)

    def range_of(self, score: data.Score) -> tuple[str, str]:
        """The range of a total as it is shown, within 0 and 100."""
        if score.micro is None or self.half_width is None:
            return "", ""
        half = Fraction(self.half_width)
        middle = Fraction(score.micro, scoring.UNIT)
        ends = max(middle - half, Fraction(0)), min(middle + half, Fraction(100))
        return tuple(scoring.shown_fraction(end) or "" for end in ends)  # type: ignore[return-value]

    def cheapest(self, target: int) -> Way | None:
        """The cheapest recommendations with which the shown total is the target or more."""
        least = target * scoring.UNIT - scoring.UNIT // 2
        found = recommendations.cheapest(self._value, self.costs, least)
        return self._way(found) if found else None

    def richest(self, budget: int) -> Way:
        """The most points that so many points of effort give."""
        return self._way(recommendations.richest(self._value, self.costs, budget))

    def _way(self, choice: Choice) -> Way:
        return Way(
            done=recommendations_of(self.actions, choice.mask),
            effort=choice.cost,
            after=self.basis.reader.score(choice.value),
            surety=str(choice.surety),
        )


def recommendations_of(
    actions: Sequence[data.Recommendation], mask: int
) -> tuple[data.Recommendation, ...]:
    return tuple(one for bit, one in enumerate(actions) if mask >> bit & 1)


def _points(micro: int) -> data.Measure:
    return measure(Fraction(micro, scoring.UNIT))


def simulator(bundle: Bundle, wishes: Wishes, document: data.ReportDocument) -> Simulator:
    """The what-if of a report that says ``document``."""
    return Simulator(Basis(scoped(bundle, wishes), wishes, bundle), document.recommendations)


def figure(basis: Basis, found: Sequence[data.Recommendation]) -> data.WhatIf | None:
    """Had the most gainful recommendations been right in these visits; None when none gains."""
    gains = {one.number: one.gain.expected.micro for one in found if one.criteria and one.gain}
    best = sorted(gains, key=lambda number: (-gains[number], number))[:SHOWN]
    gaining = [one for one in found if one.number in best]
    if not gaining:
        return None
    told = Simulator(basis, gaining).outcome((1 << len(gaining)) - 1)
    return data.WhatIf(
        numbers=tuple(one.number for one in gaining),
        titles=tuple(one.title for one in gaining),
        before=told.before,
        after=told.after,
        low=told.low,
        high=told.high,
    )
