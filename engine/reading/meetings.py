"""Read the meetings of files and folders one after another: workbooks, CSV, YAML and JSON, the good beside the faulty.

Nothing is lost silently: what comes out is a record, or what is wrong and where, or a row that tells only of which cell
it would be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.reading.contents import refusal
from chamdiem.engine.reading.csv_grid import open_csv
from chamdiem.engine.reading.documents import Document, read_file
from chamdiem.engine.reading.records import Record, examine_layers, examine_record
from chamdiem.engine.reading.table_columns import headings_of
from chamdiem.engine.reading.tables import TableRecord, records_of
from chamdiem.engine.reading.template_mark import SHEET, TemplateMark, read_mark
from chamdiem.rules.faults import Fault, FaultyInput, Place
from chamdiem.rules.identity import CellIndex, CellKey
from chamdiem.rules.scalars import shown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path as File

    from chamdiem.engine.catalog import Catalog, LoadedFramework
    from chamdiem.engine.reading.grids import Grid

DOCUMENTS = frozenset({".yaml", ".yml", ".json"})
TABLES = frozenset({".xlsx", ".csv"})
_REFUSED = {
    ".xls": "table.old_excel",
    ".xlsm": "table.macros",
    ".xlsb": "table.old_excel",
    ".ods": "table.not_workbook",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting that was read without fault. `framework`: what scores it, where its file or the user says so."""

    record: Record
    place: Place
    framework: LoadedFramework | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """What cannot be used, with every fault of it.

    `document` is there where it was a record at least in shape, and `record` holds what is right in it.
    """

    faults: tuple[Fault, ...]
    place: Place
    document: Document | None = None
    record: Record | None = None
    framework: LoadedFramework | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfilled:
    """A row that names a cell and tells nothing of a meeting: the cell has not reported."""

    place: Place
    record: Record


Item = Meeting | Rejected | Unfilled


def is_table(file: File) -> bool:
    """Tell whether a file is a table by its name; one that only looks like a table is refused when it is read."""
    return file.suffix.lower() in TABLES | _REFUSED.keys()


def read_meetings(
    paths: Iterable[File], today: dt.date, catalog: Catalog, framework: LoadedFramework | None = None
) -> Iterator[Item]:
    """Yield what files and folders hold, in their order; a folder's files sorted by name, whatever they are in.

    `framework` scores all of them, whatever they name; `today` bounds their dates. A meeting that was read already, of
    the same cell, month and kind, is rejected. Nothing is raised for what is in a file.
    """
    return _Reader(today, catalog, framework).read(paths)


@dataclass(frozen=True, slots=True)
class _Seen:
    """The cell of a meeting that was read: little is kept of it, for there may be many thousands."""

    cell: CellKey
    written: str
    place: Place


