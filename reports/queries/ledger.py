"""Reads of the ledger: what earlier rounds recommended, and what this round shows of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.db.models import F

from accounts.models import Site
from audits.models import Audit, Finding, SiteCheck, Visit
from audits.models import Outcome as Found
from audits.queries.checks import is_before
from audits.scoring import UNIT
from reports.document import SiteRound, check_id
from reports.models import CheckAnswer, Prediction
from reports.models.ledger import PredictionQuerySet
from reports.queries.rounds import Rounds
from reports.recommendations import Outcome, Verdict, verdict


@dataclass(frozen=True, slots=True)
class Line:
    """One prediction and what the round shows: points of the site's base, exactly."""

    prediction: Prediction
    verdict: Verdict
    answers: tuple[CheckAnswer, ...]
    findings: tuple[Finding, ...]  # what auditors said of it on the form
    witnesses: frozenset[int]  # the people whose evidence it is
    may_close: bool
    predicted: Fraction = Fraction(0)
    observed: Fraction = Fraction(0)
    check: SiteCheck | None = None
    left_out: tuple[str, ...] = ()  # its questions that are not the same in both rounds

    def title(self, language: str) -> str:
        """In a language; as the report said it where nobody has written it in that one."""
        texts = self.check.text if self.check else {}
        return str(texts.get(language) or self.prediction.title)


@dataclass(frozen=True, slots=True)
class SiteLedger:
    """One site: the lines, the rest, and the change that they add up to."""

    site: Site
    before: Fraction
    after: Fraction
    lines: tuple[Line, ...]
    visits: tuple[Visit, ...]  # of this round, to answer free checks from
    common: int | None = None  # so many questions are compared; None: all, nothing changed
    left_out: tuple[str, ...] = ()  # questions of one round only, or changed in between

    @property
    def observed(self) -> Fraction:
        return sum((line.observed for line in self.lines), Fraction(0))

    @property
    def predicted(self) -> Fraction:
        return sum((line.predicted for line in self.lines), Fraction(0))

    @property
    def change(self) -> Fraction:
        return self.after - self.before

    @property
    def rest(self) -> Fraction:
        """What changed on questions that nothing was recommended about."""
        return self.change - self.observed


@dataclass(frozen=True, slots=True)
class Ledger:
    sites: tuple[SiteLedger, ...]
    waiting: tuple[Prediction, ...]  # of this round, for the next

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for site in self.sites for line in site.lines)

    @property
    def fixed(self) -> int:
        return sum(line.verdict.outcome is Outcome.FIXED for line in self.lines)


def ledger(audit: Audit) -> Ledger:
    """What earlier rounds recommended at the sites of this one, and what this one made itself."""
    visits = defaultdict(list)
    for visit in Visit.objects.counted().filter(audit=audit).select_related("site").order_by("pk"):
        visits[visit.site].append(visit)
    found = earlier_predictions(audit, list(visits))
    if not found:
        return Ledger((), made_in(audit))
    rounds = Rounds(audit)
    sites = tuple(
        _site_ledger(rounds, site, found[site.pk], visits[site])
        for site in sorted(visits, key=lambda site: site.name)
        if found.get(site.pk)
    )
    return Ledger(sites, made_in(audit))


def made_in(audit: Audit) -> tuple[Prediction, ...]:
    """What this round recommends, for the next one to check. One query."""
    return tuple(_newest(predictions_of(audit)).values())


def predictions_of(audit: Audit) -> PredictionQuerySet:
    """What the reports in force of a round predict, the newest report last. One query."""
    return _predictions().filter(report__audit=audit)


def _predictions() -> PredictionQuerySet:
    return (
        Prediction.objects.in_force()
        .select_related("report__audit", "site", "closed_by")
        .order_by("report__issued_at", "pk")
    )


def _newest(rows: Iterable[Prediction]) -> dict[tuple[int, str], Prediction]:
    """One of each site and code: of reports that say the same, the newest."""
    return {(row.site_id, row.code): row for row in rows}


