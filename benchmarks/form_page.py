"""A page of a visit with 60 criteria against an empty page of the same server.

The auditor of the visit opens the page, answered and unanswered; somebody without any role opens
the empty page. Both go through the whole stack but the socket: session, rights, queries,
templates. The markup of a checklist is drawn once for a process: the first request, which only
warms up, does that. ``python -m benchmarks.form_page``
"""

from __future__ import annotations

from typing import Any

from benchmarks.clock import compare, many, report
from benchmarks.databases import on_both

AIM = 6
TIMES = 10
CRITERIA = 60
STEPS = {"better": "lower", "steps": [[2, 100], [5, 50]], "else": 0, "none": 0}
OPTIONS = [
    {"key": "self", "points": 100, "fi": "Huomasi itse"},
    {"key": "asked", "points": 50, "fi": "Huomasi pyynnöstä"},
    {"key": "not", "points": 0, "fi": "Ei huomannut"},
]
KINDS: list[dict[str, Any]] = [
    {"type": "yes_no"},
    {"type": "scale_0_4", "nature": "perception"},
    {"type": "number", "unit": {"fi": "min"}, "scoring": STEPS},
    {"type": "choice", "options": OPTIONS},
]
VALUES = ["yes", 3, 4, "asked"]


def main() -> None:
    from django.conf import settings
    from django.urls import reverse

    settings.ALLOWED_HOSTS = ["testserver"]
    # Nothing is collected for the run; plain addresses cost the empty page less, so us more.
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
    empty_page = page_of(person("empty@example.com"), reverse("home"))
    blank, full = visit("blank"), visit("full")
    fill(full)
    for made, name in ((blank, "unanswered"), (full, "answered, each with a comment")):
        url = reverse("audits:visit-stage", args=[made.pk, "purchase"])
        form_page = page_of(made.auditor, url)
        print(f"  {len(form_page()) / 1024:.0f} kB over {len(empty_page()) / 1024:.0f} kB")
        timing = compare(
            f"  {TIMES} pages with {CRITERIA} criteria, {name}",
            many(form_page, TIMES),
            many(empty_page, TIMES),
        )
        report(timing, AIM)


def person(email: str) -> Any:
    from accounts.models import User

    return User.objects.create_user(email, name="Aino", language="fi")


def page_of(user: Any, url: str) -> Any:
    """Asks for the page as this user and gives its body."""
    from django.test import Client as Browser

    browser = Browser()
    browser.force_login(user)

    def ask() -> bytes:
        response = browser.get(url)
        if response.status_code != 200:
            raise RuntimeError(f"{url}: {response.status_code}")
        return response.content

    return ask


def checklist() -> dict[str, Any]:
    from journeys.queries import library_document

    criteria = [
        {
            "code": f"C{number:02}",
            "stage": "purchase",
            "text": {"fi": f"Tervehtikö palvelija sinua, kun tulit sisään ({number})?"},
            "help": {"fi": "Odota puoli minuuttia oven sisäpuolella ja kirjaa, mitä tapahtuu."},
            **KINDS[number % len(KINDS)],
        }
        for number in range(CRITERIA)
    ]
    return {**library_document("store"), "code": "benchmark", "criteria": criteria}


def visit(key: str) -> Any:
    """Accepted and started, in an audit of its own."""
    from django.utils import timezone

    from accounts.models import Client, Membership, Site
    from audits.models import Audit, Visit
    from journeys.actions import publish_checklist

    now, version = timezone.now(), publish_checklist(checklist())
    client = Client.objects.create(key=key, name="Café Satama Oy")
    auditor = person(f"{key}@example.com")
    Membership.objects.create(user=auditor, client=client, role="auditor")
    audit = Audit.objects.create(client=client, key=key, title=key, checklist_version=version)
    return Visit.objects.create(
        audit=audit,
        site=Site.objects.create(client=client, key="tampere", name="Tampere"),
        checklist_version=version,
        key="v1",
        auditor=auditor,
        status="accepted",
        sealed_at=now,
        started_at=now,
    )


def fill(made: Any) -> None:
    from audits.actions.answers import Entry, save_answers

    answers = [Entry(f"c.C{n:02}.value", VALUES[n % len(VALUES)]) for n in range(CRITERIA)]
    comments = [Entry(f"c.C{n:02}.comment", "Palvelija 1 hymyili.") for n in range(CRITERIA)]
    save_answers(made, [*answers, *comments], by=made.auditor)


if __name__ == "__main__":
    on_both("benchmarks.form_page", main)
