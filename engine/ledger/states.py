"""How a meeting stands by its entries, taken in their order: what is in force, and what was superseded by what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.entries import Entry, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.engine.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How one meeting stands: `entries` are all that is known of it, the others what is in force of these.

    A correction takes out of force what it supersedes; a decision and an override are about one evaluation and fall
    with it. `superseded` tells which correction did it, by the hash of what it superseded.
    """

    entries: tuple[Entry, ...]
    record: Entry | None = None
    evaluation: Entry | None = None
    decision: Entry | None = None
    overrides: Mapping[tuple[str, str], Entry] = field(default_factory=dict)
    withdrawal: Entry | None = None
    superseded: Mapping[str, Entry] = field(default_factory=dict)

    @property
    def last(self) -> Entry:
        """The last entry about the meeting."""
        return self.entries[-1]

    @property
    def in_force(self) -> tuple[Entry, ...]:
        """What is in force, in order; of a meeting whose record was withdrawn, the correction that did so."""
        found = (self.record, self.evaluation, self.decision, *self.overrides.values(), self.withdrawal)
        return tuple(sorted((entry for entry in found if entry is not None), key=lambda entry: entry.sequence))


def known(entries: Iterable[Entry], time: str | None) -> Iterator[Entry]:
    """Yield the entries that were made until a time (of the form of `Stamp.time`), or all of them."""
    return (entry for entry in entries if time is None or entry.time <= time)


def meeting_state(ledger: Ledger, meeting: str, time: str | None = None) -> State | None:
    """Return how a meeting stands, or stood as known at a time; None: nothing is known of it."""
    entries = tuple(known(ledger.about(meeting), time))
    return state_of(entries) if entries else None


def state_of(entries: tuple[Entry, ...]) -> State:
    """Return the state of one meeting from all entries about it, in order."""
    state = State(entries=entries)
    by_hash = {entry.hash: entry for entry in entries}
    for entry in entries:
        state = _after(state, entry, by_hash)
    return state


def _after(state: State, entry: Entry, by_hash: Mapping[str, Entry]) -> State:
    """Return the state after one more entry. What a correction puts in force stands before it, yet not in force."""
    match entry.kind:
        case Kind.RECORD if state.record is None and state.withdrawal is None:
            return replace(state, record=entry)
        case Kind.EVALUATION if state.evaluation is None and _is(state.record, entry.body["record"]):
            return replace(state, evaluation=entry)
        case Kind.DECISION if _is(state.evaluation, entry.body["evaluation"]):
            return replace(state, decision=entry)
        case Kind.OVERRIDE if _is(state.evaluation, entry.body["evaluation"]):
            place = (entry.body["layer"], entry.body["criterion"])
            return replace(state, overrides={**state.overrides, place: entry})
        case Kind.CORRECTION:
            return _corrected(state, entry, by_hash)
    return state


def _corrected(state: State, correction: Entry, by_hash: Mapping[str, Entry]) -> State:
    """Return the state after a correction of what is in force."""
    target = correction.body["supersedes"]
    superseded = {**state.superseded, target: correction}
    if any(_is(entry, target) for entry in (state.record, state.evaluation, state.withdrawal)):
        taker = by_hash.get(correction.body["by"] or "")
        record = by_hash.get(taker.body["record"]) if taker else None
        withdrawal = None if taker else correction
        return State(
            entries=state.entries, record=record, evaluation=taker, withdrawal=withdrawal, superseded=superseded
        )
    decision = None if _is(state.decision, target) else state.decision
    overrides = {place: entry for place, entry in state.overrides.items() if entry.hash != target}
    return replace(state, decision=decision, overrides=overrides, superseded=superseded)


def _is(entry: Entry | None, hash_: str) -> bool:
    return entry is not None and entry.hash == hash_
