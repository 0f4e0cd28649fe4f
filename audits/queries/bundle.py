"""Rows → the frozen bundle of a stored audit: what export writes and import compares with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Site
from audits.bundle import (
    Bundle,
    BundleAnswer,
    BundleAudit,
    BundleCheck,
    BundleClient,
    BundleFinding,
    BundleIncident,
    BundlePromise,
    BundleSite,
    BundleVisit,
    Spelling,
    hidden_in,
)
from audits.models import (
    Answer,
    Audit,
    BundleSpelling,
    Finding,
    Incident,
    Promise,
    SiteCheck,
    StageImpression,
    Visit,
)
from audits.scoring import State
from journeys.definition import Checklist, digest
from journeys.models import ChecklistVersion
from journeys.queries import library_codes, library_document

# Visits whose rows are in memory at a time.
CHUNK = 500


class MixedVersionsError(ValueError):
    """Visits of one audit that were made with different versions of the checklist."""


def stored_bundle(audit: Audit) -> Bundle:
    """The counted visits of an audit, spelled as the file that it was imported from.

    Raises ``MixedVersionsError``: one bundle holds one version of a checklist.
    """
    spelling = BundleSpelling.objects.filter(audit=audit).first() or BundleSpelling(audit=audit)
    counted = audit.visits.counted()
    check_versions(audit, counted)
    version = audit.checklist_version
    visits = {
        visit.key: visit
        for chunk in chunks(counted)
        for visit in stored_visits(chunk, version.definition)
    }
    client = audit.client
    return Bundle(
        client=BundleClient(client.key, client.name, client.language),
        audit=stored_head(audit),
        sites=stored_sites(audit, spelling.sites, {visit.site for visit in visits.values()}),
        checklist=version.definition,
        checklist_document=version.document,
        visits=tuple(visits[key] for key in in_order(visits, spelling.visits)),
        checks=stored_checks(visits.values(), version.definition),
        spelling=spelling_of(spelling.form, version),
    )


def comparable_bundle(audit: Audit, version: ChecklistVersion, codes: Collection[str]) -> Bundle:
    """The counted visits of an audit on some criteria only, whichever versions they were made
    with, by the rules of one version. The criteria must be the same in all of them."""
    made_with = dict(audit.visits.counted().values_list("key", "checklist_version"))
    versions = ChecklistVersion.objects.in_bulk(set(made_with.values()))
    kept = tuple(
        replace(one, show_if=None, evidence=())
        for one in version.definition.criteria
        if one.code in codes
    )
    visits = (
        restricted_visit(visit, versions[made_with[visit.key]].definition, codes)
        for chunk in chunks(audit.visits.counted())
        for visit in stored_visits(chunk, version.definition)
    )
    client, found = audit.client, tuple(visits)
    return Bundle(
        client=BundleClient(client.key, client.name, client.language),
        audit=stored_head(audit),
        sites=stored_sites(audit, (), {visit.site for visit in found}),
        checklist=replace(version.definition, criteria=kept),
        checklist_document=version.document,
        visits=found,
    )


def restricted_visit(visit: BundleVisit, own: Checklist, codes: Collection[str]) -> BundleVisit:
    """With the answers to these criteria only, without those that its own conditions hid."""
    gone = hidden_in(visit, own)
    answers = {
        code: one for code, one in visit.answers.items() if code in codes and code not in gone
    }
    return replace(visit, answers=answers)


def check_versions(audit: Audit, visits: QuerySet[Visit]) -> None:
    others = visits.exclude(checklist_version=audit.checklist_version_id)
    keys = list(others.order_by("pk").values_list("key", flat=True))
    if keys:
        raise MixedVersionsError(
            _("These visits were made with another version of the checklist: %(keys)s.")
            % {"keys": ", ".join(keys)}
        )


def in_order(keys: Iterable[str], first: Iterable[str]) -> list[str]:
    """The keys, those that were named first before the others."""
    known = dict.fromkeys(keys)
    return list(dict.fromkeys([*(key for key in first if key in known), *known]))


def stored_head(audit: Audit) -> BundleAudit:
    return BundleAudit(
        key=audit.key,
        title=audit.title,
        starts_on=audit.starts_on,
        ends_on=audit.ends_on,
        target=audit.target,
        brief=audit.brief,
    )


def stored_sites(audit: Audit, first: Sequence[str], used: set[str]) -> tuple[BundleSite, ...]:
    """The sites of the file in its order, then others that have a visit."""
    rows = Site.objects.filter(Q(key__in=first) | Q(key__in=used), client=audit.client_id)
    sites = {row.key: stored_site(row) for row in rows.order_by("pk")}
    return tuple(sites[key] for key in in_order(sites, first))


def stored_site(row: Site) -> BundleSite:
    return BundleSite(key=row.key, name=row.name, region=row.region, channel=row.channel)


def spelling_of(form: Mapping[str, Any], version: ChecklistVersion) -> Spelling:
    """How the file was written. A library checklist is named by its code only while the library
    still holds that very content; then the whole checklist is written out."""
    if not form:
        return Spelling()
    spelling = Spelling(**form)
    code = spelling.library_code
    is_current = code in library_codes() and digest(library_document(code)) == version.digest
    return spelling if is_current else Spelling(**{**form, "library_code": ""})


def chunks(visits: QuerySet[Visit]) -> Iterator[QuerySet[Visit]]:
    """The visits in the order of their making, a few hundred at a time."""
    keys = list(visits.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        yield Visit.objects.filter(pk__in=keys[start : start + CHUNK]).order_by("pk")


def stored_visits(visits: QuerySet[Visit], checklist: Checklist) -> Iterator[BundleVisit]:
    """Visits with everything in them. Six queries."""
    rows = list(visits.select_related("site"))
    stages = [stage.key for stage in checklist.stages]
    answers = by_visit(Answer.objects.all(), rows)
    impressions = by_visit(StageImpression.objects.all(), rows)
    promises = by_visit(Promise.objects.all(), rows)
    incidents = by_visit(Incident.objects.all(), rows)
    findings = by_visit(Finding.objects.select_related("check_of"), rows)
    for row in rows:
        closes = impressions[row.pk]
        yield BundleVisit(
            key=row.key,
            site=row.site.key,
            auditor=row.auditor_key,
            started_at=row.started_at,
            ended_at=row.ended_at,
            announced=row.is_announced,
            scenario=row.scenario,
            answers={one.criterion: stored_answer(one) for one in answers[row.pk]},
            expectations={
                stages[one.stage - 1]: one.expectation
                for one in closes
                if one.expectation is not None
            },
            experiences={stages[one.stage - 1]: one.experience for one in closes if one.experience},
            promises=tuple(stored_promise(one, stages) for one in promises[row.pk]),
            incidents=tuple(stored_incident(one, stages) for one in incidents[row.pk]),
            closing=row.closing,
            findings={
                str(one.check_of.public_id): BundleFinding(one.outcome, one.comment)
                for one in findings[row.pk]
                if one.outcome or one.comment
            },
        )


def stored_checks(visits: Iterable[BundleVisit], checklist: Checklist) -> dict[str, BundleCheck]:
    """What these visits found something about. One query, none where there is nothing."""
    names = {name for visit in visits for name in visit.findings}
    stages = [stage.key for stage in checklist.stages]
    rows = SiteCheck.objects.filter(public_id__in=names).select_related("audit", "site")
    return {
        str(row.public_id): BundleCheck(
            audit=row.audit.key,
            site=row.site.key,
            code=row.code,
            stage=stages[row.stage - 1],
            text=row.text,
            wish=row.wish,
            criteria=tuple(row.criteria),
            made_at=row.made_at,
            closed_at=row.closed_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in (rows.order_by("pk") if names else ())
    }


def by_visit(rows: QuerySet[Any, Any], visits: Sequence[Visit]) -> Mapping[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows.filter(visit__in=[visit.pk for visit in visits]).iterator(chunk_size=5000):
        found[row.visit_id].append(row)
    return found


def stored_answer(row: Answer) -> BundleAnswer:
    return BundleAnswer(
        state=State(row.state),
        value=row.value,
        micro=row.micro,
        reason=row.reason,
        comment=row.comment,
        observed_at=row.observed_at,
    )


def stored_promise(row: Promise, stages: Sequence[str]) -> BundlePromise:
    return BundlePromise(
        stage=stages[row.stage - 1],
        kind=row.kind,
        wording=row.wording,
        channel=row.channel,
        promised=row.promised,
        delivered=row.delivered,
        unit=row.unit,
        kept=row.kept,
    )


def stored_incident(row: Incident, stages: Sequence[str]) -> BundleIncident:
    return BundleIncident(
        stage=stages[row.stage - 1],
        polarity=row.polarity,
        what=row.what,
        happened_at=row.happened_at,
        noticed_by=row.noticed_by,
        severity=row.severity,
        apology=row.apology,
        explanation=row.explanation,
        asked_customer=row.asked_customer,
        fixed=row.fixed,
        minutes_to_fix=row.minutes_to_fix,
        extra_gesture=row.extra_gesture,
        feeling_before=row.feeling_before,
        feeling_after=row.feeling_after,
    )
