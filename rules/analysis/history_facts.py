"""What some records in order, and months without one, prove of each fact that a framework has from history."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from chamdiem.rules.analysis import over_months
from chamdiem.rules.analysis.limits import own_ends
from chamdiem.rules.analysis.over_months import UNREPORTED, Attendance, CountEnds
from chamdiem.rules.compile.history import compile_history, counts_key, read_facts, same_members_key
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.rescaling import round_to_step
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.language.history import CountOfRecords, ExistsRecord, LastFact, MeanOfRecords, RunOfRecords

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chamdiem.rules.compile.scope import Quantity
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.history import HistoryFact, HistoryOperation

    Facts = Mapping[str, int]
    Followed = Mapping[Key, int]


class HistoryFacts:
    """The facts of history of one framework. Measures of earlier records are made by it, of what they say."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        program, scope = compile_history(framework), Scope(framework)
        self._read = {name: read_facts(scope, fact) for name, fact in framework.history.items()}
        self._slice = Slice(program, [key for key, _ in program.steps])

    def followed(self, facts: Facts) -> Followed:
        """Return the facts of a record, given by its fields' names, with what follows from them.

        Where two rules disagree, nothing does.
        """
        # In a record that was kept by another framework a measure of this one may be undefined: that is not known.
        return self._slice.trace({Key("field", name): value for name, value in facts.items()}).facts

    def ends(self, name: str, places: Sequence[Followed | None], own: int) -> CountEnds | None:
        """Return the least and the most of a fact; None: nothing bounds it.

        `places` are what followed from records, in order, None for each month without a report; the `own`-th place is
        that of the record whose fact it is, or would be.
        """
        fact = self.framework.history[name]
        operation: HistoryOperation = fact.operation
        match operation:
            case CountOfRecords():
                return over_months.count(self._truths(name, places, fact))
            case ExistsRecord():
                return over_months.exists(self._truths(name, places, fact))
            case RunOfRecords(per_member=None):
                return over_months.longest_run(self._truths(name, places, fact))
            case RunOfRecords():
                return over_months.member_run([self._attendance(name, place) for place in places])
            case LastFact():
                (read,) = self._read[name]
                value = over_months.last([_value(place, read) for place in places[:own]])
                return None if value is None else CountEnds(value, value)
            case MeanOfRecords():
                return self._mean(name, operation, places)
            case _:
                assert_never(operation)

    def _truths(self, name: str, places: Sequence[Followed | None], fact: HistoryFact) -> list[over_months.Truth]:
        """Return of each place whether it counts; None: nobody knows."""
        if not any(place[0] != "per_member" for place, _ in fact.conditions):
            return [None if place is None else True for place in places]
        found = [None if place is None else place.get(counts_key(name)) for place in places]
        return [None if value is None else value == 1 for value in found]

    def _attendance(self, name: str, place: Followed | None) -> Attendance:
        if place is None:
            return UNREPORTED
        absent, members = (_value(place, read) for read in self._read[name])
        return Attendance(absent=absent, members=members, same=place.get(same_members_key(name)) == 1)

    def _mean(self, name: str, operation: MeanOfRecords, places: Sequence[Followed | None]) -> CountEnds | None:
        (read,) = self._read[name]
        # each record is checked by what it says, so no other fact that it may lack bounds this one
        span = CountEnds(*own_ends(self.framework.shape.by_name[operation.fact]))
        known = [_value(place, read) for place in places if place is not None]
        numbers = [span if value is None else CountEnds(value, value) for value in known]
        found = over_months.mean_over(numbers, len(places) - len(known), span)
        if found is None:
            return None
        least, most = (round_to_step(end.numerator, end.denominator, 1, operation.rounding) for end in found)
        return CountEnds(least, most)


def _value(place: Followed | None, read: Quantity) -> int | None:
    """Return what a record says of a fact; None: nothing for certain."""
    least = None if place is None else place.get(read.least)
    return least if place is not None and least == place.get(read.most) else None
