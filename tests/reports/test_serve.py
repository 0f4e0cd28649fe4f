"""The real processes: gunicorn, the worker and the one that looks after both."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.models import User
from reports.management.demo.people import PASSWORD, PEOPLE, sign_ins


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Installation:
    """A folder with its own database, and manage.py for it."""

    def __init__(self, folder):
        self.folder = folder
        self.output = folder / "output"
        self.port = free_port()
        self.environment = {
            "PATH": os.environ["PATH"],
            "JOURNEYAUDIT_VAR": str(folder / "var"),
            "JOURNEYAUDIT_BASE_URL": f"http://localhost:{self.port}",
        }
        (folder / "var" / "static").mkdir(parents=True)

    def command(self, *words):
        command = [sys.executable, settings.BASE_DIR / "manage.py", *words]
        return {"args": command, "env": self.environment, "cwd": settings.BASE_DIR}

    def manage(self, *words):
        subprocess.run(**self.command(*words), check=True)

    def serve(self):
        with self.output.open("w") as output:
            return subprocess.Popen(**self.command("serve"), stdout=output)


@pytest.fixture
def installation(tmp_path):
    made = Installation(tmp_path)
    made.manage("migrate", "--verbosity", "0")
    return made


def wait_for(happened, seconds=30):
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def children(process):
    """The command lines of a process's children, by process id."""
    pids = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return {int(pid): Path(f"/proc/{pid}/cmdline").read_text() for pid in pids}


def worker_of(server):
    return next((pid for pid, line in children(server).items() if "db_worker" in line), None)


def enqueue(installation):
    code = f"from tests.slow_task import linger; linger.enqueue({str(installation.folder)!r})"
    installation.manage("shell", "-v0", "-c", code)


def test_task_of_a_killed_worker_is_done_by_the_next(installation):
    enqueue(installation)
    server = installation.serve()
    wait_for((installation.folder / "begun-1").exists)
    first = worker_of(server)
    os.kill(first, signal.SIGKILL)
    wait_for((installation.folder / "done").exists)
    assert worker_of(server) not in (first, None)
    server.send_signal(signal.SIGINT)
    assert server.wait(30) == 0


def test_serve_answers_and_ends_both_on_sigterm(installation):
    server = installation.serve()
    wait_for(lambda: f"http://localhost:{installation.port}" in installation.output.read_text())
    with urlopen(f"http://127.0.0.1:{installation.port}/healthz") as answer:
        assert answer.read() == b"ok\n"
    started = children(server)
    assert len(started) == 2
    server.terminate()
    assert server.wait(30) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in started)


def test_taken_port_is_one_line(db):
    with socket.create_server(("127.0.0.1", 0)) as server:
        bind = f"127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(CommandError, match=f"{bind} cannot be used .*JOURNEYAUDIT_BASE_URL"):
            call_command("serve", f"--bind={bind}")


def test_sign_ins_are_those_that_work(db):
    auditor, editor, *_ = PEOPLE
    User.objects.create_user(auditor.email, PASSWORD)
    User.objects.create_user(editor.email, "another-password")
    assert sign_ins() == [auditor]
