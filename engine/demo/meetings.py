"""One made-up meeting as somebody would type it: facts that fit each other, answers, and a note for what was lost.

Texts go by the ids of columns (see `reading.table_columns`), as a page, a workbook and a draft have them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.demo.commune import COMMITTEE_TITLE, FRAMEWORK, ORGANISATION
from chamdiem.engine.demo.dice import Dice
from chamdiem.engine.demo.words import AGREED, LIMITATIONS, NOTES
from chamdiem.engine.ledger.contents import MeetingRef
from chamdiem.rules.records.meeting import CELL_TYPES, MEETING_KINDS, MODES
from chamdiem.rules.records.moments import day_text, month_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.demo.commune import DemoCell

Texts = dict[str, str]
YES, NO = "có", "không"
_ODD: Mapping[tuple[str, int], Texts] = {
    ("hoa-mau", 2): {"praised": "0", "reminded": "0", "criticised": "0"},
    ("truc-mau", 1): {"minutes_approved": NO},
    ("doi-mau", 1): {"minutes_approved": NO},
}
"""What people should look at again, by the cell and how many months back; the cell says why (see `words.SAID`)."""
LARGE, NORMS = 30, (90, 120)
"""From so many members on a meeting takes longer; the minutes of each."""
COMMITTEE_FROM = 9
"""From so many official members on a cell elects a committee."""

POINTS: Mapping[str, int] = {
    "3.1": 3, "3.2": 2, "4.1": 5, "4.2": 10, "4.3": 5, "4.4": 2, "5.1": 2, "5.2": 4, "5.3": 3, "5.4": 1,
    "6.1": 1, "6.2": 2, "6.3": 1, "6.4": 1, "8.1": 2, "8.2": 2,
}  # fmt: skip
"""Criteria that are answered by points, and their maximum."""
YES_NO = ("4.6", "4.8")
"""Criteria that are answered by yes or no."""

FAIR, WEAK, BAD = 2, 3, 4
"""Levels of meetings; the two better ones are 0 and 1."""
OFTEN = 3
"""More meetings running than this nobody should be excused."""
SHORTEST = 15
"""So many minutes of criticism are asked for."""

# Of each level, from the best to the worst: in how many of ten cases something is short, or between which ends it lies.
_LOST_IN_TEN = (1, 3, 5, 8, 10)
_LOST_SHARE = (10, 20, 30, 40, 50)
"""So much of a maximum is lost at the most, in per cent; half a point at the least."""
_ABSENT = ((0, 8), (2, 12), (11, 24), (20, 32), (36, 44))
_SPEAKING = ((51, 66), (43, 60), (33, 50), (22, 38), (12, 26))
_MET = ((100, 100, 90), (80, 80, 90), (70, 80, 70), (60, 60, 50), (40, 40, 40))
"""Per cent of the tasks that are met: the lower end of a band."""
_SHORT = ((-10, -5, 0), (-5, 0, 5), (5, 10, 20), (20, 25, 35), (40, 50, 50))
_CRITICISM = ((20, 25, 30), (15, 20, 25), (10, 15, 20), (5, 10, 15), (0, 5, 10))


def _typed(halves: int) -> str:
    """Return points as they are typed: 7,5."""
    return f"{halves // 2}{',5' if halves % 2 else ''}"


@dataclass(frozen=True)
class DemoMeeting:
    """One made-up meeting. `back`: how many months before the current one; `run`: see `DemoCell.longest`.

    `held`: whether a thematic part was held in its quarter before.
    """

    cell: DemoCell
    month: str
    back: int
    level: int
    day: dt.date
    run: int = 0
    held_before: bool = False

    @property
    def dice(self) -> Dice:
        """Its dice."""
        return Dice(self.cell.id, self.month)

    @property
    def is_combined(self) -> bool:
        """Whether it had a thematic part."""
        return is_thematic(self.cell, self.back)

    @property
    def kind(self) -> str:
        """Its kind, as rules know it."""
        return "combined" if self.is_combined else "regular"

    @property
    def ref(self) -> MeetingRef:
        """Which meeting it is, as entries name it."""
        return MeetingRef(cell=self.cell.id, period=self.month, date=self.day, kind=self.kind)

    @property
    def finished(self) -> dt.date:
        """The day on which its papers are finished."""
        return self.day + dt.timedelta(days=self.dice.pick("finalised", (1, 2) if self.level < WEAK else (2, 4)))

    # --- how many ---

    @property
    def members(self) -> int:
        """How many members there are: one more since some months."""
        return self.cell.members + (self.back < Dice(self.cell.id, "").between("joined", (3, 11)))

    @property
    def due(self) -> int:
        """How many must come."""
        return self.members - self.cell.exempt - self.cell.special_duty

    @property
    def absent(self) -> int:
        """How many do not."""
        share = self.dice.between("absent", _ABSENT[self.level])
        return max(self.due * share // 100, int(self.is_somebody_ill))

    @property
    def is_somebody_ill(self) -> bool:
        """Whether a member is ill for long."""
        return self.cell.longest > OFTEN and self.back in range(2, 11)

    @property
    def unexcused(self) -> int:
        """How many of them do not say why."""
        return int(self.level >= WEAK and self.absent > 0 and self.dice.happens("unexcused", 4))

    @property
    def excused(self) -> int:
        """How many of them say why."""
        return self.absent - self.unexcused

    @property
    def present(self) -> int:
        """How many come."""
        return self.due - self.absent

    @property
    def minutes(self) -> int:
        """How long it took."""
        return NORMS[self.members >= LARGE] - self.dice.pick("short", _SHORT[self.level])

    @property
    def speakers(self) -> int:
        """How many spoke."""
        return min(self.present, self.present * self.dice.between("speakers", _SPEAKING[self.level]) // 100 + 1)

    @cached_property
    def tasks(self) -> tuple[int, int]:
        """How many tasks there were, and how many of them were met."""
        given = self.dice.between("tasks", (8, 12))
        share = self.dice.pick("met", _MET[self.level])
        return given, -(-given * share // 100)

    @property
    def criticism(self) -> int:
        """How many minutes were spent on criticism."""
        return self.dice.pick("criticism", _CRITICISM[self.level])

    @property
    def uploaded(self) -> int:
        """How many days before it its papers were there to be read."""
        return self.dice.pick("upload", (1, 2, 3) if self.level < FAIR else (0, 1, 2))

    @property
    def has_committee(self) -> bool:
        """Whether the cell has a committee, which meets before."""
        return self.members - self.cell.probationary >= COMMITTEE_FROM

    @property
    def has_minutes(self) -> bool:
        """Whether the committee's meeting was written down."""
        return self.level < WEAK or not self.dice.happens("no minutes", 4)

    # --- as it is typed ---

    def texts(self) -> Texts:
        """Return all that the cell says of it."""
        own = {**dict(self._head()), **dict(self._people()), **dict(self._preparation()), **dict(self._conduct())}
        own |= {**dict(self._answers()), "limitations": "\n".join(self._limitations())}
        return own | _ODD.get((self.cell.id, self.back), {})

    def _head(self) -> Iterator[tuple[str, str]]:
        cell, until = self.cell, self.cell.until
        is_old = until is not None and self.back > until[0]
        yield "framework", FRAMEWORK
        yield "cell_id", cell.id
        yield "cell_name", until[1] if until and is_old else cell.title
        yield "upper_org", COMMITTEE_TITLE
        yield "organisation", ORGANISATION
        yield "cell_type", CELL_TYPES[until[2] if until and is_old else cell.type][0]
        yield "period", month_text(self.month)
        yield "meeting_kind", MEETING_KINDS[self.kind][0]
        yield "mode", MODES["in_person"][0]
        yield "date", day_text(self.day)
        start = dt.datetime.combine(self.day, dt.time.fromisoformat(cell.start))
        yield "start_time", f"{start:%H:%M}"
        yield "end_time", f"{start + dt.timedelta(minutes=self.minutes):%H:%M}"
        yield "place", cell.place
        yield "supervisor_present", self.dice.pick("supervisor", (YES, NO))

    def _people(self) -> Iterator[tuple[str, str]]:
        cell = self.cell
        voters = self.present - cell.probationary
        for name, count in {
            "members_total": self.members,
            "members_official": self.members - cell.probationary,
            "members_probationary": cell.probationary,
            "members_exempt": cell.exempt,
            "members_special_duty": cell.special_duty,
            "present": self.present,
            "absent_excused": self.excused,
            "absent_unexcused": self.unexcused,
            "max_consecutive_excused": self.run,
            "votes_for": voters - (self.level > 0 and voters >= COMMITTEE_FROM and self.dice.happens("against", 3)),
            "votes_total": voters,
        }.items():
            yield name, str(count)

    def _preparation(self) -> Iterator[tuple[str, str]]:
        yield "committee_exists", YES if self.has_committee else NO
        if self.has_committee:
            yield "committee_meeting_date", self._before(self.dice.pick("committee", (1, 2, 3)))
            yield "committee_minutes", YES if self.has_minutes else NO
        yield "notice_date", self._before(self.dice.pick("notice", (3, 4, 5)))
        yield "documents_uploaded_on", self._before(self.uploaded)
        yield "draft_conclusion", NO if self.level >= BAD else YES

    def _before(self, days: int) -> str:
        return day_text(self.day - dt.timedelta(days=days))

    def _conduct(self) -> Iterator[tuple[str, str]]:
        given, met = self.tasks
        yield "agenda_steps_done", NO if self.level >= WEAK else YES
        for name, count in {
            "speakers": self.speakers,
            "opinions": self.speakers + self.dice.upto("opinions", 5),
            "criticism_minutes": self.criticism,
            "praised": self.dice.between("praised", (1, 3)),
            "reminded": self.dice.upto("reminded", 2),
            "criticised": int(self.level >= WEAK),
            "targets_set": given,
            "targets_met": met,
            "dues_due": self.members,
            "dues_paid": self.members - (self.level >= WEAK),
        }.items():
            yield name, str(count)
        yield "thematic_this_quarter", YES if self.is_combined or self.held_before else NO
        yield "resolution_adopted", YES
        yield "minutes_approved", YES
        yield "documents_finalised_on", day_text(self.finished)

    # --- what was answered ---

    def _answers(self) -> Iterator[tuple[str, str]]:
        for criterion, most in POINTS.items():
            if criterion != "4.3" or self.is_combined:
                lost = self._lost(criterion)
                yield f"self.answers.{criterion}", _typed(2 * most - lost)
                if lost:
                    yield self._note("self", criterion)
        for criterion in YES_NO:
            is_lost = self.level >= FAIR and self.dice.happens(criterion, self.level - 1)
            yield f"self.answers.{criterion}", NO if is_lost else YES
            if is_lost:
                yield self._note("self", criterion)
        yield from (self._note("self", criterion) for criterion in self._short())

    def _note(self, layer: str, criterion: str) -> tuple[str, str]:
        return f"{layer}.deduction_notes.{criterion}", self.dice.pick(f"{layer} {criterion}", NOTES[criterion])

    def _lost(self, criterion: str) -> int:
        """Return how many half points are lost at what is judged."""
        is_told = (criterion == "4.1" and self.level >= WEAK) or (criterion == "3.2" and self.level >= BAD)
        if not is_told and not self.dice.happens(criterion, _LOST_IN_TEN[self.level]):
            return 0
        most = max(1, 2 * POINTS[criterion] * _LOST_SHARE[self.level] // 100)
        return self.dice.between(f"lost {criterion}", (1 if self.level < WEAK else (most + 1) // 2, most))

    def _short(self) -> Iterator[str]:
        """Yield the criteria that facts decide, and at which they fall short."""
        given, met = self.tasks
        told = {
            "1": self.minutes < NORMS[self.members >= LARGE],
            "2.1": self.unexcused or 10 * self.absent > self.due,
            "2.2": self.run > OFTEN,
            "3.3": self.has_committee and not self.has_minutes,
            "3.5": self.uploaded < 1,
            "4.5": 2 * self.speakers <= self.present,
            "4.7": self.criticism < SHORTEST,
            "7": 10 * met < 9 * given,
            "8.3": self.finished > self.day + dt.timedelta(days=2),
        }
        yield from (criterion for criterion, is_short in told.items() if is_short)

    def _limitations(self) -> Iterator[str]:
        first = self.dice.upto("limitation", len(LIMITATIONS) - 1)
        count = 1 if self.level < FAIR else 2
        yield from (LIMITATIONS[(first + each) % len(LIMITATIONS)] for each in range(count))

    def upper_texts(self, own: Texts, *, differs: bool = False) -> Texts:
        """Return what a supervisor says of it besides; mostly the same, or other points at several criteria."""
        said = dict(own)
        for criterion, most in POINTS.items():
            if f"self.answers.{criterion}" not in own:
                continue
            lost = 2 * most - _halves(own[f"self.answers.{criterion}"])
            seen = lost + self._more_lost(criterion, lost, differs=differs)
            said[f"upper.answers.{criterion}"] = _typed(2 * most - seen)
            if seen:
                name, note = self._note("upper", criterion)
                said[name] = AGREED if seen == lost else note
        for criterion in YES_NO:
            said[f"upper.answers.{criterion}"] = own[f"self.answers.{criterion}"]
        return said

    def _more_lost(self, criterion: str, lost: int, *, differs: bool) -> int:
        room = 2 * POINTS[criterion] - lost
        if room <= 1 or not self.dice.happens(f"seen {criterion}", 5 if differs else 1):
            return 0
        return self.dice.between(f"more {criterion}", (1, min(room - 1, 3 if differs else 1)))


def _halves(typed: str) -> int:
    """Return how many half points some typed points are."""
    return 2 * int(typed.partition(",")[0]) + typed.endswith(",5")


def is_thematic(cell: DemoCell, back: int) -> bool:
    """Tell whether a cell held a thematic part so many months back."""
    return back % 3 == cell.thematic
