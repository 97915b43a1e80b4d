"""Make workbooks of what pages tell of many cells and months, as jobs: trends, and the list of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.batch.plan import slug
from chamdiem.engine.lists.files import list_file
from chamdiem.engine.paper.report_file import report_file
from chamdiem.engine.texts import say
from chamdiem.rules.records.faults import refusal
from chamdiem.rules.records.spans import read_span
from chamdiem.web.job_shapes import JobOutcome
from chamdiem.web.projections import projected
from chamdiem.web.trend_report import trend_report
from chamdiem.web.trends import Trend, trend_months
from chamdiem.web.watched import Rights, Watched
from chamdiem.web.years import Year

if TYPE_CHECKING:
    from chamdiem.engine.mandates.organisation import Node
    from chamdiem.web.working import JobRun


def _node(run: JobRun) -> Node:
    node = run.house.tree.standing(run.job.node)
    if node is None:
        raise refusal("audit.no_node", run.job.node)
    return node


def _trend(run: JobRun, node: Node, months: tuple[str, ...]) -> Trend:
    return Trend(Watched(run.house, run.job.account.actor, node, months), run.lang)


def make_trend(run: JobRun) -> JobOutcome:
    """Make the workbook of the trends of a committee: the same as its page, of all cells."""
    asked, node, size = run.job.asked, _node(run), projected(run.house)
    found = _trend(run, node, trend_months(asked["period"], asked["months"]))
    report = trend_report(found, size)
    file = run.place / "x.xlsx"
    file.write_bytes(report_file(report, "xlsx", run.house.today, run.lang))
    called = f"{asked['period']}_xu-huong_{slug(node.title)}.xlsx"
    return JobOutcome(file=file, called=called, count=found.watched.meetings.count(), told=report.findings)


def make_year(run: JobRun) -> JobOutcome:
    """Make the list of a year, or a part of it, of all cells under a committee, as `list year` writes it."""
    asked, node = run.job.asked, _node(run)
    span, actor = read_span(asked["period"]), run.job.account.actor
    cells = _trend(run, node, span.months).cells
    year = Year(run.house, run.lang, node, span, cells, Rights(run.house, actor).own)
    if year.view is None:
        raise refusal("year.no_rule_here", node.title)
    file = run.place / "x.xlsx"
    file.write_bytes(list_file(year.view, "xlsx"))
    called = f"{span}_ca-nam_{slug(node.title)}.xlsx"
    told = (say(run.lang, "year.listed", count=len(year.rows), span=year.named),)
    return JobOutcome(file=file, called=called, count=len(year.rows), told=told)
