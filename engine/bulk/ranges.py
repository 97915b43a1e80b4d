"""Between which ends a fact of a program lies, whatever a record says: by them a query does with narrow whole numbers.

A given number is taken to lie between `GIVEN`. A database that meets another one says so where it becomes too wide; of
one that would not (`Dialect.most`) whoever has the table keeps them out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from chamdiem.rules.compile.exact import Agreed, Exact
from chamdiem.rules.compile.program import Extreme, Fraction, Linear, Pick
from chamdiem.rules.compile.rescaling import Rescaling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.rules.compile.program import Formula, Key, Program, Rule


class ValueRange(NamedTuple):
    """The least and the most that a whole number can be."""

    least: int
    most: int

    def times(self, factor: int) -> ValueRange:
        """Return the range of a product."""
        return ValueRange(*sorted((factor * self.least, factor * self.most)))

    def fits(self, bits: int) -> bool:
        """Tell whether whole numbers of so many bits hold all of it."""
        return -(1 << (bits - 1)) <= self.least and self.most < 1 << (bits - 1)


GIVEN = ValueRange(-(10**12), 10**12)
ANY = ValueRange(-(10**36), 10**36)
"""Of a fact of which no ends are worked out."""


def ranges(program: Program) -> Mapping[Key, ValueRange]:
    """Return the range of every fact, where it is known."""
    found = dict.fromkeys(program.inputs, GIVEN)
    for then, by in program.steps:
        found[then] = _range(by, found)
    return found


def range_of_sum(formula: Linear, found: Mapping[Key, ValueRange]) -> ValueRange:
    """Return the range of a sum before it is held between its ends."""
    parts = _parts(formula, found)
    return ValueRange(sum(part.least for part in parts), sum(part.most for part in parts))


def range_on_the_way(formula: Linear, found: Mapping[Key, ValueRange]) -> ValueRange:
    """Return the range of whatever is met while a sum is added up, in any order."""
    farthest = sum(max(-part.least, part.most, 0) for part in _parts(formula, found))
    return ValueRange(-farthest, farthest)


def _parts(formula: Linear, found: Mapping[Key, ValueRange]) -> list[ValueRange]:
    terms = [_or(found[fact], default).times(factor) for factor, fact, default in formula.terms]
    return [ValueRange(formula.constant, formula.constant), *terms]


def _range(by: tuple[Rule, ...] | Formula, found: Mapping[Key, ValueRange]) -> ValueRange:
    match by:
        case tuple():
            return _hull(rule.value for rule in by)
        case Linear():
            return _held(range_of_sum(by, found), by.at_least, by.at_most)
        case Pick():
            return _of([option for _, option in by.options], found)
        case Extreme():
            several = [option.value for option in by.options]
            return _of(several if by.default is None else [*several, by.default], found)
        case Exact():
            return _or(_held(ANY, by.at_least, by.at_most), by.default)
        case Fraction() | Agreed() | Rescaling():
            return ANY
        case _:
            assert_never(by)


def _of(several: Iterable[Key | int], found: Mapping[Key, ValueRange]) -> ValueRange:
    return _hull(end for each in several for end in ((each,) if isinstance(each, int) else found[each]))


def _or(range_: ValueRange, value: int | None) -> ValueRange:
    return range_ if value is None else _hull((*range_, value))


def _held(range_: ValueRange, at_least: int | None, at_most: int | None) -> ValueRange:
    """Return the range of what is held first to the one end, then to the other."""
    low = range_ if at_least is None else ValueRange(max(range_.least, at_least), max(range_.most, at_least))
    return low if at_most is None else ValueRange(min(low.least, at_most), min(low.most, at_most))


def _hull(values: Iterable[int]) -> ValueRange:
    several = tuple(values) or (0,)
    return ValueRange(min(several), max(several))
