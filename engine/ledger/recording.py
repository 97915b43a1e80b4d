"""Record what people do: score a meeting, decide on its rating, correct what was wrong, override a criterion.

Each is one step: what it builds on is read and what it adds is written while nobody else writes. What people do is
refused where the entry that they name is not there or not in force, or where role or reason is blank.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from chamdiem.engine.ledger.bodies import evaluation_body, framework_body, framework_of, read_result, record_body
from chamdiem.engine.ledger.comparing import ComparedResults, compare_results
from chamdiem.engine.ledger.contents import KeptResult, KeptText, MeetingRef, PeriodDecision
from chamdiem.engine.ledger.entries import Body, Entry, EntryKind, EntryStamp, meeting_key
from chamdiem.engine.ledger.shapes import MAX_WORDS
from chamdiem.engine.ledger.states import MeetingState, meeting_state, state_around
from chamdiem.engine.reading.answers import read_award
from chamdiem.engine.reading.items import Rejected
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.rules.language.faults import Fault, FaultyInput, Place, refusal
from chamdiem.rules.language.scalars import ScalarError, listed, points_text, shown
from chamdiem.rules.language.written import read_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.items import Unfilled
    from chamdiem.rules.language.framework import Framework

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, as they call themselves (an office, never a person's name), and for what reason."""

    role: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """Points that are given for a criterion of a layer, as they were written."""

    layer: str
    criterion: str
    points: str


