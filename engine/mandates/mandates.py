"""Mandates (ủy nhiệm): who has which role in which organisation, from which day to which; and what that allows.

Every door asks `Authority`: pages, commands and jobs. Nobody may do anything that no mandate allows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from chamdiem.engine.mandates.organisation import Node, Organisation, OrganisationChange, OrganisationTree
from chamdiem.engine.mandates.roles import DEEDS, OF_CELL, OF_OTHERS, OF_OWN_TOO, REACHES, Deed, MandateReach, Role

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """One mandate: `actor` is an opaque id, never a name. `last`: its last day; None: it has no end yet.

    What is recorded of a mandate again says only when it ends.
    """

    id: str
    actor: str
    role: Role
    node: str
    first: dt.date
    last: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether it holds on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Authority:
    """Organisations and mandates as they were recorded, asked for what somebody may do.

    `mandates`: each by its id, as it was recorded last.
    """

    organisation: Organisation = field(default_factory=Organisation)
    mandates: Mapping[str, Mandate] = field(default_factory=dict)

    def after(self, told: OrganisationChange | Mandate) -> Authority:
        """Return the authority after one more thing was recorded; of a mandate, what was recorded last counts.

        Raises:
            ImpossibleChange: a change of organisations that cannot be.
        """
        if isinstance(told, Mandate):
            return replace(self, mandates={**self.mandates, told.id: told})
        return replace(self, organisation=self.organisation.with_change(told))

    def tree(self, day: dt.date) -> OrganisationTree:
        """Return the organisations of a day."""
        return self.organisation.on(day)

    def held(self, actor: str, day: dt.date) -> Iterator[Mandate]:
        """Yield the mandates that somebody has on a day, at organisations that are there on that day."""
        nodes = self.tree(day).nodes
        return (each for each in self._by_actor.get(actor, ()) if each.holds_on(day) and each.node in nodes)

    @cached_property
    def _by_actor(self) -> Mapping[str, tuple[Mandate, ...]]:
        found: dict[str, list[Mandate]] = {}
        for each in self.mandates.values():
            found.setdefault(each.actor, []).append(each)
        return {actor: tuple(own) for actor, own in found.items()}

    def may(self, actor: str, deed: Deed, node: str, day: dt.date) -> bool:
        """Tell whether somebody may do something at an organisation on a day."""
        return any(self.allows(each, deed, node, day) for each in self.held(actor, day))

    def allows(self, mandate: Mandate, deed: Deed, node: str, day: dt.date) -> bool:
        """Tell whether one mandate allows something at an organisation on a day."""
        tree = self.tree(day)
        place = tree.standing(node)
        if place is None or deed not in DEEDS[mandate.role] or not mandate.holds_on(day):
            return False
        is_own = deed in OF_OTHERS and self.is_of(mandate.actor, place.id, day)
        return not is_own and _reaches(tree, mandate, deed, place)

    def is_of(self, actor: str, node: str, day: dt.date) -> bool:
        """Tell whether somebody has a role of the cell itself, or of that in which it ended, whatever else they are."""
        place = self.tree(day).standing(node)
        return place is not None and place.id in self.own_cells(actor, day)

    def may_renew(self, actor: str, other: str, day: dt.date) -> bool:
        """Tell whether somebody may give another a new way to log in, who is then able to do all that the other may.

        Whoever has the accounts of every organisation for which the other acts may. A committee office may for those
        who act for cells, which is what it is asked for; never for whoever decides, audits or administers.
        """
        held = tuple(self.held(other, day))
        helped = all(each.role in OF_CELL | {Role.SUPERVISOR} for each in held)
        deeds = (Deed.ACCOUNTS, Deed.PROPOSE) if helped else (Deed.ACCOUNTS,)
        return bool(held) and all(any(self.may(actor, deed, each.node, day) for deed in deeds) for each in held)

    def own_cells(self, actor: str, day: dt.date) -> frozenset[str]:
        """Return the cells in which somebody has a role of the cell itself."""
        return frozenset(each.node for each in self.held(actor, day) if each.role in OF_CELL)


def _reaches(tree: OrganisationTree, mandate: Mandate, deed: Deed, place: Node) -> bool:
    if mandate.node not in tree.nodes:
        return False
    if deed in OF_OWN_TOO and place.id == mandate.node:
        return True
    match REACHES[mandate.role]:
        case MandateReach.OWN:
            return place.id == mandate.node
        case MandateReach.CHILDREN:
            return any(each.id == mandate.node for each in islice(tree.above(place.id), 1))
        case MandateReach.SUBTREE:
            return tree.is_within(place.id, mandate.node)
