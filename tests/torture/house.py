"""The server and the office, both processes of their own: killed and started at will."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FOLDER = "torture"
PATIENCE = 60  # seconds for one order of the office, for one call of a browser


@contextlib.contextmanager
def bounded(seconds, end):
    """What takes longer is ended by ``end``, from beside: a call that waits for ever then fails."""
    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    """One gunicorn on a port of its own; ``faults`` tells it what to do to requests."""

    def __init__(self, folder):
        self.folder, self.port, self.process = folder, free_port(), None
        self.url = f"http://localhost:{self.port}"
        self.file = folder / "faults.json"
        self.log = (folder / "server.log").open("ab")
        self.environment = {
            **os.environ,
            "JOURNEYAUDIT_VAR": str(folder / "var"),
            "JOURNEYAUDIT_DEBUG": "1",
            "JOURNEYAUDIT_BASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "journeyaudit.settings",
            "TORTURE_FAULTS": str(self.file),
            "PYTHONPATH": str(ROOT),
        }

    def spawn(self, *words, **more):
        return subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=self.environment, stderr=self.log, **more
        )

    def start(self):
        words = ["-m", "gunicorn", "tests.torture.wsgi:application", "--worker-class", "gthread"]
        words += ["--bind", f"127.0.0.1:{self.port}", "--threads", "8", "--timeout", "60"]
        self.process = self.spawn(*words, stdout=self.log, start_new_session=True)
        for _try in range(300):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            time.sleep(0.1)
        raise AssertionError("the server did not start, see " + self.log.name)

    def kill(self):
        """At once and whole, as when the power goes."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)
            self.process = None

    def faults(self, **chances):
        new = self.file.with_suffix(".new")
        new.write_text(json.dumps(chances))
        new.replace(self.file)


class Office:
    """Makes visits and tells what arrived: ``office.visit()``, ``office.state(pk=1)`` …"""

    def __init__(self, house):
        self.house, self.process = house, None

    def __getattr__(self, deed):
        def order(**words):
            if self.process is None or self.process.poll() is not None:
                self.process = self.house.spawn(
                    *("-m", "tests.torture.office"),
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                )  # fmt: skip
            with bounded(PATIENCE, self.process.kill):
                self.process.stdin.write(json.dumps({"deed": deed, **words}) + "\n")
                self.process.stdin.flush()
                line = self.process.stdout.readline()
            assert line, f"the office failed at {deed}, or took more than {PATIENCE} seconds"
            return json.loads(line)

        return order

    def close(self):
        if self.process:
            with bounded(PATIENCE, self.process.kill), self.process:
                self.process.stdin.close()
