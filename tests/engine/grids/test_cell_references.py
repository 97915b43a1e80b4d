"""References to cells: whole, in either case, within the sheet; whatever else looks like one is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.engine.grids.cell_references import LAST_COLUMN, LAST_ROW, Span, cell_of, column_number, span_of
from chamdiem.rules.records.faults import column_letters


@given(st.integers(1, LAST_ROW), st.integers(1, LAST_COLUMN), st.booleans())
def test_every_cell_is_read_as_it_is_written(row: int, column: int, small: bool) -> None:  # noqa: FBT001 - drawn
    """The reference to a cell, in either case, gives its row and column."""
    reference = f"{column_letters(column)}{row}"
    assert cell_of(reference.lower() if small else reference) == (row, column)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A",
        "1",
        "$A$2",
        "A$2",
        "A0",
        "A01",
        "XFE1",
        "A1048577",
        "AAAA1",
        " A1",
        "A1\n",
        "A1:B2",
        "R1C1",
        "Ạ1",
        "A１",
    ],
)
def test_what_is_no_reference(text: str) -> None:
    """Signs, blanks, zeros, other letters and what lies beyond the sheet are no references."""
    assert cell_of(text) is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("B2:C3", Span(2, 2, 3, 3)),
        ("c3:b2", Span(2, 2, 3, 3)),
        ("C2:B3", Span(2, 2, 3, 3)),
        ("D4", Span(4, 4, 4, 4)),
        ("A:B", None),
        ("1:2", None),
        ("A1:", None),
        (":A1", None),
        ("A1:B2:C3", None),
        ("$A$1:B2", None),
    ],
)
def test_cells_between_two_corners(text: str, span: Span | None) -> None:
    """Two corners give the cells between them, whichever two they are."""
    assert span_of(text) == span


@pytest.mark.parametrize("number", [1, 26, 27, 52, 702, 703, 16384])
def test_letters_of_columns(number: int) -> None:
    """A column's letters and its number are each other's inverse: A, Z, AA, … XFD."""
    assert column_number(column_letters(number)) == number
