"""The act of an office that takes meetings of its cells from files into the ledger: looked at, then recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.handing_in import Recorder
from chamdiem.engine.ledger.recording import record_all
from chamdiem.engine.office.checking import evaluate_all
from chamdiem.engine.reading.items import Rejected, unheard
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path as File

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.office.office import Hear, Office


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInRequest:
    """Which files are to be taken in, and by whom: a mandate's id, or the id of somebody who holds one."""

    files: tuple[File, ...]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What taking files in would come to: the meetings, of which the ledger has `known`, and rows that tell nothing.

    `rejected`: what is at fault, be it in a row or because the ledger does not take it; then nothing would be taken.
    """

    evaluations: Sequence[Evaluation]
    known: int
    unfilled: int
    rejected: Sequence[Rejected]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """How many meetings of some files are in the ledger, and how many of them were not before."""

    meetings: int
    new: int


def foresee(office: Office, ledger: Ledger, asked: TakeInRequest, hear: Hear = unheard) -> Foreseen:
    """Return what taking files in would come to; nothing is recorded, and nobody waits for it."""
    recorder = Recorder(ledger, asked.by, office.clock.stamp())
    known = unfilled = 0
    evaluations, rejected = list[Evaluation](), list[Rejected]()
    for result in evaluate_all(office.informed(ledger, reading=True), asked.files, hear=hear):
        if isinstance(result, Rejected):
            rejected.append(result)
        elif isinstance(result, Evaluation):
            try:
                known += recorder.foresee(result) is not None
                evaluations.append(result)
            except FaultyInput as error:
                rejected.append(_rejected(result, error))
        else:
            unfilled += 1
    return Foreseen(evaluations=evaluations, known=known, unfilled=unfilled, rejected=rejected)


def _rejected(evaluation: Evaluation, error: FaultyInput) -> Rejected:
    """Return what the ledger does not take as what is wrong with its row."""
    record, place = evaluation.record, evaluation.record.document.place(())
    faults = tuple(replace(fault, place=place) for fault in error.faults)
    return Rejected(faults=faults, place=place, document=record.document, record=record, framework=evaluation.framework)


def take_in(office: Office, ledger: Ledger, asked: TakeInRequest, hear: Hear = unheard) -> TakenIn:
    """Record the meetings of files, all or none, and each once: what is handed in already is not handed in again.

    Raises:
        FaultyInput: all that is at fault, in rows or because the ledger does not take them; nothing is recorded.
    """
    with ledger.atomic():
        before, recorder = ledger.size(), Recorder(ledger, asked.by, office.clock.stamp())
        results = evaluate_all(office.informed(ledger), asked.files, hear=hear)
        entries = record_all(ledger, results, recorder.record_once)
    return TakenIn(meetings=len(entries), new=sum(entry.sequence > before for entry in entries))
