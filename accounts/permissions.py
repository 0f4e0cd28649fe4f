"""The role table and the access rule of every URL name: what a person may do, said once.

``may(user, deed, client)`` answers from ``ROLE_TABLE``. ``ACCESS`` names one rule for every URL;
``AccessMiddleware`` refuses a URL without a rule, and a view whose rule names a deed must have
asked ``require(request, client)`` before it answers: forgetting it is an error, not a leak.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone, translation

from accounts.models import Client, Language, Membership, Role, User


class SignedInRequest(HttpRequest):
    """A request behind the sign-in; for annotations only."""

    user: User


class Deed(StrEnum):
    CREATE_CLIENT = "create_client"
    SEE_CLIENT = "see_client"
    EDIT_CLIENT = "edit_client"
    INVITE = "invite"
    SEE_CHECKLISTS = "see_checklists"
    EDIT_CHECKLISTS = "edit_checklists"
    PLAN_AUDIT = "plan_audit"
    SEE_AUDIT = "see_audit"
    FILL_VISIT = "fill_visit"
    CHECK_VISIT = "check_visit"
    WRITE_REPORT = "write_report"
    ISSUE_REPORT = "issue_report"
    READ_REPORT = "read_report"


ROLE_TABLE: Mapping[Role, frozenset[Deed]] = {
    Role.CONSULTANT: frozenset(set(Deed) - {Deed.FILL_VISIT}),
    Role.EDITOR: frozenset(
        {
            Deed.SEE_CLIENT,
            Deed.SEE_AUDIT,
            Deed.CHECK_VISIT,
            Deed.SEE_CHECKLISTS,
            Deed.READ_REPORT,
        }
    ),
    Role.AUDITOR: frozenset({Deed.FILL_VISIT}),
    Role.CLIENT_MANAGER: frozenset({Deed.READ_REPORT, Deed.SEE_CLIENT}),
    Role.SITE_MANAGER: frozenset({Deed.READ_REPORT}),
}


def roles_of(user: User, client: Client | None) -> set[str]:
    """The user's roles with this client, those that span every client among them. One query."""
    rows = Membership.objects.filter(user=user).values_list("role", "client")
    return {role for role, pk in rows if pk is None or (client is not None and pk == client.pk)}


def may(user: User, deed: Deed, client: Client | None = None) -> bool:
    """Whether the role table lets this user do the deed with this client (None: with none)."""
    return deed in deeds_with(user, client)


def deeds_with(user: User, client: Client | None = None) -> frozenset[Deed]:
    """Everything the user may do with this client (None: with none). At most one query."""
    if not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(Deed)
    return _deeds(roles_of(user, client))


def deeds_anywhere(user: User) -> frozenset[Deed]:
    """Everything the user may do with some client: for menus and pages of many clients."""
    if not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(Deed)
    return _deeds(set(Membership.objects.filter(user=user).values_list("role", flat=True)))


