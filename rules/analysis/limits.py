"""Between which ends a number of a record may lie, by what else the record says.

These are the relations that make a record impossible, read as limits: whatever breaks one is a fault of the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.language.fields import LARGEST, FieldType
from chamdiem.rules.language.scalars import MAX_COUNT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.rules.compile.program import Key
    from chamdiem.rules.compile.scope import Question
    from chamdiem.rules.language.fields import Field
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.record_shape import RecordShape

_ENDS = {FieldType.DATE: (1, 3_652_059), FieldType.TIME: (0, 24 * 60 - 1)}


def ends(shape: RecordShape, name: str, known: Mapping[str, int]) -> tuple[int, int]:
    """Return the least and the most that a count, day or time may be beside the known fields.

    What is missing beside it may be written down too, so a limit counts only as far as it holds whatever that will be:
    nothing is less than zero. The least is above the most where the record is already impossible.
    """
    low, high = _own_ends(shape.by_name[name])
    for limit in shape.limits_of[name]:
        apart = limit.apart - limit.slack  # what is only rounded badly is possible
        greater = [known.get(other) for other in limit.greater if other != name]
        lesser = sum(known.get(other, 0) for other in limit.lesser if other != name)
        told = [value for value in greater if value is not None]
        if len(told) < len(greater):
            continue
        if name in limit.lesser:
            high = min(high, sum(told) - lesser - apart)
        else:
            low = max(low, lesser + apart - sum(told))
    return low, high


def _own_ends(field: Field) -> tuple[int, int]:
    """Return the ends of a field beside which nothing is known: those that its framework declares, or its type has."""
    low, high = _ENDS.get(field.type, (0, MAX_COUNT))
    if field.declared and field.type not in _ENDS:
        low, high = 1 - LARGEST, LARGEST - 1
    return low if field.least is None else field.least, high if field.most is None else field.most


def answers(framework: Framework, question: Question) -> range:
    """Return what may be answered: points in hundredths, words by their place; of what is counted, nothing is told."""
    if question.quantity.role == "points":
        return range(0, framework.maximum_of(question.criterion) + 1, framework.step_of(question.criterion))
    return range(len(question.quantity.words))


def fields_of(facts: Mapping[Key, int]) -> dict[str, int]:
    """Return the facts of a record by the names of its fields."""
    return {key.subject: value for key, value in facts.items() if key.kind == "field"}
