"""Every chart, with the data that breaks charts: none, one, zero, all equal, too long."""

import itertools
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings

from reports import charts
from reports.charts import drawing, journey
from reports.pdf.page import paper_tokens

WORDS = charts.Words("Total 78 of 100; target 80.", "Dots are visits.")
NAMES = ("Awareness", "Consideration", "Purchase", "Service and use", "Aftercare & <loyalty>")
LONG = "Asiakaspalvelukokemuskehittämissuunnitelmatyöryhmä" * 4
POINT = 1_000_000
SVG = "{http://www.w3.org/2000/svg}"


def score_rows(scores, name=None):
    return [
        charts.ScoreRow(
            name or stage,
            None if score is None else score * POINT,
            "" if score is None else str(score),
            None if score is None else 2,
            () if score is None else (0, score * POINT, 100 * POINT),
        )
        for stage, score in zip(NAMES, scores, strict=False)
    ]


def journey_of(values, feelings, name=None, visits=()):
    stages = [
        charts.JourneyStage(name or stage, value, value, str(value), str(value))
        for stage, value in zip(NAMES, values, strict=True)
    ]
    curve = [charts.EmotionStage(feeling, str(feeling), visits, "Peak") for feeling in feelings]
    return charts.journey_chart(
        stages, curve, WORDS, labels=("Expectation", "Experience", "Feeling, −3 to +3")
    )


def gaps(pairs, name="Service and use"):
    rows = [charts.GapRow(name, e, p, str(e), str(p), "−1.0") for e, p in pairs]
    return charts.gap_chart(rows, WORDS, labels=("Expectation", "Experience"))


def sites(scores, name="Tampere", note="3 visits"):
    rows = [
        charts.PlaceRow(name, score, "78", 3, () if score is None else (score, 0), note)
        for score in scores
    ]
    return charts.site_dots(rows, WORDS, target=100)


def matrix(count):
    items = [charts.MatrixItem(number, "free", "high") for number in range(1, count + 1)]
    costs = {"free": "Free", "low": "Low", "medium": "Medium", "high": LONG}
    impacts = {"high": "High", "medium": "Medium", "low": LONG}
    return charts.cost_impact_matrix(
        items, WORDS, costs=costs, impacts=impacts, axes=("Cost", "Impact")
    )


def promises(counts):
    names = ("Kept", "Partly", "Broken", "Could not be checked")
    tones = (4, 2, 0, None)
    shares = [charts.Share(*row) for row in zip(names, counts, tones, strict=True)]
    return charts.promise_bar(shares, WORDS)


def micro(points):
    return None if points is None else points * POINT


def slopes(pairs, name="Purchase"):
    rows = [
        charts.SlopeRow(
            name,
            *(None if one is None else one * POINT for one in pair),
            "50",
            "51",
            place % 2 == 0,
        )
        for place, pair in enumerate(pairs)
    ]
    return charts.slope_chart(rows, WORDS, rounds=("Spring", LONG))


def radar(scores):
    rows = [charts.ScoreRow("", micro(one), str(one), low=0, high=100 * POINT) for one in scores]
    return charts.stage_radar(rows, WORDS, target=80)


CHARTS = [
    pytest.param(charts.score_ring(None, "", WORDS), id="ring of nothing"),
    pytest.param(charts.score_ring(0, "0", WORDS, target=0), id="ring at zero"),
    pytest.param(charts.score_ring(100 * POINT, "100", WORDS, target=100), id="full ring"),
    pytest.param(charts.stage_bars([], WORDS), id="no stages"),
    pytest.param(charts.stage_bars(score_rows([78]), WORDS), id="one stage"),
    pytest.param(
        charts.stage_bars(score_rows([0, 100, None, 50, 50]), WORDS, target=80), id="bars"
    ),
    pytest.param(charts.stage_bars(score_rows([50] * 5, LONG), WORDS, width=312), id="long names"),
    pytest.param(journey_of([None] * 5, [None] * 5), id="journey without answers"),
    pytest.param(
        journey_of([0, 4, None, 2, 2], [-3, 3, 0, None, 0], visits=(3, None)), id="journey"
    ),
    pytest.param(journey_of([2] * 5, [0] * 5, LONG, (0, 0)), id="flat journey"),
    pytest.param(gaps([]), id="no gaps"),
    pytest.param(gaps([(0, 4), (4, 0), (2, 2), (None, 3), (3, None)]), id="gaps"),
    pytest.param(gaps([(0, 4)], LONG), id="gap of a long name"),
    pytest.param(sites([]), id="no sites"),
    pytest.param(sites([0, 100 * POINT, None]), id="sites"),
    pytest.param(sites([0], LONG, LONG), id="long site"),
    pytest.param(matrix(0), id="empty matrix"),
    pytest.param(matrix(70), id="crowded matrix"),
    pytest.param(slopes([]), id="no slopes"),
    pytest.param(slopes([(0, 100), (None, 3), (50, 50)]), id="slopes"),
    pytest.param(slopes([(50, 51)] * 12), id="slopes that crowd"),
    pytest.param(slopes([(98, 99), (100, 97)], LONG), id="steep names"),
    pytest.param(radar([0, 100, None, 50, 50]), id="profile with a gap"),
    pytest.param(radar([0, 0, 0]), id="profile of nothing"),
    pytest.param(radar([100] * 12), id="profile of twelve"),
    pytest.param(promises([0, 0, 0, 0]), id="no promises"),
    pytest.param(promises([1, 0, 0, 0]), id="one promise"),
    pytest.param(promises([400, 1, 1, 1]), id="many promises"),
]


