"""The rules: which answers call for which action. Data, with an id and a version.

Every criterion that carries advice is a rule of its own. ``rules.yaml`` gathers criteria of the
library's checklists that one action mends, and says who would do it. So an action is recommended
once, however many of its questions fell short.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from journeys.definition import Checklist
from reports.recommendations.posterior import TARGET

FILE = Path(__file__).with_name("rules.yaml")
# What an answer must earn to count as passed, in millionths of a point.
PASS_AT = 60_000_000


@dataclass(frozen=True, slots=True)
class Rule:
    """In words: the visits in which one of ``criteria`` earned less than ``pass_at`` fell short;
    there is a pattern when probably fewer than ``target`` of the visits succeed."""

    id: str  # of the action: its first criterion
    version: int
    criteria: tuple[str, ...]
    owner: str = ""  # manager, team, marketing, service
    pass_at: int = PASS_AT
    target: float = TARGET

    @property
    def name(self) -> str:
        return f"{self.id}@{self.version}"


@cache
def _shipped() -> Mapping[str, Any]:
    with FILE.open(encoding="utf-8") as file:
        data: Mapping[str, Any] = yaml.safe_load(file)
    return data


def rules_of(checklist: Checklist) -> tuple[Rule, ...]:
    """The rules of a checklist, in the order of its criteria; each criterion in one of them."""
    shipped = _shipped()
    advised = [criterion.code for criterion in checklist.criteria if criterion.rec]
    owners = {criterion.code: criterion.stage for criterion in checklist.criteria}
    groups = _groups(shipped["actions"], advised)
    found = []
    for code in advised:
        criteria = groups.get(code, (code,))
        if criteria[0] == code:
            owner = shipped["owners"].get(owners[code], "")
            found.append(Rule(code, int(shipped["version"]), criteria, owner))
    return tuple(found)


def _groups(actions: Iterable[Iterable[str]], advised: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The criteria of one action, by each of its criteria that the checklist has."""
    known = set(advised)
    found: dict[str, tuple[str, ...]] = {}
    for action in actions:
        codes = tuple(code for code in action if code in known)
        found |= dict.fromkeys(codes, codes)
    return found
