"""The published schema: it says what the code does, and its two readers agree."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from audits.bundle import schema
from audits.bundle.schema import fits, validator
from journeys.queries import common, library_codes, library_document
from journeys.question_types import QUESTION_TYPES
from tests.audits.bundle.documents import edited, full_bundle, full_visit, places

SCALARS = [None, True, 0, -1, 5, 2.5, "", "yes", "A b", "x\n", [], {}, ["a"], {"value": 1}]


def test_schema_is_a_valid_schema():
    Draft202012Validator.check_schema(schema())


def test_every_part_says_what_is_expected():
    parts = [schema(), *schema()["$defs"].values()]
    untitled = [part for part in parts if not ({"title", "anyOf", "$ref"} & set(part))]
    assert untitled == []


def test_full_bundle_fits_the_schema():
    assert fits("", full_bundle())


@pytest.mark.parametrize("code", library_codes())
def test_library_fits_the_schema(code):
    document = json.loads(json.dumps(library_document(code)))

    assert list(validator("checklist").iter_errors(document)) == []


def test_schema_knows_every_kind_of_question():
    assert schema()["$defs"]["criterion"]["properties"]["type"]["enum"] == list(QUESTION_TYPES)


def ranges(questions):
    """Code → the least and the most that a closing question accepts, or its options."""
    return {
        one.code: tuple(option.key for option in one.options) or (one.minimum, one.maximum)
        for one in questions
    }


def schema_ranges(part):
    properties = schema()["$defs"][part]["properties"]
    defs = schema()["$defs"]
    found = {}
    for code, one in properties.items():
        whole = defs[one["$ref"].removeprefix("#/$defs/")] if "$ref" in one else one
        found[code] = tuple(whole.get("enum", (whole.get("minimum"), whole.get("maximum"))))
    return found


@pytest.mark.parametrize(
    ("part", "questions"), [("experience", "stage_close"), ("closing", "visit_close")]
)
def test_schema_has_the_closing_questions_of_the_library(part, questions):
    assert schema_ranges(part) == ranges(getattr(common(), questions))


@pytest.mark.parametrize("part", ["", "visit"])
@given(data=st.data())
def test_compiled_schema_and_jsonschema_agree(part, data):
    document = full_visit() if part else full_bundle()
    place = data.draw(st.sampled_from(list(places(document))))
    document = edited(document, place, data.draw(st.sampled_from(SCALARS)))

    assert fits(part, document) == validator(part).is_valid(document)
