"""Reading a whole checklist, and the digest by which its content is known."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from journeys.definition.conditions import (
    check_conditions,
    check_contradictions,
    read_contradictions,
)
from journeys.definition.criteria import TYPE_RULES, WEIGHT_MOST, parse_criterion
from journeys.definition.reading import KEY, Node, remark
from journeys.definition.shape import (
    LANGUAGES,
    STAGE_COUNT,
    Band,
    Checklist,
    Contradiction,
    Criterion,
    DefinitionError,
    Fault,
    Stage,
    Words,
    asked_order,
)
from journeys.definition.shape import phrase as _

FORMAT = "journeyaudit/checklist/1"
METHODS = ("stages", "points")

BANDS = (
    Band("excellent", 85, {"fi": "Erinomainen", "sv": "Utmärkt", "en": "Excellent"}),
    Band("good", 70, {"fi": "Hyvä", "sv": "Bra", "en": "Good"}),
    Band("fair", 50, {"fi": "Kohtalainen", "sv": "Godtagbar", "en": "Fair"}),
    Band("poor", 0, {"fi": "Heikko", "sv": "Svag", "en": "Poor"}),
)


def parse_checklist(document: Mapping[str, Any], *, place: str = "checklist") -> Checklist:
    """The frozen checklist of a document.

    Raises ``DefinitionError`` with every fault, each placed below ``place``. Each text needs at
    least one of the three languages; the library's own have all three.
    """
    faults: list[Fault] = []
    checklist = read_checklist(Node(faults, place, document))
    if faults:
        raise DefinitionError(faults)
    return checklist


def read_checklist(node: Node) -> Checklist:
    if node.has("format") and node.value["format"] != FORMAT:
        node.wrong("format", _("“%(format)s”", format=FORMAT))
    if node.has("extends"):
        node.wrong("extends", _("“common”, and only in a checklist’s own file"))
    code = node.code("code", KEY)
    version = node.whole("version", 1, 1_000_000)
    name = node.words("name", required=True)
    method, bonus_max, bands = read_scoring(node)
    stages = read_stages(node)
    criteria = read_criteria(node, stages, bands)
    contradictions = read_contradictions(node)
    at = node.at("contradictions")
    node.faults.extend(check_contradictions(at, contradictions, criteria, TYPE_RULES))
    checklist = Checklist(
        code=code,
        version=version,
        name=name,
        method=method,
        stages=stages,
        criteria=criteria,
        bands=bands,
        bonus_max=bonus_max,
        languages=languages_of(name, stages, criteria),
        contradictions=contradictions,
    )
    node.close()
    return checklist


def parse_contradictions(items: Sequence[Any], place: str) -> tuple[Contradiction, ...]:
    """Contradictions that stand outside of any version. Raises ``DefinitionError``."""
    faults: list[Fault] = []
    found = read_contradictions(Node(faults, place, {"contradictions": items}))
    if faults:
        raise DefinitionError(faults)
    return found


def fitting(checklist: Checklist, found: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
    """Those that speak of questions of this checklist, and of answers that these can have."""
    criteria = checklist.criteria
    return tuple(
        one for one in found if not any(check_contradictions("", [one], criteria, TYPE_RULES))
    )


def languages_of(
    name: Words, stages: Iterable[Stage], criteria: Iterable[Criterion]
) -> tuple[str, ...]:
    """The languages in which everything is written; failing that, those of the name."""
    texts = [name, *(stage.name for stage in stages), *(item.text for item in criteria)]
    whole = [language for language in LANGUAGES if all(language in text for text in texts)]
    return tuple(whole or name)


def read_scoring(node: Node) -> tuple[str, Decimal, tuple[Band, ...]]:
    if not node.has("scoring"):
        return "stages", Decimal(5), BANDS
    inner = node.child("scoring")
    method = inner.one_of("method", METHODS, "stages")
    bonus_max = inner.number("bonus_max", 0, 100)
    bands = read_bands(inner) if inner.has("bands") else BANDS
    inner.close()
    return method, Decimal(5) if bonus_max is None else bonus_max, bands


def read_bands(node: Node) -> tuple[Band, ...]:
    """Bands from the highest to the one that starts at 0."""
    bands: list[Band] = []
    for place, item in node.items("bands", most=20):
        inner = Node(node.faults, place, item)
        key = inner.code("key", KEY)
        band = Band(key, inner.whole("min", 0, 100), inner.words("name", required=True))
        inner.close()
        if key and any(key == other.key for other in bands):
            inner.remark("key", _('"%(key)s" is used by another band', key=key))
        if bands and band.minimum >= bands[-1].minimum:
            above = bands[-1].minimum
            inner.remark(
                "min", _("less than %(above)s is expected: highest band first", above=above)
            )
        bands.append(band)
    if not bands or bands[-1].minimum != 0:
        node.remark("bands", _("a last band that starts at 0 is expected"))
    return tuple(bands)


def read_stages(node: Node) -> tuple[Stage, ...]:
    stages = [
        read_stage(Node(node.faults, place, item))
        for place, item in node.items("stages", required=True)
    ]
    if isinstance(node.value.get("stages"), Sequence) and len(stages) != STAGE_COUNT:
        words = _("exactly %(five)s stages are expected, not %(count)s", five=5, count=len(stages))
        node.remark("stages", words)
    for index, stage in enumerate(stages):
        place = f"{node.at('stages')}[{index}]"
        earlier = stages[:index]
        if stage.key and any(stage.key == other.key for other in earlier):
            node.faults.append(
                remark(f"{place}.key", _('"%(key)s" is used by another stage', key=stage.key))
            )
        if stage.order and any(stage.order == other.order for other in earlier):
            words = _('"%(key)s" is used by another stage', key=stage.order)
            node.faults.append(remark(f"{place}.order", words))
    return tuple(sorted(stages, key=lambda stage: stage.order))


def read_stage(node: Node) -> Stage:
    stage = Stage(
        key=node.code("key", KEY),
        order=node.whole("order", 1, STAGE_COUNT),
        weight=node.whole("weight", 0, WEIGHT_MOST, 1),
        name=node.words("name", required=True),
        verb=node.words("verb"),
        covers=node.words("covers"),
    )
    node.close()
    return stage


def read_criteria(
    node: Node, stages: Sequence[Stage], bands: Sequence[Band]
) -> tuple[Criterion, ...]:
    keys = [stage.key for stage in stages]
    criteria: list[Criterion] = []
    codes: Counter[str] = Counter()
    for place, item in node.items("criteria", required=True):
        inner = Node(node.faults, place, item)
        criterion = parse_criterion(inner, bands)
        codes[criterion.code] += 1
        if criterion.code and codes[criterion.code] > 1:
            words = _('"%(code)s" is used by another criterion', code=criterion.code)
            inner.remark("code", words)
        if criterion.stage and keys and criterion.stage not in keys:
            inner.wrong("stage", _("one of %(choices)s", choices=", ".join(keys)))
        criteria.append(criterion)
    if node.value.get("criteria") == []:
        node.remark("criteria", _("at least one criterion is expected"))
    order = {item.code: index for index, item in enumerate(asked_order(stages, criteria))}
    node.faults.extend(check_conditions(node.at("criteria"), criteria, order, TYPE_RULES))
    return tuple(criteria)


def canonical(value: Any) -> Any:
    """The value with one spelling for each number: 4, 4.0 and Decimal("4") are the same."""
    if isinstance(value, Mapping):
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [canonical(item) for item in value]
    if isinstance(value, float | Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON: the same content has the same digest wherever it is."""
    text = json.dumps(
        canonical(document), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()
