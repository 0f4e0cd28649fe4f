from django.urls import URLPattern, include, path

app_name = "audits"

# The desk: audits and the checking of visits.
audits: list[URLPattern] = []
# The auditor's own visits.
visits: list[URLPattern] = []

urlpatterns = [
    path("audits/", include(audits)),
    path("visits/", include(visits)),
]
