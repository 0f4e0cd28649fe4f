"""The sentences of a text with their places, and what each was written against.

A place is a paragraph's number and two offsets in it, counted as the editor counts: a chip is one,
letters are UTF-16 units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.narrative.facts import Fact, digest
from reports.narrative.markdown import MARK
from reports.narrative.text import TODO, Chip, Paragraph, Text, paragraphs

END = re.compile(r"[.!?…][”\"’»)\]]*(?=\s)|\n")
# After these a full stop ends no sentence.
SHORT = re.compile(
    r"(?:^|[\s(])(?:esim|mm|ns|n|ks|vrt|klo|nro|yms|ym|jne|os|s|t\.ex|bl\.a|d\.v\.s|s\.k|kl|nr|jfr|m\.m"
    r"|e\.g|i\.e|cf|approx|no|vs|\d{1,4})\.$",
    re.IGNORECASE,
)
# What a sentence was written against: of each of its chips the fingerprint and what it showed.
Bindings = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Sentence:
    paragraph: int
    start: int
    end: int
    words: str  # with chip codes
    bare: str  # with a mark for each chip
    chips: tuple[Chip, ...]

    @property
    def key(self) -> str:
        return digest(self.words)

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(chip.key for chip in self.chips if chip.kind != TODO)


def units(words: str) -> int:
    """The length as a browser counts it."""
    return len(words.encode("utf-16-le")) // 2


def sentences(text: Text) -> list[Sentence]:
    return [
        one
        for place, paragraph in enumerate(paragraphs(text))
        for one in _sentences(place, paragraph)
    ]


def flat(paragraph: Paragraph) -> str:
    return "".join(MARK if run.chip else run.words for run in paragraph.runs)


def _ends(words: str) -> Iterator[int]:
    for match in END.finditer(words):
        if not SHORT.search(words[: match.end()]):
            yield match.end()
    yield len(words)


def _sentences(place: int, paragraph: Paragraph) -> Iterator[Sentence]:
    words = flat(paragraph)
    chips = iter(paragraph.chips)
    at = 0
    for end in _ends(words):
        bare = words[at:end]
        held = tuple(next(chips) for _mark in range(bare.count(MARK)))
        lead = len(bare) - len(bare.lstrip())
        start, stop = at + lead, at + len(bare.rstrip())
        at = end
        if stop > start:
            codes = iter(held)
            said = re.sub(MARK, lambda _match, codes=codes: next(codes).code, bare.strip())  # type: ignore[misc]  # bound at once
            yield Sentence(
                place, units(words[:start]), units(words[:stop]), said, bare.strip(), held
            )


def bound(text: Text, facts: Mapping[str, Fact], before: Bindings) -> Bindings:
    """What each sentence is written against from now on.

    A sentence that was there keeps what it was written against. A sentence that was reworded takes
    it over, chip by chip, from the sentences that it replaced: rewording is no proof-reading.
    Only a chip that is new stands for the value of today.
    """
    found = sentences(text)
    kept = {one.key for one in found}
    inherited: dict[str, list[str]] = {}
    for key, refs in before.items():
        if key not in kept:
            for ref, was in refs.items():
                if ref not in inherited or _is_stale(was, facts.get(ref)):
                    inherited[ref] = was
    return {
        one.key: before.get(one.key)
        or {ref: inherited.get(ref) or now(facts.get(ref)) for ref in one.refs}
        for one in found
        if one.refs
    }


def now(fact: Fact | None) -> list[str]:
    return [fact.digest, fact.shown] if fact else ["", ""]


def _is_stale(was: list[str], fact: Fact | None) -> bool:
    return was[0] != now(fact)[0]


def stale(one: Sentence, facts: Mapping[str, Fact], written: Bindings) -> list[str]:
    """The chips of a sentence whose value is no longer what it was written against."""
    against = written.get(one.key, {})
    return [ref for ref in one.refs if ref in against and _is_stale(against[ref], facts.get(ref))]


def accepted(key: str, text: Text, facts: Mapping[str, Fact], before: Bindings) -> Bindings:
    """The bindings once somebody has read a sentence again and found it true."""
    fresh = {
        one.key: {ref: now(facts.get(ref)) for ref in one.refs}
        for one in sentences(text)
        if one.key == key
    }
    return {**before, **fresh}
