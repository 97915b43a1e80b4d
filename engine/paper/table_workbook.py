"""A list as a workbook. The only writer of lists that imports XlsxWriter.

Texts are written as texts, whatever sign they begin with: a cell named "=1+1" is a name, not a formula.
"""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter

from chamdiem.engine.files.folders import PRODUCT
from chamdiem.engine.paper.tables import text_of
from chamdiem.engine.texts import say

if TYPE_CHECKING:
    from chamdiem.engine.paper.settings import FileStamp
    from chamdiem.engine.paper.tables import ListView, Value

MAX_LENGTH = 32_767
"""Of a text in one cell of a workbook."""
_A4 = 9
_MM_PER_CHARACTER = 2.0
_INCH = 25.4
_LINE, _MOST_LINES = 16, 25
"""The height of a line in points; no row of a workbook is higher than 409 of them."""
_LOOSE = 0.8
"""Letters are narrower than the digits by which the width of a column is counted."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}


def list_workbook(view: ListView, stamp: FileStamp) -> bytes:
    """Return a list as a workbook: numbers and dates as such, ready to print on A4."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        created = dt.datetime.combine(stamp.day, dt.time())
        book.set_properties({"title": stamp.title, "created": created, "category": PRODUCT})
        _Sheet(book, view).write()
    return stream.getvalue()


def _lines(text: str, characters: float) -> int:
    """Return how many lines a text takes at most in a column of so many characters."""
    return 1 + int(len(text) * _LOOSE / characters) if len(text) > characters - 1 else 1


class _Sheet:
    def __init__(self, book: xlsxwriter.Workbook, view: ListView) -> None:
        self.book, self.view = book, view
        self.sheet = book.add_worksheet(say("vi", "list.sheet"))
        self.last = len(view.columns) - 1
        self.row = 0

    def write(self) -> None:
        self._set_page()
        self._head()
        self._table()
        for note in self.view.notes:
            self._line(note, text_wrap=True, italic=True)
        self.row += 1
        for line in self.view.signature.splitlines():
            self._beside("", line, bold=True)

    def _set_page(self) -> None:
        sheet, view = self.sheet, self.view
        sheet.set_paper(_A4)
        if view.landscape:
            sheet.set_landscape()
        sheet.set_margins(left=30 / _INCH, right=15 / _INCH, top=20 / _INCH, bottom=20 / _INCH)
        sheet.fit_to_pages(1, 0)
        for place, column in enumerate(view.columns):
            sheet.set_column(place, place, column.width / _MM_PER_CHARACTER)

    def _head(self) -> None:
        view = self.view
        organisation = view.organisation or say("vi", "list.organisation_dots")
        self._beside(organisation, say("vi", "list.party"), left={"bold": True}, bold=True, underline=1)
        self._beside("*", view.place_and_date, italic=True)
        self._beside(say("vi", "list.document_number"), "")
        self.row += 1
        self._line(view.title, bold=True, align="center", font_size=14)
        self._line(view.subject, bold=True, align="center", font_size=14)
        self._line(say("vi", "list.dashes"), align="center")

    def _table(self) -> None:
        view, first = self.view, self.row
        header = self._format(bold=True, align="center", border=1, valign="vcenter")
        self._grow(tuple(column.title for column in view.columns))
        for place, column in enumerate(view.columns):
            self.sheet.write_string(first, place, column.title, header)
            self.sheet.write_number(first + 1, place, place + 1, self._format(align="center", border=1, italic=True))
        self.row += 2
        self.sheet.repeat_rows(first, first + 1)
        self.sheet.freeze_panes(self.row, 0)
        for row in view.rows:
            self._values(row)
        if view.total is not None:
            self._values(view.total, bold=True)
        self.row += 1

    def _grow(self, values: tuple[Value, ...]) -> None:
        """Make the row as high as its longest text needs: not every program does so when it opens a workbook."""
        columns = zip(values, self.view.columns, strict=True)
        lines = max(_lines(text_of(value), column.width / _MM_PER_CHARACTER) for value, column in columns)
        self.sheet.set_row(self.row, _LINE * min(lines, _MOST_LINES))

    def _values(self, values: tuple[Value, ...], **style: object) -> None:
        self._grow(values)
        for place, value in enumerate(values):
            self._value(place, value, self._format(align=self.view.columns[place].align, border=1, **style), style)
        self.row += 1

    def _value(self, place: int, value: Value, plain: Any, style: dict[str, object]) -> None:  # noqa: ANN401 - xlsxwriter's own
        match value:
            case None:
                self.sheet.write_blank(self.row, place, None, plain)
            case int() | Decimal():
                # a workbook knows no exact decimals; hundredths come out as they went in
                self.sheet.write_number(self.row, place, value, plain)
            case dt.date():
                dated = self._format(align="center", border=1, num_format="dd/mm/yyyy", **style)
                self.sheet.write_datetime(self.row, place, dt.datetime.combine(value, dt.time()), dated)
            case _:
                text = value if len(value) <= MAX_LENGTH else f"{value[: MAX_LENGTH - 1]}…"
                self.sheet.write_string(self.row, place, text, plain)

    def _beside(self, left_text: str, right_text: str, left: dict[str, object] | None = None, **right: object) -> None:
        """Write one line of the head: the organisation's half and the Party's."""
        middle = self.last // 2
        halves = ((0, middle, left_text, left or {}), (middle + 1, self.last, right_text, right))
        for first, last, text, style in halves:
            if text:
                self._merged(first, last, text, self._format(align="center", **{"text_wrap": False, **style}))
        self.row += 1

    def _line(self, text: str, **style: object) -> None:
        self._merged(0, self.last, text, self._format(**style))
        if style.get("text_wrap"):
            width = sum(column.width for column in self.view.columns) / _MM_PER_CHARACTER
            self.sheet.set_row(self.row, _LINE * min(_lines(text, width), _MOST_LINES))
        self.row += 1

    def _merged(self, first: int, last: int, text: str, style: Any) -> None:  # noqa: ANN401 - xlsxwriter's own
        self.sheet.merge_range(self.row, first, self.row, last, "", style)
        self.sheet.write_string(self.row, first, text[:MAX_LENGTH], style)

    def _format(self, **style: object) -> Any:  # noqa: ANN401 - xlsxwriter's own
        return self.book.add_format(_FONT | style)
