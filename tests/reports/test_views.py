import pytest
from django.urls import reverse

from accounts.models import Role
from reports import actions, queries
from reports.models import Report
from tests.factories import (
    AuditFactory,
    MembershipFactory,
    SiteFactory,
    UserFactory,
    approved_visit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    audit = AuditFactory()
    approved_visit(audit, SiteFactory(client=audit.client), points=(0, 0, 100, 100, 100))
    return actions.start_report(audit, UserFactory(), language="en")


@pytest.fixture
def desk(client, report):
    user = UserFactory(language="en")
    MembershipFactory(user=user, client=report.client, role=Role.CONSULTANT)
    client.force_login(user)
    return client


def url(name, report, *more):
    return reverse(f"reports:{name}", args=[report.public_id, *more])


def issue(report):
    actions.save_texts(report, report.issued_by or UserFactory(), title="", summary="Well done.")
    actions.issue_report(report, UserFactory())


def test_headline_is_written_and_kept(desk, report):
    answer = desk.post(url("report-write", report), {"title": "Better"})
    assert answer.status_code == 302
    assert Report.objects.get().title == "Better"


def test_wrong_headline_keeps_what_was_typed(desk, report):
    answer = desk.post(url("report-write", report), {"title": "x" * 91})
    assert answer.status_code == 200
    assert "x" * 91 in answer.content.decode()
    assert Report.objects.get().title == ""


def test_report_says_the_same_on_screen_as_its_document(desk, report):
    body = desk.get(report.get_absolute_url()).content.decode()
    document = queries.document_of(report)
    assert [one.title for one in document.recommendations if one.title not in body] == []
    assert document.total.both.shown in body


def test_dropped_recommendation_is_listed_with_its_reason(desk, report):
    desk.post(url("recommendation-drop", report, "S1-01"), {"reason": "In hand already."})
    body = desk.get(url("report-write", report)).content.decode()
    assert "In hand already." in body


def test_drop_without_reason_is_asked_again(desk, report):
    answer = desk.post(url("recommendation-drop", report, "S1-01"), {"reason": ""})
    assert answer.status_code == 200
    assert not report.decisions.exists()


def test_unknown_recommendation_is_not_found(desk, report):
    assert desk.get(url("recommendation-edit", report, "S9-99")).status_code == 404


def test_issue_without_summary_says_what_is_missing(desk, report):
    answer = desk.post(url("report-issue", report))
    assert "Write the summary before you issue the report." in answer.content.decode()


def test_issued_report_has_no_writing_page(desk, report):
    issue(report)
    assert desk.get(url("report-write", report)).status_code == 404


def test_client_reads_what_is_issued_and_nothing_else(client, report):
    reader = UserFactory(language="en")
    MembershipFactory(user=reader, client=report.client, role=Role.CLIENT_MANAGER)
    client.force_login(reader)
    assert client.get(report.get_absolute_url()).status_code == 404
    issue(report)
    body = client.get(report.get_absolute_url()).content.decode()
    assert "Well done." in body


def test_pdf_page_waits_and_then_hands_over_the_file(desk, report):
    issue(report)
    page = desk.get(url("report-download", report)).content.decode()
    assert "The PDF is being made." in page
    actions.make_report_pdf.call(report.pk)
    answer = desk.get(url("report-download", report))
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


@pytest.mark.parametrize("count", [1, 3])
def test_report_list_asks_a_fixed_number_of_queries(desk, report, count, django_assert_num_queries):
    for _again in range(count - 1):
        actions.start_report(report.audit, UserFactory(), language="en")
    with django_assert_num_queries(10):
        desk.get(reverse("reports:report-list"))


@pytest.mark.parametrize("count", [1, 3])
def test_reports_of_an_audit_ask_a_fixed_number_of_queries(
    desk, report, count, django_assert_num_queries
):
    for _again in range(count - 1):
        actions.start_report(report.audit, UserFactory(), language="en")
    with django_assert_num_queries(14):
        desk.get(reverse("reports:audit-reports", args=[report.audit.key]))


@pytest.mark.parametrize("visits", [1, 3])
def test_building_a_document_asks_a_fixed_number_of_queries(
    report, visits, django_assert_num_queries
):
    site = report.audit.visits.get().site
    for number in range(visits - 1):
        approved_visit(report.audit, site, key=f"more{number}")
    fresh = Report.objects.select_related("audit__client", "audit__checklist_version").get()
    with django_assert_num_queries(20):
        queries.document_of(fresh)


def test_evidence_leads_to_its_answers(desk, report):
    body = desk.get(url("report-write", report)).content.decode()
    assert f'href="{report.get_absolute_url()}#answer-S1-01"' in body


def test_several_are_ticked_and_left_out(desk, report):
    values = {"codes": ["S1-01", "S2-01"], "reason": "Next year."}
    desk.post(url("recommendations-drop", report), values)
    assert report.decisions.filter(is_dropped=True).count() == 2
    desk.post(url("recommendations-drop", report), {"codes": ["none"], "reason": "x"})
    assert report.decisions.count() == 2


def test_own_recommendation_without_grounds_is_asked_again(desk, report):
    levels = {"cost": "free", "effort": "low", "impact": "high", "stage": 1}
    wanted = {"title": "Ask", "action": "Ask them.", **levels}
    answer = desk.post(url("recommendation-add", report), wanted)
    assert "say that it is your judgement" in answer.content.decode()
    assert (
        desk.post(url("recommendation-add", report), wanted | {"criteria": ["S1-01"]}).status_code
        == 302
    )


def test_changed_evidence_shows_on_the_desk(desk, report):
    levels = {"cost": "free", "effort": "low", "impact": "high", "stage": 1}
    desk.post(url("recommendation-edit", report, "S1-01"), {"title": "A", "action": "B", **levels})
    words = "The evidence has changed since it was edited"
    assert words not in desk.get(url("report-write", report)).content.decode()
    site = report.audit.visits.get().site
    approved_visit(report.audit, site, key="again", points=(0, 100, 100, 100, 100))
    assert words in desk.get(url("report-write", report)).content.decode()
