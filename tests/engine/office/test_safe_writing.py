"""No act of the office writes over what it reads, nor two files into one, by whatever door it is asked."""

from __future__ import annotations

import ast
import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

import pytest

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.office.authoring import CaseRequest, run
from chamdiem.engine.office.batches import BatchRequest, write_batch
from chamdiem.engine.office.bulk_ledgers import LedgerTableRequest, write_ledger_table
from chamdiem.engine.office.bulk_scores import BulkRequest, score_tables
from chamdiem.engine.office.bulk_years import BulkYearRequest, write_bulk_year
from chamdiem.engine.office.config import Config
from chamdiem.engine.office.ledgers import compress, export, make
from chamdiem.engine.office.meetings import ScoreRequest, scoring
from chamdiem.engine.office.months import ListRequest, MonthRequest, write_list, write_overview
from chamdiem.engine.office.office import Office
from chamdiem.engine.office.periods import PeriodRequest, PeriodSource, write_period, write_year
from chamdiem.engine.office.proofs import CheckpointFiles, Proving, Signing, make_keys, prove, sign
from chamdiem.engine.office.replays import ReplayRequest, ReportRequest, write_report
from chamdiem.engine.office.sheets import SheetRequest, write_sheet
from chamdiem.engine.office.workbooks import WorkbookRequest, begin_record, write_workbook
from chamdiem.engine.reading.catalog import CRITERIA
from chamdiem.engine.replay.selection import Selection
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.spans import read_span
from places import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OFFICE, INSISTING = Office(), Consent(replace=True)
FULL = EXAMPLES / "01-an-phu-day-du.yaml"
NAME = "an-phu/2025"
NEW_ALONE = {"make_keys"}
"""What writes only where nothing stands, and so over nothing."""
INTO_FOLDERS = {"write_batch", "score_tables", "scored_tables", "write_bulk_report"}
"""What writes into a folder, and is tried apart."""
FROM_NOTHING = {"begin_framework"}
"""What reads no file, and so can write over none that it reads."""


class Act(Protocol):
    """Ask for something that reads a file and writes another."""

    def __call__(self, given: Path, output: Path, /) -> object:
        """Do it."""
        ...


def tie(checkpoint: Path, key: Path = FULL, leaves: Path | None = None) -> CheckpointFiles:
    """Return the files of a checkpoint."""
    return CheckpointFiles(checkpoint=checkpoint, key=key, leaves=leaves)


def score(output: Path, *files: Path, framework: str | None = None, ledger: str | None = None) -> None:
    """Score files, of which the faulty rows are written."""
    asked = ScoreRequest(files=files, lang="vi", framework=framework, ledger=ledger, faults=output)
    with ExitStack() as stack:
        stack.enter_context(scoring(OFFICE, asked, INSISTING))


def sheet(output: Path, record: Path = FULL, **more: object) -> None:
    """Write the sheet of a record."""
    write_sheet(OFFICE, SheetRequest(record=record, **more), output, INSISTING)  # type: ignore[arg-type]  # by their names


def signed(output: Path, ledger: Path = FULL, key: Path = FULL, **more: Path) -> None:
    """Sign a ledger."""
    sign(OFFICE, Signing(ledger=str(ledger), key=key, output=output, **more), "vi", INSISTING)


def proved(output: Path, ledger: Path = FULL, under: CheckpointFiles | None = None, **more: Path) -> None:
    """Prove something of a ledger."""
    prove(OFFICE, Proving(ledger=str(ledger), under=under or tie(FULL), **more), output, INSISTING)


def report(output: Path, ledger: Path = FULL, as_if: Path | None = None) -> None:
    """Write the report of a replay."""
    asked = ReplayRequest(ledger=str(ledger), selection=Selection(), as_if=str(as_if) if as_if else None)
    write_report(OFFICE, ReportRequest(replay=asked, output=output, lang="vi"), INSISTING)


def listed(output: Path, *inputs: Path, register: Path | None = None) -> None:
    """Write a list of some files."""
    write_list(OFFICE, ListRequest(kind="summary", inputs=inputs, register=register), output, INSISTING)


def overview(output: Path, *inputs: Path, register: Path | None = None) -> None:
    """Write the overview of some files."""
    write_overview(OFFICE, MonthRequest(inputs=inputs, register=register), output, INSISTING)


def workbook(output: Path, framework: Path | str = NAME, cells: Path | None = None, office: Office = OFFICE) -> None:
    """Write a workbook."""
    asked = WorkbookRequest(framework=str(framework), cells=cells, lang="vi")
    write_workbook(office, asked, output, INSISTING)


