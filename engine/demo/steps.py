"""The steps about the meetings of the made-up commune: the common way of each, and those that went another way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from chamdiem.engine.demo import words
from chamdiem.engine.demo.calendar import Step, at, working
from chamdiem.engine.demo.commune import CELLS
from chamdiem.engine.ledger.acting import Award
from chamdiem.rules.records.moments import day_text
from chamdiem.rules.records.spans import first_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chamdiem.engine.demo.acts import DemoActs
    from chamdiem.engine.demo.calendar import Calendar
    from chamdiem.engine.demo.meetings import DemoMeeting, Texts

_DAY = dt.timedelta(days=1)
_OPEN, _CLOSED = "08:00", "17:00"
"""The hours of offices."""


@dataclass(frozen=True)
class MeetingSteps:
    """What happens to one meeting: `place` keeps those of one evening apart by minutes."""

    acts: DemoActs
    calendar: Calendar
    meeting: DemoMeeting
    place: int

    @property
    def standing(self) -> str:
        """How far it comes."""
        match self.meeting.back:
            case 0:
                return self.meeting.cell.current
            case 1:
                return self.meeting.cell.last
        return "decided"

    def steps(self) -> Iterator[Step]:
        """Yield its steps."""
        if self.standing in {"", "draft"}:
            return
        texts = self.meeting.texts()
        special = _SPECIAL.get((self.meeting.cell.id, self.meeting.back))
        if special is not None:
            yield from special(self, texts)
            return
        yield self._submit(texts)
        if self.standing == "returned":
            minutes = str(self.meeting.present - 1)
            reason = words.RETURNED.format(minutes=minutes, sheet=str(self.meeting.present))
            yield self._at(2, "09:15", self.acts.give_back, reason)
        elif self.standing in {"assessed", "decided"}:
            yield from self._after(texts, differs=self.meeting.back == 1 and self.standing == "assessed")

    def _at(self, days: int, clock: str, act: Callable[..., object], *told: object) -> Step:
        """Return a step so many days after the papers were finished."""
        day = self.meeting.finished + days * _DAY
        day = working(day) if _OPEN <= clock < _CLOSED else day
        return Step(at(day, clock, self.place), partial(act, self.meeting, *told))

    def _on(self, day: dt.date, clock: str, act: Callable[..., object], *told: object) -> Step:
        return Step(at(day, clock, self.place), partial(act, self.meeting, *told))

    def _submit(self, texts: Texts, incomplete: str = "") -> Step:
        return self._at(0, "20:10", self.acts.submit, texts, incomplete)

    def _after(self, texts: Texts, *, differs: bool = False, days: int = 2, other: str = "") -> Iterator[Step]:
        """Yield that it is assessed, and where it comes so far, that it is decided."""
        upper = self.meeting.upper_texts(texts, differs=differs)
        yield self._at(days, "09:00", self.acts.assess, upper)
        if self.standing == "decided":
            yield self._on(self._decided, "15:00", self.acts.decide, other)

    @property
    def _decided(self) -> dt.date:
        return self.calendar.decided(self.meeting.month)

    @property
    def _locked(self) -> dt.date:
        return self.calendar.locked(self.meeting.month)

    # --- those that went another way ---

    def returned(self, texts: Texts) -> Iterator[Step]:
        """It came back, and was put right and handed in again."""
        before = {**texts, "documents_uploaded_on": day_text(self.meeting.day - _DAY)}
        late = {"self.deduction_notes.3.5": words.NOTES["3.5"][0]}
        mended = {**texts, **late, "documents_uploaded_on": day_text(self.meeting.day)}
        yield self._submit(before)
        yield self._at(1, "10:30", self.acts.give_back, words.RETURNED_BEFORE)
        yield self._at(3, "20:30", self.acts.correct, mended, words.MENDED)
        yield from self._after(mended, days=4)

    def withdrawn(self, texts: Texts) -> Iterator[Step]:
        """The cell took it back before anybody had assessed it, and handed it in anew."""
        yield self._submit(texts)
        yield self._at(1, "07:20", self.acts.withdraw, words.WITHDRAWN)
        yield self._at(1, "18:40", self.acts.submit, texts, "")
        yield from self._after(texts, days=3)

    def corrected(self, texts: Texts) -> Iterator[Step]:
        """It was corrected after the decision, assessed and decided again."""
        yield self._submit(texts)
        yield from self._after(texts)
        yield from self._again(texts, self._decided + _DAY)

    def _again(self, texts: Texts, day: dt.date) -> Iterator[Step]:
        speakers = str(max(1, self.meeting.speakers - 1))
        other = {**texts, "speakers": speakers}
        yield self._on(day, "18:00", self.acts.correct, other, words.CORRECTED)
        upper, then = self.meeting.upper_texts(other), working(day + _DAY)
        yield self._on(then, "08:30", self.acts.assess, upper)
        yield self._on(then, "16:00", self.acts.decide, "")

    def incomplete(self, texts: Texts) -> Iterator[Step]:
        """It was handed in while something was missing."""
        left_out = {"speakers", "opinions", "self.deduction_notes.4.5"}
        lacking = {name: text for name, text in texts.items() if name not in left_out}
        yield self._submit(lacking, words.INCOMPLETE)
        yield from self._after(lacking)

    def decided_otherwise(self, texts: Texts) -> Iterator[Step]:
        """Another rating was decided than the computed one."""
        yield self._submit(texts)
        yield from self._after(texts, other=words.OTHER_RATING)

    def overridden(self, texts: Texts) -> Iterator[Step]:
        """Auditors put points beside those that were given."""
        yield self._submit(texts)
        yield from self._after(texts)
        award = Award("self", "3.2", "1")
        yield self._on(working(self._decided + 2 * _DAY), "10:00", self.acts.override, award, words.OVERRIDDEN)

    def unlocked(self, texts: Texts) -> Iterator[Step]:
        """Its month was unlocked, so that it could be corrected, and locked again."""
        month, day = self.meeting.month, working(self._locked + 3 * _DAY)
        yield self._submit(texts)
        yield from self._after(texts)
        yield Step(at(day, "09:00"), partial(self.acts.lock, month, words.UNLOCKED))
        yield from self._again(texts, day)
        yield Step(at(working(day + 2 * _DAY), "17:00"), partial(self.acts.lock, month, ""))


_SPECIAL = {
    ("gieng-mau", 2): MeetingSteps.corrected,
    ("truc-mau", 3): MeetingSteps.returned,
    ("cq-uy-ban", 4): MeetingSteps.decided_otherwise,
    ("tram-y-te", 5): MeetingSteps.withdrawn,
    ("htx-vi-du", 6): MeetingSteps.incomplete,
    ("mn-mau-hong", 7): MeetingSteps.overridden,
    ("doi-mau", 8): MeetingSteps.unlocked,
}
"""Which meetings went another way, by the cell and how many months back."""


def all_steps(acts: DemoActs, calendar: Calendar) -> Iterator[Step]:
    """Yield the steps about all meetings, in no order."""
    for place, cell in enumerate(CELLS):
        for meeting in calendar.meetings(cell):
            yield from MeetingSteps(acts, calendar, meeting, place).steps()
        for month in calendar.not_held(cell):
            told = partial(acts.note_not_held, cell.id, cell.secretary, month, words.NOT_HELD[cell.id])
            yield Step(at(first_day(month).replace(day=_TOLD), "19:00", place), told)
    for month in calendar.months:
        if calendar.back(month) > 1:
            yield Step(at(calendar.locked(month), "17:00"), partial(acts.lock, month, ""))


_TOLD = 15
"""On this day of a month it is told that nobody met."""
