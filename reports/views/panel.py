"""The panel of recommendations: the first ones as cards, the rest in a list, each explained.

``recommendation_panel`` is what ``reports/_recommendations_panel.html`` shows; the page that
includes it hands it in as ``panel``, with ``report``.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports import queries
from reports.document import Recommendation, ReportDocument
from reports.models import Decision, Report
from reports.queries import LeftOut
from reports.sections import explanation

# So many stand as cards; a reader takes in no more at once.
CARDS = 9


@dataclass(frozen=True, slots=True)
class Row:
    one: Recommendation
    tier: str  # the name of its tier
    owner: str
    lines: tuple[explanation.Line, ...]
    is_first: bool
    is_last: bool
    # The consultant's edit, what the engine says, and whether its evidence has changed since.
    edit: Decision | None
    before: Recommendation | None
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """Left out by the consultant, or edited once and no longer found."""

    one: LeftOut
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Panel:
    cards: tuple[Row, ...]
    rest: tuple[Row, ...]
    left_out: tuple[Gone, ...]
    idle: tuple[Decision, ...]  # edits of what the figures no longer give

    @property
    def count(self) -> int:
        return len(self.cards) + len(self.rest)


def recommendation_panel(
    report: Report, document: ReportDocument, material: queries.Material | None = None
) -> Panel:
    """Everything the panel shows. One query with the material of the document at hand."""
    computed = queries.computed_recommendations(report, material)
    decisions = queries.decisions_of(report)
    changed = queries.changed_since(report, computed, decisions)
    edits = {one.code: one for one in decisions if one.title}
    gone = queries.left_out(report, decisions)
    last = len(document.recommendations)
    rows = tuple(
        Row(
            one=one,
            tier=explanation.tier_name(one.certainty),
            owner=explanation.owner_name(one.owner),
            lines=explanation.explanation(one),
            is_first=one.number == 1,
            is_last=one.number == last,
            edit=edits.get(one.code) if one.is_edited else None,
            before=computed.get(one.code) if one.is_edited else None,
            is_changed=one.code in changed,
        )
        for one in document.recommendations
    )
    shown = {row.one.code for row in rows}
    return Panel(
        cards=rows[:CARDS],
        rest=rows[CARDS:],
        left_out=tuple(Gone(one, one.code in changed) for one in gone),
        idle=tuple(one for code, one in edits.items() if code not in shown and not one.is_dropped),
    )


def row_of(panel: Panel, code: str) -> Row | None:
    return next((row for row in (*panel.cards, *panel.rest) if row.one.code == code), None)
