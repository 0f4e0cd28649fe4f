"""Realistic bundles on the library's checklists, for 1, 5 or 30 visits: the same every time."""

import random
from functools import cache
from io import BytesIO

from PIL import Image

from audits.bundle import bundle_of
from journeys.queries import library_checklist
from reports.document import PhotoOf, Wishes, build_document

STAGES = ("awareness", "consideration", "purchase", "service", "loyalty")
SITES = (
    ("tampere", "Tampere, Lielahti", "Pirkanmaa"),
    ("jyvaskyla", "Jyväskylä, Palokka", "Keski-Suomi"),
    ("kuopio", "Kuopio, Matkus", "Pohjois-Savo"),
)
COMMENTS = (
    "Palvelija 1 tervehti heti ja kysyi, miten voi auttaa.",
    "Jonossa seisoi seitsemän asiakasta, ja vain yksi kassa kolmesta oli auki.",
    "Verkkosivulla luki toista kuin ovessa.",
    "Vastaus tuli vasta kolmantena päivänä eikä koskenut kysymystä.",
    "Pyysin kahdesti, lopulta palvelija 2 haki tuotteen varastosta.",
)
CAUSES = (
    "Kukaan ei katsonut minuun päin.",
    "Minua varten oli nähty vaivaa.",
    "Asia hoitui nopeasti ja ystävällisesti.",
    "Jouduin kysymään saman asian kolmesti.",
)
PROMISES = (
    ("awareness", "speed", "Vastaamme vuorokauden sisällä", 24, 70, "h", "no"),
    ("purchase", "price", "Hinta sisältää kaiken", None, None, "", "yes"),
    ("consideration", "quality", "Aina tuoretta", None, None, "", "unverifiable"),
)


def value_for(criterion, rng):
    """An answer such as a fair shop would get; None: the question does not apply."""
    if rng.random() < 0.06:
        return None
    good = rng.random() < 0.7
    if criterion.type == "yes_no":
        return "yes" if good else "no"
    if criterion.type == "scale_0_4":
        return rng.choice((3, 3, 4) if good else (0, 1, 2))
    if criterion.type == "choice":
        return rng.choice([option.key for option in criterion.options])
    if criterion.type == "number":
        scoring = criterion.scoring
        bounds = [number for number, _points in scoring.steps or scoring.curve]
        at = -1 if good == bool(scoring.curve) else 0
        return int(bounds[at]) if criterion.whole else float(bounds[at])
    return "Lupaus verkossa: vastaamme vuorokaudessa." if criterion.type == "text" else None


def answer_for(criterion, rng):
    value = value_for(criterion, rng)
    if value is None:
        return {"state": "not_applicable", "reason": "Tilannetta ei tullut."}
    if rng.random() < 0.2:
        return {"value": value, "comment": rng.choice(COMMENTS)}
    return value


def experience(rng):
    return {
        "SC-EXP": rng.choice((1, 2, 3, 3)),
        "SC-EMO": rng.choice((-2, -1, 0, 1, 2)),
        "SC-WHY": rng.choice(CAUSES),
    }


def incidents(rng):
    if rng.random() < 0.5:
        yield {
            "stage": "service",
            "polarity": "failure",
            "what": "Tilaus oli unohtunut, kun kysyin sen perään.",
            "severity": 2,
            "apology": rng.random() < 0.5,
            "explanation": False,
            "asked_customer": False,
            "fixed": rng.random() < 0.6,
            "minutes_to_fix": 15,
            "extra_gesture": False,
        }
    if rng.random() < 0.3:
        yield {"stage": "purchase", "polarity": "surprise", "what": "Palvelija muisti nimeni."}


def visit(number, rng, criteria):
    site = SITES[number % len(SITES)][0]
    day = 1 + number % 27
    made = rng.sample(PROMISES, k=rng.choice((0, 1, 2)))
    keys = ("stage", "kind", "wording", "promised", "delivered", "unit", "kept")
    return {
        "key": f"v{number}",
        "site": site,
        "auditor": f"a{1 + number % 4}",
        "started_at": f"2026-09-{day:02d}T11:00:00+03:00",
        "ended_at": f"2026-09-{day:02d}T11:{30 + number % 25:02d}:00+03:00",
        "answers": {c.code: answer_for(c, rng) for c in criteria if c.type != "photo"},
        "expectations": {stage: rng.choice((2, 3, 3, 4)) for stage in STAGES},
        "experiences": {stage: experience(rng) for stage in STAGES},
        "promises": [
            {k: v for k, v in zip(keys, one, strict=True) if v not in (None, "")} for one in made
        ],
        "incidents": list(incidents(rng)),
        "closing": {"VC-NPS": rng.choice((3, 6, 7, 8, 9)), "VC-ONE": rng.choice(COMMENTS)},
    }


def bundle_document(visits, checklist="store", **audit):
    rng = random.Random(f"{checklist} {visits}")
    criteria = library_checklist(checklist).criteria
    return {
        "format": "journeyaudit/audit/1",
        "client": {"key": "havu", "name": "Havu & Hirsi Oy", "language": "fi"},
        "audit": {
            "key": "havu-2026",
            "title": "Asiakaspolun auditointi 2026",
            "starts_on": "2026-09-01",
            "ends_on": "2026-09-30",
            "target": 80,
            **audit,
        },
        "sites": [{"key": k, "name": name, "region": region} for k, name, region in SITES],
        "checklist": checklist,
        "visits": [visit(number, rng, criteria) for number in range(visits)],
    }


@cache
def bundle(visits, checklist="store"):
    return bundle_of(bundle_document(visits, checklist))


@cache
def jpeg(colour="#446655", size=(320, 240)):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


PHOTOS = {"a" * 64: jpeg("#446655"), "b" * 64: jpeg("#aa8844")}


@cache
def photo_wishes(language="fi"):
    """Two photos: the door and a receipt."""
    return Wishes(
        language=language,
        photos=(
            PhotoOf("a" * 64, "v0", "A1-02", caption="Aukioloajat ovessa", width=320, height=240),
            PhotoOf("b" * 64, "v0", "A3-12", caption="Kuitti", width=320, height=240),
        ),
    )


@cache
def document(visits, language="fi", checklist="store"):
    wishes = photo_wishes(language) if visits else Wishes(language=language)
    return build_document(bundle(visits, checklist), wishes)


class Typed:
    """Gives out words and remembers them."""

    def __init__(self):
        self.words = []

    def word(self, kind):
        self.words.append(f"{kind}{len(self.words):05}q")
        return self.words[-1]


def fill(document, typed):
    for visit in document["visits"]:
        for code, given in visit["answers"].items():
            answer = given if isinstance(given, dict) else {"value": given}
            if code.startswith("A5-") and visit is document["visits"][-1]:
                # Nothing of this stage could be observed, and the auditor said why.
                seen = {"state": "not_observed", "reason": typed.word("näkymätön")}
                visit["answers"][code] = seen
            elif answer.get("state") == "not_applicable":
                visit["answers"][code] = {**answer, "reason": typed.word("syy")}
            else:
                visit["answers"][code] = {**answer, "comment": typed.word("huomio")}
        for experience in visit["experiences"].values():
            experience["SC-WHY"] = typed.word("lainaus")
        for one in visit["promises"]:
            one["wording"] = typed.word("lupaus")
            one["channel"] = typed.word("kanava")
        for one in visit["incidents"]:
            one["what"] = typed.word("tapaus")
        visit["closing"]["VC-ONE"] = typed.word("loppu")
