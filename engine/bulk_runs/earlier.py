"""What rows of tables prove of each other's facts: those of a cell in the months up to that of each.

Some hundred thousand rows are looked at together, all of their cells. What arrays do not tell for certain is asked as
of single records: rows that say something else than is proved, and those of which the order of one day decides. Rows
that were drawn from elsewhere tell of months as all do; what is proved of them is known there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from chamdiem.engine.bulk.arrays import FactArray
from chamdiem.engine.bulk.places import OrderedRecords
from chamdiem.engine.bulk_runs.batches import numbers_of, whole_batch, write_ordered
from chamdiem.engine.bulk_runs.database import name, text
from chamdiem.engine.bulk_runs.month_rows import GROUP, followed_facts, history_of
from chamdiem.engine.bulk_runs.ordinary import Right, judged
from chamdiem.engine.bulk_runs.repeats import rows_again
from chamdiem.engine.history.earlier import earlier_facts
from chamdiem.engine.history.kept import KeptFacts, KeptMonth
from chamdiem.engine.ledger.keys import SUBJECT
from chamdiem.engine.scoring.earlier import EarlierEntry, contradictions
from chamdiem.rules.analysis.history_facts import HistoryFacts
from chamdiem.rules.compile.keys import proved_keys
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.meeting import MEETING_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path as File

    from chamdiem.engine.bulk.arrays import Mask, Numbers
    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.engine.bulk_runs.inputs import Source
    from chamdiem.engine.bulk_runs.reading import Reading
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.scoring.earlier import EarlierFacts
    from chamdiem.rules.records.faults import Fault

AT_ONCE = 400_000
"""So many rows are looked at together, about."""
_HASHES = 1 << 64


class ProvedEnds(NamedTuple):
    """The ends of a fact of every row that some are proved of."""

    least: FactArray
    most: FactArray


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class MonthsOfTables:
    """The months of the cells of some tables, as files of `month_rows` have them.

    `held`: rows that are not scored, counted from 0 over the whole input. `frameworks`: all that may score.
    """

    database: Database
    reading: Reading
    sources: Sequence[Source]
    frameworks: Sequence[LoadedFramework]
    files: str
    held: Sequence[int]

    def write_ends(self, folder: File) -> Iterator[tuple[int, tuple[Fault, ...]]]:
        """Write the ends that are proved into a folder for each table, by its place among the sources.

        Yield the rows that are looked at by themselves, counted from 0, with the faults of those that say otherwise.

        Raises:
            OverflowError: a number is wider than any that a record has, or becomes so.
        """
        self.database.put("held_rows", [("row", "BIGINT")], [(row + 1,) for row in self.held])
        parts = -(-self.database.number(f"SELECT count(*) FROM {self._read}") // AT_ONCE)
        for number in range(parts):
            rows = self._rows(_HASHES * number // parts, _HASHES * (number + 1) // parts - 1)
            window = _Window(self, rows)
            yield from window.looked_at()
            self._write(rows.row, window.ends, folder, number)

    @property
    def _read(self) -> str:
        return f"read_parquet({text(self.files)})"

    @cached_property
    def facts(self) -> tuple[Key, ...]:
        """The facts that the files have."""
        return followed_facts(self.frameworks)

    def _rows(self, first: int, last: int) -> _MonthRows:
        """Return the rows of the cells that are hashed to numbers between two."""
        ids = ", ".join(text(each.id) for each in self.frameworks)
        asked = [
            "row",
            f"list_position([{ids}], framework) - 1 AS framework",
            "dense_rank() OVER (ORDER BY h, cell) AS cell",
            "month",
            "kind",
            "day",
            *map(name, map(str, self.facts)),
        ]
        when = f"h BETWEEN {first}::UBIGINT AND {last}::UBIGINT AND row NOT IN (SELECT row FROM held_rows)"
        select = f"SELECT {', '.join(asked)} FROM {self._read} WHERE {when} ORDER BY cell, month, day, kind, row"
        number = partial(numbers_of, whole_batch(self.database, select))
        records = OrderedRecords(
            cells=number("cell").values,
            months=number("month").values,
            days=number("day").values,
            of_kind=self._of_kind(number("kind")),
            facts={key: number(str(key)) for key in self.facts},
        )
        row = number("row").values
        tables = [(row > before) & (row <= before + each.rows) for _, before, each in _tables(self.sources)]
        is_of_table = np.logical_or.reduce(tables) if tables else np.zeros(len(row), bool)
        return _MonthRows(row, number("framework").values, is_of_table, records)

    def _of_kind(self, kind: FactArray) -> dict[str, Mask]:
        """Return which rows are of each kind; of what is no meeting there is one kind."""
        shape = self.reading.shape
        if not shape.kind:
            return {f"{SUBJECT}{shape.subject}": np.ones(len(kind.values), bool)}
        places = {each: shape.by_name[shape.kind].fact_value(each) for each in MEETING_KINDS}
        return {each: kind.holds(place, place) for each, place in places.items()}

    def _write(self, row: Numbers, ends: Mapping[str, ProvedEnds], folder: File, number: int) -> None:
        columns = {
            str(key): end for fact, pair in ends.items() for key, end in zip(proved_keys(fact), pair, strict=True)
        }
        if not columns:
            return
        for place, before, source in _tables(self.sources):
            own = np.flatnonzero((row > before) & (row <= before + source.rows))
            if len(own):
                told = {"n": FactArray(row[own] - 1 - before), **{key: end.at(own) for key, end in columns.items()}}
                write_ordered(self.database, told, "n", folder / f"{place:06}" / f"part-{number:06}.parquet", GROUP)


def ends_in(folder: File, sources: Sequence[Source]) -> dict[int, str]:
    """Return the files of the ends of each table that has some, by how many rows of the input stand before it."""
    folders = {before: folder / f"{place:06}" for place, before, _ in _tables(sources)}
    return {before: str(own / "*.parquet") for before, own in folders.items() if own.is_dir()}


def _tables(sources: Sequence[Source]) -> Iterator[tuple[int, int, Source]]:
    """Yield the sources that are tables, with the place of each, and how many rows of the input stand before it."""
    before = 0
    for place, source in enumerate(sources):
        if source.framework is None:
            yield place, before, source
        before += source.rows


class _MonthRows(NamedTuple):
    """Rows by their numbers in the whole input, with the places of the frameworks that score them."""

    row: Numbers
    framework: Numbers
    is_of_table: Mask
    records: OrderedRecords


class _Window:
    """Some cells, all of whose rows are at hand. `ends` are those of every fact, whole when all rows were looked at."""

    def __init__(self, of: MonthsOfTables, rows: _MonthRows) -> None:
        self._of, self._rows = of, rows
        self.ends: dict[str, ProvedEnds] = {}

    def looked_at(self) -> Iterator[tuple[int, tuple[Fault, ...]]]:
        """Work out the ends of every fact; yield what `MonthsOfTables.write_ends` does."""
        asked: dict[int, LoadedFramework] = {}
        for place, loaded in enumerate(self._of.frameworks):
            own = self._rows.is_of_table & (self._rows.framework == place)
            if loaded.framework.history and own.any():
                for at in np.flatnonzero(self._put_ends(loaded, own)).tolist():
                    asked[at] = loaded
        yield from self._one_by_one(asked)

    def _put_ends(self, loaded: LoadedFramework, own: Mask) -> Mask:
        """Put the ends of some rows, of one framework, to others; return those that are to be asked for alone."""
        records = self._rows.records
        followed = history_of(loaded).of(records)
        alone = np.isin(records.cells, records.cells[followed.conflict])
        for fact in loaded.framework.history:
            least, most, open_order = followed.ends(fact)
            said = records.facts[Key("field", fact)]
            known = ~(least.missing() | most.missing())
            alone |= open_order | (
                known & ~said.missing() & ((said.values < least.values) | (said.values > most.values))
            )
            before = self.ends.get(fact) or ProvedEnds(*(_nothing(records.count) for _ in range(2)))
            self.ends[fact] = ProvedEnds(
                *(_put(end, now, own & known) for end, now in zip(before, (least, most), strict=True))
            )
        return alone & own

    def _one_by_one(self, asked: Mapping[int, LoadedFramework]) -> Iterator[tuple[int, tuple[Fault, ...]]]:
        """Put the ends of some rows as single records have them; yield these, with what is wrong with each."""
        of, number = self._of, {int(self._rows.row[at]) - 1: at for at in asked}
        histories = {
            each.hash: HistoryFacts(each.framework) for each in {each.hash: each for each in asked.values()}.values()
        }
        for row, found in rows_again(of.database, of.reading, of.sources, sorted(number)):
            at = number[row]
            loaded = asked[at]
            faults: tuple[Fault, ...] = ()
            for each in judged(of.reading, found, row):
                if isinstance(each, Right):
                    earlier = self._earlier(each, at, histories[loaded.hash])
                    self._put_alone(earlier, at, loaded)
                    faults += contradictions(each.record, earlier)
            yield row, faults

    def _earlier(self, right: Right, at: int, history: HistoryFacts) -> EarlierFacts:
        record, period = right.record, right.record.of_period
        months = self._months(at)
        return earlier_facts(
            record, str(period), history, lambda month: KeptMonth(period=month, records=tuple(months.get(month, ())))
        )

    def _months(self, at: int) -> dict[str, list[KeptFacts]]:
        """Return what the rows of the cell of a row tell, by their months."""
        records, found = self._rows.records, dict[str, list[KeptFacts]]()
        first, last = np.searchsorted(records.cells, [records.cells[at], records.cells[at] + 1]).tolist()
        for kind, mask in records.of_kind.items():
            for place in (np.flatnonzero(mask[first:last]) + first).tolist():
                month, day = int(records.months[place]), int(records.days[place])
                facts = {
                    key.subject: int(fact.values[place])
                    for key, fact in records.facts.items()
                    if fact.known is None or fact.known[place]
                }
                entry = EarlierEntry(number=int(self._rows.row[place]), hash="")
                kept = KeptFacts(kind=kind, day=date.fromordinal(day) if day else None, facts=facts, entry=entry)
                found.setdefault(f"{month // 12:04}-{month % 12 + 1:02}", []).append(kept)
        return found

    def _put_alone(self, earlier: EarlierFacts, at: int, loaded: LoadedFramework) -> None:
        for fact in loaded.framework.history:
            told = earlier.facts.get(fact)
            for end, value in zip(self.ends[fact], (told.least, told.most) if told else (None, None), strict=True):
                assert end.known is not None  # noqa: S101 - so it was made
                end.known[at] = value is not None
                end.values[at] = value or 0


def _nothing(count: int) -> FactArray:
    return FactArray(np.zeros(count, np.int64), np.zeros(count, bool))


def _put(end: FactArray, now: FactArray, rows: Mask) -> FactArray:
    """Return an end with that of some rows."""
    assert end.known is not None  # noqa: S101 - so it was made
    return FactArray(np.where(rows, now.values, end.values), end.known | rows)
