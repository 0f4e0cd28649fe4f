"""The parent's side: start a child early, hand it the order, wait no longer than allowed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings
from django.utils.translation import gettext as _

from reports.pdf.hyphens import finnish

CHILD = Path(__file__).parent / "child.py"
# A dense report of a hundred pages takes half a gigabyte.
MEGABYTES = 2048


class PdfError(Exception):
    """Why no PDF came out, in a sentence for the person who waits for it."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that the HTML may ask for."""

    kind: str  # MIME type
    body: bytes


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that travels inside the PDF; its bytes are the asset of that address."""

    address: str
    name: str
    description: str
    relationship: str  # Source, Data …, as ISO 32000 calls them
    time: str  # ISO; part of the file, and so never the clock's


@dataclass(frozen=True, slots=True)
class Rendered:
    pdf: bytes
    pages: int
    messages: tuple[str, ...]  # complaints of the typesetter; none for a sound report


class Renderer:
    """One child for one report. Start it before the HTML is ready: it loads its fonts meanwhile.

    ``with Renderer() as renderer: renderer.render(html, assets)``; leaving ends the child.
    """

    def __init__(
        self,
        *,
        seconds: int | None = None,
        patience: int | None = None,
        megabytes: int = MEGABYTES,
    ) -> None:
        self.seconds = settings.PDF_SECONDS if seconds is None else seconds
        self.patience = settings.PDF_PATIENCE if patience is None else patience
        self.folder = tempfile.TemporaryDirectory(prefix="report-")
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and file, no shell
            [sys.executable, "-I", str(CHILD), str(self.seconds), str(megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder.name,
            # Nothing of our environment, least of all its secrets.
            env={
                "PATH": os.defpath,
                "LANG": "C.UTF-8",
                "HOME": self.folder.name,
                "TMPDIR": self.folder.name,
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
        if self.process.stdin is not None:
            # Open still when the wait ended in the middle of the order.
            self.process.stdin.close()
        self.folder.cleanup()

    def render(
        self, html: str, assets: Mapping[str, Asset], enclosures: Sequence[Enclosure] = ()
    ) -> Rendered:
        """The PDF of this HTML. Raises ``PdfError``."""
        order = _order(html, assets, enclosures)
        try:
            out, complaints = self.process.communicate(order, self.patience)
        except subprocess.TimeoutExpired:
            raise PdfError(_too_long(self.patience)) from None
        if self.process.returncode:
            raise PdfError(_ended(self.process.returncode, complaints, self.seconds))
        head, _newline, pdf = out.partition(b"\n")
        answer = json.loads(head)
        if answer["error"]:
            raise PdfError(_fault(answer["error"]))
        return Rendered(pdf, answer["pages"], tuple(answer["messages"]))


def _order(html: str, assets: Mapping[str, Asset], enclosures: Sequence[Enclosure]) -> bytes:
    text = html.encode()
    listed = [(address, asset.kind, len(asset.body)) for address, asset in assets.items()]
    patterns = {"fi": finnish()}
    order = {
        "html": len(text),
        "assets": listed,
        "patterns": patterns,
        "enclosures": [asdict(one) for one in enclosures],
    }
    head = json.dumps(order).encode()
    return b"".join([head, b"\n", text, *(asset.body for asset in assets.values())])


def _too_long(seconds: int) -> str:
    return _(
        "The report took longer than %(seconds)s seconds to typeset and was given up. Try fewer "
        "visits or photos."
    ) % {"seconds": seconds}


def _too_large() -> str:
    return _("The report needs more memory than allowed. Try fewer visits or photos.")


def _ended(code: int, complaints: bytes, seconds: int) -> str:
    # Killed by the limit on processor time: SIGXCPU, or SIGKILL after it.
    if -code in (24, 9):
        return _too_long(seconds)
    if b"MemoryError" in complaints or -code == 11:
        return _too_large()
    last = complaints.decode(errors="replace").strip().rsplit("\n", 1)[-1]
    return _("The typesetter ended unexpectedly: %(fault)s") % {"fault": last or code}


def _fault(error: str) -> str:
    if error == "memory":
        return _too_large()
    if error == "nesting":
        return _("The report is nested too deeply to typeset.")
    return _("The typesetter could not finish: %(fault)s") % {"fault": error}
