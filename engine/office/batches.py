"""The act of a month: score its meetings, keep them, and bring all that is printed and filed of them into a folder."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.batch.folder import Decided, finish, make, old_pages, opened, plan_update, remove, write_page
from chamdiem.engine.batch.manifest import NAME, read_outputs
from chamdiem.engine.batch.plan import Making, months_of, plan_lists, plan_sheets
from chamdiem.engine.files.folders import CORRECTIONS_NAME, holds_corrections
from chamdiem.engine.lists.meetings import count_ratings
from chamdiem.engine.lists.reporting import reported, reporting_notes, reporting_of, silent_cells
from chamdiem.engine.office.checking import evaluate_all, read_cells
from chamdiem.engine.office.clock import software
from chamdiem.engine.office.meetings import as_decided, keeping, marks_of, read_tie
from chamdiem.engine.office.office import Notice
from chamdiem.engine.office.processors import processors
from chamdiem.engine.proof.cover import cover_page
from chamdiem.engine.reading.items import Rejected, Remark, Unfilled, unheard
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.engine.texts.sentences import period_title
from chamdiem.engine.workbooks.workbook import faults_workbook
from chamdiem.rules.records.faults import Fault, FaultyInput, Place
from chamdiem.rules.records.moments import read_period
from chamdiem.rules.records.scalars import ScalarError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from chamdiem.engine.batch.folder import Update
    from chamdiem.engine.batch.manifest import Output
    from chamdiem.engine.batch.plan import Job
    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.office.office import Office
    from chamdiem.engine.office.proofs import CheckpointFiles, KeptCheckpoint
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.register import RegisteredCell
    from chamdiem.engine.texts import Lang

FAULTS = f"{CORRECTIONS_NAME}.xlsx"
COVER = "0_diem-chot.pdf"
_NO_MONTH = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRequest:
    """What a batch is made of, and where to.

    `inputs` name files and folders as sentences are to name them. `forms` are those of sheets and lists, `processes`
    how many work at once (None: as many as there are processors). `tie` marks the sheets with their entries in the
    ledger that all of it is kept in, by a `mandate` where that has any. `keep_going`: what is right is made, though
    other rows are faulty.
    """

    inputs: tuple[str, ...]
    folder: File
    lang: Lang
    forms: tuple[str, ...]
    processes: int | None = None
    framework: str | None = None
    register: File | None = None
    ledger: str | None = None
    mandate: str | None = None
    tie: CheckpointFiles | None = None
    keep_going: bool = False


@dataclass(frozen=True, slots=True)
class BatchScored:
    """How many meetings were scored and how many are faulty; how many have each rating, best first, and how many none.

    `oddities` are what people should look at again.
    """

    meetings: int
    faulty: int
    rated: Mapping[str, int]
    unrated: int
    oddities: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class BatchPlanned:
    """By which frameworks and file of settings all was decided that is going to be written."""

    frameworks: tuple[LoadedFramework, ...]
    settings: str | None


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What was done to a folder. `partial`: only corrected rows were read, so it was not about what it did not make.

    `rejected`: there are faulty rows, of which nothing was made.
    """

    update: Update
    manifest: File
    made: int
    partial: bool
    rejected: bool


