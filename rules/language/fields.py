"""A field of a record: name, type, words for people, and the integers that stand for its values in rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class FieldType(StrEnum):
    """What a field holds; only texts and periods never become facts."""

    COUNT = "count"
    YES_NO = "yes_no"
    DATE = "date"
    TIME = "time"
    WORD = "word"
    PERIOD = "period"
    TEXT = "text"


Value = int | bool | str | dt.date | dt.time


class Changeability(StrEnum):
    """When another value of a field can still come about, which is what advice to a cell may speak of.

    Of a meeting that was held nearly nothing can be changed; what is done after it (papers, dues) still can. A
    circumstance (how many members, which kind of meeting) is not the cell's to choose.
    """

    CIRCUMSTANCE = "circumstance"
    NEXT_MEETING = "next_meeting"
    AFTER_MEETING = "after_meeting"


@dataclass(frozen=True, slots=True)
class Told:
    """What another field already tells of this one while this one is not written: `values`, by that field's value."""

    by: str
    values: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record. `words` are the allowed values of a WORD with their Vietnamese and English labels.

    `asked`: a blank record asks for it, whatever its framework reads. `identifies`: it tells one record from another,
    so a record without it is told to be incomplete. `personal`: it holds a person's name; it stays in the record, and
    no result repeats it. `own_example`: what it may hold is shown by an example that fits only this field.
    `least`, `most`: between which stored integers its values lie, where the framework declares that.
    `formerly`: what stood over its column in our own workbooks of former versions.
    """

    name: str
    type: FieldType
    vi: str
    en: str
    section: str
    unit: str = ""
    words: Mapping[str, tuple[str, str]] | None = None
    change: Changeability = Changeability.CIRCUMSTANCE
    told: Told | None = None
    asked: bool = False
    identifies: bool = False
    personal: bool = False
    own_example: bool = False
    least: int | None = None
    most: int | None = None
    formerly: tuple[str, ...] = ()

    @property
    def is_circumstance(self) -> bool:
        """Whether it is nobody's to choose."""
        return self.change is Changeability.CIRCUMSTANCE

    def fact_value(self, value: Value) -> int | None:
        """Return the integer of a value in the rule program, or None for a field that no rule reads.

        Counts are themselves, yes is 1 and no is 0, dates are day numbers, times are minutes after midnight,
        words are their place in `words`.
        """
        if isinstance(value, bool | int):
            return int(value)
        if isinstance(value, dt.date):
            return value.toordinal()
        if isinstance(value, dt.time):
            return value.hour * 60 + value.minute
        return tuple(self.words).index(value) if self.words else None

    def value_of(self, fact: int) -> Value:
        """Return the value of which `fact_value` made an integer."""
        match self.type:
            case FieldType.YES_NO:
                return fact == 1
            case FieldType.DATE:
                return dt.date.fromordinal(fact)
            case FieldType.TIME:
                return dt.time(*divmod(fact, 60))
            case FieldType.WORD if self.words:
                return tuple(self.words)[fact]
            case _:
                return fact

    def written(self, fact: int) -> str:
        """Return the value of a fact as a record's file says it."""
        value = self.value_of(fact)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return f"{value:%H:%M}" if isinstance(value, dt.time) else str(value)

    def label(self, lang: str) -> str:
        """Return the field's name for people."""
        return self.vi if lang == "vi" else self.en


LAYERS = {
    "self": ("Chi bộ tự chấm", "Self-assessment"),
    "cell_vote": ("Chi bộ biểu quyết", "Cell vote"),
    "upper": ("Cấp trên chấm", "Upper level"),
    "decided": ("Quyết định", "Decided"),
}
"""The layers of one assessment, in the order in which they are made."""
