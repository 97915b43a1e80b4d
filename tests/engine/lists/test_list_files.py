"""The files of lists: the same words in every form, no formula, the same bytes again."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
from typing import TYPE_CHECKING

import docx
import openpyxl
import pypdfium2
import pytest

from chamdiem.engine.lists.files import FORMS, OVERVIEW_FORMS, list_file, list_html
from chamdiem.engine.lists.follow_ups import discrepancy_list, missing_list, near_list
from chamdiem.engine.lists.meetings import month_of
from chamdiem.engine.lists.overview import overview_of
from chamdiem.engine.lists.summary import summary_list
from chamdiem.engine.paper.settings import PaperSettings
from chamdiem.engine.paper.table_workbook import MAX_LENGTH
from chamdiem.engine.paper.tables import ListView, text_of
from chamdiem.engine.reading.register import RegisteredCell
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.meeting import MEETING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from months import Make

PAPER = PaperSettings()
KINDS = ("summary", "discrepancies", "missing", "near")


def views(
    make: Make, name: str = "Chi bộ A & B <x> <script>", note: str = "Còn chung chung", *lines: str
) -> dict[str, ListView]:
    """Return every list of a month in which one text stands wherever a text can."""
    quoted = note.replace("\t", "\\t").replace("\r", "\\r")
    upper = f'rating: Khá, answers: {{"2.1": 4.5, "2.2": 3.5}}, deduction_notes: {{"2.1": "{quoted}"}}'
    own = f'answers: {{"2.1": 6, "2.2": 4}}, deduction_notes: {{"2.2": "{quoted}"}}'
    month = month_of([make(name, "present: 10", *lines, self=own, upper=upper), make("Chi bộ Hai", self=own)], None)
    register = (RegisteredCell(id=f"{note}0", name=note, upper_org=note, members=3),)
    return {
        "summary": summary_list(month, register, PAPER),
        "discrepancies": discrepancy_list(month, PAPER),
        "missing": missing_list(month, register, PAPER),
        "near": near_list(month, 400, PAPER),
    }


def sheet_of(content: bytes) -> Worksheet:
    """Return the sheet of a workbook."""
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def words(text: str) -> list[str]:
    """Return the words of a text, without blanks to write on."""
    return re.sub("[….]{2,}|…|-----", " ", text).split()


def in_workbook(content: bytes) -> list[str]:
    """Return the words of a workbook, row by row, numbers and dates as paper has them."""
    values = [value for row in sheet_of(content).iter_rows(values_only=True) for value in row if value is not None]
    return words("\n".join(map(_on_paper, values)))


def _on_paper(value: object) -> str:
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y}"
    return f"{value:g}".replace(".", ",").replace("-", "−") if isinstance(value, int | float) else str(value)


def in_word(content: bytes) -> list[str]:
    """Return the words of a Word file."""
    items = docx.Document(io.BytesIO(content)).iter_inner_content()
    texts = [
        "\n".join(cell.text for row in item.rows for cell in row.cells) if hasattr(item, "rows") else item.text
        for item in items
    ]
    return words("\n".join(texts))


def in_pdf(content: bytes) -> list[str]:
    """Return the words of a PDF of one page."""
    (page,) = pypdfium2.PdfDocument(content)
    return words(page.get_textpage().get_text_bounded())


@pytest.mark.parametrize("kind", KINDS)
def test_all_forms_say_the_same(make: Make, kind: str) -> None:
    """Table and notes hold the same words and numbers in the same order in workbook, Word file and PDF."""
    view = views(make)[kind]
    rows = (*view.rows, *((view.total,) if view.total else ()))
    expected = words("\n".join(column.title for column in view.columns))
    expected += [str(number) for number in range(1, len(view.columns) + 1)]
    expected += words("\n".join(text_of(value) for row in rows for value in row))
    expected += words("\n".join((*view.notes, view.head.signature)))
    for found in (
        in_workbook(list_file(view, "xlsx")),
        in_word(list_file(view, "docx")),
        in_pdf(list_file(view, "pdf")),
    ):
        assert found[-len(expected) :] == expected
        assert words(view.title) == found[found.index(words(view.title)[0]) :][: len(words(view.title))]
        assert "NAM" in found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_the_same_list_gives_the_same_bytes(make: Make, kind: str, form: str) -> None:
    """Nothing in a list's file comes from the clock."""
    assert list_file(views(make)[kind], form) == list_file(views(make)[kind], form)


