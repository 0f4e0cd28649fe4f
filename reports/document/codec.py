"""Frozen dataclasses to JSON and back, exactly: what is read equals what was written."""

from __future__ import annotations

import dataclasses
import types
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from reports.document.data import VERSION, ReportDocument

T = TypeVar("T")


class DocumentError(ValueError):
    """A snapshot that this version cannot read."""


def to_json(document: ReportDocument) -> dict[str, Any]:
    """The document as JSON knows it: objects, lists, text, whole numbers, true, false, null."""
    return _plain(document)  # type: ignore[no-any-return]  # an object for a dataclass


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return {field.name: _plain(getattr(value, field.name)) for field in fields}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def from_json(data: dict[str, Any]) -> ReportDocument:
    """The document of a snapshot. Raises ``DocumentError`` when it is of another version."""
    version = data.get("version") if isinstance(data, dict) else None
    if version != VERSION:
        raise DocumentError(f"version {VERSION} is expected, not {version!r}")
    try:
        document: ReportDocument = _read(ReportDocument, data)
    except (KeyError, TypeError, AttributeError) as error:
        raise DocumentError(f"the snapshot does not fit the version: {error}") from error
    return document


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]  # a class, not an instance
        return kind(**{name: _read(hints[name], item) for name, item in value.items()})  # type: ignore[operator]
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return tuple(_read(arguments[0], item) for item in value)
        return tuple(_read(*pair) for pair in zip(arguments, value, strict=True))
    if origin in (Union, types.UnionType):
        known = next(argument for argument in arguments if argument is not types.NoneType)
        return None if value is None else _read(known, value)
    if not isinstance(value, kind):
        raise TypeError(f"{kind.__name__} is expected, not {value!r}")
    return value
