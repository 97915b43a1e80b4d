"""A ledger whose rows lie whole in its file, as those of versions that packed nothing: a test changes what it likes."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from chamdiem.engine.ledger.opening import open_ledger


def lay_open(name: str) -> None:
    """Unpack every row of a ledger's file, past its guard, which is put back."""
    with open_ledger(name) as opened:
        rows = [(row.content.decode(), row.sequence) for row in opened.rows()]
    with closing(sqlite3.connect(name)) as connection, connection:
        guard = "entries_stay_as_they_are"
        (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (guard,)).fetchone()
        connection.execute(f"DROP TRIGGER {guard}")
        connection.executemany("UPDATE entries SET content = ?, base = NULL, packed = NULL WHERE sequence = ?", rows)
        connection.execute(made)
