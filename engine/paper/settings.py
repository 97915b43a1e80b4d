"""What all printed pages share: the guide for Party documents, the settings, what a file says of itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

HD_36, HD_05 = "HD 36-HD/VPTW", "HD 05-HD/VPTW"
"""The guides on the form of Party documents, of 2018 and of 27/5/2026."""
_HD_05_FROM = dt.date(2026, 5, 27)
_UNDATED = dt.date(1980, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSettings:
    """What the guides leave to the committee, or what is read from them in more than one way.

    `line_spacing`: points from line to line of running text (18, 19, 20 are in use); None: single lines.
    `title_size`: points (14 or 15 are in use). `place`: the name of the place (địa danh) before the date; None: blank.
    """

    line_spacing: int | None = None
    title_size: int = 14
    place: str | None = None


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What a file says of itself: its title and its date, which is the meeting's and never the clock's."""

    title: str
    date: dt.date | None

    @property
    def day(self) -> dt.date:
        """The date; where there is none, the first day that a zip file can tell, earlier than any meeting."""
        return max(self.date or _UNDATED, _UNDATED)


def guide_on(date: dt.date | None) -> str:
    """Return the guide that a page of a date follows; an undated form follows the newest."""
    return HD_36 if date is not None and date < _HD_05_FROM else HD_05
