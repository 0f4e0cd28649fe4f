"""Two clients alike, everybody who might knock at a page, and markers that must not leak.

``world`` makes both sides. Whoever makes a page that shows something new adds it to ``Side``
and ``build_side``, with ``mark(kind, side)`` in every text that some reader must not see.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile

from accounts.models import Client, Membership, Role, Site, User
from audits.models import (
    Answer,
    Audit,
    Device,
    Evidence,
    Incident,
    Nature,
    Promise,
    Review,
    ReviewPoint,
    Status,
    Trail,
    Visit,
)
from reports import actions
from reports.models import Comment, Narrative, NarrativeVersion, Report, Snippet
from tests import factories


class Persona(StrEnum):
    ANONYMOUS = "anonymous"
    DEACTIVATED = "deactivated"
    AUDITOR = "auditor of the visit"
    OTHER_AUDITOR = "another auditor of the client"
    EDITOR = "editor"
    CONSULTANT = "consultant"
    HOUSE_CONSULTANT = "consultant of every client"
    CLIENT_MANAGER = "client manager"
    SITE_MANAGER = "manager of the site"
    OTHER_SITE_MANAGER = "manager of another site"
    SUPERUSER = "superuser"


STRANGERS = {Persona.ANONYMOUS, Persona.DEACTIVATED}
SPANNING = {Persona.HOUSE_CONSULTANT, Persona.SUPERUSER}
CLIENT_PEOPLE = {Persona.CLIENT_MANAGER, Persona.SITE_MANAGER, Persona.OTHER_SITE_MANAGER}
AUDITORS = {Persona.AUDITOR, Persona.OTHER_AUDITOR}


def mark(kind, side):
    """A text found nowhere else: ``Zqauditor-own``."""
    return f"Zq{kind}-{side}"


@dataclass
class Side:
    """One client with two sites, a visit to each, by an auditor each."""

    label: str
    client: Client
    site: Site
    other_site: Site
    audit: Audit
    visit: Visit
    other_visit: Visit
    member: Membership
    colleague: Membership
    promise: Promise
    incident: Incident
    photo: Evidence
    shown_photo: Evidence
    draft: Report
    issued: Report
    reissue: Report
    comment: Comment
    version: NarrativeVersion
    snippet: Snippet
    newcomer: User  # invited, and not here yet
    device: Device


@dataclass
class World:
    own: Side
    other: Side
    people: dict[Persona, User | AnonymousUser]


def make_visit(audit, site, auditor, label, **fields):
    return factories.VisitFactory(
        audit=audit, site=site, auditor=auditor, scenario=mark("scenario", label), **fields
    )


def make_person(kind, label, **fields):
    name = mark(kind, label)
    return factories.UserFactory(name=name, email=f"{name.lower()}@example.com", **fields)


def join(user, role, client, *sites):
    membership = factories.MembershipFactory(user=user, role=role, client=client)
    membership.sites.set(sites)
    return membership


def build_side(label, version):
    client = factories.ClientFactory(key=f"client-{label}", name=mark("client", label))
    site, other_site = (
        factories.SiteFactory(
            client=client,
            key=f"{kind}-{label}",
            name=mark(kind, label),
            region=mark("region", label),
        )
        for kind in ("site", "othersite")
    )
    audit = factories.AuditFactory(
        client=client,
        key=f"audit-{label}",
        title=mark("audit", label),
        brief=mark("brief", label),
        checklist_version=version,
    )
    auditors = [make_person(kind, label) for kind in ("auditor", "otherauditor")]
    for auditor in auditors:
        join(auditor, Role.AUDITOR, client)
    visit = make_visit(audit, site, auditors[0], label, key="v1", status=Status.SENT_BACK)
    other_visit = make_visit(
        audit, other_site, auditors[1], label, key="v2", auditor_key="a2", status=Status.ACCEPTED
    )
    review = Review.objects.create(visit=visit, reason=mark("review", label))
    ReviewPoint.objects.create(review=review, criterion="S1-01", reason=mark("point", label))
    for at in (visit, other_visit):
        Answer.objects.create(
            visit=at,
            criterion="S1-01",
            value="yes",
            comment=mark(f"comment-{at.key}", label),
            stage=1,
            nature=Nature.FACT,
            weight=1,
            micro=100_000_000,
        )
    Trail.objects.create(audit=audit, visit=visit, user=auditors[0], deed="visit_submitted")
    member = join(make_person("member", label), Role.CLIENT_MANAGER, client)
    colleague = join(make_person("colleague", label), Role.EDITOR, None)
    what = mark("what", label)
    shown_photo, draft, issued = build_reports(audit, site, auditors[0], label)
    reissue = actions.reissue_report(issued, colleague.user, reason=mark("reissue", label))
    return Side(
        label,
        client,
        site,
        other_site,
        audit,
        visit,
        other_visit,
        member,
        colleague,
        Promise.objects.create(visit=visit, stage=1, kind="speed", wording=mark("promise", label)),
        Incident.objects.create(visit=visit, stage=1, polarity="failure", what=what),
        make_photo(visit),
        shown_photo,
        draft,
        issued,
        reissue,
        Comment.objects.create(
            report=draft, section="summary", text=mark("remark", label), by=colleague.user
        ),
        write_text(draft, colleague.user, label),
        Snippet.objects.create(title="Greeting", text_en="Nobody greeted."),
        factories.UserFactory(password="!"),
        Device.objects.create(pk=uuid4(), user=visit.auditor, name="Safari · iPad", photos=2),
    )


def make_photo(visit):
    files = {name: ContentFile(b"a picture", f"{name}.jpg") for name in ("photo", "thumb")}
    return Evidence.objects.create(
        visit=visit, criterion="S1-01", stage=1, sha256="0" * 64, width=1, height=1, **files
    )


def build_reports(audit, site, auditor, label):
    """A draft of the whole audit and an issued report of one site, with one counted visit."""
    visit = factories.approved_visit(audit, site, auditor=auditor, key="v3", points=(0, 100))
    photo = factories.add_photo(visit, "S1-01")
    writer = factories.UserFactory(email=f"writer-{label}@example.com")
    issued = actions.start_report(audit, writer, language="fi", site=site)
    actions.save_texts(issued, writer, title="", summary=mark("summary", label))
    actions.issue_report(issued, writer)
    return photo, actions.start_report(audit, writer, language="fi"), issued


def write_text(draft, user, label):
    """A text of the draft and its first version."""
    body = mark("text", label)
    row = Narrative.objects.create(report=draft, section="summary", language="fi", body=body)
    return NarrativeVersion.objects.create(narrative=row, revision=0, body=body, saved_by=user)


def build_people(own):
    join_own = {
        Persona.EDITOR: (Role.EDITOR,),
        Persona.CONSULTANT: (Role.CONSULTANT,),
        Persona.CLIENT_MANAGER: (Role.CLIENT_MANAGER,),
        Persona.SITE_MANAGER: (Role.SITE_MANAGER, own.site),
        Persona.OTHER_SITE_MANAGER: (Role.SITE_MANAGER, own.other_site),
    }
    people = {persona: factories.UserFactory() for persona in join_own}
    for persona, (role, *sites) in join_own.items():
        join(people[persona], role, own.client, *sites)
    house = factories.UserFactory()
    factories.MembershipFactory(user=house, client=None, role=Role.CONSULTANT)
    gone = factories.UserFactory(is_active=False)
    join(gone, Role.CONSULTANT, own.client)
    return people | {
        Persona.ANONYMOUS: AnonymousUser(),
        Persona.DEACTIVATED: gone,
        Persona.AUDITOR: own.visit.auditor,
        Persona.OTHER_AUDITOR: own.other_visit.auditor,
        Persona.HOUSE_CONSULTANT: house,
        Persona.SUPERUSER: factories.UserFactory(is_staff=True, is_superuser=True),
    }


def build_world():
    version = factories.ChecklistVersionFactory()
    own, other = build_side("own", version), build_side("other", version)
    return World(own, other, build_people(own))


@pytest.fixture
def world(db):
    return build_world()


def forbidden_marks(persona):
    """Every marker this reader must never meet, on any page."""
    own_kinds: set[str] = set()
    if persona in CLIENT_PEOPLE:
        own_kinds |= {"auditor", "otherauditor", "colleague"}
        own_kinds |= {"scenario", "brief", "review", "point", "comment-v1", "comment-v2"}
        own_kinds |= {"remark", "text", "reissue"}
    if persona is Persona.AUDITOR:
        own_kinds |= {"otherauditor", "othersite", "member", "comment-v2"}
    if persona is Persona.OTHER_AUDITOR:
        own_kinds |= {"auditor", "site", "review", "point", "member", "comment-v1"}
    if persona is Persona.SITE_MANAGER:
        own_kinds |= {"othersite", "member"}
    if persona is Persona.OTHER_SITE_MANAGER:
        own_kinds |= {"site", "member"}
    marks = {mark(kind, "own") for kind in own_kinds}
    if persona not in SPANNING:
        marks.add("-other")
    return marks
