"""Checks from the last round: which of them a visit is asked about, and as which questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import get_language

from audits.models import Audit, Finding, Outcome, SiteCheck, Visit
from journeys.definition import Criterion, Option, Scoring, Words


def is_before(one: Audit, other: Audit) -> bool:
    """Whether a round comes before another of the same client."""
    if one.starts_on and other.starts_on and one.starts_on != other.starts_on:
        return one.starts_on < other.starts_on
    return one.pk < other.pk


def site_checks(visit: Visit) -> list[SiteCheck]:
    """Everything that other rounds ever recommended to the site, withdrawn or not. One query."""
    rows = SiteCheck.objects.filter(site=visit.site_id).exclude(audit=visit.audit_id)
    return list(rows.select_related("audit"))


def found_of(visit: Visit, checks: Collection[SiteCheck]) -> dict[int, Finding]:
    """What the visit found, by check. One query, none where there is nothing to check."""
    return {row.check_of_id: row for row in visit.findings.all()} if checks else {}


def asked_checks(
    visit: Visit, checks: Iterable[SiteCheck], found: Collection[int] = ()
) -> list[SiteCheck]:
    """Those that the visit is asked about: of the newest round before this one that recommended
    something, as they stood when the visit started. One that was closed since asks no more."""
    before = [
        row for row in checks if row.withdrawn_at is None and is_before(row.audit, visit.audit)
    ]
    if not before:
        return []
    last = max(before, key=lambda row: (row.audit.starts_on or date.min, row.audit_id)).audit_id
    return [
        row
        for row in before
        if row.audit_id == last
        and (row.closed_at is None or row.pk in found)
        and (visit.started_at is None or row.made_at <= visit.started_at or row.pk in found)
    ]


def check_criterion(check: SiteCheck, stage: str) -> Criterion:
    """A check as a question that earns no points."""
    language = get_language() or "fi"
    options = tuple(
        Option(key=outcome.value, points=None, name={language: str(outcome.label)})
        for outcome in Outcome
    )
    return Criterion(
        code=str(check.public_id),
        stage=stage,
        type="choice",
        nature="fact",
        weight=0,
        dim="",
        text=check.text,
        help=check.wish,
        unit=NOTHING,
        options=options,
        scoring=Scoring(),
        minimum=None,
        maximum=None,
        invert=False,
        reverse=False,
        bonus=None,
        critical=None,
        rec=None,
        optional=False,
    )


NOTHING: Words = {}
