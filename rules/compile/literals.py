"""Literals: what makes something true and what makes it false, as tests of facts. Neither, and it is not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.rules.compile.program import Key, Within
from chamdiem.rules.compile.scope import YES_NO, Quantity
from chamdiem.rules.language import conditions as kinds
from chamdiem.rules.records.scalars import read_number, read_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable

Tests = tuple[Within, ...]


@dataclass(frozen=True, slots=True)
class Literal:
    """The alternatives that make something true, and those that make it false."""

    true: tuple[Tests, ...]
    false: tuple[Tests, ...]

    def __invert__(self) -> Literal:
        return Literal(self.false, self.true)


ALWAYS = Literal(true=((),), false=())
NEVER_KNOWN = Literal(true=(), false=())


def is_value(key: Key, value: int) -> Within:
    """Return the test that a fact has one value."""
    return Within(key, value, value)


def merge(tests: Iterable[Within]) -> Tests | None:
    """Return one test per fact, or None when they contradict each other."""
    merged: dict[Key, Within] = {}
    for test in tests:
        both = (merged.get(test.fact, test), test)
        low = max((one.at_least for one in both if one.at_least is not None), default=None)
        high = min((one.at_most for one in both if one.at_most is not None), default=None)
        # To be kept apart from "no test at all", which always holds.
        if low is not None and high is not None and low > high:
            return None
        merged[test.fact] = Within(test.fact, low, high)
    return tuple(merged.values())


def is_yes(key: Key) -> Literal:
    """Return the literal of a fact that is 1 where it is so, and 0 where it is not: a question, a condition."""
    return Literal(true=((is_value(key, 1),),), false=((is_value(key, 0),),))


def tested(quantity: Quantity, test: kinds.Test) -> Literal:
    """Return what makes a fact pass a test, and what makes it fail."""
    if isinstance(test, kinds.Comparison):
        return in_range(quantity, test)
    if not quantity.words:
        return _between(quantity, *quantity.exactly(read_number(test.words[0])))
    # "Not that word" is one of the others, each by a rule: an answer that is missing is none of them.
    # Of several words some may be those of other criteria, where the answers of all of them are counted.
    passing = {_word(quantity, word) for word in test.words}
    tests = [(word in passing, (is_value(quantity.least, code),)) for code, word in enumerate(quantity.words)]
    return Literal(
        true=tuple(each for passes, each in tests if passes), false=tuple(each for passes, each in tests if not passes)
    )


def in_range(quantity: Quantity, ends: kinds.Comparison) -> Literal:
    """Return what makes a number lie within the ends; of a score, whatever it still becomes."""
    return _between(quantity, *quantity.interval(ends))


def in_stretches(quantity: Quantity, bands: Iterable[kinds.Comparison]) -> tuple[Tests, ...]:
    """Return the alternatives by which a number lies in some band, known which or not: bands that adjoin are one."""
    stretches: list[tuple[int | None, int | None]] = []
    for low, high in sorted((quantity.interval(band) for band in bands), key=_from_below):
        before = stretches[-1] if stretches else None
        if before is None or (before[1] is not None and low is not None and low > before[1] + 1):
            stretches.append((low, high))
        elif before[1] is not None and (high is None or high > before[1]):
            stretches[-1] = (before[0], high)
    return tuple(tests for stretch in stretches for tests in _between(quantity, *stretch).true)


def _from_below(ends: tuple[int | None, int | None]) -> tuple[bool, int]:
    low, _ = ends
    return low is not None, low or 0


def _between(quantity: Quantity, low: int | None, high: int | None) -> Literal:
    # Of a score both ends are asked: it is sure to reach a threshold when its least does, and sure to miss it when its
    # most does. Of a plain fact the two are one and the same.
    tests = [Within(quantity.least, low, None)] if low is not None else []
    tests += [Within(quantity.most, None, high)] if high is not None else []
    true = merge(tests)
    false = [(Within(quantity.most, None, low - 1),)] if low is not None else []
    false += [(Within(quantity.least, high + 1, None),)] if high is not None else []
    return Literal(() if true is None else (true,), tuple(false))


def _word(quantity: Quantity, word: str) -> str:
    return YES_NO[read_yes_no(word)] if quantity.words == YES_NO else word
