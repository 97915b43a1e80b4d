"""The rubric of `peers` for a table in memory: the query that a program becomes, and one written by hand for it."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import duckdb
from engine_ours import RATINGS, Ours
from rubric import Criterion, Rubric, holds, make_meetings, make_rubric
from tables import Table, median

from chamdiem.engine.bulk.dialects import DIALECTS
from chamdiem.engine.bulk.query import query_of, rule_column
from chamdiem.engine.bulk_runs.database import Database
from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

MEETINGS, TIMES = 10_000, 10
ROUNDS = 5
TARGET = 0.6
OURS, RULES, HAND, HAND_RULES = "chamdiem", "chamdiem, rules", "by hand", "by hand, rules"


def measure() -> Table:
    """Compare every row of the four queries, then time them in turns."""
    rubric = make_rubric()
    queries = {
        OURS: _ours(rubric, with_rules=False),
        RULES: _ours(rubric, with_rules=True),
        HAND: _by_hand(rubric, with_rules=False),
        HAND_RULES: _by_hand(rubric, with_rules=True),
    }
    with duckdb.connect(config={"threads": 1}) as connection:
        database = Database(connection, duckdb.Error)
        database.run("SET enable_progress_bar = false")
        _fill(database, rubric)
        differing = [_differing(database, queries, one, other) for one, other in ((OURS, HAND), (RULES, HAND_RULES))]
        times: dict[str, list[float]] = {name: [] for name in queries}
        for _ in range(ROUNDS):
            for name, query in queries.items():
                times[name].append(_time(database, query))
    ratio = median([hand / ours for ours, hand in zip(times[RULES], times[HAND_RULES], strict=True)])
    return Table(
        title=(
            f"35 criteria × 4 bands, total, rating: {MEETINGS * TIMES:,} meetings in memory, one thread of DuckDB, by"
            f" the time of the processor; {sum(differing)} rows differ; ours / by hand, with rules: {ratio:.2f}"
            f" (≥ {TARGET})"
        ),
        header=("query", "median µs a meeting", "least µs"),
        rows=tuple((name, f"{median(found):.2f}", f"{min(found):.2f}") for name, found in times.items()),
    )


def _fill(database: Database, rubric: Rubric) -> None:
    """Make a table of meetings, each of which stands there several times."""
    meetings = make_meetings(rubric, MEETINGS)
    columns = [(f'"fact {name}"', "BIGINT") for name in rubric.facts]
    database.put("drawn", columns, [[meeting[name] for name in rubric.facts] for meeting in meetings])
    database.run(f"CREATE TABLE meetings AS SELECT drawn.* FROM drawn, range({TIMES})")
    database.drop("drawn")


def _ours(rubric: Rubric, *, with_rules: bool) -> str:
    program = Ours(rubric).program
    awards = [Key("award", str(each.number)) for each in rubric.criteria]
    wanted = (*awards, Key("total", ""), Key("rating", ""))
    text = query_of(program, DIALECTS["duckdb"], wanted=wanted, with_rules=with_rules).text.format(source="meetings")
    points = [f'"{each}" AS p{number}' for number, each in enumerate(awards, 1)]
    rules = [f'"{rule_column(each)}" AS r{number}' for number, each in enumerate(awards, 1)] if with_rules else []
    return (
        f'SELECT {", ".join([*points, *rules])}, "total" AS total, "rating" AS rating FROM ({text}) WHERE NOT conflict'
    )


def _by_hand(rubric: Rubric, *, with_rules: bool) -> str:
    """Return the query as one writes it who knows that nothing is missing: the band first, its points by the band."""
    bands = ", ".join(f"{_band(each)} AS r{each.number}" for each in rubric.criteria)
    points = ", ".join(f"{_points(each)} AS p{each.number}" for each in rubric.criteria)
    total = " + ".join(f"p{each.number}" for each in rubric.criteria)
    rating = (
        f"CASE WHEN total >= {rubric.tot} AND p1 = {rubric.criteria[0].maximum} THEN {RATINGS.index('tot')}"
        f" WHEN total >= {rubric.kha} THEN {RATINGS.index('kha')} ELSE {RATINGS.index('trung_binh')} END"
    )
    letters = "pr" if with_rules else "p"
    asked = ", ".join(f"{letter}{each.number}" for letter in letters for each in rubric.criteria)
    return (
        f"WITH banded AS (SELECT {bands} FROM meetings), scored AS (SELECT *, {points} FROM banded),"
        f" summed AS (SELECT *, {total} AS total FROM scored) SELECT {asked}, total, {rating} AS rating FROM summed"
    )


def _band(criterion: Criterion) -> str:
    *several, _ = criterion.bands
    ways = " ".join(f"WHEN {_held(criterion, place)} THEN {place}" for place in range(len(several)))
    return f"CASE {ways} ELSE {len(several)} END"


def _held(criterion: Criterion, place: int) -> str:
    test = holds(criterion, criterion.bands[place])
    for name in criterion.facts:
        test = test.replace(name, f'"fact {name}"')
    return test


def _points(criterion: Criterion) -> str:
    ways = " ".join(f"WHEN {place} THEN {band.points}" for place, band in enumerate(criterion.bands))
    return f"CASE r{criterion.number} {ways} END"


def _differing(database: Database, queries: Mapping[str, str], one: str, other: str) -> int:
    """Return how many different rows one of two queries gives and the other does not."""
    pairs = ((queries[one], queries[other]), (queries[other], queries[one]))
    return sum(
        database.number(f"SELECT count(*) FROM (FROM ({mine}) EXCEPT FROM ({theirs}))") for mine, theirs in pairs
    )


def _time(database: Database, query: str) -> float:
    """Return microseconds of the processor for a meeting."""
    start = process_time()
    database.run(f"CREATE OR REPLACE TABLE results AS {query}")
    return (process_time() - start) / (MEETINGS * TIMES) * 1e6
