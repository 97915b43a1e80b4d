"""Acts as versions before mandates recorded them: by a role in words. Ledgers that hold them are read for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.bodies import record_body
from chamdiem.engine.ledger.contents import KeptResult
from chamdiem.engine.ledger.entries import EntryKind
from chamdiem.engine.ledger.recording import append_score
from chamdiem.engine.ledger.states import state_around

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import Body, Entry, EntryStamp
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation


@dataclass(frozen=True)
class EarlierAct:
    """Who acted, as they called themselves, and why."""

    role: str
    reason: str = "Ghi nhầm số liệu"


def decide(ledger: Ledger, number: int, rating: str, act: EarlierAct, stamp: EntryStamp) -> Entry:
    """Record a decision on an evaluation."""
    target = ledger.get(number)
    body = _about(ledger, target) | {"evaluation": target.hash, "rating": rating, "role": act.role}
    return ledger.append(EntryKind.DECISION, body, stamp)


def override(ledger: Ledger, number: int, award: tuple[str, str, str], act: EarlierAct, stamp: EntryStamp) -> Entry:
    """Record points beside a criterion of a layer."""
    target = ledger.get(number)
    layer, criterion, points = award
    told = {"layer": layer, "criterion": criterion, "points": points, "reason": act.reason, "role": act.role}
    return ledger.append(EntryKind.OVERRIDE, _about(ledger, target) | {"evaluation": target.hash} | told, stamp)


def correct(ledger: Ledger, number: int, evaluation: Evaluation | None, act: EarlierAct, stamp: EntryStamp) -> Entry:
    """Supersede an entry by an evaluation, or withdraw it."""
    target = ledger.get(number)
    with ledger.atomic():
        body = _about(ledger, target)
        by = append_score(ledger, evaluation, record_body(evaluation), stamp).hash if evaluation else None
        told = {"supersedes": target.hash, "by": by, "reason": act.reason, "role": act.role}
        return ledger.append(EntryKind.CORRECTION, body | told, stamp)


def note_clock(ledger: Ledger, act: EarlierAct, stamp: EntryStamp) -> Entry:
    """Record that times of earlier entries are not in order."""
    latest = max(entry.time for entry in ledger.entries())
    return ledger.append(EntryKind.CLOCK, {"latest": latest, "reason": act.reason, "role": act.role}, stamp)


def _about(ledger: Ledger, target: Entry) -> Body:
    state = state_around(ledger, target)
    assert state is not None
    assert target.kind is not EntryKind.EVALUATION or isinstance(target.content, KeptResult)
    return {"meeting": state.last.body["meeting"], "after": state.last.hash}
