"""Reading a document and collecting every fault in it instead of stopping at the first."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from journeys.definition.shape import LANGUAGES, Fault, Phrase, Words
from journeys.definition.shape import phrase as _

CODE = re.compile(r"[A-Za-z0-9._-]{1,32}\Z")
KEY = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
TEXT_LENGTH = 5000
# More digits than this are no observation; they only make the arithmetic slow.
LARGEST_EXPONENT, SMALLEST_EXPONENT = 12, -20


def as_decimal(value: Any) -> Decimal | None:
    """The exact number of a JSON value; None for what is no number: booleans, NaN, text.

    A number with decimals goes through its shortest text, so that it means the same before and
    after it was stored as JSON.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return None
    if number and not SMALLEST_EXPONENT <= number.adjusted() < LARGEST_EXPONENT:
        return None
    exact = number == number.to_integral_value()
    return number if exact else Decimal(repr(float(number)))


def shown(value: Any) -> str:
    """A value as the file shows it, cut short."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"


def below(place: str, key: Any) -> str:
    """The place of a key: ``criteria.code``, or ``criteria["odd key"]``."""
    if isinstance(key, str) and re.fullmatch(r"[A-Za-z_]\w*", key):
        return f"{place}.{key}" if place else key
    return f"{place}[{shown(key)}]"


def unexpected(place: str, expected: Phrase, value: Any) -> Fault:
    found = shown(value)
    return Fault(place, f"{expected} is expected, not {found}", expected=expected, found=found)


def missing(place: str, expected: Phrase) -> Fault:
    return Fault(place, f"is missing; {expected} is expected", expected=expected)


def remark(place: str, words: Phrase) -> Fault:
    return Fault(place, str(words), remark=words)


class Node:
    """One mapping of the document. Each reader notes a fault and returns something harmless."""

    def __init__(self, faults: list[Fault], place: str, value: Any) -> None:
        self.faults = faults
        self.place = place
        self.is_mapping = isinstance(value, Mapping)
        self.value: Mapping[Any, Any] = value if self.is_mapping else {}
        self.known: list[str] = []
        if not self.is_mapping:
            self.faults.append(unexpected(place, _("a mapping of keys to values"), value))

    def remark(self, key: str, words: Phrase) -> None:
        self.faults.append(remark(self.at(key) if key else self.place, words))

    def at(self, key: str) -> str:
        return below(self.place, key)

    def has(self, key: str) -> bool:
        """Whether the key is given with a value; from now on it is a known key."""
        self.known.append(key)
        return self.value.get(key) is not None

    def get(self, key: str, expected: Phrase, *, required: bool) -> Any:
        """The raw value; None when it is absent, with a fault when it was required."""
        if self.has(key):
            return self.value[key]
        if required and self.is_mapping:
            self.faults.append(missing(self.at(key), expected))
        return None

    def wrong(self, key: str, expected: Phrase) -> None:
        self.faults.append(unexpected(self.at(key), expected, self.value[key]))

    def text(self, key: str, *, required: bool = False, length: int = TEXT_LENGTH) -> str:
        expected = _("a text of 1–%(most)s characters", most=length)
        value = self.get(key, expected, required=required)
        if value is None:
            return ""
        if isinstance(value, str) and value.strip() and len(value) <= length:
            return value
        self.wrong(key, expected)
        return ""

    def code(self, key: str, pattern: re.Pattern[str] = CODE, *, required: bool = True) -> str:
        limit = 32 if pattern is CODE else 64
        expected = _("1–%(most)s characters of A–Z, a–z, 0–9, “.”, “_”, “-”", most=limit)
        value = self.get(key, expected, required=required)
        if value is None:
            return ""
        if isinstance(value, str) and pattern.match(value):
            return value
        self.wrong(key, expected)
        return ""

    def one_of(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        """One of the choices; without a default the key is required."""
        expected = _("one of %(choices)s", choices=", ".join(choices))
        value = self.get(key, expected, required=default is None)
        if value is None:
            return default or ""
        if isinstance(value, str) and value in choices:
            return value
        self.wrong(key, expected)
        return default or ""

    def flag(self, key: str) -> bool:
        expected = _("true or false")
        value = self.get(key, expected, required=False)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.wrong(key, expected)
        return False

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from low to high; without a default the key is required."""
        expected = _("a whole number from %(low)s to %(high)s", low=low, high=high)
        value = self.get(key, expected, required=default is None)
        # Below every allowed number, so that a faulty one equals no good one.
        fallback = low - 1 if default is None else default
        if value is None:
            return fallback
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.wrong(key, expected)
        return fallback

    def number(self, key: str, low: int | None = None, high: int | None = None) -> Decimal | None:
        """An optional number, within the bounds when there are any."""
        if not self.has(key):
            return None
        return self.checked(self.at(key), self.value[key], low, high)

    def points(self, place: str, value: Any, low: int = 0) -> Decimal:
        return self.checked(place, value, low, 100) or Decimal(0)

    def checked(self, place: str, value: Any, low: int | None, high: int | None) -> Decimal | None:
        number = as_decimal(value)
        inside = number is not None and (low is None or high is None or low <= number <= high)
        if inside:
            return number
        wanted = _("a number")
        if low is not None:
            least = str(low).replace("-", "−")
            wanted = _("a number from %(low)s to %(high)s", low=least, high=high)
        self.faults.append(unexpected(place, wanted, value))
        return None

    def words(self, key: str, *, required: bool = False) -> Words:
        """A text in at least one of the languages."""
        expected = _("a text in one or more of fi, sv, en")
        value = self.get(key, expected, required=required)
        if value is None:
            return {}
        if not isinstance(value, Mapping) or not value:
            self.wrong(key, expected)
            return {}
        node = self.child(key)
        words = node.languages()
        node.close()
        return words

    def languages(self) -> Words:
        """The texts that stand under fi, sv and en of this very mapping."""
        texts = {language: self.text(language) for language in LANGUAGES}
        return {language: text for language, text in texts.items() if text}

    def child(self, key: str) -> Node:
        self.known.append(key)
        return Node(self.faults, self.at(key), self.value.get(key))

    def items(
        self, key: str, *, required: bool = False, most: int = 1000
    ) -> Iterator[tuple[str, Any]]:
        """The places and values of a list; nothing when it is absent or no list."""
        expected = _("a list of at most %(most)s entries", most=most)
        value = self.get(key, expected, required=required)
        if value is None:
            return
        if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > most:
            self.wrong(key, expected)
            return
        for index, item in enumerate(value):
            yield f"{self.at(key)}[{index}]", item

    def pairs(self, key: str, names: Phrase) -> list[tuple[str, Any, Any]]:
        """A list of pairs: place, first, second."""
        found = []
        for place, item in self.items(key, most=100):
            if isinstance(item, Sequence) and not isinstance(item, str) and len(item) == 2:
                found.append((place, item[0], item[1]))
            else:
                self.faults.append(unexpected(place, names, item))
        return found

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.value:
            if key in self.known:
                continue
            near = difflib.get_close_matches(str(key), self.known, 1)
            words = _("unknown key")
            if near:
                words = _("unknown key; did you mean “%(key)s”?", key=near[0])
            self.faults.append(remark(below(self.place, key), words))
