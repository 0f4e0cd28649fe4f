"""Signing in, a new password, the person's own details. Guessing is slowed down and never tells
whether an address has an account."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actions.mail import send_password_changed, send_password_reset
from accounts.models import Attempt, AttemptKind, User
from accounts.queries.sign_in import attempts_since

log = logging.getLogger(__name__)

LONGEST_WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limit:
    count: int
    window: timedelta


# Failed sign-ins for one account from one address; mails to one account.
SIGN_IN_LIMIT = Limit(5, timedelta(minutes=5))
RESET_LIMIT = Limit(5, timedelta(hours=1))


class TooManyAttemptsError(ValidationError):
    """Refused for now; ``seconds`` until the next try may succeed."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        minutes = -(-seconds // 60)
        super().__init__(
            ngettext(
                "Too many attempts. Please wait %(minutes)d minute and try again.",
                "Too many attempts. Please wait %(minutes)d minutes and try again.",
                minutes,
            )
            % {"minutes": minutes}
        )


def fingerprint(*parts: str) -> str:
    return salted_hmac("accounts.attempt", "\n".join(parts)).hexdigest()


def book_attempt(kind: AttemptKind, key: str, limit: Limit) -> None:
    """Count this attempt before it is made. Written first and counted then, each by itself and in
    no common transaction: of many at once, no more than the limit see room for themselves."""
    now = timezone.now()
    Attempt.objects.filter(tried_at__lte=now - LONGEST_WINDOW).delete()
    attempt = Attempt.objects.create(kind=kind, fingerprint=key, tried_at=now)
    times = attempts_since(kind, key, now - limit.window).order_by("-tried_at")
    latest = list(times.values_list("tried_at", flat=True)[: limit.count + 1])
    if len(latest) > limit.count:
        attempt.delete()
        # Whose it is stays unknown; the same key again is the same account and address.
        log.warning("Too many attempts (%s): %s", kind, key[:12])
        raise TooManyAttemptsError(_seconds_until(latest[-1] + limit.window, now))


def _seconds_until(moment: datetime, now: datetime) -> int:
    return max(1, -(-int((moment - now).total_seconds() * 1000) // 1000))


def verify_password(request: HttpRequest, *, email: str, password: str, address: str) -> User:
    """The user with this e-mail address and password; the same refusal whatever is wrong."""
    key = fingerprint(email.lower(), address)
    book_attempt(AttemptKind.SIGN_IN, key, SIGN_IN_LIMIT)
    user = authenticate(request, username=email, password=password)
    if not isinstance(user, User):
        raise ValidationError(
            _("E-mail address and password do not match. Check both and try again.")
        )
    Attempt.objects.filter(kind=AttemptKind.SIGN_IN, fingerprint=key).delete()
    return user


def ask_password_reset(email: str) -> None:
    """Mail a link if the address has an account. Known or not, the same is done here and now;
    who it is, only the worker looks up."""
    try:
        book_attempt(AttemptKind.RESET, fingerprint(email.lower()), RESET_LIMIT)
    except TooManyAttemptsError:
        return
    send_password_reset.enqueue(email)


@transaction.atomic
def change_password(user: User, password: str) -> None:
    """Every other session of the user ends with this."""
    user.set_password(password)
    user.save(update_fields=["password"])
    send_password_changed.enqueue(user.pk)


def choose_language(user: User, language: str) -> None:
    user.language = language
    user.save(update_fields=["language"])
