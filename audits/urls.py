from django.urls import URLPattern, include, path

from audits.views import audit, review, site

app_name = "audits"

# The desk: audits and the checking of visits. A key has no underscore, as "_new" has.
audits = [
    path("", audit.audit_list, name="audit-list"),
    path("<slug:key>/", audit.audit_detail, name="audit-detail"),
    path("<slug:key>/edit/", audit.audit_edit, name="audit-edit"),
    path("<slug:key>/visits/_new/", audit.visits_assign, name="visits-assign"),
    path("<slug:key>/visits/<int:pk>/", review.visit_detail, name="visit-detail"),
    path("<slug:key>/visits/<int:pk>/edit/", audit.visit_edit, name="visit-edit"),
    path("<slug:key>/visits/<int:pk>/delete/", audit.visit_delete, name="visit-delete"),
    path("<slug:key>/visits/<int:pk>/offer/", audit.visit_offer, name="visit-offer"),
    path("<slug:key>/visits/<int:pk>/approve/", review.visit_approve, name="visit-approve"),
    path("<slug:key>/visits/<int:pk>/send-back/", review.visit_send_back, name="visit-send-back"),
    path("<slug:key>/visits/<int:pk>/reopen/", review.visit_reopen, name="visit-reopen"),
    path("<slug:key>/visits/<int:pk>/answers/<str:code>/", review.answer_edit, name="answer-edit"),
]
clients = [
    path("<slug:key>/audits/_new/", audit.audit_create, name="audit-create"),
    path("<slug:key>/sites/<slug:site_key>/", site.site_edit, name="site-edit"),
]
# The auditor's own visits.
visits: list[URLPattern] = []

urlpatterns = [
    path("audits/", include(audits)),
    path("clients/", include(clients)),
    path("visits/", include(visits)),
]
