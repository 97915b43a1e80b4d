"""The periods of records as people write them."""

from __future__ import annotations

import datetime as dt

import pytest

from chamdiem.rules.records.periods import (
    PERIOD_KINDS,
    first_day_of,
    last_day_of,
    period_kind,
    read_period_of,
)
from chamdiem.rules.records.scalars import ScalarError


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("quý III/2026", "2026-Q3"), ("Quý 3 năm 2026", "2026-Q3"), ("Q3/2026", "2026-Q3"), ("2026-Q3", "2026-Q3"),
        ("2026-q3", "2026-Q3"), ("quý iv, năm 2026", "2026-Q4"), ("6 tháng đầu năm 2026", "2026-H1"),
        ("sáu tháng cuối năm 2026", "2026-H2"), ("2026-H2", "2026-H2"), ("2026", "2026"), ("năm 2026", "2026"),
        ("cả năm 2026", "2026"), ("nhiệm kỳ 2025-2030", "2025-2030"), ("2025 – 2030", "2025-2030"),
        ("11/2026", "2026-11"), ("tháng 11 năm 2026", "2026-11"),
    ],
)  # fmt: skip
def test_periods_are_read_as_people_write_them(written: str, read: str) -> None:
    """A quarter, a half-year, a year, a term and a month have one text each, however they were typed."""
    assert read_period_of(written, PERIOD_KINDS) == read


@pytest.mark.parametrize("written", ["quý V/2026", "2026-Q5", "2026-H3", "2030-2025", "1990-2026", "quý ba", "2026-13"])
def test_what_is_no_period_is_refused(written: str) -> None:
    """A fifth quarter, a third half-year, a term that ends before it begins: none of them is guessed at."""
    with pytest.raises(ScalarError):
        read_period_of(written, PERIOD_KINDS)


def test_a_period_of_another_kind_is_refused() -> None:
    """Where quarters are scored, a year is refused, and the sentence can say what is needed."""
    with pytest.raises(ScalarError) as refused:
        read_period_of("2026", ("quarter", "half_year"))
    assert refused.value.code == "scalar.period_of"
    assert refused.value.details["period_kinds"] == "quarter, half_year"


@pytest.mark.parametrize(
    ("period", "kind", "first", "last"),
    [
        ("2026-11", "month", "2026-11-01", "2026-11-30"),
        ("2026-Q1", "quarter", "2026-01-01", "2026-03-31"),
        ("2026-H2", "half_year", "2026-07-01", "2026-12-31"),
        ("2026", "year", "2026-01-01", "2026-12-31"),
        ("2025-2030", "term", "2025-01-01", "2030-12-31"),
    ],
)
def test_a_period_begins_and_ends(period: str, kind: str, first: str, last: str) -> None:
    """Each has its kind, its first day and its last, by which the framework in force is chosen."""
    assert period_kind(period) == kind
    assert (first_day_of(period), last_day_of(period)) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
