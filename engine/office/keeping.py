"""Keep evaluations in a ledger as a part of the act that makes them, and tie printed sheets to what was kept."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.office.office import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path as File

    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.proof.checkpoints import Checkpoint
    from chamdiem.engine.proof.keys import PublicKey
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


@dataclass(frozen=True, slots=True)
class TieFiles:
    """By what printed sheets are tied to a ledger: the files of a checkpoint and of the key that signed it."""

    ledger: str
    checkpoint: File
    key: File


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties printed sheets to a ledger."""

    ledger: str
    checkpoint: Checkpoint
    key: PublicKey

    def marks(self, office: Office, evaluations: Sequence[Evaluation]) -> list[SheetMark]:
        """Return what the sheets of some evaluations show.

        Raises:
            FaultyInput: one is not in the ledger, or not in the checkpoint; or the ledger was changed.
        """
        from chamdiem.engine.proof.marking import sheet_marks  # noqa: PLC0415 - most sheets bear no mark

        with office.ledger(self.ledger) as opened:
            return sheet_marks(opened, evaluations, self.checkpoint)


def read_tie(files: TieFiles | None) -> Tie | None:
    """Read what ties sheets to a ledger; None: nothing does.

    Raises:
        FaultyInput: a file is not what it should be.
    """
    if files is None:
        return None
    from chamdiem.engine.proof.checkpoints import read_checkpoint  # noqa: PLC0415 - most sheets bear no mark
    from chamdiem.engine.proof.keys import read_public  # noqa: PLC0415 - as above

    key = read_public(files.key)
    return Tie(files.ledger, read_checkpoint(files.checkpoint, key), key)
