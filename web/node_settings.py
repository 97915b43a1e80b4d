"""Settings of organisations, which hold for all under them that have none of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.web.models import NodeSetting

if TYPE_CHECKING:
    from chamdiem.web.house import House

FRAMEWORK = "framework"
"""By which framework meetings are scored, by its id; where none is said, by the one in force."""
ORGANISATION = "organisation"
"""The path by which frameworks name an organisation: ca-mau/an-phu."""

DEADLINE = "deadline"
"""By which day of the following month a meeting is to be handed in."""
CONTACT = "contact"
"""Whom to ask for help: what stands at the foot of every page."""


def setting_of(house: House, node: str, name: str) -> str | None:
    """Return a setting of an organisation: its own, or that of the nearest above it that has one."""
    nodes = [node, *(each.id for each in house.tree.above(node))]
    values = dict(NodeSetting.objects.filter(node__in=nodes, name=name).values_list("node", "value"))
    return next((values[each] for each in nodes if each in values), None)
