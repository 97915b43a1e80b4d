"""Facts of many records as arrays: of each fact its values, and of which records these are known.

A value that is not known is any number. Whole numbers are as narrow as what may come of them is; what no 64 bits hold
is reckoned in whole numbers of any size, slowly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from chamdiem.engine.bulk.ranges import ValueRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Numbers: TypeAlias = "npt.NDArray[Any]"
Mask: TypeAlias = "npt.NDArray[np.bool_]"
Known: TypeAlias = "Mask | None"
"""Of which records something is known; None: of all."""


class FactArray(NamedTuple):
    """The values of a fact, and of which records they are known."""

    values: Numbers
    known: Known = None

    def holds(self, at_least: int | None, at_most: int | None) -> Mask:
        """Tell of which records the fact is known and lies between two ends; one that is None is open."""
        if at_least is not None and at_least == at_most:
            held: Known = self.values == at_least
        else:
            held = None if at_least is None else self.values >= at_least
            held = held if at_most is None else every(held, self.values <= at_most)
        return whole(every(held, self.known), len(self.values))

    def missing(self) -> Mask:
        """Tell of which records the fact is not known."""
        return np.zeros(len(self.values), bool) if self.known is None else ~self.known

    def at(self, rows: Numbers) -> FactArray:
        """Return the column of some records, by their places."""
        return FactArray(self.values[rows], None if self.known is None else self.known[rows])

    def or_else(self, other: FactArray) -> FactArray:
        """Return what is known of a fact, and where nothing is, what another one tells."""
        if self.known is None:
            return self
        known = None if other.known is None else self.known | other.known
        return FactArray(np.where(self.known, self.values, other.values), known)


def unknown(count: int) -> FactArray:
    """Return a fact of which nothing is known of so many records."""
    return FactArray(np.broadcast_to(np.int32(0), count), np.zeros(count, bool))


def constant(value: int, count: int) -> FactArray:
    """Return a fact that is the same for so many records."""
    return FactArray(np.broadcast_to(np.array(value, type_of_value(value)), count))


def every(one: Known, other: Known) -> Known:
    """Return where two things are known."""
    if one is None or other is None:
        return other if one is None else one
    return one & other


def whole(known: Known, count: int) -> Mask:
    """Return where something is known, as an array even where it is everywhere."""
    return np.ones(count, bool) if known is None else known


def type_of(range_: ValueRange) -> type:
    """Return the type of numbers that holds all of a range."""
    return np.int32 if range_.fits(32) else np.int64 if range_.fits(64) else object


def type_of_value(value: int) -> type:
    """Return the type of numbers that holds one."""
    return np.int32 if -(1 << 31) <= value < 1 << 31 else np.int64


def first_of(held: Iterable[Mask], size: int, count: int) -> tuple[Numbers, Known]:
    """Return the place of the first of so many tests that holds, `size` where none does; and where one does."""
    number = np.full(count, size, np.int8 if size <= np.iinfo(np.int8).max else np.int64)
    for place, mask in enumerate(held):
        # where it does not hold the place is one that no test has; a choice by where takes ten times as long
        own = np.multiply((~mask).view(np.int8), size - place, dtype=number.dtype)
        np.minimum(number, own + place, out=number)
    return number, number != size


def taken(values: Numbers, places: Numbers) -> Numbers:
    """Return the values at some places, each of which there is."""
    return values.take(places, mode="clip")  # to be told of one that there is not takes twice as long


def or_value(values: Numbers, known: Mask, value: int) -> Numbers:
    """Return values, and one in the place of those that are not known."""
    return np.where(known, values, np.array(value, type_of_value(value))) if value else values * known


def farthest(values: Numbers) -> int:
    """Return how far from 0 the farthest of some numbers is."""
    return max(-int(values.min()), int(values.max())) if values.size else 0


def product(values: Numbers, factor: int, most: int) -> Numbers:
    """Return numbers times another, as narrow as that is; `most` is how far from 0 they are."""
    end = max(most, 1) * abs(factor)
    type_ = type_of(ValueRange(-end, end))
    if type_ is np.int32 and values.dtype != np.int32:
        type_ = np.int64
    return values.astype(type_, copy=False) * (factor if type_ is object else type_(factor))


def narrowed(values: Numbers, known: Known, range_: ValueRange) -> Numbers:
    """Return numbers of any size as those that columns have.

    Raises:
        OverflowError: one that is known is too wide for that.
    """
    type_ = type_of(range_)
    if values.dtype == object and known is not None:
        values = np.where(known, values, 0)
    return values.astype(np.int64 if type_ is object else type_, copy=False)


def of_integers(values: Iterable[int | None], count: int) -> FactArray:
    """Return a column of whole numbers, of which None is not known.

    Raises:
        OverflowError: one is too wide.
    """
    several = list(values)
    known = np.fromiter((each is not None for each in several), bool, count)
    return FactArray(np.array([each or 0 for each in several], np.int64), None if known.all() else known)


def integers_of(column: FactArray, count: int) -> list[int | None]:
    """Return the whole numbers of a column of so many rows, None where one is not known."""
    values: list[int | None] = column.values.tolist()
    if column.known is None:
        return values
    return [value if there else None for value, there in zip(values, whole(column.known, count).tolist(), strict=True)]


def narrow(column: FactArray) -> FactArray:
    """Return a column in the type of results, whole numbers of 32 bits.

    Raises:
        OverflowError: a value that is known is too wide for that.
    """
    values = column.values
    if values.dtype == np.int64 and values.size:
        values = values if column.known is None else np.where(column.known, values, 0)
        limits = np.iinfo(np.int32)
        if values.min() < limits.min or values.max() > limits.max:
            raise OverflowError(values.min(), values.max())
    return FactArray(values.astype(np.int32, copy=False), column.known)


def combinations(states: Sequence[Numbers], size: int, count: int) -> tuple[list[tuple[int, ...]], Numbers]:
    """Return the combinations that occur of several numbers below a size, and which of them each of the rows has."""
    codes = np.zeros(count, np.int64)
    for each in states:
        codes = codes * size + each
    found, which = np.unique(codes, return_inverse=True)
    powers = [size**place for place in reversed(range(len(states)))]
    return [tuple(int(code) // power % size for power in powers) for code in found], which