def ledger_table(output: Path, ledger: Path) -> None:
    """Write the table of the records of a ledger."""
    write_ledger_table(OFFICE, LedgerTableRequest(ledger=str(ledger), output=output), INSISTING)


def tables(folder: Path, *inputs: Path) -> None:
    """Score tables into a folder."""
    asked = BulkRequest(inputs=tuple(map(str, inputs)), folder=folder, lang="vi")
    score_tables(OFFICE, asked, INSISTING)


def year_table(output: Path, **read: object) -> None:
    """Write the table of a year."""
    asked = BulkYearRequest(span=read_span("2025"), output=output, **read)  # type: ignore[arg-type]  # by their names
    write_bulk_year(OFFICE, asked, INSISTING)


def rated(output: Path, *, year: bool = False, **read: object) -> None:
    """Write the sheet of a cell's year, or the list of a year."""
    span = read_span("2025")
    if year:
        write_year(OFFICE, PeriodSource(span=span, **read), output, INSISTING)  # type: ignore[arg-type]  # by their names
    else:
        write_period(OFFICE, PeriodRequest(span=span, cell="CB01", **read), output, INSISTING)  # type: ignore[arg-type]


ACTS: dict[str, Act] = {
    "write_period input": lambda given, output: rated(output, inputs=(FULL, given)),
    "write_period ledger": lambda given, output: rated(output, ledger=str(given)),
    "write_period framework": lambda given, output: rated(output, inputs=(FULL,), framework=str(given)),
    "write_period register": lambda given, output: rated(output, inputs=(FULL,), register=given),
    "write_ledger_table ledger": lambda given, output: ledger_table(output, given),
    "write_bulk_year framework": lambda given, output: year_table(output, framework=str(given)),
    "write_bulk_year register": lambda given, output: year_table(output, register=given),
    "write_year input": lambda given, output: rated(output, year=True, inputs=(FULL, given)),
    "write_year register": lambda given, output: rated(output, year=True, inputs=(FULL,), register=given),
    "run framework": lambda given, output: list(
        run(OFFICE, CaseRequest(lang="vi", framework=str(given), page=output), INSISTING)
    ),
    "export ledger": lambda given, output: export(OFFICE, str(given), output, INSISTING),
    "compress ledger": lambda given, output: compress(OFFICE, str(given), output, INSISTING),
    "scoring file": lambda given, output: score(output, FULL, given),
    "scoring framework": lambda given, output: score(output, FULL, framework=str(given)),
    "scoring ledger": lambda given, output: score(output, FULL, ledger=str(given)),
    "write_list input": lambda given, output: listed(output, FULL, given),
    "write_list register": lambda given, output: listed(output, FULL, register=given),
    "write_overview input": lambda given, output: overview(output, FULL, given),
    "write_overview register": lambda given, output: overview(output, FULL, register=given),
    "sign ledger": lambda given, output: signed(output, ledger=given),
    "sign key": lambda given, output: signed(output, key=given),
    "sign since": lambda given, output: signed(output, since=given),
    "sign leaves": lambda given, output: signed(output.with_name("chot.txt"), key=given, leaves=output),
    "sign cover": lambda given, output: signed(output.with_name("chot.txt"), key=given, cover=output),
    "prove ledger": lambda given, output: proved(output, ledger=given),
    "prove sheet": lambda given, output: proved(output, what=given),
    "prove since": lambda given, output: proved(output, since=given),
    "prove checkpoint": lambda given, output: proved(output, under=tie(given)),
    "prove key": lambda given, output: proved(output, under=tie(FULL, given)),
    "prove leaves": lambda given, output: proved(output, under=tie(FULL, FULL, given)),
    "write_report ledger": lambda given, output: report(output, ledger=given),
    "write_report as_if": lambda given, output: report(output, as_if=given),
    "write_sheet record": lambda given, output: sheet(output, given),
    "write_sheet framework": lambda given, output: sheet(output, framework=str(given)),
    "write_sheet template": lambda given, output: sheet(output, template=given),
    "write_sheet ledger": lambda given, output: sheet(output, ledger=str(given)),
    "write_sheet checkpoint": lambda given, output: sheet(output, tie=tie(given)),
    "write_sheet key": lambda given, output: sheet(output, tie=tie(FULL, given)),
    "begin_record framework": lambda given, output: begin_record(OFFICE, str(given), "vi", output, INSISTING),
    "write_workbook framework": lambda given, output: workbook(output, given),
    "write_workbook cells": lambda given, output: workbook(output, cells=given),
    "write_workbook cells of the settings": lambda given, output: workbook(
        output, office=Office(lambda: Config(cells=given))
    ),
    "write_workbook framework of the settings": lambda given, output: workbook(
        output, office=Office(lambda: Config(framework=str(given)))
    ),
    "write_workbook settings": lambda given, output: workbook(output, office=Office(lambda: Config(file=str(given)))),
}
"""Every act that writes a file, with each of the files that it may be given to read."""


