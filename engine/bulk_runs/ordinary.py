"""Rows one by one, as `check` and `score` read them: what of them is right becomes facts, what is wrong is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.engine.bulk_runs.database import name
from chamdiem.engine.bulk_runs.inputs import written
from chamdiem.engine.bulk_runs.reading import answer_column, kept_fields, stated_column
from chamdiem.engine.grids.grids import Grid, GridRow
from chamdiem.engine.reading.answers import bind_layers
from chamdiem.engine.reading.items import Meeting, Rejected, Remark, Unfilled
from chamdiem.engine.reading.meetings import found_in
from chamdiem.engine.reading.table_headings import begins_heading, is_heading, joined, read_heading
from chamdiem.rules.records.faults import Fault, FaultyInput, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.engine.bulk_runs.fields import PartFields
    from chamdiem.engine.bulk_runs.inputs import Source
    from chamdiem.engine.bulk_runs.reading import Reading
    from chamdiem.engine.reading.answers import BoundLayer
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.reading.repeats import Found

UNFILLED = "bulk.unfilled"
"""The code of a row that names a cell and tells nothing of it: it has not reported."""


@dataclass(frozen=True, slots=True)
class Right:
    """A row that is a record, with what scores it and the answers of its layers."""

    n: int
    record: Record
    framework: LoadedFramework
    layers: Mapping[str, BoundLayer]


class Aside(NamedTuple):
    """A row that is not scored, and why: a fault, or that nothing was reported; of a remark, that too."""

    n: int
    fault: Fault
    remark: Remark | None = None


def rows_at(fields: PartFields, table: str) -> Iterator[GridRow]:
    """Yield the rows of a part whose numbers stand in a table, and are not held, as cells of texts."""
    places = range(1, len(fields.types) + 1)
    cells = ", ".join(written(f"c{place}", fields.types[place - 1]) for place in places)
    when = f"n IN (SELECT n FROM {table} EXCEPT SELECT n FROM held)"
    for number, *texts in fields.database.rows(f"SELECT n, {cells} FROM raw WHERE {when} ORDER BY n"):
        yield _row(fields.part.source, int(str(number)), dict(zip(places, texts, strict=True)))


def _row(source: Source, number: int, texts: Mapping[int, object]) -> GridRow:
    read = {place: source.cell(str(value)) for place, value in texts.items() if value is not None}
    faults = {place: cell for place, cell in read.items() if isinstance(cell, Fault)}
    return GridRow(
        source.line_of(number), {place: cell for place, cell in read.items() if isinstance(cell, str) and cell}, faults
    )


def read_rows(fields: PartFields, rows: Iterable[GridRow], *, signed: bool = False) -> Iterator[Found]:
    """Yield what the rows of a part hold.

    `signed`: a signature stands above them.

    Raises:
        FaultyInput: a heading stands again within the table, with other columns.
    """
    read, reading = list(rows), fields.reading
    for row in read:
        _check_heading(fields, row)
    grid = Grid(fields.part.source.file, "", iter([fields.heading_row, *read]), signed)
    yield from found_in(grid, reading.today, reading.catalog, reading.framework, reading.choice)


def _check_heading(fields: PartFields, row: GridRow) -> None:
    """Refuse a row that names the columns otherwise: those below it would be read by it, and are read all at once."""
    headings, grid = fields.reading.headings, Grid(fields.part.source.file, "", iter(()))
    if row.faults or not begins_heading(row, headings):
        return
    if is_heading(row, headings):
        named: GridRow | None = row
    else:  # the second row of the table may divide what the first one names
        named = joined(fields.heading_row, row, headings)
    if named is not None and read_heading(grid, named, headings).columns != fields.heading.columns:
        raise FaultyInput([Fault("bulk.other_heading", place=grid.place(row.number))])


def judged(reading: Reading, found: Found, number: int) -> Iterator[Right | Aside]:
    """Yield what becomes of an item, of a row of a number: a record that can be scored, or every reason why not."""
    item = found.item
    match item:
        case Rejected(faults=faults):
            yield from (Aside(number, fault) for fault in faults)
        case Unfilled(place=place):
            yield Aside(number, Fault(UNFILLED, place=place))
        case Remark(code=code, place=place):
            yield Aside(number, Fault(code, place=place), item)
        case Meeting(record=record, place=place, framework=named):
            try:
                loaded = named or reading.choice.of_record(record)
                yield Right(number, record, loaded, bind_layers(record, loaded.scope))
            except FaultyInput as error:
                yield from (Aside(number, replace(fault, place=fault.place or place)) for fault in error.faults)


def fact_values(right: Right) -> dict[str, object]:
    """Return the values of a row's columns, as a table of facts has them, by their quoted names."""
    record, shape = right.record, right.record.shape
    found: dict[str, object] = {name("n"): right.n}
    found |= {name(each): record.values.get(each) for each in kept_fields(shape)}
    if shape.period:
        found[name(shape.period)] = record.of_period
    found |= {name(str(key)): value for key, value in record.facts().items()}
    for layer, bound in right.layers.items():
        found |= {answer_column(layer, key): value for key, value in bound.facts.items()}
        found[stated_column(layer)] = bound.rating
    return found


def is_blank(row: GridRow) -> bool:
    """Tell whether nothing stands in a row: it is neither scored nor told of."""
    return not row.texts and not row.faults


def place_of(aside: Aside) -> Place:
    """Return where a row that is not scored stands."""
    return aside.fault.place or Place("")
