"""A meeting's record as it was written: its fields, what each layer says, and where in a document that stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.identity import CellKey, cell_key
from chamdiem.rules.records.periods import last_day_of
from chamdiem.rules.records.shape import odd_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.engine.reading.documents import Document
    from chamdiem.rules.records.faults import Fault
    from chamdiem.rules.records.fields import Value
    from chamdiem.rules.records.shape import RecordShape

UNKNOWN_CRITERION, UNKNOWN_CRITERION_TOO = "record.unknown_criterion", "record.unknown_criterion_too"
"""A criterion that the framework does not have. The first of a record names those that there are."""
UNKNOWN_FIELDS = ("record.unknown_field", "record.no_such_field")
_KEYS = (*UNKNOWN_FIELDS, "record.unknown_key", "record.computed")
_OF_KEY = frozenset({*_KEYS, UNKNOWN_CRITERION, UNKNOWN_CRITERION_TOO})


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRecord:
    """What one layer says: answers as they were written, a note for each deduction, and the rating that it states."""

    layer: str
    answers: Mapping[str, object]
    deduction_notes: Mapping[str, str]
    rating: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record of one meeting. `values` holds only those of its shape's fields that were given.

    `made` are the facts that were kept in the place of personal fields: what was made of those, as rules store it.
    """

    shape: RecordShape
    values: Mapping[str, Value]
    framework: str | None
    layers: Mapping[str, LayerRecord]
    limitations: tuple[str, ...]
    evidence: Mapping[str, tuple[str, ...]]
    document: Document
    made: Mapping[Key, int] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """Return a text field, or None where it is missing."""
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    @property
    def cell(self) -> CellKey:
        """The cell, or whatever else is scored, as it is compared with others."""
        return cell_key(self.text(self.shape.unit), self.text(self.shape.unit_name), self.text("upper_org"))

    @property
    def cell_as_written(self) -> str:
        """The cell, as the record calls it: by its id, or else by its name; blank where it says neither."""
        return self.text(self.shape.unit) or self.text(self.shape.unit_name) or ""

    @property
    def cell_called(self) -> str | None:
        """The cell, as people call it: by its name, or else by its id."""
        return self.text(self.shape.unit_name) or self.text(self.shape.unit)

    @property
    def date(self) -> dt.date | None:
        """The day of the meeting, or of what else is scored each time."""
        value = self.values.get(self.shape.day)
        return value if isinstance(value, dt.date) else None

    @property
    def period(self) -> str | None:
        """The period of which it is, as it says itself: 2025-11, of another subject also 2026-Q3."""
        return self.text(self.shape.period)

    @property
    def of_period(self) -> str | None:
        """The period of which it is, or that of its day where it says none: of a meeting, the month of that day."""
        if self.period is not None or self.date is None:
            return self.period
        return f"{self.date:%Y-%m}" if self.shape.period else self.date.isoformat()

    @property
    def filed_under(self) -> str | None:
        """The period by which it stands in lists: the one that it says itself; of an occasion, its day."""
        return self.period if self.shape.period else self.of_period

    @property
    def counts_on(self) -> dt.date | None:
        """The day on which its framework is to be in force: its own, or the last of its period where it has none."""
        if self.shape.day:
            return self.date
        return None if self.period is None else last_day_of(self.period)

    @property
    def kind(self) -> str | None:
        """The kind of the meeting, as rules know it."""
        return self.text(self.shape.kind)

    @property
    def organisation(self) -> str | None:
        """The path of the organisation whose framework applies."""
        return self.text("organisation")

    @property
    def oddities(self) -> tuple[Fault, ...]:
        """What is seldom as the record says it, with its place; it changes no point."""
        return self.located(odd_values(self.shape, self.values))

    def facts(self) -> dict[Key, int]:
        """Return the record's fields, and what they tell of those not written, as facts of the rule program."""
        told, fields = self.shape.with_told(self.values), self.shape.by_name
        pairs = ((Key("field", name), fields[name].fact_value(value)) for name, value in told.items())
        return {**{key: value for key, value in pairs if value is not None}, **self.made}

    def facts_by_name(self) -> dict[str, int]:
        """Return the same by the names of the fields and measures that they are of."""
        return {key.subject: value for key, value in self.facts().items()}

    def typed_fact(self, name: str) -> int | None:
        """Return the fact that a field was written as; None: it is not written, whatever another field tells of it."""
        value, field = self.values.get(name), self.shape.by_name.get(name)
        return None if value is None or field is None else field.fact_value(value)

    def located(self, faults: Iterable[Fault]) -> tuple[Fault, ...]:
        """Return faults of this record with their places in its document."""
        place = self.document.place
        return tuple(
            replace(f, shape=self.shape, place=f.place or place(f.path, of_key=f.code in _OF_KEY)) for f in faults
        )


def of_record(fault: Fault) -> Fault:
    """Return a fault whose path is one of a record, so that its sentence begins with what is asked there."""
    return replace(fault, details={**fault.details, "of": "record"})
