"""Photos: made anew before they are stored, counted, and never stored twice."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audits.actions.answers import locked_for_writing, touch
from audits.actions.sheet import Sheet
from audits.models import AnswerChange, Evidence, PhotoUpload, Visit
from audits.photos import MAX_BYTES, CleanPhoto, PhotoError, clean_photo

MOST_PHOTOS = 500


def add_photo(visit: Visit, criterion: str, upload: File[bytes], *, by: User) -> Evidence | None:
    """Store one upload as evidence for a question; None when that very photo is there already.

    The decoding, which takes its time, is done before any lock is taken.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(refusal("too_big"))
    try:
        photo = clean_photo(upload.read())
    except PhotoError as refused:
        raise ValidationError(refusal(refused.code)) from None
    return store_photo(visit, criterion, photo, by=by)


def refusal(code: str) -> str:
    if code == "too_big":
        return _("The photo is larger than 15 MB. Take it again with a smaller picture size.")
    if code == "too_many_pixels":
        return _("The photo has more than 50 megapixels. Take it with a smaller picture size.")
    return _("The file could not be read as a photo. JPEG, PNG and WebP are accepted.")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a tablet says of a photo: its name, the sum of the bytes it sent, where it belongs."""

    name: UUID
    sha256: str
    stage: int | None = None
    caption: str = ""


@transaction.atomic
def store_photo(
    visit: Visit, criterion: str, photo: CleanPhoto, *, by: User, sent: Sent | None = None
) -> Evidence | None:
    """A photo of a form is known by its picture, one of a tablet by the name it came with."""
    visit = locked_for_writing(visit, by)
    sheet = Sheet.of(visit)
    evidence = visit.evidence.all()
    if sent is None:
        sheet.check_is_open(f"c.{criterion}.value")
        if evidence.filter(criterion=criterion, sha256=photo.sha256).exists():
            return None
    elif PhotoUpload.objects.filter(pk=sent.name).exists():
        return None
    if evidence.count() >= MOST_PHOTOS:
        raise ValidationError(
            _("A visit holds at most %(number)d photos.") % {"number": MOST_PHOTOS},
            code="too_many",
        )
    stage = sheet.stages[sheet.criteria[criterion].stage].order if criterion else None
    row = Evidence(
        public_id=sent.name if sent else uuid4(),
        visit=visit,
        criterion=criterion,
        stage=stage or (sent.stage if sent else None),
        caption=sent.caption if sent else "",
        sha256=photo.sha256,
        width=photo.width,
        height=photo.height,
    )
    row.photo.save("photo.jpg", ContentFile(photo.jpeg), save=False)
    row.thumb.save("thumb.jpg", ContentFile(photo.thumb), save=False)
    row.save()
    sha256 = sent.sha256 if sent else photo.sha256
    PhotoUpload.objects.create(id=row.public_id, visit=visit, sha256=sha256, user=by)
    touch(visit)
    return row


@transaction.atomic
def change_photo(
    evidence: Evidence, *, criterion: str, stage: int | None, caption: str, by: User
) -> None:
    """Other words, or another place."""
    visit = locked_for_writing(evidence.visit, by)
    rows = Evidence.objects.filter(pk=evidence.pk, visit=visit)
    rows.update(criterion=criterion, stage=stage, caption=caption)
    touch(visit)


@transaction.atomic
def delete_photo(evidence: Evidence, *, by: User) -> None:
    """Take a photo away; that there was one stays in the trail of changes."""
    visit = locked_for_writing(evidence.visit, by)
    if not visit.evidence.filter(pk=evidence.pk).exists():
        return
    before = {"photo": str(evidence.public_id), "sha256": evidence.sha256}
    AnswerChange.objects.create(
        visit=visit, key=f"p.{evidence.criterion}", before=before, after=None, user=by
    )
    Evidence.objects.filter(pk=evidence.pk).delete()
    touch(visit)
    transaction.on_commit(lambda: remove_files(evidence))


def remove_files(evidence: Evidence) -> None:
    for file in (evidence.photo, evidence.thumb):
        if file.name:
            file.storage.delete(file.name)
