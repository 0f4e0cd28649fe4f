from django.urls import URLPattern, include, path

from accounts.views import sign_in as views

app_name = "accounts"

# Signing in and out, the password, the language, the invitation.
sign_in: list[URLPattern] = [
    path("sign-in/", views.login, name="login"),
    path("sign-out/", views.logout, name="logout"),
    path("language/", views.language, name="language"),
    path("password/", views.password_reset, name="password-reset"),
    path("password/sent/", views.password_reset_done, name="password-reset-done"),
    path("password/saved/", views.password_reset_complete, name="password-reset-complete"),
    path(
        "password/<str:uid>/<str:token>/",
        views.password_reset_confirm,
        name="password-reset-confirm",
    ),
    path("invitation/<str:token>/", views.invitation_accept, name="invitation-accept"),
    path("me/", views.account, name="account"),
]
# A key has no underscore, so that no client or site can be in the way of "_new".
clients: list[URLPattern] = []
people: list[URLPattern] = []

urlpatterns = [
    path("accounts/", include(sign_in)),
    path("clients/", include(clients)),
    path("people/", include(people)),
]