def _deeds(roles: set[str]) -> frozenset[Deed]:
    return frozenset().union(*(ROLE_TABLE[Role(role)] for role in roles))


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open a URL. ``deed`` None: everybody who is signed in.

    ``of_house`` is for pages that belong to no client, checklists for instance: who may do the
    deed with any client may do it there. The middleware itself asks; the view need not.
    """

    deed: Deed | None = None
    public: bool = False
    of_house: bool = False


PUBLIC = Rule(public=True)
SIGNED_IN = Rule()

# One rule for every URL name; a test walks the URLconf and fails on a missing or stale one.
ACCESS: dict[str, Rule] = {
    "home": SIGNED_IN,
    # Clients and people
    "accounts:client-list": Rule(Deed.SEE_CLIENT, of_house=True),
    "accounts:client-create": Rule(Deed.CREATE_CLIENT),
    "accounts:client-detail": Rule(Deed.SEE_CLIENT),
    "accounts:client-edit": Rule(Deed.EDIT_CLIENT),
    "accounts:site-create": Rule(Deed.EDIT_CLIENT),
    "accounts:person-list": Rule(Deed.INVITE),
    "accounts:person-invite": Rule(Deed.INVITE),
    "accounts:house-invite": Rule(Deed.INVITE),
    "accounts:membership-remove": Rule(Deed.INVITE),
    "accounts:house-remove": Rule(Deed.INVITE),
    # The desk
    "audits:site-edit": Rule(Deed.EDIT_CLIENT),
    "audits:audit-list": Rule(Deed.SEE_AUDIT, of_house=True),
    "audits:audit-create": Rule(Deed.PLAN_AUDIT),
    "audits:audit-detail": Rule(Deed.SEE_AUDIT),
    "audits:audit-edit": Rule(Deed.PLAN_AUDIT),
    "audits:visits-assign": Rule(Deed.PLAN_AUDIT),
    "audits:visits-offer": Rule(Deed.PLAN_AUDIT),
    "audits:visit-edit": Rule(Deed.PLAN_AUDIT),
    "audits:visit-delete": Rule(Deed.PLAN_AUDIT),
    "audits:visit-offer": Rule(Deed.PLAN_AUDIT),
    "audits:visit-detail": Rule(Deed.CHECK_VISIT),
    "audits:visit-approve": Rule(Deed.CHECK_VISIT),
    "audits:visit-send-back": Rule(Deed.CHECK_VISIT),
    "audits:visit-reopen": Rule(Deed.CHECK_VISIT),
    "audits:answer-edit": Rule(Deed.CHECK_VISIT),
    "audits:evidence-hide": Rule(Deed.CHECK_VISIT),
    "healthz": PUBLIC,
    "styleguide": PUBLIC,
    "accounts:login": PUBLIC,
    "accounts:logout": PUBLIC,
    "accounts:language": PUBLIC,
    "accounts:password-reset": PUBLIC,
    "accounts:password-reset-done": PUBLIC,
    "accounts:password-reset-confirm": PUBLIC,
    "accounts:password-reset-complete": PUBLIC,
    "accounts:invitation-accept": PUBLIC,
    "accounts:account": SIGNED_IN,
    # Checklists
    "journeys:checklist-list": Rule(Deed.SEE_CHECKLISTS, of_house=True),
    "journeys:checklist-detail": Rule(Deed.SEE_CHECKLISTS, of_house=True),
    "journeys:version-detail": Rule(Deed.SEE_CHECKLISTS, of_house=True),
    "journeys:checklist-export": Rule(Deed.SEE_CHECKLISTS, of_house=True),
    "journeys:checklist-import": Rule(Deed.EDIT_CHECKLISTS, of_house=True),
    "journeys:checklist-copy": Rule(Deed.EDIT_CHECKLISTS, of_house=True),
    # The tablet
    "audits:worker": PUBLIC,
    "audits:manifest": PUBLIC,
    # The auditor's own visits.
    "audits:visit-list": Rule(Deed.FILL_VISIT, of_house=True),
    **{
        f"audits:{name}": Rule(Deed.FILL_VISIT)
        for name in (
            "visit-brief",
            "visit-expectation",
            "visit-start",
            "visit-stage",
            "visit-closing",
            "visit-review",
            "visit-submit",
            "visit-conflict",
            "visit-promise-add",
            "visit-promise-edit",
            "visit-promise-delete",
            "visit-incident-add",
            "visit-incident-edit",
            "visit-incident-delete",
            "visit-stamps",
            "visit-late",
            "evidence-delete",
        )
    },
    # What tablets say; the first answers everybody, so that a tablet learns that it is signed out.
    "audits:api-ping": PUBLIC,
    "audits:api-sync": Rule(Deed.FILL_VISIT, of_house=True),
    "audits:api-state": Rule(Deed.FILL_VISIT),
    "audits:notes": Rule(Deed.FILL_VISIT, of_house=True),
    "audits:notes-manifest": SIGNED_IN,
    "audits:api-rescue": Rule(Deed.CHECK_VISIT, of_house=True),
    "audits:rescue": Rule(Deed.CHECK_VISIT, of_house=True),
    "audits:device-watch": Rule(Deed.CHECK_VISIT, of_house=True),
    "audits:device-list": Rule(Deed.FILL_VISIT, of_house=True),
    "audits:device-forget": SIGNED_IN,  # of one’s own alone
    "audits:api-photo": Rule(Deed.FILL_VISIT),
    "audits:api-submit": Rule(Deed.FILL_VISIT),
    # A photo is shown to whoever may see its visit.
    "audits:evidence-photo": SIGNED_IN,
    "audits:evidence-thumb": SIGNED_IN,
    # Reports
    "reports:report-list": Rule(Deed.READ_REPORT, of_house=True),
    "reports:house-brand": Rule(Deed.EDIT_CLIENT),
    "reports:client-brand": Rule(Deed.EDIT_CLIENT),
    "reports:report-verify": Rule(Deed.WRITE_REPORT, of_house=True),
    "reports:report-detail": Rule(Deed.READ_REPORT),
    "reports:report-download": Rule(Deed.READ_REPORT),
    "reports:report-remake": Rule(Deed.READ_REPORT),
    "reports:report-photo": Rule(Deed.READ_REPORT),
    "reports:report-formats": Rule(Deed.READ_REPORT),
    "reports:report-export": Rule(Deed.READ_REPORT),
    "reports:audit-reports": Rule(Deed.WRITE_REPORT),
    "reports:report-write": Rule(Deed.WRITE_REPORT),
    "reports:report-issue": Rule(Deed.ISSUE_REPORT),
    "reports:audit-ledger": Rule(Deed.SEE_AUDIT),
    "reports:check-answer": Rule(Deed.CHECK_VISIT),
    "reports:prediction-close": Rule(Deed.WRITE_REPORT),
    "reports:report-what-if": Rule(Deed.WRITE_REPORT),
    **{
        f"reports:{name}": Rule(Deed.WRITE_REPORT)
        for name in (
            "narratives-draft",
            "narrative-facts",
            "narrative-save",
            "narrative-settle",
            "narrative-status",
            "narrative-preview",
            "narrative-history",
            "narrative-restore",
            "comment-add",
            "comment-resolve",
            "choices-edit",
            "report-compare",
            "report-translate",
        )
    },
    "reports:privacy-acknowledge": Rule(Deed.ISSUE_REPORT),
    "reports:report-withdraw": Rule(Deed.ISSUE_REPORT),
    "reports:report-reissue": Rule(Deed.ISSUE_REPORT),
    "reports:snippet-list": Rule(Deed.WRITE_REPORT, of_house=True),
    "reports:snippet-add": Rule(Deed.WRITE_REPORT, of_house=True),
    "reports:snippet-edit": Rule(Deed.WRITE_REPORT, of_house=True),
    "reports:snippet-delete": Rule(Deed.WRITE_REPORT, of_house=True),
    "reports:recommendation-add": Rule(Deed.WRITE_REPORT),
    "reports:recommendation-edit": Rule(Deed.WRITE_REPORT),
    "reports:recommendations-drop": Rule(Deed.WRITE_REPORT),
    "reports:recommendation-drop": Rule(Deed.WRITE_REPORT),
    "reports:recommendation-restore": Rule(Deed.WRITE_REPORT),
    "reports:recommendation-move": Rule(Deed.WRITE_REPORT),
}


def require(request: HttpRequest, client: Client | None = None) -> None:
    """Refuse with 403 unless the signed-in user may do this URL's deed with the client."""
    match = request.resolver_match
    deed, user = ACCESS[match.view_name if match else ""].deed, request.user
    request.access_checked = True  # type: ignore[attr-defined]  # read by AccessMiddleware
    if deed is not None and not (isinstance(user, User) and may(user, deed, client)):
        raise PermissionDenied


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def api_refusal(status: int, code: str) -> HttpResponse:
    """A refusal as the tablet's programme understands it."""
    said = {"protocol": settings.API_PROTOCOL, "error": code, "server_now": timezone.now()}
    return JsonResponse(said, status=status, headers={"Cache-Control": "no-store"})


