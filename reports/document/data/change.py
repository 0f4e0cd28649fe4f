"""The round before, beside this one."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.data.scores import Measure


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in the round before and now. An arrow only when the change is probable."""

    key: str  # of the stage or site; "" of the total
    name: str
    before: str  # shown
    after: str
    visits_before: int
    visits_after: int
    difference: Measure  # signed
    low: str = ""  # 95 % range of the difference, signed
    high: str = ""
    arrow: str = ""  # up, down, or "": cannot be told from chance


@dataclass(frozen=True, slots=True)
class Comparison:
    """Against the round before: same client, same checklist. ``like`` + ``mix`` + ``checklist``
    are the difference of the total, exactly."""

    previous: str  # title of that round
    reference: str  # its key
    starts_on: str
    ends_on: str
    criteria: int | None  # so many in common are compared; None: the checklist did not change
    sites: int  # visited in both rounds
    total: Change
    stages: tuple[Change, ...]
    places: tuple[Change, ...]  # the sites of both rounds
    difference: Measure  # of the scores of record
    like: Measure  # the sites of both rounds, on the criteria in common
    mix: Measure  # sites that came or went
    checklist: Measure  # criteria that came or went
