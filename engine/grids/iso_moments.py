"""Days and times as programs write them in words (2025-11-05T19:30:00), as some workbooks hold them."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from chamdiem.engine.grids.number_formats import NumberFormat, number_format
from chamdiem.rules.language.faults import Fault
from chamdiem.rules.language.scalars import shown

_ISO = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})?(?:(?:^|T| )T?(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?))?"
    r"(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_FIRST = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no zone
_DAY = 86_400


class Serial(NamedTuple):
    """A moment as spreadsheets count it from 1900 on, and the format that shows all of it."""

    number: float
    own_format: NumberFormat


def iso_serial(text: str) -> Serial | Fault | None:
    """Return the number of a moment; None where a text is none, and a fault where its zone would move it."""
    found = _ISO.fullmatch(text)
    if found is None or not (found["day"] or found["time"]):
        return None
    # A zone would have to be turned into some other one, which near midnight is another day; nobody can say which was
    # meant.
    if found["zone"]:
        return Fault("table.zone", details={"value": shown(text)})
    try:
        return _serial(found["day"], found["time"])
    except ValueError:
        return None


def _serial(day: str | None, time: str | None) -> Serial:
    clock = dt.time.fromisoformat(time.partition(".")[0]) if time else dt.time()
    seconds = clock.hour * 3_600 + clock.minute * 60 + clock.second
    if day is None:
        return Serial(seconds / _DAY, number_format("hh:mm:ss"))
    days = (dt.datetime.fromisoformat(day) - _FIRST).days
    look = "yyyy-mm-dd hh:mm:ss" if seconds else "yyyy-mm-dd"
    return Serial(days + seconds / _DAY, number_format(look))
