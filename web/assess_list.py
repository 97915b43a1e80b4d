"""The cells of a supervisor: what waits to be assessed, the nearest deadline first, and how the others stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.keys import record_key
from chamdiem.engine.ledger.stages import Stage
from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import label, say
from chamdiem.engine.texts.sentences import weekday_text
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.moments import day_text, month_text
from chamdiem.rules.records.periods import last_day_of
from chamdiem.web.held import MeetingAddress
from chamdiem.web.models import Assessment, Draft, MeetingNow
from chamdiem.web.node_settings import ASSESS_BY, DEADLINE, settings_of
from chamdiem.web.open_draft import meeting_url
from chamdiem.web.projections import projected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House

MONTHS, OPEN_MONTHS = 18, 2
"""So many months are looked at, and so many of them where nothing is known of a cell."""
_BY: Mapping[str, str] = {ASSESS_BY: "10", DEADLINE: "5"}
_REGULAR = "regular"
_WAITING = frozenset({Stage.SUBMITTED, Stage.UNDER_REVIEW})
_AT_CELL = frozenset({Stage.NOT_BEGUN, Stage.DRAFT, Stage.RETURNED, Stage.WITHDRAWN})


@dataclass(frozen=True)
class AssignedMeeting:
    """One meeting of an assigned cell. `day`: until when it is to be assessed, or the cell is to hand it in."""

    lang: Lang
    cell: Node
    at: MeetingAddress
    stage: Stage
    day: dt.date
    today: dt.date
    is_known: bool

    @property
    def named(self) -> str:
        """Whose it is, and of which period."""
        return say(self.lang, "assess.meeting", cell=self.cell.title, period=self.period)

    @property
    def period(self) -> str:
        """Its month, with the kind of the meeting where that is not the usual one."""
        month = month_text(self.at.period)
        if self.at.kind == _REGULAR:
            return month
        return say(self.lang, "tasks.of_kind", period=month, kind=label(MEETING_KINDS[self.at.kind], self.lang))

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return say(self.lang, f"stage.{self.stage}")

    @property
    def left(self) -> int:
        """How many days are left; less than none: it is overdue."""
        return (self.day - self.today).days

    @property
    def due(self) -> str:
        """Until when, in words."""
        code = "assess.due" if self.stage in _WAITING else "tasks.due"
        weekday = weekday_text(self.lang, self.day)
        return say(self.lang, code, weekday=weekday, day=day_text(self.day))

    @property
    def days(self) -> str:
        """How many days are left, or have gone by, in words."""
        code = "tasks.overdue" if self.left < 0 else "tasks.today" if self.left == 0 else "tasks.days"
        return say(self.lang, code, count=abs(self.left))

    @property
    def url(self) -> str:
        """Where it is assessed; blank: nothing is known of it."""
        return meeting_url(self.at, "assess") if self.is_known else ""


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Assigned:
    """All meetings of a supervisor's cells."""

    meetings: tuple[AssignedMeeting, ...]

    @cached_property
    def waiting(self) -> tuple[AssignedMeeting, ...]:
        """What waits to be assessed, the nearest deadline first."""
        found = (each for each in self.meetings if each.stage in _WAITING)
        return tuple(sorted(found, key=lambda each: (each.day, each.cell.title)))

    @property
    def at_cells(self) -> tuple[AssignedMeeting, ...]:
        """What the cells have still to do, the oldest first."""
        return tuple(each for each in self.meetings if each.stage in _AT_CELL)

    @property
    def done(self) -> tuple[AssignedMeeting, ...]:
        """What is assessed, decided, or was not held, the latest first."""
        found = reversed(self.meetings)
        return tuple(each for each in found if each.stage not in _WAITING and each.stage not in _AT_CELL)


def assigned(house: House, lang: Lang, actor: str) -> Assigned:
    """Return the meetings of the cells that somebody assesses, of the last months in their order."""
    tree = house.tree
    names = dict.fromkeys(each.node for each in house.mandates(actor) if each.node in tree.nodes)
    nodes = (tree.nodes[name] for name in names if house.may(actor, Deed.ASSESS, name))
    cells = tuple(node for node in nodes if node.kind is NodeKind.CELL)
    return Assigned(tuple(_Meetings(house, lang, cells).all()) if cells else ())


class _Meetings:
    """What is known of the meetings of some cells, read at once."""

    def __init__(self, house: House, lang: Lang, cells: tuple[Node, ...]) -> None:
        projected(house)
        self.lang, self.cells, self.today = lang, cells, house.today
        self.months = _months(self.today)
        self.ats = {
            record_key(cell.id, month, kind): MeetingAddress(cell.id, month, kind)
            for cell in cells
            for month in self.months
            for kind in MEETING_KINDS
        }
        rows = MeetingNow.objects.filter(key__in=self.ats).values_list("key", "stage")
        self.stages = {self.ats[key]: Stage(stage) for key, stage in rows}
        ids = [cell.id for cell in cells]
        self.drafts, self.begun = (
            {
                MeetingAddress(*each)
                for each in table.objects.filter(cell__in=ids, entry=None).values_list("cell", "period", "kind")
            }
            for table in (Draft, Assessment)
        )
        self.by = {name: settings_of(house, name) for name in _BY}

    def all(self) -> Iterator[AssignedMeeting]:
        """Yield all meetings, month by month."""
        for month in self.months:
            for cell in self.cells:
                yield from self._of(cell, month)

    def _of(self, cell: Node, month: str) -> Iterator[AssignedMeeting]:
        ats = [MeetingAddress(cell.id, month, kind) for kind in MEETING_KINDS]
        known = [at for at in ats if at in self.stages or at in self.drafts]
        if not known and month in self.months[-OPEN_MONTHS:]:
            known = [MeetingAddress(cell.id, month, _REGULAR)]
        for at in known:
            stage = self._stage(at)
            name = DEADLINE if stage in _AT_CELL else ASSESS_BY
            by = int(self.by[name](cell.id) or _BY[name])
            day = last_day_of(month) + dt.timedelta(days=by)
            yield AssignedMeeting(self.lang, cell, at, stage, day, self.today, at in self.stages)

    def _stage(self, at: MeetingAddress) -> Stage:
        """Return how far a meeting is: whoever is at work on it stands in no ledger."""
        found = self.stages.get(at, Stage.NOT_BEGUN)
        if found is Stage.SUBMITTED and at in self.begun:
            return Stage.UNDER_REVIEW
        return Stage.DRAFT if at in self.drafts and found is Stage.NOT_BEGUN else found


def _months(today: dt.date) -> tuple[str, ...]:
    last = today.year * 12 + today.month - 1
    return tuple(f"{each // 12:04}-{each % 12 + 1:02}" for each in range(last - MONTHS + 1, last + 1))
