"""What the consultant writes: a text for each section and language, with its history, comments
between colleagues, and what of the evidence the report shows."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from reports.models.report import Report


class NarrativeStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    READY = "ready", _("Ready")
    CHECKED = "checked", _("Checked")


class Narrative(models.Model):
    """The text of one section in one language, as Markdown with chip codes."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="narratives")
    section = models.CharField(max_length=40)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    body = models.TextField(_("text"), blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=NarrativeStatus, default=NarrativeStatus.DRAFT
    )
    # What each sentence was written against: reports.narrative.Bindings.
    written = models.JSONField(default=dict, blank=True, editable=False)
    # Typed numbers and words that somebody has said are meant.
    confirmed = models.JSONField(default=list, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False
    )
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["report", "language", "section"]
        verbose_name = _("text of a section")
        verbose_name_plural = _("texts of sections")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "section", "language"], name="one_text_per_section_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} ({self.language})"


class NarrativeVersion(models.Model):
    """How a text read once. ``is_aside``: it came too late and never was the text."""

    narrative = models.ForeignKey(Narrative, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    body = models.TextField(blank=True)
    is_aside = models.BooleanField(default=False)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-saved_at", "-pk"]
        verbose_name = _("version of a text")
        verbose_name_plural = _("versions of texts")

    def __str__(self) -> str:
        return f"{self.narrative} {self.revision}"


class Comment(models.Model):
    """A word between colleagues about a section. No client ever reads it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="comments")
    section = models.CharField(max_length=40)
    text = models.TextField(_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self) -> str:
        return self.text[:60]


class ChoiceKind(models.TextChoices):
    SECTION = "section", _("Section")
    FINDING = "finding", _("Finding")
    PHOTO = "photo", _("Photo")
    QUOTE = "quote", _("Quote")


def percent(default: int) -> models.PositiveSmallIntegerField[int, int]:
    limits = [MinValueValidator(0), MaxValueValidator(100)]
    return models.PositiveSmallIntegerField(default=default, validators=limits)


class Choice(models.Model):
    """Whether the report shows a section, finding, photo or quote, at which place and how."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="choices")
    kind = models.CharField(max_length=10, choices=ChoiceKind)
    # A section's key, a criterion's code, a photo's sha256, a quote's "stage.visit".
    ref = models.CharField(max_length=80)
    is_in = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)  # from 1; 0: where it stands by itself
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    # What of a photo is cut away, in percent of its sides.
    cut_left = percent(0)
    cut_top = percent(0)
    cut_right = percent(0)
    cut_bottom = percent(0)

    class Meta:
        ordering = ["report", "kind", "position", "pk"]
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint(fields=["report", "kind", "ref"], name="one_choice_per_thing"),
            models.CheckConstraint(
                condition=Q(cut_left__lt=100 - models.F("cut_right"))
                & Q(cut_top__lt=100 - models.F("cut_bottom")),
                name="cut_leaves_a_picture",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"

    @property
    def cut(self) -> tuple[int, ...]:
        sides = (self.cut_left, self.cut_top, self.cut_right, self.cut_bottom)
        return sides if any(sides) else ()


class Snippet(models.Model):
    """A finding worded once and used again: the house's library, in three languages."""

    title = models.CharField(_("title"), max_length=120)
    tags = models.CharField(_("tags"), max_length=200, blank=True)
    criterion = models.CharField(_("criterion"), max_length=20, blank=True)
    text_fi = models.TextField(_("text in Finnish"), blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False
    )
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("reusable finding")
        verbose_name_plural = _("reusable findings")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text_fi="") | ~Q(text_sv="") | ~Q(text_en=""),
                name="reusable_finding_has_a_text",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def text(self, language: str) -> str:
        texts = {"fi": self.text_fi, "sv": self.text_sv, "en": self.text_en}
        return texts.get(language, "")
