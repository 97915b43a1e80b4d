"""Which of a ledger's meetings are meant: by their dates, their cell, and the framework that scored them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chamdiem.engine.ledger.contents import MeetingRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The first and the last day or month (2025-11-05 or 2025-11, both included), a cell and a framework's id.

    What is None does not matter. A meeting of which only the month is known counts by its month.
    """

    first: str | None = None
    last: str | None = None
    cell: str | None = None
    framework: str | None = None

    @property
    def days(self) -> bool:
        """Whether days matter."""
        return (self.first, self.last) != (None, None)

    def takes(self, meeting: MeetingRef) -> bool:
        """Tell whether a meeting is meant, as far as its day and its cell go."""
        day = meeting.date.isoformat() if meeting.date else meeting.period
        return (
            (self.first is None or _compared(day, self.first) >= 0)
            and (self.last is None or _compared(day, self.last) <= 0)
            and self.cell in (None, meeting.cell)
        )


def _compared(day: str, end: str) -> int:
    """Return less than 0, 0 or more than 0, as a day or month lies before, in or after another."""
    length = min(len(day), len(end))
    return (day[:length] > end[:length]) - (day[:length] < end[:length])
