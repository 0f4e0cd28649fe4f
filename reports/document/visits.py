"""Visits as the client meets them: a label, a site and a week; no auditor, no day, no hour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import pgettext

from audits import scoring
from audits.bundle import BundleIncident, BundlePromise, BundleVisit
from journeys.definition import Criterion as Asked
from journeys.definition import in_language
from journeys.queries import common
from journeys.question_types import question_type
from reports.document import data
from reports.document.figures import Reader, plain


def in_order(visits: Iterable[BundleVisit]) -> list[BundleVisit]:
    """By start; visits without one keep their order at the end."""
    return sorted(visits, key=lambda visit: (visit.started_at is None, _moment(visit)))


def _moment(visit: BundleVisit) -> float:
    return visit.started_at.timestamp() if visit.started_at else 0.0


def label(number: int) -> str:
    return pgettext("label of a visit", "V%(number)s") % {"number": number}


def week_of(moment: datetime | None) -> str:
    """The calendar week at the place of the visit, as 2026-W36."""
    if moment is None:
        return ""
    year, week, _day = timezone.localtime(moment).isocalendar()
    return f"{year}-W{week:02d}"


def _minutes(visit: BundleVisit) -> int | None:
    if visit.started_at is None or visit.ended_at is None:
        return None
    return round((visit.ended_at - visit.started_at).total_seconds() / 60)


def visit_of(
    visit: BundleVisit,
    name: str,
    site_name: str,
    score: scoring.VisitScore,
    reader: Reader,
    criteria: Mapping[str, data.Criterion],
) -> data.Visit:
    return data.Visit(
        label=name,
        site=visit.site,
        site_name=site_name,
        week=week_of(visit.started_at),
        minutes=_minutes(visit),
        # What one visit scored is a fact about that visit: its band may be said.
        total=reader.score(
            score.total,
            visits=1,
            coverage=score.coverage.completeness,
            band_cap=score.band_cap,
        ),
        stages=tuple(
            reader.score(micro, visits=int(micro is not None)) for micro in score.stages.values()
        ),
        bonus=scoring.shown(score.bonus, 1) or "" if score.bonus else "",
        is_thin=score.coverage.is_thin,
        is_announced=visit.announced,
        caps=tuple(
            data.Cap(cap.criterion, cap.effect, criteria[cap.criterion].knock_out_to)
            for cap in score.caps
        ),
    )


def promise_of(promise: BundlePromise, visit: str, site: str) -> data.Promise:
    return data.Promise(
        visit=visit,
        site=site,
        stage=promise.stage,
        kind=promise.kind,
        channel=promise.channel,
        wording=promise.wording,
        promised=plain(promise.promised),
        delivered=plain(promise.delivered),
        unit=promise.unit,
        kept=promise.kept,
    )


def incident_of(incident: BundleIncident, visit: str, site: str) -> data.Incident:
    return data.Incident(
        visit=visit,
        site=site,
        stage=incident.stage,
        what=incident.what,
        severity=incident.severity,
        noticed_by=incident.noticed_by,
        apology=incident.apology,
        explanation=incident.explanation,
        asked_customer=incident.asked_customer,
        fixed=incident.fixed,
        minutes_to_fix=incident.minutes_to_fix,
        extra_gesture=incident.extra_gesture,
        feeling_before=incident.feeling_before,
        feeling_after=incident.feeling_after,
        recovery=scoring.recovery_score(
            scoring.IncidentFact(
                stage=incident.stage,
                is_failure=incident.polarity == "failure",
                apology=incident.apology,
                explanation=incident.explanation,
                asked_customer=incident.asked_customer,
                fixed=incident.fixed,
                extra_gesture=incident.extra_gesture,
            )
        ),
    )


def _closing_words(question: Asked, value: int | str, language: str) -> str:
    """A number of a scale as it is: the question says from where to where."""
    if isinstance(value, int):
        return str(value)
    return question_type(question).display(question, value, language)


def closings(visits: Mapping[str, BundleVisit], language: str) -> tuple[data.Closing, ...]:
    """The answers to the closing questions, question by question in the order of the form."""
    found = []
    for question in common().visit_close:
        values = tuple(
            (label, _closing_words(question, visit.closing[question.code], language))
            for label, visit in visits.items()
            if visit.closing.get(question.code) not in (None, "")
        )
        if values:
            text = in_language(question.text, language)
            numbers = [visit.closing.get(question.code) for visit in visits.values()]
            figures = closing_figures(
                question.instrument,
                [number for number in numbers if isinstance(number, int)],
                (question.minimum, question.maximum),
            )
            is_text = question_type(question).is_text
            found.append(
                data.Closing(question.code, text, question.instrument, values, figures, is_text)
            )
    return tuple(found)


def closing_figures(
    instrument: str,
    numbers: Sequence[int],
    ends: tuple[Decimal | None, Decimal | None] = (None, None),
) -> data.ClosingFigures | None:
    """Mean and range of the answers, no further than the ends of their scale; of NPS the counts,
    and from ten answers on the index."""
    from audits.statistics import mean_interval  # loads SciPy

    if not numbers:
        return None
    around, (lowest, highest) = mean_interval(numbers), ends
    if around is not None and lowest is not None and highest is not None:
        around = max(around[0], float(lowest)), min(around[1], float(highest))
    figures = data.ClosingFigures(
        answers=len(numbers),
        mean=_decimal(sum(numbers) / len(numbers)),
        low="" if around is None else _decimal(around[0]),
        high="" if around is None else _decimal(around[1]),
    )
    return _promoters(figures, numbers) if instrument == "NPS" else figures


def _promoters(figures: data.ClosingFigures, numbers: Sequence[int]) -> data.ClosingFigures:
    from audits.statistics import net_promoters, nps_interval  # loads SciPy

    detractors = sum(number <= 6 for number in numbers)
    promoters = sum(number >= 9 for number in numbers)
    counts = (detractors, len(numbers) - detractors - promoters, promoters)
    index, around = net_promoters(*counts), nps_interval(*counts)
    figures = replace(figures, detractors=counts[0], passives=counts[1], promoters=counts[2])
    if index is None or around is None or not scoring.may_show_index(len(numbers)):
        return figures
    low, high = (_decimal(100 * bound, 0) for bound in around)
    return replace(figures, index=_decimal(100 * index, 0), index_low=low, index_high=high)


def _decimal(number: float, decimals: int = 1) -> str:
    return scoring.shown_fraction(Fraction(number), decimals) or ""
