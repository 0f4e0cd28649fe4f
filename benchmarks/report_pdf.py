"""The command ``audit_report`` for a bundle of five visits against WeasyPrint alone.

The floor is a process that does nothing but typeset: it reads the very HTML and files that the
command hands to its child, and writes the PDF with the same options. The command does the rest as
well: it starts Django, reads and checks the bundle, scores it, draws the charts, fills the
templates, and hands everything to a child with limits. ``python -m benchmarks.report_pdf``
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.clock import compare, report
from benchmarks.databases import ROOT

AIM = 1.25
VISITS = 5
# WeasyPrint as its documentation has it, with a dictionary to fetch from.
FLOOR = """
import pickle, sys
from pathlib import Path
import pyphen, weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse
html, assets, patterns, target = pickle.loads(Path(sys.argv[1]).read_bytes())
class Fetcher(URLFetcher):
    def fetch(self, url, headers=None):
        kind, body = assets[url]
        return URLFetcherResponse(url, body, {"Content-Type": kind})
path = Path(target).with_suffix(".dic")
path.write_text(patterns)
pyphen.LANGUAGES["fi"], pyphen.LANGUAGES_LOWERCASE["fi"] = path, "fi"
document = weasyprint.HTML(string=html, url_fetcher=Fetcher())
Path(target).write_bytes(document.write_pdf(pdf_variant="pdf/ua-1"))
"""


def order_of(bundle: Any, target: Path) -> bytes:
    """What the command would hand to its child, for the floor."""
    from reports.document import build_document
    from reports.pdf import report_page
    from reports.pdf.hyphens import finnish

    page = report_page(build_document(bundle), {})
    assets = {address: (asset.kind, asset.body) for address, asset in page.assets.items()}
    return pickle.dumps((page.html, assets, finnish(), str(target)))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "journeyaudit.settings")
    import django

    django.setup()
    from audits.bundle import bundle_of
    from tests.reports.material import bundle_document

    document = bundle_document(VISITS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, order, script = folder / "bundle.json", folder / "order", folder / "floor.py"
        source.write_text(json.dumps(document))
        order.write_bytes(order_of(bundle_of(document), folder / "floor.pdf"))
        script.write_text(FLOOR)
        ours = [sys.executable, "manage.py", "audit_report", source, "--output"]
        work = [*ours, folder / "report.pdf", "--verbosity", "0"]
        timing = compare(
            f"audit_report, {VISITS} visits",
            lambda: subprocess.run(work, cwd=ROOT, check=True),
            lambda: subprocess.run([sys.executable, script, order], cwd=ROOT, check=True),
        )
        report(timing, AIM)


if __name__ == "__main__":
    main()
