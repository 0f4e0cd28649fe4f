"""The desk plans: audits, and who visits which site when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Client, Site, User
from audits.actions.evidence import remove_files
from audits.actions.mail import mail_joined, mail_offer
from audits.actions.ranges import refresh_ranges
from audits.actions.scores import refresh_places, remove_scores
from audits.actions.trail import note_audit, note_visit
from audits.models import COUNTED_STATUSES, Audit, CoAuditor, StagePlan, Status, Visit
from audits.queries.audit import next_visit_number, pseudonym

# Before the auditor has accepted, the desk may change or drop a visit freely.
UNSTARTED_STATUSES = (Status.PLANNED, Status.OFFERED)


@dataclass(frozen=True, slots=True)
class StageDay:
    """A stage lived apart from the others."""

    stage: int
    auditor: User | None = None
    day: date | None = None
    channel: str = ""
    after_days: int | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """Who makes the visit besides its auditor, and which stages are lived apart."""

    others: Sequence[User] = ()
    stages: Sequence[StageDay] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What the desk lays down for a visit."""

    scenario: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    submit_by: date | None = None
    is_announced: bool = False


@transaction.atomic
def create_audit(audit: Audit, *, by: User) -> Audit:
    audit.save()
    note_audit(audit, "audit_created", by)
    return audit


@transaction.atomic
def edit_audit(audit: Audit, *, by: User) -> None:
    """Save changed figures of the audit. The checklist stays once there are visits."""
    before = Audit.objects.select_for_update().get(pk=audit.pk)
    if before.checklist_version_id != audit.checklist_version_id and audit.visits.exists():
        raise ValidationError(
            _("The checklist cannot change once visits have been planned with it.")
        )
    audit.save()
    if before.target != audit.target:
        refresh_ranges(audit)
    note_audit(audit, "audit_edited", by)


@transaction.atomic
def assign_visits(
    audit: Audit, sites: Iterable[Site], auditor: User | None, plan: Plan, *, by: User
) -> list[Visit]:
    """Plan one visit to each site, numbered on from the audit's last."""
    Client.objects.select_for_update().get(pk=audit.client_id)
    number = next_visit_number(audit)
    name = pseudonym(audit.client, auditor) if auditor else ""
    visits = [
        Visit.objects.create(
            audit=audit,
            site=site,
            checklist_version_id=audit.checklist_version_id,
            key=f"v{number + index}",
            auditor=auditor,
            auditor_key=name,
            **asdict(plan),
        )
        for index, site in enumerate(sites)
    ]
    for visit in visits:
        note_visit(visit, "visit_planned", by, site=visit.site.key, auditor=name)
    return visits


@transaction.atomic
def edit_visit(
    visit: Visit, auditor: User | None, plan: Plan, *, by: User, team: Team | None = None
) -> Visit:
    """Change the plan. Another auditor takes over only before the visit is accepted."""
    visit = _locked(visit)
    if visit.status in COUNTED_STATUSES:
        raise ValidationError(_("The visit has been approved: its plan cannot change any more."))
    if auditor != visit.auditor:
        _hand_over(visit, auditor)
    for field, value in asdict(plan).items():
        setattr(visit, field, value)
    visit.save(update_fields=["auditor", "auditor_key", "status", *asdict(plan)])
    if team is not None:
        _set_team(visit, team)
    note_visit(visit, "visit_edited", by, auditor=visit.auditor_key)
    return visit


def _set_team(visit: Visit, team: Team) -> None:
    """Whoever has a stage of the visit is of its team. Nobody is of it twice."""
    members = [*team.others, *(plan.auditor for plan in team.stages if plan.auditor)]
    users = {user.pk: user for user in members if user.pk != visit.auditor_id}
    visit.co_auditors.exclude(user__in=users).delete()
    present = set(visit.co_auditors.values_list("user", flat=True))
    CoAuditor.objects.bulk_create(
        CoAuditor(visit=visit, user=user) for pk, user in users.items() if pk not in present
    )
    mail_joined(visit, users.keys() - present)
    visit.stage_plans.all().delete()
    StagePlan.objects.bulk_create(
        StagePlan(
            visit=visit,
            stage=plan.stage,
            auditor=plan.auditor,
            day=plan.day,
            channel=plan.channel,
            after_days=plan.after_days,
        )
        for plan in team.stages
        if plan.auditor or plan.day or plan.channel or plan.after_days
    )


def _hand_over(visit: Visit, auditor: User | None) -> None:
    """Another auditor: a new pseudonym, and the offer has to be made again."""
    if visit.status not in UNSTARTED_STATUSES:
        raise ValidationError(
            _("The auditor has accepted the visit: nobody else can take it over any more.")
        )
    Client.objects.select_for_update().get(pk=visit.audit.client_id)
    visit.auditor = auditor
    visit.auditor_key = pseudonym(visit.audit.client, auditor) if auditor else ""
    visit.status = Status.PLANNED


@transaction.atomic
def offer_visit(visit: Visit, *, by: User) -> None:
    """Offer a planned visit to its auditor, with a mail."""
    visit = _locked(visit)
    if visit.status != Status.PLANNED:
        raise ValidationError(_("The visit has been offered already."))
    if visit.auditor is None:
        raise ValidationError(_("Choose an auditor for the visit first."))
    visit.status = Status.OFFERED
    visit.save(update_fields=["status"])
    note_visit(visit, "visit_offered", by, auditor=visit.auditor_key)
    mail_offer(visit)
    mail_joined(visit, visit.co_auditors.values_list("user", flat=True))


@transaction.atomic
def offer_planned(audit: Audit, *, by: User) -> int:
    """Offer every planned visit that has an auditor; how many that were."""
    visits = list(audit.visits.filter(status=Status.PLANNED).exclude(auditor=None))
    for visit in visits:
        offer_visit(visit, by=by)
    return len(visits)


@transaction.atomic
def delete_visit(visit: Visit, reason: str, *, by: User) -> None:
    """Drop a visit, with a reason once an auditor has accepted it; its figures go with it."""
    visit = _locked(visit)
    if visit.status == Status.RELEASED:
        raise ValidationError(
            _("The visit is part of a report that the client has. It cannot be deleted.")
        )
    if visit.status not in UNSTARTED_STATUSES and not reason:
        raise ValidationError(_("Say why the visit is deleted: the auditor has worked on it."))
    remove_scores(visit)
    note_audit(
        visit.audit,
        "visit_deleted",
        by,
        visit=visit.key,
        site=visit.site.key,
        status=visit.status,
        reason=reason,
    )
    for photo in visit.evidence.all():
        transaction.on_commit(partial(remove_files, photo))
    _break_seal(visit)
    visit.delete()


def _break_seal(visit: Visit) -> None:
    """The database keeps a sealed expectation until the visit is back in the plan."""
    Visit.objects.filter(pk=visit.pk).update(sealed_at=None, started_at=None, status=Status.PLANNED)


def _locked(visit: Visit) -> Visit:
    rows = Visit.objects.select_for_update(of=("self",)).select_related("audit__client", "site")
    return rows.get(pk=visit.pk)


@transaction.atomic
def change_site(site: Site) -> None:
    """Save a changed site; figures of regions follow when it has moved to another one."""
    before = Site.objects.select_for_update().get(pk=site.pk)
    site.save()
    if before.region != site.region:
        for audit in Audit.objects.filter(visits__site=site).distinct():
            refresh_places(audit)
