"""A store that was told to do something else: what it drops or changes is never acknowledged, and it is told of."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest

from chamdiem.engine.ledger import postgres
from chamdiem.engine.ledger import sqlite as sqlite_backend
from chamdiem.engine.ledger.backend import Damaged
from chamdiem.engine.ledger.entries import Body, EntryKind, EntryStamp
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.ledger.postgres_catalog import strange
from chamdiem.engine.ledger.states import state_around
from chamdiem.engine.proof.giving import sound_tree
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from pathlib import Path

    from chamdiem.engine.ledger.store import Ledger

STAMP = EntryStamp("0.1.0", "2026-01-31T08:30:00Z")


def record(number: int) -> Body:
    """Return the body of a record that is of the meeting that it says."""
    meeting = {"cell": "VD-01", "date": None, "kind": "regular", "period": "2020-01"}
    data = {"cell_id": "VD-01", "meeting_kind": "regular", "period": "2020-01", "n": str(number)}
    return {"meeting": meeting, "data": data}


def function(name: str, body: str) -> str:
    """Return the statement that makes a trigger function."""
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


DROPPED = "DELETE FROM ledger_entries WHERE sequence = NEW.sequence; RETURN NULL;"
"""What a trigger does that takes an entry out once it is in: the guard against it is dropped first."""

IN_SQLITE = {
    "left out": "CREATE TRIGGER a BEFORE INSERT ON entries BEGIN SELECT RAISE(IGNORE); END",
    "changed": """DROP TRIGGER entries_stay_as_they_are; CREATE TRIGGER a AFTER INSERT ON entries BEGIN
        UPDATE entries SET content = 'x', base = NULL, packed = NULL WHERE sequence = NEW.sequence; END""",
    "taken out": """DROP TRIGGER entries_stay; CREATE TRIGGER a AFTER INSERT ON entries
        BEGIN DELETE FROM entries WHERE sequence = NEW.sequence; END""",
    "another key": """DROP TRIGGER entries_stay_as_they_are; CREATE TRIGGER a AFTER INSERT ON entries
        BEGIN UPDATE entries SET meeting = 'x' WHERE sequence = NEW.sequence; END""",
}
ENDLESS = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)"
NO_TABLES = {
    "a view that drops": """ALTER TABLE entries RENAME TO kept; CREATE VIEW entries AS SELECT * FROM kept;
        CREATE TRIGGER a INSTEAD OF INSERT ON entries BEGIN SELECT 1; END""",
    "a view without end": f"""ALTER TABLE entries RENAME TO kept; CREATE VIEW entries AS {ENDLESS}
        SELECT n AS sequence, hash, identity, meeting, content FROM c, kept""",  # noqa: S608 - the words of this test
    "a virtual table": """DROP TABLE entries; CREATE VIRTUAL TABLE entries
        USING fts5 (sequence, hash, identity, meeting, content)""",
}
IN_POSTGRES = {
    "rule": "CREATE RULE a AS ON INSERT TO ledger_entries DO INSTEAD NOTHING",
    "left out": f"""{function("a", "RETURN NULL;")};
        CREATE TRIGGER a BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION a()""",
    "changed": f"""{function("a", "NEW.content := 'x'; NEW.base := NULL; NEW.packed := NULL; RETURN NEW;")};
        CREATE TRIGGER a BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION a()""",
    "taken out": f"""DROP TRIGGER ledger_entries_stay ON ledger_entries; GRANT ALL ON ledger_entries TO CURRENT_USER;
        {function("a", DROPPED)};
        CREATE TRIGGER a AFTER INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION a()""",
    "taken out at last": f"""DROP TRIGGER ledger_entries_stay ON ledger_entries;
        GRANT ALL ON ledger_entries TO CURRENT_USER; {function("a", DROPPED)};
        CREATE CONSTRAINT TRIGGER a AFTER INSERT ON ledger_entries DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION a()""",
    "into another": """CREATE TABLE b (LIKE ledger_entries);
        CREATE RULE a AS ON INSERT TO ledger_entries DO INSTEAD INSERT INTO b VALUES (NEW.*)""",
}


def in_sqlite(name: str, statements: str) -> None:
    """Run statements on a ledger's file, past the program."""
    with closing(sqlite3.connect(name)) as connection:
        connection.executescript(statements)


