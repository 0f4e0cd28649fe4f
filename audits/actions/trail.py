"""One line for each deed."""

from __future__ import annotations

from accounts.models import User
from audits.models import Audit, Trail, Visit


def note_audit(audit: Audit, deed: str, by: User | None, **detail: object) -> None:
    Trail.objects.create(audit=audit, user=by, deed=deed, detail=detail)


def note_visit(visit: Visit, deed: str, by: User | None, **detail: object) -> None:
    """Write the line. The visit's key stands in it, so that it outlives the visit."""
    detail = {"visit": visit.key, **detail}
    Trail.objects.create(audit_id=visit.audit_id, visit=visit, user=by, deed=deed, detail=detail)
