"""The round before and this one: a difference taken apart exactly, in micro points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from audits.scoring.arithmetic import mean
from audits.scoring.rules import Scheme

Totals = Mapping[str, int]  # micro points by site


@dataclass(frozen=True, slots=True)
class Split:
    """``like`` + ``mix`` + ``checklist`` = ``difference``, to the last micro point."""

    difference: int  # of the scores of record
    like: int  # of the sites of both rounds, on the criteria in common
    mix: int  # sites that came or went
    checklist: int  # criteria that came or went


def split(record: tuple[int, int], before: Totals, after: Totals) -> Split:
    """From the scores of record of both rounds, and the totals of their sites on the criteria in
    common. One site at least on either side."""
    difference = record[1] - record[0]
    comparable = _mean(after) - _mean(before)
    both = [site for site in after if site in before]
    like = 0
    if both:
        like = _mean({site: after[site] for site in both})
        like -= _mean({site: before[site] for site in both})
    return Split(difference, like, comparable - like, difference - comparable)


def _mean(totals: Totals) -> int:
    return mean(list(totals.values())) or 0


def restricted(scheme: Scheme, codes: frozenset[str]) -> Scheme:
    """The same rules over some of the criteria only: what two checklists have in common."""
    kept = tuple(rule for rule in scheme.criteria if rule.code in codes)
    return replace(scheme, criteria=kept)
