"""``python -m benchmarks`` runs all of them, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.databases import ROOT

NAMES = (
    "scoring",
    "headline",
    "rollup",
    "form_page",
    "import_audit",
    "report_pdf",
    "report_engines",
    "report_preview",
    "report_typing",
    "tablet",
)


def main() -> None:
    for name in NAMES:
        print(f"— benchmarks.{name}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
