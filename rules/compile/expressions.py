"""Exact numbers as expressions over facts, each with a least and a most.

What is missing lies anywhere in its declared range, or anywhere at all. Every part of an expression passes its ends on:
exact where no missing fact is used twice, and never too narrow. `None` for both ends' pair says that the number cannot
be made, such as a share of nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction as Rational
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, assert_never

from chamdiem.rules.compile.program import all_hold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.rules.compile.program import Key, Within


class Ends(NamedTuple):
    """Between which two numbers a number lies; None: no end is known."""

    least: Rational | None = None
    most: Rational | None = None


def _known(*ends: Rational | None) -> list[Rational] | None:
    found = [end for end in ends if end is not None]
    return found if len(found) == len(ends) else None


def _hull(options: Iterable[Ends]) -> Ends:
    """Return what holds of a number that is any one of several."""
    several = tuple(options)
    least, most = _known(*(each.least for each in several)), _known(*(each.most for each in several))
    return Ends(min(least) if least else None, max(most) if most else None)


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that the regulation says itself."""

    value: Rational
    reads: ClassVar[tuple[Key, ...]] = ()

    def ends(self, _facts: Mapping[Key, int]) -> Ends | None:
        """Return between which numbers it lies; None where it cannot be made."""
        return Ends(self.value, self.value)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A fact, or a pair of them that bounds one number, stored as value·scale.

    While it is missing it is at least all of `low` and at most all of `high`: numbers, and facts where these are known.
    """

    least: Key
    most: Key
    scale: int = 1
    low: tuple[Key | int, ...] = ()
    high: tuple[Key | int, ...] = ()

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that it may use."""
        return tuple(key for key in (self.least, self.most, *self.low, *self.high) if not isinstance(key, int))

    def ends(self, facts: Mapping[Key, int]) -> Ends | None:
        """Return between which numbers it lies; None where it cannot be made."""
        least, most = facts.get(self.least), facts.get(self.most)
        if least is None:
            least = max(_told(self.low, facts), default=None)
        if most is None:
            most = min(_told(self.high, facts), default=None)
        return Ends(*(None if end is None else Rational(end, self.scale) for end in (least, most)))


def _told(limits: Iterable[Key | int], facts: Mapping[Key, int]) -> Iterator[int]:
    for limit in limits:
        value = limit if isinstance(limit, int) else facts.get(limit)
        if value is not None:
            yield value


@dataclass(frozen=True, slots=True)
class Weighted:
    """A sum of numbers, each times a factor."""

    terms: tuple[tuple[Rational, Number], ...]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that it may use."""
        return tuple(key for _, term in self.terms for key in term.reads)

    def ends(self, facts: Mapping[Key, int]) -> Ends | None:
        """Return between which numbers it lies; None where it cannot be made."""
        low: Rational | None = Rational(0)
        high: Rational | None = Rational(0)
        for factor, term in self.terms:
            found = term.ends(facts)
            if found is None:
                return None
            least, most = found if factor >= 0 else reversed(found)
            low = None if low is None or least is None else low + factor * least
            high = None if high is None or most is None else high + factor * most
        return Ends(low, high)


@dataclass(frozen=True, slots=True)
class Quotient:
    """A number divided by one that is never below 0, times a factor; `empty` is what it is where that is 0.

    `is_part`: the upper number is never more than the lower one.
    """

    top: Number
    bottom: Number
    factor: Rational
    empty: Rational | None = None
    is_part: bool = False

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that it may use."""
        return (*self.top.reads, *self.bottom.reads)

    def ends(self, facts: Mapping[Key, int]) -> Ends | None:
        """Return between which numbers it lies; None where it cannot be made."""
        top, bottom = self.top.ends(facts), self.bottom.ends(facts)
        if top is None or bottom is None:
            return None
        if bottom.most is not None and bottom.most <= 0:
            return None if self.empty is None else Ends(self.empty, self.empty)
        least, most = self._end(top.least, bottom, lower=True), self._end(top.most, bottom, lower=False)
        if self.is_part:
            most = self.factor if most is None else min(most, self.factor)
        found = Ends(least, most)
        may_be_empty = bottom.least is None or bottom.least <= 0
        return _hull((found, Ends(self.empty, self.empty))) if may_be_empty and self.empty is not None else found

    def _end(self, top: Rational | None, bottom: Ends, *, lower: bool) -> Rational | None:
        """Return the least, or the most, of the quotients of one end of the upper number."""
        if top is None:
            return None
        # of a positive number the least quotient is by the greatest divisor, of a negative one by the smallest
        by_most = (top >= 0) is lower
        divisor = bottom.most if by_most else bottom.least
        if by_most and divisor is None:
            return Rational(0)  # it may be divided by ever more
        if divisor is None or divisor <= 0:
            return Rational(0) if top == 0 else None
        return Rational(top * self.factor, divisor)


