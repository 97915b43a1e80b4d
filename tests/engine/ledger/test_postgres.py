"""A ledger in PostgreSQL: rights that refuse, addresses that lead nowhere, versions, and passwords that stay secret."""

from __future__ import annotations

import psycopg
import pytest

from chamdiem.engine.ledger import postgres
from chamdiem.engine.ledger.entries import Body, EntryKind, EntryStamp
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.ledger.store import row_of
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput

STAMP = EntryStamp("0.1.0", "2026-01-31T08:30:00Z")


def record(number: int) -> Body:
    """Return the body of a record."""
    meeting = {"cell": "VD-01", "date": None, "kind": "regular", "period": "2025-11"}
    return {"meeting": meeting, "data": {"n": str(number)}}


def run_sql(address: str, *statements: str) -> None:
    """Run statements past the program."""
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_role_that_may_only_add(database: str) -> None:
    """A role with the rights to read and to add appends; changing and deleting are refused by its rights already."""
    create_ledger(database).close()
    run_sql(
        database,
        "DROP ROLE IF EXISTS clerk",
        "CREATE ROLE clerk LOGIN",
        "GRANT SELECT, INSERT ON ledger_entries TO clerk",
        "GRANT SELECT ON ledger_version TO clerk",
    )
    address = database.replace("postgres:@", "clerk:@")
    with open_ledger(address) as opened:
        assert opened.append(EntryKind.RECORD, record(1), STAMP).sequence == 1
        assert opened.size() == 1
    for statement in ("UPDATE ledger_entries SET hash = 'x'", "DELETE FROM ledger_entries", "TRUNCATE ledger_entries"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            run_sql(address, statement)
    run_sql(database, "REVOKE ALL ON ledger_entries, ledger_version FROM clerk", "DROP ROLE clerk")


def test_a_role_that_may_only_read(database: str) -> None:
    """A role that may only read is told that it has no right to add, and adds nothing."""
    create_ledger(database).close()
    run_sql(
        database,
        "DROP ROLE IF EXISTS auditor",
        "CREATE ROLE auditor LOGIN",
        "GRANT SELECT ON ledger_entries, ledger_version TO auditor",
    )
    with open_ledger(database.replace("postgres:@", "auditor:@")) as opened, pytest.raises(FaultyInput) as error:
        opened.append(EntryKind.RECORD, record(1), STAMP)
    assert error.value.faults[0].code == "ledger.no_right"
    with open_ledger(database) as opened:
        assert opened.size() == 0
    run_sql(database, "REVOKE ALL ON ledger_entries, ledger_version FROM auditor", "DROP ROLE auditor")


def test_truncate_is_refused(database: str) -> None:
    """Emptying the table at once is refused too."""
    with create_ledger(database) as made:
        made.append(EntryKind.RECORD, record(1), STAMP)
        with pytest.raises(psycopg.errors.RaiseException):
            run_sql(database, "TRUNCATE ledger_entries")
        assert made.size() == 1


def test_read_only_server(database: str) -> None:
    """Where the server takes no writes, reading goes on and writing is one sentence."""
    create_ledger(database).close()
    with open_ledger(f"{database}&options=-cdefault_transaction_read_only%3Don") as opened:
        assert opened.size() == 0
        with pytest.raises(FaultyInput) as error:
            opened.append(EntryKind.RECORD, record(1), STAMP)
    assert error.value.faults[0].code == "ledger.read_only"


def test_locked(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """While someone else writes, a writer says that it waits, and then that it was in vain; reading goes on."""
    monkeypatch.setattr(postgres, "WAIT", 1)
    told: list[str] = []
    with create_ledger(database) as made, open_ledger(database, told.append) as other, made.atomic():
        assert told == []
        made.append(EntryKind.RECORD, record(1), STAMP)
        with pytest.raises(FaultyInput) as error:
            other.append(EntryKind.RECORD, record(2), STAMP)
        assert error.value.faults[0].code == "ledger.locked"
        assert told == [other.name]
        assert other.size() == 0


@pytest.mark.parametrize(
    "change",
    [
        "CREATE OR REPLACE FUNCTION ledger_entries_stay() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "ALTER TABLE ledger_entries DISABLE TRIGGER ledger_entries_stay",
        "DROP TRIGGER ledger_entries_follow ON ledger_entries",
    ],
)
def test_guards_that_were_weakened(change: str, database: str) -> None:
    """A guard that is off, gone or does something else is told."""
    with create_ledger(database) as made:
        run_sql(database, change)
        assert [fault.code for fault in check_ledger(made, Checker()) if fault] == ["ledger.guards"]


def test_later_version(database: str) -> None:
    """A ledger of a later version is not touched."""
    create_ledger(database).close()
    run_sql(database, "UPDATE ledger_version SET version = 99")
    with pytest.raises(FaultyInput) as error:
        open_ledger(database)
    assert error.value.faults[0].code == "ledger.newer"


def test_earlier_version_is_brought_up(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger of an earlier version is brought to this one when it is opened."""
    create_ledger(database).close()
    steps = (*postgres.MIGRATIONS, "CREATE INDEX ledger_more ON ledger_entries (meeting, hash)")
    monkeypatch.setattr(postgres, "MIGRATIONS", steps)
    open_ledger(database).close()
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT version FROM ledger_version").fetchone() == (len(steps),)
        assert connection.execute("SELECT to_regclass('ledger_more')").fetchone() != (None,)


def test_a_released_ledger_gets_its_index_even_if_that_was_cut_off(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off, it is as it was; opened again it is whole, and beginnings of keys are found by the index."""
    released, newer = postgres.MIGRATIONS[:1], postgres.MIGRATIONS
    with create_ledger(database) as made:
        rows = [row_of(made.append(EntryKind.RECORD, record(number), STAMP)) for number in (1, 2)]
    run_sql(database, "DROP TABLE ledger_entries, ledger_version CASCADE", "DROP FUNCTION ledger_entries_stay")
    run_sql(database, "DROP FUNCTION ledger_entries_follow", *released, "UPDATE ledger_version SET version = 1")
    with psycopg.connect(database) as connection:
        for row in rows:
            values = (row.sequence, row.hash, row.identity, row.meeting, row.content.decode())
            connection.execute("INSERT INTO ledger_entries VALUES (%s, %s, %s, %s, %s)", values)
    monkeypatch.setattr(postgres, "MIGRATIONS", (*newer[:-1], f"{newer[-1]} SELECT 1 / 0"))
    with pytest.raises(FaultyInput):
        open_ledger(database)
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT version FROM ledger_version").fetchone() == (1,)
    monkeypatch.setattr(postgres, "MIGRATIONS", newer)
    with open_ledger(database) as opened:
        assert list(opened.damages()) == []
        assert list(opened.meetings("regular", "2025-11")) == ["regular/2025-11/VD-01"]
        assert list(opened.meetings("regular", "2025-1")) == []
        assert list(opened.every_key()) == ["regular/2025-11/VD-01"]
        assert [entry.sequence for entry in opened.beginning("regular/")] == [1, 2]
    with psycopg.connect(database) as connection:
        connection.execute("SET enable_seqscan = off")
        begins, ends = postgres._beginning("regular/2025-11/")  # noqa: SLF001 - what is planned is what is asked
        plan = connection.execute(f"EXPLAIN SELECT DISTINCT meeting FROM ledger_entries WHERE {begins}", ends)  # noqa: S608 - our own words
        told = " ".join(line for (line,) in plan.fetchall())
    assert "ledger_entries_of_meeting" in told
    assert "Index Cond" in told


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("postgresql://nguoi:MAT-KHAU@127.0.0.1:1/so", "ledger.no_server"),
        ("postgresql://nguoi:MAT-KHAU@[/so", "ledger.address"),
        ("postgres://nguoi:MAT-KHAU@127.0.0.1:1/so?khong=co", "ledger.address"),
    ],
)
def test_addresses_that_lead_nowhere(address: str, code: str) -> None:
    """An address without a server, or that is none, is one sentence without the password."""
    with pytest.raises(FaultyInput) as error:
        open_ledger(address)
    (fault,) = error.value.faults
    assert fault.code == code
    assert "MAT-KHAU" not in say_fault("vi", fault)
    assert "\n" not in say_fault("vi", fault)


def test_server_that_goes_away(database: str) -> None:
    """A connection that the server ended is one sentence."""
    with create_ledger(database) as made:
        run_sql(
            database,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()",
        )
        with pytest.raises(FaultyInput) as error:
            made.size()
    assert error.value.faults[0].code == "ledger.no_server"
