"""The ranges of an audit's figures: as they are stored, and as its cells give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from accounts.models import Site
from audits.models import Audit, Scope, ScoreCell
from audits.queries.recount import Difference
from audits.queries.scores import WHOLE, Cells, Place, scheme_for
from audits.scoring import Spot

if TYPE_CHECKING:
    from audits.statistics import Ranged

Ranges = Mapping[Place, Mapping[Spot, "Ranged"]]


def expected_ranges(audit: Audit, cells: Cells) -> Ranges:
    """The range of every figure, worked out from the cells of the sites. Two queries."""
    from audits.statistics import Goals, audit_ranges  # loads SciPy

    regions = dict(Site.objects.filter(client=audit.client_id).values_list("key", "region"))
    goals = Goals(scheme_for(audit.checklist_version_id).bands, audit.target)
    sites = {place.name: found for place, found in cells.items() if place.scope == Scope.SITE}
    found = audit_ranges(sites, regions, goals)
    return {
        WHOLE: found.whole,
        **{Place(Scope.REGION, name): ranges for name, ranges in found.regions.items()},
        **{Place(Scope.SITE, key): ranges for key, ranges in found.sites.items()},
    }


def range_of(row: ScoreCell) -> Ranged | None:
    """What is stored beside a figure; None where nothing is yet."""
    from audits.statistics import Ranged  # loads SciPy

    if row.low is None:
        return None
    return Ranged(**{field.name: getattr(row, field.name) for field in fields(Ranged)})


def stored_ranges(audit: Audit) -> Mapping[Place, Mapping[Spot, Ranged | None]]:
    """Every range of an audit as it is stored. One query."""
    found: defaultdict[Place, dict[Spot, Ranged | None]] = defaultdict(dict)
    for row in ScoreCell.objects.filter(audit=audit):
        found[Place(row.scope, row.place)][Spot(row.stage, row.nature)] = range_of(row)
    return found


def range_differences(audit: Audit, cells: Cells) -> list[Difference]:
    """Stored ranges that are not what the right cells give. Three queries."""
    expected = expected_ranges(audit, cells)
    return [
        Difference(
            f"{place.scope} {place.name}".strip()
            + f", stage {spot.stage}, nature {spot.nature}, range",
            None if stored is None else asdict(stored),
            asdict(expected[place][spot]),
        )
        for place, spots in stored_ranges(audit).items()
        for spot, stored in spots.items()
        if spot in expected.get(place, {}) and stored != expected[place][spot]
    ]
