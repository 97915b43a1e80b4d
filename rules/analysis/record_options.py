"""What one record may still give to the numbers of a period: one value of each stretch that nothing can tell apart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.analysis.prospects import Range
from chamdiem.rules.compile.keys import TOTAL
from chamdiem.rules.compile.program import Key, Within
from chamdiem.rules.compile.ratings import RATING
from chamdiem.rules.compile.scope import YES_NO, Scope, score
from chamdiem.rules.language import periods as made
from chamdiem.rules.language.conditions import Comparison
from chamdiem.rules.records.scalars import read_number, read_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.periods import RecordsOperation, RecordTest

Facts = Mapping[str, int | None]
Given = bool | int | Range | None
Step = tuple[Given, ...]
"""What one record gives to each number that is made of the records, in their order."""
Options = frozenset[Step | None]
"""All that one record may still give. None: it is not there, and nothing is expected of it."""


class PossibleRecord(NamedTuple):
    """What one record may still be: its ratings, the ends of its total, and the fields that are known."""

    ratings: tuple[str, ...]
    total: Range
    facts: Mapping[str, int]


class RecordOptions:
    """What a record of a framework may give to some operations over records, in their order."""

    def __init__(
        self,
        framework: Framework,
        operations: Mapping[str, RecordsOperation],
        cuts: Mapping[Key, set[int]],
        followed: frozenset[Key],
    ) -> None:
        """Take from which values on rules begin to hold or to fail, and which facts formulas follow."""
        self.operations = operations
        self.source = framework
        self.ratings = tuple(rating.id for rating in framework.ratings)
        self.step = framework.points.step if framework.points else 1
        self.scale: Range = (0, framework.points.maximum if framework.points else 0)
        self._cuts, self._followed = cuts, followed
        self._scope = Scope(framework)
        self._options = lru_cache(maxsize=1 << 12)(self._all_of)

    @property
    def unknown(self) -> PossibleRecord:
        """A record of which nothing is known."""
        return PossibleRecord(self.ratings, self.scale, {})

    def options(self, record: PossibleRecord) -> Options:
        """Return all that a record may give to the numbers of the period."""
        facts = {name: value for name, value in record.facts.items() if name in self._ends}
        return self._options(record.ratings, record.total, tuple(sorted(facts.items())))

    def _all_of(self, ratings: tuple[str, ...], total: Range, facts: tuple[tuple[str, int], ...]) -> Options:
        known = dict(facts)
        names = [name for name in self._ends if name not in known]
        choices = product(*(self._values(name) for name in names))
        totals = self._totals(total)
        return frozenset(
            tuple(
                self._step(operation, rating, points, known | dict(zip(names, chosen, strict=True)))
                for operation in self.operations.values()
            )
            for chosen in choices
            for rating in ratings
            for points in totals
        )

    @cached_property
    def choices(self) -> Mapping[Step, PossibleRecord]:
        """A record for everything that one can give to the numbers; of totals the ends of what tests can tell apart."""
        names = tuple(self._ends)
        found: dict[Step, PossibleRecord] = {}
        for rating in self.ratings:
            totals = dict.fromkeys(chain.from_iterable(self._totals(self._totals_with(rating))))
            for total, values in product(totals, product(*map(self._likely, names))):
                facts = {name: value for name, value in zip(names, values, strict=True) if value is not None}
                record = PossibleRecord((rating,), (total or 0, total), facts)
                for step in self.options(record):
                    found.setdefault(step, record) if step is not None else None
        return found

    def _likely(self, name: str) -> tuple[int | None, ...]:
        """Return a value for each stretch, the highest first; of the lowest its last one, for few have none."""
        values, words = self._values(name), self._scope.known_fact(name).words
        if words or len(values) == 1 or values[1] is None:
            return values
        return (*reversed(values[1:]), values[1] - 1)

    def _totals_with(self, rating: str) -> Range:
        """Return the ends of the total of a record that has a rating, as far as ranges tell it."""
        least, most = self.scale
        for each in self.source.ratings:
            low, high = _points_interval(each)
            if each.id == rating:
                return max(least, low or 0), min(most or 0, most or 0 if high is None else high)
            most = most if low is None else min(most or 0, low - self.step)
            least = least if high is None else max(least, high + self.step)
        return least, most

    @property
    def looks_at_totals(self) -> bool:
        """Whether it matters how many points a record has."""
        kinds = tuple(self.operations.values())
        tests = (
            each.test for each in kinds if isinstance(each, made.RecordCount | made.RecordExists | made.LongestRun)
        )
        single = (one for test in tests for one in test.single)
        return made.MeanOver(None) in kinds or any(isinstance(one, made.PointsTest) for one in single)

    @cached_property
    def _ends(self) -> Mapping[str, tuple[int, ...] | None]:
        """By field that is tested or taken over, the values at which something begins to hold or to fail.

        None: a formula follows its every value, so that it is open what comes of one that is not known.
        """
        found: dict[str, set[int]] = {}
        followed: set[str] = set()
        for name, operation in self.operations.items():
            match operation:
                case made.RecordCount(test) | made.RecordExists(test) | made.LongestRun(test):
                    for single in test.single:
                        if isinstance(single, made.FieldTest):
                            found.setdefault(single.field, set()).update(_cuts_of(*self._within(single)))
                case made.LastOf(field):
                    key = Key("field", name)
                    found.setdefault(field, set()).update(self._cuts.get(key, ()))
                    followed |= {field} if key in self._followed else set()
                case made.MeanOver(str(field)):
                    followed.add(field)
                    found.setdefault(field, set())
                case made.MeanOver(None):
                    continue  # its ends are carried along
        return {name: None if name in followed else tuple(sorted(ends)) for name, ends in found.items()}

    def _values(self, name: str) -> tuple[int | None, ...]:
        """Return a value for each stretch in which nothing can tell two values apart; None: anything it may be."""
        words, ends = self._scope.known_fact(name).words, self._ends[name]
        if words:
            return tuple(range(len(words)))
        return (None,) if ends is None else tuple(dict.fromkeys((0, *(end for end in ends if end > 0))))

    def _totals(self, total: Range) -> tuple[Range, ...]:
        """Return the stretches of a total within which no test can tell two apart."""
        least, most = total
        top = self.scale[1] if most is None else most
        ends = {end for test in self._points_tests for end in self._cuts_of_points(test)}
        begins = sorted({least, *(end for end in ends if least < end <= (top or 0))})
        lasts = [*(begin - self.step for begin in begins[1:]), top]
        return tuple(zip(begins, lasts, strict=True))

    @cached_property
    def _points_tests(self) -> tuple[Comparison, ...]:
        """The ranges in which totals are looked for."""
        return tuple(
            single.range
            for operation in self.operations.values()
            if isinstance(operation, made.RecordCount | made.RecordExists | made.LongestRun)
            for single in operation.test.single
            if isinstance(single, made.PointsTest)
        )

    def _cuts_of_points(self, test: Comparison) -> Iterator[int]:
        """Yield the first total from which on a test holds or fails, on the scale's steps."""
        for end in _cuts_of(*_points_interval(test)):
            yield -(-end // self.step) * self.step

    def _step(self, operation: RecordsOperation, rating: str, total: Range, facts: Facts) -> Given:
        match operation:
            case made.RecordCount(test) | made.RecordExists(test) | made.LongestRun(test):
                return self._passes(test, rating, total[0], facts)
            case made.LastOf(field):
                return facts.get(field)
            case made.MeanOver(field):
                value = None if field is None else facts.get(field)
                return total if field is None else (0, None) if value is None else (value, value)

    def _passes(self, test: RecordTest, rating: str, points: int, facts: Facts) -> bool:  # noqa: PLR0911 - each kind
        """Tell whether a record passes a test."""
        match test.kind:
            case made.AnyRecord():
                return True
            case made.AllTests(tests):
                return all(self._passes(each, rating, points, facts) for each in tests)
            case made.AnyTest(tests):
                return any(self._passes(each, rating, points, facts) for each in tests)
            case made.NotTest(inner):
                return not self._passes(inner, rating, points, facts)
            case made.RatingTest() as tested:
                return rating in tested.ids(self.ratings)
            case made.PointsTest(range=ends):
                return Within(RATING, *_points_interval(ends)).holds(points)
            case made.FieldTest(field, how) as tested:
                value = facts.get(field)
                if value is None:
                    return False
                if isinstance(how, Comparison):
                    return Within(RATING, *self._within(tested)).holds(value)
                return value in {self._value(field, word) for word in how}

    def _within(self, test: made.FieldTest) -> tuple[int | None, int | None]:
        if isinstance(test.test, Comparison):
            return self._scope.known_fact(test.field).interval(test.test)
        values = [self._value(test.field, word) for word in test.test]
        return min(values), max(values)

    def _value(self, field: str, word: str) -> int:
        words = self._scope.known_fact(field).words
        if words == YES_NO:
            return int(read_yes_no(word))
        return words.index(word) if words else int(read_number(word))


def _cuts_of(low: int | None, high: int | None) -> tuple[int, ...]:
    """Return the values from which on a range holds, and no longer."""
    return (*(() if low is None else (low,)), *(() if high is None else (high + 1,)))


def _points_interval(ends: Comparison) -> tuple[int | None, int | None]:
    return score(TOTAL).interval(ends)
