"""Cells: stretches of the values of a fact within which no rule can tell two records apart."""

from __future__ import annotations

from typing import NamedTuple

from chamdiem.rules.compile.program import Key


class ValueCell(NamedTuple):
    """The stored values from `low` to `high` (None: open), or, not `defined`, that there is none."""

    low: int | None
    high: int | None
    defined: bool = True

    @property
    def value(self) -> int:
        """A value in the cell: all of them are alike to every rule."""
        return self.low if self.low is not None else self.high if self.high is not None else 0

    def holds(self, value: int | None) -> bool:
        """Tell whether a value, None where there is none, lies in the cell."""
        if value is None or not self.defined:
            return value is None and not self.defined
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


UNDEFINED = ValueCell(None, None, defined=False)
Choice = dict[Key, ValueCell]
"""A cell for each of some facts."""
