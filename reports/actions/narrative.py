"""What happens to the texts of a report: saved, drafted, settled, restored, talked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from reports import narrative
from reports.actions.report import must_be_a_draft, note
from reports.models import (
    Comment,
    Narrative,
    NarrativeStatus,
    NarrativeVersion,
    Report,
    Snippet,
)
from reports.queries.narrative import SUMMARY, Standing

# What one person writes within this time is one version.
ONE_SITTING = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Place:
    """One text of a report."""

    report: Report
    section: str
    language: str


@dataclass(frozen=True, slots=True)
class Saved:
    row: Narrative
    # Somebody else had saved meanwhile: the words are kept as a version of their own.
    is_aside: bool = False


def _row(place: Place) -> Narrative:
    """The text's row, locked; made when it is not there yet."""
    must_be_a_draft(Report.objects.select_for_update().get(pk=place.report.pk))
    row, is_new = Narrative.objects.select_for_update().get_or_create(
        report=place.report, section=place.section, language=place.language
    )
    old = place.report.summary
    if is_new and place.section == SUMMARY and place.language == place.report.language and old:
        row.body = old
    return row


@transaction.atomic
def save_narrative(
    place: Place, user: User, body: str, *, revision: int, standing: Standing
) -> Saved:
    """Save a text that was read at this revision. One that is older overwrites nothing."""
    row = _row(place)
    body = narrative.write(narrative.read(body))
    if body == row.body:
        return Saved(row)
    if row.revision != revision:
        _, is_new = row.versions.update_or_create(
            is_aside=True,
            revision=revision,
            saved_by=user,
            defaults={"body": body, "saved_at": timezone.now()},
        )
        if is_new:
            note(place.report, user, "narrative_kept_aside", section=place.section)
        return Saved(row, is_aside=True)
    return Saved(_write(row, user, body, standing))


def _write(row: Narrative, user: User, body: str, standing: Standing) -> Narrative:
    row.body, row.updated_by, row.updated_at = body, user, timezone.now()
    row.written = narrative.bound(narrative.read(body), standing.facts, row.written)
    row.revision += 1
    row.status = NarrativeStatus.DRAFT
    row.save()
    last = row.versions.filter(is_aside=False).first()
    if last and last.saved_by_id == user.pk and timezone.now() - last.saved_at < ONE_SITTING:
        last.body, last.revision = body, row.revision
        last.save(update_fields=["body", "revision"])
    else:
        NarrativeVersion.objects.create(
            narrative=row, revision=row.revision, body=body, saved_by=user
        )
        note(row.report, user, "narrative_saved", section=row.section, language=row.language)
    return row


@transaction.atomic
def draft_narratives(
    report: Report, user: User, sections: Iterable[str], standing: Standing
) -> int:
    """Write the draft of every section that has no text yet. Returns how many."""
    must_be_a_draft(report)
    made = 0
    for section in sections:
        body = standing.draft(section)
        if body and section not in standing.rows:
            row = _row(Place(report, section, standing.document.language))
            _write(row, user, body, standing)
            made += 1
    return made


@transaction.atomic
def accept_sentence(place: Place, user: User, key: str, standing: Standing) -> None:
    """Somebody has read a sentence again, beside the figures of today, and found it true."""
    row = _row(place)
    row.written = narrative.accepted(key, narrative.read(row.body), standing.facts, row.written)
    row.save(update_fields=["written"])
    note(place.report, user, "sentence_accepted", section=place.section)


@transaction.atomic
def confirm_words(place: Place, user: User, key: str) -> None:
    """Somebody says that a typed number, or a word, is meant."""
    row = _row(place)
    if key not in row.confirmed:
        row.confirmed = [*row.confirmed, key]
        row.save(update_fields=["confirmed"])
        note(place.report, user, "words_confirmed", section=place.section, words=key)


@transaction.atomic
def set_narrative_status(place: Place, user: User, status: str) -> None:
    row = _row(place)
    row.status = status
    row.save(update_fields=["status"])
    note(place.report, user, "narrative_status", section=place.section, status=status)


@transaction.atomic
def restore_version(
    place: Place, user: User, version: NarrativeVersion, standing: Standing
) -> Narrative:
    """Make an old version the text; what stood there stays in the history."""
    row = _row(place)
    row = _write(row, user, version.body, standing)
    note(place.report, user, "narrative_restored", section=place.section)
    return row


@transaction.atomic
def add_comment(report: Report, user: User, section: str, text: str) -> Comment:
    must_be_a_draft(report)
    if not text.strip():
        raise ValidationError(_("Write the comment first."))
    return Comment.objects.create(report=report, section=section, text=text.strip(), by=user)


@transaction.atomic
def resolve_comment(comment: Comment, user: User) -> None:
    comment.resolved_at, comment.resolved_by = timezone.now(), user
    comment.save(update_fields=["resolved_at", "resolved_by"])


@transaction.atomic
def save_snippet(snippet: Snippet, user: User) -> None:
    snippet.updated_by, snippet.updated_at = user, timezone.now()
    snippet.save()
