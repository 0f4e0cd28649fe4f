"""The JSON Schema of a bundle, and its verdicts turned into our places and sentences.

The file ``audit-1.schema.json`` is the published description of the format; the ``title`` of each
part says what is expected there, and a fault quotes it. Compiled, the schema says in microseconds
that nothing is wrong; only when something is, jsonschema is loaded, goes through it and names what.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import fastjsonschema

from audits.bundle.parsing import WHOLE, OddNumber
from journeys.definition import Fault, shown
from journeys.definition.reading import below

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

SCHEMA_FILE = Path(__file__).parent / "audit-1.schema.json"

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class SchemaFault:
    """A fault with its place as a path, so that what is wrong can be cut out."""

    path: Steps
    message: str
    is_missing: bool = False

    def placed(self, start: str) -> Fault:
        return Fault(place_of(self.path, start) or WHOLE, self.message)


@cache
def schema() -> dict[str, Any]:
    """The published schema."""
    document: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return document


def part_schema(part: str) -> dict[str, Any]:
    """The schema of the whole document (""), or of one of its ``$defs``."""
    whole = schema()
    return {"$defs": whole["$defs"], "$ref": f"#/$defs/{part}"} if part else whole


def match_whole(
    _validator: Validator, pattern: str, instance: Any, _schema: Any
) -> Iterator[ValidationError]:
    """``$`` ends the text, as in JavaScript; Python's would let a line break follow."""
    from jsonschema.exceptions import ValidationError  # takes its time to load

    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield ValidationError("does not match")


@cache
def validator(part: str) -> Validator:
    from jsonschema import Draft202012Validator  # takes its time to load
    from jsonschema.validators import extend

    kind: type[Validator] = extend(  # type: ignore[no-untyped-call]  # jsonschema has no types
        Draft202012Validator, {"pattern": match_whole}
    )
    return kind(part_schema(part))


@cache
def compiled(part: str) -> Callable[[Any], Any]:
    """The schema as a function that raises on the first fault. It knows drafts up to 7, which
    say the same about every keyword that we use (a test compares the two)."""
    draft = {"$schema": "http://json-schema.org/draft-07/schema#"}
    document = {**part_schema(part), **draft}
    document.pop("$id", None)
    check: Callable[[Any], Any] = fastjsonschema.compile(
        document, use_default=False, detailed_exceptions=False
    )
    return check


def fits(part: str, value: Any) -> bool:
    """Whether the schema has nothing against the value."""
    try:
        compiled(part)(value)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


def schema_faults(part: str, value: Any) -> list[SchemaFault]:
    """What the schema says against a value, each fault once, in the order of the document."""
    if fits(part, value):
        return []
    faults: dict[SchemaFault, None] = {}
    for error in validator(part).iter_errors(value):
        faults.update(dict.fromkeys(faults_of(error)))
    return list(faults)


def faults_of(error: ValidationError) -> Iterator[SchemaFault]:
    """The faults of one error: a missing key or an unknown one is placed where it belongs."""
    path = tuple(error.absolute_path)
    part = cast("Mapping[str, Any]", error.schema)
    instance: Any = error.instance
    if error.validator == "anyOf":
        yield from choice_faults(error, path, part)
    elif error.validator == "required":
        yield from missing(path, part, instance)
    elif error.validator == "additionalProperties":
        yield from unknown(path, part, instance)
    elif "propertyNames" in error.absolute_schema_path:
        yield SchemaFault((*path, instance), f"{expected(part)} is expected as the key")
    else:
        yield SchemaFault(path, f"{expected(part)} is expected, not {brief(instance)}")


def choice_faults(
    error: ValidationError, path: Steps, part: Mapping[str, Any]
) -> Iterator[SchemaFault]:
    """Of several shapes the one that was meant: an object is judged as an object."""
    if isinstance(error.instance, dict):
        last = len(part["anyOf"]) - 1
        for inner in error.context or ():
            if inner.schema_path[0] == last:
                yield from faults_of(inner)
    else:
        yield SchemaFault(path, f"{expected(part)} is expected, not {brief(error.instance)}")


def missing(path: Steps, part: Mapping[str, Any], instance: Any) -> Iterator[SchemaFault]:
    for key in part["required"]:
        if key not in instance:
            wanted = expected(part["properties"][key])
            yield SchemaFault((*path, key), f"is missing; {wanted} is expected", is_missing=True)


def unknown(path: Steps, part: Mapping[str, Any], instance: Any) -> Iterator[SchemaFault]:
    known = list(part["properties"])
    for key in instance:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"; did you mean “{near[0]}”?" if near else f"; known are {', '.join(known)}"
            yield SchemaFault((*path, key), f"unknown key{hint}")


def expected(part: Mapping[str, Any]) -> str:
    """What is expected here, in words: the title of the part or of the part it refers to."""
    if "title" in part:
        return str(part["title"])
    reference = part["anyOf"][-1]["$ref"] if "anyOf" in part else part["$ref"]
    return expected(schema()["$defs"][reference.removeprefix("#/$defs/")])


def brief(value: Any) -> str:
    """A wrong value as the file shows it; of an object or a list only the kind."""
    if isinstance(value, OddNumber):
        return value.text
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return shown(value)


def place_of(path: Iterable[str | int], start: str = "") -> str:
    """``visits[3].answers["A1-04"].value``"""
    place = start
    for step in path:
        place = f"{place}[{step}]" if isinstance(step, int) else below(place, step)
    return place


def without(value: Any, faults: Iterable[SchemaFault]) -> Any:
    """The value with everything faulty cut out; in a list None stays in its place."""
    for fault in faults:
        if not fault.path:
            return None
        if not fault.is_missing:
            value = cut(value, fault.path)
    return value


def cut(value: Any, path: Steps) -> Any:
    """A copy of the containers along the path, without what the path leads to."""
    step, rest = path[0], path[1:]
    if isinstance(value, list) and isinstance(step, int):
        copy = list(value)
        copy[step] = cut(copy[step], rest) if rest else None
        return copy
    if isinstance(value, dict) and step in value:
        inner = {step: cut(value[step], rest)} if rest else {}
        return {key: inner.get(key, item) for key, item in value.items() if rest or key != step}
    return value
