"""A ledger in a PostgreSQL database, for many users at once: the same rows, guarded by triggers and by rights."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict

from chamdiem.engine.ledger.backend import Backend, StoredEntry, Waits, guards_fault, not_kept, unheard
from chamdiem.engine.ledger.packing import Packing
from chamdiem.engine.ledger.postgres_catalog import strange
from chamdiem.rules.records.faults import Fault, FaultyInput, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import LiteralString

    from chamdiem.engine.ledger.packing import PackedContent

LOCK = 0x43_44_4C_67
"""The advisory lock of whoever is writing; a role that may only insert can take it, which it could not a table's."""
WAIT = 30
"""Seconds to wait for whoever is writing."""
LONGEST = 120
"""Seconds that a statement may take in which entries are added; it takes a few thousandths of one."""
BATCH = 500
"""So many rows are fetched at a time when a ledger is walked."""

MIGRATIONS: tuple[LiteralString, ...] = (
    """
    CREATE TABLE ledger_entries (
        sequence bigint PRIMARY KEY,
        hash text NOT NULL UNIQUE,
        identity text NOT NULL UNIQUE,
        meeting text,
        content text NOT NULL
    );
    CREATE INDEX ledger_entries_of_meeting ON ledger_entries (meeting, sequence) WHERE meeting IS NOT NULL;
    CREATE FUNCTION ledger_entries_follow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.sequence IS DISTINCT FROM (SELECT coalesce(max(sequence), 0) + 1 FROM ledger_entries) THEN
            RAISE EXCEPTION 'ledger: an entry can only be added at the end';
        END IF;
        RETURN NEW;
    END $$;
    CREATE FUNCTION ledger_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'ledger: an entry can be neither changed nor deleted'; END $$;
    CREATE TRIGGER ledger_entries_follow BEFORE INSERT ON ledger_entries
        FOR EACH ROW EXECUTE FUNCTION ledger_entries_follow();
    CREATE TRIGGER ledger_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_stay();
    REVOKE UPDATE, DELETE, TRUNCATE ON ledger_entries FROM CURRENT_USER, PUBLIC;
    CREATE TABLE ledger_version (version integer NOT NULL);
    INSERT INTO ledger_version VALUES (0);
    """,
    # by the order of its bytes, whatever that of the database is: so it finds beginnings of keys, too
    """
    DROP INDEX ledger_entries_of_meeting;
    CREATE INDEX ledger_entries_of_meeting ON ledger_entries (meeting text_pattern_ops, sequence)
        WHERE meeting IS NOT NULL;
    """,
    # where `packed` has an entry, `content` is blank; rows of before stay as they are
    """
    ALTER TABLE ledger_entries ADD COLUMN base bigint, ADD COLUMN packed bytea;
    """,
)
"""What makes the tables of version n out of those of version n - 1."""

