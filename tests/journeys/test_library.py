"""The shipped checklists are content: these tests read every line of it."""

import pytest

from journeys import queries
from journeys.definition import LANGUAGES, STAGE_COUNT, DefinitionError, parse_checklist
from journeys.question_types import question_type

CODES = ("b2b", "store", "webshop", "workshop")


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


@pytest.mark.parametrize("name", [*CODES, "common"])
def test_every_text_is_written_in_three_languages(name):
    texts = dict(all_texts(queries.read_library_file(name)))

    assert len(texts) > 40
    assert [place for place, text in texts.items() if not all(text.get(x) for x in LANGUAGES)] == []


@pytest.mark.parametrize("code", CODES)
def test_every_stage_asks_something(code):
    checklist = queries.library_checklist(code)

    assert len(checklist.stages) == STAGE_COUNT
    assert {item.stage for item in checklist.criteria} == {stage.key for stage in checklist.stages}
    assert checklist.languages == LANGUAGES


def test_codes_are_unique_over_the_whole_library():
    codes = [item.code for code in CODES for item in queries.library_checklist(code).criteria]

    assert len(set(codes)) == len(codes) == 145


@pytest.mark.parametrize("code", CODES)
def test_every_criterion_helps_and_every_scored_one_advises(code):
    criteria = queries.library_checklist(code).criteria

    assert [item.code for item in criteria if not item.help] == []
    assert [x.code for x in criteria if question_type(x).scores(x) and not x.rec] == []


@pytest.mark.parametrize("code", CODES)
def test_every_dimension_has_a_name(code):
    dims = {item.dim for item in queries.library_checklist(code).criteria}

    assert dims <= set(queries.common().dimensions)


@pytest.mark.parametrize("code", CODES)
def test_numbers_have_bounds_and_units(code):
    numbers = [item for item in queries.library_checklist(code).criteria if item.type == "number"]

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


@pytest.mark.parametrize("name", [*CODES, "common"])
def test_texts_are_typeset(name):
    texts = [
        (place, text[language])
        for place, text in all_texts(queries.read_library_file(name))
        for language in LANGUAGES
    ]

    rough = ("'", '"', " - ", "...", "  ", " ,", " .")
    assert [(at, text) for at, text in texts if any(sign in text for sign in rough)] == []
    assert [(at, text) for at, text in texts if text != text.strip()] == []
