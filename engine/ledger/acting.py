"""Record what people decide about what was scored: a rating, a correction, points beside a criterion, that nobody met.

Each is one step: what it builds on is read and what it adds is written while nobody else writes. It is refused where
the mandate does not allow it, the month is locked, the entry that is named is not there or not in force, or a reason
is needed and blank.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from chamdiem.engine.ledger.authorities import MADE_BY, Acting, last_about, said
from chamdiem.engine.ledger.bodies import framework_body, framework_of, record_body
from chamdiem.engine.ledger.contents import meeting_of
from chamdiem.engine.ledger.entries import Body, Entry, EntryKind, EntryStamp, meeting_key
from chamdiem.engine.ledger.recording import append_score, conflict, found_again, result_of
from chamdiem.engine.ledger.states import MeetingState, computed_rating, meeting_state, state_around
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.reading.answers import read_award
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal
from chamdiem.rules.records.moments import day_text
from chamdiem.rules.records.scalars import ScalarError, listed, points_text, shown
from chamdiem.rules.records.written import read_word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chamdiem.engine.ledger.authorities import Act
    from chamdiem.engine.ledger.contents import DecisionPaper, MeetingRef, PeriodDecision
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.rules.language.framework import Framework

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Award:
    """Points that are given for a criterion of a layer, as they were written."""

    layer: str
    criterion: str
    points: str


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """An act by which something is decided, and the paper by which, if one is named."""

    act: Act
    paper: DecisionPaper | None = None

    def body(self, acting: Acting) -> Body:
        """Return what an entry says of the reason and the paper; one that is signed later decides nothing yet."""
        told: Body = {"reason": acting.reason} if self.act.reason else {}
        if self.paper is None:
            return told
        if self.paper.day > acting.day:
            raise refusal("authority.paper_ahead", "--signed", day=day_text(self.paper.day))
        return told | {"paper": {"number": said("--paper", self.paper.number), "day": self.paper.day.isoformat()}}


def decide(ledger: Ledger, number: int, rating: str, by: Act | DecidedBy, stamp: EntryStamp) -> Entry:
    """Record the rating that is decided, by id or title; `number` is the evaluation that was looked at.

    Another rating than was computed (by the upper level, where it has assessed) needs a reason. What is decided is not
    decided otherwise by whoever did not see it: that decision is corrected first.
    """
    with ledger.atomic():
        state, evaluation = on_evaluation(ledger, number)
        need_open(ledger, state)
        words = {item.id: (item.title,) for item in framework_for(ledger, evaluation).framework.ratings}
        chosen = _read("--rating", lambda: read_word(rating, words))
        decided = by if isinstance(by, DecidedBy) else DecidedBy(by)
        acting = Acting(ledger, decided.act, stamp)
        told = {"evaluation": evaluation.hash, "rating": chosen} | decided.body(acting)
        body = about_meeting(state, acting, Deed.DECIDE) | told
        if state.upper is not None:
            body["upper"] = state.upper.hash
        if state.decision is not None and not _says(state.decision, body):
            raise refusal("submission.decided", ledger.name, number=str(state.decision.sequence))
        if not decided.act.reason and (computed := computed_rating(state)) != chosen:
            raise _unreasoned(ledger, computed, chosen, words)
        return acted(ledger, EntryKind.DECISION, body, state.decision, stamp)


def _unreasoned(
    ledger: Ledger, computed: str | None, chosen: str, titles: Mapping[str, tuple[str, ...]]
) -> FaultyInput:
    """Return the refusal of a decision for another rating than was computed, without a reason."""
    rating = titles[chosen][0]
    if computed is None:
        return refusal("authority.no_computed", ledger.name, rating=rating)
    return refusal("authority.other_rating", ledger.name, rating=rating, computed=titles[computed][0])


def override(ledger: Ledger, number: int, award: Award, act: Act, stamp: EntryStamp) -> Entry:
    """Record points that an office puts beside those that were computed for a criterion; these stay as they are.

    Raises:
        FaultyInput: the layer was not scored, or the framework has no such criterion or does not allow these points.
    """
    with ledger.atomic():
        state, evaluation = on_evaluation(ledger, number)
        scored = result_of(evaluation).scored
        if award.layer not in scored:
            raise refusal("usage.no_layer", ledger.name, name=award.layer, allowed=listed(scored))
        framework = framework_for(ledger, evaluation).framework
        acting = Acting(ledger, act, stamp)
        body = about_meeting(state, acting, Deed.OVERRIDE) | {
            "evaluation": evaluation.hash,
            "layer": award.layer,
            "criterion": award.criterion,
            "points": points_text(_points(framework, award)),
            "reason": acting.reason,
        }
        return acted(ledger, EntryKind.OVERRIDE, body, state.overrides.get((award.layer, award.criterion)), stamp)


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
        if evaluation is not None and target.kind not in _REPLACED:
            raise refusal("ledger.not_replaced", ledger.name, number=str(number))
        if target.kind is EntryKind.SUBMISSION and (state.upper or state.decision):
            last = state.upper or state.decision or target
            raise refusal("submission.answered", ledger.name, number=str(last.sequence))
        acting = Acting(ledger, act, stamp)
        # whoever moves a record to another meeting acts on that one, too
        to = (record_body(evaluation)["meeting"],) if evaluation else ()
        body = about_meeting(state, acting, *MADE_BY[target.kind], to=to) | {
            "supersedes": target.hash,
            "by": _replacement(ledger, state, evaluation, stamp).hash if evaluation else None,
            "reason": acting.reason,
        }
        return ledger.append(EntryKind.CORRECTION, body, stamp)


_REPLACED = frozenset({EntryKind.RECORD, EntryKind.EVALUATION, EntryKind.CORRECTION, EntryKind.NOT_HELD})
"""What an evaluation can take the place of."""


def _replacement(ledger: Ledger, state: MeetingState, evaluation: Evaluation, stamp: EntryStamp) -> Entry:
    """Append the evaluation that takes the place of another one."""
    body = record_body(evaluation)
    # the same result of other earlier months is something new: what was left behind is not any more
    if found_again(evaluation, body, state, history=True):
        number = state.evaluation.sequence if state.evaluation else 0
        raise refusal("ledger.nothing_new", ledger.name, number=str(number))
    key = meeting_key(body) or ""
    # The wrong month was typed: the new evaluation is of another meeting, of which nothing may be recorded.
    other = meeting_state(ledger, key) if key != meeting_key(state.last.body) else None
    if other is not None:
        raise conflict(ledger, other, evaluation)
    return append_score(ledger, evaluation, body, stamp)


def about_meeting(state: MeetingState, acting: Acting, *deeds: Deed, to: tuple[Body, ...] = ()) -> Body:
    """Return what every act on a meeting says first; one of some deeds must be allowed there, and where it leads to."""
    meeting = state.last.body["meeting"]
    by = acting.on_meetings(deeds, meeting, *to)
    return {"meeting": meeting, "after": state.last.hash, "mandate": by}


def acted(ledger: Ledger, kind: EntryKind, body: Body, now: Entry | None, stamp: EntryStamp) -> Entry:
    """Append what was done about a meeting, or return what is in force if that says the same."""
    return now if now is not None and _says(now, body) else ledger.append(kind, body, stamp)


def _says(entry: Entry, body: Body) -> bool:
    """Tell whether an entry says of a meeting what is to be said: `after` is when it was done, another one by now."""
    return entry.body | {"after": body["after"]} == body


def need_open(ledger: Ledger, state: MeetingState) -> None:
    """Refuse an act on what was given back, or what the cell took back, until the cell hands in again."""
    if state.returned is not None:
        raise refusal("submission.returned", ledger.name, number=str(state.returned.sequence))
    if state.taken_back is not None:
        raise refusal("submission.taken_back", ledger.name, number=str(state.taken_back.sequence))


def _state(ledger: Ledger, target: Entry) -> MeetingState:
    """Return how the meeting of an entry stands, provided that the entry is in force."""
    state = state_around(ledger, target) if meeting_of(target.content) else None
    if state is None:
        raise refusal("ledger.no_meeting_entry", ledger.name, number=str(target.sequence))
    # Whoever acts on what was superseded has not seen what superseded it. The number of that entry is what they need.
    if target not in state.in_force:
        by = state.superseded.get(target.hash, state.last)
        raise refusal("ledger.not_in_force", ledger.name, number=str(target.sequence), by=str(by.sequence))
    return state


def on_evaluation(ledger: Ledger, number: int) -> tuple[MeetingState, Entry]:
    """Return how a meeting stands, and its evaluation of a number, which must be in force."""
    target = ledger.get(number)
    if target.kind is not EntryKind.EVALUATION:
        raise refusal("ledger.not_evaluation", ledger.name, number=str(number))
    return _state(ledger, target), target


def framework_for(ledger: Ledger, evaluation: Entry) -> LoadedFramework:
    """Return the framework by which an evaluation was made, read from the ledger's own text as by `framework_of`."""
    entry = ledger.framework(result_of(evaluation).framework)
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
        acting = Acting(ledger, act, stamp)
        body = {"meeting": told, "after": state.last.hash if state else None, "reason": acting.reason}
        by = acting.on_meetings((Deed.NOT_HELD,), told)
        return ledger.append(EntryKind.NOT_HELD, body | {"mandate": by}, stamp)


