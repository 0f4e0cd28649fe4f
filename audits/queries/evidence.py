"""Photos behind the door of their visits."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from audits.models import Evidence, Visit
from audits.queries.visit import own_visits


def visible_evidence(user: User) -> QuerySet[Evidence]:
    """Photos of the visits that this user may see."""
    visits = Visit.objects.visible_to(user)
    return Evidence.objects.filter(visit__in=visits).select_related("visit")


def own_evidence(user: User) -> QuerySet[Evidence]:
    """Photos of the visits that this auditor makes."""
    visits = own_visits(user)
    rows = Evidence.objects.filter(visit__in=visits.values("pk"))
    return rows.select_related("visit__audit__client", "visit__checklist_version")
