"""The report of many rows: what the overview of a month says of them, added up and divided; counts, and no names."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import duckdb
import pytest

from bulk_scored import bulk_scored, office_on
from chamdiem import cli
from chamdiem.engine.bulk_reports.counting import COMMUNE, KIND, NEWEST, PARTS, PERIOD, PROVINCE, CountedRows, counted
from chamdiem.engine.bulk_reports.page import page_of
from chamdiem.engine.bulk_reports.quotas import quota_lines
from chamdiem.engine.bulk_reports.workbook import workbook_of
from chamdiem.engine.bulk_runs.database import database
from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.lists.meetings import month_of
from chamdiem.engine.lists.overview import overview_of
from chamdiem.engine.office.bulk_reports import BulkReportRequest, write_bulk_report
from chamdiem.engine.office.checking import evaluate_all
from chamdiem.engine.paper.settings import PaperSettings
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.rules.records.faults import FaultyInput
from many_rows import TODAY, chance_of, rows, write_csv

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chamdiem.engine.bulk_runs.finished import FinishedRun
    from many_rows import Row

OFFICE = office_on(TODAY)
PAPER = PaperSettings()


def table_of(count: int, share: float = 0.0) -> list[Row]:
    """Return rows of a month, some of which the upper level has scored as well."""
    chance = chance_of(41)
    found = rows(chance, count, share=share)
    for row in found[::2]:
        for each in [each for each in row if each.startswith("upper.")]:
            del row[each]
    return found


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a table of a month, the name of an organisation written in two ways."""
    found = table_of(6)
    found[0] |= {"upper_org": "Đảng bộ xã Hòa Bình"}
    found[1] |= {"upper_org": "Đảng bộ xã Hoà Bình"}
    found[2] |= {"organisation": "an-phu/mot"}
    return write_csv(tmp_path_factory.mktemp("bang") / "bang.csv", found)


@pytest.fixture(scope="module")
def run(table: Path) -> FinishedRun:
    """Return that table scored."""
    return bulk_scored(OFFICE, table.parent / "ket-qua", table, completions=False)


@pytest.fixture(scope="module")
def counts(run: FinishedRun, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountedRows]:
    """Return its rows counted."""
    with database(str(tmp_path_factory.mktemp("duckdb"))) as opened:
        yield from counted(opened, [run], NEWEST, 200)


def compare(run: FinishedRun, table: Path, folder: Path) -> None:
    """Assert that the page of a report has the bars of the overview of the month."""
    evaluations = [each for each in evaluate_all(OFFICE, [table]) if isinstance(each, Evaluation)]
    (expected,) = overview_of(month_of(evaluations, None), None, PAPER).sections
    with database(str(folder)) as opened:
        (found,) = page_of(counted(opened, [run], NEWEST, 200), PAPER).sections
    assert (found.ratings, found.groups, found.lost) == (expected.ratings, expected.groups, expected.lost)
    assert set(expected.notes) <= set(found.notes)


def test_it_says_what_the_overview_of_the_month_says(run: FinishedRun, table: Path, tmp_path: Path) -> None:
    """Ratings, averages of groups, criteria that lose most: bar by bar the same."""
    compare(run, table, tmp_path)


@pytest.mark.nightly
def test_it_says_the_same_of_incomplete_records(tmp_path: Path) -> None:
    """What is not known yet counts nowhere, as on the overview."""
    file = write_csv(tmp_path / "bang.csv", table_of(40, share=0.08))
    compare(bulk_scored(OFFICE, tmp_path / "ket-qua", file), file, tmp_path)


@pytest.mark.parametrize("parts", [(PROVINCE,), (PROVINCE, COMMUNE), (KIND,), (PERIOD,), PARTS])
def test_parts_add_up_to_the_whole(parts: tuple[str, ...], counts: CountedRows) -> None:
    """However rows are divided, each is counted once."""
    divided = [each for _, each in counts.by(*parts)]
    assert sum(each.meetings for each in divided) == counts.whole.meetings == 6
    assert [sum(each) for each in zip(*(each.rated for each in divided), strict=True)] == [*counts.whole.rated]
    sums = [
        [sum(ends) for ends in zip(*group, strict=True)]
        for group in zip(*(each.groups for each in divided), strict=True)
    ]
    assert sums == [list(group) for group in counts.whole.groups]


def test_a_place_is_one_however_it_is_written(counts: CountedRows) -> None:
    """Hòa and hoà are one commune; the first step of the organisation's path is the province."""
    communes = dict(counts.by(COMMUNE))
    assert {name for (name,) in communes if name and "ình" in name} == {"Đảng bộ xã Hoà Bình"}
    assert [told for told, _ in counts.by(PROVINCE)] == [("an-phu",)]


