"""Replay: score every kept record anew by the framework text kept with it, and compare with the kept evaluation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from chamdiem.engine.inference import InferenceError
from chamdiem.engine.ledger.bodies import evaluation_body, record_of
from chamdiem.engine.ledger.entries import Entry, Kind
from chamdiem.engine.ledger.store import Damaged, Ledger
from chamdiem.engine.replay.comparing import Difference, first_difference
from chamdiem.engine.replay.frameworks import KeptFrameworks
from chamdiem.rules.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.replay.selection import Selection

Result = Literal["equal", "different", "cannot"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What replaying one evaluation gave. Of an entry that cannot be read only its number is known.

    `framework` is the hash of the content, `framework_id` is None where the framework is not at hand. `difference`
    belongs to "different", `faults` say why it cannot be replayed.
    """

    number: int
    time: str = ""
    software: str = ""
    cell: str | None = None
    period: str | None = None
    date: str | None = None
    framework: str = ""
    framework_id: str | None = None
    result: Result
    difference: Difference | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Replay:
    """Replaying a ledger's selected evaluations, as a task to go through it."""

    selection: Selection

    def begin(self, ledger: Ledger) -> Callable[[int, int], Iterator[Verdict]]:
        """Return what yields the verdicts on the evaluations from one number to another, both included."""
        return _Replayer(ledger, self.selection).verdicts


class _Replayer:
    def __init__(self, ledger: Ledger, selection: Selection) -> None:
        self._ledger = ledger
        self._selection = selection
        self._frameworks = KeptFrameworks(ledger)

    def verdicts(self, first: int, last: int) -> Iterator[Verdict]:
        for entry in readable(self._ledger, first, last):
            if isinstance(entry, Damaged):
                yield Verdict(number=entry.sequence, result="cannot", faults=entry.faults)
            elif entry.kind is Kind.EVALUATION:
                yield from self._selected(entry)

    def _selected(self, entry: Entry) -> Iterator[Verdict]:
        try:
            if self._selection.takes(entry.body["meeting"]):
                verdict = self._verdict(entry)
                if self._selection.framework in (None, verdict.framework_id):
                    yield verdict
        except (KeyError, TypeError, ValueError, AttributeError):  # whoever rewrites a ledger may leave any shape in it
            yield Verdict(
                number=entry.sequence,
                time=entry.time,
                software=entry.software,
                result="cannot",
                faults=(Fault("replay.shape", details={"number": str(entry.sequence)}),),
            )

    def _verdict(self, entry: Entry) -> Verdict:
        difference, framework_id = None, None
        faults: tuple[Fault, ...] = ()
        try:
            framework_id = self._frameworks.get(entry.body["framework"]).id
            difference = self._difference(entry)
        except FaultyInput as error:
            faults = error.faults
        except InferenceError as error:
            faults = (Fault(error.code, details=error.details),)
        meeting = entry.body["meeting"]
        return Verdict(
            number=entry.sequence,
            time=entry.time,
            software=entry.software,
            cell=meeting["cell"],
            period=meeting["period"],
            date=meeting["date"],
            framework=entry.body["framework"],
            framework_id=framework_id,
            result="cannot" if faults else "different" if difference else "equal",
            difference=difference,
            faults=faults,
        )

    def _difference(self, entry: Entry) -> Difference | None:
        kept = self._ledger.by_hash(entry.body["record"])
        evaluation = self._frameworks.scorer(entry.body["framework"]).evaluate(kept_record(kept, entry))
        return first_difference(entry.body, evaluation_body(evaluation, kept))


def kept_record(kept: Entry, evaluation: Entry) -> Record:
    """Return the record that was evaluated, read by the day on which it was: today's clock has no part in it.

    Dates may lie as late as the day after that day in UTC, which is as late as the calendar was anywhere.

    Raises:
        FaultyInput: it is not right by today's reading.
    """
    return record_of(kept, dt.date.fromisoformat(evaluation.time[:10]) + dt.timedelta(days=1))


def readable(ledger: Ledger, first: int, last: int) -> Iterator[Entry | Damaged]:
    """Yield the entries from one number to another; in the place of one that is damaged, what is wrong with it."""
    while first <= last:
        try:
            for entry in ledger.entries(first, last):
                first = entry.sequence + 1
                yield entry
        except Damaged as error:
            first = error.sequence + 1
            yield error
        else:
            return
