"""A round beside the round before: of the same client, on the same checklist.

Worked out when figures change (``expected_round``), stored, and read by pages (``stored_round``).
Like for like: the sites of both rounds; when the checklist changed, both rounds are scored again on
the criteria that ask and score the same in both, by the new checklist's weights.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from audits import scoring
from audits.models import Audit, RoundFigures, Scope, ScoreCell, Visit
from audits.queries.doubles import Agreement, agreement_from, round_agreement
from audits.queries.scores import WHOLE, Place, cell_of, scheme_for, visit_answers
from audits.scoring import Cell, PlaceCells, Spot
from journeys.models import ChecklistVersion

if TYPE_CHECKING:
    from audits.statistics import Step

TOTAL = Spot(0, 0)
# What makes two criteria of one code the same question with the same points.
SAME = ("type", "stage", "nature", "options", "scoring", "min", "max", "invert", "reverse")


@dataclass(frozen=True, slots=True)
class Change:
    """One figure then and now, in micro points. ``arrow`` is up, down or "" (may be chance)."""

    key: str  # of the site; the number of the stage; "" of the total
    before: int
    after: int
    visits_before: int
    visits_after: int
    low: int  # 95 % range of the difference
    high: int
    arrow: str

    @property
    def difference(self) -> int:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """``like`` + ``mix`` + ``checklist`` = ``difference``, exactly."""

    title: str  # of the round before
    key: str
    starts_on: str  # ISO, or ""
    ends_on: str
    criteria: int | None  # so many in common; None: the checklist did not change
    sites: int  # visited in both rounds
    difference: int  # of the scores of record
    like: int
    mix: int
    checklist: int
    total: Change
    stages: tuple[Change, ...]
    places: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """``audits.statistics.Plan``, as it is stored."""

    spread: int
    is_own: bool
    fewest: int
    detectable: int | None
    better: str
    worse: str
    more: int | None


@dataclass(frozen=True, slots=True)
class Round:
    plan: Plan | None = None
    comparison: Comparison | None = None
    agreement: Agreement | None = None


def to_json(found: Round) -> dict[str, Any]:
    return asdict(found)


def from_json(data: Mapping[str, Any]) -> Round:
    plan, comparison = data.get("plan"), data.get("comparison")
    agreement = data.get("agreement")
    return Round(
        plan=Plan(**plan) if plan else None,
        comparison=_comparison(comparison) if comparison else None,
        agreement=agreement_from(agreement) if agreement else None,
    )


def _comparison(data: Mapping[str, Any]) -> Comparison:
    return Comparison(
        **{
            **data,
            "total": Change(**data["total"]),
            "stages": tuple(Change(**one) for one in data["stages"]),
            "places": tuple(Change(**one) for one in data["places"]),
        }
    )


def stored_round(audit: Audit) -> Round:
    """What is stored of the round. No query when ``round_figures`` was selected along."""
    try:
        return from_json(audit.round_figures.document)
    except RoundFigures.DoesNotExist:
        return Round()


def rounds(audit: Audit) -> list[Audit]:
    """The rounds of the client on the checklist of this audit that have figures, and this one; the
    earliest first. One query."""
    figures = ScoreCell.objects.filter(audit=OuterRef("pk"), scope=Scope.AUDIT)
    found = Audit.objects.filter(
        client=audit.client_id,
        checklist_version__checklist__versions=audit.checklist_version_id,
    ).annotate(has_figures=Exists(figures))
    return sorted((one for one in found if has_figures(one) or one.pk == audit.pk), key=_begins)


def has_figures(audit: Audit) -> bool:
    """Of an audit that ``rounds`` has found."""
    return bool(getattr(audit, "has_figures", False))


def _begins(audit: Audit) -> tuple[date, int]:
    return audit.starts_on or audit.created_at.date(), audit.pk


def expected_round(audit: Audit, before: Audit | None) -> Round:
    """What the figures of both rounds give. Two queries, four more when the checklist changed,
    three where two auditors made a double visit."""
    from audits.statistics import plan  # loads SciPy

    audits = [audit, before] if before else [audit]
    cells = _cells(audits)
    found = plan({key: of[TOTAL] for key, of in _sites(cells[audit.pk]).items() if TOTAL in of})
    return Round(
        plan=Plan(**asdict(found)) if found else None,
        comparison=_compared(before, audit, cells) if before else None,
        agreement=round_agreement(audit),
    )


def _cells(audits: Sequence[Audit]) -> dict[int, dict[Place, dict[Spot, Cell]]]:
    found: dict[int, dict[Place, dict[Spot, Cell]]] = {audit.pk: {} for audit in audits}
    rows = ScoreCell.objects.filter(audit__in=audits, nature=0).exclude(scope=Scope.REGION)
    for row in rows:
        place = found[row.audit_id].setdefault(Place(row.scope, row.place), {})
        place[Spot(row.stage, row.nature)] = cell_of(row)
    return found


def _sites(cells: Mapping[Place, PlaceCells]) -> dict[str, PlaceCells]:
    return {place.name: found for place, found in cells.items() if place.scope == Scope.SITE}


def _compared(
    before: Audit, audit: Audit, cells: Mapping[int, Mapping[Place, PlaceCells]]
) -> Comparison | None:
    from audits.statistics import arrows, step  # loads SciPy

    record = [cells[one.pk].get(WHOLE, {}).get(TOTAL) for one in (before, audit)]
    first, last = _sites(cells[before.pk]), _sites(cells[audit.pk])
    criteria = None
    if before.checklist_version_id != audit.checklist_version_id:
        codes = common_criteria(before, audit)
        criteria = len(codes)
        first, last = _rescored(before, audit, codes), _rescored(audit, audit, codes)
    totals = [_of(sites, TOTAL) for sites in (first, last)]
    if not all(totals) or not all(record):
        return None
    spots = [Spot(number, 0) for number in range(6)]
    steps = [step(_of(first, spot), _of(last, spot), spot) for spot in spots]
    both = sorted(totals[0].keys() & totals[1].keys())
    places = [step({key: totals[0][key]}, {key: totals[1][key]}, TOTAL) for key in both]
    parts = scoring.split(
        (_micro(record[0]), _micro(record[1])),
        {key: _micro(cell) for key, cell in totals[0].items()},
        {key: _micro(cell) for key, cell in totals[1].items()},
    )
    figures = _changes(["", *"12345"], steps, arrows(steps))
    return Comparison(
        title=before.title,
        key=before.key,
        starts_on=_iso(before.starts_on),
        ends_on=_iso(before.ends_on),
        criteria=criteria,
        sites=len(both),
        **asdict(parts),
        total=figures[0],
        stages=figures[1:],
        places=_changes(both, places, arrows(places)),
    )


def _changes(
    keys: Sequence[str], steps: Sequence[Step | None], signs: Sequence[str]
) -> tuple[Change, ...]:
    return tuple(
        Change(
            key=key,
            before=one.before,
            after=one.after,
            visits_before=one.visits_before,
            visits_after=one.visits_after,
            low=one.low,
            high=one.high,
            arrow=sign,
        )
        for key, one, sign in zip(keys, steps, signs, strict=True)
        if one is not None
    )


def _of(sites: Mapping[str, PlaceCells], spot: Spot) -> dict[str, Cell]:
    return {key: cells[spot] for key, cells in sites.items() if spot in cells}


def _micro(cell: Cell | None) -> int:
    return (cell.micro if cell else None) or 0


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def common_criteria(before: Audit, audit: Audit) -> frozenset[str]:
    """The codes that ask and score the same in both rounds. One query."""
    return common_codes({before.checklist_version_id, audit.checklist_version_id})


def common_codes(versions: Collection[int]) -> frozenset[str]:
    """The codes that ask and score the same in all these versions; of different checklists none.
    One query."""
    return same_codes(list(ChecklistVersion.objects.filter(pk__in=versions)))


def same_codes(versions: Sequence[ChecklistVersion]) -> frozenset[str]:
    """The same of versions that are read already."""
    if len({row.checklist_id for row in versions}) != 1:
        return frozenset()
    first, *others = (
        {one["code"]: {key: one.get(key) for key in SAME} for one in row.document["criteria"]}
        for row in versions
    )
    return frozenset(
        code for code, rule in first.items() if all(one.get(code) == rule for one in others)
    )


def all_codes(versions: Collection[int]) -> frozenset[str]:
    """Every code that any of these versions asks. One query."""
    documents = ChecklistVersion.objects.filter(pk__in=versions).values_list("document", flat=True)
    return frozenset(one["code"] for document in documents for one in document["criteria"])


def _rescored(of: Audit, by: Audit, codes: frozenset[str]) -> dict[str, PlaceCells]:
    """The cells of a round on some criteria, by another round's rules. Three queries."""
    scheme = scoring.restricted(scheme_for(by.checklist_version_id), codes)
    visits = Visit.objects.counted().filter(audit=of)
    answers = visit_answers(visits)
    by_site: dict[str, list[scoring.VisitFigures]] = {}
    for pk, site in visits.order_by("pk").values_list("pk", "site__key"):
        score = scoring.visit_score(scheme, answers.get(pk, {}))
        by_site.setdefault(site, []).append(scoring.visit_figures(scheme, score))
    return {site: scoring.site_cells(figures) for site, figures in by_site.items()}
