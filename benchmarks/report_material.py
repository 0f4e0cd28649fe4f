"""The client report that the benchmarks measure: a stored audit of five visits with eight photos.

``prepared(folder)`` fills a database of its own in a process of its own, and leaves beside it what
the command hands to its child, for the floors: ``order`` (a pickle), ``report.html`` with every
file in it, ``report.typ``. ``python -m benchmarks.report_material FOLDER``
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.databases import ROOT, prepare

VISITS, PHOTOS = 5, 8
AUDIT = "havu-2026"


def environment(folder: Path) -> dict[str, str]:
    url = f"sqlite:///{folder}/benchmark.sqlite3"
    return {**os.environ, "JOURNEYAUDIT_VAR": str(folder), "DATABASE_URL": url}


def prepared(folder: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.report_material", str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, capture_output=True)


def report_command(folder: Path) -> list[str]:
    """The whole command; it needs ``environment(folder)``."""
    words = ["manage.py", "audit_report", AUDIT, "--verbosity", "0", "--output"]
    return [sys.executable, *words, str(folder / "report.pdf")]


def jpeg(number: int) -> bytes:
    """A photo of the size that the server keeps, with as much in it as a camera sees."""
    from PIL import Image, ImageChops

    coarse = Image.effect_noise((64, 48), 160).resize((1600, 1200), Image.Resampling.BICUBIC)
    fine = ImageChops.add(coarse, Image.effect_noise((1600, 1200), 12), scale=1.6)
    bands = (fine, fine.rotate(180), ImageChops.offset(fine, 50 * number))
    out = io.BytesIO()
    Image.merge("RGB", bands).save(out, "JPEG", quality=82)
    return out.getvalue()


def with_photos(audit: Any) -> None:
    from django.core.files.base import ContentFile

    from audits.models import Evidence, Visit

    visits = Visit.objects.filter(audit=audit).order_by("key")
    codes = [one.code for one in audit.checklist_version.definition.criteria]
    for number in range(PHOTOS):
        body = jpeg(number)
        row = Evidence(
            visit=visits[number % VISITS],
            criterion=codes[7 * number % len(codes)],
            caption=f"Kuva {number + 1}",
            sha256=hashlib.sha256(body).hexdigest(),
            width=1600,
            height=1200,
        )
        row.photo.save("photo.jpg", ContentFile(body), save=False)
        row.save()


def with_files(html: str, assets: Any) -> str:
    """The HTML with everything it asks for inside it, its style sheet's files too."""
    texts = {"text/css": assets["asset:report.css"].body.decode(), "text/html": html}
    for kind, text in texts.items():
        whole = text
        for address, asset in assets.items():
            body = texts["text/css"].encode() if asset.kind == "text/css" else asset.body
            packed = base64.b64encode(body).decode()
            whole = whole.replace(address, f"data:{asset.kind};base64,{packed}")
        texts[kind] = whole
    return texts["text/html"]


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
    lines += [f'#image("{photo.sha256}.jpg", width: 54mm)' for photo in document.photos]
    return "\n\n".join(lines)


def main() -> None:
    folder = Path(sys.argv[1])
    prepare()
    from audits.actions.bundle import import_bundle
    from audits.bundle import bundle_of
    from reports import queries
    from reports.pdf import report_page
    from reports.pdf.hyphens import finnish
    from tests.reports.material import bundle_document

    audit = import_bundle(bundle_of(bundle_document(VISITS))).audit
    with_photos(audit)
    document = queries.client_document(audit, "fi")
    photos = queries.photo_bytes(audit, document)
    page = report_page(document, photos)
    assets = {address: (asset.kind, asset.body) for address, asset in page.assets.items()}
    (folder / "order").write_bytes(pickle.dumps((page.html, assets, finnish())))
    (folder / "report.html").write_text(with_files(page.html, page.assets))
    (folder / "report.typ").write_text(typst_of(document))
    for sha256, body in photos.items():
        (folder / f"{sha256}.jpg").write_bytes(body)


if __name__ == "__main__":
    main()
