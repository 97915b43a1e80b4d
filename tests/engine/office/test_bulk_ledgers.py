"""The records of a ledger as a table: scored in bulk, each gives what the ledger has of it."""

from __future__ import annotations

import csv
import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from bulk_scored import bulk_scored, office_on
from chamdiem import cli
from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.ledger.acting import correct
from chamdiem.engine.ledger.contents import KeptResult
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.office.bulk_ledgers import LedgerTableRequest, write_ledger_table
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.rules.records.faults import FaultyInput
from commune import ACT, staffed
from laid_open import lay_open

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.engine.bulk_runs.finished import FinishedRun
    from chamdiem.engine.ledger.entries import EntryStamp
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation

OFFICE = office_on(dt.date(2027, 1, 1))


def kept(ledger: Ledger) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Return total and rating of every result that a ledger has, by cell and layer."""
    found = {}
    for entry in ledger.entries(1, ledger.size()):
        content = entry.content
        if isinstance(content, KeptResult):
            for name, layer in content.layers.items():
                if layer.result is not None:
                    found[content.meeting.cell, name] = (layer.result.total, layer.result.rating)
    return found


@pytest.mark.nightly
def test_a_table_of_a_ledger_gives_what_the_ledger_has(filled: Ledger, tmp_path: Path) -> None:
    """Every meeting, by its own framework, in both layers: the same totals and ratings."""
    asked = LedgerTableRequest(ledger=filled.name, output=tmp_path / "bang.csv")
    assert write_ledger_table(OFFICE, asked, Consent()) == 7
    run = bulk_scored(OFFICE, tmp_path / "ket-qua", asked.output)
    assert run.rejected is None
    assert told_by(run) == kept(filled)


def told_by(run: FinishedRun) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Return total and rating of every result of a run, by cell and layer."""
    found: dict[tuple[str, str], tuple[Any, Any]] = {}
    for framework in run.frameworks:
        read = f'SELECT cell_id, layer, "award total", rating FROM {run.results(framework)}'  # noqa: S608 - our own
        found |= {(cell, layer): (total, rating) for cell, layer, total, rating in duckdb.execute(read).fetchall()}
    return found


@pytest.mark.nightly
def test_a_ledger_is_scored_as_it_stands(filled: Ledger, tmp_path: Path) -> None:
    """Every meeting in force is scored by its own framework, in both layers: the same totals and ratings."""
    run = bulk_scored(OFFICE, tmp_path / "ket-qua", Path(filled.name))
    assert run.rejected is None
    assert told_by(run) == kept(filled)


def test_only_what_is_in_force_is_scored(
    book: Ledger, evaluated: Callable[[str], Evaluation], stamp: EntryStamp, tmp_path: Path
) -> None:
    """A run that is done is that of its ledger as it was: what is withdrawn afterwards is not in another one."""
    record_scores(book, [evaluated("01"), evaluated("05")], stamp)
    folder = tmp_path / "ket-qua"
    first = told_by(bulk_scored(OFFICE, folder, Path(book.name), completions=False))
    assert first == kept(book)
    correct(staffed(book, stamp), 3, None, ACT, stamp)
    with pytest.raises(FaultyInput, match=r"bulk\.other_run"):
        bulk_scored(OFFICE, folder, Path(book.name), completions=False)
    again = told_by(bulk_scored(OFFICE, tmp_path / "lai", Path(book.name), completions=False))
    assert again == {key: told for key, told in first.items() if key[0] == "VD-05"}


def test_what_is_not_scored_is_told_by_its_entry(
    book: Ledger, evaluated: Callable[[str], Evaluation], stamp: EntryStamp, tmp_path: Path
) -> None:
    """Each record that is not right by today's clock is told with the number of the entry that has its evaluation."""
    record_scores(book, [evaluated("01"), evaluated("03")], stamp)
    run = bulk_scored(office_on(dt.date(2025, 1, 1)), tmp_path / "ket-qua", Path(book.name))
    read = f'SELECT DISTINCT row, file, line, "column" FROM {run.rejected} ORDER BY row'  # noqa: S608 - our own
    assert duckdb.execute(read).fetchall() == [(1, book.name, 3, None), (2, book.name, 5, None)]


def test_what_cannot_be_read_is_told_at_once(
    book: Ledger, evaluated: Callable[[str], Evaluation], stamp: EntryStamp, tmp_path: Path
) -> None:
    """Of a damaged entry, and of a framework that is another one by now, all is told, and nothing is left behind."""
    record_scores(book, [evaluated("01"), evaluated("03")], stamp)
    lay_open(book.name)
    with closing(sqlite3.connect(book.name)) as connection, connection:
        connection.execute("DROP TRIGGER entries_stay_as_they_are")
        connection.execute("UPDATE entries SET content = replace(content, '2025', '2024') WHERE sequence = 3")
    office = replace(OFFICE, catalog=Catalog(tmp_path))
    with pytest.raises(FaultyInput) as error:
        bulk_scored(office, tmp_path / "ket-qua", Path(book.name))
    assert [fault.code for fault in error.value.faults] == ["ledger.hash", "bulk.other_kept"]
    assert list((tmp_path / "ket-qua").iterdir()) == []


def test_a_framework_is_chosen(filled: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what was scored by it is in the table; of none at all nothing is written."""
    file = tmp_path / "bang.csv"
    assert cli.run(["bulk", "table", filled.name, "-o", str(file), "--framework", "an-phu/2025"]) == 0
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["framework"] for row in rows} == {"an-phu/2025"}
    assert {row["cell_id"] for row in rows} <= {cell for cell, _ in kept(filled)}
    assert any(row["upper.answers.3.1"] for row in rows)
    assert f"{len(rows)} hồ sơ" in capsys.readouterr().out
    asked = LedgerTableRequest(ledger=filled.name, output=tmp_path / "khac.csv", framework="nghe-an/khong-co")
    with pytest.raises(FaultyInput, match=r"bulk\.no_records"):
        write_ledger_table(OFFICE, asked, Consent())
    assert not Path(asked.output).exists()
