"""From bytes to a JSON document, with what JSON itself would let pass noted as a fault.

The text is parsed once. Twice the same key in one object, numbers with more digits than a float
carries, and characters that no database stores are rare, so a place is looked for only when
something of the kind was met.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from journeys.definition import Fault
from journeys.definition.reading import below

# A number of this many digits is the same number after a detour through a float.
DIGITS = 15
WHOLE = "the document"
# \u0000, and the halves of a pair that stands for one character.
SUSPECT = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class BundleError(ValueError):
    """Everything that is wrong with a bundle, each fault with its place."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class DoubledKeys(dict[str, Any]):
    """An object that had a key twice."""

    keys_twice: tuple[str, ...] = ()


class OddNumber(float):
    """A number that cannot be kept exactly: too many digits, too large, or none at all."""

    text: str = ""


class Oddities:
    """Hooks for the JSON parser; they note whether there is anything to look for."""

    def __init__(self) -> None:
        self.found = False

    def odd(self, text: str) -> OddNumber:
        self.found = True
        number = OddNumber("nan")
        number.text = text if len(text) <= 40 else text[:39] + "…"
        return number

    def whole(self, text: str) -> int | OddNumber:
        return int(text) if len(text) <= DIGITS else self.odd(text)

    def decimal(self, text: str) -> int | float | OddNumber:
        """A number with a decimal point or an exponent; 12.0 is 12."""
        if len(text) > DIGITS:
            number = Decimal(text).normalize() if len(text) <= 60 else Decimal("nan")
            if not number.is_finite() or len(number.as_tuple().digits) > DIGITS:
                return self.odd(text)
        value = float(text)
        if value and not 1e-12 <= abs(value) < 1e15:
            return self.odd(text)
        return int(value) if value.is_integer() else value

    def mapping(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        plain = dict(pairs)
        if len(plain) == len(pairs):
            return plain
        self.found = True
        doubled = DoubledKeys(plain)
        names = [name for name, _value in pairs]
        doubled.keys_twice = tuple(name for name in plain if names.count(name) > 1)
        return doubled


def read_bytes(source: str | Path | IO[bytes]) -> bytes:
    """The bytes of a file, of standard input (``-``) or of an open binary stream."""
    if source == "-":
        return sys.stdin.buffer.read()
    if isinstance(source, str | Path):
        return Path(source).read_bytes()
    return source.read()


def parse(data: bytes) -> tuple[Any, list[Fault]]:
    """The document and the faults that JSON itself does not know.

    Raises ``BundleError`` when the bytes are no JSON document.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"UTF-8 text is expected; byte {error.start + 1} is none"
        raise BundleError([Fault(WHOLE, message)]) from None
    oddities = Oddities()
    try:
        document = json.loads(
            text,
            parse_int=oddities.whole,
            parse_float=oddities.decimal,
            parse_constant=oddities.odd,
            object_pairs_hook=oddities.mapping,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BundleError([Fault(place, f"JSON is expected; {error.msg}")]) from None
    except RecursionError:
        message = "JSON is expected that is not nested so deep"
        raise BundleError([Fault(WHOLE, message)]) from None
    if oddities.found or SUSPECT.search(text):
        return document, list(odd_places("", document))
    return document, []


def odd_places(place: str, value: Any) -> Iterator[Fault]:
    """Every oddity below this place."""
    here = place or WHOLE
    if isinstance(value, OddNumber):
        yield Fault(here, f"a number of at most {DIGITS} digits is expected, not {value.text}")
    elif isinstance(value, str) and UNSTORABLE.search(value):
        yield Fault(
            here, f"text of whole characters other than NUL is expected, not {plain(value)}"
        )
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from odd_places(f"{place}[{index}]", item)
    elif isinstance(value, dict):
        for key in value.keys_twice if isinstance(value, DoubledKeys) else ():
            yield Fault(below(place, key), "the key is expected once, not twice")
        for key, item in value.items():
            if UNSTORABLE.search(key):
                yield Fault(here, f"a key of whole characters is expected, not {plain(key)}")
            else:
                yield from odd_places(below(place, key), item)


def plain(text: str) -> str:
    """The start of a text that may hold anything, in characters that any terminal takes."""
    return f'"{ascii(text[:40])[1:-1]}"'
