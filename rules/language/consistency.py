"""What the fields of one record must say together: relations, of which a record's shape has a table.

What cannot be so is a fault: the record is not scored. What may be so and seldom is stands as a warning on everything
that is shown of the record, and changes no point. A field that is missing contradicts nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.rules.language.faults import Fault
from chamdiem.rules.language.moments import day_text, month_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from chamdiem.rules.language.fields import Value
    from chamdiem.rules.language.record_shape import RecordShape

    Values = Mapping[str, Value]
    Details = Mapping[str, str]
    Check = Callable[[Values], Details | None]


@dataclass(frozen=True, slots=True)
class Limit:
    """The `lesser` numbers together are at least `apart` less than the `greater` (`apart` may be negative).

    `slack`: by so much it is missed where numbers are rounded as people write them down; that is odd, and possible.
    `optional`: what counts as nothing in a record whose framework does not read it.
    """

    lesser: tuple[str, ...]
    greater: tuple[str, ...]
    apart: int = 0
    slack: int = 0
    optional: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The fields of which it speaks."""
        return (*self.lesser, *self.greater)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: the code of its sentence, the field at whose place it is told, and what finds it broken.

    `breaks` returns the details of the sentence where the relation is broken, else None. `limits` say it in
    inequalities for those who look for numbers that keep it: completions of a record, and the records of lint.
    """

    code: str
    place: str
    breaks: Check
    limits: tuple[Limit, ...] = ()


def check_values(shape: RecordShape, values: Values, today: dt.date) -> tuple[Fault, ...]:
    """Return every contradiction between fields, and every day that lies ahead of today."""
    return (*_broken(values, shape.impossible), *check_future(shape, values, today))


def odd_values(shape: RecordShape, values: Values) -> tuple[Fault, ...]:
    """Return every relation between fields that is seldom as the record says, for people to look at again."""
    return tuple(_broken(values, shape.odd))


def _broken(values: Values, table: Iterable[Relation]) -> Iterator[Fault]:
    for relation in table:
        details = relation.breaks(values)
        if details is not None:
            yield Fault(relation.code, (relation.place,), details)


def check_future(shape: RecordShape, values: Values, today: dt.date) -> Iterator[Fault]:
    """Yield every day, or else the month, that lies ahead of today."""
    for name, value in values.items():
        if isinstance(value, dt.date) and value > today:
            yield Fault("record.future", (name,), {"part": name, "date": day_text(value), "today": day_text(today)})
    period = values.get(shape.period)
    if isinstance(period, str) and period > f"{today.year:04}-{today.month:02}" and shape.day not in values:
        details = {"month": month_text(period), "today": day_text(today)}
        yield Fault("record.future_period", (shape.period,), details)
