"""Who a link or an address belongs to, and how often somebody has tried."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import urlsafe_base64_decode

from accounts.models import Attempt, AttemptKind, Membership, User

INVITATION_DAYS = 7
INVITATION_SALT = "accounts.invitation"


def user_to_reset(email: str) -> User | None:
    """The active user with a password to reset; an invitation not yet accepted has none."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    return user if user is not None and user.has_usable_password() else None


def user_of_reset_link(uid: str, token: str) -> User | None:
    """The user of a mailed link; None when it is wrong, old or used."""
    try:
        pk = int(urlsafe_base64_decode(uid))
    except (ValueError, OverflowError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and default_token_generator.check_token(user, token) else None


def password_state(user: User) -> str:
    """Changes with the password, so that a link made before is void."""
    return salted_hmac(INVITATION_SALT, f"{user.pk}:{user.password}").hexdigest()[:20]


def invitation_token(user: User) -> str:
    return signing.dumps({"user": user.pk, "state": password_state(user)}, salt=INVITATION_SALT)


def user_of_invitation(token: str) -> User | None:
    """The invited user; None when the link is wrong, older than a week or used."""
    try:
        claim = signing.loads(token, salt=INVITATION_SALT, max_age=INVITATION_DAYS * 24 * 3600)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=claim["user"], is_active=True).first()
    if user is None or user.has_usable_password():
        return None
    return user if constant_time_compare(claim["state"], password_state(user)) else None


def attempts_since(kind: AttemptKind, fingerprint: str, moment: datetime) -> QuerySet[Attempt]:
    return Attempt.objects.filter(kind=kind, fingerprint=fingerprint, tried_at__gt=moment)


def memberships_of(user: User) -> QuerySet[Membership]:
    return Membership.objects.filter(user=user).select_related("client")
