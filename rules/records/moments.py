"""Read days, times of day and months as people and programs write them; what may mean two of them is refused.

A day comes before its month, as Vietnamese is written. Programs add what a day or a time has not: midnight, seconds,
the day on which spreadsheets begin to count. That is taken away where it says nothing, and refused where it does.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NoReturn

from chamdiem.rules.records.scalars import ScalarError, scalar_text
from chamdiem.rules.records.text import bare, composed

if TYPE_CHECKING:
    from collections.abc import Mapping

_LAST_MONTH, _LAST_MINUTE, _LAST_HOUR = 12, 59, 23
_VIETNAM = dt.timedelta(hours=7)
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(sign): plain for signs, plain in (("‐‑–—−", "-"), ("’‘′´`", "'"), ("∶", ":"), ("⁄∕", "/")) for sign in signs
}
"""Signs that stand for those of ASCII: full-width ones, other dashes and apostrophes."""


def plain_text(raw: object, code: str) -> str:
    """Return what stands in a cell with the signs of ASCII, in small letters, one blank between words."""
    return " ".join(composed(scalar_text(raw, code)).translate(_PLAIN).split()).casefold()


def _words(raw: object, code: str) -> str:
    """Return the same without diacritics, and without the stop that ends a sentence."""
    return bare(plain_text(raw, code)).rstrip(" .,;")


def _ambiguous(text: object, first: str, second: str) -> NoReturn:
    raise ScalarError("scalar.ambiguous", text, first=first, second=second)


# --- days ---

_WEEKDAY = re.compile(r"(?:thu (hai|ba|tu|nam|sau|bay|[2-7])|t([2-7])|(chu nhat|cn))\b[ ,-]*(.*)")
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_CLOCK_BEHIND = re.compile(
    r"(.*[0-9])(?:t|,? )([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?(?:am|pm|sa|ch))?)"
    r"(?: ?(z|utc|[+-][0-9]{2}(?::?[0-9]{2})?))?"
)
_MIDNIGHT = re.compile(r"0?0:00(:00(\.0+)?)?|12:00(:00(\.0+)?)? ?(am|sa)")
_YEAR_FIRST = re.compile(r"([0-9]{4}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})")
_NO_YEAR = re.compile(r"[0-9]{1,2} ?[-/.] ?[0-9]{1,2}")
_MONTH_NAMED = re.compile(r"([0-9]{1,2})[ -]?([a-z]{3,9})\.?,?[ -]?([0-9]{4})")
_MONTH_NAME_FIRST = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})")
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTHS = {"sept": 9} | {word: number for number, name in enumerate(_ENGLISH, 1) for word in (name, name[:3])}


def read_date(raw: object) -> dt.date:
    """Read a day: 05/11/2025, 5-11-2025, 5.11.2025, ngày 5 tháng 11 năm 2025, 2025-11-05, with midnight or without.

    Raises:
        ScalarError: it is no day; has its month first, two digits of a year, or an hour; or may be two days.
    """
    words = _words(raw, "scalar.date")
    found = _WEEKDAY.fullmatch(words)
    day = _day_of(found[4] if found else words, raw)
    if found and day.weekday() != _weekday(found):
        raise ScalarError("scalar.weekday", raw, day_text(day))
    return day


def _weekday(found: re.Match[str]) -> int:
    word = found[1] or found[2]
    return 6 if word is None else _WEEKDAYS[word] if word in _WEEKDAYS else int(word) - 2


def day_text(day: dt.date) -> str:
    """Return a day as people write it: 05/11/2025."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def month_text(period: str) -> str:
    """Return a period as people write it: 11/2025."""
    return f"{period[5:]}/{period[:4]}"


def _day_of(words: str, text: object) -> dt.date:
    found = _CLOCK_BEHIND.fullmatch(words)
    if found is None:
        return _calendar_day(words, text)
    day = _calendar_day(found[1], text)
    other = _day_here(day, found[2], found[3], text) if found[3] else _american(day, found)
    if other != day:
        _ambiguous(text, day_text(day), day_text(other))
    if not _MIDNIGHT.fullmatch(found[2]):
        raise ScalarError("scalar.date_with_time", text, day_text(day))
    return day


def _american(day: dt.date, found: re.Match[str]) -> dt.date:
    """Return the day that is meant where the month comes first, as it does in programs that write AM and PM."""
    if found[2][-2:] not in {"am", "pm"} or "/" not in found[1] or day.day > _LAST_MONTH or _YEAR_FIRST.match(found[1]):
        return day
    return dt.date(day.year, day.day, day.month)


