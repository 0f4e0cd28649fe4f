"""Who could be recognised: auditors, people of the client and the house, anybody named beside a
role, addresses, numbers – in any text shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.document.data import ReportDocument, Stage
from reports.narrative.facts import digest
from reports.narrative.names import inflected, places, split, unknown

AUDITOR = "auditor"

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A Finnish or Swedish telephone number: +358 …, 040 …, 09 …, seven digits at least.
PHONE = re.compile(r"(?<![\w.,/])(?:\+\d{1,3}[ -]?|0)\d{1,3}(?:[ -]?\d{2,4}){2,4}(?![\w.,/]\d)")


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that may tell who somebody is, and where it stands."""

    kind: str  # auditor, name, mail, phone
    words: str
    where: str  # key of the kind of text
    at: str  # of which section, visit, criterion
    context: str

    @property
    def must_go(self) -> bool:
        """Nobody may say that it stays: the client never learns who the auditor was."""
        return self.kind == AUDITOR

    @property
    def key(self) -> str:
        """Of this place with these words: another wording is looked at again."""
        return digest([self.kind, self.where, self.at, self.context])


Said = tuple[str, str, str]


def texts(document: ReportDocument) -> Iterator[Said]:
    """Every text of people's in the document: kind of text, place, words."""
    yield "title", "", document.title
    for narrative in document.narratives:
        yield from (("narrative", narrative.section, block.plain) for block in narrative.blocks)
    for stage in document.stages:
        yield from _stage(stage)
    for incident in (*document.failures, *document.surprises):
        yield "incident", incident.visit, incident.what
    yield from (("promise", one.visit, one.wording) for one in document.promises.items)
    yield from (("caption", photo.visit, photo.caption) for photo in document.photos)
    for one in document.recommendations:
        # The library's own words name nobody.
        if one.is_edited or one.is_own:
            yield "recommendation", one.code, f"{one.title} {one.action}"
    for closing in document.closing:
        yield from (
            ("closing", f"{visit} · {closing.code}", words) for visit, words in closing.values
        )


def _stage(stage: Stage) -> Iterator[Said]:
    for quote in stage.quotes:
        yield "quote", f"{quote.visit} · {stage.name}", quote.text
    for criterion in stage.criteria:
        for answer in criterion.answers:
            at = f"{answer.visit} · {criterion.code}"
            yield "comment", at, answer.comment
            yield "comment", at, answer.reason
            yield "answer", at, answer.display


def sightings(
    document: ReportDocument, names: Iterable[str], auditors: Iterable[str] = ()
) -> list[Sighting]:
    """What of the texts may tell who somebody is, each place once."""
    seeker = _Seeker(document, names, auditors)
    found: dict[str, Sighting] = {}
    for where, at, words in texts(document):
        for kind, said in seeker.seen(words):
            one = Sighting(kind, said, where, at, words)
            found.setdefault(f"{one.key}{said}", one)
    return list(found.values())


class _Seeker:
    """Knows the people around a report, and the words of its frame, which are nobody's name."""

    def __init__(
        self, document: ReportDocument, names: Iterable[str], auditors: Iterable[str]
    ) -> None:
        auditors = tuple(auditors)
        self.frame = frozenset(_frame(document))
        self.auditors = inflected((), split(auditors)[1])
        self.whole = [_whole(name) for name in auditors if len(name.split()) > 1]
        self.known = inflected(*split([*names, *auditors]))

    def seen(self, words: str) -> Iterator[tuple[str, str]]:
        """Each place of the words once, by the gravest of what it may be."""
        if not words:
            return
        for match in MAIL.finditer(words):
            yield "mail", match[0]
        for match in PHONE.finditer(words):
            yield "phone", match[0].strip()
        told: list[str] = []
        for kind, said in self.names(words):
            if not any(said in one for one in told):
                told.append(said)
                yield kind, said

    def names(self, words: str) -> Iterator[tuple[str, str]]:
        for pattern in self.whole:
            yield from ((AUDITOR, match[0]) for match in pattern.finditer(words))
        for kind, known in ((AUDITOR, self.auditors), ("name", self.known)):
            for match in places(words, known):
                if not self.is_frame(match[0]):
                    yield kind, match[0]
        yield from (("name", said) for said in unknown(words) if not self.is_frame(said))

    def is_frame(self, said: str) -> bool:
        """A place or a house: Salossa, where Salo is a site."""
        return any(said.lower().startswith(word) for word in self.frame)


def _whole(name: str) -> re.Pattern[str]:
    """First name and surname beside each other, whichever stands first."""
    first, *_middle, last = name.split()
    patterns = (inflected([first]), inflected([], [last]))
    both = [pattern.pattern if pattern else "" for pattern in patterns]
    return re.compile("|".join(rf"{a},? {b}" for a, b in (both, both[::-1])))


def _frame(document: ReportDocument) -> Iterator[str]:
    """The stems of the words that the report is about."""
    told = [document.client, document.audit, document.site, document.region]
    told += [words for site in document.sites for words in (site.name, site.region)]
    for word in re.findall(r"\w{4,}", " ".join(told).lower()):
        yield word[:-1] if len(word) > 5 else word
