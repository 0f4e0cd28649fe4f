"""Numbers as a page shows them: rounded once, with the band that the shown number is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
