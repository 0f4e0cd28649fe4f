"""The stored figures: what a visit gives to a cell, and what cells add up to.

A cell keeps a count, Σ micro and Σ (micro // 1000)² of its visits, so that one visit is taken
out or put in without reading the others, and a spread can be told from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from audits.scoring.arithmetic import half_up, mean
from audits.scoring.rules import Nature, Scheme
from audits.scoring.visit import VisitScore


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Which figure: a stage by its number (0: the total) and a nature (0: both)."""

    stage: int
    nature: int


@dataclass(frozen=True, slots=True)
class Cell:
    visits: int = 0
    total: int = 0  # Σ micro of the visits
    squares: int = 0  # Σ (micro // 1000)²
    micro: int | None = None  # of a site: mean of visits; of a region or audit: mean of sites

    def with_visit(self, micro: int) -> Cell:
        return self._moved(micro, 1)

    def without_visit(self, micro: int) -> Cell:
        return self._moved(micro, -1)

    def _moved(self, micro: int, sign: int) -> Cell:
        visits = self.visits + sign
        total = self.total + sign * micro
        return Cell(
            visits=visits,
            total=total,
            squares=self.squares + sign * (micro // 1000) ** 2,
            micro=half_up(total, visits) if visits else None,
        )


EMPTY = Cell()

# Figures of one visit, or cells of one place.
VisitFigures = Mapping[Spot, int | None]
PlaceCells = Mapping[Spot, Cell]


def visit_figures(scheme: Scheme, score: VisitScore) -> dict[Spot, int | None]:
    """The 18 figures of record of one visit: total and five stages, by three natures."""
    return dict(_figures(scheme, score))


def _figures(scheme: Scheme, score: VisitScore) -> Iterator[tuple[Spot, int | None]]:
    for number, stage in enumerate(["", *(key for key, _weight in scheme.stages)]):
        for nature in Nature:
            yield Spot(number, nature), score.micro(stage, nature)


def moved_cells(
    cells: PlaceCells, before: VisitFigures | None, after: VisitFigures | None
) -> dict[Spot, Cell]:
    """The cells of a site with one visit taken out and put in again; empty cells vanish."""
    moved = dict(cells)
    for spot, micro in (before or {}).items():
        if micro is not None:
            moved[spot] = moved[spot].without_visit(micro)
    for spot, micro in (after or {}).items():
        if micro is not None:
            moved[spot] = moved.get(spot, EMPTY).with_visit(micro)
    return {spot: cell for spot, cell in moved.items() if cell.visits}


def site_cells(visits: Iterable[VisitFigures]) -> dict[Spot, Cell]:
    cells: dict[Spot, Cell] = {}
    for figures in visits:
        cells = moved_cells(cells, None, figures)
    return cells


def merged_cells(sites: Iterable[PlaceCells]) -> dict[Spot, Cell]:
    """A region or the audit: counts and sums of its visits, but the mean of its sites."""
    found: defaultdict[Spot, list[Cell]] = defaultdict(list)
    for cells in sites:
        for spot, cell in cells.items():
            found[spot].append(cell)
    return {spot: _merged(cells) for spot, cells in found.items()}


def _merged(cells: list[Cell]) -> Cell:
    return Cell(
        visits=sum(cell.visits for cell in cells),
        total=sum(cell.total for cell in cells),
        squares=sum(cell.squares for cell in cells),
        micro=mean([cell.micro for cell in cells if cell.micro is not None]),
    )
