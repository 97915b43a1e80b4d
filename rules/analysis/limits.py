"""Between which ends a number of a record may lie, by what else the record says.

These are the relations that make a record impossible, read as limits: whatever breaks one is a fault of the record.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chamdiem.rules.records.fields import LARGEST, FieldType
from chamdiem.rules.records.scalars import MAX_COUNT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chamdiem.rules.compile.program import Key
    from chamdiem.rules.compile.scope import Question
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.records.fields import Field
    from chamdiem.rules.records.shape import RecordShape

Span = tuple[int, int]
_ENDS = {FieldType.DATE: (1, 3_652_059), FieldType.TIME: (0, 24 * 60 - 1)}


def ends(shape: RecordShape, name: str, known: Mapping[str, int]) -> Span:
    """Return the least and the most that a count, day or time may be beside the known fields.

    What is missing beside it may be written down too, so a limit counts only as far as it holds whatever that will be:
    no number leaves its own ends, nor those that the known fields leave it. The least is above the most where the
    record is already impossible.
    """

    def told(other: str) -> Span:
        value = None if other == name else known.get(other)
        return own_ends(shape.by_name[other]) if value is None else (value, value)

    @cache
    def left(other: str) -> Span:
        return told(other) if other in known and other != name else _narrowed(shape, other, told)

    return _narrowed(shape, name, left)


def fitted(shape: RecordShape, facts: Mapping[str, int]) -> dict[str, int]:
    """Return the facts of a record, each that the limits leave no room for beside those before it moved to the end."""
    found: dict[str, int] = {}
    for name, value in facts.items():
        least, most = ends(shape, name, found) if shape.limits_of[name] else (value, value)
        found[name] = max(least, min(value, most))
    return found


def can_be(shape: RecordShape, spans: Mapping[str, Span], known: Mapping[str, int]) -> bool:
    """Tell whether numbers between such ends may stand in one record with the known fields.

    No is certain; yes only says that no limit forbids it as far as each number is narrowed by the others in turn.
    """
    found = dict(spans)

    def told(other: str) -> Span:
        if other not in found:
            value = known.get(other)
            found[other] = ends(shape, other, known) if value is None else (value, value)
        return found[other]

    for _ in spans:  # a chain is gone through in so many rounds at most
        found |= {name: _narrowed(shape, name, told) for name in spans}
    return all(low <= high for low, high in (found[name] for name in spans))


def _narrowed(shape: RecordShape, name: str, span_of: Callable[[str], Span]) -> Span:
    """Return the ends of a number that the limits leave, each taken by itself, beside such ends of the others."""
    low, high = span_of(name)
    for limit in shape.limits_of[name]:
        most = sum(span_of(other)[1] for other in limit.greater if other != name)
        least = sum(span_of(other)[0] for other in limit.lesser if other != name)
        room = most - least - limit.apart + limit.slack  # what is only rounded badly is possible
        if name in limit.lesser:
            high = min(high, room)
        else:
            low = max(low, -room)
    return low, high


def own_ends(field: Field) -> Span:
    """Return the ends of a field beside which nothing is known: those that its framework declares, or its type has."""
    low, high = _ENDS.get(field.type, (0, MAX_COUNT))
    if field.declared and field.type not in _ENDS:
        low, high = 1 - LARGEST, LARGEST - 1
    return low if field.least is None else field.least, high if field.most is None else field.most


def answers(framework: Framework, question: Question) -> range:
    """Return what may be answered: points in hundredths, words by their place; of what is counted, nothing is told."""
    if question.quantity.role == "points":
        scored = question.scored
        return range(framework.minimum_of(scored), framework.maximum_of(scored) + 1, framework.step_of(scored))
    return range(len(question.quantity.words))


def fields_of(facts: Mapping[Key, int]) -> dict[str, int]:
    """Return the facts of a record by the names of its fields."""
    return {key.subject: value for key, value in facts.items() if key.kind == "field"}
