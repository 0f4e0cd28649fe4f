"""The words of photos.js and annotate.js."""

from __future__ import annotations

from django.utils.translation import gettext as _


def photo_texts() -> dict[str, str]:
    words = {
        "full": _(
            "The tablet is full: “{name}” was not kept. Send what is here, then take it again."
        ),
        "lost": _("“{name}” could not be kept on this tablet. Take it again."),
        "away": _("The photo could not be fetched. Try again with a network."),
        "alt": _("Photo {number}"),
        "caption": _("What photo {number} shows"),
        "words": _("What it shows"),
        "is_raw": _("On this tablet"),
        "is_ready": _("On this tablet"),
        "is_done": _("On the server"),
        "is_refused": _("Refused: not a photo"),
        "is_elsewhere": _("On another tablet"),
        "edit": _("Draw or hide"),
        "delete": _("Delete"),
        "sure": _("Really delete?"),
        "tool": _("Tool"),
        "tool_hide": _("Hide"),
        "tool_black": _("Black out"),
        "tool_pen": _("Pen"),
        "tool_arrow": _("Arrow"),
        "tool_box": _("Box"),
        "picture": _("The photo"),
        "help": _(
            "Draw with a finger or the mouse. With the keyboard: arrows move the frame, with Shift "
            "they size it, Enter uses the tool. What is hidden cannot be brought back later."
        ),
        "done": _("{tool}: {number}"),
        "undone": _("Undone"),
        "undo": _("Undo"),
        "cancel": _("Cancel"),
        "use": _("Use this picture"),
    }
    return {f"photo_{name}": text for name, text in words.items()}
