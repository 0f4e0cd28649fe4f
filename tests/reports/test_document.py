import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from audits.bundle import bundle_of, bundle_scores
from journeys.queries import library_codes
from reports.document import DocumentError, PhotoOf, Wishes, build_document, from_json, to_json
from reports.recommendations import Decided
from tests.reports import material

VISITS = (0, 1, 5, 30)


def criteria(document):
    return {one.code: one for stage in document.stages for one in stage.criteria}


@pytest.mark.parametrize("visits", VISITS)
def test_document_is_equal_after_json(visits):
    document = material.document(visits)
    assert from_json(json.loads(json.dumps(to_json(document)))) == document


def test_snapshot_of_another_version_is_refused():
    with pytest.raises(DocumentError, match="journeyaudit/report/1 is expected, not 'other/9'"):
        from_json({**to_json(material.document(1)), "version": "other/9"})


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param({"visits": 3}, id="wrong kind"),
        pytest.param({"client": None}, id="nothing where something is expected"),
        pytest.param({"surplus": 1}, id="unknown key"),
        pytest.param({"total": {"both": {}}}, id="part of a part"),
    ],
)
def test_damaged_snapshot_is_refused(damage):
    with pytest.raises(DocumentError, match="does not fit"):
        from_json({**to_json(material.document(1)), **damage})


@pytest.mark.parametrize("visits", VISITS)
def test_every_figure_is_the_scoring_engines(visits):
    document = material.document(visits)
    scores = bundle_scores(material.bundle(visits))
    assert document.total.both.micro == scores.whole.total.both.micro
    assert {stage.key: stage.scores.fact.micro for stage in document.stages} == {
        key: figures.fact.micro for key, figures in scores.whole.stages.items()
    }
    assert {code: one.score.micro for code, one in criteria(document).items()} == {
        code: figures.micro for code, figures in scores.criteria.items()
    }


def test_lost_points_add_up_as_printed():
    document = material.document(5)
    printed = sum(Fraction(one.lost.shown) for one in criteria(document).values())
    exact = sum(one.lost for one in bundle_scores(material.bundle(5)).criteria.values())
    assert printed == round(exact, 1)


def test_visits_have_labels_and_weeks_and_no_auditor():
    document = material.document(5)
    assert [visit.label[1:] for visit in document.visits] == ["1", "2", "3", "4", "5"]
    assert {visit.week for visit in document.visits} == {"2026-W36"}
    text = json.dumps(to_json(document))
    assert "a1" not in [*text.split('"')]
    assert "11:00" not in text


def test_one_visit_gives_no_band_but_its_own():
    document = material.document(1)
    assert document.total.both.band == ""
    assert {stage.scores.both.band for stage in document.stages} == {""}
    assert document.sites[0].total.both.band == ""
    assert document.visits[0].total.band != ""


def test_site_with_one_visit_of_many_has_no_band():
    document = material.document(5)
    assert [(len(site.visits), bool(site.total.both.band)) for site in document.sites] == [
        (2, False),
        (2, False),
        (1, False),
    ]


def test_audit_without_visits_scores_nothing():
    document = material.document(0)
    assert (document.total.both.micro, document.total.both.shown) == (None, "")
    assert (document.visits, document.recommendations, document.strengths) == ((), (), ())


