"""A field of a record: name, type, words for people, and the integers that stand for its values in rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from chamdiem.rules.records.moments import day_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.rules.records.periods import PeriodKind


class FieldType(StrEnum):
    """What a field holds; only texts and periods never become facts."""

    COUNT = "count"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    DATE = "date"
    TIME = "time"
    WORD = "word"
    PERIOD = "period"
    TEXT = "text"


Value = int | bool | str | Decimal | dt.date | dt.time
LARGEST = 10**7
"""What frameworks declare is stored as integers below this, so that products of two fit 128 bits."""


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
    so a record without it is told to be incomplete. `personal`: it is of one person; it stays in the record, and no
    result repeats it. `own_example`: what it may hold is shown by an example that fits only this field. `formerly`:
    what stood over its column in our own workbooks of former versions. `declared`: a framework asks for it, as an
    input. `least`, `most`: between which ends a declared value lies, as it is stored; None: nothing bounds it.
    `decimals`, `step`: of a DECIMAL, how many it has, and in which steps its stored values go. `periods`: of which
    kinds a PERIOD is; none: a month.
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
    formerly: tuple[str, ...] = ()
    declared: bool = False
    least: int | None = None
    most: int | None = None
    decimals: int = 0
    step: int = 1
    periods: tuple[PeriodKind, ...] = ()

    @property
    def is_circumstance(self) -> bool:
        """Whether it is nobody's to choose."""
        return self.change is Changeability.CIRCUMSTANCE

    @property
    def is_fact(self) -> bool:
        """Whether rules may read it: whether its values have integers that stand for them."""
        return self.type not in {FieldType.TEXT, FieldType.PERIOD}

    def fact_value(self, value: Value) -> int | None:
        """Return the integer of a value in the rule program, or None for a field that no rule reads.

        Counts are themselves, yes is 1 and no is 0, dates are day numbers, times are minutes after midnight,
        words are their place in `words`, decimals are in units of their last decimal.
        """
        if isinstance(value, Decimal):
            return int(value.scaleb(self.decimals))
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
            case FieldType.DECIMAL:
                return Decimal(fact).scaleb(-self.decimals)
            case _:
                return fact

    def nearest(self, fact: int) -> int:
        """Return the fact between the ends that a framework declares which is nearest to one."""
        high = fact if self.most is None else min(fact, self.most)
        return high if self.least is None else max(high, self.least)

    def written(self, fact: int) -> str:
        """Return the value of a fact as a record's file says it."""
        value = self.value_of(fact)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, Decimal):
            return format(value.normalize(), "f")
        return f"{value:%H:%M}" if isinstance(value, dt.time) else str(value)

    def shown(self, fact: int) -> str:
        """Return the value of a fact as a sentence has it, but for the decimal sign of its language."""
        value = self.value_of(fact)
        return day_text(value) if isinstance(value, dt.date) else self.written(fact)

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
