"""Fourteen months of the made-up commune in a ledger of its own: laid out once a process, and nobody writes in it."""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.office.demo import lay_out_commune
from chamdiem.engine.office.office import Office

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import Entry

TODAY = dt.date(2026, 11, 26)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that goes when the process ends."""
    return tempfile.TemporaryDirectory(prefix="chamdiem-kept-")


@cache
def commune_ledger() -> str:
    """Return the name of a ledger with fourteen months of the made-up commune; nobody writes in it."""
    with create_ledger(str(Path(_folder().name) / "so.ledger")) as made:
        lay_out_commune(Office(), made, TODAY)
        return made.name


@cache
def commune_entries() -> tuple[Entry, ...]:
    """Return its entries."""
    with open_ledger(commune_ledger()) as ledger:
        return tuple(ledger.entries())
