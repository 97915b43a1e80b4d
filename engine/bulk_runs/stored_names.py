"""What stands over the columns of a stored table, which may be blank, or there twice; a database allows neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.database import text
from chamdiem.rules.records.faults import Fault, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.engine.bulk_runs.database import Database

_NO_CELLS = re.compile(r".*\]|(BLOB|BIT|INTERVAL|STRUCT|MAP|UNION|VARIANT|GEOMETRY)\b.*", re.DOTALL)
"""The types of columns in whose rows stands more than one value, or none that people read."""


def stored_names(names: Iterable[str]) -> list[str]:
    """Return names by which a database keeps columns apart; blanks behind one are no part of it to whoever reads it."""
    found: list[str] = []
    taken: set[str] = set()
    for each in names:
        own = each or " "
        while own.casefold() in taken:
            own += " "
        taken.add(own.casefold())
        found.append(own)
    return found


def written_names(database: Database, stored: str, known: Sequence[str]) -> Iterator[str]:
    """Yield what stands over the columns of a Parquet file as the file has it; of names twice a database makes others.

    `known`: what the database calls them, and those that it takes from the names of folders.
    """
    rows = database.rows(f"SELECT name, coalesce(num_children, 0) FROM parquet_schema({text(stored)})")
    count = within = 0
    for own, children in rows[1:]:  # the first one is the table itself
        if not within:
            count += 1
            yield str(own)
        within += int(str(children)) - (1 if within else 0)
    yield from known[count:]


def unfit_columns(file: str, columns: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """Yield a fault for each column, of a name and a type, in which no cells stand."""
    for name, type_ in columns:
        if _NO_CELLS.fullmatch(type_):
            yield unfit(file, name, type_)


def unfit(file: str, name: str, type_: str) -> Fault:
    """Return the fault of a column in which no cells stand."""
    return Fault("bulk.column_type", details={"name": name, "type": type_}, place=Place(file))
