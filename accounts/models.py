"""Who: people, the companies that are audited, their sites, and who has which role where."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

key_validator = RegexValidator(
    r"\A[a-z0-9-]{1,64}\Z", _("Use 1–64 lower-case letters a–z, digits and hyphens.")
)


class Language(models.TextChoices):
    FI = "fi", "suomi"
    SV = "sv", "svenska"
    EN = "en", "English"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address. Rights follow from memberships."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.FI)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may use the administration pages"), default=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name", "email"]
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Role(models.TextChoices):
    CONSULTANT = "consultant", _("Consultant")
    EDITOR = "editor", _("Editor")
    AUDITOR = "auditor", _("Auditor")
    CLIENT_MANAGER = "client_manager", _("Client manager")
    SITE_MANAGER = "site_manager", _("Site manager")


# Roles of the consultancy may span every client; roles of the client never do.
HOUSE_ROLES = (Role.CONSULTANT, Role.EDITOR, Role.AUDITOR)
CLIENT_ROLES = (Role.CLIENT_MANAGER, Role.SITE_MANAGER)
DESK_ROLES = (Role.CONSULTANT, Role.EDITOR)


class ClientQuerySet(models.QuerySet["Client"]):
    def visible_to(self, user: User) -> Self:
        """The only door to clients: consultants and editors see theirs, clients see their own."""
        if user.is_superuser:
            return self
        roles = (*DESK_ROLES, *CLIENT_ROLES)
        memberships = Membership.objects.filter(user=user, role__in=roles)
        if memberships.filter(client=None).exists():
            return self
        return self.filter(pk__in=memberships.values("client"))


class Client(models.Model):
    """The company whose customer journey is audited."""

    key = models.CharField(_("key"), max_length=64, unique=True, validators=[key_validator])
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language of the reports"), max_length=2, choices=Language, default=Language.FI
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = ClientQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("client company")
        verbose_name_plural = _("client companies")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:client-detail", args=[self.key])


class Channel(models.TextChoices):
    SHOP = "shop", _("Shop")
    WEBSHOP = "webshop", _("Web shop")
    PHONE = "phone", _("Phone line")
    WORKSHOP = "workshop", _("Workshop")
    OFFICE = "office", _("Office")


class SiteQuerySet(models.QuerySet["Site"]):
    def visible_to(self, user: User) -> Self:
        """The only door to sites; a site manager sees the sites named in the membership."""
        if user.is_superuser:
            return self
        wide = Membership.objects.filter(user=user, role__in=(*DESK_ROLES, Role.CLIENT_MANAGER))
        if wide.filter(client=None).exists():
            return self
        return self.filter(
            Q(client__in=wide.values("client"))
            | Q(
                pk__in=Membership.sites.through.objects.filter(
                    membership__user=user, membership__role=Role.SITE_MANAGER
                ).values("site")
            )
        )


class Site(models.Model):
    """A place or channel where customers meet the company."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="sites")
    key = models.CharField(_("key"), max_length=64, validators=[key_validator])
    name = models.CharField(_("name"), max_length=200)
    region = models.CharField(_("region"), max_length=100, blank=True)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel, default=Channel.SHOP)

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["client", "name", "pk"]
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        constraints = [
            models.UniqueConstraint(fields=["client", "key"], name="one_site_per_key"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person's role with one client; without a client: with every client of the house."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    client = models.ForeignKey(
        Client, on_delete=models.CASCADE, related_name="memberships", null=True, blank=True
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    sites = models.ManyToManyField(Site, blank=True, related_name="memberships")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "client", "role"], name="one_membership_per_client_and_role"
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(client=None),
                name="one_house_membership_per_role",
            ),
            models.CheckConstraint(
                condition=Q(client__isnull=False) | Q(role__in=HOUSE_ROLES),
                name="client_roles_belong_to_a_client",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.client or '*'} · {self.get_role_display()}"


class AttemptKind(models.TextChoices):
    SIGN_IN = "sign_in", _("Sign-in that failed")
    RESET = "reset", _("Password reset asked for")


class Attempt(models.Model):
    """One failed sign-in or asked-for reset: counted against guessing, forgotten after an hour."""

    kind = models.CharField(max_length=10, choices=AttemptKind)
    # A keyed hash of address and account: neither is stored.
    fingerprint = models.CharField(max_length=64)
    tried_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["kind", "fingerprint", "tried_at"], name="attempts")]

    def __str__(self) -> str:
        return f"{self.kind} {self.tried_at:%H:%M:%S}"
