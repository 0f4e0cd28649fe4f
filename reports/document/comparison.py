"""The round before beside this one, as the report says it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from audits import scoring
from reports.document import data
from reports.document.basis import Basis

if TYPE_CHECKING:
    from audits.queries.comparison import Change


def of_rounds(basis: Basis) -> data.Comparison | None:
    """Said of a whole audit only: a site's own changes stand in ``places``."""
    found = basis.wishes.comparison
    if found is None or basis.wishes.scope != "audit":
        return None
    stages = {str(stage.order): stage for stage in basis.checklist.stages}
    names = {number: basis.words(stage.name) for number, stage in stages.items()}
    keys = {number: stage.key for number, stage in stages.items()}
    sites = {key: site.name for key, site in basis.sites.items()}
    return data.Comparison(
        previous=found.title,
        reference=found.key,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        criteria=found.criteria,
        sites=found.sites,
        total=_change(found.total, {}, {}),
        stages=tuple(_change(one, names, keys) for one in found.stages),
        places=tuple(_change(one, sites, {}) for one in found.places),
        **_parts(found.difference, found.like, found.checklist, found.mix),
    )


def _change(one: Change, names: Mapping[str, str], keys: Mapping[str, str]) -> data.Change:
    return data.Change(
        key=keys.get(one.key, one.key),
        name=names.get(one.key, one.key),
        before=scoring.shown(one.before) or "",
        after=scoring.shown(one.after) or "",
        visits_before=one.visits_before,
        visits_after=one.visits_after,
        difference=data.Measure(one.difference, _signed(one.difference)),
        low=_signed(one.low),
        high=_signed(one.high),
        arrow=one.arrow,
    )


def _parts(difference: int, like: int, checklist: int, mix: int) -> dict[str, data.Measure]:
    """The parts with one decimal each, so that they add up as printed too: the mix takes what
    rounding leaves."""
    tenth = scoring.UNIT // 10
    whole, same, other = (
        int(scoring.rounded(Fraction(part, tenth))) * tenth
        for part in (difference, like, checklist)
    )
    return {
        "difference": data.Measure(difference, _signed(whole, 1)),
        "like": data.Measure(like, _signed(same, 1)),
        "mix": data.Measure(mix, _signed(whole - same - other, 1)),
        "checklist": data.Measure(checklist, _signed(other, 1)),
    }


def _signed(micro: int, decimals: int = 0) -> str:
    """With an ASCII sign: +6, -3, 0."""
    value = scoring.rounded(Fraction(micro, scoring.UNIT), decimals)
    return f"{value:+f}" if value else f"{abs(value):f}"
