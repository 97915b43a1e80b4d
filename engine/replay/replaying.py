"""Replay: score every kept record anew by the framework text kept with it, and compare with the kept evaluation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from chamdiem.engine.history.earlier import EarlierThen
from chamdiem.engine.history.redone import compare_period, rate_again
from chamdiem.engine.ledger.backend import Damaged
from chamdiem.engine.ledger.bodies import record_of, result_of_evaluation
from chamdiem.engine.ledger.comparing import compare_results, compare_traces
from chamdiem.engine.ledger.contents import KeptLayer, KeptResult, PeriodDecision, UpperAssessment
from chamdiem.engine.replay.frameworks import KeptFrameworks
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.rules.records.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from chamdiem.engine.ledger.comparing import ComparedTraces, Difference
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.replay.selection import Selection
    from chamdiem.rules.records.shape import RecordShape

Result = Literal["equal", "tighter", "different", "cannot"]
"""`tighter`: the same result, of which a newer version knows more while the record is incomplete (see `comparing`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What replaying one evaluation gave. Of an entry that cannot be read only its number is known.

    `framework` is the hash of the content, `framework_id` is None where the framework is not at hand. `difference`
    belongs to "different", `tightened` to "tighter", `faults` say why it cannot be replayed. `derivation` tells, apart
    from the result, whether the kept derivation is there and is still the same; None: not looked at.
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
    tightened: tuple[Difference, ...] = ()
    derivation: ComparedTraces | None = None
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
        self._earlier = EarlierThen(ledger)

    def verdicts(self, first: int, last: int) -> Iterator[Verdict]:
        for entry in readable(self._ledger, first, last):
            if isinstance(entry, Damaged):
                yield Verdict(number=entry.sequence, result="cannot", faults=entry.faults)
            elif isinstance(entry.content, PeriodDecision) and self._selection.takes_period(entry.content):
                verdict = self._period_verdict(entry, entry.content)
                if self._selection.framework in (None, verdict.framework_id):
                    yield verdict
            elif isinstance(entry.content, UpperAssessment) and self._selection.takes(entry.content.meeting):
                verdict = self._verdict(entry, kept_upper(self._ledger, entry.content), entry.content.given)
                if self._selection.framework in (None, verdict.framework_id):
                    yield verdict
            elif isinstance(entry.content, KeptResult) and self._selection.takes(entry.content.meeting):
                verdict = self._verdict(entry, entry.content)
                if self._selection.framework in (None, verdict.framework_id):
                    yield verdict

    def _verdict(self, entry: Entry, kept: KeptResult, upper: Mapping[str, Any] | None = None) -> Verdict:
        verdict = Verdict(
            number=entry.sequence,
            time=entry.time,
            software=entry.software,
            cell=kept.meeting.cell,
            period=kept.meeting.period,
            date=kept.meeting.date.isoformat() if kept.meeting.date else None,
            framework=kept.framework,
            result="cannot",
        )
        try:
            verdict = replace(verdict, framework_id=self._frameworks.get(kept.framework).id)
            return self._compared(verdict, entry, kept, upper)
        except FaultyInput as error:
            return replace(verdict, faults=error.faults)
        except InferenceError as error:
            return replace(verdict, faults=(Fault(error.code, details=error.details),))

    def _period_verdict(self, entry: Entry, kept: PeriodDecision) -> Verdict:
        """Return whether what was computed for a decision over several months is computed again."""
        verdict = Verdict(
            number=entry.sequence,
            time=entry.time,
            software=entry.software,
            cell=kept.cell,
            period=kept.span,
            framework=kept.framework,
            result="cannot",
        )
        try:
            framework = self._frameworks.get(kept.framework)
            found = compare_period(kept, rate_again(self._ledger, entry, kept, framework))
        except FaultyInput as error:
            return replace(verdict, faults=error.faults)
        verdict = replace(verdict, framework_id=framework.id, result=found.sameness)
        first = found.differences[0] if found.sameness == "different" else None
        return replace(verdict, difference=first, tightened=found.differences if found.sameness == "tighter" else ())

    def _compared(self, verdict: Verdict, entry: Entry, kept: KeptResult, upper: Mapping[str, Any] | None) -> Verdict:
        record, scorer = self._ledger.by_hash(kept.record), self._frameworks.scorer(kept.framework)
        again = kept_record(record, entry, self._frameworks.get(kept.framework).framework.shape, upper)
        earlier = self._earlier(entry, again, scorer.loaded) if kept.history else None
        evaluation = scorer.evaluate(again, earlier, standing=kept.tells_standing)
        now = result_of_evaluation(evaluation, record)
        now = now if upper is None else only_upper(now)
        # an assessment keeps what was concluded, and not which months it knew: one of these may have been corrected
        # between the evaluation and it
        found, traces = compare_results(kept, now, history=upper is None), compare_traces(kept, now)
        first = found.differences[0] if found.sameness == "different" else None
        tightened = found.differences if found.sameness == "tighter" else ()
        return replace(verdict, result=found.sameness, difference=first, tightened=tightened, derivation=traces)


def kept_record(kept: Entry, evaluation: Entry, shape: RecordShape, upper: Mapping[str, Any] | None = None) -> Record:
    """Return the record that was evaluated, read by the day on which it was: today's clock has no part in it.

    Dates may lie as late as the day after that day in UTC, which is as late as the calendar was anywhere.
    """
    return record_of(kept, dt.date.fromisoformat(evaluation.time[:10]) + dt.timedelta(days=1), shape, upper)


def readable(ledger: Ledger, first: int, last: int) -> Iterator[Entry | Damaged]:
    """Yield the entries from one number to another; in the place of one that is damaged, what is wrong with it."""
    while first <= last:
        try:
            for entry in ledger.entries(first, last):
                first = entry.sequence + 1
                yield entry
        except Damaged as error:
            first = max(first, error.sequence) + 1  # on, whatever is told
            yield error
        else:
            return


def kept_upper(ledger: Ledger, upper: UpperAssessment) -> KeptResult:
    """Return what the upper level concluded of an evaluation, as if it were all that was concluded of the record.

    Raises:
        FaultyInput: the ledger has no such evaluation.
    """
    entry = ledger.by_hash(upper.evaluation)
    if not isinstance(entry.content, KeptResult):
        raise FaultyInput([Fault("ledger.not_evaluation", details={"number": str(entry.sequence)})])
    return replace(entry.content, layers={"upper": KeptLayer(stated=upper.stated, result=upper.result)})


def only_upper(result: KeptResult) -> KeptResult:
    """Return an evaluation with nothing but the upper layer."""
    return replace(result, layers={name: layer for name, layer in result.layers.items() if name == "upper"})
