"""The smallest valid objects; what matters to a test is written in the test."""

import hashlib
import io

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image

from accounts.models import Client, Membership, Role, Site, User
from audits.actions.scores import refresh_scores
from audits.models import Answer, Audit, Evidence, Nature, Status, Visit
from journeys.definition import digest, parse_checklist
from journeys.models import Checklist, ChecklistVersion

STAGE_KEYS = ("awareness", "consideration", "purchase", "service", "loyalty")


def checklist_document(**changes):
    """A valid checklist: five stages, one yes/no criterion in each, with a recommendation."""
    document = {
        "code": "small",
        "version": 1,
        "name": {"fi": "Pieni", "sv": "Liten", "en": "Small"},
        "scoring": {"method": "stages"},
        "stages": [
            {
                "key": key,
                "order": order,
                "weight": 1,
                "name": {"fi": f"Vaihe {order}", "sv": f"Skede {order}", "en": f"Stage {order}"},
            }
            for order, key in enumerate(STAGE_KEYS, 1)
        ],
        "criteria": [
            {
                "code": f"S{order}-01",
                "stage": key,
                "type": "yes_no",
                "nature": "fact",
                "weight": 1,
                "dim": "clarity",
                "text": {"fi": f"Kysymys {order}?", "sv": f"Fråga {order}?", "en": f"Q {order}?"},
                "help": {"fi": "Ohje", "sv": "Anvisning", "en": "Guidance"},
                "rec": {
                    "title": {"fi": f"Neuvo {order}", "sv": f"Råd {order}", "en": f"Tip {order}"},
                    "action": {"fi": "Tehkää näin.", "sv": "Gör så här.", "en": "Do this."},
                    "cost": "free",
                    "effort": "low",
                    "impact": "high",
                },
            }
            for order, key in enumerate(STAGE_KEYS, 1)
        ],
    }
    return {**document, **changes}


def make_criterion(type_key, **more):
    """The one criterion of a checklist, of this type, read by the real reader."""
    document = checklist_document()
    document["criteria"] = [
        {
            "code": "X",
            "stage": "service",
            "type": type_key,
            "text": {"fi": "Kysymys?", "sv": "Fråga?", "en": "Question?"},
            **more,
        }
    ]
    return parse_checklist(document).criteria[0]


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    name = factory.Sequence(lambda n: f"Person {n}")


class ClientFactory(DjangoModelFactory):
    class Meta:
        model = Client

    key = factory.Sequence(lambda n: f"client-{n}")
    name = factory.Sequence(lambda n: f"Client {n} Oy")


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = Site

    client = factory.SubFactory(ClientFactory)
    key = factory.Sequence(lambda n: f"site-{n}")
    name = factory.Sequence(lambda n: f"Site {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    client = factory.SubFactory(ClientFactory)
    role = Role.CONSULTANT


class ChecklistFactory(DjangoModelFactory):
    class Meta:
        model = Checklist
        django_get_or_create = ("code",)

    code = "small"


class ChecklistVersionFactory(DjangoModelFactory):
    class Meta:
        model = ChecklistVersion

    checklist = factory.SubFactory(ChecklistFactory)
    version = factory.Sequence(lambda n: n + 1)
    document = factory.LazyFunction(checklist_document)
    digest = factory.LazyAttribute(lambda row: digest(row.document))
    name = factory.LazyAttribute(lambda row: row.document["name"])
    criteria_count = factory.LazyAttribute(lambda row: len(row.document["criteria"]))


class AuditFactory(DjangoModelFactory):
    class Meta:
        model = Audit

    client = factory.SubFactory(ClientFactory)
    key = factory.Sequence(lambda n: f"audit-{n}")
    title = factory.Sequence(lambda n: f"Audit {n}")
    checklist_version = factory.SubFactory(ChecklistVersionFactory)


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = Visit

    audit = factory.SubFactory(AuditFactory)
    site = factory.SubFactory(SiteFactory, client=factory.SelfAttribute("..audit.client"))
    checklist_version = factory.SelfAttribute("audit.checklist_version")
    key = factory.Sequence(lambda n: f"v{n}")
    auditor = factory.SubFactory(UserFactory)
    auditor_key = "a1"


def approved_visit(audit, site, *, points=(100, 100, 100, 100, 100), **fields):
    """A counted visit on the small checklist: full or no points for its questions, in order."""
    visit = VisitFactory(audit=audit, site=site, status=Status.APPROVED, **fields)
    Answer.objects.bulk_create(
        Answer(
            visit=visit,
            criterion=f"S{stage}-01",
            value="yes" if point else "no",
            stage=stage,
            nature=Nature.FACT,
            weight=1,
            micro=point * 1_000_000,
        )
        for stage, point in enumerate(points, 1)
    )
    refresh_scores(visit)
    return visit


def add_photo(visit, criterion, colour="teal"):
    """A small photo as evidence for a question."""
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(picture, "JPEG")
    body = picture.getvalue()
    sha256 = hashlib.sha256(body).hexdigest()
    row = Evidence(visit=visit, criterion=criterion, stage=1, sha256=sha256, width=64, height=48)
    row.photo.save("photo.jpg", ContentFile(body), save=False)
    row.thumb.save("thumb.jpg", ContentFile(body), save=False)
    row.save()
    return row
