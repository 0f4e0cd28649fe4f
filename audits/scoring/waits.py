"""The time between the stages of one visit, from what was observed in each. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """From the first observation of a stage to its last."""

    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Wait:
    """From the end of a stage to the beginning of the next, by their numbers."""

    before: int
    after: int
    time: timedelta


def spans(moments: Iterable[tuple[int, datetime | None]]) -> dict[int, Span]:
    """Each stage from its moments; a stage without any is not known."""
    found: dict[int, Span] = {}
    for stage, moment in moments:
        if moment is None:
            continue
        known = found.get(stage, Span(moment, moment))
        found[stage] = Span(min(known.begin, moment), max(known.end, moment))
    return found


def waits(known: Mapping[int, Span]) -> tuple[Wait, ...]:
    """Between stages that follow each other, where both are known and do not overlap."""
    return tuple(
        Wait(stage, stage + 1, known[stage + 1].begin - known[stage].end)
        for stage in sorted(known)
        if stage + 1 in known and known[stage + 1].begin >= known[stage].end
    )
