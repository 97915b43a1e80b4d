"""Time does not run backwards in a ledger: refused when something is added, found by a check, admitted for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.cli import run
from chamdiem.engine.ledger import acting
from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.ledger.entries import Body, EntryKind, EntryStamp, make_draft, make_entry
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.ledger.states import known_size, meeting_state
from chamdiem.engine.ledger.store import row_of
from chamdiem.engine.ledger.transfer import import_file, line_of
from chamdiem.engine.office.clock import Clock
from chamdiem.engine.proof.giving import sound_tree
from chamdiem.rules.records.faults import FaultyInput
from earlier_acts import EarlierAct, correct, decide, note_clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation

ACT = EarlierAct("Đảng ủy xã Thí Dụ", "Đồng hồ máy chạy sai")
EARLY, LATE = EntryStamp("0.1.0", "2026-10-01T08:00:00Z"), EntryStamp("0.1.0", "2026-11-26T08:00:00Z")


def record(number: int) -> Body:
    """Return the body of a record that is of the meeting that it says."""
    meeting = {"cell": "VD-01", "date": None, "kind": "regular", "period": "2020-01"}
    data = {"cell_id": "VD-01", "meeting_kind": "regular", "period": "2020-01", "n": str(number)}
    return {"meeting": meeting, "data": data}


def codes(ledger: Ledger) -> list[str]:
    """Return the codes of what a check finds."""
    return [fault.code for fault in check_ledger(ledger, Checker()) if fault]


@pytest.fixture
def backwards(book: Ledger, evaluated: Callable[[str], Evaluation], tmp_path: Path) -> Ledger:
    """Return a ledger of seven entries, of which 4 to 7 bear an earlier time than 1 to 3, as older versions let them."""
    with create_ledger(str(tmp_path / "goc.ledger")) as source:
        record_scores(source, [evaluated("01")], EARLY)
        decide(source, 3, "kha", ACT, EARLY)
        record_scores(source, [evaluated("03")], EARLY)
        correct(source, 3, None, ACT, EARLY)
        kept = list(source.entries())
    head, names = None, dict[str, str]()
    for number, entry in enumerate(kept, 1):
        body = {key: names.get(value, value) if isinstance(value, str) else value for key, value in entry.body.items()}
        stamp = LATE if number <= 3 else EARLY
        made = make_entry(number, head.hash if head else "0" * 64, make_draft(entry.kind, body), stamp)
        names[entry.hash] = made.hash
        book.restore(row_of(made))
        head = made
    return book


def test_refused_when_added(ledger: Ledger) -> None:
    """Nothing is added whose time is before that of the last entry, in either store; both times are told."""
    ledger.append(EntryKind.RECORD, record(1), LATE)
    with pytest.raises(FaultyInput) as error:
        ledger.append(EntryKind.RECORD, record(2), EARLY)
    (fault,) = error.value.faults
    assert (fault.code, fault.details) == (
        "ledger.clock_behind",
        {"number": "1", "time": LATE.time, "now": EARLY.time},
    )
    assert ledger.size() == 1


@pytest.mark.parametrize(("second", "allowed"), [("08:00:00", True), ("07:59:00", True), ("07:58:59", False)])
def test_clocks_a_little_apart(second: str, allowed: bool, book: Ledger) -> None:  # noqa: FBT001 - a parameter
    """Of two writers, one's clock may be a minute behind: its entry bears the time of the one before it."""
    book.append(EntryKind.RECORD, record(1), LATE)
    behind = EntryStamp("0.1.0", f"2026-11-26T{second}Z")
    if allowed:
        assert book.append(EntryKind.RECORD, record(2), behind).time == LATE.time
        return
    with pytest.raises(FaultyInput):
        book.append(EntryKind.RECORD, record(2), behind)


def test_what_is_there_already_is_not_added(book: Ledger) -> None:
    """Adding again what is there changes nothing, whatever the clock says."""
    first = book.append(EntryKind.RECORD, record(1), LATE)
    assert book.append(EntryKind.RECORD, record(1), EARLY) == first


