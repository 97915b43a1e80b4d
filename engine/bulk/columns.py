"""The columns of a query, each made from others: laid out in levels, so that every level reads only lower ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chamdiem.engine.bulk.ranges import ValueRange
from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.engine.bulk.dialects import Dialect
    from chamdiem.rules.compile.program import Within

    Tests = tuple[Within, ...]

NARROW, FULL = 32, 64
"""The bits of the narrow whole numbers of a database, and of those that any fact has."""


class MadeColumn(NamedTuple):
    """A column that is made, what makes it, and from which columns."""

    name: str
    sql: str
    reads: frozenset[str]
    level: int


class QuotientColumns(NamedTuple):
    """The columns of a `marked` fraction: its upper number, and its lower one, which is NULL where it is not above 0.

    `most` is the farthest from 0 that the lower one can be.
    """

    top: str
    bottom: str
    most: int


class Columns:
    """Collects columns by their quoted names, and what each reads. `ranges` are those of the facts."""

    def __init__(self, dialect: Dialect, inputs: Iterable[Key], ranges: Mapping[Key, ValueRange]) -> None:
        self.dialect, self.ranges = dialect, ranges
        self._made: dict[str, MadeColumn] = {}
        self._given = frozenset(inputs)
        self._quotients: dict[Key, QuotientColumns] = {}

    def of(self, key: Key) -> str:
        """Return the column of a fact."""
        return self.dialect.named(str(key))

    def given(self, key: Key) -> str:
        """Return what makes the column of a given fact of that of a table, which may be narrower than facts are."""
        return f"CAST({self.of(key)} AS {self.dialect.fact}) AS {self.of(key)}"

    def type_of(self, key: Key) -> str:
        """Return the type of the column of a fact: the narrow one, where every value of it is known to be narrow."""
        is_narrow = key not in self._given and self.ranges[key].fits(NARROW)
        return self.dialect.narrow if is_narrow else self.dialect.fact

    def full(self, key: Key) -> str:
        """Return the column of a fact in the type that any fact has, so that it can be reckoned with."""
        own = self.of(key)
        return own if self.type_of(key) == self.dialect.fact else f"CAST({own} AS {self.dialect.fact})"

    def put(self, then: Key | str, sql: str, reads: Iterable[str]) -> str:
        """Make a column of a fact, or one of a name that no fact has, and return its name."""
        name = self.of(then) if isinstance(then, Key) else self.dialect.named(then)
        several = frozenset(reads)
        level = 1 + max((self._made[each].level for each in several if each in self._made), default=0)
        self._made[name] = MadeColumn(name, sql, several, level)
        return name

    def put_quotient(self, then: Key, quotient: QuotientColumns) -> None:
        """Have the tests of a fact, a `marked` fraction, compare its two numbers: nothing is divided."""
        self._quotients[then] = quotient

    def levels(self, asked: Iterable[str]) -> Iterator[tuple[MadeColumn, ...]]:
        """Yield level by level the columns that are asked for, and those that these are made from."""
        needed: set[str] = set()
        waiting = [name for name in asked if name in self._made]
        while waiting:
            name = waiting.pop()
            if name not in needed:
                needed.add(name)
                waiting += (each for each in self._made[name].reads if each in self._made)
        several = [each for each in self._made.values() if each.name in needed]
        for level in range(1, 1 + max((each.level for each in several), default=0)):
            yield tuple(each for each in several if each.level == level)

    # --- tests ---

    def test(self, test: Within) -> str:
        """Return what tells whether a test holds; of a missing fact it is neither."""
        if test.fact in self._quotients:
            return self._compared(self._quotients[test.fact], test)
        fact, low, high = self.of(test.fact), test.at_least, test.at_most
        if low is not None and low == high:
            return f"{fact} = {low}"
        if low is not None and high is not None:
            return f"{fact} BETWEEN {low} AND {high}"
        if low is not None:
            return f"{fact} >= {low}"
        return f"{fact} IS NOT NULL" if high is None else f"{fact} <= {high}"

    def _compared(self, of: QuotientColumns, test: Within) -> str:
        """Return a test of a `marked` fraction by what its values mean, for which see `program.Fraction`."""
        low, high = test.at_least, test.at_most
        parts = []
        if low is not None:
            sign = ">" if low % 2 else ">="
            parts.append(f"{of.top} {sign} {self._multiple(of, low // 2)}")
        if high is not None:
            sign, end = ("<", high // 2 + 1) if high % 2 else ("<=", high // 2)
            parts.append(f"{of.top} {sign} {self._multiple(of, end)}")
        return " AND ".join(parts) or f"{of.top} IS NOT NULL AND {of.bottom} IS NOT NULL"

    def _multiple(self, of: QuotientColumns, factor: int) -> str:
        if ValueRange(-of.most, of.most).times(factor).fits(FULL):
            return f"{of.bottom} * {factor}"
        return self.dialect.times(of.bottom, factor)

    def all_hold(self, tests: Iterable[Within]) -> str:
        """Return what tells whether all tests hold."""
        return " AND ".join(map(self.test, tests)) or "TRUE"

    def any_holds(self, ways: Iterable[Tests]) -> str:
        """Return what tells whether all tests of one of the ways hold."""
        return " OR ".join(f"({self.all_hold(tests)})" for tests in ways) or "FALSE"

    def tested(self, ways: Iterable[Tests]) -> Iterator[str]:
        """Yield the columns that tests read."""
        for tests in ways:
            for test in tests:
                quotient = self._quotients.get(test.fact)
                yield from (self.of(test.fact),) if quotient is None else (quotient.top, quotient.bottom)
