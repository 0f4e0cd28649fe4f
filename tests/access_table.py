"""The access table: one line for each URL name. ``tests/test_access.py`` walks it.

``args`` builds the URL's arguments from a ``Side`` of ``tests.personas``; ``may`` names who gets
in; ``door`` says who sees the row at all, so that the rest of them get 403 and outsiders 404:

    "audits:audit-edit": Row(lambda s: [s.audit.key], CONSULTANTS, AUDIT_DOOR, "GET POST"),

Without ``args`` the page belongs to no client. ``post`` builds the body of a POST that is worth
more than an empty one.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.queries.sign_in import invitation_token
from tests.factories import checklist_document
from tests.personas import AUDITORS, CLIENT_PEOPLE, STRANGERS, Persona, Side

EVERYBODY = frozenset(Persona)
SIGNED_IN = EVERYBODY - STRANGERS
CONSULTANTS = frozenset({Persona.CONSULTANT, Persona.HOUSE_CONSULTANT, Persona.SUPERUSER})
DESK_ONLY = CONSULTANTS | {Persona.EDITOR}
AUDITOR_ONLY = frozenset({Persona.AUDITOR, Persona.SUPERUSER})
HOUSE_ONLY = frozenset({Persona.HOUSE_CONSULTANT, Persona.SUPERUSER})
ANY_AUDITOR = frozenset({*AUDITORS, Persona.SUPERUSER})
CLIENT_READ = DESK_ONLY | {Persona.CLIENT_MANAGER}

# Who sees the row; everybody else is told that there is no such page.
CLIENT_DOOR = DESK_ONLY | CLIENT_PEOPLE
SITE_DOOR = CLIENT_DOOR - {Persona.OTHER_SITE_MANAGER}
AUDIT_DOOR = DESK_ONLY
VISIT_DOOR = DESK_ONLY | {Persona.AUDITOR}


# A client's report of one site: its manager and the managers of that site read it once issued.
REPORT_READ = DESK_ONLY | {Persona.CLIENT_MANAGER, Persona.SITE_MANAGER}
REPORT_START = {"language": "fi", "site": ""}


def issued(side):
    return [side.issued.public_id]


def draft(side):
    return [side.draft.public_id]


def advice(side):
    return [side.draft.public_id, "S1-01"]


def texts(side):
    return {"title": "Headline", "summary": "Words."}


def text(side):
    return [side.draft.public_id, "fi", "summary"]


def saved_text(side):
    return {"body": "Sanoja.", "revision": "0"}


def snippet(side):
    return {"title": "Greeting", "text_en": "Nobody greeted."}


def wording(side):
    levels = {"cost": "free", "effort": "low", "impact": "high"}
    return {"title": "Ask", "action": "Ask the customer.", "stage": "1", **levels}


def reset_link(user):
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return [uid, default_token_generator.make_token(user)]


def checklist_version(side):
    return ["small", side.audit.checklist_version_id]


def checklist_file():
    document = checklist_document(code="uploaded")
    return SimpleUploadedFile("checklist.json", json.dumps(document).encode())


@dataclass(frozen=True)
class Row:
    args: Callable[[Side], list[Any]] | None = None
    may: frozenset[Persona] = SIGNED_IN
    door: frozenset[Persona] = EVERYBODY
    methods: str = "GET"
    post: Callable[[Side], dict[str, Any]] = field(default=lambda side: {})
    # The page belongs to no client, whatever its URL's arguments: Rule(of_house=True).
    is_of_house: bool = False

    @property
    def of_client(self) -> bool:
        return self.args is not None and not self.is_of_house

    @property
    def is_public(self) -> bool:
        return self.may == EVERYBODY


PUBLIC = Row(may=EVERYBODY)
PUBLIC_FORM = Row(may=EVERYBODY, methods="GET POST")

# Present only with settings.DEBUG on.
DEBUG_ONLY = {"styleguide"}
# Rules that wait for their page: whoever adds the page takes the name out and writes its row.
WAITING: set[str] = set()


def _client(side):
    return [side.client.key]


def _member(side):
    return [side.client.key, side.member.pk]


def _colleague(side):
    return [side.colleague.pk]


def _site(side):
    return [side.client.key, side.site.key]


def _audit(side):
    return [side.audit.key]


def _prediction(side):
    return [side.audit.key, side.issued.predictions.get(code="S1-01").pk]


def _visit(side):
    return [side.audit.key, side.visit.pk]


def _answer(side):
    return [*_visit(side), "S1-01"]


# The auditor's own pages are found by the auditor of the visit alone.
VISIT_AUDITOR = frozenset({Persona.AUDITOR})


def visit_page(*more: Callable[[Side], Any], methods: str = "GET POST") -> Row:
    def args(side: Side) -> list[Any]:
        return [side.visit.pk, *(find(side) for find in more)]

    return Row(args, VISIT_AUDITOR, VISIT_AUDITOR, methods)


VISIT_PAGES = {
    "brief": visit_page(),
    "expectation": visit_page(),
    "start": visit_page(),
    "stage": visit_page(lambda s: "purchase"),
    "closing": visit_page(),
    "review": visit_page(methods="GET"),
    "submit": visit_page(methods="POST"),
    "conflict": visit_page(lambda s: s.photo.public_id, methods="POST"),
    "promise-add": visit_page(),
    "promise-edit": visit_page(lambda s: s.promise.pk),
    "promise-delete": visit_page(lambda s: s.promise.pk),
    "incident-add": visit_page(),
    "incident-edit": visit_page(lambda s: s.incident.pk),
    "incident-delete": visit_page(lambda s: s.incident.pk),
    "stamps": visit_page(),
    "late": visit_page(methods="GET"),
}

TABLE: dict[str, Row] = {
    # journeyaudit
    "home": Row(),
    "healthz": PUBLIC,
    # accounts
    "accounts:login": PUBLIC_FORM,
    "accounts:logout": Row(may=EVERYBODY, methods="POST"),
    "accounts:language": Row(may=EVERYBODY, methods="POST", post=lambda s: {"language": "sv"}),
    "accounts:password-reset": Row(
        may=EVERYBODY, methods="GET POST", post=lambda s: {"email": s.member.user.email}
    ),
    "accounts:password-reset-done": PUBLIC,
    "accounts:password-reset-confirm": Row(
        lambda s: reset_link(s.member.user), EVERYBODY, methods="GET POST"
    ),
    "accounts:password-reset-complete": PUBLIC,
    "accounts:invitation-accept": Row(
        lambda s: [invitation_token(s.newcomer)], EVERYBODY, methods="GET POST"
    ),
    "accounts:account": Row(methods="GET POST"),
    "accounts:client-list": Row(may=CLIENT_READ, is_of_house=True),
    "accounts:client-create": Row(may=HOUSE_ONLY, methods="GET POST"),
    "accounts:client-detail": Row(_client, CLIENT_READ, CLIENT_DOOR),
    "accounts:client-edit": Row(_client, CONSULTANTS, CLIENT_DOOR, "GET POST"),
    "accounts:site-create": Row(_client, CONSULTANTS, CLIENT_DOOR, "GET POST"),
    "accounts:person-list": Row(may=HOUSE_ONLY),
    "accounts:person-invite": Row(_client, CONSULTANTS, CLIENT_DOOR, "GET POST"),
    "accounts:house-invite": Row(may=HOUSE_ONLY, methods="GET POST"),
    "accounts:membership-remove": Row(_member, CONSULTANTS, CLIENT_DOOR, "GET POST"),
    "accounts:house-remove": Row(_colleague, HOUSE_ONLY, methods="GET POST", is_of_house=True),
    # journeys
    "journeys:checklist-list": Row(may=DESK_ONLY, is_of_house=True),
    "journeys:checklist-detail": Row(lambda s: ["small"], DESK_ONLY, is_of_house=True),
    "journeys:version-detail": Row(checklist_version, DESK_ONLY, is_of_house=True),
    "journeys:checklist-export": Row(
        lambda s: [*checklist_version(s), "yaml"], DESK_ONLY, is_of_house=True
    ),
    "journeys:checklist-import": Row(
        may=CONSULTANTS,
        methods="GET POST",
        post=lambda s: {"file": checklist_file()},
        is_of_house=True,
    ),
    "journeys:checklist-copy": Row(
        checklist_version,
        CONSULTANTS,
        methods="GET POST",
        post=lambda s: {"code": "copy"},
        is_of_house=True,
    ),
    # audits: the desk
    "audits:site-edit": Row(_site, CONSULTANTS, SITE_DOOR, "GET POST"),
    "audits:audit-list": Row(may=DESK_ONLY, is_of_house=True),
    "audits:audit-create": Row(_client, CONSULTANTS, CLIENT_DOOR, "GET POST"),
    "audits:audit-detail": Row(_audit, DESK_ONLY, AUDIT_DOOR),
    "audits:audit-edit": Row(_audit, CONSULTANTS, AUDIT_DOOR, "GET POST"),
    "audits:visits-assign": Row(_audit, CONSULTANTS, AUDIT_DOOR, "GET POST"),
    "audits:visits-offer": Row(_audit, CONSULTANTS, AUDIT_DOOR, "POST"),
    "audits:visit-detail": Row(_visit, DESK_ONLY, VISIT_DOOR),
    "audits:visit-edit": Row(_visit, CONSULTANTS, VISIT_DOOR, "GET POST"),
    "audits:visit-delete": Row(_visit, CONSULTANTS, VISIT_DOOR, "GET POST"),
    "audits:visit-offer": Row(_visit, CONSULTANTS, VISIT_DOOR, "POST"),
    "audits:visit-approve": Row(_visit, DESK_ONLY, VISIT_DOOR, "POST"),
    "audits:visit-send-back": Row(_visit, DESK_ONLY, VISIT_DOOR, "POST"),
    "audits:visit-reopen": Row(_visit, DESK_ONLY, VISIT_DOOR, "GET POST"),
    "audits:answer-edit": Row(_answer, DESK_ONLY, VISIT_DOOR, "GET POST"),
    "audits:worker": PUBLIC,
    "audits:manifest": PUBLIC,
    "audits:evidence-hide": Row(lambda s: [s.photo.public_id], DESK_ONLY, VISIT_DOOR, "GET POST"),
    # audits: the auditor
    "audits:visit-list": Row(may=ANY_AUDITOR, is_of_house=True),
    **{f"audits:visit-{name}": row for name, row in VISIT_PAGES.items()},
    # audits: the tablet
    "audits:api-ping": PUBLIC_FORM,
    "audits:api-rescue": Row(may=DESK_ONLY, methods="POST", is_of_house=True),
    "audits:rescue": Row(may=DESK_ONLY, methods="GET POST", is_of_house=True),
    "audits:device-watch": Row(may=DESK_ONLY, is_of_house=True),
    "audits:device-list": Row(may=ANY_AUDITOR, is_of_house=True),
    "audits:device-forget": Row(lambda s: [s.device.pk], VISIT_AUDITOR, VISIT_AUDITOR, "POST"),
    "audits:api-sync": Row(may=ANY_AUDITOR, methods="POST", is_of_house=True),
    "audits:api-photo": Row(lambda s: [s.photo.public_id], VISIT_AUDITOR, VISIT_AUDITOR),
    "audits:api-submit": Row(lambda s: [s.visit.public_id], VISIT_AUDITOR, VISIT_AUDITOR, "POST"),
    "audits:api-state": Row(lambda s: [s.visit.public_id], VISIT_AUDITOR, VISIT_AUDITOR),
    "audits:notes": Row(may=ANY_AUDITOR, methods="GET POST", is_of_house=True),
    "audits:notes-manifest": Row(),
    "audits:evidence-photo": Row(lambda s: [s.photo.public_id], VISIT_DOOR, VISIT_DOOR),
    "audits:evidence-thumb": Row(lambda s: [s.photo.public_id], VISIT_DOOR, VISIT_DOOR),
    "audits:evidence-delete": Row(
        lambda s: [s.photo.public_id], VISIT_AUDITOR, VISIT_AUDITOR, "GET POST"
    ),
    # reports
    "reports:report-list": Row(may=CLIENT_READ | CLIENT_PEOPLE, is_of_house=True),
    "reports:audit-reports": Row(
        lambda s: [s.audit.key], CONSULTANTS, AUDIT_DOOR, "GET POST", post=lambda s: REPORT_START
    ),
    "reports:house-brand": Row(may=HOUSE_ONLY, methods="GET POST"),
    "reports:client-brand": Row(_client, CONSULTANTS, CLIENT_DOOR, "GET POST"),
    "reports:report-verify": Row(may=CONSULTANTS, methods="GET POST", is_of_house=True),
    "reports:report-detail": Row(issued, REPORT_READ, REPORT_READ),
    "reports:report-download": Row(issued, REPORT_READ, REPORT_READ),
    "reports:report-formats": Row(issued, REPORT_READ, REPORT_READ),
    "reports:report-export": Row(lambda s: [*issued(s), "json"], REPORT_READ, REPORT_READ),
    "reports:report-remake": Row(issued, REPORT_READ, REPORT_READ, "POST"),
    "reports:report-photo": Row(
        lambda s: [*issued(s), s.shown_photo.sha256], REPORT_READ, REPORT_READ
    ),
    "reports:report-write": Row(draft, CONSULTANTS, AUDIT_DOOR, "GET POST", texts),
    "reports:report-issue": Row(draft, CONSULTANTS, AUDIT_DOOR, "GET POST"),
    "reports:audit-ledger": Row(_audit, DESK_ONLY, AUDIT_DOOR),
    "reports:check-answer": Row(_prediction, DESK_ONLY, AUDIT_DOOR, "GET POST"),
    "reports:prediction-close": Row(_prediction, CONSULTANTS, AUDIT_DOOR, "POST"),
    "reports:narratives-draft": Row(lambda s: [*draft(s), "fi"], CONSULTANTS, AUDIT_DOOR, "POST"),
    "reports:narrative-facts": Row(lambda s: [*draft(s), "fi"], CONSULTANTS, AUDIT_DOOR),
    "reports:narrative-save": Row(text, CONSULTANTS, AUDIT_DOOR, "POST", saved_text),
    "reports:narrative-settle": Row(
        text, CONSULTANTS, AUDIT_DOOR, "POST", lambda s: {"deed": "confirm", "key": "number:1"}
    ),
    "reports:narrative-status": Row(
        text, CONSULTANTS, AUDIT_DOOR, "POST", lambda s: {"status": "ready"}
    ),
    "reports:narrative-preview": Row(text, CONSULTANTS, AUDIT_DOOR),
    "reports:narrative-history": Row(text, CONSULTANTS, AUDIT_DOOR),
    "reports:narrative-restore": Row(
        lambda s: [*text(s), s.version.pk], CONSULTANTS, AUDIT_DOOR, "POST"
    ),
    "reports:comment-add": Row(
        lambda s: [*draft(s), "summary"], CONSULTANTS, AUDIT_DOOR, "POST", lambda s: {"text": "Hm."}
    ),
    "reports:comment-resolve": Row(
        lambda s: [*draft(s), s.comment.pk], CONSULTANTS, AUDIT_DOOR, "POST"
    ),
    "reports:choices-edit": Row(
        lambda s: [*draft(s), "section"], CONSULTANTS, AUDIT_DOOR, "GET POST"
    ),
    "reports:report-compare": Row(lambda s: [s.reissue.public_id], CONSULTANTS, AUDIT_DOOR),
    "reports:report-translate": Row(
        issued, CONSULTANTS, REPORT_READ, "POST", lambda s: {"language": "sv"}
    ),
    "reports:privacy-acknowledge": Row(
        draft, CONSULTANTS, AUDIT_DOOR, "POST", lambda s: {"key": "a"}
    ),
    "reports:report-withdraw": Row(
        issued, CONSULTANTS, REPORT_READ, "GET POST", lambda s: {"reason": "Wrong figures."}
    ),
    "reports:report-reissue": Row(
        issued, CONSULTANTS, REPORT_READ, "GET POST", lambda s: {"reason": "Wrong figures."}
    ),
    "reports:snippet-list": Row(may=CONSULTANTS, is_of_house=True),
    "reports:snippet-add": Row(may=CONSULTANTS, methods="GET POST", is_of_house=True, post=snippet),
    "reports:snippet-edit": Row(
        lambda s: [s.snippet.pk], CONSULTANTS, methods="GET POST", is_of_house=True, post=snippet
    ),
    "reports:snippet-delete": Row(
        lambda s: [s.snippet.pk], CONSULTANTS, methods="GET POST", is_of_house=True
    ),
    "reports:report-what-if": Row(draft, CONSULTANTS, AUDIT_DOOR),
    "reports:recommendation-add": Row(
        draft, CONSULTANTS, AUDIT_DOOR, "GET POST", lambda s: wording(s) | {"is_judgement": "on"}
    ),
    "reports:recommendations-drop": Row(
        draft, CONSULTANTS, AUDIT_DOOR, "POST", lambda s: {"codes": ["S1-01"], "reason": "No."}
    ),
    "reports:recommendation-edit": Row(advice, CONSULTANTS, AUDIT_DOOR, "GET POST", wording),
    "reports:recommendation-drop": Row(
        advice, CONSULTANTS, AUDIT_DOOR, "GET POST", lambda s: {"reason": "Not now."}
    ),
    "reports:recommendation-restore": Row(advice, CONSULTANTS, AUDIT_DOOR, "POST"),
    "reports:recommendation-move": Row(
        advice, CONSULTANTS, AUDIT_DOOR, "POST", lambda s: {"to": "up"}
    ),
}
