"""Audits as the desk sees them: lists, what needs doing, pseudonyms and rotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.models import Client, Site, User
from audits.models import (
    COUNTED_STATUSES,
    Audit,
    Review,
    Scope,
    ScoreCell,
    Status,
    Visit,
    VisitScore,
)
from audits.queries.figures import Bands, Shown, bands_for, bands_of
from audits.queries.round_page import RoundPage, round_page
from audits.queries.trail import Step, audit_steps
from journeys.definition import in_language
from journeys.models import ChecklistVersion

# Auditors who hold a visit in these states are expected to do something.
HELD_STATUSES = (Status.OFFERED, Status.ACCEPTED, Status.SENT_BACK)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many visits of an audit are in each state."""

    counts: Mapping[str, int]

    @property
    def visits(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return sum(self.counts.get(status, 0) for status in COUNTED_STATUSES)

    @property
    def to_check(self) -> int:
        return self.counts.get(Status.SUBMITTED, 0)

    @property
    def states(self) -> list[tuple[Status, int]]:
        """The states that occur, in the order of a visit's life."""
        return [(status, self.counts[status]) for status in Status if self.counts.get(status)]


@dataclass(frozen=True, slots=True)
class AuditRow:
    audit: Audit
    progress: Progress
    score: Shown


# What is read of a figure, by the names of ``queries.figures.FigureRow``.
FIGURE = ("visits", "micro", "low", "high", "half", "certainty", "reached", "tier")


def audit_rows(audits: QuerySet[Audit], language: str) -> list[AuditRow]:
    """Audits with their states and headline. Two queries."""
    counts = {status.value: Count("visits", filter=Q(visits__status=status)) for status in Status}
    cells = ScoreCell.objects.filter(audit=OuterRef("pk"), scope=Scope.AUDIT, stage=0, nature=0)
    figure = Subquery(cells.values(found=JSONObject(**{name: name for name in FIGURE}))[:1])
    rows = list(audits.select_related("client").annotate(figure=figure, **counts))
    versions = ChecklistVersion.objects.in_bulk({audit.checklist_version_id for audit in rows})
    bands = {pk: bands_for(row, row.digest, language) for pk, row in versions.items()}
    return [
        AuditRow(
            audit,
            Progress({status.value: getattr(audit, status.value) for status in Status}),
            bands[audit.checklist_version_id].show_figure(
                SimpleNamespace(**audit.figure) if audit.figure else None
            ),
        )
        for audit in rows
    ]


def progress(visits: Iterable[Visit]) -> Progress:
    counts: dict[str, int] = {}
    for visit in visits:
        counts[visit.status] = counts.get(visit.status, 0) + 1
    return Progress(counts)


# So many of a kind are shown at once; the rest behind a click, and then the pages of the audits.
FIRST, MOST = 3, 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """Visits that wait for one thing, the longest waiting first."""

    visits: Sequence[Visit]

    def __bool__(self) -> bool:
        return bool(self.visits)

    @property
    def first(self) -> Sequence[Visit]:
        return self.visits[:FIRST]

    @property
    def rest(self) -> Sequence[Visit]:
        return self.visits[FIRST:MOST]

    @property
    def shown_count(self) -> str:
        return f"{MOST}+" if len(self.visits) > MOST else str(len(self.visits))


@dataclass(frozen=True, slots=True)
class Unoffered:
    audit: Audit
    visits: int


@dataclass(frozen=True, slots=True)
class ToDo:
    """What waits for the desk."""

    to_check: Waiting
    overdue: Waiting
    unanswered: Waiting
    to_offer: Sequence[Unoffered]

    def __bool__(self) -> bool:
        return any((self.to_check, self.overdue, self.unanswered, self.to_offer))


def to_do(user: User) -> ToDo:
    """What waits in the audits this user may see. Four queries."""
    today = timezone.localdate()
    audits = Audit.objects.visible_to(user)
    visits = Visit.objects.filter(audit__in=audits).select_related("audit__client", "site")
    answer_by = Review.objects.filter(visit=OuterRef("pk"), closed_at=None).order_by("-pk")
    sent_back = visits.filter(status=Status.SENT_BACK).annotate(
        answer_by=Subquery(answer_by.values("answer_by")[:1])
    )
    late = Q(submit_by__lt=today) | Q(submit_by=None, due_on__lt=today)
    held = visits.filter(late, status__in=(Status.OFFERED, Status.ACCEPTED))
    return ToDo(
        to_check=_waiting(visits.filter(status=Status.SUBMITTED), "submitted_at"),
        overdue=_waiting(held, "submit_by", "due_on"),
        unanswered=_waiting(sent_back.filter(answer_by__lt=today), "answer_by"),
        to_offer=_unoffered(audits, today + timedelta(days=7)),
    )


def _waiting(visits: QuerySet[Visit, Any], *order: str) -> Waiting:
    return Waiting(list(visits.order_by(*order, "pk")[: MOST + 1]))


def _unoffered(audits: QuerySet[Audit], until: date) -> list[Unoffered]:
    """Audits with planned visits that start soon and have an auditor who does not know yet."""
    soon = Q(visits__starts_on=None) | Q(visits__starts_on__lte=until)
    planned = soon & Q(visits__status=Status.PLANNED, visits__auditor__isnull=False)
    rows = audits.select_related("client").annotate(planned=Count("visits", filter=planned))
    return [Unoffered(audit, audit.planned) for audit in rows.filter(planned__gt=0)[:MOST]]


@dataclass(frozen=True, slots=True)
class Headline:
    """A score of the audit with facts and perceptions apart."""

    name: str
    both: Shown
    fact: Shown
    perception: Shown


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site of the audit with its score; in tiers and else in the order of names."""

    name: str
    region: str
    score: Shown


@dataclass(frozen=True, slots=True)
class VisitRow:
    visit: Visit
    score: Shown


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The page of one audit: progress, headline and stages, and its visits."""

    progress: Progress
    total: Headline
    stages: Sequence[Headline]
    sites: Sequence[SiteRow]  # with a visit that counts
    rows: Sequence[VisitRow]
    state: str
    trail: Sequence[Step]
    round: RoundPage
    unoffered: int  # planned, with an auditor who has not been told


def audit_page(audit: Audit, state: str, language: str) -> AuditPage:
    """Everything the page of an audit shows, its visits of one state or all. Four queries."""
    checklist = audit.checklist_version.definition
    bands = bands_of(checklist, language)
    of_site = Q(scope=Scope.SITE, stage=0, nature=0)
    found = list(ScoreCell.objects.filter(Q(scope=Scope.AUDIT) | of_site, audit=audit))
    cells = {(cell.stage, cell.nature): cell for cell in found if cell.scope == Scope.AUDIT}

    def headline(stage: int, name: str) -> Headline:
        return Headline(name, *(bands.show_figure(cells.get((stage, n))) for n in (0, 1, 2)))

    visits = list(audit.visits.select_related("site", "auditor"))
    scores = dict(
        VisitScore.objects.filter(visit__audit=audit, stage=0, nature=0).values_list(
            "visit", "micro"
        )
    )
    names = [in_language(stage.name, language) for stage in checklist.stages]
    return AuditPage(
        progress=progress(visits),
        total=headline(0, ""),
        stages=[headline(number, name) for number, name in enumerate(names, 1)],
        sites=_site_rows(visits, [cell for cell in found if cell.scope == Scope.SITE], bands),
        rows=[
            VisitRow(visit, bands.show(scores.get(visit.pk)))
            for visit in visits
            if state in ("", visit.status)
        ],
        state=state,
        trail=audit_steps(audit),
        round=round_page(audit, names, {visit.site.key: visit.site.name for visit in visits}),
        unoffered=sum(visit.status == Status.PLANNED and bool(visit.auditor) for visit in visits),
    )


def _site_rows(visits: Iterable[Visit], cells: Iterable[ScoreCell], bands: Bands) -> list[SiteRow]:
    sites = {visit.site.key: visit.site for visit in visits}
    rows = [
        SiteRow(sites[cell.place].name, sites[cell.place].region, bands.show_figure(cell))
        for cell in cells
        if cell.place in sites
    ]
    return sorted(rows, key=lambda row: (row.score.tier or len(rows) + 1, row.name))


def pseudonym(client: Client, auditor: User) -> str:
    """The name under which the client's pages know this auditor: kept once given, else the next.

    Asks twice. The caller holds the client's row, so that two do not get the same.
    """
    of_client = Visit.objects.filter(audit__client=client).exclude(auditor_key="")
    known = of_client.filter(auditor=auditor).values_list("auditor_key", flat=True).first()
    if known:
        return known
    taken = of_client.values_list("auditor_key", flat=True).distinct()
    numbers = [int(key[1:]) for key in taken if re.fullmatch(r"a\d{1,6}", key)]
    return f"a{max(numbers, default=0) + 1}"


def next_visit_number(audit: Audit) -> int:
    """One past the highest v1, v2 … in use."""
    keys = audit.visits.values_list("key", flat=True)
    return max((int(key[1:]) for key in keys if re.fullmatch(r"v\d{1,6}", key)), default=0) + 1


@dataclass(frozen=True, slots=True)
class Clash:
    """The same auditor at the same site sooner than the rotation allows."""

    site: Site
    day: date


def visit_day(visit: Visit) -> date:
    """The day of the visit as far as it is known."""
    if visit.started_at:
        return timezone.localtime(visit.started_at).date()
    audit = visit.audit
    created = timezone.localtime(audit.created_at).date()
    return visit.due_on or visit.starts_on or audit.starts_on or created


def rotation_clashes(
    auditor: User, sites: Iterable[Site], day: date, *, but: Visit | None = None
) -> list[Clash]:
    """Visits of this auditor to these sites within ROTATION_DAYS of the day. One query."""
    visits = Visit.objects.filter(auditor=auditor, site__in=sites).select_related("audit", "site")
    if but is not None:
        visits = visits.exclude(pk=but.pk)
    near = timedelta(days=settings.ROTATION_DAYS)
    days = [(visit, visit_day(visit)) for visit in visits]
    return [Clash(visit.site, at) for visit, at in days if abs(at - day) < near]


def newest_versions(audit: Audit) -> QuerySet[ChecklistVersion]:
    """What an audit may be made on: the newest version of each checklist of the library,
    and the version that it has already."""
    newest = ChecklistVersion.objects.filter(
        checklist=OuterRef("checklist"), checklist__is_library=True
    ).order_by("-version", "-pk")
    return ChecklistVersion.objects.filter(
        Q(pk=Subquery(newest.values("pk")[:1])) | Q(pk=audit.checklist_version_id)
    ).select_related("checklist")


def sites_with_visits(audit: Audit) -> QuerySet[Site, Any]:
    """The sites of the audit's client with ``visit_count``: its visits to each."""
    mine = Q(visits__audit=audit)
    return audit.client.sites.annotate(visit_count=Count("visits", filter=mine))
