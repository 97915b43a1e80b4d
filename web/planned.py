"""Lịch họp: what cells say of meetings to come, and what the committee office agreed to. Nothing of it is official.

What was held, and how, stands in the ledger alone; a plan is told once more whenever it changes, and agreed to anew.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import weekday_text
from chamdiem.engine.words.collation import vietnamese
from chamdiem.rules.records.faults import Fault, FaultyInput, refusal
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.moments import day_text, read_date, read_time
from chamdiem.rules.records.scalars import ScalarError, seen
from chamdiem.web.models import PlannedMeeting
from chamdiem.web.numbers import number_sent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House
    from chamdiem.web.models import Account

_AHEAD = dt.timedelta(days=366)
_PLACE = 120


@dataclass(frozen=True)  # without slots, so that pages may ask for what follows from it
class PlanCard:
    """A meeting to come as pages show it."""

    house: House
    lang: Lang
    plan: PlannedMeeting

    @property
    def cell(self) -> str:
        """The cell that is going to meet."""
        node = self.house.tree.standing(self.plan.cell)
        return self.plan.cell if node is None else node.title

    @property
    def kind(self) -> str:
        """The kind of meeting in words."""
        return MEETING_KINDS[self.plan.kind][0 if self.lang == "vi" else 1]

    @property
    def when(self) -> str:
        """The day with its weekday, and the time where it was told."""
        day = self.plan.day
        weekday = weekday_text(self.lang, day)
        told = {"weekday": weekday, "day": day_text(day), "time": self.plan.time}
        return say(self.lang, "plan.when_time" if self.plan.time else "plan.when", **told)

    @property
    def place(self) -> str:
        """Where."""
        return self.plan.place

    @property
    def is_approved(self) -> bool:
        """Whether the office agreed to it as it stands."""
        return self.plan.approved is not None

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return say(self.lang, "plan.approved" if self.is_approved else "plan.waiting")

    @property
    def mark(self) -> str:
        """What stands for it as it was seen: told once more, it is another one."""
        return f"{self.plan.pk}/{self.plan.told.isoformat()}"

    @property
    def notice_url(self) -> str:
        """Where its notice is."""
        return reverse("plan_notice", kwargs={"cell": self.plan.cell, "number": self.plan.pk})

    @property
    def summary(self) -> str:
        """What a calendar says of it."""
        parts = (self.plan.time, self.kind, self.cell, self.place)
        return ", ".join(each for each in parts if each)


def plans_of(house: House, lang: Lang, cells: Iterable[str], first: dt.date, last: dt.date) -> tuple[PlanCard, ...]:
    """Return the meetings to come of some cells in some days, the nearest first."""
    wanted = PlannedMeeting.objects.filter(cell__in=list(cells), withdrawn=None, day__gte=first, day__lte=last)
    return tuple(PlanCard(house, lang, each) for each in wanted.order_by("day", "time", "cell"))


def coming(house: House, lang: Lang, cells: Iterable[str]) -> tuple[PlanCard, ...]:
    """Return what is to come from today on."""
    return plans_of(house, lang, cells, house.today, house.today + _AHEAD)


def next_plans(house: House, lang: Lang, cells: Sequence[str]) -> Mapping[str, PlanCard]:
    """Return the next meeting of each cell that has registered one."""
    found = coming(house, lang, cells) if cells else ()
    return {card.plan.cell: card for card in reversed(found)}


def plan_of(house: House, lang: Lang, cell: str, number: int) -> PlanCard | None:
    """Return one meeting of a cell; None: there is none such, or it was taken back."""
    found = PlannedMeeting.objects.filter(pk=number, cell=cell, withdrawn=None).first()
    return None if found is None else PlanCard(house, lang, found)


# --- the cell ---


def tell(house: House, account: Account, cell: str, typed: Mapping[str, str]) -> None:
    """Say that a cell is going to meet; said again of the same month and kind, it takes the place of what was said.

    Raises:
        FaultyInput: what is typed is no day to come, no time, or no kind; every fault, with the field it is about.
    """
    faults: list[Fault] = []
    day, time, place = _day(house, typed, faults), _time(typed, faults), _place(typed, faults)
    kind = typed.get("kind", "")
    if kind not in MEETING_KINDS:
        faults.append(Fault("plan.no_kind", ("kind",)))
    if faults or day is None:
        raise FaultyInput(faults)
    told = {"day": day, "time": time, "place": place, "told": timezone.now(), "told_by": account}
    anew = {"approved": None, "approved_by": None, "withdrawn": None}
    PlannedMeeting.objects.update_or_create(cell=cell, period=f"{day:%Y-%m}", kind=kind, defaults={**told, **anew})


def _day(house: House, typed: Mapping[str, str], faults: list[Fault]) -> dt.date | None:
    text = "/".join(typed.get(f"day-{part}", "").strip() for part in ("d", "m", "y"))
    try:
        day = read_date(text)
    except ScalarError:
        faults.append(Fault("plan.no_day", ("day",)))
        return None
    if not house.today <= day <= house.today + _AHEAD:
        faults.append(Fault("plan.day_gone", ("day",), {"day": day_text(day), "today": day_text(house.today)}))
        return None
    return day


def _time(typed: Mapping[str, str], faults: list[Fault]) -> str:
    text = typed.get("time", "").strip()
    try:
        return f"{read_time(text):%H:%M}" if text else ""
    except ScalarError:
        faults.append(Fault("plan.no_time", ("time",)))
        return ""


def _place(typed: Mapping[str, str], faults: list[Fault]) -> str:
    text = " ".join(typed.get("place", "").split())
    try:
        place = seen(text) if text else ""
    except ScalarError as error:
        faults.append(Fault(error.code, ("place",), dict(error.details)))
        return ""
    if len(place) > _PLACE:
        faults.append(Fault("plan.long", ("place",), {"maximum": str(_PLACE)}))
    return place


def take_back(cell: str, number: str) -> None:
    """Say that a cell is not going to meet as it said."""
    wanted = number_sent(number)
    PlannedMeeting.objects.filter(pk=wanted, cell=cell, withdrawn=None).update(withdrawn=timezone.now())


# --- the office ---


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansOfMonth:
    """What the cells of a committee are going to hold in a month; `silent`: those that have said nothing."""

    node: Node
    period: str
    plans: Sequence[PlanCard]
    silent: Sequence[Node]
    before: str
    after: str

    @property
    def named(self) -> str:
        """The month as a page names it."""
        return f"{self.period[5:]}/{self.period[:4]}"

    @property
    def waiting(self) -> tuple[PlanCard, ...]:
        """Those that the office has not agreed to."""
        return tuple(each for each in self.plans if not each.is_approved)


def plans_of_month(house: House, lang: Lang, actor: str, node: Node, period: str) -> PlansOfMonth:
    """Return what cells under a committee, as far as somebody may record for them, are going to hold in a month."""
    cells = [
        each
        for each in house.tree.subtree(node.id)
        if each.kind is NodeKind.CELL and house.may(actor, Deed.RECORD, each.id)
    ]
    first = dt.date(int(period[:4]), int(period[5:]), 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    plans = plans_of(house, lang, (each.id for each in cells), first, last)
    told = {each.plan.cell for each in plans}
    silent = sorted((each for each in cells if each.id not in told), key=lambda each: vietnamese(each.title))
    return PlansOfMonth(
        node=node,
        period=period,
        plans=plans,
        silent=silent,
        before=f"{first - dt.timedelta(days=1):%Y-%m}",
        after=f"{last + dt.timedelta(days=1):%Y-%m}",
    )


def approve(account: Account, month: PlansOfMonth, marks: Iterable[str]) -> int:
    """Agree to meetings as they were seen, and return to how many; what was told once more meanwhile is left.

    Raises:
        FaultyInput: nothing was chosen.
    """
    wanted = set(marks)
    if not wanted:
        raise refusal("plan.none_chosen", "")
    told, count = {"approved": timezone.now(), "approved_by": account}, 0
    for card in month.waiting:
        if card.mark in wanted:
            own = PlannedMeeting.objects.filter(pk=card.plan.pk, told=card.plan.told, withdrawn=None, approved=None)
            count += own.update(**told)
    return count
