"""A decision over several months looked at again: what its framework and the entries of then give."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chamdiem.engine.history.building import gather_kept, with_predecessor
from chamdiem.engine.history.kept import KeptMonths, RememberedEntries
from chamdiem.engine.history.periods import Activity, PeriodScorer
from chamdiem.engine.ledger.comparing import ComparedResults, Difference
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.spans import read_span

if TYPE_CHECKING:
    from chamdiem.engine.history.periods import PeriodResult
    from chamdiem.engine.ledger.contents import PeriodDecision
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.reading.catalog import LoadedFramework


def rate_again(ledger: Ledger, entry: Entry, decision: PeriodDecision, framework: LoadedFramework) -> PeriodResult:
    """Return what the entries before a decision give by its own framework, for the months that it names."""
    period = next(each for each in framework.framework.periods if each.id == decision.period)
    span = read_span(decision.span)
    kept = KeptMonths(RememberedEntries(ledger), entry.sequence - 1)
    gathered = gather_kept(kept, period, decision.cell, span.months)
    scorer = PeriodScorer(framework, period, span)
    inherited: tuple[tuple[str, str], ...] = ()
    activity = Activity(months=decision.active, by="said", predecessors=decision.predecessors)
    if period.part_year.then == "predecessor" and len(decision.predecessors) == 1:
        before = gather_kept(kept, period, decision.predecessors[0], span.months)
        gathered = with_predecessor(gathered, before)
    else:
        others = (gather_kept(kept, period, each, span.months) for each in decision.predecessors)
        inherited = tuple(cap for each in others for cap in scorer.caps_of(each))
    timeline = gathered.timeline(span.months, activity)
    result = scorer.score(decision.cell, timeline, activity, inherited)
    return replace(result, called=gathered.called, upper_org=gathered.upper_org)


def compare_period(decision: PeriodDecision, now: PeriodResult) -> ComparedResults:
    """Compare what was computed then with what is computed now; a newer version may know more of open months."""
    possible, computed = tuple(rating.id for rating in now.possible), now.rating.id if now.rating else None
    if (decision.possible, decision.computed) == (possible, computed):
        return ComparedResults(sameness="equal")
    kept, told = ", ".join(decision.possible), ", ".join(possible)
    difference = Difference("", Key("period_rating", decision.period), decision.computed or kept, computed or told)
    tighter = decision.computed is None and set(possible) <= set(decision.possible)
    return ComparedResults(sameness="tighter" if tighter else "different", differences=(difference,))
