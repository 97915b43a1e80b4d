"""The period of which a record is: a month, a quarter, a half-year, a year or a term, as people write them.

A record keeps it as one text: 2026-03, 2026-Q3, 2026-H1, 2026, 2025-2030. Of an occasion it is the day: 2026-03-05.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Literal, get_args

from chamdiem.rules.records.moments import plain_text, read_period
from chamdiem.rules.records.scalars import ScalarError, listed
from chamdiem.rules.records.spans import first_day, read_span
from chamdiem.rules.records.text import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

PeriodKind = Literal["month", "quarter", "half_year", "year", "term", "occasion"]
"""Of what a framework's records are; an occasion has a day and no other period."""
PERIOD_KINDS: tuple[PeriodKind, ...] = get_args(PeriodKind)

_LONGEST_TERM = 10
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_HALVES = {"dau": 1, "cuoi": 2}
_OF_YEAR = r"(?:,? nam | ?[-/.,] ?| )([0-9]{4})"
_QUARTER = re.compile(rf"(?:ky )?(?:quy |q\.? ?)(i{{1,3}}|iv|[1-4]){_OF_YEAR}")
_HALF = re.compile(rf"(?:ky )?(?:(?:6|06|sau) thang|nua) (dau|cuoi)(?: nam)?{_OF_YEAR}")
_LETTER = re.compile(r"([0-9]{4}) ?[-/] ?([qh])([1-4])")
_YEAR = re.compile(r"(?:ky )?(?:ca )?(?:nam )?([0-9]{4})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_TERM = re.compile(r"(?:nhiem ky )?([0-9]{4}) ?- ?([0-9]{4})")


def read_period_of(raw: object, kinds: Iterable[str]) -> str:
    """Read a period of one of some kinds: quý III/2026, 2026-Q3, 6 tháng đầu năm 2026, năm 2026, nhiệm kỳ 2025-2030.

    Raises:
        ScalarError: it is no period, of another kind, or may be two.
    """
    allowed = listed(kinds)
    words = bare(plain_text(raw, "scalar.period")).rstrip(" .,;")
    try:
        period = _spoken(words) or read_period(raw)
    except ScalarError as error:
        if error.code in {"scalar.period", "scalar.date", "scalar.span"}:
            raise ScalarError("scalar.period_of", raw, period_kinds=allowed) from error
        raise
    if period_kind(period) not in kinds:
        raise ScalarError("scalar.period_of", raw, period_kinds=allowed)
    return period


def _spoken(words: str) -> str | None:
    """Return a period that is no month, of its words without diacritics."""
    if found := _LETTER.fullmatch(words):
        return str(read_span(f"{found[1]}-{found[2].upper()}{found[3]}"))
    if found := _QUARTER.fullmatch(words):
        return str(read_span(f"{found[2]}-Q{_ROMAN.get(found[1], found[1])}"))
    if found := _HALF.fullmatch(words):
        return str(read_span(f"{found[2]}-H{_HALVES[found[1]]}"))
    if found := _YEAR.fullmatch(words):
        return str(read_span(found[1]))
    if found := _TERM.fullmatch(words):
        return f"{found[1]}-{found[2]}" if 0 < int(found[2]) - int(found[1]) <= _LONGEST_TERM else None
    return None


def period_kind(period: str) -> PeriodKind:
    """Return of which kind a period is, as a record keeps it."""
    if _DAY.fullmatch(period):
        return "occasion"
    return "term" if _TERM.fullmatch(period) else read_span(period).kind


def first_day_of(period: str) -> dt.date:
    """Return the first day of a period."""
    if found := _TERM.fullmatch(period):
        return dt.date(int(found[1]), 1, 1)
    if _DAY.fullmatch(period):
        return dt.date.fromisoformat(period)
    return first_day(period) if _MONTH.fullmatch(period) else read_span(period).first_day


def last_day_of(period: str) -> dt.date:
    """Return the last day of a period: the framework that is in force then counts."""
    found = _TERM.fullmatch(period)
    if found:
        return dt.date(int(found[2]), 12, 31)
    return dt.date.fromisoformat(period) if _DAY.fullmatch(period) else read_span(period).last_day
