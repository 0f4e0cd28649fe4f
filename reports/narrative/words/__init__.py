"""The drafted sentences in three languages, side by side, reviewed as text like the checklists.

Numbers, names and quotes are chips. ``{{basis:…}}`` says what a sentence rests on beside its chips.
Sentences of one visit tell of an event; those of a few visits count; only from five visits on may
a sentence speak of a pattern. Of a change, or of a target, no more is said than chance allows.
"""

from __future__ import annotations

from collections.abc import Mapping

from reports.narrative.words import ahead, events, figures, stages

WORDS: Mapping[str, Mapping[str, str]] = {
    **figures.WORDS,
    **stages.WORDS,
    **events.WORDS,
    **ahead.WORDS,
}

__all__ = ["WORDS"]
