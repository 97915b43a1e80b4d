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

from chamdiem.rules.analysis.running import RunningMean, after, start
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.interpreter import Slice, cuts
from chamdiem.rules.compile.keys import TOTAL, gate_key
from chamdiem.rules.compile.periods import framework_of_period, mean_fields, mean_parts
from chamdiem.rules.compile.program import Key, Within
from chamdiem.rules.compile.ratings import RATING
from chamdiem.rules.compile.scope import POINT_SCALE, YES_NO, Scope, score
from chamdiem.rules.language import periods as made
from chamdiem.rules.language.conditions import Comparison
from chamdiem.rules.language.scalars import read_number, read_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.rules.analysis.running import Given, Options, Range, State, Step
    from chamdiem.rules.compile.interpreter import Run
    from chamdiem.rules.language.framework import Framework, Period
    from chamdiem.rules.language.periods import RecordsOperation, RecordTest

MAX_STATES = 30_000
"""So many are walked through; a year of four ratings has some hundreds."""
Facts = Mapping[str, int | None]


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
    """One way in which the months may go: the numbers made of the records, as facts too, and what follows from them."""

    def __init__(
        self, numbers: Mapping[str, Range | None], outcome: PeriodOutcome, facts: Mapping[Key, int] | None = None
    ) -> None:
        self.numbers, self.outcome, self.facts = numbers, outcome, facts or {}


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Prospect:
    """All that the months may still come to. Where that was too much to walk through, it is not exact: anything."""

    courses: tuple[Course, ...]
    is_exact: bool = True

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
        self.kinds = tuple(self.operations.values())
        self.step = framework.points.step if framework.points else 1
        self.scale: Range = (0, framework.points.maximum if framework.points else 0)
        self._scope = Scope(framework)
        self._slice = Slice(self.program, self._wanted())
        self._outcome = lru_cache(maxsize=1 << 14)(self._concluded)
        self.courses_of = lru_cache(maxsize=1 << 14)(self._made)
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
                self._step(operation, rating, points, known | dict(zip(names, chosen, strict=True)))
                for operation in self.operations.values()
            )
            for chosen in choices
            for rating in ratings
            for points in totals
        )

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
                    followed |= {field} if self._formulas(key) else set()
                case made.MeanOver(str(field)):
                    followed.add(field)
                    found.setdefault(field, set())
                case made.MeanOver(None):
                    continue  # its ends are carried along
        return {name: None if name in followed else tuple(sorted(ends)) for name, ends in found.items()}

    @cached_property
    def _cuts(self) -> Mapping[Key, set[int]]:
        """By fact, the values at which a rule of the period begins to hold or to fail."""
        return cuts(test for rule in self.program.rules for test in rule.when)

    def _formulas(self, key: Key) -> bool:
        """Tell whether a formula follows a fact."""
        return any(key in by.reads for _, by in self.program.steps if not isinstance(by, tuple))

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
        tests = [
            single.range
            for operation in self.operations.values()
            if isinstance(operation, made.RecordCount | made.RecordExists | made.LongestRun)
            for single in operation.test.single
            if isinstance(single, made.PointsTest)
        ]
        ends = {end for test in tests for end in self._cuts_of_points(test)}
        begins = sorted({least, *(end for end in ends if least < end <= (top or 0))})
        lasts = [*(begin - self.step for begin in begins[1:]), top]
        return tuple(zip(begins, lasts, strict=True))

    def _cuts_of_points(self, test: Comparison) -> Iterator[int]:
        """Yield the first total from which on a test holds or fails, on the scale's steps."""
        for end in _cuts_of(*_points_interval(test)):
            yield -(-end // self.step) * self.step

    def _step(self, operation: RecordsOperation, rating: str, total: Range, facts: Facts) -> Given:
        match operation:
            case made.RecordCount(test) | made.RecordExists(test) | made.LongestRun(test):
                return self.passes(test, rating, total[0], facts)
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
            low, high = score(TOTAL).interval(each)
            if each.id == rating:
                return max(least, low or 0), min(most or 0, most or 0 if high is None else high)
            most = most if low is None else min(most or 0, low - self.step)
            least = least if high is None else max(least, high + self.step)
        return least, most

    @property
    def looks_at_totals(self) -> bool:
        """Whether it matters how many points a record has."""
        tests = (getattr(each, "test", None) for each in self.kinds)
        single = (one for test in tests if test is not None for one in test.single)
        return made.MeanOver(None) in self.kinds or any(isinstance(one, made.PointsTest) for one in single)

    # --- months ---

    def prospect(self, records: Sequence[Options]) -> Prospect:
        """Return what records, in their order, may come to."""
        kinds = self.kinds
        states = {start(kinds)}
        for options in records:
            states = {after(kinds, state, step) for state in states for step in options}
            if len(states) > MAX_STATES:
                return Prospect((self._anything,), is_exact=False)
        return Prospect(tuple(chain.from_iterable(map(self.courses_of, states))))

    @cached_property
    def _anything(self) -> Course:
        """The course of which nothing is known."""
        framework = self.framework
        outcome = PeriodOutcome(
            ratings=tuple(range(len(framework.ratings) + 1)),
            gates={(rating.id, n): None for rating in framework.ratings for n, _ in enumerate(rating.requires)},
            caps={cap.id: None for cap in framework.caps},
            findings=frozenset(),
            points=(0, framework.points.maximum if framework.points else 0),
        )
        return Course(dict.fromkeys(self.operations), outcome)

    def _made(self, state: State) -> tuple[Course, ...]:
        """Return the courses of one state: one, or where a mean is open, one for each that rules can tell apart."""
        facts: dict[Key, int] = {}
        numbers: dict[str, Range | None] = {}
        open_means: list[tuple[str, RunningMean]] = []
        for (name, operation), value in zip(self.operations.items(), state, strict=True):
            match value:
                case RunningMean() as mean:
                    numbers[name] = _shown(mean, 1 if _mean_of(operation).field is None else POINT_SCALE)
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
        return tuple(Course(numbers, self._outcome(tuple(sorted(each.items()))), each) for each in given)

    def _sums(self, name: str, mean: RunningMean) -> tuple[int, ...]:
        """Return sums of an open mean: one for each stretch that rules can tell apart, or all where formulas use it."""
        most = mean.least if mean.most is None else mean.most
        step = self.step if _mean_of(self.operations[name]).field is None else 1
        key = Key("measure", name)
        steps = range(mean.least, most + 1, step)
        if self._formulas(key):
            return tuple(dict.fromkeys((*steps, most)))
        formula = self.program.by[key]
        assert not isinstance(formula, tuple)  # noqa: S101 - a mean is a quotient
        sum_, parts = (Key("field", part) for part in mean_fields(name))
        divisor = mean.records * mean_parts(_mean_of(self.operations[name]))

        def reached(total: int) -> int:
            return formula.evaluate({sum_: total, parts: divisor}) or 0

        found = {mean.least, most}
        for cut in self._cuts.get(key, ()):
            low, high = 0, len(steps)
            while low < high:
                middle = (low + high) // 2
                low, high = (low, middle) if reached(steps[middle]) >= cut else (middle + 1, high)
            found.update(steps[place] for place in (low - 1, low) if 0 <= place < len(steps))
        return tuple(sorted(found))

    # --- what follows ---

    def trace(self, course: Course) -> Run:
        """Return all that follows in one course, and by which rules."""
        return self._all.trace(course.facts)

    @cached_property
    def _all(self) -> Slice:
        return Slice(self.program, [key for key, _ in self.program.steps])

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
        if any(cap.lower_by for cap in self.framework.caps):  # by how much is not known
            return tuple(range(len(self.framework.ratings) + 1))
        found = []
        for place, rating in enumerate(self.framework.ratings):
            reached = facts.get(Key("reaches", rating.id))
            if reached != 0:
                found.append(place)
            if reached == 1 or (rating.is_open and not rating.requires and not self.framework.caps):
                return tuple(found)
        return (*found, len(self.framework.ratings))


def _shown(mean: RunningMean, scale: int) -> Range | None:
    """Return the ends of a mean in hundredths, rounded outwards; the rules have it exactly. None: it is of nothing."""
    if not mean.records:
        return None
    return mean.least * scale // mean.records, None if mean.most is None else -(-mean.most * scale // mean.records)


def _mean_of(operation: RecordsOperation) -> made.MeanOver:
    assert isinstance(operation, made.MeanOver)  # noqa: S101 - only a mean has a sum
    return operation


def _cuts_of(low: int | None, high: int | None) -> tuple[int, ...]:
    """Return the values from which on a range holds, and no longer."""
    return (*(() if low is None else (low,)), *(() if high is None else (high + 1,)))


def _points_interval(ends: Comparison) -> tuple[int | None, int | None]:
    return score(TOTAL).interval(ends)


def _truth(value: int | None) -> bool | None:
    return None if value is None else value == 1
