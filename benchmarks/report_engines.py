"""The report against other ways to make pages, growth with pages, memory, and a batch.

Five visits, eight photos (``report_material``); processor time of whole processes with everything
that they start, the best of some rounds in turns. ``python -m benchmarks.report_engines``
(``--quick``: one round, growth to 50 pages, a batch of ten)

- plain: WeasyPrint on as many pages of bare paragraphs, tagged (PDF/UA-1), no style sheet, no
  pictures: the floor of pages.
- Chromium: its print of the very HTML of the report, with every file in it.
- Typst: the same texts, numbers and photos as headings, paragraphs and tables.

Growth and memory are those of our typesetter's child, on the stage pages over and over: what a
page costs at 50, 100 and 200 pages beside what it costs at 10, the start of the process left out.
The batch tells seconds on the wall, which mean something on a quiet machine only; beside them the
processor time of both ways, and how many processors the machine let us have.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.databases import ROOT
from benchmarks.processes import Command, best, tell
from benchmarks.report_material import VISITS, environment, prepared, report_command

QUICK = "--quick" in sys.argv
ROUNDS, BATCH = (1, 10) if QUICK else (3, 50)
# Five pages each.
COPIES = (2, 10) if QUICK else (2, 10, 20, 40)
CHROMIUM = os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --no-pdf-header-footer"
    " --disable-background-networking --disable-component-update --disable-sync"
)
PLAIN = """
import sys, weasyprint
words = "Palvelu alkoi tervehdyksella ja paattyi kiitokseen. " * 12
html = "<html lang=fi><title>x</title>" + f"<p>{words}</p>" * int(sys.argv[1])
document = weasyprint.HTML(string=html).render(pdf_variant="pdf/ua-1")
document.write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
print(len(document.pages))
"""
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
# A process of our typesetter alone, for growth and memory.
CHILD = "benchmarks.report_engines"


def engines(folder: Path) -> None:
    prepared(folder)
    (folder / "plain.py").write_text(PLAIN)
    ours = Command(report_command(folder), environment(folder))
    ours.run()
    pages = pages_of(folder / "report.pdf")
    print(f"audit_report: {VISITS} visits, {pages} pages")
    plain = [sys.executable, folder / "plain.py"]
    each = 40 / int(subprocess.check_output([*map(str, plain), "40", str(folder / "p.pdf")]))
    chrome = [CHROMIUM, *QUIET.split(), f"--user-data-dir={folder / 'profile'}"]
    typst = [sys.executable, "-c", TYPST, folder / "report.typ", folder / "t.pdf"]
    commands = {
        "ours": ours,
        "plain": Command([*plain, round(each * pages), folder / "p.pdf"]),
        "chromium": Command(
            [*chrome, f"--print-to-pdf={folder / 'c.pdf'}", folder / "report.html"]
        ),
        "typst": Command(typst),
    }
    cost = {name: one.cpu for name, one in best(commands, ROUNDS).items()}
    tell("against a plain document of as many pages", cost["ours"], cost["plain"], "aim ≤ 3")
    tell("against Chromium's print of the same HTML", cost["ours"], cost["chromium"], "aim < 0.8")
    tell("against Typst on the same content", cost["ours"], cost["typst"], "no aim")


def pages_of(path: Path) -> int:
    from pypdf import PdfReader

    return len(PdfReader(path).pages)


def grown(copies: int) -> None:
    """Typeset the stage pages so many times over, in this process; told as JSON."""
    setup()
    from reports.document import build_document
    from reports.pdf import Renderer, report_page
    from tests.reports.material import PHOTOS, bundle, photo_wishes

    page = report_page(build_document(bundle(VISITS), photo_wishes()), PHOTOS)
    stages = re.search(r'<section[^>]*class="[^"]*stages[^"]*".*?</section>', page.html, re.DOTALL)
    assert stages
    body = re.sub(r'\s(id|href)="[^"]*"', "", stages[0])
    html = page.html[: page.html.index("<section")] + body * copies + "</body></html>"
    with Renderer(seconds=300, patience=3000) as renderer:
        rendered = renderer.render(html, page.assets)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {"pages": rendered.pages, "cpu": used.ru_utime + used.ru_stime, "rss": used.ru_maxrss}
    print(json.dumps(told))


def growth() -> None:
    """What a page costs in longer and longer documents."""

    def measured(copies: int) -> dict[str, float]:
        command = [sys.executable, "-m", CHILD, "--copies", str(copies)]
        # A short document is over too soon to be measured once.
        rounds = 1 if copies > 10 or QUICK else 5
        told = [json.loads(subprocess.check_output(command, cwd=ROOT)) for _ in range(rounds)]
        return min(told, key=lambda one: float(one["cpu"]))

    none, small, *large = [measured(copies) for copies in (0, *COPIES)]
    each = (small["cpu"] - none["cpu"]) / small["pages"]
    for one in large:
        grows = (one["cpu"] - none["cpu"]) / one["pages"]
        memory = (one["rss"] - small["rss"]) / 1024 / (one["pages"] - small["pages"])
        line = f"{one['pages']} pages: {grows * 1e3:.0f} ms a page, {grows / each:.2f} × those of"
        print(
            f"{line} {small['pages']} pages (aim ≤ 1.15); {memory:.1f} MB a page (aim ≤ 4.5)",
            flush=True,
        )


def batch() -> None:
    """Reports of sites one after the other, and two at a time."""
    from reports.document import Wishes, build_document
    from reports.pdf import make_pdf
    from tests.reports.material import SITES, bundle

    def make(number: int) -> None:
        make_pdf(build_document(bundle(VISITS), Wishes(site=SITES[number % len(SITES)][0])), {})

    def measured(work: Callable[[], object]) -> tuple[float, float]:
        before, start = os.times(), time.perf_counter()
        work()
        wall, after = time.perf_counter() - start, os.times()
        return wall, sum(after[:4]) - sum(before[:4])

    def two_at_a_time() -> None:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(make, range(BATCH)))

    make(0)
    alone = measured(lambda: [make(number) for number in range(BATCH)])
    together = measured(two_at_a_time)
    print(
        f"{BATCH} site reports: two at a time {alone[0] / together[0]:.2f} × as fast (aim ≥ 1.8); "
        f"{alone[0]:.0f} s over {together[0]:.0f} s on the wall, of {alone[1]:.0f} s and "
        f"{together[1]:.0f} s processor time: {alone[1] / alone[0]:.2f} and "
        f"{together[1] / together[0]:.2f} processors had"
    )


def setup() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "journeyaudit.settings")
    import django

    django.setup()


def main() -> None:
    if "--copies" in sys.argv:
        grown(int(sys.argv[2]))
        return
    setup()
    with tempfile.TemporaryDirectory() as name:
        engines(Path(name))
    growth()
    batch()


if __name__ == "__main__":
    main()
