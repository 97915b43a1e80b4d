"""A ledger in a file: other files, other versions, places where nothing can be written, damage, and a killed writer."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger import sqlite
from chamdiem.engine.ledger.entries import Body, EntryKind, EntryStamp
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.engine.ledger.store import Ledger

STAMP = EntryStamp("0.1.0", "2026-01-31T08:30:00Z")
DATA = {"cell_id": "VD-01", "meeting_kind": "regular", "period": "2020-01"}


def record(number: int) -> Body:
    """Return the body of a record."""
    meeting = {"cell": "VD-01", "date": None, "kind": "regular", "period": "2020-01"}
    return {"meeting": meeting, "data": {**DATA, "n": str(number)}}


def fill(ledger: Ledger, count: int) -> None:
    """Append some entries."""
    for number in range(count):
        ledger.append(EntryKind.RECORD, record(number), STAMP)


def refusal(act: Callable[[], object]) -> str:
    """Return the code of the one fault that an act raises; it has its sentence."""
    with pytest.raises(FaultyInput) as error:
        act()
    (fault,) = error.value.faults
    assert say_fault("vi", fault).endswith(".")
    return fault.code


# --- what is no ledger ---


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "ledger.not_a_ledger"),
        (b"framework: an-phu/2025\n", "ledger.not_a_ledger"),
        (b"x" * 5000, "ledger.not_a_ledger"),
        (b"SQLite format 3\0" + b"\0" * 5000, "ledger.not_a_ledger"),
    ],
)
def test_other_files(content: bytes, code: str, tmp_path: Path) -> None:
    """Any other file is no ledger, and is left as it was."""
    file = tmp_path / "khac"
    file.write_bytes(content)
    assert refusal(lambda: open_ledger(str(file))) == code
    assert file.read_bytes() == content


def test_other_database(tmp_path: Path) -> None:
    """A SQLite file of another program is no ledger, and is left as it was."""
    file = tmp_path / "khac.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE entries (a)")
    before = file.read_bytes()
    assert refusal(lambda: open_ledger(str(file))) == "ledger.not_a_ledger"
    assert file.read_bytes() == before


def test_directory_and_nowhere(tmp_path: Path) -> None:
    """A directory is none either; and in a directory that is not there none can be made."""
    assert refusal(lambda: open_ledger(str(tmp_path))) == "file.directory"
    assert refusal(lambda: open_ledger(str(tmp_path / "khong" / "so.ledger"))) == "ledger.missing"
    assert refusal(lambda: create_ledger(str(tmp_path / "khong" / "so.ledger"))) == "ledger.cannot_open"
    assert list(tmp_path.iterdir()) == []


def test_later_version(book: Ledger) -> None:
    """A ledger of a later version is not touched."""
    with closing(sqlite3.connect(book.name)) as connection:
        connection.execute(f"PRAGMA user_version = {len(sqlite.MIGRATIONS) + 1}")
    assert refusal(lambda: open_ledger(book.name)) == "ledger.newer"


def test_earlier_version_is_brought_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger of an earlier version is brought to this one when it is opened, with all its entries."""
    name = str(tmp_path / "so.ledger")
    with create_ledger(name) as made:
        fill(made, 3)
    steps = (*sqlite.MIGRATIONS, "CREATE INDEX entries_more ON entries (meeting, hash);")
    monkeypatch.setattr(sqlite, "MIGRATIONS", steps)
    with open_ledger(name) as opened:
        assert [fault for fault in check_ledger(opened, Checker()) if fault] == []
        assert opened.size() == 3
    with closing(sqlite3.connect(name)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(steps),)


def test_step_that_fails_leaves_the_old_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All steps to a new version are one transaction: where the last one fails, none was made."""
    name = str(tmp_path / "so.ledger")
    create_ledger(name).close()
    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "MIGRATIONS", (*sqlite.MIGRATIONS, "CREATE TABLE more (a) STRICT, (b);", "SELECT x;"))
        assert refusal(lambda: open_ledger(name)) == "ledger.failed"
    with open_ledger(name) as opened:
        assert list(check_ledger(opened, Checker())) == []


def test_no_half_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger that could not be made leaves no file."""
    monkeypatch.setattr(sqlite, "MIGRATIONS", ("CREATE TABLE entries (", ""))
    assert refusal(lambda: create_ledger(str(tmp_path / "so.ledger"))) == "ledger.failed"
    assert list(tmp_path.iterdir()) == []


