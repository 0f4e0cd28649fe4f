"""Reading a checklist's file: YAML as people write it, or JSON.

Stricter than the formats themselves: a key given twice is a fault, not a silent loss, and YAML
aliases are refused, for a few of them can grow into gigabytes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml

from journeys.definition.reading import remark
from journeys.definition.shape import DefinitionError, Fault
from journeys.definition.shape import phrase as _

MOST_BYTES = 1024 * 1024
DEEPEST = 20

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class StrictLoader(Loader):  # type: ignore[misc, valid-type]  # the C loader where there is one
    """A safe loader that notes the keys that a mapping has twice."""

    twice: list[Fault]

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        seen: set[str] = set()
        for key_node, _value in node.value:
            key = str(key_node.value)
            if key in seen:
                place = f"line {key_node.start_mark.line + 1}"
                words = _("the key “%(key)s” stands here a second time", key=key)
                self.twice.append(remark(place, words))
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def read_file(content: bytes) -> Any:
    """The document of a file; raises ``DefinitionError`` when it cannot be read."""
    if len(content) > MOST_BYTES:
        words = _("at most %(most)s kB are expected", most=MOST_BYTES // 1024)
        raise DefinitionError([remark("file", words)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DefinitionError([remark(f"byte {error.start}", _("UTF-8 is expected"))]) from error
    return read_json(text) if text.lstrip().startswith("{") else read_yaml(text)


def read_json(text: str) -> Any:
    faults: list[Fault] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        counts = Counter(key for key, _value in pairs)
        faults.extend(
            remark("file", _("the key “%(key)s” stands twice in one mapping", key=key))
            for key, count in counts.items()
            if count > 1
        )
        return dict(pairs)

    try:
        document = json.loads(text, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        raise DefinitionError([Fault(f"line {error.lineno}", error.msg)]) from error
    except RecursionError as error:
        raise too_deep("file") from error
    if faults:
        raise DefinitionError(faults)
    return document


def read_yaml(text: str) -> Any:
    loader = StrictLoader(text)
    loader.twice = []
    try:
        for _event in harmless_events(text):
            pass
        document = loader.get_single_data()
    except DefinitionError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}" if mark else "file"
        raise DefinitionError([Fault(place, error.problem or "YAML is expected")]) from error
    except (yaml.YAMLError, ValueError) as error:
        raise DefinitionError([Fault("file", str(error))]) from error
    finally:
        loader.dispose()
    if loader.twice:
        raise DefinitionError(loader.twice)
    return document


def harmless_events(text: str) -> Iterator[yaml.Event]:
    """The events of the file; an alias or a very deep nesting ends it."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        line = f"line {event.start_mark.line + 1}" if event.start_mark else "file"
        if isinstance(event, yaml.AliasEvent):
            words = _("aliases (*name) are not accepted; write it out")
            raise DefinitionError([remark(line, words)])
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise too_deep(line)
        yield event


def too_deep(place: str) -> DefinitionError:
    return DefinitionError([remark(place, _("at most %(most)s levels are expected", most=DEEPEST))])
