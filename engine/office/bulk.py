"""The acts on many records at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.bulk.query_text import QueryRequest, sql_of
from chamdiem.engine.bulk_runs.cluster import cluster
from chamdiem.engine.bulk_runs.finished import finished_run
from chamdiem.engine.bulk_runs.kept_rows import kept_row
from chamdiem.engine.bulk_runs.running import (
    BulkRun,
    BulkSummary,
    begin,
    in_local_processes,
    is_begun,
    take_back,
    taken_up,
)
from chamdiem.engine.bulk_runs.tasks import BulkTask, hashes_of
from chamdiem.engine.files.outputs import refuse_inputs_within
from chamdiem.engine.office.bulk_ledgers import READING, drawn_from, is_ledger
from chamdiem.engine.office.checking import told_of
from chamdiem.engine.office.ledger_walks import LedgerWalk
from chamdiem.engine.office.office import Notice
from chamdiem.engine.office.processors import processors
from chamdiem.engine.office.requests import WrongRequest
from chamdiem.engine.reading.catalog import is_file_name
from chamdiem.engine.reading.choice import FrameworkChoice
from chamdiem.engine.reading.items import unheard
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.engine.bulk_runs.tasks import Spread
    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.office.bulk_scores import BulkRequest
    from chamdiem.engine.office.checking import LayerRequest
    from chamdiem.engine.office.office import Hear, Office, Watch
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.rules.records.faults import Fault

__all__ = ["BulkScored", "QueryRequest", "evaluate_row", "query_text", "scored_tables"]


def query_text(office: Office, framework: str, asked: QueryRequest) -> str:
    """Return the SQL query that scores by a framework, by its id or file.

    Raises:
        FaultyInput: there is no such framework, or it is faulty.
    """
    return sql_of(office.catalog.draft(framework), asked)


@dataclass(frozen=True, slots=True)
class BulkScored:
    """What came of a run. `was_done`: it had been done before, and nothing was done now."""

    summary: BulkSummary
    was_done: bool


def scored_tables(office: Office, asked: BulkRequest, consent: Consent, hear: Hear = unheard) -> BulkScored:
    """Score every row of some tables into a folder; rows that are no right records are told of beside the results.

    A run that was interrupted goes on where it was.

    Raises:
        FaultyInput: an input is neither table nor ledger, or a framework is none; one lies in the folder, which may
            hold one run alone; the content of a ledger's frameworks is another one by now.
    """
    consent = office.consent(consent, (*asked.inputs, asked.framework))
    told = office.settings
    choice = FrameworkChoice(office.catalog, told.framework, told.organisation)
    task = BulkTask(
        folder=str(asked.folder.absolute()),
        today=office.clock.today(),
        lang=asked.lang,
        form=asked.form,
        framework=_placed(asked.framework),
        default=_placed(told.framework),
        organisation=told.organisation,
        frameworks=hashes_of(choice, office.named(asked.framework)),
        with_rules=asked.with_rules,
        completions=asked.completions,
        history=asked.history,
    )
    by_its_own = None if asked.framework else choice
    ledgers = [each for each in asked.inputs if is_ledger(each)]
    walks = (LedgerWalk(office=office, ledger=each, code=READING, processes=asked.processes) for each in ledgers)
    tables = tuple(each for each in asked.inputs if each not in ledgers)
    run = taken_up(BulkRun(task, tables, tuple(drawn_from(walk, by_its_own) for walk in walks)))
    refuse_inputs_within(asked.folder, consent)
    try:
        if asked.cluster is None:
            return _scored(run, consent, office.watch, partial(in_local_processes, asked.processes or processors()))
        with cluster(asked.cluster) as workers:
            return _scored(run, consent, office.watch, workers.spread, workers.check)
    except FaultyInput as error:
        raise FaultyInput([_as_typed(fault, task.folder, str(asked.folder)) for fault in error.faults]) from error
    except KeyboardInterrupt:
        if is_begun(asked.folder):
            hear(Notice("bulk.stopped", {"folder": asked.folder}))
        raise


def _as_typed(fault: Fault, folder: str, typed: str) -> Fault:
    """Return a fault of what lies in a folder, which stands there by the name that was typed."""
    place = fault.place
    if place is None or not File(place.file).is_relative_to(folder):
        return fault
    return replace(fault, place=replace(place, file=str(File(typed) / File(place.file).relative_to(folder))))


def _placed(framework: str | None) -> str | None:
    """Return the name of a framework as it leads to the same from everywhere."""
    return str(File(framework).absolute()) if framework and is_file_name(framework) else framework


def _scored(
    run: BulkRun, consent: Consent, watch: Watch, spread: Spread, check: Callable[[BulkTask], object] | None = None
) -> BulkScored:
    """Score what is left of a run; `check` is whether those who work can do it."""
    there = File(run.task.folder).exists()
    done = begin(run, replaced=consent.replace)
    if done is not None:
        return BulkScored(done, was_done=True)
    try:
        if check is not None:
            check(run.own)
        for _ in watch(run.stored(), None, "bulk.storing"):  # a large file takes a minute
            pass
        run.check_headings()
    except FaultyInput:
        take_back(run, folder=not there)
        raise
    for stage in run.stages(spread):
        for _ in watch(*stage):
            pass
    return BulkScored(run.finish(), was_done=False)


def evaluate_row(office: Office, asked: LayerRequest, row: str) -> tuple[Evaluation, tuple[str, ...] | None]:
    """Score again a row whose facts the folder of a run has, to tell of a layer of it, as `checking.evaluate_layer`.

    `asked` names the folder in the place of a record's file.

    Raises:
        WrongRequest: another framework or a ledger is named: the row was scored by its own, and no other record.
    """
    for name in ("framework", "ledger"):
        if getattr(asked, name) is not None:
            raise WrongRequest("usage.row_alone", name, row=row)
    kept = kept_row(finished_run(asked.record, office.catalog), row)
    scorers = office.scorers.informed(lambda *_: kept.earlier)
    return told_of(scorers.evaluate(kept.record, kept.framework), asked)
