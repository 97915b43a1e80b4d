"""What one process holds to answer requests: the office, the ledger, the forms; each thread has its own.

A rule session is never shared by threads, and a ledger is one connection: so each thread opens its own, once.
"""

from __future__ import annotations

import datetime as dt
import threading
from functools import cached_property, partial
from typing import TYPE_CHECKING

from chamdiem.engine.forms.form import make_form
from chamdiem.engine.ledger.authorities import VIETNAM, authority_of
from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.engine.office.clock import Clock
from chamdiem.engine.office.config import find_config
from chamdiem.engine.office.office import Office
from chamdiem.web import settings

if TYPE_CHECKING:
    from chamdiem.engine.forms.form import Form
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.mandates.mandates import Authority, Mandate
    from chamdiem.engine.mandates.organisation import Node, OrganisationTree
    from chamdiem.engine.mandates.roles import Deed
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.texts import Lang

ZONE = dt.timezone(VIETNAM)


class House:
    """The office, the ledger and the authority of one thread.

    `frameworks` are those that drafts are under, `kept_frameworks` those of the ledger, by their hashes.
    """

    def __init__(self) -> None:
        folder = settings.folder()
        clock = Clock(lambda: dt.datetime.now(ZONE), ZONE)
        self.office = Office(partial(find_config, folder.settings), clock)
        self.frameworks: dict[str, LoadedFramework] = {}
        self.kept_frameworks: dict[str, LoadedFramework] = {}
        self._forms: dict[tuple[str, Lang], Form] = {}

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger, open for as long as the thread lives; it never shares Django's connection."""
        return open_ledger(settings.folder().ledger)

    @property
    def today(self) -> dt.date:
        """The day in Vietnam."""
        return self.office.clock.today()

    @property
    def authority(self) -> Authority:
        """The organisations and mandates as the ledger has them now."""
        return authority_of(self.ledger)

    @property
    def tree(self) -> OrganisationTree:
        """The organisations of today."""
        return self.authority.tree(self.today)

    def form(self, loaded: LoadedFramework, lang: Lang) -> Form:
        """Return the form of a framework in a language, made once."""
        key = (loaded.hash, lang)
        if key not in self._forms:
            self._forms[key] = make_form(loaded, lang)
        return self._forms[key]

    def node(self, name: str) -> Node | None:
        """Return the organisation of an id, today."""
        return self.tree.nodes.get(name)

    def may(self, actor: str, deed: Deed, node: str) -> bool:
        """Tell whether somebody may do something at an organisation today."""
        return self.authority.may(actor, deed, node, self.today)

    def mandates(self, actor: str) -> tuple[Mandate, ...]:
        """Return the mandates that somebody holds today."""
        return tuple(self.authority.held(actor, self.today))


_threads = threading.local()


def house() -> House:
    """Return what the calling thread holds."""
    found: House | None = getattr(_threads, "house", None)
    if found is None:
        found = _threads.house = House()
    return found
