"""The act of reporting on many rows that were scored in bulk."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_reports.counting import NEWEST, counted
from chamdiem.engine.bulk_reports.page import page_of
from chamdiem.engine.bulk_reports.parquet import FILES, write_counts
from chamdiem.engine.bulk_reports.workbook import workbook_of
from chamdiem.engine.bulk_runs.database import database
from chamdiem.engine.bulk_runs.finished import finished_runs
from chamdiem.engine.files.atomic import folder_for, pieces_of
from chamdiem.engine.lists.files import list_html
from chamdiem.engine.lists.follow_ups import NEAR
from chamdiem.engine.paper.table_workbook import report_workbook
from chamdiem.rules.records.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path as File

    from chamdiem.engine.bulk_reports.counting import CountedRows
    from chamdiem.engine.bulk_runs.finished import FinishedRun
    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.office.office import FileContent, Office

WORKBOOK, PAGE = "report.xlsx", "overview.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkReportRequest:
    """Of which folders of runs a report is wanted, and into which folder.

    `layer`: of which layer results are counted; None: the upper one where it scored, else the cell's own. `within`: how
    near the border of a rating a total counts as near, in hundredths.
    """

    folders: tuple[File, ...]
    output: File
    layer: str | None = None
    within: int = NEAR


def write_bulk_report(office: Office, asked: BulkReportRequest, consent: Consent) -> Mapping[str, int]:
    """Count the results of runs, write Parquet files, a workbook and a page; return how many rows each framework has.

    Raises:
        FaultyInput: a folder has no finished run, or a file may not be written.
    """
    files = [asked.output / each for each in (*(f"{what}.parquet" for what in FILES), WORKBOOK, PAGE)]
    consent = office.consent(consent, asked.folders, *files)
    runs = finished_runs(asked.folders, office.catalog)
    with _counted(runs, asked) as rows:
        with TemporaryDirectory() as space:
            made: dict[File, FileContent] = {}
            for what in FILES:
                file = Path(space) / f"{what}.parquet"
                write_counts(rows, what, file)
                made[asked.output / file.name] = pieces_of(file)
            made[asked.output / WORKBOOK] = report_workbook(workbook_of(rows), office.clock.today())
            made[asked.output / PAGE] = list_html(page_of(rows, office.settings.paper))
            with folder_for(asked.output):
                office.write_all(made, consent)
        return {each.framework.id: each.whole.meetings for each in rows}


@contextmanager
def _counted(runs: Sequence[FinishedRun], asked: BulkReportRequest) -> Iterator[list[CountedRows]]:
    with TemporaryDirectory() as space, database(space) as opened:
        rows = counted(opened, runs, asked.layer or NEWEST, asked.within)
        found = [each for each in rows if each.any]
        if not found:
            raise FaultyInput([Fault("bulk.nothing_scored")])
        yield found
