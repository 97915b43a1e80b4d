"""Cells of a column as facts: each value as its reader reads it, and whatever it refuses left in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from chamdiem.engine.bulk_runs.columns import FactCells, Made, cell_key_sql, is_plain_id
from chamdiem.engine.bulk_runs.database import Database, database
from chamdiem.engine.grids.grids import cell_text
from chamdiem.rules.records.identity import key_of
from chamdiem.rules.records.scalars import ScalarError
from many_rows import chance_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path


@pytest.fixture
def opened() -> Iterator[Database]:
    """Give an empty database."""
    with duckdb.connect() as connection:
        yield Database(connection, duckdb.Error)


def read_number(cell: str) -> int:
    """Read a number in halves, as a strict reader does."""
    if cell.startswith("-") or cell == "9":
        raise ScalarError("scalar.count", cell)
    return int(float(cell) * 2)


def read_name(cell: str) -> str:
    """Read a name; one with an exclamation mark is none."""
    if "!" in cell:
        raise ScalarError("scalar.no_name", cell)
    return cell


def made_of(
    opened: Database, type_: str, values: Sequence[object], make: Callable[[FactCells], Made]
) -> list[tuple[object, bool]]:
    """Return what becomes of the cells of a column, and which of them are in doubt."""
    opened.put("cells", [("n", "BIGINT"), ("c1", type_)], list(enumerate(values)))
    made = make(FactCells(opened, "cells", "made", cell_text))
    rows = opened.rows(f"SELECT {made.value}, COALESCE({made.doubt}, FALSE) FROM cells {made.join} ORDER BY n")  # noqa: S608 - of names of ours
    return [(value, bool(doubt)) for value, doubt in rows]


@pytest.mark.parametrize("type_", ["DOUBLE", "FLOAT", "DECIMAL(5, 2)", "VARCHAR"])
@pytest.mark.parametrize("more", [0, 40])
def test_every_value_is_what_its_reader_reads(opened: Database, type_: str, more: int) -> None:
    """Numbers are read as their texts are, be they few or many; a value that is refused leaves its rows in doubt."""
    values = ["2.5", "18", None, "9", "2.5", *(f"{100 + number}.5" for number in range(more))]
    told = made_of(opened, type_, values, lambda cells: cells.read("c1", type_, read_number, "BIGINT"))
    assert [value for value, _ in told[:5]] == [5, 36, None, None, 5]
    assert [doubt for _, doubt in told] == [value == "9" for value in values]
    assert [value for value, _ in told[5:]] == [2 * (100 + number) + 1 for number in range(more)]


def test_nought_and_what_is_written_as_less_are_not_taken_for_one(opened: Database) -> None:
    """To a database 0 and −0 are one value: where both stand, each is left to whoever reads its row."""
    read = lambda cells: cells.read("c1", "DOUBLE", read_number, "BIGINT")  # noqa: E731 - said once
    assert made_of(opened, "DOUBLE", ["0.0", "1", "-0.0"], read) == [(None, True), (2, False), (None, True)]
    assert made_of(opened, "DOUBLE", ["0.0", "1"], read) == [(0, False), (2, False)]
    assert made_of(opened, "DOUBLE", ["-0.0", "1"], read) == [(None, True), (2, False)]


def test_ids_of_any_letters_are_read(opened: Database) -> None:
    """An id with blanks or Vietnamese letters is read as a single record's; what is no id stays as it is, in doubt."""
    values = ["CB-1", "Chi bộ 1", "  Tổ  2 ", "sai!", None, "007"]
    told = made_of(opened, "VARCHAR", values, lambda cells: cells.ids("c1", "VARCHAR", read_name))
    assert told == [
        ("CB-1", False), ("Chi bộ 1", False), ("Tổ  2", False), ("sai!", True), (None, False), ("007", False),
    ]  # fmt: skip


def test_of_plain_ids_none_is_asked_for(opened: Database) -> None:
    """A column of plain ids is taken as it stands."""
    opened.put("cells", [("c1", "VARCHAR")], [("CB-1",), ("007",)])
    assert FactCells(opened, "cells", "made", cell_text).ids("c1", "VARCHAR", read_name) == Made("c1", is_plain=True)


def test_keys_of_plain_ids_are_those_of_any(opened: Database) -> None:
    """Two plain ids are of one cell where `identity` says so, capitals and noughts before a number left out."""
    chance = chance_of(3)
    parts = ["CB", "cb", "0", "00", "07", "7", "10", "a0", ".0", ".", "-", "_", "/", "9", "Z", "0a"]
    ids = [
        "7.0",
        "07.0",
        "007",
        "0",
        "00",
        *("".join(chance.choices(parts, k=chance.randint(1, 5))) for _ in range(3000)),
    ]
    opened.put("cells", [("c1", "VARCHAR")], [(each,) for each in ids])
    found = opened.rows(f"SELECT c1, {cell_key_sql('c1')} FROM cells WHERE {is_plain_id('c1')}")  # noqa: S608 - of names of ours
    assert len(found) > 1000
    assert [(own, key) for own, key in found if key != key_of(str(own))] == []


def test_nothing_is_drawn_over_what_a_command_prints(tmp_path: Path) -> None:
    """A long query of the database shows no progress of its own."""
    with database(str(tmp_path)) as opened:
        assert opened.rows("SELECT current_setting('enable_progress_bar')") == [(False,)]
