"""What a bundle holds, as frozen data. Stages go by their keys, criteria by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from audits.scoring import State
from journeys.definition import Checklist
from journeys.logic import hidden

FORMAT = "journeyaudit/audit/1"

# An answer as it is stored: the question type has cleaned it. A number has at most 15 digits, so
# that a float carries it exactly and ``Decimal(str(…))`` gives back what the file says.
Value = str | int | float | list[str]


@dataclass(frozen=True, slots=True)
class BundleClient:
    key: str
    name: str
    language: str = ""  # "" when the file does not say: Finnish


@dataclass(frozen=True, slots=True)
class BundleAudit:
    key: str
    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    target: int | None = None
    brief: str = ""


@dataclass(frozen=True, slots=True)
class BundleSite:
    key: str
    name: str
    region: str = ""
    channel: str = ""  # "" when the file does not say: a shop


@dataclass(frozen=True, slots=True)
class BundleAnswer:
    """``blank`` is the state of an answer that has a comment and nothing else."""

    state: State
    value: Value | None = None
    micro: int | None = None  # worked out from the value; not part of the file
    reason: str = ""
    comment: str = ""
    observed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BundlePromise:
    stage: str
    kind: str
    wording: str
    channel: str = ""
    promised: Decimal | None = None
    delivered: Decimal | None = None
    unit: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class BundleIncident:
    stage: str
    polarity: str
    what: str
    happened_at: datetime | None = None
    noticed_by: str = ""
    severity: int | None = None
    apology: bool = False
    explanation: bool = False
    asked_customer: bool = False
    fixed: bool = False
    minutes_to_fix: int | None = None
    extra_gesture: bool = False
    feeling_before: int | None = None
    feeling_after: int | None = None


@dataclass(frozen=True, slots=True)
class BundleCheck:
    """A recommendation of an earlier round to a site, which visits of this one looked at."""

    audit: str  # the round that recommended it
    site: str
    code: str
    stage: str
    text: Mapping[str, str] = field(default_factory=dict)
    wish: Mapping[str, str] = field(default_factory=dict)
    criteria: tuple[str, ...] = ()
    made_at: datetime | None = None
    closed_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BundleFinding:
    """What a visit found about a check."""

    outcome: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class BundleVisit:
    key: str
    site: str
    auditor: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    announced: bool = False
    scenario: str = ""
    answers: Mapping[str, BundleAnswer] = field(default_factory=dict)
    expectations: Mapping[str, int] = field(default_factory=dict)
    experiences: Mapping[str, Mapping[str, int | str]] = field(default_factory=dict)
    promises: tuple[BundlePromise, ...] = ()
    incidents: tuple[BundleIncident, ...] = ()
    closing: Mapping[str, int | str] = field(default_factory=dict)
    findings: Mapping[str, BundleFinding] = field(default_factory=dict)  # by the check's name


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a file wrote what could be written in several ways (docs/bundle.md, “Normal form”).

    ``parts`` and ``visits`` hold only the places that differ from the normal form; see
    ``audits.bundle.spelling``.
    """

    offset: str = ""  # of the times; "": the offset of the installation's zone
    full_answers: bool = False  # {"value": 12} also where 12 would do
    library_code: str = ""  # the checklist is only named
    parts: Mapping[str, Any] = field(default_factory=dict)
    visits: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bundle:
    client: BundleClient
    audit: BundleAudit
    sites: tuple[BundleSite, ...]
    checklist: Checklist
    checklist_document: Mapping[str, Any]  # in full, also when the file only names it
    visits: tuple[BundleVisit, ...]
    checks: Mapping[str, BundleCheck] = field(default_factory=dict)  # by their names
    spelling: Spelling = field(default_factory=Spelling)


def hidden_in(visit: BundleVisit, checklist: Checklist) -> frozenset[str]:
    """The criteria that the answers of a visit leave out."""
    return hidden(checklist, {code: one.value for code, one in visit.answers.items()})


def without_hidden_points(visit: BundleVisit, checklist: Checklist) -> BundleVisit:
    """What was answered to a question that is left out is kept and earns nothing."""
    gone = hidden_in(visit, checklist)
    if not gone & visit.answers.keys():
        return visit
    answers = {
        code: replace(one, micro=None) if code in gone else one
        for code, one in visit.answers.items()
    }
    return replace(visit, answers=answers)
