"""What several months may still come to, all together: exact, by walking through them one after the other.

Each record is all that it may still be. What has been made of the records so far is a small state; of two ways to the
same state one is enough, so twelve open months of four ratings are some hundred states and not sixteen million. Unlike
intervals of each number by itself, no state is found that no months lead to.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.analysis.prospects import Course, PeriodOutcome, Prospect, Range
from chamdiem.rules.analysis.record_options import RecordOptions
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.interpreter import Slice, cuts
from chamdiem.rules.compile.keys import TOTAL, gate_key
from chamdiem.rules.compile.periods import framework_of_period, mean_fields, mean_parts
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.ratings import RATING
from chamdiem.rules.compile.scope import POINT_SCALE
from chamdiem.rules.language import periods as made

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chamdiem.rules.analysis.record_options import Given, Options, PossibleRecord, Step
    from chamdiem.rules.compile.interpreter import Run
    from chamdiem.rules.language.framework import Framework, Period
    from chamdiem.rules.language.periods import RecordsOperation

MAX_STATES = 30_000
"""So many are walked through; a year of four ratings has some hundreds."""


class RunningMean(NamedTuple):
    """The sum of totals as far as it is known, and how many records it is of."""

    least: int
    most: int | None
    records: int


Grown = int | tuple[int, int] | RunningMean | None
"""What has been made of some records: a count; a run and the longest one; a sum."""
State = tuple[Grown, ...]


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
        self._cuts = cuts(test for rule in self.program.rules for test in rule.when)
        self._followed = frozenset(key for formula in self.program.formulas for key in formula.reads)
        self.records = RecordOptions(framework, self.operations, self._cuts, self._followed)
        self._slice = Slice(self.program, self._wanted())
        self._outcome = lru_cache(maxsize=1 << 14)(self._concluded)
        self.courses_of = lru_cache(maxsize=1 << 14)(self._made)
        self._prospect = lru_cache(maxsize=1 << 14)(self._walked)

    # --- months ---

    @property
    def unknown(self) -> PossibleRecord:
        """A record of which nothing is known."""
        return self.records.unknown

    def options(self, record: PossibleRecord) -> Options:
        """Return all that a record may give to the numbers of the period."""
        return self.records.options(record)

    def prospect(self, records: Sequence[Options]) -> Prospect:
        """Return what records, in their order, may come to."""
        return self._prospect(tuple(records))

    def _walked(self, records: tuple[Options, ...]) -> Prospect:
        states = {start(self.kinds)}
        for options in records:
            states = {after(self.kinds, state, step) for state in states for step in options}
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
        step = self.records.step if _mean_of(self.operations[name]).field is None else 1
        key = Key("measure", name)
        steps = range(mean.least, most + 1, step)
        if key in self._followed:
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

    def _wanted(self) -> list[Key]:
        framework = self.framework
        gates = [gate_key(rating.id, place) for rating in framework.ratings for place, _ in enumerate(rating.requires)]
        named = [Key("reaches", rating.id) for rating in framework.ratings]
        caps = [Key("cap", cap.id) for cap in framework.caps]
        findings = [Key("finding", finding.id) for finding in framework.findings]
        measures = [Key("measure", name) for name in framework.measures]
        return [RATING, *gates, *named, *caps, *findings, *measures, Key("least", TOTAL), Key("most", TOTAL)]

    def trace(self, course: Course) -> Run:
        """Return all that follows in one course, and by which rules."""
        return self._all.trace(course.facts)

    @cached_property
    def _all(self) -> Slice:
        return Slice(self.program, [key for key, _ in self.program.steps])

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


def _truth(value: int | None) -> bool | None:
    return None if value is None else value == 1


_START: Mapping[type, Grown] = {
    made.RecordCount: 0,
    made.RecordExists: 0,
    made.LongestRun: (0, 0),
    made.LastOf: None,
    made.MeanOver: RunningMean(0, 0, 0),
}


def start(kinds: Iterable[RecordsOperation]) -> State:
    """Return the state before any record."""
    return tuple(_START[type(kind)] for kind in kinds)


def after(kinds: tuple[RecordsOperation, ...], state: State, step: Step | None) -> State:
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
        case made.MeanOver(), RunningMean(), (least, most):
            top = None if before.most is None or most is None else before.most + most
            return RunningMean(before.least + least, top, before.records + 1)
        case _:
            return given if isinstance(given, int) else None
