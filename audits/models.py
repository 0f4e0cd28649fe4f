"""Measure: audits, visits, everything an auditor writes down, and the score cells."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import DESK_ROLES, Client, Membership, Site, User, key_validator
from journeys.models import ChecklistVersion


class AuditQuerySet(models.QuerySet["Audit"]):
    def visible_to(self, user: User) -> Self:
        """The only door to audits: desk roles see those of their clients."""
        if user.is_superuser:
            return self
        mine = Membership.objects.filter(user=user, role__in=DESK_ROLES)
        if mine.filter(client=None).exists():
            return self
        return self.filter(client__in=mine.values("client"))


class Audit(models.Model):
    """One round of visits for one client on one version of a checklist."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="audits")
    key = models.CharField(_("key"), max_length=64, unique=True, validators=[key_validator])
    title = models.CharField(_("title"), max_length=200)
    checklist_version = models.ForeignKey(
        ChecklistVersion, on_delete=models.PROTECT, related_name="audits"
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    target = models.PositiveSmallIntegerField(_("target (0–100)"), null=True, blank=True)
    brief = models.TextField(_("brief for the auditors"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("audit")
        verbose_name_plural = _("audits")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="audit_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(target=None) | Q(target__lte=100), name="target_is_0_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("audits:audit-detail", args=[self.key])


class Status(models.TextChoices):
    PLANNED = "planned", _("Planned")
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    SUBMITTED = "submitted", _("Submitted")
    SENT_BACK = "sent_back", _("Sent back")
    APPROVED = "approved", _("Approved")
    RELEASED = "released", _("Released")


# In these states the auditor may write; in those the visit counts in scores.
OPEN_STATUSES = (Status.OFFERED, Status.ACCEPTED, Status.SENT_BACK)
COUNTED_STATUSES = (Status.APPROVED, Status.RELEASED)


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, user: User) -> Self:
        """The only door to visits: auditors see their own, the desk its clients', clients none."""
        if user.is_superuser:
            return self
        mine = Membership.objects.filter(user=user, role__in=DESK_ROLES)
        if mine.filter(client=None).exists():
            return self
        return self.filter(Q(audit__client__in=mine.values("client")) | Q(auditor=user))

    def assigned_to(self, user: User) -> Self:
        return self.filter(auditor=user)

    def counted(self) -> Self:
        return self.filter(status__in=COUNTED_STATUSES)


class Visit(models.Model):
    """One auditor lives through the service once; it may last days and span channels."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="visits")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="visits")
    # A visit keeps the version it was made with.
    checklist_version = models.ForeignKey(
        ChecklistVersion, on_delete=models.PROTECT, related_name="visits"
    )
    key = models.CharField(_("key"), max_length=64, validators=[key_validator])
    auditor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="visits",
        null=True,
        blank=True,
    )
    # The pseudonym under which others meet the auditor: a1, a2 … in the order of assignment.
    auditor_key = models.CharField(max_length=64, blank=True)
    status = models.CharField(
        _("state"), max_length=20, choices=Status, default=Status.PLANNED, db_index=True
    )
    scenario = models.TextField(_("scenario"), blank=True)
    is_announced = models.BooleanField(_("announced beforehand"), default=False)
    starts_on = models.DateField(_("may start on"), null=True, blank=True)
    due_on = models.DateField(_("visit by"), null=True, blank=True)
    submit_by = models.DateField(_("submit by"), null=True, blank=True)
    # The expectation is written before contact and sealed by this moment.
    sealed_at = models.DateTimeField(_("expectation sealed"), null=True, blank=True)
    started_at = models.DateTimeField(_("visit started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("visit ended"), null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    # When the auditor last saved something.
    written_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Closing answers by code (VC-NPS …), as stored JSON values.
    closing = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["audit", "pk"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            models.UniqueConstraint(fields=["audit", "key"], name="one_visit_per_key"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(started_at=None) | Q(ended_at__gte=F("started_at")),
                name="visit_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} · {self.key}"

    def get_absolute_url(self) -> str:
        return reverse("audits:visit-detail", args=[self.audit.key, self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def duration(self) -> timedelta | None:
        return self.ended_at - self.started_at if self.ended_at and self.started_at else None


class AnswerState(models.TextChoices):
    ANSWERED = "answered", _("Answered")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    NOT_OBSERVED = "not_observed", _("Not observed")
    BLANK = "blank", _("Blank")


class Nature(models.IntegerChoices):
    FACT = 1, _("Fact")
    PERCEPTION = 2, _("Perception")


class Answer(models.Model):
    """What one auditor recorded for one criterion. Points are worked out when it is saved."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="answers")
    criterion = models.CharField(max_length=32)
    state = models.CharField(max_length=16, choices=AnswerState, default=AnswerState.ANSWERED)
    value = models.JSONField(null=True, blank=True)
    reason = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    observed_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField(default=timezone.now)
    # Copied from the criterion so that SQL can add up without the checklist.
    stage = models.PositiveSmallIntegerField()  # 1 to 5
    nature = models.PositiveSmallIntegerField(choices=Nature)
    weight = models.PositiveIntegerField()
    micro = models.PositiveIntegerField(null=True)  # millionths of a point; None does not score

    class Meta:
        ordering = ["visit", "pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["visit", "criterion"], name="one_answer_per_criterion"),
            models.CheckConstraint(
                condition=Q(micro=None) | Q(micro__lte=100_000_000), name="micro_is_0_to_100_points"
            ),
            # So that sums need not look at the state: points without an answer cannot be stored.
            models.CheckConstraint(
                condition=Q(micro=None) | Q(state="answered"), name="only_answers_have_points"
            ),
        ]
        indexes = [
            models.Index(fields=["visit", "stage", "nature", "weight", "micro"], name="answer_sums")
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.criterion}"


class AnswerChange(models.Model):
    """What an answer was before somebody changed it: nothing is overwritten without a trace."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="changes")
    key = models.CharField(max_length=64)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    # The one who wrote had not seen ``before``: it came from another page or tablet meanwhile.
    is_clash = models.BooleanField(default=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.key}"


class StageImpression(models.Model):
    """Expectation before contact and the experience at the close of one stage of one visit."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="impressions")
    stage = models.PositiveSmallIntegerField()  # 1 to 5
    expectation = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 to 4
    sealed_at = models.DateTimeField(null=True, blank=True)
    # SC-EXP, SC-PLE, SC-EAS, SC-INT, SC-ATM (0–4), SC-EMO (−3–3), SC-WHY (text)
    experience = models.JSONField(default=dict, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["visit", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "stage"], name="one_impression_per_stage"),
            models.CheckConstraint(
                condition=Q(stage__gte=1) & Q(stage__lte=5), name="impression_stage_is_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(expectation=None) | Q(expectation__lte=4),
                name="expectation_is_0_to_4",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.stage}"


class PromiseKind(models.TextChoices):
    SPEED = "speed", _("Speed")
    PRICE = "price", _("Price")
    QUALITY = "quality", _("Quality")
    CONTENT = "content", _("Content")
    OTHER = "other", _("Other")


class PromiseKept(models.TextChoices):
    YES = "yes", _("Kept")
    PARTLY = "partly", _("Partly")
    NO = "no", _("Broken")
    UNVERIFIABLE = "unverifiable", _("Could not be checked")


class Promise(models.Model):
    """A promise, logged where it was made and checked where it fell due."""

    # Made when the form is drawn, so that sending it twice adds one.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="promises")
    position = models.PositiveSmallIntegerField(default=0)
    stage = models.PositiveSmallIntegerField(_("stage"))
    kind = models.CharField(_("kind"), max_length=10, choices=PromiseKind)
    channel = models.CharField(_("channel"), max_length=60, blank=True)
    wording = models.TextField(_("wording, word for word"))
    promised = models.DecimalField(
        _("promised"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    delivered = models.DecimalField(
        _("delivered"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    kept = models.CharField(_("kept"), max_length=14, choices=PromiseKept, blank=True)

    class Meta:
        ordering = ["visit", "position", "pk"]

    def __str__(self) -> str:
        return self.wording


class NoticedBy(models.TextChoices):
    STAFF = "staff", _("Staff")
    CUSTOMER = "customer", _("Customer")
    NOBODY = "nobody", _("Nobody")


class Polarity(models.TextChoices):
    FAILURE = "failure", _("Failure")
    SURPRISE = "surprise", _("Positive surprise")


class Incident(models.Model):
    """A failure with its recovery, or a positive surprise."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="incidents")
    position = models.PositiveSmallIntegerField(default=0)
    stage = models.PositiveSmallIntegerField(_("stage"))
    polarity = models.CharField(_("kind"), max_length=10, choices=Polarity)
    what = models.TextField(_("what happened"))
    happened_at = models.DateTimeField(_("time"), null=True, blank=True)
    noticed_by = models.CharField(_("who noticed it"), max_length=10, blank=True, choices=NoticedBy)
    severity = models.PositiveSmallIntegerField(
        _("severity"),
        null=True,
        blank=True,
        choices=[(1, _("Minor")), (2, _("Noticeable")), (3, _("Would not return"))],
    )
    apology = models.BooleanField(_("apologised"), default=False)
    explanation = models.BooleanField(_("explained"), default=False)
    asked_customer = models.BooleanField(_("asked the customer"), default=False)
    fixed = models.BooleanField(_("put right"), default=False)
    minutes_to_fix = models.PositiveIntegerField(_("minutes to put right"), null=True, blank=True)
    extra_gesture = models.BooleanField(_("something extra"), default=False)
    feeling_before = models.SmallIntegerField(_("feeling before"), null=True, blank=True)
    feeling_after = models.SmallIntegerField(_("feeling after"), null=True, blank=True)

    class Meta:
        ordering = ["visit", "position", "pk"]

    def __str__(self) -> str:
        return self.what


def evidence_path(evidence: Evidence, name: str) -> str:
    """A random name below the visit: the uploader's file name never reaches the disk."""
    return f"evidence/{evidence.visit_id}/{evidence.public_id}.jpg"


def thumb_path(evidence: Evidence, name: str) -> str:
    return f"evidence/{evidence.visit_id}/{evidence.public_id}-small.jpg"


class Evidence(models.Model):
    """A photo, decoded and encoded again by us; the upload itself is never kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="evidence")
    criterion = models.CharField(max_length=32, blank=True)
    stage = models.PositiveSmallIntegerField(null=True, blank=True)
    photo = models.FileField(upload_to=evidence_path)
    thumb = models.FileField(upload_to=thumb_path, blank=True)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["visit", "pk"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return str(self.public_id)


class Review(models.Model):
    """A visit sent back: why, until when, and the questions it is about."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="reviews")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    reason = models.TextField(_("reason"), blank=True)
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.created_at:%Y-%m-%d}"


class ReviewPoint(models.Model):
    """One question of a visit sent back, with what the editor asks about it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="points")
    criterion = models.CharField(max_length=32)
    reason = models.TextField(_("reason"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="one_point_per_criterion")
        ]

    def __str__(self) -> str:
        return self.criterion


class Trail(models.Model):
    """One line for each deed: who did what to which visit or audit, when."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="trail")
    # What happened stays on record when the visit is deleted; its key stands in the detail.
    visit = models.ForeignKey(Visit, on_delete=models.SET_NULL, related_name="trail", null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    deed = models.CharField(max_length=40)
    detail = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.deed} {self.at:%Y-%m-%d %H:%M}"


class Scope(models.TextChoices):
    AUDIT = "audit", _("Audit")
    REGION = "region", _("Region")
    SITE = "site", _("Site")


class VisitScore(models.Model):
    """The score of record of one counted visit, by stage (0: total) and nature (0: both)."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="scores")
    stage = models.PositiveSmallIntegerField()
    nature = models.PositiveSmallIntegerField(default=0)
    micro = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["visit", "stage", "nature"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "stage", "nature"], name="one_score_per_visit_stage_nature"
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.stage}/{self.nature}"


class ScoreCell(models.Model):
    """The figures of an audit, a region or a site: read by pages, kept up to date by actions."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="cells")
    scope = models.CharField(max_length=8, choices=Scope)
    place = models.CharField(max_length=100, blank=True)  # "", the region, or the site's key
    stage = models.PositiveSmallIntegerField()  # 0: the total
    nature = models.PositiveSmallIntegerField(default=0)  # 0: both
    visits = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField()  # Σ micro of the visits
    squares = models.PositiveBigIntegerField()  # Σ (micro // 1000)²
    micro = models.PositiveIntegerField(null=True)  # the score of record

    class Meta:
        ordering = ["audit", "scope", "place", "stage", "nature"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "scope", "place", "stage", "nature"], name="one_cell_per_figure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.place} {self.stage}/{self.nature}"


class BundleSpelling(models.Model):
    """How the imported file wrote what can be written in several ways (docs/bundle.md), so that
    the export gives an equal document. In a table of its own, as it may be large."""

    audit = models.OneToOneField(
        Audit, on_delete=models.CASCADE, primary_key=True, related_name="spelling"
    )
    # Keys of the sites and the visits in the order of the file.
    sites = models.JSONField(default=list)
    visits = models.JSONField(default=list)
    form = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.audit)
