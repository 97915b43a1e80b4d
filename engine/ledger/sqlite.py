"""A ledger in one SQLite file: written through to the disk before it is acknowledged, guarded by triggers."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from chamdiem.engine.files.atomic import refuse_existing
from chamdiem.engine.files.protected import refuse_protected
from chamdiem.engine.ledger.backend import Backend, StoredEntry, Waits, guards_fault, not_kept, unheard
from chamdiem.engine.ledger.packing import Packing
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.engine.ledger.packing import PackedContent

APPLICATION = 0x43_44_4C_67
"""Stands in the file's head and tells a ledger from any other SQLite file."""
WAIT = 30.0
"""Seconds to wait for whoever is writing."""
PATIENCE = 2.0
"""So many of them are waited without a word."""
LONGEST = 1_000_000
"""So many of SQLite's own steps may it take to insert a row; it takes a few hundred."""

MIGRATIONS = (
    """
    CREATE TABLE entries (
        sequence INTEGER PRIMARY KEY,
        hash TEXT NOT NULL UNIQUE,
        identity TEXT NOT NULL UNIQUE,
        meeting TEXT,
        content TEXT NOT NULL
    ) STRICT;
    CREATE INDEX entries_of_meeting ON entries (meeting) WHERE meeting IS NOT NULL;
    CREATE TRIGGER entries_follow BEFORE INSERT ON entries
    WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM entries)
    BEGIN SELECT RAISE(ABORT, 'ledger: an entry can only be added at the end'); END;
    CREATE TRIGGER entries_stay_as_they_are BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'ledger: an entry cannot be changed'); END;
    CREATE TRIGGER entries_stay BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'ledger: an entry cannot be deleted'); END;
    """,
    # where `packed` has an entry, `content` is blank; rows of before stay as they are
    """
    ALTER TABLE entries ADD COLUMN base INTEGER;
    ALTER TABLE entries ADD COLUMN packed BLOB;
    """,
)
"""What makes a ledger of version n out of one of version n - 1. The version is SQLite's user_version."""

_ROW = "SELECT sequence, hash, identity, meeting, CAST(content AS BLOB), base, packed FROM entries"
_OLD_ROW = "SELECT sequence, hash, identity, meeting, CAST(content AS BLOB), NULL, NULL FROM entries"
"""The same of the version in which nothing was packed: on a medium that cannot be written it stays of that version."""
_INSERT = "INSERT INTO entries (sequence, hash, identity, meeting, content, base, packed) VALUES (?, ?, ?, ?, ?, ?, ?)"
_PACK = "UPDATE entries SET content = ?, base = ?, packed = ? WHERE sequence = ?"
_GUARD = "SELECT name, sql FROM sqlite_master WHERE name = 'entries_stay_as_they_are'"


