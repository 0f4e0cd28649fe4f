"""Documents at the edges: an empty stage, a visit of almost nothing, a round after another."""

from dataclasses import replace
from functools import cache
from io import BytesIO

from PIL import Image

from audits import scoring
from audits.bundle import bundle_of
from audits.queries.comparison import Change, Comparison
from reports.document import PhotoOf, Wishes, build_document
from tests.reports import material


def emptied(raw, stage):
    """Nobody got as far as this stage: no answer, no feeling, no word of it."""
    codes = {one.code for one in material.bundle(1).checklist.criteria if one.stage == stage}
    for visit in raw["visits"]:
        visit["answers"] = {code: a for code, a in visit["answers"].items() if code not in codes}
        for asked in ("expectations", "experiences"):
            visit[asked].pop(stage, None)
        for told in ("promises", "incidents"):
            visit[told] = [one for one in visit[told] if one["stage"] != stage]
    return raw


def empty_stage(visits=3, stage="service"):
    return build_document(bundle_of(emptied(material.bundle_document(visits), stage)))


def bare():
    """One visit with two answers, and not a word more."""
    raw = material.bundle_document(1)
    visit = raw["visits"][0]
    keys = ("key", "site", "auditor", "started_at", "ended_at")
    few = dict(list(visit["answers"].items())[:2])
    raw["visits"] = [{**{key: visit[key] for key in keys}, "answers": few}]
    return build_document(bundle_of(raw))


def unanswered(visits, state):
    raw = material.bundle_document(visits)
    for visit in raw["visits"]:
        for code in visit["answers"]:
            visit["answers"][code] = {"state": state, "reason": "Ei ollut."}
        visit["promises"], visit["incidents"], visit["closing"] = [], [], {}
    return build_document(bundle_of(raw))


@cache
def pictures(count):
    """So many different pictures, as large as the product keeps them."""
    found = {}
    for number in range(count):
        out = BytesIO()
        colour = ((37 * number) % 256, (91 * number) % 256, 128)
        Image.new("RGB", (1600, 1200), colour).save(out, "JPEG", quality=82)
        found[f"{number:064x}"] = out.getvalue()
    return found


def with_many_photos(visits, photos):
    """One day of many visits, with a picture on as many questions."""
    bundle = material.bundle(visits)
    codes = [one.code for one in bundle.checklist.criteria]
    chosen = tuple(
        PhotoOf(
            sha256,
            bundle.visits[number % visits].key,
            codes[number % len(codes)],
            caption=f"Kuva {number}",
            width=1600,
            height=1200,
        )
        for number, sha256 in enumerate(pictures(photos))
    )
    return build_document(bundle, Wishes(photos=chosen))


def _change(key, before, after, arrow=""):
    unit = scoring.UNIT
    step = (after - before) * unit
    return Change(key, before * unit, after * unit, 5, 5, step - 4 * unit, step + 4 * unit, arrow)


def second_round(visits=5):
    """The same client half a year later: better in two stages, a site that came."""
    bundle = material.bundle(visits)
    stages = [(61, 70), (55, 68), (70, 66), (60, 61), (58, 44)]
    arrows = ("", "up", "", "", "down")
    found = Comparison(
        "Asiakaspolun auditointi, kevät 2026",
        "kevat-2026",
        "2026-03-02",
        "2026-03-27",
        None,
        3,
        difference=4_100_000,
        like=3_200_000,
        mix=900_000,
        checklist=0,
        total=_change("", 62, 66, "up"),
        stages=tuple(
            _change(str(number), *pair, arrow)
            for number, (pair, arrow) in enumerate(zip(stages, arrows, strict=True), 1)
        ),
        places=tuple(_change(key, 60, 66) for key, _name, _region in material.SITES),
    )
    return build_document(bundle, replace(material.photo_wishes(), comparison=found))
