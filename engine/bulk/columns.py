"""The columns of a query, each made from others: laid out in levels, so that every level reads only lower ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.engine.bulk.dialects import Dialect
    from chamdiem.rules.compile.program import Within

    Tests = tuple[Within, ...]


class MadeColumn(NamedTuple):
    """A column that is made, and what makes it."""

    name: str
    sql: str
    level: int


class Columns:
    """Collects columns by their quoted names, and what each reads."""

    def __init__(self, dialect: Dialect, inputs: Iterable[Key]) -> None:
        self.dialect = dialect
        self._levels: dict[str, int] = {dialect.named(str(key)): 0 for key in inputs}
        self._made: list[MadeColumn] = []

    def of(self, key: Key) -> str:
        """Return the column of a fact."""
        return self.dialect.named(str(key))

    def put(self, then: Key | str, sql: str, reads: Iterable[str]) -> str:
        """Make a column of a fact, or one of a name that no fact has, and return its name."""
        name = self.of(then) if isinstance(then, Key) else self.dialect.named(then)
        level = 1 + max((self._levels.get(each, 0) for each in reads), default=0)
        self._levels[name] = level
        self._made.append(MadeColumn(name, sql, level))
        return name

    def levels(self) -> Iterator[tuple[MadeColumn, ...]]:
        """Yield the columns level by level."""
        for level in range(1, 1 + max((each.level for each in self._made), default=0)):
            yield tuple(each for each in self._made if each.level == level)

    # --- tests ---

    def test(self, test: Within) -> str:
        """Return what tells whether a test holds; of a missing fact it is neither."""
        fact, low, high = self.of(test.fact), test.at_least, test.at_most
        if low is not None and low == high:
            return f"{fact} = {low}"
        if low is not None and high is not None:
            return f"{fact} BETWEEN {low} AND {high}"
        if low is not None:
            return f"{fact} >= {low}"
        return f"{fact} IS NOT NULL" if high is None else f"{fact} <= {high}"

    def all_hold(self, tests: Iterable[Within]) -> str:
        """Return what tells whether all tests hold."""
        return " AND ".join(map(self.test, tests)) or "TRUE"

    def any_holds(self, ways: Iterable[Tests]) -> str:
        """Return what tells whether all tests of one of the ways hold."""
        return " OR ".join(f"({self.all_hold(tests)})" for tests in ways) or "FALSE"

    def tested(self, ways: Iterable[Tests]) -> Iterator[str]:
        """Yield the columns that tests read."""
        return (self.of(test.fact) for tests in ways for test in tests)