def in_postgres(name: str, statements: str) -> None:
    """Run statements on a ledger's database, past the program."""
    with psycopg.connect(name, autocommit=True) as connection:
        connection.execute(statements)


def refuses_to_add(ledger: Ledger) -> None:
    """Need a ledger to say that its store does not keep what was written, with nothing added."""
    with pytest.raises(FaultyInput) as error:
        ledger.append(EntryKind.RECORD, record(2), STAMP)
    (fault,) = error.value.faults
    assert fault.code == "ledger.not_kept"
    assert "mục 2" in say_fault("vi", fault)
    assert ledger.size() == 1


def tells(ledger: Ledger) -> list[str]:
    """Return what a check says of a store; a checkpoint of it is not signed either."""
    with pytest.raises(FaultyInput):
        sound_tree(ledger)
    (fault,) = (fault for fault in check_ledger(ledger, Checker()) if fault)
    assert fault.code == "ledger.guards"
    return fault.details["what"].split(", ")


@pytest.mark.parametrize("way", IN_SQLITE)
def test_a_file_that_does_not_keep_what_is_written(way: str, book: Ledger) -> None:
    """Whatever a trigger in the file does to an entry, it is not acknowledged, and a check tells of the trigger."""
    book.append(EntryKind.RECORD, record(1), STAMP)
    in_sqlite(book.name, IN_SQLITE[way])
    with open_ledger(book.name) as opened:
        refuses_to_add(opened)
        assert "trigger a" in tells(opened)


@pytest.mark.parametrize("way", NO_TABLES)
def test_a_file_whose_entries_are_in_no_table(way: str, book: Ledger) -> None:
    """Where the entries are no longer in a table, which can have an end or none, the ledger is not opened at all."""
    book.append(EntryKind.RECORD, record(1), STAMP)
    book.close()
    in_sqlite(book.name, NO_TABLES[way])
    with pytest.raises(FaultyInput) as error:
        open_ledger(book.name)
    (fault,) = error.value.faults
    assert fault.code == "ledger.guards"
    assert fault.details["what"].endswith(" entries")


def test_a_trigger_without_end(book: Ledger) -> None:
    """A trigger that would go on for ever is ended, and said to be there; nothing is added."""
    book.append(EntryKind.RECORD, record(1), STAMP)
    in_sqlite(
        book.name,
        f"CREATE TRIGGER a AFTER INSERT ON entries BEGIN SELECT count(*) FROM ({ENDLESS} SELECT n FROM c); END",  # noqa: S608 - the words of this test
    )
    with open_ledger(book.name) as opened:
        assert endless(opened) == "ledger.endless"
        assert tells(opened) == ["trigger a"]


