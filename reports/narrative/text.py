"""What a consultant's text is made of: paragraphs and lists of runs; a run is words or a chip.

A chip stands for something the report knows: ``{{score:stage.purchase}}`` is the stage's score,
``{{todo: ask the price}}`` a reminder. It is never typed as a number, so it can never be mistyped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CHIP = re.compile(r"\{\{\s*([a-z]+)\s*:\s*([^{}\n]{1,200}?)\s*\}\}")
TODO = "todo"
# On paper it is nothing: it says what the words of its sentence rest on.
BASIS = "basis"


@dataclass(frozen=True, slots=True)
class Chip:
    kind: str
    ref: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.ref}"

    @property
    def code(self) -> str:
        return f"{{{{{self.key}}}}}"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style, or one chip; a line break is the words "\\n"."""

    words: str = ""
    chip: Chip | None = None
    strong: bool = False
    em: bool = False
    href: str = ""

    @property
    def style(self) -> tuple[bool, bool, str]:
        return self.strong, self.em, self.href


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]

    @property
    def chips(self) -> tuple[Chip, ...]:
        return tuple(run.chip for run in self.runs if run.chip)


@dataclass(frozen=True, slots=True)
class Listing:
    is_ordered: bool
    items: tuple[tuple[Paragraph, ...], ...]


Block = Paragraph | Listing
Text = tuple[Block, ...]


def paragraphs(text: Text) -> Iterator[Paragraph]:
    """Every paragraph from top to bottom, those inside lists too."""
    for block in text:
        if isinstance(block, Paragraph):
            yield block
        else:
            for item in block.items:
                yield from item


def chips(text: Text) -> Iterator[Chip]:
    for paragraph in paragraphs(text):
        yield from paragraph.chips


def joined(runs: list[Run]) -> tuple[Run, ...]:
    """The runs with neighbours of one style made one, and no space at either end."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and not last.chip and not run.chip and last.style == run.style:
            found[-1] = Run(last.words + run.words, None, *run.style)
        elif run.words or run.chip:
            found.append(run)
    if found and not found[0].chip:
        found[0] = Run(found[0].words.lstrip(), None, *found[0].style)
    if found and not found[-1].chip:
        found[-1] = Run(found[-1].words.rstrip(), None, *found[-1].style)
    return tuple(run for run in found if run.words or run.chip)
