"""From observations to the advice of the report: worded, counted, with its gain in these visits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from audits import scoring
from audits.bundle import visit_inputs
from journeys.definition import Recommendation as Advised
from journeys.definition import in_language
from reports import recommendations
from reports.document import data, observed
from reports.document.basis import Basis
from reports.document.figures import measure
from reports.recommendations import Advice, Finding, Gain, Observation, Prior, Record, Rule

# So many answers are quoted as evidence of one recommendation.
QUOTED = 6
LEVELS = ("free", "low", "medium", "high")
# The version of the two rules that are not the checklist's: broken promises, severe failures.
INCIDENT_RULES = 1
PROMISES, FAILURES = "promise-all", "failure-all"
INCIDENT_TITLES = {
    PROMISES: gettext_noop("Keep what is promised, or promise only what you keep"),
    FAILURES: gettext_noop("Find out why it failed, and agree what is done when it fails again"),
}


NAMES = UUID("0b6c2a52-6f0e-4e0a-9d0c-6f7c1d2b9a41")


def check_id(audit: str, site: str, code: str) -> UUID:
    """The name of a recommendation at a site, as a prediction and as a check of the next round:
    it follows from the keys, so that a new edition of a report speaks of the same one."""
    return uuid5(NAMES, f"{audit}/{site}/{code}")


class Adviser:
    """The advice of one document. Asks the scoring engine, computes no score."""

    def __init__(self, basis: Basis, stages: Sequence[data.Stage]) -> None:
        self.basis = basis
        self.stages = {stage.key: stage for stage in stages}
        self.criteria = {one.code: one for stage in stages for one in stage.criteria}
        self.advised = {one.code: one.rec for one in basis.checklist.criteria if one.rec}
        self.sites = len({visit.site for visit in basis.visits.values()})
        self.keys = {label: visit.key for label, visit in basis.visits.items()}
        scored = [rule for rule in recommendations.rules_of(basis.checklist) if self._scored(rule)]
        own = [
            Rule(one.code, 1, one.criteria)
            for one in basis.wishes.decisions
            if one.code.startswith(recommendations.OWN) and one.criteria
        ]
        self.rules, self.own_rules = scored, own
        self.mending = scoring.Mending(
            scoring.scheme_of(basis.checklist),
            visit_inputs(basis.bundle),
            [rule.criteria for rule in (*scored, *own)],
        )

    def _scored(self, rule: Rule) -> bool:
        return any(self.criteria[code].is_scored for code in rule.criteria)

    def candidates(self) -> Iterable[Advice]:
        """Everything that some visit gives a reason for."""
        yield from self._promises()
        yield from self._failures()
        for bit, rule in enumerate(self.rules):
            observations = self._observations(rule)
            if any(not one.is_passed for one in observations):
                yield self._of_rule(rule, observations, bit)

    def own(self) -> dict[str, Advice]:
        """What the consultant's own recommendations rest on."""
        found = {}
        for bit, rule in enumerate(self.own_rules, len(self.rules)):
            observations = self._observations(rule)
            if observations:
                advice = Advice(rule.id, "", 0, "", "", "", "", "", criteria=rule.criteria)
                found[rule.id] = self._with_figures(advice, rule, observations, bit)
        return found

    def _observations(self, rule: Rule) -> tuple[Observation, ...]:
        criteria = [self.criteria[code] for code in rule.criteria if code in self.criteria]
        return observed.of_rule(self.basis, rule, criteria)

    def _of_rule(self, rule: Rule, observations: Sequence[Observation], bit: int) -> Advice:
        """The advice of the criteria that fell short, in the words of the first of them."""
        fallen = {piece.criterion for one in observations for piece in one.evidence}
        codes = [code for code in rule.criteria if code in fallen]
        texts = [self.advised[code] for code in codes]
        lead = self.criteria[codes[0]]
        advice = Advice(
            code=rule.id,
            stage=lead.stage,
            stage_order=self.stages[lead.stage].number,
            title=self._words(texts[0].title),
            action="\n".join(dict.fromkeys(self._words(text.action) for text in texts)),
            cost=_highest(texts, "cost"),
            effort=_highest(texts, "effort"),
            impact=_highest(texts, "impact"),
            criteria=rule.criteria,
            owner=rule.owner,
        )
        return self._with_figures(advice, rule, observations, bit)

    def _with_figures(
        self, advice: Advice, rule: Rule, observations: Sequence[Observation], bit: int
    ) -> Advice:
        criteria = [self.criteria[code] for code in rule.criteria if code in self.criteria]
        told = self._told(advice, rule, observations, self._prior(rule))
        lost = sum((self.basis.lost[one.code] for one in criteria), Fraction(0))
        gone, possible = observed.missed(criteria)
        share = Fraction(gone, possible) if possible else Fraction(0)
        gain = recommendations.gain_of(
            self.gained(bit), share, len(observations), self._share_prior(rule)
        )
        return replace(told, lost=lost, gain=gain)

    def gained(self, bit: int) -> Fraction:
        """Points of the total, had this action been right in these visits."""
        before, after = self.mending.total(0), self.mending.total(1 << bit)
        return Fraction((after or 0) - (before or 0), scoring.UNIT)

    def _record(self, rule: Rule) -> Record:
        """What the client's visits say of a rule: those of all rounds, where they are known."""
        known = self.basis.wishes.known
        if known is None:
            return observed.record_of(self.basis.client_visits, rule)
        return known.get(rule.id, Record())

    def _prior(self, rule: Rule) -> Prior:
        """What the client's other sites tell of a site; of all sites nothing is known before."""
        known = self._record(rule)
        return recommendations.prior_of(known.passed, known.visits) if known.sites > 1 else Prior()

    def _share_prior(self, rule: Rule) -> Prior:
        """The same of points earned, for the gain of one site; of all sites nothing is known."""
        known = self._record(rule)
        if self.sites > 1 or known.sites < 2:
            return Prior()
        return recommendations.prior_of(known.earned / scoring.FULL, known.answers)

    def _told(
        self, advice: Advice, rule: Rule, observations: Sequence[Observation], prior: Prior
    ) -> Advice:
        """The advice with its findings: at each site, and at all together."""
        whole_prior = prior if self.sites < 2 else Prior()
        whole = recommendations.whole_finding(observations, whole_prior, rule.target)
        places = recommendations.site_findings(observations, prior, rule.target)
        visited = len({one.site for one in observations})
        is_chain = recommendations.is_chain(places, visited)
        pieces = [piece for one in observations for piece in one.evidence]
        pieces.sort(key=lambda piece: not (piece.comment or piece.photos))
        told = replace(
            advice,
            rule=rule.name,
            whole=whole,
            places=places if self.sites > 1 else (),
            is_chain=is_chain,
            evidence=tuple(pieces[:QUOTED]),
            digest=recommendations.evidence_digest(rule.name, observations, self.keys),
        )
        return replace(told, withdrawal=_withdrawal(told, whole_prior, prior, rule.target))

    def _promises(self) -> Iterable[Advice]:
        """Broken promises call for one thing: keep them, or promise otherwise."""
        title = _(INCIDENT_TITLES[PROMISES])
        action = _(
            "Go through the promises below with the people who give them and those who are to "
            "keep them. Agree who watches over each promise, and change the wording of those "
            "that everyday work cannot keep."
        )
        observations = observed.of_promises(self.basis)
        stages = observed.broken_at(self.basis)
        yield from self._incident(PROMISES, stages, title, action, observations)

    def _failures(self) -> Iterable[Advice]:
        """Failures that the customer noticed call for one thing, wherever they happened."""
        title = _(INCIDENT_TITLES[FAILURES])
        action = _(
            "Go through the failures below with the people who were at work. Remove the cause "
            "where you can; for the rest, agree who apologises, explains and puts it right at "
            "once."
        )
        observations = observed.of_failures(self.basis)
        stages = observed.failed_at(self.basis)
        yield from self._incident(FAILURES, stages, title, action, observations)

    def _incident(
        self,
        code: str,
        stages: Collection[str],
        title: str,
        action: str,
        observations: Sequence[Observation],
    ) -> Iterable[Advice]:
        """One action of its own; it stands at the earliest stage where it happened."""
        if not stages:
            return
        stage = next(one for key, one in self.stages.items() if key in stages)
        advice = Advice(
            code, stage.key, stage.number, title, action, "free", "low", "high", owner="manager"
        )
        yield self._told(advice, Rule(code, INCIDENT_RULES, ()), observations, Prior())

    def _words(self, words: Mapping[str, str]) -> str:
        return in_language(words, self.basis.language)


