"""Find a ledger by its name: a file, or the address of a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.backend import unheard
from chamdiem.engine.ledger.sqlite import create_sqlite, open_sqlite
from chamdiem.engine.ledger.store import Ledger

if TYPE_CHECKING:
    from chamdiem.engine.ledger.backend import Backend, Waits

_ADDRESSES = ("postgresql://", "postgres://")


def is_address(name: str) -> bool:
    """Tell whether a ledger's name is the address of a database, and no file."""
    return name.startswith(_ADDRESSES)


def open_ledger(name: str, waits: Waits = unheard) -> Ledger:
    """Open a ledger; `waits` is told where another one writes there and is waited for.

    Raises:
        FaultyInput: there is none, it is something else, or it cannot be read.
    """
    return Ledger(_postgres(name, new=False) if is_address(name) else open_sqlite(File(name)), waits)


def create_ledger(name: str) -> Ledger:
    """Make a new, empty ledger.

    Raises:
        FaultyInput: there is something of this name, or it cannot be made.
    """
    return Ledger(_postgres(name, new=True) if is_address(name) else create_sqlite(File(name)))


def _postgres(address: str, *, new: bool) -> Backend:
    """Import the driver only for those who use it: it takes longer than opening a file."""
    from chamdiem.engine.ledger.postgres import create_postgres, open_postgres  # noqa: PLC0415 - see above

    return create_postgres(address) if new else open_postgres(address)
