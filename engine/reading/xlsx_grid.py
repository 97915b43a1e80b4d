"""Read a sheet of a workbook as a table, row by row as its XML arrives.

openpyxl's own reader of sheets makes an object of every cell, and fills every gap up to the furthest one: 36,000 rows
take it longer than everything else together, and one cell at XFD1048576 never ends. expat refuses a DTD as it comes.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from chamdiem.engine.reading.contents import refusal
from chamdiem.engine.reading.grids import FAR, MAX_COLUMNS, MAX_LENGTH, MAX_ROWS, Grid, Row, cell_text
from chamdiem.rules.faults import Fault, FaultyInput, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.reading.xlsx_package import Package, Sheet

MAX_CELLS = 12_000_000
"""Blank cells count as well: they take as long to be read."""
MAX_MERGED = 10_000
MAX_MERGED_IN_ROW = 100
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_LONGEST = 200
_DIGITS = "0123456789"
_PIECES = MAX_LENGTH
_ROUND = ".15g"
"""Spreadsheets count with fifteen digits; what stands behind them is the dust of binary fractions."""
_NO_STYLE = "0"


def open_sheet(package: Package, sheet: Sheet) -> Grid:
    """Open a sheet as a table; a fault in the sheet as a whole is raised while its rows are read.

    Raises:
        FaultyInput: the sheet is damaged, or a cell with content lies beyond the bounds.
    """
    return Grid(package.file, sheet.name, _Reader(package, sheet).rows())


def column_number(letters: str) -> int:
    """Return the number of a column: F is 6."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class _Refused(Exception):  # noqa: N818 - carries a refusal out of expat, which knows nothing of faults
    def __init__(self, code: str, row: int = 0, column: int = 0, **details: str) -> None:
        self.code, self.row, self.column, self.details = code, row, column, details
        super().__init__(code)


class _Reader:
    """Turns the XML of one sheet into rows."""

    def __init__(self, package: Package, sheet: Sheet) -> None:
        self.package, self.sheet = package, sheet
        self.done: list[Row] = []
        self.names: dict[str, str] = {}
        self.columns: dict[str, int] = {}
        self.numbers: dict[tuple[str, str], str] = {}
        self.row = self.column = self.count = 0
        self.texts: dict[int, str] = {}
        self.faults: dict[int, Fault] = {}
        self.cell: Mapping[str, str] = {}
        self.pieces: list[str] = []
        self.value: str | None = None
        self.formula = self.phonetic = False
        self.merged = _Merged(package.chunks(sheet))

    def rows(self) -> Iterator[Row]:
        """Yield every row that is not blank."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._first
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        self.parser = parser
        try:
            for chunk in self.package.chunks(self.sheet):
                parser.Parse(chunk)
                yield from self.done
                self.done.clear()
            parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature
        except _Refused as error:
            place = Place(self.package.file, error.row, error.column, self.sheet.name)
            raise FaultyInput([Fault(error.code, place=place, details=error.details)]) from error
        except (expat.ExpatError, ValueError, IndexError, OverflowError, LookupError) as error:
            raise refusal("table.damaged", self.package.file) from error
        yield from self.done

    def _doctype(self, *_: object) -> None:
        raise _Refused("table.entities")

    def _first(self, name: str, _: Mapping[str, str]) -> None:
        """Learn from the first element by what prefix the sheet's own names go."""
        prefix = name.rpartition(":")[0]
        prefix = f"{prefix}:" if prefix else ""
        self.names = {f"{prefix}{own}": own for own in ("row", "c", "v", "f", "t", "rPh")}
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        own = self.names.get(name)
        if own == "c":
            self._start_cell(attributes)
        elif own in {"v", "t"}:
            self.pieces.clear()
            self.parser.CharacterDataHandler = self._text
        elif own == "f":
            self.formula = True
        elif own == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
        elif own == "rPh":
            self.phonetic = True

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self.count += 1
        if self.count > MAX_CELLS:
            raise _Refused("table.bomb")
        self.cell = attributes
        self.value = None
        self.formula = False
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
            return
        letters = reference.rstrip(_DIGITS)
        if letters not in self.columns:
            self.columns[letters] = column_number(letters)
        self.column = self.columns[letters]

    def _text(self, piece: str) -> None:
        self.pieces.append(piece)
        if len(self.pieces) > _PIECES:
            raise _Refused("table.long_text", self.row, self.column, maximum=str(MAX_LENGTH))

    def _end(self, name: str) -> None:
        own = self.names.get(name)
        if own in {"v", "t"}:
            self.parser.CharacterDataHandler = None
            if not self.phonetic:
                self.value = (self.value or "") + "".join(self.pieces)
        elif own == "c":
            self._end_cell()
        elif own == "row":
            self._end_row()
        elif own == "rPh":
            self.phonetic = False

    def _end_cell(self) -> None:
        found = self._content()
        if not found:
            return
        if self.row > MAX_ROWS or self.column > MAX_COLUMNS:
            raise _Refused("table.far_cell", self.row, self.column, **FAR)
        if isinstance(found, Fault):
            self.faults[self.column] = found
        else:
            self.texts[self.column] = found

    def _end_row(self) -> None:
        merged = self.merged.in_row(self.row)
        if self.texts or self.faults:
            self.done.append(Row(self.row, self.texts, self.faults, merged))
            self.texts, self.faults = {}, {}

    def _content(self) -> str | Fault | None:
        """Return a cell's text, what is wrong with it, or nothing where it is blank."""
        kind, raw = self.cell.get("t", "n"), self.value
        if raw is None or (raw == "" and kind != "str"):
            return Fault("table.formula") if self.formula else None
        if kind == "n":
            return self._number(raw, self.cell.get("s", _NO_STYLE))
        if kind == "e":
            return Fault("table.error", details={"text": raw})
        if kind == "b":
            return "true" if raw.strip() == "1" else "false"
        if kind == "d":
            return raw.removesuffix("T00:00:00")
        if kind == "s":
            raw = self.package.strings[int(raw)]
        style = self.cell.get("s", _NO_STYLE)
        return cell_text(raw, legacy_font=style != _NO_STYLE and self.package.styles[int(style)].legacy_font)

    def _number(self, raw: str, style: str) -> str:
        known = self.numbers.get((raw, style))
        if known is None:
            if len(self.numbers) > MAX_ROWS:
                self.numbers.clear()
            known = self.numbers[raw, style] = self._read_number(raw, style)
        return known

    def _read_number(self, raw: str, style: str) -> str:
        number = float(raw)
        plain = format(number, _ROUND)
        look = self.package.styles[int(style)] if int(style) < len(self.package.styles) else None
        if look is None or not look.date:
            return plain
        moment = self.package.moment(number)
        if isinstance(moment, dt.datetime):
            return _day(moment, has_day=look.has_day, has_time=look.date != "date")
        if isinstance(moment, dt.time) and look.date != "date":
            return _clock(moment)
        return plain


