"""The clock and the version of the program, read where a command runs and handed on from there."""

from __future__ import annotations

import datetime as dt
from importlib.metadata import version
from typing import TYPE_CHECKING

from chamdiem.commands.base import PROGRAM

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import EntryStamp

_UTC = "%Y-%m-%dT%H:%M:%SZ"
_END = "9999-12-31T23:59:59Z"


def stamp() -> EntryStamp:
    """Return what an entry of the ledger is stamped with now."""
    from chamdiem.engine.ledger.entries import EntryStamp as Made

    return Made(version(PROGRAM), dt.datetime.now(dt.UTC).strftime(_UTC))


def end_of(day: dt.datetime) -> str:
    """Return the last second of a day by the machine's own calendar, as entries say it.

    A day outside of the years of entries counts as the first or the last of these: no clock need reckon with it.
    """
    from chamdiem.engine.ledger.shapes import FIRST_YEAR, LAST_YEAR

    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return _END if day.year > LAST_YEAR else ""
    following = dt.datetime.combine(day.date() + dt.timedelta(days=1), dt.time()).astimezone()
    return (following.astimezone(dt.UTC) - dt.timedelta(seconds=1)).strftime(_UTC)


def local(time: str) -> str:
    """Return an entry's time by the machine's own clock, for people."""
    return dt.datetime.strptime(time, _UTC).replace(tzinfo=dt.UTC).astimezone().strftime("%d/%m/%Y %H:%M")
