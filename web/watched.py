"""The cells that somebody may see under a committee, and the rows of what the ledger has of their meetings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q

from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed
from chamdiem.rules.records.meeting import MEETING_SUBJECT
from chamdiem.web.models import MeetingNow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.web.house import House


class Rights:
    """What somebody may do today, asked for many organisations: the ledger is asked once."""

    def __init__(self, house: House, actor: str) -> None:
        self._authority, self._actor, self._day = house.authority, actor, house.today

    def __call__(self, deed: Deed, node: str) -> bool:
        """Tell whether they may do something at an organisation."""
        return self._authority.may(self._actor, deed, node, self._day)

    @cached_property
    def own(self) -> frozenset[str]:
        """The cells in which they have a role of the cell itself."""
        return self._authority.own_cells(self._actor, self._day)


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Watched:
    """The cells under a committee whose meetings somebody (`actor`) may see with their content, in some months."""

    house: House
    actor: str
    node: Node
    months: tuple[str, ...]

    @cached_property
    def cells(self) -> Mapping[str, Node]:
        """These cells by their ids."""
        rights = Rights(self.house, self.actor)
        own = (each for each in self.house.tree.subtree(self.node.id) if each.kind is NodeKind.CELL)
        return {each.id: each for each in own if rights(Deed.SEE, each.id)}

    @cached_property
    def spelled(self) -> Mapping[str, str]:
        """Which of them is meant by each name by which the ledger has meetings of theirs in these months."""
        tree = self.house.tree
        names = self._of_months.order_by().values_list("cell", flat=True).distinct()
        places = ((name, tree.standing(name)) for name in names)
        return {name: place.id for name, place in places if place is not None and place.id in self.cells}

    @cached_property
    def meetings(self) -> QuerySet[MeetingNow]:
        """The rows of their meetings; not of those of the own cell that nothing is decided on (see `layers_seen`)."""
        rights = Rights(self.house, self.actor)
        own = [name for name, cell in self.spelled.items() if cell in rights.own]
        found = self._of_months.filter(cell__in=list(self.spelled))
        return found.exclude(Q(cell__in=own) & Q(decided="")) if own else found

    @property
    def _of_months(self) -> QuerySet[MeetingNow]:
        return MeetingNow.objects.filter(period__in=self.months, subject=MEETING_SUBJECT)
