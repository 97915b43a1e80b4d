"""The act of a month: score its meetings, keep them, and make all that is printed and filed of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.batch.plan import Making, months_of, plan_lists, plan_sheets
from chamdiem.engine.lists.meetings import count_ratings
from chamdiem.engine.lists.reporting import reported, reporting_notes, reporting_of, silent_cells
from chamdiem.engine.office.batch_folder import (
    Batch,
    BatchHear,
    BatchOutcome,
    BatchPlanned,
    BatchRequest,
    BatchScored,
    update_folder,
)
from chamdiem.engine.office.checking import evaluate_all, how_many, read_cells
from chamdiem.engine.office.clock import software
from chamdiem.engine.office.keeping import keeping, marks_of, read_tie
from chamdiem.engine.office.office import Notice, Watch, unwatched
from chamdiem.engine.reading.items import Rejected, Unfilled, unheard
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.rules.language.faults import Fault, FaultyInput, Place
from chamdiem.rules.language.moments import month_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.office.office import Office
    from chamdiem.engine.office.proofs import KeptCheckpoint
    from chamdiem.engine.reading.register import RegisteredCell


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What was read for a batch, and scored; `cells` are those of a register, where there is one."""

    asked: BatchRequest
    tie: KeptCheckpoint | None
    cells: Sequence[RegisteredCell] | None
    evaluations: Sequence[Evaluation]
    rejected: Sequence[Rejected]
    unfilled: Sequence[Unfilled]


def write_batch(
    office: Office, asked: BatchRequest, consent: Consent, hear: BatchHear = unheard, watch: Watch = unwatched
) -> BatchOutcome | None:
    """Write every sheet and list of some meetings into a folder; None: some are faulty, and nothing was made.

    Raises:
        FaultyInput: there is no meeting; the framework, the register, the ledger or what ties sheets to it is at fault;
            or something cannot be written, or would be written over that is not ours.
    """
    consent = office.consent(consent)
    read = _read(office, asked, hear, watch)
    _tell_scored(read, hear)
    if read.rejected and not asked.keep_going:
        return None
    if not read.evaluations and not read.rejected:
        raise FaultyInput([Fault("batch.nothing", place=Place(", ".join(asked.inputs)))])
    with keeping(office, asked.ledger, hear) as keep:
        for evaluation in read.evaluations:
            keep(evaluation)
    batch = _planned(office, read)
    del read  # thousands of evaluations are large, and all that is printed of them is planned
    hear(BatchPlanned(batch.frameworks, batch.settings))
    return update_folder(batch, consent, hear, watch)


def _read(office: Office, asked: BatchRequest, hear: BatchHear, watch: Watch) -> _Read:
    tie, cells = read_tie(asked.tie), read_cells(office, asked.register, hear)
    files = [File(name) for name in asked.inputs]
    results = list(watch(evaluate_all(office, files, asked.framework, hear), how_many(files), "batch.reading"))
    return _Read(
        asked=asked,
        tie=tie,
        cells=cells,
        evaluations=[result for result in results if isinstance(result, Evaluation)],
        rejected=[result for result in results if isinstance(result, Rejected)],
        unfilled=[result for result in results if isinstance(result, Unfilled)],
    )


def _tell_scored(read: _Read, hear: BatchHear) -> None:
    """Tell how the meetings were scored, who has not reported, and what is faulty."""
    rated, unrated = count_ratings(read.evaluations)
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
            yield Notice("batch.of_month", {"month": month_text(month.period), "line": line}, aside=False)


def _silent(read: _Read) -> Iterator[Notice]:
    """Yield, where there is no register, of how many cells there is only a row that tells nothing."""
    came = [each.record for each in read.evaluations]
    came += [item.record for item in read.rejected if item.record is not None]
    silent = silent_cells([row.record for row in read.unfilled], came)
    if silent:
        yield Notice("batch.silent", {"count": silent}, aside=False)


def _planned(office: Office, read: _Read) -> Batch:
    """Return what is made of the meetings; their sheets are marked by what was kept of them."""
    making = Making(read.asked.forms, office.settings.paper, software())
    marks = marks_of(office, read.asked.ledger, read.tie, read.evaluations)
    lists = plan_lists(read.evaluations, read.cells, making, read.rejected)
    loaded = {each.framework.hash: each.framework for each in read.evaluations}
    return Batch(
        asked=read.asked,
        jobs=(*plan_sheets(read.evaluations, making, marks), *lists),
        frameworks=tuple(loaded.values()),
        settings=office.settings.file,
        rejected=read.rejected,
        tie=read.tie,
        day=office.clock.today(),
    )
