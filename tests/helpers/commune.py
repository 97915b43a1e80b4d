"""A made-up commune in a ledger: its committee, cells, and those who act for them, by ids that name nobody."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.authorities import Act, authority_of, give_mandate, record_change
from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.office.clock import Clock

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import EntryStamp
    from chamdiem.engine.ledger.store import Ledger

COMMITTEE = "dang-uy"
STAFF = "can-bo"
"""Holds every mandate of the committee, and so may do whatever is done above a cell."""
MANDATES = {
    "quan-tri": Role.ADMINISTRATOR,
    "van-phong": Role.OFFICE,
    "thuong-vu": Role.STANDING_COMMITTEE,
    "kiem-tra": Role.AUDITOR,
}
SINCE = dt.date(2020, 1, 1)
ENTRIES = 1 + len(MANDATES)
"""So many entries a commune takes, besides one for each cell."""


def change(cell: str) -> OrganisationChange:
    """Return that a cell is founded under the committee."""
    title = f"Chi bộ {cell}"
    return OrganisationChange(
        node=cell, event=Event.FOUNDED, day=SINCE, title=title, kind=NodeKind.CELL, parent=COMMITTEE
    )


def found(ledger: Ledger, stamp: EntryStamp, *cells: str) -> None:
    """Record a committee with cells under it, and the mandates of its staff."""
    founded = [
        OrganisationChange(
            node=COMMITTEE, event=Event.FOUNDED, day=SINCE, title="Đảng ủy xã Thí Dụ", kind=NodeKind.COMMITTEE
        )
    ]
    founded += map(change, cells)
    for each in founded:
        record_change(ledger, each, None, stamp)
    for number, (name, role) in enumerate(MANDATES.items()):
        given = Mandate(id=name, actor=STAFF, role=role, node=COMMITTEE, first=SINCE)
        give_mandate(ledger, given, Act("quan-tri") if number else None, stamp)


def post(ledger: Ledger, stamp: EntryStamp, actor: str, role: Role, node: str) -> None:
    """Record one more mandate, whose id says whose it is and where."""
    given = Mandate(id=f"{actor}.{node.casefold()}", actor=actor, role=role, node=node, first=SINCE)
    give_mandate(ledger, given, Act("quan-tri"), stamp)


CELLS = (*(f"VD-{number:02}" for number in range(1, 12)), "VD-77", "CB-9")
"""The cells of the examples, and two more."""
STAFFED = ENTRIES + len(CELLS)
"""So many entries it takes to give a ledger its staff."""
ACT = Act(STAFF, "Ghi nhầm số liệu")


def staffed(ledger: Ledger, stamp: EntryStamp) -> Ledger:
    """Give a ledger its commune and staff, if it has none yet, behind what was recorded when nobody asked who acts."""
    if not authority_of(ledger).mandates:
        found(ledger, stamp, *CELLS)
    return ledger


AS_STAFF = ("--as", STAFF)
"""What a command is told so that it is done by the staff."""


def staff(name: str, *cells: str) -> str:
    """Return the name of a ledger that now has its commune, by default with the cells of the examples."""
    with open_ledger(name) as opened:
        if not authority_of(opened).mandates:
            found(opened, Clock().stamp(), *(cells or CELLS))
    return name
