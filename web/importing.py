"""Nhập sổ: an office's workbooks of its cells' meetings, looked at first, then taken into the ledger; both are jobs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.engine.lists.meetings import count_ratings
from chamdiem.engine.office.taking_in import TakeInRequest, foresee, take_in
from chamdiem.engine.reading.items import Remark, remark_lines
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.web import job_files, settings
from chamdiem.web.job_shapes import JobOutcome
from chamdiem.web.job_words import sentences
from chamdiem.web.node_settings import FRAMEWORK, ORGANISATION, setting_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path as File

    from chamdiem.engine.office.office import Office
    from chamdiem.engine.office.taking_in import Foreseen
    from chamdiem.engine.reading.items import Rejected
    from chamdiem.rules.records.faults import Fault
    from chamdiem.web.house import House
    from chamdiem.web.working import JobRun


def look_at(run: JobRun) -> JobOutcome:
    """Look at what was sent: what it holds, or all that is wrong, with a workbook of the rows to be mended."""
    heard: list[object] = []
    with open_ledger(settings.folder().ledger) as ledger:
        found = foresee(_office(run), ledger, _request(run), heard.append)
    told = tuple(_renamed_lines(run, [each for each in heard if isinstance(each, Remark)]))
    if found.rejected:
        return _faulty(run, [_renamed(run, each) for each in found.rejected], told)
    if not found.evaluations:
        return JobOutcome(told=(say(run.lang, "import.nothing"), *told), is_refused=True)
    return JobOutcome(count=len(found.evaluations), told=(*_told(run, found), *told))


def take(run: JobRun) -> JobOutcome:
    """Take what was looked at into the ledger: all of it, or nothing."""
    with open_ledger(settings.folder().ledger) as ledger:
        taken = take_in(_office(run), ledger, _request(run))
    told = say(run.lang, "import.taken", meetings=taken.meetings, new=taken.new, known=taken.meetings - taken.new)
    return JobOutcome(count=taken.meetings, told=(told,))


def office_of(house: House, node: str) -> Office:
    """Return the office, which scores by the framework and for the organisation that are set for an organisation."""
    told = house.office.settings
    framework = setting_of(house, node, FRAMEWORK) or told.framework
    organisation = setting_of(house, node, ORGANISATION) or told.organisation
    scorers = ScorerCache(house.office.catalog, framework, organisation, told.file)
    return replace(house.office, made_scorers=scorers)


def _office(run: JobRun) -> Office:
    return replace(office_of(run.house, run.job.node), watch=run.watch)


def _request(run: JobRun) -> TakeInRequest:
    file = job_files.find(run.job.upload)
    if file is None:
        raise refusal("import.gone", "")
    return TakeInRequest(files=(file,), by=run.job.account.actor)


# --- in words; what was sent is called as whoever sent it calls it ---


def _renamed(run: JobRun, rejected: Rejected) -> Rejected:
    return replace(rejected, faults=tuple(_fault(run, fault) for fault in rejected.faults))


def _fault(run: JobRun, fault: Fault) -> Fault:
    if fault.place is None:
        return fault
    return replace(fault, place=replace(fault.place, file=str(run.job.asked.get("name") or "")))


def _renamed_lines(run: JobRun, remarks: Sequence[Remark]) -> Iterator[str]:
    name = str(run.job.asked.get("name") or "")
    yield from remark_lines((replace(each, place=replace(each.place, file=name)) for each in remarks), run.lang)


def _faulty(run: JobRun, rejected: Sequence[Rejected], told: tuple[str, ...]) -> JobOutcome:
    """Return all that is wrong, with a workbook where rows of one framework are to be mended."""
    said = sentences(run.lang, FaultyInput([fault for each in rejected for fault in each.faults]))
    file: File | None = run.place / "can-sua.xlsx"
    from chamdiem.engine.workbooks.workbook import faults_workbook  # noqa: PLC0415 - it weighs 4 MB, and few need it

    try:
        content = faults_workbook(rejected, run.lang)
    except FaultyInput:  # every fault is said; only the workbook of them cannot be made
        file = None
    else:
        assert file is not None  # noqa: S101 - said above
        file.write_bytes(content)
    count = len(rejected)
    return JobOutcome(file=file, called="can-sua.xlsx", count=count, told=(*said, *told), is_refused=True)


def _told(run: JobRun, found: Foreseen) -> Iterator[str]:
    count = len(found.evaluations)
    yield say(run.lang, "import.found", meetings=count, new=count - found.known, known=found.known)
    rated, unrated = count_ratings(found.evaluations)
    parts = [f"{title} {number}" for title, number in rated.items()]
    parts += [say(run.lang, "import.unrated", count=unrated)] if unrated else []
    yield say(run.lang, "import.rated", ratings=", ".join(parts))
    if found.unfilled:
        yield say(run.lang, "import.unfilled", count=found.unfilled)
    for evaluation in found.evaluations:
        for fault in evaluation.oddities:
            yield say_fault(run.lang, _fault(run, fault))
