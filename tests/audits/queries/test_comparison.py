"""A round beside the round before."""

from datetime import date

import pytest

from audits.actions.scores import check_scores, refresh_audit, refresh_scores
from audits.models import Audit, ScoreCell
from audits.queries.comparison import common_criteria, stored_round
from audits.scoring import UNIT, split
from tests.audits.audit_rows import audit_with_sites, scored_document, visit_with_answers
from tests.factories import AuditFactory, ChecklistVersionFactory

pytestmark = pytest.mark.django_db
STAGES = ("awareness", "consideration", "service")


def answers(value):
    return {f"{stage}-0": value for stage in STAGES}


def visited(audit, sites, *values):
    for number, value in enumerate(values):
        visit_with_answers(audit, sites[number % len(sites)], answers(value))
    refresh_audit(audit)
    return audit


def next_round(audit, version=None):
    return AuditFactory(
        client=audit.client,
        checklist_version=version or audit.checklist_version,
        starts_on=date(2027, 5, 1),
    )


def comparison(audit):
    return stored_round(Audit.objects.get(pk=audit.pk)).comparison


def test_a_first_round_is_compared_with_nothing():
    audit, sites = audit_with_sites()
    assert comparison(visited(audit, sites, 4, 3, 2)) is None


def test_a_clear_change_gets_its_arrow():
    audit, sites = audit_with_sites()
    visited(audit, sites, *[1] * 12)
    found = comparison(visited(next_round(audit), sites, *[4] * 12))
    assert (found.total.before, found.total.after) == (25 * UNIT, 100 * UNIT)
    assert (found.total.arrow, found.key, found.sites) == ("up", audit.key, 3)
    assert {one.arrow for one in found.places} == {"up"}
    assert found.total.low > 0


def test_a_change_that_may_be_chance_gets_none():
    audit, sites = audit_with_sites()
    visited(audit, sites, *[2, 3] * 6)
    found = comparison(visited(next_round(audit), sites, *[3, 3] * 6))
    assert found.total.difference > 0
    assert {one.arrow for one in (found.total, *found.stages, *found.places)} == {""}


def test_few_visits_get_no_arrow_however_far_apart():
    audit, sites = audit_with_sites()
    visited(audit, sites[:1], 0, 0)
    found = comparison(visited(next_round(audit), sites[:1], 4, 4))
    assert (found.total.difference, found.total.arrow) == (100 * UNIT, "")


def test_parts_add_up_when_sites_come_and_go():
    audit, sites = audit_with_sites()
    visited(audit, sites[:2], 4, 1, 3)
    found = comparison(visited(next_round(audit), sites[1:], 3, 0, 2))
    assert found.like + found.mix + found.checklist == found.difference
    assert (found.sites, found.checklist, found.criteria) == (1, 0, None)
    assert found.like != found.difference


def test_another_checklist_is_compared_on_what_both_ask():
    audit, sites = audit_with_sites()
    visited(audit, sites, 4, 2, 3)
    document = scored_document()
    kept = [one for one in document["criteria"] if one["code"] != "service-0"]
    document["criteria"] = kept
    version = ChecklistVersionFactory(
        checklist=audit.checklist_version.checklist, document=document, version=2
    )
    later = next_round(audit, version)
    found = comparison(visited(later, sites, 4, 2, 3))
    assert found.criteria == len(kept)
    assert "service-0" not in common_criteria(audit, later)
    assert found.like + found.mix + found.checklist == found.difference
    assert found.total.difference == 0


def test_the_next_round_follows_a_change_of_this_one():
    audit, sites = audit_with_sites()
    visited(audit, sites, 4, 2, 3)
    later = visited(next_round(audit), sites, 4, 2, 3)
    refresh_scores(visit_with_answers(audit, sites[0], answers(0)))
    assert comparison(later).total.difference > 0
    assert check_scores(later) == []


def test_the_plan_names_two_sites_and_the_visits_that_tell_them_apart():
    audit, sites = audit_with_sites()
    plan = stored_round(visited(audit, sites, 4, 3, 3)).plan
    assert (plan.better, plan.fewest, plan.is_own) == (sites[0].key, 1, False)
    assert plan.more > 1
    assert plan.detectable is None


def test_sites_that_hundreds_of_visits_would_tell_apart_are_alike():
    audit, sites = audit_with_sites()
    plan = stored_round(visited(audit, sites, 3, 3, 3)).plan
    assert (plan.better, plan.more) == ("", None)


def test_the_page_says_what_changed(desk):
    audit, sites = audit_with_sites()
    audit.title = "Syksy"
    audit.save()
    visited(audit, sites, *[1] * 12)
    later = visited(next_round(audit), sites, *[4] * 12)
    page = desk.get(later.get_absolute_url()).content.decode()
    assert "Since Syksy" in page
    assert "probably rose" in page
    assert "The score changed by +75.0: like for like +75.0, other sites 0.0." in page


def test_splits_are_exact():
    found = split((70_000_001, 64_000_000), {"a": 60_000_000, "b": 70_000_001}, {"b": 63_999_999})
    assert found.like == 63_999_999 - 70_000_001
    assert found.like + found.mix + found.checklist == found.difference == -6_000_001


def test_what_was_stored_wrongly_is_found():
    audit, sites = audit_with_sites()
    visited(audit, sites, 4, 2, 3)
    stored = audit.round_figures
    stored.document = {}
    stored.save()
    assert [one.what for one in check_scores(audit)] == ["round, plan and comparison"]
    assert ScoreCell.objects.filter(audit=audit).exists()
