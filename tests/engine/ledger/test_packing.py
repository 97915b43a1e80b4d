"""Entries packed against earlier ones: small in the store, the same bytes above it, and bounded when they are unpacked."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.ledger import packing, postgres, sqlite, store
from chamdiem.engine.ledger.backend import Damaged
from chamdiem.engine.ledger.entries import Body, EntryKind, EntryStamp
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.ledger.packing import Packing
from chamdiem.engine.ledger.store import Ledger
from chamdiem.engine.ledger.transfer import import_file, line_of
from chamdiem.engine.office.ledgers import compress
from chamdiem.engine.office.office import Office
from chamdiem.engine.replay.replaying import readable
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.engine.ledger.backend import StoredEntry
    from chamdiem.engine.scoring.evaluation import Evaluation

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "ledgers"
STAMP = EntryStamp("0.5.0", "2026-11-27T08:30:00Z")


def record(number: int) -> Body:
    """Return the body of a record that is long enough to be packed."""
    meeting = {"cell": f"VD-{number}", "date": None, "kind": "regular", "period": "2020-01"}
    data = {"cell_id": f"VD-{number}", "meeting_kind": "regular", "period": "2020-01"}
    return {"meeting": meeting, "data": data | {f"limitation_{n}": f"hạn chế {n * n}" for n in range(30)}}


def fill(ledger: Ledger, count: int) -> None:
    """Append some records."""
    with ledger.atomic():
        for number in range(count):
            ledger.append(EntryKind.RECORD, record(number), STAMP)


def asked(name: str, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Return what a store answers past the program; its guards are off."""
    if name.startswith("postgres"):
        with psycopg.connect(name, autocommit=True) as connection:
            connection.execute("ALTER TABLE ledger_entries DISABLE TRIGGER ALL")
            connection.execute("GRANT UPDATE ON ledger_entries TO CURRENT_USER")
            done = connection.execute(statement.replace("entries", "ledger_entries").replace("?", "%s"), values)
            return done.fetchall() if done.description else []
    with closing(sqlite3.connect(name)) as connection_to_file, connection_to_file:
        connection_to_file.execute("DROP TRIGGER IF EXISTS entries_stay_as_they_are")
        return connection_to_file.execute(statement, values).fetchall()


def told(ledger: Ledger) -> list[tuple[str, str]]:
    """Return the faults of entries that a check finds, by code and number; each has its sentence."""
    faults = [fault for fault in check_ledger(ledger, Checker()) if fault and fault.code != "ledger.guards"]
    assert all(say_fault("vi", fault).endswith(".") for fault in faults)
    return [(fault.code, fault.details.get("number", "")) for fault in faults]


# --- what comes back ---

CONTENTS = st.lists(
    st.tuples(st.sampled_from(["record", "seal"]), st.sampled_from([0, 40, 900, 40_000]), st.binary(max_size=80)),
    max_size=12,
)