@dataclass(frozen=True, slots=True)
class Held:
    """A number that is held between two ends."""

    number: Number
    at_least: Rational | None
    at_most: Rational | None

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that it may use."""
        return self.number.reads

    def ends(self, facts: Mapping[Key, int]) -> Ends | None:
        """Return between which numbers it lies; None where it cannot be made."""
        found = self.number.ends(facts)
        if found is None:
            return None
        least = self.at_least if found.least is None else self._held(found.least)
        most = self.at_most if found.most is None else self._held(found.most)
        return Ends(least, most)

    def _held(self, value: Rational) -> Rational:
        value = value if self.at_least is None else max(value, self.at_least)
        return value if self.at_most is None else min(value, self.at_most)


@dataclass(frozen=True, slots=True)
class Farthest:
    """The highest, or lowest, of numbers."""

    numbers: tuple[Number, ...]
    highest: bool

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that it may use."""
        return tuple(key for number in self.numbers for key in number.reads)

    def ends(self, facts: Mapping[Key, int]) -> Ends | None:
        """Return between which numbers it lies; None where it cannot be made."""
        found = [number.ends(facts) for number in self.numbers]
        made = [each for each in found if each is not None]
        if len(made) < len(found):
            return None
        least, most = [each.least for each in made], [each.most for each in made]
        # one end that is known suffices on the one side, and all must be known on the other
        if self.highest:
            return Ends(max(_some(least), default=None), max(_known(*most) or (), default=None))
        return Ends(min(_known(*least) or (), default=None), min(_some(most), default=None))


def _some(ends: Iterable[Rational | None]) -> Iterator[Rational]:
    return (end for end in ends if end is not None)


