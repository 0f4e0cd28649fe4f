"""What every part of one document needs: the bundle, its figures, and how to show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from audits import scoring
from audits.bundle import (
    Bundle,
    BundleSite,
    BundleVisit,
    bundle_ranges,
    hidden_in,
    visit_inputs,
)
from journeys.definition import Words, in_language
from reports.document import data, visits
from reports.document.figures import Reader, ledger
from reports.recommendations import Decided, Record

if TYPE_CHECKING:
    from audits.queries.comparison import Comparison
    from audits.statistics import Hierarchy


@dataclass(frozen=True, slots=True)
class PhotoOf:
    """A photo beside the bundle; its bytes are handed to the renderer under ``sha256``."""

    sha256: str
    visit: str  # key
    criterion: str = ""
    stage: str = ""
    caption: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the report adds to the figures: its language, its scope, the consultant's words."""

    language: str = ""  # "": the client's
    site: str = ""  # key of the one site to report on
    region: str = ""  # the one region
    visit: str = ""  # key of the one visit
    is_whole_client: bool = False
    look: data.Look = field(default_factory=data.Look)
    title: str = ""
    summary: str = ""  # Markdown
    issued_on: date | None = None
    decisions: tuple[Decided, ...] = ()
    photos: tuple[PhotoOf, ...] = ()
    recall: scoring.RecallShares | None = None  # of the facts, where it is known
    comparison: Comparison | None = None  # with the round before, where there was one
    checks: tuple[data.Check, ...] = ()  # what came of its advice
    # By rule, what all rounds of the client say; None: no other round is known.
    known: Mapping[str, Record] | None = None

    @property
    def scope(self) -> str:
        if self.visit:
            return "visit"
        if self.site:
            return "site"
        if self.region:
            return "region"
        return "client" if self.is_whole_client else "audit"


def scoped(bundle: Bundle, wishes: Wishes) -> Bundle:
    """The part of the bundle that the report is about."""
    visits = bundle.visits
    if wishes.visit:
        visits = tuple(visit for visit in visits if visit.key == wishes.visit)
        wanted = {visit.site for visit in visits}
    elif wishes.site:
        wanted = {wishes.site}
    elif wishes.region:
        wanted = {site.key for site in bundle.sites if site.region == wishes.region}
    else:
        return bundle
    return replace(
        bundle,
        visits=tuple(visit for visit in visits if visit.site in wanted),
        sites=tuple(site for site in bundle.sites if site.key in wanted),
    )


class Basis:
    def __init__(self, bundle: Bundle, wishes: Wishes, whole: Bundle | None = None) -> None:
        self.bundle = bundle
        # The visits of the client's other sites too: what is known beforehand of one of them.
        self.client_visits = visit_inputs(whole or bundle)
        self.wishes = wishes
        self.language = wishes.language
        self.checklist = bundle.checklist
        self.sites: Mapping[str, BundleSite] = {site.key: site for site in bundle.sites}
        ordered = visits.in_order(bundle.visits)
        self.visits = {visits.label(number): visit for number, visit in enumerate(ordered, 1)}
        self.hidden = {visit.key: hidden_in(visit, bundle.checklist) for visit in ordered}
        self.labels = {visit.key: label for label, visit in self.visits.items()}
        scheme = scoring.scheme_of(bundle.checklist)
        self.scores = scoring.audit_scores(scheme, visit_inputs(bundle))
        self.reader = Reader(bundle.checklist, scheme, wishes.language)
        self.lost = {code: figures.lost for code, figures in self.scores.criteria.items()}
        self.lost_shown = dict(zip(self.lost, ledger(list(self.lost.values())), strict=True))
        self.ranges = bundle_ranges(bundle, self.scores)

    def hierarchy(self, sites: Sequence[str]) -> Hierarchy:
        """What the visits to these sites say about each of them."""
        from audits.statistics import Hierarchy, spread_of_cells  # loads SciPy

        totals = [self.scores.sites[site].total.both for site in sites]
        means = [(total.micro or 0) / scoring.UNIT for total in totals]
        spread = spread_of_cells(self.site_totals().values(), scoring.Spot(0, 0))
        return Hierarchy(means, [total.visits for total in totals], spread)

    def site_totals(self) -> dict[str, scoring.Cell]:
        """The total of every visited site, with its visits."""
        found: dict[str, list[scoring.VisitFigures]] = {}
        for visit in self.bundle.visits:
            micro = self.scores.visits[visit.key].total
            if micro is not None:
                found.setdefault(visit.site, []).append({scoring.Spot(0, 0): micro})
        return {
            site: scoring.site_cells(visits)[scoring.Spot(0, 0)] for site, visits in found.items()
        }

    def site_name(self, visit: BundleVisit) -> str:
        return self.sites[visit.site].name

    def words(self, words: Words) -> str:
        return in_language(words, self.language)
