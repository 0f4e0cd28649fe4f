"""Two rounds of visits: how much a figure changed, and whether that is more than chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import stdev

from audits.scoring import UNIT, Cell, Spot, may_show
from audits.statistics.comparing import holm, two_sided
from audits.statistics.figures import spread_of_cells
from audits.statistics.intervals import t_quantile
from audits.statistics.planning import detectable_difference, visits_needed
from audits.statistics.pooling import Spread

# So many sites of both rounds are compared pair by pair; of fewer, by the spread of visits.
PAIRED_FROM = 5
# An arrow stands when the adjusted p-value of its family is at most so much.
ARROW_AT = 0.10
STEP = 1000
# Nobody plans more visits than so many to a site: two sites that would need them are alike.
MOST_MORE = 60

Cells = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Step:
    """A difference, now − before, in micro points."""

    before: int
    after: int
    visits_before: int
    visits_after: int
    low: int  # 95 % range of the difference
    high: int
    p: float  # two-sided, of this figure alone

    @property
    def difference(self) -> int:
        return self.after - self.before


def step(before: Cells, after: Cells, spot: Spot) -> Step | None:
    """The change of one figure over sites: of those of both rounds, of all when there are none.

    None when one round has nothing. ``spot`` says whose spread is assumed while too few visits
    tell it.
    """
    both = [site for site in after if site in before]
    first = [before[site] for site in both] or list(before.values())
    last = [after[site] for site in both] or list(after.values())
    if not first or not last:
        return None
    known = spread_of_cells([*before.values(), *after.values()], spot)
    error, df = _paired(first, last) if len(both) >= PAIRED_FROM else (0.0, 0)
    if not error:
        error, df = _by_spread(first, last, known), known.df
    means = [sum(cell.micro or 0 for cell in cells) / len(cells) for cells in (first, last)]
    difference, half = (means[1] - means[0]) / UNIT, t_quantile(df) * error
    return Step(
        before=_half_up(means[0]),
        after=_half_up(means[1]),
        visits_before=sum(cell.visits for cell in first),
        visits_after=sum(cell.visits for cell in last),
        low=_micro(difference - half),
        high=_micro(difference + half),
        p=two_sided(difference / error, df) if error else 1.0,
    )


def _paired(before: Sequence[Cell], after: Sequence[Cell]) -> tuple[float, int]:
    """The standard error of the mean difference of pairs, in points, and its freedom."""
    apart = [
        ((last.micro or 0) - (first.micro or 0)) / UNIT
        for first, last in zip(before, after, strict=True)
    ]
    return stdev(apart) / sqrt(len(apart)), len(apart) - 1


def _by_spread(before: Sequence[Cell], after: Sequence[Cell], spread: Spread) -> float:
    parts = (sum(1 / cell.visits for cell in cells) / len(cells) ** 2 for cells in (before, after))
    return spread.sd * sqrt(sum(parts))


def arrows(steps: Iterable[Step | None]) -> list[str]:
    """“up” or “down” for each step of one family whose change is probable, else ""."""
    family = list(steps)
    places = [at for at, one in enumerate(family) if one is not None and _may(one)]
    adjusted = holm([one.p for at in places if (one := family[at])])
    found = [""] * len(family)
    for at, p in zip(places, adjusted, strict=True):
        one = family[at]
        if one is not None and p <= ARROW_AT:
            found[at] = "up" if one.difference > 0 else "down"
    return found


def _may(one: Step) -> bool:
    return may_show(min(one.visits_before, one.visits_after)).trend


def _half_up(micro: float) -> int:
    return int(micro + 0.5)


def _micro(points: float) -> int:
    return round(points * UNIT / STEP) * STEP


@dataclass(frozen=True, slots=True)
class Plan:
    """What the visits of a round can tell apart, and what the next round needs."""

    spread: int  # micro points: standard deviation of visits to one site
    is_own: bool  # measured in this round; else taken from elsewhere
    fewest: int  # visits to the least visited site
    detectable: int | None  # micro points by which two such sites must differ; None under two
    better: str = ""  # two sites that cannot be told apart yet
    worse: str = ""
    more: int | None = None  # so many more visits to each would do


def plan(sites: Cells) -> Plan | None:
    """From the total of each visited site; None with fewer than two."""
    if len(sites) < 2:
        return None
    spread = spread_of_cells(sites.values(), Spot(0, 0))
    sd = max(spread.sd, 1.0)
    fewest = min(cell.visits for cell in sites.values())
    least = detectable_difference(fewest, sd)
    found = Plan(_micro(sd), spread.is_own, fewest, None if least is None else _micro(least))
    best = max(sites, key=lambda site: sites[site].micro or 0)
    worst = min(sites, key=lambda site: sites[site].micro or 0)
    apart = ((sites[best].micro or 0) - (sites[worst].micro or 0)) / UNIT
    if apart < 1:
        return found
    more = ceil(visits_needed(apart, sd)) - min(sites[best].visits, sites[worst].visits)
    if not 0 < more <= MOST_MORE:
        return found
    return Plan(found.spread, found.is_own, fewest, found.detectable, best, worst, more)
