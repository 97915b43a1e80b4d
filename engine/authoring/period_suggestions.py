"""Suggest cases of periods: the months, best ones first, that reach what no case reaches yet."""

from __future__ import annotations

from functools import partial, reduce
from itertools import chain, groupby, product
from typing import TYPE_CHECKING

from chamdiem.engine.authoring.coverage import GoalWords, is_reached
from chamdiem.engine.authoring.expecting import quoted
from chamdiem.engine.authoring.period_cases import conclusions_of
from chamdiem.rules.analysis.joint import PeriodRules, after, start
from chamdiem.rules.records.scalars import points_text
from chamdiem.rules.records.spans import TO, MonthSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.scoring.conclusions import Conclusions
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.analysis.coverage import Goal
    from chamdiem.rules.analysis.joint import State
    from chamdiem.rules.analysis.prospects import Course
    from chamdiem.rules.analysis.record_options import PossibleRecord, Step
    from chamdiem.rules.language.framework import Period

_MAX_WALKED = 2000


class PeriodCaseWriter:
    """Writes the cases that reach goals of one period; every month is one of the records that rules can tell apart."""

    def __init__(self, loaded: LoadedFramework, period: Period, lang: Lang) -> None:
        self.framework = loaded.framework
        self.rules = PeriodRules(self.framework, period)
        self.words = GoalWords(self.framework, lang)
        self.span = _span(self.framework.in_force.from_.year, period)
        self.concluded: list[Conclusions] = []
        self._found: list[tuple[tuple[Step, ...], Course, Conclusions]] = []
        self._left = self._years()

    def has_reached(self, goal: Goal) -> bool:
        """Tell whether one of the cases so far reaches a goal."""
        return any(is_reached(goal, concluded) for concluded in self.concluded)

    def case(self, goal: Goal) -> str | None:
        """Return a case that reaches a goal, as YAML."""
        for months, course, concluded in self._all():
            if is_reached(goal, concluded):
                self.concluded.append(concluded)
                return self._written(goal, months, course)
        return None

    # --- finding the months ---

    def _all(self) -> Iterator[tuple[tuple[Step, ...], Course, Conclusions]]:
        """Yield all that the months can come to, with what follows; what was looked at before comes first."""
        yield from self._found
        for each in self._left:
            self._found.append(each)
            yield each

    def _years(self) -> Iterator[tuple[tuple[Step, ...], Course, Conclusions]]:
        seen: set[State] = set()
        for state, months in chain(self._runs(), self._walked()):
            if state not in seen:
                seen.add(state)
                for course in self.rules.courses_of(state):
                    yield months, course, conclusions_of(self.rules, course)

    def _runs(self) -> Iterator[tuple[State, tuple[Step, ...]]]:
        """Yield the years that people think of first: like months, and then others that are alike."""
        choices, length = tuple(self.rules.records.choices), len(self.span.months)
        for first, number, last in product(choices, range(length, 0, -1), choices):
            months = (*[first] * number, *[last] * (length - number))
            yield reduce(partial(after, self.rules.kinds), months, start(self.rules.kinds)), months

    def _walked(self) -> Iterator[tuple[State, tuple[Step, ...]]]:
        """Yield as many others as can be walked through in some seconds, the best months first."""
        states: dict[State, tuple[Step, ...]] = {start(self.rules.kinds): ()}
        for _ in self.span.months:
            grown: dict[State, tuple[Step, ...]] = {}
            for state, months in states.items():
                for step in self.rules.records.choices:
                    grown.setdefault(after(self.rules.kinds, state, step), (*months, step))
                if len(grown) > _MAX_WALKED:
                    break
            states = grown
        yield from states.items()

    # --- writing them down ---

    def _written(self, goal: Goal, months: Sequence[Step], course: Course) -> str:
        lines = [f"  - case: {quoted(self.words.full_text(goal))}", f"    of: {self.span}", "    records:"]
        number = 0
        for step, same in groupby(months):
            own = self.span.months[number : number + len(list(same))]
            number += len(own)
            lines.append(f"      - {{months: {_months(own)}, {self._record(self.rules.records.choices[step])}}}")
        return "\n".join([*lines, f"    expect: {{{self._expected(goal, course)}}}"])

    def _record(self, record: PossibleRecord) -> str:
        told = [f"rating: {record.ratings[0]}"]
        if self.rules.records.looks_at_totals:
            told.append(f"total: {points_text(record.total[0])}")
        fields = self.framework.shape.by_name
        facts = [f"{name}: {fields[name].written(value)}" for name, value in record.facts.items()]
        return ", ".join([*told, *([f"facts: {{{', '.join(facts)}}}"] if facts else [])])

    def _expected(self, goal: Goal, course: Course) -> str:
        """Return what the case may promise: its findings, or the rating."""
        if goal.path[0] == "findings":
            told = [each.id for each in self.rules.framework.findings if each.id in course.outcome.findings]
            return f"findings: [{', '.join(told)}]"
        ratings = self.rules.framework.ratings
        places = [place for place in course.outcome.ratings if place < len(ratings)]
        return f"rating: {ratings[places[0]].id if len(course.outcome.ratings) == 1 and places else ''}"


def _months(months: Sequence[str]) -> str:
    return months[0] if len(months) == 1 else f"{months[0]}{TO}{months[-1]}"


def _span(year: int, period: Period) -> MonthSpan:
    """Return the first span of a period that the framework was in force for as a whole."""
    return MonthSpan(kind=period.over, year=year + 1, number=1)
