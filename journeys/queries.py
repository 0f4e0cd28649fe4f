"""Loading: the shared blocks, the library's files, and the stored versions of checklists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from journeys import definition
from journeys.definition import Common

LIBRARY = Path(__file__).parent / "library"
COMMON = "common"


def read_yaml(name: str) -> dict[str, Any]:
    text = (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.safe_load(text)
    return document


@cache
def common() -> Common:
    """The blocks that every checklist shares. Read once for each process; no database."""
    return definition.parse_common(read_yaml(COMMON))


def library_codes() -> list[str]:
    """The checklists that ship with the product; no database."""
    return sorted(path.stem for path in LIBRARY.glob("*.yaml") if path.stem != COMMON)


def resolved(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document complete in itself: ``extends: common`` brings in the five stages."""
    full = {key: value for key, value in document.items() if key != "extends"}
    extends = document.get("extends")
    if extends is None:
        return full
    if extends != COMMON:
        place = "checklist.extends"
        message = f"{definition.shown(COMMON)} is expected, not {definition.shown(extends)}"
        raise definition.DefinitionError([definition.Fault(place, message)])
    full.setdefault("stages", read_yaml(COMMON)["stages"])
    return full


@cache
def library_document(code: str) -> Mapping[str, Any]:
    """A library checklist as a complete document; KeyError when there is none. No database."""
    if code not in library_codes():
        raise KeyError(code)
    return resolved(read_yaml(code))


@cache
def library_checklist(code: str) -> definition.Checklist:
    """A library checklist, parsed once for each process; no database."""
    return definition.parse_checklist(library_document(code))
