"""The range of every figure of an audit, from its cells: what is stored and printed.

Sites lend each other the spread of visits, figure by figure; regions and the audit are means of
the sites that were visited, so that only the visits are by chance. Whole numbers come out:
ranges in micro points (rounded to thousandths of a point), probabilities in thousandths.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from scipy import special

from audits.scoring import (
    FULL,
    UNIT,
    Cell,
    Nature,
    PlaceCells,
    Scheme,
    Spot,
    VisitFigures,
    VisitScore,
    band,
    may_show,
    reliability,
    site_cells,
    visit_figures,
)
from audits.statistics.hierarchy import Hierarchy
from audits.statistics.intervals import t_quantile
from audits.statistics.pooling import PRIOR_DF, PRIOR_SD, Spread, spread_of
from audits.statistics.tiers import tiers

# A stage rests on a fifth of the questions: five stages that move together a little (r = 0.3) and
# whose mean has the spread of a visit. Perceptions: the ratings of the same 808 visits.
PRIOR_SD_STAGE = 21.3
PRIOR_SD_PERCEPTION = 17.4
# From so many degrees of freedom on the client's own spread is believed.
OWN_FROM = 20
STEP = 1000


@dataclass(frozen=True, slots=True)
class Ranged:
    """What the visits behind one figure allow to be said about it."""

    low: int  # 95 % range, micro points
    high: int
    half: int  # half of it before it was cut at 0 and 100
    shrunk: int | None = None  # of a site: its mean, drawn towards the others'
    certainty: int | None = None  # thousandths: as good as its band says, or better
    reached: int | None = None  # thousandths: the target is reached
    tier: int | None = None  # of a site that may be compared: 1 the best


@dataclass(frozen=True, slots=True)
class Goals:
    """What figures are held against: the checklist's bands, and the audit's target."""

    bands: Sequence[tuple[str, int]]  # key and lowest points, best first
    target: int | None = None


PlaceRanges = Mapping[Spot, Ranged]


@dataclass(frozen=True, slots=True)
class AuditRanges:
    whole: PlaceRanges
    regions: Mapping[str, PlaceRanges]
    sites: Mapping[str, PlaceRanges]


def audit_ranges(
    sites: Mapping[str, PlaceCells], regions: Mapping[str, str], goals: Goals
) -> AuditRanges:
    """Every range of an audit from the cells of its sites; ``regions`` names each site's region."""
    spots = sorted({spot for cells in sites.values() for spot in cells})
    by_site: dict[str, dict[Spot, Ranged]] = {site: {} for site in sites}
    by_region: dict[str, dict[Spot, Ranged]] = {regions[s]: {} for s in sites if regions.get(s)}
    whole: dict[Spot, Ranged] = {}
    for spot in spots:
        cells = {site: found[spot] for site, found in sites.items() if spot in found}
        spread = spread_of_cells(cells.values(), spot)
        for site, ranged in _sites(cells, spread, goals, spot).items():
            by_site[site][spot] = ranged
        for region, members in _by_region(cells, regions).items():
            by_region[region][spot] = _mean_of(members, spread, goals)
        whole[spot] = _mean_of(list(cells.values()), spread, goals)
    return AuditRanges(whole, by_region, by_site)


def ranges_of_visits(
    scheme: Scheme,
    visits: Iterable[tuple[str, VisitScore]],
    regions: Mapping[str, str],
    target: int | None = None,
) -> AuditRanges:
    """The same from (site, score) of visits, for audits that no cells are kept of."""
    by_site: dict[str, list[VisitFigures]] = {}
    for site, score in visits:
        by_site.setdefault(site, []).append(visit_figures(scheme, score))
    cells = {site: site_cells(figures) for site, figures in by_site.items()}
    return audit_ranges(cells, regions, Goals(scheme.bands, target))


def prior_of(spot: Spot) -> Spread:
    """The spread of visits that is assumed until the client's own is known."""
    if spot.stage:
        return Spread(PRIOR_SD_STAGE, PRIOR_DF, is_own=False)
    is_felt = spot.nature == Nature.PERCEPTION
    return Spread(PRIOR_SD_PERCEPTION if is_felt else PRIOR_SD, PRIOR_DF, is_own=False)


