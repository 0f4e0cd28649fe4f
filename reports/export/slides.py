"""Ten slides for the meeting where the report is gone through: titles that conclude, charts that
can be edited, notes with what stands behind them. The slides select; they do not hold everything.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.util import Emu, Pt

from reports.document import Criterion, ReportDocument
from reports.export.sheets import criteria
from reports.sections import failures, journey, method, promises, recommendations, summary, wording
from reports.templatetags.report import num, quoted, signed

INCH = 914_400
WIDE, HIGH = Emu(int(13.333 * INCH)), Emu(int(7.5 * INCH))
LEFT, TOP, INNER = Emu(int(0.7 * INCH)), Emu(int(1.75 * INCH)), Emu(int(11.93 * INCH))
SPRUCE, AMBER = RGBColor(0x0F, 0x3D, 0x3A), RGBColor(0xA4, 0x66, 0x0A)
INK, SOFT, WHITE = RGBColor(0x14, 0x28, 0x2B), RGBColor(0x50, 0x60, 0x65), RGBColor(255, 255, 255)
BLANK, LINES, LETTERS, FOOT_LETTERS = 6, 6, 190, 60
# Nothing is set smaller. Programmes shrink a text to its box only when somebody edits it.
SMALLEST = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches."""

    left: float = 0.7
    top: float = 1.75
    width: float = 11.93
    height: float = 5.0

    @property
    def emus(self) -> tuple[Emu, Emu, Emu, Emu]:
        sides = (self.left, self.top, self.width, self.height)
        left, top, width, height = (Emu(int(side * INCH)) for side in sides)
        return left, top, width, height


HALF = Box(width=5.8)
OTHER_HALF = Box(left=6.8, width=5.8)


def _fitting(lines: Sequence[str], box: Box, size: int, *, is_bold: bool) -> int:
    """The size, or the largest below it, at which the lines stay inside the box."""
    width, height = (box.width - 0.2) * 72, box.height * 72
    em = 0.63 if is_bold else 0.58
    for fitting in range(size, SMALLEST, -1):
        rows = sum(max(math.ceil(len(line) * em * fitting / width), 1) for line in lines)
        gaps = 0.55 * fitting * (len(lines) - 1)
        if rows * 1.2 * fitting + gaps <= height:
            return fitting
    return SMALLEST


