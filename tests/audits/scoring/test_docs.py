"""docs/scoring.md cannot go stale: every row of its tables is worked out again."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from audits.queries.recall import NAMES
from audits.scoring import (
    CriterionRule,
    Scheme,
    ScoredAnswer,
    State,
    audit_scores,
    band,
    exact_base,
    lost_points,
    peak_end,
    recall_of,
    rounded_parts,
    shown,
    shown_fraction,
    visit_score,
)
from journeyaudit.settings import BASE_DIR
from tests.audits.scoring.schemes import (
    BANDS,
    STAGES,
    answered,
    knock_out,
    not_applicable,
    points,
    scheme_and_answers,
    visit_input,
)

DASH = "–"


def rows(*header):
    """The rows of the table with this header, and that there are some."""
    found, inside = [], False
    for line in (BASE_DIR / "docs" / "scoring.md").read_text(encoding="utf-8").splitlines():
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if cells == header:
            inside = True
        elif inside and not line.startswith("|"):
            break
        elif inside and not line.startswith("|--"):
            found.append(pytest.param(*cells, id=" | ".join(cells)))
    assert found, f"docs/scoring.md has no table {header}"
    return found


def table(*header):
    names = [f"c{number}" for number in range(len(header))]
    return pytest.mark.parametrize(names, rows(*header))


def number(text):
    return None if text == DASH else Fraction(text)


def text(value, decimals=0):
    return DASH if value is None else shown(value, decimals)


def groups(cell):
    """From "1: 80 60×2; 3: –" to [(stage weight, [(points or None, weight), …]), …]."""
    found = []
    for stage in cell.split(";"):
        weight, _, items = stage.partition(":")
        pairs = [item.partition("×") for item in items.split()]
        found.append((int(weight), [(number(value), int(w or 1)) for value, _, w in pairs]))
    return found


@table("answers by stage", "stages", "points", "why")
def test_base_by_both_methods(c0, c1, c2, c3):
    for method, expected in (("stages", c1), ("points", c2)):
        assert text(visit_score(*scheme_and_answers(groups(c0), method=method)).base, 1) == expected


@table("base", "bonuses earned", "bonus", "total")
def test_bonus(c0, c1, c2, c3):
    scheme, answers = scheme_and_answers([(1, [(number(c0), 1)])])
    extra = [
        CriterionRule(f"b{n}", "loyalty", 0, True, bonus=points(int(value)))
        for n, value in enumerate(c1.split())
    ]
    answers |= {rule.code: answered(100) for rule in extra}
    scheme = Scheme(scheme.method, scheme.stages, (*scheme.criteria, *extra), BANDS)
    score = visit_score(scheme, answers)
    assert (text(score.base), text(score.bonus), text(score.total)) == (c0, c2, c3)


@table("effect", "base", "first stage", "total")
def test_knock_outs(c0, c1, c2, c3):
    effect, _, limit = c0.partition(" ")
    limits = {"band": {"to": limit}}.get(effect) or ({"cap": int(limit)} if limit else {})
    rule = None if effect == "none" else knock_out(effect, **limits)
    stages = [(1, [(0, 1, rule), (100, 1)]), (1, [(100, 1), (100, 1)])]
    score = visit_score(*scheme_and_answers(stages))
    assert (text(score.base), text(score.stages["awareness"]), text(score.total)) == (c1, c2, c3)


STATES = ("answered", "not applicable", "not observed", "blank")


@table(*STATES, "completeness", "applicability", "thin")
def test_coverage(c0, c1, c2, c3, c4, c5, c6):
    states = [State(state.replace(" ", "_")) for state in STATES]
    weights = zip(states, (c0, c1, c2, c3), strict=True)
    criteria = tuple(CriterionRule(s, STAGES[0], int(w), True) for s, w in weights)
    answers = {state: ScoredAnswer(state, None) for state in states}
    answers[State.ANSWERED] = answered(50)
    stages = tuple((stage, 1) for stage in STAGES)
    found = visit_score(Scheme("stages", stages, criteria, BANDS), answers).coverage
    shares = [f"{shown_fraction(s * 100)} %" for s in (found.completeness, found.applicability)]
    assert [*shares, "yes" if found.is_thin else "no"] == [c4, c5, c6]


@table("visits of the sites", "sites", "audit")
def test_means(c0, c1, c2):
    scheme, _ = scheme_and_answers([(1, [(0, 1)])])
    visits = [
        visit_input(
            f"{site}-{n}",
            f"site {site}",
            answers={"awareness-0": not_applicable() if v == DASH else answered(Fraction(v))},
        )
        for site, values in enumerate(c0.split(";"))
        for n, v in enumerate(values.split())
    ]
    scores = audit_scores(scheme, visits)
    sites = [text(place.total.both.micro, 6) for place in scores.sites.values()]
    assert (" ".join(sites), text(scores.whole.total.both.micro, 6)) == (c1, c2)


@table("method", "answers by stage", "lost by criterion", "sum")
def test_lost_points(c0, c1, c2, c3):
    scheme, answers = scheme_and_answers(groups(c1), method=c0)
    lost = list(lost_points(scheme, [answers]).values())
    assert [shown_fraction(part, 2) for part in lost] == c2.split()
    assert shown_fraction(sum(lost), 2) == c3
    assert sum(lost) == 100 - exact_base(scheme, answers)
    assert str(sum(rounded_parts(lost, 2))) == c3


@table("feelings by stage", "peak", "end", "peak-end")
def test_peak_and_end(c0, c1, c2, c3):
    found = peak_end([int(value) for value in c0.split()])
    assert (found.peak, found.end, found.mean) == (Fraction(c1), Fraction(c2), Fraction(c3))


@table("score of record", "shown", "one decimal", "band")
def test_shown(c0, c1, c2, c3):
    micro = None if c0 == DASH else int(c0)
    assert (text(micro), text(micro, 1), band(micro, BANDS) or DASH) == (c1, c2, c3)


@pytest.mark.parametrize(("seen", "written", "grade"), rows("seen", "written", "grade"))
def test_grades_of_recall(seen, written, grade):
    day = datetime(2026, 9, 3)  # noqa: DTZ001 - only the difference counts
    first, last = (
        datetime.combine(day, datetime.strptime(text[-5:], "%H:%M").time())  # noqa: DTZ007
        for text in (seen, written)
    )
    if written.startswith("next day"):
        last += timedelta(days=1)
    assert str(NAMES[recall_of(first, last)]) == grade
