"""What can happen to a checklist: a version is published, imported or copied, and never changes.

Each version says where it came from, who published it and when: that is its trail.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journeys import definition, queries
from journeys.models import Checklist, ChecklistVersion, Origin


@transaction.atomic
def publish_checklist(
    document: Mapping[str, Any],
    *,
    user: AbstractBaseUser | None = None,
    origin: Origin = Origin.UPLOAD,
) -> ChecklistVersion:
    """Store a new version; the same content again is the version that is already there.

    Raises ``DefinitionError`` for a faulty document, and ``ValidationError`` when its version
    number already holds other content.
    """
    full = queries.resolved(document)
    checklist = definition.parse_checklist(full)
    digest = definition.digest(full)
    held = ChecklistVersion.objects.filter(
        checklist__code=checklist.code, version=checklist.version
    ).defer("document")
    if all(row.digest != digest for row in held) and held:
        raise ValidationError(
            _(
                "Version %(version)s of the checklist “%(code)s” is published with other content "
                "and never changes. Raise the version number in the file to publish a new version."
            ),
            params={"version": checklist.version, "code": checklist.code},
            code="published",
        )
    return store(full, checklist, digest, origin, user)


@transaction.atomic
def import_checklist(document: Mapping[str, Any]) -> ChecklistVersion:
    """The version with this very content, made when it is not there yet.

    For imported audits: another installation may have given the number to other content.
    """
    full = queries.resolved(document)
    return store(
        full, definition.parse_checklist(full), definition.digest(full), Origin.AUDIT, None
    )


def store(
    document: Mapping[str, Any],
    checklist: definition.Checklist,
    digest: str,
    origin: Origin,
    user: AbstractBaseUser | None,
) -> ChecklistVersion:
    row, _made = Checklist.objects.get_or_create(code=checklist.code)
    version, made = ChecklistVersion.objects.get_or_create(
        checklist=row,
        version=checklist.version,
        digest=digest,
        defaults={
            "document": document,
            "name": dict(checklist.name),
            "criteria_count": len(checklist.criteria),
            "origin": origin,
            "published_by_id": user.pk if user else None,
        },
    )
    if not made and version.origin == Origin.AUDIT and origin != Origin.AUDIT:
        version.origin = origin
        version.save(update_fields=["origin"])
    return version


@transaction.atomic
def load_library() -> list[ChecklistVersion]:
    """Publish the shipped checklists; run again, it changes nothing."""
    versions = [
        publish_checklist(queries.library_document(code, version), origin=Origin.LIBRARY)
        for code, version in queries.library_versions()
    ]
    Checklist.objects.filter(code__in=queries.library_codes()).update(is_library=True)
    return versions


def copy_checklist(
    version: ChecklistVersion, code: str, *, user: AbstractBaseUser | None = None
) -> ChecklistVersion:
    """The same questions as version 1 of a checklist of its own, to be changed from there."""
    if Checklist.objects.filter(code=code).exists():
        raise ValidationError(
            _("A checklist with the code “%(code)s” already exists. Choose another code."),
            params={"code": code},
            code="taken",
        )
    return publish_checklist({**version.document, "code": code, "version": 1}, user=user)