def record_scores(
    ledger: Ledger, results: Iterable[Evaluation | Rejected | Unfilled], stamp: EntryStamp
) -> list[Entry]:
    """Record evaluations, all or none, and return their entries, those that stood there before included.

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
                    entries.append(record_score(ledger, result, stamp))
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
        body = record_body(evaluation)
        state = meeting_state(ledger, meeting_key(body) or "")
        found = _found(evaluation, body, state)
        if state is not None and found is None:
            raise _conflict(ledger, state, evaluation)
        if state is None:
            _need_one_spelling(ledger, body, evaluation)
        return found or _appended(ledger, evaluation, body, stamp)


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
    return _found(evaluation, body, meeting_state(ledger, meeting_key(body) or ""))


def _found(evaluation: Evaluation, body: Body, state: MeetingState | None, *, history: bool = False) -> Entry | None:
    """Return the evaluation in force if the same was concluded of the same record, or less while it was incomplete."""
    if state is None or state.record is None or state.evaluation is None or state.record.body != body:
        return None
    # By what was concluded and not by bytes: a newer program names its rules otherwise, and the same record handed in
    # again must be the same entry. "Less while it was incomplete" is no contradiction either, only an older knowledge.
    return state.evaluation if _compared(state.evaluation, evaluation, state.record, history=history).same else None


def _compared(kept: Entry, evaluation: Evaluation, record: Entry, *, history: bool) -> ComparedResults:
    """Compare an evaluation that was recorded with one of the same record; another framework is another result.

    `history`: see `compare_results`.
    """
    return compare_results(_result(kept), read_result(evaluation_body(evaluation, record)), history=history)


def _result(entry: Entry) -> KeptResult:
    """Return what an evaluation says; what others name as one may be something else in a ledger that was forged."""
    if isinstance(entry.content, KeptResult):
        return entry.content
    raise FaultyInput([Fault("ledger.not_evaluation", details={"number": str(entry.sequence)})])


def _conflict(ledger: Ledger, state: MeetingState, evaluation: Evaluation) -> FaultyInput:
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
    if record.body != record_body(evaluation):
        return "ledger.other_record", record, {}
    old, now = _result(result), read_result(evaluation_body(evaluation, record))
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


def _appended(ledger: Ledger, evaluation: Evaluation, body: Body, stamp: EntryStamp) -> Entry:
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


def decide(ledger: Ledger, number: int, rating: str, act: Act, stamp: EntryStamp) -> Entry:
    """Record the rating that the upper committee decides, by id or title; `number` is the evaluation it looked at."""
    with ledger.atomic():
        state, evaluation = _evaluation(ledger, number)
        words = {item.id: (item.title,) for item in framework_for(ledger, evaluation).framework.ratings}
        body = _about(state, act) | {
            "evaluation": evaluation.hash,
            "rating": _read("--rating", lambda: read_word(rating, words)),
        }
        return _acted(ledger, EntryKind.DECISION, body, state.decision, stamp)


def override(ledger: Ledger, number: int, award: Award, act: Act, stamp: EntryStamp) -> Entry:
    """Record points that an office puts beside those that were computed for a criterion; these stay as they are.

    Raises:
        FaultyInput: the layer was not scored, or the framework has no such criterion or does not allow these points.
    """
    with ledger.atomic():
        state, evaluation = _evaluation(ledger, number)
        scored = _result(evaluation).scored
        if award.layer not in scored:
            raise refusal("usage.no_layer", ledger.name, name=award.layer, allowed=listed(scored))
        framework = framework_for(ledger, evaluation).framework
        body = _about(state, act) | {
            "evaluation": evaluation.hash,
            "layer": award.layer,
            "criterion": award.criterion,
            "points": points_text(_points(framework, award)),
            "reason": _words("--reason", act.reason),
        }
        return _acted(ledger, EntryKind.OVERRIDE, body, state.overrides.get((award.layer, award.criterion)), stamp)


def correct(ledger: Ledger, number: int, evaluation: Evaluation | None, act: Act, stamp: EntryStamp) -> Entry:
    """Supersede an entry that is in force, with a reason; it stays in the ledger.

    A record or evaluation is superseded by a new evaluation with its record, which may be of another meeting; without
    one, it is withdrawn, and so are decisions and overrides.

    Raises:
        FaultyInput: the entry cannot be superseded by an evaluation, or the meeting of the new one is recorded already.
    """
    with ledger.atomic():
        target = ledger.get(number)
        state = _state(ledger, target)
        if evaluation is not None and target.kind in {EntryKind.DECISION, EntryKind.OVERRIDE}:
            raise refusal("ledger.not_replaced", ledger.name, number=str(number))
        body = _about(state, act) | {
            "supersedes": target.hash,
            "by": _replacement(ledger, state, evaluation, stamp).hash if evaluation else None,
            "reason": _words("--reason", act.reason),
        }
        return ledger.append(EntryKind.CORRECTION, body, stamp)


def _replacement(ledger: Ledger, state: MeetingState, evaluation: Evaluation, stamp: EntryStamp) -> Entry:
    """Append the evaluation that takes the place of another one."""
    body = record_body(evaluation)
    # the same result of other earlier months is something new: what was left behind is not any more
    if _found(evaluation, body, state, history=True):
        number = state.evaluation.sequence if state.evaluation else 0
        raise refusal("ledger.nothing_new", ledger.name, number=str(number))
    key = meeting_key(body) or ""
    # The wrong month was typed: the new evaluation is of another meeting, of which nothing may be recorded.
    other = meeting_state(ledger, key) if key != meeting_key(state.last.body) else None
    if other is not None:
        raise _conflict(ledger, other, evaluation)
    return _appended(ledger, evaluation, body, stamp)


def _about(state: MeetingState, act: Act) -> Body:
    """Return what every act on a meeting says first."""
    return {"meeting": state.last.body["meeting"], "after": state.last.hash, "role": _words("--role", act.role)}


def _acted(ledger: Ledger, kind: EntryKind, body: Body, now: Entry | None, stamp: EntryStamp) -> Entry:
    """Append what was done about a meeting, or return what is in force if that says the same."""
    # `after` says when it was done and is another one by now; what was done is the same.
    if now is not None and now.body | {"after": body["after"]} == body:
        return now
    return ledger.append(kind, body, stamp)


def _state(ledger: Ledger, target: Entry) -> MeetingState:
    """Return how the meeting of an entry stands, provided that the entry is in force."""
    state = state_around(ledger, target)
    if state is None:
        raise refusal("ledger.no_meeting_entry", ledger.name, number=str(target.sequence))
    # Whoever acts on what was superseded has not seen what superseded it. The number of that entry is what they need.
    if target not in state.in_force:
        by = state.superseded.get(target.hash, state.last)
        raise refusal("ledger.not_in_force", ledger.name, number=str(target.sequence), by=str(by.sequence))
    return state


def _evaluation(ledger: Ledger, number: int) -> tuple[MeetingState, Entry]:
    target = ledger.get(number)
    if target.kind is not EntryKind.EVALUATION:
        raise refusal("ledger.not_evaluation", ledger.name, number=str(number))
    return _state(ledger, target), target


def framework_for(ledger: Ledger, evaluation: Entry) -> LoadedFramework:
    """Return the framework by which an evaluation was made, read from the ledger's own text as by `framework_of`."""
    entry = ledger.framework(_result(evaluation).framework)
    if entry is None:
        raise refusal("ledger.unknown_framework", ledger.name, number=str(evaluation.sequence))
    return framework_of(entry)


