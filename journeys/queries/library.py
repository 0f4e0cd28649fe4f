"""The library's files: the shared blocks and the shipped checklists. No database.

``store.yaml`` is version 1 of a checklist for ever, ``store-2.yaml`` is its version 2. A code alone
means version 1, as it has in every audit bundle that names a checklist by its code.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from journeys import definition
from journeys.definition import Checklist, Common, Contradiction

LIBRARY = Path(__file__).parent.parent / "library"
COMMON = "common"
# By checklist, which answers cannot well be true together.
CONTRADICTIONS = "contradictions"


SHARED = (COMMON, CONTRADICTIONS)


def read_library_file(name: str) -> dict[str, Any]:
    document: dict[str, Any] = definition.read_file((LIBRARY / f"{name}.yaml").read_bytes())
    return document


@cache
def common() -> Common:
    """The blocks that every checklist shares. Read once for each process."""
    return definition.parse_common(read_library_file(COMMON))


def library_codes() -> list[str]:
    """The checklists that ship with the product."""
    return sorted({code for code, _version in library_versions()})


@cache
def library_versions() -> tuple[tuple[str, int], ...]:
    """Every shipped checklist with its versions: by code, the earliest first."""
    stems = (path.stem for path in LIBRARY.glob("*.yaml") if path.stem not in SHARED)
    named = (stem.partition("-") for stem in stems)
    return tuple(sorted((code, int(version or 1)) for code, _dash, version in named))


def resolved(document: Any) -> Any:
    """The document complete in itself: ``extends: common`` brings in the five stages."""
    if not isinstance(document, Mapping) or document.get("extends") != COMMON:
        return document
    full = {key: value for key, value in document.items() if key != "extends"}
    return {"stages": read_library_file(COMMON)["stages"], **full}


@cache
def library_document(code: str, version: int = 1) -> Mapping[str, Any]:
    """A library checklist as a complete document; KeyError when there is none."""
    if (code, version) not in library_versions():
        raise KeyError(code)
    name = code if version == 1 else f"{code}-{version}"
    document: Mapping[str, Any] = resolved(read_library_file(name))
    return document


@cache
def library_checklist(code: str, version: int = 1) -> Checklist:
    """A library checklist, parsed once for each process."""
    return definition.parse_checklist(library_document(code, version))


@cache
def _shipped_contradictions(code: str) -> tuple[Contradiction, ...]:
    """Those of a checklist of the library. They are no part of a version, for they score nothing:
    what is learnt later is said of visits made before, too."""
    items = read_library_file(CONTRADICTIONS).get(code, [])
    return definition.parse_contradictions(items, f"{CONTRADICTIONS}.{code}")


def contradictions_of(checklist: Checklist) -> tuple[Contradiction, ...]:
    """What the checklist declares itself, and of what is shipped for it what fits its questions."""
    shipped = definition.fitting(checklist, _shipped_contradictions(checklist.code))
    own = checklist.contradictions
    return (*own, *(one for one in shipped if one not in own))