def _day_here(day: dt.date, clock: str, zone: str, text: object) -> dt.date:
    """Return which day it is in Vietnam at a time of day of another zone."""
    hour, minute = map(int, clock[:5].rstrip(":").split(":"))
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        raise ScalarError("scalar.date", text)
    digits = zone.removeprefix("utc").replace(":", "").ljust(5, "0")
    ahead = dt.timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5])) if digits[0] in "+-" else dt.timedelta()
    moment = dt.datetime.combine(day, dt.time(hour, minute))
    try:
        return (moment - (-ahead if digits[0] == "-" else ahead) + _VIETNAM).date()
    except OverflowError:
        return day


def _calendar_day(words: str, text: object) -> dt.date:
    words = _with_slashes(words)
    iso, vietnamese = _YEAR_FIRST.fullmatch(words), _DAY_FIRST.fullmatch(words)
    if iso:
        return _existing(int(iso[1]), int(iso[3]), int(iso[4]), text)
    if vietnamese:
        return _day_first(int(vietnamese[1]), int(vietnamese[3]), vietnamese[4], text)
    if _NO_YEAR.fullmatch(words):
        raise ScalarError("scalar.date_no_year", text)
    raise ScalarError("scalar.date", text)


def _with_slashes(words: str) -> str:
    """Return a day whose month is named, in whatever words, with slashes."""
    words = re.sub(r"^ngay ", "", words)
    words = re.sub(r"(?<=[0-9]),? nam (?=[0-9])", "/", words)
    words = re.sub(r"(?<=[0-9])[ /-]?(?:thang |thg ?|th)(?=[0-9])", "/", words)
    words = re.sub(r"(?<=/)([0-9]{1,2})(?:, ?| |-)(?=[0-9]{4}$)", r"\1/", words)
    first, named = _MONTH_NAME_FIRST.fullmatch(words), _MONTH_NAMED.fullmatch(words)
    day, name, year = (first[2], first[1], first[3]) if first else named.groups() if named else ("", "", "")
    return f"{day}/{_MONTHS[name]}/{year}" if name in _MONTHS else words


def _existing(year: int, month: int, day: int, text: object) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise ScalarError("scalar.no_such_date", text) from error


def _day_first(day: int, month: int, year: str, text: object) -> dt.date:
    if len(year) == len("25"):
        _refuse_short_year(day, month, int(year), text)
    if day <= _LAST_MONTH < month:
        raise ScalarError("scalar.date_month_first", text, day_text(_existing(int(year), day, month, text)))
    return _existing(int(year), month, day, text)


def _refuse_short_year(first: int, second: int, third: int, text: object) -> NoReturn:
    """Refuse a year of two digits with every day that it may be: 3/11/25 may begin with its day or with its year."""
    readings = []
    for year, month, day in ((third, second, first), (first, second, third)):
        try:
            readings.append(day_text(dt.date(2000 + year, month, day)))
        except ValueError:
            continue
    if len(readings) > 1 and readings[0] != readings[1]:
        _ambiguous(text, *readings)
    raise ScalarError("scalar.year_short", text, readings[0] if readings else "05/11/2025")


# --- times of day ---

_TIME = re.compile(
    r"(?:luc |t)?(?P<hour>[0-9]{1,2})"
    r"(?: ?(?P<sign>:|h|g|gio) ?(?:(?P<minute>[0-9]{2})(?: ?(?:phut|ph|p|h|'))?"
    r"(?::(?P<second>[0-9]{2}(?:[.,][0-9]{1,9})?))?|(?P<half>ruoi))?)?"
    r"(?:,? ?(?:buoi )?(?P<part>am|pm|a\.m\.?|p\.m\.?|sa|ch|sang|trua|chieu|toi|dem))?(?: ?\+07(?::?00)?)?"
)
_SPREADSHEET_DAY = re.compile(r"(?:1899-12-3[01]|1900-01-0[01])[t ](.*)")
"""The days on which spreadsheets begin to count: a time of day without a day is one of these."""
_WITH_DAY = re.compile(r"(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4})[t ].*")
_DECIMAL = re.compile(r"([0-9]{1,2})\.([0-9]{2})")


def _hours(*ranges: tuple[range, int]) -> Mapping[int, int]:
    return {hour: hour + more for hours, more in ranges for hour in hours}


_BEFORE_NOON = _hours((range(12), 0), (range(12, 13), -12))
_AFTER_NOON = _hours((range(1, 12), 12), (range(12, 24), 0))
_PARTS: Mapping[str, Mapping[int, int]] = {
    **dict.fromkeys(("am", "a.m.", "a.m", "sa"), _BEFORE_NOON),
    **dict.fromkeys(("pm", "p.m.", "p.m", "ch"), _AFTER_NOON),
    "sang": _hours((range(12), 0)),
    "trua": _hours((range(10, 15), 0), (range(1, 3), 12)),
    "chieu": _hours((range(1, 8), 12), (range(13, 20), 0)),
    "toi": _hours((range(5, 12), 12), (range(17, 24), 0)),
    "dem": _hours((range(8, 12), 12), (range(20, 24), 0), (range(5), 0)),
}
"""What hour is meant where the part of the day stands beside it; an hour that is none of that part is refused."""
_ALONE = frozenset({"am", "pm", "a.m.", "p.m.", "a.m", "p.m", "sa", "ch"})
"""Beside these an hour needs no other sign: 7 PM."""


