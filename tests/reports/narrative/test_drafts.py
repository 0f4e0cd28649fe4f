"""Drafts stand up to the checks that a consultant's own words must pass, and know what they
rest on: an answer that changes turns exactly the sentences amber that depend on it."""

from dataclasses import replace
from functools import cache

import pytest

from audits.bundle import bundle_of
from reports.document import build_document
from reports.narrative import bound, chips, draft, facts, read, remarks, sentences, stale
from reports.narrative.drafts import WRITERS
from reports.narrative.words import WORDS
from tests.reports.material import bundle_document, document

SECTIONS = [*WRITERS, *(f"stage-{number}" for number in range(1, 6))]


def drafted(found):
    return {section: read(draft(found, section)) for section in SECTIONS}


def test_every_sentence_is_there_in_three_languages_with_the_same_chips():
    for key, said in WORDS.items():
        held = {
            language: sorted(one.key for one in chips(read(said[language]))) for language in said
        }
        assert set(said) == {"fi", "sv", "en"}, key
        assert held["fi"] == held["sv"] == held["en"], key


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("visits", [0, 1, 3, 5, 30])
def test_drafts_pass_the_checks(visits, language):
    found = document(visits, language)
    known = facts(found)
    for text in drafted(found).values():
        written = bound(text, known, {})
        assert remarks(text, known, written, language=language, visits=visits) == []


def test_drafts_say_something_in_every_section():
    assert [section for section, text in drafted(document(30)).items() if not text] == []


def test_one_visit_is_told_as_one_visit():
    words = draft(document(1, "en"), "summary")
    assert "In this visit" in words
    assert "One visit tells what happened then" in words


@cache
def small(changed=""):
    """Five visits; in one of them one answer of the store's checklist is turned round."""
    raw = bundle_document(5)
    if changed:
        visit, code = changed.split(" ")
        answers = raw["visits"][int(visit)]["answers"]
        answers[code] = {"value": "no" if answers[code] == "yes" else "yes"}
    return build_document(bundle_of(raw))


def yes_no_answers():
    raw = bundle_document(5)
    return [
        f"{number} {code}"
        for number, visit in enumerate(raw["visits"])
        for code, value in visit["answers"].items()
        if value in ("yes", "no")
    ]


@pytest.mark.parametrize("changed", yes_no_answers()[::7])
def test_change_of_an_answer_flags_exactly_the_sentences_that_depend_on_it(changed):
    before, after = facts(small()), facts(small(changed))
    for text in drafted(small()).values():
        written = bound(text, before, {})
        for one in sentences(text):
            differs = any(before[ref] != after.get(ref) for ref in one.refs)
            assert bool(stale(one, after, written)) == differs, one.words


@pytest.mark.parametrize("changed", yes_no_answers()[::11])
def test_change_reaches_its_own_stage_and_no_other(changed):
    before, after = facts(small()), facts(small(changed))
    code = changed.split(" ")[1]
    stages = {one.code: stage.key for stage in small().stages for one in stage.criteria}
    moved = {key for key in before if key.startswith("score:") and before[key] != after.get(key)}
    touched = {key.split(".")[1] for key in moved if key.startswith("score:stage.")}
    assert touched <= {stages[code]}
    assert {key for key in moved if "criterion" in key} <= {f"score:criterion.{code}"}


def test_facts_stay_as_they_are_when_nothing_changes():
    assert facts(small()) == facts(replace(small(), summary="other words"))
