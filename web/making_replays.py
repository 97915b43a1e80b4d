"""Score a whole month anew as a job, however many meetings it has; what comes of it is the report, as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.paper.report_file import report_file
from chamdiem.rules.records.faults import refusal
from chamdiem.web.audited_month import AuditedMonth
from chamdiem.web.job_shapes import JobOutcome
from chamdiem.web.replays import MonthReplay

if TYPE_CHECKING:
    from chamdiem.web.working import JobRun


def make_replay(run: JobRun) -> JobOutcome:
    """Make the report of a month: scored anew by its own frameworks, or as if by another one."""
    asked, node = run.job.asked, run.house.tree.standing(run.job.node)
    if node is None:
        raise refusal("audit.no_node", run.job.node)
    month = AuditedMonth(run.house, run.lang, node, asked["period"])
    again = MonthReplay(month, watch=run.watch)
    if asked["by"]:
        report = again.imagined(run.house.office.catalog.get(asked["by"]), asked["layer"]).report(run.lang)
    else:
        report = again.replayed().report(run.lang)
    file = run.place / "x.xlsx"
    file.write_bytes(report_file(report, "xlsx", run.house.today, run.lang))
    called = f"{asked['period']}_{'cham-thu' if asked['by'] else 'cham-lai'}.xlsx"
    return JobOutcome(file=file, called=called, count=len(month.keys), told=report.findings)
