"""Importing a bundle against the least that could be done with it, on both databases.

The floor parses the same bytes with ``json.loads`` and stores the same answers with one bare
``bulk_create``: no checks, no visits, no scores. ``python -m benchmarks.import_audit``

``--large MEGABYTES`` instead reads a file of that size and prints time and memory against
``json.load``, each in a process of its own.
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from benchmarks.clock import compare, report
from benchmarks.databases import ROOT, on_both
from benchmarks.rows import STAGES, checklist_document

VISITS, CRITERIA = 1_311, 40
START = datetime(2026, 9, 1, 9, 0, tzinfo=timezone(timedelta(hours=3)))


def bundle_document(visits: int, criteria: int = CRITERIA) -> dict[str, object]:
    """A bundle in which every third answer has a comment and its time, as auditors write."""
    return {
        "format": "journeyaudit/audit/1",
        "client": {"key": "benchmark", "name": "Benchmark Oy", "language": "fi"},
        "audit": {"key": "imported", "title": "Benchmark"},
        "sites": [
            {"key": f"s{n}", "name": f"Site {n}", "region": f"Region {n % 10}"} for n in range(200)
        ],
        "checklist": checklist_document(criteria),
        "visits": [visit_document(number, criteria) for number in range(visits)],
    }


def visit_document(number: int, criteria: int) -> dict[str, object]:
    start = START + timedelta(minutes=number)
    return {
        "key": f"v{number}",
        "site": f"s{number % 200}",
        "auditor": f"a{number % 11}",
        "started_at": start.isoformat(),
        "ended_at": (start + timedelta(minutes=40)).isoformat(),
        "answers": {f"C{n}": answer(number, n, start) for n in range(criteria)},
        "expectations": dict.fromkeys(STAGES, 3),
        "experiences": {stage: {"SC-EXP": 2, "SC-EMO": -1} for stage in STAGES},
        "closing": {"VC-NPS": number % 11},
    }


def answer(visit: int, criterion: int, start: datetime) -> object:
    value = (visit * 7919 + criterion * 104729) % 101
    if criterion % 3:
        return value
    moment = (start + timedelta(seconds=30 * criterion)).isoformat()
    return {"value": value, "comment": "Palvelija 1 tervehti heti.", "observed_at": moment}


def as_bytes(key: str) -> bytes:
    document = bundle_document(VISITS)
    document["audit"] = {"key": key, "title": "Benchmark"}
    return json.dumps(document, ensure_ascii=False).encode()


def main() -> None:
    from django.db import transaction

    from audits.actions.bundle import import_bundle
    from audits.bundle import read_bundle
    from audits.models import Answer

    def store(data: bytes) -> object:
        return import_bundle(read_bundle(io.BytesIO(data))).audit

    new, same, bare = as_bytes("new"), as_bytes("same"), as_bytes("bare")
    print(f"  {VISITS} visits, {VISITS * CRITERIA} answers, {len(new) / 1e6:.1f} MB")
    store(same)
    answers = Answer.objects.filter(visit__audit=store(bare))
    rows = list(answers.order_by("pk"))
    answers.delete()

    def import_new() -> None:
        with transaction.atomic():
            store(new)
            transaction.set_rollback(True)

    def floor() -> None:
        json.loads(bare)
        with transaction.atomic():
            for row in rows:
                row.pk = None
            Answer.objects.bulk_create(rows, batch_size=2000)
            transaction.set_rollback(True)

    report(compare("  a new audit over json.loads and bulk_create", import_new, floor, rounds=3))
    report(
        compare(
            "  the same again over json.loads and bulk_create", lambda: store(same), floor, rounds=3
        )
    )


def large(megabytes: int) -> None:
    """Time and memory of reading a large file, over ``json.load``."""
    one = len(json.dumps(visit_document(0, CRITERIA), ensure_ascii=False).encode()) + 2
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.json"
        document = bundle_document(megabytes * 1_000_000 // one)
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        print(f"  {path.stat().st_size / 1e6:.0f} MB")
        floor, work = (reading(name, path) for name in ("json", "bundle"))
    print(f"  seconds  {work[0]:8.1f} over {floor[0]:8.1f} = {work[0] / floor[0]:6.2f} ×")
    print(f"  MB peak  {work[1]:8.0f} over {floor[1]:8.0f} = {work[1] / floor[1]:6.2f} ×")


def reading(name: str, path: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.import_audit", "--read", name, str(path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak


def read(name: str, path: str) -> None:
    """In a process of its own: seconds, and the most memory it ever had, in MB."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "journeyaudit.settings")
    import django

    django.setup()
    from audits.bundle import read_bundle

    start = time.perf_counter()
    if name == "bundle":
        kept: object = read_bundle(path)
    else:
        with Path(path).open("rb") as file:
            kept = json.load(file)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(seconds, peak)
    del kept


if __name__ == "__main__":
    if "--read" in sys.argv:
        read(*sys.argv[-2:])
    elif "--large" in sys.argv:
        large(int(sys.argv[-1]))
    else:
        on_both("benchmarks.import_audit", main)
