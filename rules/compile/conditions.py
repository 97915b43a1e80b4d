"""Conditions as rules: what makes each true, and what makes each false. Neither, and it is not known.

This is strong Kleene logic without negation: a condition needed as one fact becomes a fact that is 1, or 0, or missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from chamdiem.rules.compile.keys import TOTAL, group_subject
from chamdiem.rules.compile.program import Extreme, Formula, Key, Origin, Rule, Within
from chamdiem.rules.compile.scope import YES_NO, Quantity, Scope, answer_to, score, scoring_key
from chamdiem.rules.language import conditions as kinds
from chamdiem.rules.language import ways
from chamdiem.rules.language.scalars import read_number, read_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chamdiem.rules.language.conditions import Condition
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import Part

Tests = tuple[Within, ...]
MAX_TESTS = 12
"""durable-rules takes 16 patterns in one rule; more are split over named facts."""


@dataclass(frozen=True, slots=True)
class Literal:
    """The alternatives that make something true, and those that make it false."""

    true: tuple[Tests, ...]
    false: tuple[Tests, ...]

    def __invert__(self) -> Literal:
        return Literal(self.false, self.true)


ALWAYS = Literal(true=((),), false=())
NEVER_KNOWN = Literal(true=(), false=())


def is_value(key: Key, value: int) -> Within:
    """Return the test that a fact has one value."""
    return Within(key, value, value)


def merge(tests: Iterable[Within]) -> Tests | None:
    """Return one test per fact, or None when they contradict each other."""
    merged: dict[Key, Within] = {}
    for test in tests:
        both = (merged.get(test.fact, test), test)
        low = max((one.at_least for one in both if one.at_least is not None), default=None)
        high = min((one.at_most for one in both if one.at_most is not None), default=None)
        # To be kept apart from "no test at all", which always holds.
        if low is not None and high is not None and low > high:
            return None
        merged[test.fact] = Within(test.fact, low, high)
    return tuple(merged.values())


class Draft:
    """The rules and formulas of a framework while they are being written, for a layer of an assessment or for all."""

    def __init__(self, framework: Framework, layer: str | None = None) -> None:
        self.framework = framework
        self.layer = layer
        self.scope = Scope(framework)
        self.rules: list[Rule] = []
        self.formulas: list[Formula] = []

    def conclude(
        self, origin: Origin, alternatives: Iterable[Iterable[Within]], then: Key, value: int, clause: str = ""
    ) -> None:
        """Write one rule per alternative; one that contradicts itself can never fire and is left out."""
        # Alternatives share their origin, for they say the same of the same place; only by name are they told apart.
        own = origin.name
        for number, alternative in enumerate(alternatives, 1):
            tests = merge(alternative)
            if tests is not None:
                name = own if number == 1 else f"{own}#{number}"
                self.rules.append(Rule(name=name, origin=origin, when=tests, then=then, value=value, clause=clause))

    def name(self, literal: Literal, key: Key, origin: Origin, clause: str = "") -> Literal:
        """Conclude a literal as a fact: 1 when true, 0 when false; one that can be neither is never there."""
        if literal == NEVER_KNOWN:
            self.formulas.append(Extreme(origin=origin, then=key, highest=True, options=(), clause=clause))
        self.conclude(origin._replace(met=True), literal.true, key, 1, clause)
        self.conclude(origin._replace(met=False), literal.false, key, 0, clause)
        return is_yes(key)

    def name_condition(self, literal: Literal, origin: Origin, clause: str = "") -> Literal:
        """Conclude a condition, or a part of one, as a fact of its own."""
        return self.name(literal, Key("condition", origin.name), origin, clause)

    def _single(self, literal: Literal, origin: Origin) -> Literal:
        """Return a literal that is true by one alternative of few tests."""
        # Alternatives are not multiplied out: ten conditions of three alternatives each would be 59,049 rules. Whatever
        # has several becomes one named fact, at the price of one more stratum.
        if len(literal.true) == 1 and len(literal.true[0]) <= MAX_TESTS // 2:
            return literal
        return self.name_condition(literal, origin)

    def all_of(self, parts: Sequence[Literal], origin: Origin) -> Literal:
        """Return the conjunction of literals."""
        parts = [part for part in parts if part != ALWAYS]
        if not parts:
            return ALWAYS
        # A part that nothing makes true: neither is the whole, but it can still be false.
        if not all(part.true for part in parts):
            return Literal(true=(), false=tuple(tests for part in parts for tests in part.false))
        singles = [self._single(part, origin.within(number)) for number, part in enumerate(parts)]
        while sum(len(single.true[0]) for single in singles) > MAX_TESTS:
            chunk, singles = singles[:2], singles[2:]
            joined = Literal(((*chunk[0].true[0], *chunk[1].true[0]),), (*chunk[0].false, *chunk[1].false))
            singles.append(self.name_condition(joined, origin.within(f"chunk{len(singles)}")))
        true = merge(test for single in singles for test in single.true[0])
        return Literal(() if true is None else (true,), tuple(tests for single in singles for tests in single.false))

    def literal(self, condition: Condition, origin: Origin) -> Literal:  # noqa: PLR0911 - one for each kind of condition
        """Return what makes a condition true and what makes it false."""
        kind = condition.kind
        match kind:
            case kinds.AllOf(parts):
                return self.all_of([self.literal(part, origin.within(n)) for n, part in enumerate(parts)], origin)
            case kinds.AnyOf(parts):
                # De Morgan's law, which holds in Kleene's logic as well; so only one connective is written.
                return ~self.all_of([~self.literal(part, origin.within(n)) for n, part in enumerate(parts)], origin)
            case kinds.Not(inner):
                return ~self.literal(inner, origin)
            case kinds.FactTest(fact, test):
                return _test(self.scope.known_fact(fact), test)
            case kinds.AnswerTest(answer, test):
                question = self.scope.questions[Key("answer", answer)]
                # Nobody asks this layer: what it would have answered stays open, like an answer that is missing.
                return _test(question.quantity, test) if question.criterion.is_asked_of(self.layer) else NEVER_KNOWN
            case kinds.ScoreTest(of, scored, test):
                return _test(score({"criterion": scored, "group": group_subject(scored), "total": TOTAL}[of]), test)
            case kinds.FullMarks(of, scored):
                return self._full_group(scored, origin) if of == "group" else self._full(scored, origin)
            case _:
                assert_never(kind)

    def _full_group(self, group_id: str, origin: Origin) -> Literal:
        """A group is at its maximum when each of its criteria is, or was taken out of the total."""
        group = next(group for group in self.framework.groups if group.id == group_id)
        scored = [criterion for criterion in group.criteria if criterion.scored]
        parts = [self._full(criterion.id, origin.within(n)) for n, criterion in enumerate(scored)]
        return self.all_of(parts, origin)

    def _full(self, criterion_id: str, origin: Origin) -> Literal:
        criterion = self.framework.criterion(criterion_id)
        if criterion is None:
            raise LookupError(criterion_id)
        maximum = self.framework.maximum_of(criterion)
        # Frameworks without points (HD 12 of 2018) still ask that criteria are met; 0 of 0 points says nothing about
        # that.
        if not maximum:
            return self._met(criterion, origin.within("met"))
        most = Within(Key("most", criterion_id), None, maximum - 1)
        least = Within(Key("least", criterion_id), maximum, None)
        if not criterion.not_applicable:
            return Literal(true=((least,),), false=((most,),))
        treatment = Key("treatment", criterion_id)
        return Literal(
            true=((least,), (Within(treatment, LEFT_OUT, None),)),
            false=((Within(treatment, None, LEFT_OUT - 1), most),),
        )

    def _met(self, criterion: Criterion, origin: Origin) -> Literal:
        """Return what fully meets a criterion that gives no points: its points are 0 whatever was found."""
        own = self._met_by_itself(criterion, origin)
        if not criterion.not_applicable:
            return own
        treatment = Key("treatment", criterion.id)
        away = tuple((is_value(treatment, code),) for code in range(LEFT_OUT, len(TREATMENTS)))
        full = (is_value(treatment, TREATMENTS.index("full_marks")),)
        applies = is_value(treatment, 0)
        return Literal(
            true=(*away, full, *((applies, *tests) for tests in own.true)),
            false=((is_value(treatment, TREATMENTS.index("zero")),), *((applies, *tests) for tests in own.false)),
        )

    def _met_by_itself(self, criterion: Criterion, origin: Origin) -> Literal:
        way = criterion.way
        match way:
            case ways.Requirement(condition):
                return self.literal(condition, origin)
            case ways.Checklist(parts):
                met = [self.part(criterion, part, origin.within(n)) for n, part in enumerate(parts)]
                return self.all_of(met, origin)
            case ways.YesNoQuestion():
                return is_yes(Key("answer", criterion.id))
            case ways.Bands() | ways.PointsQuestion() | ways.NamedLevels() | ways.Deductions():
                # They have no "met": that it was judged at all is the most that can be asked of them.
                return Literal(true=((Within(scoring_key(criterion), 0, None),),), false=())
            case _:
                assert_never(way)

    def part(self, criterion: Criterion, part: Part, origin: Origin) -> Literal:
        """Return what makes a part of a checklist met."""
        return self.literal(part.holds, origin) if part.holds else is_yes(answer_to(criterion, part))


def is_yes(key: Key) -> Literal:
    """Return the literal of a fact that is 1 where it is so, and 0 where it is not: a question, a condition."""
    return Literal(true=((is_value(key, 1),),), false=((is_value(key, 0),),))


TREATMENTS = ("applies", "full_marks", "zero", "excluded", "rescaled")
"""The values of a `treatment` fact, in the order of their codes."""
LEFT_OUT = TREATMENTS.index("excluded")


def _test(quantity: Quantity, test: kinds.Test) -> Literal:
    if isinstance(test, kinds.Comparison):
        return in_range(quantity, test)
    if not quantity.words:
        return _between(quantity, *quantity.exactly(read_number(test.words[0])))
    # "Not that word" is one of the others, each by a rule: an answer that is missing is none of them.
    codes = {quantity.words.index(_word(quantity, word)) for word in test.words}
    tests = [(is_value(quantity.least, code),) for code in range(len(quantity.words))]
    return Literal(
        true=tuple(test for code, test in enumerate(tests) if code in codes),
        false=tuple(test for code, test in enumerate(tests) if code not in codes),
    )


def in_range(quantity: Quantity, ends: kinds.Comparison) -> Literal:
    """Return what makes a number lie within the ends; of a score, whatever it still becomes."""
    return _between(quantity, *quantity.interval(ends))


def _between(quantity: Quantity, low: int | None, high: int | None) -> Literal:
    # Of a score both ends are asked: it is sure to reach a threshold when its least does, and sure to miss it when its
    # most does. Of a plain fact the two are one and the same.
    tests = [Within(quantity.least, low, None)] if low is not None else []
    tests += [Within(quantity.most, None, high)] if high is not None else []
    true = merge(tests)
    false = [(Within(quantity.most, None, low - 1),)] if low is not None else []
    false += [(Within(quantity.least, high + 1, None),)] if high is not None else []
    return Literal(() if true is None else (true,), tuple(false))


def _word(quantity: Quantity, word: str) -> str:
    return YES_NO[read_yes_no(word)] if quantity.words == YES_NO else word
