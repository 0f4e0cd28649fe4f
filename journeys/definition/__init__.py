"""What a checklist is: five stages, criteria and how they score, as frozen data.

``parse_checklist`` turns a document (a library file or the ``checklist`` of a bundle) into a
``Checklist`` and reports every fault at once, each with its place. No Django, no database.
The kinds of question register what they need to know here (``TYPE_RULES``).
"""

from journeys.definition.blocks import ANY_STAGE, parse_common
from journeys.definition.checklists import BANDS, FORMAT, digest, parse_checklist
from journeys.definition.criteria import TYPE_RULES, TypeRule
from journeys.definition.files import MOST_BYTES, read_file
from journeys.definition.reading import as_decimal, missing, remark, shown
from journeys.definition.shape import (
    LANGUAGES,
    STAGE_COUNT,
    Band,
    Checklist,
    Common,
    CostLevel,
    Criterion,
    DefinitionError,
    Fault,
    KnockOut,
    Option,
    Phrase,
    Recommendation,
    Scoring,
    Stage,
    Words,
    in_language,
    stage_criteria,
)

__all__ = [
    "ANY_STAGE",
    "BANDS",
    "FORMAT",
    "LANGUAGES",
    "MOST_BYTES",
    "STAGE_COUNT",
    "TYPE_RULES",
    "Band",
    "Checklist",
    "Common",
    "CostLevel",
    "Criterion",
    "DefinitionError",
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
    "digest",
    "in_language",
    "missing",
    "parse_checklist",
    "parse_common",
    "read_file",
    "remark",
    "shown",
    "stage_criteria",
]
