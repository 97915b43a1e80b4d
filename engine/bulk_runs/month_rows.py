"""What the rows of a part tell of the months of their cells: what facts that earlier months decide are made of.

One file for each part; its rows lie by what their cells are hashed to, so that all rows of some cells are soon found in
the files of all parts.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chamdiem.engine.bulk.windows import HistoryArrays
from chamdiem.engine.bulk_runs.database import name, text, write_whole
from chamdiem.engine.bulk_runs.reading import column_of
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.identity import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path as File

    from chamdiem.engine.bulk_runs.ordinary import Right
    from chamdiem.engine.bulk_runs.part_rows import PartRows
    from chamdiem.engine.reading.catalog import LoadedFramework

GROUP = "FORMAT parquet, ROW_GROUP_SIZE 10240"
"""Of small groups of rows few are read where some rows are wanted."""
_WHOSE = (("n", "BIGINT"), ("cell", "VARCHAR"), ("period", "VARCHAR"), ("kind", "BIGINT"), ("day", "BIGINT"))


@cache
def _made() -> dict[str, HistoryArrays]:
    return {}


def history_of(loaded: LoadedFramework) -> HistoryArrays:
    """Return the facts of history of a framework; they are long to make, and the same for every part."""
    made = _made()
    if loaded.hash not in made:
        made[loaded.hash] = HistoryArrays(loaded.framework)
    return made[loaded.hash]


def followed_facts(frameworks: Iterable[LoadedFramework]) -> tuple[Key, ...]:
    """Return the facts of records that any of some frameworks reads of earlier months, and those that these decide."""
    found = dict[Key, None]()
    for loaded in frameworks:
        if loaded.framework.history:
            found |= dict.fromkeys(sorted(history_of(loaded).asked))
            found |= dict.fromkeys(Key("field", fact) for fact in loaded.framework.history)
    return tuple(found)


def write_month_rows(rows: PartRows, facts: Iterable[Key], file: File) -> None:
    """Write what every row that is scored tells of its cell's month; one of no cell, or of no month, tells nothing."""
    keys, database = tuple(facts), rows.fields.database
    _tell_whose(rows)
    typed = ["n BIGINT", "framework VARCHAR", *(f"{name(str(key))} BIGINT" for key in keys)]
    database.run(f"CREATE OR REPLACE TABLE told ({', '.join(typed)})")
    for loaded, source in rows.by_framework():
        there = {each.name for each in loaded.framework.shape.fields if each.is_fact}
        own = [column_of(key.subject) if key.subject in there else "NULL" for key in keys]
        database.run(f"INSERT INTO told SELECT {', '.join(['n', text(loaded.id), *own])} FROM {source}")
    month = "CAST(period[1:4] AS INTEGER) * 12 + CAST(period[6:7] AS INTEGER) - 1"
    asked = [
        "hash(cell) AS h",
        f"n + {rows.fields.part.offset + 1} AS row",
        "framework",
        "cell",
        f"{month} AS month",
        "kind",
        "CAST(COALESCE(day, 0) AS INTEGER) AS day",
        *map(name, map(str, keys)),
    ]
    known = "cell IS NOT NULL AND regexp_full_match(period, '[0-9]{4}-[0-9]{2}')"
    select = f"SELECT {', '.join(asked)} FROM told JOIN whose USING (n) WHERE {known} ORDER BY h, row"
    write_whole(database, select, file, GROUP)


def _tell_whose(rows: PartRows) -> None:
    """Make `whose`: of which cell, period, kind and day every row is."""
    fields, database = rows.fields, rows.fields.database
    shape = fields.shape
    key, join = fields.cell_key()
    kind, day = (column_of(each) if each in fields.there else "NULL" for each in (shape.kind, shape.day))
    own = ", ".join(
        (f"given.n AS n, {key} AS cell, {fields.of_period('given')} AS period", f"{kind} AS kind, {day} AS day")
    )
    database.put("rights_of", _WHOSE, list(_whose(rows.rights)))
    of_sure = f"SELECT {own} FROM given {join} WHERE given.n IN (SELECT n FROM sure)"
    database.run(f"CREATE OR REPLACE TABLE whose AS {of_sure} UNION ALL SELECT * FROM rights_of")


def _whose(rights: Iterable[Right]) -> Iterator[tuple[object, ...]]:
    for right in rights:
        record = right.record
        kind, day = record.typed_fact(record.shape.kind), record.typed_fact(record.shape.day)
        yield right.n, key_of(record.cell_as_written) or None, record.of_period, kind, day
