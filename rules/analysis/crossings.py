"""Where a measure crosses ends as a number moves it, found by halving: a run for each of a thousand counts is too much.

A sum, and a quotient with the number above, below or in both (who comes is counted in each), rises or falls all the way
where it exists, and goes on existing once it does, or ceases once. What holds a number, chooses it, or is made of such
turns: `cut` follows measures in their order, so that each is asked between the turns of those of which it is made. What
is made otherwise (`compile.exact`) is tried at every value, and never comes here.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from chamdiem.rules.compile.exact import Exact
from chamdiem.rules.compile.expressions import tests_in
from chamdiem.rules.compile.interpreter import cuts
from chamdiem.rules.compile.program import Extreme, Fraction, Linear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chamdiem.rules.compile.program import Formula, Key, Program

    Curve = Callable[[int], int | None]


def cuts_of(program: Program) -> dict[Key, set[int]]:
    """Return for every fact where ranges begin or have just ended, of rules and of what is open, and where it may turn.

    Bounds test facts too, not only rules do: a band, or a choice, that is out narrows them before any rule can fire.
    """
    ways = [rule.when for rule in program.rules]
    for formula in program.formulas:
        if isinstance(formula, Extreme):
            ways += [tests for option in formula.options for tests in option.unless]
        elif isinstance(formula, Exact):
            ways += tests_in(formula.number)
    found = cuts(test for tests in ways for test in tests)
    for fact, place in turns(program.formulas):
        found.setdefault(fact, set()).add(place)
    return found


def turns(formulas: Iterable[Formula]) -> Iterator[tuple[Key, int]]:
    """Yield at which values of a fact what is made of it may turn: there is a share at all, or a shortfall begins."""
    for formula in formulas:
        if isinstance(formula, Fraction):
            yield formula.denominator, 1
        elif isinstance(formula, Linear) and formula.at_least is not None:
            yield formula.then, formula.at_least + 1


def cut(starts: Sequence[int], measures: Iterable[tuple[Iterable[Curve], Sequence[int]]]) -> list[int]:
    """Return where stretches begin, and the last has ended, once they are cut where each measure crosses its ends.

    A measure has one curve or more, and its ends, those of `turns` among them. Measures are given in the order in which
    they are made: between the cuts of those before it, a measure rises or falls all the way.
    """
    for curves, ends in measures:
        spans = list(pairwise(starts))
        crossed = (crossings(curve, ends, start, after - 1) for curve in curves for start, after in spans)
        starts = sorted({*starts, *(place for places in crossed for place in places)})
    return list(starts)


def crossings(at: Callable[[int], int | None], ends: Iterable[int], low: int, high: int) -> Iterator[int]:
    """Yield where a measure begins to exist between two places, and where it first lies beyond an end, seen from there.

    `at` gives its value at a place, None where it has none.
    """
    start = _first(low, high, lambda place: at(place) is not None)
    if start is None:
        return
    yield start
    for end in ends:
        began = _reaches(at, end, start)
        crossed = _first(start, high, lambda place: _reaches(at, end, place) != began)  # noqa: B023 - asked at once
        if crossed is not None:
            yield crossed


def _reaches(at: Callable[[int], int | None], end: int, place: int) -> bool | None:
    value = at(place)
    return None if value is None else value >= end


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int | None:
    """Return the first place at which something holds, where it goes on holding from there to the last."""
    if holds(low):
        return low
    if not holds(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high
