"""What of people's words the pages of a report show, and what therefore may be in its files."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import replace

from reports.document import ReportDocument
from reports.document.spoken import (
    ANSWERS,
    FAILURES,
    PROMISES,
    STAGES,
    SURPRISES,
    with_words,
)
from reports.sections import Part, parts, rendered

TAG = re.compile(r"<[^>]*>")
HOMES = frozenset({ANSWERS, STAGES, PROMISES, FAILURES, SURPRISES})


def words_of(made: Iterable[Part]) -> str:
    """The pages as plain words with single spaces."""
    return folded(html.unescape(TAG.sub(" ", " ".join(part.html for part in made))))


def folded(words: str) -> str:
    return " ".join(words.split())


def as_printed(document: ReportDocument, made: Iterable[Part]) -> ReportDocument:
    """The document with the words that its pages show, and no others: for what a PDF encloses."""
    made = list(made)
    shown = words_of(made)
    kept = with_words(document, lambda _section, words: folded(words) in shown)
    return _with_texts(kept, made, shown)


def as_chosen(document: ReportDocument) -> ReportDocument:
    """The document without the words that the consultant left out: for the other formats.

    Words of a section that is in the report are all there, also those that its page had no room
    for; words of one that is left out are there when another page shows them.
    """
    out = HOMES if document.look.edition == "owner" else HOMES & set(document.layout.out)
    if not out:
        return _with_texts(document, parts(document), "")
    made = rendered(document)
    shown = words_of(made)
    kept = with_words(document, lambda section, words: section not in out or folded(words) in shown)
    return _with_texts(kept, made, shown)


def _with_texts(document: ReportDocument, made: Iterable[Part], shown: str) -> ReportDocument:
    """With the consultant's texts of the sections that are there."""
    anchors = {heading.anchor for part in made for heading in part.headings}
    texts = tuple(
        one if one.section in anchors else replace(one, blocks=blocks)
        for one in document.narratives
        if (blocks := tuple(block for block in one.blocks if folded(block.plain) in shown))
        or one.section in anchors
    )
    is_told = any(one.section == "summary" for one in document.narratives)
    summary = "" if is_told or "summary" not in anchors else document.summary
    return replace(document, narratives=texts, summary=summary)
