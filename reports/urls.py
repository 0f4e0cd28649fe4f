from django.urls import path

from reports.views import brand, export, ledger, recommendation, report, whatif

app_name = "reports"
urlpatterns = [
    path("", report.report_list, name="report-list"),
    path("brand/", brand.house_brand, name="house-brand"),
    path("brand/<slug:key>/", brand.client_brand, name="client-brand"),
    path("verify/", brand.report_verify, name="report-verify"),
    path("audits/<slug:key>/", report.audit_reports, name="audit-reports"),
    path("audits/<slug:key>/ledger/", ledger.audit_ledger, name="audit-ledger"),
    path("audits/<slug:key>/ledger/<int:pk>/", ledger.check_answer, name="check-answer"),
    path(
        "audits/<slug:key>/ledger/<int:pk>/close/",
        ledger.prediction_close,
        name="prediction-close",
    ),
    path("<uuid:public_id>/", report.report_detail, name="report-detail"),
    path("<uuid:public_id>/write/", report.report_write, name="report-write"),
    path("<uuid:public_id>/issue/", report.report_issue, name="report-issue"),
    path("<uuid:public_id>/pdf/", report.report_download, name="report-download"),
    path("<uuid:public_id>/pdf/again/", report.report_remake, name="report-remake"),
    path("<uuid:public_id>/formats/", export.report_formats, name="report-formats"),
    path("<uuid:public_id>/formats/<str:key>/", export.report_export, name="report-export"),
    path("<uuid:public_id>/photos/<str:sha256>/", report.report_photo, name="report-photo"),
    path("<uuid:public_id>/what-if/", whatif.report_what_if, name="report-what-if"),
    path(
        "<uuid:public_id>/recommendations/add/",
        recommendation.recommendation_add,
        name="recommendation-add",
    ),
    path(
        "<uuid:public_id>/recommendations/drop/",
        recommendation.recommendations_drop,
        name="recommendations-drop",
    ),
    path(
        "<uuid:public_id>/recommendations/<str:code>/",
        recommendation.recommendation_edit,
        name="recommendation-edit",
    ),
    path(
        "<uuid:public_id>/recommendations/<str:code>/drop/",
        recommendation.recommendation_drop,
        name="recommendation-drop",
    ),
    path(
        "<uuid:public_id>/recommendations/<str:code>/restore/",
        recommendation.recommendation_restore,
        name="recommendation-restore",
    ),
    path(
        "<uuid:public_id>/recommendations/<str:code>/move/",
        recommendation.recommendation_move,
        name="recommendation-move",
    ),
]
