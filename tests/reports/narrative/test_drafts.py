"""Drafts stand up to the checks that a consultant's own words must pass, and know what they
rest on: an answer that changes turns exactly the sentences amber that depend on it."""

import re
from dataclasses import replace
from functools import cache

import pytest

from audits import scoring
from audits.bundle import bundle_of
from audits.queries.comparison import Change, Comparison
from reports.document import Wishes, build_document
from reports.management.demo.maker import DemoMaker
from reports.narrative import bound, chips, draft, facts, narrative, read, remarks, sentences, stale
from reports.narrative.drafts import WRITERS
from reports.narrative.words import WORDS
from reports.sections import parts
from tests.reports.material import bundle, bundle_document, document

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
    silent = [section for section, text in drafted(document(30)).items() if not text]
    assert silent == ["change"]  # there is no round before


def written(found, section):
    """A draft as it would be printed."""
    blocks = narrative(section, read(draft(found, section)), facts(found)).blocks
    return " ".join(block.plain for block in blocks)


@cache
def demo():
    return bundle_of(DemoMaker().bundle())


def almost_nothing():
    """One visit in which a single question was answered."""
    raw = bundle_document(1)
    visit = raw["visits"][0]
    raw["visits"] = [{"key": "v0", "site": visit["site"], "answers": {"A1-01": "yes"}}]
    return bundle_of(raw)


BUNDLES = {"demo": demo, "nothing": almost_nothing, "thirty": lambda: bundle(30)}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", BUNDLES)
def test_every_section_of_a_report_has_a_draft_that_reads_well(name, language):
    found = build_document(BUNDLES[name](), Wishes(language=language))
    known, visits = facts(found), len(found.visits)
    for anchor in anchors(found):
        text = read(draft(found, anchor))
        said = written(found, anchor)
        assert remarks(text, known, bound(text, known, {}), language=language, visits=visits) == []
        assert said, anchor
        assert not re.search(r"None|\{\{|\[|\?\.|\.\.|  |\.[”“]\.|\(\)", said), said


def anchors(found):
    """The places of a report where the consultant may say something."""
    listed = [part for part in parts(found) if part.section.is_listed and part.section.has_numbers]
    return [heading.anchor for part in listed for heading in part.headings]


# What only many visits can say, in the stems of each language.
PATTERNS = {
    "fi": r"useimm|yleensä|usein|tavallis|toistu|aina\b|säännöll",
    "sv": r"de flesta|vanlig|ofta|oftast|återkom|alltid|regelbund",
    "en": r"\bmost visits|usual|often|recur|always|regular|typical",
}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("visits", [1, 2, 3, 4])
def test_few_visits_are_told_without_a_pattern(visits, language):
    found = document(visits, language)
    honest = WORDS["few" if visits > 1 else "one"][language].partition("{{")[0]
    for section in SECTIONS:
        # The words of people are theirs; what is honest about the number may name what is common.
        said = re.sub(r"[”“][^”]*”", "", written(found, section).replace(honest, ""))
        assert not re.search(PATTERNS[language], said, re.IGNORECASE), said


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_one_visit_has_no_range_and_no_target_for_each_stage(language):
    codes = {chip.kind for text in drafted(document(1, language)).values() for chip in chips(text)}
    assert "range" not in codes
    assert "reached" not in {
        chip.ref for text in drafted(document(1, language)).values() for chip in chips(text)
    }


def rise(arrow):
    """The round before: the total moved from 60 to 66, and one stage with it."""
    unit = scoring.UNIT
    total = Change("", 60 * unit, 66 * unit, 5, 5, 2 * unit, 10 * unit, arrow)
    parts = {"difference": 5_960_000, "like": 6_000_000, "mix": -40_000, "checklist": 0}
    stages = (replace(total, key="purchase"),) if arrow else ()
    return Comparison(
        "Kevät", "kevat", "", "", None, 3, **parts, total=total, stages=stages, places=()
    )


@pytest.mark.parametrize(
    ("arrow", "told", "untold"), [("up", "The total rose", "chance"), ("", "chance", "rose")]
)
def test_change_is_claimed_only_when_it_is_probable(arrow, told, untold):
    found = build_document(bundle(5), Wishes(language="en", comparison=rise(arrow)))
    said = written(found, "change")
    assert told in said
    assert untold not in said
    assert ("What became better: Purchase" in said) == bool(arrow)


def test_target_inside_the_range_is_told_as_open():
    assert "may be chance" in written(document(5, "en"), "summary").partition(". ")[2]
    assert "The target of 80 was not reached." in written(document(30, "en"), "summary")


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
