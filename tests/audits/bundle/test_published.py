"""Published cases, from the bundle to the scores document."""

from collections import Counter
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from functools import cache

import pytest
from django.core.management import call_command

from audits.actions.scores import check_scores
from audits.bundle import bundle_document, bundle_of, scores_document
from audits.models import Audit
from audits.queries.bundle import stored_bundle
from audits.queries.scores import audit_scores
from tests.audits.bundle.documents import as_bytes, edited
from tests.audits.bundle.published import (
    case,
    coffee_bundle,
    mumbai_bundle,
    mumbai_visits,
    natural,
    story_bundle,
)

pytestmark = pytest.mark.shared


def stories():
    return {story["id"]: story for story in case("customer_stories")["cases"]}


def cut(value):
    """To four decimals, as the case prints its totals."""
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.0001"), ROUND_DOWN)


@pytest.mark.parametrize("name", ["pizza", "car_service", "steakhouse"])
def test_customer_story_scores_as_told(name):
    story = stories()[name]
    expected = story["expected"]
    scores = scores_document(bundle_of(story_bundle(story)))

    points = {code: scores["criteria"][code]["value"] for code in expected["points"]}
    stages = {stage: cut(one["value"]) for stage, one in scores["stages"].items()}
    assert points == expected["points"]
    assert stages == {stage: cut(value) for stage, value in expected["stages"].items()}
    assert cut(scores["total"]["value"]) == cut(expected["total"])
    assert {stage: gap["gap"] for stage, gap in scores["gaps"].items()} == expected["gap"]


def test_each_failure_of_the_story_recovers_as_told():
    story = stories()["pizza"]
    for incident in story["incidents"]:
        document = story_bundle({**story, "incidents": [incident]})
        scores = scores_document(bundle_of(document))
        assert scores["incidents"]["recovery"] == incident["recovery_score"]


def test_broken_promises_of_the_story_are_counted():
    scores = scores_document(bundle_of(story_bundle(stories()["pizza"])))

    assert scores["promises"] == {
        "made": 2,
        "kept": 0,
        "partly": 0,
        "broken": 2,
        "unverifiable": 0,
    }


@cache
def mumbai_scores(kind, scenario):
    chosen = {"type": kind, "case": scenario}
    visits = mumbai_visits(**{key: value for key, value in chosen.items() if value})
    return scores_document(bundle_of(mumbai_bundle(visits, scenario)))


def printed(figure):
    """The figure from the scores document, with as many decimals as it was published with."""
    code, chosen = figure["variable"], figure["filter"]
    criterion = mumbai_scores(chosen["type"], chosen.get("case"))["criteria"][code]
    assert criterion["answered"] == figure["n"]
    mean = natural(code, Decimal(str(criterion["value"])))
    value = mean * {"percent": 100, "percent_of_10": 10, "mean": 1}[figure["stat"]]
    return value.quantize(Decimal(1).scaleb(-figure["decimals"]), ROUND_HALF_EVEN)


def test_mumbai_figures_are_reproduced():
    figures = case("mumbai_sp")["published"]

    differing = [one for one in figures if printed(one) != Decimal(str(one["value"]))]

    assert (len(figures), differing) == (123, [])


def test_mumbai_means_are_reproduced():
    items = mumbai_scores(None, 1)["criteria"] | mumbai_scores(None, 2)["criteria"]
    means = items | mumbai_scores(None, None)["criteria"]
    table = [one for one in case("mumbai_sp")["published_summary"] if one["variable"] in means]

    differing = [one["variable"] for one in table if not is_mean(one, means[one["variable"]])]

    # The stale line of the published table, as the case tells.
    assert (len(table), differing) == (83, ["microbio"])


def is_mean(published, criterion):
    decimals = -Decimal(str(published["mean"])).as_tuple().exponent
    mean = natural(published["variable"], criterion["value"])
    is_near = abs(mean - published["mean"]) <= 0.5 * 10**-decimals + 2e-5
    return is_near and criterion["answered"] == published["n"]


def test_duration_below_zero_is_refused_unless_the_checklist_asks_for_it():
    document = mumbai_bundle(mumbai_visits(case=2), 2)
    position = [one["code"] for one in document["checklist"]["criteria"]].index("time_waiting")
    line = {"linear": [0, 1000]}
    place = ("checklist", "criteria", position)
    document = edited(edited(document, (*place, "scoring"), line), (*place, "min"), 0)

    with pytest.raises(ValueError, match=r"time_waiting\.value: a number .*, not -12\.383333"):
        bundle_of(document)


@pytest.mark.django_db
def test_mumbai_visits_come_back_equal(tmp_path):
    for scenario in (1, 2):
        document = mumbai_bundle(mumbai_visits(case=scenario), scenario)
        path = tmp_path / f"{scenario}.json"
        path.write_bytes(as_bytes(document))
        call_command("import_audit", path, verbosity=0)
        audit = Audit.objects.get(key=f"mumbai-{scenario}")
        assert bundle_document(stored_bundle(audit)) == document


def test_coffee_totals_agree_as_the_case_says():
    data = case("cqi_arabica")
    visits = scores_document(bundle_of(coffee_bundle()))["visits"]

    totals = {key: Decimal(str(one["total"]["value"])) for key, one in visits.items()}
    published = {f"r{record[0]}": Decimal(str(record[-1])) for record in data["records"]}
    differences = {key: totals[key] - published[key] for key in totals}

    found = Counter(str(float(one)) for one in differences.values())
    assert dict(found) == data["verification"]["difference_sum_minus_published"]
    assert sum(abs(one) <= Decimal("0.02") for one in differences.values()) == 1307
    assert [totals[f"r{record}"] for record in data["verification"]["zero_records"]] == [0]
    assert [
        {"record": int(key[1:]), "sum": float(totals[key]), "published": float(published[key])}
        for key, one in differences.items()
        if abs(one) > Decimal("0.05")
    ] == data["verification"]["outliers"]


@pytest.mark.django_db
def test_coffee_audits_are_imported_and_come_back_equal(tmp_path):
    document = coffee_bundle()
    path = tmp_path / "coffee.json"
    path.write_bytes(as_bytes(document))
    call_command("import_audit", path, verbosity=0)

    audit = Audit.objects.get(key="cqi-arabica")
    bundle = stored_bundle(audit)
    assert bundle_document(bundle) == document
    assert scores_document(bundle) == scores_document(bundle_of(document))
    assert len(audit_scores(audit).visits) == 1311
    assert check_scores(audit) == []
