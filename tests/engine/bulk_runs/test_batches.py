"""Batches of rows: columns of a database as arrays, results as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

from chamdiem.engine.bulk.arrays import FactArray
from chamdiem.engine.bulk.telling import WordArray
from chamdiem.engine.bulk_runs.batches import batch_of, batches_of, numbers_of, write_batches
from chamdiem.engine.bulk_runs.database import Refused, database, text
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from pathlib import Path

MASK = np.array([True, False, True])


def test_numbers_are_those_of_the_column() -> None:
    """Values and what is known of them come as they are, of any part of a column, and of none of its rows."""
    column = pa.array([1, None, 3, None, 5] * 5, pa.int32())
    batch = pa.RecordBatch.from_arrays([column], ["a"])
    for rows in (batch, batch.slice(1), batch.slice(9, 11), batch.slice(4, 1), batch.slice(0, 0)):
        values, known = numbers_of(rows, "a")
        told = values.tolist() if known is None else [v if k else None for v, k in zip(values, known, strict=True)]
        assert told == rows.column("a").to_pylist()


def test_results_are_written_as_they_are(tmp_path: Path) -> None:
    """Numbers, truths and words stand in the file, and nothing where they are not known, whatever lies there."""
    columns = {
        "n": FactArray(np.array([7, 10**6, -1], np.int32), MASK),
        "b": FactArray(np.array([True, False, True])),
        "w": WordArray(FactArray(np.array([0, 99, 1]), MASK), ("tot", "kha")),
    }
    with database(str(tmp_path)) as opened:
        write_batches(opened, iter([batch_of(columns)] * 5), tmp_path / "out.parquet", "parquet")
        found = opened.rows("SELECT * FROM read_parquet(?)", [str(tmp_path / "out.parquet")])
        assert found == [(7, True, "tot"), (None, False, None), (-1, True, "kha")] * 5
        described = opened.rows(f"DESCRIBE FROM {text(str(tmp_path / 'out.parquet'))}")
        assert [str(row[1]) for row in described] == [
            "INTEGER", "BOOLEAN", "VARCHAR",
        ]  # fmt: skip


def test_what_the_database_does_not_do_is_its_reason(tmp_path: Path) -> None:
    """An error that comes up on the way is told as that of the database, and not as one of the file."""
    failing = "SELECT CASE WHEN range = 9000 THEN error('reason') ELSE range END AS a FROM range(20000)"
    with pytest.raises(FaultyInput, match=r"bulk\.database"), database(str(tmp_path)) as opened:
        write_batches(opened, batches_of(opened, failing, 2048), tmp_path / "out.parquet", "parquet")
    with database(str(tmp_path)) as opened, pytest.raises(Refused, match="reason"):
        list(batches_of(opened, failing, 2048))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    """Where a file has no place, that is what is said, and nothing is left."""
    (tmp_path / "file").touch()
    with database(str(tmp_path)) as opened, pytest.raises(FaultyInput):
        write_batches(opened, batches_of(opened, "SELECT 1 AS a", 2048), tmp_path / "file" / "out.parquet", "parquet")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]
