"""What happens to roles: a person leaves a client, or the house."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, User


@transaction.atomic
def remove_membership(membership: Membership, *, by: User) -> None:
    """Take a role away. The person and everything the person wrote stay."""
    if membership.user_id == by.pk:
        raise ValidationError(
            _("You cannot remove your own role. Ask another consultant to do it.")
        )
    membership.delete()
