"""What one process holds to answer requests: the office, the frameworks and forms of all its threads, a ledger of each.

A ledger is one connection, so each thread opens its own, once. What is made of frameworks nobody changes: two threads
that ask for the same at once make it twice, and one of it stays.
"""

from __future__ import annotations

import datetime as dt
import threading
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from chamdiem.engine.forms.form import LAYER, make_form
from chamdiem.engine.ledger.authorities import VIETNAM, authority_of
from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.engine.office.clock import Clock
from chamdiem.engine.office.config import find_config
from chamdiem.engine.office.office import Office
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.web import settings
from chamdiem.web.lately import Lately

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.forms.filled import Filled
    from chamdiem.engine.forms.form import Form
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.mandates.mandates import Authority, Mandate
    from chamdiem.engine.mandates.organisation import Node, OrganisationTree
    from chamdiem.engine.mandates.roles import Deed
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.texts import Lang
    from chamdiem.web.last_time import LastTime
    from chamdiem.web.models import Account

ZONE = dt.timezone(VIETNAM)


@dataclass(slots=True)
class Known:
    """What is known as long as one request is answered, of what others may change meanwhile.

    `account` is whose session it is, as that was read. `turns` are those of the ledger (see `Ledger.turns`) by which
    `authority` holds. `settings` are those that hold for the organisations which were asked for.
    """

    account: Account | None = None
    turns: int = -1
    authority: Authority | None = None
    settings: dict[str, Mapping[str, str]] = field(default_factory=dict)


@cache
def _office() -> Office:
    """Return the office of the process: a framework is compiled once, whoever of its threads asks."""
    folder = settings.folder()
    clock = Clock(lambda: dt.datetime.now(ZONE), ZONE)
    return Office(partial(find_config, folder.settings), clock, Catalog(added=folder.frameworks))


class House:
    """The office, the ledger and the authority of one thread.

    `frameworks` are those that drafts are under, `kept_frameworks` those of the ledger, by their hashes; `filled` is
    what drafts said last, `last_times` what meetings before them did. These and the office are those of all threads.
    """

    frameworks: ClassVar[dict[str, LoadedFramework]] = {}
    kept_frameworks: ClassVar[dict[str, LoadedFramework]] = {}
    filled: ClassVar[Lately[Filled]] = Lately(96)
    """So many drafts, some 80 KB each."""
    last_times: ClassVar[Lately[LastTime]] = Lately(1024)
    _forms: ClassVar[dict[tuple[str, Lang, str], Form]] = {}

    def __init__(self) -> None:
        self.office = _office()
        self._known: Known | None = None

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger, open for as long as the thread lives; it never shares Django's connection."""
        opened = open_ledger(self.ledger_address)
        opened.follow_cells()
        return opened

    @property
    def ledger_address(self) -> str:
        """The name of the ledger, for what opens it by itself."""
        return settings.folder().ledger

    @cached_property
    def informed(self) -> Office:
        """The office that knows of the ledger's earlier months."""
        return self.office.following(self.ledger)

    @property
    def today(self) -> dt.date:
        """The day in Vietnam."""
        return self.office.clock.today()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Ask once for what others may change, and not each time, as long as one request is answered."""
        self._known = Known()
        # a ledger that is not open yet, nobody may have to wait for
        opened: Ledger | None = self.__dict__.get("ledger")
        try:
            with nullcontext() if opened is None else opened.looking_once():
                yield
        finally:
            self._known = None

    @property
    def known(self) -> Known:
        """What is known for the request that is answered; outside of one, nothing is."""
        return self._known or Known()

    @property
    def authority(self) -> Authority:
        """The organisations and mandates as the ledger has them now, or had them when the request came."""
        known, turns = self.known, self.ledger.turns
        if known.authority is None or known.turns != turns:
            known.authority, known.turns = authority_of(self.ledger), turns
        return known.authority

    @property
    def tree(self) -> OrganisationTree:
        """The organisations of today."""
        return self.authority.tree(self.today)

    def form(self, loaded: LoadedFramework, lang: Lang, layer: str = LAYER) -> Form:
        """Return the form of a framework in a language, as a layer fills it in, made once."""
        key = (loaded.hash, lang, layer)
        if key not in self._forms:
            self._forms[key] = make_form(loaded, lang, layer)
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
