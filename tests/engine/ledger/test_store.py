"""The contract of a ledger, kept by both stores."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from chamdiem.engine.ledger.backend import Damaged
from chamdiem.engine.ledger.entries import START, Body, Entry, EntryKind, EntryStamp, meeting_key, read_entry
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from chamdiem.engine.ledger.store import Ledger

STAMP = EntryStamp("0.1.0", "2026-01-31T08:30:00Z")
LATER = EntryStamp("0.2.0", "2027-01-31T08:30:00Z")


def record(cell: str = "VD-01", **data: str) -> Body:
    """Return the body of a record."""
    meeting = {"cell": cell, "date": "2025-11-05", "kind": "regular", "period": "2025-11"}
    return {"meeting": meeting, "data": data}


def code_of(error: pytest.ExceptionInfo[FaultyInput]) -> str:
    """Return the code of the only fault of an error."""
    (fault,) = error.value.faults
    return fault.code


def run_sql(name: str, statement: str) -> None:
    """Run a statement on a ledger's store, past the program."""
    if name.startswith("postgres"):
        with psycopg.connect(name) as connection:
            connection.execute(statement.replace("entries", "ledger_entries"))
        return
    connection_to_file = sqlite3.connect(name)
    try:
        with connection_to_file:
            connection_to_file.execute(statement)
    finally:
        connection_to_file.close()


def test_a_new_ledger_is_empty(ledger: Ledger) -> None:
    """A new ledger has no entry, no head, and nothing wrong."""
    assert (ledger.size(), ledger.head(), list(ledger.entries())) == (0, None, [])
    assert list(check_ledger(ledger, Checker())) == []


def test_entries_are_chained(ledger: Ledger) -> None:
    """Entries count from 1, each carries the hash of the one before it, the first carries zeros."""
    made = [ledger.append(EntryKind.RECORD, record(n=str(number)), STAMP) for number in range(5)]
    assert [entry.sequence for entry in made] == [1, 2, 3, 4, 5]
    assert made[0].previous == START
    assert all(first.hash == second.previous for first, second in pairwise(made))
    assert list(ledger.entries()) == made
    assert (ledger.head(), ledger.size()) == (made[-1], 5)


def test_text_of_every_script_comes_back(ledger: Ledger) -> None:
    """Vietnamese, emoji, quotes, line ends and control characters are kept as they were."""
    body = record(note='Chi bộ "Tổ 3" \\ 😀\n\t\u0001\u2028 hết')
    assert ledger.append(EntryKind.RECORD, body, STAMP).body == body
    assert ledger.get(1).body == body


def test_kept_when_opened_again(ledger: Ledger, name: str) -> None:
    """What one connection appended, another one reads."""
    entry = ledger.append(EntryKind.RECORD, record(), STAMP)
    with open_ledger(name) as again:
        assert list(again.entries()) == [entry]


def test_same_content_is_one_entry(ledger: Ledger) -> None:
    """Appending what is there already gives the first entry, with its own time and version; nothing is added."""
    first = ledger.append(EntryKind.RECORD, record(), STAMP)
    assert ledger.append(EntryKind.RECORD, record(), LATER) == first
    assert ledger.size() == 1


def test_all_or_nothing(ledger: Ledger) -> None:
    """Where one step of a block fails, nothing of the block is kept, and the ledger goes on as before."""
    ledger.append(EntryKind.RECORD, record(n="1"), STAMP)

    def fail() -> None:
        with ledger.atomic():
            ledger.append(EntryKind.RECORD, record(n="2"), STAMP)
            assert ledger.size() == 2
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    assert ledger.size() == 1
    assert ledger.append(EntryKind.RECORD, record(n="3"), STAMP).sequence == 2


def test_blocks_within_blocks(ledger: Ledger, name: str) -> None:
    """A block inside another is part of it: nothing is seen by others before the outer one ends."""
    with open_ledger(name) as other, ledger.atomic():
        with ledger.atomic():
            ledger.append(EntryKind.RECORD, record(n="1"), STAMP)
        assert (ledger.size(), other.size()) == (1, 0)
    assert ledger.size() == 1


def test_part_of_the_entries(ledger: Ledger) -> None:
    """Entries are yielded from one number to another, both included, and no more than there are."""
    made = [ledger.append(EntryKind.RECORD, record(n=str(number)), STAMP) for number in range(6)]
    assert list(ledger.entries(2, 4)) == made[1:4]
    assert list(ledger.entries(5)) == made[4:]
    assert list(ledger.entries(6, 99)) == made[5:]
    assert list(ledger.entries(7)) == []


def test_more_entries_than_one_batch(ledger: Ledger) -> None:
    """A walk yields every entry once, in order, however many there are."""
    with ledger.atomic():
        for number in range(1201):
            ledger.append(EntryKind.RECORD, record(n=str(number)), STAMP)
    assert [entry.sequence for entry in ledger.entries()] == list(range(1, 1202))


