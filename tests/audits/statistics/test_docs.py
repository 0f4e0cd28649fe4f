"""The tables of docs/scoring.md about few visits are worked out again."""

import pytest

from audits.scoring import may_show
from audits.statistics import detectable_difference
from journeyaudit.settings import BASE_DIR

TEXT = (BASE_DIR / "docs" / "scoring.md").read_text(encoding="utf-8")


def rows(header):
    lines = TEXT.split(header, 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("row", rows("| visits | score | mean | band |"), ids=lambda row: row[0])
def test_what_may_be_shown(row):
    found = may_show(int(row[0]))
    shown = (found.score, found.mean, found.band, found.tentative, found.rank, found.trend)
    assert ["yes" if one else "no" for one in shown] == row[1:]


@pytest.mark.parametrize("row", rows("| visits on each side |"), ids=lambda row: row[0])
def test_the_planner(row):
    assert f"{detectable_difference(int(row[0]), 14.2):.1f}" == row[1]