def decide_period(
    ledger: Ledger, framework: LoadedFramework, decision: PeriodDecision, by: Act | DecidedBy, stamp: EntryStamp
) -> Entry:
    """Record the rating that is decided for a cell over several months; said again, it is the same entry.

    Another rating than was computed needs a reason, and so does whatever takes the place of an earlier decision.
    """
    decided = by if isinstance(by, DecidedBy) else DecidedBy(by)
    with ledger.atomic():
        ledger.append(EntryKind.FRAMEWORK, framework_body(framework), stamp)
        last, acting = last_about(ledger, decision.key), Acting(ledger, decided.act, stamp)
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
            "mandate": acting.by((Deed.DECIDE,), decision.cell),
            **decided.body(acting),
        }
        if last is not None and last.body == told | {"after": last.body["after"]}:
            return last
        if not decided.act.reason and last is not None:
            raise refusal("authority.decided_period", ledger.name, number=str(last.sequence))
        if not decided.act.reason and decision.computed != decision.rating:
            own = (each for each in framework.framework.periods if each.id == decision.period)
            titles = {each.id: (each.title,) for period in own for each in period.ratings}
            raise _unreasoned(ledger, decision.computed, decision.rating, titles)
        return ledger.append(EntryKind.PERIOD, told | {"after": last.hash if last else None}, stamp)


def note_clock(ledger: Ledger, act: Act, stamp: EntryStamp) -> Entry:
    """Record that times before this entry are not in order, by whom and why: from here on the clock is right again.

    In a ledger without mandates nobody is asked by which: none can be given while the clock is behind.

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
        acting = Acting(ledger, act, stamp)
        body = {"latest": latest, "reason": acting.reason, "mandate": acting.by_anybody(Deed.CLOCK)}
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
