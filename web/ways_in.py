"""Where the work of every role begins: the pages that lead to all others of it, in their order."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPage:
    """A page at which the work of a role begins.

    `unless`: whoever may do that there is led to it by another page.

    `address` is its name, `words` the key of what it is called. Whoever may do the `deed` at an organisation where they
    hold a mandate is led to it. `named`: what its address says of that organisation, where there is one page for each;
    None: it has no page of it.
    """

    address: str
    words: str
    deed: Deed
    unless: Deed | None = None
    named: Callable[[House, Node], Mapping[str, str] | None] = lambda _house, _node: {}


@dataclass(frozen=True, slots=True)
class WayIn:
    """A link to a first page, and what it is called."""

    url: str
    title: str


def of_committee(_house: House, node: Node) -> Mapping[str, str] | None:
    """Return what an address says of a committee; cells have no such page."""
    return {"node": node.id} if node.kind is NodeKind.COMMITTEE else None


def of_last_month(house: House, node: Node) -> Mapping[str, str] | None:
    """Return what an address says of a committee and of the month that is done: the one before this."""
    last = house.today.replace(day=1) - dt.timedelta(days=1)
    return {"node": node.id, "period": f"{last:%Y-%m}"} if node.kind is NodeKind.COMMITTEE else None


def of_node(_house: House, node: Node) -> Mapping[str, str] | None:
    """Return what an address says of an organisation of any kind."""
    return {"node": node.id}


def of_this_month(house: House, node: Node) -> Mapping[str, str] | None:
    """Return what an address says of a committee and of the month that goes on."""
    return {"node": node.id, "period": f"{house.today:%Y-%m}"} if node.kind is NodeKind.COMMITTEE else None


FIRST_PAGES: tuple[FirstPage, ...] = (
    FirstPage(address="auditing", words="audit.title", deed=Deed.VERIFY, named=of_node),
    FirstPage(address="board_now", words="board.title", deed=Deed.SEE_STATES, named=of_committee),
    FirstPage(address="decide_now", words="decide.way_in", deed=Deed.UNLOCK, named=of_committee),
    FirstPage(address="assess_list", words="assess.way_in", deed=Deed.ASSESS),
    FirstPage(address="admin", words="admin.title", deed=Deed.ORGANISE),
    FirstPage(address="month_lists", words="jobs.lists", deed=Deed.SEE_STATES, named=of_last_month),
    FirstPage(address="frameworks", words="framework.all", deed=Deed.FRAMEWORKS),
    FirstPage(address="frameworks", words="framework.all", deed=Deed.PROPOSE),
    FirstPage(address="frameworks", words="framework.all", deed=Deed.VERIFY),
    FirstPage(address="plans", words="plan.title", deed=Deed.RECORD, named=of_this_month),
    FirstPage(address="import", words="import.title", deed=Deed.RECORD, named=of_committee),
    FirstPage(address="admin_accounts", words="admin.accounts", deed=Deed.SEE_ACCOUNTS, unless=Deed.ORGANISE),
)


def ways_in(house: House, lang: Lang, actor: str) -> tuple[WayIn, ...]:
    """Return where the work of somebody begins, each place once; the own cells are not among them."""
    return tuple(dict.fromkeys(_ways(house, lang, actor)))


def _ways(house: House, lang: Lang, actor: str) -> Iterator[WayIn]:
    nodes = [house.tree.nodes[each.node] for each in house.mandates(actor) if each.node in house.tree.nodes]
    for first in FIRST_PAGES:
        for node in nodes:
            named = first.named(house, node) if _is_due(house, actor, first, node) else None
            if named is None:
                continue
            title = say(lang, first.words)
            yield WayIn(reverse(first.address, kwargs=dict(named)), f"{title}: {node.title}" if named else title)


def _is_due(house: House, actor: str, first: FirstPage, node: Node) -> bool:
    if first.unless is not None and house.may(actor, first.unless, node.id):
        return False
    return house.may(actor, first.deed, node.id)
