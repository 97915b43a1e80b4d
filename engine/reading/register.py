"""Read a register of cells (danh sách chi bộ): which cells there are, and what is known of each before it meets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chamdiem.engine.grids.csv_grid import open_csv
from chamdiem.engine.reading.items import heeded, unheard
from chamdiem.engine.reading.record_reader import read_field
from chamdiem.engine.reading.records import of_record
from chamdiem.engine.reading.table_columns import Headings, headings_of
from chamdiem.engine.reading.tables import records_of
from chamdiem.rules.records.faults import Fault, FaultyInput, refusal
from chamdiem.rules.records.identity import CellKey, cell_key
from chamdiem.rules.records.meeting import MEETING
from chamdiem.rules.records.moments import day_text, read_date
from chamdiem.rules.records.scalars import ScalarError, shown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path as File

    from chamdiem.engine.grids.grids import Grid
    from chamdiem.engine.reading.items import Remark, TableRecord
    from chamdiem.rules.records.faults import Place

COLUMNS = ("cell_id", "cell_name", "upper_org", "members_total")
DATES: Mapping[str, tuple[str, ...]] = {
    "founded": ("founded", "ngày thành lập", "thành lập"),
    "dissolved": ("dissolved", "ngày giải thể", "giải thể", "ngày kết thúc hoạt động"),
}
"""When a cell began and ended, with what stands over their columns; blank: it was there before, or it still is."""
PREDECESSORS = ("predecessors", "tiền thân", "chi bộ tiền thân", "hợp nhất từ", "tách từ")
"""What stands over the column of the cells of which a cell was made, by their ids, a semicolon between two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredCell:
    """A cell (chi bộ) of the register; `members`: how many members it has, None where the register does not say.

    `founded`, `dissolved`: its first and last day; None: it was there before, or still is. `predecessors`: the ids of
    the cells of which it was made.
    """

    id: str
    name: str
    upper_org: str | None
    members: int | None
    founded: dt.date | None = None
    dissolved: dt.date | None = None
    predecessors: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)

    @property
    def key(self) -> CellKey:
        """What it is compared by."""
        return cell_key(self.id, self.name, self.upper_org)


def read_register(file: File, hear: Callable[[Remark], object] = unheard) -> tuple[RegisteredCell, ...]:
    """Read a register, a CSV file or a workbook, whose columns are those of a table of meetings; others are left alone.

    `hear` is told of every row that is left out.

    Raises:
        FaultyInput: every fault in it, with its place: a cell without id or name, an id given twice, however
            it is spelled.
    """
    reader = _RegisterReader()
    cells = tuple(cell for grid in _grids(file) for cell in reader.read(grid, hear))
    if reader.faults:
        raise FaultyInput(reader.faults)
    if not cells:
        raise refusal("register.empty", str(file))
    return cells


def _grids(file: File) -> Iterator[Grid]:
    if file.suffix.lower() == ".csv":
        yield open_csv(file)
        return
    from chamdiem.engine.grids.xlsx_grid import open_sheet  # noqa: PLC0415 - most registers are no workbooks
    from chamdiem.engine.grids.xlsx_package import Package  # noqa: PLC0415 - as above

    package = Package(file)
    yield from (open_sheet(package, sheet) for sheet in package.sheets if sheet.visible)


def _predecessors(record: TableRecord) -> tuple[str, ...]:
    data = record.document.data
    raw = data.get("predecessors") if isinstance(data, dict) else None
    return tuple(each.strip() for each in str(raw or "").split(";") if each.strip())


class _RegisterReader:
    def __init__(self) -> None:
        known = {heading: path for heading, path in headings_of(MEETING).known.items() if path[0] in COLUMNS}
        known |= {heading: (name,) for name, headings in DATES.items() for heading in headings}
        known |= dict.fromkeys(PREDECESSORS, ("predecessors",))
        self.headings = Headings(known, MEETING, spare=True)
        self.faults: list[Fault] = []
        self.seen: dict[str, RegisteredCell] = {}

    def read(self, grid: Grid, hear: Callable[[Remark], object]) -> Iterator[RegisteredCell]:
        for record in heeded(records_of(grid, self.headings, None), hear):
            self.faults += record.faults
            id_, name, above, members = (self._value(record, column) for column in COLUMNS)
            place = record.document.place(("cell_id",))
            if id_ is not None and name is not None:
                founded, dissolved = (self._date(record, column) for column in DATES)
                cell = RegisteredCell(
                    id=id_,
                    name=name,
                    upper_org=above,
                    members=members,
                    founded=founded,
                    dissolved=dissolved,
                    predecessors=_predecessors(record),
                    place=place,
                )
                self._check_dates(cell, record)
                yield self._once(cell)

    def _date(self, record: TableRecord, name: str) -> dt.date | None:
        """Return the day under a heading, if there is one; what is none is a fault."""
        data = record.document.data
        raw = data.get(name) if isinstance(data, dict) else None
        if raw is None:
            return None
        try:
            return read_date(raw)
        except ScalarError as error:
            self.faults.append(Fault(error.code, (name,), error.details, record.document.place((name,))))
            return None

    def _check_dates(self, cell: RegisteredCell, record: TableRecord) -> None:
        if cell.founded and cell.dissolved and cell.dissolved < cell.founded:
            details = {"cell": shown(cell.id), "founded": day_text(cell.founded), "dissolved": day_text(cell.dissolved)}
            self.faults.append(Fault("register.dates", (), details, record.document.place(("dissolved",))))

    def _once(self, cell: RegisteredCell) -> RegisteredCell:
        first = self.seen.setdefault(cell.key.id, cell)
        if first is not cell:
            # an id that stands there already in another spelling is a question which of the two is right
            code = "register.repeated" if cell.id == first.id else "register.repeated_spelling"
            details = {"id": shown(cell.id), "first": shown(first.id), "place": str(first.place)}
            self.faults.append(Fault(code, ("cell_id",), details, cell.place))
        return cell

    def _value(self, record: TableRecord, name: str) -> Any:  # noqa: ANN401 - a text or a number, as the field is
        data = record.document.data
        raw = data.get(name) if isinstance(data, dict) else None
        place = record.document.place((name,))
        if raw is None:
            if name in COLUMNS[:2] and all(fault.path != (name,) for fault in record.faults):
                self.faults.append(Fault("register.missing", (name,), {"part": name}, place))
            return None
        try:
            return read_field(MEETING.by_name[name], raw)
        except ScalarError as error:
            self.faults.append(of_record(Fault(error.code, (name,), error.details, place)))
            return None
