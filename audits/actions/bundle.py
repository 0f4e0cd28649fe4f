"""Storing a bundle: all of it or nothing, in one transaction.

Keys are identities. What is stored already and equal stays untouched, so the same file twice
changes nothing; what differs is brought to what the file says, with a line in the trail and every
former answer kept. Visits that the file does not have stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from accounts.models import Client, Site, User
from audits.actions.bundle_visits import BATCH, Change, VisitWriter
from audits.actions.scores import refresh_audit, refresh_places
from audits.actions.trail import note_audit
from audits.bundle import Bundle, BundleCheck, BundleError, BundleSite, BundleVisit
from audits.models import COUNTED_STATUSES, Audit, BundleSpelling, SiteCheck, Visit
from audits.queries.bundle import stored_head, stored_site, stored_visits
from journeys.actions import import_checklist
from journeys.definition import Fault, shown
from journeys.definition.reading import below
from journeys.models import ChecklistVersion

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    audit: Audit
    new: int
    changed: int
    equal: int
    left: tuple[str, ...]  # keys of stored visits that the file does not have


@dataclass(slots=True)
class Plan:
    """What the file asks for, compared with what is stored."""

    new: list[BundleVisit] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    equal: int = 0
    left: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)


@transaction.atomic
def import_bundle(
    bundle: Bundle, *, by: User | None = None, progress: Progress = lambda _visits: None
) -> Imported:
    """Store a bundle as an audit whose visits are approved, and its scores.

    Raises ``BundleError`` with every fault that only the stored data can tell. ``progress`` is
    called with numbers of visits that sum to those of the bundle.
    """
    audit = Audit.objects.select_for_update().filter(key=bundle.audit.key).first()
    version = import_checklist(bundle.checklist_document)
    plan = planned(bundle, audit, version)
    plan.faults += check_faults(bundle)
    if plan.faults:
        raise BundleError(plan.faults)
    client, is_client_changed = store_client(bundle)
    sites, are_sites_changed = store_sites(bundle, client)
    audit, is_head_changed = store_head(bundle, client, audit, version)
    store_spelling(bundle, audit)
    progress(plan.equal)
    checks = store_checks(bundle, version, sites)
    VisitWriter(audit, version, sites, checks, by).write(plan.new, plan.changed, progress)
    # The head too: whether the target was reached is stored with each figure.
    is_scored_anew = bool(plan.new or plan.changed or are_sites_changed or is_head_changed)
    if is_scored_anew:
        refresh_audit(audit)
    if is_scored_anew or is_client_changed:
        counts = {"new": len(plan.new), "changed": len(plan.changed), "equal": plan.equal}
        note_audit(audit, "audit_imported", by, **counts)
    return Imported(audit, len(plan.new), len(plan.changed), plan.equal, plan.left)


def planned(bundle: Bundle, audit: Audit | None, version: ChecklistVersion) -> Plan:
    """New, changed and equal visits, and what cannot be."""
    plan = Plan()
    if audit is None:
        plan.new = list(bundle.visits)
        return plan
    if audit.client.key != bundle.client.key:
        message = f"{shown(audit.key)} is the key of an audit of another client"
        plan.faults.append(Fault("audit.key", message))
    rows = {row.key: row for row in audit.visits.order_by("pk")}
    given = {visit.key for visit in bundle.visits}
    plan.left = tuple(key for key in rows if key not in given)
    if audit.checklist_version_id != version.pk and plan.left:
        message = "the stored audit has another version, and visits that are not in the file"
        plan.faults.append(Fault("checklist", f"{message}: {', '.join(plan.left)}"))
    for start in range(0, len(bundle.visits), BATCH):
        add_to_plan(plan, bundle, rows, version, start)
    return plan


def add_to_plan(
    plan: Plan, bundle: Bundle, rows: Mapping[str, Visit], version: ChecklistVersion, start: int
) -> None:
    """Compare some visits with the stored ones, each as the frozen data that it would export as."""
    visits = bundle.visits[start : start + BATCH]
    stored = stored_by_key([rows[visit.key] for visit in visits if visit.key in rows])
    for index, visit in enumerate(visits, start):
        row = rows.get(visit.key)
        if row is None:
            plan.new.append(visit)
        elif row.status not in COUNTED_STATUSES:
            message = f"{shown(row.key)} is the key of a stored visit that is not approved yet"
            plan.faults.append(Fault(f"visits[{index}].key", message))
        elif row.checklist_version_id == version.pk and stored[row.key] == visit:
            plan.equal += 1
        elif row.auditor_id:
            message = "no difference is expected from the stored visit, which was filled in here"
            plan.faults.append(Fault(f"visits[{index}]", message))
        else:
            plan.changed.append(Change(row, stored[row.key], visit))


def check_faults(bundle: Bundle) -> list[Fault]:
    """A check belongs to an earlier round, which must be stored, and its name says one thing."""
    if not bundle.checks:
        return []
    rounds = Audit.objects.filter(client__key=bundle.client.key).exclude(key=bundle.audit.key)
    known = set(rounds.values_list("key", flat=True))
    rows = known_checks(bundle)
    faults = []
    for name, check in bundle.checks.items():
        place = below("checks", name)
        if check.audit not in known:
            message = "the key of another stored audit of the client is expected, not"
            faults.append(Fault(f"{place}.audit", f"{message} {shown(check.audit)}"))
        if rows.get(name, identity(check)) != identity(check):
            faults.append(Fault(place, "this is the name of another check"))
    return faults


def identity(check: BundleCheck) -> tuple[str, str, str]:
    return (check.audit, check.site, check.code)


def known_checks(bundle: Bundle) -> dict[str, tuple[str, str, str]]:
    """What the names of the checks stand for, as far as they are stored. One query."""
    rows = SiteCheck.objects.filter(public_id__in=bundle.checks)
    found = rows.values_list("public_id", "audit__key", "site__key", "code")
    return {str(name): (audit, site, code) for name, audit, site, code in found}


def store_checks(
    bundle: Bundle, version: ChecklistVersion, sites: Mapping[str, Site]
) -> dict[str, SiteCheck]:
    """The checks by their names. One that is stored stays: its report knows it better."""
    if not bundle.checks:
        return {}
    rounds = {row.key: row for row in Audit.objects.filter(client__key=bundle.client.key)}
    orders = {stage.key: stage.order for stage in version.definition.stages}
    stored = {
        str(row.public_id): row for row in SiteCheck.objects.filter(public_id__in=bundle.checks)
    }
    for name, check in bundle.checks.items():
        if name not in stored:
            stored[name] = SiteCheck.objects.create(
                public_id=name,
                audit=rounds[check.audit],
                site=sites[check.site],
                code=check.code,
                stage=orders[check.stage],
                text=dict(check.text),
                wish=dict(check.wish),
                criteria=list(check.criteria),
                made_at=check.made_at or timezone.now(),
                closed_at=check.closed_at,
                withdrawn_at=check.withdrawn_at,
            )
    return stored


def stored_by_key(rows: list[Visit]) -> dict[str, BundleVisit]:
    """The visits as frozen data, each read with the version it was made with."""
    found: dict[str, BundleVisit] = {}
    for version in ChecklistVersion.objects.filter(
        pk__in={row.checklist_version_id for row in rows}
    ):
        keys = [row.pk for row in rows if row.checklist_version_id == version.pk]
        visits = stored_visits(Visit.objects.filter(pk__in=keys), version.definition)
        found.update((visit.key, visit) for visit in visits)
    return found


def set_fields(row: Model, **fields: Any) -> bool:
    """Save what differs; whether anything did."""
    names = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in names:
        setattr(row, name, fields[name])
    if names:
        row.save(update_fields=names)
    return bool(names)


def store_client(bundle: Bundle) -> tuple[Client, bool]:
    given = bundle.client
    said = {"name": given.name, **({"language": given.language} if given.language else {})}
    client, is_new = Client.objects.get_or_create(key=given.key, defaults=said)
    return client, is_new or set_fields(client, **said)


def store_sites(bundle: Bundle, client: Client) -> tuple[dict[str, Site], bool]:
    """The client's sites by their keys, and whether one of them changed. A site that changed its
    region moves in the client's other audits too."""
    rows = {row.key: row for row in client.sites.all()}
    is_changed = is_moved = False
    for given in bundle.sites:
        fields = site_fields(given)
        if given.key not in rows:
            rows[given.key] = Site.objects.create(client=client, **fields)
        elif stored_site(rows[given.key]) != given:
            is_moved = is_moved or rows[given.key].region != given.region
            is_changed = set_fields(rows[given.key], **fields) or is_changed
    if is_moved:
        for audit in client.audits.exclude(key=bundle.audit.key):
            refresh_places(audit)
    return rows, is_changed