_ROW: LiteralString = "SELECT sequence, hash, identity, meeting, content, base, packed FROM ledger_entries"
_INSERT: LiteralString = """
INSERT INTO ledger_entries (sequence, hash, identity, meeting, content, base, packed)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
_PACK: LiteralString = "UPDATE ledger_entries SET content = %s, base = %s, packed = %s WHERE sequence = %s"


def _beginning(start: str) -> tuple[LiteralString, tuple[str, ...]]:
    """Return the condition that a key begins so, and its values: by the order of bytes, as the index has them."""
    if not start:
        return "meeting IS NOT NULL", ()
    behind = start[:-1] + chr(ord(start[-1]) + 1)
    return "meeting ~>=~ %s AND meeting ~<~ %s", (start, behind)


class PostgresBackend(Backend):
    """The rows of one database."""

    table = "ledger_entries"
    mark = "%s"

    def __init__(self, name: str, connection: psycopg.Connection) -> None:
        self.name = name
        self._connection = connection
        self.waits: Waits = unheard
        self.packing = Packing(self.content_of_base, self.recent_bases)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Wait for the right to write, and hold it to the end."""
        with _sentences(self.name), self._connection.transaction():
            self._connection.execute("SET LOCAL synchronous_commit = on")
            self._connection.execute(f"SET LOCAL lock_timeout = '{WAIT}s'")
            self._connection.execute(f"SET LOCAL statement_timeout = '{LONGEST}s'")
            self._connection.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing acts on a row after it was looked at
            if self._connection.execute("SELECT pg_try_advisory_xact_lock(%s)", (LOCK,)).fetchone() != (True,):
                self.waits(self.name)
                self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            self.packing.begin()
            yield

    def insert(self, row: StoredEntry) -> None:
        """Keep a row."""
        whole, base, packed = self.packing.pack(row.sequence, row.content)
        values = (row.sequence, row.hash, row.identity, row.meeting, whole.decode(), base, packed)
        with _sentences(self.name):
            try:
                self._connection.execute(_INSERT, values)
            except (psycopg.IntegrityError, errors.RaiseException) as error:
                raise not_kept(self.name, row.sequence) from error

    def pack_rows(self, packed: Iterable[tuple[int, PackedContent]]) -> None:
        """Let rows lie packed; only the owner can, who takes the guards off and puts them on in one step."""
        values = [(kept.whole.decode(), kept.base, kept.packed, number) for number, kept in packed]
        with _sentences(self.name), self._connection.cursor() as cursor:
            cursor.execute("ALTER TABLE ledger_entries DISABLE TRIGGER ledger_entries_stay")
            cursor.execute("GRANT UPDATE ON ledger_entries TO CURRENT_USER")
            cursor.executemany(_PACK, values)
            cursor.execute("REVOKE UPDATE ON ledger_entries FROM CURRENT_USER")
            cursor.execute("ALTER TABLE ledger_entries ENABLE TRIGGER ledger_entries_stay")

    def give_back(self) -> None:
        """Let later rows take the room; the server gives it back by its own ways."""
        with _sentences(self.name):
            self._connection.execute("VACUUM ledger_entries")

    def rows(self, first: int, last: int) -> Iterator[StoredEntry]:
        """Yield rows, fetched in batches."""
        which = "WHERE sequence >= %s AND sequence <= %s ORDER BY sequence LIMIT %s"
        while batch := self.ask(f"{_ROW} {which}", first, last, BATCH):
            yield from map(self.taken, batch)  # unpacked one by one: together they may be too much
            first = batch[-1][0] + 1

    def select(self, which: LiteralString, *values: object) -> Iterator[StoredEntry]:
        """Yield rows, fetched at once."""
        for values_of_row in self.ask(f"{_ROW} {which}", *values):
            yield self.taken(values_of_row)

    def ask(self, statement: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        """Return the answer."""
        with _sentences(self.name):
            return self._connection.execute(statement, values).fetchall()

    def meetings(self, start: str) -> Iterator[str]:
        """Yield meetings by the beginning of their keys."""
        begins, ends = _beginning(start)
        which: LiteralString = f"SELECT DISTINCT meeting FROM ledger_entries WHERE {begins}"  # noqa: S608 - our own words
        return (key for (key,) in self.ask(which, *ends))

    def beginning(self, start: str, first: int, last: int) -> Iterator[StoredEntry]:
        """Yield rows by the beginning of their keys."""
        begins, ends = _beginning(start)
        which: LiteralString = f"WHERE {begins} AND sequence >= %s AND sequence <= %s ORDER BY sequence"
        return self.select(which, *ends, first, last)

    def damages(self) -> Iterator[Fault]:
        """Compare the catalog with what it should be; PostgreSQL looks after its own pages."""
        with _sentences(self.name):
            found = strange(self._connection)
        if found:
            yield guards_fault(self.name, found)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def create_postgres(address: str) -> PostgresBackend:
    """Make a new ledger in a database that has none."""
    backend = _connect(address)
    with _closing_on_error(backend):
        if _version(backend) is not None:
            raise refusal("ledger.exists", backend.name)
        _migrate(backend, 0)
    return backend


def open_postgres(address: str) -> PostgresBackend:
    """Open the ledger of a database; one of an older version becomes one of this version, a later one is refused."""
    backend = _connect(address)
    with _closing_on_error(backend):
        version = _version(backend)
        if version is None:
            raise refusal("ledger.missing", backend.name)
        if version > len(MIGRATIONS):
            raise refusal("ledger.newer", backend.name)
        if version < len(MIGRATIONS):
            _migrate(backend, version)
    return backend


def _connect(address: str) -> PostgresBackend:
    try:
        given = conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        raise refusal("ledger.address", "PostgreSQL") from error
    name = f"postgresql://{given.get('host', '')}/{given.get('dbname', '')}"
    try:
        connection = psycopg.connect(address, autocommit=True, client_encoding="utf8", connect_timeout=WAIT)
    except psycopg.OperationalError as error:
        raise refusal("ledger.no_server", name, reason=" ".join(str(error).split())) from error
    backend = PostgresBackend(name, connection)
    with _closing_on_error(backend):
        _set_path(connection)
    return backend


def _set_path(connection: psycopg.Connection) -> None:
    """Let names mean what PostgreSQL means by them, whatever path a database or a role was given.

    Its own schema goes before all others unless a path names it further behind; then anybody's table, function or
    operator could stand for one of its own, in what is read here and in what is compared.
    """
    found = connection.execute(
        "SELECT pg_catalog.unnest(pg_catalog.current_schemas(false))::pg_catalog.text"
    ).fetchall()
    names = [name for (name,) in found if name != "pg_catalog" and not name.startswith("pg_temp")]
    path = sql.SQL(", ").join(map(sql.Identifier, [*names, "pg_temp"])) if names else sql.Literal("")
    connection.execute(sql.SQL("SET search_path TO {}").format(path))


@contextmanager
def _closing_on_error(backend: PostgresBackend) -> Iterator[None]:
    try:
        with _sentences(backend.name):
            yield
    except BaseException:
        backend.close()
        raise


def _version(backend: PostgresBackend) -> int | None:
    """Return the version of a ledger's tables, by their own word; None: there are none."""
    execute = backend._connection.execute  # noqa: SLF001 - of this module
    if execute("SELECT to_regclass('ledger_version')").fetchone() == (None,):
        return None
    if no_tables := execute(_NO_TABLES).fetchall():
        raise FaultyInput([guards_fault(backend.name, [f"table {name}" for (name,) in no_tables])])
    found = execute("SELECT version FROM ledger_version").fetchone()
    if found is None:
        return None
    version = found[0]
    if not isinstance(version, int) or version < 0:
        raise refusal("ledger.damaged", backend.name)
    return version


_NO_TABLES: LiteralString = """
SELECT relname::text FROM pg_class
WHERE oid IN (to_regclass('ledger_entries'), to_regclass('ledger_version')) AND relkind <> 'r' ORDER BY 1
"""
"""What is no table of its own: the rows of a view can be anything, and without end."""


def _migrate(backend: PostgresBackend, version: int) -> None:
    """Bring the tables to this version, all steps in one transaction."""
    with backend.atomic():
        for step in MIGRATIONS[version:]:
            backend._connection.execute(step)  # noqa: SLF001 - of this module
        backend._connection.execute("UPDATE ledger_version SET version = %s", (len(MIGRATIONS),))  # noqa: SLF001 - of this module


_CODES: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.LockNotAvailable, "ledger.locked"),
    (errors.QueryCanceled, "ledger.endless"),
    (errors.CharacterNotInRepertoire, "ledger.damaged"),  # a database without an encoding takes any bytes
    (errors.InsufficientPrivilege, "ledger.no_right"),
    (errors.ReadOnlySqlTransaction, "ledger.read_only"),
    (errors.DiskFull, "file.disk_full"),
    (errors.UndefinedTable, "ledger.missing"),
    (errors.IntegrityError, "ledger.damaged"),
    (psycopg.OperationalError, "ledger.no_server"),
)


@contextmanager
def _sentences(name: str) -> Iterator[None]:
    """Turn what PostgreSQL says into a fault that has a sentence."""
    try:
        yield
    except psycopg.Error as error:
        code = next((code for kind, code in _CODES if isinstance(error, kind)), "ledger.failed")
        raise refusal(code, name, reason=" ".join(str(error).split())) from error
