"""From recommendations to predictions that the next round checks, and what it finds there.

A prediction is about one site: how many points of the site's base its questions cost, which is
what mending gives back, and what of that one may expect. The next round is counted alike, so that
predicted and observed points are of one kind and add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from audits import scoring
from audits.bundle import Bundle, visit_inputs
from reports import recommendations
from reports.document import data, observed
from reports.document.advice import FAILURES, PROMISES
from reports.document.basis import Basis, Wishes, scoped
from reports.document.stages import stage_of
from reports.recommendations import Observation, Prior, Rule


@dataclass(frozen=True, slots=True)
class Predicted:
    one: data.Recommendation
    site: str
    stage: int
    passed: int
    visits: int
    exact: Fraction  # points of the site's base that its questions cost
    expected: Fraction


class SiteRound:
    """One round at one site: its lost points, and what it says about any rule."""

    def __init__(self, bundle: Bundle, site: str, language: str) -> None:
        wishes = Wishes(language=language, site=site)
        self.basis = Basis(scoped(bundle, wishes), wishes, bundle)
        self.stages = {stage.key: stage.order for stage in self.basis.checklist.stages}
        found = (stage_of(self.basis, stage) for stage in self.basis.checklist.stages)
        self.criteria = {one.code: one for stage in found for one in stage.criteria}
        self.lost = self.basis.lost

    @property
    def visits(self) -> int:
        return len(self.basis.visits)

    @property
    def base(self) -> Fraction | None:
        """The mean of the visits' bases, exactly: 100 less everything that was lost."""
        answers = [one.answers for one in visit_inputs(self.basis.bundle)]
        return scoring.what_if(scoring.scheme_of(self.basis.checklist), answers, {})

    def observations(self, code: str, criteria: Sequence[str]) -> tuple[Observation, ...]:
        if code == PROMISES:
            return observed.of_promises(self.basis)
        if code == FAILURES:
            return observed.of_failures(self.basis)
        known = [self.criteria[one] for one in criteria if one in self.criteria]
        return observed.of_rule(self.basis, Rule(code, 1, tuple(criteria)), known)

    def lost_on(self, criteria: Iterable[str]) -> Fraction:
        return sum((self.lost.get(code, Fraction(0)) for code in criteria), Fraction(0))

    def predicted(self, one: data.Recommendation) -> Predicted:
        found = self.observations(one.code, one.criteria)
        known = [self.criteria[code] for code in one.criteria if code in self.criteria]
        gone, possible = observed.missed(known)
        share = Fraction(gone, possible) if possible else Fraction(0)
        gain = recommendations.gain_of(self.lost_on(one.criteria), share, len(found), Prior())
        return Predicted(
            one=one,
            site=self.basis.wishes.site,
            stage=self.stages.get(one.stage, 1),
            passed=sum(piece.is_passed for piece in found),
            visits=len(found),
            exact=gain.exact,
            expected=gain.expected,
        )


def predictions(bundle: Bundle, document: data.ReportDocument) -> list[Predicted]:
    """Each recommendation at each site where it fell short, or at every site of the report."""
    rounds: Mapping[str, SiteRound] = {
        site.key: SiteRound(bundle, site.key, document.language)
        for site in document.sites
        if site.visits
    }
    return [
        rounds[site].predicted(one)
        for one in document.recommendations
        for site in ([place.site for place in one.places] or rounds)
        if site in rounds
    ]
