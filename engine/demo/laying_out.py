"""Lay the made-up commune out in a new ledger: every entry by the act by which people make it, in the order of time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from chamdiem.engine.demo.acts import DemoActs
from chamdiem.engine.demo.calendar import Calendar, Step, at
from chamdiem.engine.demo.commune import (
    ADMINISTRATOR,
    CELLS,
    COMMITTEE,
    COMMITTEE_TITLE,
    FRAMEWORK,
    STAFF,
    Post,
)
from chamdiem.engine.demo.drafts import DemoDraft, drafts
from chamdiem.engine.demo.half_years import HalfYears
from chamdiem.engine.demo.steps import all_steps
from chamdiem.engine.ledger.authorities import Act, give_mandate, record_change
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.engine.mandates.roles import Role
from chamdiem.rules.records.spans import first_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.demo.commune import DemoCell
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.scorer import ScorerCache

_BEFORE = dt.timedelta(days=90)
"""So long before the first month the commune was founded."""


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """Somebody with a log-in: an opaque id, and what they are in words, never a name. `mandates`: their ids."""

    actor: str
    login: str
    title: str
    mandates: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DemoCommune:
    """What was laid out: those who can log in, and what some cells are filling in, the current month first."""

    people: tuple[DemoPerson, ...]
    open_drafts: tuple[DemoDraft, ...]


def lay_out(ledger: Ledger, scorers: ScorerCache, software: str, today: dt.date) -> DemoCommune:
    """Put the commune and its months, up to the day before, into a new ledger, all or nothing.

    The same day gives the same entries. Months before the framework came into force are left out.

    Raises:
        FaultyInput: the ledger has organisations already.
    """
    framework = scorers.choice.catalog.get(FRAMEWORK)
    calendar = Calendar(today, framework.framework.in_force.from_)
    acts = DemoActs(ledger, scorers, framework, today)
    steps = [*_founding(ledger, calendar), *all_steps(acts, calendar), *HalfYears(ledger, calendar).steps()]
    end = at(today, "00:00")
    with ledger.atomic():
        for step in sorted(steps, key=lambda each: each.when):
            if step.when < end:
                step.do(step.stamp(software))
    people = (
        DemoPerson(actor=s.actor, login=s.login, title=s.title, mandates=tuple(p.id(s.actor) for p in s.posts))
        for s in STAFF
    )
    return DemoCommune(people=tuple(people), open_drafts=tuple(drafts(calendar, framework)))


# --- the commune itself ---


def _founding(ledger: Ledger, calendar: Calendar) -> Iterator[Step]:
    """Yield how the commune came about: its organisations, its administrator, and everybody's mandates."""
    first = first_day(calendar.months[0]) if calendar.months else calendar.today
    founded, act = first - _BEFORE, Act(ADMINISTRATOR)
    root = OrganisationChange(
        node=COMMITTEE, event=Event.FOUNDED, day=founded, title=COMMITTEE_TITLE, kind=NodeKind.COMMITTEE
    )
    when = at(founded, "08:00")
    yield Step(when, partial(record_change, ledger, root, None))
    for actor, post in _posts():
        given = Mandate(id=post.id(actor), actor=actor, role=post.role, node=post.node, first=founded)
        if post.role is Role.ADMINISTRATOR:
            yield Step(when, partial(give_mandate, ledger, given, None))
    for cell in CELLS:
        told = replace(root, node=cell.id, title=_first_title(cell, calendar), kind=NodeKind.CELL, parent=COMMITTEE)
        yield Step(when + dt.timedelta(minutes=20), partial(record_change, ledger, told, act))
        yield from _renaming(ledger, cell, calendar)
    for actor, post in _posts():
        given = Mandate(id=post.id(actor), actor=actor, role=post.role, node=post.node, first=founded)
        if post.role is not Role.ADMINISTRATOR:
            yield Step(when + dt.timedelta(minutes=50), partial(give_mandate, ledger, given, act))


def _posts() -> Iterator[tuple[str, Post]]:
    """Yield who has which post, the secretaries without a log-in last."""
    told = [(staff.actor, post) for staff in STAFF for post in staff.posts]
    yield from told
    rest = ((cell.secretary, Post(role=Role.SECRETARY, node=cell.id)) for cell in CELLS)
    yield from (each for each in rest if each not in told)


def _renamed_in(cell: DemoCell, calendar: Calendar) -> str | None:
    """Return the month in which a cell was renamed, if that is one of the months."""
    if cell.until is None:
        return None
    return next((month for month in calendar.months[1:] if calendar.back(month) == cell.until[0]), None)


def _first_title(cell: DemoCell, calendar: Calendar) -> str:
    return cell.until[1] if cell.until and _renamed_in(cell, calendar) else cell.title


def _renaming(ledger: Ledger, cell: DemoCell, calendar: Calendar) -> Iterator[Step]:
    month = _renamed_in(cell, calendar)
    if month is not None:
        day = first_day(month)
        told = OrganisationChange(node=cell.id, event=Event.RENAMED, day=day, title=cell.title)
        yield Step(at(day, "08:30"), partial(record_change, ledger, told, Act(ADMINISTRATOR)))