class SqliteBackend(Backend):
    """The rows of one file."""

    table = "entries"
    mark = "?"

    def __init__(self, file: File, connection: sqlite3.Connection, version: int) -> None:
        self.name = str(file)
        self._connection = connection
        self.waits: Waits = unheard
        self._version = version
        self._row = _OLD_ROW if version == 1 else _ROW
        self.packing = Packing(self.content_of_base, self.recent_bases)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Begin to write at once, so that what is read inside is still true when it is written on."""
        with _sentences(self.name):
            self._begin()
            self.packing.begin()
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _begin(self) -> None:
        """Take the right to write, and wait for whoever has it; that this takes long is told."""
        try:
            self._have_patience(PATIENCE)
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            self.waits(self.name)
            self._have_patience(WAIT)
            self._connection.execute("BEGIN IMMEDIATE")
        finally:
            self._have_patience(WAIT)  # which all else has that is asked of this connection

    def _have_patience(self, seconds: float) -> None:
        self._connection.execute(f"PRAGMA busy_timeout = {round(1000 * seconds)}")

    def insert(self, row: StoredEntry) -> None:
        """Keep a row."""
        whole, base, packed = self.packing.pack(row.sequence, row.content)
        values = (row.sequence, row.hash, row.identity, row.meeting, whole.decode(), base, packed)
        with _sentences(self.name):
            # Ends what a trigger that is none of ours would do for ever. SQLite counts a statement's steps over all its
            # runs, so that the first call may come early in this one; the second tells that this one is too long.
            calls = count()
            self._connection.set_progress_handler(lambda: next(calls), LONGEST)
            try:
                self._connection.execute(_INSERT, values)
            except sqlite3.IntegrityError as error:
                raise not_kept(self.name, row.sequence) from error
            finally:
                self._connection.set_progress_handler(None, 0)

    def pack_rows(self, packed: Iterable[tuple[int, PackedContent]]) -> None:
        """Let rows lie packed; where the step fails, the guard was never off."""
        with _sentences(self.name):
            guards = self._connection.execute(_GUARD).fetchall()
            for name, _ in guards:
                self._connection.execute(f"DROP TRIGGER {name}")
            values = ((kept.whole.decode(), kept.base, kept.packed, number) for number, kept in packed)
            self._connection.executemany(_PACK, values)
            for _, made in guards:
                self._connection.execute(made)

    def give_back(self) -> None:
        """Make the file as small as what is in it."""
        with _sentences(self.name):
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def rows(self, first: int, last: int) -> Iterator[StoredEntry]:
        """Yield rows."""
        return self.select("WHERE sequence >= ? AND sequence <= ? ORDER BY sequence", first, last)

    def select(self, which: str, *values: object) -> Iterator[StoredEntry]:
        """Yield rows, one by one."""
        with _sentences(self.name):
            for values_of_row in self._connection.execute(f"{self._row} {which}", values):
                yield self.taken(values_of_row)

    def ask(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the answer."""
        with _sentences(self.name):
            return self._connection.execute(statement, values).fetchall()

    def meetings(self, start: str) -> Iterator[str]:
        """Yield meetings by the beginning of their keys."""
        which = "SELECT DISTINCT meeting FROM entries WHERE meeting >= ? AND meeting < ?"
        return (meeting for (meeting,) in self.ask(which, start, f"{start}\U0010ffff"))

    def beginning(self, start: str, first: int, last: int) -> Iterator[StoredEntry]:
        """Yield rows by the beginning of their keys."""
        which = "WHERE meeting >= ? AND meeting < ? AND sequence >= ? AND sequence <= ? ORDER BY sequence"
        return self.select(which, start, f"{start}\U0010ffff", first, last)

    def damages(self) -> Iterator[Fault]:
        """Compare what was created with what should be, and let SQLite look through its own pages and indexes."""
        with _sentences(self.name):
            found = set(_schema(self._connection)) ^ set(_schema_of(self._version))
            if found:
                yield guards_fault(self.name, sorted({f"{row[0]} {row[1]}" for row in found}))
            if self._connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                yield Fault("ledger.damaged", place=Place(self.name))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def create_sqlite(file: File) -> SqliteBackend:
    """Make a new ledger in a file that does not exist."""
    refuse_existing(file)
    refuse_protected(file)
    with _sentences(str(file)):
        connection = _connect(file, "mode=rwc")
        try:
            _migrate(connection, 0, len(MIGRATIONS))
            connection.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            connection.close()
            file.unlink(missing_ok=True)
            raise
    return SqliteBackend(file, connection, len(MIGRATIONS))


def open_sqlite(file: File) -> SqliteBackend:
    """Open a ledger; one of an older version becomes one of this version, one of a later version is refused.

    Where it cannot be written, an older one is read as it is.
    """
    if not file.is_file():
        raise refusal("file.directory" if file.is_dir() else "ledger.missing", file)
    with _sentences(str(file)):
        connection = _readable(file)
        try:
            version = _version(file, connection)
            _need_table(file, connection)
            version = _brought_up(connection, version)
        except BaseException:
            connection.close()
            raise
    return SqliteBackend(file, connection, version)


