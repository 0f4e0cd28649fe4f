"""Who could be recognised: names of people of the house, addresses, numbers, in any text shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.document.data import ReportDocument, Stage
from reports.narrative.facts import digest

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A Finnish or Swedish telephone number: +358 …, 040 …, 09 …, seven digits at least.
PHONE = re.compile(r"(?<![\w.,/])(?:\+\d{1,3}[ -]?|0)\d{1,3}(?:[ -]?\d{2,4}){2,4}(?![\w.,/]\d)")
# Said of somebody: “nimeltä Maija”, “hette Maija”, “called Maija”.
CALLED = re.compile(
    r"(?:nimeltään|nimeltä|nimikyltissä(?: luki)?|heter|hette|vid namn|named|called|name tag said)"
    r"\s+[“”\"’']?([A-ZÅÄÖ][a-zåäö]{2,})"
)
SHORTEST = 4
# Words of the trade that are names too; as names they stand beside a first name, which is found.
OF_THE_TRADE = frozenset(
    {
        *("asiakas", "asiakkaat", "auditoija", "konsultti", "tarkastaja", "myyjä", "johtaja"),
        *("kunde", "kunden", "granskare", "konsult", "säljare"),
        *("customer", "client", "auditor", "editor", "consultant", "manager", "seller"),
    }
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that may tell who somebody is, and where it stands."""

    kind: str  # name, mail, phone
    words: str
    where: str  # key of the kind of text
    at: str  # of which section, visit, criterion
    context: str

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


def sightings(document: ReportDocument, names: Iterable[str]) -> list[Sighting]:
    """What of the texts may tell who somebody is, each place once."""
    known = _pattern(names)
    found: dict[str, Sighting] = {}
    for where, at, words in texts(document):
        for kind, said in _seen(words, known):
            one = Sighting(kind, said, where, at, words)
            found.setdefault(f"{one.key}{said}", one)
    return list(found.values())


def _seen(words: str, known: re.Pattern[str] | None) -> Iterator[tuple[str, str]]:
    if not words:
        return
    for match in MAIL.finditer(words):
        yield "mail", match[0]
    for match in PHONE.finditer(words):
        yield "phone", match[0].strip()
    for match in CALLED.finditer(words):
        yield "name", match[1]
    for match in known.finditer(words) if known else ():
        yield "name", match[0]


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """The parts of the names in any case form: Mäkinen, Mäkisen; Anna, Annalle."""
    parts = {part for name in names for part in re.split(r"[\s-]+", name) if len(part) >= SHORTEST}
    kept = {one for one in parts if one[:1].isupper() and one.lower() not in OF_THE_TRADE}
    stems = sorted({_stem(one) for one in kept}, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(stems)})(?!\w)") if stems else None


def _stem(part: str) -> str:
    if part.endswith("nen"):
        return rf"{re.escape(part[:-3])}(?:nen|s\w{{1,5}})"
    return rf"{re.escape(part)}(?:\w{{0,4}})"
