"""From a changed sentence to the changed page beside it: a save at the desk of the report.

The editor waits a third of a second for a pause in typing (``static/js/write.js``), then saves;
the answer holds the changed page. Measured is that save through the whole stack but the socket,
for a report of five visits and one of thirty, over an empty page of the same server. The aim is
a second with the pause in it. ``python -m benchmarks.report_preview``
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.clock import compare
from benchmarks.databases import on_both

PAUSE = 0.35
SECTION = "summary"


def saver(client: Any, report: Any) -> Callable[[], object]:
    from django.urls import reverse

    address = reverse("reports:narrative-save", args=[report.public_id, "fi", SECTION])
    state = {"revision": 0}

    def save() -> None:
        number = state["revision"]
        body = f"Kokonaisuus sai {{{{score:total}}}} pistettä. Muutos {chr(97 + number % 20)}."
        data = {"body": body, "revision": number}
        answer = client.post(address, data, headers={"accept": "application/json"})
        told = answer.json()
        assert not told["is_aside"], told
        assert f"Muutos {chr(97 + number % 20)}" in told["page"]
        state["revision"] = told["revision"]

    return save


def main() -> None:
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from accounts.models import Role
    from audits.actions.bundle import import_bundle
    from audits.bundle import bundle_of
    from reports import actions
    from tests.factories import MembershipFactory, UserFactory
    from tests.reports.material import bundle_document

    user = UserFactory(language="fi")
    settings.ALLOWED_HOSTS = ["testserver"]
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
    client = Client()
    for visits in (5, 30):
        raw = bundle_document(visits)
        raw["audit"]["key"] = f"havu-{visits}"
        audit = import_bundle(bundle_of(raw)).audit
        if visits == 5:
            MembershipFactory(user=user, client=audit.client, role=Role.CONSULTANT)
            client.force_login(user)
        report = actions.start_report(audit, user, language="fi")
        timing = compare(
            f"  a save with its page, {visits} visits, over an empty page",
            saver(client, report),
            lambda: client.get(reverse("home")),
        )
        whole = PAUSE + timing.seconds
        print(f"{timing}  {whole:.2f} s with the pause (aim ≤ 1 s)", flush=True)


if __name__ == "__main__":
    on_both("benchmarks.report_preview", main)
