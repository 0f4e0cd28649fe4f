from fractions import Fraction

import pytest

from journeys.queries import library_checklist, library_codes
from reports.recommendations import (
    Certainty,
    Evidence,
    Observation,
    Prior,
    evidence_digest,
    gain_of,
    is_chain,
    rules_of,
    site_findings,
    whole_finding,
)

TARGET = 0.80


def seen(site, passed, number=1, incidents=0, comment=""):
    evidence = () if passed else (Evidence(f"V{number}", "No", comment, criterion="a"),)
    return Observation(f"V{number}", site, passed, evidence, incidents)


def at_sites(*sites):
    """One visit each; False fell short."""
    return [seen(f"s{n}", passed, n) for n, passed in enumerate(sites, 1)]


def test_sites_that_fell_short_are_findings():
    found = site_findings([*at_sites(True, False), seen("s2", True, 3)], Prior(), TARGET)
    assert [(one.site, one.passed, one.visits, one.labels) for one in found] == [
        ("s2", 1, 2, ("V2",))
    ]


@pytest.mark.parametrize(
    ("sites", "chain"),
    [
        ((False, False), False),
        ((False, False, False), True),
        ((False, False, False, True, True, True), True),
        ((False, False, False, True, True, True, True), False),
    ],
)
def test_three_sites_and_half_of_them_are_the_chain(sites, chain):
    found = site_findings(at_sites(*sites), Prior(), TARGET)
    assert is_chain(found, len(sites)) is chain


def test_two_visits_are_no_pattern_of_the_chain():
    assert whole_finding(at_sites(False, False), Prior(), TARGET).certainty == "observation"
    assert whole_finding(at_sites(*[False] * 4), Prior(), TARGET).certainty == "confirmed"


def test_incident_is_a_fact_at_once():
    found = whole_finding([seen("s1", False, incidents=1)], Prior(), TARGET)
    assert (found.certainty, found.incidents) == (Certainty.INCIDENT, 1)


def test_expected_gain_is_less_than_what_one_bad_visit_says():
    gain = gain_of(Fraction(10), Fraction(1), 1, Prior())
    assert gain.exact == 10
    assert 0 < gain.low < gain.expected < gain.high < 10


def test_nothing_missed_gains_nothing_more():
    assert gain_of(Fraction(0), Fraction(0), 3, Prior()).expected == 0


def test_digest_follows_the_evidence_and_the_rule():
    def digest(rule, *observations):
        return evidence_digest(rule, observations, {})

    first = digest("a@1", seen("s1", False))
    assert first == digest("a@1", seen("s1", False))
    others = [
        digest("a@2", seen("s1", False)),
        digest("a@1", seen("s1", True)),
        digest("a@1", seen("s1", False, comment="Why")),
        digest("a@1", seen("s1", False), seen("s1", True, 2)),
    ]
    assert len({first, *others}) == 5


@pytest.mark.parametrize("code", library_codes())
def test_every_advised_criterion_is_in_one_rule(code):
    checklist = library_checklist(code)
    rules = rules_of(checklist)
    named = [criterion for rule in rules for criterion in rule.criteria]
    assert sorted(named) == sorted(one.code for one in checklist.criteria if one.rec)
    assert all(rule.owner and rule.id == rule.criteria[0] for rule in rules)
