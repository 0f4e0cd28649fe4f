from django.urls import path

from reports.views import (
    brand,
    choice,
    desk,
    export,
    history,
    issue,
    ledger,
    recommendation,
    report,
    snippet,
    whatif,
)

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
    path("<uuid:public_id>/write/", desk.report_write, name="report-write"),
    path(
        "<uuid:public_id>/write/<str:language>/facts/", desk.narrative_facts, name="narrative-facts"
    ),
    path(
        "<uuid:public_id>/write/<str:language>/draft/",
        desk.narratives_draft,
        name="narratives-draft",
    ),
    path(
        "<uuid:public_id>/write/<str:language>/<slug:section>/",
        desk.narrative_save,
        name="narrative-save",
    ),
    path(
        "<uuid:public_id>/write/<str:language>/<slug:section>/settle/",
        desk.narrative_settle,
        name="narrative-settle",
    ),
    path(
        "<uuid:public_id>/write/<str:language>/<slug:section>/status/",
        desk.narrative_status,
        name="narrative-status",
    ),
    path(
        "<uuid:public_id>/write/<str:language>/<slug:section>/preview/",
        desk.narrative_preview,
        name="narrative-preview",
    ),
    path(
        "<uuid:public_id>/write/<str:language>/<slug:section>/history/",
        history.narrative_history,
        name="narrative-history",
    ),
    path(
        "<uuid:public_id>/write/<str:language>/<slug:section>/history/<int:pk>/",
        history.narrative_restore,
        name="narrative-restore",
    ),
    path("<uuid:public_id>/comments/<slug:section>/", history.comment_add, name="comment-add"),
    path(
        "<uuid:public_id>/comments/<int:pk>/resolve/",
        history.comment_resolve,
        name="comment-resolve",
    ),
    path("<uuid:public_id>/choices/<slug:kind>/", choice.choices_edit, name="choices-edit"),
    path("<uuid:public_id>/issue/", issue.report_issue, name="report-issue"),
    path("<uuid:public_id>/issue/privacy/", issue.privacy_acknowledge, name="privacy-acknowledge"),
    path("<uuid:public_id>/compare/", issue.report_compare, name="report-compare"),
    path("<uuid:public_id>/withdraw/", issue.report_withdraw, name="report-withdraw"),
    path("<uuid:public_id>/reissue/", issue.report_reissue, name="report-reissue"),
    path("<uuid:public_id>/language/", issue.report_translate, name="report-translate"),
    path("findings/", snippet.snippet_list, name="snippet-list"),
    path("findings/add/", snippet.snippet_add, name="snippet-add"),
    path("findings/<int:pk>/", snippet.snippet_edit, name="snippet-edit"),
    path("findings/<int:pk>/delete/", snippet.snippet_delete, name="snippet-delete"),
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
