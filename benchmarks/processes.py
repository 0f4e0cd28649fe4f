"""What whole processes cost: processor time of the command and of everything that it started.

A busy machine makes everybody wait, but hardly makes anybody compute more: processor time is what
can be compared. A browser leaves children behind when it ends; as their reaper we wait for them
too, and their time is counted (``prctl(2)``, PR_SET_CHILD_SUBREAPER).
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.databases import ROOT

REAPER = 36
PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Cost:
    cpu: float
    wall: float

    def least(self, other: Cost) -> Cost:
        return Cost(min(self.cpu, other.cpu), min(self.wall, other.wall))


@dataclass(frozen=True, slots=True)
class Command:
    words: Sequence[object]
    environment: Mapping[str, str] | None = None

    def run(self) -> Cost:
        """Processor time with all descendants, and seconds until the command itself was done."""
        ctypes.CDLL(None).prctl(REAPER, 1)
        before, start = _children(), time.perf_counter()
        subprocess.run(
            [str(word) for word in self.words],
            cwd=ROOT,
            env=_compiled(self.environment or os.environ),
            check=True,
            capture_output=True,
        )
        wall = time.perf_counter() - start
        _reap()
        return Cost(_children() - before, wall)


def _compiled(environment: Mapping[str, str]) -> dict[str, str]:
    """An installation keeps its modules compiled, whatever who measures is used to."""
    return {name: text for name, text in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _reap() -> None:
    """Wait for what the command left behind."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            pid, _status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            time.sleep(0.02)


def best(commands: Mapping[str, Command], rounds: int) -> dict[str, Cost]:
    """The least of some rounds of each, in turns; the first round only warms up."""
    for command in commands.values():
        command.run()
    costs: dict[str, Cost] = {}
    for _round in range(rounds):
        for name, command in commands.items():
            cost = command.run()
            costs[name] = cost.least(costs.get(name, cost))
    return costs


def tell(name: str, ours: float, theirs: float, aim: str) -> None:
    ratio = ours / theirs
    print(f"{name:50} {ours:6.2f} s over {theirs:6.2f} s = {ratio:5.2f} ×  ({aim})", flush=True)
