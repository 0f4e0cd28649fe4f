"""The straight line from the tablet to the page: every hop as its person makes it, in Finnish."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import Role
from audits.models import Status, Visit
from reports import actions
from reports.models import Report
from tests.audits.pages import typed_into
from tests.audits.visits import accepted_visit
from tests.factories import STAGE_KEYS, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
FELT = {"SC-EXP": "4", "SC-PLE": "3", "SC-EAS": "3", "SC-INT": "2", "SC-ATM": "3", "SC-EMO": "2"}
CLOSING = {"VC-NPS": "9", "VC-RET": "9", "VC-CES": "6", "VC-CSA": "5", "VC-KAN": "better"}


def fill_page(client, url, values, go="next"):
    """Open a page of the visit, write on it, and press its button."""
    answer = client.post(url, typed_into(client.get(url), values, go))
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def live_the_visit(client, visit):
    """The auditor's day: expectation, seal, five stages, closing questions, send."""

    def page(name, *more):
        return reverse(f"audits:visit-{name}", args=[visit.pk, *more])

    client.force_login(visit.auditor)
    fill_page(client, page("expectation"), {f"e.{key}": "3" for key in STAGE_KEYS})
    client.post(page("start"))
    for number, key in enumerate(STAGE_KEYS, 1):
        felt = {f"s.{key}.{code}": value for code, value in FELT.items()}
        answer = {f"c.S{number}-01.value": "no" if key == "service" else "yes"}
        words = {f"c.S{number}-01.comment": "Pöytä oli tahmea.", f"s.{key}.SC-WHY": "Tervehdys."}
        fill_page(client, page("stage", key), {**felt, **answer, **words})
    fill_page(client, page("closing"), {f"v.{code}": value for code, value in CLOSING.items()})
    sent = client.post(
        page("submit"), {"ended_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M")}
    )
    assert sent.status_code == 302, sent.content.decode()


def issue_the_report(client, audit, visit):
    """The consultant's: approve what was sent, write the summary, issue."""
    consultant = UserFactory()
    MembershipFactory(user=consultant, client=audit.client, role=Role.CONSULTANT)
    client.force_login(consultant)
    revision = client.get(visit.get_absolute_url()).context["approve"].initial["revision"]
    approve = reverse("audits:visit-approve", args=[audit.key, visit.pk])
    client.post(approve, {"revision": revision})
    client.post(reverse("reports:audit-reports", args=[audit.key]), {"language": "fi", "site": ""})
    report = Report.objects.get()
    client.post(report.get_write_url(), {"title": "Palvelu on pian kunnossa"})
    summary = reverse("reports:narrative-save", args=[report.public_id, "fi", "summary"])
    client.post(summary, {"body": "**Hyvin** menee.", "revision": 0})
    client.post(reverse("reports:report-issue", args=[report.public_id]))
    return Report.objects.get()


def test_a_filled_checklist_becomes_the_clients_report(client):
    visit = accepted_visit()
    live_the_visit(client, visit)
    visit = Visit.objects.get()
    assert visit.status == Status.SUBMITTED
    report = issue_the_report(client, visit.audit, visit)
    assert report.snapshot["total"]["both"]["micro"] == 80_000_000
    actions.make_report_pdf.call(report.pk)
    reader = UserFactory()
    MembershipFactory(user=reader, client=visit.audit.client, role=Role.CLIENT_MANAGER)
    client.force_login(reader)
    screen = client.get(report.get_absolute_url()).content.decode()
    answer = client.get(reverse("reports:report-download", args=[report.public_id]))
    paper = PdfReader(io.BytesIO(b"".join(answer.streaming_content)))
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    for words in ("Palvelu on pian kunnossa", "Pöytä oli tahmea.", "Neuvo 4"):
        assert words in screen
        assert words in text
    assert visit.auditor.name not in screen + text