def _day(moment: dt.datetime, *, has_day: bool, has_time: bool) -> str:
    """Return a day as a record writes it; with its hour where it has one, and as a month where only that is shown."""
    # a whole day may miss midnight by the dust of its fraction
    moment = (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    if moment.time() != dt.time():
        return f"{moment:%Y-%m-%d} {_clock(moment.time())}"
    return moment.strftime("%Y-%m-%d" if has_day or has_time or moment.day != 1 else "%Y-%m")


def _clock(time: dt.time) -> str:
    rounded = dt.datetime.combine(dt.date(2000, 1, 1), time) + dt.timedelta(milliseconds=500)
    return rounded.strftime("%H:%M:%S" if rounded.second else "%H:%M")


class _Merged:
    """The merged cells of a sheet. They stand behind its rows, so the sheet is looked through for them first."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        ranges = []
        tail = b""
        for chunk in chunks:
            window = tail + chunk
            found = list(_MERGED.finditer(window)) if b"mergeCell " in window else []
            ranges += [range_.groups() for range_ in found]
            # what begins at the end of one piece ends in the next
            tail = window[max(found[-1].end() if found else 0, len(window) - _LONGEST) :]
            if len(ranges) > MAX_MERGED:
                break
        spans = {
            (int(top), column_number(left.decode()), int(bottom), column_number(right.decode()))
            for left, top, right, bottom in ranges
        }
        self.waiting = sorted(spans, reverse=True)
        self.open: list[tuple[int, int, int, int]] = []

    def in_row(self, row: int) -> tuple[tuple[int, int], ...]:
        """Return the first and last column of every merged cell that a row is part of. Rows come in their order."""
        while self.waiting and self.waiting[-1][0] <= row:
            self.open.append(self.waiting.pop())
        if self.open:
            self.open = [span for span in self.open if span[2] >= row][:MAX_MERGED_IN_ROW]
        return tuple((left, right) for _, left, _, right in self.open)
