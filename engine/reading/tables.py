"""From rows to records: find the heading of a table, or the form of one meeting, and make a document of each row.

The heading is known by labels or ids of columns, in whatever order they stand, so a column that was moved is read right
and one that was taken out is missing. What has no heading is refused, never left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING

from chamdiem.engine.grids.grids import MAX_HEADING_ROWS
from chamdiem.engine.reading import table_rows
from chamdiem.engine.reading.items import Remark, TableRecord
from chamdiem.engine.reading.table_columns import folded
from chamdiem.engine.reading.table_headings import (
    FEWEST_KNOWN,
    begins_heading,
    is_heading,
    joined,
    known_columns,
    read_heading,
)
from chamdiem.engine.reading.table_records import FORM_MARK, make_document, read_form
from chamdiem.rules.records.faults import Fault, FaultyInput, Path, Place

if TYPE_CHECKING:
    from chamdiem.engine.grids.grids import Grid, GridRow
    from chamdiem.engine.reading.table_columns import Headings

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?( [0-9:]+)?|[0-9]{2}:[0-9]{2}(:[0-9]{2})?")
"""A day or a time as the readers of cells write it."""
_TICKED = frozenset({"true", "false"})
"""What spreadsheets write for yes and no."""
NOTES_MARK = "chamdiem:notes"
"""Stands in the first cell of a sheet that is only for reading."""


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


def records_of(grid: Grid, headings: Headings, framework: str | None) -> Iterator[TableRecord | Remark]:
    """Yield the records of a table, and a remark on every other row that is not blank.

    `framework` is what a record without one names.

    Raises:
        FaultyInput: the table has no heading, or one that cannot be read; every fault of it.
    """
    rows = (row for row in grid.rows if row.texts or row.faults)
    first = next(rows, None)
    mark = first.texts.get(1) if first is not None else None
    if first is None:
        return
    if mark == NOTES_MARK:
        _check_notes(grid, chain([first], rows), headings)
    elif mark == FORM_MARK:
        form = read_form(grid, rows, headings, framework)
        if form.is_written:
            yield form
    else:
        yield from _Table(grid, headings, framework).read(chain([first], rows))


def _check_notes(grid: Grid, rows: Iterator[GridRow], headings: Headings) -> None:
    """Make sure that nobody keeps a table on a sheet that is only for reading."""
    heading = next((row for row in rows if is_heading(row, headings)), None)
    if heading is not None:
        raise FaultyInput([Fault("table.notes_with_table", place=grid.place(heading.number))])


# --- a table of meetings ---


class _Table:
    """Reads the rows of a table from its first heading on, and by the next where there is one more."""

    def __init__(self, grid: Grid, headings: Headings, framework: str | None) -> None:
        self.grid, self.headings, self.framework = grid, headings, framework
        self.signed = grid.signed
        self.remarks: list[Remark] = []

    def read(self, rows: Iterator[GridRow]) -> Iterator[TableRecord | Remark]:
        above: list[GridRow] = []
        heading = next((row for row in self._first(rows, above) if is_heading(row, self.headings)), None)
        if heading is None:
            raise FaultyInput([self._headless(above)])
        after = next(rows, None)
        rest = rows if after is None else chain([after], rows)
        whole = self._whole(above, heading, after)
        self._take_heading(whole)
        for row in above:
            if row.number < heading.number:
                yield from self._above(row, heading)
                yield from self._made()
        for row in rest:
            if row.number > whole.number:
                yield from self._row(row)
                yield from self._made()

    def _headless(self, above: list[GridRow]) -> Fault:
        """Return that there is no heading, or that one can hardly be known without the framework it is of."""
        known = {row.number: known_columns(row, self.headings) for row in above}
        best = max(above, key=lambda row: known[row.number])
        if not self.headings.open_ or known[best.number] < FEWEST_KNOWN:
            return Fault("table.no_heading", place=self.grid.place())
        details = {"known": str(known[best.number]), "count": str(len(best.texts))}
        return Fault("table.unsure_heading", (), details, self.grid.place(best.number))

    def _made(self) -> list[Remark]:
        """Return the remarks that were made since they were last asked for."""
        made, self.remarks = self.remarks, []
        return made

    def _whole(self, above: list[GridRow], heading: GridRow, after: GridRow | None) -> GridRow:
        """Return a heading with the row above or below it that is a part of it; that one is taken from those above."""
        with_lower = joined(heading, after, self.headings) if after is not None else None
        with_upper = joined(above[-2], heading, self.headings) if len(above) > 1 else None
        if with_upper is not None:
            del above[-2]
        return with_upper or with_lower or heading

    def _first(self, rows: Iterator[GridRow], above: list[GridRow]) -> Iterator[GridRow]:
        for row in islice(rows, MAX_HEADING_ROWS):
            above.append(row)
            yield row

    def _take_heading(self, row: GridRow) -> None:
        self.heading = read_heading(self.grid, row, self.headings)
        self.places = {path: column for column, path in self.heading.columns.items()}
        self.keys = _Places(self.grid, row.number, self.places)
        for column in self.places.values():
            if any(first <= column <= last for first, last in row.hidden_columns):
                self.remarks.append(Remark("remark.hidden_columns", self.grid.place(), row.texts[column]))

    def _tell(self, code: str, row: GridRow) -> None:
        self.remarks.append(Remark(code, self.grid.place(row.number), table_rows.words_of(row)))

    def _above(self, row: GridRow, heading: GridRow) -> Iterator[TableRecord]:
        """A row of data above the heading is a fault; a title is told, but for the words of our own workbooks."""
        if table_rows.is_data(row, self.heading):
            fault = Fault("table.above_heading", (), {"heading": str(heading.number)}, self.grid.place(row.number))
            yield self._record(row, (fault,))
        elif row.faults or not {folded(text) for text in row.texts.values()} <= self.headings.sections:
            self._tell("remark.title", row)

    def _row(self, row: GridRow) -> Iterator[TableRecord]:
        code = self._aside(row)
        if code is not None:
            self._tell(code, row)
            return
        place = self.grid.place(row.number)
        nobodys = table_rows.is_nobodys(row, self.heading)
        record = self._record(row, (Fault("table.no_cell", place=place, shape=self.heading.shape),) if nobodys else ())
        if row.hidden and record.is_written:
            self._tell("remark.hidden_rows", row)
        if record.is_written:
            yield record
        elif row.texts:
            self._tell("remark.nameless", row)

    def _aside(self, row: GridRow) -> str | None:
        """Return why a row is no record, or None where it is one."""
        heading = self.heading
        if not row.faults and begins_heading(row, self.headings) and is_heading(row, self.headings):
            # of the same columns again, what is wrong with one is told of where it stands first, whatever lies between
            if read_heading(self.grid, row, self.headings).columns != heading.columns:
                self._take_heading(row)
            return "remark.heading_again"
        if table_rows.numbers_columns(row, heading):
            return "remark.numbering"
        below = None if table_rows.has_id(row, heading) else self._below(row)
        return below or ("remark.nameless" if table_rows.is_nameless(row, heading) else None)

    def _below(self, row: GridRow) -> str | None:
        """Return what a row without an id is of what people write below a table."""
        heading = self.heading
        if table_rows.is_total(row, heading):
            return "remark.totals"
        if (self.signed and table_rows.may_sign(row, heading)) or table_rows.is_signature(row, heading):
            self.signed = True
            return "remark.signature"
        return None

    def _record(self, row: GridRow, more: tuple[Fault, ...] = ()) -> TableRecord:
        columns = self.heading.columns
        pairs = ((columns[column], text) for column, text in row.texts.items() if column in columns)
        places = _Places(self.grid, row.number, self.places)
        document = make_document(self.grid.file, pairs, places, self.keys, self.framework)
        return TableRecord(document, (*more, *_row_faults(self.grid, row, columns)))


def _name_faults(text: str, path: Path, place: Place) -> Iterator[Fault]:
    """A name is no day that a spreadsheet has made of “5-11”, and no box that was ticked.

    Letters lost in it are found where records are read.
    """
    if text.casefold() in _TICKED:
        yield Fault("table.answer_as_name", path, {"text": text}, place)
    if _MOMENT.fullmatch(text):
        yield Fault("table.day_as_name", path, {"text": text}, place)


def _row_faults(grid: Grid, row: GridRow, columns: Mapping[int, Path]) -> Iterator[Fault]:
    for column, fault in row.faults.items():
        yield Fault(fault.code, columns.get(column, ()), fault.details, grid.place(row.number, column))
    for column, text in row.texts.items():
        if column not in columns:
            yield Fault("table.beside", place=grid.place(row.number, column))
        elif columns[column] in table_rows.NAMES:
            yield from _name_faults(text, columns[column], grid.place(row.number, column))
    for left, right in row.merged:
        inside = [column for column in columns if left <= column <= right]
        if inside:
            yield Fault("table.merged", columns[inside[0]], place=grid.place(row.number, inside[0]))
