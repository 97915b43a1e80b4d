"""Arrow files: read as what they are, or refused in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pytest

from chamdiem.engine.bulk_runs.arrow import stored_arrow
from chamdiem.engine.bulk_runs.database import database
from chamdiem.rules.records.faults import FaultyInput
from many_rows import chance_of

if TYPE_CHECKING:
    from pathlib import Path

ROWS = pa.table(
    {
        "cell_id": pa.array(["VD-01", "VD-02", None]),
        "present": pa.array([18, None, 20], pa.int16()),
        "meeting_kind": pa.array(["regular", "regular", "combined"]).dictionary_encode(),
        "date": pa.array(["2025-11-05", "2025-11-06", None]).cast(pa.date32()),
        "agenda_steps_done": pa.array([True, False, None]),
        "self.answers.3.1": pa.array(["3", None, "2.5"]).cast(pa.decimal128(5, 2)),
        "note": pa.array(["Nguyễn", "", None], pa.string_view()),
    }
)


def written(file: Path, table: pa.Table, *, stream: bool = False, **how: Any) -> Path:  # noqa: ANN401 - as pyarrow has it
    """Write a table in batches of two rows."""
    make = pa.ipc.new_stream if stream else pa.ipc.new_file
    with make(str(file), table.schema, options=pa.ipc.IpcWriteOptions(**how)) as writer:
        writer.write_table(table, max_chunksize=2)
    return file


def stored(file: Path) -> list[tuple[Any, ...]]:
    """Return the rows of the Parquet file that an Arrow file is brought into."""
    target = file.with_suffix(".parquet")
    with database(str(file.parent)) as opened:
        stored_arrow(opened, file, target)
    return duckdb.read_parquet(str(target)).fetchall()


@pytest.mark.parametrize("how", [{}, {"compression": "zstd"}, {"compression": "lz4"}, {"stream": True}])
def test_rows_are_what_they_are(how: dict[str, Any], tmp_path: Path) -> None:
    """Every cell stays what it is, in its order, whether the file is packed, or is a stream."""
    assert stored(written(tmp_path / "bang.arrow", ROWS, **how)) == [tuple(row.values()) for row in ROWS.to_pylist()]


@pytest.mark.parametrize("content", [b"", b"ARROW", b"PAR1" * 9, b"FEA1" + bytes(40), b"a,b\n1,2\n"])
def test_what_is_no_arrow_file_is_refused(content: bytes, tmp_path: Path) -> None:
    """A file that does not begin as Arrow's do is called by no other name."""
    (tmp_path / "bang.arrow").write_bytes(content)
    with pytest.raises(FaultyInput, match=r"bulk\.no_arrow_file"):
        stored(tmp_path / "bang.arrow")


def test_columns_without_cells_are_told_at_once(tmp_path: Path) -> None:
    """Lists, structures and bytes are no cells: each such column is named with its type."""
    odd = {"a": pa.array([[1]]), "b": pa.array([{"x": 1}]), "c": pa.array([b"x"]), "d": pa.array(["x"])}
    with pytest.raises(FaultyInput) as error:
        stored(written(tmp_path / "bang.feather", pa.table(odd)))
    assert [(fault.code, fault.details["name"]) for fault in error.value.faults] == [
        ("bulk.column_type", name) for name in "abc"
    ]
    assert error.value.faults[0].details["type"] == "list<item: int64>"


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    """Of a file that ends too early nothing is left behind."""
    file = written(tmp_path / "bang.arrow", ROWS)
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(FaultyInput, match=r"bulk\.arrow"):
        stored(file)
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(10))
def test_a_changed_file_is_read_or_refused(seed: int, tmp_path: Path) -> None:
    """Whatever bytes of a file are changed, it is read or refused, and the program goes on."""
    chance = chance_of(seed)
    ways: list[dict[str, Any]] = [{}, {"compression": "zstd"}, {"compression": "lz4"}, {"stream": True}]
    whole = [written(tmp_path / "bang.arrow", ROWS, **how).read_bytes() for how in ways]
    refused = 0
    for _ in range(150):
        content = bytearray(chance.choice(whole))
        for _ in range(chance.choice((1, 1, 2, 5))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        (tmp_path / "bang.arrow").write_bytes(content)
        try:
            stored(tmp_path / "bang.arrow")
        except FaultyInput:
            refused += 1
    assert refused > 50
