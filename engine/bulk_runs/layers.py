"""The rows of a layer from facts to results, batch by batch."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from chamdiem.engine.bulk.array_program import ArrayProgram
from chamdiem.engine.bulk.arrays import unknown
from chamdiem.engine.bulk.results import RATED, UNRATED
from chamdiem.engine.bulk.telling import Telling, WordArray
from chamdiem.engine.bulk_runs.batches import batch_of, batches_of, facts_of, numbers_of, without, write_batches
from chamdiem.engine.bulk_runs.database import name
from chamdiem.engine.bulk_runs.narrowing import tried_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path as File

    from pyarrow import RecordBatch

    from chamdiem.engine.bulk.array_program import ConcludedArrays
    from chamdiem.engine.bulk.arrays import FactArray, Mask, Numbers
    from chamdiem.engine.bulk.results import Results
    from chamdiem.engine.bulk.telling import SharedOutlooks
    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.engine.bulk_runs.narrowing import Narrowing

BATCH = 10_240
"""So many rows are concluded at once: of more of them the columns have no room near the processor."""


@dataclass(slots=True)
class LayerCount:
    """How many rows have results, of how many of them no rating is sure, and on which two rules disagree."""

    rows: int = 0
    open: int = 0
    clashing: list[int] = field(default_factory=list)

    def add(self, numbers: Numbers, conflict: Mask, told: Mapping[str, FactArray | WordArray]) -> None:
        """Count some rows, of which the numbers are given."""
        rated, unrated = told[RATED], told[UNRATED]
        assert isinstance(rated, WordArray)  # noqa: S101 - a rating is told by its id
        assert not isinstance(unrated, WordArray)  # noqa: S101 - and that there is none by yes or no
        self.clashing += numbers[conflict].tolist()
        self.rows += int(np.count_nonzero(~conflict))
        self.open += int(np.count_nonzero(rated.places.missing() & ~unrated.values & ~conflict))


class ResultColumns(NamedTuple):
    """The columns of a file: those that results repeat, and those that they tell."""

    kept: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LayerRows:
    """The rows of a layer, as a view of their facts. `narrowing` tries what is open still; None: it stays so."""

    results: Results
    view: str
    narrowing: Narrowing | None

    def batches(self, database: Database, columns: ResultColumns, count: LayerCount) -> Iterator[RecordBatch]:
        """Yield the results, and count them.

        Raises:
            OverflowError: a number is wider than any that a record has, or becomes so.
        """
        keys = tuple(sorted(self.results.program.inputs))
        tried = tried_by(self.narrowing.framework) if self.narrowing else ()
        asked = dict.fromkeys((*columns.kept, *map(str, keys), *map(str, tried)))
        select = f"SELECT {', '.join(map(name, asked))} FROM {self.view}"
        ready = ArrayProgram(self.results.program, self.results.facts)
        for batch in batches_of(database, select, BATCH):
            yield self._scored(batch, ready.conclude(facts_of(batch, keys), batch.num_rows), columns, count)

    def _scored(
        self, batch: RecordBatch, concluded: ConcludedArrays, columns: ResultColumns, count: LayerCount
    ) -> RecordBatch:
        told = Telling(self.results, concluded, self._outlook(batch, concluded)).told()
        made = {each: batch.column(each) for each in columns.kept}
        made |= {each: told[each] if each in told else unknown(batch.num_rows) for each in columns.told}
        count.add(numbers_of(batch, "row").values, concluded.conflict, told)
        return without(batch_of(made), concluded.conflict)

    def _outlook(self, batch: RecordBatch, concluded: ConcludedArrays) -> SharedOutlooks | None:
        """Return what completions have in common of the rows that are tried."""
        if self.narrowing is None:
            return None
        telling = Telling(self.results, concluded)
        tried = np.flatnonzero(telling.lacks & telling.is_open & ~concluded.conflict)
        if not len(tried):
            return None
        facts = facts_of(batch, tried_by(self.narrowing.framework))
        return self.narrowing.outlooks(facts, tried)


def write_layers(
    database: Database, layers: Sequence[LayerRows], kept: Sequence[str], file: File, form: str
) -> tuple[LayerCount, ...]:
    """Write the results of layers into one file, but for the rows on which two rules disagree; count those of each.

    `kept` are the columns of the views that results repeat.

    Raises:
        OverflowError: see `LayerRows.batches`; no file is written.
    """
    counts = tuple(LayerCount() for _ in layers)
    columns = ResultColumns(tuple(kept), tuple(dict.fromkeys(each for rows in layers for each in rows.results.columns)))
    several = (rows.batches(database, columns, count) for rows, count in zip(layers, counts, strict=True))
    write_batches(database, chain.from_iterable(several), file, form)
    return counts
