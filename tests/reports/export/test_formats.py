"""Each format opens in its programme, says what the report says and harms nobody."""

import csv
import dataclasses
import io
import json

import pytest
from django.utils import translation
from django.utils.translation import gettext
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from openpyxl import load_workbook
from PIL import ImageFont
from pptx import Presentation

from reports.charts.drawing import SCALE
from reports.document import codec
from reports.export import FORMATS, Material, exported
from reports.export.data import to_csv
from reports.export.workbook import to_xlsx
from reports.pdf import chart_fonts
from tests.reports import edges, material
from tests.reports.test_pdf import long_words

EVIL = ["=1+1", "+358 40", "-3", "@SUM(A1)", "\tx", '=HYPERLINK("http://evil";"x")']


@pytest.fixture
def evil():
    """A report whose sites have names that a spreadsheet would run."""
    document = material.document(5)
    sites = tuple(
        dataclasses.replace(site, name=name)
        for site, name in zip(document.sites * 2, EVIL, strict=True)
    )
    return dataclasses.replace(document, sites=sites)


def rows_of(book, name):
    return [[cell.value for cell in row] for row in book[name].rows]


@pytest.mark.parametrize("key", FORMATS)
@pytest.mark.parametrize("visits", [0, 1, 30])
def test_every_size_of_report_can_be_made(key, visits, made):
    assert len(made(key, material.document(visits))) > 1000


def test_json_is_the_frozen_document(made, report):
    assert codec.from_json(json.loads(made("json"))) == report


def test_a_sheet_has_a_row_for_each_answer_with_numbers_as_numbers(made, report):
    with translation.override("fi"):
        rows = rows_of(load_workbook(io.BytesIO(made("xlsx"))), gettext("Answers"))
    given = [a for s in report.stages for c in s.criteria for a in c.answers]
    assert len(rows) == 1 + len(given)
    points = [row[8] for row in rows[1:] if row[8] is not None]
    assert points == [float(answer.shown) for answer in given if answer.shown]


