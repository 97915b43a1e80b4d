"""What the fields of a record and the answers of a scorer can be: ends, steps, and what bounds one by another."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.limits import answers
from chamdiem.rules.analysis.lint.linear import AtMost, Values, combined, variable
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.records.fields import FieldType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.records.fields import Field
    from chamdiem.rules.records.shape import RecordShape

LARGEST = 10**6
"""The largest count that is considered: no cell, task list or vote is larger."""
DAYS = 3650
"""How many days around the dates in force are considered."""
LIFETIME = 48_000
"""So many days before those in force are considered of a day that a framework asks for."""
_SOON = 30
"""So many days after the first day in force an ordinary meeting is held."""


def domain_of(key: Key, framework: Framework) -> range:
    """Return what a field or an answer can be, as integers: points in hundredths, words by their place."""
    if key.kind == "answer":
        return answers(framework, Scope(framework).questions[key]) or range(LARGEST + 1)
    field = framework.shape.by_name[key.subject]
    own = _own_range(field, framework)
    low = own[0] if field.least is None else field.least
    return range(low, (own[-1] if field.most is None else field.most) + 1, field.step)


def _own_range(field: Field, framework: Framework) -> range:
    """Return what a field can be as far as its type tells."""
    match field.type:
        case FieldType.YES_NO | FieldType.WORD:
            return range(len(field.words or (0, 1)))
        case FieldType.TIME:
            return range(24 * 60)
        case FieldType.DATE:
            first, last = _days(framework)
            around = 0 if field.name == framework.shape.day else DAYS
            before = LIFETIME if field.declared else around  # a day of birth is an input
            return range(max(1, first - before), last + around + 1)
        case _:
            return range(LARGEST + 1)


_STEPS = "steps"
"""What is called so counts the steps of a decimal; no rule reads it."""


def on_steps(key: Key, domain: range) -> Iterator[AtMost]:
    """Yield that a decimal lies on its steps: it is so many of them."""
    if key.kind == "field" and domain.step > 1:
        apart = combined([(1, variable(key)), (-domain.step, variable(Key(_STEPS, key.subject)))])
        yield from (apart.at_least(0), apart.at_most(0))


def without_steps(values: Values | None) -> Values | None:
    """Return values without those that only count steps."""
    return values and {key: value for key, value in values.items() if key.kind != _STEPS}


def _days(framework: Framework) -> tuple[int, int]:
    first = framework.in_force.from_.toordinal()
    last = framework.in_force.to.toordinal() if framework.in_force.to else first + DAYS
    return min(first, dt.date.max.toordinal() - 2 * DAYS), min(last, dt.date.max.toordinal() - DAYS)


def kinds(framework: Framework) -> tuple[int, ...]:
    """Return the meeting kinds that the framework scores, as integers of the rule program; none of another subject."""
    if not framework.shape.kind:
        return ()
    words = framework.shape.by_name[framework.shape.kind].words or ()
    return tuple(place for place, kind in enumerate(words) if kind in framework.applies_to.kinds)


def preferred(inputs: Collection[Key], framework: Framework) -> Mapping[Key, int]:
    """Return ordinary values, so that a witness reads like a real meeting wherever nothing else is needed."""
    shape = framework.shape
    ordinary = shape.ordinary(shape.usual, _days(framework)[0] + _SOON)
    ordinary |= dict(zip([shape.kind], kinds(framework), strict=False))
    lasts = {key: domain_of(key, framework)[-1] for key in inputs if key.kind == "answer"}
    most = {key: last if last < LARGEST else 0 for key, last in lasts.items()}
    return {key: most[key] if key in most else ordinary[key.subject] for key in inputs}


def bounds_between(inputs: Collection[Key], shape: RecordShape) -> Iterator[AtMost]:
    """Yield what the used fields of one record must say together, as its faults do.

    A number that is badly rounded shows nothing of a framework, so `slack` is left out. Where of several numbers only
    one is used, a relation of its own bounds it, or a record may well say so much of it.
    """
    used = {key.subject for key in inputs if key.kind == "field"}
    for each in shape.limits:
        lesser, greater = (used.intersection(names) for names in (each.lesser, each.greater))
        is_sum = len(lesser) > 1 or len(each.lesser) == 1
        if is_sum and each.optional.issuperset({*each.names} - used):
            signed = [*((1, name) for name in lesser), *((-1, name) for name in greater)]
            yield combined((factor, variable(Key("field", name))) for factor, name in signed).at_most(-each.apart)
