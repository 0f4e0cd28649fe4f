"""What every kind of question can do, and the words and numbers that they share."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from journeys.definition import Criterion, Fault, Words, as_decimal, in_language, shown

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# One unit is a millionth of a point; see audits.scoring.
UNIT = 1_000_000
FULL = 100 * UNIT

NEVER = "never"
NEVER_WORDS = {"fi": "Ei koskaan", "sv": "Aldrig", "en": "Never"}

# The comparisons that a condition may make, by what answers are.
ONLY_ANSWERED = frozenset({"answered"})
EQUALITY = ONLY_ANSWERED | {"is", "is_not", "in"}
ORDER = EQUALITY | {"below", "at_least"}


class QuestionType:
    """One kind of question. Everything that is particular to it stands in its class."""

    key: ClassVar[str]
    label: ClassVar[StrOrPromise]
    # A component of its own, or "" for an ordinary field of the form.
    template: ClassVar[str] = ""
    # How an answer is written in JSON: "words", "number" (or a word in its place) or "list".
    shape: ClassVar[str] = "words"
    # Whether answers of this kind can earn points at all.
    is_scored: ClassVar[bool] = True
    # Whether answers of this kind are somebody’s own words.
    is_text: ClassVar[bool] = False
    # The keys of a criterion that only some kinds read (definition.TYPE_KEYS).
    keys: ClassVar[frozenset[str]] = frozenset()
    # The bounds, when the kind itself fixes them.
    range: ClassVar[tuple[int, int] | None] = None
    # What a condition may ask of an answer (definition.COMPARISONS).
    comparisons: ClassVar[frozenset[str]] = EQUALITY

    def faults(self, criterion: Criterion) -> Iterator[Fault]:
        """What is wrong with a criterion of this kind; places are relative to it."""
        yield from ()

    def scores(self, criterion: Criterion) -> bool:
        """Whether answers to this very criterion can earn points."""
        return self.is_scored

    def accepts_never(self, criterion: Criterion) -> bool:
        """Whether “never” may be answered: the thing did not happen."""
        return False

    def form_field(self, criterion: Criterion, language: str) -> forms.Field:
        """The field of the visit form. Never required: completeness is asked for at submit."""
        raise NotImplementedError

    def problem(self, criterion: Criterion, value: Any) -> str:
        """What is wrong with a value from a bundle or a form, in English for the file; or ""."""
        raise NotImplementedError

    def compared(self, criterion: Criterion, value: Any) -> str:
        """What is wrong with a value that a condition compares answers with; or ""."""
        return self.problem(criterion, value)

    def clean(self, criterion: Criterion, value: Any) -> Any:
        """The JSON value that is stored, for a value without a problem; None for blank."""
        return value

    def micro(self, criterion: Criterion, value: Any) -> int | None:
        """Millionths of a point, 0 to 100 000 000; None when the answer does not score."""
        raise NotImplementedError

    def display(self, criterion: Criterion, value: Any, language: str) -> str:
        """How the answer reads for a person."""
        raise NotImplementedError

    def rule_words(self, criterion: Criterion, language: str) -> list[tuple[str, Decimal | None]]:
        """How it scores: each answer or bound in words with its points (None: not scored)."""
        return []

    def rule_note(self, criterion: Criterion) -> str:
        """What those words leave open, as a sentence; or ""."""
        return ""


def expected(what: str, value: Any) -> str:
    return f"{what} is expected, not {shown(value)}"


def clamped(micro: int) -> int:
    return min(max(micro, 0), FULL)


def micro_points(points: Decimal) -> int:
    """Points of the checklist in millionths, rounded half up."""
    (scaled,), unit = integers(points)
    return clamped(ratio(scaled * UNIT, unit))


def integers(*numbers: Decimal) -> tuple[list[int], int]:
    """The numbers as integers over one common power of ten, and that power."""
    exponents = [exponent for n in numbers if isinstance(exponent := n.as_tuple().exponent, int)]
    places = max(0, -min(exponents, default=0))
    return [int(number.scaleb(places)) for number in numbers], 10**places


def ratio(numerator: int, denominator: int) -> int:
    """The quotient rounded half up; the numerator may be negative."""
    return (2 * numerator + denominator) // (2 * denominator)


def stored_number(value: Any) -> int | float | None:
    """A number as JSON keeps it: whole ones without a decimal point, unless it was given one."""
    number = as_decimal(value)
    if number is None:
        return None
    if isinstance(value, float):
        return value
    return int(number) if number == number.to_integral_value() else float(number)


def number_text(number: Decimal, language: str) -> str:
    """A number as it is written in the language: decimal comma and a real minus."""
    text = f"{number.normalize():f}".replace("-", "−")
    return text if language == "en" else text.replace(".", ",")


def word(words: Words, language: str) -> str:
    return in_language(words, language)
