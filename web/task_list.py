"""What a cell has to do, the nearest deadline first; and its last twelve months, with the reasons."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q

from chamdiem.engine.ledger.keys import record_key
from chamdiem.engine.ledger.stages import Stage
from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import period_text, weekday_text
from chamdiem.engine.words import formats
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.moments import day_text
from chamdiem.web.drafts import meeting_key_of
from chamdiem.web.held import MeetingAddress
from chamdiem.web.kept import KeptMeeting, kept_meeting
from chamdiem.web.models import Draft
from chamdiem.web.node_settings import DEADLINE, deadline_of, setting_of
from chamdiem.web.open_draft import OpenDraft, meeting_url

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House

MONTHS = 12
_OPEN = 2
"""So many months, the current one included, are asked for where nothing is known of them."""
_RECENT = 5
_MARKS = ("t", "k", "b", "y")
"""How ratings are drawn, from the best down; all worse ones as the last."""
_REGULAR = "regular"


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class CellMonth:
    """One month of a cell, for one kind of meeting: what the ledger has of it, and what is being filled in.

    `allowed`: how many days after its period it may be handed in, where whoever lists many has asked for that once.
    """

    house: House
    lang: Lang
    cell: Node
    period: str
    kind: str
    kept: KeptMeeting | None
    draft: Draft | None
    allowed: str | None = None

    @property
    def at(self) -> MeetingAddress:
        """Its address."""
        return MeetingAddress(self.cell.id, self.period, self.kind)

    @property
    def stage(self) -> Stage:
        """How far it is; a draft that is not handed in goes before what the ledger has."""
        kept = self.kept.stage.stage if self.kept else Stage.NOT_BEGUN
        if self.draft is not None and self.draft.entry is None and kept is not Stage.RETURNED:
            return Stage.DRAFT
        return kept

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return say(self.lang, f"stage.{self.stage}")

    @property
    def named(self) -> str:
        """The period as a page names it: 11/2026; of another kind of meeting than the usual with the kind."""
        words = period_text(self.lang, self.period)
        if self.kind in {_REGULAR, ""}:
            return words
        return say(
            self.lang, "tasks.of_kind", period=words, kind=MEETING_KINDS[self.kind][0 if self.lang == "vi" else 1]
        )

    @property
    def short(self) -> str:
        """The month as the strip has it: 11/26."""
        return f"{self.period[5:]}/{self.period[2:4]}"

    # --- what is to be done ---

    @cached_property
    def deadline(self) -> dt.date:
        """The last day on which it is to be handed in: a day of the month after it."""
        told = setting_of(self.house, self.cell.id, DEADLINE) if self.allowed is None else self.allowed
        return deadline_of(self.period, told)

    @property
    def left(self) -> int:
        """How many days are left; less than none: it is overdue."""
        return (self.deadline - self.house.today).days

    @property
    def due(self) -> str:
        """The deadline in words, with its weekday."""
        weekday = weekday_text(self.lang, self.deadline)
        return say(self.lang, "tasks.due", weekday=weekday, day=day_text(self.deadline))

    @property
    def days(self) -> str:
        """How many days are left, or have gone by, in words."""
        code = "tasks.overdue" if self.left < 0 else "tasks.today" if self.left == 0 else "tasks.days"
        return say(self.lang, code, count=abs(self.left))

    @cached_property
    def opened(self) -> OpenDraft | None:
        """The draft as it stands, if it goes on."""
        if self.draft is None or self.draft.entry is not None:
            return None
        return OpenDraft(house=self.house, lang=self.lang, at=self.at, draft=self.draft)

    @property
    def progress(self) -> str:
        """How much of the draft is done, in words; blank where there is none."""
        if self.opened is None:
            return ""
        criteria = [each for each in self.opened.filled.scoring.criteria if each.status != "not_applicable"]
        done = sum(1 for each in criteria if each.points.award is not None)
        return say(self.lang, "tasks.progress", done=done, count=len(criteria))

    @property
    def returned(self) -> str:
        """Why it was given back; blank: it was not."""
        entry = self.kept.state.returned if self.kept else None
        return str(entry.body["reason"]) if entry is not None else ""

    @property
    def decided(self) -> str:
        """Of a decision that differs from what was computed, what both are and why; blank: there is none such."""
        if self.kept is None or self.kept.state.decision is None:
            return ""
        computed, decided = (self.kept.rating(each) for each in (self.kept.stage.computed, self.kept.stage.decided))
        reason = self.kept.state.decision.body.get("reason", "")
        if computed is None or decided is None or computed == decided:
            return ""
        told = {"decided": decided[1].title, "computed": computed[1].title, "reason": reason}
        return say(self.lang, "tasks.decided_otherwise", **told)

    @property
    def is_task(self) -> bool:
        """Whether the cell has to do something about it."""
        return self.stage in {Stage.DRAFT, Stage.RETURNED, Stage.NOT_BEGUN, Stage.WITHDRAWN}

    @property
    def is_unbegun(self) -> bool:
        """Whether nothing is known of it, so that to go on with it is to begin it."""
        return self.stage is Stage.NOT_BEGUN

    @property
    def url(self) -> str:
        """Where one goes on with it, or sees it."""
        if self.stage in {Stage.SUBMITTED, Stage.ASSESSED, Stage.DECIDED, Stage.UNDER_REVIEW}:
            return meeting_url(self.at, "receipt")
        return meeting_url(self.at, "correct" if self.stage is Stage.RETURNED and self.opened is None else "meeting")

    @property
    def action(self) -> str:
        """What the button says."""
        code = {Stage.RETURNED: "mend", Stage.DRAFT: "go_on"}.get(self.stage, "begin")
        return say(self.lang, f"tasks.{code}", period=self.named)

    # --- how it was ---

    @property
    def rated(self) -> tuple[int, str] | None:
        """The place of its rating from the best down, and its title: the decided one, or else the cell's own."""
        if self.kept is None or self.kept.state.evaluation is None:
            return None
        found = self.kept.rating(self.kept.stage.decided or self.kept.stage.own)
        return None if found is None else (found[0], found[1].title)

    @property
    def mark(self) -> str:
        """How its rating is drawn; blank: it has none."""
        return "" if self.rated is None or self.stage in _UNRATED else _MARKS[min(self.rated[0], len(_MARKS) - 1)]

    @property
    def total(self) -> str:
        """The points, between their ends; blank where there are none."""
        own = self.kept.own if self.kept else None
        if own is None or self.kept is None or self.kept.framework.framework.points is None:
            return ""
        ends = dict.fromkeys(formats.points(each, self.lang) for each in (own.least, own.most))
        return "–".join(ends)

    @property
    def why(self) -> str:
        """Where most points were lost, in words."""
        if self.kept is None or self.kept.state.evaluation is None:
            return ""
        lost = [
            say(self.lang, "tasks.lost", points=formats.points(points, self.lang), id=criterion.id)
            for criterion, points in self.kept.lost()
        ]
        told = ", ".join(lost[:_TOLD]) or say(self.lang, "tasks.lost_none")
        return f"{told}. {self.decided}" if self.decided else told


