"""The report as DOCX: the very sections of the PDF, as headings, paragraphs, tables and pictures
that can be edited. What a section shows on paper is here too, without a line of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree, html

from reports.document import ReportDocument
from reports.export import word_tables
from reports.export.pictures import Painter
from reports.export.sheets import Row, Sheet, written
from reports.export.word_gallery import add_cover, add_gallery
from reports.export.word_text import INLINE, SVG, runs, words
from reports.sections import Part, parts, rendered
from reports.sections.photos import small

SPRUCE, SOFT = RGBColor(0x0F, 0x3D, 0x3A), RGBColor(0x50, 0x60, 0x65)
# Fonts that come with every word processor, or have one of the same widths there.
SANS, SERIF = "Calibri", "Georgia"
TITLES = {"Title": 28, "Heading 1": 18, "Heading 2": 12, "Heading 3": 10.5}
# Paragraphs of a class have a style of their own: its name, points and colour.
STYLES = {
    "big": ("Score", 30, SPRUCE),
    "lede": ("Lede", 11.5, None),
    "eyebrow": ("Eyebrow", 8.5, SOFT),
    "cap": ("Small", 8.5, SOFT),
    "soft": ("Small", 8.5, SOFT),
    "rule": ("Small", 8.5, SOFT),
    "who": ("Small", 8.5, SOFT),
    "rec-facts": ("Small", 8.5, SOFT),
    "evidence": ("Small", 8.5, SOFT),
}
SIZES = {"a4": (Mm(210), Mm(297)), "letter": (Mm(215.9), Mm(279.4))}
MARGIN = Mm(20)
PHOTO_WIDTH = Mm(62)
PHOTO = "photo:"
HEADINGS = {"h1": 0, "h2": 1, "h3": 2, "h4": 3}
LISTS = {"ul": "List Bullet", "ol": "List Number"}
CONTENTS = 'TOC \\o "1-1" \\h \\z'
LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}


def to_docx(document: ReportDocument, photos: Mapping[str, bytes], painter: Painter) -> bytes:
    file = Document()
    _prepare(file, document)
    writer = Writer(file, photos, painter)
    addresses = {sha256: f"{PHOTO}{sha256}" for sha256 in photos}
    for part in rendered(document, photo_urls=addresses, is_paper=True):
        writer.section(part, document)
    writer.written(written(document))
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _prepare(file: Document, document: ReportDocument) -> None:
    properties = file.core_properties
    properties.title, properties.subject = document.audit, document.client
    properties.author, properties.language = document.look.house, document.language
    properties.created = properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    normal = file.styles["Normal"]
    normal.font.size, normal.font.name = Pt(10), SANS
    normal.paragraph_format.space_after = Pt(5)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGES.get(document.language, document.language))
    normal.element.get_or_add_rPr().append(language)
    for name, size in TITLES.items():
        _face(file.styles[name], size, SERIF if size > 12 else SANS)
    title = file.styles["Title"].element.pPr
    for line in title.findall(qn("w:pBdr")):
        title.remove(line)
    caption = file.styles["Caption"]
    caption.font.size, caption.font.bold, caption.font.color.rgb = Pt(8.5), False, SOFT
    for name, points, colour in STYLES.values():
        if name not in file.styles:
            style = file.styles.add_style(name, 1)
            style.base_style, style.font.size = normal, Pt(points)
            style.font.color.rgb = colour
    word_tables.prepare(file)
    hyphens = OxmlElement("w:autoHyphenation")
    file.settings.element.append(hyphens)
    page = file.sections[0]
    page.page_width, page.page_height = SIZES.get(document.look.paper, SIZES["a4"])
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    foot = page.footer.paragraphs[0]
    foot.style = word_tables.STYLE
    foot.add_run(f"{document.client} · {document.audit} · {_('Confidential')} · ")
    _field(foot, "PAGE", "1")


def _face(style: Any, size: float, name: str) -> None:
    """A title in this face: the theme's own, which goes before a name, is taken out."""
    style.font.size, style.font.name, style.font.color.rgb = Pt(size), name, SPRUCE
    fonts = style.element.rPr.rFonts
    for key in [one for one in fonts.attrib if one.endswith("Theme")]:
        del fonts.attrib[key]


