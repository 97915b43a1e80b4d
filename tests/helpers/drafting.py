"""Cells of an installation whose people type into drafts; each test takes a cell of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import count
from threading import Barrier
from typing import TYPE_CHECKING, TypeVar

from django.db import connections

from chamdiem.engine.forms.filled import texts_of
from chamdiem.engine.ledger.authorities import Act, give_mandate, record_change
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.web.accounts import make_account
from chamdiem.web.drafts import begin_draft
from chamdiem.web.held import MeetingAddress
from chamdiem.web.house import House, house
from chamdiem.web.installation import ADMINISTRATOR, ROOT
from chamdiem.web.models import Account, Draft, NodeSetting
from chamdiem.web.node_settings import FRAMEWORK, ORGANISATION
from places import EXAMPLES
from samples import load_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Result = TypeVar("Result")
_numbers = count(1)
_MONTHS = 12
_ROLES = {"bi-thu": Role.SECRETARY, "pho": Role.DEPUTY, "phu-trach": Role.SUPERVISOR}


@dataclass(frozen=True)
class Cell:
    """A cell of its own, its secretary and its deputy, and the meeting whose draft they write.

    `supervisor` is the actor who may give back what the cell hands in.
    """

    id: str
    secretary: Account
    deputy: Account
    supervisor: str
    month: str = "2025-11"
    kind: str = "regular"

    @property
    def at(self) -> MeetingAddress:
        """The address of its meeting."""
        return MeetingAddress(self.id, self.month, self.kind)

    @property
    def address(self) -> str:
        """What the addresses of its pages begin with."""
        return f"/ky/{self.id}/{self.month}/{'thuong-ky' if self.kind else 'ky'}"

    def at_another_meeting(self) -> Cell:
        """Return the same cell and people, at a meeting that nobody was at before."""
        year, month = divmod(next(_numbers), _MONTHS)
        return replace(self, month=f"{1990 + year}-{month + 1:02}")

    @cached_property
    def draft(self) -> Draft:
        """Its draft, begun by the secretary."""
        return begin_draft(house(), self.secretary, self.at)

    def now(self) -> Draft:
        """Return its draft as the table has it now."""
        return Draft.objects.get(pk=self.draft.pk)


def make_cell(framework: str = "an-phu/2025", kind: str = "regular", period: str = "2025-11") -> Cell:
    """Found a cell, give it a secretary and a deputy, and let them be at a meeting of a kind and period."""
    number = next(_numbers)
    own, found = f"chi-bo-{number}", house()
    ledger, stamp, today = found.ledger, found.office.clock.stamp(), found.today
    founded = OrganisationChange(
        node=own, event=Event.FOUNDED, day=today, title=f"Chi bộ {number}", kind=NodeKind.CELL, parent=ROOT
    )
    with ledger.atomic():
        record_change(ledger, founded, Act(ADMINISTRATOR), stamp)
        for name, role in _ROLES.items():
            actor = f"{name}-{number}"
            given = Mandate(id=actor, actor=actor, role=role, node=own, first=today)
            give_mandate(ledger, given, Act(ADMINISTRATOR), stamp)
    NodeSetting.objects.create(node=own, name=FRAMEWORK, value=framework)
    NodeSetting.objects.create(node=own, name=ORGANISATION, value=framework.split("/", maxsplit=1)[0])
    secretary, deputy = (make_account(f"{name}-{number}", f"{name}-{number}") for name in ("bi-thu", "pho"))
    return Cell(own, secretary, deputy, f"phu-trach-{number}", period, kind)


def at_once(work: Callable[[int], Result], times: int) -> list[Result]:
    """Do something so often at the same moment, each in a thread of its own, which leaves no connection open."""
    start = Barrier(times)

    def begin(number: int) -> Result:
        start.wait()
        try:
            return work(number)
        finally:
            connections.close_all()
            house().ledger.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(begin, range(times)))


@cache
def shared_cell() -> Cell:
    """Return a cell that tests share which each take another meeting of it."""
    return make_cell()


@cache
def whole() -> Mapping[str, str]:
    """Return what is typed of a whole meeting, by the ids of questions."""
    found: House = house()
    record = load_record(EXAMPLES / "01-an-phu-day-du.yaml", found.today)
    return texts_of(found.form(Catalog().get("an-phu/2025"), "vi"), record)
