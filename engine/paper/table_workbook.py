"""Tables as workbooks: the one writer of tables for Excel, and the sheets on which they stand.

Texts are written as texts, whatever sign they begin with: a cell named "=1+1" is a name, not a formula.
"""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING

from chamdiem.engine.files.folders import PRODUCT
from chamdiem.engine.paper.tables import text_of
from chamdiem.engine.paper.xlsx_writing import new_workbook
from chamdiem.engine.texts import say_vi

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.engine.paper.tables import ListView, Report, Table, Value
    from chamdiem.engine.paper.xlsx_writing import Format, Workbook, Worksheet

MAX_ROWS = 1_048_576
"""Rows of one sheet of a workbook."""
MAX_LENGTH = 32_767
"""Of a text in one cell of a workbook."""
_SHEET_NAME = 31
"""Characters that the name of a sheet may have."""
_WIDEST = 60
"""The widest column that is fitted to what it holds, in characters."""
_A4 = 9
_MM_PER_CHARACTER = 2.0
_INCH = 25.4
_LINE, _MOST_LINES = 16, 25
"""The height of a line in points; no row of a workbook is higher than 409 of them."""
_LOOSE = 0.8
"""Letters are narrower than the digits by which the width of a column is counted."""
_WRAPPED = {"valign": "top", "text_wrap": True}
_FONT = {"font_name": "Times New Roman", "font_size": 12, **_WRAPPED}


def list_workbook(view: ListView) -> bytes:
    """Return a list as a workbook: numbers and dates as such, ready to print on A4."""
    stream, stamp = io.BytesIO(), view.head.stamp
    with new_workbook(stream, stamp.day, title=stamp.title, author="", category=PRODUCT) as book:
        _ListSheet(book, view).write()
    return stream.getvalue()


def report_workbook(report: Report, day: dt.date) -> bytes:
    """Return a report as a workbook: a sheet for what it says, and one for every table."""
    stream = io.BytesIO()
    with new_workbook(stream, day, category=PRODUCT) as book:
        bold, plain = book.add_format({**_WRAPPED, "bold": True}), book.add_format(_WRAPPED)
        front = book.add_worksheet(_sheet_name(1, report.title))
        front.set_column(0, 0, 32)
        front.set_column(1, 1, 90)
        findings = (("", finding) for finding in report.findings)
        for row, line in enumerate([(report.title, report.subject), ("", ""), *report.particulars, *findings]):
            if any(line):
                front.write_string(row, 0, line[0], bold)
                front.write_string(row, 1, line[1], plain)
        for number, table in enumerate(report.tables, 2):
            _TableWriter(book, book.add_worksheet(_sheet_name(number, table.title)), table).write(0)
    return stream.getvalue()


def _sheet_name(number: int, title: str) -> str:
    """Return a name that Excel allows, and that no other sheet has."""
    clean = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)
    return f"{number}. {' '.join(clean.split())}"[:_SHEET_NAME].strip()


def _lines(text: str, characters: float) -> int:
    """Return how many lines a text takes at most in a column of so many characters."""
    return 1 + int(len(text) * _LOOSE / characters) if len(text) > characters - 1 else 1


