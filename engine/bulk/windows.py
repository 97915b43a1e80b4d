"""What the months up to that of each record prove of its facts, of the records of many cells at once.

The same as `history_facts` tells of one record, whose arithmetic `over_months` explains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, assert_never

import numpy as np

from chamdiem.engine.bulk.array_program import ArrayProgram
from chamdiem.engine.bulk.arrays import FactArray, every, unknown, whole
from chamdiem.engine.bulk.places import Places, changes
from chamdiem.rules.analysis.limits import own_ends
from chamdiem.rules.compile.history import compile_history, counts_key, read_facts, same_members_key
from chamdiem.rules.compile.rescaling import round_to_step
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.language.history import CountOfRecords, ExistsRecord, LastFact, MeanOfRecords, RunOfRecords

if TYPE_CHECKING:
    from chamdiem.engine.bulk.array_program import ConcludedArrays
    from chamdiem.engine.bulk.arrays import Mask, Numbers
    from chamdiem.engine.bulk.places import OrderedRecords
    from chamdiem.rules.compile.scope import Quantity
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.history import HistoryFact


class WindowEnds(NamedTuple):
    """The least and the most of a fact of every record, where something bounds it.

    `open_order`: of which records it may be another, for another one of theirs was on the same day.
    """

    least: FactArray
    most: FactArray
    open_order: Mask


class HistoryArrays:
    """The facts of history of one framework, as `HistoryFacts` has them, of many records at once.

    `asked` are the facts of a record of which they are made.
    """

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        program, scope = compile_history(framework), Scope(framework)
        self.read = {name: read_facts(scope, fact) for name, fact in framework.history.items()}
        self._ready = ArrayProgram(program, tuple(key for key, _ in program.steps))
        read = {end for facts in self.read.values() for fact in facts for end in (fact.least, fact.most)}
        self.asked = (program.inputs | read) - program.by.keys()

    def of(self, records: OrderedRecords) -> FollowedRecords:
        """Return what follows from each record.

        Raises:
            OverflowError: a number is wider than any that a record has, or becomes so.
        """
        given = {key: records.facts.get(key) or unknown(records.count) for key in self.asked}
        return FollowedRecords(self, records, self._ready.conclude(given, records.count))


@dataclass(frozen=True, slots=True)
class FollowedRecords:
    """Records with what follows from each for the facts of history of a framework."""

    history: HistoryArrays
    records: OrderedRecords
    followed: ConcludedArrays

    @property
    def conflict(self) -> Mask:
        """On which records two rules disagree: of their cells nothing is told here."""
        return self.followed.conflict

    def ends(self, name: str) -> WindowEnds:
        """Return the ends of a fact of every record."""
        fact = self.history.framework.history[name]
        places = Places(self.records, fact.over, fact.kinds or tuple(self.records.of_kind))
        least, most = self._ends(name, fact, places)
        is_ordered = isinstance(fact.operation, RunOfRecords | LastFact)
        return WindowEnds(least, most, places.depends_on_order if is_ordered else np.zeros(self.records.count, bool))

    def _ends(self, name: str, fact: HistoryFact, places: Places) -> tuple[FactArray, FactArray]:
        operation = fact.operation
        match operation:
            case CountOfRecords():
                return self._counted(name, fact, places)
            case ExistsRecord():
                least, most = self._counted(name, fact, places)
                return FactArray(np.minimum(least.values, 1)), FactArray(np.minimum(most.values, 1))
            case RunOfRecords(per_member=None):
                truth = self._truth(name, fact)
                sure, may_be = places.is_so(truth), places.may_be_so(truth)
                return places.of_records(places.run(sure)), places.of_records(places.run(may_be))
            case RunOfRecords():
                return self._member_run(name, places)
            case LastFact():
                (read,) = self.history.read[name]
                value = places.newest(self._value(read))
                return value, value
            case MeanOfRecords():
                return self._mean(name, operation, places)
            case _:
                assert_never(operation)

    def _truth(self, name: str, fact: HistoryFact) -> FactArray:
        """Return of every record whether it counts."""
        if not any(place[0] != "per_member" for place, _ in fact.conditions):
            return FactArray(np.ones(self.records.count, np.int8))
        return self.followed.column(counts_key(name))

    def _value(self, read: Quantity) -> FactArray:
        """Return what every record says of a fact for certain."""
        least, most = self.followed.column(read.least), self.followed.column(read.most)
        return FactArray(least.values, every(every(least.known, most.known), least.values == most.values))

    def _counted(self, name: str, fact: HistoryFact, places: Places) -> tuple[FactArray, FactArray]:
        truth = self._truth(name, fact)
        sure, may_be = places.is_so(truth), places.may_be_so(truth)
        return places.of_records(places.sum(sure)), places.of_records(places.sum(may_be))

    def _member_run(self, name: str, places: Places) -> tuple[FactArray, FactArray]:
        absent, members = (self._value(read) for read in self.history.read[name])
        is_any = FactArray((absent.values > 0).astype(np.int8), absent.known)
        same = self.followed.column(same_members_key(name)).holds(1, 1)
        sure = np.maximum(places.is_so(is_any), _sure_runs(places, absent, members, same))
        most = places.run(places.may_be_so(is_any))
        return places.of_records(places.farthest(sure)), places.of_records(most)

    def _mean(self, name: str, operation: MeanOfRecords, places: Places) -> tuple[FactArray, FactArray]:
        (read,) = self.history.read[name]
        value = self._value(read)
        is_record, there = places.is_record.astype(np.int64), whole(value.known, self.records.count)
        number, away = places.sum(is_record), places.sum(np.where(places.is_record, 0, places.weight))
        known, found = number > 0, []
        span = own_ends(self.history.framework.shape.by_name[operation.fact])
        for choose, end in zip((np.minimum, np.maximum), span, strict=True):
            total = places.sum(places.spread(np.where(there, value.values.astype(np.int64), end)))
            # by adding like numbers a mean only moves towards them: all of them, or none, is furthest
            means = (
                _rounded(total + several * end, np.maximum(number + several, 1), operation)
                for several in (np.zeros_like(away), away)
            )
            found.append(places.of_records(choose(*means), known))
        return found[0], found[1]


def _rounded(over: Numbers, under: Numbers, operation: MeanOfRecords) -> Numbers:
    made: Numbers = round_to_step(over, under, 1, operation.rounding)  # type: ignore[arg-type, assignment]
    return made


def _sure_runs(places: Places, absent: FactArray, members: FactArray, same: Mask) -> Numbers:
    """Return of each place how many up to it somebody must have been so one after the other, of the same members.

    For the reason see `over_months.member_run`.
    """
    count = len(absent.values)
    absences = places.spread(np.where(whole(absent.known, count), absent.values, -1).astype(np.int64), -1)
    several = places.spread(np.where(whole(members.known, count), members.values, -1).astype(np.int64), -1)
    is_told = (absences >= 0) & (several >= 0) & (absences <= several)
    goes_on = places.spread(same) & is_told & ~places.begins & ~changes(several)
    goes_on[1:] &= is_told[:-1]
    place = np.arange(len(several))
    first = np.maximum.accumulate(np.where(goes_on, 0, place))
    present = np.concatenate([[0], np.cumsum(np.where(is_told, several - absences, 0))])
    # of those that are so in all of some places there are fewer present in these than there are members
    reached = np.searchsorted(present, present[1:] - several, side="right")
    return np.where(is_told, place + 1 - np.clip(reached, first, place + 1), 0)
