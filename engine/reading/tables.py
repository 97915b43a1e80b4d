"""From rows to records: find the heading of a table, or the form of one meeting, and make a document of each row.

The heading is known by labels or ids of columns, in whatever order they stand, so a column that was moved is read right
and one that was taken out is missing. What has no heading is refused, never left out.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from chamdiem.engine.reading.documents import Data, Document
from chamdiem.engine.reading.grids import MAX_HEADING_ROWS
from chamdiem.engine.reading.table_columns import LISTS, REGISTERED, folded, path_of
from chamdiem.rules.faults import Fault, FaultyInput, Path, Place
from chamdiem.rules.scalars import listed, shown

if TYPE_CHECKING:
    from chamdiem.engine.reading.grids import Grid, Row
    from chamdiem.engine.reading.table_columns import Headings

FORM_MARK = "chamdiem:form"
"""Stands in the first cell of the form of one meeting."""
FORM_DIVIDER, FORM_OURS = "|", "-"
"""Between the ids of the cells of a row, and for a cell, or a row, that holds words of ours."""
FIRST_ANSWER = 4
"""The column of a form where answers begin."""
NOTES_MARK = "chamdiem:notes"
"""Stands in the first cell of a sheet that is only for reading."""
_KNOWN = 2
"""So many known columns make a heading."""
_NUMBERED = frozenset({"tt", "stt"})
"""Columns that only count the rows."""
_CLOSE = 0.75


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A row, or a form, as a document; the faults are those of cells that cannot be read, with their places."""

    document: Document
    faults: tuple[Fault, ...]

    @property
    def is_filled(self) -> bool:
        """Whether it tells more than which cell it is about."""
        data = self.document.data
        return bool(self.faults) or (isinstance(data, dict) and not data.keys() <= {*REGISTERED, "framework"})


class _Places(Mapping[Path, Place]):
    """The places of a row's cells, made when they are asked for."""

    __slots__ = ("columns", "grid", "row")

    def __init__(self, grid: Grid, row: int, columns: Mapping[Path, int]) -> None:
        self.grid, self.row, self.columns = grid, row, columns

    def __getitem__(self, path: Path) -> Place:
        return self.grid.place(self.row, self.columns[path] if path else 0)

    def __iter__(self) -> Iterator[Path]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)


@dataclass(frozen=True, slots=True)
class _Heading:
    row: int
    columns: Mapping[int, Path]


def records_of(grid: Grid, headings: Headings, framework: str | None) -> Iterator[TableRecord]:
    """Yield the records of a table.

    `framework` is what a record without one names.

    Raises:
        FaultyInput: the table has no heading, or one that cannot be read; every fault of it.
    """
    rows = iter(grid.rows)
    first = next(rows, None)
    mark = first.texts.get(1) if first is not None else None
    if first is None or mark == NOTES_MARK:
        return
    if mark == FORM_MARK:
        form = _form(grid, rows, set(headings.known.values()), framework)
        if form.faults or form.document.data:
            yield form
        return
    yield from _rows(grid, chain([first], rows), headings, framework)


# --- a table of meetings ---


def _rows(grid: Grid, rows: Iterator[Row], headings: Headings, framework: str | None) -> Iterator[TableRecord]:
    heading = _find_heading(grid, rows, headings)
    places = {path: column for column, path in heading.columns.items()}
    keys = _Places(grid, heading.row, places)
    for row in rows:
        pairs = ((heading.columns[column], text) for column, text in row.texts.items() if column in heading.columns)
        document = _document(grid, pairs, _Places(grid, row.number, places), keys, framework)
        faults = tuple(_row_faults(grid, row, heading.columns))
        if faults or document.data:
            yield TableRecord(document, faults)


def _find_heading(grid: Grid, rows: Iterator[Row], headings: Headings) -> _Heading:
    for row in islice(rows, MAX_HEADING_ROWS):
        known = sum(headings.path(text) is not None for text in row.texts.values())
        if known >= _KNOWN and (headings.spare or known * 2 >= len(row.texts)):
            return _heading(grid, row, headings)
    raise FaultyInput([Fault("table.no_heading", place=grid.place())])


def _heading(grid: Grid, row: Row, headings: Headings) -> _Heading:
    columns: dict[int, Path] = {}
    faults = []
    for column, text in row.texts.items():
        name = folded(text)
        path = headings.path(text)
        details = {"name": shown(text)}
        close = difflib.get_close_matches(name, headings.known, 1, _CLOSE) if path is None else []
        if name in _NUMBERED or (path is None and headings.spare and not close):
            columns[column] = ()
        elif path is None:
            details["close"] = listed(f"“{heading}”" for heading in close)
            code = "table.similar_column" if close else "table.unknown_column"
            faults.append(Fault(code, place=grid.place(row.number, column), details=details))
        elif path in columns.values():
            faults.append(Fault("table.repeated_column", place=grid.place(row.number, column), details=details))
        else:
            columns[column] = path
    if faults:
        raise FaultyInput(faults)
    return _Heading(row.number, columns)


def _row_faults(grid: Grid, row: Row, columns: Mapping[int, Path]) -> Iterator[Fault]:
    for column, fault in row.faults.items():
        yield Fault(fault.code, columns.get(column, ()), fault.details, grid.place(row.number, column))
    for column in row.texts:
        if column not in columns:
            yield Fault("table.beside", place=grid.place(row.number, column))
    for left, right in row.merged:
        inside = [column for column in columns if left <= column <= right]
        if inside:
            yield Fault("table.merged", columns[inside[0]], place=grid.place(row.number, inside[0]))


# --- the form of one meeting ---


def _form(grid: Grid, rows: Iterator[Row], allowed: Collection[Path], framework: str | None) -> TableRecord:
    """Read a form: the first cell of a row says what each of its cells from FIRST_ANSWER on answers."""
    pairs: dict[Path, str] = {}
    places: dict[Path, Place] = {(): grid.place()}
    faults = []
    for row in rows:
        asked = dict(enumerate(row.texts.get(1, "").split(FORM_DIVIDER), FIRST_ANSWER))
        for column in sorted(row.texts.keys() | row.faults.keys()):
            column_id = asked.get(column, "")
            if column < FIRST_ANSWER or FORM_OURS in {column_id, row.texts.get(1)}:
                continue
            place, path = grid.place(row.number, column), path_of(column_id)
            if path is None or path not in allowed:
                faults.append(Fault("table.beside", place=place))
            elif column in row.faults:
                faults.append(Fault(row.faults[column].code, path, row.faults[column].details, place))
            else:
                pairs[path], places[path] = row.texts[column], place
    return TableRecord(_document(grid, pairs.items(), places, places, framework), tuple(faults))


# --- documents ---


def _document(
    grid: Grid,
    pairs: Iterable[tuple[Path, str]],
    values: Mapping[Path, Place],
    keys: Mapping[Path, Place],
    framework: str | None,
) -> Document:
    data: dict[str, Data] = {}
    for path, text in pairs:
        if path:
            _put(data, path, text)
    if data and framework is not None:
        data.setdefault("framework", framework)
    return Document(grid.file, json.dumps(data, ensure_ascii=False), data, values, keys)


def _put(data: dict[str, Data], path: Path, text: str) -> None:
    inner = data
    for step in path[:-1]:
        inner = inner.setdefault(str(step), {})  # type: ignore[assignment]  # what lies within is a mapping too
    inner[str(path[-1])] = (
        tuple(line.strip() for line in text.split("\n") if line.strip()) if path[0] in LISTS else text
    )
