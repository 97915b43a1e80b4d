"""The clock and the version of the program: read here, in the office, and handed on from there as values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.shapes import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.engine.ledger.entries import EntryStamp

PROGRAM = "chamdiem"
_END = "9999-12-31T23:59:59Z"


def _machine() -> dt.datetime:
    return dt.datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is: by the machine's own clock, unless a test says otherwise. `now` bears its time zone.

    `zone` is that of the people who read and name days and times; None: the machine's.
    """

    now: Callable[[], dt.datetime] = _machine
    zone: dt.tzinfo | None = None

    def today(self) -> dt.date:
        """Return the day that the user's calendar shows."""
        return self.now().date()

    def stamp(self) -> EntryStamp:
        """Return what an entry of the ledger is stamped with now."""
        from chamdiem.engine.ledger.entries import EntryStamp  # noqa: PLC0415 - the ledger is long to load, and most acts keep nothing

        return EntryStamp(release(), _utc(self.now()))

    def local(self, time: str) -> dt.datetime:
        """Return the time of an entry as a clock of the zone shows it."""
        return dt.datetime.fromisoformat(time).astimezone(self.zone)

    def end_of(self, day: dt.datetime) -> str:
        """Return the last second of a day in the zone, as entries say it.

        A day outside of the years of entries counts as the first or the last of these: no clock need reckon with it.
        """
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            return _END if day.year > LAST_YEAR else ""
        following = dt.datetime.combine(day.date() + dt.timedelta(days=1), dt.time(), self.zone)
        # back from the instant of midnight, and not on the clock's face, which may be put forward or back there
        return _utc(following.astimezone(dt.UTC) - dt.timedelta(seconds=1))


def release() -> str:
    """Return the version of the program that is installed."""
    from importlib.metadata import version  # noqa: PLC0415 - it is long to load, and most acts name no version

    return version(PROGRAM)


def software() -> str:
    """Return the program's name and version."""
    return f"{PROGRAM} {release()}"


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
