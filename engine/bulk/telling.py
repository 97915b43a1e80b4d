"""Results of rows whose facts are concluded, as columns: the same as the scorer reads of one record, by a test.

What trying completions would find is not known to a program: the ends are those of the rules alone, unless an outlook
goes with the rows.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from chamdiem.engine.bulk.arrays import FactArray, combinations, every, narrow, whole
from chamdiem.engine.bulk.query import rule_column
from chamdiem.engine.bulk.results import BOUNDS, MISSING, POSSIBLE, RATED, UNRATED, made_column
from chamdiem.rules.compile.keys import TOTAL
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.ratings import RATING, possible
from chamdiem.rules.compile.totals import SCALE_LEAST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.bulk.array_program import ConcludedArrays
    from chamdiem.engine.bulk.arrays import Known, Mask, Numbers
    from chamdiem.engine.bulk.results import Results


class WordArray(NamedTuple):
    """A column of texts, of each row by its place in a list of them; where the place is not known there is none."""

    places: FactArray
    texts: tuple[str, ...]


class SharedOutlooks(NamedTuple):
    """What completions have in common of some rows, whose places `rows` are: facts, and the ratings that may come.

    Of each of these rows `ratings` are the places of ratings as bits.
    """

    rows: Numbers
    facts: Mapping[Key, FactArray]
    ratings: Numbers


class Telling:
    """Makes the columns of results of some rows."""

    def __init__(self, results: Results, concluded: ConcludedArrays, outlook: SharedOutlooks | None = None) -> None:
        self._results, self._concluded, self._outlook = results, concluded, outlook

    @property
    def is_open(self) -> Mask:
        """Of which rows the rules alone know no total, or no rating."""
        total, rating = self._concluded.column(Key("award", TOTAL)), self._concluded.column(RATING)
        return ~whole(every(total.known, rating.known), self._concluded.count)

    @property
    def lacks(self) -> Mask:
        """Which rows lack some fact from outside."""
        known = (self._concluded.column(key).known for key in self._results.program.inputs)
        return ~whole(reduce(every, known, None), self._concluded.count)

    def told(self) -> dict[str, FactArray | WordArray]:
        """Return the columns of results, by their names.

        Raises:
            OverflowError: points are wider than results have them.
        """
        results = self._results
        awards = {subject: self._award(subject) for subject in results.subjects}
        ends = (Key(kind, subject) for subject in results.subjects for kind in BOUNDS)
        found = {str(key): self._known(key) for key in (*results.maxima, *ends)}
        found |= {str(Key("award", subject)): award for subject, award in awards.items()}
        found |= {str(key): self._concluded.column(key) for key in results.findings}
        found |= {rule_column(key): self._concluded.rule(key) for key in results.ruled}
        found |= {made_column(key): self._concluded.column(key) for key in results.made}
        numbers = {name: narrow(column) for name, column in found.items()}
        return {**numbers, **self._ratings(), MISSING: self._missing(awards)}

    # --- points ---

    def _known(self, key: Key) -> FactArray:
        """Return a fact as it is known, by the rules or else by what completions have in common."""
        own, found = self._concluded.column(key), self._outlook
        if found is None or key not in found.facts:
            return own
        there, tried = own.at(found.rows), found.facts[key]
        best = tried.or_else(there) if key.kind in BOUNDS else there.or_else(tried)
        values, known = own.values.copy(), whole(own.known, self._concluded.count).copy()
        values[found.rows], known[found.rows] = best.values, whole(best.known, len(found.rows))
        return FactArray(values, known)

    def _award(self, subject: str) -> FactArray:
        """Return the points of a subject; where it has none yet, its ends where these are one and will stay so."""
        results, award = self._results, self._concluded.column(Key("award", subject))
        if award.known is None or subject not in results.stood_for:
            return award
        least, most = (self._known(Key(kind, subject)) for kind in BOUNDS)
        stands = every(every(least.known, most.known), least.values == most.values)
        if subject in results.movable:
            stands = every(stands, self._known(Key("maximum", subject)).known)
        for key in results.stood_for[subject]:
            stands = every(stands, self._concluded.column(key).known)
        if subject == TOTAL and SCALE_LEAST in results.program.by:
            scale = self._concluded.column(SCALE_LEAST)
            stands = every(stands, scale.missing() | (scale.values > 0))
        return award.or_else(FactArray(least.values, stands))

    # --- ratings ---

    def _ratings(self) -> dict[str, FactArray | WordArray]:
        ratings = self._results.framework.ratings
        place = self._known(RATING)
        ids = tuple(rating.id for rating in ratings)
        count = self._concluded.count
        none = place.values == len(ratings)
        sets = [",".join(id_ for at, id_ in enumerate(ids) if number >> at & 1) for number in range(1 << len(ratings))]
        return {
            RATED: WordArray(FactArray(place.values, every(place.known, ~none)), ids),
            UNRATED: FactArray(none & whole(place.known, count)),
            POSSIBLE: WordArray(FactArray(self.may_come()), tuple(sets)),
        }

    def may_come(self) -> Numbers:
        """Return the places of the ratings that may be given, as bits."""
        # by every state of what decides them
        results, unknown_ = self._results, 2
        framework = results.framework
        columns = [self._known(key) for key in results.deciding]
        states = [np.where(whole(each.known, self._concluded.count), each.values, unknown_) for each in columns]
        found, which = combinations(states, unknown_ + 1, self._concluded.count)
        bits = []
        for each in found:
            known = {key: state for key, state in zip(results.deciding, each, strict=True) if state != unknown_}
            given = possible(framework, known.get).given
            bits.append(sum(1 << place for place in given if place < len(framework.ratings)))
        may_come = np.array(bits, np.int64)[which]
        if self._outlook is not None:
            may_come[self._outlook.rows] &= self._outlook.ratings
        return may_come

    # --- what is missing ---

    def _missing(self, awards: Mapping[str, FactArray]) -> FactArray:
        """Return how many facts are missing that criteria need which have no points yet."""
        count = np.zeros(self._concluded.count, np.int32)
        for key, criteria in self._results.needing.items():
            column = self._concluded.column(key)
            if column.known is not None:
                known: Known = reduce(every, (awards[each].known for each in criteria), None)
                count += column.missing() & ~whole(known, self._concluded.count)
        return FactArray(count)
