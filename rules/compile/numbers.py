"""What a framework names as a number, as an exact expression over the program's facts, with what bounds its parts."""

from __future__ import annotations

from fractions import Fraction as Rational
from itertools import count, product
from typing import TYPE_CHECKING, assert_never

from chamdiem.rules.compile.exact import Agreed, Exact
from chamdiem.rules.compile.expressions import (
    Candidate,
    Chosen,
    Constant,
    Farthest,
    Held,
    Leaf,
    Number,
    Quotient,
    Weighted,
    Years,
)
from chamdiem.rules.compile.keys import group_subject
from chamdiem.rules.compile.literals import ALWAYS, Literal, Tests
from chamdiem.rules.compile.program import Key, Linear, Origin, ProgramError, Term, Within
from chamdiem.rules.compile.scope import POINT_SCALE, Quantity, is_movable
from chamdiem.rules.language import measures as operations
from chamdiem.rules.language import operands as kinds
from chamdiem.rules.records.fields import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.rules.compile.conditions import Draft
    from chamdiem.rules.compile.rescaling import Rounding
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.measures import Choose, Measure
    from chamdiem.rules.language.operands import CountOf, Operand, ScoreOperand

_PERCENT = Rational(100)
_ZERO, _ONE = Rational(0), Rational(1)


