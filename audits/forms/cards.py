"""The cards of a visit's pages, laid out by crispy-forms and drawn once.

What a published checklist asks never changes, so the markup of a page is drawn once for each
checklist version and language, with gaps (``gap``) where the answers belong. Showing a page is
then joining strings: see ``Skeleton.fill``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK, render_crispy_form
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from audits.forms.answer_fields import NumberOrNever
from audits.queries.visit_progress import Question
from journeys.definition import Criterion as Asked
from journeys.definition import Stage as AskedStage
from journeys.definition import in_language
from journeys.question_types import NEVER, clock_unit, question_type
from journeys.question_types.kind import FULL, NEVER_WORDS, UNIT

# Private-use characters: no text of a checklist and no template holds them.
OPEN, CLOSE = "\ue000", "\ue001"
GAP = re.compile(f"{OPEN}(.*?){CLOSE}")
MOST_PAGES = 200


def gap(name: str) -> SafeString:
    """Stands in the drawn markup where something will be written each time."""
    return mark_safe(f"{OPEN}{name}{CLOSE}")  # our own name, between our own marks


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Drawn markup with gaps: literal, gap, literal … literal."""

    literals: tuple[str, ...]
    gaps: tuple[str, ...]
    names: frozenset[str]

    @classmethod
    def of(cls, markup: str) -> Skeleton:
        pieces = GAP.split(markup)
        gaps = tuple(pieces[1::2])
        return cls(tuple(pieces[0::2]), gaps, frozenset(gaps))

    def fill(self, written: Mapping[str, str]) -> SafeString:
        """The markup with what is written; a gap without anything stays empty. All is escaped
        by who writes it."""
        pieces = [self.literals[0]]
        for name, literal in zip(self.gaps, self.literals[1:], strict=True):
            pieces += (written.get(name, ""), literal)
        return mark_safe("".join(pieces))  # templates' own output and escaped values


@dataclass(frozen=True, slots=True)
class Page:
    """A drawn page and the names of the fields on it."""

    skeleton: Skeleton
    fields: tuple[str, ...]


class Drawn:
    """Pages by checklist version, language and name. Bounded; the oldest give way."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, ...], Page] = {}

    def get(self, key: tuple[str, ...], blank_form: Callable[[], forms.Form]) -> Page:
        page = self.pages.get(key)
        if page is None:
            form = blank_form()
            page = Page(Skeleton.of(render_crispy_form(form)), tuple(form.fields))
            while len(self.pages) >= MOST_PAGES:
                self.pages.pop(next(iter(self.pages)), None)
            self.pages[key] = page
        return page


DRAWN = Drawn()


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to pick: its value, its words, and its gap for ``checked``."""

    value: str
    words: str
    checked: SafeString
    number: str = ""
    level: int | None = None  # 0 to 4: how much
    tone: int | None = None  # 0 to 4: how good; an expectation is neither good nor bad


def level(asked: Asked, value: Any) -> int | None:
    """0 (earns nothing) to 4 (everything), for colour and shape; None when it does not score."""
    micro = question_type(asked).micro(asked, value)
    if micro is None:
        return None
    points = micro // UNIT
    return 4 if micro == FULL else 3 if points >= 75 else 2 if points >= 50 else int(points > 0)


def marks(question: Question, field: forms.Field) -> list[Mark]:
    several = isinstance(field, forms.MultipleChoiceField)
    found = []
    for value, label in getattr(field, "choices", ()):
        number, dash, words = str(label).partition(" – ")
        how = None if several else level(question.criterion, value)
        found.append(
            Mark(
                value=str(value),
                words=words if dash else number,
                checked=gap(f"{question.key}={value}"),
                number=number if dash else "",
                level=how,
                tone=None if question.key.startswith("e.") else how,
            )
        )
    return found


# More marks than this stand in a row of numbers; longer words than this in a list.
MOST_SEGMENTS = 5
MOST_WORDS = 16


def look(found: Sequence[Mark], asked: Asked) -> str:
    """How the marks are laid out: ``faces``, ``numbers``, ``list``, ``two-up`` or ``row``."""
    is_scale = asked.minimum is not None
    if is_scale and asked.minimum == -3 and asked.maximum == 3:
        return "faces"
    if is_scale and (len(found) > MOST_SEGMENTS or not all(mark.number for mark in found)):
        return "numbers"
    if len(found) > MOST_SEGMENTS or any(len(mark.words) > MOST_WORDS for mark in found):
        return "list"
    return "two-up" if len(found) == 2 else "row"


def is_number(field: forms.Field) -> bool:
    return isinstance(field, forms.DecimalField | NumberOrNever)


def bounds(field: forms.Field) -> str:
    """From where to where a typed number may go, when both ends are set."""
    low, high = getattr(field, "min_value", None), getattr(field, "max_value", None)
    return "" if low is None or high is None else f"{low}–{high}"


def limits(field: forms.Field) -> list[tuple[str, str]]:
    """The ends of a typed number that are set, for the buttons beside it."""
    number = getattr(field, "number", field)
    ends = {name: getattr(number, f"{name}_value", None) for name in ("min", "max")}
    return [(name, str(end)) for name, end in ends.items() if end is not None]


