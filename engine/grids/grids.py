"""A table as spreadsheets and CSV give it: rows of texts with the place of each, and the bounds that hold for both.

A cell becomes the text that a YAML scalar would be, so that one set of readers serves every form of a record.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from chamdiem.engine.files.contents import CONTROL, named_character
from chamdiem.engine.grids.legacy_text import legacy_encoding
from chamdiem.rules.records.faults import Fault, Place
from chamdiem.rules.records.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MAX_ROWS = 100_000
MAX_COLUMNS = 2_000
MAX_HEADING_ROWS = 20
"""So many rows may stand above the heading."""
FAR = {"rows": str(MAX_ROWS), "columns": str(MAX_COLUMNS)}
"""The details of a fault about a cell that lies beyond them."""
MAX_LENGTH = 32_767
"""Characters in one cell, which is what spreadsheets themselves allow."""
_WRAPPED = re.compile(r'="((?:[^"]|"")*)"')
"""How programs keep the zeros of 007 from Excel: as a formula that is a text."""
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})[ T]0?0:00(?::00(?:\.0+)?)?")
"""A whole day, as programs write it that know no day without an hour."""
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)|Err:[0-9]{3}")
"""What spreadsheets show, and export, where a formula fails or a column is too narrow."""
_SHORTENED = re.compile(r"[+-]?[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}")
_LOST = re.compile(r"\ufffd|[^\W\d_]\?[^\W\d_]")
"""Letters that were lost on the way: nobody types a question mark within a word."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row that is not blank: its texts by column, and what is wrong with cells that cannot be read.

    Rows and columns are counted from 1; the faults have no place yet. `merged`: first and last column of merged cells;
    `hidden_columns` likewise, and `hidden`: people do not see the row.
    """

    number: int
    texts: Mapping[int, str]
    faults: Mapping[int, Fault]
    merged: tuple[tuple[int, int], ...] = ()
    hidden: bool = False
    hidden_columns: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: a sheet of a workbook, or a CSV file (`sheet` is empty then). Its rows can be read once.

    `signed`: it is the rest of a table, and what is above has a signature.
    """

    file: str
    sheet: str
    rows: Iterator[GridRow]
    signed: bool = False

    def place(self, row: int = 0, column: int = 0) -> Place:
        """Return the place of a cell, a row, or the table."""
        return Place(self.file, row, column, self.sheet)


@lru_cache(maxsize=65_536)
def cell_text(raw: str, *, legacy_font: bool = False) -> str | Fault:
    """Return the text of a cell, composed and without blanks around it, or why it cannot be read.

    `legacy_font`: it is shown in a font whose letters are not those of Unicode.
    """
    # Some keyboards and macOS write ế in pieces; to everybody else that is another text, and another cell id.
    text = unicodedata.normalize("NFC", raw).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > MAX_LENGTH:
        return Fault("table.long_text", details={"maximum": str(MAX_LENGTH)})
    hidden = CONTROL.search(text)
    if hidden is not None:
        return Fault("yaml.character", details=named_character(hidden[0]))
    encoding = legacy_encoding(text, legacy_font=legacy_font)
    if encoding is not None:
        return Fault("table.legacy_text", details={"text": shown(text), "encoding": encoding})
    return _destroyed(text) or _restored(text)


def _destroyed(text: str) -> Fault | None:
    """Return the fault of a text that is what some program left of another."""
    if _ERROR.fullmatch(text):
        return Fault("table.error", details={"text": text})
    if _SHORTENED.fullmatch(text):
        return Fault("table.scientific", details={"text": text})
    if _LOST.search(text) and "://" not in text:  # but in the address of a page
        return Fault("table.lost_letters", details={"text": shown(text)})
    return None


def _restored(text: str) -> str:
    """Return a text without what programs put around it to keep it as it is."""
    wrapped, whole_day = _WRAPPED.fullmatch(text), _MIDNIGHT.fullmatch(text)
    if wrapped:
        return wrapped[1].replace('""', '"').strip()
    return whole_day[1] if whole_day else text
