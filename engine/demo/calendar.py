"""Which months there are, how the meetings of each cell lie in them, and when things are done about them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chamdiem.engine.demo.commune import NOT_HELD, UNREPORTED
from chamdiem.engine.demo.meetings import DemoMeeting, is_thematic
from chamdiem.engine.ledger.authorities import VIETNAM
from chamdiem.engine.ledger.entries import EntryStamp
from chamdiem.rules.records.spans import first_day, last_day, months_between

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chamdiem.engine.demo.commune import DemoCell

MONTHS = 14
_LATE, _DECIDED, _DECIDED_LATE, _LOCKED = 20, 25, 12, 5
"""From which day of a month on a meeting is late; on which day of its month, or else of the next one, all are decided;
on which day of the month after that nothing more can be recorded."""
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Step:
    """Something that somebody does; `when`: by a clock in Việt Nam."""

    when: dt.datetime
    do: Callable[[EntryStamp], object]

    def stamp(self, software: str) -> EntryStamp:
        """Return what its entries are stamped with."""
        return EntryStamp(software, f"{self.when - VIETNAM:%Y-%m-%dT%H:%M:%SZ}")


def at(day: dt.date, clock: str, minutes: int = 0) -> dt.datetime:
    """Return a time of a day there."""
    return dt.datetime.combine(day, dt.time.fromisoformat(clock)) + dt.timedelta(minutes=minutes)


def working(day: dt.date) -> dt.date:
    """Return a day, or the first after it on which offices are open."""
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= _SATURDAY else 0)


def following(day: dt.date, number: int) -> dt.date:
    """Return a day of the month that follows that of another day."""
    return (day.replace(day=1) + dt.timedelta(days=31)).replace(day=number)


@dataclass(frozen=True)
class Calendar:
    """The months up to a day, of those in which the framework is in force."""

    today: dt.date
    in_force: dt.date

    @property
    def months(self) -> tuple[str, ...]:
        """The months, the current one last."""
        first, current = self.in_force.strftime("%Y-%m"), self.today.strftime("%Y-%m")
        return months_between(first, current)[-MONTHS:] if self.in_force <= self.today else ()

    def back(self, month: str) -> int:
        """Return how many months lie between a month and the current one."""
        return len(months_between(month, self.today.strftime("%Y-%m"))) - 1

    def decided(self, month: str) -> dt.date:
        """Return the day on which the meetings of a month are decided."""
        if month == self.in_force.strftime("%Y-%m") and self.in_force.day > _LATE:
            return working(following(first_day(month), _DECIDED_LATE))
        return working(first_day(month).replace(day=_DECIDED))

    def locked(self, month: str) -> dt.date:
        """Return the day on which a month is locked."""
        return working(following(self.decided(month), _LOCKED))

    def not_held(self, cell: DemoCell) -> Iterator[str]:
        """Yield the months in which a cell did not meet."""
        return (month for month in self.months if self._course(cell, month) == NOT_HELD)

    def _course(self, cell: DemoCell, month: str) -> str:
        return cell.course[-1 - self.back(month)]

    def meetings(self, cell: DemoCell) -> Iterator[DemoMeeting]:
        """Yield the meetings of a cell of which anything is told, month by month."""
        run = longest = 0
        held = set[str]()
        for month in self.months:
            back, course = self.back(month), self._course(cell, month)
            quarter = f"{month[:4]}-{(int(month[5:]) + 2) // 3}"
            if month.endswith("-01"):
                run = longest = 0
            if course in {NOT_HELD, UNREPORTED}:
                continue
            found = DemoMeeting(cell, month, back, int(course), self._day(cell, month, back))
            run = run + 1 if found.excused else 0
            longest = max(longest, run)
            yield replace(found, run=min(longest, cell.longest), held_before=quarter in held)
            if is_thematic(cell, back):
                held.add(quarter)

    def _day(self, cell: DemoCell, month: str, back: int) -> dt.date:
        """Return the day on which a cell meets: not on one of its days off, nor before the framework is in force."""
        late = 14 if back == 1 and cell.last in {"returned", "submitted", "assessed"} else 0
        day = first_day(month).replace(day=cell.day + late)
        if day < self.in_force:
            day = min(self.in_force + dt.timedelta(days=cell.day % 4), last_day(month))
        day = working(day) if cell.works_on_weekdays else day
        return min(day, self.today) if back == 0 and cell.current == "draft" else day
