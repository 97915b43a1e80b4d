"""A rule program over arrays of numpy, put beside the query: of each fact its values, and which of them are known.

It stands here as a measure of what columns could be had for, and is no part of the program: see `bulk_arrays`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from chamdiem.engine.bulk.asked import left_to_ask
from chamdiem.engine.bulk.ranges import ranges
from chamdiem.rules.compile.literals import merge
from chamdiem.rules.compile.program import Extreme, Fraction, Key, Linear, Pick, Within, reads

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from chamdiem.rules.compile.program import Program, Rule

    Array = Any
    Column = tuple[Array, Array]
    Tests = tuple[Within, ...]


class ArrayProgram:
    """A program made ready to conclude what is wanted of many records at once."""

    def __init__(self, program: Program, wanted: Collection[Key]) -> None:
        self._ranges, self._given = ranges(program), program.inputs
        needed, waiting = set[Key](), [*wanted]
        clashing = {then: list(_clashing(by)) for then, by in program.steps if isinstance(by, tuple)}
        waiting += [then for then, pairs in clashing.items() if pairs]
        while waiting:
            key = waiting.pop()
            if key not in needed:
                needed.add(key)
                waiting += reads(program.by[key]) if key in program.by else ()
        self._clashes = [pair for then in needed for pair in clashing.get(then, ())]
        self._steps = [(then, by) for then, by in program.steps if then in needed]

    def run(self, inputs: dict[Key, Column]) -> Concluded:
        """Conclude; a value that is not known is any number."""
        found = Concluded(inputs)
        for then, by in self._steps:
            type_ = np.int32 if self._ranges[then].fits(32) else np.int64
            match by:
                case tuple():
                    found.conclude_rules(then, by, type_)
                case Linear():
                    found.columns[then] = found.total(by, type_)
                case Fraction():
                    found.put_fraction(by)
                case Pick():
                    found.columns[then] = found.picked(by, type_)
                case Extreme():
                    found.columns[then] = found.farthest(by)
                case _:
                    raise TypeError(by)
        for tests in self._clashes:
            found.conflict |= found.all_hold(tests)
        return found


def _clashing(rules: Sequence[Rule]) -> Iterable[Tests]:
    for place, one in enumerate(rules):
        for other in rules[place + 1 :]:
            both = merge((*one.when, *other.when))
            if one.value != other.value and both is not None:
                yield both


class Concluded:
    """What was concluded: columns of facts, the numbers of rules, and where two rules disagree."""

    def __init__(self, inputs: dict[Key, Column]) -> None:
        self.columns = dict(inputs)
        self.rules: dict[Key, Array] = {}
        self._count = len(next(iter(inputs.values()))[0])
        self.conflict = np.zeros(self._count, bool)
        self._fractions: dict[Key, tuple[Array, Array, Array]] = {}

    # --- tests ---

    def _holds(self, test: Within) -> Array:
        fact, low, high = test
        if fact in self._fractions:
            return self._compared(*self._fractions[fact], low, high)
        values, known = self.columns[fact]
        if low is not None and low == high:
            return known & (values == low)
        held = known if low is None else known & (values >= low)
        return held if high is None else held & (values <= high)

    @staticmethod
    def _compared(top: Array, bottom: Array, known: Array, low: int | None, high: int | None) -> Array:
        held = known
        if low is not None:
            held = held & (top > bottom * (low // 2) if low % 2 else top >= bottom * (low // 2))
        if high is not None:
            held = held & (top < bottom * (high // 2 + 1) if high % 2 else top <= bottom * (high // 2))
        return held

    def all_hold(self, tests: Tests) -> Array:
        """Tell of which records all tests hold."""
        held: Array = None
        for test in tests:
            held = self._holds(test) if held is None else held & self._holds(test)
        return np.ones(self._count, bool) if held is None else held

    def _is_open(self, unless: Sequence[Tests]) -> Array:
        out = np.zeros(self._count, bool)
        for tests in unless:
            out |= self.all_hold(tests)
        return ~out

    # --- what is concluded ---

    def conclude_rules(self, then: Key, rules: Sequence[Rule], type_: type) -> None:
        """Conclude by the first rule that holds."""
        number = np.full(self._count, len(rules), np.int16)
        for place, tests in reversed(list(enumerate(left_to_ask(rule.when for rule in rules)))):
            np.copyto(number, np.int16(place), where=self.all_hold(tests))
        self.rules[then] = number
        self.columns[then] = np.array([*(rule.value for rule in rules), 0], type_)[number], number != len(rules)

    def total(self, formula: Linear, type_: type) -> Column:
        """Conclude a sum."""
        total: Array = np.full(self._count, formula.constant, type_)
        every = np.ones(self._count, bool)
        for factor, fact, default in formula.terms:
            values, known = self.columns[fact]
            if default is None:
                every &= known
            else:
                values = np.where(known, values, default)
            total = total + (values if factor == 1 else values.astype(type_, copy=False) * factor)
        if (formula.at_least, formula.at_most) != (None, None):
            total = np.clip(total, formula.at_least, formula.at_most)
        return total, every

    def put_fraction(self, formula: Fraction) -> None:
        """Keep the two numbers of a `marked` fraction, by which tests compare it."""
        (top, one), (bottom, other) = self.columns[formula.numerator], self.columns[formula.denominator]
        self._fractions[formula.then] = top.astype(np.int64) * formula.scale, bottom, one & other & (bottom > 0)

    def picked(self, formula: Pick, type_: type) -> Column:
        """Conclude what a selector points at."""
        selector, is_known = self.columns[formula.selector]
        values: Array = np.zeros(self._count, type_)
        known = np.zeros(self._count, bool)
        for value, option in formula.options:
            chosen = is_known & (selector == value)
            own, there = self.columns[option] if isinstance(option, Key) else (option, True)
            values, known = np.where(chosen, own, values), known | (chosen & there)
        return values, known

    def farthest(self, formula: Extreme) -> Column:
        """Conclude the lowest or highest of what is open."""
        values: Array = np.zeros(self._count, np.int64)
        is_any, unknown = np.zeros(self._count, bool), False
        for option, unless in formula.options:
            is_open = self._is_open(unless)
            own, there = self.columns[option] if isinstance(option, Key) else (option, True)
            unknown = unknown | (is_open & np.logical_not(there))
            is_beyond = own > values if formula.highest else own < values
            values = np.where(is_open & (~is_any | is_beyond), own, values)
            is_any |= is_open
        if formula.default is None:
            return values, is_any & np.logical_not(unknown)
        return np.where(is_any, values, formula.default), np.logical_not(unknown)
