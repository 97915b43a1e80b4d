"""Tables that are drawn from what is none, such as a ledger: one for each framework, in Parquet, a row at a time.

Which columns there are is known only when the last row was seen, so that rows are lines of JSON at first.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.engine.bulk_runs.database import name, text, write_whole
from chamdiem.engine.bulk_runs.inputs import NUMBER, Source, row_count
from chamdiem.engine.files.atomic import write_pieces
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path as File
    from typing import IO

    from chamdiem.engine.bulk_runs.database import Database

_TABLES = "tables.json"


class DrawnRow(NamedTuple):
    """The cells of a row by their columns, what scores it, and the number by which people find it."""

    number: int
    framework: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where rows are drawn from: what people call it, the state that it is in, and what yields its rows."""

    name: str
    state: tuple[str, ...]
    rows: Callable[[], Iterator[DrawnRow]]


def drawn_sources(database: Database, drawn: Drawn, folder: File) -> tuple[Source, ...]:
    """Return the tables that are drawn from something, as they lie in a folder, or as they are brought into it now.

    Raises:
        FaultyInput: there are no rows, or what yields them refuses.
    """
    known = folder / _TABLES
    if not known.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_pieces(known, [json.dumps([asdict(each) for each in _draw(database, drawn, folder)]).encode()])
    return tuple(Source(**each) for each in json.loads(known.read_bytes()))


def _draw(database: Database, drawn: Drawn, folder: File) -> Iterator[Source]:
    for number, (framework, columns) in enumerate(_spooled(drawn, folder).items()):
        lines, stored = folder / f"{number:06}.json", folder / f"{number:06}.parquet"
        typed = ", ".join(f"{text(column)}: 'VARCHAR'" for column in columns)
        read = f"read_json({text(str(lines))}, format = 'newline_delimited', columns = {{{typed}}})"
        write_whole(database, f"SELECT {', '.join(map(name, columns))} FROM {read}", stored, "FORMAT parquet")
        lines.unlink()
        rows = row_count(database, stored, stored)
        yield Source(file=drawn.name, stored=str(stored), rows=rows, framework=framework)


def _spooled(drawn: Drawn, folder: File) -> dict[str, tuple[str, ...]]:
    """Write the rows of each framework into a file of its own; return the columns of each, in the order of files."""
    columns: dict[str, dict[str, None]] = {}
    files: dict[str, IO[str]] = {}
    with ExitStack() as opened:
        for row in drawn.rows():
            if row.framework not in files:
                file = folder / f"{len(files):06}.json"
                files[row.framework] = opened.enter_context(file.open("w", encoding="utf-8"))
            cells = {NUMBER: str(row.number), **row.cells}
            columns.setdefault(row.framework, {}).update(dict.fromkeys(cells))
            files[row.framework].write(f"{json.dumps(cells)}\n")
    if not columns:
        raise refusal("bulk.no_records", drawn.name)
    return {framework: tuple(told) for framework, told in columns.items()}
