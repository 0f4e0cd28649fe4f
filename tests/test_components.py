"""The shared pieces under templates/components, and the page that carries them."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import translation

from accounts.permissions import Deed
from accounts.views.styleguide import styleguide
from tests.factories import UserFactory

TEMPLATES = Path(__file__).parent.parent / "templates"


def component(name, /, **context):
    return " ".join(render_to_string(f"components/{name}.html", context).split())


def test_page_for_a_stranger_offers_languages(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    with translation.override("fi"):
        html = render_to_string("base.html", {}, request)
    assert '<html lang="fi">' in html
    assert "Suomi" in html
    assert '<a class="skip" href="#main">' in html
    assert '<main id="main"' in html


def test_page_of_a_user_carries_the_name(rf, db):
    request = rf.get("/")
    request.user = UserFactory(name="Aino Aalto")
    html = render_to_string("base.html", {}, request)
    assert "Aino Aalto" in html


def test_menu_marks_the_place_and_hides_what_one_may_not(rf):
    request = rf.get("/audits/autumn/")
    link = component("menu_link", url="/audits/", text="Audits", icon="list", request=request)
    assert 'aria-current="true"' in link
    visits = component("menu_link", url="/autumn/", text="Visits", icon="list", request=request)
    assert "aria-current" not in visits
    assert (
        component("menu", deeds=frozenset({Deed.FILL_VISIT}), request=request).count("Client") == 0
    )


def test_score_bar_is_as_wide_as_the_score_in_every_language():
    with translation.override("fi"):
        html = component("score_bar", value=68.42, shown="68", band="good", target=80)
    assert 'class="value" y="2" width="68.42"' in html
    assert "<b>68</b>" in html
    assert 'class="goal" x="80"' in html


@pytest.mark.parametrize("name", ["score_bar", "score_ring"])
def test_nothing_to_score_is_a_dash_and_never_zero(name):
    with translation.override("en"):
        html = component(name, value=None, shown="–", label="Service")
    assert "–" in html
    assert "no score" in html.lower()
    assert ">0<" not in html


def test_score_ring_says_its_number():
    with translation.override("en"):
        html = component("score_ring", value=68.4, shown="68", band="good", label="Service")
    assert 'aria-label="Service: 68 of 100"' in html
    assert 'stroke-dasharray="68.4 100"' in html


def test_band_chip_has_an_icon_and_a_word():
    html = component("band_chip", key="good", name="Hyvä")
    assert "#up" in html
    assert "Hyvä</span>" in html


def test_stepper_tells_where_one_is():
    steps = [
        {"url": "#", "name": n, "percent": p, "note": "", "current": p == 40, "mark": n}
        for n, p in (("1", 100), ("2", 40), ("3", 0))
    ]
    html = component("stepper", steps=steps)
    assert html.count('aria-current="step"') == 1
    assert 'stroke-dasharray="40 100"' in html


def test_quote_keeps_its_text_as_text():
    assert "&lt;b&gt;" in component("quote", text="<b>hei</b>", source="Tampere")


def test_components_are_small_and_icons_exist():
    symbols = set(
        re.findall(r'id="([^"]+)"', (TEMPLATES.parent / "static/img/icons.svg").read_text())
    )
    for path in (TEMPLATES / "components").glob("*.html"):
        text = path.read_text()
        assert len(text.splitlines()) <= 30, path.name
        assert set(re.findall(r'icon.html" with name="([^"]+)"', text)) <= symbols, path.name


def test_templates_have_no_inline_style_or_script():
    for path in TEMPLATES.rglob("*.html"):
        if "pdf" not in path.parts:
            assert not re.search(r'\sstyle="|\son[a-z]+="|<script>', path.read_text()), path


def test_style_guide_shows_every_piece(rf, settings):
    request = rf.get("/styleguide/")
    request.user = AnonymousUser()
    html = styleguide(request).content.decode()
    assert html.count('class="crit') == 6
    assert html.count("data-theme=") == 3
    assert html.count('class="error-summary"') == 1


def test_style_guide_is_there_in_debug_mode_only(client, db):
    assert client.get("/styleguide/").status_code == 404
