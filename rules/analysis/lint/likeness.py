"""Which numbers are of one kind: what is counted in one unit, or lies on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.compile.program import Key
from chamdiem.rules.language import operands as kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.rules.compile.scope import Scope
    from chamdiem.rules.language.operands import Operand


class NumberSort(NamedTuple):
    """Of what a number is: its unit or role, and the end of the scale on which it lies, if it has one."""

    unit: str
    most: int | None = None


def unlike(scope: Scope, operands: Sequence[Operand]) -> tuple[str, int, int] | None:
    """Return in what two of some operands differ, unit or scale, and their places; None: all are of one sort.

    What is taken `times` something is left out: whoever wrote the factor has brought it to the scale of the others.
    """
    found = [(place, _sort(scope, each)) for place, each in enumerate(operands) if each.times == 1]
    sorts = [(place, sort) for place, sort in found if sort is not None]
    for place, sort in sorts[1:]:
        first, own = sorts[0]
        if sort.unit != own.unit:
            return "unit", first, place
        if None not in {sort.most, own.most} and sort.most != own.most:
            return "scale", first, place
    return None


def _sort(scope: Scope, operand: Operand) -> NumberSort | None:
    kind = operand.kind
    if isinstance(kind, kinds.FactOperand):
        return _of_fact(scope, kind.name)
    if isinstance(kind, kinds.AnswerOperand):
        question = scope.questions.get(Key("answer", kind.answer))
        return None if question is None else NumberSort(question.quantity.role)
    if isinstance(kind, kinds.ScoreOperand):
        return NumberSort("points")
    return None


def _of_fact(scope: Scope, name: str) -> NumberSort | None:
    quantity = scope.known_fact(name)
    if quantity.role == "percent":
        return NumberSort("%")
    measure = scope.framework.measures.get(name)
    if measure is None:
        field = scope.framework.shape.by_name[name]
        return NumberSort(field.unit or quantity.role, field.most if quantity.role == "decimal" else None)
    if measure.unit:
        return NumberSort(measure.unit)
    inner = {sort for each in measure.operation.operands if (sort := _sort(scope, each)) is not None}
    return inner.pop() if len(inner) == 1 else None
