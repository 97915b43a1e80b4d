"""Record what was scored: each record once, with its evaluation and its framework.

It is one step: what it builds on is read and what it adds is written while nobody else writes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from chamdiem.engine.ledger.bodies import (
    evaluation_body,
    framework_body,
    is_same_record,
    record_body,
    result_of_evaluation,
)
from chamdiem.engine.ledger.comparing import ComparedResults, compare_results
from chamdiem.engine.ledger.contents import KeptResult, KeptText
from chamdiem.engine.ledger.entries import Body, Entry, EntryKind, EntryStamp, meeting_key
from chamdiem.engine.ledger.states import MeetingState, meeting_state
from chamdiem.engine.reading.items import Rejected
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.reading.items import Unfilled

T = TypeVar("T")


def record_all(
    ledger: Ledger,
    results: Iterable[Evaluation | Rejected | Unfilled],
    record: Callable[[Evaluation], Entry],
) -> list[Entry]:
    """Record evaluations, all or none, and return their entries, those that stood there before included.

    `record` records one of them.

    Rows that tell nothing are passed over. Faults of all that is rejected or cannot be recorded are raised together.
    """
    faults: list[Fault] = []
    entries = []
    with ledger.atomic():
        for result in results:
            try:
                if isinstance(result, Rejected):
                    faults += result.faults
                elif isinstance(result, Evaluation):
                    # The faults of all of them are wanted, so the first does not end the walk; what was appended by
                    # then is taken back with the rest when the step fails.
                    entries.append(record(result))
            except FaultyInput as error:
                faults += error.faults
        if faults:
            raise FaultyInput(faults)
    return entries


def record_score(ledger: Ledger, evaluation: Evaluation, stamp: EntryStamp) -> Entry:
    """Record an evaluation with its record and framework, and return its entry; what is there is not there twice.

    Raises:
        FaultyInput: the record does not say which meeting it is of, or the ledger holds another record or another
            result of that meeting, be it under another spelling of the cell.
    """
    with ledger.atomic():
        return recorded_already(ledger, evaluation) or append_score(ledger, evaluation, record_body(evaluation), stamp)


def recorded_already(ledger: Ledger, evaluation: Evaluation) -> Entry | None:
    """Return the entry of an evaluation that the ledger has; None: it has nothing of the meeting.

    Raises:
        FaultyInput: as `record_score`.
    """
    body = record_body(evaluation)
    state = meeting_state(ledger, meeting_key(body) or "")
    found = found_again(evaluation, body, state)
    if state is not None and found is None:
        raise conflict(ledger, state, evaluation)
    if state is None:
        _need_one_spelling(ledger, body, evaluation)
    return found


def _need_one_spelling(ledger: Ledger, body: Body, evaluation: Evaluation) -> None:
    """Refuse a meeting that is recorded under another spelling of its cell: VD-4 and vd-4 are one cell."""
    # Refused and not merged: the key is in the entries that are there already, and those never change.
    for other in ledger.spelled_otherwise(meeting_key(body) or ""):
        state = meeting_state(ledger, other)
        if state is not None and state.record is not None:
            details = {
                "cell": shown(body["meeting"]["cell"]),
                "other": shown(state.record.body["meeting"]["cell"]),
                "number": str(state.record.sequence),
            }
            place = evaluation.record.document.place((evaluation.record.shape.unit,))
            raise FaultyInput(
                [Fault("ledger.other_spelling", details=details, place=place, shape=evaluation.record.shape)]
            )


def kept(ledger: Ledger, evaluation: Evaluation) -> Entry | None:
    """Return the entry of an evaluation that is recorded and in force; None: there is none."""
    body = record_body(evaluation)
    return found_again(evaluation, body, meeting_state(ledger, meeting_key(body) or ""))


def found_again(
    evaluation: Evaluation, body: Body, state: MeetingState | None, *, history: bool = False
) -> Entry | None:
    """Return the evaluation in force if the same was concluded of the same record, or less while it was incomplete."""
    if state is None or state.record is None or state.evaluation is None:
        return None
    if not is_same_record(state.record.body, body):
        return None
    # By what was concluded and not by bytes: a newer program names its rules otherwise, and the same record handed in
    # again must be the same entry. "Less while it was incomplete" is no contradiction either, only an older knowledge.
    return state.evaluation if _compared(state.evaluation, evaluation, state.record, history=history).same else None


def _compared(kept: Entry, evaluation: Evaluation, record: Entry, *, history: bool) -> ComparedResults:
    """Compare an evaluation that was recorded with one of the same record; another framework is another result.

    `history`: see `compare_results`.
    """
    return compare_results(result_of(kept), result_of_evaluation(evaluation, record), history=history)


def result_of(entry: Entry) -> KeptResult:
    """Return what an evaluation says; what others name as one may be something else in a ledger that was forged."""
    if isinstance(entry.content, KeptResult):
        return entry.content
    raise FaultyInput([Fault("ledger.not_evaluation", details={"number": str(entry.sequence)})])


def conflict(ledger: Ledger, state: MeetingState, evaluation: Evaluation) -> FaultyInput:
    """Return why a meeting that is recorded cannot be recorded so again."""
    code, entry, details = _objection(ledger, state, evaluation)
    details["number"] = str(entry.sequence)
    return FaultyInput([Fault(code, details=details, place=evaluation.record.document.place(()))])


def _objection(ledger: Ledger, state: MeetingState, evaluation: Evaluation) -> tuple[str, Entry, dict[str, str]]:
    """Return what speaks against an evaluation: the fault's code, the entry that it is about, and details."""
    record, result = state.record, state.evaluation
    if state.not_held is not None:
        return "ledger.was_not_held", state.not_held, {}
    if record is None or result is None:
        return "ledger.withdrawn", state.last, {}
    if not is_same_record(record.body, record_body(evaluation)):
        return "ledger.other_record", record, {}
    old, now = result_of(result), result_of_evaluation(evaluation, record)
    edited = old.framework != now.framework
    # The same framework with a word mended is the common case and deserves its own sentence: "another framework" would
    # send people to correct thousands of right entries. What was recorded by the older content stands; whether the
    # newer one gives the same is told, so that nobody corrects what need not be corrected.
    if edited and _framework_id(ledger, old) != evaluation.framework.id:
        return "ledger.other_framework", result, {}
    told = {"version": result.software}
    if edited:
        told = {"id": evaluation.framework.id, "old": old.framework[:12], "new": now.framework[:12]}
    found = compare_results(replace(old, framework=now.framework), now)
    if found.same:
        return "ledger.edited_framework" if edited else "ledger.recorded_already", result, told
    first = found.differences[0]
    told |= {"node": str(first.node), "kept": first.kept or "—", "now": first.now or "—"}
    return "ledger.edited_framework_result" if edited else "ledger.other_result", result, told


def _framework_id(ledger: Ledger, result: KeptResult) -> str | None:
    entry = ledger.framework(result.framework)
    return entry.content.id if entry is not None and isinstance(entry.content, KeptText) else None


def append_score(ledger: Ledger, evaluation: Evaluation, body: Body, stamp: EntryStamp) -> Entry:
    """Append a record and its evaluation, or put in force again what said the same before."""
    ledger.append(EntryKind.FRAMEWORK, framework_body(evaluation.framework), stamp)
    record = ledger.append(EntryKind.RECORD, body, stamp)
    # A correction may go back to what stood there before: then the old evaluation is put in force again, and not a new
    # one that says the same in other bytes.
    for entry in ledger.about(meeting_key(body) or ""):
        match entry.content:
            case KeptResult(record=record.hash, framework=evaluation.framework.hash):
                if _compared(entry, evaluation, record, history=True).same:
                    return entry
    return ledger.append(EntryKind.EVALUATION, evaluation_body(evaluation, record), stamp)
