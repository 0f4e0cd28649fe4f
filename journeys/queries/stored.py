"""Stored checklists and their versions.

Checklists are the house's own: who may see one may see them all (the deed ``SEE_CHECKLISTS``).
"""

from __future__ import annotations

from django.db.models import Case, OuterRef, Prefetch, QuerySet, Subquery, When

from journeys.models import Checklist, ChecklistVersion, Origin


def versions() -> QuerySet[ChecklistVersion]:
    """Stored versions without their documents: names and counts stand beside them."""
    return ChecklistVersion.objects.select_related("checklist").defer("document")


def versions_of(checklist: Checklist) -> QuerySet[ChecklistVersion]:
    return versions().filter(checklist=checklist)


def version(code: str, number: int) -> ChecklistVersion | None:
    """One version; of several contents under one number, the one that this house published."""
    return newest(versions().filter(checklist__code=code, version=number))


def latest_version(code: str) -> ChecklistVersion | None:
    """The newest version that this house published; failing that, one that came with an audit."""
    return newest(versions().filter(checklist__code=code))


def newest(rows: QuerySet[ChecklistVersion]) -> ChecklistVersion | None:
    ours_first = Case(When(origin=Origin.AUDIT, then=1), default=0)
    return rows.order_by(ours_first, "-version", "-pk").first()


def checklists() -> list[Checklist]:
    """Every checklist by its code, with ``version_list``: the newest first. Two queries."""
    rows = Prefetch("versions", queryset=versions(), to_attr="version_list")
    return list(Checklist.objects.prefetch_related(rows))


def offered_versions() -> QuerySet[ChecklistVersion]:
    """The versions that a new audit may be made on: the newest of each checklist of this house."""
    own = ChecklistVersion.objects.filter(checklist=OuterRef("checklist")).exclude(
        origin=Origin.AUDIT
    )
    newest_own = own.order_by("-version", "-pk").values("pk")[:1]
    return versions().filter(pk=Subquery(newest_own)).order_by("checklist__code")
