"""Whatever stands in a document, the reader answers with faults and never breaks."""

import copy
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from journeys import queries
from journeys.definition import DefinitionError, digest, parse_checklist
from journeys.question_types import question_type

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["fi", "yes_no", "number", "band", "curve", "never"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value, path=()):
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    if isinstance(value, dict | list):
        for key, item in inside:
            yield from (
                places(item, (*path, key)) if isinstance(item, dict | list) else [(*path, key)]
            )


def replaced(document, path, value):
    document = copy.deepcopy(document)
    at = document
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return document


SMALL = {**queries.library_document("store")}
SMALL["criteria"] = [x for x in SMALL["criteria"] if x["code"] in ("A1-05", "A4-08", "A5-05")]
PATHS = [path for path in places(SMALL) if path]


@settings(max_examples=300, deadline=None)
@given(path=st.sampled_from(PATHS), value=values)
def test_any_value_anywhere_is_read_or_refused_with_its_place(path, value):
    faults = ()
    try:
        parse_checklist(replaced(SMALL, path, value))
    except DefinitionError as refused:
        faults = refused.faults

    assert all(fault.place.startswith("checklist") for fault in faults)
    assert all(line.expected or line.remark for line in queries.fault_lines(faults))


@settings(max_examples=200, deadline=None)
@given(value=values, criterion=st.sampled_from(queries.library_checklist("store").criteria))
def test_any_answer_is_taken_or_refused(value, criterion):
    kind = question_type(criterion)
    if kind.problem(criterion, value):
        return

    stored = json.loads(json.dumps(kind.clean(criterion, value)))

    assert kind.problem(criterion, stored) == ""
    assert kind.micro(criterion, stored) == kind.micro(criterion, value)
    assert kind.display(criterion, stored, "fi")


@given(document=st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5)))
def test_digest_survives_storing(document):
    assert digest(json.loads(json.dumps(document))) == digest(document)
