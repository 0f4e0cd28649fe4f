"""Signs that no typeface of the report has: emoji and scripts of elsewhere, told in words.

A box where a letter should be breaks both standards and says nothing. What stood there is kept in
the data that the PDF encloses; on paper a word in brackets takes its place. Hebrew, Arabic,
Armenian and Georgian come from the typeface that the system's text library brings along.
"""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

# Everything outside these ranges is told in words.
DRAWN = (
    "\t\n\r\x20-\u052f"  # Latin, Greek, Cyrillic
    "\u0531-\u058f\u0591-\u05f4\u0600-\u06ff"  # Armenian, Hebrew, Arabic
    "\u10a0-\u10ff\u1e00-\u1fff\u2000-\u200c\u200e-\u23cf\u2500-\u27bf"  # Georgian, signs
    "\ufb00-\ufb4f\ufe70-\ufefc"
)
# They change how the sign before them looks, and are none themselves.
SILENT = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e007f]")
UNDRAWN = re.compile(f"([^{DRAWN}])\\1*")


def in_words(text: str) -> str:
    """The text with a word in brackets for each sign that cannot be drawn."""
    return UNDRAWN.sub(lambda match: f"[{_name(match[1])}]", SILENT.sub("", text))


def _name(sign: str) -> str:
    for signs, name in _common().items():
        if sign in signs:
            return name
    return unicodedata.name(sign, f"U+{ord(sign):04X}").lower()


def _common() -> dict[str, str]:
    return {
        "😀😃😄😁😆🙂😊☺🥰😍": _("smile"),
        "😂🤣": _("laughter"),
        "😢😭🙁😞😔😟": _("sad face"),
        "😡😠🤬": _("angry face"),
        "👍": _("thumb up"),
        "👎": _("thumb down"),
        "💚💙💛🧡💜🖤": _("heart"),
        "👏": _("applause"),
        "🎉🥳": _("celebration"),
    }
