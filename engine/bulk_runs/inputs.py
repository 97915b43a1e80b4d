"""What is given to be scored: Parquet, CSV and Arrow files, and folders of them, divided into parts of many rows.

A part is the same whatever the number of processes: it depends on the files alone. CSV has no places to begin at, so it
is brought into Parquet first, every cell as the text that it is; so is Arrow, every column of the type that it has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.csv_tables import csv_head, stored_csv
from chamdiem.engine.bulk_runs.database import Refused, name, text
from chamdiem.engine.files.contents import missing_file
from chamdiem.engine.files.folders import LARGE, is_product, is_result_in, refuse_results
from chamdiem.engine.grids.csv_grid import csv_cell
from chamdiem.engine.grids.grids import cell_text
from chamdiem.rules.records.faults import FaultyInput, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path as File

    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.rules.records.faults import Fault

ROWS = 122_880
"""The rows of a part, as many as a group has that DuckDB writes. What a part costs beside its rows is paid seldom, and
its cells have room in memory."""
SUFFIXES = (".csv", *LARGE)
FLOATS = frozenset({"FLOAT", "DOUBLE"})
NUMBER = "stt"
"""The first column of a table that was drawn from elsewhere: the number by which its rows are found there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as people name it, the Parquet file that is read in its place, and how many rows it has.

    `above`: so many lines stand above the heading. `framework`: by whose id it is scored that was drawn from elsewhere
    (see `drawing`); None: it is a table. `proved`: the Parquet file, or files, of the ends between which earlier
    months prove that facts of its rows lie, by the rows' numbers in it; blank: there is none.
    """

    file: str
    stored: str
    rows: int
    above: int = 0
    framework: str | None = None
    proved: str = ""

    @property
    def cell(self) -> Callable[[str], str | Fault]:
        """What reads the text of a cell."""
        return csv_cell if self.framework is None and self.file.lower().endswith(".csv") else cell_text

    def line_of(self, row: int) -> int:
        """Return the line on which a row stands, counted from 0; -1: on which the heading stands."""
        return row + 2 + self.above

    def row_of(self, line: int) -> int:
        """Return the row that stands on a line."""
        return line - 2 - self.above


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart:
    """Some rows of a source from `first` on, counted from 0. `before`: so many rows of the input stand before them."""

    number: int
    source: Source
    first: int
    rows: int
    before: int

    @property
    def offset(self) -> int:
        """What the number of a row in its file lacks to be its number in the whole input."""
        return self.before - self.first

    def proved_by(self, files: str | None) -> TablePart:
        """Return the same, with the files of what is proved of its source, where there are any."""
        return self if files is None else replace(self, source=replace(self.source, proved=files))


def files_in(paths: Sequence[File]) -> tuple[File, ...]:
    """Return the files of paths, those of a folder sorted by name.

    Raises:
        FaultyInput: a path leads nowhere, a folder has none of them, or a file is of another kind.
    """
    faults: list[Fault] = []
    found: list[File] = []
    for path in paths:
        try:
            found += _files(path)
        except FaultyInput as error:
            faults += error.faults
    if faults:
        raise FaultyInput(faults)
    return tuple(found)


def _files(path: File) -> list[File]:
    if path.is_dir():
        refuse_results(path)
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and _is_seen(path, file))
        if not files:
            raise refusal("bulk.empty_folder", path)
        return files
    if not path.is_file():
        raise missing_file(path)
    if path.suffix.lower() not in SUFFIXES:
        raise refusal("bulk.not_table", path)
    return [path]


def _is_seen(folder: File, file: File) -> bool:
    hidden = any(each.startswith(".") for each in file.relative_to(folder).parts)
    return file.is_file() and not hidden and not is_result_in(folder, file) and not is_product(file)


def stored_table(database: Database, file: File, target: File) -> File:
    """Return the Parquet file in which the rows of a table stand: it itself, or what it is brought into.

    Raises:
        FaultyInput: it is no such file as its name says.
    """
    kind = file.suffix.lower()
    if kind == ".parquet":
        return file.absolute()  # other machines are elsewhere
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        if kind == ".csv":
            stored_csv(database, file, target)
        else:
            from chamdiem.engine.bulk_runs.arrow import stored_arrow  # noqa: PLC0415 - as DuckDB, see `database`

            stored_arrow(database, file, target)
    return target


def lines_above(file: File) -> int:
    """Return how many lines stand above the heading of a table."""
    return csv_head(file).above if file.suffix.lower() == ".csv" else 0


def row_count(database: Database, file: File, stored: File) -> int:
    """Return how many rows a Parquet file has.

    Raises:
        FaultyInput: it is no Parquet file.
    """
    try:
        return database.number(f"SELECT num_rows FROM parquet_file_metadata({text(str(stored))})")
    except (Refused, IndexError) as error:
        raise refusal("bulk.parquet", file, reason=str(error)) from error


def column_types(database: Database, stored: str) -> list[tuple[str, str]]:
    """Return the names of the columns of a Parquet file, each with its type."""
    found = database.rows(f"DESCRIBE SELECT * FROM read_parquet({text(stored)})")
    return [(str(row[0]), str(row[1])) for row in found]


def divided(sources: Sequence[Source], size: int = ROWS) -> Iterator[TablePart]:
    """Yield the parts of sources, of so many rows, in order; a rest of less than a quarter goes with the one before."""
    number = before = 0
    for source in sources:
        whole, rest = divmod(source.rows, size)
        several = whole + 1 if rest and (4 * rest >= size or not whole) else whole
        for place in range(several):
            first = place * size
            rows = size if place < several - 1 else source.rows - first
            yield TablePart(number=number, source=source, first=first, rows=rows, before=before)
            number, before = number + 1, before + rows


def load(database: Database, part: TablePart, table: str, only: str = "") -> list[str]:
    """Make a table of a part: `n`, the row's number in its file from 0 on, and every cell, `c1` and on; return types.

    `only`: a table of the numbers of those that are wanted. A type is BIGINT, BOOLEAN, DATE, VARCHAR, or one of numbers
    with a point: times and words come as text, blank ones as NULL.
    """
    types: list[str] = []
    parts: list[str] = []
    for place, (column, type_) in enumerate(column_types(database, part.source.stored), 1):
        sql, kept = _cell(name(column), type_)
        types.append(kept)
        parts.append(f"{sql} AS c{place}")
    stored = f"read_parquet({text(part.source.stored)}, file_row_number=true)"
    ends = f"file_row_number BETWEEN {part.first} AND {part.first + part.rows - 1}"
    ends += f" AND file_row_number IN (SELECT n FROM {only})" if only else ""
    made = ", ".join(["file_row_number AS n", *parts])
    database.run(f"CREATE OR REPLACE TABLE {table} AS SELECT {made} FROM {stored} WHERE {ends}")
    return types


_WHOLE = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"})


def _cell(column: str, type_: str) -> tuple[str, str]:
    if type_ in _WHOLE:
        return f"CAST({column} AS BIGINT)", "BIGINT"
    if type_ in {"BOOLEAN", "DATE"} or _has_point(type_):
        return column, type_
    return f"nullif(trim(CAST({column} AS VARCHAR)), '')", "VARCHAR"


def _has_point(type_: str) -> bool:
    return type_ in FLOATS or type_.startswith("DECIMAL")


def written(column: str, type_: str) -> str:
    """Return a cell of a part as text, as SQL."""
    if type_ == "VARCHAR":
        return column
    own = f"CAST({column} AS VARCHAR)"
    if not _has_point(type_):
        return own
    # 18.0 is how programs write a whole number of a column in which another one is missing
    return rf"regexp_replace(regexp_replace({own}, '(\.[0-9]*?)0+$', '\1'), '\.$', '')"
