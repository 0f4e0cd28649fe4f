"""The command ``audit_report`` for a stored audit against WeasyPrint alone.

Five visits, eight photos (``report_material``). The floor is a process that does nothing but
typeset: it reads the very HTML and files that the command hands to its child, and writes the PDF
to the same standard. The command does the rest as well: it starts Django, asks the database,
builds the document with its ranges, draws the charts, fills the templates, encloses the answers,
and hands everything to a child with limits. ``python -m benchmarks.report_pdf``

Two ratios: processor time (parent and child, added up), and seconds on the wall, which mean
something on a quiet machine only: with a second core the child loads while the parent computes.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.processes import Command, best, tell
from benchmarks.report_material import environment, prepared, report_command

ROUNDS = 5
# WeasyPrint as its documentation has it, with a dictionary to fetch from.
FLOOR = """
import pickle, sys
from pathlib import Path
import pyphen, weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse
folder = Path(sys.argv[1])
html, assets, patterns = pickle.loads((folder / "order").read_bytes())
class Fetcher(URLFetcher):
    def fetch(self, url, headers=None):
        kind, body = assets[url]
        return URLFetcherResponse(url, body, {"Content-Type": kind})
path = folder / "floor.dic"
path.write_text(patterns)
pyphen.LANGUAGES["fi"], pyphen.LANGUAGES_LOWERCASE["fi"] = path, "fi"
document = weasyprint.HTML(string=html, url_fetcher=Fetcher())
(folder / "floor.pdf").write_bytes(document.write_pdf(pdf_variant="pdf/a-3a"))
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared(folder)
        script = folder / "floor.py"
        script.write_text(FLOOR)
        commands = {
            "ours": Command(report_command(folder), environment(folder)),
            "floor": Command([sys.executable, script, folder]),
        }
        costs = best(commands, ROUNDS)
        ours, floor = costs["ours"], costs["floor"]
        tell("audit_report over WeasyPrint alone, processor", ours.cpu, floor.cpu, "aim ≤ 1.1")
        tell("audit_report over WeasyPrint alone, on the wall", ours.wall, floor.wall, "aim ≤ 1.1")


if __name__ == "__main__":
    main()
