"""The five-minute edition: one page, one picture, one decision for each stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reports.document import Photo, Recommendation, ReportDocument, Score, Stage
from reports.sections import pictures, wording
from reports.sections.section import Heading, Section
from reports.sections.summary import headline, lede


@dataclass(frozen=True, slots=True)
class Row:
    stage: Stage
    score: Score
    band: str
    decision: Recommendation | None
    cost: str


def photo(document: ReportDocument, urls: Mapping[str, str]) -> Photo | None:
    """The picture of what cost most; any other when that has none."""
    order = [*document.criticals, *document.needs]
    shown = [one for one in document.photos if one.sha256 in urls or not urls]
    shown.sort(key=lambda one: order.index(one.criterion) if one.criterion in order else 99)
    return shown[0] if shown else None


def rows(document: ReportDocument) -> list[Row]:
    """Each stage with the first recommendation for it."""
    first: dict[str, Recommendation] = {}
    for one in document.recommendations:
        first.setdefault(one.stage, one)
    found = []
    for stage in document.stages:
        decision = first.get(stage.key)
        score = stage.scores.both
        cost = document.label("cost", decision.cost) if decision else ""
        band = wording.band_name(document, score.band)
        found.append(Row(stage, score, band, decision, cost))
    return found


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    return (Heading("owner", _("Five minutes"), headline(document)),)


def context(document: ReportDocument) -> Mapping[str, Any]:
    return {
        "headline": wording.shortened(headline(document), 110),
        "lede": lede(document),
        "ring": pictures.total_ring(document),
        "band": wording.band_name(document, document.total.both.band),
        "photo": photo(document, {}),
        "rows": rows(document),
        "note": wording.honest_note(document),
        "visits": wording.visit_count(document),
        "sites": wording.site_count(document),
        "weeks": wording.weeks(document),
    }


SECTION = Section("owner", headings, context, is_listed=False, has_numbers=False)
