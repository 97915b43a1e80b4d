"""Spans of months: a month, a quarter, a half-year, a year, as people name them, and the months that each has.

A month is a text such as 2026-03, so that months in order are texts in order.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from chamdiem.rules.records.scalars import ScalarError, scalar_text

if TYPE_CHECKING:
    from collections.abc import Mapping

SpanKind = Literal["month", "quarter", "half_year", "year"]
LENGTHS: Mapping[SpanKind, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""How many months a span of each kind has."""
TO = ".."
"""What stands between the first and the last of several months."""
_YEAR = 12
_LAST_YEAR = 9999
_LETTERS: Mapping[str, SpanKind] = {"H": "half_year", "Q": "quarter", "": "month"}
_SPAN = re.compile(r"([0-9]{4})(?:-([HQhq]?)([0-9]{1,2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSpan:
    """One span: the `number`-th of its kind in its year, counted from 1."""

    kind: SpanKind
    year: int
    number: int = 1

    def __str__(self) -> str:
        """Return it as it is typed: 2026, 2026-H1, 2026-Q3, 2026-03."""
        match self.kind:
            case "year":
                return f"{self.year:04}"
            case "half_year":
                return f"{self.year:04}-H{self.number}"
            case "quarter":
                return f"{self.year:04}-Q{self.number}"
            case "month":
                return f"{self.year:04}-{self.number:02}"

    @property
    def months(self) -> tuple[str, ...]:
        """Its months, in order."""
        return _months(self.year, LENGTHS[self.kind], self.number)

    @property
    def first_day(self) -> dt.date:
        """Its first day."""
        return first_day(self.months[0])

    @property
    def last_day(self) -> dt.date:
        """Its last day: the rule that is in force then counts."""
        return last_day(self.months[-1])


@lru_cache(maxsize=64)
def _months(year: int, length: int, number: int) -> tuple[str, ...]:
    first = (number - 1) * length + 1
    return tuple(f"{year:04}-{month:02}" for month in range(first, first + length))


def first_day(month: str) -> dt.date:
    """Return the first day of a month."""
    return dt.date.fromisoformat(f"{month}-01")


def last_day(month: str) -> dt.date:
    """Return the last day of a month."""
    return (first_day(month) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def read_span(raw: object) -> MonthSpan:
    """Read a span: 2026, 2026-H1, 2026-Q3 or 2026-03.

    Raises:
        ScalarError: it is none.
    """
    text = scalar_text(raw, "scalar.span")
    found = _SPAN.fullmatch(text.strip())
    if found is None or not 0 < int(found[1]) < _LAST_YEAR:
        raise ScalarError("scalar.span", raw)
    if found[3] is None:
        return MonthSpan(kind="year", year=int(found[1]))
    kind, number = _LETTERS[found[2].upper()], int(found[3])
    if not 1 <= number <= _YEAR // LENGTHS[kind]:
        raise ScalarError("scalar.span", raw)
    return MonthSpan(kind=kind, year=int(found[1]), number=number)


def read_months(raw: object) -> tuple[str, ...]:
    """Read the months of one span, or those from one to another: 2026-03, 2026-Q1, 2026-03..2026-12.

    Raises:
        ScalarError: they are none.
    """
    first, to, last = scalar_text(raw, "scalar.span").partition(TO)
    begin, end = read_span(first), read_span(last if to else first)
    found = months_between(begin.months[0], end.months[-1])
    if not found:
        raise ScalarError("scalar.months", raw)
    return found


def span_around(month: str, kind: SpanKind) -> MonthSpan:
    """Return the span of a kind in which a month lies."""
    year, number = map(int, month.split("-"))
    return MonthSpan(kind=kind, year=year, number=(number - 1) // LENGTHS[kind] + 1)


def months_between(first: str, last: str) -> tuple[str, ...]:
    """Return the months from one to another, both included; none where the last lies before the first."""
    begin, end = _count(first), _count(last)
    return tuple(f"{number // _YEAR:04}-{number % _YEAR + 1:02}" for number in range(begin, end + 1))


def _count(month: str) -> int:
    year, number = map(int, month.split("-"))
    return year * _YEAR + number - 1