def test_many_entries_are_no_trigger_without_end(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much a process adds, none of its entries is taken for one that has no end: each step is counted alone."""
    monkeypatch.setattr(sqlite_backend, "LONGEST", 2_000)
    for number in range(1, 41):
        book.append(EntryKind.RECORD, record(number), STAMP)
    assert book.size() == 40


def endless(ledger: Ledger) -> str:
    """Return the code of what is said when an entry is added to a store that comes to no end; nothing is added."""
    with pytest.raises(FaultyInput) as error:
        ledger.append(EntryKind.RECORD, record(2), STAMP)
    (fault,) = error.value.faults
    assert "fsck" in say_fault("vi", fault)
    assert ledger.size() == 1
    return fault.code


# --- what entries are found by ---


@pytest.mark.parametrize("change", ["identity = (SELECT identity FROM gone)", "meeting = NULL", "meeting = 'x/y/z'"])
def test_what_an_entry_is_found_by_is_not_believed(change: str, book: Ledger) -> None:
    """An entry that is found by what it does not say is never taken for another, nor hidden from its own meeting."""
    book.append(EntryKind.RECORD, record(1), STAMP)
    book.append(EntryKind.RECORD, record(2), STAMP)
    in_sqlite(
        book.name,
        f"""DROP TRIGGER entries_stay_as_they_are;
        CREATE TABLE gone AS SELECT identity FROM entries WHERE sequence = 2;
        UPDATE entries SET identity = 'x' WHERE sequence = 2; UPDATE entries SET {change} WHERE sequence = 1""",  # noqa: S608 - the words of this test
    )
    entry = book.get(1)
    with pytest.raises(Damaged) as error:
        book.append(EntryKind.RECORD, record(2), STAMP) if "identity" in change else state_around(book, entry)
    assert (error.value.sequence, error.value.faults[0].code) == (1, "ledger.index")


# --- PostgreSQL ---


@pytest.mark.parametrize("way", IN_POSTGRES)
def test_a_database_that_does_not_keep_what_is_written(way: str, database: str) -> None:
    """Whatever a trigger or rule in the database does to an entry, at once or at last, it is not acknowledged."""
    with create_ledger(database) as made:
        made.append(EntryKind.RECORD, record(1), STAMP)
        in_postgres(database, IN_POSTGRES[way])
        refuses_to_add(made)
        assert any(told.endswith("ledger_entries.a") for told in tells(made))


CATALOGS = (
    ("ALTER TABLE ledger_entries ADD COLUMN more text", "column ledger_entries.more"),
    ("ALTER TABLE ledger_entries ADD COLUMN more text GENERATED ALWAYS AS (hash) STORED", "column ledger_entries.more"),
    ("ALTER TABLE ledger_entries ALTER COLUMN meeting TYPE varchar", "column ledger_entries.meeting"),
    ("ALTER TABLE ledger_entries ALTER COLUMN meeting SET DEFAULT 'x'", "column ledger_entries.meeting"),
    ("ALTER TABLE ledger_entries ALTER COLUMN content DROP NOT NULL", "column ledger_entries.content"),
    ("ALTER TABLE ledger_entries ADD CHECK (sequence < 9)", "constraint ledger_entries.ledger_entries_sequence_check"),
    (
        "ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_hash_key",
        "constraint ledger_entries.ledger_entries_hash_key",
    ),
    ("DROP INDEX ledger_entries_of_meeting", "index ledger_entries.ledger_entries_of_meeting"),
    ("CREATE INDEX more ON ledger_entries (content)", "index ledger_entries.more"),
    ("ALTER TABLE ledger_entries SET UNLOGGED", "table ledger_entries"),
    ("ALTER TABLE ledger_entries ENABLE ROW LEVEL SECURITY", "table ledger_entries"),
    ("CREATE POLICY p ON ledger_entries FOR SELECT USING (sequence < 5)", "policy ledger_entries.p"),
    ("CREATE RULE r AS ON DELETE TO ledger_entries DO INSTEAD NOTHING", "rule ledger_entries.r"),
    ("CREATE TABLE child () INHERITS (ledger_entries)", "inheritance child"),
    ("GRANT UPDATE ON ledger_entries TO PUBLIC", "right ledger_entries.public"),
    ("GRANT UPDATE (content) ON ledger_entries TO PUBLIC", "right ledger_entries.content"),
    ("GRANT DELETE ON ledger_entries TO CURRENT_USER", "right ledger_entries.postgres"),
    ("GRANT UPDATE ON ledger_version TO PUBLIC", "right ledger_version.public"),
    ("ALTER TABLE ledger_entries DISABLE TRIGGER ledger_entries_stay", "trigger ledger_entries.ledger_entries_stay"),
    (
        "ALTER TABLE ledger_entries ENABLE REPLICA TRIGGER ledger_entries_stay",
        "trigger ledger_entries.ledger_entries_stay",
    ),
    (
        """DROP TRIGGER ledger_entries_stay ON ledger_entries;
        CREATE TRIGGER ledger_entries_stay BEFORE UPDATE OF hash OR DELETE OR TRUNCATE ON ledger_entries
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_stay()""",
        "trigger ledger_entries.ledger_entries_stay",
    ),
    (
        """DROP TRIGGER ledger_entries_follow ON ledger_entries;
        CREATE TRIGGER ledger_entries_follow BEFORE INSERT ON ledger_entries FOR EACH ROW WHEN (NEW.sequence < 9)
        EXECUTE FUNCTION ledger_entries_follow()""",
        "trigger ledger_entries.ledger_entries_follow",
    ),
    ("ALTER FUNCTION ledger_entries_stay() SECURITY DEFINER", "function ledger_entries_stay"),
    ("ALTER FUNCTION ledger_entries_follow() SET search_path = x", "function ledger_entries_follow"),
    (
        """DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET session_replication_role = replica', current_database());
        END $$""",
        "setting -",
    ),
)  # fmt: skip
"""What may be done to a database, and what of it is then not as it was made."""


def test_a_catalog_that_is_not_as_it_was_made(database: str) -> None:
    """Whatever could act on rows, hide them or let them be changed is named, each by itself."""
    create_ledger(database).close()
    with psycopg.connect(database) as connection:
        assert strange(connection) == []
        for statements, told in CATALOGS:
            connection.execute(statements)
            assert told in strange(connection), statements
            connection.rollback()
        assert strange(connection) == []


SHADOW = """
CREATE SCHEMA evil;
CREATE VIEW evil.pg_trigger AS SELECT * FROM pg_catalog.pg_trigger WHERE tgname <> 'a';
CREATE VIEW evil.pg_proc AS SELECT * FROM pg_catalog.pg_proc WHERE proname <> 'a';
CREATE FUNCTION evil.ge(bigint, bigint) RETURNS boolean LANGUAGE sql AS 'SELECT $1 > $2 + 1';
CREATE OPERATOR evil.>= (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = evil.ge)
"""
"""Another schema that hides a trigger from whoever looks at the catalog, and the first entries from whoever reads."""


def test_a_path_that_leads_elsewhere(database: str) -> None:
    """Whatever path a role or database was given, names mean what PostgreSQL means: nothing is hidden behind it."""
    with create_ledger(database) as made:
        made.append(EntryKind.RECORD, record(1), STAMP)
    in_postgres(database, SHADOW)
    in_postgres(
        database,
        f"""{function("a", "RETURN NEW;")};
        CREATE TRIGGER a AFTER INSERT ON ledger_entries FOR EACH ROW WHEN (NEW.sequence > 9) EXECUTE FUNCTION a();
        DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = evil, public, pg_catalog', current_database());
        END $$""",
    )
    with open_ledger(database) as opened:
        assert [row.sequence for row in opened.rows()] == [1]
        assert tells(opened) == ["function a", "trigger ledger_entries.a"]


def test_another_table_on_the_path(database: str) -> None:
    """A second table of the same name in another schema of the path could be taken for the ledger: it is told."""
    create_ledger(database).close()
    in_postgres(
        database,
        """CREATE SCHEMA second; CREATE TABLE second.ledger_entries (x int);
        DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, second', current_database()); END $$""",
    )
    with open_ledger(database) as opened:
        (fault,) = opened.damages()
    assert fault.details["what"] == "shadow second.ledger_entries"


