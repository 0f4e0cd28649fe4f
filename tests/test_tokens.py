"""Contrast of the colours, computed: text at least 4.5 to 1, marks at least 3 to 1."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parent.parent / "static/css/tokens.css").read_text()
# Covert mode stands alone: it looks like another programme and has colours of its own.
PALETTES = {"tokens.css", "notes.css"}
SCORES = ("s0", "s1", "s2", "s3", "s4", "na")
SURFACES = ("paper", "card", "sunken", "tint")


def colours(selector):
    """The ``--name: #rrggbb`` pairs of the block that follows a selector."""
    body = CSS.split(selector + " {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", body))


THEMES = {
    "light": colours('[data-theme="light"]'),
    "dark": colours('[data-theme="dark"]'),
    "dim": colours('[data-theme="dim"]'),
}
TEXT = [
    *((text, ground) for text in ("ink", "soft", "accent", "title") for ground in SURFACES),
    *((text, ground) for text in SCORES for ground in ("paper", "card")),
    *((text, f"{text}-soft") for text in SCORES),
    *(("ink", f"{score}-soft") for score in SCORES),
    *(("on-score", score) for score in SCORES),
    ("on-bar", "bar"),
    ("on-bar", "bar-line"),
    ("on-bar-soft", "bar"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("accent-strong", "card"),
    ("on-note", "note"),
    *(("ink", f"h{tone}") for tone in range(5)),
    *((text, "sand") for text in ("ink", "soft", "accent", "title")),
    ("on-danger", "danger"),
    ("danger", "danger-soft"),
    ("danger", "card"),
    ("danger", "paper"),
    ("ink", "danger-soft"),
]
MARKS = [
    *(("edge", ground) for ground in ("paper", "card", "sunken")),
    *(("focus", ground) for ground in SURFACES),
    *((score, "track") for score in SCORES),
    ("target", "card"),
    ("target", "track"),
    ("accent", "track"),
    ("focus-on-bar", "bar"),
]


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert round(contrast("#000000", "#ffffff"), 3) == 21


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme):
    palette = THEMES[theme]
    faint = [(a, b) for a, b in TEXT if contrast(palette[a], palette[b]) < 4.5]
    assert faint == []


@pytest.mark.parametrize("theme", THEMES)
def test_marks_can_be_seen(theme):
    palette = THEMES[theme]
    faint = [(a, b) for a, b in MARKS if contrast(palette[a], palette[b]) < 3]
    assert faint == []


def test_the_device_and_the_person_choose_the_same_dark():
    assert colours(":root:not([data-theme])") == THEMES["dark"]


def test_every_theme_sets_every_colour():
    assert THEMES["light"].keys() == THEMES["dark"].keys() == THEMES["dim"].keys()


def test_styles_use_only_variables_that_exist():
    folder = Path(__file__).parent.parent / "static/css"
    used = {
        name
        for path in folder.glob("*.css")
        for name in re.findall(r"var\(--([a-z0-9-]+)\)", path.read_text())
    }
    # Set beside their use.
    local = {"c", "c-soft", "key", "mark", "on", "off", "b1", "b2", "b3", "b4"}
    assert used - local - set(re.findall(r"--([a-z0-9-]+):", CSS)) == set()


def test_colours_are_written_in_the_tokens_only():
    folder = Path(__file__).parent.parent / "static/css"
    strays = [
        path.name
        for path in folder.glob("*.css")
        if path.name not in PALETTES and re.search(r"#[0-9a-f]{3,8}\b", path.read_text())
    ]
    assert strays == []