BatchStep = Remark | Notice | BatchScored | BatchPlanned | FaultyInput
"""What a batch tells of itself: its steps, and faults that do not end it."""
BatchHear = Callable[[BatchStep], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What was read for a batch, and scored; `cells` are those of a register, where there is one.

    `shown` are the evaluations with what the ledger has decided on them.
    """

    asked: BatchRequest
    tie: KeptCheckpoint | None
    cells: Sequence[RegisteredCell] | None
    evaluations: Sequence[Evaluation]
    shown: Sequence[Evaluation]
    rejected: Sequence[Rejected]
    unfilled: Sequence[Unfilled]


def write_batch(
    office: Office, asked: BatchRequest, consent: Consent, hear: BatchHear = unheard
) -> BatchOutcome | None:
    """Write every sheet and list of some meetings into a folder; None: some are faulty, and nothing was made."""
    read_too = (asked.framework, asked.register, asked.ledger, *(asked.tie.files if asked.tie else ()))
    consent = office.consent(consent, (*asked.inputs, *read_too))
    try:
        with keeping(office, asked.ledger, asked.mandate, hear) as (knowing, keep):
            read = _read(knowing, asked, keep, hear)
            _tell_scored(read, hear)
            _need_some(read)
    except _NothingMade:
        return None
    batch = _planned(office, read)
    del read  # thousands of evaluations are large, and all that is printed of them is planned
    hear(BatchPlanned(batch.frameworks, batch.settings))
    return _update(office, batch, consent, hear)


class _NothingMade(Exception):  # noqa: N818 - what was kept so far is taken back with it; nothing of ours went wrong
    """Some rows are faulty, so nothing is made of the others."""


def _need_some(read: _Read) -> None:
    """Leave by an exception where nothing is to be made: what was kept so far is taken back."""
    if read.rejected and not read.asked.keep_going:
        raise _NothingMade
    if not read.evaluations and not read.rejected:
        raise FaultyInput([Fault("batch.nothing", place=Place(", ".join(read.asked.inputs)))])


def _read(office: Office, asked: BatchRequest, keep: Callable[[Evaluation], object], hear: BatchHear) -> _Read:
    tie, cells = read_tie(asked.tie), read_cells(office, asked.register, hear)
    files = [File(name) for name in asked.inputs]
    results = []
    for result in evaluate_all(office, files, asked.framework, hear):
        if isinstance(result, Evaluation):
            keep(result)
        results.append(result)
    evaluations = [result for result in results if isinstance(result, Evaluation)]
    return _Read(
        asked=asked,
        tie=tie,
        cells=cells,
        evaluations=evaluations,
        shown=as_decided(office, asked.ledger, evaluations),
        rejected=[result for result in results if isinstance(result, Rejected)],
        unfilled=[result for result in results if isinstance(result, Unfilled)],
    )


def _tell_scored(read: _Read, hear: BatchHear) -> None:
    """Tell how the meetings were scored, who has not reported, and what is faulty."""
    rated, unrated = count_ratings(read.shown)
    oddities = tuple(fault for evaluation in read.evaluations for fault in evaluation.oddities)
    hear(BatchScored(len(read.evaluations), len(read.rejected), rated, unrated, oddities))
    for notice in _silent(read) if read.cells is None else _reporting(read, read.cells):
        hear(notice)
    if read.rejected:
        hear(FaultyInput(fault for item in read.rejected for fault in item.faults))


def _reporting(read: _Read, cells: Sequence[RegisteredCell]) -> Iterator[Notice]:
    """Yield which cells of the register have not reported."""
    for month in months_of(read.evaluations, read.rejected):
        reporting = reporting_of(month, cells)
        for line in (reported(reporting, read.asked.lang), *reporting_notes(reporting, read.asked.lang)):
            yield Notice(
                "batch.of_month", {"month": period_title(read.asked.lang, month.period), "line": line}, aside=False
            )


def _silent(read: _Read) -> Iterator[Notice]:
    """Yield, where there is no register, of how many cells there is only a row that tells nothing."""
    came = [each.record for each in read.evaluations]
    came += [item.record for item in read.rejected if item.record is not None]
    silent = silent_cells([row.record for row in read.unfilled], came)
    if silent:
        yield Notice("batch.silent", {"count": silent}, aside=False)


def _planned(office: Office, read: _Read) -> _Batch:
    """Return what is made of the meetings; their sheets are marked by what was kept of them."""
    making = Making(read.asked.forms, office.settings.paper, software())
    marks = marks_of(office, read.asked.ledger, read.tie, read.evaluations)
    lists = plan_lists(read.shown, read.cells, making, read.rejected)
    loaded = {each.framework.hash: each.framework for each in read.evaluations}
    return _Batch(
        asked=read.asked,
        jobs=(*plan_sheets(read.shown, making, marks), *lists),
        frameworks=tuple(loaded.values()),
        settings=office.settings.file,
        rejected=read.rejected,
        tie=read.tie,
        day=office.clock.today(),
    )


# --- the folder ---


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """What one run has to bring into a folder, decided by which frameworks and settings, on which day."""

    asked: BatchRequest
    jobs: Sequence[Job]
    frameworks: tuple[LoadedFramework, ...]
    settings: str | None
    rejected: Sequence[Rejected]
    tie: KeptCheckpoint | None
    day: dt.date

    @property
    def corrects(self) -> bool:
        """Whether nothing but corrected rows was read: they take the place of the faulty ones, and of nothing else."""
        return all(holds_corrections(File(name)) for name in self.asked.inputs)

    @property
    def decided(self) -> Decided:
        """What decided its files, as the manifest says it."""
        return Decided(software(), {each.id: each.hash for each in self.frameworks}, self.settings)

    @property
    def months(self) -> str:
        """The months that the run is about, as far as they are known."""
        found = {job.month for job in self.jobs}
        found |= {month for item in self.rejected if (month := _month(item)) is not None}
        return " ".join(sorted(found)) or _NO_MONTH


def _month(item: Rejected) -> str | None:
    data = item.document.data if item.document else None
    told = data.get("period") if isinstance(data, dict) else None
    try:
        return read_period(told) if isinstance(told, str) else None
    except ScalarError:
        return None


def _update(office: Office, batch: _Batch, consent: Consent, hear: BatchHear) -> BatchOutcome:
    """Make, keep and remove what a batch says."""
    folder, processes = batch.asked.folder, batch.asked.processes or processors()
    with opened(folder):
        jobs = _made_whole(batch, hear)
        update = plan_update(folder, jobs, consent, removing=not (batch.rejected or batch.corrects))
        with _telling_what_stands(update, hear):
            made = list(office.watch(make(update, processes), len(update.jobs), "batch.making"))
            pages = [*_cover(batch, consent, hear), *_faults(batch, consent, hear)]
            finish(update, made, batch.decided, pages)
        _tell_set_aside(update, hear)
    return BatchOutcome(update, folder / NAME, len(made), batch.corrects, bool(batch.rejected))


def _made_whole(batch: _Batch, hear: BatchHear) -> list[Job]:
    """Leave out the lists of months of which only corrected rows were read: they would lack the other cells."""
    if not batch.corrects:
        return list(batch.jobs)
    sheets = {job.base for job in batch.jobs if job.cell is not None}
    others = {
        output.month
        for output in read_outputs(batch.asked.folder).values()
        if output.months is None and not output.is_list and output.base not in sheets
    }
    left = {job.month for job in batch.jobs if job.cell is None and job.month in others}
    inputs = ", ".join(batch.asked.inputs)
    for month in sorted(left):
        hear(Notice("batch.lists_left", {"month": period_title(batch.asked.lang, month), "inputs": inputs}))
    return [job for job in batch.jobs if job.cell is not None or job.month not in left]


@contextmanager
def _telling_what_stands(update: Update, hear: BatchHear) -> Iterator[None]:
    """Where the work ends before its time, say how much of it is done."""
    try:
        yield
    except (KeyboardInterrupt, FaultyInput, OSError):
        _tell_set_aside(update, hear)
        made = update.standing
        counts = {"made": made, "left": len(update.jobs) - made, "folder": update.folder}
        hear(Notice("batch.stopped" if made else "batch.stopped_first", counts))
        raise


def _tell_set_aside(update: Update, hear: BatchHear) -> None:
    for output in update.changed:
        if not update.still_there(output):
            hear(Notice("batch.set_aside", {"file": update.folder / output.name}))


def _cover(batch: _Batch, consent: Consent, hear: BatchHear) -> Iterator[Output]:
    """Write the page that lies on the batch; an older such page of ours of these months goes."""
    if batch.tie is not None:
        content = cover_page(batch.tie.checkpoint, batch.tie.key, "pdf", batch.day, batch.asked.lang)
        page = _page(batch, COVER, content, consent)
        hear(Notice("proof.cover_written", {"file": batch.asked.folder / page.name}, aside=False))
        yield page
    elif not batch.corrects:
        _remove_old(batch, COVER, consent)


def _faults(batch: _Batch, consent: Consent, hear: BatchHear) -> Iterator[Output]:
    """Write the rows that are faulty, to be corrected and read again; an older such file of ours goes."""
    if not batch.rejected:
        _remove_old(batch, FAULTS, consent)
        return
    try:
        page = _page(batch, FAULTS, faults_workbook(batch.rejected, batch.asked.lang), consent)
    except FaultyInput as error:  # every fault was said already; only the workbook of them cannot be made
        hear(error)
        _remove_old(batch, FAULTS, consent)
        return
    hear(Notice("batch.faults_written", {"file": batch.asked.folder / page.name}))
    yield page


def _page(batch: _Batch, name: str, content: bytes, consent: Consent) -> Output:
    page = write_page(batch.asked.folder, name, content, batch.months, consent)
    _remove_old(batch, name, consent, page.name)
    return page


def _remove_old(batch: _Batch, name: str, consent: Consent, chosen: str | None = None) -> None:
    for page in list(old_pages(batch.asked.folder, name, batch.months, consent)):
        if page.name != chosen:
            remove(batch.asked.folder, page)
