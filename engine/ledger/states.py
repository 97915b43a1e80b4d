"""How a meeting stands by its entries, taken in their order: what is in force, and what was superseded by what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.backend import Damaged
from chamdiem.engine.ledger.contents import (
    Correction,
    Decision,
    KeptRecord,
    KeptResult,
    NotHeld,
    Override,
    Return,
    Submission,
    UpperAssessment,
)
from chamdiem.engine.ledger.entries import Entry, EntryKind, meeting_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.engine.ledger.answered import Answered
    from chamdiem.engine.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingState:
    """How one meeting stands: `entries` are all that is known of it, the others what is in force of these.

    A correction takes out of force what it supersedes. A submission, an assessment by the upper level, a return, a
    decision and an override are about one evaluation and fall with it; a return takes back the submission and the
    assessment. `superseded` tells which correction did it, by the hash of what it superseded.
    """

    entries: tuple[Entry, ...]
    record: Entry | None = None
    evaluation: Entry | None = None
    submission: Entry | None = None
    upper: Entry | None = None
    returned: Entry | None = None
    decision: Entry | None = None
    overrides: Mapping[tuple[str, str], Entry] = field(default_factory=dict)
    withdrawal: Entry | None = None
    not_held: Entry | None = None
    superseded: Mapping[str, Entry] = field(default_factory=dict)

    @property
    def last(self) -> Entry:
        """The last entry about the meeting."""
        return self.entries[-1]

    @property
    def in_force(self) -> tuple[Entry, ...]:
        """What is in force, in order; of a meeting whose record was withdrawn, the correction that did so."""
        found = (
            self.record, self.evaluation, self.submission, self.upper, self.returned, self.decision,
            *self.overrides.values(), self.withdrawal, self.not_held,
        )  # fmt: skip
        return tuple(sorted((entry for entry in found if entry is not None), key=lambda entry: entry.sequence))

    @property
    def taken_back(self) -> Entry | None:
        """The correction by which the cell took back what it had handed in of the evaluation; None: it did not."""
        if self.submission is not None or self.evaluation is None:
            return None
        own = (each for each in reversed(self.entries) if isinstance(each.content, Submission))
        last = next((each for each in own if _is(self.evaluation, each.body["evaluation"])), None)
        return self.superseded.get(last.hash) if last is not None else None

    @property
    def answers(self) -> tuple[Answered, ...]:
        """What the cell answered to the questions that its record raised, by its submission in force."""
        submission = self.submission.content if self.submission is not None else None
        return submission.answers if isinstance(submission, Submission) else ()


def known_size(entries: Iterable[Entry], time: str) -> int:
    """Return how many entries from the first on were known at a time (of the form of `Stamp.time`).

    What was known is a beginning of the ledger: it ends before the first entry that bears a later time, whatever times
    come after it. Only where a clock entry says that earlier times are not in order, all before that entry was known.
    """
    size = 0
    for entry in entries:
        follows = size == entry.sequence - 1 or entry.kind is EntryKind.CLOCK
        if follows and entry.time <= time:
            size = entry.sequence
    return size


def meeting_state(ledger: Ledger, meeting: str, size: int | None = None) -> MeetingState | None:
    """Return how a meeting stands, or by the first entries alone (see `known_size`); None: nothing is known of it."""
    return _state_by(tuple(ledger.about(meeting)), size)


def _state_by(entries: tuple[Entry, ...], size: int | None) -> MeetingState | None:
    known = tuple(entry for entry in entries if size is None or entry.sequence <= size)
    return state_of(known) if known else None


def state_around(ledger: Ledger, entry: Entry, size: int | None = None) -> MeetingState | None:
    """Return how the meeting of an entry stands, as `meeting_state`; None: it is about none, or was not known.

    Raises:
        Damaged: the store does not find the entry by its meeting, so that others may be hidden too.
    """
    meeting = meeting_key(entry.body)
    if meeting is None:
        return None
    entries = tuple(ledger.about(meeting))
    if all(other.hash != entry.hash for other in entries):
        raise Damaged(ledger.name, entry.sequence, "ledger.index")
    return _state_by(entries, size)


def state_of(entries: tuple[Entry, ...]) -> MeetingState:
    """Return the state of one meeting from all entries about it, in order."""
    state = MeetingState(entries=entries)
    by_hash = {entry.hash: entry for entry in entries}
    for entry in entries:
        state = after(state, entry, by_hash)
    return state


def after(  # noqa: PLR0911 - one for each kind of entry
    state: MeetingState, entry: Entry, by_hash: Mapping[str, Entry]
) -> MeetingState:
    """Return the state after one more entry; `by_hash` are the entries about the meeting.

    What a correction puts in force stands before it, yet not in force.
    """
    match entry.content:
        case KeptRecord() if state.record is None and state.withdrawal is None and state.not_held is None:
            return replace(state, record=entry)
        case NotHeld() if state.record is None and state.not_held is None:
            return replace(state, not_held=entry, withdrawal=None)
        case KeptResult() as result if state.evaluation is None and _is(state.record, result.record):
            return replace(state, evaluation=entry)
        case Submission() as submission if _is(state.evaluation, submission.evaluation):
            return replace(state, submission=entry, returned=None)
        case UpperAssessment() as upper if state.upper is None and _is(state.evaluation, upper.evaluation):
            return replace(state, upper=entry)
        case Return() as back if _is(state.evaluation, back.evaluation):
            return replace(state, returned=entry, submission=None, upper=None)
        case Decision() as decision if _is(state.evaluation, decision.evaluation):
            return replace(state, decision=entry)
        case Override() as override if _is(state.evaluation, override.evaluation):
            place = (override.layer, override.criterion)
            return replace(state, overrides={**state.overrides, place: entry})
        case Correction() as correction:
            return _corrected(state, entry, correction, by_hash)
        case _:
            return state


def _corrected(state: MeetingState, entry: Entry, correction: Correction, by_hash: Mapping[str, Entry]) -> MeetingState:
    """Return the state after a correction of what is in force."""
    target = correction.supersedes
    superseded = {**state.superseded, target: entry}
    if any(_is(each, target) for each in (state.record, state.evaluation, state.withdrawal, state.not_held)):
        taker, bare = by_hash.get(correction.by or ""), MeetingState(entries=state.entries, superseded=superseded)
        if taker is not None and isinstance(taker.content, KeptResult):
            return replace(bare, record=by_hash.get(taker.content.record), evaluation=taker)
        return replace(bare, withdrawal=entry)
    overrides = {place: each for place, each in state.overrides.items() if each.hash != target}
    left = [
        None if _is(each, target) else each for each in (state.submission, state.upper, state.returned, state.decision)
    ]
    submission, upper, returned, decision = left
    return replace(
        state,
        submission=submission,
        upper=upper,
        returned=returned,
        decision=decision,
        overrides=overrides,
        superseded=superseded,
    )


def _is(entry: Entry | None, hash_: str) -> bool:
    return entry is not None and entry.hash == hash_


def computed_rating(state: MeetingState) -> str | None:
    """Return the rating that was computed for a meeting as it stands; None: none is certain."""
    return None if state.evaluation is None else computed_by(state.evaluation, state.upper)


def own_rating(state: MeetingState) -> str | None:
    """Return the rating that was computed of what the cell says itself, which it may see at any time."""
    kept = state.evaluation.content if state.evaluation is not None else None
    own = kept.layers.get("self") if isinstance(kept, KeptResult) else None
    return own.result.rating if own is not None and own.result is not None else None


def computed_when_decided(state: MeetingState) -> str | None:
    """Return the rating that was computed of what the decision in force looked at; None: none, or there is none."""
    decision = state.decision.content if state.decision is not None else None
    if state.evaluation is None or not isinstance(decision, Decision):
        return None
    return computed_by(state.evaluation, next((each for each in state.entries if each.hash == decision.upper), None))


def computed_by(evaluation: Entry, upper: Entry | None) -> str | None:
    """Return the rating that was computed: by the upper level, later or with the rest, or else by the cell itself."""
    if upper is not None and isinstance(upper.content, UpperAssessment):
        return upper.content.result.rating
    if not isinstance(evaluation.content, KeptResult):
        return None
    layers = evaluation.content.layers
    scored = [layers[name].result for name in ("upper", "self") if name in layers]
    return next((result.rating for result in scored if result is not None), None)