def _field(paragraph: Any, code: str, words_: str) -> None:
    """A field that the word processor works out, with what stands there until it does."""
    for kind in ("begin", "", "separate"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        paragraph.add_run().element.append(element)
    if words_:
        paragraph.add_run(words_)
        end = OxmlElement("w:fldChar")
        end.set(qn("w:fldCharType"), "end")
        paragraph.add_run().element.append(end)


@dataclass(slots=True)
class Writer:
    """Turns elements of a section into parts of the file, in their order."""

    file: Document
    photos: Mapping[str, bytes]
    painter: Painter
    has_begun: bool = False

    def section(self, part: Part, document: ReportDocument) -> None:
        if self.has_begun:
            self._turn(part.section.layout == "wide")
        self.has_begun = True
        root = html.fragment_fromstring(part.html, create_parent="div")
        if part.section.key == "cover":
            colour = (document.look.colour or str(SPRUCE)).removeprefix("#").upper()
            add_cover(self.file, root, self.width, colour, self._photo_of)
            return
        if part.section.key == "contents":
            self._contents(part, document)
            return
        for node in self._nodes(root):
            self.block(node)

    def written(self, tables: Sequence[Sheet]) -> None:
        """What the sections choose from, in full, so that nothing that was typed is missing."""
        if not tables:
            return
        self._turn(is_wide=False)
        self.file.add_heading(_("All that was written down"), 1)
        for sheet in tables:
            self.file.add_heading(sheet.name, 2)
            head = "".join(f"<th>{escape(name)}</th>" for name in sheet.head)
            rows = "".join(f"<tr>{_cells(row)}</tr>" for row in sheet.rows)
            markup = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            self.block(html.fragment_fromstring(markup))

    def _turn(self, is_wide: bool) -> None:
        """A new page; a wide section lies on its side."""
        here = self.file.sections[-1]
        if is_wide == (here.orientation == WD_ORIENT.LANDSCAPE):
            self.file.add_page_break()
            return
        page = self.file.add_section()
        page.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = here.page_height, here.page_width

    @property
    def width(self) -> int:
        page = self.file.sections[-1]
        return int(page.page_width - page.left_margin - page.right_margin)

    def _contents(self, part: Part, document: ReportDocument) -> None:
        """A table of contents: its lines stand there, and the word processor's “update field”
        puts page numbers to them."""
        self.file.add_paragraph(part.headings[0].title, style="Title")
        listed = [one for one in parts(document) if one.section.is_listed]
        lines = [f"{one.number} · {head.title}" for one in listed for head in one.headings]
        _field(self.file.add_paragraph(), CONTENTS, "")
        for number, line in enumerate(lines):
            paragraph = self.file.paragraphs[-1] if number == 0 else self.file.add_paragraph()
            paragraph.add_run(line)
        end = OxmlElement("w:fldChar")
        end.set(qn("w:fldCharType"), "end")
        self.file.paragraphs[-1].add_run().element.append(end)

    def _nodes(self, parent: etree._Element) -> Iterator[etree._Element]:
        """Children that break the line; loose text and inline elements between them gathered."""
        loose = html.Element("p")
        loose.text = parent.text
        for child in parent:
            if not isinstance(child.tag, str):
                continue
            if child.tag in INLINE:
                tail, child.tail = child.tail, None
                copy = html.fromstring(html.tostring(child, encoding="unicode"))
                child.tail = copy.tail = tail
                loose.append(copy)
                continue
            if words(loose):
                yield loose
            yield child
            loose = html.Element("p")
            loose.text = child.tail
        if words(loose):
            yield loose

    def block(self, node: etree._Element) -> None:
        tag = etree.QName(node).localname if isinstance(node.tag, str) else ""
        kinds = {
            **dict.fromkeys(HEADINGS, self._heading),
            **dict.fromkeys(LISTS, self._list),
            **dict.fromkeys(("figcaption", "caption"), self._caption),
            "p": self._paragraph,
            "blockquote": self._quote,
            "table": self._table,
            "svg": self._chart,
            "img": self._photo,
        }
        kinds.get(tag, self._group)(node)

    def _group(self, node: etree._Element) -> None:
        kinds = node.get("class", "").split()
        if "stage" in kinds and node.getprevious() is not None:
            self._turn(is_wide=False)
        if "photos" in kinds or "contact" in kinds:
            find = self._thumbnail if "contact" in kinds else self._photo_of
            add_gallery(self.file, list(node.iter("figure")), self.width, find)
            return
        for child in self._nodes(node):
            self.block(child)

    def _heading(self, node: etree._Element) -> None:
        if not words(node):
            return
        self.file.add_heading(words(node), HEADINGS[node.tag])

    def _caption(self, node: etree._Element) -> None:
        self._paragraph(node, "Caption")

    def _quote(self, node: etree._Element) -> None:
        for child in self._nodes(node):
            self._paragraph(child, "Quote")

    def _paragraph(self, node: etree._Element, style: str | None = None) -> None:
        pictures = list(node.iter("svg", SVG, "img"))
        style = style or next((STYLES[one][0] for one in _kinds(node) if one in STYLES), None)
        if words(node):
            paragraph = self.file.add_paragraph(style=style)
            paragraph.paragraph_format.keep_with_next = node.get("class") == "eyebrow"
            runs(paragraph, node)
        for picture in pictures:
            self.block(picture)

    def _list(self, node: etree._Element, style: str = "") -> None:
        style = style or LISTS[node.tag]
        for item in node:
            inner = [child for child in item if child.tag in LISTS]
            for child in inner:
                item.remove(child)
            if words(item):
                runs(self.file.add_paragraph(style=style), item)
            for child in inner:
                self._list(child, f"{style} 2" if not style.endswith("2") else style)

    def _table(self, node: etree._Element) -> None:
        for caption in node.iter("caption"):
            self._paragraph(caption, "Caption")
        if word_tables.add_table(self.file, list(node.iter("tr")), self.width):
            self.file.add_paragraph(style=word_tables.STYLE)

    def _chart(self, node: etree._Element) -> None:
        title = next(iter(node.xpath("./*[local-name()='title']/text()")), "")
        drawing = etree.tostring(node, encoding="unicode", with_tail=False)
        self._picture(self.painter.png(_with_namespace(drawing)), str(title), _width_of(node))

    def _photo(self, node: etree._Element) -> None:
        found = self._photo_of(node)
        if found:
            self._picture(found, node.get("alt", ""), PHOTO_WIDTH)

    def _photo_of(self, node: etree._Element) -> bytes | None:
        return self.photos.get(node.get("src", "").removeprefix(PHOTO))

    def _thumbnail(self, node: etree._Element) -> bytes | None:
        found = self._photo_of(node)
        return small(found) if found else None

    def _picture(self, data: bytes, description: str, width: int) -> None:
        shape = self.file.add_picture(io.BytesIO(data), width=min(width, self.width))
        shape._inline.docPr.set("descr", description)
        # Its caption comes next.
        self.file.paragraphs[-1].paragraph_format.keep_with_next = True


def _kinds(node: etree._Element) -> list[str]:
    return str(node.get("class", "")).split()


def _cells(row: Row) -> str:
    return "".join(f"<td>{escape('' if cell is None else str(cell))}</td>" for cell in row)


def _with_namespace(drawing: str) -> str:
    """The HTML reader takes the namespace for an attribute, and letters of attributes small."""
    return drawing.replace("viewbox=", "viewBox=", 1)


def _width_of(node: etree._Element) -> int:
    """CSS pixels of the drawing as a width on paper."""
    return int(Pt(float(node.get("width", "400")) * 0.75))
