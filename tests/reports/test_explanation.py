import pytest
from django.utils import translation

from reports.sections import explanation
from tests.reports import material


def lines(one):
    return {line.key: line.words for line in explanation.explanation(one)}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("visits", [1, 5, 30])
def test_every_recommendation_explains_itself(language, visits):
    with translation.override(language):
        for one in material.document(visits, language).recommendations:
            told = lines(one)
            assert {"rule", "count", "certainty", "withdrawn"} <= told.keys()
            assert all(
                words and "%(" not in words and "None" not in words for words in told.values()
            )


def test_incident_claims_no_pattern():
    one = material.document(1, "en").recommendations[0]
    assert lines(one)["certainty"] == "An incident: it happened, and once is enough."


def test_observation_names_no_probability():
    one = material.document(1, "en").recommendations[-1]
    assert "so few visits do not show how often" in lines(one)["certainty"]


def test_pattern_says_its_probability_and_what_would_withdraw_it():
    found = [one for one in material.document(30, "en").recommendations if one.withdrawal]
    told = lines(found[0])
    assert f"with a probability of {found[0].probability} %" in told["certainty"]
    assert "in a row" in told["withdrawn"]


def test_gain_is_no_forecast():
    words = explanation.what_if_words(material.document(5, "en"))
    assert "had been right in these visits" in words
    assert "this is no forecast" in words


def test_points_are_written_in_the_language():
    with translation.override("fi"):
        assert explanation.points("1.5") == "1,5"
