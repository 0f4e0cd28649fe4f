"""Bundle documents for tests: the smallest that is valid, one that has everything, and edits."""

import copy
import json

from tests.factories import checklist_document

WORDS = {"fi": "Sana", "sv": "Ord", "en": "Word"}
# One criterion of each kind, spread over the stages.
CRITERIA = [
    {"code": "yes-no", "stage": "awareness", "type": "yes_no"},
    {"code": "minutes", "stage": "awareness", "type": "number", "unit": {"en": "minutes"}},
    {
        "code": "days",
        "stage": "consideration",
        "type": "number",
        "unit": {"en": "days"},
        "scoring": {"better": "lower", "steps": [[1, 100], [3, 50]], "else": 10, "none": 0},
    },
    {"code": "scale", "stage": "consideration", "type": "scale", "min": 1, "max": 10},
    {"code": "feel", "stage": "purchase", "type": "scale_0_4", "nature": "perception"},
    {
        "code": "choice",
        "stage": "purchase",
        "type": "choice",
        "options": [
            {"key": "none", "points": 0, **WORDS},
            {"key": "some", "points": 62.5, **WORDS},
            {"key": "unknown", "points": None, **WORDS},
        ],
    },
    {
        "code": "several",
        "stage": "service",
        "type": "multi_choice",
        "options": [{"key": "a", **WORDS}, {"key": "b", **WORDS}, {"key": "c", **WORDS}],
        "scoring": {"mode": "sum"},
    },
    {
        "code": "share",
        "stage": "service",
        "type": "share",
        "nature": "perception",
        "show_if": {"criterion": "several", "in": ["a", "b"]},
    },
    {
        "code": "critical",
        "stage": "service",
        "type": "yes_no",
        "critical": True,
        "show_if": {
            "any": [
                {"criterion": "yes-no", "is": "yes"},
                {"criterion": "minutes", "at_least": 5},
                {"criterion": "feel", "is_not": 2},
            ]
        },
        "evidence": {"if": {"is": "no"}, "need": "comment"},
    },
    {"code": "words", "stage": "loyalty", "type": "text"},
    {"code": "picture", "stage": "loyalty", "type": "photo"},
]


def full_checklist(**changes):
    """A checklist with a criterion of each kind."""
    criteria = [{"text": WORDS, **criterion} for criterion in CRITERIA]
    return checklist_document(code="every-kind", criteria=criteria, **changes)


def small_bundle(**changes):
    """One client, one audit, one site, one visit with one answer."""
    document = {
        "format": "journeyaudit/audit/1",
        "client": {"key": "satama", "name": "Café Satama Oy", "language": "fi"},
        "audit": {"key": "satama-1", "title": "Syksy"},
        "sites": [{"key": "tampere", "name": "Tampere", "region": "Pirkanmaa"}],
        "checklist": checklist_document(),
        "visits": [{"key": "v1", "site": "tampere", "answers": {"S1-01": "yes"}}],
    }
    return {**document, **changes}


def full_visit(key="v1", **changes):
    """A visit in which every part of the format is used."""
    visit = {
        "key": key,
        "site": "tampere",
        "auditor": "a1",
        "started_at": "2026-09-03T10:02:00+03:00",
        "ended_at": "2026-09-03T10:41:00+03:00",
        "answers": {
            "yes-no": "yes",
            "minutes": {"value": 12.5, "comment": "Jono"},
            "days": {
                "value": "never",
                "comment": "Ei vastattu",
                "observed_at": "2026-09-03T10:05:10+03:00",
            },
            "scale": 8.67,
            "feel": {"state": "not_applicable", "reason": "Suljettu"},
            "choice": "some",
            "several": ["a", "c"],
            "share": {"state": "not_observed"},
            "critical": "no",
            "words": "“Hyvää päivää” – sanoi palvelija 1",
            "picture": {"comment": "Kuva puuttuu"},
        },
        "expectations": {"awareness": 3, "service": 4},
        "experiences": {"service": {"SC-EXP": 1, "SC-EMO": -2, "SC-WHY": "Odotus"}},
        "promises": [
            {
                "stage": "purchase",
                "kind": "speed",
                "wording": "Vartissa",
                "promised": 15,
                "delivered": 30.5,
                "unit": "min",
                "kept": "no",
            },
            {"stage": "service", "kind": "content", "wording": "Punasipuli"},
        ],
        "incidents": [
            {
                "stage": "service",
                "polarity": "failure",
                "what": "Tilaus unohtui",
                "severity": 2,
                "apology": False,
                "explanation": False,
                "asked_customer": False,
                "fixed": True,
                "minutes_to_fix": 15,
                "extra_gesture": False,
            },
            {"stage": "loyalty", "polarity": "surprise", "what": "Karkki laskun päällä"},
        ],
        "closing": {"VC-NPS": 3, "VC-RET": 0, "VC-KAN": "basics_missing", "VC-ONE": "Kertoa"},
    }
    return {**visit, **changes}


def full_bundle(**changes):
    """Two sites, three visits, every part of the format."""
    document = small_bundle(
        audit={
            "key": "satama-2026-1",
            "title": "Syksy 2026",
            "starts_on": "2026-09-01",
            "ends_on": "2026-09-30",
            "target": 80,
        },
        sites=[
            {"key": "tampere", "name": "Tampere", "region": "Pirkanmaa"},
            {"key": "verkko", "name": "Verkkokauppa", "channel": "webshop"},
            {"key": "oulu", "name": "Oulu", "region": "Pohjois-Pohjanmaa"},
        ],
        checklist=full_checklist(),
        visits=[
            full_visit(),
            full_visit("v2", site="verkko", announced=True, scenario="Palauta tuote"),
            {"key": "v3", "site": "tampere"},
        ],
    )
    return {**document, **changes}


DELETE = object()


def edited(document, place, value):
    """A copy in which the value at the place (keys and positions) is another, or is deleted."""
    document = copy.deepcopy(document)
    *path, last = place
    inner = document
    for step in path:
        inner = inner[step]
    if value is DELETE:
        del inner[last]
    elif isinstance(inner, list) and last == len(inner):
        inner.append(value)
    else:
        inner[last] = value
    return document


def as_bytes(document):
    return json.dumps(document, ensure_ascii=False).encode()


def places(value, path=()):
    """Every place of a document."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in pairs:
        yield (*path, key)
        if isinstance(item, dict | list):
            yield from places(item, (*path, key))