def _highest(texts: Iterable[Advised], name: str) -> str:
    levels: Iterable[str] = (getattr(text, name) for text in texts)
    return max(levels, key=LEVELS.index)


def _withdrawal(advice: Advice, whole: Prior, site: Prior, target: float) -> int | None:
    """What would withdraw the finding that the certainty rests on."""
    if advice.whole is None:
        return None
    if advice.is_chain or not advice.places:
        return recommendations.further_successes(advice.whole, whole, target)
    surest = max(advice.places, key=lambda place: place.probability)
    return recommendations.further_successes(surest, site, target)


def recommendation(
    number: int, one: recommendations.Recommendation, basis: Basis
) -> data.Recommendation:
    advice = one.advice
    whole = advice.whole
    return data.Recommendation(
        number=number,
        code=advice.code,
        tier=str(one.tier),
        stage=advice.stage,
        title=advice.title,
        action=advice.action,
        cost=advice.cost,
        effort=advice.effort,
        impact=advice.impact,
        lost=measure(advice.lost),
        short=advice.short,
        visits=advice.visits,
        incidents=advice.incidents,
        evidence=tuple(
            data.Evidence(e.visit, e.display, e.comment, e.photos, e.criterion)
            for e in advice.evidence
        ),
        is_edited=one.is_edited,
        is_own=one.is_own,
        is_judgement=one.is_judgement,
        certainty=str(advice.certainty) if whole else "",
        probability=percent(whole.probability) if whole else None,
        prior=percent(whole.prior) if whole else None,
        gain=_gain(advice.gain),
        places=tuple(_place(place, basis) for place in advice.places),
        is_chain=advice.is_chain,
        is_quick=recommendations.is_quick_win(advice),
        criteria=advice.criteria,
        owner=advice.owner,
        rule=advice.rule,
        digest=advice.digest,
        withdrawal=advice.withdrawal,
        checks=_checks(advice, basis),
    )


def _checks(advice: Advice, basis: Basis) -> tuple[tuple[str, str], ...]:
    """The names under which the next round checks it: where it fell short, or everywhere."""
    if basis.wishes.scope == "client":
        return ()
    visited = {visit.site for visit in basis.visits.values()}
    places = [place.site for place in advice.places] or [
        one for one in basis.sites if one in visited
    ]
    reference = basis.bundle.audit.key
    return tuple((site, str(check_id(reference, site, advice.code))) for site in places)


def percent(share: float) -> int:
    """A probability as it is said; never 0 or 100, which would claim to know."""
    return min(max(round(share * 100), 1), 99)


def _gain(gain: Gain) -> data.Gain | None:
    if not gain.exact:
        return None
    return data.Gain(
        measure(gain.exact), measure(gain.expected), measure(gain.low), measure(gain.high)
    )


def _place(place: Finding, basis: Basis) -> data.Place:
    return data.Place(
        site=place.site,
        name=basis.sites[place.site].name,
        short=place.short,
        visits=place.visits,
        certainty=str(place.certainty),
        probability=percent(place.probability),
        labels=place.labels,
        incidents=place.incidents,
    )
