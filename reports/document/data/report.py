"""The whole document."""

from __future__ import annotations

from dataclasses import dataclass, field

from reports.document.data.advice import Check, Recommendation, WhatIf
from reports.document.data.change import Comparison
from reports.document.data.method import Agreement, Method, Planner
from reports.document.data.paper import Layout, Look, Narrative
from reports.document.data.scores import Band, Measure, Scores
from reports.document.data.stages import Photo, Stage
from reports.document.data.visits import Closing, Emotion, Incident, Promises, Site, Visit, Wait

VERSION = "journeyaudit/report/1"


@dataclass(frozen=True, slots=True)
class ReportDocument:
    language: str
    client: str
    audit: str
    reference: str  # the audit's key
    title: str  # the consultant's headline, or ""
    summary: str  # the consultant's words, Markdown
    site: str  # name of the one site that the report is about, or ""
    starts_on: str  # ISO dates, or ""
    ends_on: str
    issued_on: str
    target: int | None
    bands: tuple[Band, ...]  # highest first
    total: Scores
    stages: tuple[Stage, ...]
    visits: tuple[Visit, ...]
    sites: tuple[Site, ...]
    emotion: Emotion
    promises: Promises
    failures: tuple[Incident, ...]
    surprises: tuple[Incident, ...]
    recovery: Measure | None
    closing: tuple[Closing, ...]
    strengths: tuple[str, ...]  # criterion codes, three at most
    needs: tuple[str, ...]
    criticals: tuple[str, ...]  # every critical criterion that failed
    recommendations: tuple[Recommendation, ...]
    photos: tuple[Photo, ...]
    method: Method
    labels: tuple[tuple[str, str], ...]  # ("cost.free", "Ilmainen") …: words of the checklists
    what_if: WhatIf | None = None
    version: str = VERSION
    comparison: Comparison | None = None  # with the round before
    agreement: Agreement | None = None  # None: no double visits
    planner: Planner | None = None  # None: fewer than two sites
    scope: str = "audit"  # audit, client, region, site, visit
    region: str = ""  # name of the one region that the report is about, or ""
    look: Look = field(default_factory=Look)
    narratives: tuple[Narrative, ...] = ()
    layout: Layout = field(default_factory=Layout)
    waits: tuple[Wait, ...] = ()  # between the stages, where it is known
    checks: tuple[Check, ...] = ()  # what came of the advice of the round before

    def label(self, kind: str, key: str) -> str:
        """The word for a key of cost, degree, promise, outcome or severity; "" when unknown."""
        return dict(self.labels).get(f"{kind}.{key}", "")
