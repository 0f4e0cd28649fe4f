"""Sites in tiers instead of ranks."""

from __future__ import annotations

from collections.abc import Sequence

from audits.statistics.hierarchy import Hierarchy


def tiers(hierarchy: Hierarchy, sites: Sequence[int]) -> dict[int, int]:
    """The tier of each of these sites, 1 the best. A tier begins with a site that the first site
    of the tier before is surely better than; within a tier nobody is surely worse than its first.
    """
    means, surely = hierarchy.means(), hierarchy.surely(sites)
    order = sorted(range(len(sites)), key=lambda at: (-means[sites[at]], sites[at]))
    found: dict[int, int] = {}
    leader, tier = None, 0
    for at in order:
        if leader is None or surely[leader, at]:
            leader, tier = at, tier + 1
        found[sites[at]] = tier
    return found


def surely_better(hierarchy: Hierarchy, sites: Sequence[int]) -> dict[int, list[int]]:
    """For each of these sites those that it is better than, as surely as anything is said."""
    surely = hierarchy.surely(sites)
    return {
        site: [other for below, other in enumerate(sites) if surely[at, below]]
        for at, site in enumerate(sites)
    }
