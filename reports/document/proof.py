"""Whether a document says what its answers say: every figure worked out again and laid beside it.

``proven`` builds the document anew from the enclosed bundle and compares what rests on answers.
The consultant's words, her choice of recommendations and the photos are no figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from audits.bundle import BundleError, bundle_of
from reports.document.basis import PhotoOf, Wishes
from reports.document.build import build_document
from reports.document.codec import DocumentError, from_json, to_json
from reports.document.data import ReportDocument

# What rests on the answers alone.
PARTS = (
    *("target", "bands", "total", "stages", "visits", "sites", "emotion", "promises", "failures"),
    *("surprises", "recovery", "closing", "strengths", "needs", "criticals", "method"),
)
# Beside the answers: known to the installation, not to the bundle.
BESIDE = {"photos", "recall"}
# What came with a later version and is no figure.
BESIDE |= {"is_text"}
NAMES = ("code", "label", "key", "number")
MISSING = "–"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: where it stands, what the report says, what its answers give."""

    place: str
    told: str
    found: str

    @property
    def is_equal(self) -> bool:
        return self.told == self.found


def proven(document: Mapping[str, Any], bundle: Mapping[str, Any]) -> tuple[Figure, ...]:
    """Every figure of a report's JSON, compared. Raises ``ValueError``: nothing can be read."""
    try:
        told = from_json(dict(document))
        read = bundle_of(dict(bundle))
    except DocumentError as error:
        raise ValueError(str(error)) from error
    except BundleError as error:
        raise ValueError("; ".join(map(str, error.faults))) from error
    wishes = Wishes(language=told.language, photos=_photos(told))
    again = to_json(build_document(read, wishes))
    ours = {place: words for part in PARTS for place, words in figures(again[part], part)}
    theirs = {place: words for part in PARTS for place, words in figures(document[part], part)}
    places = [*theirs, *(place for place in ours if place not in theirs)]
    return tuple(
        Figure(place, theirs.get(place, MISSING), ours.get(place, MISSING)) for place in places
    )


def _photos(told: ReportDocument) -> tuple[PhotoOf, ...]:
    """A question that has a picture and no answer is told too: the pictures go along."""
    keys = {visit.label: f"v{number}" for number, visit in enumerate(told.visits, 1)}
    return tuple(
        PhotoOf(one.sha256, keys[one.visit], one.criterion, one.stage)
        for one in told.photos
        if one.visit in keys
    )


def figures(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """The figures of a part with their places: a score with its shown number is one figure."""
    if isinstance(value, Mapping) and "shown" in value:
        others = sorted(name for name in value if name != "shown" and name not in BESIDE)
        told = ", ".join(f"{name} {_words(value[name])}" for name in others)
        yield place, f"{_words(value['shown'])} ({told})"
    elif isinstance(value, Mapping):
        for name, item in value.items():
            if name not in BESIDE:
                yield from figures(item, f"{place}.{name}")
    elif isinstance(value, list):
        for name, item in zip(_names(value), value, strict=True):
            yield from figures(item, f"{place}.{name}")
    else:
        yield place, _words(value)


def _names(items: list[Any]) -> list[str]:
    """A list's items go by code or label, else by visit where each has its own, else by place: the
    consultant may have put them into another order."""
    visits = [item.get("visit") if isinstance(item, dict) else None for item in items]
    own = len(set(visits)) == len(items) and all(visits)
    return [
        _name(item, str(visits[index]) if own else str(index)) for index, item in enumerate(items)
    ]


def _name(item: Any, other: str) -> str:
    named = (item.get(name) for name in NAMES) if isinstance(item, dict) else ()
    return str(next((name for name in named if name), other))


def _words(value: Any) -> str:
    return MISSING if value is None or value == "" else str(value)
