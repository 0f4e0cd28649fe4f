"""Reading one visit: answers against their criteria, stages, promises, incidents.

What is read here has passed the schema (or what it refused was cut out and noted), so shapes are
known; only keys may be missing.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from audits.bundle.document import (
    BundleAnswer,
    BundleFinding,
    BundleIncident,
    BundlePromise,
    BundleVisit,
)
from audits.bundle.parsing import OddNumber
from audits.scoring import State
from journeys.definition import Criterion, shown
from journeys.definition.reading import below
from journeys.question_types import question_type

Note = Callable[[str, str], None]

DATE = "a date such as 2026-09-01"
MOMENT = "a date and time with its offset, such as 2026-09-03T10:02:00+03:00,"
# Answers repeat: of each criterion so many judged values are kept.
KEPT_VALUES = 1000


def day(text: str | None, place: str, note: Note) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        note(place, f"{DATE} is expected, not {shown(text)}")
        return None


def moment(text: str | None, place: str, note: Note) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        note(place, f"{MOMENT} is expected, not {shown(text)}")
        return None


@dataclass(frozen=True, slots=True)
class Judged:
    """A value seen through its question: what is wrong, what is stored, what it earns."""

    problem: str
    value: Any = None
    micro: int | None = None


class Judge:
    """Judges the values of one criterion and remembers the verdicts."""

    def __init__(self, criterion: Criterion) -> None:
        self.criterion = criterion
        self.kind = question_type(criterion)
        self.verdicts: dict[Any, Judged] = {}

    def look(self, value: Any) -> Judged:
        if isinstance(value, OddNumber):
            return Judged("")  # named by the parser
        key = tuple(value) if isinstance(value, list) else value
        found = self.verdicts.get(key)
        if found is None:
            found = self.judged(value)
            if len(self.verdicts) < KEPT_VALUES:
                self.verdicts[key] = found
        return found

    def judged(self, value: Any) -> Judged:
        problem = self.kind.problem(self.criterion, value)
        if problem:
            return Judged(problem)
        stored = self.kind.clean(self.criterion, value)
        return Judged("", stored, self.kind.micro(self.criterion, stored))


class VisitReader:
    """Reads visits against one checklist and the sites of the bundle."""

    def __init__(
        self,
        note: Note,
        *,
        criteria: Mapping[str, Judge | None] | None,
        stages: Collection[str] | None,
        sites: Collection[str],
        checks: Mapping[str, Any],
    ) -> None:
        self.note = note
        self.criteria = criteria  # None, here or inside: faulty, so that nothing can be said
        self.stages = stages  # None: the stages themselves are faulty
        self.sites = sites
        self.checks = checks  # where each check was made, by its name
        self.keys: set[str] = set()

    def read(self, raw: Mapping[str, Any], place: str) -> BundleVisit:
        key, site = raw.get("key", ""), raw.get("site", "")
        if key and key in self.keys:
            self.note(f"{place}.key", f"{shown(key)} is the key of another visit")
        self.keys.add(key)
        if "site" in raw and site not in self.sites:
            message = f"the key of a site of this bundle is expected, not {shown(site)}"
            self.note(f"{place}.site", message)
        started_at = moment(raw.get("started_at"), f"{place}.started_at", self.note)
        ended_at = moment(raw.get("ended_at"), f"{place}.ended_at", self.note)
        if started_at and ended_at and ended_at < started_at:
            message = f"no moment before started_at is expected, not {shown(raw['ended_at'])}"
            self.note(f"{place}.ended_at", message)
        for name in ("expectations", "experiences"):
            self.check_stages(raw.get(name, ()), f"{place}.{name}")
        return BundleVisit(
            key=key,
            site=site,
            auditor=raw.get("auditor", ""),
            started_at=started_at,
            ended_at=ended_at,
            announced=raw.get("announced", False),
            scenario=raw.get("scenario", ""),
            answers=self.answers(raw.get("answers", {}), f"{place}.answers"),
            expectations=raw.get("expectations", {}),
            experiences={k: said(v) for k, v in raw.get("experiences", {}).items() if said(v)},
            promises=self.promises(raw.get("promises", ()), f"{place}.promises"),
            incidents=self.incidents(raw.get("incidents", ()), f"{place}.incidents"),
            closing=said(raw.get("closing", {})),
            findings=self.findings(raw.get("findings", {}), site, f"{place}.findings"),
        )

    def findings(self, raw: Mapping[str, Any], site: str, place: str) -> dict[str, BundleFinding]:
        found = {}
        for name, given in raw.items():
            if self.checks.get(name) != site:
                message = "the name of a check of this bundle at the site of the visit is expected"
                self.note(below(place, name), message)
            if not said(given):
                self.note(below(place, name), "an outcome or a comment is expected")
            found[name] = BundleFinding(given.get("outcome", ""), given.get("comment", ""))
        return found

    def check_stages(self, stages: Collection[str], place: str) -> None:
        for stage in stages:
            self.check_stage(stage, below(place, stage))

    def check_stage(self, stage: str, place: str) -> None:
        if stage and self.stages is not None and stage not in self.stages:
            known = ", ".join(self.stages)
            self.note(place, f"a stage of the checklist is expected ({known}), not {shown(stage)}")

    def answers(self, raw: Mapping[str, Any], place: str) -> dict[str, BundleAnswer]:
        found: dict[str, BundleAnswer] = {}
        if self.criteria is None:
            return found
        for code, given in raw.items():
            judge = self.criteria.get(code)
            if judge is not None:
                found[code] = self.answer(judge, given, place, code)
            elif code not in self.criteria:
                near = difflib.get_close_matches(code, self.criteria, 1)
                hint = f"; did you mean “{near[0]}”?" if near else ""
                self.note(below(place, code), f"the checklist has no such criterion{hint}")
        return found

    def answer(self, judge: Judge, given: Any, place: str, code: str) -> BundleAnswer:
        if not isinstance(given, dict):
            judged = judge.look(given)
            if judged.problem:
                self.note(f"{below(place, code)}.value", judged.problem)
            return BundleAnswer(State.ANSWERED, judged.value, judged.micro)
        return self.full_answer(judge, given, below(place, code))

    def full_answer(self, judge: Judge, given: Mapping[str, Any], place: str) -> BundleAnswer:
        usual = State.ANSWERED if "value" in given else State.BLANK
        state = State(given["state"]) if "state" in given else usual
        judged = self.judged(judge, state, given, place)
        return BundleAnswer(
            state=state,
            value=judged.value,
            micro=judged.micro,
            reason=given.get("reason", ""),
            comment=given.get("comment", ""),
            observed_at=moment(given.get("observed_at"), f"{place}.observed_at", self.note),
        )

    def judged(self, judge: Judge, state: State, given: Mapping[str, Any], place: str) -> Judged:
        judged = Judged("")
        if state is State.ANSWERED and "value" in given:
            judged = judge.look(given["value"])
            if judged.problem:
                self.note(f"{place}.value", judged.problem)
        elif state is State.ANSWERED:
            self.note(f"{place}.value", 'is missing; a value is expected with the state "answered"')
        elif "value" in given:
            message = f"no value is expected with the state {shown(str(state))}"
            self.note(f"{place}.value", message)
        elif state is State.BLANK and not said(given):
            self.note(place, "a value, a state or at least a comment is expected")
        return judged

    def promises(self, raw: Collection[Any], place: str) -> tuple[BundlePromise, ...]:
        return tuple(
            self.promise(one, f"{place}[{index}]")
            for index, one in enumerate(raw)
            if one is not None  # cut out
        )

    def promise(self, raw: Mapping[str, Any], place: str) -> BundlePromise:
        self.check_stage(raw.get("stage", ""), f"{place}.stage")
        kind = raw.get("kind", "")
        return BundlePromise(
            stage=raw.get("stage", ""),
            kind=kind,
            wording=raw.get("wording", ""),
            channel=raw.get("channel", ""),
            promised=self.amount(raw.get("promised"), kind, f"{place}.promised"),
            delivered=self.amount(raw.get("delivered"), kind, f"{place}.delivered"),
            unit=raw.get("unit", ""),
            kept=raw.get("kept") or "",
        )

    def amount(self, given: float | None, kind: str, place: str) -> Decimal | None:
        """What was promised or delivered; a time or a price is not negative."""
        if given is None or isinstance(given, OddNumber):
            return None
        number = Decimal(str(given))
        if number != round(number, 3):
            self.note(place, f"a number with at most 3 decimals is expected, not {shown(given)}")
        if number < 0 and kind in ("speed", "price"):
            self.note(place, f"a {kind} that is not negative is expected, not {shown(given)}")
        return number

    def incidents(self, raw: Collection[Any], place: str) -> tuple[BundleIncident, ...]:
        return tuple(
            self.incident(one, f"{place}[{index}]")
            for index, one in enumerate(raw)
            if one is not None  # cut out
        )

    def incident(self, raw: Mapping[str, Any], place: str) -> BundleIncident:
        self.check_stage(raw.get("stage", ""), f"{place}.stage")
        return BundleIncident(
            stage=raw.get("stage", ""),
            polarity=raw.get("polarity", ""),
            what=raw.get("what", ""),
            happened_at=moment(raw.get("happened_at"), f"{place}.happened_at", self.note),
            noticed_by=raw.get("noticed_by") or "",
            severity=raw.get("severity"),
            apology=raw.get("apology", False),
            explanation=raw.get("explanation", False),
            asked_customer=raw.get("asked_customer", False),
            fixed=raw.get("fixed", False),
            minutes_to_fix=raw.get("minutes_to_fix"),
            extra_gesture=raw.get("extra_gesture", False),
            feeling_before=raw.get("feeling_before"),
            feeling_after=raw.get("feeling_after"),
        )


def said(given: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping without empty texts and nulls."""
    return {key: value for key, value in given.items() if value is not None and value != ""}