class Numbers:
    """The numbers of a framework that is being written; each measure is made once."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._scope, self._framework = draft.scope, draft.framework
        self._made: dict[str, Number] = {}
        self._conditions: dict[str, tuple[Literal, ...]] = {}
        self._making: list[str] = []

    def fact(self, name: str) -> Number:
        """Return a field or measure that the checks know to be there.

        Raises:
            ProgramError: the measure is made of itself.
        """
        if name not in self._framework.measures:
            return self._field(name)
        if name in self._making:
            raise ProgramError(*(Key("measure", each) for each in (*self._making, name)))
        if name not in self._made:
            self._making.append(name)
            self._made[name] = self._measure(name, self._framework.measures[name])
            self._making.pop()
        return self._made[name]

    def stored(self, name: str) -> Leaf:
        """Return a field or measure as it is stored, not as it is made."""
        quantity = self._scope.known_fact(name)
        return Leaf(quantity.least, quantity.most, quantity.stored_scale, (0,))

    def operand(self, operand: Operand) -> Number:
        """Return an operand, its factor included."""
        number = self._of(operand)
        return number if operand.times == 1 else Weighted(((Rational(operand.times), number),))

    def between(self, first: str, second: str) -> Quantity:
        """Return the quantity of a fact less another one, written where it is first asked for."""
        subject = f"{first} {second}"
        quantity = Quantity(Key("difference_least", subject), Key("difference_most", subject), "number")
        if not any(formula.then == quantity.least for formula in self._draft.formulas):
            number = Weighted(((_ONE, self.fact(first)), (-_ONE, self.fact(second))))
            origin = Origin("measure", first, "difference")
            self._write(quantity, origin, number)
            self._agree(quantity, origin, Key("difference", subject))
        return quantity

    def write(self, name: str) -> None:
        """Write the ends of a measure, and the measure itself where they are one."""
        measure = self._framework.measures[name]
        quantity, origin = self._scope.known_fact(name), Origin("measure", name, measure.operation.key)
        if isinstance(measure.operation, operations.Count):
            self._count(measure.operation.of, quantity, origin)
        else:
            self._write(quantity, origin, self.fact(name))
        self._agree(quantity, origin, Key("measure", name))

    def _agree(self, quantity: Quantity, origin: Origin, then: Key) -> None:
        self._draft.formulas.append(Agreed(origin=origin, then=then, least=quantity.least, most=quantity.most))

    def _write(self, quantity: Quantity, origin: Origin, number: Number) -> None:
        for then, highest in ((quantity.least, False), (quantity.most, True)):
            rounding: Rounding = "marked" if quantity.is_marked else "down"
            self._draft.formulas.append(
                Exact(origin=origin, then=then, number=number, highest=highest, scale=quantity.scale, rounding=rounding)
            )

    def _count(self, of: CountOf, quantity: Quantity, origin: Origin) -> None:
        """Write how many are sure, and how many may be: those that are not known, too."""
        facts = [
            self._draft.name_condition(literal, origin.within(number)).true[0][0].fact
            for number, literal in enumerate(self._counted(of, origin))
        ]
        for then, unknown in ((quantity.least, 0), (quantity.most, 1)):
            terms = tuple(Term(1, fact, unknown) for fact in facts)
            self._draft.formulas.append(Linear(origin=origin, then=then, terms=terms))

    def _counted(self, of: CountOf, origin: Origin) -> Iterator[Literal]:
        places = (origin.within(number, "counted") for number in count())
        if of.counted == "condition":
            yield from (self._draft.literal(each, place) for each, place in zip(of.conditions, places, strict=False))
            return
        for member, place in zip(self._scope.members(of), places, strict=False):
            literal = self._draft.literal(of.test_of(member), place)
            criterion = self._scope.asking(member) if of.counted == "answer" else self._framework.criterion(member)
            if criterion is not None and criterion.not_applicable:
                literal = self._applying(literal, criterion, place.within("applies"), counted=of.left_out == "counted")
            yield literal

    def _applying(self, literal: Literal, criterion: Criterion, place: Origin, *, counted: bool) -> Literal:
        """Return what a member that may not apply counts as."""
        treatment = Key("treatment", criterion.id)
        applies = Literal(((Within(treatment, 0, 0),),), ((Within(treatment, 1, None),),))
        if counted:
            return ~self._draft.all_of([applies, ~literal], place)
        return self._draft.all_of([applies, literal], place)

    # --- fields, answers, points ---

    def _field(self, name: str) -> Leaf:
        key, quantity, shape = Key("field", name), self._scope.known_fact(name), self._framework.shape
        field = shape.by_name[name]
        low: list[Key | int] = [] if field.least is None else [field.least]
        high: list[Key | int] = [] if field.most is None else [field.most]
        if field.type in {FieldType.COUNT, FieldType.YES_NO}:
            low.append(0)
        if field.type is FieldType.YES_NO:
            high.append(1)
        for part, whole in self._ordered(name):
            high += [Key("field", whole)] if part == name else []
            low += [Key("field", part)] if whole == name else []
        return Leaf(key, key, quantity.scale, tuple(low), tuple(high))

    def _ordered(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield the pairs of fields, this one and another, of which the first is never more than the second."""
        for limit in self._framework.shape.limits_of.get(name, ()):
            is_pair = len(limit.lesser) == len(limit.greater) == 1
            if is_pair and limit.apart >= 0 and not limit.slack:
                one, other = map(self._scope.fact, limit.names)
                if one is not None and other is not None and one.scale == other.scale:
                    yield limit.lesser[0], limit.greater[0]

    def _of(self, operand: Operand) -> Number:
        kind = operand.kind
        match kind:
            case kinds.FactOperand(name):
                return self.fact(name)
            case kinds.NumberOperand(number):
                return Constant(Rational(number))
            case kinds.AnswerOperand(answer):
                return self._answer(answer)
            case kinds.ScoreOperand():
                return self._reachable(kind) if kind.reachable else self._score(kind)
            case _:
                assert_never(kind)

    def _answer(self, answer: str) -> Leaf:
        question = self._scope.questions[Key("answer", answer)]
        scored, quantity = question.scored, question.quantity
        is_points = quantity.role == "points"
        low, high = (self._framework.minimum_of(scored), self._framework.maximum_of(scored)) if is_points else (0, 1)
        return Leaf(question.key, question.key, quantity.scale, (low,), () if quantity.role == "count" else (high,))

    def _score(self, kind: ScoreOperand) -> Leaf:
        subject = group_subject(kind.id) if kind.of == "group" else kind.id
        return Leaf(Key("least", subject), Key("most", subject), POINT_SCALE)

    def _reachable(self, kind: ScoreOperand) -> Number:
        if kind.of == "group":
            group = next(group for group in self._framework.all_groups if group.id == kind.id)
            key, most = Key("maximum", group_subject(kind.id)), group.maximum or 0
            return Leaf(key, key, POINT_SCALE, (0,), (most,))
        criterion = self._framework.criterion(kind.id)
        if criterion is None:
            raise LookupError(kind.id)
        most = self._framework.maximum_of(criterion)
        key = Key("maximum", kind.id)
        return Leaf(key, key, POINT_SCALE, (0,), (most,)) if is_movable(criterion) else Constant(Rational(most, 100))

    # --- measures ---

    def _measure(self, name: str, measure: Measure) -> Number:
        number = self._operation(name, measure)
        if measure.limit is None:
            return number
        ends = (None if end is None else Rational(end) for end in (measure.limit.at_least, measure.limit.at_most))
        return Held(number, *ends)

    def _operation(self, name: str, measure: Measure) -> Number:  # noqa: C901, PLR0911 - one for each operation
        made = measure.operation
        match made:
            case operations.Sum():
                return Weighted(tuple((_ONE, self.operand(each)) for each in made.operands))
            case operations.Average():
                share = Rational(1, len(made.operands))
                return Weighted(tuple((share, self.operand(each)) for each in made.operands))
            case operations.Remainder():
                first, *rest = map(self.operand, made.operands)
                return Weighted(((_ONE, first), *((-_ONE, each) for each in rest)))
            case operations.MinutesBetween() | operations.DaysBetween():
                first, last = map(self.operand, made.operands)
                return Weighted(((_ONE, last), (-_ONE, first)))
            case operations.Shortfall():
                reached, norm = map(self.operand, made.operands)
                return Held(Weighted(((_ONE, norm), (-_ONE, reached))), _ZERO, None)
            case operations.Percent():
                return self._percent(measure, made)
            case operations.Highest() | operations.Lowest():
                highest = isinstance(made, operations.Highest)
                return Farthest(tuple(map(self.operand, made.operands)), highest)
            case operations.YearsBetween():
                return self._years(*made.names)
            case operations.Choose():
                return self._choose(name, made)
            case operations.Count():
                quantity = self._scope.known_fact(name)
                return Leaf(quantity.least, quantity.most)
            case _:
                assert_never(made)

    def _percent(self, measure: Measure, made: operations.Percent) -> Quotient:
        top, bottom = map(self.operand, made.operands)
        empty = None if measure.when_empty is None else Rational(measure.when_empty)
        is_part = measure.share is not None and measure.share in self._ordered(measure.share[0])
        return Quotient(top, bottom, _PERCENT, empty, is_part)

    def _years(self, first: str, last: str) -> Number:
        years = Years(self._field(first), self._field(last))
        return Held(years, _ZERO, None) if (first, last) in self._ordered(first) else years

    def _choose(self, name: str, made: Choose) -> Number:
        literals = self.choices(name)
        return Chosen(
            tuple(
                Candidate(self.operand(choice.value), _out(literal, literals[:number]))
                for number, (choice, literal) in enumerate(zip(made.choices, literals, strict=True))
            )
        )

    def chosen(self, name: str, place: int) -> tuple[Tests, ...]:
        """Return the tests, in each way that they can hold, that a choice of a measure is the first that holds."""
        *earlier, own = self.choices(name)[: place + 1]
        ways = product(*(literal.false for literal in earlier), own.true)
        return tuple(tuple(test for tests in way for test in tests) for way in ways)

    def choices(self, name: str) -> tuple[Literal, ...]:
        """Return the conditions of the choices of a measure, written where they are first asked for."""
        if name not in self._conditions:
            self._conditions[name] = tuple(
                ALWAYS
                if choice.when is None
                else self._draft.literal(choice.when, Origin("measure", name, "choose", number))
                for number, choice in enumerate(self._framework.measures[name].choices)
            )
        return self._conditions[name]


def _out(own: Literal, earlier: Iterable[Literal]) -> tuple[Tests, ...]:
    """Return what rules a choice out: its condition does not hold, or an earlier one does."""
    return (*own.false, *(tests for literal in earlier for tests in literal.true))
