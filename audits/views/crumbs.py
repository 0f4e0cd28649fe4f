"""The way back from a page of the desk."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.views.crumbs import Crumbs
from audits.models import Audit, Visit


def audit_crumbs(audit: Audit | None = None) -> Crumbs:
    crumbs = [{"url": reverse("audits:audit-list"), "text": _("Audits")}]
    if audit is not None:
        crumbs.append({"url": audit.get_absolute_url(), "text": audit.title})
    return crumbs


def visit_crumbs(visit: Visit) -> Crumbs:
    return [
        *audit_crumbs(visit.audit),
        {"url": visit.get_absolute_url(), "text": visit.site.name},
    ]
