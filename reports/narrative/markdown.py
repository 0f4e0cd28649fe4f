"""Markdown with chip codes: how a text is stored, and how it is typed where no script runs.

Of Markdown there are paragraphs, lists, stress and links (CommonMark 0.31); a heading or a quote
becomes a paragraph, HTML stays words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from reports.narrative.text import CHIP, Block, Chip, Listing, Paragraph, Run, Text, joined

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Stands for a chip while Markdown is read: a letter of nobody's, so that stress works beside it.
MARK = "\ue000"
SCHEMES = ("https://", "mailto:")
SPECIAL = re.compile(r"([\\*_\[\]<]|&(?=#?\w+;))")
STARTS = re.compile(r"^(#{1,6}(?=\s|$)|[-+>=](?=.?)|~~~)|^(\d{1,9})([.)])", re.MULTILINE)


@cache
def reader() -> MarkdownIt:
    from markdown_it import MarkdownIt  # takes its time to load

    known = MarkdownIt("commonmark", {"html": False})
    return known.disable(["code", "fence", "backticks", "image"])


def read(markdown: str) -> Text:
    """The text of some Markdown. Whatever is not known becomes words; nothing is lost."""
    found: list[Chip] = []

    def kept(match: re.Match[str]) -> str:
        found.append(Chip(match[1], match[2]))
        return MARK

    marked = CHIP.sub(kept, markdown.replace(MARK, "").replace("\r\n", "\n"))
    return tuple(_blocks(reader().parse(marked), iter(found)))


def _blocks(tokens: list[Token], found: Iterator[Chip]) -> Iterator[Block]:
    depth, items, is_ordered = 0, list[list[Paragraph]](), False
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            is_ordered = is_ordered if depth else token.type == "ordered_list_open"
            depth += 1
        elif token.type == "list_item_open":
            items.append([])
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            kept = tuple(tuple(item) for item in items if item)
            if not depth:
                items = []
                if kept:
                    yield Listing(is_ordered, kept)
        elif token.type == "inline":
            runs = joined(list(_runs(token.children or [], found)))
            if runs and depth:
                items[-1].append(Paragraph(runs))
            elif runs:
                yield Paragraph(runs)


def _runs(tokens: list[Token], found: Iterator[Chip]) -> Iterator[Run]:
    strong, em, href = 0, 0, ""
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif token.type in ("em_open", "em_close"):
            em += token.nesting
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
            href = address if address.startswith(SCHEMES) else ""
        elif token.type == "link_close":
            href = ""
        else:
            words = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
            for piece in re.split(f"({MARK})", words):
                if piece == MARK:
                    yield Run("", next(found, None), bool(strong), bool(em), href)
                elif piece:
                    yield Run(piece, None, bool(strong), bool(em), href)


def write(text: Text) -> str:
    """The Markdown of a text; ``read`` gives the same text back."""
    return "\n\n".join(_written(block) for block in text)


def _written(block: Block) -> str:
    if isinstance(block, Paragraph):
        return _paragraph(block)
    lines = []
    for number, item in enumerate(block.items, 1):
        lead = f"{number}. " if block.is_ordered else "- "
        inside = f"\n\n{' ' * len(lead)}".join(
            _paragraph(one).replace("\n", "\n" + " " * len(lead)) for one in item
        )
        lines.append(lead + inside)
    # A list right after a list would go on with it; a comment keeps them apart in no Markdown
    # that we write: the reader joins neighbours of one kind, and so does the editor.
    return "\n".join(lines)


def _paragraph(paragraph: Paragraph) -> str:
    written = _styled(paragraph.runs)
    if read(written) == (paragraph,):
        return written
    # Stress that Markdown cannot say at this place (in the middle of a word beside a sign).
    return _styled(joined([Run(run.words, run.chip, href=run.href) for run in paragraph.runs]))


def _styled(runs: tuple[Run, ...]) -> str:
    out, at_start = "", True
    for run in runs:
        body = run.chip.code if run.chip else escaped(run.words, is_start=at_start)
        before, middle, after = _edges(body)
        if run.em and middle:
            middle = f"*{middle}*"
        if run.strong and middle:
            middle = f"**{middle}**"
        if run.href and middle:
            middle = f"[{middle}](<{run.href}>)"
        out += before + middle + after
        at_start = False
    return out


def _edges(body: str) -> tuple[str, str, str]:
    inner = body.strip(" ")
    if not inner:
        return body, "", ""
    start = body.index(inner)
    return body[:start], inner, body[start + len(inner) :]


def escaped(words: str, *, is_start: bool = False) -> str:
    """Words that Markdown shall not read as signs of its own."""
    safe = SPECIAL.sub(r"\\\1", words)
    if is_start:
        safe = STARTS.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", safe)
    return safe.replace("\n", "\\\n")