def numbers(text):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def corners(element):
    """All x and all y that an element draws at."""
    get = element.get
    if element.tag == f"{SVG}path":
        # Arcs carry radii and flags; only their ends are places.
        data = re.sub(r"A\S+ \S+ \S+ \S+ \S+", "L", get("d"))
        places = numbers(data)
        return places[::2], places[1::2]
    xs = [float(get(key)) for key in ("x", "x1", "x2", "cx") if get(key)]
    ys = [float(get(key)) for key in ("y", "y1", "y2", "cy") if get(key)]
    if element.tag == f"{SVG}rect":
        xs.append(xs[0] + float(get("width")))
        ys.append(ys[0] + float(get("height")))
    return xs, ys


@pytest.mark.parametrize("chart", CHARTS)
def test_chart_is_a_named_image_with_everything_inside(chart):
    root = ElementTree.fromstring(chart)
    _left, _top, width, height = map(float, root.get("viewBox").split())
    assert root[0].tag == f"{SVG}title"
    assert (root[0].text, root[1].text) == (WORDS.title, WORDS.desc)
    for element in root.iter():
        xs, ys = corners(element)
        assert all(0 <= x <= width for x in xs), ElementTree.tostring(element)
        assert all(0 <= y <= height for y in ys), ElementTree.tostring(element)


@pytest.mark.parametrize("chart", CHARTS)
def test_chart_labels_stay_inside(chart):
    root = ElementTree.fromstring(chart)
    width = float(root.get("width"))
    for label in root.iter(f"{SVG}text"):
        run = drawing.text_width(label.text, float(label.get("font-size")))
        shift = {"start": 0, "middle": run / 2, "end": run}[label.get("text-anchor")]
        start = float(label.get("x")) - shift
        assert start >= -1
        assert start + run <= width + 1, label.text


@pytest.mark.parametrize("chart", CHARTS)
def test_chart_has_attributes_only(chart):
    assert "style" not in chart
    assert "nan" not in chart
    assert "inf" not in chart
    assert set(re.findall(r'class="([^"]*)"', chart)) == {"chart"}


def test_labels_are_escaped():
    chart = charts.stage_bars(score_rows([1], "<script>&"), charts.Words("<b>", "&"))
    assert "<script>" not in chart
    assert "&lt;script&gt;&amp;" in chart
    assert "<title>&lt;b&gt;</title><desc>&amp;</desc>" in chart


def test_curve_stays_between_its_values():
    ys = [0, 0, 10, 10, 3, 9, 0]
    xs = [0, 5, 10, 30, 40, 41, 60]
    places = numbers(drawing.curve(xs, ys))
    assert min(places[1::2]) == 0
    assert max(places[1::2]) == 10


def test_curve_does_not_bridge_a_stage_that_nobody_saw():
    assert drawing.runs([1, 2, None, 3, None, None, 4]) == [[0, 1], [3], [6]]


def test_two_stages_make_no_figure():
    assert radar([50, 60]) == radar([50, None, 60]) == ""


def test_profile_is_closed_only_when_every_stage_has_points():
    whole, broken = radar([50, 60, 70, 80]), radar([50, 60, None, 70])
    assert whole.count('stroke-width="2.2"') == broken.count('stroke-width="2.2"') == 1


def test_labels_of_slopes_do_not_cover_each_other():
    places = re.findall(r'y="([\d.]+)"[^>]*>51 Purchase', slopes([(50, 51)] * 12))
    heights = sorted(map(float, places))
    assert all(lower - upper >= 12 for upper, lower in itertools.pairwise(heights))


def test_same_data_same_string():
    rows = score_rows([78, 60, 93, 53, None])
    assert charts.stage_bars(rows, WORDS) == charts.stage_bars(rows, WORDS)


def test_long_words_are_shortened_to_fit():
    assert drawing.fitted("Tampere", 200, 10) == "Tampere"
    short = drawing.fitted(LONG, 100, 10)
    assert short.endswith("…")
    assert drawing.text_width(short, 10) <= 100


def test_crowded_cell_counts_what_it_leaves_out():
    chart = matrix(70)
    shown = re.findall(r">(\d+)</text>", chart)
    left_out = int(re.search(r">\+(\d+)</text>", chart)[1])
    assert len(shown) + left_out == 70


def test_cover_art_is_a_picture_without_words():
    art = charts.cover_art([78 * POINT, None, 0, 100 * POINT, 53 * POINT])
    ElementTree.fromstring(art)
    assert "<text" not in art


def test_palette_is_the_light_theme_of_the_tokens():
    tokens = paper_tokens((settings.BASE_DIR / "static/css/tokens.css").read_text())
    assert dict(drawing.PALETTE) == {name: tokens[name] for name in drawing.PALETTE}
    assert (tokens["bar"], tokens["focus-on-bar"]) == (journey.COVER, journey.COVER_LINE)


def test_ring_golden():
    assert charts.score_ring(25 * POINT, "25", charts.Words("25 of 100")) == (
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        'viewBox="0 0 190 190" width="190" height="190"><title>25 of 100</title>'
        '<circle cx="95" cy="95" r="76" fill="none" stroke="#e3e8e3" stroke-width="15"/>'
        '<path d="M95 19A76 76 0 0 1 171 95" fill="none" stroke="#0f5c54" stroke-width="15"/>'
        '<text x="95" y="108" font-family="JA Sans, JA Sans Ext, Inter, sans-serif" '
        'font-size="46" font-weight="700" fill="#14282b" text-anchor="middle">25</text>'
        '<text x="95" y="127" font-family="JA Sans, JA Sans Ext, Inter, sans-serif" '
        'font-size="11" font-weight="400" fill="#506065" text-anchor="middle">/ 100</text></svg>'
    )