def record_not_held(ledger: Ledger, meeting: MeetingRef, act: Act, stamp: EntryStamp) -> Entry:
    """Record that a meeting was not held; a record of it, should one turn up, takes its place by a correction.

    Raises:
        FaultyInput: a record of it is in force, or the cell is spelled otherwise in the ledger.
    """
    told = {"cell": meeting.cell, "period": meeting.period, "date": None, "kind": meeting.kind}
    with ledger.atomic():
        state = meeting_state(ledger, meeting.key)
        if state is not None and state.not_held is not None:
            return state.not_held
        # a combined meeting is the regular one of its month, too
        keys = [replace(meeting, kind=kind).key for kind in dict.fromkeys((meeting.kind, "combined", "regular"))]
        states = [state, *(meeting_state(ledger, key) for key in keys if meeting.kind != "thematic")]
        for held in (each.record for each in states if each is not None and each.record is not None):
            details = {"cell": shown(meeting.cell), "number": str(held.sequence)}
            raise FaultyInput([Fault("ledger.held", details=details, place=Place(ledger.name))])
        for other in ledger.spelled_otherwise(meeting.key):
            raise refusal("ledger.spelled", ledger.name, cell=shown(meeting.cell), other=shown(other.split("/", 2)[2]))
        body = {"meeting": told, "after": state.last.hash if state else None}
        words = {"role": _words("--role", act.role), "reason": _words("--reason", act.reason)}
        return ledger.append(EntryKind.NOT_HELD, body | words, stamp)


def last_of_period(ledger: Ledger, key: str) -> Entry | None:
    """Return the decision over several months that is in force: the last one."""
    return next(reversed(list(ledger.about(key))), None)


def decide_period(
    ledger: Ledger, framework: LoadedFramework, decision: PeriodDecision, act: Act, stamp: EntryStamp
) -> Entry:
    """Record the rating that is decided for a cell over several months; said again, it is the same entry."""
    with ledger.atomic():
        ledger.append(EntryKind.FRAMEWORK, framework_body(framework), stamp)
        last = last_of_period(ledger, decision.key)
        told = {
            "cell": decision.cell,
            "span": decision.span,
            "framework": framework.hash,
            "period": decision.period,
            "active": list(decision.active),
            "predecessors": list(decision.predecessors),
            "sources": list(decision.sources),
            "possible": list(decision.possible),
            "computed": decision.computed,
            "rating": decision.rating,
            "role": _words("--role", act.role),
        }
        if last is not None and last.body == told | {"after": last.body["after"]}:
            return last
        return ledger.append(EntryKind.PERIOD, told | {"after": last.hash if last else None}, stamp)


def note_clock(ledger: Ledger, act: Act, stamp: EntryStamp) -> Entry:
    """Record that times before this entry are not in order, by whom and why: from here on the clock is right again.

    Refused where they are in order, and the clock is not behind.
    """
    with ledger.atomic():
        latest = running = ""
        backwards = False
        for entry in ledger.entries():
            noted = entry.kind is EntryKind.CLOCK
            # A clock entry forgives all before it, so the count of what runs backwards begins again with it.
            backwards = not noted and (backwards or entry.time < running)
            running = entry.time if noted else max(running, entry.time)
            latest = max(latest, entry.time)
        if not backwards and stamp.time >= running:
            raise refusal("ledger.clock_right", ledger.name, time=running or stamp.time)
        body = {"latest": latest, "role": _words("--role", act.role), "reason": _words("--reason", act.reason)}
        return ledger.append(EntryKind.CLOCK, body, stamp)


def _points(framework: Framework, award: Award) -> int:
    criterion = framework.criterion(award.criterion)
    if criterion is None:
        allowed = listed(item.id for item in framework.criteria)
        details = {"framework": framework.framework, "name": shown(award.criterion), "allowed": allowed}
        raise FaultyInput([Fault("usage.no_criterion", details=details)])
    if framework.points is None:
        raise FaultyInput([Fault("ledger.no_points", details={"name": framework.framework})])
    return _read(criterion.id, lambda: read_award(framework, criterion, award.points))


def _read(option: str, read: Callable[[], T]) -> T:
    """Read what was given for an option, with the option as the place of what is wrong."""
    try:
        return read()
    except ScalarError as error:
        raise FaultyInput([Fault(error.code, details=error.details, place=Place(option))]) from error


def _words(option: str, text: str) -> str:
    """Return words that people gave, composed and on one line."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if not words or len(words) > MAX_WORDS or not words.isprintable():
        raise refusal("ledger.words", option, maximum=str(MAX_WORDS))
    return words
