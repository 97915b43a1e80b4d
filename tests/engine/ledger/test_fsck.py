"""Checking a ledger: whatever was changed behind its back, the first bad entry is named and what is wrong with it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.ledger import examining
from chamdiem.engine.ledger.entries import EntryKind, canonical, read_entry, sha256
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.engine.ledger.sqlite import MIGRATIONS
from chamdiem.engine.ledger.store import row_of
from earlier_acts import EarlierAct, correct, decide
from examined import by_parts
from laid_open import lay_open

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chamdiem.engine.ledger.backend import StoredEntry
    from chamdiem.engine.ledger.entries import EntryStamp
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation

ACT = EarlierAct("Đảng ủy", "Ghi nhầm")
GUARDS = ("entries_follow", "entries_stay_as_they_are", "entries_stay")


@pytest.fixture
def filled(book: Ledger, evaluated: Callable[[str], Evaluation], stamp: EntryStamp) -> str:
    """Return the name of a ledger with 1 a framework, 2 to 5 two scored records, 6 a decision, 7 a correction."""
    record_scores(book, [evaluated("01"), evaluated("03")], stamp)
    decide(book, 3, "tot", ACT, stamp)
    correct(book, 6, None, ACT, stamp)
    return book.name


def check(name: str) -> tuple[list[tuple[str, str]], int]:
    """Return the faults of a ledger as code and number, and up to where all is right; by parts, all is the same."""
    checker = Checker()
    with open_ledger(name) as opened:
        faults = [fault for fault in check_ledger(opened, checker) if fault]
        assert by_parts(opened) == (faults, checker.size)
    return [(fault.code, fault.details.get("number", "")) for fault in faults], checker.size


def behind(name: str, *statements: str, values: tuple[object, ...] = ()) -> None:
    """Change a ledger's file as someone who owns it can: the guards are taken off and put on again."""
    lay_open(name)
    with closing(sqlite3.connect(name)) as connection, connection:
        for guard in GUARDS:
            connection.execute(f"DROP TRIGGER {guard}")
        for statement in statements:
            connection.execute(statement, values if "?" in statement else ())
        connection.executescript(MIGRATIONS[0][MIGRATIONS[0].index("CREATE TRIGGER") :])


def put(name: str, row: StoredEntry) -> None:
    """Put a row in the place of the one of its number."""
    values = (row.hash, row.identity, row.meeting, row.content.decode(), row.sequence)
    behind(
        name, "UPDATE entries SET hash = ?, identity = ?, meeting = ?, content = ? WHERE sequence = ?", values=values
    )


def changed(name: str, number: int, change: Callable[[dict[str, Any]], object]) -> StoredEntry:
    """Return the row of an entry that was changed and given the hash of its new content."""
    with open_ledger(name) as opened:
        told = json.loads(opened.get(number).canonical)
    change(told)
    return row_of(read_entry(canonical(told)))


def test_whole(filled: str) -> None:
    """A ledger that nobody changed is whole to its last entry."""
    assert check(filled) == ([], 7)


@pytest.mark.parametrize(
    ("statements", "code", "number"),
    [
        (["DELETE FROM entries WHERE sequence = 4"], "ledger.gap", 4),
        (["DELETE FROM entries WHERE sequence = 1"], "ledger.gap", 1),
        (["UPDATE entries SET sequence = 20 WHERE sequence = 5"], "ledger.gap", 5),
        (["UPDATE entries SET sequence = -4 WHERE sequence = 5"], "ledger.gap", 1),
        (["INSERT INTO entries SELECT 0, 'a', 'b', meeting, content, NULL, NULL FROM entries WHERE sequence = 2"], "ledger.gap", 1),
        (
            [
                "UPDATE entries SET sequence = 99 WHERE sequence = 2",
                "UPDATE entries SET sequence = 2 WHERE sequence = 4",
                "UPDATE entries SET sequence = 4 WHERE sequence = 99",
            ],
            "ledger.hash",
            2,
        ),
        (["UPDATE entries SET content = replace(content, '\"21\"', '\"22\"') WHERE sequence = 2"], "ledger.hash", 2),
        (["UPDATE entries SET hash = replace(hash, 'a', 'b') WHERE sequence = 6"], "ledger.hash", 6),
        (["UPDATE entries SET content = '' WHERE sequence = 3"], "ledger.unreadable_entry", 3),
        (["UPDATE entries SET content = CAST(x'FF00FF' AS TEXT) WHERE sequence = 3"], "ledger.unreadable_entry", 3),
        (["UPDATE entries SET meeting = 'x' WHERE sequence = 5"], "ledger.index", 5),
        (["UPDATE entries SET meeting = NULL WHERE sequence = 5"], "ledger.index", 5),
        (["UPDATE entries SET identity = 'x' WHERE sequence = 7"], "ledger.index", 7),
    ],
)  # fmt: skip
def test_first_bad_entry(statements: list[str], code: str, number: int, filled: str) -> None:
    """What was deleted, moved, put in, or changed is named by the first number that is not right."""
    behind(filled, *statements)
    assert check(filled) == ([(code, str(number))], number - 1)


def test_changed_with_its_hash(filled: str) -> None:
    """A changed entry whose hash was made anew is found where the next one does not follow it."""
    put(filled, changed(filled, 2, lambda told: told["body"]["data"].update(present="22")))
    assert check(filled) == ([("ledger.previous", "3")], 2)


