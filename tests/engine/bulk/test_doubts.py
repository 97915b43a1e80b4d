"""Rows whose fields may contradict each other: whoever breaks a relation is among them."""

from __future__ import annotations

import datetime as dt

import duckdb

from chamdiem.engine.bulk.dialects import DIALECTS
from chamdiem.engine.bulk.doubts import doubtful
from chamdiem.engine.bulk_runs.database import Database
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.meeting import MEETING
from chamdiem.rules.records.shape import check_values
from many_rows import chance_of

DUCKDB = DIALECTS["duckdb"]
TODAY = dt.date(2025, 11, 20)
FIELDS = [field for field in MEETING.fields if field.is_fact]
TYPES = {FieldType.DATE: (739_560, 739_580), FieldType.TIME: (1080, 1090)}


def test_whatever_breaks_a_relation_is_doubtful() -> None:
    """No record that `check` refuses for how its fields fit together passes the test of a query."""
    chance = chance_of(1)
    rows = []
    for _ in range(3000):
        row: dict[str, int | str] = {}
        for field in FIELDS:
            low, high = TYPES.get(
                field.type, (0, len(field.words or (0, 1)) - 1 if field.type is not FieldType.COUNT else 4)
            )
            if chance.random() < 0.8:
                row[field.name] = chance.randint(low, high)
        if chance.random() < 0.8:
            row["period"] = f"2025-{chance.randint(9, 12):02}"
        if chance.random() < 0.3 and isinstance(date := row.get("date"), int):
            row["date"] = date - chance.choice((0, 30, 120, 200))
        rows.append(row)
    names = [field.name for field in FIELDS]
    with duckdb.connect() as connection:
        typed = [("n", "BIGINT"), ("period", "VARCHAR")]
        typed += [(DUCKDB.named(str(Key("field", name))), "BIGINT") for name in names]
        values = [[n, row.get("period"), *(row.get(name) for name in names)] for n, row in enumerate(rows)]
        Database(connection, duckdb.Error).put("input", typed, values)
        test = doubtful(MEETING, DUCKDB, [*names, "period"], TODAY)
        found = connection.execute(f"SELECT n FROM input WHERE {test}").fetchall()  # noqa: S608 - the test's own names
    doubted = {n for (n,) in found}
    by_name = MEETING.by_name
    wrong = set()
    for n, row in enumerate(rows):
        told = {name: by_name[name].value_of(value) if isinstance(value, int) else value for name, value in row.items()}
        if check_values(MEETING, told, TODAY):
            wrong.add(n)
    assert wrong <= doubted
    assert len(doubted) < len(rows)