def codes(act: Callable[[], object]) -> list[str]:
    """Return the codes of the faults of an act."""
    with pytest.raises(FaultyInput) as caught:
        act()
    return [fault.code for fault in caught.value.faults]


def other_spelling(given: Path) -> Path:
    """Return a file by a way around."""
    (given.parent / "x").mkdir()
    return given.parent / "x" / ".." / given.name


def second_name(given: Path) -> Path:
    """Return another name of a file."""
    os.link(given, given.with_name("ten-khac.html"))
    return given.with_name("ten-khac.html")


def writing() -> Iterator[str]:
    """Yield the name of everything in the office that any door may ask to write."""
    for file in (CRITERIA.parent / "engine" / "office").glob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                kinds = {ast.unparse(each.annotation) for each in node.args.args if each.annotation}
                if {"Office", "Consent"} <= kinds:
                    yield node.name


def test_no_act_that_writes_is_forgotten() -> None:
    """Whatever takes a consent to write is among those that are tried here."""
    assert {name.partition(" ")[0] for name in ACTS} | INTO_FOLDERS | NEW_ALONE | FROM_NOTHING == set(writing())


@pytest.mark.parametrize("name", ACTS)
def test_no_act_writes_over_what_it_reads(name: str, tmp_path: Path) -> None:
    """Whatever was agreed to, an input stays; it is refused before any work, which would find no record or key in it."""
    given = tmp_path / "vao.html"
    given.write_text("của tôi", encoding="utf-8")
    assert codes(lambda: ACTS[name](given, given)) == ["file.is_input"]
    assert given.read_text(encoding="utf-8") == "của tôi"
    assert list(tmp_path.iterdir()) == [given]


@pytest.mark.parametrize("spelled", [lambda given: given, other_spelling, second_name])
def test_a_record_is_not_replaced_by_its_sheet(spelled: Callable[[Path], Path], tmp_path: Path) -> None:
    """A record stays what it was though its sheet could be made, by whatever name it is to be written over."""
    given = tmp_path / "vao.html"
    given.write_bytes(FULL.read_bytes())
    assert codes(lambda: sheet(spelled(given), given)) == ["file.is_input"]
    assert given.read_bytes() == FULL.read_bytes()


def test_a_batch_does_not_write_over_what_it_reads(tmp_path: Path) -> None:
    """A record that lies in the folder of a batch under the name of what is made of it is refused, and stays."""

    def batch(record: Path) -> object:
        asked = BatchRequest(inputs=(str(record),), folder=tmp_path, lang="vi", forms=("html",), processes=1)
        return write_batch(OFFICE, asked, INSISTING)

    batch(FULL)
    given = min(tmp_path.glob("*.html"))
    given.write_bytes(FULL.read_bytes())
    assert codes(lambda: batch(given)) == ["file.is_input"]
    assert given.read_bytes() == FULL.read_bytes()


@pytest.mark.parametrize("name", ["ket-qua", "ket-qua/rejected/part-000000.csv"])
def test_tables_in_the_folder_of_results_are_not_read(name: str, tmp_path: Path) -> None:
    """Rows that were rejected and put right lie where a new run would clear: such a run is refused, and they stay."""
    folder, given = tmp_path / "ket-qua", tmp_path / "ket-qua" / "rejected" / "part-000000.csv"
    given.parent.mkdir(parents=True)
    given.write_text("của tôi", encoding="utf-8")
    assert codes(lambda: tables(folder, tmp_path / name)) == ["file.is_input"]
    assert given.read_text(encoding="utf-8") == "của tôi"


@pytest.mark.parametrize("twice", [("output", "leaves"), ("output", "cover"), ("leaves", "cover")])
def test_no_two_outputs_are_one_file(twice: tuple[str, str], tmp_path: Path) -> None:
    """A checkpoint, its leaves and its page are refused before one of them is written, where two would be one file."""
    ledger, key = tmp_path / "so.ledger", tmp_path / "so.key"
    make(OFFICE, str(ledger))
    make_keys(OFFICE, "so", key, Consent())
    files = {"output": tmp_path / "chot.txt"} | dict.fromkeys(twice, tmp_path / "chung.html")
    before = set(tmp_path.iterdir())
    assert codes(lambda: signed(files.pop("output"), ledger, key, **files)) == ["file.output_twice"]
    assert set(tmp_path.iterdir()) == before
