"""What the child spares the typesetter: work done over and over, or for nothing.

A report is some three thousand elements, and WeasyPrint asks each of them the same questions many
times. Every shortcut answers as it would itself: the same report comes out to the byte with and
without them (tests/reports/test_shortcuts.py), a third sooner. They know its inside, and so
they are taken only with the versions they were tried with; with others a report is only slower.

No project and no Django here: the child loads this file by its path.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache
from typing import Any
from xml.etree import ElementTree

# WeasyPrint, pydyf, cssselect2.
TRIED = ("70.0", "0.13.0", "0.10.1")

# Elements that HTML writes without an end.
_VOID = re.compile(r"<(br|col|hr|img|link|meta|wbr)\b([^<>]*?)/?>")
# XML knows five names of signs.
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)\w+;")


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ROWS = _names("thead tbody tfoot")
_PHRASES = _names(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup"
    " time u var wbr"
)
_BLOCKS = _names(
    "article aside blockquote div dl figcaption figure footer h1 h2 h3 h4 h5 h6 header hr main ol p"
    " section table ul"
)
_FREE = _PHRASES | _BLOCKS
# What may stand in each element, so that nothing is closed or moved on the way.
_INSIDE: dict[str, frozenset[str]] = {
    **dict.fromkeys((*_BLOCKS, *_names("body caption dd li td th")), _FREE),
    **dict.fromkeys((*_PHRASES, *_names("dt h1 h2 h3 h4 h5 h6 p")), _PHRASES),
    **dict.fromkeys(("ul", "ol"), _names("li")),
    **dict.fromkeys(_ROWS, _names("tr")),
    **dict.fromkeys(_names("br hr img link meta title wbr"), frozenset()),
    "dl": _names("dt dd"),
    "table": _ROWS | {"caption"},
    "tr": _names("td th"),
    "html": _names("head body"),
    "head": _names("meta title link"),
}
_SVG = "{http://www.w3.org/2000/svg}"
# Where white space between elements is all that HTML leaves as it is.
_NO_TEXT = _ROWS | _names("table tr ul ol dl")


def tree(source: str) -> Any:
    """The tree of a page that is also well-formed XML; None for every other page. A parser in C
    reads it forty times as fast. What the standard of HTML would mend or move is not for us."""
    if not source.startswith("<!doctype html>"):
        return None
    text = _VOID.sub(r"<\1\2/>", source.removeprefix("<!doctype html>"))
    if "<!" in text:
        return None
    text = _NAMED.sub(lambda one: html.unescape(one[0]), text)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - it declares nothing
    except ElementTree.ParseError:
        return None
    return root if root.tag == "html" and all(map(_is_plain, root.iter())) else None


def _is_plain(element: Any) -> bool:
    """HTML reads this element as XML does."""
    tag = element.tag
    if tag.startswith(_SVG):
        return all(child.tag.startswith(_SVG) for child in element)
    inside = _INSIDE.get(tag)
    if inside is None or (tag in _NO_TEXT and not _is_blank(element)):
        return False
    if tag == "a" and element.find(".//a") is not None:
        return False
    drawing = f"{_SVG}svg" if "span" in inside else ""
    return all(child.tag in inside or child.tag == drawing for child in element)


def _is_blank(element: Any) -> bool:
    texts = (element.text, *(child.tail for child in element))
    return not any(text and text.strip() for text in texts)


def page(source: str, fetcher: Any) -> Any:
    """WeasyPrint's page, read the fast way where that is the same."""
    import weasyprint
    from cssselect2 import ElementWrapper

    class Read(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint has no types
        def __init__(self, root: Any) -> None:
            self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

    root = tree(source) if is_tried() else None
    return weasyprint.HTML(string=source, url_fetcher=fetcher) if root is None else Read(root)


def is_tried() -> bool:
    import cssselect2
    import pydyf
    import weasyprint

    return bool((weasyprint.__version__, pydyf.VERSION, cssselect2.VERSION) == TRIED)


def take() -> bool:
    """Take every shortcut, for this process and for good; false when the versions are others."""
    if not is_tried():
        return False
    _style_no_notes()
    _know_plain_values()
    _ask_parents_once()
    _describe_fonts_once()
    _number_pages_once()
    _pack_once()
    return True


def _style_no_notes() -> None:
    """Footnotes have five styles for every element, whether it is one or not. We have none."""
    from weasyprint.html import UA_STYLESHEET

    matcher = UA_STYLESHEET.matcher
    matcher.other_selectors = [
        one for one in matcher.other_selectors if "note-" not in (one[3] or "")
    ]


def _know_plain_values() -> None:
    """Whether a value is a formula is asked some hundred thousand times. Words and lengths are
    none."""
    from weasyprint import css
    from weasyprint.css import functions, properties, tokens
    from weasyprint.layout import inline, percent, preferred

    asked = functions.check_math
    length = properties.Dimension
    plain = frozenset((str, int, float, type(None), length))

    def check_math(token: Any) -> Any:
        return None if type(token) in plain else asked(token)

    resolve = percent.resolve_one_percentage

    def resolve_one_percentage(box: Any, name: str, refer_to: Any) -> None:
        value = box.style[name]
        if type(value) is length and value.unit == "px":
            setattr(box, name, value.value)
        else:
            resolve(box, name, refer_to)

    for module in (functions, css, tokens, inline, percent, preferred):
        module.check_math = check_math
    percent.resolve_one_percentage = resolve_one_percentage


def _ask_parents_once() -> None:
    """Most properties of an element are its parent's, or what they begin with."""
    from weasyprint.css import ComputedStyle, computed_values, properties

    physical = computed_values.PHYSICAL_FUNCTIONS
    for key, function in physical.items():
        physical[key] = cache(function)
    special = {*physical, *properties.INITIAL_NOT_COMPUTED, "page", "position", "float", "display"}
    special |= {key for key in properties.INITIAL_VALUES if key.startswith("text_decoration_")}
    initial = properties.INITIAL_VALUES
    sides = frozenset(physical.keys() - properties.INITIAL_NOT_COMPUTED - properties.INHERITED)
    inherited = frozenset(properties.INHERITED - special)
    others = frozenset(initial.keys() - special - properties.INHERITED)
    asked: Callable[[Any, str], Any] = ComputedStyle.__missing__

    def missing(style: Any, key: str) -> Any:
        if key not in style.cascaded:
            if key in others:
                value = style[key] = initial[key]
                return value
            if key in inherited and style.parent_style is not None:
                value = style[key] = style.parent_style[key]
                return value
            if key in sides:
                # The same side, named by the direction of the text.
                side = physical[key](block="ttb", inline=style["direction"])
                if side not in style.cascaded:
                    value = style[key] = initial[key]
                    return value
        return asked(style, key)

    ComputedStyle.__missing__ = missing


def _describe_fonts_once() -> None:
    """The typeface of a style is described for every piece of text in it."""
    from weasyprint.text import fonts, line_break

    def once(function: Callable[..., Any]) -> Callable[..., Any]:
        name = f"_{function.__name__}"

        def kept(style: Any, *more: Any, **named: Any) -> Any:
            place = style.__dict__.setdefault(name, {})
            key = (more, *named.items())
            if key not in place:
                place[key] = function(style, *more, **named)
            return place[key]

        return kept

    line_break.get_font_description = once(fonts.get_font_description)
    line_break._font_style_cache_key = once(line_break._font_style_cache_key)  # noqa: SLF001


def _number_pages_once() -> None:
    """Every tag asks for the list of all pages: the longer the report, the more each costs."""
    import pydyf

    listed = pydyf.PDF.page_references.fget

    def references(pdf: Any) -> Any:
        pages = len(pdf.pages["Kids"])
        kept = pdf.__dict__.get("numbered")
        if kept is None or kept[0] != pages:
            kept = pdf.__dict__["numbered"] = (pages, listed(pdf))
        return kept[1]

    pydyf.PDF.page_references = property(references)


def _pack_once() -> None:
    """A file with an identifier is packed twice: to be written, and to be counted."""
    import pydyf

    write = pydyf.PDF.write

    def once(plain: Any) -> property:
        def data(item: Any) -> bytes:
            if "packed" not in item.__dict__:
                item.__dict__["packed"] = plain(item)
            packed: bytes = item.__dict__["packed"]
            return packed

        return property(data)

    def written(pdf: Any, *words: Any, **named: Any) -> None:
        kinds = (pydyf.Stream, pydyf.Dictionary, pydyf.Array)
        plain = [kind.data for kind in kinds]
        for kind, one in zip(kinds, plain, strict=True):
            kind.data = once(one.fget)
        try:
            write(pdf, *words, **named)
        finally:
            for kind, one in zip(kinds, plain, strict=True):
                kind.data = one

    pydyf.PDF.write = written
