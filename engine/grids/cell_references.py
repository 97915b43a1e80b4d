"""References to cells of a spreadsheet (F12, B2:C3), read by one parser: as a whole, in either case, within its ends.

What is not exactly a reference ($A$2, A0, XFE1) is none: every reader refuses it instead of guessing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
"""XFD1048576, the last cell that a sheet has."""
_CELL = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_LETTERS = 26


class Span(NamedTuple):
    """The cells between two corners, both counted in."""

    top: int
    left: int
    bottom: int
    right: int


def column_number(letters: str) -> int:
    """Return the number of a column: F is 6."""
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def cell_of(reference: str) -> tuple[int, int] | None:
    """Return the row and column of a reference to one cell, or None where it is none."""
    found = _CELL.fullmatch(reference)
    if found is None:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def span_of(reference: str) -> Span | None:
    """Return the cells of a reference to one cell or to those between two corners, or None where it is none."""
    first, colon, last = reference.partition(":")
    one, other = cell_of(first), cell_of(last if colon else first)
    if one is None or other is None:
        return None
    rows, columns = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Span(rows[0], columns[0], rows[1], columns[1])
