"""Sites side by side: never a rank, and no more than the visits allow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import ReportDocument, Site
from reports.sections import pictures, wording
from reports.sections.section import Heading, Section
from reports.templatetags.report import span

# Under so many visits to a site nothing is said about the difference to another.
COMPARED_FROM = 3


def visited(document: ReportDocument) -> list[Site]:
    return [site for site in document.sites if site.total.both.micro is not None]


def title(document: ReportDocument) -> str:
    sites = visited(document)
    fewest = min(len(site.visits) for site in sites)
    if fewest < COMPARED_FROM:
        return _("There are too few visits to say which site is better")
    ordered = sorted(sites, key=lambda site: site.total.both.micro or 0)
    values = {
        "count": len(sites),
        "low": ordered[0].total.both.shown,
        "high": ordered[-1].total.both.shown,
    }
    tiers = {site.tier for site in sites if site.tier is not None}
    if len(tiers) > 1:
        return _("The %(count)s sites fall into %(tiers)s groups") % {**values, "tiers": len(tiers)}
    if tiers:
        return _("The %(count)s sites cannot be told apart") % values
    if values["low"] == values["high"]:
        return _("All %(count)s sites earned %(low)s points") % values
    return _("The %(count)s sites earned from %(low)s to %(high)s points") % values


def note(document: ReportDocument) -> str:
    sites = visited(document)
    fewest = min(len(site.visits) for site in sites)
    if fewest >= COMPARED_FROM:
        return _("The sites stand in the order of the audit, not in an order of merit.")
    return ngettext(
        "Some site was visited only %(count)s time. One visit tells of itself, not of its site; "
        "the sites stand in the order of the audit.",
        "Some site was visited only %(count)s times. So few visits do not tell sites apart; the "
        "sites stand in the order of the audit.",
        fewest,
    ) % {"count": fewest}


def _better(document: ReportDocument, site: Site) -> str:
    """The sites that this one is surely better than; "" when nothing of the kind can be said."""
    names = {one.key: one.name for one in document.sites}
    return wording.listed([names[key] for key in site.better_than if key in names])


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    return (Heading("sites", _("Sites"), title(document)),)


def context(document: ReportDocument) -> Mapping[str, Any]:
    return {
        "pictures": pictures.sites(document),
        "sites": [
            {
                "site": site,
                "band": wording.band_name(document, site.total.both.band),
                "span": span(site.total.both),
                "better": _better(document, site),
                "visits": wording.visits(len(site.visits)),
            }
            for site in document.sites
        ],
        "stages": document.stages,
        "note": note(document),
        "has_tiers": any(site.tier is not None for site in document.sites),
    }


def is_shown(document: ReportDocument) -> bool:
    return len(visited(document)) > 1


SECTION = Section("sites", headings, context, is_shown)
