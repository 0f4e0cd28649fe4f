"""Reading conditions: when a criterion is asked, and when an answer needs evidence.

A condition is one comparison, ``{criterion: K-01, is: "yes"}``, or several under ``all`` or
``any``. What they mean stands in ``journeys.logic``; here they are read and checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from journeys.definition.reading import Node, as_decimal, remark, unexpected
from journeys.definition.shape import Condition, Contradiction, Criterion, Demand, Fault
from journeys.definition.shape import phrase as _

if TYPE_CHECKING:
    from journeys.definition.criteria import TypeRule

COMPARISONS = ("is", "is_not", "in", "below", "at_least", "answered")
GROUPS = ("all", "any")
NEEDS = ("photo", "comment")
MOST_PARTS = 20
MOST_DEPTH = 4


def parse_condition(node: Node, key: str, own: str = "", depth: int = 0) -> Condition | None:
    """The condition under a key. ``own``: the criterion that is meant when none is named."""
    if not node.has(key):
        return None
    return read_condition(node.child(key), own, depth)


def read_condition(node: Node, own: str, depth: int) -> Condition | None:
    given = [op for op in (*COMPARISONS, *GROUPS) if node.has(op)]
    if not node.is_mapping:
        return None
    if len(given) != 1 or depth > MOST_DEPTH:
        choices = ", ".join((*COMPARISONS, *GROUPS))
        node.remark("", _("exactly one of %(choices)s is expected", choices=choices))
        return None
    (op,) = given
    found = read_group(node, op, own, depth) if op in GROUPS else read_comparison(node, op, own)
    node.close()
    return found


def read_group(node: Node, op: str, own: str, depth: int) -> Condition:
    parts = [
        read_condition(Node(node.faults, place, item), own, depth + 1)
        for place, item in node.items(op, most=MOST_PARTS)
    ]
    if node.value[op] == []:
        node.remark(op, _("at least one condition is expected"))
    return Condition(op, parts=tuple(part for part in parts if part))


def read_comparison(node: Node, op: str, own: str) -> Condition:
    criterion = node.code("criterion", required=not own) or own
    value = node.value[op]
    if op == "in":
        value = [item for _place, item in node.items(op, most=100)]
        if not value:
            node.remark(op, _("at least one value is expected"))
    if op == "answered":
        value = node.flag(op)
    if op in ("below", "at_least") and as_decimal(value) is None:
        node.wrong(op, _("a number"))
    return Condition(op, criterion, value)


def parse_evidence(node: Node) -> tuple[Demand, ...]:
    """``{if: …, need: photo}``, or a list of such; without a criterion the answer itself counts."""
    if not node.has("evidence"):
        return ()
    own = str(node.value.get("code", ""))
    if isinstance(node.value["evidence"], Mapping):
        found = [read_demand(node.child("evidence"), own)]
    else:
        found = [
            read_demand(Node(node.faults, place, item), own)
            for place, item in node.items("evidence", most=MOST_PARTS)
        ]
    return tuple(demand for demand in found if demand)


def read_demand(node: Node, own: str) -> Demand | None:
    need = node.one_of("need", NEEDS)
    if not node.has("if") and node.is_mapping:
        node.remark("if", _("a condition is expected"))
    when = parse_condition(node, "if", own)
    node.close()
    return Demand(when, need) if when else None


def read_contradictions(node: Node) -> tuple[Contradiction, ...]:
    """``contradictions: [{when: condition, text: words}]``."""
    found = [
        read_contradiction(Node(node.faults, place, item))
        for place, item in node.items("contradictions", most=100)
    ]
    return tuple(one for one in found if one)


def read_contradiction(node: Node) -> Contradiction | None:
    text = node.words("text", required=True)
    if not node.has("when") and node.is_mapping:
        node.remark("when", _("a condition is expected"))
    when = parse_condition(node, "when")
    node.close()
    return Contradiction(when, text) if when else None


# What can be said only when all criteria are known


def check_contradictions(
    place: str,
    contradictions: Sequence[Contradiction],
    criteria: Sequence[Criterion],
    rules: Mapping[str, TypeRule],
) -> Iterator[Fault]:
    """Each speaks of two criteria at least, and of answers that they can have."""
    by_code = {criterion.code: criterion for criterion in criteria}
    for index, one in enumerate(contradictions):
        here = f"{place}[{index}].when"
        found = list(leaves(one.when, here))
        for at, leaf in found:
            yield from check_leaf(at, leaf, by_code, rules)
        if len({leaf.criterion for _at, leaf in found}) < 2:
            yield remark(here, _("answers to two criteria at least are expected"))


def check_conditions(
    place: str,
    criteria: Sequence[Criterion],
    order: Mapping[str, int],
    rules: Mapping[str, TypeRule],
) -> Iterator[Fault]:
    """Every condition speaks of a criterion that is asked before, and of an answer it can have.

    As nothing looks ahead, nothing can go in a circle.
    """
    by_code = {criterion.code: criterion for criterion in criteria}
    for index, criterion in enumerate(criteria):
        here = f"{place}[{index}]"
        if criterion.show_if:
            for at, leaf in leaves(criterion.show_if, f"{here}.show_if"):
                yield from check_leaf(at, leaf, by_code, rules)
                yield from check_order(at, leaf, criterion, order, may_be_own=False)
        for at, leaf in demand_leaves(criterion, here):
            yield from check_leaf(at, leaf, by_code, rules)
            yield from check_order(at, leaf, criterion, order, may_be_own=True)


def demand_leaves(criterion: Criterion, place: str) -> Iterator[tuple[str, Condition]]:
    for index, demand in enumerate(criterion.evidence):
        which = f"[{index}]" if len(criterion.evidence) > 1 else ""
        yield from leaves(demand.when, f"{place}.evidence{which}.if")


def leaves(condition: Condition, place: str) -> Iterator[tuple[str, Condition]]:
    """The comparisons of a condition with their places."""
    if condition.op not in GROUPS:
        yield place, condition
    for index, part in enumerate(condition.parts):
        yield from leaves(part, f"{place}.{condition.op}[{index}]")


def check_order(
    place: str, leaf: Condition, owner: Criterion, order: Mapping[str, int], *, may_be_own: bool
) -> Iterator[Fault]:
    if leaf.criterion not in order or (may_be_own and leaf.criterion == owner.code):
        return
    if leaf.criterion == owner.code:
        yield remark(f"{place}.criterion", _("a criterion cannot depend on its own answer"))
    elif order[leaf.criterion] >= order.get(owner.code, 0):
        words = _(
            '"%(code)s" is asked later; an earlier criterion is expected', code=leaf.criterion
        )
        yield remark(f"{place}.criterion", words)


def check_leaf(
    place: str, leaf: Condition, by_code: Mapping[str, Criterion], rules: Mapping[str, TypeRule]
) -> Iterator[Fault]:
    target = by_code.get(leaf.criterion)
    if target is None:
        words = _('there is no criterion "%(code)s"', code=leaf.criterion)
        yield remark(f"{place}.criterion", words)
        return
    rule = rules.get(target.type)
    if rule is None:
        return
    if leaf.op not in rule.comparisons:
        words = _(
            "an answer of type %(type)s can be compared by %(choices)s only",
            type=target.type,
            choices=", ".join(op for op in COMPARISONS if op in rule.comparisons),
        )
        yield remark(f"{place}.{leaf.op}", words)
    elif leaf.op in ("is", "is_not", "in"):
        yield from check_values(place, leaf, target, rule)


def check_values(place: str, leaf: Condition, target: Criterion, rule: TypeRule) -> Iterator[Fault]:
    for value in leaf.value if leaf.op == "in" else [leaf.value]:
        if rule.compared(target, value):
            expected = _("an answer that “%(code)s” can have", code=target.code)
            yield unexpected(f"{place}.{leaf.op}", expected, value)


def as_document(condition: Condition) -> dict[str, Any]:
    """The condition as JSON writes it: the browser reads the same."""
    if condition.op in GROUPS:
        return {condition.op: [as_document(part) for part in condition.parts]}
    return {"criterion": condition.criterion, condition.op: condition.value}
