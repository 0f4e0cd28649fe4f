"""Run a benchmark on a throw-away SQLite file and on a throw-away PostgreSQL, one after the other.

Each run is a process of its own with an empty, migrated database that is gone afterwards. The
process is told by ``--here`` that the database is ready.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def on_both(module: str, work: Callable[[], None]) -> None:
    """Call ``work`` in this process if it has its database, else once for each database."""
    if "--here" in sys.argv:
        prepare()
        work()
        return
    folder = tempfile.mkdtemp(prefix="journeyaudit-benchmark-")
    try:
        here = [sys.executable, "-m", module, *sys.argv[1:], "--here"]
        run(here, folder, f"sqlite:///{folder}/benchmark.sqlite3")
        if has_postgresql():
            run([str(ROOT / ".ci" / "with-postgres"), *here], folder)
        else:
            print("postgresql: skipped, no server programmes in /usr/lib/postgresql")
    finally:
        shutil.rmtree(folder)


def run(command: list[str], folder: str, url: str = "") -> None:
    """One process; its files go to the folder."""
    environment = {**os.environ, "JOURNEYAUDIT_VAR": folder, "DATABASE_URL": url}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def has_postgresql() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def prepare() -> None:
    """Django with an empty database; never one that holds anything."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "journeyaudit.settings")
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    if connection.introspection.table_names():
        raise SystemExit("The database is not empty; a benchmark runs in a new one only.")
    call_command("migrate", verbosity=0)
    print(f"{connection.vendor}:", flush=True)
