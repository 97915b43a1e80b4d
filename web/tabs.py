"""The pages of a committee beside one another: from each of them to the others, as far as the reader may go there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import DEEDS, Deed
from chamdiem.engine.texts import say
from chamdiem.web.ways_in import FirstPage, of_committee, of_last_month

if TYPE_CHECKING:
    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.web.guard import PageRequest
    from chamdiem.web.house import House

PAGES: tuple[FirstPage, ...] = (
    FirstPage(address="board_now", words="board.title", deed=Deed.SEE_STATES, named=of_committee),
    FirstPage(address="trend", words="trend.title", deed=Deed.SEE_STATES, named=of_committee),
    FirstPage(address="year_now", words="year.title", deed=Deed.SEE_STATES, named=of_committee),
    FirstPage(address="month_lists", words="jobs.lists", deed=Deed.SEE_STATES, named=of_last_month),
    FirstPage(address="decide_now", words="decide.way_in", deed=Deed.UNLOCK, named=of_committee),
    FirstPage(address="auditing", words="audit.title", deed=Deed.VERIFY, named=of_committee),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A link from one page of a committee to another; `is_here`: it is the one that is shown."""

    url: str
    title: str
    is_here: bool


def decides_at(house: House, actor: str, node: str) -> bool:
    """Tell whether somebody holds a mandate at an organisation itself to decide on what stands under it."""
    return any(each.node == node and Deed.DECIDE in DEEDS[each.role] for each in house.mandates(actor))


def tabs_of(request: PageRequest, node: Node, here: str) -> tuple[Tab, ...]:
    """Return the links of a page of a committee, itself among them by its name; a cell has none."""
    if node.kind is not NodeKind.COMMITTEE:
        return ()
    house, actor = request.house, request.account.actor
    return tuple(
        Tab(
            reverse(each.address, kwargs=dict(each.named(house, node) or {})),
            say(request.lang, each.words),
            each.address == here,
        )
        for each in PAGES
        if house.may(actor, each.deed, node.id) and (each.address != "decide_now" or decides_at(house, actor, node.id))
    )
