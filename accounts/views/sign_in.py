from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as open_session
from django.contrib.auth import logout as close_session
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions.invitation import accept_invitation
from accounts.actions.sign_in import (
    TooManyAttemptsError,
    ask_password_reset,
    change_password,
    choose_language,
    verify_password,
)
from accounts.forms.sign_in import (
    AcceptForm,
    ChangePasswordForm,
    DetailsForm,
    LanguageForm,
    NewPasswordForm,
    ResetForm,
    SignInForm,
)
from accounts.models import User
from accounts.permissions import SignedInRequest
from accounts.queries.sign_in import memberships_of, user_of_invitation, user_of_reset_link

# The one backend; named because a user of a link was not found by it.
BACKEND = "django.contrib.auth.backends.ModelBackend"


def next_page(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else resolve_url(settings.LOGIN_REDIRECT_URL)


def client_address(request: HttpRequest) -> str:
    """The last hop before us: what our own proxy saw, or the peer itself."""
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return hops.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(next_page(request))
    form = SignInForm(request.POST or None)
    status, wait = 200, 0
    if request.method == "POST" and form.is_valid():
        try:
            user = verify_password(request, **form.cleaned_data, address=client_address(request))
        except TooManyAttemptsError as refusal:
            form.add_error(None, refusal)
            status, wait = 429, refusal.seconds
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            open_session(request, user)
            return redirect(next_page(request))
    response = render(request, "accounts/sign_in.html", {"form": form}, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


@require_http_methods(["POST"])
def logout(request: HttpRequest) -> HttpResponse:
    close_session(request)
    messages.success(request, _("You have signed out."))
    return redirect(settings.LOGOUT_REDIRECT_URL)


@require_http_methods(["POST"])
def language(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(request.POST)
    response = redirect(next_page(request))
    if form.is_valid():
        chosen = form.cleaned_data["language"]
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
        if isinstance(request.user, User):
            choose_language(request.user, chosen)
    return response


@require_http_methods(["GET", "POST"])
def password_reset(request: HttpRequest) -> HttpResponse:
    form = ResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_password_reset(form.cleaned_data["email"])
        return redirect("accounts:password-reset-done")
    return render(request, "accounts/password_reset.html", {"form": form})


@require_http_methods(["GET"])
def password_reset_done(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/password_reset_done.html")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password_reset_confirm(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    user = user_of_reset_link(uid, token)
    if user is None:
        return used_link(request, _("Ask for a new link to set your password."))
    form = NewPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(user, form.cleaned_data["new_password1"])
        return redirect("accounts:password-reset-complete")
    return without_referrer(render(request, "accounts/password_reset_confirm.html", {"form": form}))


@require_http_methods(["GET"])
def password_reset_complete(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/password_reset_complete.html")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    invited = user_of_invitation(token)
    if invited is None:
        return used_link(request, _("Ask the person who invited you to send a new invitation."))
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(invited.language)
    form = AcceptForm(invited, request.POST or None, initial={"name": invited.name})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user = accept_invitation(token, name=data["name"], password=data["new_password1"])
        except ValidationError as too_late:
            return used_link(request, too_late.messages[0])
        close_session(request)
        open_session(request, user, backend=BACKEND)
        return redirect(settings.LOGIN_REDIRECT_URL)
    context = {"form": form, "invited": invited, "memberships": memberships_of(invited)}
    return without_referrer(render(request, "accounts/invitation_accept.html", context))


def used_link(request: HttpRequest, advice: str) -> HttpResponse:
    return render(request, "accounts/link_used.html", {"advice": advice}, status=410)


def without_referrer(response: HttpResponse) -> HttpResponse:
    """The address carries a secret: no page that is opened from here may learn it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def account(request: SignedInRequest) -> HttpResponse:
    user = request.user
    # The form works on a copy: a name that is refused must not show in the top bar.
    details = DetailsForm(
        request.POST if "details" in request.POST else None, instance=User.objects.get(pk=user.pk)
    )
    password = ChangePasswordForm(user, request.POST if "password" in request.POST else None)
    if details.is_valid():
        translation.activate(details.save().language)
        messages.success(request, _("Your details are saved."))
        return redirect("accounts:account")
    if password.is_valid():
        change_password(user, password.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is changed. You are signed out elsewhere."))
        return redirect("accounts:account")
    context = {"details": details, "password": password, "memberships": memberships_of(user)}
    return render(request, "accounts/account.html", context)
