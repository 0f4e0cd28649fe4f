"""The living style guide: every piece with sample data in Finnish, whose words are the longest."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.forms.styleguide import SampleForm

THEMES = (("light", "Light"), ("dark", "Dark"), ("dim", "Dim"))
SURFACES = ("paper", "card", "sunken", "tint", "bar", "note", "danger-soft")
SCORES = ("s4", "s3", "s2", "s1", "s0", "na")
BANDS = (
    ("excellent", "Erinomainen", 92.4, "92"),
    ("good", "Hyvä", 74.0, "74"),
    ("fair", "Kohtalainen", 58.25, "58"),
    ("poor", "Heikko", 31.0, "31"),
)
STATUSES = (
    ("planned", "Suunniteltu"),
    ("offered", "Tarjottu"),
    ("accepted", "Hyväksytty tehtäväksi"),
    ("submitted", "Lähetetty tarkastettavaksi"),
    ("sent_back", "Palautettu täydennettäväksi"),
    ("approved", "Hyväksytty"),
)
STAGES = (
    ("Tietoisuus", 100, "12 / 12"),
    ("Harkinta", 100, "9 / 9"),
    ("Osto", 42, "5 / 12"),
    ("Palvelu ja käyttö", 0, "0 / 14"),
    ("Jälkihoito ja suhde", 0, "0 / 8"),
)
ICONS = (
    "back next down close menu plus check circle dash up fall star info warning error clock lock "
    "note camera moment promise edit send return document download person leave list place globe"
)
SCALE = (
    (4, "Erinomaisesti"),
    (3, "Hyvin"),
    (2, "Kohtalaisesti"),
    (1, "Heikosti"),
    (0, "Ei lainkaan"),
)
FACES = (
    (-3, 0, "−3", "Suuttumus"),
    (-2, 0, "−2", "Pettymys"),
    (-1, 1, "−1", "Ärtymys"),
    (0, 2, "0", "Neutraali"),
    (1, 3, "+1", "Tyytyväisyys"),
    (2, 4, "+2", "Ilahtuminen"),
    (3, 4, "+3", "Ilo"),
)


def steps() -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [
        {
            "url": "#visit",
            "name": name,
            "percent": percent,
            "note": note,
            "current": percent == 42,
            "mark": number,
        }
        for number, (name, percent, note) in enumerate(STAGES, 1)
    ]
    last = {"name": "Tarkistus", "percent": 0, "note": "ja lähetys", "current": False, "mark": ""}
    return [*made, {"url": "#visit", **last}]


@require_http_methods(["GET"])
def styleguide(request: HttpRequest) -> HttpResponse:
    context = {
        "themes": THEMES,
        "surfaces": SURFACES,
        "scores": SCORES,
        "bands": BANDS,
        "statuses": STATUSES,
        "icons": ICONS.split(),
        "steps": steps(),
        "scale": SCALE,
        "faces": FACES,
        "numbers": range(11),
        "form": SampleForm(),
        "wrong_form": SampleForm({"minutes": "viisi"}, prefix="wrong"),
        "crumbs": [{"url": "#", "text": "Auditoinnit"}, {"url": "#", "text": "Café Satama Oy"}],
        "tabs": [
            {"url": "#", "text": "Käynnit", "count": 12, "current": True},
            {"url": "#", "text": "Tarkastettavana", "count": 3, "current": False},
            {"url": "#", "text": "Tulokset", "count": None, "current": False},
        ],
        "figures": [
            {"name": "Kokonaistulos", "value": "68", "note": "95 %:n väli 54–83"},
            {"name": "Käyntejä", "value": "12", "note": "4 toimipaikassa"},
            {"name": "Lupauksia pidetty", "value": "7/10", "note": ""},
            {"name": "Kuilu", "value": "−1,2", "note": "kokemus miinus odotus"},
        ],
    }
    return render(request, "styleguide/page.html", context)
