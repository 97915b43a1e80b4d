"""Entries as values: each knows what it acts on, and whether it stands, without the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import earlier_acts
from chamdiem.engine.ledger import recording
from chamdiem.engine.ledger.contents import KeptResult
from chamdiem.engine.ledger.entries import EntryStamp
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.log.entry_view import EntryView, Viewer, view_entry, view_log
from chamdiem.engine.log.entry_words import EntryWords
from chamdiem.engine.office.checking import evaluate_file
from chamdiem.engine.office.clock import Clock
from chamdiem.engine.office.office import Office
from chamdiem.engine.texts import LANGS
from earlier_acts import EarlierAct
from places import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chamdiem.engine.ledger.store import Ledger

FULL = EXAMPLES / "01-an-phu-day-du.yaml"
STAMP = EntryStamp("1.0", "2026-01-31T08:30:00Z")
ACT = EarlierAct("Đảng ủy", "Ghi nhầm")
FRAMEWORK, RECORD, RESULT, DECISION, OVERRIDE, CORRECTION = range(6)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Yield a ledger of one meeting that was scored, decided on, given other points, and whose decision was withdrawn."""
    with create_ledger(str(tmp_path / "so.ledger")) as made:
        entry = recording.record_score(made, evaluate_file(Office(), FULL), STAMP).sequence
        decided = earlier_acts.decide(made, entry, "tot", ACT, STAMP).sequence
        earlier_acts.override(made, entry, ("self", "1", "4"), ACT, STAMP)
        earlier_acts.correct(made, decided, None, ACT, STAMP)
        yield made


def views(ledger: Ledger) -> tuple[EntryView, ...]:
    """Return all entries of a ledger."""
    return view_log(ledger, ledger.entries(), None)


def test_entries_know_what_they_act_on(ledger: Ledger) -> None:
    """A decision and an override name their evaluation by its number, a correction what it withdraws."""
    found = views(ledger)
    assert [view.about for view in found] == [None, None, None, 3, 3, 4]
    assert [view.framework.framework if view.framework else None for view in found] == [
        None, None, "an-phu/2025", "an-phu/2025", "an-phu/2025", None,
    ]  # fmt: skip


def test_entries_know_whether_they_stand(ledger: Ledger) -> None:
    """What a correction withdrew says by which entry; all else of the meeting stands."""
    found = views(ledger)
    assert [view.stands for view in found] == [True, True, True, False, True, True]
    assert [view.superseded for view in found] == [None, None, None, 6, None, None]


def test_log_keeps_totals_and_no_more(ledger: Ledger) -> None:
    """A long log holds of an evaluation what is said of it, and neither its body nor its points."""
    view = views(ledger)[RESULT]
    content = view.entry.content
    assert isinstance(content, KeptResult)
    assert (view.entry.body, view.entry.canonical) == ({}, b"")
    result = content.layers["self"].result
    assert result is not None
    assert result.total is not None
    assert not result.points
    whole = Viewer(ledger).view(ledger.get(view.entry.sequence))
    assert all(
        EntryWords(lang, Clock().local).listed(view) == EntryWords(lang, Clock().local).listed(whole) for lang in LANGS
    )


def test_log_of_one_cell(ledger: Ledger) -> None:
    """A log of a cell holds what is about its meetings; of another cell nothing."""
    assert [view.entry.sequence for view in view_log(ledger, ledger.entries(), "VD-01")] == [2, 3, 4, 5, 6]
    assert view_log(ledger, ledger.entries(), "KHÁC") == ()


def test_detail_has_its_meeting_and_overrides(ledger: Ledger) -> None:
    """An evaluation comes with all entries about its meeting and the overrides in force; a framework with neither."""
    detail = view_entry(ledger, ledger.get(3))
    assert [view.entry.sequence for view in detail.meeting] == [2, 3, 4, 5, 6]
    assert [each.entry.body["points"] for each in detail.overrides] == ["4"]
    alone = view_entry(ledger, ledger.get(1))
    assert (alone.meeting, alone.overrides) == ((), ())


def test_points_stand_beside_overrides(ledger: Ledger) -> None:
    """The row of a criterion has its computed points, and what an office put beside them."""
    detail = view_entry(ledger, ledger.get(3))
    table = EntryWords("en", Clock().local).points(detail)
    assert table is not None
    row = next(row for row in table.rows if row[0] == "1")
    assert row[-1] == "4 points (Self-assessment): Ghi nhầm (Đảng ủy)"
    assert EntryWords("en", Clock().local).points(view_entry(ledger, ledger.get(1))) is None
