"""Spans of months: what people name, and the months that they have."""

from __future__ import annotations

import datetime as dt

import pytest

from chamdiem.rules.records.scalars import ScalarError
from chamdiem.rules.records.spans import last_day, months_between, read_span, span_around


@pytest.mark.parametrize(
    ("typed", "first", "count"),
    [("2026", "2026-01", 12), ("2026-H2", "2026-07", 6), ("2026-q3", "2026-07", 3), ("2026-03", "2026-03", 1)],
)
def test_a_span_has_its_months(typed: str, first: str, count: int) -> None:
    """A year, a half-year, a quarter and a month have as many months as they should, in order."""
    months = read_span(typed).months
    assert (months[0], len(months)) == (first, count)
    assert list(months) == sorted(months)


@pytest.mark.parametrize("typed", ["2026-Q5", "2026-H3", "2026-13", "26", "quý III", "", "9999", "0000", "2026-Q0"])
def test_what_is_no_span_is_refused(typed: str) -> None:
    """Whatever names no months of a year is refused."""
    with pytest.raises(ScalarError):
        read_span(typed)


def test_a_span_ends_on_its_last_day() -> None:
    """The last day of a span is that of its last month, in leap years too."""
    assert read_span("2024-02").last_day == dt.date(2024, 2, 29)
    assert read_span("2026").last_day == dt.date(2026, 12, 31)
    assert last_day("2026-02") == dt.date(2026, 2, 28)


def test_a_month_lies_in_its_span() -> None:
    """Each month lies in just one quarter, half-year and year, which says itself as it is typed."""
    assert [str(span_around("2026-08", kind)) for kind in ("quarter", "half_year", "year", "month")] == [
        "2026-Q3",
        "2026-H2",
        "2026",
        "2026-08",
    ]


def test_months_go_on_over_the_year() -> None:
    """The months between two go over the turn of a year; backwards there are none."""
    assert months_between("2025-11", "2026-02") == ("2025-11", "2025-12", "2026-01", "2026-02")
    assert months_between("2026-02", "2025-11") == ()
