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
from chamdiem.engine.reading.remarks import tell
from chamdiem.engine.reading.table_columns import headings_of
from chamdiem.engine.reading.table_records import TableRecord
from chamdiem.engine.reading.tables import records_of
from chamdiem.engine.reading.template_mark import TemplateMark, is_called_mark, read_mark
from chamdiem.rules.faults import Fault, FaultyInput, Place

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
    """What cannot be used, with every fault of it; `document` is there where it was a record at least in shape."""

    faults: tuple[Fault, ...]
    place: Place
    document: Document | None = None
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
    paths: Iterable[File],
    today: dt.date,
    catalog: Catalog,
    framework: LoadedFramework | None = None,
) -> Iterator[Item]:
    """Yield what files and folders hold, in their order; a folder's files sorted by name, whatever they are in.

    `framework` scores all of them, whatever they name; `today` bounds their dates. A meeting that was read already, of
    the same cell, month and kind, is rejected. Nothing is raised for what is in a file. Of every row and sheet that is
    left out, and of those that are read though nobody sees them, a remark is made (see `remarks.hearing`).
    """
    return _Reader(today, catalog, framework).read(paths)


class _Reader:
    def __init__(self, today: dt.date, catalog: Catalog, framework: LoadedFramework | None) -> None:
        self.today, self.catalog, self.framework = today, catalog, framework
        self.seen: dict[tuple[str, ...], Place] = {}

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
                yield from self._some(file, self._grid(open_csv(file), None, self.framework))
            elif file.suffix.lower() == ".xlsx":
                yield from self._some(file, self._workbook(file))
            else:
                yield self._item(TableRecord(read_file(file), ()), self.framework)
        except FaultyInput as error:
            yield Rejected(faults=error.faults, place=Place(str(file)))

    def _some(self, file: File, items: Iterator[Item]) -> Iterator[Item]:
        """Yield items; that there are none is said."""
        first = next(items, None)
        if first is None:
            raise refusal("table.nothing", str(file))
        yield first
        yield from items

    def _workbook(self, file: File) -> Iterator[Item]:
        from chamdiem.engine.reading.xlsx_grid import open_sheet  # noqa: PLC0415 - most records are no workbooks
        from chamdiem.engine.reading.xlsx_package import Package  # noqa: PLC0415 - as above

        package = Package(file)
        marks = {sheet: read_mark(open_sheet(package, sheet)) for sheet in package.sheets if is_called_mark(sheet.name)}
        own = [sheet for sheet, mark in marks.items() if mark is not None]
        mark = marks[own[0]] if own else None
        framework = self._framework(mark)
        for sheet in package.sheets:
            if sheet in own:
                continue
            if not sheet.visible or not sheet.has_cells:
                code = "remark.no_cells" if sheet.visible else "remark.hidden_sheet"
                tell(code, Place(str(file), sheet=sheet.name))
            else:
                yield from self._grid(open_sheet(package, sheet), mark, framework)

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
        faults = (*table.faults, *faults)
        if not table.is_filled and not faults:
            return Unfilled(place=place, record=record)
        faults += tuple(self._repeated(record))
        if not faults:
            return Meeting(record=record, place=place, framework=framework)
        known = framework or self._own_framework(record)
        if known is not None:
            faults += examine_layers(record, known.framework)[1]
        return Rejected(faults=FaultyInput(faults).faults, place=place, document=document, framework=known)

    def _own_framework(self, record: Record) -> LoadedFramework | None:
        """Return the framework that a record names, where there is one of that name."""
        return self.catalog.get(record.framework) if record.framework in self.catalog.ids else None

    def _repeated(self, record: Record) -> Iterator[Fault]:
        """Yield a fault where the same cell's meeting of the same month and kind was read before."""
        cell = record.text("cell_id") or record.text("cell_name")
        period = record.text("period") or (f"{record.date:%Y-%m}" if record.date else None)
        if cell is None or period is None:
            return
        place = record.document.place(("cell_id",))
        first = self.seen.setdefault((cell, period, record.text("meeting_kind") or ""), place)
        if first is not place:
            details = {"cell": cell, "period": period, "first": str(first)}
            yield Fault("table.repeated_meeting", ("cell_id",), details, place)


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
