"""Keep evaluations in a ledger as a part of the act that makes them, and tie printed sheets to what was kept."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from chamdiem.engine.office.office import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.office.proofs import CheckpointFiles, KeptCheckpoint
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.sheets.sheet_view import SheetMark

LISTED = 6
"""So many numbers of entries are named in one sentence."""


@contextmanager
def keeping(office: Office, ledger: str | None, hear: Hear) -> Iterator[Callable[[Evaluation], object]]:
    """Give what records an evaluation in a ledger, or does nothing where none is named.

    All of them are kept at the end of the block, or none: what could not be shown within it was not concluded for
    anybody. Which of both it is, is told.

    Raises:
        FaultyInput: one could not be recorded; none is.
    """
    if ledger is None:
        yield lambda _evaluation: None
        return
    from chamdiem.engine.ledger.recording import record_score  # noqa: PLC0415 - most evaluations are kept nowhere

    entries: list[Entry] = []
    now = office.clock.stamp()
    with office.ledger(ledger) as opened:
        try:
            with opened.atomic():
                yield lambda evaluation: entries.append(record_score(opened, evaluation, now))
        except (KeyboardInterrupt, OSError):
            hear(Notice("ledger.none_recorded", {"name": opened.name}))
            raise
        numbers = [str(entry.sequence) for entry in entries]
        shown = ", ".join(numbers if len(numbers) <= LISTED else (*numbers[: LISTED - 1], "…", numbers[-1]))
        hear(Notice("ledger.recorded", {"count": len(entries), "numbers": shown, "name": opened.name}))


def read_tie(files: CheckpointFiles | None) -> KeptCheckpoint | None:
    """Read the checkpoint that ties printed sheets to a ledger; None: nothing does.

    Raises:
        FaultyInput: a file is not what it should be.
    """
    if files is None:
        return None
    from chamdiem.engine.office.proofs import read_kept  # noqa: PLC0415 - most sheets bear no mark

    return read_kept(files)


def marks_of(
    office: Office, ledger: str | None, tie: KeptCheckpoint | None, evaluations: Sequence[Evaluation]
) -> list[SheetMark] | None:
    """Return what the sheets of some evaluations show of a ledger and a checkpoint of it; None: nothing.

    Raises:
        FaultyInput: one is not in the ledger, or not in the checkpoint; or the ledger was changed.
    """
    if ledger is None or tie is None:
        return None
    from chamdiem.engine.proof.marking import sheet_marks  # noqa: PLC0415 - most sheets bear no mark

    with office.ledger(ledger) as opened:
        return sheet_marks(opened, evaluations, tie.checkpoint)
