from django.urls import URLPattern, include, path

from accounts.views import client
from accounts.views import people as person
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
clients = [
    path("", client.client_list, name="client-list"),
    path("_new/", client.client_create, name="client-create"),
    path("<slug:key>/", client.client_detail, name="client-detail"),
    path("<slug:key>/edit/", client.client_edit, name="client-edit"),
    path("<slug:key>/sites/_new/", client.site_create, name="site-create"),
    path("<slug:key>/people/_new/", person.person_invite, name="person-invite"),
    path("<slug:key>/people/<int:pk>/remove/", person.membership_remove, name="membership-remove"),
]
people = [
    path("", person.person_list, name="person-list"),
    path("_new/", person.house_invite, name="house-invite"),
    path("<int:pk>/remove/", person.house_remove, name="house-remove"),
]

urlpatterns = [
    path("accounts/", include(sign_in)),
    path("clients/", include(clients)),
    path("people/", include(people)),
]
