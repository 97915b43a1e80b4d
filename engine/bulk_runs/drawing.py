"""Tables that are drawn from what is none, such as a ledger: one for each framework, in Parquet, a row at a time.

Which columns there are is known only when the last row was seen, so that rows are lines of JSON at first.
"""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.engine.bulk_runs.database import name, text, write_whole
from chamdiem.engine.bulk_runs.inputs import NUMBER, Source, row_count
from chamdiem.engine.files.atomic import write_pieces
from chamdiem.rules.compile.keys import proved_keys
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path as File

    from chamdiem.engine.bulk_runs.database import Database

_TABLES = "tables.json"


class DrawnRow(NamedTuple):
    """The cells of a row by their columns, what scores it, and the number by which people find it.

    `proved` are the ends between which earlier months prove that facts lie.
    """

    number: int
    framework: str
    cells: Mapping[str, str]
    proved: Mapping[str, tuple[int, int]]


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
    for number, spool in enumerate(_spooled(drawn, folder)):
        stored, proved = (folder / f"{number:06}{end}.parquet" for end in ("", "-proved"))
        _store(database, spool.cells, spool.columns, stored)
        if spool.ends:
            _store(database, spool.proved, {"n": "BIGINT", **spool.ends}, proved)
        yield Source(
            file=drawn.name,
            stored=str(stored),
            rows=row_count(database, stored, stored),
            framework=spool.framework,
            proved=str(proved) if spool.ends else "",
        )


def _store(database: Database, lines: File, columns: Mapping[str, str], target: File) -> None:
    typed = ", ".join(f"{text(column)}: {text(type_)}" for column, type_ in columns.items())
    read = f"read_json({text(str(lines))}, format = 'newline_delimited', columns = {{{typed}}})"
    write_whole(database, f"SELECT {', '.join(map(name, columns))} FROM {read}", target, "FORMAT parquet")
    lines.unlink()


class _Spool:
    """Lines of JSON of one framework: its rows, and the ends that are proved of them, by the numbers of the rows."""

    def __init__(self, framework: str, folder: File, number: int) -> None:
        self.framework = framework
        self.cells, self.proved = (folder / f"{number:06}{end}.json" for end in ("", "-proved"))
        self.columns: dict[str, str] = {}
        self.ends: dict[str, str] = {}
        self.rows = 0

    @contextmanager
    def writing(self) -> Iterator[Callable[[DrawnRow], None]]:
        """Give what writes a row."""
        with self.cells.open("w", encoding="utf-8") as cells, self.proved.open("w", encoding="utf-8") as proved:

            def put(row: DrawnRow) -> None:
                told = {NUMBER: str(row.number), **row.cells}
                self.columns |= dict.fromkeys(told, "VARCHAR")
                cells.write(f"{json.dumps(told)}\n")
                ends = {
                    str(end): value
                    for fact, pair in row.proved.items()
                    for end, value in zip(proved_keys(fact), pair, strict=True)
                }
                if ends:
                    self.ends |= dict.fromkeys(ends, "BIGINT")
                    proved.write(f"{json.dumps({'n': self.rows, **ends})}\n")
                self.rows += 1

            yield put


def _spooled(drawn: Drawn, folder: File) -> list[_Spool]:
    """Write the rows of each framework into files of their own.

    Raises:
        FaultyInput: there are none.
    """
    spools: list[_Spool] = []
    puts: dict[str, Callable[[DrawnRow], None]] = {}
    with ExitStack() as opened:
        for row in drawn.rows():
            if row.framework not in puts:
                spools.append(_Spool(row.framework, folder, len(spools)))
                puts[row.framework] = opened.enter_context(spools[-1].writing())
            puts[row.framework](row)
    if not spools:
        raise refusal("bulk.no_records", drawn.name)
    return spools
