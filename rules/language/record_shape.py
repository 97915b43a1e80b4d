"""The shape of a record: what one subject's records hold, what that must say together, and what is ordinary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.rules.language.fields import FieldType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.rules.language.consistency import Limit, Relation
    from chamdiem.rules.language.fields import Field, Value


# compared by identity: a shape is made once, and what follows from it is kept with it
@dataclass(frozen=True, kw_only=True, eq=False)
class RecordShape:
    """What the records of one subject hold; a framework says by `Framework.shape` of which shape its records are.

    `sections`: the titles under which fields stand, in Vietnamese and English. `day`, `period`, `kind`: the fields that
    say on which day it was, of which month it is, and of which kind. `registered`: what is known before anything
    happened, so that a record which has nothing more is a blank one. `impossible`, `odd`: relations between fields that
    make a record wrong, or worth a second look. `at_most`: counts of which the first is never more than the second.
    `usual`, `all_well`: ordinary numbers, and those of a record in which all is well; dates count from `day`.
    """

    fields: tuple[Field, ...]
    sections: Mapping[str, tuple[str, str]]
    day: str
    period: str
    kind: str
    registered: frozenset[str]
    impossible: tuple[Relation, ...]
    odd: tuple[Relation, ...]
    at_most: tuple[tuple[str, str], ...]
    usual: Mapping[str, int]
    all_well: Mapping[str, int]

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
        told = {
            field.name: field.told.values[str(values[field.told.by])]
            for field in self.fields
            if field.told is not None and field.told.by in values
        }
        return {**told, **values}

    def ordinary(self, numbers: Mapping[str, int], day: int) -> dict[str, int]:
        """Return a fact of every field that rules read: of `numbers`, days counted from a day, all questions yes."""
        return {
            field.name: numbers.get(field.name, int(field.type is FieldType.YES_NO))
            + (day if field.type is FieldType.DATE else 0)
            for field in self.fields
            if field.type not in {FieldType.TEXT, FieldType.PERIOD}
        }
