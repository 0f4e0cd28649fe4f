from django.urls import include, path

from audits.views import (
    api,
    audit,
    device,
    evidence,
    moments,
    notes,
    rescue,
    review,
    site,
    stamps,
    visit,
    visit_conflicts,
    worker,
)

app_name = "audits"

# The desk: audits and the checking of visits. A key has no underscore, as "_new" has.
audits = [
    path("", audit.audit_list, name="audit-list"),
    path("_devices/", device.device_watch, name="device-watch"),
    path("_rescue/", rescue.rescue, name="rescue"),
    path("<slug:key>/", audit.audit_detail, name="audit-detail"),
    path("<slug:key>/edit/", audit.audit_edit, name="audit-edit"),
    path("<slug:key>/visits/_new/", audit.visits_assign, name="visits-assign"),
    path("<slug:key>/visits/_offer/", audit.visits_offer, name="visits-offer"),
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
visits = [
    path("", visit.visit_index, name="visit-list"),
    path("devices/", device.device_list, name="device-list"),
    path("devices/<uuid:device>/forget/", device.device_forget, name="device-forget"),
    path("<int:pk>/", visit.visit_brief, name="visit-brief"),
    path("<int:pk>/expectation/", visit.visit_expectation, name="visit-expectation"),
    path("<int:pk>/start/", visit.visit_start, name="visit-start"),
    path("<int:pk>/stages/<str:stage>/", visit.visit_stage, name="visit-stage"),
    path("<int:pk>/closing/", visit.visit_closing, name="visit-closing"),
    path("<int:pk>/review/", visit.visit_review, name="visit-review"),
    path("<int:pk>/submit/", visit.visit_submit, name="visit-submit"),
    path("<int:pk>/conflicts/<uuid:event>/", visit_conflicts.visit_conflict, name="visit-conflict"),
    path("<int:pk>/promises/add/", moments.promise_add, name="visit-promise-add"),
    path("<int:pk>/promises/<int:promise>/", moments.promise_edit, name="visit-promise-edit"),
    path(
        "<int:pk>/promises/<int:promise>/delete/",
        moments.promise_delete,
        name="visit-promise-delete",
    ),
    path("<int:pk>/incidents/add/", moments.incident_add, name="visit-incident-add"),
    path("<int:pk>/incidents/<int:incident>/", moments.incident_edit, name="visit-incident-edit"),
    path(
        "<int:pk>/incidents/<int:incident>/delete/",
        moments.incident_delete,
        name="visit-incident-delete",
    ),
    path("<int:pk>/late/", stamps.visit_late, name="visit-late"),
    path("<int:pk>/stamps/", stamps.visit_stamps, name="visit-stamps"),
    path("photos/<uuid:photo>/", evidence.evidence_photo, name="evidence-photo"),
    path("photos/<uuid:photo>/small/", evidence.evidence_thumb, name="evidence-thumb"),
    path("photos/<uuid:photo>/hide/", evidence.evidence_hide, name="evidence-hide"),
    path("photos/<uuid:photo>/delete/", evidence.evidence_delete, name="evidence-delete"),
]

# What tablets and the server say to each other.
protocol = [
    path("ping", api.ping, name="api-ping"),
    path("sync", api.sync, name="api-sync"),
    path("rescue", api.rescue, name="api-rescue"),
    path("photos/<uuid:photo>", api.photo, name="api-photo"),
    path("visits/<uuid:visit>/state", api.state, name="api-state"),
    path("visits/<uuid:visit>/submit", api.submit, name="api-submit"),
]

urlpatterns = [
    path("api/v1/", include(protocol)),
    path("audits/", include(audits)),
    path("clients/", include(clients)),
    path("visits/", include(visits)),
    # Covert mode. Its address says nothing either.
    path("notes/", notes.notes, name="notes"),
    path("notes/manifest.webmanifest", notes.notes_manifest, name="notes-manifest"),
    path("sw.js", worker.worker, name="worker"),
    path("manifest.webmanifest", worker.manifest, name="manifest"),
]
