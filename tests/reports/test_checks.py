"""An issued report writes the checks of the next round, and takes them back with it."""

import pytest

from audits.models import SiteCheck
from reports import actions, queries
from reports.document import check_id, codec
from tests.reports.test_ledger import consultant, first, second

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
