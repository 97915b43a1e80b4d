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

import commune_months
from bulk_scored import bulk_scored, office_on
from chamdiem import cli
from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.ledger.acting import correct
from chamdiem.engine.ledger.contents import KeptResult, UpperAssessment
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.office import ledgers
from chamdiem.engine.office.bulk_ledgers import LedgerTableRequest, write_ledger_table
from chamdiem.engine.office.bulk_scores import BulkRequest, score_tables
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.rules.records.faults import FaultyInput
from commune import ACT, staffed
from laid_open import lay_open
from many_rows import chance_of, rows, write_csv

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


def test_a_framework_that_asks_other_questions_is_told_of_once(filled: Ledger, tmp_path: Path) -> None:
    """Of a ledger nobody has seen columns: it is said of each framework how much the chosen one does not ask."""
    folder, other = tmp_path / "ket-qua", "trung-uong/hd-12-2018"
    asked = BulkRequest(inputs=(filled.name,), folder=folder, lang="vi", framework=other)
    with pytest.raises(FaultyInput) as error:
        score_tables(OFFICE, asked, Consent())
    assert {fault.code for fault in error.value.faults} == {"bulk.other_questions"}
    told = {fault.details["framework"] for fault in error.value.faults}
    assert "an-phu/2025" in told
    assert len(error.value.faults) == len(told)
    assert not list(folder.glob("**/*"))


def test_what_earlier_months_proved_counts(tmp_path: Path) -> None:
    """What a ledger proved of a record when it was evaluated is known of it, also where it is only known in part."""
    office, name = office_on(dt.date(2026, 4, 15)), str(tmp_path / "so.ledger")
    ledgers.make(office, name)
    (row,) = rows(chance_of(3), 1, layers=("self",))
    for month in (1, 2):
        months = {"2025-10": f"{2025 + month // 2}-{month - 1 or 12:02}", "2025-11": f"2026-{month:02}"}
        told = {key: months.get(value[:7], value[:7]) + value[7:] for key, value in row.items()}
        told |= {"documents_finalised_on": told["date"], "framework": "an-phu/2025", "max_consecutive_excused": ""}
        told |= {"absent_excused": "1", "present": str(int(told["members_total"]) - 2)}
        table = write_csv(tmp_path / f"{month}.csv", [told])
        ledgers.add(office, ledgers.RecordsAdded(ledger=name, records=(table,)))
    run = bulk_scored(office, tmp_path / "ket-qua", Path(name))
    read = f'SELECT "award 2.2", "award total", rating FROM {run.results("an-phu/2025")} ORDER BY period'  # noqa: S608 - our own
    found = duckdb.execute(read).fetchall()
    with open_ledger(name) as ledger:
        results = [each.content for each in ledger.entries() if isinstance(each.content, KeptResult)]
    open_ = [each.history and each.history.facts["max_consecutive_excused"] for each in results]
    assert open_ == [(1, 1), (1, 2)]
    own = [each.layers["self"].result for each in results]
    assert found == [(each.points["2.2"], each.total, each.rating) for each in own if each]
    assert {award for award, *_ in found} == {100}


@pytest.mark.nightly
def test_months_of_a_commune_are_scored_as_they_stand(tmp_path: Path) -> None:
    """Of fourteen months of a commune, every total and rating in force is the same, by whomever it was scored."""
    run = bulk_scored(office_on(commune_months.TODAY), tmp_path / "ket-qua", Path(commune_months.commune_ledger()))
    found: dict[tuple[str, ...], tuple[Any, Any]] = {}
    for framework in run.frameworks:
        read = f'SELECT cell_id, period, layer, "award total", rating FROM {run.results(framework)}'  # noqa: S608 - our own
        found |= {tuple(where): (total, rating) for *where, total, rating in duckdb.execute(read).fetchall()}
    expected: dict[tuple[str, ...], tuple[Any, Any]] = {}
    with open_ledger(commune_months.commune_ledger()) as ledger:
        for key in ledger.every_key():
            state = meeting_state(ledger, key)
            kept = state.evaluation.content if state and state.evaluation else None
            if state is None or not isinstance(kept, KeptResult):
                continue
            told = {name: layer.result for name, layer in kept.layers.items()}
            if state.upper is not None and isinstance(state.upper.content, UpperAssessment):
                told["upper"] = state.upper.content.result
            where = (str(kept.meeting.cell), kept.meeting.period)
            expected |= {(*where, name): (each.total, each.rating) for name, each in told.items() if each}
    assert len(expected) > 250
    assert found == expected


