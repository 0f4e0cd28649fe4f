from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="report-list"),
    path("audits/<slug:key>/", views.audit_reports, name="audit-reports"),
    path("<uuid:public_id>/", views.report_detail, name="report-detail"),
    path("<uuid:public_id>/write/", views.report_write, name="report-write"),
    path("<uuid:public_id>/issue/", views.report_issue, name="report-issue"),
    path("<uuid:public_id>/pdf/", views.report_download, name="report-download"),
    path("<uuid:public_id>/pdf/again/", views.report_remake, name="report-remake"),
    path("<uuid:public_id>/photos/<str:sha256>/", views.report_photo, name="report-photo"),
    path(
        "<uuid:public_id>/recommendations/add/",
        views.recommendation_add,
        name="recommendation-add",
    ),
    path(
        "<uuid:public_id>/recommendations/<str:code>/",
        views.recommendation_edit,
        name="recommendation-edit",
    ),
    path(
        "<uuid:public_id>/recommendations/<str:code>/drop/",
        views.recommendation_drop,
        name="recommendation-drop",
    ),
    path(
        "<uuid:public_id>/recommendations/<str:code>/restore/",
        views.recommendation_restore,
        name="recommendation-restore",
    ),
    path(
        "<uuid:public_id>/recommendations/<str:code>/move/",
        views.recommendation_move,
        name="recommendation-move",
    ),
]
