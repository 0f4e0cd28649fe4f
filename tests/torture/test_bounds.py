"""No wait of the torture is for ever: tried on processes that do not end by themselves."""

import subprocess
import sys
import time

import pytest

from tests.torture.house import Office, bounded
from tests.torture.processes import family, is_alive, slay

SLEEP = "import time; time.sleep(600)"
# A parent with a mark, and a child that has none and outlives it.
NEST = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEP!r}])"


def test_a_child_without_the_mark_dies_with_its_parent():
    mark = f"--mark={time.monotonic_ns()}"
    with subprocess.Popen([sys.executable, "-c", NEST, mark]) as parent:
        while len(family(mark)) < 2 and parent.poll() is None:
            time.sleep(0.05)
        numbers = family(mark)
        slay(lambda: family(mark))
    assert len(numbers) == 2
    assert not [number for number in numbers if is_alive(number)]


class Silent:
    """A house whose office never answers."""

    def spawn(self, *_words, **more):
        return subprocess.Popen([sys.executable, "-c", SLEEP], **more)


def test_an_office_that_never_answers_is_ended(monkeypatch):
    monkeypatch.setattr("tests.torture.house.PATIENCE", 0.5)
    office = Office(Silent())
    with pytest.raises(AssertionError, match="the office failed at state"):
        office.state(pk=1)
    office.close()


def test_what_ends_in_time_is_left_alone():
    ended = []
    with bounded(0.3, lambda: ended.append(1)):
        pass
    time.sleep(0.4)
    assert ended == []
