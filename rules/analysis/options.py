"""What becomes of some criteria when facts that they share change together: every outcome, each by its least change.

Criteria that read one changeable fact in common form a cluster. The value of a fact matters only by the ranges in which
it, and what is computed from it, lies; so of each stretch between two ends of ranges the value nearest to the present
one stands for all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.crossings import cut
from chamdiem.rules.analysis.levers import ATTENDANCE, PRESENT, SPEAKERS, Facts
from chamdiem.rules.compile.interpreter import Disagreement, Slice
from chamdiem.rules.compile.keys import MADE
from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from chamdiem.rules.analysis.crossings import Curve
    from chamdiem.rules.analysis.levers import Lever, Situation
    from chamdiem.rules.language.criteria import Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One outcome of a cluster.

    `places` are the criteria whose points change, by their number in the framework. `cost` counts them, and every
    changed fact that none of them reads. `gain` is what their least points change by, in hundredths. `away` counts the
    criteria that then do not apply though they did, or may have: nobody is advised to have no committee.
    """

    changes: Mapping[Key, int]
    places: tuple[int, ...]
    cost: int
    gain: int
    away: int
    outputs: Mapping[Key, int]


TRIED, TRIED_LATER = 2_000, 200
"""So many combinations of one cluster are tried; so many, once the search has tried ten times the former in all.

Five facts that are missing can take a million values together. What is left out is said (`Cluster.whole`), not guessed.
"""


class Cluster:
    """Facts that may be changed, and the criteria that read them; no other criterion does.

    `whole`: whether every combination was tried so far; `tried` counts them.
    """

    def __init__(self, situation: Situation, levers: tuple[Lever, ...], criteria: Mapping[int, Criterion]) -> None:
        self.situation = situation
        self.levers = levers
        self.criteria = criteria
        self.place = min(criteria, default=len(tuple(situation.framework.criteria)))
        self.whole = True
        self.tried = 0

    @property
    def clashes(self) -> bool:
        """Whether two rules for a criterion disagree as things are."""
        return Slice(self.situation.program, self._scored).trace(self.situation.facts).clashes

    @property
    def _scored(self) -> set[Key]:
        kinds = ("least", "most", "award", "treatment")
        return {key for criterion in self.criteria.values() for key in _keys(criterion, *kinds)}

    def options(self, wanted: Iterable[Key], limit: int = TRIED) -> tuple[Option, ...]:
        """Return every outcome, told apart by the wanted facts: first that nothing changes, then by how little does.

        Where there are more than `limit` combinations, those of the fewest changes are tried, and `whole` turns false.
        """
        everything = self._scored.union(wanted)
        part = Slice(self.situation.program, everything)
        now = part.trace(self.situation.facts)
        base = now.facts
        found: dict[tuple[object, ...], tuple[tuple[int, int, int], Option]] = {}
        for changes, facts in self._combinations(limit):
            if not changes and now.clashes:
                continue  # the framework contradicts itself until something changes
            option = self._option(part, base, changes, facts, everything)
            if option is None:
                continue
            told_apart = (option.places, option.cost, tuple(sorted(option.outputs.items())))
            effort = (option.away, len(changes), sum(abs(facts[key] - base.get(key, facts[key])) for key in changes))
            if told_apart not in found or effort < found[told_apart][0]:
                found[told_apart] = (effort, option)
        return tuple(option for _, option in sorted(found.values(), key=lambda item: item[0]))

    def _combinations(self, limit: int) -> list[tuple[Facts, Facts]]:
        found = list(islice(self._walk(_Values(self.situation), 0, {}), limit + 1))
        if len(found) > limit:
            self.whole = False
            # In the order of the walk the first levers would stay as they are in all that is tried; by the number of
            # changes what is tried is what an answer would be, since the smallest change is sought. Values that only
            # serve beside another one come off first: they would crowd out changes of more levers.
            plain = _Values(self.situation, beside=False)
            sizes = range(len(self.levers) + 1)
            found = list(islice((each for size in sizes for each in self._walk(plain, 0, {}, size)), limit))
        self.tried += len(found)
        return found

    def _walk(
        self, tried: _Values, number: int, changes: Facts, size: int | None = None
    ) -> Iterator[tuple[Facts, Facts]]:
        """Yield combinations of values with all facts after them, present values first; `size`: of so many changes."""
        left = len(self.levers) - number
        if size is not None and not 0 <= size - len(changes) <= left:
            return
        facts = self.situation.settled(changes)
        if facts is None:
            return
        if not left:
            yield changes, facts
            return
        lever = self.levers[number]
        yield from self._walk(tried, number + 1, changes, size)
        for value in () if self.situation.is_spared(lever.key, changes) else tried.of(lever, changes):
            if value != facts.get(lever.key):
                yield from self._walk(tried, number + 1, {**changes, lever.key: value}, size)

    def _option(self, part: Slice, base: Facts, changes: Facts, facts: Facts, wanted: Iterable[Key]) -> Option | None:
        # Not only the levers that were set: `settled` moves others with them, and whoever follows the advice must be
        # told all.
        moved = {key: value for key, value in facts.items() if self.situation.facts.get(key) != value}
        if moved and not self.situation.is_consistent(moved):
            return None
        try:
            concluded = part.run(facts) if changes else base
        except Disagreement:
            return None
        places = tuple(
            place
            for place, criterion in self.criteria.items()
            if any(concluded.get(key) != base.get(key) for key in _keys(criterion, "least", "most", "award"))
        )
        gain = sum(concluded[key] - base[key] for key in (Key("least", self.criteria[place].id) for place in places))
        return Option(
            changes=moved,
            places=places,
            cost=len(places) + self._unread(moved, places),
            gain=gain,
            away=sum(concluded.get(Key("treatment", self.criteria[place].id), 0) != 0 for place in places),
            outputs={key: concluded[key] for key in wanted if key in concluded},
        )

    def _unread(self, moved: Facts, places: tuple[int, ...]) -> int:
        """Count the changed facts that no changed criterion reads; those of attendance are one."""
        read = {need for place in places for need in self.situation.needs[Key("least", self.criteria[place].id)]}
        groups = {ATTENDANCE if key in ATTENDANCE else (key,) for key in moved}
        return sum(1 for group in groups if not read.intersection(group))


