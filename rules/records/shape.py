"""The shape of a record: what one subject's records hold, what that must say together, and what is ordinary.

What cannot be so is a fault: the record is not scored. What may be so and seldom is stands as a warning on everything
that is shown of the record, and changes no point. A field that is missing contradicts nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.records.faults import Fault
from chamdiem.rules.records.fields import LAYERS, FieldType
from chamdiem.rules.records.moments import day_text
from chamdiem.rules.records.periods import first_day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from chamdiem.rules.records.fields import Field, Told, Value

    Values = Mapping[str, Value]
    Details = Mapping[str, str]
    Check = Callable[[Values], Details | None]


RECORD_KEYS = ("framework", "subject", "assessments", "limitations", "evidence")
"""What a record of any shape says beside its fields."""


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


class Nouns(NamedTuple):
    """What sentences call those who have records, one and several, and their records, in Vietnamese and in English."""

    unit: tuple[str, str]
    units: tuple[str, str]
    record: tuple[str, str]
    records: tuple[str, str]


ANY = Nouns(("đơn vị", "unit"), ("đơn vị", "units"), ("hồ sơ", "record"), ("hồ sơ", "records"))
"""The nouns that fit every subject."""


# compared by identity: a shape is made once, and what follows from it is kept with it
@dataclass(frozen=True, kw_only=True, eq=False)
class RecordShape:
    """What the records of one subject hold; a framework says by `Framework.shape` of which shape its records are.

    `subject`: the id of what is scored, a meeting or what a framework says. `sections`: the titles under which
    fields stand, in Vietnamese and English. `nouns`: what sentences call a record and whose it is. `unit`,
    `unit_name`: the fields that say whose record it is, by id and by name; `day`, `period`, `kind`: those that say
    on which day it was, of which period it is, and of which kind; each is blank where such records have no such
    field. `registered`: what is known before anything happened, so that a record which has nothing more is a blank
    one. `impossible`, `odd`: relations between fields that make a record wrong, or worth a second look. `at_most`:
    counts of which the first is never more than the second. `layers`: what the layers of its assessment are called.
    `usual`, `all_well`: ordinary numbers, and those of a record in which all is well; dates count from `day`.
    """

    subject: str = ""
    fields: tuple[Field, ...]
    sections: Mapping[str, tuple[str, str]]
    unit: str = ""
    unit_name: str = ""
    nouns: Nouns = ANY
    day: str
    period: str
    kind: str
    registered: frozenset[str]
    impossible: tuple[Relation, ...]
    odd: tuple[Relation, ...]
    at_most: tuple[tuple[str, str], ...]
    usual: Mapping[str, int]
    all_well: Mapping[str, int]
    layers: Mapping[str, tuple[str, str]] = field(default_factory=LAYERS.copy)

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Every field by its name, in the record's order."""
        return {field.name: field for field in self.fields}

    @cached_property
    def personal(self) -> frozenset[str]:
        """The fields that no result repeats."""
        return frozenset(field.name for field in self.fields if field.personal)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {field.name: place for place, field in enumerate(self.fields)}

    def place(self, name: str) -> int:
        """Return where a field stands in a record; whatever is no field comes after all of them."""
        return self._places.get(name, len(self.fields))

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """What the numbers of a record must say together, each once."""
        return tuple(dict.fromkeys(each for relation in self.impossible for each in relation.limits))

    @cached_property
    def limits_of(self) -> Mapping[str, tuple[Limit, ...]]:
        """The limits in which each field stands."""
        return {name: tuple(each for each in self.limits if name in each.names) for name in self.by_name}

    def with_told(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """Return values with those that another field tells where a field is not written itself."""
        told = {name: told.values[str(values[told.by])] for name, told in self._told.items() if told.by in values}
        return {**told, **values}

    @cached_property
    def _told(self) -> Mapping[str, Told]:
        return {field.name: field.told for field in self.fields if field.told is not None}

    def ordinary(self, numbers: Mapping[str, int], day: int) -> dict[str, int]:
        """Return a fact of every field that rules read: of `numbers`, days counted from a day, all questions yes."""
        return {
            field.name: field.nearest(
                numbers.get(field.name, int(field.type is FieldType.YES_NO))
                + (day if field.type is FieldType.DATE else 0)
            )
            for field in self.fields
            if field.type not in {FieldType.TEXT, FieldType.PERIOD}
        }


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
    if isinstance(period, str) and shape.day not in values and first_day_of(period) > today:
        yield Fault("record.future_period", (shape.period,), {"span": period, "today": day_text(today)})