class AccessMiddleware:
    """Deny by default: no rule, no page; no sign-in, no page; a deed not asked about, no page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        if match is None or response.status_code >= 400:
            return response
        rule = ACCESS.get(match.view_name)
        asked = getattr(request, "access_checked", False)
        if (
            rule is not None
            and rule.deed is not None
            and not asked
            and request.user.is_authenticated
        ):
            raise ImproperlyConfigured(f"{match.view_name} answered without asking require()")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith("admin:"):
            return None
        rule = ACCESS.get(name)
        if rule is None:
            raise PermissionDenied(f"the URL name {name!r} has no access rule")
        if rule.of_house and (refusal := self.ask_house(request, rule)):
            return refusal
        if rule.public or request.user.is_authenticated:
            return None
        # A redirect that is followed would look like success to a programme.
        if is_api(request):
            return api_refusal(401, "auth")
        return redirect_to_login(request.get_full_path())

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """What a page would tell a person, told to a programme."""
        if not is_api(request):
            return None
        if isinstance(exception, PermissionDenied):
            return api_refusal(403, "forbidden")
        return api_refusal(404, "not_found") if isinstance(exception, Http404) else None

    def ask_house(self, request: HttpRequest, rule: Rule) -> HttpResponse | None:
        """Refuse a signed-in user who may do the deed with no client at all."""
        user = request.user
        request.access_checked = True  # type: ignore[attr-defined]  # as require() does
        if not isinstance(user, User) or rule.deed in deeds_anywhere(user):
            return None
        if is_api(request):
            return api_refusal(403, "forbidden")
        raise PermissionDenied


class HeadersMiddleware:
    """What a browser may do with our pages, on every response; one that is there is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in settings.RESPONSE_HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class LanguageMiddleware:
    """The user's own language; before sign-in the cookie's, then the browser's, then Finnish."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if isinstance(user, User):
            language = user.language
        else:
            language = translation.get_language_from_request(request)
        if language not in Language.values:
            language = Language.FI
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class RollingSessionMiddleware:
    """A session that is used rolls on, with one small write a day and not one with every request.
    Signed out, nothing is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        today = timezone.now().date().isoformat()
        if request.user.is_authenticated and request.session.get("day") != today:
            request.session["day"] = today
        return self.get_response(request)


def rights(request: HttpRequest) -> dict[str, Any]:
    """Template context: the deeds that the user may do somewhere, for menus only."""
    user = getattr(request, "user", None)
    return {"deeds": deeds_anywhere(user) if isinstance(user, User) else frozenset()}
