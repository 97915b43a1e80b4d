"""A cell's months in order: each held, not held, unknown, or outside of the time in which the cell was there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from chamdiem.rules.records.identity import CellKey

MonthState = Literal["held", "not_held", "unknown", "outside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overruled:
    """That another rating was decided than was computed (its id; None: none was certain), and why; blank: not said."""

    computed: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One record of a cell, as the ledger, a folder or a workbook has it.

    `facts` are by field name, as rules store them. `rating` is the id of the rating that counts for the layer that was
    asked for; None: it is not decided or not certain, and `possible` are those that may still be given. `total` is the
    least and the most, in hundredths. `source` is the hash of the ledger's entry, or the place in a file.
    """

    period: str
    day: dt.date | None
    kind: str
    framework: str
    facts: Mapping[str, int]
    rating: str | None
    possible: tuple[str, ...]
    total: tuple[int, int] | None
    layer: str
    source: str
    overruled: Overruled | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellMonth:
    """One month of a cell.

    held: it has records; several of them each count, and are named. not_held: somebody said so. unknown: no report
    came, which is never the same. outside: the cell did not exist, as the directory says. `source` tells who says
    not_held or outside.
    """

    period: str
    state: MonthState
    records: tuple[Known, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The months of one cell, in order and without gaps."""

    cell: CellKey
    months: tuple[CellMonth, ...]

    def at(self, periods: Collection[str]) -> Timeline:
        """Return the timeline of some of its months, such as those of a year to date, a quarter, a year."""
        return replace(self, months=tuple(month for month in self.months if month.period in periods))
