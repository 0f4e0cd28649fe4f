import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from audits.actions import refresh_scores
from audits.actions.scores import RULES
from audits.models import Answer, FiguresMade, ScoreCell, VisitScore
from audits.queries import scores as queries
from tests.audits.audit_rows import audit_with_sites, visit_with_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def audit():
    audit, sites = audit_with_sites()
    for site, value in zip(sites, (1, 2, 3), strict=True):
        refresh_scores(visit_with_answers(audit, site, {"awareness-0": value, "service-2": 4}))
    return audit


def recompute(*arguments):
    out = io.StringIO()
    try:
        call_command("recompute_scores", *arguments, stdout=out, stderr=io.StringIO(), verbosity=0)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error)
    return out.getvalue().splitlines(), ""


def test_figures_kept_by_the_actions_show_no_difference(audit):
    assert recompute() == ([], "")


def test_a_wrong_cell_is_reported_and_kept(audit):
    ScoreCell.objects.filter(audit=audit, scope="audit", stage=0, nature=0).update(micro=7)
    lines, error = recompute("--check")
    assert lines == [
        f"{audit.key}: audit, stage 0, nature 0: stored Cell(visits=3, total=262500000, "
        "squares=23046875000, micro=7), worked out Cell(visits=3, total=262500000, "
        "squares=23046875000, micro=87500000)"
    ]
    assert error.startswith("1 stored figure is not")
    assert queries.headline(audit).micro == 7


def test_a_wrong_cell_is_mended(audit):
    before = queries.stored_cells(audit)
    ScoreCell.objects.filter(audit=audit, stage=0).update(micro=7)
    ScoreCell.objects.filter(audit=audit, stage=4).delete()
    VisitScore.objects.filter(visit__audit=audit, stage=1).update(micro=7)
    assert recompute("--write")[1] == ""
    assert queries.stored_cells(audit) == before
    assert recompute() == ([], "")


def test_wrong_points_of_an_answer_are_mended_and_move_the_figures(audit):
    before = queries.stored_cells(audit)
    answers = Answer.objects.filter(criterion="awareness-0", visit__site__region="")
    answers.update(micro=0, weight=9)
    lines, _error = recompute()
    assert len(lines) > 1
    assert "answer awareness-0: stored {'stage': 1" in lines[0]
    recompute("--write")
    assert queries.stored_cells(audit) == before


def test_one_audit_may_be_named(audit):
    other, sites = audit_with_sites()
    visit_with_answers(other, sites[0], {"awareness-0": 4})  # approved, but nobody refreshed
    assert recompute(audit.key) == ([], "")
    assert recompute(other.key)[1] != ""


def test_an_unknown_audit_is_refused(audit):
    assert recompute("nowhere") == ([], "There is no audit with the key nowhere.")


def test_points_without_an_answer_cannot_be_stored(audit):
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(visit__audit=audit).update(state="not_applicable")


def test_after_an_upgrade_figures_are_made_anew_once(audit, django_assert_num_queries):
    ScoreCell.objects.filter(audit=audit).delete()
    VisitScore.objects.all().delete()
    assert recompute("--write", "--once") == ([], "")
    assert recompute() == ([], "")
    with django_assert_num_queries(1):
        assert recompute("--write", "--once") == ([], "")


def test_figures_made_by_other_rules_are_made_anew(audit):
    recompute("--write", "--once")
    FiguresMade.objects.update(rules=RULES - 1)
    ScoreCell.objects.filter(audit=audit, scope="audit", stage=0).update(micro=7)
    recompute("--write", "--once")
    assert FiguresMade.objects.get().rules == RULES
    assert recompute() == ([], "")


def test_set_up_brings_figures_up_to_date(audit, settings):
    settings.HTTPS = True
    VisitScore.objects.all().delete()
    call_command("set_up")
    assert recompute() == ([], "")
