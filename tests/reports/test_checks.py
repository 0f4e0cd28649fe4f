"""An issued report writes the checks of the next round, and takes them back with it."""

from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse

from audits.models import Answer, SiteCheck, Visit
from journeys.definition import digest
from reports import actions, queries
from reports.document import check_id, codec
from reports.recommendations import Outcome
from tests.factories import (
    AuditFactory,
    ChecklistVersionFactory,
    SiteFactory,
    approved_visit,
    checklist_document,
)
from tests.reports.test_ledger import consultant, first, lines, second

__all__ = ["consultant", "first", "second"]
pytestmark = pytest.mark.django_db


def in_force():
    return {row.code.partition("-")[0]: row for row in SiteCheck.objects.in_force()}


def test_issue_writes_a_check_for_each_prediction(first):
    found = in_force()
    assert found.keys() == {"S1", "S2", "own"}
    assert found["S1"].text == {"fi": "Neuvo 1", "sv": "Råd 1", "en": "Tip 1"}
    assert found["S1"].wish["sv"] == "Gör så här."
    assert found["own"].text == {"en": "Ask"}
    assert (found["S1"].site.key, found["S1"].stage, found["S1"].criteria) == (
        "kuopio",
        1,
        ["S1-01"],
    )


def test_withdrawal_takes_them_back(first, consultant):
    actions.withdraw_report(first.reports.get(), consultant, reason="A wrong figure.")
    assert in_force() == {}
    assert SiteCheck.objects.count() == 3


def test_new_edition_keeps_the_check_and_its_name(first, consultant):
    names = {row.public_id for row in SiteCheck.objects.all()}
    draft = actions.reissue_report(first.reports.get(), consultant, reason="A typing mistake.")
    actions.issue_report(draft, consultant)
    actions.withdraw_report(first.reports.get(pk=draft.pk), consultant, reason="No.")
    assert {row.public_id for row in SiteCheck.objects.all()} == names


def test_translation_adds_its_words(first, consultant):
    draft = actions.translate_report(first.reports.get(), consultant, language="fi")
    actions.save_texts(draft, consultant, title="", summary="Hyvä.")
    words = actions.Wording("Kysykää", "Kysykää asiakkaalta.", 1, "free", "low", "high")
    actions.add_recommendation(draft, consultant, words, actions.Grounds(is_judgement=True))
    actions.issue_report(draft, consultant)
    assert {"fi": "Kysykää"} in [row.text for row in SiteCheck.objects.in_force()]


def test_closed_check_asks_no_more(second, consultant):
    line = next(one for one in queries.ledger(second).lines if one.prediction.code == "S1-01")
    actions.close_prediction(line.prediction, second, consultant)
    assert in_force()["S1"].closed_at


def test_issued_document_names_its_checks(first):
    report = first.reports.get()
    document = codec.from_json(report.snapshot)
    told = {one.code: one.checks for one in document.recommendations}
    wanted = str(check_id(first.key, "kuopio", "S1-01"))
    assert told["S1-01"] == (("kuopio", wanted),)
    assert SiteCheck.objects.filter(public_id=wanted).exists()


def found(visit, code, outcome):
    check = SiteCheck.objects.get(code__startswith=code)
    visit.findings.create(check_of=check, outcome=outcome, comment="Seen at the till.")


def test_auditors_findings_are_evidence_where_no_question_answers(second):
    for visit in second.visits.all():
        found(visit, "own-", "fixed")
    line = lines(second)["own"]
    assert (line.verdict.outcome, line.verdict.visits) == (Outcome.FIXED, 3)
    assert line.witnesses == set(second.visits.values_list("auditor", flat=True))


def test_could_not_tell_is_no_evidence(second):
    found(second.visits.first(), "own-", "unknown")
    assert lines(second)["own"].verdict.visits == 0


def test_worse_of_two_counts_once_for_a_visit(second):
    for visit in second.visits.all():
        found(visit, "S1-01", "not_yet")
        found(visit, "S2-01", "fixed")
    told = {code: (one.verdict.passed, one.verdict.visits) for code, one in lines(second).items()}
    assert (told["S1-01"], told["S2-01"]) == ((0, 3), (0, 3))


def test_what_the_desk_read_leads_in_its_visit(second, consultant):
    visit = second.visits.first()
    found(visit, "own-", "not_yet")
    line = lines(second)["own"]
    actions.answer_check(line.prediction, visit, consultant, is_done=True, comment="It is there.")
    assert lines(second)["own"].verdict.passed == 1


def next_version(audit):
    """The second question scores otherwise, the fifth is gone, and there is a new one."""
    document = checklist_document(version=2)
    document["criteria"][1]["invert"] = True
    document["criteria"][4]["code"] = "S5-02"
    checklist = audit.checklist_version.checklist
    return ChecklistVersionFactory(checklist=checklist, document=document, version=2)


def changed(audit, visits):
    """Visits of the round as made with the next version."""
    version = next_version(audit)
    Visit.objects.filter(pk__in=[visit.pk for visit in visits]).update(checklist_version=version)
    Answer.objects.filter(visit__in=visits, criterion="S5-01").update(criterion="S5-02")
    return version


def test_other_version_is_compared_like_for_like(second):
    second.checklist_version = changed(second, list(second.visits.all()))
    second.save()
    site = queries.ledger(second).sites[0]
    assert (site.common, site.left_out) == (3, ("S2-01", "S5-01", "S5-02"))
    found = lines(second)
    assert (found["S1-01"].observed, found["S1-01"].left_out) == (Fraction(100, 3), ())
    assert (found["S2-01"].observed, found["S2-01"].left_out) == (0, ("S2-01",))
    assert found["S2-01"].verdict.visits == 0
    assert site.observed + site.rest == site.change


def test_round_of_two_versions_raises_nothing(client, second, consultant):
    changed(second, [second.visits.first()])
    site = queries.ledger(second).sites[0]
    assert site.common == 3
    client.force_login(consultant)
    body = client.get(reverse("reports:audit-ledger", args=[second.key])).content.decode()
    assert "3 questions that both asked and scored alike are compared." in body
    assert "not compared: S2-01" in body


def test_other_checklist_has_nothing_in_common(second):
    document = checklist_document(code="other")
    version = ChecklistVersionFactory(
        checklist__code="other", document=document, digest=digest(document)
    )
    second.visits.update(checklist_version=version)
    second.checklist_version = version
    second.save()
    assert queries.ledger(second).sites[0].common == 0


def test_report_tells_what_came_of_it(second, consultant):
    found(second.visits.first(), "own-", "unknown")
    report = actions.start_report(second, consultant, language="sv")
    document = queries.document_of(report)
    told = {one.title: one for one in document.checks}
    assert (told["Råd 1"].outcome, told["Råd 1"].observed.shown) == ("fixed", "20.0")
    assert (told["Ask"].outcome, told["Ask"].probability) == ("unknown", None)
    assert codec.from_json(codec.to_json(document)) == document


def test_report_of_another_site_or_client_tells_none_of_it(second, consultant):
    other = AuditFactory(checklist_version=second.checklist_version, starts_on=date(2026, 9, 1))
    approved_visit(other, SiteFactory(client=other.client, key="kuopio"))
    report = actions.start_report(other, consultant, language="en")
    assert queries.document_of(report).checks == ()
