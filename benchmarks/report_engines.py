"""The report against other ways to make pages, growth with pages, memory, and a batch.

Processor time of whole processes with their children, the best of some runs in turns, so that a
busy machine slows all alike. ``python -m benchmarks.report_engines``

- plain: WeasyPrint on as many pages of bare paragraphs, no style sheet of ours: the floor of pages.
- Chromium: its print of the very HTML of the report, files put into it.
- Typst: the same texts and numbers as headings, paragraphs and tables.
"""

from __future__ import annotations

import base64
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.databases import ROOT

VISITS, ROUNDS, BATCH = 5, 3, 12
CHROMIUM = os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --no-pdf-header-footer"
    " --disable-background-networking --disable-component-update --disable-sync --no-zygote"
)
PLAIN = """
import sys, weasyprint
words = "Palvelu alkoi tervehdyksella ja paattyi kiitokseen. " * 12
html = "<html lang=fi><title>x</title>" + f"<p>{words}</p>" * int(sys.argv[1])
document = weasyprint.HTML(string=html).render()
document.write_pdf(sys.argv[2])
print(len(document.pages))
"""
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
# A process of our typesetter alone, for growth and memory.
CHILD = "benchmarks.report_engines"


def cpu(command: Sequence[object]) -> float:
    """Seconds of processor time of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(word) for word in command], cwd=ROOT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def best(commands: dict[str, Sequence[object]]) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _round in range(ROUNDS):
        for name, command in commands.items():
            times[name].append(cpu(command))
    return {name: min(all_of) for name, all_of in times.items()}


def tell(name: str, ours: float, theirs: float, aim: str) -> None:
    print(
        f"{name:44} {ours:7.2f} s over {theirs:7.2f} s = {ours / theirs:6.2f} ×  ({aim})",
        flush=True,
    )


def with_files(html: str, assets: Any) -> str:
    """The HTML with everything it asks for inside it."""
    for address, asset in assets.items():
        packed = base64.b64encode(asset.body).decode()
        html = html.replace(address, f"data:{asset.kind};base64,{packed}")
    return html


def typst_of(document: Any) -> str:
    """The same content, every answer among it, in the markup of Typst."""

    def words(text: object) -> str:
        return re.sub(r"([\\#$*_`<>@\[\]~=/+-])", r"\\\1", str(text))

    lines = [
        '#set page(paper: "a4", numbering: "1")',
        "#set heading(numbering: none)",
        "#outline()",
    ]
    for stage in document.stages:
        lines += [f"= {words(stage.name)}", words(stage.covers)]
        lines += [f"_{words(quote.text)}_\n" for quote in stage.quotes]
        for criterion in stage.criteria:
            lines.append(f"== {words(criterion.text)}")
            cells = [
                f"[{words(one.visit)}], [{words(one.display)}], [{words(one.shown)}], "
                f"[{words(one.comment)}]"
                for one in criterion.answers
            ]
            lines.append(f"#table(columns: 4, {', '.join(cells)})")
    for one in document.recommendations:
        lines += [f"= {one.number} {words(one.title)}", words(one.action)]
    return "\n\n".join(lines)


def engines(folder: Path) -> None:
    from reports.document import build_document
    from reports.pdf import report_page
    from tests.reports.material import PHOTOS, bundle, bundle_document, photo_wishes

    source = folder / "bundle.json"
    source.write_text(json.dumps(bundle_document(VISITS)))
    document = build_document(bundle(VISITS), photo_wishes())
    page = report_page(document, PHOTOS)
    (folder / "report.html").write_text(with_files(page.html, page.assets))
    (folder / "report.typ").write_text(typst_of(document))
    (folder / "plain.py").write_text(PLAIN)
    ours = [sys.executable, "manage.py", "audit_report", source, "--verbosity", "0", "--output"]
    subprocess.run([*map(str, ours), str(folder / "a.pdf")], cwd=ROOT, check=True)
    pages = pages_of(folder / "a.pdf")
    print(f"audit_report: {VISITS} visits, {pages} pages")
    plain = [sys.executable, folder / "plain.py"]
    each = 40 / int(subprocess.check_output([*map(str, plain), "40", str(folder / "p.pdf")]))
    chrome = [CHROMIUM, *QUIET.split(), f"--user-data-dir={folder / 'profile'}"]
    times = best(
        {
            "ours": [*ours, folder / "a.pdf"],
            "plain": [*plain, int(each * pages), folder / "p.pdf"],
            "chromium": [*chrome, f"--print-to-pdf={folder / 'c.pdf'}", folder / "report.html"],
            "typst": [sys.executable, "-c", TYPST, folder / "report.typ", folder / "t.pdf"],
        }
    )
    tell("against a plain document of as many pages", times["ours"], times["plain"], "aim ≤ 3")
    tell("against Chromium's print of the same HTML", times["ours"], times["chromium"], "aim < 0.8")
    tell("against Typst on the same content", times["ours"], times["typst"], "no aim")


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
    with Renderer(seconds=300) as renderer:
        rendered = renderer.render(html, page.assets)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {"pages": rendered.pages, "cpu": used.ru_utime + used.ru_stime, "rss": used.ru_maxrss}
    print(json.dumps(told))


def growth() -> None:
    command = [sys.executable, "-m", CHILD, "--copies"]
    told = [
        json.loads(subprocess.check_output([*command, str(copies)], cwd=ROOT))
        for copies in (1, 2, 10, 24)
    ]
    none, small, *large = told
    each = (small["cpu"] - none["cpu"]) / (small["pages"] - none["pages"])
    for one in large:
        grows = (one["cpu"] - none["cpu"]) / (one["pages"] - none["pages"])
        memory = (one["rss"] - none["rss"]) / 1024 / (one["pages"] - none["pages"])
        line = f"{one['pages']} pages: {grows * 1e3:.0f} ms a page, {grows / each:.2f} × those of"
        print(f"{line} {small['pages']} pages (aim ≤ 1.15); {memory:.1f} MB a page (aim ≤ 4.5)")


def batch() -> None:
    """Reports of sites one after the other, and two at a time."""
    from reports.document import Wishes, build_document
    from reports.pdf import make_pdf
    from tests.reports.material import SITES, bundle

    def make(number: int) -> None:
        make_pdf(build_document(bundle(VISITS), Wishes(site=SITES[number % len(SITES)][0])), {})

    def wall(work: Callable[[], object]) -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    def two_at_a_time() -> None:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(make, range(BATCH)))

    alone = wall(lambda: [make(number) for number in range(BATCH)])
    together = wall(two_at_a_time)
    print(f"{BATCH} site reports: two at a time {alone / together:.2f} × as fast (aim ≥ 1.8)")


def setup() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "journeyaudit.settings")
    import django

    django.setup()


def main() -> None:
    if sys.argv[1:2] == ["--copies"]:
        grown(int(sys.argv[2]))
        return
    setup()
    with tempfile.TemporaryDirectory() as name:
        engines(Path(name))
    growth()
    batch()


if __name__ == "__main__":
    main()
