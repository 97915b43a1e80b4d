"""CSV files brought into Parquet: the rows that the reader of single records sees, on the lines on which it sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chamdiem.engine.bulk_runs.csv_tables import csv_head, stored_csv
from chamdiem.engine.bulk_runs.database import database
from chamdiem.engine.grids.csv_grid import csv_cell, open_csv
from chamdiem.rules.records.faults import FaultyInput
from patience import SHARED
from row_by_row import compare

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chamdiem.rules.records.faults import Fault

Cells = dict[int, dict[int, str]]
"""What stands in the columns of lines."""


def by_database(file: Path) -> Cells:
    """Return what stands in the stored table of a file, its heading first."""
    target = file.with_suffix(".parquet")
    with database(str(file.parent)) as opened:
        stored_csv(opened, file, target)
    read = duckdb.read_parquet(str(target))
    rows = [read.columns, *read.fetchall()]
    first = csv_head(file).above + 1
    return {line: told for line, row in enumerate(rows, first) if (told := _cells(row))}


def _cells(row: object) -> dict[int, str]:
    assert isinstance(row, list | tuple)
    return {column: str(csv_cell(cell)) for column, cell in enumerate(row, 1) if cell is not None and cell.strip()}


def by_reader(file: Path) -> Cells:
    """Return what the reader of single records sees; its heading is the first row in which something stands."""
    return {row.number: dict(row.texts) for row in open_csv(file).rows if row.texts}


@example('a,b\n"c"x,d\n')
@example('a,b\n"c,d\n')
@example("a,b\n#c,d\n")
@example("sep=;\na;b\nc,d;e\n")
@example("\n\na,b\n\nc\n\n\nd,e,f\n\n")
@example("a,b\rc,d\n\r\ne,f\r\n")
@example('a,"b\nb"\nc,"d\r\n"\n')
@example("a,a,A,,\nb,c,d,e,f,g\n")
@given(st.text(st.sampled_from('ab,;"\n\r \t'), min_size=1, max_size=24))
@settings(max_examples=20, deadline=None, suppress_health_check=SHARED)
def test_the_rows_are_those_of_the_other_reader(tmp_path: Path, content: str) -> None:
    """Of any text, every cell is in its column and on its line; or both readers say the same of it."""
    file = tmp_path / f"{uuid4()}.csv"
    file.write_text(content, "utf-8", newline="")
    expected, found = told(by_reader, file), told(by_database, file)
    assert found == expected or (expected == {} and isinstance(found, tuple))


def told(read: Callable[[Path], Cells], file: Path) -> Cells | tuple[Fault, ...]:
    """Return what a reader sees, or why it sees nothing."""
    try:
        return read(file)
    except FaultyInput as error:
        return error.faults


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        ("a,b\n".encode("utf-16"), "file.utf16"),
        (b"a,b\n1,\xe9\n", "file.not_utf8"),
        (b"PK\x03\x04\xff", "table.csv_is_workbook"),
        (b"\xff\xd8\xff\xe0", "file.picture"),
    ],
)
def test_what_is_no_such_text_is_refused_as_ever(content: bytes, code: str, tmp_path: Path) -> None:
    """A file that is none, or in other letters, is refused in the words in which a single record's is."""
    file = tmp_path / "bang.csv"
    file.write_bytes(content)
    with pytest.raises(FaultyInput, match=code) as expected:
        list(open_csv(file).rows)
    with pytest.raises(FaultyInput) as told:
        by_database(file)
    assert told.value.faults == expected.value.faults
    assert list(tmp_path.iterdir()) == [file]


def test_rows_of_any_length_are_told_of_on_their_lines(tmp_path: Path) -> None:
    """Blank lines, short rows, cells beside the table, and what only Excel makes are what they are row by row."""
    file = tmp_path / "bang.csv"
    lines = [
        "sep=;",
        "cell_id;framework;period;date;meeting_kind;present;;members_total",
        "A;an-phu/2025;2025-11;2025-11-05;thường kỳ;18;;20",
        "",
        "B;an-phu/2025",
        "C;an-phu/2025;2025-11;2025-11-05;thường kỳ;18;bên cạnh;20;và ngoài",
        "1234567890123450;an-phu/2025;2025-11;2025-11-05;thường kỳ;18;;20",
        "E;an-phu/2025;2025-11;2025-11-05;=A1;18;;20",
        "",
    ]
    file.write_text("\n".join(lines), "utf-8")
    compare(file, [2])
