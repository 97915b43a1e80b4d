"""Advice against every record that can still come of one: what may be changed is changed in every way."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from alike import facts_of, record_of
from brute.records import records
from brute.watched import Watched
from chamdiem.rules.compile.program import Key
from reference.facts import Disagreement
from reference.spans import exact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brute.linted import Tally
    from chamdiem.engine.advice.advice import Advice
    from chamdiem.engine.scoring.scorer import Scorer
    from reference.facts import Record
    from reference.spans import Json


BETWEEN = Fraction(1, 8)
"""Between two totals so far apart nothing is tested: a framework that is drawn tests points at quarters."""


class Reachable:
    """All records of a small framework, each with the place of the worst rating that it may get."""

    def __init__(self, data: Json, scorer: Scorer) -> None:
        self.data, self.scorer = data, scorer
        self.all: list[tuple[Record, int]] = []
        for record in records(data):
            seen = Watched(data, record)
            try:
                seen.result()
            except Disagreement:
                continue
            self.all.append((record, max(self._ratings(seen))))
        self.fixed = {name for name, spec in data["inputs"].items() if "change" not in spec}

    def _ratings(self, seen: Watched) -> set[int]:
        """Return the places of the ratings that a record may get: for each total that it may have by itself."""
        total = seen.total()
        assert total.least is not None
        assert total.most is not None
        totals = [total.least + n * BETWEEN for n in range(int((total.most - total.least) / BETWEEN) + 1)]
        if len(totals) == 1:
            return seen.possible_ratings()
        each = (Watched(self.data, seen.record, seen.measured, seen.owned, sum=exact(points)) for points in totals)
        return {place for one in each for place in one.possible_ratings()}

    def from_(self, start: Record) -> Iterator[tuple[Record, int]]:
        """Yield what can come of a record, whatever is missing of it and whatever may be changed."""
        for record, rating in self.all:
            if all(name not in start.facts or start.facts[name] == record.facts[name] for name in self.fixed):
                yield record, rating

    def completions(self, start: Record) -> Iterator[int]:
        """Yield the ratings of what a record says, whatever is missing of it."""
        for record, rating in self.all:
            facts = all(record.facts[name] == value for name, value in start.facts.items())
            if facts and all(record.answers.get(name) == value for name, value in start.answers.items()):
                yield rating

    def cost(self, start: Record, after: Record) -> int:
        """Return what a change costs: the criteria whose points change, and every changed fact that none of them reads."""
        before, then = Watched(self.data, start).result().criteria, Watched(self.data, after).result().criteria
        changed = [name for name, span in then.items() if span != before[name]]
        read = {key for name in changed for key in self.scorer.needs[Key("least", name)]}
        framework = self.scorer.framework
        old, new = facts_of(framework, start), facts_of(framework, after)
        return len(changed) + sum(new[key] != old.get(key) and key not in read for key in new)


def check_advice(reachable: Reachable, start: Record, place: int, advice: Advice, tally: Tally) -> None:
    """Compare the advice on one rating with everything that can come of a record."""
    said = f"mức {place}"
    good = [record for record, rating in reachable.from_(start) if rating <= place]
    now = {*reachable.completions(start)}
    tally.right["advice"] += 1
    if advice.reached and any(rating > place for rating in now):
        tally.false.append(f"reached: {said} {start}")
    if advice.because and good:
        tally.false.append(f"because: {said} {start} {good[0]}")
    if advice.too_late and any(rating <= place for rating in now):
        tally.false.append(f"too late: {said} {start}")
    for way in (*advice.ways, *advice.now):
        tally.right["way"] += 1
        changes = {step.key: step.after for step in way.steps}
        after = _after(reachable, start, changes)
        if not all(rating <= place for rating in reachable.completions(after)):
            tally.false.append(f"way: {said} {start} {changes}")
    if advice.reached or advice.because:
        return
    if not advice.ways:
        if good:
            tally.missed.append(f"way: {said} {start} {good[0]}")
        else:
            tally.undecided["advice"] += 1
    elif advice.ways and not (reachable.data["inputs"].keys() - start.facts.keys()):
        _check_cost(reachable, start, good, advice, tally)


def _after(reachable: Reachable, start: Record, changes: Mapping[Key, int]) -> Record:
    framework = reachable.scorer.framework
    return record_of(framework, {**facts_of(framework, start), **changes})


def _check_cost(reachable: Reachable, start: Record, good: list[Record], advice: Advice, tally: Tally) -> None:
    """No record that is good enough is nearer than one that changes what is advised, whatever else it changes.

    More changes may cost less, where a criterion that changes reads them all: what nobody needs is not advised.
    """
    tally.right["cost"] += 1
    framework = reachable.scorer.framework
    ways = [{step.key: step.after for step in way.steps} for way in advice.ways]
    records = [*good, *(_after(reachable, start, way) for way in ways)]
    costs = [(reachable.cost(start, record), facts_of(framework, record)) for record in records]
    least = min(cost for cost, _ in costs)
    told = min(cost for cost, facts in costs if any(way.items() <= facts.items() for way in ways))
    if least < told:
        tally.missed.append(f"cost: {least} < {told} {start} {advice.target.id} {advice.ways[0].steps}")
