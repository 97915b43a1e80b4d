"""What a ledger has decided on the meeting of an evaluation, to be shown beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.ledger.contents import Decision
from chamdiem.engine.ledger.keys import record_key
from chamdiem.engine.ledger.states import computed_when_decided, meeting_state
from chamdiem.engine.scoring.evaluation import DecidedRating

if TYPE_CHECKING:
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation


def decision_on(ledger: Ledger, evaluation: Evaluation) -> DecidedRating | None:
    """Return what is decided on the meeting of an evaluation; None: nothing, or by a framework of other ratings.

    It is found by the meeting, whatever of the record is another by now.
    """
    record = evaluation.record
    cell, period = record.cell_as_written, record.of_period
    if not cell or period is None:
        return None
    key = record_key(cell, period, record.kind or "", record.shape.subject)
    states = (meeting_state(ledger, each) for each in ledger.spellings(key))
    state = next((each for each in states if each is not None and each.decision is not None), None)
    found = state.decision.content if state is not None and state.decision is not None else None
    ratings = {rating.id: rating for rating in evaluation.framework.framework.ratings}
    if state is None or not isinstance(found, Decision) or found.rating not in ratings:
        return None
    computed = ratings.get(computed_when_decided(state) or "")
    return DecidedRating(rating=ratings[found.rating], computed=computed, reason=found.reason)
