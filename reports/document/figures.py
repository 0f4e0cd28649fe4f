"""From scores of record to what a person reads: shown once, banded once, toned once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from audits import scoring
from journeys.definition import Checklist, in_language
from reports.document import data

if TYPE_CHECKING:
    from audits.statistics import Ranged

    Ranges = Mapping[scoring.Spot, Ranged]


def tone_of(rank: int, bands: int) -> int:
    """0 to 4 for the rank of a band among so many, 0 the worst; the best is always 4."""
    return 4 if bands < 2 else -(-4 * rank // (bands - 1))


class Reader:
    """Shows numbers by the bands of one checklist, in one language."""

    def __init__(self, checklist: Checklist, scheme: scoring.Scheme, language: str) -> None:
        self.language = language
        self.bands = scheme.bands
        count = len(checklist.bands)
        upper = [101, *(band.minimum for band in checklist.bands)]
        self.named = tuple(
            data.Band(
                key=band.key,
                name=in_language(band.name, language),
                minimum=band.minimum,
                maximum=upper[index] - 1,
                tone=tone_of(count - 1 - index, count),
            )
            for index, band in enumerate(checklist.bands)
        )
        self.by_key = {band.key: band for band in self.named}

    def score(
        self,
        micro: int | None,
        *,
        visits: int = 0,
        coverage: Fraction | None = None,
        band_cap: str = "",
    ) -> data.Score:
        """A score as it is shown: of one visit or of one criterion, which are what they are."""
        key = scoring.band(micro, self.bands, band_cap) or ""
        band = self.by_key.get(key)
        return data.Score(
            micro=micro,
            shown=scoring.shown(micro) or "",
            band=key,
            tone=band.tone if band else None,
            visits=visits,
            coverage=None if coverage is None else int(scoring.rounded(coverage * 100)),
        )

    def figure(self, figure: scoring.Figure, ranged: Ranged | None) -> data.Score:
        """The score of a place with its range, claiming no more than its visits allow."""
        plain_score = self.score(figure.micro, visits=figure.visits, coverage=figure.coverage)
        if ranged is None:
            return replace(plain_score, band="")
        half = ranged.half / scoring.UNIT
        decimals = scoring.decimals_for(half)
        may = scoring.may_show(figure.visits)
        return replace(
            plain_score,
            band=plain_score.band if may.band else "",
            low=ranged.low,
            high=ranged.high,
            low_shown=scoring.shown(ranged.low, decimals) or "",
            high_shown=scoring.shown(ranged.high, decimals) or "",
            precise=scoring.shown(figure.micro, 1) or "" if decimals else "",
            grade=scoring.grade(figure.visits, half),
            certainty=_percent(ranged.certainty) if may.band else None,
            reached=_percent(ranged.reached),
            is_tentative=may.tentative or (may.band and _is_unsure(ranged)),
            may_show_mean=may.mean,
            may_show_rank=may.rank or ranged.tier is not None,
            may_show_trend=may.trend,
        )

    def figures(self, figures: scoring.Figures, stage: int, ranges: Ranges) -> data.Scores:
        """A figure over all criteria, facts and perceptions; stage 0 is the total."""
        found = (figures.both, figures.fact, figures.perception)
        return data.Scores(
            *(
                self.figure(one, ranges.get(scoring.Spot(stage, nature)))
                for nature, one in zip(scoring.Nature, found, strict=True)
            )
        )


def _percent(permille: int | None) -> int | None:
    """Whole percent, never 0 or 100: nothing is certain."""
    return None if permille is None else min(99, max(1, round(permille / 10)))


def _is_unsure(ranged: Ranged) -> bool:
    return ranged.certainty is not None and ranged.certainty < scoring.SURE_BAND


def measure(value: Fraction, decimals: int = 1) -> data.Measure:
    return data.Measure(
        micro=int(scoring.rounded(value * scoring.UNIT)),
        shown=scoring.shown_fraction(value, decimals) or "",
    )


def maybe_measure(value: Fraction | None) -> data.Measure | None:
    return None if value is None else measure(value)


def ledger(lost: Sequence[Fraction]) -> list[data.Measure]:
    """Lost points with one decimal that add up to their rounded sum."""
    return [
        data.Measure(micro=int(scoring.rounded(part * scoring.UNIT)), shown=f"{shown:f}")
        for part, shown in zip(lost, scoring.rounded_parts(lost, 1), strict=True)
    ]


def plain(number: Decimal | None) -> str:
    """A number of the auditor's as written: no trailing zeros, no exponent."""
    return "" if number is None else f"{number.normalize():f}"
