"""What stands over the columns of stored tables: told of as it stands there, whatever a database makes of it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.engine.bulk_runs.arrow import stored_arrow
from chamdiem.engine.bulk_runs.database import database
from chamdiem.engine.bulk_runs.inputs import Source
from chamdiem.engine.bulk_runs.stored_names import stored_names
from chamdiem.rules.records.faults import FaultyInput
from scored_tables import task_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from chamdiem.rules.records.faults import Path as FactPath

DAY = "Ngày họp"


@given(st.lists(st.sampled_from(["", " ", "a", "A", "a ", "ă", "Ă", "b"])))
def test_no_two_names_are_one(names: list[str]) -> None:
    """A database keeps all columns apart, and whoever reads a name without the blanks around it sees what stood there."""
    found = stored_names(names)
    assert len({each.lower() for each in found}) == len(names)
    assert [each.strip() for each in found] == [each.strip() for each in names]
    assert all(found)


def stored(folder: Path, suffix: str, columns: list[tuple[str, Any]]) -> Source:
    """Write columns, of names and arrays, into a file, and return what is read in its place."""
    file, target = folder / f"bang{suffix}", folder / "bang.parquet"
    table = pa.Table.from_arrays([array for _, array in columns], names=[name for name, _ in columns])
    if suffix == ".parquet":
        pq.write_table(table, file)
    else:
        with pa.ipc.new_file(str(file), table.schema) as writer:
            writer.write_table(table)
        with database(str(folder)) as opened:
            stored_arrow(opened, file, target)
    return Source(file=str(file), stored=str(target), rows=1)


def heading(folder: Path, source: Source) -> Mapping[int, FactPath]:
    """Return where the cells of each column of a file belong."""
    with database(str(folder)) as opened:
        return task_in(folder).reading.heading(opened, source).columns


WORDS = pa.array(["x"])


@pytest.mark.parametrize("suffix", [".parquet", ".arrow"])
def test_names_are_told_of_as_they_stand_there(suffix: str, tmp_path: Path) -> None:
    """A column that is there twice is called by its own name, and not by what a database makes of it."""
    columns = [("cell_id", WORDS), ("present", WORDS), ("Present", WORDS), ("khen", WORDS), ("khen", WORDS)]
    with pytest.raises(FaultyInput) as error:
        heading(tmp_path, stored(tmp_path, suffix, columns))
    told = [(fault.code, fault.details["name"]) for fault in error.value.faults]
    assert told == [("table.repeated_column", "Present"), *[("table.unknown_column", "khen")] * 2]


def test_letters_in_pieces_are_the_same_name(tmp_path: Path) -> None:
    """A name as macOS writes it is the name that everybody writes; over some columns nothing stands."""
    columns = [("cell_id", WORDS), (unicodedata.normalize("NFD", DAY), WORDS), (" ", WORDS)]
    assert heading(tmp_path, stored(tmp_path, ".parquet", columns)) == {1: ("cell_id",), 2: ("date",)}


def test_columns_without_cells_are_told_at_once(tmp_path: Path) -> None:
    """Lists, structures and bytes are no cells, in Parquet too: each such column is named with its type."""
    odd = [
        ("cell_id", WORDS),
        ("cell_name", pa.array([b"x"])),
        ("place", pa.array([["x"]])),
        ("chair", pa.array([{"x": 1}])),
        ("sai", WORDS),
    ]
    with pytest.raises(FaultyInput) as error:
        heading(tmp_path, stored(tmp_path, ".parquet", odd))
    told = [(fault.code, fault.details["name"]) for fault in error.value.faults]
    unfit = [("bulk.column_type", name) for name in ("cell_name", "place", "chair")]
    assert sorted(told) == [*sorted(unfit), ("table.unknown_column", "sai")]
