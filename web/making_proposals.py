"""Look at a proposed framework as a job: what lint proves of it, and whom it would move of all that met in a month."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from chamdiem.engine.paper.report_file import report_file
from chamdiem.engine.texts import say
from chamdiem.rules.records.faults import refusal
from chamdiem.web import job_files
from chamdiem.web.audited_month import AuditedMonth
from chamdiem.web.job_shapes import JobOutcome
from chamdiem.web.jobs import JobState
from chamdiem.web.models import Job, ProposedFramework
from chamdiem.web.proposed_page import ProposedPage, RemarkShown
from chamdiem.web.replays import MonthReplay
from chamdiem.web.taken_frameworks import loaded_of

if TYPE_CHECKING:
    from chamdiem.engine.texts import Lang
    from chamdiem.web.working import JobRun

LINT = "lint"
"""The kind of job by which a framework is proved."""


def lint_asked(proposed: ProposedFramework, lang: Lang) -> dict[str, object]:
    """Return what is asked for where a proposed framework is to be proved: of one content and language it is one."""
    return {"name": proposed.name, "proposal": proposed.pk, "hash": proposed.hash, "lang": lang}


def _proposed(run: JobRun) -> ProposedFramework:
    found = ProposedFramework.objects.filter(pk=run.job.asked["proposal"], node=run.job.node).first()
    if found is None:
        raise refusal("framework.not_waiting", "")
    return found


def make_lint(run: JobRun) -> JobOutcome:
    """Prove a framework; what is found is kept for its page, which shows each remark with its witness."""
    told = ProposedPage(run.house, run.lang, _proposed(run))
    remarks = told.remarks()
    run.go_on(1, 1)
    file = run.place / "x.json"
    file.write_text(json.dumps([asdict(each) for each in remarks], ensure_ascii=False), encoding="utf-8")
    said = say(run.lang, "framework.remarks", count=len(remarks)) if remarks else say(run.lang, "framework.no_remarks")
    return JobOutcome(file=file, count=len(remarks), told=(said,))


def lint_job(proposed: ProposedFramework, lang: Lang) -> Job | None:
    """Return the last job that proves, or is to prove, a proposed framework; None: there is none that could tell."""
    asked = lint_asked(proposed, lang)
    found = Job.objects.filter(kind=LINT, node=proposed.node, asked=asked).order_by("-pk").first()
    gone = found is not None and found.state == JobState.DONE and job_files.find(found.file) is None
    return None if gone else found


def remarks_of(job: Job) -> tuple[RemarkShown, ...] | None:
    """Return what a job found; None: it is not done."""
    file = job_files.find(job.file) if job.state == JobState.DONE else None
    if file is None:
        return None
    told = json.loads(file.read_text(encoding="utf-8"))
    return tuple(RemarkShown(**{**each, "examples": tuple(each["examples"])}) for each in told)


def make_impact(run: JobRun) -> JobOutcome:
    """Make the report of whom a proposed framework would move, of all that met in a month."""
    node, month = run.house.tree.standing(run.job.node), run.job.asked["period"]
    if node is None:
        raise refusal("audit.no_node", run.job.node)
    audited = AuditedMonth(run.house, run.lang, node, month)
    report = MonthReplay(audited, watch=run.watch).imagined(loaded_of(_proposed(run)), "self").report(run.lang)
    file = run.place / "x.xlsx"
    file.write_bytes(report_file(report, "xlsx", run.house.today, run.lang))
    return JobOutcome(file=file, called=f"{month}_tac-dong.xlsx", count=len(audited.keys), told=report.findings)
