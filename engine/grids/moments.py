"""The day and time that a number of a spreadsheet stands for, and what a number format shows of it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60
_LAST = 2_958_466
"""The day after 31/12/9999."""
_LEAP = 60
"""Day 60 is 29/02/1900 to Excel, which there never was; up to it days are counted from one day later."""
FIRST, _FIRST_EARLY, _FIRST_1904 = dt.date(1899, 12, 30), dt.date(1899, 12, 31), dt.date(1904, 1, 1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the seconds of it that have passed; `days` counts from the first one, and 0 is no day at all."""

    day: dt.date
    seconds: int
    days: int

    @classmethod
    def of(cls, serial: float, *, from_1904: bool = False) -> Moment | None:
        """Return the moment of a serial number to the nearest second, or None where there is none."""
        if not 0 <= serial < _LAST:
            return None
        # A float, but no score is near: 0.8125 of a day is 19:30 only to the nearest second; `round` goes to even ones.
        days, seconds = divmod(math.floor(serial * _DAY + 0.5), _DAY)
        first = _FIRST_1904 if from_1904 else FIRST if days >= _LEAP else _FIRST_EARLY
        try:
            return cls(first + dt.timedelta(days), seconds, days)
        except OverflowError:
            return None


@dataclass(frozen=True, slots=True)
class MomentLook:
    """Which pieces of a moment a format shows; `elapsed`: the piece (h, m or s) that counts on beyond its end."""

    shown: frozenset[str]
    elapsed: str = ""

    @classmethod
    def of(cls, tokens: Sequence[tuple[str, str]]) -> MomentLook:
        """Return what the tokens of a number format show: m is a month but beside hours or seconds, there a minute."""
        runs = [(kind, text.lower()) for kind, text in tokens if kind == "moment" or _counts_on(kind, text)]
        pieces = [(kind, letter) for kind, text in runs for letter in _letters(text)]
        elapsed = next((letter for kind, letter in pieces if kind == "bracket"), "")
        letters = [letter for _, letter in pieces]
        shown = {_piece(letters, place) for place in range(len(letters))}
        return cls(frozenset(shown), elapsed)

    def show(self, moment: Moment) -> str | None:
        """Return a moment as a record writes it; nothing where it is no day, None where its format shows too little."""
        if self.elapsed:
            return self._elapsed(moment)
        dated, timed = bool(self.shown & set("yMdw")), bool(self.shown & set("hms"))
        if dated and timed:
            return self._both(moment)
        return self._clock(moment.seconds) if timed else self._date(moment)

    def _both(self, moment: Moment) -> str | None:
        clock = self._clock(moment.seconds)
        if not moment.days:
            return clock
        day = self._date(moment)
        return day if day is None or clock is None or not moment.seconds else f"{day} {clock}"

    def _date(self, moment: Moment) -> str | None:
        if not moment.days:
            return ""
        if "M" not in self.shown:
            return None  # a year, a day or a weekday alone
        # A month is kept as its first day. Another one that is hidden is told whole: whoever wants a month refuses it.
        whole_month = "d" not in self.shown and moment.day.day == 1
        return moment.day.isoformat()[: 7 if whole_month else 10]

    def _clock(self, seconds: int) -> str | None:
        hours, rest = divmod(seconds, _HOUR)
        minutes, rest = divmod(rest, _MINUTE)
        if "h" not in self.shown or (minutes and "m" not in self.shown):
            return None
        shown = f"{hours:02}:{minutes:02}"
        return f"{shown}:{rest:02}" if rest and "s" in self.shown else shown

    def _elapsed(self, moment: Moment) -> str | None:
        passed = moment.days * _DAY + moment.seconds
        if self.elapsed == "h":
            return self._clock(passed)
        minutes, seconds = divmod(passed, _MINUTE)
        if self.elapsed == "s":
            return str(passed)
        return f"{minutes}:{seconds:02}" if "s" in self.shown else str(minutes)


def _counts_on(kind: str, text: str) -> bool:
    return kind == "bracket" and set(text.lower()) <= set("hms") and bool(text)


def _letters(run: str) -> str:
    """Return each letter of a run once: hhmm is hm, for Excel divides them likewise."""
    return "".join(letter for place, letter in enumerate(run) if not run.startswith(letter, place - 1) or not place)


def _piece(letters: Sequence[str], place: int) -> str:
    letter = letters[place]
    if letter == "m":
        before = letters[place - 1] if place else ""
        after = letters[place + 1] if place + 1 < len(letters) else ""
        return "m" if before == "h" or after == "s" else "M"
    return {"e": "y", "b": "y", "g": "y", "a": "w"}.get(letter, letter)