@dataclass(slots=True)
class Deck:
    file: Any  # python-pptx has no types
    document: ReportDocument

    def slide(self, name: str, title: str, notes: str = "") -> Any:
        """A slide with its number, its name in small letters and its title."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[BLANK])
        number = len(self.file.slides)
        self.text(slide, Box(top=0.35, height=0.35), [f"{number} · {name}"], size=12, colour=SOFT)
        self.text(slide, Box(top=0.65, height=1.0), [title], size=28, colour=SPRUCE, is_bold=True)
        names = (self.document.client, self.document.audit)
        foot = " · ".join(wording.shortened(name, FOOT_LETTERS) for name in names)
        self.text(slide, Box(top=7.0, height=0.3), [foot], size=10, colour=SOFT)
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
        return slide

    def text(
        self,
        slide: Any,
        box: Box,
        lines: Sequence[str],
        *,
        size: int = 18,
        colour: RGBColor = INK,
        is_bold: bool = False,
    ) -> None:
        frame = slide.shapes.add_textbox(*box.emus).text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
        size = _fitting(lines, box, size, is_bold=is_bold)
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = line, Pt(size), is_bold
            run.font.color.rgb = colour
            paragraph.space_after = Pt(size * 0.55)

    def list(self, slide: Any, box: Box, heading: str, lines: Sequence[str]) -> None:
        """A small heading and a few lines below it; the rest is counted, not dropped unseen."""
        shown = [f"• {wording.shortened(line, LETTERS)}" for line in lines[:LINES]]
        if len(lines) > LINES:
            more = len(lines) - LINES
            shown.append(_("and %(count)s more in the report") % {"count": more})
        top = Box(box.left, box.top, box.width, 0.45)
        below = Box(box.left, box.top + 0.5, box.width, box.height - 0.5)
        self.text(slide, top, [heading], size=16, colour=AMBER, is_bold=True)
        size = 16 if sum(len(line) for line in shown) < 520 else 13
        self.text(slide, below, shown or ["–"], size=size)

    def bars(self, slide: Any, box: Box) -> None:
        """The stages as bars that can be edited; one without a score has none."""
        data = CategoryChartData(number_format="0")
        stages = list(reversed(self.document.stages))
        data.categories = [f"{stage.number} {stage.name}" for stage in stages]
        shown = [stage.scores.both.shown for stage in stages]
        data.add_series(_("Points"), [float(one) if one else None for one in shown])
        frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box.emus, data)
        frame.name = _("Points by stage")
        chart = frame.chart
        chart.has_legend, chart.has_title = False, False
        chart.font.size, chart.font.color.rgb = Pt(14), INK
        axis = chart.value_axis
        axis.minimum_scale, axis.maximum_scale, axis.has_major_gridlines = 0, 100, False
        plot = chart.plots[0]
        plot.gap_width, plot.has_data_labels = 60, True
        plot.data_labels.position, plot.data_labels.font.bold = XL_LABEL_POSITION.OUTSIDE_END, True
        plot.series[0].format.fill.solid()
        plot.series[0].format.fill.fore_color.rgb = SPRUCE

    def lines(self, slide: Any, box: Box) -> None:
        """Expectation and experience (0–4) over the stages."""
        stages = self.document.stages
        data = CategoryChartData(number_format="0.0")
        data.categories = [stage.name for stage in stages]
        gaps = [stage.gap for stage in stages]
        expected = [float(gap.expected.shown) if gap else None for gap in gaps]
        experienced = [float(gap.experienced.shown) if gap else None for gap in gaps]
        data.add_series(_("Expectation"), expected)
        data.add_series(_("Experience"), experienced)
        chart = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box.emus, data).chart
        chart.has_legend, chart.has_title = True, False
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 4
        chart.font.size = Pt(14)
        for series, colour in zip(chart.plots[0].series, (AMBER, SPRUCE), strict=True):
            series.smooth, series.format.line.color.rgb = False, colour
            series.format.line.width = Pt(3)
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.rgb = colour

    def photo(self, slide: Any, box: Box, data: bytes, caption: str) -> None:
        """A photo whole inside the box, its caption below and as its alternative text."""
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
        scale = min(box.width / width, (box.height - 0.5) / height)
        left, top, _wide, _high = box.emus
        sides = (Emu(int(width * scale * INCH)), Emu(int(height * scale * INCH)))
        shape = slide.shapes.add_picture(io.BytesIO(data), left, top, *sides)
        shape._element._nvXxPr.cNvPr.set("descr", caption)
        below = Box(box.left, box.top + height * scale + 0.05, box.width, 0.4)
        self.text(slide, below, [caption], size=12, colour=SOFT)


def to_pptx(document: ReportDocument, photos: Mapping[str, bytes]) -> bytes:
    file = Presentation()
    file.slide_width, file.slide_height = WIDE, HIGH
    properties = file.core_properties
    properties.title, properties.subject = document.audit, document.client
    properties.author, properties.language = document.look.house, document.language
    properties.created = properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    deck = Deck(file, document)
    cover(deck)
    for fill in (
        conclusion, points, felt, strengths, needs, kept, heard, advice, told
    ):  # fmt: skip
        fill(deck, photos)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def cover(deck: Deck) -> None:
    document = deck.document
    slide = deck.file.slides.add_slide(deck.file.slide_layouts[BLANK])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = SPRUCE
    when = wording.weeks(document)
    facts = [wording.visit_count(document), wording.site_count(document), when]
    below = " · ".join(fact for fact in facts if fact)
    deck.text(slide, Box(top=1.2, height=0.5), [document.client], size=22, colour=WHITE)
    title = summary.headline(document)
    deck.text(slide, Box(top=2.0, height=2.6), [title], size=40, colour=WHITE, is_bold=True)
    deck.text(slide, Box(top=5.2, height=0.9), [document.audit, below], size=18, colour=WHITE)


def conclusion(deck: Deck, _photos: Mapping[str, bytes]) -> None:
    document = deck.document
    total = document.total.both
    note = wording.honest_note(document)
    told = [
        one.plain
        for text in document.narratives
        if text.section == "summary"
        for one in text.blocks
    ]
    notes = "\n".join(told) or document.summary
    slide = deck.slide(_("Summary"), summary.headline(document), notes)
    deck.text(slide, Box(width=3.4, height=1.6), [num(total.shown)], size=96, colour=SPRUCE)
    target = "" if document.target is None else _("Target %(target)s") % {"target": document.target}
    band = wording.band_name(document, total.band)
    small = [line for line in (band, target, wording.visit_count(document)) if line]
    deck.text(slide, Box(top=3.5, width=3.4, height=1.5), small, size=16, colour=SOFT)
    deck.text(slide, Box(left=4.4, width=8.2, height=3.2), [summary.lede(document)], size=22)
    deck.text(slide, Box(left=4.4, top=5.4, width=8.2, height=1.2), [note], size=14, colour=SOFT)


def points(deck: Deck, _photos: Mapping[str, bytes]) -> None:
    document = deck.document
    stages = wording.scored_stages(document)
    title = _("Nothing to score yet")
    if stages:
        names = {"best": stages[0].name, "worst": stages[-1].name}
        title = _("From %(best)s down to %(worst)s: points by stage") % names
    slide = deck.slide(_("Stages"), title)
    deck.bars(slide, Box(width=11.9, height=5.0))


def felt(deck: Deck, _photos: Mapping[str, bytes]) -> None:
    document = deck.document
    slide = deck.slide(_("Journey"), journey.title(document))
    deck.lines(slide, Box(width=7.6, height=5.0))
    feelings = [
        f"{stage.name}: {signed(stage.feeling.mean.shown)}"
        for stage in document.stages
        if stage.feeling
    ]
    right = Box(left=8.7, width=3.9)
    deck.list(slide, right, _("Feeling (−3 to 3)"), feelings)


def _told(document: ReportDocument, codes: Sequence[str]) -> list[str]:
    found: dict[str, Criterion] = {one.code: one for one in criteria(document)}
    return [_line(found[code]) for code in codes if code in found]


def _line(criterion: Criterion) -> str:
    full = criterion.answered - criterion.short
    values = {"text": criterion.text, "full": full, "count": criterion.answered}
    return _("%(text)s (full points in %(full)s of %(count)s)") % values


def strengths(deck: Deck, photos: Mapping[str, bytes]) -> None:
    document = deck.document
    slide = deck.slide(_("Strengths"), _("Hold on to these"))
    deck.list(slide, HALF, _("Strongest criteria"), _told(document, document.strengths))
    what = [one.what for one in document.surprises]
    deck.list(slide, OTHER_HALF, _("Positive surprises"), what)


def needs(deck: Deck, photos: Mapping[str, bytes]) -> None:
    document = deck.document
    slide = deck.slide(_("Needs"), _("Mend these first"))
    deck.list(slide, HALF, _("Where most points are lost"), _told(document, document.needs))
    critical = _told(document, document.criticals)
    if critical:
        deck.list(slide, OTHER_HALF, _("Critical: must not happen even once"), critical)
        return
    for photo in document.photos[:1]:
        if photo.sha256 in photos:
            words = " · ".join(word for word in (photo.caption, photo.site, photo.visit) if word)
            deck.photo(slide, OTHER_HALF, photos[photo.sha256], words)


def kept(deck: Deck, _photos: Mapping[str, bytes]) -> None:
    document = deck.document
    made = document.promises
    title = _title(promises, document) if made.made else _("No promise was written down")
    slide = deck.slide(_("Promises and failures"), title)
    broken = [quoted(one.wording) for one in made.items if one.kept in ("no", "partly")]
    deck.list(slide, HALF, _("Promises that were not kept"), broken)
    what = [one.what for one in document.failures]
    heading = _title(failures, document) if what else _("Failures")
    deck.list(slide, OTHER_HALF, heading, what)


def _title(section: Any, document: ReportDocument) -> str:
    return str(section.SECTION.headings(document)[0].title)


def heard(deck: Deck, photos: Mapping[str, bytes]) -> None:
    document = deck.document
    quotes = [(stage.name, quote) for stage in document.stages for quote in stage.quotes]
    quotes.sort(key=lambda pair: abs(pair[1].feeling or 0), reverse=True)
    slide = deck.slide(_("In the customer’s words"), _("How it felt, in the customer’s words"))
    lines = [f"{quoted(quote.text)} — {stage}, {quote.visit}" for stage, quote in quotes]
    shown = [photo for photo in document.photos if photo.sha256 in photos][:1]
    deck.list(slide, HALF if shown else Box(), _("Quotes"), lines)
    for photo in shown:
        words = " · ".join(word for word in (photo.caption, photo.site, photo.visit) if word)
        deck.photo(slide, OTHER_HALF, photos[photo.sha256], words)


def advice(deck: Deck, _photos: Mapping[str, bytes]) -> None:
    document = deck.document
    found = document.recommendations
    title = recommendations.title(document) if found else _("No recommendation arose")
    slide = deck.slide(
        _("Recommendations"), title, "\n".join(f"{r.number} {r.title}" for r in found)
    )
    first = [one for one in found if one.tier in ("incident", "free")]
    rest = [one for one in found if one.tier not in ("incident", "free")]
    lines = [f"{one.number} {one.title}" for one in first]
    deck.list(slide, HALF, _("Begin here: at once, or free"), lines)
    costing = [f"{one.number} {one.title}" for one in rest]
    deck.list(slide, OTHER_HALF, _("Needs money: plan and choose"), costing)


def told(deck: Deck, _photos: Mapping[str, bytes]) -> None:
    document = deck.document
    slide = deck.slide(_("How it was done"), _title(method, document))
    deck.list(slide, HALF, _("What was done"), [method.asked(document), method.computed(document)])
    deck.list(slide, OTHER_HALF, _("What it cannot tell"), method.limits(document))
