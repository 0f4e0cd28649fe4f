"""What stands between a text and its issue: stale sentences, reminders, typed numbers, big words.

A typed number that is no figure (a year, a week), or a word of frequency that is meant, can be
confirmed. A stale sentence is accepted, a reminder done, a contradiction mended.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from reports.narrative.facts import Fact
from reports.narrative.sentences import Bindings, Sentence, sentences, stale, units
from reports.narrative.text import TODO, Text

STALE, GONE, REMINDER, NUMBER, AGAINST, UNFOUNDED, BEYOND = (
    "stale",
    "gone",
    "todo",
    "number",
    "against",
    "unfounded",
    "beyond",
)
# These are settled by a person who says that they are meant; the others by mending the text.
CONFIRMED = (NUMBER, UNFOUNDED, BEYOND)
NUMBERS = re.compile(r"(?<!\w)(?<!\w-)[+−-]?\d(?:[\d.,:/\u00a0 –]*\d)?(?:\s?%)?")

# Least and greatest share that a quantifier may stand for; both are part of it. “Most” is more than
# half. Each language has its words for them in this order.
HALF = 0.5
BOUNDS = ((0.8, 1), (1, 1), (HALF + 1e-9, 1), (0.4, 0.6), (0, 0.4), (0, 0))
QUANTIFIERS: Mapping[str, tuple[str, ...]] = {
    "fi": (
        r"lähes (?:kaik\w+|jokai\w+|aina)",
        r"(?:kaik(?:ki|illa|issa|ille|kien)|jokai\w+|joka käynnillä|aina)",
        r"(?:useimm\w+|suurin osa|suurimmalla osalla|valtaosa\w*|enemmistö\w*)",
        r"puole(?:t|lla|ssa)",
        r"(?:harva\w*|harvo\w+|muutam\w+)",
        r"(?:ei koskaan|ei yhdelläkään|ei yhtään|yksikään ei|yhdelläkään)",
    ),
    "sv": (
        r"nästan (?:alla|alltid|varje)",
        r"(?:alla|alltid|varje besök|samtliga)",
        r"(?:de flesta|majoriteten|merparten)",
        r"hälften",
        r"(?:få besök|några få|några)",
        r"(?:aldrig|inget besök|inget av besöken|ingen)",
    ),
    "en": (
        r"(?:almost|nearly) (?:all|always|every)",
        r"(?:all|always|every visit|each visit)",
        r"(?:most|the majority|mostly)",
        r"half",
        r"(?:few|a few|some)",
        r"(?:never|no visit|none)",
    ),
}
# What only a pattern lets one say; not from fewer visits than that.
FREQUENT = {
    "fi": r"(?:yleensä|usein|tavallisesti|tyypillisesti|säännöllisesti|toistuvasti|jatkuvasti)",
    "sv": r"(?:vanligtvis|vanligen|ofta|oftast|typiskt|regelbundet|upprepat|ständigt)",
    "en": r"(?:usually|often|typically|regularly|repeatedly|generally|constantly)",
}
PATTERN = 5


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to settle, with its place in the text."""

    kind: str
    paragraph: int
    start: int
    end: int
    words: str
    key: str  # what is accepted or confirmed
    sentence: str = ""  # as it reads, for a list of places
    changes: tuple[tuple[str, str], ...] = field(default=())  # showed, shows

    @property
    def can_be_confirmed(self) -> bool:
        return self.kind in CONFIRMED


def remarks(
    text: Text,
    facts: Mapping[str, Fact],
    written: Bindings,
    *,
    language: str,
    visits: int,
    confirmed: Collection[str] = (),
) -> list[Remark]:
    """Everything to settle, in the order of the text."""
    found: list[Remark] = []
    for sentence in sentences(text):
        found += _stale(sentence, facts, written)
        found += _reminders(sentence, facts)
        found += _numbers(sentence, facts)
        found += _quantifiers(sentence, facts, language)
        found += _beyond(sentence, facts, language, visits)
    return [one for one in found if not (one.can_be_confirmed and one.key in confirmed)]


