"""Mails about accounts, in the reader's language. Sent by the worker, so that no page waits for a
mail server; every link starts with BASE_URL, never with what a request claims."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import Membership, User
from accounts.queries.sign_in import INVITATION_DAYS, invitation_token, user_to_reset


def link(name: str, *args: str) -> str:
    return settings.BASE_URL + reverse(name, args=args)


def _send(user: User, subject: str, template: str, **context: Any) -> None:
    body = render_to_string(f"accounts/mail/{template}.txt", {"name": user.name, **context})
    send_mail(subject, body.strip() + "\n", None, [user.email])


@task()
def send_password_reset(email: str) -> None:
    user = user_to_reset(email)
    if user is None:
        return
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    with translation.override(user.language):
        url = link("accounts:password-reset-confirm", uid, token)
        _send(user, _("A new password for Journeyaudit"), "password_reset", url=url, hours=hours)


@task()
def send_password_changed(user_pk: int) -> None:
    user = User.objects.get(pk=user_pk)
    with translation.override(user.language):
        url = link("accounts:password-reset")
        _send(user, _("Your password was changed"), "password_changed", url=url)


@task()
def send_invitation(membership_pk: int, by_name: str) -> None:
    """To somebody new a link that makes the account, to others the news of their new role."""
    membership = (
        Membership.objects.select_related("user", "client").filter(pk=membership_pk).first()
    )
    if membership is None:
        return  # taken back before the mail went out
    user = membership.user
    with translation.override(user.language):
        context: dict[str, Any] = {
            "by": by_name,
            "role": membership.get_role_display(),
            "client": membership.client.name if membership.client else "",
        }
        if user.has_usable_password():
            url = link("accounts:login")
            _send(user, _("A new role for you in Journeyaudit"), "role_given", url=url, **context)
        else:
            url = link("accounts:invitation-accept", invitation_token(user))
            context["days"] = INVITATION_DAYS
            _send(user, _("You are invited to Journeyaudit"), "invitation", url=url, **context)
