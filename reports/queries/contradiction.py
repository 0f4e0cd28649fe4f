"""Answers behind a report that contradict each other: for the consultant, never for the client."""

from __future__ import annotations

from dataclasses import dataclass

from audits.models import Visit
from audits.queries.contradictions import Contradicted, contradictions_in
from audits.scoring import State
from reports.document.basis import scoped
from reports.document.visits import in_order, label
from reports.models import Report
from reports.queries.report import Material
from reports.queries.scope import counted_visits, joined_key


@dataclass(frozen=True, slots=True)
class Contradictory:
    """A visit with the answers that do not go together."""

    label: str
    site: str
    visit: Visit
    found: tuple[Contradicted, ...]


def contradictory_visits(
    report: Report, material: Material, language: str
) -> tuple[Contradictory, ...]:
    """The visits of a report whose answers contradict each other. One query, none without any."""
    bundle = scoped(material.bundle, material.wishes)
    found = {}
    for number, visit in enumerate(in_order(bundle.visits), 1):
        answers = {
            code: one.value for code, one in visit.answers.items() if one.state is State.ANSWERED
        }
        told = contradictions_in(bundle.checklist, answers, language)
        if told:
            found[visit.key] = (label(number), tuple(told))
    if not found:
        return ()
    rows = {
        _key(report, row): row for row in counted_visits(report).select_related("site", "audit")
    }
    return tuple(
        Contradictory(name, rows[key].site.name, rows[key], told)
        for key, (name, told) in found.items()
        if key in rows
    )


def _key(report: Report, visit: Visit) -> str:
    return joined_key(visit.audit, visit.key) if report.is_whole_client else visit.key
