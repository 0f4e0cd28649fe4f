from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from audits.actions.review import (
    approve_visit,
    correct_answer,
    reopen_visit,
    send_back_visit,
)
from audits.actions.visit import submit_visit
from audits.models import AnswerChange, Review, Scope, ScoreCell, Status, Trail, Visit, VisitScore
from audits.queries.visit import visit_record
from tests.audits.visits import full_visit, write
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(language="en")


@pytest.fixture
def submitted():
    visit = full_visit()
    submit_visit(visit, by=visit.auditor)
    return fresh(visit)


def fresh(visit):
    return Visit.objects.get(pk=visit.pk)


def headline(visit):
    cells = ScoreCell.objects.filter(audit=visit.audit, scope=Scope.AUDIT, stage=0, nature=0)
    return [(cell.visits, cell.micro) for cell in cells]


def test_an_approved_visit_counts_at_once(submitted, editor):
    approve_visit(submitted, revision=submitted.revision, by=editor)
    assert fresh(submitted).status == Status.APPROVED
    assert fresh(submitted).approved_at
    assert headline(submitted) == [(1, 100_000_000)]
    assert Trail.objects.first().deed == "visit_approved"


def test_of_two_who_approve_one_is_told(submitted, editor):
    revision = submitted.revision
    approve_visit(submitted, revision=revision, by=editor)
    with pytest.raises(ValidationError, match="has changed"):
        approve_visit(fresh(submitted), revision=revision, by=editor)
    assert headline(submitted) == [(1, 100_000_000)]


def test_a_visit_that_changed_since_the_page_was_opened_is_not_approved(submitted, editor):
    seen = submitted.revision
    send_back_visit(submitted, "Look again.", {}, answer_by=None, by=editor)
    submit_visit(submitted, by=submitted.auditor)
    with pytest.raises(ValidationError, match="has changed"):
        approve_visit(submitted, revision=seen, by=editor)
    assert fresh(submitted).status == Status.SUBMITTED


def test_reasons_stand_at_their_questions(submitted, editor, mail_at_once):
    day = date(2026, 10, 1)
    send_back_visit(submitted, "", {"S1-01": "Which door?"}, answer_by=day, by=editor)
    visit = fresh(submitted)
    assert visit.status == Status.SENT_BACK
    assert visit_record(visit).points == {"S1-01": ["Which door?"]}
    assert Review.objects.get().answer_by == day
    assert mail.outbox[0].to == [visit.auditor.email]


def test_sending_back_needs_a_word(submitted, editor):
    with pytest.raises(ValidationError, match="Write what"):
        send_back_visit(submitted, "", {}, answer_by=None, by=editor)


def test_an_open_visit_is_neither_approved_nor_sent_back(editor):
    visit = full_visit()
    with pytest.raises(ValidationError):
        approve_visit(visit, revision=visit.revision, by=editor)
    with pytest.raises(ValidationError):
        send_back_visit(visit, "Look again.", {}, answer_by=None, by=editor)
    assert fresh(visit).status == Status.ACCEPTED


def test_a_reopened_visit_counts_no_more(submitted, editor):
    approve_visit(submitted, revision=submitted.revision, by=editor)
    reopen_visit(submitted, "The receipt was of another day.", by=editor)
    assert (fresh(submitted).status, fresh(submitted).approved_at) == (Status.SUBMITTED, None)
    assert headline(submitted) == []
    assert not VisitScore.objects.exists()
    assert Trail.objects.first().detail["reason"] == "The receipt was of another day."


def test_a_released_visit_stays(submitted, editor):
    Visit.objects.update(status=Status.RELEASED)
    with pytest.raises(ValidationError):
        reopen_visit(submitted, "Why not.", by=editor)


def test_language_is_corrected_and_the_answer_stays(editor):
    visit = full_visit()
    write(visit, **{"c.S1-01.comment": "Teh door was opne."})
    submit_visit(visit, by=visit.auditor)
    answer = visit.answers.get(criterion="S1-01")
    correct_answer(answer, comment="The door was open.", reason="", by=editor)
    after = visit.answers.get(criterion="S1-01")
    assert after.comment == "The door was open."
    assert (after.value, after.micro, after.state) == (answer.value, answer.micro, answer.state)
    change = AnswerChange.objects.latest("pk")
    assert (change.key, change.before, change.user) == (
        "c.S1-01.comment",
        "Teh door was opne.",
        editor,
    )
    assert Trail.objects.first().deed == "answer_corrected"


def test_nothing_is_noted_when_nothing_was_corrected(submitted, editor):
    answer = submitted.answers.get(criterion="S1-01")
    correct_answer(answer, comment=answer.comment, reason=answer.reason, by=editor)
    assert not AnswerChange.objects.exists()


def test_language_is_not_corrected_while_the_auditor_writes(editor):
    visit = full_visit()
    with pytest.raises(ValidationError, match="at the desk"):
        correct_answer(visit.answers.first(), comment="Mine.", reason="", by=editor)
