"""Read a CSV file as a table: UTF-8 with or without its mark; commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING

from chamdiem.engine.files.contents import content_of, text_of
from chamdiem.engine.grids.grids import (
    FAR,
    MAX_COLUMNS,
    MAX_HEADING_ROWS,
    MAX_LENGTH,
    MAX_ROWS,
    Grid,
    GridRow,
    cell_text,
)
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal
from chamdiem.rules.records.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path as File

MAX_BYTES = 32 * 1024 * 1024
MAX_LINE = 1_000_000
"""Characters in one line: csv makes a whole row before anybody can count its cells."""
_SIGNS = ",;\t"
_DIVIDED_BY = re.compile(r'"?sep=(?P<sign>[^\w\s"]|\t)"?[,;\t]*\s*', re.IGNORECASE)
"""The first line by which Excel is told the sign; it is no row of the table."""
_ROUNDED = re.compile(r"[0-9]{15,}0")
"""A number of so many digits that Excel has put zeros for the last ones, which makes one of different ones."""
ZIP = b"PK\x03\x04"


def open_csv(file: File) -> Grid:
    """Open a CSV file as a table.

    Raises:
        FaultyInput: it cannot be read, is no text, or breaks a bound; while its rows are read, a row is no CSV.
    """
    content = content_of(file, MAX_BYTES)
    # A workbook that was renamed to .csv: as a CSV it would be one row of rubbish, with a fault that helps nobody.
    if content.startswith(ZIP):
        raise refusal("table.csv_is_workbook", str(file))
    text = text_of(content, str(file), MAX_BYTES)
    return Grid(str(file), "", _rows(text, str(file)))


def _rows(text: str, name: str) -> Iterator[GridRow]:
    for number, cells, _ in csv_rows(text, io.StringIO(text, newline=""), name):
        yield _row(number, cells, name)


def csv_rows(begin: str, lines: Iterable[str], name: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield the rows of a CSV text in which something stands: the number of each, its cells, and what divides them.

    `begin`: its first lines, or all of it.

    Raises:
        FaultyInput: a row is no CSV.
    """
    # Above what `cell_text` takes: a cell that is too long is a fault at its own place, not the end of the file.
    csv.field_size_limit(MAX_LENGTH * 4)
    number = 0
    try:
        told = _DIVIDED_BY.fullmatch(next(_lines(begin), ""))
        sign = told["sign"] if told else _delimiter(begin)
        for number, cells in enumerate(csv.reader(_bounded(lines), delimiter=sign, strict=True), 1):
            if any(cells) and not (told and number == 1):
                yield number, cells, sign
    except csv.Error as error:
        raise FaultyInput([Fault("table.csv_syntax", place=Place(name, number + 1, sheet=""))]) from error


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if len(line) > MAX_LINE:
            raise csv.Error
        yield line


def _lines(text: str) -> Iterator[str]:
    return _bounded(io.StringIO(text, newline=""))


def _delimiter(text: str) -> str:
    """Return which sign divides some line of the heading into most cells; one in quotes divides nothing."""
    # `csv.Sniffer` looks for the commonest sign, and decimal commas beat the semicolon that really divides (Excel in
    # Vietnamese writes semicolons). The widest line is the heading, in which commas are rare.
    lines = list(islice(_lines(text.replace("\r", "\n")), MAX_HEADING_ROWS))
    return max(_SIGNS, key=lambda sign: max(len(row) for line in lines for row in csv.reader([line], delimiter=sign)))


def _row(number: int, cells: list[str], name: str) -> GridRow:
    if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
        place = Place(name, number, min(len(cells), MAX_COLUMNS + 1), "")
        raise FaultyInput([Fault("table.far_cell", place=place, details=FAR)])
    read = {column: csv_cell(cell) for column, cell in enumerate(cells, 1) if cell and not cell.isspace()}
    texts = {column: text for column, text in read.items() if isinstance(text, str)}
    return GridRow(number, texts, {column: fault for column, fault in read.items() if isinstance(fault, Fault)})


def csv_cell(raw: str) -> str | Fault:
    """Return the text of a cell, or why it cannot be read: in CSV a formula is none, and Excel has rounded numbers."""
    text = cell_text(raw)
    if isinstance(text, Fault):
        return text
    if text.startswith("="):
        return Fault("table.formula")
    return Fault("table.scientific", details={"text": shown(text)}) if _ROUNDED.fullmatch(text) else text
