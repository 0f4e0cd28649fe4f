"""What the pages of a visit show around their questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audits.forms.visit import Sheet, SheetForm
from audits.models import Incident, Polarity, Promise, Visit
from audits.queries.opening import shut_stages
from audits.queries.visit import Record
from audits.queries.visit_progress import (
    DESK_STAGES,
    WRITABLE_STATUSES,
    Missing,
    Progress,
    closing_progress,
    criterion_questions,
    expectation_progress,
    expectation_questions,
    open_stages,
    stage_progress,
)
from audits.views.places import Place, address, destination, next_place, stage_place
from audits.views.visit_sheets import sheets
from audits.views.visit_team import team
from journeys.definition import Stage, in_language
from journeys.queries import common
from journeys.question_types import question_type

REVIEW = Place("review")


def words(texts: Any) -> str:
    return in_language(texts, get_language() or "fi")


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the visit in the row at its top."""

    place: Place
    name: str
    mark: str  # a number in the ring, or "" for a tick
    note: str = ""
    percent: int = 0
    points: int = 0
    is_current: bool = False
    is_locked: bool = False
    opens: date | None = None  # locked until this day
    url: str = ""
    gate: str = ""  # open only "before" or only "after" the start


def steps(record: Record, here: Place) -> list[Step]:
    reach = open_stages(record.visit)
    found = [] if reach == 5 and not record.is_blank else [expectation_step(record, here)]
    found += [stage_step(record, stage, here, reach) for stage in record.checklist.stages]
    if reach == 5:
        found.append(
            part_step(record, Place("closing"), _("Closing"), closing_progress(record), here)
        )
        found.append(
            Step(
                Place("review"),
                _("Check and send"),
                "",
                is_current=here.page == "review",
                url=address(record.visit, REVIEW),
                gate="after",
            )
        )
    return found


def expectation_step(record: Record, here: Place) -> Step:
    return part_step(
        record, Place("expectation"), _("Expectation"), expectation_progress(record), here
    )


def stage_step(record: Record, stage: Stage, here: Place, reach: int) -> Step:
    place = stage_place(stage.key)
    progress = stage_progress(record, stage)
    # On the page that a tablet keeps, the browser decides.
    shut = {} if record.is_blank else shut_stages(record.visit, record.later)
    opens = shut.get(stage.order)
    return Step(
        place=place,
        name=words(stage.name),
        mark=str(stage.order),
        note=done_of(progress),
        percent=progress.percent,
        points=progress.points,
        is_current=here.stage == stage.key,
        is_locked=stage.order > reach or opens is not None,
        opens=opens,
        url=address(record.visit, place),
        gate="after" if stage.order > DESK_STAGES else "",
    )


def part_step(record: Record, place: Place, name: str, progress: Progress, here: Place) -> Step:
    return Step(
        place=place,
        name=name,
        mark="?" if place.page == "expectation" else "…",
        note=done_of(progress),
        percent=progress.percent,
        is_current=here.page == place.page,
        url=address(record.visit, place),
        gate="before" if place.page == "expectation" else "after",
    )


def done_of(progress: Progress) -> str:
    return _("%(done)d of %(asked)d") % {"done": progress.done, "asked": progress.asked}


def page_progress(record: Record, here: Place) -> Progress:
    if here.page == "expectation":
        return expectation_progress(record)
    if here.page == "closing":
        return closing_progress(record)
    stage = next(item for item in record.checklist.stages if item.key == here.stage)
    return stage_progress(record, stage)


@dataclass(frozen=True, slots=True)
class Left:
    """A question still to answer, and the way there."""

    url: str
    number: str
    text: str
    why: str


def why_words() -> dict[str, str]:
    """What is missing beside the answer itself."""
    return {
        "reason": _("say why it does not apply"),
        "cause": _("name what caused the feeling"),
        "photo": _("add a photo"),
        "comment": _("add a comment"),
    }


