"""What the answers add up to: strengths, needs, critical failures."""

from __future__ import annotations

from collections.abc import Iterable

from audits import scoring
from reports.document import data

# A strength is a criterion with at least this mean; three are named at most.
STRENGTH = 80 * scoring.UNIT
NAMED = 3


def strengths(criteria: Iterable[data.Criterion]) -> tuple[str, ...]:
    """The best criteria: the highest mean first, then the heavier one, then the most answers."""
    good = [
        criterion
        for criterion in criteria
        if criterion.is_scored
        and criterion.weight
        and criterion.score.micro is not None
        and criterion.score.micro >= STRENGTH
    ]
    good.sort(key=lambda one: (-(one.score.micro or 0), -one.weight, -one.answered, one.code))
    return tuple(criterion.code for criterion in good[:NAMED])


def needs(criteria: Iterable[data.Criterion]) -> tuple[str, ...]:
    """The criteria that cost most points."""
    losing = [criterion for criterion in criteria if criterion.lost.micro > 0]
    losing.sort(key=lambda one: (-one.lost.micro, -one.weight, one.code))
    return tuple(criterion.code for criterion in losing[:NAMED])


def criticals(criteria: Iterable[data.Criterion]) -> tuple[str, ...]:
    """Every critical criterion that failed, the most frequent first."""
    failed = [criterion for criterion in criteria if criterion.failed]
    failed.sort(key=lambda one: (-len(one.failed), one.code))
    return tuple(criterion.code for criterion in failed)


# So many findings are told on a page of their own.
TOLD = 6


def tellable(document: data.ReportDocument) -> tuple[data.Criterion, ...]:
    """The criteria that have something to show: the critical ones that failed, then the dearest.

    The consultant's own order stands before that, and what she left out is not among them.
    """
    known = {one.code: one for stage in document.stages for one in stage.criteria}
    dearest = sorted(known.values(), key=lambda one: -one.lost.micro)
    wanted = [known[code] for code in document.criticals]
    wanted += [one for one in dearest if one.lost.micro > 0]
    pictured = {photo.criterion for photo in document.photos}
    place = {code: number for number, code in enumerate(document.layout.findings)}
    proven = [
        one
        for one in dict.fromkeys(wanted)
        if one.code not in document.layout.findings_out
        and (one.code in pictured or any(answer.comment for answer in one.answers))
    ]
    return tuple(sorted(proven, key=lambda one: place.get(one.code, len(place))))


def told(document: data.ReportDocument) -> tuple[data.Criterion, ...]:
    """Those of them that the report tells."""
    return tellable(document)[:TOLD]
