"""One process that keeps the web server and the worker of background tasks alive, and ends both.

The two are processes of their own: what takes the worker down (a report that eats all memory)
leaves the pages up. The web server looks after its own processes; when it ends, all ends.
"""

import ctypes
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError, connection

from reports.management.commands.requeue_tasks import requeue_tasks

TICK = 0.2
REQUEUE_EVERY = 30.0
LONGEST_PAUSE = 30.0
# A worker that lived as long as this is started again at once, one that did not after a pause.
STEADY = 60.0
PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """In the child: should this supervisor be killed, the kernel ends the child too."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own, so that Ctrl+C reaches it once and through us."""
    return subprocess.Popen(  # noqa: S603  # our own interpreter and modules
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        start_new_session=True,
        preexec_fn=end_with_parent,  # noqa: PLW1509  # no thread runs here
    )


def address(bind: str) -> tuple[str, int]:
    host, _, port = bind.rpartition(":")
    return host.strip("[]") or "127.0.0.1", int(port)


def answers(bind: str) -> bool:
    try:
        socket.create_connection(address(bind), timeout=1).close()
    except OSError:
        return False
    return True


def web_command(bind: str, processes: int) -> list[str]:
    command = ["-m", "gunicorn", "journeyaudit.wsgi", "--bind", bind, "--worker-class", "gthread"]
    command += ["--workers", str(processes), "--threads", "4", "--timeout", "60"]
    command += ["--log-level", "warning", "--no-control-socket"]
    return [*command, "--reload"] if settings.DEBUG else command


def worker_command(worker_id: str) -> list[str]:
    command = ["manage.py", "db_worker", "--queue-name", "*", "--worker-id", worker_id]
    return [*command, "--no-reload", "--no-startup-delay"]


@dataclass
class Supervisor:
    """``run`` returns the exit status for the shell."""

    bind: str
    processes: int
    say: Callable[[str], Any]
    greet: Callable[[], Any]
    has_greeted: bool = field(default=False, init=False)
    signals: int = field(default=0, init=False)
    quick_deaths: int = field(default=0, init=False)
    start_worker_at: float = field(default=0.0, init=False)
    requeue_at: float = field(default=0.0, init=False)
    worker_started_at: float = field(default=0.0, init=False)
    worker_id: str = field(default="", init=False)
    worker: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.note_signal)
        web = start(web_command(self.bind, self.processes))
        try:
            while not self.signals and web.poll() is None:
                self.look_after_worker()
                self.look_after_queue()
                self.greet_when_ready()
                time.sleep(TICK)
        finally:
            self.end(web)
        return 0 if self.signals else web.returncode or 1

    def greet_when_ready(self) -> None:
        if not self.has_greeted and answers(self.bind):
            self.has_greeted = True
            self.greet()

    def note_signal(self, number: int, frame: Any) -> None:
        self.signals += 1

    def look_after_worker(self) -> None:
        now = time.monotonic()
        if self.worker is not None and self.worker.poll() is not None:
            is_quick = now - self.worker_started_at < STEADY
            self.quick_deaths = self.quick_deaths + 1 if is_quick else 0
            pause = min(LONGEST_PAUSE, 2.0**self.quick_deaths - 1)
            self.say(f"The worker ended ({self.worker.returncode}); starting another.")
            self.start_worker_at, self.worker = now + pause, None
            self.requeue(dead_worker=self.worker_id)
        if self.worker is None and now >= self.start_worker_at:
            self.worker_id = uuid4().hex
            self.worker_started_at = now
            self.worker = start(worker_command(self.worker_id))

    def look_after_queue(self) -> None:
        if time.monotonic() >= self.requeue_at:
            self.requeue_at = time.monotonic() + REQUEUE_EVERY
            self.requeue()

    def requeue(self, dead_worker: str = "") -> None:
        try:
            requeue_tasks(lease=timedelta(seconds=settings.TASK_LEASE), dead_worker=dead_worker)
        except DatabaseError as fault:
            self.say(f"The queue could not be looked after, trying again soon: {fault}")
        finally:
            connection.close()

    def end(self, web: subprocess.Popen[bytes]) -> None:
        """Ask both to finish what they do; whoever asks us a second time does not wait for it."""
        children = [child for child in (web, self.worker) if child is not None]
        for child in children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + settings.PDF_SECONDS + 10
        while any(child.poll() is None for child in children):
            if self.signals > 1 or time.monotonic() > deadline:
                for child in children:
                    child.kill()
            time.sleep(TICK)
        if self.worker is not None and self.worker.returncode:
            self.requeue(dead_worker=self.worker_id)
