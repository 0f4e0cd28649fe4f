"""The scores document: the figures of audits.scoring in the published shape."""

import json
from fractions import Fraction

from hypothesis import given

from audits.bundle import bundle_of, bundle_scores, scores_document
from audits.scoring import UNIT
from tests.audits.bundle.documents import edited, full_bundle, small_bundle
from tests.audits.bundle.strategies import bundles

NOTHING = {"micro": None, "value": None, "shown": None, "visits": 0, "coverage": None}


def test_small_bundle_has_every_figure():
    scores = scores_document(bundle_of(small_bundle()))

    total = {"micro": 100 * UNIT, "value": 100.0, "shown": "100", "visits": 1, "coverage": 0.2}
    # t(20) = 2.086 times the spread of a visit (14.2), and of a stage (21.3).
    of_place = {**total, "low": 70.379, "high": 100.0}
    stage = {**total, "coverage": 1.0}
    of_stage = {**stage, "low": 55.569, "high": 100.0}
    blank = {**NOTHING, "coverage": 0.0, "fact": {**NOTHING, "coverage": 0.0}}
    stages = {
        "awareness": {**stage, "fact": stage, "perception": NOTHING},
        **{
            key: {**blank, "perception": NOTHING}
            for key in ("consideration", "purchase", "service", "loyalty")
        },
    }
    of_places = stages | {
        "awareness": {**of_stage, "fact": of_stage, "perception": NOTHING},
    }
    criterion = {"not_applicable": 0, "not_observed": 0}
    unasked = {"micro": None, "value": None, "answered": 0, **criterion, "blank": 1, "lost": 0.0}
    assert scores == {
        "format": "journeyaudit/scores/1",
        "checklist": {"code": "small", "version": 1, "method": "stages"},
        "total": of_place,
        "fact": of_place,
        "perception": NOTHING,
        "stages": of_places,
        "criteria": {
            "S1-01": {
                "micro": 100 * UNIT,
                "value": 100.0,
                "answered": 1,
                **criterion,
                "blank": 0,
                "lost": 0.0,
            },
            **{f"S{order}-01": unasked for order in range(2, 6)},
        },
        "sites": {"tampere": {"total": of_place, "stages": of_places}},
        "regions": {"Pirkanmaa": {"total": of_place, "stages": of_places}},
        "visits": {"v1": {"total": total, "stages": stages, "caps": []}},
        "gaps": {},
        "emotion": {"stages": {}, "peak": None, "end": None, "peak_end": None},
        "promises": {"made": 0, "kept": 0, "partly": 0, "broken": 0, "unverifiable": 0},
        "incidents": {"failures": 0, "surprises": 0, "recovery": None},
    }


def test_figures_beside_the_score():
    scores = scores_document(bundle_of(full_bundle()))

    gap = {"expected": 4.0, "experienced": 1.0, "gap": -3.0}
    feeling = {"mean": -2.0, "visits": 2}
    assert scores["gaps"] == {"service": {**gap, "visits": 2}}
    assert scores["emotion"] == {
        "stages": {"service": feeling},
        "peak": -2.0,
        "end": -2.0,
        "peak_end": -2.0,
    }
    assert scores["promises"] == {
        "made": 4,
        "kept": 0,
        "partly": 0,
        "broken": 2,
        "unverifiable": 0,
    }
    assert scores["incidents"] == {"failures": 2, "surprises": 2, "recovery": 35.0}


def test_keys_follow_the_checklist_and_the_bundle():
    document = full_bundle()
    scores = scores_document(bundle_of(document))

    assert list(scores["sites"]) == ["tampere", "verkko", "oulu"]
    assert list(scores["regions"]) == ["Pirkanmaa", "Pohjois-Pohjanmaa"]
    assert list(scores["visits"]) == ["v1", "v2", "v3"]
    assert list(scores["criteria"]) == [one["code"] for one in document["checklist"]["criteria"]]


def test_site_without_a_visit_has_nothing_to_score():
    scores = scores_document(bundle_of(full_bundle()))

    assert scores["sites"]["oulu"]["total"] == NOTHING
    assert scores["regions"]["Pohjois-Pohjanmaa"]["stages"]["service"] == {
        **NOTHING,
        "fact": NOTHING,
        "perception": NOTHING,
    }


def test_band_cap_is_named():
    scores = scores_document(bundle_of(full_bundle()))

    assert scores["visits"]["v1"]["caps"] == [
        {"criterion": "critical", "effect": "band", "to": "fair"}
    ]


def test_cap_of_points_says_how_far_down():
    critical = {"effect": "cap_visit", "cap": 49.5}
    document = edited(full_bundle(), ("checklist", "criteria", 8, "critical"), critical)

    scores = scores_document(bundle_of(document))

    assert scores["visits"]["v1"]["caps"] == [
        {"criterion": "critical", "effect": "cap_visit", "to": 49.5}
    ]


@given(bundles())
def test_same_input_gives_the_same_bytes(document):
    first, again = (
        json.dumps(scores_document(bundle_of(json.loads(json.dumps(document)))))
        for _time in range(2)
    )

    assert first == again


@given(bundles())
def test_lost_points_add_up(document):
    bundle = bundle_of(document)
    scores = bundle_scores(bundle)
    exact = sum((one.lost for one in scores.criteria.values()), Fraction(0))

    printed = [one["lost"] for one in scores_document(bundle)["criteria"].values()]

    assert round(sum(round(lost * UNIT) for lost in printed)) == int(exact * UNIT + Fraction(1, 2))