class Candidate(NamedTuple):
    """A number that is chosen unless all tests of one of the alternatives hold."""

    number: Number
    unless: tuple[tuple[Within, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of several numbers: any that is not known to be out."""

    options: tuple[Candidate, ...]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that it may use."""
        tested = (test.fact for option in self.options for tests in option.unless for test in tests)
        return (*(key for option in self.options for key in option.number.reads), *tested)

    def ends(self, facts: Mapping[Key, int]) -> Ends | None:
        """Return between which numbers it lies; None where it cannot be made."""
        open_ = [number for number, unless in self.options if not any(all_hold(tests, facts) for tests in unless)]
        found = [number.ends(facts) for number in open_]
        made = [each for each in found if each is not None]
        return _hull(made) if made else None


@dataclass(frozen=True, slots=True)
class Units:
    """How many times a number holds `every`: whole ones, those begun, or exactly."""

    number: Number
    every: Rational
    part: Literal["whole", "begun", "exact"]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that it may use."""
        return self.number.reads

    def ends(self, facts: Mapping[Key, int]) -> Ends | None:
        """Return between which numbers it lies; None where it cannot be made."""
        found = self.number.ends(facts)
        return None if found is None else Ends(*(None if end is None else self._counted(end) for end in found))

    def _counted(self, value: Rational) -> Rational:
        units = Rational(value, self.every)
        if self.part == "whole":
            return Rational(units.__floor__())
        return Rational(units.__ceil__()) if self.part == "begun" else units


@dataclass(frozen=True, slots=True)
class Years:
    """The whole years from one day (a day number) to another."""

    first: Leaf
    last: Leaf

    @property
    def reads(self) -> tuple[Key, ...]:
        """The facts that it may use."""
        return (*self.first.reads, *self.last.reads)

    def ends(self, facts: Mapping[Key, int]) -> Ends | None:
        """Return between which numbers it lies; None where it cannot be made."""
        first, last = self.first.ends(facts), self.last.ends(facts)
        if first is None or last is None:
            return None
        return Ends(_years(first.most, last.least), _years(first.least, last.most))


def _years(first: Rational | None, last: Rational | None) -> Rational | None:
    if first is None or last is None:
        return None
    # Days written as 20251105 lie as far apart as their years, months and days do: what is left of a whole year is
    # less than 10000 of them.
    return Rational((_as_written(last) - _as_written(first)) // 10_000)


def _as_written(number: Rational) -> int:
    """Return a day written as one number; proofs try numbers beyond the first and last day of the calendar too."""
    day = dt.date.fromordinal(min(max(number.__floor__(), dt.date.min.toordinal()), dt.date.max.toordinal()))
    return day.year * 10_000 + day.month * 100 + day.day


def may_be_undefined(number: Number, facts: Mapping[Key, int]) -> bool:
    """Tell whether it may still turn out that a number cannot be made: somewhere it may be a share of nothing."""
    match number:
        case Quotient(top, bottom, _, empty):
            if empty is None:
                ends = bottom.ends(facts)
                if ends is None or ends.least is None or ends.least <= 0:
                    return True
            inner: tuple[Number, ...] = (top, bottom)
        case Weighted(terms):
            inner = tuple(term for _, term in terms)
        case Held(one) | Units(one):
            inner = (one,)
        case Farthest(numbers):
            inner = numbers
        case Chosen(options):
            inner = tuple(each for each, unless in options if not any(all_hold(tests, facts) for tests in unless))
        case Constant() | Leaf() | Years():
            return False
        case _:
            assert_never(number)
    return any(may_be_undefined(each, facts) for each in inner)


Number = Constant | Leaf | Weighted | Quotient | Held | Farthest | Chosen | Units | Years


def needed(number: Number) -> Iterator[Key]:
    """Yield the facts without which a number is not known, as those are not that only bound what is missing."""
    yield from (key for leaf in leaves(number) for key in (leaf.least, leaf.most))
    yield from (test.fact for test in choosing(number))


def leaves(number: Number) -> Iterator[Leaf]:
    """Yield the facts of which a number is made, without those that only choose between others."""
    if isinstance(number, Leaf):
        yield number
    for each in _inner(number):
        yield from leaves(each)


def choosing(number: Number) -> Iterator[Within]:
    """Yield the tests that choose somewhere in a number between others."""
    if isinstance(number, Chosen):
        yield from (test for option in number.options for tests in option.unless for test in tests)
    for each in _inner(number):
        yield from choosing(each)


def _inner(number: Number) -> tuple[Number, ...]:
    """Return the numbers of which one is made directly."""
    match number:
        case Leaf() | Constant():
            return ()
        case Weighted(terms):
            return tuple(term for _, term in terms)
        case Quotient(top, bottom) | Years(top, bottom):
            return (top, bottom)
        case Held(one) | Units(one):
            return (one,)
        case Farthest(numbers):
            return numbers
        case Chosen(options):
            return tuple(option.number for option in options)
        case _:
            assert_never(number)


def tests_in(number: Number) -> Iterator[tuple[Within, ...]]:
    """Yield the tests by which one of several numbers is chosen, wherever they stand in a number."""
    match number:
        case Chosen(options):
            yield from (tests for option in options for tests in option.unless)
            yield from (tests for option in options for tests in tests_in(option.number))
        case Weighted(terms):
            yield from (tests for _, term in terms for tests in tests_in(term))
        case Quotient(top, bottom):
            yield from (*tests_in(top), *tests_in(bottom))
        case Held(inner) | Units(inner):
            yield from tests_in(inner)
        case Farthest(numbers):
            yield from (tests for each in numbers for tests in tests_in(each))
        case Constant() | Leaf() | Years():
            return
        case _:
            assert_never(number)
