"""Answers that cannot well be true together: declared, read, found."""

import pytest

from journeys import logic, queries
from journeys.definition import DefinitionError, parse_checklist
from journeys.queries.conditions import contradiction_lines
from tests.factories import checklist_document

BOTH = {"all": [{"criterion": "S1-01", "is": "yes"}, {"criterion": "S3-01", "is": "no"}]}
TEXT = {"fi": "Ei sovi.", "sv": "Passar inte.", "en": "Does not fit."}


def checklist(*contradictions, **more):
    return parse_checklist(checklist_document(contradictions=list(contradictions), **more))


def found(answers, *contradictions):
    one = checklist(*contradictions)
    return [told.text["en"] for told in logic.contradicted(one.contradictions, one, answers)]


def test_contradiction_is_found_when_its_condition_holds():
    declared = {"when": BOTH, "text": TEXT}
    assert found({"S1-01": "yes", "S3-01": "no"}, declared) == ["Does not fit."]
    assert found({"S1-01": "yes", "S3-01": "yes"}, declared) == []
    assert found({"S1-01": "yes"}, declared) == []


def test_hidden_answer_contradicts_nothing():
    document = checklist_document(contradictions=[{"when": BOTH, "text": TEXT}])
    document["criteria"][2]["show_if"] = {"criterion": "S2-01", "is": "yes"}
    one = parse_checklist(document)
    answers = {"S1-01": "yes", "S2-01": "no", "S3-01": "no"}
    assert logic.contradicted(one.contradictions, one, answers) == []


@pytest.mark.parametrize(
    ("contradiction", "fault"),
    [
        ({"text": TEXT}, "contradictions[0].when: a condition is expected"),
        ({"when": BOTH}, "contradictions[0].text: is missing"),
        ({"when": {"criterion": "S1-01", "is": "yes"}, "text": TEXT}, "two criteria at least"),
        ({"when": BOTH, "text": TEXT, "cap": 9}, "contradictions[0].cap: unknown key"),
        (
            {"when": {"all": [*BOTH["all"], {"criterion": "X", "is": "no"}]}, "text": TEXT},
            'contradictions[0].when.all[2].criterion: there is no criterion "X"',
        ),
    ],
)
def test_faults_are_named_with_their_place(contradiction, fault):
    with pytest.raises(DefinitionError, match="contradictions") as caught:
        checklist(contradiction)
    assert any(fault in str(one) for one in caught.value.faults)


@pytest.mark.parametrize(("code", "version"), queries.library_versions())
def test_every_shipped_contradiction_can_be_told(code, version):
    one = queries.library_checklist(code, version)
    assert queries.contradictions_of(one)
    for language in ("fi", "sv", "en"):
        assert all(language in told.text for told in queries.contradictions_of(one))
        assert all(contradiction_lines(one, language))


def test_newest_version_has_every_contradiction_of_its_checklist():
    shipped = queries.read_library_file("contradictions")
    newest = dict(queries.library_versions())
    told = {
        code: len(queries.contradictions_of(queries.library_checklist(code, newest[code])))
        for code in shipped
    }
    assert told == {code: len(items) for code, items in shipped.items()}


def test_changed_question_of_the_same_code_is_left_alone():
    library = queries.library_document("store", 2)
    criteria = [one for one in library["criteria"] if one["code"] in ("A3-03", "A3-13")]
    assert len(queries.contradictions_of(parse_checklist({**library, "criteria": criteria}))) == 1
    changed = [{**criteria[0], "type": "text"}, criteria[1]]
    plain = [{k: v for k, v in one.items() if k in ("code", "stage", "text")} for one in changed]
    asked = [{**one, "type": "text"} for one in plain]
    assert queries.contradictions_of(parse_checklist({**library, "criteria": asked})) == ()