def test_a_walk_does_not_see_what_comes_later(ledger: Ledger) -> None:
    """What is appended during a walk is no part of it."""
    ledger.append(EntryKind.RECORD, record(n="1"), STAMP)
    ledger.append(EntryKind.RECORD, record(n="2"), STAMP)
    seen = []
    for entry in ledger.entries():
        seen.append(entry.sequence)
        ledger.append(EntryKind.RECORD, record(n=f"later {entry.sequence}"), STAMP)
    assert (seen, ledger.size()) == ([1, 2], 4)


@pytest.mark.parametrize("number", [0, 2, 99])
def test_no_such_entry(number: int, ledger: Ledger) -> None:
    """Asking for an entry that is not there is refused with how many there are."""
    ledger.append(EntryKind.RECORD, record(), STAMP)
    with pytest.raises(FaultyInput) as error:
        ledger.get(number)
    assert error.value.faults[0].details == {"number": str(number), "size": "1"}


def test_found_by_hash_framework_and_meeting(ledger: Ledger) -> None:
    """An entry is found by its hash, a framework by its content hash, the entries of a meeting by the meeting."""
    framework = ledger.append(EntryKind.FRAMEWORK, {"id": "a/1", "hash": "ab" * 32, "text": "a"}, STAMP)
    first = ledger.append(EntryKind.RECORD, record(n="1"), STAMP)
    ledger.append(EntryKind.RECORD, record("VD-02"), STAMP)
    second = ledger.append(EntryKind.RECORD, record(n="2"), STAMP)
    assert ledger.by_hash(first.hash) == first
    assert ledger.framework("ab" * 32) == framework
    assert ledger.framework("cd" * 32) is None
    assert list(ledger.about(meeting_key(first.body) or "")) == [first, second]
    with pytest.raises(FaultyInput) as error:
        ledger.by_hash("cd" * 32)
    assert code_of(error) == "ledger.no_hash"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET content = content",
        "UPDATE entries SET hash = 'x' WHERE sequence = 1",
        "DELETE FROM entries WHERE sequence = 2",
        "DELETE FROM entries",
        "INSERT INTO entries VALUES (2, 'a', 'b', 'c', 'd', NULL, NULL)",
        "INSERT INTO entries VALUES (4, 'a', 'b', 'c', 'd', NULL, NULL)",
        "INSERT INTO entries VALUES (0, 'a', 'b', 'c', 'd', NULL, NULL)",
    ],
)
def test_guards_refuse_change(statement: str, ledger: Ledger, name: str) -> None:
    """The store itself refuses to change or delete an entry, or to put one anywhere but at the end."""
    made = [ledger.append(EntryKind.RECORD, record(n=str(number)), STAMP) for number in range(2)]
    with pytest.raises((sqlite3.Error, psycopg.Error), match="ledger: an entry can"):
        run_sql(name, statement)
    assert list(ledger.entries()) == made


def test_no_way_to_change(ledger: Ledger) -> None:
    """A ledger offers no update and no delete, and an entry cannot be changed."""
    offered = {word for word in dir(ledger) if not word.startswith("_")}
    assert not {word for word in offered if any(part in word for part in ("update", "delete", "remove", "replace"))}
    entry: Any = ledger.append(EntryKind.RECORD, record(), STAMP)
    with pytest.raises(AttributeError):
        entry.time = "2027-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE entries SET packed = (SELECT packed FROM entries AS third WHERE sequence = 3) WHERE sequence = 2", 2),
        ("UPDATE entries SET content = 'x' WHERE sequence = 3", 3),
        ("UPDATE entries SET sequence = 9 WHERE sequence = 3", 3),
        ("DELETE FROM entries WHERE sequence = 1", 1),
    ],
)
def test_a_changed_entry_is_never_read(statement: str, number: int, ledger: Ledger, name: str) -> None:
    """Behind the guards' back, an entry that was changed, moved or taken out raises; those before it were yielded."""
    for n in range(3):
        ledger.append(EntryKind.RECORD, record(n=str(n)), STAMP)
    drop_guards(name)
    run_sql(name, statement)
    read: list[int] = []
    with pytest.raises(Damaged) as error:
        read.extend(entry.sequence for entry in ledger.entries())
    assert error.value.sequence == number
    assert read == [n for n in (1, 2) if n < number]


def drop_guards(name: str) -> None:
    """Take the triggers off, as someone who owns the store can."""
    if name.startswith("postgres"):
        run_sql(name, "ALTER TABLE entries DISABLE TRIGGER ALL")
        return
    for trigger in ("entries_follow", "entries_stay_as_they_are", "entries_stay"):
        run_sql(name, f"DROP TRIGGER {trigger}")


def test_missing_guards_are_found(ledger: Ledger, name: str) -> None:
    """A check tells that the guards are not as they were made."""
    drop_guards(name)
    (fault,) = (fault for fault in check_ledger(ledger, Checker()) if fault)
    assert fault.code == "ledger.guards"


