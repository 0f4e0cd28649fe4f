"""The processes of a browser: found by the profile on their command line and by their parents."""

import contextlib
import os
import signal
import time
from pathlib import Path

DEAD = ("Z", "X")


def look(entry):
    """Number, parent, state and words of a process; None when it has gone meanwhile."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
        words = (entry / "cmdline").read_text(errors="replace").split("\0")
        return int(entry.name), int(parent), state, words
    return None


def family(mark):
    """Those with the mark among their words, and all of their children."""
    found = [seen for entry in Path("/proc").glob("[0-9]*") if (seen := look(entry))]
    alive = [seen for seen in found if seen[2] not in DEAD]
    ours = {number for number, _parent, _state, words in alive if mark in words}
    while more := {seen[0] for seen in alive if seen[1] in ours} - ours:
        ours |= more
    return ours


def slay(find, seconds=20):
    """Kill what ``find`` tells, until nothing is left: those found once are looked after even
    when their parent has gone and nothing on their command line tells whose they are."""
    end, known = time.monotonic() + seconds, set()
    while time.monotonic() < end:
        known = {number for number in known | find() if is_alive(number)}
        for number in known:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        if not known:
            return
        time.sleep(0.02)
    raise AssertionError(f"these processes do not die: {known}")


def is_alive(number):
    seen = look(Path("/proc") / str(number))
    return seen is not None and seen[2] not in DEAD
