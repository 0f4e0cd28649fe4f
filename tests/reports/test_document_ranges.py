"""What the document says about how far its numbers can be trusted."""

import copy
from dataclasses import replace

from audits import scoring
from audits.bundle import bundle_of
from audits.queries.comparison import Change, Comparison
from reports.document import Wishes, build_document, codec
from reports.sections import method
from tests.reports import material


def figures(document):
    places = [document, *document.sites]
    return [place.total.both for place in places] + [one.scores.both for one in document.stages]


def doubled(count):
    """A bundle in which two auditors went to each of so many sites on one day."""
    document = copy.deepcopy(material.bundle_document(1))
    [visit] = document["visits"]
    document["sites"] = [{**document["sites"][0], "key": f"s{n}"} for n in range(count)]
    document["visits"] = [
        {**visit, "key": f"v{n}{auditor}", "site": f"s{n}", "auditor": auditor}
        for n in range(count)
        for auditor in ("a1", "a2")
    ]
    return build_document(bundle_of(document), Wishes(language="en"))


def test_every_figure_carries_its_range():
    for score in figures(material.document(30)):
        assert score.low <= score.micro <= score.high
        assert score.low_shown
        assert score.grade in ("indicative", "moderate", "strong")


def test_a_narrow_range_earns_a_decimal():
    for score in figures(material.document(30)):
        assert bool(score.precise) == ("." in score.low_shown)
        assert "." not in score.shown


def test_one_visit_claims_nothing_about_the_place():
    total = material.document(1).total.both
    assert (total.band, total.certainty, total.may_show_mean) == ("", None, False)
    assert (total.may_show_rank, total.may_show_trend) == (False, False)
    assert total.high - total.low > 40 * scoring.UNIT


def test_sites_of_few_visits_stand_in_no_tier():
    assert {site.tier for site in material.document(5).sites} == {None}
    assert {site.better_than for site in material.document(5).sites} == {()}


def test_sites_of_many_visits_stand_in_tiers():
    sites = material.document(30).sites
    assert min(site.tier for site in sites) == 1
    tier = {site.key: site.tier for site in sites}
    assert all(tier[site.key] < tier[worse] for site in sites for worse in site.better_than)


def test_the_planner_says_what_visits_can_show():
    planner = material.document(5).planner
    assert (planner.is_own, planner.spread, planner.fewest) == (False, "14.2", 1)
    assert planner.detectable == ""
    assert material.document(30).planner.detectable != ""
    assert material.document(1).planner is None


def test_a_criterion_says_how_often_it_was_right():
    criteria = [one for stage in material.document(5).stages for one in stage.criteria]
    shares = [one.full for one in criteria if one.full]
    assert shares
    for share in shares:
        assert 0 <= share.low <= 100 * share.count / share.of <= share.high <= 100


def test_promoters_are_counted_before_they_are_an_index():
    found = {
        count: next(one for one in material.document(count).closing if one.instrument == "NPS")
        for count in (5, 30)
    }
    few, many = found[5].figures, found[30].figures
    assert (few.detractors + few.passives + few.promoters, few.index) == (few.answers, "")
    assert many.index != ""
    assert int(many.index_low) <= int(many.index) <= int(many.index_high)


def test_double_visits_are_compared():
    assert material.document(5).agreement is None
    few, many = doubled(2).agreement, doubled(10).agreement
    assert (few.pairs, few.equal, few.alpha, few.alpha_low) == (2, 100, "", "")
    assert (many.pairs, many.equal, many.alpha, many.alpha_grade) == (10, 100, "1.00", "good")


def test_a_round_stands_beside_the_one_before():
    unit = scoring.UNIT
    total = Change("", 60 * unit, 66 * unit, 5, 5, 2 * unit, 10 * unit, "up")
    parts = {"difference": 5_960_000, "like": 6_000_000, "mix": -40_000, "checklist": 0}
    found = Comparison(
        "Kevät", "kevat", "", "", None, 3, **parts, total=total, stages=(), places=()
    )
    document = build_document(material.bundle(5), Wishes(language="en", comparison=found))
    told = document.comparison
    assert (told.total.difference.shown, told.total.low, told.total.arrow) == ("+6", "+2", "up")
    assert (told.difference.shown, told.like.shown, told.mix.shown) == ("+6.0", "+6.0", "0.0")
    assert codec.from_json(codec.to_json(document)) == document
    one = Wishes(language="en", comparison=found, site="kuopio")
    assert build_document(material.bundle(5), one).comparison is None


def test_snapshots_of_before_can_be_read():
    document = codec.to_json(material.document(5))
    for new in ("comparison", "agreement", "planner"):
        del document[new]
    for new in ("low", "high", "grade", "certainty", "may_show_mean"):
        del document["total"]["both"][new]
    old = codec.from_json(document)
    assert (old.total.both.low, old.planner) == (None, None)
    assert old.total.both.may_show_mean


def test_report_that_calls_a_site_better_says_how_far_that_bears():
    document = material.document(30, "en")
    silent = replace(document, sites=tuple(replace(one, better_than=()) for one in document.sites))
    first, *others = silent.sites
    said = replace(silent, sites=(replace(first, better_than=("kuopio",)), *others))
    limit = "Were all sites alike in truth"
    assert not any(limit in line for line in method.ranges(silent))
    assert sum(limit in line for line in method.ranges(said)) == 1
