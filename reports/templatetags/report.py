"""How the numbers, weeks and quotes of a report are written in its language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import nh3
from django import template
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from audits.scoring import shown_fraction
from reports.document import NarrativeBlock, Photo, ReportDocument, Score
from reports.narrative.paper import safe

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

register = template.Library()
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote"}


@register.filter
def num(shown: object) -> str:
    """A shown number with the decimal sign of the language and a real minus; "–" for nothing."""
    text = "" if shown is None else str(shown)
    if not text:
        return "–"
    text = text.replace("-", "−")
    return text if (get_language() or "").startswith("en") else text.replace(".", ",")


@register.filter
def span(score: Score) -> str:
    """The 95 % range of a score, “62–88”; "" when nothing can be said of it."""
    if not score.low_shown:
        return ""
    return f"{num(score.low_shown)}–{num(score.high_shown)}"


@register.filter
def signed(shown: object) -> str:
    """As ``num``, with one plus before what is above nothing; no sign before nothing."""
    text = "" if shown is None else str(shown)
    if not text:
        return "–"
    if not text.strip("+-0."):
        return num(text.lstrip("+-"))
    return num(text) if text[0] in "+-" else f"+{num(text)}"


@register.filter
def points(exact: Fraction) -> str:
    """An exact number of points with one decimal, for ``num`` and ``signed``."""
    return shown_fraction(exact, 1) or ""


@register.filter
def percent(share: float) -> int:
    """A probability in whole percent, never 0 or 100: nothing is certain."""
    return min(99, max(1, round(share * 100)))


@register.filter
def week(iso: str) -> str:
    """2026-W36 as people say it; "" when the week is not known."""
    year, _sign, number = iso.partition("-W")
    if not number:
        return ""
    return pgettext("calendar week", "week %(week)s/%(year)s") % {
        "week": int(number),
        "year": year,
    }


@register.filter
def day(iso: str) -> str:
    """A date with the month in words."""
    return date_format(date.fromisoformat(iso)) if iso else ""


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt  # takes its time to load

    return MarkdownIt("commonmark", {"html": False})


@register.filter
def told(markdown: str) -> SafeString:
    """The consultant's Markdown as HTML that can do no harm: paragraphs, lists, stress, links."""
    html = _reader().render(markdown)
    return mark_safe(
        nh3.clean(
            html,
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes={"https", "mailto"},
            link_rel="noopener noreferrer",
        )
    )


@register.filter
def quoted(words: str) -> str:
    return pgettext("quotation marks of the language", "“%(words)s”") % {"words": words}


@register.simple_tag(takes_context=True)
def anchor(context: Mapping[str, Any], section: str, kind: str, key: object, words: str) -> str:
    """The words as a link to the place that proves them, when that section is in the report."""
    if any(part.section.key == section for part in context["listed"]):
        return format_html('<a class="proven" href="#{}-{}">{}</a>', kind, key, words)
    return conditional_escape(words)


@register.simple_tag(takes_context=True)
def photo_number(context: Mapping[str, Any], photo: Photo) -> str:
    """“Photo 7” as a link to the contact sheet, when that is in the report."""
    if not any(part.section.key == "photos" for part in context["listed"]):
        return ""
    number = context["document"].photos.index(photo) + 1
    words = gettext("Photo %(number)s") % {"number": number}
    return format_html('<a class="who" href="#photo-{}">{}</a> ', number, words)


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """The value under a key, "" when there is none."""
    return mapping.get(key, "")


@register.filter
def drawn(chart: str) -> SafeString:
    """A chart of ``reports.charts``, which has escaped every text in it."""
    return mark_safe(chart)


@register.filter
def narrative_of(document: ReportDocument, section: str) -> list[NarrativeBlock]:
    """What the consultant says under a heading (its anchor); [] when nothing."""
    return [block for one in document.narratives if one.section == section for block in one.blocks]


@register.filter
def photo_of(document: ReportDocument, sha256: str) -> Photo | None:
    return next((photo for photo in document.photos if photo.sha256 == sha256), None)


@register.filter
def cleaned(html: str) -> SafeString:
    """HTML of a frozen text, cleaned once more: a snapshot is data, and data is not trusted."""
    return mark_safe(safe(html))
