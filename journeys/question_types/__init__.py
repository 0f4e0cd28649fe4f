"""Everything that is particular to one kind of question.

A type says: which form field the auditor sees, which values are accepted, how many points an
answer earns, and how it reads. To add one, write a class and its line in ``QUESTION_TYPES``.
"""

from journeys.definition import TYPE_RULES, Criterion, TypeRule
from journeys.question_types.choice import Choice, MultiChoice
from journeys.question_types.kind import FULL, NEVER, UNIT, QuestionType, number_text
from journeys.question_types.number import Number, NumberField, clock_unit
from journeys.question_types.scale import Scale, ScaleZeroToFour
from journeys.question_types.share import Share
from journeys.question_types.text import Photo, Text
from journeys.question_types.yes_no import YesNo

__all__ = [
    "FULL",
    "NEVER",
    "QUESTION_TYPES",
    "UNIT",
    "NumberField",
    "QuestionType",
    "clock_unit",
    "number_text",
    "question_type",
]

QUESTION_TYPES: dict[str, QuestionType] = {
    kind.key: kind
    for kind in (
        YesNo(),
        Scale(),
        ScaleZeroToFour(),
        Choice(),
        MultiChoice(),
        Number(),
        Share(),
        Text(),
        Photo(),
    )
}

TYPE_RULES.update(
    (
        key,
        TypeRule(
            keys=kind.keys,
            faults=kind.faults,
            range=kind.range,
            scores=kind.scores,
            comparisons=kind.comparisons,
            compared=kind.compared,
        ),
    )
    for key, kind in QUESTION_TYPES.items()
)


def question_type(criterion: Criterion) -> QuestionType:
    """The kind of question that a criterion is."""
    return QUESTION_TYPES[criterion.type]