def test_no_cell_of_a_workbook_is_a_formula(evil):
    with translation.override("en"):
        book = load_workbook(io.BytesIO(to_xlsx(evil)))
    cells = [cell for sheet in book for row in sheet.rows for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert set(EVIL) - {"\tx"} <= {cell.value for cell in cells}


def test_no_cell_of_a_csv_begins_like_a_formula(evil):
    rows = list(csv.reader(io.StringIO(to_csv(evil).decode("utf-8-sig")), delimiter=";"))
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+@\t") or cell == "-3"]
    assert any(cell == "'=1+1" for row in rows for cell in row)


def test_control_characters_do_not_break_a_workbook():
    document = dataclasses.replace(material.document(1), title="a\x00b\x0bc")
    with translation.override("en"):
        book = load_workbook(io.BytesIO(to_xlsx(document)))
    assert ["Headline", "abc"] in rows_of(book, "Overview")


@pytest.mark.parametrize("visits", [0, 1, 5])
def test_ten_slides_each_with_a_title_inside_the_slide(visits, made):
    deck = Presentation(io.BytesIO(made("pptx", material.document(visits))))
    assert len(deck.slides) == 10
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
    assert not [s for s in deck.slides if not any(x.has_text_frame and x.text for x in s.shapes)]


def test_charts_of_slides_hold_the_figures(made, report):
    deck = Presentation(io.BytesIO(made("pptx")))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    shown = [float(stage.scores.both.shown) for stage in report.stages]
    assert list(charts[0].plots[0].series[0].values) == shown[::-1]
    assert len(charts[1].plots[0].series) == 2


def narrow_cells(table):
    """The cells of a table whose longest word, up to twenty letters, is wider than they are."""
    for row in table.rows:
        for cell in row.cells:
            letters = max((len(word) for word in cell.text.split()), default=0)
            if cell.width < Mm(3.8) + Mm(1.7) * min(letters, 20):
                yield cell.text


@pytest.mark.parametrize("visits", [1, 5, 30])
def test_no_word_of_a_table_is_broken_in_the_document(visits, made):
    file = Document(io.BytesIO(made("docx", material.document(visits))))
    wide = [table for table in file.tables if len(table.columns) <= 8]
    assert wide
    assert [text for table in wide for text in narrow_cells(table)] == []


def test_every_picture_of_a_document_is_told_in_words(made):
    file = Document(io.BytesIO(made("docx")))
    told = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert len(told) > 5
    assert all(told)


def test_photos_of_a_document_stand_side_by_side_above_their_captions():
    document = edges.with_many_photos(5, 12)
    data = exported(document, "docx", Material(edges.pictures(12)))
    galleries = [one for one in Document(io.BytesIO(data)).tables if one._tbl.xpath(".//pic:pic")]
    captions = [cell.text for table in galleries for row in table.rows for cell in row.cells]
    assert len(galleries[-1].columns) == 4
    for photo in document.photos:
        assert [text for text in captions if photo.caption in text and photo.site in text]


def fills(table):
    return [one.get(qn("w:fill")) for one in table._tbl.xpath(".//w:shd")]


def test_points_of_a_document_wear_the_colours_of_the_report(made):
    tables = Document(io.BytesIO(made("docx"))).tables
    assert fills(tables[0]) == ["0F3D3A"]
    solid = {colour[1:].upper() for colour in SCALE}
    assert solid & {fill for table in tables[1:] for fill in fills(table)}


def test_tables_of_a_document_have_lines_between_rows_only(made):
    for table in Document(io.BytesIO(made("docx"))).tables[1:]:
        lines = [one.tag.split("}")[1] for one in table._tbl.xpath("./w:tblPr/w:tblBorders/*")]
        assert lines in ([], ["top", "bottom", "insideH"])


def test_document_has_a_foot_with_the_number_of_the_page(made):
    foot = Document(io.BytesIO(made("docx"))).sections[0].footer._element.xml
    assert "PAGE" in foot
    assert "Havu &amp; Hirsi Oy" in foot


def column(sheet, name):
    (at,) = [cell.column for cell in sheet[1] if cell.value == name]
    return [row[at - 1] for row in sheet.iter_rows(min_row=2)]


def test_days_and_numbers_of_a_workbook_are_days_and_numbers(made, report):
    book = load_workbook(io.BytesIO(made("xlsx")))
    with translation.override("fi"):
        name, needed = gettext("Overview"), gettext("Recommendations")
        days = [cell for row in book[name].rows for cell in row if cell.is_date]
        lost = column(book[needed], gettext("Points lost"))
        numbers = column(book[needed], gettext("No."))
        said = column(book[gettext("Closing questions")], gettext("Answer"))
    assert [f"{cell.value:%Y-%m-%d}" for cell in days] == [report.starts_on, report.ends_on]
    assert {cell.number_format for cell in lost} == {"0.0"}
    assert [cell.value for cell in numbers] == list(range(1, len(numbers) + 1))
    assert {3, 6, 7, 8, 9} & {cell.value for cell in said}


def test_figures_of_a_workbook_carry_their_ranges(made, report):
    book = load_workbook(io.BytesIO(made("xlsx")))
    with translation.override("fi"):
        sheet = book[gettext("Figures")]
        whole = sheet[2]
        places = [gettext("Range from"), gettext("Range to")]
    found = [column(sheet, place)[0].value for place in places]
    total = report.total.both
    assert found == [float(total.low_shown), float(total.high_shown)]
    assert whole[3].value == float(total.shown)


def test_rows_of_a_workbook_are_as_high_as_their_words(made):
    for sheet in load_workbook(io.BytesIO(made("xlsx"))):
        widths = {key: one.width for key, one in sheet.column_dimensions.items()}
        for row in sheet.iter_rows(min_row=2):
            lines = max(len(str(one.value or "")) / widths[one.column_letter] for one in row)
            assert sheet.row_dimensions[row[0].row].height >= min(15 * lines, 400)


def test_sheets_print_as_wide_as_the_paper_with_their_heads(made):
    for sheet in load_workbook(io.BytesIO(made("xlsx"))):
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def rows_needed(text, font, width):
    """How many lines a text takes, broken at spaces, and inside a word that is longer than one."""
    rows, used = 1, 0.0
    for word in text.split(" "):
        wide = font.getlength(word + " ")
        if used and used + wide > width:
            rows, used = rows + 1, 0.0
        rows, used = rows + int((used + wide) // (width + 0.01)), (used + wide) % width
    return rows


def height_needed(shape, face):
    size = shape.text_frame.paragraphs[0].runs[0].font.size.pt
    font = ImageFont.truetype(io.BytesIO(face), size)
    rows = [rows_needed(p.text, font, shape.width.pt - 14.4) for p in shape.text_frame.paragraphs]
    return size * (1.2 * sum(rows) + 0.55 * (len(rows) - 1))


@pytest.mark.parametrize("name", ["long compounds", "thirty visits", "five visits"])
def test_text_of_a_slide_stays_in_its_box(name, made):
    """Measured with our typeface, which runs wider than those of the programmes."""
    documents = {"long compounds": long_words, "five visits": lambda: material.document(5)}
    document = documents.get(name, lambda: material.document(30))()
    face = chart_fonts()[0]
    for slide in Presentation(io.BytesIO(made("pptx", document))).slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text:
                assert height_needed(shape, face) <= shape.height.pt * 1.05, shape.text_frame.text
