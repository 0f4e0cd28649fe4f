"""Time two things in turns, so that a busy machine slows both, and print their ratio."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    name: str
    seconds: float
    floor: float

    @property
    def ratio(self) -> float:
        return self.seconds / self.floor

    def __str__(self) -> str:
        times = f"{self.seconds * 1e3:10.3f} ms over {self.floor * 1e3:10.3f} ms"
        return f"{self.name:58} {times} = {self.ratio:6.2f} ×"


def compare(
    name: str, work: Callable[[], object], floor: Callable[[], object], *, rounds: int = 5
) -> Timing:
    """The best of some rounds of each, taken in turns; the first round of each only warms up."""
    work()
    floor()
    times: dict[Callable[[], object], list[float]] = {work: [], floor: []}
    for _ in range(rounds):
        for one in (floor, work):
            gc.collect()
            start = time.perf_counter()
            one()
            times[one].append(time.perf_counter() - start)
    return Timing(name, min(times[work]), min(times[floor]))


def report(timing: Timing, aim: float | None = None) -> Timing:
    """Print one line, with the aim where there is one."""
    verdict = (
        "" if aim is None else f"  (aim ≤ {aim:g} ×{'' if timing.ratio <= aim else ', MISSED'})"
    )
    print(f"{timing}{verdict}", flush=True)
    return timing


def many(work: Callable[[], object], times: int) -> Callable[[], None]:
    """Something too short for the clock, several times over."""

    def repeated() -> None:
        for _ in range(times):
            work()

    return repeated