def earlier_predictions(audit: Audit, sites: Sequence[Site]) -> dict[int, list[Prediction]]:
    """The open and closed predictions of the round before, by site. One query.

    The round before is for each site the newest that predicted something there.
    """
    order = (F("report__audit__starts_on").asc(nulls_first=True), "report__audit")
    rows = _predictions().filter(site__in=sites, report__audit__client=audit.client_id)
    before = [
        row
        for row in rows.order_by(*order, "report__issued_at", "pk")
        if is_before(row.report.audit, audit)
    ]
    last = {row.site_id: row.report.audit_id for row in before}
    kept = _newest([row for row in before if row.report.audit_id == last[row.site_id]])
    found: defaultdict[int, list[Prediction]] = defaultdict(list)
    for row in kept.values():
        found[row.site_id].append(row)
    return dict(found)


def _site_ledger(
    rounds: Rounds, site: Site, predictions: Sequence[Prediction], visits: Sequence[Visit]
) -> SiteLedger:
    pair = rounds.pair(predictions[0].report.audit, site)
    counted: set[str] = set()
    lines = []
    for prediction in predictions:
        same = [code for code in prediction.criteria if pair.compares(code)]
        own = [code for code in same if code not in counted]
        counted.update(own)
        # Questions of two recommendations count once, with the first of them.
        line = _line(prediction, pair.after, visits, rounds, same)
        lines.append(
            replace(
                line,
                predicted=Fraction(prediction.expected if own else 0, UNIT),
                observed=pair.before.lost_on(own) - pair.after.lost_on(own),
                left_out=tuple(code for code in prediction.criteria if code not in same),
            )
        )
    return SiteLedger(
        site,
        pair.before.base or Fraction(0),
        pair.after.base or Fraction(0),
        tuple(lines),
        tuple(visits),
        None if pair.common is None else len(pair.common),
        pair.left_out,
    )


def _line(
    prediction: Prediction,
    after: SiteRound,
    visits: Sequence[Visit],
    rounds: Rounds,
    criteria: Sequence[str],
) -> Line:
    answers = tuple(rounds.answers[prediction.pk])
    name = check_id(prediction.report.audit.key, prediction.site.key, prediction.code)
    findings = tuple(rounds.findings[name])
    evidence = _evidence(prediction, after, answers, findings, criteria)
    told = verdict(sum(evidence.values()), len(evidence), is_incident=prediction.is_incident)
    answered = {one.visit.key for one in answers}
    told_by = set(evidence) - answered
    auditors = {visit.auditor_id for visit in visits if visit.key in told_by}
    witnesses = {one.by_id for one in answers} | {pk for pk in auditors if pk is not None}
    return Line(
        prediction=prediction,
        verdict=told,
        answers=answers,
        findings=findings,
        witnesses=frozenset(witnesses),
        may_close=prediction.closed_at is None and told.outcome is not Outcome.UNKNOWN,
        check=rounds.checks.get(name),
    )


def _evidence(
    prediction: Prediction,
    after: SiteRound,
    answers: Iterable[CheckAnswer],
    findings: Iterable[Finding],
    criteria: Sequence[str],
) -> dict[str, bool]:
    """Whether each visit that tells found it done: one observation for a visit.

    Where its questions and its auditor's own finding differ, the worse counts: nothing is called
    fixed that somebody who looked calls not yet. What the desk read in a visit leads there.
    """
    found: dict[str, bool] = {}
    if not prediction.is_free:
        for one in after.observations(prediction.code, criteria):
            found[after.basis.visits[one.visit].key] = one.is_passed
    for finding in findings:
        if finding.outcome in (Found.FIXED, Found.NOT_YET):
            key = finding.visit.key
            found[key] = found.get(key, True) and finding.outcome == Found.FIXED
    return {**found, **{one.visit.key: one.is_done for one in answers}}


def checked(audit: Audit, sites: Collection[str] | None) -> tuple[Line, ...]:
    """The lines of the ledger that a report tells: of these sites, of all for None. One query
    where nothing was ever recommended."""
    others = _predictions().filter(report__audit__client=audit.client_id)
    if not others.exclude(report__audit=audit).exists():
        return ()
    found = ledger(audit).sites
    return tuple(
        line for one in found if sites is None or one.site.key in sites for line in one.lines
    )


def line_of(audit: Audit, prediction: Prediction) -> Line | None:
    """The line of one prediction in this round; None when the round does not check it."""
    return next((line for line in ledger(audit).lines if line.prediction.pk == prediction.pk), None)
