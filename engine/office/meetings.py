"""The act of scoring, one meeting or many, which may be kept in a ledger; sheets can be tied to what was kept."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from chamdiem.engine.office.checking import evaluate_all, evaluate_file, holds_many
from chamdiem.engine.office.office import Notice
from chamdiem.engine.reading.items import Rejected, unheard
from chamdiem.engine.scoring.evaluation import Evaluation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path as File

    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.office.advising import AdvisedMeeting
    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.office.proofs import CheckpointFiles, KeptCheckpoint
    from chamdiem.engine.reading.items import Unfilled
    from chamdiem.engine.sheets.sheet_view import SheetMark
    from chamdiem.engine.texts import Lang

LISTED = 6
"""So many numbers of entries are named in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRequest:
    """Which files are to be scored, by which framework, and in which ledger that is kept, by which mandate.

    `faults` is a workbook of the rows that are faulty, in a language, written where there are such rows.
    """

    files: tuple[File, ...]
    lang: Lang
    framework: str | None = None
    ledger: str | None = None
    mandate: str | None = None
    faults: File | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The results of some files, scored as they are asked for. `single`: it is one record, and right.

    `advise` gives the advice on one of them; it takes far longer than scoring, and so only who asks for it pays.
    """

    results: Iterator[Evaluation | Rejected | Unfilled]
    single: bool
    advise: Callable[[Evaluation], AdvisedMeeting]


@contextmanager
def scoring(office: Office, asked: ScoreRequest, consent: Consent, hear: Hear = unheard) -> Iterator[Scored]:
    """Score meetings, one or many; what is shown of them is shown within the block.

    At its end the faulty rows are written, and all evaluations are kept in the ledger: whoever is stopped within the
    block, or leaves it by an exception, has kept none.
    """
    files, rejected = asked.files, list[Rejected]()
    consent = office.consent(consent, (*files, asked.framework, asked.ledger), asked.faults)
    # the ledger is opened before anything is read: nobody scores for an hour to learn that there is none
    with keeping(office, asked.ledger, asked.mandate, hear) as (knowing, keep):
        single = len(files) == 1 and not holds_many(files[0])
        if single:
            found: Iterator[Evaluation | Rejected | Unfilled] = iter(
                [evaluate_file(knowing, files[0], asked.framework)]
            )
        else:
            found = evaluate_all(knowing, files, asked.framework, hear)
        yield Scored(results=_sorted(found, keep, rejected), single=single, advise=partial(_advise, office))
        # after what was shown, and before anything is kept: where they cannot be written, nothing is
        if asked.faults is not None and rejected:
            from chamdiem.engine.workbooks.workbook import faults_workbook  # noqa: PLC0415 - most rows are right

            office.write(asked.faults, faults_workbook(rejected, asked.lang), consent)
            hear(Notice("result.faults_written", {"file": asked.faults}, aside=False))


def _sorted(
    results: Iterator[Evaluation | Rejected | Unfilled], keep: Callable[[Evaluation], object], rejected: list[Rejected]
) -> Iterator[Evaluation | Rejected | Unfilled]:
    """Yield results, after each was kept or noted as rejected."""
    for result in results:
        if isinstance(result, Evaluation):
            keep(result)
        elif isinstance(result, Rejected):
            rejected.append(result)
        yield result


def _advise(office: Office, evaluation: Evaluation) -> AdvisedMeeting:
    from chamdiem.engine.office.advising import advise_on  # noqa: PLC0415 - see `Scored`

    return advise_on(office, evaluation)


# --- keeping ---


@contextmanager
def keeping(
    office: Office, ledger: str | None, mandate: str | None, hear: Hear
) -> Iterator[tuple[Office, Callable[[Evaluation], object]]]:
    """Give the office by which is scored what a ledger is to keep, and what records it there; without one, nothing.

    `mandate`: by which it is recorded, see `handing_in.Recorder`. The office knows what the ledger has of earlier
    months, what was recorded within the block included.

    All of them are kept at the end of the block, or none: what could not be shown within it was not concluded for
    anybody. Which of both it is, is told.
    """
    if ledger is None:
        yield office, lambda _evaluation: None
        return
    from chamdiem.engine.ledger.handing_in import Recorder  # noqa: PLC0415 - most evaluations are kept nowhere

    entries: list[Entry] = []
    now = office.clock.stamp()
    with office.ledger(ledger) as opened:
        recorder = Recorder(opened, mandate, now)
        try:
            with opened.atomic():
                yield office.informed(opened), lambda evaluation: entries.append(recorder.record(evaluation))
        except (KeyboardInterrupt, OSError):
            hear(Notice("ledger.none_recorded", {"name": opened.name}))
            raise
        numbers = [str(entry.sequence) for entry in entries]
        shown = ", ".join(numbers if len(numbers) <= LISTED else (*numbers[: LISTED - 1], "…", numbers[-1]))
        hear(Notice("ledger.recorded", {"count": len(entries), "numbers": shown, "name": opened.name}))


def as_decided(office: Office, ledger: str | None, evaluations: Iterable[Evaluation]) -> list[Evaluation]:
    """Return evaluations with what a ledger has decided on their meetings, for whatever is printed of them.

    Not for what is recorded: a decision is no part of what was scored.
    """
    if ledger is None:
        return list(evaluations)
    from chamdiem.engine.ledger.decisions import decision_on  # noqa: PLC0415 - most evaluations are kept nowhere

    with office.ledger(ledger) as opened:
        decided = ((evaluation, decision_on(opened, evaluation)) for evaluation in evaluations)
        return [evaluation.decided(found) if found else evaluation for evaluation, found in decided]


def read_tie(files: CheckpointFiles | None) -> KeptCheckpoint | None:
    """Read the checkpoint that ties printed sheets to a ledger; None: nothing does."""
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
