"""Read the meetings of files and folders one after another: workbooks, CSV, YAML and JSON, the good beside the faulty.

Nothing is lost silently: what comes out is a record, or what is wrong and where, or a row that tells only of which cell
it would be.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chamdiem.engine.files.folders import REFUSED, TABLES, files_of, holds_corrections
from chamdiem.engine.reading.answers import examine_layers
from chamdiem.engine.reading.choice import FrameworkChoice
from chamdiem.engine.reading.documents import Document, read_file
from chamdiem.engine.reading.items import Item, Meeting, RecordItem, Rejected, Remark, TableRecord, Unfilled
from chamdiem.engine.reading.record_reader import examine_record
from chamdiem.engine.reading.records import UNKNOWN_FIELDS, Record, of_record
from chamdiem.engine.reading.repeats import Found, told_apart
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal
from chamdiem.rules.records.meeting import MEETING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path as File

    from chamdiem.engine.grids.grids import Grid
    from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
    from chamdiem.engine.reading.table_columns import Headings
    from chamdiem.engine.reading.template_mark import TemplateMark


def is_table(file: File) -> bool:
    """Tell whether a file is a table by its name; one that only looks like a table is refused when it is read."""
    return file.suffix.lower() in TABLES | REFUSED.keys()


def read_meetings(
    paths: Iterable[File],
    today: dt.date,
    catalog: Catalog,
    framework: LoadedFramework | None = None,
    choice: FrameworkChoice | None = None,
) -> Iterator[Item]:
    """Yield what files and folders hold, in their order; a folder's files sorted by name, whatever they are in.

    `framework` scores all of them, whatever they name; `today` bounds their dates. Of a meeting that was given twice,
    of the same cell, month and kind, the second is rejected, or both where they differ. `choice` finds the framework of
    a record that names none, so that it is read by its shape, and its answers are checked in the same reading; without
    one, that is a meeting whose framework is not known yet. Nothing is raised for what is
    in a file. Every row and sheet that is left out, and those that are read though nobody sees them, are remarks among
    the items.
    """
    # all of them are read first: only then is it known which of them another one contradicts
    return told_apart(tuple(_MeetingReader(today, catalog, framework, choice).read(paths)))


def meeting_of(
    document: Document,
    today: dt.date,
    catalog: Catalog,
    framework: LoadedFramework | None = None,
    choice: FrameworkChoice | None = None,
) -> RecordItem:
    """Return what one document holds, as `read_meetings` does; nothing of it is ever a remark."""
    item = _MeetingReader(today, catalog, framework, choice).found(TableRecord(document, ()), framework).item
    assert not isinstance(item, Remark)  # noqa: S101 - only tables have rows to be told of
    return item


def found_in(
    grid: Grid,
    today: dt.date,
    catalog: Catalog,
    framework: LoadedFramework | None = None,
    choice: FrameworkChoice | None = None,
) -> Iterator[Found]:
    """Yield what one table holds, as `read_meetings` reads it; what was given twice is not looked for."""
    return _MeetingReader(today, catalog, framework, choice).grid(grid, None, framework)


@dataclass(slots=True)
class _MeetingReader:
    today: dt.date
    catalog: Catalog
    framework: LoadedFramework | None
    choice: FrameworkChoice | None
    corrects: bool = False
    kept: dict[str, Headings] = field(default_factory=dict)

    def read(self, paths: Iterable[File]) -> Iterator[Found]:
        for path in paths:
            try:
                for file in files_of(path):
                    self.corrects = holds_corrections(file)
                    yield from self._file(file)
            except FaultyInput as error:
                yield Found(item=Rejected(faults=error.faults, place=Place(str(path))))

    def _file(self, file: File) -> Iterator[Found]:
        try:
            if file.suffix.lower() in REFUSED and file.is_file():
                raise refusal(REFUSED[file.suffix.lower()], str(file))
            if file.suffix.lower() == ".csv":
                from chamdiem.engine.grids.csv_grid import open_csv  # noqa: PLC0415 - most records are no tables

                yield from self._some(file, self.grid(open_csv(file), None, self.framework))
            elif file.suffix.lower() == ".xlsx":
                yield from self._some(file, self._workbook(file))
            else:
                yield self.found(TableRecord(read_file(file), ()), self.framework)
        except FaultyInput as error:
            yield Found(item=Rejected(faults=error.faults, place=Place(str(file))))

    def _some(self, file: File, items: Iterator[Found]) -> Iterator[Found]:
        """Yield items; that there are none is said."""
        empty = True
        for found in items:
            empty = empty and isinstance(found.item, Remark)
            yield found
        if empty:
            raise refusal("table.nothing", str(file))

    def _workbook(self, file: File) -> Iterator[Found]:
        from chamdiem.engine.grids.xlsx_grid import open_sheet  # noqa: PLC0415 - most records are no workbooks
        from chamdiem.engine.grids.xlsx_package import Package  # noqa: PLC0415 - as above
        from chamdiem.engine.reading.template_mark import SHEET, read_mark  # noqa: PLC0415 - as above

        package = Package(file)
        # a sheet may be called as our hidden one is; only what stands on it tells whether it is that
        called = (sheet for sheet in package.sheets if sheet.name.casefold() == SHEET)
        marks = {sheet: read_mark(open_sheet(package, sheet)) for sheet in called}
        own = [sheet for sheet, mark in marks.items() if mark is not None]
        mark = marks[own[0]] if own else None
        framework = self._framework(mark)
        for sheet in package.sheets:
            if sheet in own:
                continue
            if sheet.visible and sheet.has_cells:
                yield from self.grid(open_sheet(package, sheet), mark, framework)
            else:
                code = "remark.no_cells" if sheet.visible else "remark.hidden_sheet"
                yield Found(item=Remark(code, Place(str(file), sheet=sheet.name)))

    def grid(self, grid: Grid, mark: TemplateMark | None, framework: LoadedFramework | None) -> Iterator[Found]:
        """Yield the items of one table; a fault of the whole table is one item, and the next table is read."""
        from chamdiem.engine.reading.tables import records_of  # noqa: PLC0415 - most records are no tables

        try:
            headings = self._headings(framework or self._chosen.default)
            if mark:
                headings = headings.saying(mark.headings(headings.shape))
            for record in records_of(grid, headings, framework.id if framework else None):
                yield Found(item=record) if isinstance(record, Remark) else self.found(record, framework)
        except FaultyInput as error:
            yield Found(item=Rejected(faults=error.faults, place=grid.place()))

    def _headings(self, framework: LoadedFramework | None) -> Headings:
        """Return the headings of a framework's tables; they are made once, however many tables there are of it."""
        from chamdiem.engine.reading.table_columns import headings_of  # noqa: PLC0415 - most records are no tables

        name = framework.hash if framework else ""
        if name not in self.kept:
            self.kept[name] = headings_of(framework.framework if framework else MEETING)
        return self.kept[name]

    @property
    def _chosen(self) -> FrameworkChoice:
        return self.choice or FrameworkChoice(self.catalog)

    def _framework(self, mark: TemplateMark | None) -> LoadedFramework | None:
        """Return the framework of a table: that of the user, or else the one its workbook was made for."""
        if mark is None or self.framework is not None:
            return self.framework
        loaded = self.catalog.get(mark.framework)
        mark.check(loaded)
        return loaded

    def found(self, table: TableRecord, framework: LoadedFramework | None) -> Found:
        """Return the meeting of a record, or what is wrong with it; `framework`: that of its table, if there is one."""
        try:
            shape = framework.framework.shape if framework else self._chosen.shape_of(table.document)
        except FaultyInput as error:
            place = table.document.place(())
            return Found(item=Rejected(faults=error.faults, place=place, document=table.document))
        record, faults = examine_record(table.document, self.today, shape=shape)
        item = self.judged(table, record, faults, framework)
        return Found(item=item, record=record, corrects=self.corrects)

    def judged(
        self, table: TableRecord, record: Record, faults: Iterable[Fault], framework: LoadedFramework | None
    ) -> RecordItem:
        document = table.document
        place = document.place(())
        faults = (*map(of_record, table.faults), *faults)
        if not table.is_filled(record.shape) and not faults:
            return Unfilled(place=place, record=record)
        if not faults:
            return Meeting(record=record, place=place, framework=framework)
        known = framework
        try:
            known = framework or (self.choice.of_record if self.choice else self._named)(record)
            faults += examine_layers(record, known.scope)[1]
        except FaultyInput as error:
            # what a faulty record does not say may be what could not be read; a wrong name is wrong all the same
            if record.framework is not None:
                # which fields such a record has, nobody knows
                faults = tuple(fault for fault in faults if fault.code not in UNKNOWN_FIELDS)
                faults += record.located(replace(fault, path=("framework",)) for fault in error.faults)
        return Rejected(
            faults=FaultyInput(faults).faults, place=place, document=document, record=record, framework=known
        )

    def _named(self, record: Record) -> LoadedFramework:
        """Return the framework that a record names.

        Raises:
            FaultyInput: it names none, or one that there is not.
        """
        if record.framework is None:
            raise FaultyInput(())
        return self.catalog.get(record.framework)