def test_made_once(ledger: Ledger, name: str) -> None:
    """Where there is a ledger, none is made, and the one that is there stays."""
    ledger.append(EntryKind.RECORD, record(), STAMP)
    with pytest.raises(FaultyInput) as error:
        create_ledger(name)
    assert code_of(error) in {"file.exists", "ledger.exists"}
    assert ledger.size() == 1


def test_no_ledger_there(name: str) -> None:
    """Where there is none, opening says so."""
    with pytest.raises(FaultyInput) as error:
        open_ledger(name)
    assert code_of(error) == "ledger.missing"


WRITER = """
import sys
from chamdiem.engine.ledger.entries import EntryKind, EntryStamp
from chamdiem.engine.ledger.opening import open_ledger

name, who, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
meeting = {"cell": who, "date": None, "kind": "regular", "period": "2025-11"}
with open_ledger(name) as ledger:
    for number in range(count):
        data = {"cell_id": who, "meeting_kind": "regular", "period": "2025-11", "n": str(number)}
        body = {"meeting": meeting, "data": data}
        ledger.append(EntryKind.RECORD, body, EntryStamp("0.1.0", "2026-01-31T08:30:00Z"))
"""


def write_at_once(name: str, writers: int, count: int) -> None:
    """Let several processes append to one ledger at the same time."""
    running = [
        subprocess.Popen([sys.executable, "-P", "-c", WRITER, name, f"W{writer}", str(count)])  # noqa: S603 - our own
        for writer in range(writers)
    ]
    assert [process.wait() for process in running] == [0] * writers


@pytest.mark.parametrize(
    ("writers", "count"), [(4, 20), pytest.param(8, 200, marks=pytest.mark.nightly)], ids=["tenth", "release"]
)
def test_many_writers(writers: int, count: int, ledger: Ledger, name: str) -> None:
    """Processes that append at the same time lose nothing, and the chain stays whole."""
    write_at_once(name, writers, count)
    assert [fault for fault in check_ledger(ledger, Checker()) if fault] == []
    for writer in range(writers):
        own = [entry.body["data"]["n"] for entry in ledger.about(f"regular/2025-11/W{writer}")]
        assert own == [str(number) for number in range(count)]
    assert ledger.size() == writers * count


def followed(ledger: Ledger, start: str) -> tuple[int, ...]:
    """Return the numbers of the entries whose key begins so, followed one by one."""
    none: tuple[int, ...] = ()
    return ledger.follow(start, none, lambda found, entry: (*found, entry.sequence))


def test_what_is_followed_is_read_once(ledger: Ledger, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows from a kind of entries is kept; what anybody recorded meanwhile is read, and nothing else again."""
    ledger.append(EntryKind.RECORD, record("VD-01"), STAMP)
    assert followed(ledger, "regular/") == (1,)
    with open_ledger(name) as other:
        other.append(EntryKind.RECORD, record("VD-02"), STAMP)
    read: list[bytes] = []

    def reading(told: bytes) -> Entry:
        read.append(told)
        return read_entry(told)

    monkeypatch.setattr("chamdiem.engine.ledger.store.read_entry", reading)
    assert [followed(ledger, "regular/") for _ in range(2)] == [(1, 2), (1, 2)]
    assert len(read) == 1
    assert followed(ledger, "thematic/") == ()


def test_what_was_taken_back_does_not_follow(ledger: Ledger, name: str) -> None:
    """After a block that failed, in which it was asked, nothing follows from what was appended there."""
    ledger.append(EntryKind.RECORD, record("VD-01"), STAMP)

    def fail() -> None:
        with ledger.atomic():
            ledger.append(EntryKind.RECORD, record("VD-02"), STAMP)
            assert followed(ledger, "regular/") == (1, 2)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert followed(ledger, "regular/") == (1,)
    with open_ledger(name) as other:
        other.append(EntryKind.RECORD, record("VD-03"), STAMP)
        other.append(EntryKind.RECORD, record("VD-04"), STAMP)
    assert followed(ledger, "regular/") == (1, 2, 3)


def test_a_ledger_that_is_looked_at_once_shows_what_is_recorded_here(ledger: Ledger, name: str) -> None:
    """What others record meanwhile is seen behind the block, in an atomic block, or once something is recorded here."""
    ledger.follow_cells()
    with open_ledger(name) as other:
        with ledger.looking_once():
            assert followed(ledger, "regular/") == ()
            first = other.append(EntryKind.RECORD, record("VD-01"), STAMP)
            assert (followed(ledger, "regular/"), ledger.cell_mark("VD-01")) == ((), "")
            with ledger.atomic():
                assert (followed(ledger, "regular/"), ledger.cell_mark("VD-01")) == ((1,), first.hash)
                second = ledger.append(EntryKind.RECORD, record("VD-02"), STAMP)
            assert (followed(ledger, "regular/"), ledger.cell_mark("VD-02")) == ((1, 2), second.hash)
            third = other.append(EntryKind.RECORD, record("VD-03"), STAMP)
        assert (followed(ledger, "regular/"), ledger.cell_mark("VD-03")) == ((1, 2, 3), third.hash)
