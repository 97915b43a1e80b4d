"""Which layers of a meeting somebody sees: a cell sees what others said of it only after the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.ledger.contents import KeptResult
from chamdiem.engine.ledger.handing_in import UPPER
from chamdiem.engine.mandates.roles import Deed
from chamdiem.rules.records.fields import LAYERS

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.mandates.mandates import Authority

OF_CELL_ITSELF = ("self", "cell_vote")
"""The layers that a cell makes of its own meeting, which it sees at once."""
DECIDED = "decided"
"""The layer of what was decided."""


def layers_of(state: MeetingState) -> tuple[str, ...]:
    """Return the layers that a meeting has as it stands, in their order, what was recorded later included."""
    kept = state.evaluation.content if state.evaluation else None
    found = {*kept.layers} if isinstance(kept, KeptResult) else set()
    later = {UPPER: state.upper, DECIDED: state.decision}
    return tuple(name for name in LAYERS if name in found or later.get(name) is not None)


def layers_seen(authority: Authority, actor: str, state: MeetingState, day: dt.date) -> tuple[str, ...]:
    """Return the layers of a meeting that somebody sees on a day, in their order; none: nothing of it.

    Whoever is of the cell sees only what it said of itself until there is a decision, whatever else they are. Points
    that an office put beside others are seen with the layer `upper`.
    """
    cell = state.last.body["meeting"]["cell"]
    if not authority.may(actor, Deed.SEE, cell, day):
        return ()
    layers = layers_of(state)
    if DECIDED in layers or not authority.is_of(actor, cell, day):
        return layers
    return tuple(name for name in layers if name in OF_CELL_ITSELF)
