"""Elements of a section as runs of text: stress kept, white space as HTML folds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

# Elements that stand in a line of text; everything else breaks it.
INLINE = {"a", "b", "strong", "em", "i", "span", "br", "small", "sup", "sub", "abbr", "time", "q"}
SVG = "{http://www.w3.org/2000/svg}svg"


def words(node: etree._Element) -> str:
    """The text of an element as a reader sees it; that of drawings is theirs."""
    return " ".join("".join(_text(node)).split())


def _text(node: etree._Element) -> Iterator[str]:
    if node.tag in ("svg", SVG):
        return
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            yield from _text(child)
        yield child.tail or ""


def runs(paragraph: Any, node: etree._Element, *, is_bold: bool = False) -> None:
    pieces = list(_pieces_of_text(node, is_bold, is_italic=False))
    last = ""
    for text, bold, italic in pieces:
        folded = text if text == "\n" else " ".join(f"x{text}x".split())[1:-1]
        if last in ("", " ", "\n"):
            folded = folded.lstrip(" ")
        if not folded:
            continue
        run = paragraph.add_run(folded)
        run.bold, run.italic = bold or None, italic or None
        last = folded[-1]


def _pieces_of_text(
    node: etree._Element, is_bold: bool, *, is_italic: bool
) -> Iterator[tuple[str, bool, bool]]:
    if node.tag in ("svg", SVG):
        return
    bold = is_bold or node.tag in ("b", "strong")
    italic = is_italic or node.tag in ("em", "i", "q")
    if node.tag == "br":
        yield "\n", bold, italic
    elif node.text:
        yield node.text, bold, italic
    for child in node:
        if not isinstance(child.tag, str):
            continue
        if child.tag not in INLINE:
            yield " ", bold, italic
        yield from _pieces_of_text(child, bold, is_italic=italic)
        if child.tail:
            yield child.tail, bold, italic
