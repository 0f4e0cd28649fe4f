"""What a checklist is: five stages, criteria and how they score, as frozen data.

``parse_checklist`` turns a document (a library file or the ``checklist`` of a bundle) into a
``Checklist`` and reports every fault at once, each with its place. No Django, no database.
The kinds of question register what they need to know here (``TYPE_RULES``).
"""

from journeys.definition.blocks import ANY_STAGE, parse_common
from journeys.definition.checklists import (
    BANDS,
    FORMAT,
    digest,
    fitting,
    parse_checklist,
    parse_contradictions,
)
from journeys.definition.conditions import COMPARISONS, NEEDS, as_document
from journeys.definition.criteria import TYPE_RULES, TypeRule
from journeys.definition.files import MOST_BYTES, read_file
from journeys.definition.reading import as_decimal, missing, remark, shown
from journeys.definition.shape import (
    LANGUAGES,
    STAGE_COUNT,
    Band,
    Checklist,
    Common,
    Condition,
    Contradiction,
    CostLevel,
    Criterion,
    DefinitionError,
    Demand,
    Fault,
    KnockOut,
    Option,
    Phrase,
    Recommendation,
    Scoring,
    Stage,
    Words,
    asked_order,
    in_language,
    stage_criteria,
)

__all__ = [
    "ANY_STAGE",
    "BANDS",
    "COMPARISONS",
    "FORMAT",
    "LANGUAGES",
    "MOST_BYTES",
    "NEEDS",
    "STAGE_COUNT",
    "TYPE_RULES",
    "Band",
    "Checklist",
    "Common",
    "Condition",
    "Contradiction",
    "CostLevel",
    "Criterion",
    "DefinitionError",
    "Demand",
    "Fault",
    "KnockOut",
    "Option",
    "Phrase",
    "Recommendation",
    "Scoring",
    "Stage",
    "TypeRule",
    "Words",
    "as_decimal",
    "as_document",
    "asked_order",
    "digest",
    "fitting",
    "in_language",
    "missing",
    "parse_checklist",
    "parse_common",
    "parse_contradictions",
    "read_file",
    "remark",
    "shown",
    "stage_criteria",
]