def test_only_what_is_in_force_is_scored(
    book: Ledger, evaluated: Callable[[str], Evaluation], stamp: EntryStamp, tmp_path: Path
) -> None:
    """What was withdrawn is not; a ledger to which something is added is another run's."""
    record_scores(book, [evaluated("01"), evaluated("05")], stamp)
    correct(staffed(book, stamp), 3, None, ACT, stamp)
    folder = tmp_path / "ket-qua"
    found = told_by(bulk_scored(OFFICE, folder, Path(book.name), completions=False))
    assert found == {key: told for key, told in kept(book).items() if key[0] == "VD-05"}
    correct(book, 5, None, ACT, stamp)
    with pytest.raises(FaultyInput, match=r"bulk\.other_run"):
        bulk_scored(OFFICE, folder, Path(book.name), completions=False)


def test_what_is_not_scored_is_told_by_its_entry(
    book: Ledger, evaluated: Callable[[str], Evaluation], stamp: EntryStamp, tmp_path: Path
) -> None:
    """Each record that is not right by today's clock is told with the number of the entry that has its evaluation."""
    record_scores(book, [evaluated("01"), evaluated("03")], stamp)
    run = bulk_scored(office_on(dt.date(2025, 1, 1)), tmp_path / "ket-qua", Path(book.name))
    read = f'SELECT DISTINCT row, file, line, "column" FROM {run.rejected} ORDER BY row'  # noqa: S608 - our own
    assert duckdb.execute(read).fetchall() == [(1, book.name, 3, None), (2, book.name, 5, None)]


def change_entry(book: Ledger, number: int) -> None:
    """Change what an entry says behind the ledger's back."""
    lay_open(book.name)
    with closing(sqlite3.connect(book.name)) as connection, connection:
        connection.execute("DROP TRIGGER entries_stay_as_they_are")
        connection.execute(
            "UPDATE entries SET content = replace(content, '2025', '2024') WHERE sequence = ?", (number,)
        )


def test_what_cannot_be_read_is_told_at_once(
    book: Ledger, evaluated: Callable[[str], Evaluation], stamp: EntryStamp, tmp_path: Path
) -> None:
    """Of a damaged entry, and of a framework that is another one by now, all is told, and nothing is left behind."""
    record_scores(book, [evaluated("01"), evaluated("03")], stamp)
    change_entry(book, 3)
    office = replace(OFFICE, catalog=Catalog(tmp_path))
    with pytest.raises(FaultyInput) as error:
        bulk_scored(office, tmp_path / "ket-qua", Path(book.name))
    assert [fault.code for fault in error.value.faults] == ["ledger.hash", "bulk.other_kept"]
    assert not (tmp_path / "ket-qua").exists()


def test_a_record_that_cannot_be_read_is_told_once(
    book: Ledger, evaluated: Callable[[str], Evaluation], stamp: EntryStamp, tmp_path: Path
) -> None:
    """What it is needed for cannot be read either, and says no more."""
    record_scores(book, [evaluated("01"), evaluated("03")], stamp)
    change_entry(book, 2)
    with pytest.raises(FaultyInput) as error:
        bulk_scored(OFFICE, tmp_path / "ket-qua", Path(book.name))
    assert [fault.code for fault in error.value.faults] == ["ledger.hash"]


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