@pytest.mark.parametrize(
    ("number", "part", "code"),
    [
        (3, "record", "ledger.reference"),
        (3, "framework", "ledger.reference"),
        (6, "evaluation", "ledger.reference"),
        (6, "after", "ledger.reference"),
        (7, "supersedes", "ledger.reference"),
        (7, "by", "ledger.reference"),
    ],
)
def test_reference_to_nothing(number: int, part: str, code: str, filled: str) -> None:
    """An entry that names another one which is not there before it is named."""
    row = changed(filled, number, lambda told: told["body"].update({part: "ab" * 32}))
    put(filled, row)
    assert check(filled)[0][0] == (code, str(number))


def test_reference_to_another_kind(filled: str) -> None:
    """A decision about a record, where it must be about an evaluation, is named."""
    with open_ledger(filled) as opened:
        record = opened.get(2).hash
    put(filled, changed(filled, 6, lambda told: told["body"].update(evaluation=record)))
    assert check(filled)[0][0] == ("ledger.reference", "6")


def test_text_of_a_framework(filled: str) -> None:
    """A framework's text that is not the one of its hash is named, though the chain were made anew."""
    row = changed(filled, 1, lambda told: told["body"].update(text=told["body"]["text"].replace("90", "91")))
    put(filled, row)
    assert check(filled) == ([("ledger.framework_text", "1")], 0)
    put(filled, changed(filled, 1, lambda told: told["body"].update(text="a: [")))
    assert check(filled) == ([("ledger.framework_text", "1")], 0)


def test_not_in_canonical_form(filled: str) -> None:
    """An entry written in another way than the one is named, though its hash fits its bytes."""
    with open_ledger(filled) as opened:
        entry = opened.get(7)
    content = entry.canonical.replace(b'"body":', b'"body": ')
    behind(
        filled,
        "UPDATE entries SET content = ?, hash = ? WHERE sequence = 7",
        values=(content.decode(), sha256(content)),
    )
    assert check(filled) == ([("ledger.not_canonical", "7")], 6)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER entries_stay",
        "DROP INDEX entries_of_meeting",
        "CREATE TRIGGER more AFTER INSERT ON entries BEGIN SELECT 1; END",
        "CREATE TABLE more (a)",
    ],
)
def test_other_guards(statement: str, filled: str) -> None:
    """A guard or an index that is missing, or one more, is told though every entry is right."""
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute(statement)
    assert check(filled) == ([("ledger.guards", "")], 7)


def test_a_tail_that_was_cut_off(filled: str) -> None:
    """What cannot be seen from inside: a ledger without its last entries is whole. Checkpoints are for that."""
    behind(filled, "DELETE FROM entries WHERE sequence > 5")
    assert check(filled) == ([], 5)


def test_damaged_page(filled: str, tmp_path: Path) -> None:
    """Where SQLite cannot read on, the first entry that cannot be read is named, and the file's damage."""
    content = bytearray((tmp_path / "so.ledger").read_bytes())
    size = int.from_bytes(content[16:18], "big")
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray((tmp_path / "so.ledger").read_bytes())
    content[-3 * size :] = b"\x07" * 3 * size
    (tmp_path / "khac.ledger").write_bytes(content)
    faults, right = check(str(tmp_path / "khac.ledger"))
    assert faults[0][0] in {"ledger.unreadable_entry", "ledger.hash"}
    assert faults[-1][0] == "ledger.damaged"
    assert right < 7


def test_several_processes(book: Ledger, stamp: EntryStamp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a long ledger two processes tell the same as one: the first bad entry, and that all before it is right."""
    monkeypatch.setattr(examining, "MANY", 300)
    meeting = {"cell": "VD-01", "date": None, "kind": "regular", "period": "2025-11"}
    data = {"cell_id": "VD-01", "meeting_kind": "regular", "period": "2025-11"}
    with book.atomic():
        for number in range(300):
            book.append(EntryKind.RECORD, {"meeting": meeting, "data": {**data, "place": str(number)}}, stamp)
    behind(book.name, "UPDATE entries SET identity = 'x' WHERE sequence = 277")
    checker = Checker()
    found = [fault for fault in check_ledger(book, checker, examining.examined(book, book.name, 2)) if fault]
    assert ([fault.code for fault in found], checker.size) == (["ledger.index"], 276)
    assert check(book.name) == ([("ledger.index", "277")], 276)


def test_kinds_all_stand_in_the_sample(filled: str) -> None:
    """The ledger of these tests has an entry of each kind that is of one meeting, but no override; and neither seal nor clock."""
    with open_ledger(filled) as opened:
        assert {entry.kind for entry in opened.entries()} == set(EntryKind) - {
            EntryKind.OVERRIDE,
            EntryKind.SEAL,
            EntryKind.CLOCK,
            EntryKind.NOT_HELD,
            EntryKind.PERIOD,
            # what needs a mandate has a sample of its own
            EntryKind.ORGANISATION,
            EntryKind.MANDATE,
            EntryKind.LOCK,
            EntryKind.SUBMISSION,
            EntryKind.UPPER,
            EntryKind.RETURN,
        }
