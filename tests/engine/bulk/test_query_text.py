"""The query of a framework as people read it: what each column holds, and nothing that runs but the query."""

from __future__ import annotations

import duckdb
import pytest

from chamdiem.engine.bulk.query_text import QueryRequest, sql_of
from chamdiem.engine.reading.catalog import Catalog

AN_PHU = Catalog().get("an-phu/2025")


def test_every_input_is_explained() -> None:
    """Every column that the table needs has a line that says what it is and how it is stored."""
    told = sql_of(AN_PHU, QueryRequest(layer="self", dialect="duckdb", table="hồ sơ", lang="vi"))
    comments = [line for line in told.splitlines() if line.startswith("--")]
    for key in AN_PHU.program.inputs:
        (line,) = (each for each in comments if each.startswith(f"-- {key}: "))
        assert "; " in line
    assert "-- field present: Có mặt; số nguyên" in comments
    assert "-- theo nguồn thứ cấp" in comments


@pytest.mark.parametrize("table", ["records", 'a "b" {c}; drop --', "hồ sơ"])
def test_the_text_is_one_query_of_the_table(table: str) -> None:
    """A database takes the text as it stands, whatever the table is called, and gives a row for each of its rows."""
    told = sql_of(AN_PHU, QueryRequest(layer="upper", dialect="duckdb", table=table, lang="en", with_rules=True))
    name = '"' + table.replace('"', '""') + '"'
    with duckdb.connect() as connection:
        columns = ", ".join(f'"{key}" BIGINT' for key in sorted(AN_PHU.program.inputs))
        connection.execute(f"CREATE TABLE {name} ({columns})")
        connection.execute(f'INSERT INTO {name} ("field present", "field members_total") VALUES (21, 22)')  # noqa: S608 - the test's own name
        found = connection.execute(told)
        names = [each[0] for each in found.description or ()]
        (row,) = found.fetchall()
    result = dict(zip(names, row, strict=True))
    assert (result["least 2.1"], result["most 2.1"], result["award total"]) == (100, 400, None)
    assert {"by finding khong_co_du_thao", "conflict"} <= result.keys()
