"""Which framework scores a record, and with that the shape by which the record is read."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.reading.catalog import is_file_name
from chamdiem.engine.reading.examples import example_line
from chamdiem.engine.reading.record_schema import record_schema
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.meeting import MEETING
from chamdiem.rules.records.moments import read_date
from chamdiem.rules.records.periods import PERIOD_KINDS, last_day_of, read_period_of
from chamdiem.rules.records.scalars import ScalarError, listed, shown
from chamdiem.rules.records.text import near

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
    from chamdiem.engine.reading.documents import Document
    from chamdiem.engine.reading.records import Record
    from chamdiem.rules.records.faults import Place
    from chamdiem.rules.records.shape import RecordShape


class FrameworkChoice:
    """Chooses among the frameworks of a catalog.

    `default` is the framework of records that name none, `organisation` that of records without one.
    """

    def __init__(self, catalog: Catalog, default: str | None = None, organisation: str | None = None) -> None:
        self.catalog = catalog
        self.default_name, self.organisation = default, organisation

    @cached_property
    def default(self) -> LoadedFramework | None:
        """The framework of records that name none; None: they are told by what they say."""
        return None if self.default_name is None else self.catalog.find(self.default_name)

    def shape_of(self, document: Document) -> RecordShape:
        """Return the shape by which a document is read as a record, whatever else is right or wrong in it.

        That is the shape of the framework that it names, or of one for the subject that it names, or of the default;
        else it is a meeting's. A name that nothing has is told when the framework is chosen.

        Raises:
            FaultyInput: no framework scores the subject that it names.
        """
        data = document.data if isinstance(document.data, dict) else {}
        name, subject = data.get("framework"), data.get("subject")
        if isinstance(name, str):
            try:
                return self.named(name, document.place(("framework",))).framework.shape
            except FaultyInput:
                return MEETING
        if isinstance(subject, str) and subject != MEETING.subject:
            return self._for_subject(subject, data, document).framework.shape
        return self.default.framework.shape if self.default else MEETING

    def of_record(self, record: Record) -> LoadedFramework:
        """Return the framework that a record names, or the default, or the one in force for it.

        Raises:
            FaultyInput: it names an unknown one, does not say enough to choose, or the choice is not one.
        """
        place, shape = record.document.place, record.shape
        if record.framework is not None:
            return self.named(record.framework, place(("framework",)))
        if self.default is not None and self.default.framework.shape.subject == shape.subject:
            return self.default
        needed = (shape.day or shape.period, shape.kind)
        missing = [name for name in needed if name and name not in record.values]
        day = record.counts_on
        if day is None or missing:
            schema = record_schema(shape)
            told = [{"name": name, "example": example_line((name,), schema)} for name in missing]
            raise FaultyInput(Fault("record.cannot_choose", (), details, place(())) for details in told)
        organisation = record.organisation or self.organisation
        with _placed(place((shape.day or shape.period,))):
            if record.kind is not None:
                return self.catalog.in_force(day, organisation, record.kind)
            return self.catalog.in_force_for(shape.subject, record.of_period or "", day, organisation)

    def named(self, name: str, place: Place | None = None) -> LoadedFramework:
        """Return a framework that ships: a record that comes from elsewhere does not choose the file that judges it.

        Raises:
            FaultyInput: there is none of the name, as `place` says it.
        """
        if self.default is not None and self.default.id == name:
            return self.default
        if is_file_name(name):
            raise FaultyInput([Fault("record.framework_file", (), {"name": shown(name)}, place)])
        with _placed(place):
            return self.catalog.get(name)

    def _for_subject(self, subject: str, data: Mapping[str, object], document: Document) -> LoadedFramework:
        """Return a framework that scores a subject: the one that will be chosen, as far as the raw data tells that."""
        fitting = self.catalog.of_subject(subject)
        if not fitting:
            known = dict.fromkeys(loaded.framework.shape.subject for loaded in self.catalog.all())
            details = {"name": shown(subject), "allowed": listed(near(subject, known) or known)}
            raise FaultyInput([Fault("record.unknown_subject", (), details, document.place(("subject",)))])
        organisation, period = data.get("organisation") or self.organisation, _raw_period(data)
        if period is not None:
            try:
                wanted = organisation if isinstance(organisation, str) else None
                return self.catalog.in_force_for(subject, period, last_day_of(period), wanted)
            except FaultyInput:
                pass
        return fitting[-1]


def _raw_period(data: Mapping[str, object]) -> str | None:
    """Return the period of a record, or its day, where that can be read from what stands in a file."""
    try:
        if data.get("period") is not None:
            return read_period_of(data["period"], PERIOD_KINDS)
        return read_date(data["date"]).isoformat() if data.get("date") is not None else None
    except ScalarError:
        return None


@contextmanager
def _placed(place: Place | None) -> Iterator[None]:
    """Say of faults in choosing a framework where the record asked for it, where they have no place of their own."""
    try:
        yield
    except FaultyInput as error:
        raise FaultyInput([replace(fault, place=fault.place or place) for fault in error.faults]) from error
