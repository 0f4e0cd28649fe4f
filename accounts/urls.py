from django.urls import URLPattern, include, path

app_name = "accounts"

# Signing in and out, the password, the language, the invitation.
sign_in: list[URLPattern] = []
# A key has no underscore, so that no client or site can be in the way of "_new".
clients: list[URLPattern] = []
people: list[URLPattern] = []

urlpatterns = [
    path("accounts/", include(sign_in)),
    path("clients/", include(clients)),
    path("people/", include(people)),
]
