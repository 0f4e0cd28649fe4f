"""What a report covers: its visits, and the bundle they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import F, Q, QuerySet

from accounts.models import Site
from audits.bundle import Bundle, BundleSite, BundleVisit
from audits.models import Audit, Status, Visit
from audits.queries.bundle import stored_bundle
from reports.models import Report


def counted_visits(report: Report) -> QuerySet[Visit]:
    """The visits that the report tells of."""
    visits = Visit.objects.counted()
    if report.visit_id:
        return visits.filter(pk=report.visit_id)
    if report.is_whole_client:
        return visits.filter(_newest_of_each_site(report))
    visits = visits.filter(audit=report.audit)
    if report.site_id:
        return visits.filter(site=report.site_id)
    return visits.filter(site__region=report.region) if report.region else visits


def approved_visits(report: Report) -> QuerySet[Visit]:
    return counted_visits(report).filter(status=Status.APPROVED)


def has_figures(report: Report) -> bool:
    return counted_visits(report).exists()


def rounds(report: Report) -> list[Audit]:
    """The audits that the report draws from, the newest first: they share one checklist.

    A round without a date is the oldest, on every database.
    """
    if not report.is_whole_client:
        return [report.audit]
    version = report.audit.checklist_version_id
    found = Audit.objects.filter(client=report.audit.client_id, checklist_version=version)
    order = (F("starts_on").desc(nulls_last=True), "-pk")
    return list(found.select_related("client").order_by(*order))


def _newest(report: Report) -> dict[int, int]:
    """Site → the newest round that has counted visits to it. Two queries."""
    order = [audit.pk for audit in rounds(report)]
    pairs = (
        Visit.objects.counted()
        .filter(audit__in=order, checklist_version=report.audit.checklist_version_id)
        .values_list("site", "audit")
        .order_by()
        .distinct()
    )
    newest: dict[int, int] = {}
    for site, audit in sorted(pairs, key=lambda pair: order.index(pair[1])):
        newest.setdefault(site, audit)
    return newest


def _newest_of_each_site(report: Report) -> Q:
    wanted = Q(pk__in=())
    for site, audit in _newest(report).items():
        wanted |= Q(site=site, audit=audit)
    return wanted


def report_bundle(report: Report) -> Bundle:
    """The bundle behind a report; of the whole client, each site as its newest round found it."""
    if not report.is_whole_client:
        return stored_bundle(report.audit)
    newest = _newest(report)
    keys = dict(Site.objects.filter(pk__in=newest).values_list("pk", "key"))
    wanted = {(audit, keys[site]) for site, audit in newest.items()}
    bundles = [(audit, stored_bundle(audit)) for audit in rounds(report)]
    sites: dict[str, BundleSite] = {}
    visits: list[BundleVisit] = []
    for audit, bundle in bundles:
        mine = [visit for visit in bundle.visits if (audit.pk, visit.site) in wanted]
        visits += [replace(visit, key=joined_key(audit, visit.key)) for visit in mine]
        sites |= {site.key: site for site in bundle.sites if (audit.pk, site.key) in wanted}
    head = next(bundle for audit, bundle in bundles if audit.pk == report.audit_id)
    return replace(head, visits=tuple(visits), sites=tuple(sites[key] for key in sorted(sites)))


def joined_key(audit: Audit, key: str) -> str:
    """Keys of visits are told apart over rounds."""
    return f"{audit.key}.{key}"


def regions(audit: Audit) -> Iterator[str]:
    """The regions that have a visit in this round."""
    names = Site.objects.filter(visits__audit=audit).exclude(region="")
    yield from names.values_list("region", flat=True).order_by("region").distinct()