@pytest.mark.parametrize("name", ["ledger_entries", "ledger_version"])
def test_a_database_whose_entries_are_in_no_table(name: str, database: str) -> None:
    """Where a view stands in the place of a table, the ledger is not opened at all."""
    create_ledger(database).close()
    in_postgres(database, f"ALTER TABLE {name} RENAME TO kept; CREATE VIEW {name} AS SELECT * FROM kept")  # noqa: S608 - the words of this test
    with pytest.raises(FaultyInput) as error:
        open_ledger(database)
    assert [(fault.code, fault.details["what"]) for fault in error.value.faults] == [("ledger.guards", f"table {name}")]


@pytest.mark.parametrize("version", ["NULL", "-1"])
def test_a_version_that_is_none(version: str, database: str) -> None:
    """A version that no ledger can have is a sentence, and nothing is done to the tables."""
    create_ledger(database).close()
    in_postgres(
        database,
        f"ALTER TABLE ledger_version ALTER COLUMN version DROP NOT NULL; UPDATE ledger_version SET version = {version}",  # noqa: S608 - the words of this test
    )
    with pytest.raises(FaultyInput) as error:
        open_ledger(database)
    assert [fault.code for fault in error.value.faults] == ["ledger.damaged"]


def test_a_database_that_comes_to_no_end(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A trigger that would wait for ever is ended, and said to be there; nothing is added."""
    with create_ledger(database) as made:
        made.append(EntryKind.RECORD, record(1), STAMP)
        in_postgres(
            database,
            f"""{function("a", "PERFORM pg_sleep(3600); RETURN NEW;")};
            CREATE TRIGGER a AFTER INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION a()""",
        )
        monkeypatch.setattr(postgres, "LONGEST", 0.2)
        assert endless(made) == "ledger.endless"
        assert tells(made) == ["function a", "trigger ledger_entries.a"]


def test_a_database_without_an_encoding(server: str) -> None:
    """Bytes that are no text, which a database without an encoding takes, are a sentence."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE no_encoding ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    address = server.replace("/postgres?", "/no_encoding?")
    with create_ledger(address) as made:
        made.append(EntryKind.RECORD, record(1), STAMP)
        with psycopg.connect(address, autocommit=True, client_encoding="SQL_ASCII") as connection:
            connection.execute(
                b"""ALTER TABLE ledger_entries DISABLE TRIGGER ALL; GRANT UPDATE ON ledger_entries TO CURRENT_USER;
                UPDATE ledger_entries SET content = E'\\xff'"""
            )
        with pytest.raises(FaultyInput) as error:
            made.head()
    assert [fault.code for fault in error.value.faults] == ["ledger.damaged"]


def test_guards_that_a_session_passes_by(database: str) -> None:
    """A session that was told to be a replica passes the guards by, which is told."""
    create_ledger(database).close()
    with open_ledger(f"{database}&options=-csession_replication_role%3Dreplica") as opened:
        (fault,) = (fault for fault in check_ledger(opened, Checker()) if fault)
    assert fault.details["what"] == "session session_replication_role"


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        ("DROP TRIGGER entries_stay", "trigger entries_stay"),
        ("CREATE TRIGGER a AFTER INSERT ON entries WHEN NEW.sequence > 9 BEGIN SELECT 1; END", "trigger a"),
        ("CREATE VIEW v AS SELECT 1", "view v"),
        ("CREATE INDEX i ON entries (content)", "index i"),
        ("ALTER TABLE entries ADD COLUMN more TEXT", "table entries"),
    ],
)
def test_a_schema_that_is_not_as_it_was_made(statements: str, told: str, book: Ledger) -> None:
    """What is in the file besides, or no longer, is named, before a checkpoint is signed too."""
    book.append(EntryKind.RECORD, record(1), STAMP)
    in_sqlite(book.name, statements)
    assert told in tells(book)


@pytest.mark.parametrize("value", ["x'00ff'", "7", "'" + "a" * 64 + "'"])
def test_columns_of_other_types(value: str, book: Ledger, tmp_path: Path) -> None:
    """A table whose columns hold other things than were made is no traceback for a check."""
    book.append(EntryKind.RECORD, record(1), STAMP)
    book.close()
    in_sqlite(
        book.name,
        "CREATE TABLE other (sequence, hash, identity, meeting, content); INSERT INTO other SELECT sequence, VALUE, VALUE,"
        " VALUE, VALUE FROM entries; DROP TABLE entries; ALTER TABLE other RENAME TO entries;".replace("VALUE", value),
    )
    assert tmp_path.exists()
    with open_ledger(book.name) as opened:
        found = [fault.code for fault in check_ledger(opened, Checker()) if fault]
    assert found[0] in {"ledger.unreadable_entry", "ledger.hash"}
    assert "ledger.guards" in found
