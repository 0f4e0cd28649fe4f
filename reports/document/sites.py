"""Sites side by side: their figures, their tiers, and what it takes to tell them apart."""

from __future__ import annotations

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
        order[place]: tuple(order[worse] for worse in below)
        for place, below in surely_better(hierarchy, places).items()
    }


def planner(basis: Basis) -> data.Planner | None:
    """What the next round needs; None with fewer than two visited sites."""
    from audits.statistics import plan  # loads SciPy

    found = plan(basis.site_totals())
    if found is None:
        return None
    return data.Planner(
        spread=scoring.shown(found.spread, 1) or "",
        is_own=found.is_own,
        fewest=found.fewest,
        detectable=scoring.shown(found.detectable) or "",
        better=basis.sites[found.better].name if found.better else "",
        worse=basis.sites[found.worse].name if found.worse else "",
        more=found.more,
    )
