"""The library's files: the shared blocks and the shipped checklists. No database."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from journeys import definition
from journeys.definition import Common

LIBRARY = Path(__file__).parent.parent / "library"
COMMON = "common"


def read_library_file(name: str) -> dict[str, Any]:
    document: dict[str, Any] = definition.read_file((LIBRARY / f"{name}.yaml").read_bytes())
    return document


@cache
def common() -> Common:
    """The blocks that every checklist shares. Read once for each process."""
    return definition.parse_common(read_library_file(COMMON))


def library_codes() -> list[str]:
    """The checklists that ship with the product."""
    return sorted(path.stem for path in LIBRARY.glob("*.yaml") if path.stem != COMMON)


def resolved(document: Any) -> Any:
    """The document complete in itself: ``extends: common`` brings in the five stages."""
    if not isinstance(document, Mapping) or document.get("extends") != COMMON:
        return document
    full = {key: value for key, value in document.items() if key != "extends"}
    return {"stages": read_library_file(COMMON)["stages"], **full}


@cache
def library_document(code: str) -> Mapping[str, Any]:
    """A library checklist as a complete document; KeyError when there is none."""
    if code not in library_codes():
        raise KeyError(code)
    document: Mapping[str, Any] = resolved(read_library_file(code))
    return document


@cache
def library_checklist(code: str) -> definition.Checklist:
    """A library checklist, parsed once for each process."""
    return definition.parse_checklist(library_document(code))
