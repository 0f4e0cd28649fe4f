"""The ranges follow the cells: in the transaction that changes them, after them."""

from __future__ import annotations

from dataclasses import asdict

from django.forms.models import model_to_dict

from audits.actions.rounds import refresh_round
from audits.models import Audit, ScoreCell
from audits.queries.ranges import expected_ranges, range_of
from audits.queries.scores import Place, cell_of
from audits.scoring import Cell, Spot

RANGE_FIELDS = ["low", "high", "half", "shrunk", "certainty", "reached", "tier"]
KEY_FIELDS = ["audit", "scope", "place", "stage", "nature"]


def refresh_ranges(audit: Audit) -> None:
    """Work out the range of every figure of an audit anew, write those that changed, and what is
    said of the round.

    The answer is the same however often it is called, and so is the number of queries for any
    size. Part of the caller's transaction.
    """
    rows = list(ScoreCell.objects.filter(audit=audit))
    cells: dict[Place, dict[Spot, Cell]] = {}
    for row in rows:
        cells.setdefault(_place(row), {})[_spot(row)] = cell_of(row)
    expected = expected_ranges(audit, cells)
    changed = []
    for row in rows:
        ranged = expected.get(_place(row), {}).get(_spot(row))
        if ranged is not None and ranged != range_of(row):
            kept = model_to_dict(row, exclude=["id", "audit", *RANGE_FIELDS])
            changed.append(ScoreCell(audit=audit, **kept, **asdict(ranged)))
    ScoreCell.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=KEY_FIELDS, update_fields=RANGE_FIELDS
    )
    refresh_round(audit)


def _place(row: ScoreCell) -> Place:
    return Place(row.scope, row.place)


def _spot(row: ScoreCell) -> Spot:
    return Spot(row.stage, row.nature)
