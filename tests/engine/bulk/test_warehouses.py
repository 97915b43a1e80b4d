"""The query of a framework in databases that are too large for every run: `requirements/warehouses.lock` has them."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.bulk.dialects import DIALECTS
from chamdiem.engine.bulk.query import CONFLICT, query_of
from chamdiem.engine.bulk.query_text import QueryRequest, sql_of
from chamdiem.engine.reading.catalog import Catalog
from concluding import compare, draw
from drawn.chance import seeded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.rules.compile.program import Program
    from concluding import Row

pytestmark = pytest.mark.nightly
CLICKHOUSE = DIALECTS["clickhouse"]
AN_PHU = Catalog().get("an-phu/2025")


@pytest.fixture(scope="module")
def clickhouse() -> Iterator[Any]:
    """Start ClickHouse within this process."""
    pytest.importorskip("chdb", reason="pip install -r requirements/warehouses.lock")
    session = pytest.importorskip("chdb.session").Session()
    session.query("CREATE DATABASE proof ENGINE = Memory")
    session.query("USE proof")  # the one that is there at first takes some names for those of files
    yield session
    session.close()


def asked(clickhouse: Any, sql: str) -> list[dict[str, object]]:  # noqa: ANN401 - it has no types
    """Return the rows of a query, by the names of its columns."""
    settings = "SETTINGS output_format_json_quote_64bit_integers = 0"
    return list(json.loads(str(clickhouse.query(f"{sql} {settings}", "JSON")))["data"])


def concluded(clickhouse: Any, program: Program, rows: Sequence[Row]) -> list[dict[str, object]]:  # noqa: ANN401
    """Return what the query of a program gives for some rows."""
    query = query_of(program, CLICKHOUSE, kept=("row",))
    columns = "".join(f", {CLICKHOUSE.named(str(key))} Nullable(Int64)" for key in query.inputs)
    clickhouse.query("DROP TABLE IF EXISTS input")
    clickhouse.query(f'CREATE TABLE input ("row" Int64{columns}) ENGINE = Memory')
    values = [[number, *(row.get(key) for key in query.inputs)] for number, row in enumerate(rows)]
    told = ", ".join("(" + ", ".join("NULL" if each is None else str(each) for each in row) + ")" for row in values)
    clickhouse.query(f"INSERT INTO input VALUES {told}")  # noqa: S608 - nothing but numbers
    found = asked(clickhouse, query.text.format(source="input") + ' ORDER BY "row"')
    return [{**row, CONFLICT: bool(row[CONFLICT])} for row in found]


@pytest.mark.parametrize("chunk", range(5))
def test_clickhouse_concludes_the_same(chunk: int, clickhouse: Any) -> None:  # noqa: ANN401 - as above
    """ClickHouse, in its own dialect, gives each of 5,000 records what the interpreter concludes, whatever is missing."""
    for seed in range(10 * chunk, 10 * (chunk + 1)):
        program, rows = draw(seeded(f"bulk {seed}"), 100)
        compare(program, rows, concluded(clickhouse, program, rows))


@pytest.mark.parametrize("name", Catalog().ids)
def test_clickhouse_takes_every_framework(name: str, clickhouse: Any) -> None:  # noqa: ANN401 - as above
    """The query of every framework that ships is one that ClickHouse takes, and the facts are the same."""
    program = Catalog().get(name).program
    rows: list[Row] = [{}, dict.fromkeys(program.inputs, 1), dict.fromkeys(program.inputs, 0)]
    compare(program, rows, concluded(clickhouse, program, rows))


def test_clickhouse_writes_every_day(clickhouse: Any) -> None:  # noqa: ANN401 - as above
    """A day is written as the calendar has it, in any year."""
    days = [1, 59, 60, 365, 366, 146_097, 693_595, 693_596, 738_000, 839_692, 839_693, 3_652_059]
    for day in days:
        (row,) = asked(clickhouse, f"SELECT {CLICKHOUSE.written.format(day=f'CAST({day} AS Nullable(Int256))')} AS day")
        assert int(str(row["day"])) == int(dt.date.fromordinal(day).strftime("%Y%m%d").zfill(8))


@pytest.mark.parametrize("table", ["records", 'a "b" {c}; drop --', "hồ sơ", r"a\b"])
def test_clickhouse_takes_the_text_as_it_is_printed(table: str, clickhouse: Any) -> None:  # noqa: ANN401 - as above
    """The text is one query, whatever the table is called."""
    name = CLICKHOUSE.named(table)
    columns = ", ".join(f'"{key}" Nullable(Int64)' for key in sorted(AN_PHU.program.inputs))
    clickhouse.query(f"CREATE TABLE {name} ({columns}) ENGINE = Memory")
    clickhouse.query(f'INSERT INTO {name} ("field present", "field members_total") VALUES (21, 22)')  # noqa: S608
    told = sql_of(AN_PHU, QueryRequest(layer="upper", dialect="clickhouse", table=table, lang="en", with_rules=True))
    (row,) = asked(clickhouse, told)
    assert (row["least 2.1"], row["most 2.1"], row["award total"]) == (100, 400, None)
