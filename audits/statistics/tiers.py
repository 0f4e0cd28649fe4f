"""Sites in tiers instead of ranks."""

from __future__ import annotations

from collections.abc import Sequence

from audits.statistics.hierarchy import Hierarchy

# "Better" is said only when it is at least so probable. With exactly 0.9 the calls err in up to
# 8 % of cases while the spread is not yet known; see tests/audits/statistics/test_simulation.py.
SURE = 0.9


def tiers(hierarchy: Hierarchy, sites: Sequence[int]) -> dict[int, int]:
    """The tier of each of these sites, 1 the best. A tier begins with a site that the first site
    of the tier before is surely better than; within a tier nobody is surely worse than its first.
    """
    means = hierarchy.means()
    order = sorted(sites, key=lambda site: (-means[site], site))
    found: dict[int, int] = {}
    leader, tier = None, 0
    for site in order:
        if leader is None or hierarchy.better(leader, site) > SURE:
            leader, tier = site, tier + 1
        found[site] = tier
    return found


def surely_better(hierarchy: Hierarchy, site: int, others: Sequence[int]) -> list[int]:
    """The sites that this one is better than, as surely as anything is said."""
    return [other for other in others if other != site and hierarchy.better(site, other) > SURE]