def _brought_up(connection: sqlite3.Connection, version: int) -> int:
    """Bring the tables to this version where they can be written, and return of which they are then."""
    if version == len(MIGRATIONS):
        return version
    try:
        _migrate(connection, version, len(MIGRATIONS))
    except sqlite3.OperationalError as error:
        if not version or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
        return version
    return len(MIGRATIONS)


def _readable(file: File) -> sqlite3.Connection:
    """Connect to a file; on a medium that cannot be written, to a file that surely nobody writes."""
    try:
        return _connect(file, "mode=rw")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            raise
        if not os.access(file, os.R_OK):
            raise refusal("file.not_permitted", file) from error
        pending = File(f"{file}-wal")
        if pending.exists() and pending.stat().st_size:
            raise refusal("ledger.pending", file) from error
        return _connect(file, "immutable=1")


def _connect(file: File, how: str) -> sqlite3.Connection:
    """Connect to a file and read its head."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?{how}", uri=True, timeout=WAIT, isolation_level=None)
    connection.text_factory = _text
    try:
        for pragma in ("synchronous = FULL", "fullfsync = ON", "cell_size_check = ON", "trusted_schema = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA schema_version")
    except BaseException:
        connection.close()
        raise
    return connection


def _text(content: bytes) -> str:
    """Return a text; a byte that is none makes it another one, which is told of the row, and of no other."""
    return content.decode(errors="replace")


def _version(file: File, connection: sqlite3.Connection) -> int:
    """Return the version of a ledger's tables, by its own word."""
    if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION,):
        raise refusal("ledger.not_a_ledger", file)
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise refusal("ledger.newer", file)
    if version < 0:
        raise refusal("ledger.damaged", file)
    return version


def _need_table(file: File, connection: sqlite3.Connection) -> None:
    """Need the entries to be in a table: a view can have rows without end, and a virtual table any code behind it."""
    found = connection.execute("SELECT type, sql FROM sqlite_master WHERE name = 'entries'").fetchone()
    if found is not None and (found[0] != "table" or str(found[1]).upper().startswith("CREATE VIRTUAL")):
        raise FaultyInput([guards_fault(str(file), [f"{found[0]} entries"])])


def _migrate(connection: sqlite3.Connection, version: int, wanted: int) -> None:
    """Bring the tables from one version to another, all steps in one transaction."""
    steps = "".join(MIGRATIONS[version:wanted])
    marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {wanted};"
    try:
        connection.executescript(f"BEGIN IMMEDIATE; {steps} {marks} COMMIT;")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _schema(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return the statements that made the tables, indexes and triggers."""
    return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()


def _schema_of(version: int) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        _migrate(connection, 0, version)
        return _schema(connection)


_CODES = {
    sqlite3.SQLITE_BUSY: "ledger.locked",
    sqlite3.SQLITE_LOCKED: "ledger.locked",
    sqlite3.SQLITE_READONLY: "ledger.read_only",
    sqlite3.SQLITE_FULL: "file.disk_full",
    sqlite3.SQLITE_IOERR: "ledger.disk",
    sqlite3.SQLITE_CORRUPT: "ledger.damaged",
    sqlite3.SQLITE_CONSTRAINT: "ledger.damaged",
    sqlite3.SQLITE_NOTADB: "ledger.not_a_ledger",
    sqlite3.SQLITE_CANTOPEN: "ledger.cannot_open",
    sqlite3.SQLITE_INTERRUPT: "ledger.endless",
}


@contextmanager
def _sentences(name: str) -> Iterator[None]:
    """Turn what SQLite says into a fault that has a sentence."""
    try:
        yield
    except UnicodeDecodeError as error:  # a message of SQLite's about a part of the file that is damaged
        raise refusal("ledger.damaged", name) from error
    except sqlite3.Error as error:
        code = _CODES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "ledger.failed")
        raise refusal(code, name, reason=str(error)) from error
