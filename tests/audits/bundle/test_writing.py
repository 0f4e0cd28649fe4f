"""What is read comes out equal, however it was written; what changed since is never hidden."""

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given

from audits.bundle import bundle_document, bundle_of, read_bundle, written
from audits.bundle.spelling import difference, respelled
from tests.audits.bundle.documents import (
    edited,
    full_bundle,
    full_checklist,
    full_visit,
    small_bundle,
)
from tests.audits.bundle.strategies import bundles, bundles_with_checks


@given(bundles_with_checks())
def test_any_bundle_comes_out_equal(document):
    bundle = bundle_of(document)

    assert bundle_document(bundle) == document
    assert bundle_document(bundle_of(bundle_document(bundle))) == document


@given(bundles())
def test_written_text_is_read_back_equal(document):
    text = "".join(written(bundle_of(document)))

    assert json.loads(text) == document
    assert read_bundle(io.BytesIO(text.encode())) == bundle_of(document)


def test_full_bundle_is_in_the_normal_form():
    spelling = bundle_of(full_bundle()).spelling

    assert (spelling.parts, spelling.visits) == ({}, {})


@pytest.mark.parametrize(
    ("place", "value", "tree"),
    [
        pytest.param(
            ("answers", "several"),
            {"value": ["a", "c"]},
            {"answers": {"several": [[["a", "c"]], [{"value": ["a", "c"]}]]}},
            id="full answer",
        ),
        pytest.param(
            ("incidents", 1, "fixed"),
            False,
            {"incidents": {"1": {"fixed": [[], [False]]}}},
            id="false of a surprise",
        ),
        pytest.param(
            ("started_at",),
            "2026-09-03T07:02:00.000Z",
            {"started_at": [["2026-09-03T07:02:00Z"], ["2026-09-03T07:02:00.000Z"]]},
            id="thousandths",
        ),
        pytest.param(
            ("answers", "several"),
            ["c", "a"],
            {"answers": {"several": [[["a", "c"]], [["c", "a"]]]}},
            id="order of options",
        ),
    ],
)
def test_only_what_differs_from_the_normal_form_is_kept(place, value, tree):
    visit = full_visit(answers={"yes-no": "yes", "several": ["a", "c"]})
    del visit["ended_at"]
    bundle = bundle_with(edited(visit, place, value))

    assert bundle.spelling.visits == {"v1": tree}


def bundle_with(visit):
    return bundle_of(small_bundle(checklist=full_checklist(), visits=[visit]))


def test_file_that_writes_every_answer_in_full_needs_no_tree():
    visit = full_visit(answers={"yes-no": {"value": "yes"}, "scale": {"value": 4}})
    bundle = bundle_with(visit)

    assert (bundle.spelling.full_answers, bundle.spelling.visits) == (True, {})


def test_file_in_another_zone_needs_no_tree():
    visit = full_visit(started_at="2026-09-03T12:32:00+05:30", ended_at="2026-09-03T13:32:00+05:30")
    del visit["answers"]
    bundle = bundle_with(visit)

    assert (bundle.spelling.offset, bundle.spelling.visits) == ("+05:30", {})


def test_old_spelling_never_hides_a_change():
    given_visit = edited(full_visit(), ("incidents", 0, "extra_gesture"), True)
    given_visit["incidents"][1]["apology"] = False
    bundle = bundle_with(given_visit)
    failure, surprise = bundle.visits[0].incidents
    changed = replace(bundle.visits[0], incidents=(failure, replace(surprise, apology=True)))

    document = bundle_document(replace(bundle, visits=(changed,)))

    assert document["visits"][0]["incidents"][1]["apology"] is True


@pytest.mark.parametrize(
    ("normal", "given"),
    [
        pytest.param({"a": 1}, {"a": 1}, id="equal"),
        pytest.param({"a": 1}, {}, id="left out"),
        pytest.param({}, {"a": None}, id="added"),
        pytest.param({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3, "c": []}]}, id="inside a list"),
        pytest.param({"a": [1]}, {"a": [1, 2]}, id="longer list"),
        pytest.param(7, {"value": 7}, id="another shape"),
    ],
)
def test_respelling_undoes_the_difference(normal, given):
    tree = difference(normal, given)

    assert (respelled(normal, tree) if tree else normal) == given
    assert respelled("something else", tree or {}) == "something else"
