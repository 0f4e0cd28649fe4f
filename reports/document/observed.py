"""What each visit says about each rule: observations, with the answers that are the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import pgettext

from audits.scoring import FULL, State, VisitInput
from reports.document import data
from reports.document.basis import Basis
from reports.recommendations import Evidence, Observation, Record, Rule

# From this severity on (noticeable) a failure is an incident of its own.
SEVERE = 2
# How a promise turned out, where anybody can tell.
TOLD = ("yes", "partly", "no")


def of_rule(
    basis: Basis, rule: Rule, criteria: Iterable[data.Criterion]
) -> tuple[Observation, ...]:
    """One observation of each visit that answered a criterion of the rule."""
    answers: dict[str, list[tuple[data.Criterion, data.Answer]]] = {}
    for criterion in criteria:
        for answer in criterion.answers:
            if answer.micro is not None:
                answers.setdefault(answer.visit, []).append((criterion, answer))
    return tuple(
        _observation(rule, label, visit.site, answers[label])
        for label, visit in basis.visits.items()
        if label in answers
    )


def _observation(
    rule: Rule, label: str, site: str, answers: Sequence[tuple[data.Criterion, data.Answer]]
) -> Observation:
    short = [
        (criterion, answer)
        for criterion, answer in answers
        if label in criterion.failed or (answer.micro or 0) < rule.pass_at
    ]
    return Observation(
        visit=label,
        site=site,
        is_passed=not short,
        evidence=tuple(
            Evidence(label, answer.display, answer.comment, answer.photos, criterion.code)
            for criterion, answer in short
        ),
        incidents=sum(label in criterion.failed for criterion, _answer in short),
    )


def record_of(visits: Iterable[VisitInput], rule: Rule) -> Record:
    """What visits say of a rule, for a bundle of which no other round is known."""
    sites, earned, passed = [], [], 0
    for visit in visits:
        found = [
            answer.micro
            for code in rule.criteria
            if (answer := visit.answers.get(code)) is not None
            and answer.state is State.ANSWERED
            and answer.micro is not None
        ]
        if found:
            sites.append(visit.site)
            earned += found
            passed += min(found) >= rule.pass_at
    return Record(passed, len(sites), sum(earned), len(earned), len(set(sites)))


def missed(criteria: Iterable[data.Criterion]) -> tuple[int, int]:
    """Micro points missed, and the most that could have been earned, over all answers."""
    known = [
        answer.micro
        for criterion in criteria
        for answer in criterion.answers
        if answer.micro is not None
    ]
    return sum(FULL - micro for micro in known), FULL * len(known)


def of_promises(basis: Basis) -> tuple[Observation, ...]:
    """Each visit to which something was promised, and what was broken."""
    found = []
    for label, visit in basis.visits.items():
        told = [one for one in visit.promises if one.kept in TOLD]
        broken = [one for one in told if one.kept == "no"]
        if told:
            evidence = tuple(Evidence(label, quoted(one.wording)) for one in broken)
            found.append(Observation(label, visit.site, not broken, evidence, len(broken)))
    return tuple(found)


def of_failures(basis: Basis) -> tuple[Observation, ...]:
    """Every visit, and what failed in it badly enough."""
    found = []
    for label, visit in basis.visits.items():
        severe = [
            one
            for one in visit.incidents
            if one.polarity == "failure" and (one.severity or 0) >= SEVERE
        ]
        evidence = tuple(Evidence(label, quoted(one.what)) for one in severe)
        found.append(Observation(label, visit.site, not severe, evidence, len(severe)))
    return tuple(found)


def broken_at(basis: Basis) -> set[str]:
    """The stages at which a promise was broken."""
    promises = (one for visit in basis.visits.values() for one in visit.promises)
    return {one.stage for one in promises if one.kept == "no"}


def failed_at(basis: Basis) -> set[str]:
    """The stages at which something failed badly enough."""
    incidents = (one for visit in basis.visits.values() for one in visit.incidents)
    return {
        one.stage
        for one in incidents
        if one.polarity == "failure" and (one.severity or 0) >= SEVERE
    }


def quoted(words: str) -> str:
    return pgettext("quotation marks of the language", "“%(words)s”") % {"words": words}
