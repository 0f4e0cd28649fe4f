"""Loading: the shared blocks, the library's files, and the stored versions of checklists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Case, OuterRef, Prefetch, QuerySet, Subquery, When

from journeys import definition
from journeys.definition import Common
from journeys.models import Checklist, ChecklistVersion, Origin

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


def versions() -> QuerySet[ChecklistVersion]:
    """Stored versions without their documents: names and counts stand beside them."""
    return ChecklistVersion.objects.select_related("checklist").defer("document")


def version(code: str, number: int) -> ChecklistVersion | None:
    """One version; of several contents under one number, the one that this house published."""
    return newest(versions().filter(checklist__code=code, version=number))


def latest_version(code: str) -> ChecklistVersion | None:
    """The newest version that this house published; failing that, one that came with an audit."""
    return newest(versions().filter(checklist__code=code))


def newest(rows: QuerySet[ChecklistVersion]) -> ChecklistVersion | None:
    ours_first = Case(When(origin=Origin.AUDIT, then=1), default=0)
    return rows.order_by(ours_first, "-version", "-pk").first()


def checklists() -> list[Checklist]:
    """Every checklist by its code, with ``version_list``: the newest first. Two queries."""
    rows = Prefetch("versions", queryset=versions(), to_attr="version_list")
    return list(Checklist.objects.prefetch_related(rows))


def offered_versions() -> QuerySet[ChecklistVersion]:
    """The versions that a new audit may be made on: the newest of each checklist of this house."""
    own = ChecklistVersion.objects.filter(checklist=OuterRef("checklist")).exclude(
        origin=Origin.AUDIT
    )
    newest_own = own.order_by("-version", "-pk").values("pk")[:1]
    return versions().filter(pk=Subquery(newest_own)).order_by("checklist__code")
