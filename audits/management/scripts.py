"""The scripts and the styles of a page as one file: fewer requests and, packed together, a third
fewer bytes.

Nothing is compiled. The files are put one after the other without the comments and indentation
that stand at the beginning of their lines; each remains a closure of its own.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage

# The file that a page names, and what it is made of, in this order.
BUNDLES: dict[str, tuple[str, ...]] = {
    "js/engine.js": (
        "idb/umd.js",
        *(
            f"js/tablet/{name}.js"
            for name in ("copy", "store", "sync", "pages", "values", "form", "way", "pill", "ready")
        ),
    ),
    "js/fill.js": tuple(
        f"js/tablet/{name}.js"
        for name in ("conditions", "progress", "clock", "display", "moments", "camera")
    ),
    # Covert mode stands alone.
    "js/notes.js": (
        "idb/umd.js",
        *(f"js/tablet/{name}.js" for name in ("copy", "store", "sync", "pages", "notes")),
    ),
    "css/visit_page.css": tuple(
        f"css/{name}.css"
        for name in (
            *("tokens", "base", "core", "fields", "visit", "visit_frame", "visit_dock"),
            *("visit_parts", "visit_fill", "visit_tablet", "photos"),
        )
    ),
}
COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
# A line that ends like this goes on, or has ended; what may hold a remark is left alone.
LINE_END = re.compile(r"^((?:(?!//).)*[{;,])\n", re.MULTILINE)
REMARK = re.compile(r"[ \t]+// [^\n\"'`]*$", re.MULTILINE)
ANY_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
AROUND = re.compile(r"\s*([{};,>])\s*")
COLON = re.compile(r"(?<=[\w-]): (?=\S)")
INDENT = re.compile(r"^\s+", re.MULTILINE)


def packed(source: str) -> str:
    """Without comments at the beginning or end of lines, blank lines, indentation and ends of lines
    that a sign ends too. Our scripts have no text that spans lines; a test looks."""
    lines = INDENT.sub("", REMARK.sub("", COMMENT.sub("", source))).strip()
    return LINE_END.sub(r"\1", lines)


def packed_style(source: str) -> str:
    """Style without comments and without space that separates nothing."""
    tight = AROUND.sub(r"\1", " ".join(ANY_COMMENT.sub("", source).split()))
    return COLON.sub(":", tight).replace(";}", "}").strip()


def bundle(name: str) -> str:
    sources = [finders.find(part) for part in BUNDLES[name]]
    pack = packed_style if name.endswith(".css") else packed
    return "\n".join(pack(Path(str(path)).read_text()) for path in sources) + "\n"


class BundleFinder(finders.BaseFinder):
    """Finds the bundles among the static files, made anew whenever a part has changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.VAR_DIR) / "scripts"
        self.storage = FileSystemStorage(location=str(self.folder))

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        is_all = kwargs.get("find_all") or kwargs.get("all")
        if path not in BUNDLES:
            return []
        made = str(self.make(path))
        return [made] if is_all else made

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        for name in BUNDLES:
            self.make(name)
            yield name, self.storage

    def make(self, name: str) -> Path:
        """Written aside and put into place, so that nobody reads half a file."""
        path, text = self.folder / name, bundle(name)
        if not path.exists() or path.read_text() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "w") as file:
                file.write(text)
            Path(draft).chmod(0o644)
            Path(draft).replace(path)
        return path
