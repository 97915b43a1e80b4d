"""A ledger as JSON Lines: nothing lost on the way out, nothing false let in."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger.entries import canonical, sha256
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.ledger.transfer import count_lines, import_file, line_of
from chamdiem.rules.records.faults import FaultyInput
from earlier_acts import EarlierAct, decide

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chamdiem.engine.ledger.entries import EntryStamp
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation


@pytest.fixture
def lines(tmp_path: Path, evaluated: Callable[[str], Evaluation], stamp: EntryStamp) -> list[bytes]:
    """Return the export of a ledger with six entries."""
    with create_ledger(str(tmp_path / "goc.ledger")) as source:
        record_scores(source, [evaluated("01"), evaluated("03")], stamp)
        decide(source, 3, "tot", EarlierAct("Đảng ủy"), stamp)
        return [line_of(entry) for entry in source.entries()]


def take(ledger: Ledger, tmp_path: Path, lines: list[bytes]) -> int:
    """Import lines and return how many were read."""
    file = tmp_path / "so.jsonl"
    file.write_bytes(b"".join(lines))
    return sum(1 for _ in import_file(ledger, file))


def refused(ledger: Ledger, tmp_path: Path, lines: list[bytes]) -> tuple[str, int]:
    """Import lines that are refused, and return the code and the line of the fault."""
    size = ledger.size()
    with pytest.raises(FaultyInput) as error:
        take(ledger, tmp_path, lines)
    assert ledger.size() == size
    (fault,) = error.value.faults
    assert fault.place is not None
    return fault.code, fault.place.line


def test_out_and_in(ledger: Ledger, tmp_path: Path, lines: list[bytes]) -> None:
    """Into another ledger, of either store, go the same entries, with the same hashes and times."""
    assert take(ledger, tmp_path, lines) == 6
    assert [line_of(entry) for entry in ledger.entries()] == lines
    assert [fault for fault in check_ledger(ledger, Checker()) if fault] == []


def test_a_line_is_json(lines: list[bytes]) -> None:
    """Each line is the entry's JSON with its hash, which is the SHA-256 of all the rest."""
    told = json.loads(lines[1])
    hash_ = told.pop("hash")
    assert sha256(canonical(told)) == hash_
    assert told["body"]["data"]["cell_id"] == "VD-01"


def test_in_twice_changes_nothing(book: Ledger, tmp_path: Path, lines: list[bytes]) -> None:
    """What is there already is compared and left; a longer export goes on from there."""
    take(book, tmp_path, lines[:4])
    assert take(book, tmp_path, lines[:4]) == 4
    assert take(book, tmp_path, lines) == 6
    assert book.size() == 6


def test_another_ledger_is_not_mixed_in(
    book: Ledger, tmp_path: Path, lines: list[bytes], evaluated: Callable[[str], Evaluation], stamp: EntryStamp
) -> None:
    """A ledger that holds other entries takes nothing."""
    record_scores(book, [evaluated("02")], stamp)
    assert refused(book, tmp_path, lines) == ("ledger.other_entry", 1)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda lines: lines[1:], ("ledger.gap", 1)),
        (lambda lines: lines[:2] + lines[3:], ("ledger.gap", 3)),
        (lambda lines: [lines[0], lines[2], lines[1]], ("ledger.gap", 2)),
        (lambda lines: [*lines, lines[-1]], ("ledger.gap", 7)),
        (lambda lines: [*lines[:3], lines[3].replace(b'"present":"19"', b'"present":"20"')], ("ledger.line_changed", 4)),
        (lambda lines: [lines[0].replace(b":", b": ", 1)], ("ledger.line_changed", 1)),
        (lambda lines: [lines[0].rstrip(b"\n")], ("ledger.line_changed", 1)),
        (lambda lines: [lines[0], b"\n", *lines[1:]], ("ledger.not_a_line", 2)),
        (lambda lines: [lines[0], b'{"a": 1}\n'], ("ledger.not_a_line", 2)),
        (lambda lines: [lines[0], b"[1]\n"], ("ledger.not_a_line", 2)),
        (lambda lines: [lines[0], lines[1][:100]], ("ledger.not_a_line", 2)),
        (lambda _lines: [b"\xff\xfe\x00"], ("ledger.not_a_line", 1)),
    ],
)  # fmt: skip
def test_first_wrong_line(
    change: Callable[[list[bytes]], list[bytes]],
    told: tuple[str, int],
    book: Ledger,
    tmp_path: Path,
    lines: list[bytes],
) -> None:
    """A line that is missing, moved, doubled, changed or something else is named, and nothing at all is taken."""
    assert refused(book, tmp_path, change(lines)) == told


def test_a_line_that_lies_consistently(book: Ledger, tmp_path: Path, lines: list[bytes]) -> None:
    """A changed line with its hash made anew is found at the line after it, which no longer follows."""
    told = json.loads(lines[3])
    told["body"]["data"]["present"] = "99"
    del told["hash"]
    told["hash"] = sha256(canonical(told))
    assert refused(book, tmp_path, [*lines[:3], canonical(told) + b"\n", *lines[4:]]) == ("ledger.previous", 5)


def test_file_that_is_not_there(book: Ledger, tmp_path: Path) -> None:
    """A file that is not there is one sentence, for counting its lines and for importing it."""
    for read in (lambda: count_lines(tmp_path / "x"), lambda: list(import_file(book, tmp_path / "x"))):
        with pytest.raises(FaultyInput) as error:
            read()
        assert error.value.faults[0].code == "file.missing"


def test_lines_are_counted(tmp_path: Path) -> None:
    """The lines of a file are counted, whatever is in them."""
    (tmp_path / "a").write_bytes(b"\n" * 5 + b"x" * 3_000_000 + b"\n")
    assert count_lines(tmp_path / "a") == 6


def test_a_pipe_is_no_export(tmp_path: Path) -> None:
    """A pipe or a device, which may never end and is read only once, is refused before anything is read of it."""
    pipe = tmp_path / "ong"
    os.mkfifo(pipe)
    with pytest.raises(FaultyInput) as error:
        count_lines(pipe)
    assert [fault.code for fault in error.value.faults] == ["ledger.no_export"]
