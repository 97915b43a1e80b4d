"""Who sends a request: a token, by which a program acts for an account, and never further than that may."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import HttpRequest

from chamdiem.engine.mandates.roles import Deed
from chamdiem.web.api.problems import Problem
from chamdiem.web.house import house
from chamdiem.web.tokens import find_token, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House
    from chamdiem.web.models import Account, ApiToken


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Caller:
    """The token of a request, and what the thread holds.

    Whatever lies outside of what a token reaches is not there for it.
    """

    token: ApiToken
    house: House
    lang: Lang

    @property
    def account(self) -> Account:
        """For whom it acts."""
        return self.token.account

    @property
    def actor(self) -> str:
        """By which id the ledger knows them."""
        return self.account.actor

    @cached_property
    def deeds(self) -> frozenset[Deed]:
        """What the token allows, where its account may."""
        known = {deed.value: deed for deed in Deed}
        return frozenset(known[each] for each in self.token.deeds if each in known)

    def may(self, deed: Deed, node: str) -> bool:
        """Tell whether the token allows something at an organisation today, and its account may do it there."""
        tree = self.house.tree
        place = tree.standing(node)
        within = place is not None and tree.is_within(place.id, self.token.node)
        return within and deed in self.deeds and self.house.may(self.actor, deed, node)

    def need(self, node: str, *deeds: Deed) -> None:
        """See that one of some deeds is allowed at an organisation; else there is none, whatever there is.

        Programs say ids: of names and other spellings there would be several addresses of one thing.
        """
        tree = self.house.tree
        if (node not in tree.nodes and node not in tree.gone) or not any(self.may(deed, node) for deed in deeds):
            raise Problem(404, "not_found")

    def nodes(self, *deeds: Deed) -> Iterator[Node]:
        """Yield the organisations at which one of some deeds is allowed, in the order of their ids."""
        for node in sorted(self.house.tree.subtree(self.token.node), key=lambda each: each.id):
            if any(self.may(deed, node.id) for deed in deeds):
                yield node


class ApiRequest(HttpRequest):
    """A request whose token was found; `auth` is what it stands for."""

    auth: Caller


def caller_of(secret: str, lang: Lang) -> Caller | None:
    """Return who sends a token; None: it is none that is good.

    Raises:
        Problem: it was used too often within a minute.
    """
    token = find_token(secret)
    if token is None:
        return None
    seconds = wait_for(token)
    if seconds:
        raise Problem(429, "too_many", headers={"Retry-After": str(seconds)})
    return Caller(token, house(), lang)
