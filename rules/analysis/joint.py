"""What several months may still come to, all together: exact, by walking through them one after the other.

Each record is all that it may still be. What has been made of the records so far is a small state; of two ways to the
same state one is enough, so twelve open months of four ratings are some hundred states and not sixteen million. Unlike
intervals of each number by itself, no state is found that no months lead to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.interpreter import Slice, cuts
from chamdiem.rules.compile.keys import TOTAL, gate_key
from chamdiem.rules.compile.periods import framework_of_period, mean_fields, mean_parts
from chamdiem.rules.compile.program import Key, Within, reads
from chamdiem.rules.compile.ratings import RATING
from chamdiem.rules.compile.scope import YES_NO, Scope, score
from chamdiem.rules.language import periods as made
from chamdiem.rules.language.conditions import Comparison
from chamdiem.rules.language.scalars import read_number, read_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.rules.language.framework import Framework, Period
    from chamdiem.rules.language.periods import RecordsOperation, RecordTest

Range = tuple[int, int | None]
"""The least and the most of a number; no most: it has none."""
Facts = Mapping[str, int | None]
Given = bool | int | Range | None
Step = tuple[Given, ...]
"""What one record gives to each number that is made of the records, in their order."""
Options = frozenset[Step | None]
"""All that one record may still give. None: it is not there, and nothing is expected of it."""


class Mean(NamedTuple):
    """The sum of totals as far as it is known, and how many records it is of."""

    least: int
    most: int | None
    records: int


Grown = int | tuple[int, int] | Mean | None
"""What has been made of some records: a count; a run and the longest one; a sum."""
State = tuple[Grown, ...]


class PossibleRecord(NamedTuple):
    """What one record may still be: its ratings, the ends of its total, and the fields that are known."""

    ratings: tuple[str, ...]
    total: Range
    facts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodOutcome:
    """What the rules of a period conclude from its numbers. None: not certain, though no month is open.

    `ratings` are the places of those that may be given, the number of ratings where none is; of all that is known there
    is one. `points`: the ends of the total of a period that has points.
    """

    ratings: tuple[int, ...]
    gates: Mapping[tuple[str, int], bool | None]
    caps: Mapping[str, bool | None]
    findings: frozenset[str]
    points: Range


class Course:
    """One way in which the months may go: the numbers made of the records, and what follows from these."""

    def __init__(self, numbers: Mapping[str, Range | None], outcome: PeriodOutcome) -> None:
        self.numbers, self.outcome = numbers, outcome


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Prospect:
    """All that the months may still come to."""

    courses: tuple[Course, ...]

    @cached_property
    def ratings(self) -> tuple[int, ...]:
        """The places of the ratings that may be given, best first; the number of ratings where none applies."""
        return tuple(sorted({place for course in self.courses for place in course.outcome.ratings}))

    @property
    def rating(self) -> int | None:
        """The place of the rating that is given however the open months go; None: they do not agree."""
        return self.ratings[0] if len(self.ratings) == 1 else None

    def gate(self, rating: str, place: int) -> bool | None:
        """Tell whether a gate holds however the open months go, or never; None: it depends."""
        return _agreed(course.outcome.gates[rating, place] for course in self.courses)

    def cap(self, name: str) -> bool | None:
        """Tell whether a cap holds however the open months go, or never; None: it depends."""
        return _agreed(course.outcome.caps[name] for course in self.courses)

    @property
    def findings(self) -> frozenset[str]:
        """The findings that hold however the open months go."""
        return frozenset.intersection(*(course.outcome.findings for course in self.courses))

    def number(self, name: str) -> Range | None:
        """Return the ends of a number over all courses; None: in one of them it cannot be made."""
        ends = [course.numbers[name] for course in self.courses]
        if any(each is None for each in ends):
            return None
        tops = [each[1] for each in ends if each is not None]
        most = None if None in tops else max(top for top in tops if top is not None)
        return min(each[0] for each in ends if each is not None), most

    @property
    def points(self) -> Range:
        """The ends of the total."""
        ends = [course.outcome.points for course in self.courses]
        return min(least for least, _ in ends), max(most or 0 for _, most in ends)


def _agreed(truths: Iterable[bool | None]) -> bool | None:
    found = set(truths)
    return found.pop() if len(found) == 1 else None


class PeriodRules:
    """A period made ready to be scored, for cells that were active in so many months."""

    def __init__(self, framework: Framework, period: Period, active: int | None = None) -> None:
        self.source, self.period = framework, period
        self.framework = framework_of_period(framework, period, active)
        self.program = compile_framework(self.framework)
        self.ratings = tuple(rating.id for rating in framework.ratings)
        self.operations: dict[str, RecordsOperation] = {
            name: operation
            for name, measure in period.measures.items()
            if (operation := measure.over_records) is not None
        }
        self.step = framework.points.step if framework.points else 1
        self.scale: Range = (0, framework.points.maximum if framework.points else 0)
        self._scope = Scope(framework)
        self._slice = Slice(self.program, self._wanted())
        self._outcome = lru_cache(maxsize=1 << 14)(self._concluded)
        self._courses_of = lru_cache(maxsize=1 << 14)(self._made)
        self._options = lru_cache(maxsize=1 << 12)(self._all_of)

    # --- what a record gives ---

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
                self._step(operation, rating, points, total, known | dict(zip(names, chosen, strict=True)))
                for operation in self.operations.values()
            )
            for chosen in choices
            for rating in ratings
            for points in totals
        )

    @cached_property
    def _ends(self) -> Mapping[str, tuple[int, ...]]:
        """By field that is tested or taken over, the values at which a test begins to hold or to fail."""
        found: dict[str, set[int]] = {}
        for operation in self.operations.values():
            match operation:
                case made.RecordCount(test) | made.RecordExists(test) | made.LongestRun(test):
                    for single in test.single:
                        if isinstance(single, made.FieldTest):
                            low, high = self._within(single)
                            ends = (*(() if low is None else (low,)), *(() if high is None else (high + 1,)))
                            found.setdefault(single.field, set()).update(ends)
                case made.LastOf(field):
                    found.setdefault(field, set())
                case made.MeanOver():
                    continue  # its ends are carried along
        return {name: tuple(sorted(ends)) for name, ends in found.items()}

    def _values(self, name: str) -> tuple[int | None, ...]:
        """Return a value for each stretch in which no test can tell two values apart; None: anything it may be."""
        if any(isinstance(each, made.LastOf) and each.field == name for each in self.operations.values()):
            words = self._scope.known_fact(name).words
            return tuple(range(len(words))) if words else (None,)
        words = self._scope.known_fact(name).words
        if words:
            return tuple(range(len(words)))
        return tuple(dict.fromkeys((0, *(end for end in self._ends[name] if end > 0))))

    def _totals(self, total: Range) -> tuple[int, ...]:
        """Return a total for each stretch in which no test can tell two apart."""
        least, most = total
        top = self.scale[1] if most is None else most
        tests = [
            single.range
            for operation in self.operations.values()
            if isinstance(operation, made.RecordCount | made.RecordExists | made.LongestRun)
            for single in operation.test.single
            if isinstance(single, made.PointsTest)
        ]
        ends = {end for test in tests for end in self._cuts_of_points(test)}
        return tuple(sorted({least, *(end for end in ends if least <= end <= (top or 0))}))

    def _cuts_of_points(self, test: Comparison) -> Iterator[int]:
        """Yield the first total from which on a test holds or fails, on the scale's steps."""
        low, high = _points_interval(test)
        for end in (low, None if high is None else high + 1):
            if end is not None:
                yield -(-end // self.step) * self.step

    def _step(self, operation: RecordsOperation, rating: str, points: int, total: Range, facts: Facts) -> Given:
        match operation:
            case made.RecordCount(test) | made.RecordExists(test) | made.LongestRun(test):
                return self.passes(test, rating, points, facts)
            case made.LastOf(field):
                return facts.get(field)
            case made.MeanOver(field):
                value = None if field is None else facts.get(field)
                return total if field is None else (0, None) if value is None else (value, value)

    def passes(self, test: RecordTest, rating: str, points: int, facts: Facts) -> bool:  # noqa: PLR0911 - each kind
        """Tell whether a record passes a test."""
        match test.kind:
            case made.AnyRecord():
                return True
            case made.AllTests(tests):
                return all(self.passes(each, rating, points, facts) for each in tests)
            case made.AnyTest(tests):
                return any(self.passes(each, rating, points, facts) for each in tests)
            case made.NotTest(inner):
                return not self.passes(inner, rating, points, facts)
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

    # --- months ---

    def prospect(self, records: Sequence[Options]) -> Prospect:
        """Return what records, in their order, may come to."""
        states: set[State] = {tuple(_START[type(each)] for each in self.operations.values())}
        kinds = tuple(self.operations.values())
        for options in records:
            states = {_after(kinds, state, step) for state in states for step in options}
        return Prospect(tuple(chain.from_iterable(map(self._courses_of, states))))

    def _made(self, state: State) -> tuple[Course, ...]:
        """Return the courses of one state: one, or where a mean is open, one for each that rules can tell apart."""
        facts: dict[Key, int] = {}
        numbers: dict[str, Range | None] = {}
        open_means: list[tuple[str, Mean]] = []
        for (name, operation), value in zip(self.operations.items(), state, strict=True):
            match value:
                case Mean() as mean:
                    numbers[name] = None if not mean.records else (mean.least, mean.most)
                    facts[Key("field", mean_fields(name).parts)] = mean.records * mean_parts(_mean_of(operation))
                    if mean.least == mean.most:
                        facts[Key("field", mean_fields(name).sum)] = mean.least
                    elif mean.most is not None:
                        open_means.append((name, mean))
                case (_, best):
                    numbers[name] = (best, best)
                    facts[Key("field", name)] = best
                case None:
                    numbers[name] = None
                case int():
                    numbers[name] = (int(value), int(value))
                    facts[Key("field", name)] = int(value)
        sums = [self._sums(name, mean) for name, mean in open_means]
        names = [Key("field", mean_fields(name).sum) for name, _ in open_means]
        given = (facts | dict(zip(names, each, strict=True)) for each in product(*sums))
        return tuple(Course(numbers, self._outcome(tuple(sorted(each.items())))) for each in given)

    def _sums(self, name: str, mean: Mean) -> tuple[int, ...]:
        """Return sums of an open mean: one for each stretch that rules can tell apart, or all where formulas use it."""
        most = mean.least if mean.most is None else mean.most
        step = self.step if _mean_of(self.operations[name]).field is None else 1
        key = Key("measure", name)
        formulas = [by for _, by in self.program.steps if not isinstance(by, tuple) and key in reads(by)]
        steps = range(mean.least, most + 1, step)
        if formulas:
            return tuple(dict.fromkeys((*steps, most)))
        formula = self.program.by[key]
        assert not isinstance(formula, tuple)  # noqa: S101 - a mean is a quotient
        sum_, parts = (Key("field", part) for part in mean_fields(name))
        divisor = mean.records * mean_parts(_mean_of(self.operations[name]))

        def reached(total: int) -> int:
            return formula.evaluate({sum_: total, parts: divisor}) or 0

        found = {mean.least, most}
        for cut in cuts(test for rule in self.program.rules for test in rule.when if test.fact == key).get(key, ()):
            low, high = 0, len(steps)
            while low < high:
                middle = (low + high) // 2
                low, high = (low, middle) if reached(steps[middle]) >= cut else (middle + 1, high)
            found.update(steps[place] for place in (low - 1, low) if 0 <= place < len(steps))
        return tuple(sorted(found))

    # --- what follows ---

    def _wanted(self) -> list[Key]:
        framework = self.framework
        gates = [gate_key(rating.id, place) for rating in framework.ratings for place, _ in enumerate(rating.requires)]
        named = [Key("reaches", rating.id) for rating in framework.ratings]
        caps = [Key("cap", cap.id) for cap in framework.caps]
        findings = [Key("finding", finding.id) for finding in framework.findings]
        measures = [Key("measure", name) for name in framework.measures]
        return [RATING, *gates, *named, *caps, *findings, *measures, Key("least", TOTAL), Key("most", TOTAL)]

    def _concluded(self, given: tuple[tuple[Key, int], ...]) -> PeriodOutcome:
        facts, framework = self._slice.run(dict(given)), self.framework
        return PeriodOutcome(
            ratings=self._ratings(facts),
            gates={
                (rating.id, place): _truth(facts.get(gate_key(rating.id, place)))
                for rating in framework.ratings
                for place, _ in enumerate(rating.requires)
            },
            caps={cap.id: _truth(facts.get(Key("cap", cap.id))) for cap in framework.caps},
            findings=frozenset(each.id for each in framework.findings if Key("finding", each.id) in facts),
            points=(facts.get(Key("least", TOTAL), 0), facts.get(Key("most", TOTAL), 0)),
        )

    def _ratings(self, facts: Mapping[Key, int]) -> tuple[int, ...]:
        """Return the rating that follows, or those that may where a number cannot be made."""
        if RATING in facts:
            return (facts[RATING],)
        found = []
        for place, rating in enumerate(self.framework.ratings):
            reached = facts.get(Key("reaches", rating.id))
            if reached != 0:
                found.append(place)
            if reached == 1 or (rating.is_open and not rating.requires and not self.framework.caps):
                return tuple(found)
        return (*found, len(self.framework.ratings))


def _mean_of(operation: RecordsOperation) -> made.MeanOver:
    assert isinstance(operation, made.MeanOver)  # noqa: S101 - only a mean has a sum
    return operation


def _points_interval(ends: Comparison) -> tuple[int | None, int | None]:
    return score(TOTAL).interval(ends)


def _truth(value: int | None) -> bool | None:
    return None if value is None else value == 1


_START: Mapping[type, Grown] = {
    made.RecordCount: 0,
    made.RecordExists: 0,
    made.LongestRun: (0, 0),
    made.LastOf: None,
    made.MeanOver: Mean(0, 0, 0),
}


def _after(kinds: tuple[RecordsOperation, ...], state: State, step: Step | None) -> State:
    """Return the state after one more record; one that is not there changes nothing."""
    if step is None:
        return state
    return tuple(_grown(kind, before, given) for kind, before, given in zip(kinds, state, step, strict=True))


def _grown(kind: RecordsOperation, before: Grown, given: Given) -> Grown:
    match kind, before, given:
        case made.RecordCount(), int(), _:
            return before + int(given is True)
        case made.RecordExists(), int(), _:
            return int(before or given is True)
        case made.LongestRun(), (now, best), _:
            run = now + 1 if given else 0
            return run, max(best, run)
        case made.MeanOver(), Mean(), (least, most):
            top = None if before.most is None or most is None else before.most + most
            return Mean(before.least + least, top, before.records + 1)
        case _:
            return given if isinstance(given, int) else None