def reading(sentence: Sentence, facts: Mapping[str, Fact]) -> str:
    """A sentence as it reads, chips as what they show."""
    pieces = {chip.code: shown(chip.key, facts, chip.ref) for chip in sentence.chips}
    words = sentence.words
    for code, said in pieces.items():
        words = words.replace(code, said)
    return words


def shown(key: str, facts: Mapping[str, Fact], missing: str = "") -> str:
    fact = facts.get(key)
    return fact.shown if fact else f"[{missing}]"


def _remark(
    kind: str, sentence: Sentence, facts: Mapping[str, Fact], words: str, key: str, at: int = -1
) -> Remark:
    start, end = sentence.start, sentence.end
    if at >= 0:
        start = sentence.start + units(sentence.bare[:at])
        end = start + units(words)
    said = reading(sentence, facts)
    return Remark(kind, sentence.paragraph, start, end, words, key, said)


def _stale(sentence: Sentence, facts: Mapping[str, Fact], written: Bindings) -> Iterator[Remark]:
    gone = [ref for ref in sentence.refs if ref not in facts]
    moved = [ref for ref in stale(sentence, facts, written) if ref in facts]
    if gone:
        yield _remark(GONE, sentence, facts, ", ".join(gone), sentence.key)
    if moved:
        was = written[sentence.key]
        changes = tuple((was[ref][1], facts[ref].shown) for ref in moved)
        said = reading(sentence, facts)
        yield Remark(
            STALE,
            sentence.paragraph,
            sentence.start,
            sentence.end,
            said,
            sentence.key,
            said,
            tuple((old, new) for old, new in changes if old != new),
        )


def _reminders(sentence: Sentence, facts: Mapping[str, Fact]) -> Iterator[Remark]:
    for chip in sentence.chips:
        if chip.kind == TODO:
            yield _remark(REMINDER, sentence, facts, chip.ref, chip.key)


def _numbers(sentence: Sentence, facts: Mapping[str, Fact]) -> Iterator[Remark]:
    for match in NUMBERS.finditer(sentence.bare):
        said = match[0].strip()
        yield _remark(NUMBER, sentence, facts, said, f"number:{said}", match.start())


def _shares(sentence: Sentence, facts: Mapping[str, Fact]) -> list[float]:
    known = [facts[ref] for ref in sentence.refs if ref in facts]
    return [fact.part / fact.whole for fact in known if fact.part is not None and fact.whole]


def _quantifiers(sentence: Sentence, facts: Mapping[str, Fact], language: str) -> Iterator[Remark]:
    """A quantifier that no share in its sentence bears, or that one contradicts."""
    shares = _shares(sentence, facts)
    rests = bool(sentence.refs)
    taken: set[int] = set()
    for pattern, (least, greatest) in zip(QUANTIFIERS[language], BOUNDS, strict=True):
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", sentence.bare, re.IGNORECASE):
            span = set(range(*match.span()))
            if span & taken:
                continue
            taken |= span
            if any(least <= share <= greatest for share in shares):
                continue
            # “All” and “never” are often said of other things than visits (“answer every letter”).
            is_share = not (least == greatest or (least, greatest) == (0, 0.4))
            kind = AGAINST if shares else UNFOUNDED
            if shares or (is_share and not rests):
                key = f"{kind}:{match[0].lower()}"
                yield _remark(kind, sentence, facts, match[0], key, match.start())


def _beyond(
    sentence: Sentence, facts: Mapping[str, Fact], language: str, visits: int
) -> Iterator[Remark]:
    if visits >= PATTERN:
        return
    pattern = rf"(?<!\w){FREQUENT[language]}(?!\w)"
    for match in re.finditer(pattern, sentence.bare, re.IGNORECASE):
        key = f"{BEYOND}:{match[0].lower()}"
        yield _remark(BEYOND, sentence, facts, match[0], key, match.start())
