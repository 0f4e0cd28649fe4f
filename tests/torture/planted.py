"""The tests of the tests: faults planted one by one in a copy, each must turn a test red. Four are
for the scenarios, the others for the property test of the merge.

python -m tests.torture.planted          all of them; status 1 when a fault is not noticed
python -m tests.torture.planted ids      one of them
python -m tests.torture.planted merge    those of the merge, which need no browser
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STORE, SYNC = "static/js/tablet/store.js", "static/js/tablet/sync.js"
SERVER = "audits/sync/exchange.py"
PHASES = "[getattr(__import__('hypothesis').Phase, name) for name in ('explicit', 'generate')]"
FOUND = f"@settings(phases={PHASES}, "
PROPERTY = "tests/audits/sync/test_property.py"
# “Everything was taken in”, whatever page it was that said 200.
BELIEVED = """if (status === 200 && body?.request !== request) {
        const results = rows.map(({ id }) => ({ id, status: "applied", rev: 1 }));
        await store.settle(visit, rows, { results, changes: [], conflicts: [], rev: since });
        return;
      }"""


@dataclass(frozen=True)
class Fault:
    about: str
    scenario: str
    changes: tuple[tuple[str, str, str], ...]  # file, before, after
    tests: str = "tests/torture"


def merge(about, before, after):
    """A fault of the server's merge. What Hypothesis finds need not be made small here."""
    changes = ((SERVER, before, after), (PROPERTY, "@settings(max", FOUND + "max"))
    return Fault(about, "nothing_is_lost or sent_again", changes, PROPERTY)


FAULTS = {
    "reused": Fault(
        "an id is used again with new content",
        "stored_but_never_answered",
        ((STORE, "const row = { id: newId(), visit, key,",
          "const row = { id: rows[0]?.id ?? newId(), visit, key,"),),
    ),
    "deleted": Fault(
        "a row is deleted when it is sent",
        "drops_lies_and_repeats",
        ((STORE, 'row.sent = 1;\n        at("outbox").put(row);',
          'at("outbox").delete(row.seq);'),),
    ),
    "ids": Fault(
        "the server does not look at ids",
        "drops_lies_and_repeats or stored_but_never_answered",
        ((SERVER, "event = known.get(mutation.id)", "event = None"),),
    ),
    "believed": Fault(
        "any 200 is believed",
        "drops_lies_and_repeats",
        (
            (SYNC, 'if (body?.protocol !== PROTOCOL) throw new Stop("portal");', ""),
            (SYNC, "body.error", "body?.error"),
            (SYNC, 'if (status === 200 && body.request !== request) throw new Stop("portal");',
             BELIEVED),
        ),
    ),
    "merge-ids": merge(
        "the merge does not look at ids",
        "event = known.get(mutation.id)",
        "event = None",
    ),
    "merge-order": merge(
        "an entry that arrives late leads over a later one of its own device",
        "        if self.is_overtaken(mutation, current):\n",
        "        if False:\n",
    ),
    "merge-age": merge(
        "of two devices the earlier entry leads",
        "event.effective_at >= current.event.effective_at",
        "event.effective_at <= current.event.effective_at",
    ),
    "merge-loser": merge(
        "the loser of a conflict is dropped",
        "            self.log.clash(loser)\n",
        "",
    ),
    "merge-replay": merge(
        "a repetition counts twice",
        "                self.results.append(replay(event, self.visit, mutation))",
        "                self.results.append(replay(event, self.visit, mutation))\n"
        "                again = self.event(mutation)\n"
        '                again.id = __import__("uuid").uuid4()\n'
        "                self.lead(kind_of(mutation.key), again, event.value)",
    ),
}  # fmt: skip


def copy_of_the_checkout(folder):
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    for name in filter(None, names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            shutil.copy2(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to((ROOT / "node_modules").resolve())


def plant(folder, fault):
    for name, before, after in fault.changes:
        path = folder / name
        source = path.read_text()
        if before not in source:
            raise SystemExit(f"{name} no longer holds {before!r}: plant the fault anew")
        path.write_text(source.replace(before, after))


def is_noticed(fault):
    with tempfile.TemporaryDirectory(prefix="planted-") as name:
        folder = Path(name)
        copy_of_the_checkout(folder)
        plant(folder, fault)
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
        command += [fault.tests, "-k", fault.scenario]
        ended = subprocess.run(
            command, cwd=folder, env={**os.environ, "TORTURE_PATIENCE": "40"},
            capture_output=True, text=True, check=False, timeout=900,
        )  # fmt: skip
        if ended.returncode not in (0, 1):
            raise SystemExit(ended.stdout + ended.stderr)
        return ended.returncode == 1


def main(keys):
    missed = []
    if keys == ["merge"]:
        keys = [key for key in FAULTS if key.startswith("merge-")]
    for key in keys or FAULTS:
        fault = FAULTS[key]
        seen = is_noticed(fault)
        print(f"{'noticed' if seen else 'NOT NOTICED'}: {fault.about}", flush=True)
        missed += [] if seen else [key]
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