def test_locked(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """While someone else writes, a writer says once that it waits, and then that it was in vain; reading goes on."""
    monkeypatch.setattr(sqlite, "PATIENCE", 0.01)
    monkeypatch.setattr(sqlite, "WAIT", 0.05)
    fill(book, 1)
    told: list[str] = []
    with open_ledger(book.name, told.append) as other:
        with book.atomic():
            assert refusal(lambda: other.append(EntryKind.RECORD, record(9), STAMP)) == "ledger.locked"
            assert other.size() == 1
        assert told == [book.name]
        other.append(EntryKind.RECORD, record(9), STAMP)
        assert told == [book.name]


def test_whatever_follows_the_right_to_write_is_waited_for_as_long(book: Ledger) -> None:
    """What makes a writer tell that it waits shortens no other wait: neither within a block nor behind it."""
    asked = "PRAGMA busy_timeout"
    with closing(sqlite3.connect(book.name, isolation_level=None)) as connection:
        backend = sqlite.SqliteBackend(Path(book.name), connection, len(sqlite.MIGRATIONS))
        with backend.atomic():
            assert connection.execute(asked).fetchone() == (1000 * sqlite.WAIT,)
        assert connection.execute(asked).fetchone() == (1000 * sqlite.WAIT,)


# --- where nothing can be written ---

BOUND = """
import ctypes, os, sys
for power in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    getattr(ctypes.CDLL(None), "prctl", lambda *_: 0)(24, power, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "-P", "-m", "chamdiem.cli", *sys.argv[1:]])
"""
"""Runs a command as one whom rights bind. Tests often run as root, whom they do not, until root gives up two powers."""


def bound(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as one who has no right beyond what a file's mode gives."""
    return subprocess.run([sys.executable, "-c", BOUND, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - our own


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Return a directory that nobody may write, with a ledger of three entries in it."""
    with create_ledger(str(tmp_path / "so.ledger")) as made:
        fill(made, 3)
    tmp_path.chmod(0o555)
    (tmp_path / "so.ledger").chmod(0o444)
    return tmp_path


def test_read_only(shelf: Path) -> None:
    """On a medium that can only be read, a ledger is read and checked, and writing is refused in one sentence."""
    name = str(shelf / "so.ledger")
    done = bound("ledger", "fsck", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 mục" in done.stdout
    done = bound("score", str(next((Path(__file__).parents[3] / "examples").glob("01-*"))), "--ledger", name)
    assert done.returncode == 1
    assert done.stderr == f"{name}: sổ ở nơi chỉ đọc được; không ghi gì vào sổ.\n"
    assert done.stdout == ""
    assert [file.name for file in shelf.iterdir()] == ["so.ledger"]


def test_read_only_with_a_part_pending(shelf: Path) -> None:
    """Where part of the ledger is still in its second file, what would be read would not be all: it is refused."""
    shelf.chmod(0o755)
    (shelf / "so.ledger-wal").write_bytes(b"x" * 100)
    (shelf / "so.ledger-wal").chmod(0o444)
    shelf.chmod(0o555)
    done = bound("ledger", "log", str(shelf / "so.ledger"))
    assert done.returncode == 1
    assert "-wal" in done.stderr


def test_no_right_to_read(shelf: Path) -> None:
    """A ledger that may not be read is one sentence."""
    (shelf / "so.ledger").chmod(0)
    done = bound("ledger", "log", str(shelf / "so.ledger"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("không có quyền đọc tệp này.\n")


FULL = """
import resource, signal, sys
from chamdiem.cli import run
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(run(sys.argv[2:]))
"""


@pytest.mark.parametrize("limit", [1, 100, 4096, 9000, 20_000, 33_000, 50_000])
def test_no_room(limit: int, book: Ledger) -> None:
    """Where the disk takes no more, one sentence says so, and the ledger has the entries of before and no half one."""
    fill(book, 3)
    before = list(book.entries())
    example = str(next((Path(__file__).parents[3] / "examples").glob("01-*")))
    command = [sys.executable, "-P", "-c", FULL, str(limit), "ledger", "add", book.name, example]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "hết chỗ" in done.stderr
    with open_ledger(book.name) as again:
        assert list(again.entries()) == before
        assert [fault for fault in check_ledger(again, Checker()) if fault] == []


# --- damage ---


def survivors(name: str) -> tuple[list[bytes], bool]:
    """Return the entries that can be read of a damaged ledger, and whether anything is said to be wrong."""
    read: list[bytes] = []
    try:
        with open_ledger(name) as opened:
            try:
                read.extend(entry.canonical for entry in opened.entries())
            except FaultyInput:
                return read, True
            return read, any(check_ledger(opened, Checker()))
    except FaultyInput:
        return read, True


@pytest.mark.parametrize("count", [300, pytest.param(20_000, marks=pytest.mark.nightly)], ids=["part", "release"])
def test_flipped_bits(count: int, tmp_path: Path) -> None:
    """A bit that flips anywhere in the file changes no entry silently: all are as they were, or something is said.

    What is read before that is as it was, from the first entry on.
    """
    name = str(tmp_path / "so.ledger")
    with create_ledger(name) as made:
        fill(made, 40)
        whole = [entry.canonical for entry in made.entries()]
    content = Path(name).read_bytes()
    other = tmp_path / "khac.ledger"
    chance = random.Random(4)  # noqa: S311 - a test that repeats
    for _ in range(count):
        place = chance.randrange(len(content) * 8)
        changed = bytearray(content)
        changed[place // 8] ^= 1 << place % 8
        other.write_bytes(changed)
        read, told = survivors(str(other))
        assert read == whole[: len(read)], place
        assert told or len(read) == len(whole), place


@pytest.mark.parametrize("count", [100, pytest.param(5_000, marks=pytest.mark.nightly)], ids=["part", "release"])
def test_torn_tails(count: int, tmp_path: Path) -> None:
    """Of a write-ahead file that ends anywhere, or in rubbish, the first entries are read, whole and in order."""
    name = tmp_path / "so.ledger"
    made = create_ledger(str(name))
    fill(made, 30)
    pending = name.with_name("so.ledger-wal").read_bytes()
    content = name.read_bytes()
    whole = [entry.canonical for entry in made.entries()]
    made.close()
    chance = random.Random(4)  # noqa: S311 - a test that repeats
    kept = set()
    for number in range(count):
        folder = tmp_path / str(number)
        folder.mkdir()
        end = chance.randrange(len(pending))
        rubbish = chance.randbytes(chance.randrange(9000)) if number % 2 else b""
        (folder / "so.ledger").write_bytes(content)
        (folder / "so.ledger-wal").write_bytes(pending[:end] + rubbish)
        read, told = survivors(str(folder / "so.ledger"))
        assert (read, told) == (whole[: len(read)], False), end
        kept.add(len(read))
        shutil.rmtree(folder)
    assert len(kept) > 10


APPENDER = """
import sys
from chamdiem.engine.ledger.entries import Kind, Stamp
from chamdiem.engine.ledger.opening import open_ledger

meeting = {"cell": "VD-01", "date": None, "kind": "regular", "period": "2020-01"}
with open_ledger(sys.argv[1]) as ledger:
    for number in range(ledger.size(), 10**9):
        data = {"cell_id": "VD-01", "meeting_kind": "regular", "period": "2020-01", "n": str(number)}
        body = {"meeting": meeting, "data": data}
        print(ledger.append(Kind.RECORD, body, Stamp("0.1.0", "2026-01-31T08:30:00Z")).hash, flush=True)
"""


def append_until_killed(name: str, chance: random.Random) -> list[str]:
    """Let a process append until it is killed in the midst of it, and return the hashes that it acknowledged."""
    command = [sys.executable, "-P", "-c", APPENDER, name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(chance.randrange(1, 20))]
        os.kill(process.pid, signal.SIGKILL)
        told += [line.strip() for line in process.stdout if line.endswith("\n")]
    return [hash_ for hash_ in told if hash_]


def test_killed_writers(book: Ledger) -> None:
    """A writer that is killed at any moment loses nothing that it acknowledged, and leaves the chain whole."""
    chance = random.Random(4)  # noqa: S311 - a test that repeats
    acknowledged: list[str] = []
    for _ in range(5):
        acknowledged += append_until_killed(book.name, chance)
        kept = [entry.hash for entry in book.entries()]
        assert set(acknowledged) <= set(kept)
        assert [fault for fault in check_ledger(book, Checker()) if fault] == []
