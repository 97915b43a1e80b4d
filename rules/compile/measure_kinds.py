"""What kind of number each measure is: whole, a percentage, or any other; and whether it is bounded while open."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from chamdiem.rules.compile.program import Key
from chamdiem.rules.language import measures as operations
from chamdiem.rules.language import operands as kinds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.rules.compile.scope import Scope
    from chamdiem.rules.language.measures import Measure
    from chamdiem.rules.language.operands import Operand

_WHOLE = frozenset({"count", "words", "date", "time"})


class MeasureKinds:
    """The kinds of one framework's measures. A measure that is made of itself is taken for whole: others refuse it."""

    def __init__(self, scope: Scope) -> None:
        self._scope, self._measures = scope, scope.framework.measures
        self._roles: dict[str, str] = {}
        self._bounded: dict[str, bool] = {}

    def role(self, name: str) -> str:
        """Return the role of a measure: count, percent or number."""
        if name not in self._roles:
            self._roles[name] = "count"
            self._roles[name] = self._role(self._measures[name])
        return self._roles[name]

    def is_bounded(self, name: str) -> bool:
        """Tell whether a measure has a least and a most (`Scope.is_bounded`)."""
        if name not in self._bounded:
            self._bounded[name] = False
            self._bounded[name] = not self._is_plain(self._measures[name])
        return self._bounded[name]

    def _role(self, measure: Measure) -> str:
        made = measure.operation
        match made:
            case operations.Percent():
                return "percent"
            case (
                operations.MinutesBetween() | operations.DaysBetween() | operations.YearsBetween() | operations.Count()
            ):
                return "count"
            case operations.Average():
                role = self._common(made.operands)
                return "percent" if role == "percent" else "number"
            case (
                operations.Sum()
                | operations.Remainder()
                | operations.Shortfall()
                | operations.Highest()
                | operations.Lowest()
                | operations.Choose()
            ):
                role = self._common(made.operands)
                return "number" if role == "count" and not _is_whole(measure) else role
            case _:
                assert_never(made)

    def _common(self, operands: Iterable[Operand]) -> str:
        """Return the role of what is made of some operands; numbers of the regulation's own take that of the others."""
        roles = {role for each in operands if (role := self._role_of(each)) is not None}
        return roles.pop() if len(roles) == 1 else "number" if roles else "count"

    def _role_of(self, operand: Operand) -> str | None:
        kind = operand.kind
        whole = operand.times == operand.times.to_integral_value()
        match kind:
            case kinds.NumberOperand(number):
                return None if (number * operand.times) % 1 == 0 else "number"
            case kinds.FactOperand(name):
                found = self.role(name) if name in self._measures else self._field(name)
            case kinds.AnswerOperand(answer):
                question = self._scope.questions.get(Key("answer", answer))
                found = "number" if question is None or question.quantity.role == "points" else "count"
            case kinds.ScoreOperand():
                found = "number"
            case _:
                assert_never(kind)
        return found if whole or found != "count" else "number"

    def _field(self, name: str) -> str:
        quantity = self._scope.fact(name)
        return "count" if quantity is None or quantity.role in _WHOLE else "number"

    def _is_plain(self, measure: Measure) -> bool:
        if measure.limit is not None or measure.when_empty is not None:
            return False
        made = measure.operation
        match made:
            case operations.MinutesBetween() | operations.DaysBetween():
                return True
            case operations.Sum() | operations.Remainder():
                return all(map(self._is_whole_operand, made.operands))
            case operations.Percent() | operations.Shortfall():
                return all(each.plain is not None and self._is_whole_operand(each) for each in made.operands)
            case operations.Choose(choices):
                return all(choice.constant is not None for choice in choices)
            case (
                operations.Average()
                | operations.Highest()
                | operations.Lowest()
                | operations.YearsBetween()
                | operations.Count()
            ):
                return False
            case _:
                assert_never(made)

    def _is_whole_operand(self, operand: Operand) -> bool:
        if isinstance(operand.kind, kinds.NumberOperand):
            return self._role_of(operand) is None
        name = operand.name
        if name is None or self._role_of(operand) != "count":
            return False
        return name not in self._measures or not self.is_bounded(name)


def _is_whole(measure: Measure) -> bool:
    """Tell whether the ends between which a measure is held are whole."""
    ends = () if measure.limit is None else measure.limit.ends
    return all(end == end.to_integral_value() for end in ends)
