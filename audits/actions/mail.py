"""Mails about visits. Sent by the worker, so that no page waits for a mail server."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from accounts.actions.mail import link
from accounts.models import User
from audits.models import Status, Visit

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def mail_offer(visit: Visit) -> None:
    """Tell the auditor that a visit waits for an answer."""
    send_offer.enqueue(visit.pk)


@task()
def send_offer(visit_pk: int) -> None:
    visit = _visit(visit_pk)
    if visit is not None and visit.status == Status.OFFERED:
        _send(visit, _("A visit for you"), "visit_offer")


def mail_joined(visit: Visit, users: Iterable[int]) -> None:
    """Tell who makes the visit with its auditor. Before the offer there is nothing to tell."""
    if visit.status != Status.PLANNED:
        for user in users:
            send_joined.enqueue(visit.pk, user)


@task()
def send_joined(visit_pk: int, user_pk: int) -> None:
    visit = _visit(visit_pk)
    row = visit and visit.co_auditors.select_related("user").filter(user=user_pk).first()
    if visit is not None and row and visit.status != Status.PLANNED:
        _send(visit, _("A visit for you and others"), "visit_join", to=row.user)


def mail_sent_back(visit: Visit) -> None:
    """Tell the auditor that the editor has questions."""
    send_sent_back.enqueue(visit.pk)


@task()
def send_sent_back(visit_pk: int) -> None:
    visit = _visit(visit_pk)
    if visit is None or visit.status != Status.SENT_BACK:
        return
    review = visit.reviews.filter(closed_at=None).first()
    answer_by = review.answer_by if review else None
    _send(visit, _("Questions about your visit"), "visit_send_back", answer_by=answer_by)


def _send(
    visit: Visit, subject: StrOrPromise, template: str, *, to: User | None = None, **context: object
) -> None:
    """In the auditor's language; the link comes from the settings, never from a request."""
    auditor = to or visit.auditor
    if auditor is None or not auditor.is_active:
        return
    with translation.override(auditor.language):
        url = link("audits:visit-brief", str(visit.pk))
        context |= {"visit": visit, "auditor": auditor, "link": url}
        text = render_to_string(f"audits/mail/{template}.txt", context)
        send_mail(str(subject), text.strip() + "\n", None, [auditor.email])


def _visit(pk: int) -> Visit | None:
    """None when the visit was deleted before the mail went out."""
    return Visit.objects.select_related("auditor", "audit__client", "site").filter(pk=pk).first()
