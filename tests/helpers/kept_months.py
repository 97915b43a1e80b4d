"""What pages read of a ledger, on a day and of a ledger that are not those of the installation."""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from chamdiem.engine.office.clock import Clock
from chamdiem.engine.office.config import find_config
from chamdiem.engine.office.office import Office
from chamdiem.web.house import ZONE, House
from commune_months import TODAY

if TYPE_CHECKING:
    from chamdiem.engine.ledger.store import Ledger


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