def spread_of_cells(cells: Iterable[Cell], spot: Spot) -> Spread:
    """The spread of visits within places, in points."""
    found = list(cells)
    squares = sum(max(0.0, _squares(cell)) for cell in found)
    df = sum(cell.visits - 1 for cell in found)
    return spread_of(squares, df, prior=prior_of(spot), own_from=OWN_FROM)


def _squares(cell: Cell) -> float:
    """Σ (score − mean)² in points²; the cell keeps squares of thousandths."""
    return cell.squares / 1e6 - (cell.total / UNIT) ** 2 / cell.visits


def _sites(
    cells: Mapping[str, Cell], spread: Spread, goals: Goals, spot: Spot
) -> dict[str, Ranged]:
    """Facts and perceptions alone have a range; the rest is said of all criteria together."""
    if spot.nature != Nature.BOTH:
        return {
            site: _ranged(_points(cell), spread.half_width(cell.visits))
            for site, cell in cells.items()
        }
    found = list(cells.values())
    means = [_points(cell) for cell in found]
    hierarchy = Hierarchy(means, [cell.visits for cell in found], spread)
    order = {} if spot.stage else _tiers(found, hierarchy)
    limits = [_band_limit(cell.micro, goals) for cell in found]
    in_band = hierarchy.at_least([limit for limit, _is_lowest in limits])
    target = goals.target
    reached = None if target is None else hierarchy.at_least([target] * len(found))
    return {
        site: _ranged(
            means[index],
            spread.half_width(cell.visits),
            shrunk=_micro(shrunk),
            certainty=_certainty(in_band[index], limits[index]),
            reached=None if reached is None else _thousandths(reached[index]),
            tier=order.get(index),
        )
        for index, ((site, cell), shrunk) in enumerate(
            zip(cells.items(), hierarchy.means(), strict=True)
        )
    }


def _by_region(cells: Mapping[str, Cell], regions: Mapping[str, str]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for site, cell in cells.items():
        if region := regions.get(site):
            found.setdefault(region, []).append(cell)
    return found


def _tiers(cells: Sequence[Cell], hierarchy: Hierarchy) -> dict[int, int]:
    """Tiers of the sites that have visits enough; none when only one has."""
    icc = hierarchy.correlation
    able = [
        index
        for index, cell in enumerate(cells)
        if may_show(cell.visits, reliability(cell.visits, icc)).rank
    ]
    return tiers(hierarchy, able) if len(able) > 1 else {}


def _mean_of(cells: Sequence[Cell], spread: Spread, goals: Goals) -> Ranged:
    """The mean of the means of these sites: their visits vary, the sites are the sites."""
    mean = sum(map(_points, cells)) / len(cells)
    error = spread.sd * sqrt(sum(1 / cell.visits for cell in cells)) / len(cells)

    def at_least(points: float) -> float:
        return float(special.stdtr(spread.df, (mean - points) / error)) if error else 1.0

    limit = _band_limit(round(mean * UNIT), goals)
    return _ranged(
        mean,
        t_quantile(spread.df) * error,
        certainty=_certainty(at_least(limit[0]), limit),
        reached=None if goals.target is None else _thousandths(at_least(goals.target)),
    )


def _ranged(mean: float, half: float, **more: int | None) -> Ranged:
    low, high = _micro(mean - half), _micro(mean + half)
    return Ranged(max(0, low), min(FULL, high), _micro(half), **more)


def _band_limit(micro: int | None, goals: Goals) -> tuple[float, bool]:
    """The lowest points of a score's band; of the lowest band, those of the next."""
    limits = dict(goals.bands)
    key = band(micro, goals.bands)
    if key is None or len(limits) < 2:
        return 0, False
    is_lowest = key == goals.bands[-1][0]
    return (goals.bands[-2][1], True) if is_lowest else (limits[key], False)


def _certainty(at_least: float, limit: tuple[float, bool]) -> int:
    """How certain the band is: as good or better; of the lowest, that it is no better."""
    return _thousandths(1 - at_least if limit[1] else at_least)


def _thousandths(probability: float) -> int:
    return round(1000 * probability)


def _points(cell: Cell) -> float:
    return (cell.micro or 0) / UNIT


def _micro(points: float) -> int:
    return round(points * UNIT / STEP) * STEP
