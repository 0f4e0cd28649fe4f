"""The editor hides a part of a photo: a new photo takes its place, and the old one is deleted."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from audits.actions.evidence import remove_files
from audits.actions.review import CORRECTABLE_STATUSES
from audits.actions.trail import note_visit
from audits.models import AnswerChange, Evidence, Visit
from audits.photos import CleanPhoto, Part, PhotoError, clean_photo


def hide_in_photo(evidence: Evidence, part: Part, *, by: User) -> Evidence:
    """The new photo. Under another name, so that no copy kept by a browser or a proxy is shown.

    The decoding, which takes its time, is done before any lock is taken.
    """
    try:
        with evidence.photo.open("rb") as file:
            clean = clean_photo(file.read(), [part])
    except (FileNotFoundError, PhotoError):
        raise ValidationError(_("The photo could not be read. Nothing was changed.")) from None
    return put_in_place(evidence, clean, by=by)


@transaction.atomic
def put_in_place(old: Evidence, clean: CleanPhoto, *, by: User) -> Evidence:
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=old.visit_id)
    if visit.status not in CORRECTABLE_STATUSES:
        raise ValidationError(_("Parts of photos are hidden while the visit is at the desk."))
    if not visit.evidence.filter(pk=old.pk).exists():
        raise ValidationError(_("This photo has been replaced meanwhile. Look at the visit again."))
    new = Evidence(
        visit=visit,
        criterion=old.criterion,
        stage=old.stage,
        caption=old.caption,
        created_at=old.created_at,
        sha256=clean.sha256,
        width=clean.width,
        height=clean.height,
    )
    new.photo.save("photo.jpg", ContentFile(clean.jpeg), save=False)
    new.thumb.save("thumb.jpg", ContentFile(clean.thumb), save=False)
    new.save()
    Evidence.objects.filter(pk=old.pk).delete()
    Visit.objects.filter(pk=visit.pk).update(revision=F("revision") + 1)
    AnswerChange.objects.create(
        visit=visit, key=f"p.{old.criterion}", before=name_of(old), after=name_of(new), user=by
    )
    note_visit(visit, "photo_part_hidden", by, criterion=old.criterion)
    transaction.on_commit(lambda: remove_files(old))
    return new


def name_of(evidence: Evidence) -> dict[str, str]:
    return {"photo": str(evidence.public_id), "sha256": evidence.sha256}
