"""Sites side by side: their figures, their tiers, and what it takes to tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from audits import scoring
from audits.scoring import Spot
from reports.document import data
from reports.document.basis import Basis

TOTAL = Spot(0, 0)
# So many sites are held against each other one by one; of more, tiers say enough.
MOST_PAIRS = 60


def all_sites(basis: Basis) -> tuple[data.Site, ...]:
    better = _better(basis)
    return tuple(_site(basis, key, better.get(key, ())) for key in basis.sites)


def _site(basis: Basis, key: str, better: tuple[str, ...]) -> data.Site:
    """A site of the audit; one that nobody visited has no figures."""
    site = basis.sites[key]
    labels = tuple(label for label, visit in basis.visits.items() if visit.site == key)
    figures = basis.scores.sites.get(key)
    if figures is None:
        nothing = data.Score()
        total = data.Scores(nothing, nothing, nothing)
        by_stage = tuple(nothing for _stage in basis.checklist.stages)
        return data.Site(key, site.name, site.region, total, by_stage, labels)
    ranges = basis.ranges.sites[key]
    total = basis.reader.figures(figures.total, 0, ranges)
    by_stage = tuple(
        basis.reader.figure(figures.stages[stage.key].both, ranges.get(Spot(stage.order, 0)))
        for stage in basis.checklist.stages
    )
    tier = ranges[TOTAL].tier if TOTAL in ranges else None
    return data.Site(key, site.name, site.region, total, by_stage, labels, tier, better)


def _tiered(basis: Basis) -> list[str]:
    """The sites that may be compared, the best first."""
    known = {
        key: ranged
        for key, ranges in basis.ranges.sites.items()
        if (ranged := ranges.get(TOTAL)) and ranged.tier is not None
    }
    return sorted(known, key=lambda key: -(known[key].shrunk or 0))


def _better(basis: Basis) -> dict[str, tuple[str, ...]]:
    """The sites that each is surely better than."""
    from audits.statistics import surely_better  # loads SciPy

    keys = _tiered(basis)[:MOST_PAIRS]
    if len(keys) < 2:
        return {}
    order = [key for key in basis.ranges.sites if TOTAL in basis.ranges.sites[key]]
    hierarchy = basis.hierarchy(order)
    places = [order.index(key) for key in keys]
    return {
        order[place]: tuple(order[worse] for worse in surely_better(hierarchy, place, places))
        for place in places
    }


def planner(basis: Basis) -> data.Planner | None:
    """What the next round needs; None with fewer than two visited sites."""
    from audits.statistics import detectable_difference  # loads SciPy

    counts = {key: _visits(basis, key) for key in basis.scores.sites}
    counts = {key: visits for key, visits in counts.items() if visits}
    if len(counts) < 2:
        return None
    spread, is_own = basis.spread()
    fewest = min(counts.values())
    points = detectable_difference(fewest, spread)
    better, worse, more = _next_pair(basis, list(counts), spread)
    return data.Planner(
        spread=scoring.shown(round(spread * scoring.UNIT), 1) or "",
        is_own=is_own,
        fewest=fewest,
        detectable="" if points is None else str(ceil(points)),
        better=basis.sites[better].name if better else "",
        worse=basis.sites[worse].name if worse else "",
        more=more,
    )


def _visits(basis: Basis, key: str) -> int:
    return basis.scores.sites[key].total.both.visits


def _next_pair(basis: Basis, keys: Sequence[str], spread: float) -> tuple[str, str, int | None]:
    """The best and the poorest site, when they cannot be told apart yet and visits would do it."""
    from audits.statistics import visits_needed  # loads SciPy

    micro = {key: basis.scores.sites[key].total.both.micro or 0 for key in keys}
    best, worst = max(keys, key=lambda key: micro[key]), min(keys, key=lambda key: micro[key])
    difference = (micro[best] - micro[worst]) / scoring.UNIT
    if difference < 1:
        return "", "", None
    needed = ceil(visits_needed(difference, spread))
    more = needed - min(_visits(basis, best), _visits(basis, worst))
    return (best, worst, more) if more > 0 else ("", "", None)
