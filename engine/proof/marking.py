"""Tie printed sheets to the ledger: each shows its entry and a checkpoint in which that entry lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.ledger.recording import kept
from chamdiem.engine.paper.mark import qr_mark
from chamdiem.engine.proof.audit import check_against, tree_of
from chamdiem.engine.sheets.sheet_view import SheetMark
from chamdiem.engine.texts import say
from chamdiem.rules.records.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.proof.checkpoints import Checkpoint
    from chamdiem.engine.scoring.evaluation import Evaluation


def sheet_marks(ledger: Ledger, evaluations: Iterable[Evaluation], checkpoint: Checkpoint) -> list[SheetMark]:
    """Return what the sheet of each evaluation shows.

    Raises:
        FaultyInput: the ledger no longer is what the checkpoint says; or, of every evaluation at fault, that it is not
            in the ledger or came after the checkpoint.
    """
    # Checked before a mark is printed on paper, which nobody can call back.
    faults = check_against(tree_of(ledger), ledger.name, checkpoint)
    entries = []
    for evaluation in evaluations if not faults else ():
        entry, place = kept(ledger, evaluation), evaluation.record.document.place(())
        if entry is None:
            faults.append(Fault("mark.not_kept", details={"name": ledger.name}, place=place))
        elif entry.sequence > checkpoint.size:
            details = {"number": str(entry.sequence), "size": str(checkpoint.size)}
            faults.append(Fault("proof.later", details=details, place=place))
        else:
            entries.append(entry)
    if faults:
        raise FaultyInput(faults)
    code = qr_mark(checkpoint.note)
    second = say("vi", "mark.checkpoint", size=checkpoint.size, root=checkpoint.root.hex())
    return [
        SheetMark(
            lines=(say("vi", "mark.entry", number=entry.sequence, origin=checkpoint.origin, hash=entry.hash), second),
            qr_path=code.qr_path,
            qr_side=code.qr_side,
        )
        for entry in entries
    ]
