"""Everything that is particular to one kind of question.

A type says: which form field the auditor sees, which values are accepted, how many points an
answer earns, and how it reads. To add one, write a class and its line in ``QUESTION_TYPES``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from journeys.definition import Criterion

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# One unit is a millionth of a point; see audits.scoring.
UNIT = 1_000_000


class QuestionType:
    key: ClassVar[str]
    label: ClassVar[StrOrPromise]
    template: ClassVar[str] = "components/question_text.html"
    is_scored: ClassVar[bool] = True

    def form_field(self, criterion: Criterion, language: str) -> forms.Field:
        """The field of the visit form. Never required: completeness is asked for at submit."""
        raise NotImplementedError

    def problem(self, criterion: Criterion, value: Any) -> str:
        """What is wrong with a value from a bundle or a form, in English for the file; or ""."""
        raise NotImplementedError

    def clean(self, criterion: Criterion, value: Any) -> Any:
        """The JSON value that is stored, for a value without a problem; None for blank."""
        raise NotImplementedError

    def micro(self, criterion: Criterion, value: Any) -> int | None:
        """Millionths of a point, 0 to 100 000 000; None when the answer does not score."""
        raise NotImplementedError

    def display(self, criterion: Criterion, value: Any, language: str) -> str:
        """How the answer reads for a person."""
        raise NotImplementedError


QUESTION_TYPES: dict[str, QuestionType] = {}
