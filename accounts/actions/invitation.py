"""Accounts exist by invitation only: a role is given, a mail goes out, the person sets a
password."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.mail import send_invitation
from accounts.models import CLIENT_ROLES, Client, Membership, Role, Site, User
from accounts.permissions import Deed, may
from accounts.queries.sign_in import user_of_invitation


@transaction.atomic
def invite(
    user_email: str,
    name: str,
    language: str,
    role: str,
    client: Client | None,
    sites: Collection[Site] = (),
    *,
    by: User,
) -> Membership:
    """Give a role with a client, or without one with every client, and tell the person by mail.

    The same invitation again sends the mail again, as long as it has not been accepted.
    """
    if not may(by, Deed.INVITE, client):
        raise PermissionDenied
    _check(role, client, sites)
    user = User.objects.filter(email__iexact=user_email).first()
    if user is None:
        user = User.objects.create_user(user_email, name=name, language=language)
    if not user.is_active:
        raise ValidationError(
            _("This person’s account is closed. Ask the administrator to open it.")
        )
    membership, is_new = Membership.objects.get_or_create(user=user, client=client, role=role)
    if not is_new and user.has_usable_password():
        raise ValidationError(_("This person has this role already."))
    membership.sites.set(sites)
    send_invitation.enqueue(membership.pk, by.name)
    return membership


def _check(role: str, client: Client | None, sites: Collection[Site]) -> None:
    if client is None and role in CLIENT_ROLES:
        raise ValidationError(_("Choose the client company in which the person has this role."))
    if role == Role.SITE_MANAGER and not sites:
        raise ValidationError(_("Choose at least one site for a site manager."))
    if any(site.client_id != (client.pk if client else None) for site in sites):
        raise ValidationError(_("The sites must belong to the client company."))


@transaction.atomic
def accept_invitation(token: str, *, name: str, password: str) -> User:
    """The invited person's name and password; the link is used up by it."""
    found = user_of_invitation(token)
    # Asked again under the lock: of two who press the button at once, one is too late.
    user = User.objects.select_for_update().get(pk=found.pk) if found else None
    if user is None or user_of_invitation(token) is None:
        raise ValidationError(_("This invitation has been used or is too old."))
    user.name = name
    user.set_password(password)
    user.save(update_fields=["name", "password"])
    return user
