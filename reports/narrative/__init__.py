"""What the consultant writes beside the figures: text with live chips, drafted, checked, frozen.

    Markdown with chip codes ──read──▶ Text ──paper──▶ Narrative, frozen in the document
            ▲                           │ ▲
            └──────────write────────────┘ └──editor── the page's rich text

A chip stands for a ``Fact`` of the document. Every sentence knows what it was written against
(``sentences``); ``checks`` says what is to be settled before the report may be issued.
"""

from reports.narrative.checks import Remark, reading, remarks
from reports.narrative.compare import Difference, Moved, Piece, differences, moved, pieces
from reports.narrative.drafts import draft
from reports.narrative.editor import EditorError, from_editor, to_editor
from reports.narrative.facts import Fact, facts
from reports.narrative.markdown import read, write
from reports.narrative.paper import narrative, readable
from reports.narrative.sentences import Bindings, Sentence, accepted, bound, sentences, stale
from reports.narrative.text import Chip, Text, chips

__all__ = [
    "Bindings",
    "Chip",
    "Difference",
    "EditorError",
    "Fact",
    "Moved",
    "Piece",
    "Remark",
    "Sentence",
    "Text",
    "accepted",
    "bound",
    "chips",
    "differences",
    "draft",
    "facts",
    "from_editor",
    "moved",
    "narrative",
    "pieces",
    "read",
    "readable",
    "reading",
    "remarks",
    "sentences",
    "stale",
    "to_editor",
    "write",
]