def read_time(raw: object) -> dt.time:
    """Read a time of day: 19:30, 19h30, 19h, 21 giờ 30 phút, 7 giờ rưỡi tối, 07:30:00 PM, 7:30 CH; seconds must be 0.

    Raises:
        ScalarError: it is no time of day, has seconds or a day, or may be two times.
    """
    words = _words(raw, "scalar.time")
    alone = _SPREADSHEET_DAY.fullmatch(words)
    if alone is None and _WITH_DAY.fullmatch(words):
        raise ScalarError("scalar.time_with_date", raw)
    found = _TIME.fullmatch(alone[1] if alone else words)
    if found is None or not _is_signed(found):
        _refuse_time(words, raw)
    if (found["second"] or "").strip("0.,"):  # any other than none, in whatever number of digits
        raise ScalarError("scalar.time_seconds", raw)
    return _time_of(found, raw)


def _is_signed(found: re.Match[str]) -> bool:
    """Tell whether a number is an hour by what stands behind it."""
    if found["sign"] == ":":
        return found["minute"] is not None
    return found["sign"] is not None or found["part"] in _ALONE


def _time_of(found: re.Match[str], text: object) -> dt.time:
    hour, minute = int(found["hour"]), 30 if found["half"] else int(found["minute"] or 0)
    if found["part"]:
        hour = _PARTS[found["part"]].get(hour, _LAST_HOUR + 1)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        raise ScalarError("scalar.time", text)
    return dt.time(hour, minute)


def _refuse_time(words: str, text: object) -> NoReturn:
    decimal = _DECIMAL.fullmatch(words)
    if decimal and int(decimal[1]) <= _LAST_HOUR and int(decimal[2]) <= _LAST_MINUTE:
        hour = f"{int(decimal[1]):02}"
        _ambiguous(text, f"{hour}:{decimal[2]}", f"{hour}:{int(decimal[2]) * 60 // 100:02}")
    raise ScalarError("scalar.time", text)


# --- months ---

_YEAR_AND_MONTH = re.compile(r"(?:nam )?([0-9]{4})(?: ?[-/.] ?|,? thang )([0-9]{1,2})")
_MONTH_AND_YEAR = re.compile(
    r"(?:ky )?(?:(?P<word>thang |thg ?|th|t)\.?)? ?(?P<month>[0-9]{1,2})"
    r"(?P<sign> ?[-/.] ?|,? nam |, | )(?P<year>[0-9]{4}|[0-9]{2})"
)
_NAMED_AND_YEAR = re.compile(r"([a-z]{3,9})\.?,?[ -]([0-9]{4})")


def read_period(raw: object) -> str:
    """Read a month, as 2025-11: 11/2025, T11/2025, tháng 11 năm 2025, 2025-11, or a day that can be of one month only.

    Raises:
        ScalarError: it is no month, has two digits of a year, or may be two months.
    """
    words = _words(raw, "scalar.period")
    year_first, month_first = _YEAR_AND_MONTH.fullmatch(words), _MONTH_AND_YEAR.fullmatch(words)
    named = _NAMED_AND_YEAR.fullmatch(words)
    if year_first:
        return _month_of(int(year_first[1]), int(year_first[2]), raw)
    if month_first and (month_first["word"] or month_first["sign"] != " "):
        return _month_first(int(month_first["month"]), month_first["year"], raw)
    if named and named[1] in _MONTHS:
        return _month_of(int(named[2]), _MONTHS[named[1]], raw)
    return _month_of_day(words.removeprefix("ky "), raw)


def _month_of(year: int, month: int, text: object) -> str:
    if not 1 <= month <= _LAST_MONTH or not year:
        raise ScalarError("scalar.period", text)
    return f"{year:04}-{month:02}"


def _month_first(month: int, year: str, text: object) -> str:
    if len(year) == len("25"):
        reading = f"{month:02}/20{year}" if 1 <= month <= _LAST_MONTH else "11/2025"
        raise ScalarError("scalar.year_short", text, reading)
    return _month_of(int(year), month, text)


def _month_of_day(words: str, text: object) -> str:
    """Read the month of a day. Written with slashes it may have its month first, unless it is the first of a month."""
    try:
        day = _day_of(words, text)
    except ScalarError as error:
        if error.code == "scalar.date":
            raise ScalarError("scalar.period", text) from error
        raise
    written_out = _YEAR_FIRST.match(words) or not _DAY_FIRST.match(words)
    if not written_out and 1 < day.day <= _LAST_MONTH and day.day != day.month:
        _ambiguous(text, f"{day.month:02}/{day.year}", f"{day.day:02}/{day.year}")
    return f"{day.year:04}-{day.month:02}"
