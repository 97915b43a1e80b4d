"""Read a sheet of a workbook as a table, row by row as its XML arrives.

No tree and no object of a cell is made, and no gap is filled: 36,000 rows take seconds, one cell at XFD1048576 none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chamdiem.engine.files.xml_parts import NAMESPACES, SEPARATOR, XML_ERRORS, EntitiesError, boolean, new_parser, parse
from chamdiem.engine.grids.cell_references import cell_of
from chamdiem.engine.grids.grids import FAR, MAX_COLUMNS, MAX_LENGTH, MAX_ROWS, Grid, GridRow, cell_text
from chamdiem.engine.grids.number_formats import GENERAL, iso_serial
from chamdiem.engine.grids.xlsx_merged import MAX_MERGED, TooManyError, read_merged
from chamdiem.engine.grids.xlsx_shared import PLAIN
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal
from chamdiem.rules.records.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.grids.xlsx_package import Package, WorkbookSheet
    from chamdiem.engine.grids.xlsx_shared import Style

MAX_CELLS = 12_000_000
"""Blank cells count as well: they take as long to be read."""
_LONGEST = 8 * MAX_LENGTH
"""So many characters are gathered of one cell before the sheet is given up: one may be written as seven (_x000D_)."""
_LONGEST_NUMBER = 400
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_ELEMENTS = ("worksheet", "row", "c", "v", "f", "t", "rPh", "col")
_NAMES = {f"{space}{SEPARATOR}{name}": name for space in NAMESPACES for name in _ELEMENTS}
_NO_STYLE = "0"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def open_sheet(package: Package, sheet: WorkbookSheet) -> Grid:
    """Open a sheet as a table; a fault in the sheet as a whole is raised while its rows are read.

    Raises:
        FaultyInput: the sheet is missing or damaged, or a cell with content lies beyond the bounds.
    """
    return Grid(package.file, sheet.name, _SheetReader(package, sheet).rows())


class _Refused(Exception):  # noqa: N818 - carries a refusal out of expat, which knows nothing of faults
    def __init__(self, code: str, row: int = 0, column: int = 0, **details: str) -> None:
        self.code, self.row, self.column, self.details = code, row, column, details
        super().__init__(code)


class _SheetReader:
    """Turns the XML of one sheet into rows."""

    def __init__(self, package: Package, sheet: WorkbookSheet) -> None:
        self.package, self.sheet = package, sheet
        self.done: list[GridRow] = []
        self.columns: dict[str, int] = {}
        self.numbers: dict[tuple[str, str], str | Fault] = {}
        self.hidden_columns: list[tuple[int, int]] = []
        self.row = self.column = self.count = self.length = 0
        self.row_text = "0"
        self.in_row = self.hidden = False
        self.taken: set[int] = set()
        self.texts: dict[int, str] = {}
        self.faults: dict[int, Fault] = {}
        self.cell: Mapping[str, str] | None = None
        self.pieces: list[str] = []
        self.written = self.formula = self.phonetic = False

    def rows(self) -> Iterator[GridRow]:
        """Yield every row that is not blank."""
        try:
            self.merged = read_merged(lambda: self.package.chunks(self.sheet))
            yield from self._parsed()
        except _Refused as error:
            place = Place(self.package.file, error.row, error.column, self.sheet.name)
            raise FaultyInput([Fault(error.code, place=place, details=error.details)]) from error
        except EntitiesError as error:
            raise refusal("table.entities", self.package.file) from error
        except TooManyError as error:
            raise refusal("table.many_merged", self.package.file, maximum=str(MAX_MERGED)) from error
        except XML_ERRORS as error:
            raise refusal("table.damaged", self.package.file) from error

    def _parsed(self) -> Iterator[GridRow]:
        self.parser = new_parser(self._first, self._end)
        for _ in parse(self.parser, self.package.chunks(self.sheet)):
            yield from self.done
            self.done.clear()

    # --- elements ---

    def _first(self, name: str, _: Mapping[str, str]) -> None:
        if _NAMES.get(name) != "worksheet":
            raise _Refused("table.damaged")
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        own = _NAMES.get(name)
        if own == "c":
            self._start_cell(attributes)
        elif own in {"v", "t"}:
            if self.cell is not None and not self.phonetic:
                self.written = True
                self.parser.CharacterDataHandler = self._text
        elif own == "f":
            self.formula = True
        elif own == "row":
            self._start_row(attributes)
        elif own == "rPh":
            self.phonetic = True
        elif own == "col" and boolean(attributes.get("hidden", "0")):
            if len(self.hidden_columns) == MAX_COLUMNS:
                raise _Refused("table.damaged")
            self.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def _end(self, name: str) -> None:
        own = _NAMES.get(name)
        if own in {"v", "t"}:
            self.parser.CharacterDataHandler = None
        elif own == "c":
            self._end_cell()
        elif own == "row":
            self._end_row()
        elif own == "rPh":
            self.phonetic = False

    def _text(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)
        if self.length > _LONGEST:
            raise _Refused("table.long_text", self.row, self.column, maximum=str(MAX_LENGTH))

    # --- rows and cells ---

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        if self.in_row:
            raise _Refused("table.damaged")
        before, text = self.row, attributes.get("r")
        found = (before + 1, 1) if text is None else cell_of(f"A{text}")
        if found is None:
            raise _Refused("table.damaged")
        self.row, self.row_text = found[0], str(found[0])
        # Rows out of order, or twice, are read in different ways by programs: which one people saw is not known.
        if self.row <= before:
            raise _Refused("table.row_order", self.row)
        self.in_row, self.hidden = True, bool(boolean(attributes.get("hidden", "0")))
        self.column = 0
        self.taken.clear()

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self.count += 1
        if self.count > MAX_CELLS:
            raise _Refused("table.bomb")
        if self.cell is not None or not self.in_row:
            raise _Refused("table.damaged")
        self.cell = attributes
        self.pieces.clear()
        self.length = 0
        self.written = self.formula = False
        reference = attributes.get("r")
        self.column = self.column + 1 if reference is None else self._column(reference)

    def _column(self, reference: str) -> int:
        """Return the column of a reference, which must be to a cell of this row."""
        letters = reference.removesuffix(self.row_text)
        known = self.columns.get(letters)
        if known is not None and letters != reference:
            return known
        found = cell_of(reference)
        if found is None or found[0] != self.row:
            raise _Refused("table.damaged")
        self.columns[letters] = found[1]
        return found[1]

    def _end_cell(self) -> None:
        found = self._content()
        self.cell = None
        # The same with a cell that stands twice: neither is taken, so that none overwrites what a person checked.
        if self.column in self.taken:
            found = Fault("table.repeated_cell")
            self.texts.pop(self.column, None)
        self.taken.add(self.column)
        if not found:
            return
        if self.row > MAX_ROWS or self.column > MAX_COLUMNS:
            raise _Refused("table.far_cell", self.row, self.column, **FAR)
        if isinstance(found, Fault):
            self.faults[self.column] = found
        else:
            self.texts[self.column] = found

    def _end_row(self) -> None:
        self.in_row = False
        merged = self.merged.in_row(self.row)
        if self.texts or self.faults:
            self.done.append(GridRow(self.row, self.texts, self.faults, merged, self.hidden, self.hidden_columns))
            self.texts, self.faults = {}, {}

    # --- contents ---

    def _content(self) -> str | Fault | None:
        """Return a cell's text, what is wrong with it, or nothing where it is blank."""
        attributes, raw = self.cell or {}, "".join(self.pieces)
        kind = attributes.get("t", "n")
        if not self.written or (raw == "" and kind != "str"):
            # A formula without a cached result, as exports have it: it is not computed here, and not blank either.
            return Fault("table.formula") if self.formula else None
        if kind == "n":
            return self._number(raw, attributes.get("s", _NO_STYLE))
        style = self._style(attributes)
        if kind == "s":
            return _words(self._shared(raw), style)
        if kind in {"str", "inlineStr"}:
            return _words(raw, style)
        return self._special(kind, raw, style)

    def _style(self, attributes: Mapping[str, str]) -> Style:
        number = attributes.get("s", _NO_STYLE)
        return PLAIN if number == _NO_STYLE else self.package.style(number) or PLAIN

    def _shared(self, raw: str) -> str:
        number = raw.strip()
        if not (number.isascii() and number.isdigit()):
            raise _Refused("table.damaged")
        return self.package.strings[int(number)]

    def _special(self, kind: str, raw: str, style: Style) -> str | Fault:
        """Return what a cell shows whose type is none of the usual ones."""
        if kind == "e":
            return Fault("table.error", details={"text": shown(raw)})
        if kind == "b" and boolean(raw) is not None:
            return "true" if boolean(raw) else "false"
        serial = iso_serial(raw.strip()) if kind == "d" else None
        if serial is None:
            return Fault("table.cell_value", details={"value": shown(raw), "kind": shown(kind)})
        if isinstance(serial, Fault):
            return serial
        dated = style.format if style.format.dated else serial.own_format
        return dated.show_number(serial.number)

    def _number(self, raw: str, style: str) -> str | Fault:
        known = self.numbers.get((raw, style))
        if known is None:
            # Thrown away whole: a column of a hundred thousand different numbers would be kept twice in memory.
            if len(self.numbers) > MAX_ROWS:
                self.numbers.clear()
            known = self.numbers[raw, style] = self._read_number(raw.strip(), style)
        return known

    def _read_number(self, raw: str, style: str) -> str | Fault:
        if len(raw) > _LONGEST_NUMBER or not _NUMBER.fullmatch(raw):
            raise _Refused("table.damaged")
        look = self.package.style(style)
        return (look.format if look else GENERAL).show_number(float(raw), from_1904=self.package.counts_from_1904)


def _words(raw: str, style: Style) -> str | Fault:
    """Return what a cell with a text shows."""
    text = cell_text(_unescaped(raw), legacy_font=style.legacy_font)
    return text if style.format.plain_text or not text or isinstance(text, Fault) else style.format.show_text(text)


def _unescaped(raw: str) -> str:
    """Return a text as its writer meant it: what XML has not stands there as _x000D_, and what looks so by _x005F_."""
    return _ESCAPED.sub(_character, raw) if "_x" in raw else raw


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code < 0xE000 else chr(code)  # noqa: PLR2004 - half of a character is none