def left(
    record: Record, missing: Sequence[Missing], here: Place, *, far: bool = False
) -> list[Left]:
    reasons = why_words()
    found = []
    for item in missing:
        anchor = f"#{item.question.anchor}"
        place = Place(here.page, here.stage, item.question.criterion.code)
        found.append(
            Left(
                url=address(record.visit, place) if far else anchor,
                number=item.question.number,
                text=words(item.question.criterion.text),
                why=reasons.get(item.why, ""),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Logged:
    """A promise, failure or surprise in the list of moments."""

    go: str
    url: str
    face: str
    what: str
    text: str


def moments(record: Record) -> list[Logged]:
    visit = record.visit
    return [
        *(logged_promise(visit, promise) for promise in record.promises),
        *(logged_incident(visit, incident) for incident in record.incidents),
    ]


def logged_promise(visit: Visit, promise: Promise) -> Logged:
    kept = promise.get_kept_display() if promise.kept else _("not due yet")
    go = f"promise-edit:{promise.pk}"
    what = _("Promise · %(kept)s") % {"kept": kept}
    return Logged(go, destination(visit, go, REVIEW), "", what, promise.wording)


def logged_incident(visit: Visit, incident: Incident) -> Logged:
    face = "-2" if incident.polarity == Polarity.FAILURE else "3"
    go = f"incident-edit:{incident.pk}"
    url = destination(visit, go, REVIEW)
    return Logged(go, url, face, incident.get_polarity_display(), incident.what)


def page(sheet: Sheet, here: Place, form: SheetForm | None) -> dict[str, Any]:
    record = sheet.record
    progress = page_progress(record, here)
    following = next_place(record.visit, here)
    return {
        "visit": record.visit,
        "checks": record.checks,
        "days": record.later,
        "here": str(here),
        "steps": steps(record, here),
        "seen": sheet.seen(),
        "mark": uuid4(),
        "cards": sheet.html(form),
        "faults": faults(sheet, form),
        "refused": form.non_field_errors() if form else (),
        "left": left(record, progress.missing, here),
        "moments": moments(record),
        "saved_at": record.visit.written_at,
        "next_name": place_name(record, following),
        "previous": previous_place(record, here),
        "later": later_days(record, here),
        "has_moments": here.page != "expectation",
        "is_sent_back": bool(record.points),
        "sheets": sheets(record.checklist),
        **heading(record, here),
    }


def later_days(record: Record, here: Place) -> int | None:
    """After how many days the stage of a page opens; None: with the others."""
    orders = {stage.key: stage.order for stage in record.checklist.stages}
    return record.later.get(orders.get(here.stage, 0))


def later(record: Record, stage: Stage, day: date) -> dict[str, Any]:
    """The page of a stage that is not open yet."""
    here = stage_place(stage.key)
    return {
        "visit": record.visit,
        "checks": record.checks,
        "days": record.later,
        "steps": steps(record, here),
        "name": words(stage.name),
        "day": day,
    }


def heading(record: Record, here: Place) -> dict[str, Any]:
    if here.page == "stage":
        stage = next(item for item in record.checklist.stages if item.key == here.stage)
        eyebrow = _("Stage %(order)d of %(count)d") % {
            "order": stage.order,
            "count": len(record.checklist.stages),
        }
        return {
            "eyebrow": eyebrow,
            "title": words(stage.name),
            "verb": words(stage.verb),
            "covers": words(stage.covers),
        }
    if here.page == "expectation":
        return {
            "eyebrow": _("Before the first contact"),
            "title": _("What do you expect?"),
            "verb": "",
            "covers": _(
                "Answer as the customer would, before you meet anybody. When the visit starts, "
                "these answers are sealed."
            ),
        }
    return {
        "eyebrow": _("When the visit is over"),
        "title": _("Closing questions"),
        "verb": "",
        "covers": _("Look back at the whole visit."),
    }


def faults(sheet: Sheet, form: SheetForm | None) -> list[Left]:
    """What could not be saved, with the way to each question."""
    if form is None:
        return []
    return [
        Left(f"#{question.anchor}", question.number, words(question.criterion.text), fault)
        for question in sheet.questions
        for fault in form.faults(question)[:1]
    ]


def place_name(record: Record, place: Place) -> str:
    names = {
        "expectation": _("Expectation"),
        "start": _("Start the visit"),
        "closing": _("Closing"),
        "review": _("Check and send"),
    }
    stages = {stage.key: words(stage.name) for stage in record.checklist.stages}
    return stages.get(place.stage, "") or names.get(place.page, "")


def previous_place(record: Record, here: Place) -> str:
    """The page before this one, or the brief before the first."""
    stages = record.checklist.stages
    if here.page == "closing":
        return str(stage_place(stages[-1].key))
    if here.page == "expectation":
        return str(stage_place(stages[open_stages(record.visit) - 1].key))
    order = next(stage.order for stage in stages if stage.key == here.stage)
    return str(stage_place(stages[order - 2].key)) if order > 1 else "brief"


# The pages around the questions


def open_points(record: Record) -> list[Left]:
    """What the editor asks, each with the way to its question."""
    asked = {
        question.criterion.code: (stage_place(stage.key, question.criterion.code), question.number)
        for stage in record.checklist.stages
        for question in criterion_questions(record.checklist, stage)
    }
    closing = {
        question.code: (Place("closing", question=question.code), "")
        for question in common().visit_close
    }
    found = []
    for code, reasons in record.points.items():
        place, number = {**closing, **asked}.get(code, (REVIEW, code))
        found += [Left(address(record.visit, place), number, reason, "") for reason in reasons]
    return found


def brief(record: Record, resume: str) -> dict[str, Any]:
    visit = record.visit
    stages = [stage_progress(record, stage) for stage in record.checklist.stages]
    return {
        "visit": visit,
        "checks": record.checks,
        "days": record.later,
        "check_texts": [words(check.text) for check in record.checks],
        "resume": resume,
        "checklist_name": words(record.checklist.name),
        "questions": len(record.checklist.criteria),
        "steps": steps(record, Place("brief")),
        "has_begun": any(progress.done for progress in stages),
        "is_writable": visit.status in WRITABLE_STATUSES,
        "privacy": words(common().privacy_reminder),
        "points": open_points(record),
        "review": visit.reviews.filter(closed_at=None).first(),
        **team(record),
    }


@dataclass(frozen=True, slots=True)
class Expected:
    stage: str
    text: str
    answer: str
    key: str
    words: dict[str, str]  # of each value, for the page that a tablet keeps


def sealed(record: Record) -> dict[str, Any]:
    """The expectations in words."""
    language = get_language() or "fi"
    found = []
    for stage, question in zip(
        record.checklist.stages, expectation_questions(record.checklist), strict=True
    ):
        value, asked = record.values.get(question.key), question.criterion
        kind = question_type(asked)
        said = {str(item): kind.display(asked, item, language) for item in range(5)}
        answer = said.get(str(value), "–")
        found.append(Expected(words(stage.name), words(asked.text), answer, question.key, said))
    return {"visit": record.visit, "checks": record.checks, "days": record.later, "expected": found}