def test_totals_near_a_border_are_counted(run: FinishedRun, tmp_path: Path) -> None:
    """Within so many points, on both sides; within the whole scale, every total that is known."""
    with database(str(tmp_path)) as opened:
        (every,) = counted(opened, [run], NEWEST, 10_000)
        assert every.whole.near[:3] == (every.whole.totals[0],) * 3
        (none,) = counted(opened, [run], "self", 0)
        read = f"SELECT count(*) FROM {run.results('an-phu/2025')} WHERE layer = 'self' AND \"award total\" = 9000"  # noqa: S608 - the test's own names
        assert none.whole.near[0] == opened.number(read)


def test_a_layer_is_counted_by_itself(run: FinishedRun, tmp_path: Path) -> None:
    """The upper level has scored half of the rows."""
    with database(str(tmp_path)) as opened:
        assert [counted(opened, [run], each, 200)[0].whole.meetings for each in ("self", "upper")] == [6, 3]


# --- what is written ---


def test_counts_and_no_names_are_written(run: FinishedRun, tmp_path: Path) -> None:
    """Parquet files add up to the rows, a workbook and a page say them; no cell is named anywhere."""
    asked = BulkReportRequest(folders=(run.folder, run.folder / "."), output=tmp_path / "bao-cao")
    assert write_bulk_report(OFFICE, asked, Consent()) == {"an-phu/2025": 6}
    files = {each.name: each.read_bytes() for each in asked.output.iterdir() if not each.name.startswith(".")}
    assert len(files) == 7
    for name in ("meetings", "ratings"):
        read = f"SELECT sum(meetings) FROM '{asked.output}/{name}.parquet'"  # noqa: S608 - the test's own names
        assert duckdb.execute(read).fetchall() == [(6,)]
    page = files["overview.html"].decode()
    assert "Đảng bộ" not in page
    with database(str(tmp_path)) as opened:
        report = workbook_of(counted(opened, [run], NEWEST, 200))
    said = [page, *(str(value) for table in report.tables for row in table.rows for value in row)]
    assert not [each for each in said if "khu phố" in each or "CB-" in each]


def test_several_frameworks_and_folders_make_one_report(run: FinishedRun, tmp_path: Path) -> None:
    """Each framework has a section of its own; a quota is looked at list by list, month by month."""
    file = tmp_path / "bang.csv"
    lines = [f"T-{number},2026-Q1,Đảng bộ {number % 2},10" for number in range(4)]
    file.write_text("\n".join(["unit_id,period,upper_org,tasks_given", *lines]))
    office = office_on(dt.date(2026, 10, 31))
    other = bulk_scored(office, tmp_path / "ket-qua", file, framework="trung-uong/qd-366-2025", completions=False)
    with database(str(tmp_path)) as opened:
        both = counted(opened, [run, other], NEWEST, 200)
        page = page_of(both, PAPER)
        (line,) = quota_lines(both[1])
    assert [each.framework.id for each in both] == ["an-phu/2025", "trung-uong/qd-366-2025"]
    assert len(page.sections) == 2
    assert "2 danh sách" in line.summary
    assert [(each[0], each[1]) for each in line.lists] == [
        ("quý I năm 2026", "Đảng bộ 0"),
        ("quý I năm 2026", "Đảng bộ 1"),
    ]


def test_the_command_tells_what_it_counted(
    run: FinishedRun, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says of how many records the report is, by framework; every folder that has no results is named."""
    assert cli.run(["bulk", "report", str(run.folder), "-o", str(tmp_path / "1")]) == 0
    assert "báo cáo về 6 hồ sơ" in capsys.readouterr().out
    (tmp_path / "2").mkdir()
    assert cli.run(["bulk", "report", str(tmp_path / "2"), str(tmp_path), "-o", str(tmp_path / "3")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert not (tmp_path / "3").exists()


def test_a_report_of_nothing_is_refused(run: FinishedRun, tmp_path: Path) -> None:
    """A report without a single record says so, and writes nothing."""
    folder = tmp_path / "ket-qua"
    (folder / "results").mkdir(parents=True)
    for name in ("plan.json", "summary.json"):
        (folder / name).write_bytes((run.folder / name).read_bytes())
    asked = BulkReportRequest(folders=(folder,), output=tmp_path / "bao-cao")
    with pytest.raises(FaultyInput, match=r"bulk\.nothing_scored"):
        write_bulk_report(OFFICE, asked, Consent())
    assert not asked.output.exists()


def test_a_report_replaces_nothing_of_somebody_else(run: FinishedRun, tmp_path: Path) -> None:
    """A workbook that somebody put into the folder stays as it was, and the report says so."""
    own = tmp_path / "report.xlsx"
    own.write_bytes(b"PK")
    with pytest.raises(FaultyInput):
        write_bulk_report(OFFICE, BulkReportRequest(folders=(run.folder,), output=tmp_path), Consent())
    assert own.read_bytes() == b"PK"