def _months(today: dt.date) -> tuple[str, ...]:
    """Return the month of a day and those before it that the strip shows, in order."""
    last = today.year * 12 + today.month - 1
    return tuple(f"{each // 12:04}-{each % 12 + 1:02}" for each in range(last - MONTHS + 1, last + 1))


_TOLD = 2
_UNRATED = frozenset({Stage.RETURNED, Stage.DRAFT, Stage.WITHDRAWN, Stage.NOT_HELD, Stage.NOT_BEGUN})


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class CellTasks:
    """One cell of whoever is in: what is to be done, and its last twelve months."""

    house: House
    lang: Lang
    cell: Node

    @cached_property
    def months(self) -> tuple[CellMonth, ...]:
        """The last twelve months, the oldest first; of each the meetings that are known, or the usual one."""
        wanted = _months(self.house.today)
        drafts = {(each.period, each.kind): each for each in self._drafts if each.kind}
        return tuple(month for period in wanted for month in self._of(period, drafts))

    @cached_property
    def _allowed(self) -> str:
        return setting_of(self.house, self.cell.id, DEADLINE) or ""

    @cached_property
    def _drafts(self) -> tuple[Draft, ...]:
        """The drafts of the last months, those of no meeting, and whatever older ones go on."""
        told = Q(period__in=_months(self.house.today)) | Q(kind="") | Q(entry=None)
        return tuple(Draft.objects.filter(told, cell=self.cell.id).order_by("-period"))

    @cached_property
    def elsewhere(self) -> tuple[CellMonth, ...]:
        """What stands in no strip of months: older meetings that are filled in, and what is of no meeting."""
        wanted = set(_months(self.house.today))
        found = [each for each in self._drafts if not each.kind or each.period not in wanted]
        return tuple(
            CellMonth(
                self.house, self.lang, self.cell, each.period, each.kind,
                kept_meeting(self.house, meeting_key_of(self.house, each)), each, self._allowed,
            )
            for each in found[:MONTHS]
        )  # fmt: skip

    def _of(self, period: str, drafts: dict[tuple[str, str], Draft]) -> Iterator[CellMonth]:
        found = [
            CellMonth(
                self.house, self.lang, self.cell, period, kind,
                kept_meeting(self.house, record_key(self.cell.id, period, kind)), drafts.get((period, kind)),
                self._allowed,
            )
            for kind in MEETING_KINDS
        ]  # fmt: skip
        known = [each for each in found if each.kept or each.draft]
        yield from known or [each for each in found if each.kind == _REGULAR]

    @cached_property
    def tasks(self) -> tuple[CellMonth, ...]:
        """What is to be done: what came back, is begun, or is not begun of the last months."""
        recent = {each.period for each in self.months[-_OPEN:]}
        own = [each for each in self.months if each.is_task and (each.period in recent or each.kept or each.draft)]
        return (*own, *(each for each in self.elsewhere if each.is_task))

    @property
    def others(self) -> tuple[CellMonth, ...]:
        """The months that are told of in the table, the latest first."""
        return tuple(each for each in reversed(self.months) if each.kept is not None)

    @cached_property
    def raising(self) -> str:
        """Where most points were lost in the last months, in words; blank: nowhere, or the best rating was reached."""
        lost: Counter[str] = Counter()
        titles: dict[str, str] = {}
        for month in [each for each in self.months if each.kept and each.kept.state.evaluation][-_RECENT:]:
            for criterion, points in month.kept.lost() if month.kept else ():
                lost[criterion.id] += points
                titles[criterion.id] = criterion.title
        if not lost:
            return ""
        (first, points), *_ = lost.most_common(1)
        told = {"id": first, "title": titles[first], "points": formats.points(points, self.lang), "count": _RECENT}
        return say(self.lang, "tasks.raise", **told)


def cells_of(house: House, lang: Lang, actor: str) -> tuple[CellTasks, ...]:
    """Return the cells in which somebody may fill in what their meetings were."""
    tree = house.tree
    nodes = dict.fromkeys(mandate.node for mandate in house.mandates(actor))
    cells = (tree.nodes[each] for each in nodes if tree.nodes[each].kind is NodeKind.CELL)
    return tuple(CellTasks(house, lang, each) for each in cells if house.may(actor, Deed.FILL, each.id))