@given(CONTENTS)
def test_what_is_packed_comes_back(told_by: list[tuple[str, int, bytes]]) -> None:
    """Whatever the contents are, in whatever order, each comes back to the byte, with one other row at most."""
    kept: dict[int, packing.PackedContent] = {}
    contents: dict[int, bytes] = {}
    packer = Packing(contents.__getitem__, list)
    for number, (kind, length, end) in enumerate(told_by, 1):
        contents[number] = b'{"a":"%b%b","kind":"%b"}' % (b"thuong le " * (length // 10), end, kind.encode())
        kept[number] = packer.pack(number, contents[number])
    for number, (whole, base, packed) in kept.items():
        assert (whole if packed is None else packer.unpack(base, packed)) == contents[number]
        assert base is None or (kept[base].base is None and base < number)


def test_an_evaluation_takes_little_room(ledger: Ledger, name: str, evaluated: Callable[[str], Evaluation]) -> None:
    """The second of two results by one framework takes less than a tenth of its bytes, its keys and hashes not counted."""
    record_scores(ledger, [evaluated("01"), evaluated("03")], STAMP)
    lengths = dict(asked(name, "SELECT sequence, length(packed) FROM entries"))
    first, second = ledger.get(3), ledger.get(5)
    assert (first.kind, second.kind) == (EntryKind.EVALUATION, EntryKind.EVALUATION)
    assert lengths[5] < min(1500, len(second.canonical) // 10)
    assert asked(name, "SELECT base FROM entries WHERE sequence IN (1, 3, 5) ORDER BY sequence") == [
        (None,),
        (None,),
        (3,),
    ]
    assert told(ledger) == []


def test_other_writers_find_the_bases(ledger: Ledger, name: str) -> None:
    """Whoever opens the ledger next packs against what is there."""
    fill(ledger, 2)
    with open_ledger(name) as other:
        other.append(EntryKind.RECORD, record(7), STAMP)
        assert list(other.entries()) == list(ledger.entries())
    assert asked(name, "SELECT base FROM entries ORDER BY sequence") == [(None,), (1,), (1,)]


def test_a_base_serves_for_a_while(ledger: Ledger, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many entries another one is the base, so that no entry is needed by all that follow."""
    monkeypatch.setattr(packing, "SERVES", 3)
    fill(ledger, 9)
    bases = [base for (base,) in asked(name, "SELECT base FROM entries ORDER BY sequence")]
    assert bases == [None, 1, 1, 1, None, 5, 5, 5, None]
    assert told(ledger) == []


def test_a_step_that_failed_leaves_no_base(ledger: Ledger) -> None:
    """What was appended in a block that failed is packed against by nobody."""

    def fail() -> None:
        with ledger.atomic():
            ledger.append(EntryKind.RECORD, record(1), STAMP)
            ledger.append(EntryKind.RECORD, record(2), STAMP)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    ledger.append(EntryKind.RECORD, record(3), STAMP)
    ledger.append(EntryKind.RECORD, record(4), STAMP)
    assert [entry.body["meeting"]["cell"] for entry in ledger.entries()] == ["VD-3", "VD-4"]
    assert told(ledger) == []


# --- what is no entry ---


def test_a_bomb(ledger: Ledger, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that would unpack to more than any entry has is refused in one sentence, and no more of it is made."""
    fill(ledger, 3)
    monkeypatch.setattr(packing, "LONGEST", 100_000)
    asked(name, "UPDATE entries SET base = NULL, packed = ? WHERE sequence = 3", zlib.compress(b" " * 10_000_000))
    with pytest.raises(Damaged) as error:
        ledger.get(3)
    assert [fault.code for fault in error.value.faults] == ["ledger.unpacked_too_long"]
    assert told(ledger) == [("ledger.unpacked_too_long", "3")]


ODD = {
    "no zlib": (2, "packed = ?", b"x" * 99),
    "cut": (2, "packed = ?", zlib.compress(b"{}")[:-1]),
    "more behind": (2, "base = NULL, packed = ?", zlib.compress(b"{}") + b"x"),
    "its own base": (2, "base = 2, packed = ?", zlib.compress(b"{}")),
    "no such base": (2, "base = ?", 99),
    "a base that is packed against another": (3, "base = ?", 2),
    "another base": (3, "base = ?", 4),
}


@pytest.mark.parametrize("way", ODD)
def test_rows_that_nobody_packed(way: str, ledger: Ledger, name: str) -> None:
    """Whatever stands there instead of what was packed is named as an entry that cannot be read."""
    fill(ledger, 3)
    ledger.append(
        EntryKind.RECORD, {"meeting": record(4)["meeting"], "data": {**record(4)["data"], "z": "x" * 99}}, STAMP
    )
    number, change, value = ODD[way]
    asked(name, f"UPDATE entries SET {change} WHERE sequence = {number}", value)  # noqa: S608 - our own words
    assert told(ledger) == [("ledger.unreadable_entry", str(number))]


def test_a_row_that_is_whole_and_packed(ledger: Ledger, name: str) -> None:
    """A row that says two things is none, and is named."""
    fill(ledger, 2)
    asked(name, "UPDATE entries SET content = ? WHERE sequence = 2", "{}")
    with pytest.raises(FaultyInput) as error:
        ledger.get(2)
    assert [fault.code for fault in error.value.faults] == ["ledger.unreadable_entry"]


def test_a_base_that_was_changed(ledger: Ledger, name: str) -> None:
    """It is named itself, what was packed against it cannot be read, and nothing new is packed against it."""
    fill(ledger, 3)
    asked(name, "UPDATE entries SET packed = ? WHERE sequence = 1", zlib.compress(b"{}"))
    asked(name, "UPDATE entries SET base = NULL, packed = ? WHERE sequence = 3", zlib.compress(ledger.get(3).canonical))
    assert told(ledger) == [("ledger.shape", "1")]
    with open_ledger(name) as other:
        with pytest.raises(Damaged):
            other.get(2)
        other.append(EntryKind.RECORD, record(4), STAMP)
        assert other.get(4).body == record(4)
    assert asked(name, "SELECT base FROM entries WHERE sequence = 4") == [(3,)]


def test_whoever_goes_on_behind_a_base_that_is_none_comes_to_an_end(ledger: Ledger, name: str) -> None:
    """Where what others are packed against cannot be read, each of them is told of once, by its own number."""
    fill(ledger, 4)
    asked(name, "UPDATE entries SET packed = ? WHERE sequence = 1", b"x")
    with open_ledger(name) as other:
        found = list(islice(readable(other, 1, 4), 9))
    assert [each.sequence for each in found] == [1, 2, 3, 4]
    assert [each.faults[0].details["number"] for each in found if isinstance(each, Damaged)] == ["1", "2", "3", "4"]


# --- versions ---


def test_what_an_earlier_version_wrote_stays(tmp_path: Path) -> None:
    """Entries of a file of 0.2.0 stay as they lie there; what is added to it is packed, and all is exported as before."""
    copy = tmp_path / "so.ledger"
    shutil.copy(GOLDEN / "0.2.0.ledger", copy)
    with open_ledger(str(copy)) as opened:
        size = opened.size()
        fill(opened, 2)
        exported = b"".join(map(line_of, opened.entries()))
        assert told(opened) == []
    assert exported.startswith((GOLDEN / "0.2.0.jsonl").read_bytes())
    lying = asked(str(copy), "SELECT packed IS NULL, count(*) FROM entries GROUP BY 1 ORDER BY 1")
    assert lying == [(0, 2), (1, size)]


def test_an_earlier_version_refuses(ledger: Ledger, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that packs nothing says that the ledger is of a newer one, and reads nothing of it."""
    fill(ledger, 2)
    module = postgres if name.startswith("postgres") else sqlite
    monkeypatch.setattr(module, "MIGRATIONS", module.MIGRATIONS[:-1])
    with pytest.raises(FaultyInput) as error:
        open_ledger(name)
    assert [fault.code for fault in error.value.faults] == ["ledger.newer"]


def test_a_file_of_an_earlier_version_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a medium that takes nothing it is read and checked as it is."""
    copy = tmp_path / "so.ledger"
    shutil.copy(GOLDEN / "0.2.0.ledger", copy)
    before = copy.read_bytes()
    connect = sqlite._connect  # noqa: SLF001 - the medium
    monkeypatch.setattr(sqlite, "_connect", lambda file, _how: connect(file, "immutable=1"))
    with open_ledger(str(copy)) as opened:
        assert told(opened) == []
        assert list(opened.damages()) == []
        assert b"".join(map(line_of, opened.entries())) == (GOLDEN / "0.2.0.jsonl").read_bytes()
    assert copy.read_bytes() == before


def test_a_new_ledger_takes_in_an_export_packed(name: str) -> None:
    """What another ledger exported lies packed here, and is exported to the same bytes."""
    with create_ledger(name) as made:
        for _ in import_file(made, GOLDEN / "0.2.0.jsonl"):
            pass
        assert b"".join(map(line_of, made.entries())) == (GOLDEN / "0.2.0.jsonl").read_bytes()
    ((whole, packed),) = asked(name, "SELECT sum(length(content)), sum(length(packed)) FROM entries")
    assert whole + packed < (GOLDEN / "0.2.0.jsonl").stat().st_size // 4


# --- compressing what earlier versions wrote ---


@pytest.fixture
def earlier(name: str, evaluated: Callable[[str], Evaluation]) -> str:
    """Return the name of a ledger whose entries lie whole, as those of earlier versions."""
    with create_ledger(name) as made:
        record_scores(made, [evaluated("01"), evaluated("03")], STAMP)
        fill(made, 6)
        rows = [(row.content.decode(), row.sequence) for row in made.rows()]
    for content, number in rows:
        asked(name, "UPDATE entries SET content = ?, base = NULL, packed = NULL WHERE sequence = ?", content, number)
    put_guards_on(name)
    return name


def put_guards_on(name: str) -> None:
    """Let a store be guarded as it was made."""
    if name.startswith("postgres"):
        with psycopg.connect(name, autocommit=True) as connection:
            connection.execute("ALTER TABLE ledger_entries ENABLE TRIGGER ALL")
            connection.execute("REVOKE UPDATE ON ledger_entries FROM CURRENT_USER")
        return
    with closing(sqlite3.connect(name)) as connection_to_file, connection_to_file:
        begin, end = "CREATE TRIGGER entries_stay_as_they_are", "CREATE TRIGGER entries_stay BEFORE"
        made = sqlite.MIGRATIONS[0]
        connection_to_file.execute(made[made.index(begin) : made.index(end)].rstrip().removesuffix(";"))


def exported(name: str) -> bytes:
    """Return all that a ledger exports, having checked it and its guards."""
    with open_ledger(name) as opened:
        assert [fault for fault in check_ledger(opened, Checker()) if fault] == []
        return b"".join(map(line_of, opened.entries()))


def test_earlier_entries_are_compressed(earlier: str, tmp_path: Path) -> None:
    """All of them lie packed afterwards, guarded as before, and every byte of the export, made before, is the same."""
    before = exported(earlier)
    done = compress(Office(), earlier, tmp_path / "so.jsonl", Consent())
    assert (done.size, done.packed) == (11, 11)
    assert (tmp_path / "so.jsonl").read_bytes() == before
    assert exported(earlier) == before
    assert asked(earlier, "SELECT count(*) FROM entries WHERE packed IS NULL OR content <> ''") == [(0,)]


def test_compressing_that_was_cut_off_goes_on(earlier: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was packed before is packed, the rest lies whole, the guards are on; once more does the rest and no more."""
    monkeypatch.setattr(store, "STEP", 3)
    before = exported(earlier)
    with open_ledger(earlier) as opened:
        steps = opened.compress()
        for _ in range(3):
            next(steps)
        need = Ledger._need  # noqa: SLF001 - where it breaks off: a step that is all but done
        monkeypatch.setattr(Ledger, "_need", cut_off)
        with pytest.raises(InterruptedError):
            list(steps)
        monkeypatch.setattr(Ledger, "_need", need)
        assert opened.whole() == 8
    assert exported(earlier) == before
    assert compress(Office(), earlier, tmp_path / "so.jsonl", Consent()).packed == 8
    assert compress(Office(), earlier, tmp_path / "so.jsonl", Consent()).packed == 0
    assert exported(earlier) == before


def cut_off(_ledger: Ledger, _row: StoredEntry) -> None:
    """Break off."""
    raise InterruptedError


def test_a_damaged_entry_is_not_compressed(earlier: str, tmp_path: Path) -> None:
    """It is named before anything is packed, and lies as it lay."""
    asked(earlier, "UPDATE entries SET content = replace(content, 'VD-01', 'VD-09') WHERE sequence = 3")
    put_guards_on(earlier)
    with pytest.raises(FaultyInput):
        compress(Office(), earlier, tmp_path / "so.jsonl", Consent())
    with open_ledger(earlier) as opened, pytest.raises(Damaged) as error:
        list(opened.compress())
    assert error.value.sequence == 3
    assert asked(earlier, "SELECT count(*) FROM entries WHERE packed IS NOT NULL") == [(0,)]


def test_whoever_may_only_add_compresses_nothing(earlier: str) -> None:
    """In a database, only the owner can: anybody else has one sentence, and all stays as it was."""
    if not earlier.startswith("postgres"):
        pytest.skip("whoever may write a file owns its tables")
    with psycopg.connect(earlier, autocommit=True) as connection:
        for statement in ("DROP ROLE IF EXISTS packer", "CREATE ROLE packer LOGIN"):
            connection.execute(statement)
        connection.execute("GRANT SELECT, INSERT ON ledger_entries TO packer")
        connection.execute("GRANT SELECT ON ledger_version TO packer")
    with open_ledger(earlier.replace("postgres:@", "packer:@")) as opened, pytest.raises(FaultyInput) as error:
        list(opened.compress())
    assert [fault.code for fault in error.value.faults] == ["ledger.no_right"]
    with psycopg.connect(earlier, autocommit=True) as connection:
        connection.execute("REVOKE ALL ON ledger_entries, ledger_version FROM packer")
        connection.execute("DROP ROLE packer")