def _keys(criterion: Criterion, *kinds: str) -> list[Key]:
    return [Key(kind, criterion.id) for kind in kinds]


class _Values:
    """The values of a lever that are worth trying, given what else was changed."""

    def __init__(self, situation: Situation, *, beside: bool = True) -> None:
        self.situation = situation
        self.ends = situation.ends
        self._beside = beside
        self._parts: dict[Key, tuple[Slice, tuple[Key, ...], tuple[Facts, ...]]] = {}

    def of(self, lever: Lever, changes: Facts) -> tuple[int, ...]:
        if lever.values:
            return self._possible(lever, changes)
        pieces = self._cut(lever, changes)
        nearest = (lever.nearest(start, end - 1) for start, end in pairwise(pieces))
        return tuple(dict.fromkeys(value for value in nearest if value is not None))

    def _possible(self, lever: Lever, changes: Facts) -> tuple[int, ...]:
        """Return the values of a lever that a record can say; only numbers have ends by what else it says."""
        shape = self.situation.framework.shape
        # with fewer present fewer speak (`Situation.settled`), so that how many spoke bounds nothing
        if lever.key.kind != "field" or lever.key == PRESENT or not shape.limits_of[lever.key.subject]:
            return lever.values
        least, most = self._room(lever, changes)
        return tuple(value for value in lever.values if least <= value <= most)

    def _room(self, lever: Lever, changes: Facts) -> tuple[int, int]:
        return self.situation.room(lever.key, changes, {later.key for later in self.situation.later[lever.key]})

    def _cut(self, lever: Lever, changes: Facts) -> list[int]:
        """Return where the stretches begin in which no range is entered or left, and where the last has ended."""
        key = lever.key
        least, most = self._room(lever, changes)
        low, high = max(lever.low, least), min(lever.high, most)
        if low > high:
            return []
        part, measures, others = self._computed(key)
        besides = [changes, *({**changes, **other} for other in others)]
        # no more speak than are present, so that what is tested of those who speak matters for both
        ends = {*self.ends.get(key, ()), *(self.ends.get(SPEAKERS, ()) if key == PRESENT else ())}
        for beside in besides:
            least, most = self.situation.room(key, beside)
            ends |= {least, most + 1}
        starts = sorted({low, *(end for end in ends if low < end <= high), high + 1})
        curves = [self._curves(key, part, measures, beside) for beside in besides if measures]
        pieces = (cut(starts, [([each[fact]], self.ends[fact]) for fact in measures]) for each in curves)
        return sorted({*starts, *chain.from_iterable(pieces)})

    def _computed(self, key: Key) -> tuple[Slice, tuple[Key, ...], tuple[Facts, ...]]:
        """Return the part of the program that makes measures, those that a lever moves, and what to cut it beside."""
        if key not in self._parts:
            # Only the measures that a rule tests, or of which others are made; in the order in which they are made.
            needs = self.situation.needs
            made = (fact for fact in needs if fact in self.ends and fact.kind in MADE and key in needs[fact])
            # Where all is known the most of a number is its least: once is enough for the same ends of both.
            measures = tuple({(fact.subject, self.ends[fact]): fact for fact in made}.values())
            others = tuple(self._others(key, measures)) if self._beside else ()
            self._parts[key] = Slice(self.situation.program, measures), measures, others
        return self._parts[key]

    def _others(self, key: Key, measures: tuple[Key, ...]) -> Iterator[Facts]:
        # The whole is chosen before its part, but where their share crosses an end depends on the part as it will be:
        # that one speaks and no more than half do takes two who are present, though while nobody speaks any number is
        # alike. So it is with what a record can say: that one is absent leaves room for fewer who are present. Beside
        # the last value below an end of the other's ranges, and the first above, a lever is therefore cut anew.
        limits = self.situation.framework.shape.limits_of[key.subject]
        linked = {Key("field", name) for limit in limits for name in limit.names}
        linked.update(need for measure in measures for need in self.situation.needs[measure])
        for other in (other for other in self.situation.later[key] if other.key in linked):
            for value in dict.fromkeys(value for end in self.ends.get(other.key, ()) for value in (end - 1, end)):
                if other.low <= value <= other.high:
                    yield {other.key: value}

    def _curves(self, key: Key, part: Slice, measures: tuple[Key, ...], changes: Facts) -> dict[Key, Curve]:
        """Return every measure as a lever moves it beside some changes."""

        @cache  # every measure is asked at the same places
        def after(place: int) -> Facts:
            facts = self.situation.settled({**changes, key: place})
            return {} if facts is None else part.run(facts)

        return {fact: partial(_of, after, fact) for fact in measures}


def _of(after: Callable[[int], Facts], fact: Key, place: int) -> int | None:
    return after(place).get(fact)
