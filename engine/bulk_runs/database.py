"""The database in which tables are read and queries run: the one module that imports DuckDB.

It lies in memory, works in one thread, and knows no file but those that it is told of.
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING
from uuid import uuid4

from chamdiem.engine.files.atomic import unwritable
from chamdiem.rules.records.faults import Fault, FaultyInput, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path as File

    from duckdb import DuckDBPyConnection
    from pyarrow import RecordBatchReader

MEMORY = "400MB"
"""So much holds one process at most; what is larger goes to the disk."""


class Refused(Exception):  # noqa: N818 - it is what the database says
    """The database does not do what it is told; `str` is its reason, in a line."""


def refused(error: Exception) -> Refused:
    """Return what a database says, in a line."""
    return Refused(" ".join(str(error).split("\n\n")[0].split()))


class Database:
    """An empty database; `with` closes it."""

    def __init__(self, connection: DuckDBPyConnection, errors: type[Exception]) -> None:
        self._connection, self._errors = connection, errors

    def run(self, sql: str, values: Sequence[object] = ()) -> None:
        """Run a statement.

        Raises:
            Refused: the database does not do it.
        """
        try:
            self._connection.execute(sql, list(values) or None)
        except self._errors as error:
            raise refused(error) from error

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return the rows of a query."""
        try:
            found: list[tuple[object, ...]] = self._connection.execute(sql, list(values) or None).fetchall()
        except self._errors as error:
            raise refused(error) from error
        return found

    def batches(self, sql: str, size: int) -> RecordBatchReader:
        """Return the rows of a query in Arrow's form, so many at a time; meanwhile nothing else is asked here.

        Raises:
            Refused: the database does not do it.
        """
        try:
            return self._connection.sql(sql).to_arrow_reader(size)
        except self._errors as error:
            raise refused(error) from error

    def number(self, sql: str) -> int:
        """Return the one number that a query gives."""
        return int(str(self.rows(sql)[0][0]))

    def put(self, table: str, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[object]]) -> None:
        """Make a table of rows; each column is a quoted name and a type."""
        parts = [f"unnest(CAST(? AS {type_}[])) AS {name}" for name, type_ in columns]
        values = [[row[place] for row in rows] for place in range(len(columns))]
        self.run(f"CREATE OR REPLACE TABLE {table} AS SELECT {', '.join(parts)}", values)

    @contextmanager
    def lent(self, name: str, rows: object) -> Iterator[None]:
        """Let queries read, once, rows that another library yields in Arrow's form, as a table of a name.

        Raises:
            Refused: its columns are none.
        """
        try:
            self._connection.register(name, rows)
        except self._errors as error:
            raise refused(error) from error
        try:
            yield
        finally:
            self._connection.unregister(name)

    def drop(self, *tables: str) -> None:
        """Forget tables."""
        for table in tables:
            self.run(f"DROP TABLE IF EXISTS {table}")


def text(value: str) -> str:
    """Return a text as SQL has it."""
    return "'" + value.replace("'", "''") + "'"


def name(value: str) -> str:
    """Return the name of a column as SQL has it."""
    return '"' + value.replace('"', '""') + '"'


@contextmanager
def written_whole(file: File) -> Iterator[File]:
    """Give a place beside a file to write to, and put what was written there into it; nothing where that fails."""
    beside = file.parent / f".{file.name}.{uuid4().hex}.tmp"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield beside
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(file, error) from error


def write_whole(database: Database, select: str, file: File, form: str) -> None:
    """Write what a query gives into a file: beside its place first, and then into it."""
    with written_whole(file) as beside:
        database.run(f"COPY ({select}) TO {text(str(beside))} ({form})")


def is_installed() -> bool:
    """Tell whether what tables are read, concluded and written by is installed: DuckDB, numpy, and pyarrow."""
    return all(find_spec(each) is not None for each in ("duckdb", "numpy", "pyarrow"))


@contextmanager
def database(folder: str) -> Iterator[Database]:
    """Give an empty database; what it has no memory for lies in a folder meanwhile.

    Raises:
        FaultyInput: it, or what it works with, is not installed; or a file cannot be read by it.
    """
    if not is_installed():
        raise FaultyInput([Fault("bulk.not_installed")])
    import duckdb  # noqa: PLC0415 - it is long to load, and an extra

    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": MEMORY,
        "temp_directory": folder,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(config=settings) as connection:
        connection.execute("SET enable_progress_bar = false")  # it would be drawn over what the command prints
        connection.execute(
            "SET TimeZone = 'UTC'"
        )  # by that of the machine, moments would be other texts here and there
        try:
            yield Database(connection, duckdb.Error)
        except Refused as error:
            raise refusal("bulk.database", "DuckDB", reason=str(error)) from error
