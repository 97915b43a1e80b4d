"""A second scorer, straight from the framework in exact fractions: it knows neither rule programs nor the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from chamdiem.rules.language.conditions import (
    AllOf,
    AnswerTest,
    AnyOf,
    Comparison,
    FactsCompared,
    FactTest,
    FullMarks,
    Not,
    ScoreTest,
)
from chamdiem.rules.language.meeting import MEETING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chamdiem.rules.language.conditions import Condition, Scored, Test
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework, Rating
    from chamdiem.rules.language.measures import Measure
    from chamdiem.rules.language.ways import Deduction

Truth = bool | None
NOT_KNOWN = "not known"


class Disagreement(Exception):  # noqa: N818 - a result of scoring, not a mistake of ours
    """The framework gives one criterion two different results."""


def both(first: Truth, second: Truth) -> Truth:
    """Return "and" of strong Kleene logic."""
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def opposite(truth: Truth) -> Truth:
    """Return "not" of strong Kleene logic."""
    return None if truth is None else not truth


def every(truths: Iterable[Truth]) -> Truth:
    """Return whether all are true."""
    found: Truth = True
    for truth in truths:
        found = both(found, truth)
    return found


def some(truths: Iterable[Truth]) -> Truth:
    """Return whether one is true."""
    return opposite(every(opposite(truth) for truth in truths))


def one(values: Iterable[object]) -> object:
    """Return the one value that all agree on, or None without any."""
    found = set(values)
    if len(found) > 1:
        raise Disagreement
    return next(iter(found), None)


@dataclass(frozen=True, slots=True)
class Span:
    """Points: what was awarded, if that is known, and the ends between which it lies. In hundredths."""

    award: int | None
    least: int
    most: int


@dataclass(slots=True)
class Direct:
    """Scores one meeting. `fields` and `answers` hold the integers of values; what is not there is missing."""

    framework: Framework
    fields: Mapping[str, int]
    answers: Mapping[str, int]
    measured: dict[str, Fraction | None] = field(default_factory=dict)
    scored: dict[str, Span] = field(default_factory=dict)
    treated: dict[str, str | None] = field(default_factory=dict)

    def run(self) -> Direct:
        """Score everything, so that every disagreement is met."""
        for name in self.framework.measures:
            self.number(name)
        for criterion in self.framework.criteria:
            self.span(criterion)
        return self

    # --- facts ---

    def number(self, name: str) -> Fraction | None:
        """Return a measure or a record field."""
        measure = self.framework.measures.get(name)
        if measure is None:
            value = self.fields.get(name)
            return None if value is None else Fraction(value)
        if name not in self.measured:
            self.measured[name] = self._measure(measure)
        return self.measured[name]

    def _measure(self, measure: Measure) -> Fraction | None:
        for choice in measure.choices:
            truth = True if choice.when is None else self.truth(choice.when)
            if truth is not False:
                return Fraction(choice.constant or 0) if truth else None
        values = [self.number(name) for name in measure.operation.names]
        known = [value for value in values if value is not None]
        return None if len(known) < len(values) else self._operate(measure, known)

    @staticmethod
    def _operate(measure: Measure, values: Sequence[Fraction]) -> Fraction | None:
        first, *rest = values
        match measure.operation.key:
            case "sum":
                return sum(values, Fraction(0))
            case "difference":
                return first - sum(rest)
            case "percent":
                return 100 * first / rest[0] if rest[0] > 0 else None
            case "shortfall":
                return max(Fraction(0), rest[0] - first)
            case _:
                return rest[0] - first

    # --- conditions ---

    def truth(self, condition: Condition) -> Truth:  # noqa: PLR0911 - one for each kind of condition
        """Return whether a condition holds."""
        match condition.kind:
            case AllOf(parts):
                return every(self.truth(part) for part in parts)
            case AnyOf(parts):
                return some(self.truth(part) for part in parts)
            case Not(inner):
                return opposite(self.truth(inner))
            case FactTest(fact, test):
                return self._fact_test(test, fact)
            case FactsCompared():
                raise NotImplementedError(condition)  # such frameworks have a reference scorer of their own
            case AnswerTest(answer, test):
                return self._answer_test(test, answer)
            case FullMarks(of, scored):
                return self._at_maximum(of, scored)
            case ScoreTest(of, scored, test):
                assert isinstance(test, Comparison)
                return within(test, *self._score(of, scored))

    def _fact_test(self, test: Test, name: str) -> Truth:
        value = self.number(name)
        known = MEETING.by_name.get(name)
        if value is None:
            return None
        if known is not None and known.type in {"yes_no", "word"}:
            words = tuple(known.words) if known.words else ("no", "yes")
            assert not isinstance(test, Comparison)
            return words[int(value)] in test.words
        return _passes(test, value)

    def _answer_test(self, test: Test, name: str) -> Truth:
        value = self.answers.get(name)
        if value is None:
            return None
        criterion = next(item for item in self.framework.criteria if item.id == name.split("/", maxsplit=1)[0])
        words = tuple(level.id for level in criterion.written_levels or ()) or ("no", "yes")
        scale = 100 if criterion.written_judged == "points" else 1
        if criterion.written_judged == "points" or criterion.written_deductions:
            return _passes(test, Fraction(value, scale))
        assert not isinstance(test, Comparison)
        return words[value] in test.words

    def _score(self, of: Scored, name: str) -> tuple[Fraction, Fraction]:
        if of == "criterion":
            criterion = self.framework.criterion(name)
            assert criterion
            span = self.span(criterion)
        else:
            span = self.group(name) if of == "group" else self.total()
        return Fraction(span.least, 100), Fraction(span.most, 100)

    def _at_maximum(self, of: Scored, name: str) -> Truth:
        criteria = [
            criterion
            for group in self.framework.groups
            for criterion in group.criteria
            if name == (criterion.id if of == "criterion" else group.id)
        ]
        return every(self._full(criterion) for criterion in criteria)

    def _full(self, criterion: Criterion) -> Truth:
        span, maximum = self.span(criterion), self.framework.maximum_of(criterion)
        treatment = self.treatment(criterion)
        if not maximum:
            return self._met(criterion, treatment)
        if treatment in {"excluded", "rescaled"} or span.least >= maximum:
            return True
        return False if treatment != NOT_KNOWN and span.most < maximum else None

    def _met(self, criterion: Criterion, treatment: str | None) -> Truth:
        """Tell whether a criterion without points is met: by its answer, for its points are nothing either way."""
        if treatment is not None:
            return None if treatment == NOT_KNOWN else treatment != "zero"
        if criterion.written_holds is not None:
            return self.truth(criterion.written_holds)
        if criterion.written_checklist is not None:
            return every(self._part(criterion, part.id) for part in criterion.written_checklist)
        answer = self.answers.get(criterion.id)
        if criterion.written_judged == "yes_no":
            return None if answer is None else answer == 1
        return None if self.span(criterion).award is None else True

    # --- points ---

    def span(self, criterion: Criterion) -> Span:
        """Return a criterion's points."""
        if criterion.id not in self.scored:
            self.scored[criterion.id] = self._treated(criterion, self._own(criterion))
        return self.scored[criterion.id]

    def treatment(self, criterion: Criterion) -> str | None:
        """Return what not applying makes of a criterion; None: it applies."""
        if criterion.id not in self.treated:
            truths = [(rule.then, self.truth(rule.when)) for rule in criterion.not_applicable]
            found = one(then for then, truth in truths if truth)
            unknown = any(truth is None for _, truth in truths)
            self.treated[criterion.id] = str(found) if found else NOT_KNOWN if unknown else None
        return self.treated[criterion.id]

    def _treated(self, criterion: Criterion, own: Span) -> Span:
        treatment = self.treatment(criterion)
        if treatment is None:
            return own
        if treatment != NOT_KNOWN:
            points = self._instead(criterion, treatment)
            return Span(points, points, points)
        instead = [self._instead(criterion, then) for then in self._still(criterion)]
        return Span(None, min(own.least, *instead), max(own.most, *instead))

    def _instead(self, criterion: Criterion, treatment: str) -> int:
        return self.framework.maximum_of(criterion) if treatment == "full_marks" else 0

    def _still(self, criterion: Criterion) -> list[str]:
        """Return the treatments that may still come."""
        return [rule.then for rule in criterion.not_applicable if self.truth(rule.when) is not False]

    def _bounds(self, criterion: Criterion) -> tuple[int, int]:
        """Return what a criterion can still get by its own scoring, while it has no points."""
        maximum = self.framework.maximum_of(criterion)
        if criterion.written_bands:
            points = self._banded(criterion)
            return min(points), max(points)
        if criterion.written_deductions:
            return self._deducted(criterion, known=False), self._deducted(criterion, known=True)
        if criterion.written_levels:
            points = [level.points for level in criterion.written_levels]
            return min(points), max(points)
        return 0, maximum

    def _banded(self, criterion: Criterion) -> list[int]:
        """Return every number of points that some completion of what is missing leads to.

        An exception that is sure leaves room only for another one of the same points, for else they contradict each
        other. Where neither band nor exception is found, nobody knows which band was meant.
        """
        assert criterion.written_bands
        exceptions = [(item.points, self.truth(item.when)) for item in criterion.written_bands.unless]
        sure = {points for points, truth in exceptions if truth}
        if sure:
            return sorted(sure)
        open_points = [points for points, truth in exceptions if truth is None]
        value, levels = self.number(criterion.written_bands.of), criterion.written_bands.levels
        met = [level.points for level in levels if value is not None and within(level, value, value)]
        return [*open_points, *(met or [level.points for level in levels])]

    def _own(self, criterion: Criterion) -> Span:
        if criterion.written_checklist:
            parts = [(part.points, self._part(criterion, part.id)) for part in criterion.written_checklist]
            least = sum(points for points, met in parts if met)
            most = sum(points for points, met in parts if met is not False)
            return Span(least if all(met is not None for _, met in parts) else None, least, most)
        award = self._award(criterion)
        return Span(award, *self._bounds(criterion)) if award is None else Span(award, award, award)

    def _part(self, criterion: Criterion, part_id: str) -> Truth:
        part = next(item for item in criterion.written_checklist or () if item.id == part_id)
        if part.holds is not None:
            return self.truth(part.holds)
        answer = self.answers.get(f"{criterion.id}/{part_id}")
        return None if answer is None else answer == 1

    def _award(self, criterion: Criterion) -> int | None:
        maximum = self.framework.maximum_of(criterion)
        answer = self.answers.get(criterion.id)
        match criterion.scoring:
            case "bands":
                return self._band(criterion)
            case "deductions":
                unknown = any(count is None for _, count in self._counts(criterion))
                return None if unknown else self._deducted(criterion, known=True)
            case "holds":
                assert criterion.written_holds
                truth = self.truth(criterion.written_holds)
                return None if truth is None else maximum * truth
            case "levels":
                return None if answer is None else (criterion.written_levels or ())[answer].points
            case _ if criterion.written_judged == "points":
                return answer
            case _:
                return None if answer is None else maximum * answer

    def _band(self, criterion: Criterion) -> int | None:
        assert criterion.written_bands
        value = self.number(criterion.written_bands.of)
        exceptions = [(item.points, self.truth(item.when)) for item in criterion.written_bands.unless]
        points = [points for points, truth in exceptions if truth]
        if value is not None and all(truth is False for _, truth in exceptions):
            points += [level.points for level in criterion.written_bands.levels if within(level, value, value)]
        found = one(points)
        return found if isinstance(found, int) else None

    def _deducted(self, criterion: Criterion, *, known: bool) -> int:
        """Return what deductions leave: of those not counted yet, nothing is taken (`known`), or all that can be."""
        assert criterion.written_deductions
        maximum, cap = self.framework.maximum_of(criterion), criterion.written_deductions.at_most
        floor = 0 if cap is None else maximum - cap
        left = maximum
        for each, count in self._counts(criterion):
            most = maximum if each.at_most is None else each.at_most
            if count is None:
                left -= 0 if known or not each.points else most
            else:
                taken = max(0, each.points * int(count))
                left -= taken if each.at_most is None else min(taken, each.at_most)
        return max(left, floor)

    def _counts(self, criterion: Criterion) -> list[tuple[Deduction, Fraction | int | None]]:
        assert criterion.written_deductions
        return [
            (each, self.number(each.of) if each.of else self.answers.get(f"{criterion.id}/{each.id}"))
            for each in criterion.written_deductions.each
        ]

    # --- totals ---

    def group(self, group_id: str) -> Span:
        """Return a group's points."""
        return self._sum(next(group for group in self.framework.groups if group.id == group_id).criteria)

    def _sum(self, criteria: Iterable[Criterion]) -> Span:
        spans = [self.span(criterion) for criterion in criteria]
        known = [span.award for span in spans if span.award is not None]
        return Span(
            sum(known) if len(known) == len(spans) else None, sum(s.least for s in spans), sum(s.most for s in spans)
        )

    def applicable(self, criteria: Iterable[Criterion]) -> int | None:
        """Return the maximum of those that count, bonus outside the scale aside; None while that is not known."""
        maximum = 0
        for criterion in criteria:
            movable = {rule.then for rule in criterion.not_applicable} & {"excluded", "rescaled"}
            if criterion.bonus == "outside":
                continue
            treatment = self.treatment(criterion)
            if movable and treatment == NOT_KNOWN:
                return None
            maximum += 0 if treatment in {"excluded", "rescaled"} else self.framework.maximum_of(criterion)
        return maximum

    def scale(self) -> tuple[int, int]:
        """Return the least and the most that the maximum of what applies can be, bonus outside the scale aside."""
        kept = [sum(maximum for maximum, _, _ in chosen) for chosen in self._may_count()]
        return min(kept), max(kept)

    def _may_count(self) -> list[list[tuple[int, int, int]]]:
        """Return every way in which criteria inside the scale may count: of each its maximum, least and most points."""
        ways: list[list[tuple[int, int, int]]] = [[]]
        for criterion in self.framework.criteria:
            if criterion.bonus == "outside":
                continue
            treatment = self.treatment(criterion)
            taken_out = {"excluded", "rescaled"}
            still = self._still(criterion) if treatment == NOT_KNOWN else [treatment or "applies"]
            counted = [then for then in still if then not in taken_out] + ["applies"] * (treatment == NOT_KNOWN)
            spans = [self._own(criterion) if then == "applies" else None for then in counted]
            ends = [
                (span.least, span.most) if span else (self._instead(criterion, then),) * 2
                for then, span in zip(counted, spans, strict=True)
            ]
            more: list[list[tuple[int, int, int]]] = []
            if ends:
                here = (
                    self.framework.maximum_of(criterion),
                    min(least for least, _ in ends),
                    max(most for _, most in ends),
                )
                more += [[*way, here] for way in ways]
            if taken_out & set(still):
                more += ways
            ways = more
        return ways

    def total(self) -> Span:
        """Return the total: the points inside the scale, rescaled if the framework does so, then bonus, then the cap."""
        scheme = self.framework.points
        inside = [criterion for criterion in self.framework.criteria if criterion.bonus != "outside"]
        found = self._sum(inside)
        if scheme is not None and any(rule.then == "rescaled" for item in inside for rule in item.not_applicable):
            found = self._rescaled(found)
        bonus = self._sum(criterion for criterion in self.framework.criteria if criterion.bonus == "outside")
        known = found.award is not None and bonus.award is not None and self.something_applies() is not False
        award = (found.award or 0) + (bonus.award or 0) if known else None
        whole = Span(award, found.least + bonus.least, found.most + bonus.most)
        if scheme is None or scheme.bonus_above_maximum != "capped":
            return whole
        award = None if whole.award is None else min(whole.award, scheme.maximum)
        return Span(award, min(whole.least, scheme.maximum), min(whole.most, scheme.maximum))

    def something_applies(self) -> Truth:
        """Return whether any criterion with points inside the scale applies."""
        least, most = self.scale()
        return True if least > 0 else False if most == 0 else None

    def _rescaled(self, raw: Span) -> Span:
        least: list[int] = []
        most: list[int] = []
        for chosen in self._may_count():
            maximum = sum(own for own, _, _ in chosen)
            for ends, place in ((least, 1), (most, 2)):
                points = sum(one[place] for one in chosen)
                ends.append(self._on_scale(points, maximum) if maximum else 0)
        applicable = self.applicable(self.framework.criteria)
        award = None if raw.award is None or not applicable else self._on_scale(raw.award, applicable)
        return Span(award, min(least), max(most))

    def _on_scale(self, points: int, applicable: int) -> int:
        scheme = self.framework.points
        assert scheme
        steps = Fraction(points * scheme.maximum, applicable * scheme.step)
        whole = {"down": floor(steps), "up": ceil(steps), "half_up": floor(steps + Fraction(1, 2))}
        return whole[scheme.rounding] * scheme.step

    # --- rating ---

    def reaches(self, rating: Rating) -> Truth:
        """Return whether a rating's range and gates hold and no cap bars it."""
        total = self.total()
        ranged = within(rating, Fraction(total.least, 100), Fraction(total.most, 100))
        order = [item.id for item in self.framework.ratings]
        barring = [
            self.truth(cap.when)
            for cap in self.framework.caps
            if cap.barred == rating.id
            or (cap.at_most is not None and order.index(rating.id) < order.index(cap.at_most))
        ]
        gates = (self.truth(gate.when) for gate in rating.requires)
        return every([ranged, self.something_applies(), *gates, *(opposite(truth) for truth in barring)])

    def rating(self) -> int | None:
        """Return the place of the rating that is given, the number of ratings if none applies, None if not certain."""
        for place, rating in enumerate(self.framework.ratings):
            truth = self.reaches(rating)
            if truth is not False:
                return place if truth else None
        return len(self.framework.ratings)


def _passes(test: Test, value: Fraction) -> Truth:
    return within(test, value, value) if isinstance(test, Comparison) else value in map(Fraction, test.words)


def within(ends: Comparison, least: Fraction, most: Fraction) -> Truth:
    """Return whether a number that lies between least and most (the same, if it is known) lies within the ends."""
    tests: list[Truth] = []
    if ends.at_least is not None:
        tests.append(_sure(least >= ends.at_least, never=most < ends.at_least))
    if ends.above is not None:
        tests.append(_sure(least > ends.above, never=most <= ends.above))
    if ends.at_most is not None:
        tests.append(_sure(most <= ends.at_most, never=least > ends.at_most))
    if ends.below is not None:
        tests.append(_sure(most < ends.below, never=least >= ends.below))
    return every(tests)


def _sure(always: bool, *, never: bool) -> Truth:  # noqa: FBT001 - the answer itself
    return True if always else False if never else None