class _Reader:
    def __init__(self, today: dt.date, catalog: Catalog, framework: LoadedFramework | None) -> None:
        self.today, self.catalog, self.framework = today, catalog, framework
        self.seen: dict[tuple[str, str], CellIndex[_Seen]] = {}

    def read(self, paths: Iterable[File]) -> Iterator[Item]:
        for path in paths:
            try:
                for file in _files(path):
                    yield from self._file(file)
            except FaultyInput as error:
                yield Rejected(faults=error.faults, place=Place(str(path)))

    def _file(self, file: File) -> Iterator[Item]:
        try:
            if file.suffix.lower() in _REFUSED and file.is_file():
                raise refusal(_REFUSED[file.suffix.lower()], str(file))
            if file.suffix.lower() == ".csv":
                yield from self._grid(open_csv(file), None, self.framework)
            elif file.suffix.lower() == ".xlsx":
                yield from self._workbook(file)
            else:
                yield self._item(TableRecord(read_file(file), ()), self.framework)
        except FaultyInput as error:
            yield Rejected(faults=error.faults, place=Place(str(file)))

    def _workbook(self, file: File) -> Iterator[Item]:
        from chamdiem.engine.reading.xlsx_grid import open_sheet  # noqa: PLC0415 - openpyxl takes long to import
        from chamdiem.engine.reading.xlsx_package import Package  # noqa: PLC0415 - as above

        package = Package(file)
        marks = (read_mark(open_sheet(package, sheet)) for sheet in package.sheets if sheet.name == SHEET)
        mark = next(marks, None)
        framework = self._framework(mark)
        found = False
        for sheet in package.sheets:
            if sheet.visible and sheet.name != SHEET:
                for item in self._grid(open_sheet(package, sheet), mark, framework):
                    found = True
                    yield item
        if not found:
            raise refusal("table.nothing", str(file))

    def _grid(self, grid: Grid, mark: TemplateMark | None, framework: LoadedFramework | None) -> Iterator[Item]:
        """Yield the items of one table; a fault of the whole table is one item, and the next table is read."""
        try:
            headings = headings_of(framework.framework if framework else None, mark.headings if mark else None)
            for record in records_of(grid, headings, framework.id if framework else None):
                yield self._item(record, framework)
        except FaultyInput as error:
            yield Rejected(faults=error.faults, place=grid.place())

    def _framework(self, mark: TemplateMark | None) -> LoadedFramework | None:
        """Return the framework of a table: that of the user, or else the one its workbook was made for."""
        if mark is None or self.framework is not None:
            return self.framework
        loaded = self.catalog.get(mark.framework)
        mark.check(loaded)
        return loaded

    def _item(self, table: TableRecord, framework: LoadedFramework | None) -> Item:
        document = table.document
        place = document.place(())
        record, faults = examine_record(document, self.today)
        if not table.is_filled:
            return Unfilled(place=place, record=record)
        faults = (*table.faults, *faults, *self._repeated(record))
        if not faults:
            return Meeting(record=record, place=place, framework=framework)
        known = framework or self._own_framework(record)
        if known is not None:
            faults += examine_layers(record, known.framework)[1]
        return Rejected(
            faults=FaultyInput(faults).faults, place=place, document=document, record=record, framework=known
        )

    def _own_framework(self, record: Record) -> LoadedFramework | None:
        """Return the framework that a record names, where there is one of that name."""
        return self.catalog.get(record.framework) if record.framework in self.catalog.ids else None

    def _repeated(self, record: Record) -> Iterator[Fault]:
        """Yield a fault where the same cell's meeting of the same month and kind was read before."""
        period = record.text("period") or (f"{record.date:%Y-%m}" if record.date else None)
        if period is None or not (record.cell.id or record.cell.name):
            return
        seen = self.seen.setdefault((period, record.text("meeting_kind") or ""), CellIndex())
        path = ("cell_id",) if record.cell.id else ("cell_name",)
        this = _Seen(record.cell, record.cell_as_written, record.document.place(path))
        for first in seen.find(record.cell)[:1]:
            yield _repeated(this, first, period)
        seen.add(record.cell, this)


def _repeated(this: _Seen, first: _Seen, period: str) -> Fault:
    """Return what is said of a meeting that was read before; what is only alike is a question for whoever wrote it."""
    code = "table.repeated_meeting"
    if not (this.cell.id and first.cell.id) and this.cell != first.cell:
        code = "table.repeated_without_id"
    elif this.written != first.written:
        code = "table.repeated_spelling"
    details = {"cell": shown(this.written), "other": shown(first.written), "period": period, "first": str(first.place)}
    return Fault(code, ("cell_id",), details, this.place)


def _files(path: File) -> Iterator[File]:
    """Yield a file, or the files of a folder and of those within it that can hold meetings."""
    if not path.is_dir():
        yield path
        return
    known = DOCUMENTS | TABLES | _REFUSED.keys()
    files = sorted(file for file in path.rglob("*") if file.suffix.lower() in known and not _is_hidden(file, path))
    if not files:
        raise refusal("table.empty_folder", str(path))
    yield from files


def _is_hidden(file: File, folder: File) -> bool:
    """Tell whether a file is one that programs keep for themselves, as Excel does while a workbook is open."""
    return any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