def test_report_of_one_site_holds_only_its_visits():
    document = build_document(material.bundle(5), Wishes(site="kuopio"))
    assert document.site == "Kuopio, Matkus"
    assert [visit.site for visit in document.visits] == ["kuopio"]
    assert [site.key for site in document.sites] == ["kuopio"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_words_are_in_the_language_of_the_report(language):
    document = material.document(1, language)
    stage = {"fi": "Osto", "sv": "Köp", "en": "Purchase"}[language]
    assert document.stages[2].name == stage
    assert (
        document.label("cost", "free") == {"fi": "Ilmainen", "sv": "Gratis", "en": "Free"}[language]
    )


@pytest.mark.parametrize("code", library_codes())
def test_every_library_checklist_makes_a_document(code):
    document = material.document(5, "fi", code)
    assert document.method.code == code
    assert document.recommendations


def test_all_not_applicable_is_nothing_and_not_zero():
    raw = material.bundle_document(2)
    for visit in raw["visits"]:
        visit["answers"] = {
            code: {"state": "not_applicable", "reason": "Ei"} for code in visit["answers"]
        }
    document = build_document(bundle_of(raw))
    assert {stage.scores.both.shown for stage in document.stages} == {""}
    assert document.needs == ()


def test_empty_stage_is_empty_and_the_others_stand():
    raw = material.bundle_document(2)
    for visit in raw["visits"]:
        visit["answers"] = {k: v for k, v in visit["answers"].items() if not k.startswith("A5")}
    document = build_document(bundle_of(raw))
    assert [bool(stage.scores.both.shown) for stage in document.stages] == [True] * 4 + [False]


def test_photos_belong_to_their_visit_and_stage():
    document = material.document(5)
    first = document.visits[0].label
    assert [(p.visit, p.stage, p.caption) for p in document.photos] == [
        (first, "awareness", "Aukioloajat ovessa"),
        (first, "purchase", "Kuitti"),
    ]


def test_photo_of_a_visit_that_is_not_there_is_left_out():
    wishes = Wishes(photos=(PhotoOf("c" * 64, "v99"),))
    assert build_document(material.bundle(1), wishes).photos == ()


def test_consultants_words_and_decisions_are_carried():
    first = material.document(5).recommendations[-1]
    wishes = Wishes(
        title="Palvelu ratkaisee",
        summary="Hyvä **alku**.",
        issued_on=date(2026, 10, 12),
        decisions=(Decided(first.code, title="Uusi otsikko", position=1),),
    )
    document = build_document(material.bundle(5), wishes)
    assert (document.title, document.summary) == ("Palvelu ratkaisee", "Hyvä **alku**.")
    assert document.issued_on == "2026-10-12"
    moved = document.recommendations[0]
    assert (moved.number, moved.title, moved.is_edited) == (1, "Uusi otsikko", True)


def test_dropped_recommendation_never_reaches_the_client():
    code = material.document(5).recommendations[0].code
    decisions = (Decided(code, is_dropped=True, drop_reason="Salainen syy"),)
    document = build_document(material.bundle(5), Wishes(decisions=decisions))
    assert code not in {one.code for one in document.recommendations}
    assert "Salainen" not in json.dumps(to_json(document), ensure_ascii=False)


def test_broken_promises_are_incidents():
    document = material.document(30)
    broken = [one for one in document.recommendations if one.code.startswith("promise-")]
    assert [(one.code, one.tier, one.stage) for one in broken] == [
        ("promise-all", "incident", "awareness")
    ]
    assert broken[0].incidents == document.promises.broken


def test_evidence_names_the_visits_that_fell_short():
    document = material.document(5)
    for one in document.recommendations:
        asked = [found for code in one.criteria if (found := criteria(document).get(code))]
        if asked:
            told = {a.visit for c in asked for a in c.answers if a.micro is not None}
            short = {a.visit for c in asked for a in c.answers if (a.micro or 0) < 60_000_000}
            assert one.visits == len(told)
            assert one.short <= len(short & told) + one.incidents
            assert {piece.visit for piece in one.evidence} <= told


def test_one_action_is_recommended_once():
    document = material.document(5)
    named = [code for one in document.recommendations for code in one.criteria]
    assert len(named) == len(set(named))


def test_incident_of_one_visit_stands_first_and_others_stay_observations():
    found = material.document(1).recommendations
    tiers = [one.certainty for one in found]
    count = tiers.count("incident")
    assert count
    assert tiers == ["incident"] * count + ["observation"] * (len(tiers) - count)


def test_report_of_one_site_takes_its_prior_from_the_others():
    whole = build_document(material.bundle(30), Wishes())
    site = build_document(material.bundle(30), Wishes(site="kuopio"))
    assert {one.prior for one in whole.recommendations} == {43}
    assert len({one.prior for one in site.recommendations}) > 1
    assert all(one.places == () for one in site.recommendations)


def test_sites_are_the_children_of_a_recommendation_for_the_chain():
    chain = [one for one in material.document(30).recommendations if one.is_chain]
    assert chain
    for one in chain:
        assert sum(place.short for place in one.places) == one.short


def test_same_bundle_same_document():
    raw = material.bundle_document(5)
    assert build_document(bundle_of(raw)) == build_document(bundle_of(raw))


def test_visits_are_numbered_by_their_start():
    bundle = material.bundle(5)
    turned = replace(bundle, visits=tuple(reversed(bundle.visits)))
    assert [v.site for v in build_document(turned).visits] == [
        v.site for v in build_document(bundle).visits
    ]


def test_no_database_is_asked(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        build_document(material.bundle(5))
