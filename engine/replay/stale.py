"""Evaluations that were made of what is known otherwise by now: an entry that was used was corrected, or one came late.

Nothing is rewritten by that: whoever keeps the ledger corrects what should be another result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.history.earlier import History
from chamdiem.engine.history.kept import KeptMonths, RememberedEntries
from chamdiem.engine.ledger.bodies import result_of_evaluation
from chamdiem.engine.ledger.comparing import compare_results
from chamdiem.engine.ledger.contents import KeptResult
from chamdiem.engine.ledger.states import state_around
from chamdiem.engine.replay.frameworks import KeptFrameworks
from chamdiem.engine.replay.replaying import Verdict, kept_record
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.rules.records.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.ledger.contents import KeptHistory, MeetingRef
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.earlier import EarlierFacts
    from chamdiem.rules.language.framework import Framework

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedSpan:
    """A fact by its name, with the least and the most of it then and now; None: nothing bounded it."""

    name: str
    then: Span | None
    now: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleEvaluation:
    """An evaluation in force that earlier records would now be otherwise for.

    `corrected` are the numbers of the entries that it used and that are no longer in force, `later` of those that it
    did not know. `again` is what scoring it anew gives: mostly the same result.
    """

    number: int
    meeting: MeetingRef
    framework: Framework
    corrected: tuple[int, ...]
    later: tuple[int, ...]
    changed: tuple[ChangedSpan, ...]
    again: Verdict


def stale_evaluations(ledger: Ledger, cell: str | None = None) -> Iterator[StaleEvaluation]:
    """Yield every evaluation in force, of all cells or of one, that was left behind by what is known by now.

    Raises:
        FaultyInput: an entry is damaged, or what one of these evaluations was made of cannot be read any more.
    """
    look = _Look(ledger)
    for entry in ledger.entries():
        kept = entry.content
        if not isinstance(kept, KeptResult) or kept.history is None or cell not in {None, kept.meeting.cell}:
            continue
        state = state_around(ledger, entry)
        if state is not None and state.evaluation is not None and state.evaluation.hash == entry.hash:
            yield from look.at(entry, kept, kept.history)


class _Look:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._frameworks = KeptFrameworks(ledger)
        self._history = History(KeptMonths(RememberedEntries(ledger)))

    def at(self, entry: Entry, kept: KeptResult, then: KeptHistory) -> Iterator[StaleEvaluation]:
        loaded = self._frameworks.get(kept.framework)
        record = kept_record(self._ledger.by_hash(kept.record), entry, loaded.framework.shape)
        now = self._history(record, loaded)
        numbers = {each.hash: each.number for each in now.entries} if now else {}
        if now is None or set(then.entries) == numbers.keys():
            return
        gone = [self._ledger.by_hash(hash_).sequence for hash_ in then.entries if hash_ not in numbers]
        yield StaleEvaluation(
            number=entry.sequence,
            meeting=kept.meeting,
            framework=loaded.framework,
            corrected=tuple(sorted(gone)),
            later=tuple(sorted(number for hash_, number in numbers.items() if hash_ not in then.entries)),
            changed=tuple(_changed(then, now)),
            again=self._again(entry, kept, now),
        )

    def _again(self, entry: Entry, kept: KeptResult, now: EarlierFacts) -> Verdict:
        """Return what scoring the record by what is known now gives beside what was kept."""
        entry_of_record = self._ledger.by_hash(kept.record)
        try:
            scorer = self._frameworks.scorer(kept.framework)
            record = kept_record(entry_of_record, entry, scorer.framework.shape)
            evaluation = scorer.evaluate(record, now, standing=kept.tells_standing)
        except FaultyInput as error:
            return Verdict(number=entry.sequence, result="cannot", faults=error.faults)
        except InferenceError as error:
            fault = Fault(error.code, details=error.details)
            return Verdict(number=entry.sequence, result="cannot", faults=(fault,))
        found = compare_results(kept, result_of_evaluation(evaluation, entry_of_record))
        first = found.differences[0] if found.sameness == "different" else None
        tightened = found.differences if found.sameness == "tighter" else ()
        return Verdict(number=entry.sequence, result=found.sameness, difference=first, tightened=tightened)


def _changed(then: KeptHistory, now: EarlierFacts) -> Iterator[ChangedSpan]:
    for name in dict.fromkeys((*then.facts, *now.facts)):
        fact = now.facts.get(name)
        spans = then.facts.get(name), None if fact is None else (fact.least, fact.most)
        if spans[0] != spans[1]:
            yield ChangedSpan(name=name, then=spans[0], now=spans[1])
