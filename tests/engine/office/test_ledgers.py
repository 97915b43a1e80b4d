"""What people do with a ledger, asked of the office with values and answered with values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import pytest

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.ledger.acting import Award
from chamdiem.engine.ledger.entries import EntryKind, EntryStamp
from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.engine.office import ledgers
from chamdiem.engine.office.clock import Clock
from chamdiem.engine.office.ledgers import Amendment
from chamdiem.engine.office.office import Office
from chamdiem.engine.office.proofs import CheckpointFiles, Signing, make_keys, sign
from commune import ACT, STAFFED, staffed
from places import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Item = TypeVar("Item")
FULL, ABSENT = (next(EXAMPLES.glob(f"{number}-*")) for number in ("01", "03"))


def at(year: int) -> Office:
    """Return an office at noon of the last of January of a year."""
    return Office(clock=Clock(lambda: dt.datetime(year, 1, 31, 12, tzinfo=dt.UTC)))


OFFICE = at(2026)


@pytest.fixture
def so(tmp_path: Path) -> str:
    """Return a ledger that holds two meetings."""
    name = str(tmp_path / "so.ledger")
    assert ledgers.make(OFFICE, name) == name
    assert [
        view.entry.kind for view in ledgers.add(OFFICE, ledgers.RecordsAdded(ledger=name, records=(FULL, ABSENT)))
    ] == [EntryKind.EVALUATION] * 2
    with open_ledger(name) as opened:
        staffed(opened, EntryStamp("1.0", "2026-01-31T12:00:00Z"))
    return name


def test_acts_give_what_they_recorded(so: str) -> None:
    """Each act gives the entry that it made, stamped by the office's clock, with the number of what it is about."""
    decided = ledgers.decide(OFFICE, so, 3, "tot", ACT)
    put = ledgers.override(OFFICE, so, 3, Award("self", "1", "4"), ACT)
    withdrawn = ledgers.correct(OFFICE, Amendment(ledger=so, entry=decided.entry.sequence), ACT)
    assert [view.about for view in (decided, put, withdrawn)] == [3, 3, decided.entry.sequence]
    assert {view.entry.time for view in (decided, put, withdrawn)} == {"2026-01-31T12:00:00Z"}
    assert decided.framework is not None


def test_correction_by_a_record_is_scored_in_the_office(so: str, tmp_path: Path) -> None:
    """A record that takes another's place is read and scored by the act itself."""
    file = tmp_path / "dinh-chinh.yaml"
    text = FULL.read_text(encoding="utf-8").replace("present: 21", "present: 20")
    file.write_text(text.replace("absent_excused: 1", "absent_excused: 2"), encoding="utf-8")
    found = ledgers.correct(OFFICE, Amendment(ledger=so, entry=3, record=file), ACT)
    assert found.about == 3
    assert found.by is not None


def test_log_and_show_as_known_on_a_day(so: str) -> None:
    """What was recorded after a day is not in the log as known at its end."""
    ledgers.decide(at(2027), so, 3, "tot", ACT)
    then = dt.datetime(2026, 6, 1)  # noqa: DTZ001 - a day of the machine's calendar
    assert len(ledgers.log(OFFICE, so, None, None)) == len(ledgers.log(OFFICE, so, then, None)) + 1
    assert ledgers.show(OFFICE, so, 3, None).meeting[-1].entry.kind == EntryKind.DECISION
    assert ledgers.show(OFFICE, so, 3, then).meeting[-1].entry.kind == EntryKind.EVALUATION
    assert ledgers.entry_json(OFFICE, so, 3, then)["in_force"] == [2, 3]


def test_check_finds_nothing_wrong(so: str, tmp_path: Path) -> None:
    """A sound ledger has no faults, from inside and against an older checkpoint; its entries were counted."""
    key = tmp_path / "so.key"
    make_keys(OFFICE, "so", key, Consent())
    signed = sign(OFFICE, Signing(ledger=so, key=key, output=tmp_path / "chot.txt"), "vi", Consent())
    ledgers.decide(OFFICE, so, 3, "tot", ACT)
    files = CheckpointFiles(checkpoint=tmp_path / "chot.txt", key=tmp_path / "so.key.pub")
    found = ledgers.check(OFFICE, so, files)
    assert (found.faults, found.notes, found.ahead) == ((), (), None)
    assert (found.kept, found.size) == (signed.size, signed.size + 1)


def test_check_tells_of_a_clock(so: str) -> None:
    """Entries that are yet to come by the office's clock are told, with the number of the latest."""
    ahead = ledgers.check(at(2025), so, None).ahead
    assert ahead is not None
    assert (ahead.number, ahead.now) == (STAFFED + 5, "2025-01-31T12:00:00Z")


def test_export_and_import_are_watched(so: str, tmp_path: Path) -> None:
    """A ledger goes out and comes in whole; a door sees each entry pass."""
    seen: list[tuple[str, int | None]] = []

    def watch(items: Iterable[Item], total: int | None, code: str, /) -> Iterator[Item]:
        seen.append((code, total))
        return iter(items)

    watched = replace(OFFICE, watch=watch)
    file, other = tmp_path / "so.jsonl", str(tmp_path / "khac.ledger")
    size = ledgers.export(watched, so, file, Consent())
    ledgers.make(OFFICE, other)
    found = ledgers.import_entries(watched, other, file)
    assert (found.name, found.size, found.setbacks, found.ahead) == (other, size, (), None)
    assert seen == [("ledger.exporting", size), ("ledger.importing", size)]
