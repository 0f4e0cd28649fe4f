"""Reading criteria: what is asked, how it scores, what is advised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from journeys.definition.conditions import parse_condition, parse_evidence
from journeys.definition.reading import CODE, KEY, Node, as_decimal, missing, remark
from journeys.definition.shape import (
    Band,
    Criterion,
    Fault,
    KnockOut,
    Option,
    Recommendation,
    Scoring,
    Words,
)
from journeys.definition.shape import phrase as _

NATURES = ("fact", "perception")
COSTS = ("free", "low", "medium", "high")
EFFORTS = ("low", "medium", "high")
EFFECTS = ("band", "cap_stage", "cap_visit", "zero_stage", "zero_visit")
MODES = ("sum", "all", "any", "at_least")
WEIGHT_MOST = 1000


@dataclass(frozen=True, slots=True)
class TypeRule:
    """What a checklist needs to know of a kind of question: its own keys and its own checks."""

    keys: frozenset[str]
    faults: Callable[[Criterion], Iterable[Fault]]  # places relative to the criterion
    range: tuple[int, int] | None = None  # the bounds, when the type fixes them
    scores: Callable[[Criterion], bool] = lambda _criterion: True  # can an answer earn points?
    comparisons: frozenset[str] = frozenset()  # what a condition may ask of an answer
    # What is wrong with a value that a condition compares an answer with; or "".
    compared: Callable[[Criterion, Any], str] = lambda _criterion, _value: ""


# Filled by journeys.question_types, which stands above this module and may know Django.
TYPE_RULES: dict[str, TypeRule] = {}

# Keys that belong to some types only; each type names those that it reads.
TYPE_KEYS = (
    "unit",
    "unit_one",
    "options",
    "scoring",
    "min",
    "max",
    "range",
    "whole",
    "anchors",
    "invert",
    "reverse",
)


def parse_criterion(node: Node, bands: Sequence[Band]) -> Criterion:
    """The criterion of one mapping; faults are noted in the node."""
    kind = node.one_of("type", tuple(TYPE_RULES))
    rule = TYPE_RULES.get(kind)
    faults_before = len(node.faults)
    minimum, maximum = parse_range(node, rule)
    bonus = node.number("bonus", 0, 100)
    criterion = Criterion(
        code=node.code("code"),
        stage=node.code("stage", KEY),
        type=kind,
        nature=node.one_of("nature", NATURES, "fact"),
        weight=node.whole("weight", 0, WEIGHT_MOST, 1 if bonus is None else 0),
        dim=node.code("dim", CODE, required=False),
        text=node.words("text", required=True),
        help=node.words("help"),
        unit=node.words("unit"),
        options=parse_options(node, kind),
        scoring=parse_scoring(node),
        minimum=minimum,
        maximum=maximum,
        invert=node.flag("invert"),
        reverse=node.flag("reverse"),
        bonus=bonus,
        critical=parse_critical(node, bands),
        rec=parse_recommendation(node),
        optional=node.flag("optional"),
        unit_one=node.words("unit_one"),
        instrument=node.text("instrument", length=64),
        anchors=parse_anchors(node, minimum, maximum),
        whole=node.flag("whole"),
        show_if=parse_condition(node, "show_if"),
        evidence=parse_evidence(node),
    )
    if bonus is not None and criterion.weight:
        words = _("0 is expected beside a bonus, which never enters the weights")
        node.remark("weight", words)
    node.close()
    if rule:
        refuse_foreign_keys(node, kind, rule)
    if rule and len(node.faults) == faults_before:
        node.faults.extend(
            replace(fault, place=f"{node.place}.{fault.place}") for fault in rule.faults(criterion)
        )
    return criterion


def refuse_foreign_keys(node: Node, kind: str, rule: TypeRule) -> None:
    for key in TYPE_KEYS:
        if node.value.get(key) is not None and key not in rule.keys:
            node.remark(key, _("a question of type %(type)s has no such key", type=kind))


def parse_range(node: Node, rule: TypeRule | None) -> tuple[Decimal | None, Decimal | None]:
    """``min`` and ``max``, or ``range: [min, max]`` where null leaves a side open."""
    low, high = node.number("min"), node.number("max")
    if node.has("range"):
        low, high = parse_range_pair(node)
    elif rule and rule.range:
        low, high = Decimal(rule.range[0]), Decimal(rule.range[1])
    if low is not None and high is not None and low >= high:
        at = "range" if node.has("range") else "max"
        node.remark(at, _("more than the minimum is expected"))
    return low, high


def parse_range_pair(node: Node) -> tuple[Decimal | None, Decimal | None]:
    value = node.value["range"]
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 2:
        node.wrong("range", _("a pair [least, most]"))
        return None, None
    if node.value.get("min") is not None or node.value.get("max") is not None:
        node.remark("range", _("either range or min and max is expected, not both"))
    low, high = (
        None if end is None else node.checked(f"{node.at('range')}[{index}]", end, None, None)
        for index, end in enumerate(value)
    )
    return low, high


def parse_anchors(node: Node, low: Decimal | None, high: Decimal | None) -> Mapping[int, Words]:
    """Words at some of the marks; in JSON the marks are texts, in YAML whole numbers."""
    if not node.has("anchors"):
        return {}
    inner = node.child("anchors")
    anchors: dict[int, Words] = {}
    for key in inner.value:
        words = inner.words(key, required=True)
        mark = whole_mark(key)
        if mark is None or (low is not None and mark < low) or (high is not None and mark > high):
            inner.remark(key, _("a whole mark of the scale is expected as the key"))
        else:
            anchors[mark] = words
    return anchors


def whole_mark(key: Any) -> int | None:
    try:
        return int(key)
    except (TypeError, ValueError):
        return None


def parse_options(node: Node, kind: str) -> tuple[Option, ...]:
    """The options with their points; those of a multiple choice may be negative or left out."""
    several = kind == "multi_choice"
    options: list[Option] = []
    for place, item in node.items("options", most=100):
        option = Node(node.faults, place, item)
        key = option.code("key", KEY)
        points = parse_option_points(option, several=several)
        name = option.languages()
        if not name and option.is_mapping:
            option.remark("", _("a text in one or more of fi, sv, en is expected"))
        option.close()
        if key and any(key == other.key for other in options):
            option.remark("key", _('"%(key)s" is used by another option', key=key))
        options.append(Option(key=key, points=points, name=name))
    return tuple(options)


def parse_option_points(option: Node, *, several: bool) -> Decimal | None:
    option.known.append("points")
    if several and "points" not in option.value:
        return Decimal(1)
    if option.is_mapping and "points" not in option.value:
        expected = _("a number from 0 to 100, or null,")
        option.faults.append(missing(option.at("points"), expected))
    if option.value.get("points") is None:
        return None
    return option.points(option.at("points"), option.value["points"], -100 if several else 0)


def parse_scoring(node: Node) -> Scoring:
    if not node.has("scoring"):
        return Scoring()
    inner = node.child("scoring")
    steps, better = parse_steps(inner)
    otherwise = inner.number("else", 0, 100)
    inner.known.append("none")
    never = inner.value.get("none")
    scoring = Scoring(
        better=better,
        steps=steps,
        otherwise=otherwise or Decimal(0),
        never=None if never is None else inner.points(inner.at("none"), never),
        accepts_never="none" in inner.value,
        curve=parse_curve(inner),
        mode=inner.one_of("mode", MODES, ""),
        at_least=inner.whole("at_least", 1, 100, 0),
    )
    if steps and scoring.otherwise > steps[-1][1]:
        inner.remark("else", _("no more points than in the last step are expected"))
    if inner.is_mapping and sum(inner.has(way) for way in ("steps", "curve", "linear", "mode")) > 1:
        words = _("one of steps, curve, linear and mode is expected, not several")
        inner.remark("", words)
    if (scoring.mode == "at_least") != bool(scoring.at_least):
        words = _("a number is expected with mode at_least, and only there")
        inner.remark("at_least", words)
    inner.close()
    return scoring


def parse_steps(node: Node) -> tuple[tuple[tuple[Decimal, Decimal], ...], str]:
    """Steps whose bounds go from the better to the worse side and whose points never rise."""
    pairs = node.pairs("steps", _("a pair [bound, points]"))
    better = node.one_of("better", ("lower", "higher"), None if pairs else "")
    if node.value.get("steps") == []:
        node.remark("steps", _("at least one pair [bound, points] is expected"))
    steps = []
    for place, bound, points in pairs:
        steps.append(
            (node.checked(f"{place}[0]", bound, None, None), node.points(f"{place}[1]", points))
        )
    for index, (before, after) in enumerate(pairwise(steps), 1):
        check_step(node, f"{node.at('steps')}[{index}]", better, before, after)
    return tuple((bound or Decimal(0), points) for bound, points in steps), better


Step = tuple[Decimal | None, Decimal]


def check_step(node: Node, place: str, better: str, before: Step, after: Step) -> None:
    if before[0] is not None and after[0] is not None:
        if better == "lower" and after[0] <= before[0]:
            node.faults.append(
                remark(
                    place, _("a bound above %(last)s is expected (better: lower)", last=before[0])
                )
            )
        if better == "higher" and after[0] >= before[0]:
            node.faults.append(
                remark(
                    place, _("a bound below %(last)s is expected (better: higher)", last=before[0])
                )
            )
    if after[1] > before[1]:
        words = _("no more points than in the step before are expected")
        node.faults.append(remark(place, words))


def parse_curve(node: Node) -> tuple[tuple[Decimal, Decimal], ...]:
    """Knots [x, points] with rising x; ``linear: [a, b]`` is 0 points at a and 100 at b."""
    if node.has("linear"):
        return parse_linear(node)
    knots: list[tuple[Decimal, Decimal]] = []
    for place, x, points in node.pairs("curve", _("a knot [x, points]")):
        value = node.checked(f"{place}[0]", x, None, None)
        if value is not None and knots and value <= knots[-1][0]:
            words = _("an x above %(last)s is expected", last=knots[-1][0])
            node.faults.append(remark(place, words))
        if value is not None:
            knots.append((value, node.points(f"{place}[1]", points)))
    if node.has("curve") and isinstance(node.value["curve"], list) and len(node.value["curve"]) < 2:
        node.remark("curve", _("at least two knots are expected"))
    return tuple(knots)


def parse_linear(node: Node) -> tuple[tuple[Decimal, Decimal], ...]:
    value = node.value["linear"]
    ends = [as_decimal(end) for end in value] if isinstance(value, list | tuple) else []
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] == ends[1]:
        node.wrong("linear", _("a pair [x of 0 points, x of 100 points]"))
        return ()
    return tuple(sorted([(ends[0], Decimal(0)), (ends[1], Decimal(100))]))


def parse_critical(node: Node, bands: Sequence[Band]) -> KnockOut | None:
    """``true``, or what happens when the points are at or under the threshold."""
    if not node.has("critical"):
        return None
    value = node.value["critical"]
    if isinstance(value, bool):
        return KnockOut(effect="band", to=usual_ceiling(bands)) if value else None
    if not isinstance(value, Mapping):
        node.wrong("critical", _("true, false or a mapping with an effect"))
        return None
    inner = node.child("critical")
    effect = inner.one_of("effect", EFFECTS)
    to = cap = None
    if effect == "band":
        to = inner.one_of("to", [band.key for band in bands])
    if effect.startswith("cap"):
        expected = _("a number from %(low)s to %(high)s", low=0, high=100)
        cap = inner.get("cap", expected, required=True)
        cap = None if cap is None else inner.points(inner.at("cap"), cap)
    threshold = inner.number("threshold", 0, 100)
    inner.close()
    return KnockOut(effect, to or "", cap or Decimal(0), threshold or Decimal(0))


def usual_ceiling(bands: Sequence[Band]) -> str:
    """The band below “good”, or the third from the top: what a critical failure leaves at most."""
    keys = [band.key for band in bands]
    index = keys.index("good") + 1 if "good" in keys else 2
    return keys[min(index, len(keys) - 1)] if keys else ""


def parse_recommendation(node: Node) -> Recommendation | None:
    if not node.has("rec"):
        return None
    inner = node.child("rec")
    recommendation = Recommendation(
        title=inner.words("title", required=True),
        action=inner.words("action", required=True),
        cost=inner.one_of("cost", COSTS),
        effort=inner.one_of("effort", EFFORTS),
        impact=inner.one_of("impact", EFFORTS),
    )
    inner.close()
    return recommendation
