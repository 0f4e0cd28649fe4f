"""The ways in which a file differs from the normal form, kept so that export gives it back equal.

A difference is a tree along the places of the document: a mapping from keys (or positions in a
list) to inner differences, and at its leaves a pair ``[[normal], [given]]`` in which an empty list
stands for an absent key. A leaf is applied only where the normal form still says what it said
when the file was read; so a later change of the data is never hidden by an old spelling.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ABSENT: list[Any] = []


def difference(normal: Any, given: Any) -> Any:
    """What must be done to the normal form to get what was given; None when nothing."""
    if normal == given:
        return None
    if isinstance(normal, dict) and isinstance(given, dict):
        keys = [*normal, *(key for key in given if key not in normal)]
        found = {key: _leaf_or_tree(normal, given, key) for key in keys}
        return {key: one for key, one in found.items() if one is not None} or None
    if _are_objects(normal) and _are_objects(given) and len(normal) == len(given):
        pairs = enumerate(zip(normal, given, strict=True))
        tree = {str(index): one for index, pair in pairs if (one := difference(*pair)) is not None}
        return tree or None
    return [[normal], [given]]


def _are_objects(value: Any) -> bool:
    """Whether this is a list of objects; of other lists only the whole means something."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _leaf_or_tree(normal: Mapping[str, Any], given: Mapping[str, Any], key: str) -> Any:
    if key in normal and key in given:
        return difference(normal[key], given[key])
    return [[normal[key]], ABSENT] if key in normal else [ABSENT, [given[key]]]


def respelled(normal: Any, tree: Any) -> Any:
    """The normal form as the file wrote it, wherever it still says the same."""
    if not isinstance(tree, Mapping):
        before, after = tree
        return after[0] if before and after and before[0] == normal else normal
    if isinstance(normal, list):
        return [
            respelled(item, tree[str(index)]) if str(index) in tree else item
            for index, item in enumerate(normal)
        ]
    if not isinstance(normal, Mapping):
        return normal
    return _respelled_keys(normal, tree)


def _respelled_keys(normal: Mapping[str, Any], tree: Mapping[str, Any]) -> dict[str, Any]:
    spelled = dict(normal)
    for key, inner in tree.items():
        if isinstance(inner, Mapping):
            if key in normal:
                spelled[key] = respelled(normal[key], inner)
        elif inner[0] == [normal[key]] if key in normal else not inner[0]:
            if inner[1]:
                spelled[key] = inner[1][0]
            else:
                spelled.pop(key, None)
    return spelled
