"""Where the auditor is in a visit, and where each button leads.

Every control that leaves a page of a visit is a button of its form, named ``go``: what was typed
is saved first, then the button's place is opened. A place is a word, with the stage, the question
or the row after colons: ``stage:purchase``, ``incident:S3-01``. Unknown places lead to the brief.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode
from uuid import UUID

from django.urls import reverse

from audits.models import Status, Visit
from audits.queries.visit import Record
from audits.queries.visit_progress import open_stages, stage_progress

# Pages of the visit that stand alone.
PAGES = {
    "brief": "audits:visit-brief",
    "expectation": "audits:visit-expectation",
    "start": "audits:visit-start",
    "closing": "audits:visit-closing",
    "review": "audits:visit-review",
}
MOMENTS = ("promise", "incident")


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the visit, and the question on it."""

    page: str
    stage: str = ""
    question: str = ""

    @classmethod
    def of(cls, text: str) -> Place:
        page, _colon, rest = text.partition(":")
        if page != "stage":
            return cls(page, question=rest)
        stage, _colon, question = rest.partition(":")
        return cls(page, stage, question)

    def __str__(self) -> str:
        parts = (self.page, self.stage, self.question) if self.stage else (self.page, self.question)
        return ":".join(parts).rstrip(":")


def address(visit: Visit, place: Place) -> str:
    """The URL of a page of the visit; the brief when there is no such page."""
    if place.page == "list":
        return reverse("audits:visit-list")
    stages = {stage.key for stage in visit.checklist_version.definition.stages}
    if place.page == "stage" and place.stage in stages:
        url = reverse("audits:visit-stage", args=[visit.pk, place.stage])
    elif place.page in PAGES:
        url = reverse(PAGES[place.page], args=[visit.pk])
    else:
        return reverse(PAGES["brief"], args=[visit.pk])
    return f"{url}#q-{quote(place.question)}" if place.question else url


def stage_place(key: str, question: str = "") -> Place:
    return Place("stage", key, question)


def destination(visit: Visit, go: str, here: Place) -> str:
    """Where a pressed button leads."""
    wanted = Place.of(go)
    if wanted.page in MOMENTS:
        back = Place(here.page, here.stage, wanted.question)
        url = reverse(f"audits:visit-{wanted.page}-add", args=[visit.pk])
        return f"{url}?{urlencode({'from': str(back)})}"
    for kind in MOMENTS:
        if wanted.page == f"{kind}-edit" and wanted.question.isdecimal():
            url = reverse(f"audits:visit-{kind}-edit", args=[visit.pk, int(wanted.question)])
            return f"{url}?{urlencode({'from': str(here)})}"
    if wanted.page == "photo" and (photo := uuid_of(wanted.question)):
        return f"{reverse('audits:evidence-delete', args=[photo])}?{urlencode({'from': str(here)})}"
    return address(visit, wanted)


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def next_place(visit: Visit, here: Place) -> Place:
    """The page after this one: the stages in order, the closing, the review."""
    keys = [stage.key for stage in visit.checklist_version.definition.stages]
    reach = open_stages(visit)
    pages = [stage_place(key) for key in keys[:reach]]
    pages += [Place("closing"), Place("review")] if reach == len(keys) else [Place("expectation")]
    plain = Place(here.page, here.stage)
    if plain == Place("expectation"):
        return Place("start") if visit.sealed_at is None else pages[0]
    return pages[min(pages.index(plain) + 1, len(pages) - 1)] if plain in pages else pages[0]


def resume_place(record: Record) -> Place:
    """Where work goes on: the first stage with something missing, else what comes after."""
    visit = record.visit
    if visit.status == Status.SENT_BACK:
        return Place("review")
    for stage in record.checklist.stages[: open_stages(visit)]:
        if stage_progress(record, stage).missing:
            return stage_place(stage.key)
    return (
        Place("closing")
        if open_stages(visit) == len(record.checklist.stages)
        else Place("expectation")
    )