def test_found_by_a_check(backwards: Ledger) -> None:
    """A check names the entries that bear an earlier time, and the one before them; nothing of it is signed."""
    checker = Checker()
    (fault,) = (fault for fault in check_ledger(backwards, checker) if fault)
    assert fault.code == "ledger.time_backwards"
    assert fault.details == {"number": "4", "last": "7", "than": "3", "time": LATE.time}
    assert (checker.size, checker.sound) == (7, 3)
    with pytest.raises(FaultyInput) as error:
        sound_tree(backwards)
    assert error.value.faults[0].code == "ledger.time_backwards"


def test_taken_in_and_told(backwards: Ledger, tmp_path: Path) -> None:
    """An export of such a ledger is taken in as it is, and told of."""
    (tmp_path / "so.jsonl").write_bytes(b"".join(map(line_of, backwards.entries())))
    checker = Checker()
    with create_ledger(str(tmp_path / "moi.ledger")) as other:
        assert sum(1 for _ in import_file(other, tmp_path / "so.jsonl", checker)) == 7
    assert [(each.first, each.last, each.than) for each in checker.setbacks] == [(4, 7, 3)]


@pytest.mark.parametrize(
    ("time", "size"),
    [("2026-10-15T00:00:00Z", 0), (LATE.time, 7), ("2026-11-25T00:00:00Z", 0), ("2027-01-01T00:00:00Z", 7)],
)
def test_what_was_known_is_a_beginning(time: str, size: int, backwards: Ledger) -> None:
    """What was known at a time is a beginning of the ledger: no correction is shown without what it corrects."""
    assert known_size(backwards.entries(), time) == size
    state = meeting_state(backwards, "regular/2025-11/VD-01", size)
    assert (state is None) == (size == 0)


def test_admitted_for_good(backwards: Ledger) -> None:
    """Once a clock entry says so, by whom and why, the times before it are no fault; the entry stays and is shown."""
    note_clock(backwards, ACT, EARLY)
    checker = Checker()
    assert [fault for fault in check_ledger(backwards, checker) if fault] == []
    assert [entry.sequence for entry in checker.notes] == [8]
    assert len(sound_tree(backwards)) == 8
    assert known_size(backwards.entries(), "2026-10-15T00:00:00Z") == 8
    assert known_size(backwards.entries(), "2026-09-15T00:00:00Z") == 0


def test_after_a_clock_that_was_ahead(book: Ledger) -> None:
    """A ledger whose last entry was made by a clock that was ahead goes on once that is admitted."""
    book.append(EntryKind.RECORD, record(1), LATE)
    acting.note_clock(book, Act("", ACT.reason), EARLY)
    assert book.append(EntryKind.RECORD, record(2), EARLY).sequence == 3
    assert codes(book) == []
    with pytest.raises(FaultyInput) as error:
        acting.note_clock(book, Act("", ACT.reason), EARLY)
    assert error.value.faults[0].code == "ledger.clock_right"


def test_in_commands(
    tmp_path: Path, backwards: Ledger, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the command line: told on import, found by fsck, admitted by an act that says by whom and why."""
    lines, name = tmp_path / "so.jsonl", str(tmp_path / "moi.ledger")
    lines.write_bytes(b"".join(map(line_of, backwards.entries())))
    assert run(["ledger", "init", name]) == 0
    assert run(["ledger", "import", name, str(lines)]) == 0
    assert "Mục 4 đến 7 ghi giờ sớm hơn mục 3" in capsys.readouterr().err
    assert run(["ledger", "fsck", name]) == 1
    told = capsys.readouterr()
    assert "mục 4 đến 7: ghi giờ sớm hơn mục 3" in told.err
    assert "Các mục từ 1 đến 3 nguyên vẹn." in told.out
    assert run(["ledger", "log", name, "--as-known", "2026-10-15"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    monkeypatch.setattr(Clock, "stamp", lambda _clock: EARLY)
    assert run(["ledger", "clock", name, "--reason", ACT.reason]) == 0
    assert "Mục 8: giờ của các mục trước không theo thứ tự" in capsys.readouterr().out
    assert run(["ledger", "fsck", name]) == 0
    assert "Mục 8 ghi rõ: giờ của các mục trước không theo thứ tự, muộn nhất" in capsys.readouterr().out
    assert run(["ledger", "show", name, "8"]) == 0
    assert ACT.reason in capsys.readouterr().out
    with open_ledger(name) as opened:
        assert opened.size() == 8
