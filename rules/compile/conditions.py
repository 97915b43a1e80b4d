"""Conditions as rules: what makes each true, and what makes each false. Neither, and it is not known.

This is strong Kleene logic without negation: a condition needed as one fact becomes a fact that is 1, or 0, or missing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from chamdiem.rules.compile.keys import TOTAL, answer_key, group_subject
from chamdiem.rules.compile.literals import ALWAYS, NEVER_KNOWN, Literal, in_range, is_value, is_yes, merge, tested
from chamdiem.rules.compile.numbers import Numbers
from chamdiem.rules.compile.program import Extreme, Formula, Key, Linear, Origin, Rule, Within
from chamdiem.rules.compile.scope import Scope, is_movable, score
from chamdiem.rules.compile.scored import scoring_key
from chamdiem.rules.language import conditions as kinds
from chamdiem.rules.language import tallies, ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chamdiem.rules.language.conditions import Condition
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import Part

MAX_TESTS = 12
"""durable-rules takes 16 patterns in one rule; more are split over named facts."""


class Draft:
    """The rules and formulas of a framework while they are being written, for a layer of an assessment or for all."""

    def __init__(self, framework: Framework, layer: str | None = None) -> None:
        self.framework = framework
        self.layer = layer
        self.scope = Scope(framework)
        self.rules: list[Rule] = []
        self.formulas: list[Formula] = []
        self.numbers = Numbers(self)

    def conclude(
        self, origin: Origin, alternatives: Iterable[Iterable[Within]], then: Key, value: int, clause: str = ""
    ) -> None:
        """Write one rule per alternative; one that contradicts itself can never fire and is left out."""
        # Alternatives share their origin, for they say the same of the same place; only by name are they told apart.
        own = origin.name
        for number, alternative in enumerate(alternatives, 1):
            tests = merge(alternative)
            if tests == ():  # it always holds, and no rule fires without a fact
                self.formulas.append(Linear(origin=origin, then=then, terms=(), constant=value, clause=clause))
            elif tests is not None:
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
                return tested(self.scope.known_fact(fact), test)
            case kinds.FactsCompared():
                return self._compared(kind, origin)
            case kinds.AnswerTest(answer, test):
                question = self.scope.questions[Key("answer", answer)]
                return self._asked(question.criterion, tested(question.quantity, test))
            case kinds.ScoreTest(of, scored, test):
                return tested(score({"criterion": scored, "group": group_subject(scored), "total": TOTAL}[of]), test)
            case kinds.FullMarks(of, scored):
                return self._full_group(scored, origin) if of == "group" else self._full(scored, origin)
            case _:
                assert_never(kind)

    def _asked(self, criterion: Criterion, literal: Literal) -> Literal:
        """Return a literal of an answer; what a layer is not asked stays open, like an answer that is missing."""
        return literal if criterion.is_asked_of(self.layer) else NEVER_KNOWN

    def _compared(self, kind: kinds.FactsCompared, origin: Origin) -> Literal:
        """Compare the difference of two facts with nothing, once for each end that is a fact."""
        parts = [] if kind.numbers.is_open else [in_range(self.scope.known_fact(kind.fact), kind.numbers)]
        for end, other in kind.others:
            ends = kinds.Comparison.model_validate({end: Decimal(0)})
            parts.append(in_range(self.numbers.between(kind.fact, other), ends))
        return self.all_of(parts, origin)

    def _full_group(self, group_id: str, origin: Origin) -> Literal:
        """A group is at its maximum when each of its criteria is, or was taken out of the total."""
        group = next(group for group in self.framework.all_groups if group.id == group_id)
        scored = [criterion for criterion in group.all_criteria if criterion.scored]
        parts = [self._full(criterion.id, origin.within(n)) for n, criterion in enumerate(scored)]
        return self.all_of(parts, origin)

    def _full(self, criterion_id: str, origin: Origin) -> Literal:
        criterion = self.framework.criterion(criterion_id)
        if criterion is None:
            raise LookupError(criterion_id)
        maximum = self.framework.maximum_of(criterion)
        # Frameworks without points (HD 12 of 2018) still ask that criteria are met; 0 of 0 points says nothing about
        # that.
        if maximum == self.framework.minimum_of(criterion):
            return self._met(criterion, origin.within("met"))
        most = Within(Key("most", criterion_id), None, maximum - 1)
        least = Within(Key("least", criterion_id), maximum, None)
        if not is_movable(criterion):
            return Literal(true=((least,),), false=((most,),))
        # Both hold of whatever may still become of it: it is out of the total, or at its maximum where it is not.
        out = Within(Key("treatment", criterion_id), LEFT_OUT, None)
        counted = Within(Key("counted_least", criterion_id), maximum, None)
        stays = Within(Key("maximum_least", criterion_id), maximum, None)
        return Literal(true=((counted,), (out,)), false=((stays, most),))

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
                met = [self.part(criterion, criterion.id, part, origin.within(n)) for n, part in enumerate(parts)]
                return self.all_of(met, origin)
            case ways.YesNoQuestion():
                return self._asked(criterion, is_yes(answer_key(criterion.id)))
            case (
                ways.Bands()
                | ways.Proportional()
                | ways.PointsQuestion()
                | ways.NamedLevels()
                | ways.Lines()
                | tallies.Additions()
                | tallies.Deductions()
                | ways.Parts()
            ):
                # They have no "met": that it was judged at all is the most that can be asked of them.
                return Literal(
                    true=((Within(scoring_key(criterion), self.framework.minimum_of(criterion), None),),), false=()
                )
            case _:
                assert_never(way)

    def part(self, criterion: Criterion, subject: str, part: Part, origin: Origin) -> Literal:
        """Return what makes a part of a checklist met; the subject is that of what has the checklist."""
        own = answer_key(subject, part.id)
        return self.literal(part.holds, origin) if part.holds else self._asked(criterion, is_yes(own))


TREATMENTS = ("applies", "full_marks", "zero", "excluded", "rescaled")
"""The values of a `treatment` fact, in the order of their codes."""
LEFT_OUT = TREATMENTS.index("excluded")
