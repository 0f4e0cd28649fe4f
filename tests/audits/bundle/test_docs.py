"""docs/bundle.md is the published description: its examples and its tables must be true."""

import json
import re

import pytest

from audits.bundle import bundle_document, bundle_of, schema, scores_document
from journeyaudit.settings import BASE_DIR
from journeys.question_types import QUESTION_TYPES

TEXT = (BASE_DIR / "docs" / "bundle.md").read_text(encoding="utf-8")
BUNDLE, SCORES = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL))
PARTS = (
    "site",
    "visit",
    "check",
    "finding",
    "full_answer",
    "experience",
    "promise",
    "incident",
    "closing",
)


def test_example_is_read_and_written_equal():
    assert bundle_document(bundle_of(BUNDLE)) == BUNDLE


def test_scores_example_has_the_shape_of_the_scores():
    scores = scores_document(bundle_of(BUNDLE))

    assert list(scores) == list(SCORES)
    for key in ("checklist", "total", "emotion", "promises", "incidents"):
        assert list(scores[key]) == list(SCORES[key])
    assert list(scores["criteria"]["A1-01"]) == list(SCORES["criteria"]["A1-01"])
    assert scores["gaps"] == SCORES["gaps"]
    assert scores["emotion"] == SCORES["emotion"]


@pytest.mark.parametrize("part", PARTS)
def test_every_key_of_the_format_is_described(part):
    keys = schema()["$defs"][part]["properties"]

    assert [key for key in keys if f"`{key}`" not in TEXT] == []


def test_every_kind_of_question_is_described():
    assert [kind for kind in QUESTION_TYPES if f"`{kind}`" not in TEXT] == []
