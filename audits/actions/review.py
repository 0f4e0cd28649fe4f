"""The editor checks a visit: approves it, sends it back, corrects language, opens it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audits.actions.log import Log
from audits.actions.mail import mail_sent_back
from audits.actions.scores import refresh_scores
from audits.actions.trail import note_visit
from audits.models import Answer, AnswerChange, Review, ReviewPoint, Status, Visit

# While the visit is at the desk.
CORRECTABLE_STATUSES = (Status.SUBMITTED, Status.APPROVED)


@transaction.atomic
def approve_visit(visit: Visit, *, revision: int, by: User) -> None:
    """The visit counts from now on. ``revision`` is what the editor had on the page."""
    _move(visit, Status.SUBMITTED, Status.APPROVED, revision=revision, approved_at=timezone.now())
    _close_reviews(visit)
    refresh_scores(visit)
    note_visit(visit, "visit_approved", by)


@transaction.atomic
def send_back_visit(
    visit: Visit, reason: str, points: Mapping[str, str], *, answer_by: date | None, by: User
) -> Review:
    """Ask the auditor: in general, and at single questions (criterion: what is asked)."""
    if not reason and not points:
        raise ValidationError(
            _("Write what the auditor should do: in general, or at single questions.")
        )
    _move(visit, Status.SUBMITTED, Status.SENT_BACK)
    _close_reviews(visit)
    review = Review.objects.create(visit=visit, user=by, reason=reason, answer_by=answer_by)
    ReviewPoint.objects.bulk_create(
        ReviewPoint(review=review, criterion=code, reason=text) for code, text in points.items()
    )
    note_visit(visit, "visit_sent_back", by, questions=len(points))
    mail_sent_back(visit)
    return review


@transaction.atomic
def reopen_visit(visit: Visit, reason: str, *, by: User) -> None:
    """Take an approval back, with a reason, until the client has a report with the visit."""
    _move(visit, Status.APPROVED, Status.SUBMITTED, approved_at=None)
    refresh_scores(visit)
    note_visit(visit, "visit_reopened", by, reason=reason)


@transaction.atomic
def correct_answer(answer: Answer, *, comment: str, reason: str, by: User) -> None:
    """Correct the language of what the auditor wrote. The answer itself stays, and its points."""
    visit = Visit.objects.select_for_update().get(pk=answer.visit_id)
    row = Answer.objects.get(pk=answer.pk)
    if visit.status not in CORRECTABLE_STATUSES:
        raise ValidationError(_("Language is corrected while the visit is at the desk."))
    words = {"comment": comment, "reason": reason}
    changes = [
        AnswerChange(
            visit=visit,
            key=f"c.{row.criterion}.{field}",
            before=getattr(row, field),
            after=text,
            user=by,
        )
        for field, text in words.items()
        if getattr(row, field) != text
    ]
    if not changes:
        return
    keys = [change.key for change in changes]
    Answer.objects.filter(pk=row.pk).update(**words)
    log = Log.of(visit)
    log.advance()
    log.settle({change.key: change.after for change in changes}, keys, timezone.now(), by)
    log.store()
    Visit.objects.filter(pk=visit.pk).update(revision=log.rev)
    AnswerChange.objects.bulk_create(changes)
    note_visit(visit, "answer_corrected", by, criterion=row.criterion)


def _move(
    visit: Visit, old: Status, new: Status, *, revision: int | None = None, **fields: object
) -> None:
    """Compare and set: of two who press at once, one is told that it has happened already."""
    rows = Visit.objects.filter(pk=visit.pk, status=old)
    if revision is not None:
        rows = rows.filter(revision=revision)
    if not rows.update(status=new, revision=F("revision") + 1, **fields):
        raise ValidationError(
            _("The visit has changed since this page was opened. Look at it again.")
        )
    visit.refresh_from_db()


def _close_reviews(visit: Visit) -> None:
    visit.reviews.filter(closed_at=None).update(closed_at=timezone.now())
