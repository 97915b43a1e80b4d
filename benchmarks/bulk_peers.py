"""The rubric of `peers` for a table: our arrays, our query, one by hand, and what else reckons in columns."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import duckdb
from column_process import ColumnProcess
from engine_ours import RATINGS, Ours
from pyarrow.parquet import ParquetFile
from rubric import Criterion, Rubric, holds, make_meetings, make_rubric
from tables import Table, median

from chamdiem.engine.bulk.array_program import ArrayProgram
from chamdiem.engine.bulk.dialects import DIALECTS
from chamdiem.engine.bulk.query import query_of, rule_column
from chamdiem.engine.bulk_runs.batches import batch_of, numbers_of, write_batches
from chamdiem.engine.bulk_runs.database import Database
from chamdiem.engine.bulk_runs.layers import BATCH
from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pyarrow import RecordBatch

    from chamdiem.engine.bulk.array_program import ConcludedArrays
    from chamdiem.engine.bulk.arrays import FactArray

MEETINGS, TIMES = 10_000, 10
ROUNDS = 5
TARGET, FISCA_TARGET, FILES_TARGET = 0.6, 0.7, 1.0
ARRAYS, OURS, RULES = "chamdiem, rules", "chamdiem's query", "chamdiem's query, rules"
HAND, HAND_RULES = "a query by hand", "a query by hand, rules"
FISCA, TRACED, FILES = "OpenFisca-core, trace", "OpenFisca-core, trace, rules", ", files"
_COPY = "COPY ({query}) TO '{folder}/scored.parquet' (FORMAT parquet)"


def measure() -> Table:
    """Compare every row that each of them gives, then time them in turns."""
    rubric = make_rubric()
    queries = {
        OURS: _ours(rubric, with_rules=False),
        RULES: _ours(rubric, with_rules=True),
        HAND: _by_hand(rubric, with_rules=False),
        HAND_RULES: _by_hand(rubric, with_rules=True),
    }
    times: dict[str, list[float]] = defaultdict(list)
    with duckdb.connect(config={"threads": 1}) as connection, tempfile.TemporaryDirectory() as folder:
        database = Database(connection, duckdb.Error)
        database.run("SET enable_progress_bar = false")
        _fill(database, rubric, folder)
        read = f"{_given(rubric)} FROM read_parquet('{folder}/meetings.parquet')"
        works = {name: f"CREATE OR REPLACE TABLE results AS {query}" for name, query in queries.items()}
        for name, query in queries.items():
            filed = query.replace("FROM meetings", f"FROM ({read})")
            works[f"{name}{FILES}"] = _COPY.format(query=filed, folder=folder)
        ours = OurArrays(rubric, Path(folder))
        with ColumnProcess(Path(folder)) as peers:
            differing = _differing(database, queries[HAND_RULES], queries[RULES])
            differing += _differing(database, queries[HAND], queries[OURS])
            ours.from_file_to_file(database)
            differing += _differing_file(database, queries[HAND_RULES], f"{folder}/scored.parquet")
            for name in peers.names:
                if name.endswith(FILES):
                    peers.seconds(name)
                    differing += _differing_file(database, queries[HAND_RULES], f"{folder}/scored.parquet")
            for _ in range(ROUNDS):
                times[ARRAYS].append(_time(ours.in_memory))
                times[f"{ARRAYS}{FILES}"].append(_time(partial(ours.from_file_to_file, database)))
                for name, sql in works.items():
                    times[name].append(_time(partial(database.run, sql)))
                for name in peers.names:
                    times[name].append(peers.seconds(name) / (MEETINGS * TIMES) * 1e6)
    return _table(times, differing)


def _table(times: Mapping[str, Sequence[float]], differing: int) -> Table:
    def ratio(one: str, other: str) -> str:
        return f"{median([theirs / ours for ours, theirs in zip(times[one], times[other], strict=True)]):.2f}"

    names = [name for name in times if not name.endswith(FILES)]
    several = {name: (times[name], times[f"{name}{FILES}"]) for name in names}
    return Table(
        title=(
            f"35 criteria × 4 bands, total, rating: {MEETINGS * TIMES:,} meetings, one thread, µs of the processor a"
            f" meeting; {differing} rows differ; ours / a query by hand, rules: {ratio(ARRAYS, HAND_RULES)}, our query"
            f" {ratio(RULES, HAND_RULES)} (≥ {TARGET}); ours / {FISCA}: {ratio(ARRAYS, FISCA)} (≥ {FISCA_TARGET}), from"
            f" file to file {ratio(f'{ARRAYS}{FILES}', f'{FISCA}{FILES}')} (≥ {FILES_TARGET}), {TRACED}"
            f" {ratio(f'{ARRAYS}{FILES}', f'{TRACED}{FILES}')}"
        ),
        header=("by", "in memory, median", "least", "files, median", "least"),
        rows=tuple(
            (name, *(f"{told:.2f}" for found in pair for told in (median(found), min(found))))
            for name, pair in several.items()
        ),
    )


def _given(rubric: Rubric) -> str:
    return "SELECT " + ", ".join(f'{name} AS "fact {name}"' for name in rubric.facts)


def _fill(database: Database, rubric: Rubric, folder: str) -> None:
    """Make a table of meetings, each of which stands there several times, and a file of it."""
    meetings = make_meetings(rubric, MEETINGS)
    columns = [(f'"fact {name}"', "BIGINT") for name in rubric.facts]
    database.put("drawn", columns, [[meeting[name] for name in rubric.facts] for meeting in meetings])
    database.run(f"CREATE TABLE meetings AS SELECT drawn.* FROM drawn, range({TIMES})")
    database.drop("drawn")
    named = ", ".join(f'CAST("fact {name}" AS INTEGER) AS {name}' for name in rubric.facts)
    database.run(f"COPY (SELECT {named} FROM meetings) TO '{folder}/meetings.parquet' (FORMAT parquet)")


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


def _differing(database: Database, one: str, other: str) -> int:
    """Return how many different rows one of two queries gives and the other does not."""
    pairs = ((one, other), (other, one))
    return sum(
        database.number(f"SELECT count(*) FROM (FROM ({mine}) EXCEPT FROM ({theirs}))") for mine, theirs in pairs
    )


def _differing_file(database: Database, query: str, file: str) -> int:
    """Return the same of a file, by the columns that it has; row by row, as both have the order of the table."""
    read = f"read_parquet('{file}', file_row_number=true)"
    names = [str(row[0]) for row in database.rows(f"DESCRIBE FROM '{file}'")]
    apart = " OR ".join(f"f.{name} IS DISTINCT FROM q.{name}" for name in names)
    numbered = f"SELECT *, row_number() OVER () - 1 AS file_row_number FROM ({query})"
    return database.number(f"SELECT count(*) FROM {read} f JOIN ({numbered}) q USING (file_row_number) WHERE {apart}")


def _time(work: Callable[[], object]) -> float:
    """Return microseconds of the processor for a meeting."""
    start = process_time()
    work()
    return (process_time() - start) / (MEETINGS * TIMES) * 1e6


class OurArrays:
    """The rubric by arrays, so many meetings at once as `bulk score` concludes, with the numbers of rules."""

    def __init__(self, rubric: Rubric, folder: Path) -> None:
        self._folder, self._facts = folder, {Key("fact", name): name for name in rubric.facts}
        self._awards = {number: Key("award", str(number)) for number in (each.number for each in rubric.criteria)}
        wanted = (*self._awards.values(), Key("total", ""), Key("rating", ""))
        self._ready = ArrayProgram(Ours(rubric).program, wanted)
        self._batches = list(self._read())

    def _read(self) -> Iterator[RecordBatch]:
        with ParquetFile(self._folder / "meetings.parquet") as file:
            yield from file.iter_batches(BATCH, use_threads=False)

    def _concluded(self, batch: RecordBatch) -> ConcludedArrays:
        given = {key: numbers_of(batch, name) for key, name in self._facts.items()}
        return self._ready.conclude(given, batch.num_rows)

    def in_memory(self) -> list[dict[str, FactArray]]:
        """Conclude the meetings that lie in memory."""
        return [self._told(batch) for batch in self._batches]

    def from_file_to_file(self, database: Database) -> None:
        """Conclude the meetings of the file into another."""
        batches = (batch_of(self._told(batch)) for batch in self._read())
        write_batches(database, batches, self._folder / "scored.parquet", "parquet")

    def _told(self, batch: RecordBatch) -> dict[str, FactArray]:
        found = self._concluded(batch)
        assert not found.conflict.any()  # noqa: S101 - no two of the rubric's rules hold at once
        points = {f"p{number}": found.column(key) for number, key in self._awards.items()}
        rules = {f"r{number}": found.rule(key) for number, key in self._awards.items()}
        return {**points, **rules, "total": found.column(Key("total", "")), "rating": found.column(Key("rating", ""))}