class Card(LayoutObject):  # type: ignore[misc]  # crispy-forms has no types
    """One question as a fieldset; ``Criterion`` adds the tools around it."""

    template = "%s/card.html"

    def __init__(self, question: Question, language: str) -> None:
        self.question, self.language = question, language
        self.names = [question.key]

    def render(
        self, form: forms.Form, context: Any, template_pack: Any = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        form.rendered_fields.update(self.names)  # type: ignore[attr-defined]  # crispy adds it
        return render_to_string(self.template % template_pack, self.context(form))

    def context(self, form: forms.Form) -> dict[str, Any]:
        question, asked = self.question, self.question.criterion
        field = form.fields[question.key]
        found = marks(question, field)
        kind = question_type(asked)
        return {
            "question": question,
            "text": in_language(asked.text, self.language),
            "guide": in_language(asked.help, self.language),
            "unit": in_language(asked.unit, self.language),
            "control": kind.template or self.control(field),
            "marks": found,
            "look": look(found, asked),
            "pick": getattr(field.widget, "input_type", ""),
            "ends": self.ends(asked),
            "help": field.help_text or bounds(field),
            "input_mode": "decimal" if is_number(field) else "",
            "clock": clock_unit(asked),
            "limits": limits(field),
            "value": gap(question.key),
            "never": NEVER if isinstance(field, NumberOrNever) else "",
            "never_words": in_language(NEVER_WORDS, self.language),
            "never_checked": gap(f"{question.key}={NEVER}"),
            **{name: gap(f"{question.key}:{name}") for name in ("flags", "class", "notes")},
        }

    def control(self, field: forms.Field) -> str:
        if isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "journey/answer_marks.html"
        is_long = isinstance(field.widget, forms.Textarea)
        return "journey/answer_words.html" if is_long else "journey/answer_typed.html"

    def ends(self, asked: Asked) -> list[str]:
        """The words at both ends of a row of numbers."""
        if asked.minimum is None or asked.maximum is None or not asked.anchors:
            return []
        low, high = int(asked.minimum), int(asked.maximum)
        return [in_language(asked.anchors.get(end, {}), self.language) for end in (low, high)]


class Criterion(Card):
    """A criterion of the checklist: its question, and why not, comment, photo and guidance."""

    template = "%s/criterion.html"
    field_names = ("state", "reason", "comment")

    def __init__(self, question: Question, language: str) -> None:
        super().__init__(question, language)
        self.code = question.criterion.code
        self.names += [f"c.{self.code}.{name}" for name in self.field_names]

    def needs(self) -> list[str]:
        """The evidence that some answer may ask for."""
        return list(dict.fromkeys(demand.need for demand in self.question.criterion.evidence))

    def context(self, form: forms.Form) -> dict[str, Any]:
        state = f"c.{self.code}.state"
        choices: Iterable[tuple[str, str]] = form.fields[state].choices  # type: ignore[attr-defined]
        return {
            **super().context(form),
            "code": self.code,
            "states": [
                Mark(value, str(words), gap(f"{state}={value}")) for value, words in choices
            ],
            "needs": [
                (need, gap(f"{self.question.key}:{need}"))
                for need in dict.fromkeys(
                    demand.need for demand in self.question.criterion.evidence
                )
            ],
            "reason": gap(f"c.{self.code}.reason"),
            "comment": gap(f"c.{self.code}.comment"),
            **{
                name: gap(f"{self.question.key}:{name}")
                for name in ("comment_open", "photo_open", "photos")
            },
        }


class Check(Card):
    """A recommendation of the last round: is it done, and what shows it?"""

    template = "%s/check.html"

    def __init__(self, question: Question, language: str) -> None:
        super().__init__(question, language)
        self.names.append(f"{question.key}.comment")

    def context(self, form: forms.Form) -> dict[str, Any]:
        key = self.question.key
        comment = {"comment": gap(f"{key}.comment"), "comment_open": gap(f"{key}:comment_open")}
        return {**super().context(form), **comment}


class Stage(LayoutObject):  # type: ignore[misc]  # crispy-forms has no types
    """The checks from the last round, the criteria of a stage, and after them how it felt."""

    template = "%s/stage.html"

    def __init__(self, stage: AskedStage, *parts: Sequence[Card]) -> None:
        self.stage = stage
        self.parts = dict(zip(("checks", "criteria", "close"), parts, strict=True))

    def render(
        self, form: forms.Form, context: Any, template_pack: Any = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        drawn = {
            name: [card.render(form, context, template_pack) for card in cards]
            for name, cards in self.parts.items()
        }
        return render_to_string(self.template % template_pack, {"stage": self.stage, **drawn})


class Cards(LayoutObject):  # type: ignore[misc]  # crispy-forms has no types
    """Cards one after the other."""

    template = "%s/cards.html"

    def __init__(self, cards: Sequence[Card]) -> None:
        self.cards = cards

    def render(
        self, form: forms.Form, context: Any, template_pack: Any = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        drawn = [card.render(form, context, template_pack) for card in self.cards]
        return render_to_string(self.template % template_pack, {"cards": drawn})


def helper_of(layout: LayoutObject) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(layout)
    return helper
