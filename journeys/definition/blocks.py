"""Reading the blocks that every checklist shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from journeys.definition.checklists import BANDS, read_stages
from journeys.definition.criteria import COSTS, parse_criterion
from journeys.definition.reading import Node
from journeys.definition.shape import (
    STAGE_COUNT,
    Common,
    CostLevel,
    Criterion,
    DefinitionError,
    Fault,
    Words,
)
from journeys.definition.shape import phrase as _

COMMON_FORMAT = "journeyaudit/common/1"
# A closing question belongs to no stage of its own; this stands where a stage is expected.
ANY_STAGE = "any"


def parse_common(document: Mapping[str, Any], *, place: str = "common") -> Common:
    """The shared blocks; raises ``DefinitionError`` with every fault."""
    faults: list[Fault] = []
    common = read_common(Node(faults, place, document))
    if faults:
        raise DefinitionError(faults)
    return common


def read_common(node: Node) -> Common:
    node.one_of("format", (COMMON_FORMAT,))
    common = Common(
        stages=read_stages(node),
        dimensions=read_names(node, "dimensions"),
        weights=read_numbered(node, "weights"),
        cost_levels=read_cost_levels(node),
        degrees=read_names(node, "degrees"),
        expectation=read_questions(node, "expectation"),
        expectation_source=read_question(node.child("expectation_source")),
        stage_close=read_questions(node, "stage_close"),
        visit_close=read_questions(node, "visit_close"),
        promise_kinds=read_names(node, "promise_kinds"),
        promise_outcomes=read_names(node, "promise_outcomes"),
        severities=read_numbered(node, "severities"),
        privacy_reminder=node.words("privacy_reminder", required=True),
        recommendation_threshold=node.whole("recommendation_threshold", 0, 100),
    )
    if len(common.expectation) != STAGE_COUNT:
        node.remark("expectation", _("one question for each of the five stages is expected"))
    node.close()
    return common


def read_names(node: Node, key: str) -> Mapping[str, Words]:
    inner = node.child(key)
    return {str(name): inner.words(name, required=True) for name in inner.value}


def read_numbered(node: Node, key: str) -> Mapping[int, Words]:
    """Names of the whole numbers 1, 2, 3 …"""
    names = read_names(node, key)
    if [*names] != [str(number) for number in range(1, len(names) + 1)]:
        node.remark(key, _("the keys 1, 2, 3 … are expected"))
        return {}
    return {int(name): words for name, words in names.items()}


def read_cost_levels(node: Node) -> tuple[CostLevel, ...]:
    levels = node.child("cost_levels")
    if [*levels.value] != [*COSTS]:
        levels.remark("", _("the keys %(keys)s are expected", keys=", ".join(COSTS)))
        return ()
    return tuple(read_cost_level(levels.child(key), key) for key in COSTS)


def read_cost_level(node: Node, key: str) -> CostLevel:
    euros = [value for _place, value in node.items("eur", required=True, most=2)]
    least, most = euros if len(euros) == 2 else (0, None)
    level = CostLevel(key, node.languages(), least, most)
    node.close()
    return level


def read_questions(node: Node, key: str) -> tuple[Criterion, ...]:
    return tuple(
        read_question(Node(node.faults, place, item))
        for place, item in node.items(key, required=True)
    )


def read_question(node: Node) -> Criterion:
    """A question beside the score: a perception on the scale from 0 to 4 unless it says more."""
    for key in ("show_if", "evidence"):
        if node.has(key):
            node.remark(key, _("only a criterion of a checklist has conditions"))
    usual = {"type": "scale_0_4", "stage": ANY_STAGE, "nature": "perception", "weight": 0}
    node.value = {**usual, **node.value}
    return parse_criterion(node, BANDS)
