from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audits.models import Status, Trail
from reports import actions, queries
from reports.actions import Grounds, Wording
from reports.models import Report
from tests.factories import AuditFactory, SiteFactory, UserFactory, approved_visit

pytestmark = pytest.mark.django_db
OWN_WORDS = Wording("Ask", "Ask the customer.", 1, "free", "low", "high")


@pytest.fixture
def audit():
    audit = AuditFactory()
    site = SiteFactory(client=audit.client)
    approved_visit(audit, site, points=(0, 0, 100, 100, 100))
    return audit


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def report(audit, user):
    return actions.start_report(audit, user, language="fi")


def codes(report):
    return [one.code for one in queries.document_of(report).recommendations]


def test_report_needs_a_counted_visit(user):
    with pytest.raises(ValidationError, match="approve at least one visit"):
        actions.start_report(AuditFactory(), user, language="fi")


def test_draft_recommends_what_fell_short(report):
    assert codes(report) == ["S1-01", "S2-01"]


def test_edited_words_are_kept_beside_the_figures(report, user):
    actions.word_recommendation(report, user, "S2-01", OWN_WORDS)
    found = queries.document_of(report).recommendations
    assert [(one.title, one.is_edited) for one in found if one.code == "S2-01"] == [("Ask", True)]


def test_own_recommendation_comes_along_and_can_be_moved(report, user):
    own = actions.add_recommendation(report, user, OWN_WORDS, Grounds(is_judgement=True))
    assert set(codes(report)) == {"S1-01", "S2-01", own.code}
    last = codes(report)[-1]
    actions.move_recommendation(report, user, last, step=-1)
    assert codes(report)[-2] == last


def test_own_recommendation_rests_on_an_answer_or_says_that_it_does_not(report, user):
    for grounds in (Grounds(), Grounds(criteria=("S9-99",))):
        with pytest.raises(ValidationError, match="answered question"):
            actions.add_recommendation(report, user, OWN_WORDS, grounds)
    own = actions.add_recommendation(report, user, OWN_WORDS, Grounds(criteria=("S1-01",)))
    found = {one.code: one for one in queries.document_of(report).recommendations}[own.code]
    assert (found.short, found.visits, found.is_judgement) == (1, 1, False)
    assert found.gain.exact.shown == "20.0"


def test_edit_keeps_what_the_engine_said_and_why_it_was_changed(report, user):
    wording = replace(OWN_WORDS, edit_reason="The client says it so.")
    decision = actions.word_recommendation(report, user, "S1-01", wording)
    assert decision.generated["title"] == "Neuvo 1"
    assert (decision.edited_by, decision.edit_reason) == (user, "The client says it so.")


def test_changed_evidence_is_noticed_and_the_edit_stays(audit, report, user):
    actions.word_recommendation(report, user, "S1-01", OWN_WORDS)
    actions.drop_recommendation(report, user, "S2-01", reason="In hand.")
    assert queries.changed_since(report, queries.computed_recommendations(report)) == {}
    approved_visit(audit, audit.visits.get().site, key="again", points=(0, 100, 100, 100, 100))
    changed = queries.changed_since(report, queries.computed_recommendations(report))
    assert set(changed) == {"S1-01", "S2-01"}
    assert [one.title for one in queries.document_of(report).recommendations] == ["Ask"]


def test_several_are_left_out_for_one_reason(report, user):
    actions.drop_recommendations(report, user, ["S1-01", "S2-01"], reason="Next year.")
    assert codes(report) == []
    assert {one.reason for one in queries.left_out(report)} == {"Next year."}


def test_moving_beyond_the_end_changes_nothing(report, user):
    actions.move_recommendation(report, user, "S2-01", step=1)
    assert codes(report) == ["S1-01", "S2-01"]


def test_dropping_wants_a_reason_and_can_be_undone(report, user):
    with pytest.raises(ValidationError, match="Say why"):
        actions.drop_recommendation(report, user, "S1-01", reason="  ")
    actions.drop_recommendation(report, user, "S1-01", reason="In hand already.")
    assert codes(report) == ["S2-01"]
    assert [(one.code, one.reason) for one in queries.left_out(report)] == [
        ("S1-01", "In hand already.")
    ]
    actions.restore_recommendation(report, user, "S1-01")
    assert codes(report) == ["S1-01", "S2-01"]


def test_database_refuses_a_drop_without_a_reason(report):
    with pytest.raises(IntegrityError), transaction.atomic():
        report.decisions.create(code="S1-01", is_dropped=True)


def test_issuing_wants_a_summary(report, user):
    with pytest.raises(ValidationError, match="Write the summary"):
        actions.issue_report(report, user)
    assert Report.objects.get().issued_at is None


def test_issued_report_is_frozen(audit, report, user):
    actions.save_texts(report, user, title="", summary="Good.")
    actions.issue_report(report, user)
    before = queries.document_of(report)
    audit.visits.get().answers.update(value="yes", micro=100_000_000)
    assert queries.document_of(Report.objects.get()) == before
    for deed in (
        lambda: actions.save_texts(report, user, title="x", summary="y"),
        lambda: actions.drop_recommendation(report, user, "S1-01", reason="z"),
        lambda: actions.issue_report(report, user),
    ):
        with pytest.raises(ValidationError, match="can no longer be changed"):
            deed()


def test_issuing_releases_the_visits_that_it_reports(audit, report, user):
    actions.save_texts(report, user, title="", summary="Good.")
    waiting = approved_visit(audit, SiteFactory(client=audit.client), key="w")
    type(waiting).objects.filter(pk=waiting.pk).update(status=Status.SUBMITTED)
    actions.issue_report(report, user)
    assert dict(audit.visits.values_list("key", "status"))["w"] == Status.SUBMITTED
    assert audit.visits.filter(status=Status.RELEASED).count() == 1


def test_every_deed_leaves_a_line_in_the_trail(report, user):
    actions.save_texts(report, user, title="", summary="Good.")
    actions.issue_report(report, user)
    deeds = Trail.objects.order_by("pk").values_list("deed", flat=True)
    assert list(deeds) == ["report_started", "report_texts_saved", "report_issued"]


def test_pdf_is_made_once(report, user, django_capture_on_commit_callbacks):
    actions.save_texts(report, user, title="", summary="Good.")
    actions.issue_report(report, user)
    digest = actions.make_report_pdf.call(report.pk)
    first = Report.objects.get()
    assert first.pdf_digest == digest
    with first.pdf.open("rb") as file:
        assert file.read(5) == b"%PDF-"
    assert actions.make_report_pdf.call(report.pk) == digest
    assert Report.objects.get().pdf.name == first.pdf.name
