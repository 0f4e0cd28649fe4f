"""From scores of record to what a person reads: shown once, banded once, toned once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from audits import scoring
from journeys.definition import Checklist, in_language
from reports.document import data


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
        is_banded: bool = True,
    ) -> data.Score:
        """A score as it is shown. A band that nobody may claim yet stays empty."""
        key = scoring.band(micro, self.bands, band_cap) or ""
        band = self.by_key.get(key)
        return data.Score(
            micro=micro,
            shown=scoring.shown(micro) or "",
            band=key if is_banded else "",
            tone=band.tone if band else None,
            visits=visits,
            coverage=None if coverage is None else int(scoring.rounded(coverage * 100)),
        )

    def figure(self, figure: scoring.Figure, *, is_banded: bool) -> data.Score:
        return self.score(
            figure.micro, visits=figure.visits, coverage=figure.coverage, is_banded=is_banded
        )

    def figures(self, figures: scoring.Figures, *, is_banded: bool) -> data.Scores:
        return data.Scores(
            both=self.figure(figures.both, is_banded=is_banded),
            fact=self.figure(figures.fact, is_banded=is_banded),
            perception=self.figure(figures.perception, is_banded=is_banded),
        )


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
