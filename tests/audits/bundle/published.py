"""The published cases beside the checkout, turned into bundles. Nothing of them is kept here."""

import json
import os
from functools import cache
from pathlib import Path

import pytest

from journeyaudit.settings import BASE_DIR
from tests.audits.bundle.documents import small_bundle
from tests.factories import checklist_document

CASES = Path(os.environ.get("JOURNEYAUDIT_CASES", BASE_DIR.parent / "shared" / "cases"))


@cache
def load(name):
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


def case(name):
    """A case, or the test is skipped where the cases are not there."""
    if not (CASES / f"{name}.json").exists():
        pytest.skip(f"{CASES} has no {name}.json")
    return load(name)


def plain_checklist(code, criteria):
    """A checklist whose criteria all stand in one stage."""
    whole = [{"stage": "service", "text": {"en": one["code"]}, **one} for one in criteria]
    return checklist_document(code=code, criteria=whole)


# Customer stories: visits on the library's checklists


def story_bundle(story):
    """One story as one visit; the log's entries are put where the story tells them."""
    visit = {
        "key": "v1",
        "site": "tampere",
        "answers": story["answers"],
        "expectations": story["expectation"],
        "experiences": story["stage_close"],
        "closing": story["visit_close"],
        "promises": [{"stage": "purchase", **promise} for promise in story["promises"]],
        "incidents": [incident_without_score(one) for one in story["incidents"]],
    }
    return small_bundle(checklist=story["template"], visits=[visit])


def incident_without_score(incident):
    return {"stage": "service", **{k: v for k, v in incident.items() if k != "recovery_score"}}


# Undercover visits to clinics in Mumbai

TYPES = {1: "Public Dispensary", 2: "Public Hospital", 3: "Private Sector"}
# Numbers become points along a straight line from the first to the second, and back again.
LINES = {
    "time_waiting": (-20, 1000),
    "time": (0, 100),
    "p": (0, 2500),
    "checklist": (0, 1),
}


def mumbai_visits(**chosen):
    """The visits of a type, of a scenario (``case``), of both, or all of them."""
    visits = case("mumbai_sp")["visits"]
    return [visit for visit in visits if all(visit[key] == chosen[key] for key in chosen)]


def mumbai_bundle(visits, scenario=None):
    """Visits with the columns that all share, and with the items of their one scenario."""
    data = case("mumbai_sp")
    items = data["items"][str(scenario)] if scenario else []
    criteria = [mumbai_criterion(one, data) for one in [*data["columns"], *items]]
    types = {visit["unit"]: visit["type"] for visit in visits}
    return small_bundle(
        audit={"key": f"mumbai-{scenario or 'both'}", "title": data["title"]},
        sites=[
            {"key": f"unit-{unit}", "name": f"Unit {unit}", "region": TYPES[types[unit]]}
            for unit in sorted(types)
        ],
        checklist=plain_checklist(f"scenario-{scenario or 'both'}", criteria),
        visits=[mumbai_visit(visit, criteria) for visit in visits],
    )


def mumbai_criterion(column, data):
    code = column["code"]
    nature = "perception" if code in data["perception_columns"] else "fact"
    common = {"code": code, "nature": nature}
    if code in LINES:
        least = {"min": LINES[code][0]} if LINES[code][0] < 0 else {}
        return {**common, "type": "number", **least, "scoring": {"linear": list(LINES[code])}}
    if column["type"] == "scale":
        return {**common, "type": "scale", "min": column["min"], "max": column["max"]}
    return {**common, "type": "yes_no"}


def mumbai_visit(visit, criteria):
    given = [*visit["a"], *visit["items"]]
    codes = [(one["code"], one["type"]) for one in criteria]
    answers = {
        code: value if kind != "yes_no" else ("no", "yes")[value]
        for (code, kind), value in zip(codes, given, strict=False)
        if value is not None
    }
    auditor = {"auditor": f"a{visit['auditor']}"} if visit["auditor"] else {}
    return {
        "key": f"v{visit['v']}",
        "site": f"unit-{visit['unit']}",
        **auditor,
        "answers": answers,
    }


def natural(code, points):
    """The mean in the unit of the answers, from the mean of the points."""
    low, high = {"g11": (1, 10), **LINES}.get(code, (0, 1))
    return low + (high - low) * points / 100


# Sensory audits of coffee


def coffee_bundle():
    data = case("cqi_arabica")
    codes = [one["code"] for one in data["criteria"]]
    return small_bundle(
        audit={"key": "cqi-arabica", "title": data["title"]},
        checklist=plain_checklist("cupping", data["criteria"]),
        visits=[
            {
                "key": f"r{record}",
                "site": "tampere",
                "answers": dict(zip(codes, values, strict=True)),
            }
            for record, *values, _total in data["records"]
        ],
    )
