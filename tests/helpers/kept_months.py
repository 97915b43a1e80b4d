"""Months of the made-up commune in a ledger of its own, for what pages read of a ledger: laid out once a process."""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.office.clock import Clock
from chamdiem.engine.office.config import find_config
from chamdiem.engine.office.demo import lay_out_commune
from chamdiem.engine.office.office import Office
from chamdiem.web.house import ZONE, House

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.store import Ledger

TODAY = dt.date(2026, 11, 26)


class HouseOf(House):
    """A house on a day, whose ledger is another one than that of the installation."""

    def __init__(self, ledger: Ledger, today: dt.date = TODAY) -> None:
        super().__init__()
        noon = dt.datetime.combine(today, dt.time(12), ZONE)
        self.office = Office(partial(find_config, Path(tempfile.gettempdir())), Clock(lambda: noon, ZONE))
        self.__dict__["ledger"] = ledger

    @property
    def ledger_address(self) -> str:
        """The file in which it lies."""
        return self.ledger.name


@cache
def commune_ledger() -> str:
    """Return the name of a ledger with fourteen months of the made-up commune; nobody writes in it."""
    folder = Path(tempfile.mkdtemp(prefix="chamdiem-kept-"))
    with create_ledger(str(folder / "so.ledger")) as made:
        lay_out_commune(Office(), made, TODAY)
        return made.name


@cache
def commune_entries() -> tuple[Entry, ...]:
    """Return its entries."""
    with open_ledger(commune_ledger()) as ledger:
        return tuple(ledger.entries())
