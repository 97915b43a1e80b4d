"""How far meetings are on their way from a cell to the decision: for lists and pages, from the ledger alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.contents import Decision, KeptResult, MeetingRef, meeting_of
from chamdiem.engine.ledger.entries import EntryKind
from chamdiem.engine.ledger.handing_in import UPPER
from chamdiem.engine.ledger.seeing import DECIDED, layers_of
from chamdiem.engine.ledger.states import computed_rating, meeting_state, own_rating
from chamdiem.rules.records.identity import key_of
from chamdiem.rules.records.meeting import MEETING_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.mandates.organisation import OrganisationTree


class Stage(StrEnum):
    """How far a meeting is; what it is called in words stands in the texts.

    No ledger tells of `NOT_BEGUN`, `DRAFT` (the cell is at work) and `UNDER_REVIEW` (the upper level is): drafts do.
    """

    NOT_BEGUN = "not_begun"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    ASSESSED = "assessed"
    DECIDED = "decided"
    CORRECTED = "corrected"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    NOT_HELD = "not_held"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingStage:
    """How far a meeting is.

    `numbers` are those of the entries in force, by their kinds; `corrections` those of all corrections there were.
    `own`, `computed` and `decided` are ratings by their ids; None: there is none yet. `computed` is that of the upper
    level once it has assessed: until there is a decision, the cell sees its `own` (see `layers_seen`).
    """

    meeting: MeetingRef
    stage: Stage
    numbers: Mapping[EntryKind, int]
    corrections: tuple[int, ...] = ()
    own: str | None = None
    computed: str | None = None
    decided: str | None = None


def stage_of(state: MeetingState) -> MeetingStage:
    """Return how far a meeting is, as it stands."""
    meeting = meeting_of(state.last.content)
    assert meeting is not None  # noqa: S101 - all entries of a state are about a meeting
    return MeetingStage(
        meeting=meeting,
        stage=_stage(state),
        numbers={entry.kind: entry.sequence for entry in state.in_force if entry.kind is not EntryKind.OVERRIDE},
        corrections=tuple(entry.sequence for entry in state.entries if entry.kind is EntryKind.CORRECTION),
        own=own_rating(state),
        computed=computed_rating(state),
        decided=decided_rating(state),
    )


def _stage(state: MeetingState) -> Stage:
    layers = layers_of(state)
    found = {
        Stage.NOT_HELD: state.not_held is not None,
        Stage.WITHDRAWN: state.evaluation is None,
        Stage.RETURNED: state.returned is not None,
        Stage.DECIDED: DECIDED in layers,
        Stage.ASSESSED: UPPER in layers,
        Stage.SUBMITTED: state.submission is not None,
    }
    reached = next((stage for stage, is_so in found.items() if is_so), None)
    return reached or _never_handed_in(state)


def _never_handed_in(state: MeetingState) -> Stage:
    """Return the stage of what was recorded and is not handed in now: new, taken back, or in the place of another."""
    taken = {entry.kind for entry in state.entries if entry.hash in state.superseded}
    if taken & {EntryKind.RECORD, EntryKind.EVALUATION, EntryKind.NOT_HELD}:
        return Stage.CORRECTED
    return Stage.WITHDRAWN if EntryKind.SUBMISSION in taken else Stage.SUBMITTED


def decided_rating(state: MeetingState) -> str | None:
    """Return the rating that was decided: by a decision, or else as the record itself states it; None: none was."""
    if state.decision is not None and isinstance(state.decision.content, Decision):
        return state.decision.content.rating
    kept = state.evaluation.content if state.evaluation else None
    stated = kept.layers.get(DECIDED) if isinstance(kept, KeptResult) else None
    return stated.stated if stated else None


def cell_stages(
    ledger: Ledger, names: Iterable[str], months: Iterable[str], kinds: Collection[str] = tuple(MEETING_KINDS)
) -> Iterator[MeetingStage]:
    """Yield the meetings of one cell in some months (such as 2026-11), in their order; of none is nothing said.

    `names`: the id of the cell, and others that it has or had, in any spelling. Only these meetings are read.
    """
    wanted = {key_of(name) for name in names}
    for month in months:
        for key, cell in _keys(ledger, kinds, month):
            if key_of(cell) in wanted:
                yield from _stages(ledger, key)


def month_stages(
    ledger: Ledger, tree: OrganisationTree, node: str, month: str, kinds: Collection[str] = tuple(MEETING_KINDS)
) -> Iterator[tuple[str, MeetingStage]]:
    """Yield the meetings of a month of all that stands under an organisation, each with the id of the organisation.

    What meetings of a cell that has ended are of is that in which it ended.
    """
    for place, key in keys_under(ledger, tree, node, month, kinds):
        yield from ((place, each) for each in _stages(ledger, key))


def keys_under(
    ledger: Ledger, tree: OrganisationTree, node: str, month: str, kinds: Collection[str] = tuple(MEETING_KINDS)
) -> Iterator[tuple[str, str]]:
    """Yield the same as the keys by which the entries about each meeting are found."""
    for key, cell in _keys(ledger, kinds, month):
        place = tree.standing(cell)
        if place is not None and tree.is_within(place.id, node):
            yield place.id, key


def _keys(ledger: Ledger, kinds: Collection[str], month: str) -> Iterator[tuple[str, str]]:
    """Yield the keys of the meetings of a month, each with its cell as it is spelled there."""
    for kind in kinds:
        yield from ((key, key.split("/", 2)[2]) for key in sorted(ledger.meetings(kind, month)))


def _stages(ledger: Ledger, key: str) -> Iterator[MeetingStage]:
    state = meeting_state(ledger, key)
    if state is not None:
        yield stage_of(state)
