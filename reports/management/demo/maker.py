"""Makes the demo from ``satama.yaml`` the way people would: import, assign, look at, send back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import CLIENT_ROLES, Client, Membership, Role, User
from audits.actions.bundle import import_bundle
from audits.actions.scores import refresh_scores
from audits.bundle import bundle_of
from audits.models import Audit, Evidence, Review, ReviewPoint, Status, Visit
from audits.photos import clean_photo
from journeys.actions import load_library
from journeys.queries import library_document
from reports import actions
from reports.management.demo.people import PASSWORD, PEOPLE
from reports.management.demo.photos import draw_scene

STORY = Path(__file__).parent / "satama.yaml"
SUMMARY = """\
Kahvila Satamassa on parhaimmillaan yhtä hyvä palvelu kuin missä tahansa: asiakas huomataan, hänen
tarpeensa muistetaan ja virhe korjataan reilusti. **Ero hyvän ja huonon käynnin välillä on kuitenkin
suuri**, ja se syntyy asioista, jotka eivät maksa mitään.

- Tervehtikää ja katsokaa asiakasta, kun hän tulee.
- Kysykää asiakkaalta, ennen kuin vaihdatte mitään hänen tilauksestaan.
- Vastatkaa jokaiseen palautteeseen.
"""
HEADLINE = "Hyvä kohtaaminen muistetaan, mutta jälkihoito kadottaa asiakkaan"


class DemoMaker:
    """Everything in one transaction: half a demo is no demo."""

    def __init__(self) -> None:
        self.story: dict[str, Any] = yaml.safe_load(STORY.read_text(encoding="utf-8"))
        self.people: dict[str, User] = {}

    @transaction.atomic
    def make(self) -> None:
        load_library()
        audit = import_bundle(bundle_of(self.bundle())).audit
        self.dress(audit)
        self.invite(audit.client)
        self.add_photos(audit)
        self.hand_out(audit)
        self.issue(audit)
        self.open_visits(audit)

    def bundle(self) -> dict[str, Any]:
        """The approved visits, and those that will be taken back, as an audit bundle."""
        told = {visit["key"]: visit for visit in self.story["visits"]}
        likes = [
            {**told[visit["like"]], "key": visit["key"], "site": visit["site"], "auditor": "a1"}
            for visit in self.story["open_visits"]
            if "like" in visit
        ]
        audit = {k: v for k, v in self.story["audit"].items() if k not in ("brief", "scenario")}
        return {
            "format": "journeyaudit/audit/1",
            "client": self.story["client"],
            "audit": {**audit, **{k: str(audit[k]) for k in ("starts_on", "ends_on")}},
            "sites": [{k: v for k, v in site.items() if k != "channel"} for site in self.sites()],
            "checklist": dict(library_document("store", 2)),
            "visits": [self.visit(visit) for visit in [*told.values(), *likes]],
        }

    def sites(self) -> list[dict[str, Any]]:
        sites: list[dict[str, Any]] = self.story["sites"]
        return sites

    @staticmethod
    def visit(told: Mapping[str, Any]) -> dict[str, Any]:
        times = {key: told[key].isoformat() for key in ("started_at", "ended_at")}
        return {**{k: v for k, v in told.items() if k != "photos"}, **times}

    def dress(self, audit: Audit) -> None:
        """What a bundle does not carry: the brief, the channels, the scenario."""
        audit.brief = self.story["audit"]["brief"]
        audit.save(update_fields=["brief"])
        for site in self.sites():
            audit.client.sites.filter(key=site["key"]).update(channel=site["channel"])
        audit.visits.update(scenario=self.story["audit"]["scenario"])

    def invite(self, client: Client) -> None:
        for person in PEOPLE:
            user = User.objects.create_user(person.email, PASSWORD, name=person.name)
            place = client if person.role in CLIENT_ROLES else None
            Membership.objects.create(user=user, client=place, role=person.role)
            self.people[person.role] = user

    def hand_out(self, audit: Audit) -> None:
        """The first auditor's own visits; the others were made by people without an account."""
        audit.visits.filter(auditor_key="a1").update(auditor=self.people[Role.AUDITOR])

    def add_photos(self, audit: Audit) -> None:
        for told in self.story["visits"]:
            visit = audit.visits.get(key=told["key"])
            stages = dict(visit.answers.values_list("criterion", "stage"))
            for photo in told.get("photos", []):
                code = photo["criterion"]
                self.add_photo(visit, photo, stages.get(code, 3))

    @staticmethod
    def add_photo(visit: Visit, told: Mapping[str, str], stage: int) -> None:
        photo = clean_photo(draw_scene(told["scene"]))
        row = Evidence(
            visit=visit,
            criterion=told["criterion"],
            stage=stage,
            caption=told["caption"],
            sha256=photo.sha256,
            width=photo.width,
            height=photo.height,
        )
        row.photo.save("photo.jpg", ContentFile(photo.jpeg), save=False)
        row.thumb.save("thumb.jpg", ContentFile(photo.thumb), save=False)
        row.save()

    def issue(self, audit: Audit) -> None:
        """A report that the client can read at once."""
        waiting = [visit["key"] for visit in self.story["open_visits"]]
        for visit in audit.visits.filter(key__in=waiting):
            self.take_back(visit)
        consultant = self.people[Role.CONSULTANT]
        report = actions.start_report(audit, consultant, language="fi")
        actions.save_texts(report, consultant, title=HEADLINE, summary=SUMMARY)
        actions.issue_report(report, consultant)

    def take_back(self, visit: Visit) -> None:
        """An imported visit is approved; this one is still on its way."""
        now = timezone.now()
        visit.status, visit.auditor = Status.SUBMITTED, self.people[Role.AUDITOR]
        visit.sealed_at = visit.sealed_at or visit.started_at
        visit.submitted_at, visit.approved_at = now - timedelta(hours=3), None
        visit.save()
        refresh_scores(visit)

    def open_visits(self, audit: Audit) -> None:
        today = timezone.localdate()
        for told in self.story["open_visits"]:
            visit = audit.visits.filter(key=told["key"]).first()
            if visit is None:
                visit = Visit(
                    audit=audit,
                    key=told["key"],
                    site=audit.client.sites.get(key=told["site"]),
                    checklist_version=audit.checklist_version,
                    auditor=self.people[Role.AUDITOR],
                    auditor_key="a1",
                    scenario=self.story["audit"]["scenario"],
                )
            visit.status = told["status"]
            visit.starts_on, visit.due_on = today, today + timedelta(days=7)
            visit.submit_by = today + timedelta(days=9)
            visit.save()
            if told["status"] == Status.SENT_BACK:
                self.send_back(visit, told)

    def send_back(self, visit: Visit, told: Mapping[str, str]) -> None:
        review = Review.objects.create(
            visit=visit,
            user=self.people[Role.EDITOR],
            answer_by=timezone.localdate() + timedelta(days=3),
        )
        ReviewPoint.objects.create(
            review=review, criterion=told["point"], reason=told["point_reason"]
        )