def site_fields(site: BundleSite) -> dict[str, Any]:
    """The fields that the file says; a channel that it does not say stays as it is stored."""
    fields = {"key": site.key, "name": site.name, "region": site.region}
    return {**fields, "channel": site.channel} if site.channel else fields


def store_head(
    bundle: Bundle, client: Client, audit: Audit | None, version: ChecklistVersion
) -> tuple[Audit, bool]:
    given = bundle.audit
    fields = {
        "title": given.title,
        "starts_on": given.starts_on,
        "ends_on": given.ends_on,
        "target": given.target,
        "brief": given.brief,
        "checklist_version": version,
    }
    if audit is None:
        return Audit.objects.create(client=client, key=given.key, **fields), True
    is_changed = stored_head(audit) != given or audit.checklist_version_id != version.pk
    return audit, is_changed and set_fields(audit, **fields)


def store_spelling(bundle: Bundle, audit: Audit) -> None:
    """How the file wrote what can be written in several ways, for the export."""
    spelling = bundle.spelling
    stored = {
        "sites": [site.key for site in bundle.sites],
        "visits": [visit.key for visit in bundle.visits],
        "form": {
            "offset": spelling.offset,
            "full_answers": spelling.full_answers,
            "library_code": spelling.library_code,
            "parts": dict(spelling.parts),
            "visits": dict(spelling.visits),
        },
    }
    row = BundleSpelling.objects.filter(audit=audit).first()
    if row is None:
        BundleSpelling.objects.create(audit=audit, **stored)
    else:
        set_fields(row, **stored)
