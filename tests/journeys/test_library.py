"""The shipped checklists are content: these tests read every line of it."""

import pytest

from audits.queries.comparison import SAME
from journeys import queries
from journeys.definition import LANGUAGES, STAGE_COUNT, DefinitionError, parse_checklist
from journeys.logic import demanded, hidden
from journeys.question_types import question_type

CODES = ("b2b", "store", "webshop", "workshop")
SECOND = ("store", "workshop")  # those that have a version 2
SHIPPED = [*((code, 1) for code in CODES), *((code, 2) for code in SECOND)]
FILES = [*CODES, *(f"{code}-2" for code in SECOND)]


def all_texts(value, place=""):
    """Every mapping of languages in the document, with its place."""
    if isinstance(value, dict) and set(value) & set(LANGUAGES):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from all_texts(item, f"{place}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from all_texts(item, f"{place}[{index}]")


def test_library_has_four_checklists_and_145_criteria():
    counts = {code: len(queries.library_checklist(code).criteria) for code in CODES}

    assert queries.library_codes() == list(CODES)
    assert counts == {"b2b": 29, "store": 53, "webshop": 32, "workshop": 31}
    assert sum(counts.values()) == 145


@pytest.mark.parametrize("name", [*FILES, "common"])
def test_every_text_is_written_in_three_languages(name):
    texts = dict(all_texts(queries.read_library_file(name)))

    assert len(texts) > 40
    assert [place for place, text in texts.items() if not all(text.get(x) for x in LANGUAGES)] == []


@pytest.mark.parametrize(("code", "version"), SHIPPED)
def test_every_stage_asks_something(code, version):
    checklist = queries.library_checklist(code, version)

    assert len(checklist.stages) == STAGE_COUNT
    assert {item.stage for item in checklist.criteria} == {stage.key for stage in checklist.stages}
    assert checklist.languages == LANGUAGES


def test_codes_are_unique_over_the_whole_library():
    codes = [item.code for code in CODES for item in queries.library_checklist(code).criteria]

    assert len(set(codes)) == len(codes) == 145


@pytest.mark.parametrize(("code", "version"), SHIPPED)
def test_every_criterion_helps_and_every_scored_one_advises(code, version):
    criteria = queries.library_checklist(code, version).criteria

    assert [item.code for item in criteria if not item.help] == []
    assert [x.code for x in criteria if question_type(x).scores(x) and not x.rec] == []


@pytest.mark.parametrize(("code", "version"), SHIPPED)
def test_every_dimension_has_a_name(code, version):
    dims = {item.dim for item in queries.library_checklist(code, version).criteria}

    assert dims <= set(queries.common().dimensions)


@pytest.mark.parametrize(("code", "version"), SHIPPED)
def test_numbers_have_bounds_and_units(code, version):
    numbers = [
        item for item in queries.library_checklist(code, version).criteria if item.type == "number"
    ]

    assert [item.code for item in numbers if item.minimum is None or not item.unit] == []


def test_common_blocks_fit_every_checklist():
    common = queries.common()

    assert [common.expectation_at(order).code for order in range(1, 6)] == [
        "EX-1",
        "EX-2",
        "EX-3",
        "EX-4",
        "EX-5",
    ]
    assert [item.code[:3] for item in common.stage_close] == ["SC-"] * 7
    assert [item.code[:3] for item in common.visit_close] == ["VC-"] * 8
    assert common.closing("VC-NPS").instrument == "NPS"
    assert common.closing("A1-01") is None


def test_feelings_read_with_their_sign():
    emotion = queries.common().closing("SC-EMO")

    assert question_type(emotion).display(emotion, -2, "fi") == "−2 – pettymys"
    assert question_type(emotion).display(emotion, 3, "sv") == "+3 – glädje"


def test_a_checklist_that_extends_something_else_is_refused():
    with pytest.raises(DefinitionError) as refused:
        parse_checklist(queries.resolved({"extends": "mine"}))

    assert "checklist.extends" in [fault.place for fault in refused.value.faults]


def test_resolved_document_is_complete_in_itself():
    document = queries.library_document("store")

    assert "extends" not in document
    assert parse_checklist(document) == queries.library_checklist("store")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    ("language", "never"), [("fi", "koskaan"), ("sv", "ldrig"), ("en", "ever")]
)
def test_guidance_says_when_never_is_the_answer(code, language, never):
    criteria = queries.library_checklist(code).criteria

    asked = [item for item in criteria if question_type(item).accepts_never(item)]

    assert asked
    assert [item.code for item in asked if never not in item.help[language]] == []


@pytest.mark.parametrize("name", [*FILES, "common"])
def test_texts_are_typeset(name):
    texts = [
        (place, text[language])
        for place, text in all_texts(queries.read_library_file(name))
        for language in LANGUAGES
    ]

    rough = ("'", '"', " - ", "...", "  ", " ,", " .")
    assert [(at, text) for at, text in texts if any(sign in text for sign in rough)] == []
    assert [(at, text) for at, text in texts if text != text.strip()] == []


@pytest.mark.parametrize("code", SECOND)
def test_version_2_keeps_the_questions_of_version_1_comparable(code):
    first, second = (queries.library_document(code, version) for version in (1, 2))
    rules = [
        {one["code"]: {key: one.get(key) for key in SAME} for one in document["criteria"]}
        for document in (first, second)
    ]
    assert [key for key, rule in rules[0].items() if rules[1].get(key) != rule] == []
    assert len(rules[1]) > len(rules[0])


@pytest.mark.parametrize("code", SECOND)
def test_what_decides_a_question_is_asked_before_it_and_scores_nothing(code):
    checklist = queries.library_checklist(code, 2)
    new = {one.code for one in checklist.criteria} - {
        one.code for one in queries.library_checklist(code).criteria
    }
    gates = [one for one in checklist.criteria if one.code in new and not one.show_if]
    assert gates
    assert [one.code for one in gates if one.weight or question_type(one).scores(one)] == []


def test_hidden_questions_cost_and_earn_nothing():
    """A visit where nothing went wrong, against the same with a failure that stayed unnoticed."""
    checklist = queries.library_checklist("store", 2)
    calm = {"A4-08": "none", "A4-13": "no", "A3-13": "no", "A5-12": "yes"}
    gone = hidden(checklist, calm)
    assert {"A4-09", "A4-15", "A4-03", "A3-14", "A3-15", "A5-08"} <= gone
    assert "A3-03" not in gone
    bad = {**calm, "A4-08": "ignored", "A4-13": "yes", "A3-13": "yes", "A5-12": "no"}
    assert not {"A4-09", "A4-15", "A4-03", "A3-14", "A5-08"} & hidden(checklist, bad)
    ignored = next(one for one in checklist.criteria if one.code == "A4-08")
    assert [demanded(ignored, answers) for answers in (calm, bad)] == [[], ["comment"]]


@pytest.mark.parametrize(("answer", "is_asked"), [(3, True), ("never", False), (None, False)])
def test_language_of_an_answer_is_asked_only_when_there_was_one(answer, is_asked):
    checklist = queries.library_checklist("store", 2)
    answers = {"A2-01": "never", "A2-03": answer, "A5-03": answer}
    gone = hidden(checklist, answers)
    assert ("A2-04" not in gone, "A5-04" not in gone) == (is_asked, is_asked)
