"""Two auditors at one site on one day: how far they agree, from the rows; stored with the round."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits import scoring
from audits.models import Audit, Visit, VisitScore
from audits.queries.scores import visit_answers

# Coefficients are said from so many double visits on.
NEEDED = 10


@dataclass(frozen=True, slots=True)
class Estimate:
    """``audits.statistics.Estimate``, as it is stored."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """``audits.statistics.Agreement``, as it is stored."""

    pairs: int
    answers: int
    equal: int
    grade: str
    alpha: Estimate | None = None
    ac1: Estimate | None = None
    totals: Estimate | None = None


def agreement_from(data: dict[str, Any]) -> Agreement:
    coefficients = {
        name: Estimate(**data[name]) if data.get(name) else None
        for name in ("alpha", "ac1", "totals")
    }
    return Agreement(**{**data, **coefficients})


def round_agreement(audit: Audit) -> Agreement | None:
    """How far the double visits of a round agree. One query, three more where there are any."""
    from audits.statistics import DoubleVisit, agreement_of, paired  # loads SciPy

    # The pseudonym: an imported visit has no other name of its auditor.
    rows = Visit.objects.counted().filter(audit=audit, started_at__isnull=False)
    told = (
        (pk, site, timezone.localtime(started).date(), auditor)
        for pk, site, started, auditor in rows.order_by("pk").values_list(
            "pk", "site", "started_at", "auditor_key"
        )
        if started and auditor
    )
    pairs = list(paired(told))
    if not pairs:
        return None
    wanted = Visit.objects.filter(pk__in={pk for pair in pairs for pk in pair})
    answers = visit_answers(wanted)
    totals = dict(
        VisitScore.objects.filter(visit__in=wanted, stage=0, nature=scoring.Nature.BOTH)
        .order_by()
        .values_list("visit", "micro")
    )
    found = agreement_of(
        [
            DoubleVisit(
                _both(answers.get(one, {}), answers.get(other, {})),
                (_points(totals.get(one)), _points(totals.get(other))),
            )
            for one, other in pairs
        ]
    )
    return agreement_from({**asdict(found), "grade": found.grade}) if found else None


def _both(one: scoring.VisitAnswers, other: scoring.VisitAnswers) -> list[tuple[int, int]]:
    """The points of what both answered, in the order of the questions' codes."""
    found = []
    for code in sorted(one.keys() & other.keys()):
        first, second = one[code].micro, other[code].micro
        if first is not None and second is not None:
            found.append((first, second))
    return found


def _points(micro: int | None) -> float | None:
    return None if micro is None else micro / scoring.UNIT


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One line of the page: what it is, its value, its range, what may be made of it."""

    name: str
    value: str
    range: str
    meaning: str


@dataclass(frozen=True, slots=True)
class AgreementPage:
    words: str
    too_few: str  # "" when there are enough
    lines: tuple[Coefficient, ...] = ()


def agreement_page(found: Agreement) -> AgreementPage:
    words = ngettext(
        "%(pairs)s time two auditors visited one site on one day. Of the %(answers)s answers that "
        "both gave, %(equal)s %% earned the same points.",
        "%(pairs)s times two auditors visited one site on one day. Of the %(answers)s answers that "
        "both gave, %(equal)s %% earned the same points.",
        found.pairs,
    ) % {"pairs": found.pairs, "answers": number_format(found.answers), "equal": found.equal}
    if found.pairs < NEEDED:
        few = _("Too few to say how far auditors agree: that takes %(count)s double visits.")
        return AgreementPage(words, few % {"count": NEEDED})
    grades = {
        "good": _("Good: the answers can be used as they are."),
        "tentative": _("Tentative: use the answers with care."),
        "poor": _("Poor: the questions need clearer words or the auditors more practice."),
    }
    alike = _("Nothing varied: it cannot be told.")
    return AgreementPage(
        words,
        "",
        (
            _line(_("Answers (Krippendorff’s α)"), found.alpha, grades.get(found.grade, alike)),
            _line(
                _("Answers (Gwet’s AC1)"),
                found.ac1,
                _("Bears that most answers are alike.") if found.ac1 else alike,
            ),
            _line(
                _("Totals (intraclass correlation)"),
                found.totals,
                _("How far one visit’s total stands for that of another auditor.")
                if found.totals
                else alike,
            ),
        ),
    )


def _line(name: str, one: Estimate | None, meaning: str) -> Coefficient:
    if one is None:
        return Coefficient(name, "–", "–", meaning)
    has_range = one.low is not None and one.high is not None
    told = f"{_number(one.low)} … {_number(one.high)}" if has_range else "–"
    return Coefficient(name, _number(one.value), told, meaning)


def _number(value: float | None) -> str:
    """Two decimals, half up as every figure, with a minus that a person would write."""
    number = scoring.rounded(Fraction(str(value or 0)), 2)
    return number_format(number, 2).replace("-", "−")
