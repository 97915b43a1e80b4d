"""Records of many cells in order, and the places that a fact of history goes through: records and unreported months.

A window begins with its month, its quarter or its year and ends with a record's own month, so that it is always the
beginning of what a cell has in such a span. Whatever is found out of windows is found by going through the places of
each span once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from chamdiem.engine.bulk.arrays import FactArray
from chamdiem.rules.records.meeting import REGULAR

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from chamdiem.engine.bulk.arrays import Mask, Numbers
    from chamdiem.rules.compile.program import Key
    from chamdiem.rules.language.history import Window

LENGTHS: Mapping[Window, int] = {"month": 1, "quarter": 3, "year_to_date": 12}
"""How many months the span has with which a window begins."""


@dataclass(frozen=True)  # without slots, so that what follows from them is worked out once
class OrderedRecords:
    """Records by their cells, then months, then days, those without one first, then kinds.

    `cells` are numbers of cells, `months` numbers of months, 12 a year, of which that of January can be divided by 12,
    `days` numbers of days, 0 for none. By the name of every kind `of_kind` tells which records are of it.
    """

    cells: Numbers
    months: Numbers
    days: Numbers
    of_kind: Mapping[str, Mask]
    facts: Mapping[Key, FactArray]

    @property
    def count(self) -> int:
        """How many records there are."""
        return len(self.cells)

    @cached_property
    def begins_month(self) -> Mask:
        """Which records are the first of a month of their cell."""
        return changes(self.cells) | changes(self.months)

    @cached_property
    def month(self) -> Numbers:
        """Of which month each is, these counted from 0 through all cells."""
        return np.cumsum(self.begins_month) - 1

    def of_kinds(self, kinds: Collection[str]) -> Mask:
        """Tell which records are of any of some kinds."""
        found = np.zeros(self.count, bool)
        for kind in kinds:
            found |= self.of_kind.get(kind, False)
        return found


def changes(values: Numbers) -> Mask:
    """Tell which of some values differ from the one before them; the first one does."""
    found = np.ones(len(values), bool)
    found[1:] = values[1:] != values[:-1]
    return found


class Places:
    """The places of one fact of history, in the order of the records.

    `source` is the record of a place, -1 where it is months without a report; `weight`: so many follow each other
    there, 1 of a record. Months in which nothing was held for certain are no places.
    """

    def __init__(self, records: OrderedRecords, over: Window, kinds: Collection[str]) -> None:
        self.records, self.is_of = records, records.of_kinds(kinds)
        first = np.flatnonzero(records.begins_month)
        begins, away = self._months(first, LENGTHS[over])
        held = np.add.reduceat(self.is_of, first, dtype=np.int64) if len(first) else first
        away = away + ((held == 0) & ~self._none_held(first, kinds))
        size = held + (away > 0)
        last = np.cumsum(size) - 1
        self.weight = np.ones(int(size.sum()), np.int64)
        self.source = np.full(len(self.weight), -1, np.int64)
        self.weight[(last - size + 1)[away > 0]] = away[away > 0]
        # those of a month that has some stand at its end
        rank = np.cumsum(self.is_of) - 1
        self.at = last[records.month] - (np.cumsum(held) - 1)[records.month] + rank
        self.source[self.at[self.is_of]] = np.flatnonzero(self.is_of)
        group = np.cumsum(begins) - 1
        self.begins = changes(np.repeat(group, size))
        self._first = np.flatnonzero(self.begins)[np.cumsum(self.begins) - 1]
        self._end, self._has_place = last[records.month], (np.cumsum(size) > _before(size, begins))[records.month]

    def _months(self, first: Numbers, length: int) -> tuple[Mask, Numbers]:
        """Return which months with a record are the first of a span, and how many before each, in it, have none."""
        cell, month = self.records.cells[first], self.records.months[first]
        begins = changes(cell) | changes(month // length)
        before = month - month % length
        before[1:] = np.where(begins[1:], before[1:], month[:-1] + 1)
        return begins, month - before

    def _none_held(self, first: Numbers, kinds: Collection[str]) -> Mask:
        """Tell of months without a record of some kinds whether there was no such meeting for certain.

        There is one of the regular kinds in a month: whoever has one of them held none of the other.
        """
        if not set(kinds) <= set(REGULAR) or not len(first):
            return np.zeros(len(first), bool)
        return np.logical_or.reduceat(self.records.of_kinds(REGULAR), first)

    @property
    def is_record(self) -> Mask:
        """Which places are records."""
        return self.source >= 0

    def spread(self, values: Numbers, unreported: int = 0) -> Numbers:
        """Return the values of records by places, with one for months without a report."""
        if not len(values):
            return values
        return np.where(self.is_record, values[self.source], np.asarray(unreported, values.dtype))

    def is_so(self, truth: FactArray) -> Numbers:
        """Return how many there are at each place that are so for certain."""
        return self.spread(truth.holds(1, 1).astype(np.int64))

    def may_be_so(self, truth: FactArray) -> Numbers:
        """Return how many there are at each place that may be so."""
        return np.where(self.is_record, self.spread((~truth.holds(0, 0)).astype(np.int64)), self.weight)

    # --- what comes of the places of a span up to each ---

    def sum(self, values: Numbers) -> Numbers:
        """Return the sums of values up to each place."""
        total = np.cumsum(values)
        found: Numbers = total - (total - values)[self._first]
        return found

    def farthest(self, values: Numbers) -> Numbers:
        """Return the highest of values, none of which is below 0, up to each place."""
        step = int(values.max(initial=0)) + 1
        raised = np.cumsum(self.begins) * step
        found: Numbers = np.maximum.accumulate(values + raised) - raised
        return found

    def run(self, values: Numbers) -> Numbers:
        """Return how many were so one after the other at the most, up to each place; where none is so a run ends."""
        total = np.cumsum(values)
        ends = values == 0
        base = np.where(ends, total, np.where(self.begins, total - values, 0))
        return self.farthest(total - np.maximum.accumulate(base))

    def of_records(self, values: Numbers, known: Mask | None = None) -> FactArray:
        """Return of every record what comes of the places up to the end of its month; 0 where there are none."""
        if not len(values):
            return FactArray(np.zeros(self.records.count, np.int64), None if known is None else self._has_place)
        found = np.where(self._has_place, values[self._end], 0)
        return FactArray(found, None if known is None else self._has_place & known[self._end])

    def newest(self, value: FactArray) -> FactArray:
        """Return of every record the value of the place before it; before the end of its month where it is none."""
        end = np.where(self.is_of, self.at - 1, self._end)
        there = np.where(self.is_of, ~self.begins[self.at] if len(self.begins) else False, self._has_place)
        if not there.any():
            return FactArray(np.zeros(self.records.count, np.int64), there)
        source = np.where(there, self.source[end], -1)
        found = value.at(source)
        return FactArray(found.values, found.holds(None, None) & (source >= 0))

    @cached_property
    def depends_on_order(self) -> Mask:
        """Which records have another one of the same day after them: the order of both is not known."""
        found = np.zeros(self.records.count, bool)
        own = np.flatnonzero(self.is_of)
        month, day = self.records.month[own], self.records.days[own]
        found[own[:-1]] = (month[1:] == month[:-1]) & (day[1:] == day[:-1])
        return found


def _before(size: Numbers, begins: Mask) -> Numbers:
    """Return how many places stand before the span of each month."""
    found: Numbers = (np.cumsum(size) - size)[np.flatnonzero(begins)][np.cumsum(begins) - 1]
    return found
