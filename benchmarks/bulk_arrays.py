"""The shipped frameworks for a table in memory: by arrays, and by the query that `bulk sql` prints, values missing."""

from __future__ import annotations

import random
from time import process_time
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
from tables import Table, median

from chamdiem.engine.bulk.array_program import ArrayProgram
from chamdiem.engine.bulk.arrays import FactArray, whole
from chamdiem.engine.bulk.dialects import DIALECTS
from chamdiem.engine.bulk.query import CONFLICT, query_of, rule_column
from chamdiem.engine.bulk.results import Results
from chamdiem.engine.bulk_runs.database import Database
from chamdiem.engine.bulk_runs.layers import BATCH
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.compile.program import Program

DUCKDB = DIALECTS["duckdb"]
RECORDS, TIMES, ROUNDS = 5_000, 20, 5
MISSING = 0.05


def measure() -> Table:
    """Compare both on every record, then time them in turns."""
    return Table(
        title=(
            f"{RECORDS * TIMES:,} records in memory, {MISSING:.0%} missing: points, bounds, rating, findings with the"
            " numbers of rules; µs of the processor a record"
        ),
        header=("framework", "columns", "differing", "query", "arrays", "times as fast"),
        rows=tuple(map(_row, Catalog().all())),
    )


def _row(loaded: LoadedFramework) -> tuple[str, ...]:
    program = loaded.program
    results = Results(loaded.framework, program)
    wanted = [
        key for subject in results.subjects for key in (Key(kind, subject) for kind in ("award", "least", "most"))
    ]
    wanted += [Key("rating"), *(Key("finding", each.id) for each in loaded.framework.findings)]
    query = query_of(program, DUCKDB, wanted=wanted, with_rules=True)
    sql = query.text.format(source="input")
    arrays = ArrayProgram(program, query.facts)
    with duckdb.connect(config={"threads": 1}) as connection:
        database = Database(connection, duckdb.Error)
        _fill(database, program)
        inputs = {key: _column(connection.execute("FROM input").fetchnumpy()[str(key)]) for key in query.inputs}
        told, found = connection.execute(sql).fetchnumpy(), arrays.conclude(inputs, RECORDS * TIMES)
        differing = found.conflict != told[CONFLICT]
        pairs = [(str(key), found.column(key)) for key in query.facts]
        pairs += [(rule_column(key), found.rule(key)) for key in query.rules]
        for name, (own, there) in pairs:
            values, known = _column(told[name])
            differing |= (whole(known, RECORDS * TIMES) != whole(there, RECORDS * TIMES)) | (
                whole(known, RECORDS * TIMES) & (own != values)
            )
        times: list[tuple[float, float]] = []
        for _ in range(ROUNDS):
            start = process_time()
            database.run(f"CREATE OR REPLACE TABLE results AS {sql}")
            half = process_time()
            _concluded(arrays, inputs)
            times.append((half - start, process_time() - half))
    several = len(query.facts) + len(query.rules)
    apart = int(np.sum(differing & ~found.conflict))
    each = (median([pair[place] for pair in times]) / (RECORDS * TIMES) * 1e6 for place in (0, 1))
    ratio = median([one / other for one, other in times])
    return loaded.id, str(several), str(apart), *(f"{one:.2f}" for one in each), f"{ratio:.1f}"


def _concluded(arrays: ArrayProgram, inputs: dict[Key, FactArray]) -> None:
    """Conclude so many records at once as `bulk score` does."""
    for first in range(0, RECORDS * TIMES, BATCH):
        some = slice(first, min(first + BATCH, RECORDS * TIMES))
        given = {
            key: FactArray(values[some], None if known is None else known[some])
            for key, (values, known) in inputs.items()
        }
        arrays.conclude(given, some.stop - some.start)


def _fill(database: Database, program: Program) -> None:
    """Make a table of facts at and beside the ends of rules."""
    draw = random.Random(1)  # noqa: S311 - drawn to be repeated, not to be secret
    ends: dict[Key, set[int]] = {key: {0, 1} for key in program.inputs}
    for rule in program.rules:
        for fact, *several in rule.when:
            if fact in ends:
                ends[fact] |= {max(0, end + by) for end in several if end is not None for by in (-1, 0, 1)}
    drawn = {key: sorted(ends[key]) for key in sorted(program.inputs)}
    rows = [
        [draw.choice(values) if draw.random() >= MISSING else None for values in drawn.values()] for _ in range(RECORDS)
    ]
    database.put("drawn", [(DUCKDB.named(str(key)), "BIGINT") for key in drawn], rows)
    database.run(f"CREATE TABLE input AS SELECT drawn.* FROM drawn, range({TIMES})")


def _column(values: Any) -> FactArray:  # noqa: ANN401 - an array, masked or not
    return FactArray(np.ma.getdata(values), ~np.ma.getmaskarray(values))
