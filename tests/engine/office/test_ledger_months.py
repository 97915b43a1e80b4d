"""A month of a ledger: its lists are those that commands make of the same records, whatever came to them later."""

from __future__ import annotations

import datetime as dt
import random
import re
from typing import TYPE_CHECKING, get_args

import pytest

from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.lists.files import list_html
from chamdiem.engine.lists.meetings import month_of
from chamdiem.engine.lists.overview import overview_of
from chamdiem.engine.office import ledgers, meetings
from chamdiem.engine.office.checking import evaluate_right
from chamdiem.engine.office.ledger_months import (
    LedgerMonthRequest,
    ledger_month,
    month_book,
    month_files,
    month_list,
)
from chamdiem.engine.office.months import ListKind, list_view
from chamdiem.engine.office.office import Office
from commune import CELLS, COMMITTEE, STAFF, staff
from places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from chamdiem.engine.office.ledger_months import LedgerMonth

OFFICE = Office()
MONTH = "2025-11"
_ENTRY = re.compile(r"#\d+|ho-so-\d+\.yaml")


def records(folder: Path, seed: int) -> list[Path]:
    """Write records of some cells, that differ in what was counted and in what the upper level answered."""
    draw = random.Random(seed)  # noqa: S311 - drawn to be repeated
    text = next(EXAMPLES.glob("01-*")).read_text(encoding="utf-8")
    made = []
    folder.mkdir()
    for number, cell in enumerate(draw.sample(CELLS, 6)):
        present, met = draw.randint(15, 21), draw.randint(4, 10)
        own = text.replace("cell_id: VD-01", f"cell_id: {cell}").replace("present: 21", f"present: {present}")
        own = own.replace("khu phố Hoa Mẫu", f"{cell}").replace("absent_excused: 1", f"absent_excused: {22 - present}")
        own = own.replace("votes_for: 19", "votes_for: 9").replace("votes_total: 20", "votes_total: 10")
        own = own.replace("targets_met: 9", f"targets_met: {met}").replace("speakers: 12", f"speakers: {present // 2}")
        own = re.sub(r"  (decided|cell_vote):\n(    [^\n]*\n)+", "", own)
        file = folder / f"ho-so-{number}.yaml"
        file.write_text(own, encoding="utf-8")
        made.append(file)
    return made


def of_ledger(name: str, actor: str = STAFF) -> LedgerMonth:
    """Return the month as the ledger has it."""
    with OFFICE.ledger(name) as opened:
        asked = LedgerMonthRequest(node=COMMITTEE, period=MONTH, actor=actor, day=dt.date(2025, 12, 5))
        return ledger_month(OFFICE, opened, asked)


@pytest.fixture
def so(tmp_path: Path) -> str:
    """Return a ledger with a committee and its cells."""
    name = str(tmp_path / "so.ledger")
    ledgers.make(OFFICE, name)
    staff(name)
    return name


SEEDS = [pytest.param(range(1), id="some"), pytest.param(range(1, 60), id="many", marks=pytest.mark.nightly)]


@pytest.mark.parametrize("seeds", SEEDS)
def test_lists_of_a_ledger_are_those_of_its_records(tmp_path: Path, seeds: range) -> None:
    """Each list and the overview say the same of a month in a ledger as of its files, a decision on it included."""
    for seed in seeds:
        name = str(tmp_path / f"{seed}.ledger")
        ledgers.make(OFFICE, name)
        staff(name)
        files = records(tmp_path / f"{seed}", seed)
        ledgers.add(OFFICE, ledgers.RecordsAdded(ledger=name, records=tuple(files), mandate=STAFF))
        last = [view.entry for view in ledgers.log(OFFICE, name, None, None) if view.entry.kind == "evaluation"][-1]
        ledgers.decide(OFFICE, name, last.sequence, "kem", Act(STAFF, "Không họp đúng ngày"))
        month, paper = of_ledger(name), OFFICE.settings.paper
        read = meetings.as_decided(OFFICE, name, evaluate_right(OFFICE, files))
        for kind in get_args(ListKind):
            one = list_view(kind, month_of(month.evaluations, MONTH), month.cells, paper)
            other = list_view(kind, month_of(read, MONTH), month.cells, paper)
            assert (one.rows, one.total, one.notes) == (other.rows, other.total, other.notes), (seed, kind)
        pages = [
            _ENTRY.sub("", list_html(overview_of(month_of(each, MONTH), month.cells, paper)))
            for each in (month.evaluations, read)
        ]
        assert pages[0] == pages[1], seed
        assert len(month.silent) == len(CELLS) - 6


def test_what_was_given_back_is_not_handed_in(so: str, tmp_path: Path) -> None:
    """A meeting that was given back is in no list, and its cell is among those that have not reported."""
    files = records(tmp_path / "ho-so", 3)
    ledgers.add(OFFICE, ledgers.RecordsAdded(ledger=so, records=tuple(files), mandate=STAFF))
    last = [view.entry for view in ledgers.log(OFFICE, so, None, None) if view.entry.kind == "evaluation"][-1]
    before = of_ledger(so)
    ledgers.give_back(OFFICE, so, last.sequence, Act(STAFF, "Thiếu biên bản"))
    after = of_ledger(so)
    assert len(after.evaluations) == len(before.evaluations) - 1
    assert len(after.silent) == len(before.silent) + 1


def test_one_pdf_holds_every_sheet_and_a_batch_every_file(so: str, tmp_path: Path) -> None:
    """The book is one PDF of all sheets; the files are called as a batch calls them, and equal months give equal bytes."""
    files = records(tmp_path / "ho-so", 5)[:2]
    ledgers.add(OFFICE, ledgers.RecordsAdded(ledger=so, records=tuple(files), mandate=STAFF))
    month, paper = of_ledger(so), OFFICE.settings.paper
    book = month_book(month, paper)
    assert book.startswith(b"%PDF")
    assert book == month_book(of_ledger(so), paper)
    names = [each.name for each in month_files(month, ("html", "xlsx"), paper, processes=1)]
    assert len([name for name in names if name.endswith(".html") and "_0_" not in name]) == 2
    assert f"{MONTH}_0_bang-tong-hop.xlsx" in names
    assert all(name.isascii() and "/" not in name for name in names)
    assert month_list(month, "overview", "html", paper).startswith(b"<!DOCTYPE")
