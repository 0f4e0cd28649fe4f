"""Numbers as a page shows them: rounded once, with the band that the shown number is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from audits import scoring
from journeys.definition import Checklist, in_language
from journeys.models import ChecklistVersion


@dataclass(frozen=True, slots=True)
class Shown:
    """A score for a page. ``value`` is for drawing; without a score everything is empty."""

    value: str | None
    shown: str
    band: str
    band_name: str
    # Of a figure of a place, not of one visit (docs/scoring.md, "What few visits can say"):
    visits: int = 0
    range: str = ""  # “60–76”
    grade: str = ""
    grade_name: str = ""
    is_tentative: bool = False
    certainty: int | None = None  # percent: as good as its band, or better
    reached: int | None = None  # percent: the target is reached
    tier: int | None = None

    @property
    def is_one_visit(self) -> bool:
        return self.visits == 1


NOTHING = Shown(None, "–", "", "")


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of one checklist in one language."""

    limits: tuple[tuple[str, int], ...]
    names: Mapping[str, str]

    def show(self, micro: int | None, cap: str = "") -> Shown:
        text = scoring.shown(micro)
        if text is None:
            return NOTHING
        band = scoring.band(micro, self.limits, cap) or ""
        return Shown(scoring.shown(micro, 1), text, band, self.names.get(band, ""))

    def show_figure(self, cell: FigureRow | None) -> Shown:
        """A stored figure of a place, with no more than its visits allow to be said."""
        if cell is None or cell.micro is None:
            return NOTHING
        plain, may = self.show(cell.micro), scoring.may_show(cell.visits)
        known = replace(plain, visits=cell.visits)
        if not may.band:
            known = replace(known, band="", band_name="")
        if cell.low is None or cell.high is None or cell.half is None:
            return known
        grade = scoring.grade(cell.visits, cell.half / scoring.UNIT)
        is_unsure = cell.certainty is not None and cell.certainty < scoring.SURE_BAND
        return replace(
            known,
            range=range_words(cell.low, cell.high, cell.half),
            grade=grade,
            grade_name=grade_name(grade),
            is_tentative=may.band and (may.tentative or is_unsure),
            certainty=_percent(cell.certainty) if may.band else None,
            reached=_percent(cell.reached),
            tier=cell.tier,
        )


class FigureRow(Protocol):
    """What is read of a stored figure."""

    visits: int
    micro: int | None
    low: int | None
    high: int | None
    half: int | None
    certainty: int | None
    reached: int | None
    tier: int | None


def range_words(low: int, high: int, half: int) -> str:
    """“60–76”, with a decimal when the range is narrow enough for one."""
    decimals = scoring.decimals_for(half / scoring.UNIT)
    first, last = (
        number_format(scoring.rounded(Fraction(micro, scoring.UNIT), decimals), decimals)
        for micro in (low, high)
    )
    return f"{first}–{last}"


def grade_name(grade: str) -> str:
    """How much a figure can carry, in a word."""
    names = {
        "strong": pgettext("how sure a figure is", "strong"),
        "moderate": pgettext("how sure a figure is", "moderate"),
        "indicative": pgettext("how sure a figure is", "indicative"),
    }
    return names.get(grade, "")


def _percent(permille: int | None) -> int | None:
    """Whole percent, never 0 or 100: nothing is certain."""
    return None if permille is None else min(99, max(1, round(permille / 10)))


def bands_of(checklist: Checklist, language: str) -> Bands:
    return Bands(
        limits=tuple((band.key, band.minimum) for band in checklist.bands),
        names={band.key: in_language(band.name, language) for band in checklist.bands},
    )


@lru_cache(maxsize=64)
def bands_for(version: ChecklistVersion, digest: str, language: str) -> Bands:
    """The bands of a stored version. Kept, for a version never changes; the digest says so."""
    return bands_of(version.definition, language)


def checklist_name(version: ChecklistVersion, language: str) -> str:
    """“Store, version 2”, without parsing the whole checklist."""
    name = in_language(version.document["name"], language)
    return _("%(name)s, version %(version)s") % {"name": name, "version": version.version}


CAP_WORDS = {
    "band": gettext_lazy("%(question)s is critical: the visit is at best “%(band)s”."),
    "cap_stage": gettext_lazy(
        "%(question)s is critical: the stage %(stage)s gets at most %(points)s points."
    ),
    "cap_visit": gettext_lazy(
        "%(question)s is critical: the visit gets at most %(points)s points."
    ),
    "zero_stage": gettext_lazy("%(question)s is critical: the stage %(stage)s gets no points."),
    "zero_visit": gettext_lazy("%(question)s is critical: the visit gets no points."),
}


def cap_words(cap: scoring.Triggered, checklist: Checklist, bands: Bands, language: str) -> str:
    """What a critical question did to the score, as a sentence."""
    stages = {stage.key: in_language(stage.name, language) for stage in checklist.stages}
    return CAP_WORDS[cap.effect] % {
        "question": cap.criterion,
        "stage": stages.get(cap.stage, ""),
        "band": bands.names.get(cap.to, cap.to),
        "points": scoring.shown(cap.cap),
    }