def test_numbers_and_dates_are_such_in_a_workbook(make: Make) -> None:
    """Excel can reckon with points, members and dates; the list is ready to print."""
    sheet = sheet_of(list_file(views(make)["summary"], "xlsx"))
    row = next(row for row in sheet.iter_rows() if row[0].value == 1 and row[1].value != 2)
    assert [cell.data_type for cell in row[:6]] == ["n", "s", "n", "d", "n", "n"]
    assert row[4].value == 15.5
    assert row[3].value == dt.datetime(2025, 11, 5)  # noqa: DTZ001 - workbooks know no zones
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.freeze_panes is not None
    assert sheet.print_title_rows is not None


TRIGGERS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x","y")', "http://x.vn")
TEXT_FIELDS = [field.name for field in MEETING.fields if field.type is FieldType.TEXT and field.name != "cell_name"]


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_no_text_becomes_a_formula(make: Make, trigger: str) -> None:
    """Whatever sign a text begins with, in whatever field, every workbook holds it as text: no formula, no link."""
    quoted = trigger.replace("\t", "\\t").replace("\r", "\\r").replace('"', '\\"')
    lines = [f'{name}: "{quoted}"' for name in TEXT_FIELDS]
    note = trigger.replace('"', "'")
    for kind, view in views(make, trigger, note, *lines).items():
        sheet = sheet_of(list_file(view, "xlsx"))
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}, kind
        assert not any(cell.hyperlink for cell in cells)
        if kind == "missing":
            assert any(note.strip() in str(cell.value) for cell in cells)


def test_names_with_markup_are_text_everywhere(make: Make) -> None:
    """A & B <x> and a script tag come out as they were written."""
    for view in views(make).values():
        page = list_html(view)
        assert "<script>" not in page
    view = views(make)["summary"]
    for found in (
        in_workbook(list_file(view, "xlsx")),
        in_word(list_file(view, "docx")),
        in_pdf(list_file(view, "pdf")),
    ):
        assert "Chi bộ A & B <x> <script>" in " ".join(found)


def test_a_text_too_long_for_a_workbook_is_cut_and_says_so(make: Make) -> None:
    """What a cell of a workbook cannot hold ends in dots instead of vanishing."""
    view = views(make)["discrepancies"]
    first, *others = view.rows
    view = dataclasses.replace(view, rows=((*first[:-1], "Dài " * 10_000), *others))
    longest = max((str(c.value) for row in sheet_of(list_file(view, "xlsx")).iter_rows() for c in row), key=len)
    assert len(longest) == MAX_LENGTH
    assert longest.endswith("…")


@pytest.mark.parametrize("form", OVERVIEW_FORMS)
def test_the_overview_is_one_page(make: Make, form: str) -> None:
    """Numbers are written beside the bars, on one page, the same each time; nothing is fetched."""
    own = 'answers: {"2.1": 4.5, "2.2": 4}'
    month = month_of([make("Chi bộ A", self=own), make("Chi bộ B", "members_total: 30", self=own)], None)
    view = overview_of(month, None, PAPER)
    made = list_file(view, form)
    assert made == list_file(view, form)
    if form == "pdf":
        found = " ".join(in_pdf(made))
    else:
        assert not re.search(r"https?:|url\(|<script", made.decode())
        found = " ".join(words(re.sub("<[^>]*>", " ", made.decode().partition("<body>")[2])))
    for expected in ("Tốt 1 (50%)", "1. Dự họp 8,75/10 (87,5%)", "2.1. Nội dung −3 điểm, 2 kỳ họp", "T/M ĐẢNG ỦY"):
        assert expected in found


def test_the_states_head_stands_on_no_list(make: Make) -> None:
    """Lists of a committee bear the Party's head."""
    for view in views(make).values():
        assert not re.search("cộng hòa xã hội|độc lập", list_html(view), re.IGNORECASE)
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in list_html(view)
