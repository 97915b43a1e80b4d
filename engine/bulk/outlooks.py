"""What the completions of many records have in common, all of them concluded at once.

The same as trying those of one record after another, see `analysis.completions`.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from chamdiem.engine.bulk.array_program import ArrayProgram
from chamdiem.engine.bulk.arrays import FactArray, every, whole
from chamdiem.engine.bulk.telling import SharedOutlooks, Telling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chamdiem.engine.bulk.arrays import Mask, Numbers
    from chamdiem.engine.bulk.results import Results
    from chamdiem.rules.analysis.completions import Completions, Trial
    from chamdiem.rules.compile.program import Key

AT_ONCE = 4_096
"""About so many completions are concluded at once."""


class ManyTrials:
    """Tries the completions of many records of a layer, of which no measure is kept as it is."""

    def __init__(self, results: Results, completions: Completions) -> None:
        self._results = results
        self._ready = ArrayProgram(completions.decisive, results.certain)

    def outlooks(self, facts: Mapping[Key, FactArray], trials: Sequence[tuple[int, Trial]]) -> Iterator[SharedOutlooks]:
        """Yield what the completions of records have in common, which are named by their places among those of facts.

        Records of which every completion is one on which rules disagree are left out: of these nothing is known.
        """
        told = {key: column for key, column in facts.items() if key in self._results.program.inputs}
        for several in _parts(trials):
            yield self._outlooks(told, several)

    def _outlooks(self, facts: Mapping[Key, FactArray], trials: Sequence[tuple[int, Trial]]) -> SharedOutlooks:
        sizes = np.array([len(trial.chosen) for _, trial in trials])
        rows = np.array([row for row, _ in trials])
        given = _completed(facts, trials, np.repeat(rows, sizes))
        concluded = self._ready.conclude(given, int(sizes.sum()))
        sound = np.flatnonzero(~concluded.conflict)
        left = np.bincount(np.repeat(np.arange(len(rows)), sizes)[sound], minlength=len(rows))
        starts = np.cumsum(left)[left > 0] - left[left > 0]
        common = {key: _common(key, concluded.column(key).at(sound), starts) for key in self._results.certain}
        bits = Telling(self._results, concluded).may_come()[sound]
        return SharedOutlooks(rows[left > 0], common, np.bitwise_or.reduceat(bits, starts) if len(starts) else bits)


def joined(several: Sequence[SharedOutlooks]) -> SharedOutlooks:
    """Return the outlooks of several lists of rows, all of the same facts, as those of one list."""
    facts = {key: _one_below_other([each.facts[key] for each in several]) for key in several[0].facts}
    rows, ratings = (np.concatenate([getattr(each, name) for each in several]) for name in ("rows", "ratings"))
    return SharedOutlooks(rows, facts, ratings)


def _one_below_other(columns: Sequence[FactArray]) -> FactArray:
    values = np.concatenate([column.values for column in columns])
    if all(column.known is None for column in columns):
        return FactArray(values)
    return FactArray(values, np.concatenate([whole(column.known, len(column.values)) for column in columns]))


def _parts(trials: Sequence[tuple[int, Trial]]) -> Iterator[Sequence[tuple[int, Trial]]]:
    """Yield trials, so many at once that their completions have room; those that have none are left out."""
    several = [(row, trial) for row, trial in trials if trial.chosen]
    ends = list(accumulate(len(trial.chosen) for _, trial in several))
    first = 0
    while first < len(several):
        before = ends[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(ends, before + AT_ONCE, side="right")))
        yield several[first:last]
        first = last


def _completed(
    facts: Mapping[Key, FactArray], trials: Sequence[tuple[int, Trial]], rows: Numbers
) -> dict[Key, FactArray]:
    """Return the facts of every completion: those of its record, and what is put in."""
    columns = {key: column.at(rows) for key, column in facts.items()}
    open_: dict[Key, tuple[Numbers, Mask]] = {}
    end = 0
    for _, trial in trials:
        start, end = end, end + len(trial.chosen)
        values = dict(zip(trial.tried, zip(*trial.chosen, strict=True), strict=True))
        for key in (*trial.told, *trial.tried):
            if key not in open_:
                open_[key] = columns[key].values.astype(np.int64), whole(columns[key].known, len(rows)).copy()
            numbers, known = open_[key]
            numbers[start:end] = values[key] if key in values else trial.known[key]
            known[start:end] = True
    return columns | {key: FactArray(*found) for key, found in open_.items()}


def _common(key: Key, column: FactArray, starts: Numbers) -> FactArray:
    """Return the lowest of lower bounds, the highest of upper ones, and of all else what all have in common."""
    # A completion that leaves a fact open leaves it open altogether; a bound over the others alone would be too narrow.
    if not len(starts):
        return column.at(starts)
    known = None if column.known is None else np.logical_and.reduceat(column.known, starts)
    low, high = np.minimum.reduceat(column.values, starts), np.maximum.reduceat(column.values, starts)
    if key.kind == "least":
        return FactArray(low, known)
    if key.kind == "most":
        return FactArray(high, known)
    return FactArray(low, every(known, low == high))
