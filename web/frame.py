"""What stands around every page: where one is and as what, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.texts import say
from chamdiem.web.node_settings import CONTACT, setting_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from chamdiem.engine.mandates.mandates import Mandate
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House


@dataclass(frozen=True, slots=True)
class Frame:
    """The organisation and the role in words, and whom to ask; each is blank where nobody knows."""

    who: str = ""
    contact: str = ""


def frame_of(request: HttpRequest) -> Frame:
    """Return the frame of a page: of the organisation that its address names, or else of the first mandate."""
    account, house = getattr(request, "account", None), getattr(request, "house", None)
    if account is None or house is None:
        return Frame()
    mandate = _mandate(house.mandates(account.actor), _named(request))
    if mandate is None:
        return Frame()
    contact = setting_of(house, mandate.node, CONTACT) or ""
    return Frame(_who(house, mandate, getattr(request, "lang", "vi")), contact)


def _named(request: HttpRequest) -> str | None:
    named = request.resolver_match.kwargs if request.resolver_match else {}
    return named.get("cell") or named.get("node")


def _mandate(held: tuple[Mandate, ...], node: str | None) -> Mandate | None:
    return next((each for each in held if each.node == node), held[0] if held else None)


def _who(house: House, mandate: Mandate, lang: Lang) -> str:
    node = house.node(mandate.node)
    role = say(lang, f"held.{mandate.role}")
    return role if node is None else say(lang, "web.who", title=node.title, role=role)
