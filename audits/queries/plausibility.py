"""What the editor should look at twice in a visit: signs with their number and what is usual."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits import scoring
from audits.models import Answer, Evidence, Status, Visit, VisitScore
from audits.scoring import Pattern, Sign
from journeys.definition import Checklist

# So many of the newest visits of the audit say what is usual.
USUAL = 60
FILLED = (Status.SUBMITTED, Status.APPROVED, Status.RELEASED)


def visit_flags(visit: Visit, checklist: Checklist, answers: Iterable[Answer]) -> list[str]:
    """Sentences about what is unusual, none when nothing is. Four queries at most."""
    if visit.submitted_at is None:
        return []
    codes = [criterion.code for criterion in checklist.criteria]
    near = _near(visit)
    others = [one for one in near if one.audit_id == visit.audit_id][:USUAL]
    rows: defaultdict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(visit__in=[one.pk for one in others]).only(
        "visit_id", "criterion", "micro", "comment"
    ):
        rows[answer.visit_id].append(answer)
    usual = [_pattern(one, codes, rows[one.pk], is_timed=False) for one in others]
    own = _pattern(visit, codes, answers, is_timed=True)
    found = [_words(sign) for sign in scoring.signs(own, usual)]
    return [*found, *_leaning(visit), *_overlaps(visit, near), *_photos(visit)]


def _leaning(visit: Visit) -> list[str]:
    """Whether the auditor's totals with this checklist lie apart from others' at the same sites."""
    if visit.auditor_id is None:
        return []
    rows = VisitScore.objects.filter(
        stage=0,
        nature=scoring.Nature.BOTH,
        micro__isnull=False,
        visit__auditor__isnull=False,
        visit__audit__client=visit.audit.client_id,
        visit__audit__checklist_version__checklist=visit.checklist_version.checklist_id,
    ).values_list("visit__site", "visit__auditor", "micro")
    told = ((site, auditor, (micro or 0) / scoring.UNIT) for site, auditor, micro in rows)
    sign = scoring.leaning(told, visit.auditor_id)
    return [] if sign is None else [_words(sign)]


def _near(visit: Visit) -> Sequence[Visit]:
    """The other filled visits of the audit, and those that this auditor made at the same time."""
    same = Q(audit=visit.audit_id, status__in=FILLED)
    if visit.auditor_id and visit.started_at and visit.ended_at:
        same |= Q(
            auditor=visit.auditor_id,
            started_at__lt=visit.ended_at,
            ended_at__gt=visit.started_at,
        )
    found = Visit.objects.filter(same).exclude(pk=visit.pk).select_related("site")
    newest = (F("submitted_at").desc(nulls_last=True), "-pk")
    return list(found.order_by(*newest)[: 2 * USUAL])


def _pattern(
    visit: Visit, codes: Sequence[str], answers: Iterable[Answer], *, is_timed: bool
) -> Pattern:
    by_code = {answer.criterion: answer for answer in answers}
    minutes = None
    if visit.started_at and visit.ended_at:
        minutes = (visit.ended_at - visit.started_at).total_seconds() / 60
    moments = [answer.observed_at for answer in by_code.values()] if is_timed else []
    return Pattern(
        points=tuple(by_code[code].micro if code in by_code else None for code in codes),
        comments=sum(bool(answer.comment) for answer in by_code.values()),
        minutes=minutes,
        noted=tuple(moment for moment in moments if moment),
        ended=visit.ended_at,
        auditor=visit.auditor_id,
        texts=tuple(answer.comment for answer in by_code.values() if answer.comment),
    )


def _words(sign: Sign) -> str:
    values = {
        "found": number_format(scoring.rounded(int(sign.found))),
        "usual": "–" if sign.usual is None else number_format(scoring.rounded(int(sign.usual))),
    }
    sentences = {
        "run": _("%(found)s answers in a row earned the same points (usually %(usual)s)."),
        "even": _(
            "The answers vary less than in any other visit: by %(found)s points (usually "
            "%(usual)s)."
        ),
        "copied": _(
            "Of %(usual)s longer comments %(found)s stand nearly so in another visit of the "
            "auditor."
        ),
        "leaning": _(
            "In %(usual)s visits the auditor's totals lie %(found)s points apart from those of "
            "others at the same sites."
        ),
        "top": _(
            "%(found)s %% of the answers are the best one, without a comment (usually "
            "%(usual)s %%)."
        ),
        "quick": _("The visit took %(found)s minutes (usually %(usual)s)."),
        "haste": _("Half of the answers followed the one before within two seconds."),
        "back_filled": _("All %(found)s times of answers lie within the last two minutes."),
    }
    return sentences[sign.kind] % values


def _overlaps(visit: Visit, near: Iterable[Visit]) -> list[str]:
    if not (visit.auditor_id and visit.started_at and visit.ended_at):
        return []
    return [
        _("The auditor was at %(site)s at the same time.") % {"site": one.site}
        for one in near
        if one.auditor_id == visit.auditor_id
        and one.started_at
        and one.ended_at
        and one.started_at < visit.ended_at
        and one.ended_at > visit.started_at
    ]


def _photos(visit: Visit) -> list[str]:
    mine = Evidence.objects.filter(visit=visit).values("sha256")
    same = Evidence.objects.filter(visit__audit__client=visit.audit.client_id, sha256__in=mine)
    count = same.exclude(visit=visit).values("sha256").distinct().count()
    if not count:
        return []
    words = ngettext(
        "%(count)s photo is that of another visit.",
        "%(count)s photos are those of other visits.",
        count,
    )
    return [words % {"count": count}]