class _TableWriter:
    """Writes one table into a sheet. A form is ruled and numbers its columns; any other can be filtered."""

    def __init__(self, book: Workbook, sheet: Worksheet, table: Table) -> None:
        self.book, self.sheet, self.table = book, sheet, table
        self.widths = [self._width(place) for place in range(len(table.columns))]
        self.base = {**_FONT, "border": 1} if table.is_form else _WRAPPED
        self.looks: dict[tuple[tuple[str, object], ...], Format] = {}

    def write(self, top: int) -> int:
        """Write the table from a row on, and return the row below it."""
        table, sheet = self.table, self.sheet
        for place, width in enumerate(self.widths):
            sheet.set_column(place, place, width)
        middle = {"align": "center", "valign": "vcenter"} if table.is_form else {}
        self._row(top, table.header, bold=True, **middle)
        first = top + 1
        if table.is_form:
            for place in range(len(table.columns)):
                sheet.write_number(first, place, place + 1, self._look(align="center", italic=True))
            sheet.repeat_rows(top, first)
            first += 1
        elif table.rows:
            sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)
        sheet.freeze_panes(first, 0)
        rows = table.rows[: MAX_ROWS - first]
        for row, values in enumerate(rows, first):
            self._row(row, values)
        if table.total is not None:
            self._row(first + len(rows), table.total, bold=True)
        return first + len(rows) + (table.total is not None)

    def _width(self, place: int) -> float:
        column = self.table.columns[place]
        if column.width:
            return column.width / _MM_PER_CHARACTER
        longest = max((len(text_of(row[place])) for row in self.table.rows), default=0)
        return min(max(longest, len(column.title)) + 2, _WIDEST)

    def _row(self, row: int, values: Sequence[Value], **style: object) -> None:
        """Write a row; one of a form is made as high as its longest text needs, for not every program does so."""
        if self.table.is_form:
            lines = max(_lines(text_of(value), width) for value, width in zip(values, self.widths, strict=True))
            self.sheet.set_row(row, _LINE * min(lines, _MOST_LINES))
        for place, value in enumerate(values):
            own = {"align": self.table.columns[place].align} if self.table.is_form else {}
            self._value(row, place, value, {**own, **style})

    def _value(self, row: int, place: int, value: Value, style: dict[str, object]) -> None:
        match value:
            case None:
                self.sheet.write_blank(row, place, None, self._look(**style))
            case int() | Decimal():
                # a workbook knows no exact decimals; hundredths come out as they went in
                self.sheet.write_number(row, place, value, self._look(**style))
            case dt.date():
                look = self._look(**{**style, "align": "center", "num_format": "dd/mm/yyyy"})
                self.sheet.write_datetime(row, place, dt.datetime.combine(value, dt.time()), look)
            case _:
                text = value if len(value) <= MAX_LENGTH else f"{value[: MAX_LENGTH - 1]}…"
                self.sheet.write_string(row, place, text, self._look(**style))

    def _look(self, **style: object) -> Format:
        key = tuple(style.items())
        if key not in self.looks:
            self.looks[key] = self.book.add_format({**self.base, **style})
        return self.looks[key]


class _ListSheet:
    """Writes the sheet of a list from above: head, table, notes, signature."""

    def __init__(self, book: Workbook, view: ListView) -> None:
        self.book, self.view = book, view
        self.sheet = book.add_worksheet(say_vi("list.sheet"))
        self.last = len(view.columns) - 1
        self.row = 0

    def write(self) -> None:
        self.sheet.set_paper(_A4)
        if self.view.landscape:
            self.sheet.set_landscape()
        self.sheet.set_margins(left=30 / _INCH, right=15 / _INCH, top=20 / _INCH, bottom=20 / _INCH)
        self.sheet.fit_to_pages(1, 0)
        self._head()
        self.row = 1 + _TableWriter(self.book, self.sheet, self.view).write(self.row)
        for note in self.view.notes:
            self._line(note, text_wrap=True, italic=True)
        self.row += 1
        for line in self.view.head.signature.splitlines():
            self._beside("", line, bold=True)

    def _head(self) -> None:
        head = self.view.head
        organisation = head.organisation or say_vi("list.organisation_dots")
        self._beside(organisation, say_vi("list.party"), left={"bold": True}, bold=True, underline=1)
        self._beside("*", head.place_and_date, italic=True)
        self._beside(head.number, "")
        self.row += 1
        self._line(head.title, bold=True, align="center", font_size=14)
        self._line(head.subject, bold=True, align="center", font_size=14)
        self._line(say_vi("list.dashes"), align="center")

    def _beside(self, left_text: str, right_text: str, left: dict[str, object] | None = None, **right: object) -> None:
        """Write one line of the head: the organisation's half and the Party's."""
        middle = self.last // 2
        halves = ((0, middle, left_text, left or {}), (middle + 1, self.last, right_text, right))
        for first, last, text, style in halves:
            if text:
                self._merged(first, last, text, {"align": "center", "text_wrap": False, **style})
        self.row += 1

    def _line(self, text: str, **style: object) -> None:
        self._merged(0, self.last, text, style)
        if style.get("text_wrap"):
            width = sum(column.width for column in self.view.columns) / _MM_PER_CHARACTER
            self.sheet.set_row(self.row, _LINE * min(_lines(text, width), _MOST_LINES))
        self.row += 1

    def _merged(self, first: int, last: int, text: str, style: dict[str, object]) -> None:
        look = self.book.add_format({**_FONT, **style})
        self.sheet.merge_range(self.row, first, self.row, last, "", look)
        self.sheet.write_string(self.row, first, text[:MAX_LENGTH], look)
