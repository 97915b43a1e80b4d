"""Begin a workbook to be written: the only module that imports XlsxWriter. Text stays text, whatever it begins with."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import TYPE_CHECKING

from xlsxwriter import Workbook, xmlwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    import io

__all__ = ["LINE", "Format", "Workbook", "Worksheet", "height_of", "new_workbook", "print_on_a4"]

_AS_GIVEN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LINE = 16.5
"""The height of a line of Times New Roman 12, in points."""
_A4 = 9
_MARGIN = 0.4
"""Of a page that is read at a desk and not bound, in inches."""

xmlwriter.re_control_chars_1 = re.compile("(_)(?=x[0-9a-fA-F]{4}_)")
"""Which underscores are written as _x005F_: XlsxWriter's own pattern leaves out the second one of _x0041_x0042_."""


class _Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet on which every text is a text: XlsxWriter takes one between <r> and </r> for XML that is ready."""

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        is_taken = string.startswith("<r>") and string.endswith("</r>")
        text = f"<r><t>{html.escape(string)}</t></r>" if is_taken else string
        status: int = super()._write_string(row, col, text, cell_format)
        return status


def height_of(text: str, width: int) -> float:
    """Return the height of a row that shows a text whole in a column of so many characters.

    A row that gets no height is as high as one line in programs that don't look for themselves. Wide letters and words
    that go to the next line whole take a tenth.
    """
    return LINE * sum(max(1, -(-len(line) * 11 // (width * 10))) for line in text.split("\n"))


def print_on_a4(sheet: Worksheet, wide: int, high: int, *, upright: bool = False) -> None:
    """Print a sheet on so many A4 pages, shrunk to them if need be; 0: as many as it takes."""
    sheet.set_paper(_A4)
    if not upright:
        sheet.set_landscape()
    sheet.set_margins(left=_MARGIN, right=_MARGIN, top=_MARGIN, bottom=_MARGIN)
    sheet.fit_to_pages(wide, high)


def new_workbook(stream: io.BytesIO, created: dt.date, **properties: str) -> Workbook:
    """Return a workbook that is written to a stream when it is closed; equal content makes equal bytes.

    `created` is what the file says of its making: a day from the content, not from the clock. Of the other properties
    `category` is one of those of `files.folders`: whether the file is read as meetings.
    """
    book = Workbook(stream, {"in_memory": True, **_AS_GIVEN})
    book.worksheet_class = _Sheet
    day = dt.datetime.combine(created, dt.time(), dt.UTC)
    book.set_properties({"created": day, "author": "chamdiem", **properties})
    return book
