"""Find the heading of a table: one row that names columns, or two of which the lower divides what the upper names.

Columns are known by labels or ids, in whatever order they stand.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from chamdiem.engine.reading.table_columns import folded
from chamdiem.rules.records.faults import Fault, FaultyInput, Path
from chamdiem.rules.records.scalars import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.engine.grids.grids import Grid, GridRow
    from chamdiem.engine.reading.table_columns import Headings
    from chamdiem.rules.records.shape import RecordShape

FEWEST_KNOWN = 2
"""So many known columns make a heading."""
_NUMBERED = frozenset({"tt", "stt"})
"""Columns that only count the rows."""
_CLOSE, _CLOSE_NUMBERED = 0.75, 0.4
"""How much of a heading must be alike; of one with a criterion's number, the number says most."""
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_FIRST_TEXTS = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """The row of a heading, and where in a record of a shape the cells of each of its columns belong."""

    row: int
    columns: Mapping[int, Path]
    shape: RecordShape

    def path(self, column: int) -> Path:
        """Return where the cells of a column belong; nowhere, where it has no name."""
        return self.columns.get(column, ())


def begins_heading(row: GridRow, headings: Headings) -> bool:
    """Tell whether one of a row's first texts is a column's: a quick look at rows, of which there are many."""
    return any(headings.path(text) is not None for text in islice(row.texts.values(), _FIRST_TEXTS))


def is_heading(row: GridRow, headings: Headings) -> bool:
    """Tell whether a row names columns: two at least, and half of what it says."""
    known = known_columns(row, headings)
    return known >= FEWEST_KNOWN and (headings.spare or known * 2 >= len(row.texts))


def known_columns(row: GridRow, headings: Headings) -> int:
    """Return how many columns a row names."""
    return sum(headings.path(text) is not None for text in row.texts.values())


def read_heading(grid: Grid, row: GridRow, headings: Headings) -> Heading:
    """Return the columns that a row names.

    Raises:
        FaultyInput: every name that is unknown, given twice or unreadable.
    """
    columns: dict[int, Path] = {}
    faults = [Fault(fault.code, (), fault.details, grid.place(row.number, at)) for at, fault in row.faults.items()]
    for column, text in row.texts.items():
        name = folded(text)
        path = headings.path(text)
        details = {"name": shown(text)}
        close = _similar(name, headings.known) if path is None else []
        if name in _NUMBERED or (path is None and headings.spare and not close):
            columns[column] = ()
        elif path is None:
            details["close"] = listed(f"“{heading}”" for heading in close)
            code = "table.similar_column" if close else "table.unknown_column"
            faults.append(Fault(code, place=grid.place(row.number, column), details=details))
        elif path in columns.values():
            faults.append(Fault("table.repeated_column", place=grid.place(row.number, column), details=details))
        else:
            columns[column] = path
    if faults:
        raise FaultyInput(faults)
    return Heading(row.number, columns, headings.shape)


def _similar(name: str, known: Iterable[str]) -> list[str]:
    """Return the known heading that is most like another; one of another criterion's number is never meant."""
    number = _NUMBER.match(name)
    if number is None:
        return difflib.get_close_matches(name, known, 1, _CLOSE)
    same = [each for each in known if (own := _NUMBER.match(each)) and own[0] == number[0]]
    return difflib.get_close_matches(name, same, 1, _CLOSE_NUMBERED)


def joined(upper: GridRow, lower: GridRow, headings: Headings) -> GridRow | None:
    """Return two rows as the one heading that they are together, or None where they are not.

    Where a column has a name in the lower row, what stands above it only heads a group of columns; where it has none,
    its name is the upper row's.
    """
    if lower.number != upper.number + 1 or lower.faults or not _names_columns(lower.texts, headings):
        return None
    kept = {column: text for column, text in upper.texts.items() if column not in lower.texts}
    replaced = [text for column, text in upper.texts.items() if column in lower.texts]
    if any(headings.path(text) is not None for text in replaced) or not _names_columns(kept, headings):
        return None
    return replace(upper, number=lower.number, texts=dict(sorted({**kept, **lower.texts}.items())))


def _names_columns(texts: Mapping[int, str], headings: Headings) -> bool:
    """Tell whether every text of a row is the name of a column."""
    names = [folded(text) for text in texts.values()]
    return bool(names) and all(name in _NUMBERED or headings.path(name) is not None for name in names)
