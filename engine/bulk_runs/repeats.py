"""Meetings that an input has more than once, wherever the rows stand: told by the keys of all parts, judged as ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.database import name, text
from chamdiem.engine.bulk_runs.fields import PartFields
from chamdiem.engine.bulk_runs.inputs import TablePart, column_types
from chamdiem.engine.bulk_runs.ordinary import read_rows, rows_at
from chamdiem.engine.reading.items import Rejected
from chamdiem.engine.reading.repeats import told_apart
from chamdiem.rules.records.identity import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.engine.bulk_runs.inputs import Source
    from chamdiem.engine.bulk_runs.reading import Reading
    from chamdiem.engine.reading.repeats import Found
    from chamdiem.rules.records.faults import Fault

AT_ONCE = 20_000
"""So many rows are read one by one before they are judged."""


def held_rows(
    database: Database, reading: Reading, sources: Sequence[Source], keys: str
) -> Mapping[int, tuple[Fault, ...]]:
    """Return the rows that repeat or contradict others, counted from 0 over the whole input, with every fault of each.

    `keys` are the files of the keys of all parts.
    """
    read = f"read_parquet({text(keys)})"
    found: dict[int, tuple[Fault, ...]] = {}
    for rows in _together(database, reading, sources, read):
        found.update(_held(database, reading, sources, rows))
    return found


def _together(database: Database, reading: Reading, sources: Sequence[Source], read: str) -> Iterator[list[int]]:
    """Yield rows of which some may be of one meeting, all of those together."""
    same = f"SELECT h FROM {read} WHERE h IS NOT NULL GROUP BY h HAVING count(*) > 1"
    rows = database.rows(f"SELECT h, row FROM {read} WHERE h IN ({same}) ORDER BY h, row")
    by_name = list(_named(database, reading, sources, read))
    if by_name:  # who is meant by a name alone may be any of those that bear it
        yield sorted({*by_name, *(int(str(row)) for _, row in rows)})
        return
    waiting: list[int] = []
    last: object = None
    for key, row in rows:
        if key != last and len(waiting) >= AT_ONCE:
            yield sorted(waiting)
            waiting = []
        waiting.append(int(str(row)))
        last = key
    if waiting:
        yield sorted(waiting)


def _named(database: Database, reading: Reading, sources: Sequence[Source], read: str) -> Iterator[int]:
    """Yield the rows without an id that have a name, and all rows of these names."""
    names = database.rows(f"SELECT DISTINCT named FROM {read} WHERE named IS NOT NULL")
    wanted = {key_of(str(row[0])) for row in names}
    if not wanted:
        return
    for part in _whole(sources):
        fields = PartFields(database, reading.of(part.source), part)
        place = fields.by_path.get((fields.shape.unit_name,))
        if place is None:
            continue
        column = name(column_types(database, part.source.stored)[place - 1][0])
        stored = f"read_parquet({text(part.source.stored)}, file_row_number=true)"
        for number, called in database.rows(
            f"SELECT file_row_number, {column} FROM {stored} WHERE {column} IS NOT NULL"
        ):
            if key_of(str(called)) in wanted:
                yield part.before + int(str(number))


def _whole(sources: Sequence[Source]) -> Iterator[TablePart]:
    """Yield every source as one part."""
    before = 0
    for number, source in enumerate(sources):
        yield TablePart(number=number, source=source, first=0, rows=source.rows, before=before)
        before += source.rows


def _held(
    database: Database, reading: Reading, sources: Sequence[Source], rows: Sequence[int]
) -> Iterator[tuple[int, tuple[Fault, ...]]]:
    """Yield which of some rows are held back, with every fault of each."""
    found = list(rows_again(database, reading, sources, rows))
    for (row, before), after in zip(found, told_apart([each for _, each in found]), strict=True):
        if isinstance(after, Rejected) and after is not before.item:
            yield row, after.faults


def rows_again(
    database: Database, reading: Reading, sources: Sequence[Source], rows: Sequence[int]
) -> Iterator[tuple[int, Found]]:
    """Yield some rows of an input, counted from 0, with what each holds, as of a single record."""
    for part in _whole(sources):
        own = [row - part.before for row in rows if part.before <= row < part.before + part.rows]
        if own:
            database.put("wanted", [("n", "BIGINT")], [(each,) for each in own])
            database.put("held", [("n", "BIGINT")], [])
            fields = PartFields(database, reading.of(part.source), part)
            fields.load("wanted")
            for each in read_rows(fields, rows_at(fields, "wanted")):
                yield part.before + part.source.row_of(each.item.place.line), each
            database.drop("raw")
