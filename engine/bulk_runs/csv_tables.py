"""CSV files brought into Parquet, every cell as the text that it is.

A file that is plainly CSV is read by the database. Any other one is read as that of single records is, row by row, with
rows that are blank, shorter or longer than the heading.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.database import Refused, text, write_whole
from chamdiem.engine.bulk_runs.stored_names import stored_names
from chamdiem.engine.files.contents import lines_of, reading
from chamdiem.engine.grids.csv_grid import MAX_LINE, ZIP, csv_rows
from chamdiem.engine.grids.grids import MAX_HEADING_ROWS
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path as File

    from pyarrow import RecordBatch

    from chamdiem.engine.bulk_runs.database import Database

_BLANK = (b"\n\n", b"\n\r", b"\r\r")
"""Where a line is blank, or a cell has one: the database leaves out such a line, and what is below moves up."""
_CHUNK = 1 << 22
_AT_ONCE = 10_240


@dataclass(frozen=True, slots=True)
class CsvHead:
    """The heading of a CSV file, what divides its cells, and how many lines stand above it."""

    above: int
    names: tuple[str, ...]
    sign: str


def csv_head(file: File) -> CsvHead:
    """Return the first row of a file that is not blank.

    Raises:
        FaultyInput: there is none, or the file is no such text.
    """
    rows = _rows(file)
    try:
        number, names, sign = next(row for row in rows if any(map(str.strip, row[1])))
    except StopIteration:
        raise refusal("file.empty", file) from None
    finally:
        rows.close()
    return CsvHead(number - 1, tuple(names), sign)


def stored_csv(database: Database, file: File, target: File) -> None:
    """Bring a CSV file into Parquet: the first row names the columns, every cell is a text.

    Raises:
        FaultyInput: it is no such file; the sentence names its line.
    """
    head = csv_head(file)
    if _is_plain(file, head):
        try:
            _store(database, file, head, target)
        except Refused:  # which row it is, and why, the other reader says in words of ours
            pass
        else:
            return
    from chamdiem.engine.bulk_runs.batches import write_batches  # noqa: PLC0415 - as DuckDB, see `database`

    write_batches(database, _batches(file, head), target, "parquet")


def _batches(file: File, head: CsvHead) -> Iterator[RecordBatch]:
    """Yield the rows below the heading, all of them as wide, with those that are blank between them."""
    from chamdiem.engine.bulk_runs.batches import batch_of_texts  # noqa: PLC0415 - as above

    width = max(len(cells) for _, cells, _ in _rows(file))
    names = stored_names([*head.names, *[""] * (width - len(head.names))])
    rows = _below(file, head, width)
    yield batch_of_texts(names, list(islice(rows, _AT_ONCE)))
    while several := list(islice(rows, _AT_ONCE)):
        yield batch_of_texts(names, several)


def _below(file: File, head: CsvHead, width: int) -> Iterator[list[str]]:
    blank, last = [""] * width, head.above + 1
    for number, cells, _ in _rows(file):
        if number > last:
            yield from repeat(blank, number - last - 1)
            yield [*cells, *blank[len(cells) :]]
            last = number


def _rows(file: File) -> Generator[tuple[int, list[str], str], None, None]:
    with reading(file) as stream:
        if stream.read(len(ZIP)) == ZIP:
            raise refusal("table.csv_is_workbook", file)
    lines = lines_of(file, MAX_LINE)
    first = list(islice(lines, MAX_HEADING_ROWS))
    if first:
        yield from csv_rows("".join(first), chain(first, lines), str(file))


def _is_plain(file: File, head: CsvHead) -> bool:
    """Tell whether the heading is one line, the first one, and no line is blank."""
    if head.above or any(sign in name for name in head.names for sign in '\n\r"'):
        return False
    with reading(file) as stream:
        before = b""
        while chunk := stream.read(_CHUNK):
            if any(each in before + chunk for each in _BLANK):
                return False
            before = chunk[-1:]
    return True


def _store(database: Database, file: File, head: CsvHead, target: File) -> None:
    columns = ", ".join(f"{text(each)}: 'VARCHAR'" for each in stored_names(head.names))
    manner = "auto_detect=false, header=false, skip=1, strict_mode=true, encoding='utf-8', quote='\"', escape='\"'"
    read = f"read_csv({text(str(file))}, {manner}, delim={text(head.sign)}, columns={{{columns}}})"
    write_whole(database, f"SELECT * FROM {read}", target, "FORMAT parquet")
