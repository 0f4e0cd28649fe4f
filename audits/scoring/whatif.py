"""What if: had these answers been right in these visits, what would the audit have scored?

It says what would have been, not what will be. ``what_if_scores`` is the engine on an edited copy
of the visits, so N/A, weights, bonus and knock-outs are all in it. ``Mending`` gives the total
alone for any set of actions, the same number in a small part of the time, for those who ask often.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from audits.scoring.arithmetic import FULL, half_up, mean
from audits.scoring.audit import AuditScores, VisitInput, audit_scores
from audits.scoring.ledger import raised
from audits.scoring.rules import Scheme, State, VisitAnswers
from audits.scoring.visit import visit_score


def raised_visits(visits: Sequence[VisitInput], targets: Mapping[str, int]) -> list[VisitInput]:
    """The same visits with the points of the named criteria lifted to their targets (micro)."""
    return [replace(visit, answers=raised(visit.answers, targets)) for visit in visits]


def what_if_scores(
    scheme: Scheme, visits: Sequence[VisitInput], targets: Mapping[str, int]
) -> AuditScores:
    """Every figure of the audit, had these criteria reached their targets in these visits."""
    return audit_scores(scheme, raised_visits(visits, targets))


@dataclass(slots=True)
class _Visit:
    site: str
    answers: VisitAnswers  # those that an action can change, beside the rest
    movable: int  # the actions that can change something in it
    totals: dict[int, int | None]  # by the actions that are done, among the movable


class Mending:
    """The audit's total for any set of actions, each a set of criteria, given as bits of a mask.

    A visit is scored once for each set of actions that can change it.
    """

    def __init__(
        self,
        scheme: Scheme,
        visits: Sequence[VisitInput],
        actions: Sequence[Collection[str]],
        targets: Mapping[str, int] | None = None,
    ) -> None:
        self.targets = targets or {}
        self.actions = [frozenset(action) for action in actions]
        self.scheme = scheme
        self.visits = [self._visit(visit) for visit in visits]
        self.known: dict[int, int | None] = {}

    def _visit(self, visit: VisitInput) -> _Visit:
        movable = sum(
            1 << bit
            for bit, action in enumerate(self.actions)
            if any(self._can_rise(visit.answers, code) for code in action)
        )
        return _Visit(visit.site, visit.answers, movable, {})

    def _target(self, code: str) -> int:
        return self.targets.get(code, FULL)

    def _can_rise(self, answers: VisitAnswers, code: str) -> bool:
        answer = answers.get(code)
        return (
            answer is not None
            and answer.state is State.ANSWERED
            and answer.micro is not None
            and answer.micro < self._target(code)
        )

    def codes(self, mask: int) -> frozenset[str]:
        """The criteria that these actions mend."""
        chosen = (action for bit, action in enumerate(self.actions) if mask >> bit & 1)
        return frozenset().union(*chosen)

    def visit_totals(self, mask: int) -> list[tuple[str, int | None]]:
        """The total of each visit with its site."""
        return [(visit.site, self._visit_total(visit, mask)) for visit in self.visits]

    def total(self, mask: int) -> int | None:
        """The audit's total in micro points: the mean of its sites, as ``audit_scores`` has it."""
        if mask not in self.known:
            self.known[mask] = self._total(mask)
        return self.known[mask]

    def _total(self, mask: int) -> int | None:
        by_site: dict[str, list[int]] = {}
        for site, micro in self.visit_totals(mask):
            if micro is not None:
                by_site.setdefault(site, []).append(micro)
        return mean([half_up(sum(known), len(known)) for known in by_site.values()])

    def _visit_total(self, visit: _Visit, mask: int) -> int | None:
        done = mask & visit.movable
        if done not in visit.totals:
            targets = {code: self._target(code) for code in self.codes(done)}
            answers = raised(visit.answers, targets)
            visit.totals[done] = visit_score(self.scheme, answers).total
        return visit.totals[done]
