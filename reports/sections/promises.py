"""Promises, word for word: which were kept, and which were broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import Promise, ReportDocument
from reports.sections import pictures, wording
from reports.sections.section import Heading, Section
from reports.templatetags.report import num

# Broken ones first: they are what is to be mended.
ORDER = ("no", "partly", "unverifiable", "", "yes")
LISTED = 24


def title(document: ReportDocument) -> str:
    promises = document.promises
    checked = promises.kept + promises.partly + promises.broken
    values = {"kept": promises.kept, "count": checked}
    if not checked:
        return _("No promise could be checked in these visits")
    if promises.kept == checked:
        return (
            ngettext(
                "The one promise that could be checked was kept",
                "All %(count)s promises that could be checked were kept",
                checked,
            )
            % values
        )
    if not promises.kept:
        return (
            ngettext(
                "The one promise that could be checked was not kept",
                "None of the %(count)s promises that could be checked was kept in full",
                checked,
            )
            % values
        )
    return (
        ngettext(
            "%(kept)s of %(count)s promise was kept",
            "%(kept)s of %(count)s promises were kept",
            checked,
        )
        % values
    )


def amounts(promise: Promise) -> str:
    """Promised against delivered, when numbers were given."""
    if not promise.promised or not promise.delivered:
        return ""
    return _("promised %(promised)s, delivered %(delivered)s %(unit)s") % {
        "promised": num(promise.promised),
        "delivered": num(promise.delivered),
        "unit": promise.unit,
    }


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    return (Heading("promises", _("Promises"), title(document)),)


def context(document: ReportDocument) -> Mapping[str, Any]:
    names = wording.stage_names(document)
    ordered = sorted(document.promises.items, key=lambda one: ORDER.index(one.kept))
    rows = [
        {
            "promise": promise,
            "stage": names.get(promise.stage, ""),
            "kind": document.label("promise", promise.kind),
            "outcome": document.label("outcome", promise.kept) or _("Not yet due"),
            "amounts": amounts(promise).strip(),
        }
        for promise in ordered
    ]
    return {
        "picture": pictures.promises(document),
        "rows": rows[:LISTED],
        "left_out": max(len(rows) - LISTED, 0),
    }


def is_shown(document: ReportDocument) -> bool:
    return bool(document.promises.made)


SECTION = Section("promises", headings, context, is_shown)
