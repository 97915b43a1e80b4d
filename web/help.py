"""The roles of which the page of help tells: those of the reader first, with where their work begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.mandates.roles import OF_CELL, Role

if TYPE_CHECKING:
    from chamdiem.web.house import House

TOLD: tuple[Role, ...] = (
    Role.SECRETARY,
    Role.SUPERVISOR,
    Role.OFFICE,
    Role.STANDING_COMMITTEE,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)
"""Each with words and a picture of its own; all who fill in for a cell are told the same."""
PICTURE = "help-{}.webp"
PICTURE_SIZE = (390, 640)
"""Of every picture, in pixels; docs/screens.py draws them so."""


@dataclass(frozen=True, slots=True)
class Guides:
    """The roles that the reader holds today, and all others."""

    own: tuple[Role, ...]
    others: tuple[Role, ...]


def guides(house: House, actor: str) -> Guides:
    """Return of which roles somebody is told, in their order."""
    held = {Role.SECRETARY if each.role in OF_CELL else each.role for each in house.mandates(actor)}
    return Guides(tuple(each for each in TOLD if each in held), tuple(each for each in TOLD if each not in held))
