"""Tables of many records, as an office has them scored."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from bulk_scored import bulk_scored, office_on
from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.office.bulk_reports import BulkReportRequest, write_bulk_report
from chamdiem.engine.office.bulk_scores import BulkRequest, score_tables
from chamdiem.engine.office.checking import evaluate_all
from chamdiem.engine.office.office import Notice
from chamdiem.engine.reading.items import Rejected
from chamdiem.rules.records.faults import FaultyInput
from places import EXAMPLES

Item = TypeVar("Item")

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def test_a_table_that_is_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    """Whoever mends what is wrong in a table has it scored by the same command as before."""
    office, table, folder = office_on(dt.date(2025, 12, 1)), tmp_path / "bang.csv", tmp_path / "ket-qua"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(FaultyInput, match=r"table\.unknown_column"):
        bulk_scored(office, folder, table)
    assert not folder.exists()
    folder.mkdir()
    with pytest.raises(FaultyInput, match=r"table\.unknown_column"):
        bulk_scored(office, folder, table)
    assert list(folder.iterdir()) == []  # it is not ours to remove
    table.write_bytes((EXAMPLES / "13-bang-ky-hop.csv").read_bytes())
    assert bulk_scored(office, folder, table).folder == folder


def test_results_among_the_tables_are_not_read_as_tables(tmp_path: Path) -> None:
    """What was scored into a folder within that of the tables, and a report of it, do not change the input."""
    office, tables = office_on(dt.date(2026, 1, 1)), tmp_path / "bang"
    folder = tables / "ket-qua"
    folder.mkdir(parents=True)
    (tables / "1.csv").write_bytes((EXAMPLES / "13-bang-ky-hop.csv").read_bytes())
    for form in ("csv", "parquet"):
        run = bulk_scored(office, folder / form, tables, form=form)
        asked = BulkReportRequest(folders=(folder / form,), output=tables / f"bao-cao-{form}", layer=None)
        write_bulk_report(office, asked, Consent())
        assert bulk_scored(office, folder / form, tables, form=form) == run
    whole, table = (list(evaluate_all(office, [path])) for path in (tables, tables / "1.csv"))
    assert len(whole) == len(table)


def test_a_folder_of_results_is_no_input(tmp_path: Path) -> None:
    """Who names results where tables or records are asked for is told what they are, in one sentence."""
    office, folder = office_on(dt.date(2025, 12, 1)), tmp_path / "ket-qua"
    bulk_scored(office, folder, EXAMPLES / "13-bang-ky-hop.csv")
    with pytest.raises(FaultyInput, match=r"table\.results"):
        bulk_scored(office, tmp_path / "khac", folder)
    (item,) = evaluate_all(office, [folder])
    assert isinstance(item, Rejected)
    assert [fault.code for fault in item.faults] == ["table.results"]


def test_a_large_table_is_no_record(tmp_path: Path) -> None:
    """Who names a Parquet file where records are asked for is told which command reads it, and nothing of its bytes."""
    (tmp_path / "bang.parquet").write_bytes(b"PAR1\xa0")
    for path in (tmp_path, tmp_path / "bang.parquet"):
        (item,) = evaluate_all(office_on(dt.date(2025, 12, 1)), [path])
        assert isinstance(item, Rejected)
        assert [fault.code for fault in item.faults] == ["table.large"]


def test_who_breaks_off_a_run_is_told_that_it_goes_on(tmp_path: Path) -> None:
    """The folder with what is done is named, once it is begun: the run did leave something."""

    def broken_off(_items: Iterable[Item], _total: int | None, code: str, /) -> Iterator[Item]:
        raise KeyboardInterrupt(code)

    heard: list[object] = []
    asked = BulkRequest(inputs=(str(EXAMPLES / "13-bang-ky-hop.csv"),), folder=tmp_path / "ket-qua", lang="vi")
    with pytest.raises(KeyboardInterrupt):
        score_tables(replace(office_on(dt.date(2025, 12, 1)), watch=broken_off), asked, Consent(), heard.append)
    assert heard == [Notice("bulk.stopped", {"folder": tmp_path / "ket-qua"})]


def test_a_folder_is_called_as_it_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with the folder of the results is told by the name that somebody gave it, not by its whole path."""
    monkeypatch.chdir(tmp_path)
    Path("tep").touch()
    Path("day").mkdir()
    Path("day/x.txt").touch()
    told: dict[str, str] = {}
    for name in ("tep", "day", "khong/co"):
        asked = BulkRequest(inputs=(str(EXAMPLES / "13-bang-ky-hop.csv"),), folder=Path(name), lang="vi")
        with pytest.raises(FaultyInput) as error:
            score_tables(office_on(dt.date(2025, 12, 1)), asked, Consent())
        told |= {fault.place.file: fault.code for fault in error.value.faults if fault.place}
    assert told == {"tep": "file.not_folder", "day": "bulk.not_empty", "khong/co": "file.no_directory"}
