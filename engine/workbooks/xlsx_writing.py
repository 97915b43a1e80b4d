"""Begin a workbook to be written: the only module that imports XlsxWriter. Text stays text, whatever it begins with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    import io

__all__ = ["Format", "Workbook", "Worksheet", "new_workbook"]

_AS_GIVEN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def new_workbook(stream: io.BytesIO, created: dt.date, category: str = "") -> Workbook:
    """Return a workbook that is written to a stream when it is closed; equal content makes equal bytes.

    `created` is what the file says of its making: a day from the content, not from the clock. `category` is one of
    those of `reading.folders`: whether the file is read as meetings.
    """
    book = Workbook(stream, {"in_memory": True, **_AS_GIVEN})
    day = dt.datetime.combine(created, dt.time(), dt.UTC)
    book.set_properties({"created": day, "author": "chamdiem", "category": category})
    return book
