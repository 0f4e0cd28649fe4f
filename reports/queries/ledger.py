"""Reads of the ledger: what earlier rounds recommended, and what this round shows of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.db.models import F

from accounts.models import Site
from audits.models import Audit, Visit
from audits.queries.bundle import stored_bundle
from audits.queries.checks import is_before
from audits.scoring import UNIT
from reports.document import SiteRound
from reports.models import CheckAnswer, Prediction
from reports.models.ledger import PredictionQuerySet
from reports.recommendations import Outcome, Verdict, verdict


@dataclass(frozen=True, slots=True)
class Line:
    """One prediction and what the round shows: points of the site's base, exactly."""

    prediction: Prediction
    verdict: Verdict
    answers: tuple[CheckAnswer, ...]
    witnesses: frozenset[int]  # the people whose evidence it is
    may_close: bool
    predicted: Fraction = Fraction(0)
    observed: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class SiteLedger:
    """One site: the lines, the rest, and the change that they add up to."""

    site: Site
    before: Fraction
    after: Fraction
    lines: tuple[Line, ...]
    visits: tuple[Visit, ...]  # of this round, to answer free checks from

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
    rounds = _Rounds(audit)
    sites = tuple(
        rounds.site_ledger(site, found[site.pk], visits[site])
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


class _Rounds:
    """The rounds that are compared, each read once."""

    def __init__(self, audit: Audit) -> None:
        self.audit = audit
        self.bundles = {audit.pk: stored_bundle(audit)}
        self.answers: defaultdict[int, list[CheckAnswer]] = defaultdict(list)
        rows = CheckAnswer.objects.filter(visit__audit=audit).select_related("by", "visit")
        for row in rows.order_by("pk"):
            self.answers[row.prediction_id].append(row)

    def _round(self, audit: Audit, site: Site) -> SiteRound:
        if audit.pk not in self.bundles:
            self.bundles[audit.pk] = stored_bundle(audit)
        return SiteRound(self.bundles[audit.pk], site.key, self.audit.client.language)

    def site_ledger(
        self, site: Site, predictions: Sequence[Prediction], visits: Sequence[Visit]
    ) -> SiteLedger:
        before = self._round(predictions[0].report.audit, site)
        after = self._round(self.audit, site)
        counted: set[str] = set()
        lines = []
        for prediction in predictions:
            own = [code for code in prediction.criteria if code not in counted]
            counted.update(own)
            observed = before.lost_on(own) - after.lost_on(own)
            # Questions of two recommendations count once, with the first of them.
            predicted = Fraction(prediction.expected if own else 0, UNIT)
            answers = tuple(self.answers[prediction.pk])
            line = _line(prediction, after, visits, answers)
            lines.append(replace(line, predicted=predicted, observed=observed))
        nothing = Fraction(0)
        return SiteLedger(
            site, before.base or nothing, after.base or nothing, tuple(lines), tuple(visits)
        )


def _line(
    prediction: Prediction,
    after: SiteRound,
    visits: Sequence[Visit],
    answers: tuple[CheckAnswer, ...],
) -> Line:
    if prediction.is_free:
        passed, seen = sum(one.is_done for one in answers), len(answers)
        witnesses = frozenset(one.by_id for one in answers)
    else:
        found = after.observations(prediction.code, prediction.criteria)
        passed, seen = sum(one.is_passed for one in found), len(found)
        keys = {after.basis.visits[one.visit].key for one in found}
        witnesses = frozenset(
            visit.auditor_id for visit in visits if visit.key in keys and visit.auditor_id
        )
    told = verdict(passed, seen, is_incident=prediction.is_incident)
    return Line(
        prediction=prediction,
        verdict=told,
        answers=answers,
        witnesses=witnesses,
        may_close=prediction.closed_at is None and told.outcome is not Outcome.UNKNOWN,
    )


def line_of(audit: Audit, prediction: Prediction) -> Line | None:
    """The line of one prediction in this round; None when the round does not check it."""
    return next((line for line in ledger(audit).lines if line.prediction.pk == prediction.pk), None)
