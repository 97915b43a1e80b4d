"""The query of a framework in Spark, which needs Java: `requirements/warehouses.lock` has the rest of it."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.bulk.dialects import DIALECTS
from chamdiem.engine.bulk.query import query_of
from chamdiem.engine.bulk.query_text import QueryRequest, sql_of
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.rules.compile.program import Key
from concluding import compare, draw
from drawn.chance import seeded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.rules.compile.program import Program
    from concluding import Row

pytestmark = pytest.mark.nightly
SPARK = DIALECTS["spark"]
AN_PHU = Catalog().get("an-phu/2025")
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.sql.shuffle.partitions": "1",
}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Start Spark on this machine."""
    sql = pytest.importorskip("pyspark.sql", reason="pip install -r requirements/warehouses.lock")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    session = sql.SparkSession.builder.master("local[1]").config(map=SETTINGS).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def put(spark: Any, table: str, names: Sequence[str], rows: Sequence[Sequence[int | None]]) -> None:  # noqa: ANN401 - it has no types here
    """Make a table of whole numbers."""
    columns = ", ".join(f"{SPARK.named(name)} BIGINT" for name in names)
    spark.createDataFrame([list(row) for row in rows], columns).createOrReplaceTempView("given")
    spark.sql(f"CREATE OR REPLACE TEMPORARY VIEW {SPARK.named(table)} AS SELECT * FROM given")  # noqa: S608 - our own names


def concluded(spark: Any, program: Program, rows: Sequence[Row]) -> list[dict[str, object]]:  # noqa: ANN401 - as above
    """Return what the query of a program gives for some rows."""
    query = query_of(program, SPARK, kept=("row",))
    values = [[number, *(row.get(key) for key in query.inputs)] for number, row in enumerate(rows)]
    put(spark, "input", ["row", *map(str, query.inputs)], values)
    found = spark.sql(query.text.format(source="input") + " ORDER BY `row`").collect()
    return [row.asDict() for row in found]


@pytest.mark.parametrize("chunk", range(5))
def test_spark_concludes_the_same(chunk: int, spark: Any) -> None:  # noqa: ANN401 - as above
    """Spark, in its own dialect, gives each of 5,000 records what the interpreter concludes, whatever is missing."""
    for seed in range(10 * chunk, 10 * (chunk + 1)):
        program, rows = draw(seeded(f"bulk {seed}"), 100)
        compare(program, rows, concluded(spark, program, rows))


@pytest.mark.parametrize("name", Catalog().ids)
def test_spark_takes_every_framework(name: str, spark: Any) -> None:  # noqa: ANN401 - as above
    """The query of every framework that ships is one that Spark takes, and the facts are the same."""
    program = Catalog().get(name).program
    rows: list[Row] = [{}, dict.fromkeys(program.inputs, 1), dict.fromkeys(program.inputs, 0)]
    compare(program, rows, concluded(spark, program, rows))


def test_spark_writes_every_day(spark: Any) -> None:  # noqa: ANN401 - as above
    """A day is written as the calendar has it, in any year."""
    days = [1, 59, 60, 365, 366, 146_097, 693_595, 693_596, 738_000, 839_692, 839_693, 3_652_059]
    for day in days:
        (row,) = spark.sql(f"SELECT {SPARK.written.format(day=f'CAST({day} AS {SPARK.wide})')} AS day").collect()
        assert row["day"] == int(dt.date.fromordinal(day).strftime("%Y%m%d").zfill(8))


def test_spark_stops_where_a_number_is_too_large(spark: Any) -> None:  # noqa: ANN401 - as above
    """Nothing is concluded from a number that another one would be put in the place of."""
    whole = dict.fromkeys(AN_PHU.program.inputs, 1) | {Key("field", "present"): 2**62}
    with pytest.raises(Exception, match=r"OVERFLOW|OUT_OF_RANGE"):
        concluded(spark, AN_PHU.program, [whole])


@pytest.mark.parametrize("table", ["records", 'a "b" {c}; drop --', "hồ sơ", r"a\b", "a`b"])
def test_spark_takes_the_text_as_it_is_printed(table: str, spark: Any) -> None:  # noqa: ANN401 - as above
    """The text is one query, whatever the table is called."""
    inputs = sorted(map(str, AN_PHU.program.inputs))
    told = {"field present": 21, "field members_total": 22}
    put(spark, table, inputs, [[told.get(each) for each in inputs]])
    text = sql_of(AN_PHU, QueryRequest(layer="upper", dialect="spark", table=table, lang="en", with_rules=True))
    (row,) = spark.sql(text).collect()
    assert (row["least 2.1"], row["most 2.1"], row["award total"]) == (100, 400, None)
