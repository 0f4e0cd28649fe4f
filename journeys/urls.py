from django.urls import path, re_path

from journeys import views

app_name = "journeys"

CODE = r"(?P<code>[A-Za-z0-9._-]{1,64})"
VERSION = rf"{CODE}/versions/(?P<pk>\d{{1,18}})"

urlpatterns = [
    path("", views.checklist_list, name="checklist-list"),
    path("import", views.checklist_import, name="checklist-import"),
    re_path(rf"^{CODE}/$", views.checklist_detail, name="checklist-detail"),
    re_path(rf"^{VERSION}/$", views.version_detail, name="version-detail"),
    re_path(rf"^{VERSION}/copy$", views.checklist_copy, name="checklist-copy"),
    re_path(
        rf"^{VERSION}/checklist\.(?P<suffix>yaml|json)$",
        views.checklist_export,
        name="checklist-export",
    ),
]
