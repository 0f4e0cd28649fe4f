"""How fresh an answer was when it was written down: the recall guard (docs/scoring.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction


class Recall(StrEnum):
    """Time from the observation to the note of it."""

    AT_ONCE = "at_once"
    HOUR = "hour"
    DAY = "day"
    LATER = "later"


# A grade holds below its limit; at once takes five minutes, the time to sit down and write.
LIMITS = (
    (timedelta(minutes=5), Recall.AT_ONCE),
    (timedelta(hours=1), Recall.HOUR),
    (timedelta(hours=24), Recall.DAY),
)
# From an hour on, memory gives way: facts that decide ask for a proof.
LATE = (Recall.DAY, Recall.LATER)


def recall_of(observed: datetime, entered: datetime) -> Recall:
    """The grade of one answer. What was entered before it was seen is a clock's fault: at once."""
    delay = entered - observed
    return next((grade for limit, grade in LIMITS if delay < limit), Recall.LATER)


def seen_at(
    entered: datetime, *, observed: datetime | None, ended: datetime | None, on_site: bool
) -> datetime:
    """When an answer was seen: as stamped; else, for what only the visit shows, by its end at the
    latest; else when it was entered."""
    found = [entered]
    if observed is not None:
        found.append(observed)
    if on_site and ended is not None:
        found.append(ended)
    return min(found)


@dataclass(frozen=True, slots=True)
class RecallShares:
    """How many answers there are of each grade."""

    at_once: int = 0
    hour: int = 0
    day: int = 0
    later: int = 0

    @classmethod
    def of(cls, grades: Iterable[Recall]) -> RecallShares:
        counts = Counter(grades)
        return cls(**{grade.value: counts[grade] for grade in Recall})

    @property
    def all(self) -> int:
        return self.at_once + self.hour + self.day + self.later

    @property
    def on_the_spot(self) -> Fraction | None:
        """The share written down at once; None when there is no answer."""
        return Fraction(self.at_once, self.all) if self.all else None
