"""The scorers of a process: records of mixed frameworks, of which each is made ready once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chamdiem.engine.reading.catalog import is_file_name
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.language.faults import Fault, FaultyInput
from chamdiem.rules.language.scalars import shown

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.evaluation import Evaluation


class ScorerCache:
    """Scores records of mixed frameworks; each framework is made ready once.

    `default` is the framework of records that name none, `organisation` that of records without one; `settings` is the
    file that says so.
    """

    def __init__(
        self,
        catalog: Catalog,
        default: str | None = None,
        organisation: str | None = None,
        settings: str | None = None,
    ) -> None:
        self.catalog = catalog
        self.settings = settings
        self.default = default
        self.organisation = organisation
        self._scorers: dict[str, Scorer] = {}
        self._default: LoadedFramework | None = None

    def framework_for(self, record: Record) -> LoadedFramework:
        """Return the framework that a record names, or the default, or the one in force for its date and kind.

        Raises:
            FaultyInput: it names an unknown one, does not say enough to choose, or the choice is not one.
        """
        if record.framework is not None:
            return self._named(record, record.framework)
        default = self._default_framework()
        if default is not None:
            return default
        kind = record.kind
        missing = [name for name in (record.shape.day, record.shape.kind) if name not in record.values]
        if record.date is None or kind is None:
            raise FaultyInput(
                [Fault("record.cannot_choose", (), {"name": name}, record.document.place(())) for name in missing]
            )
        return self._in_force(record, record.date, kind)

    def _default_framework(self) -> LoadedFramework | None:
        if self._default is None and self.default is not None:
            self._default = self.catalog.find(self.default)
        return self._default

    def _named(self, record: Record, name: str) -> LoadedFramework:
        """Return a framework that ships: a record that comes from elsewhere does not choose the file that judges it."""
        place = record.document.place(("framework",))
        default = self._default_framework()
        if default is not None and default.id == name:
            return default
        if is_file_name(name):
            raise FaultyInput([Fault("record.framework_file", (), {"name": shown(name)}, place)])
        try:
            return self.catalog.get(name)
        except FaultyInput as error:
            raise FaultyInput([replace(fault, place=fault.place or place) for fault in error.faults]) from error

    def _in_force(self, record: Record, day: dt.date, kind: str) -> LoadedFramework:
        try:
            return self.catalog.in_force(day, record.organisation or self.organisation, kind)
        except FaultyInput as error:
            raise FaultyInput(
                [replace(f, place=f.place or record.document.place((record.shape.day,))) for f in error.faults]
            ) from error

    def evaluate(self, record: Record, loaded: LoadedFramework | None = None) -> Evaluation:
        """Score a record by a framework that is given, or by its own.

        Raises:
            FaultyInput, InferenceError: as `framework_for` and `Scorer.evaluate`.
        """
        chosen = loaded or self.framework_for(record)
        return replace(self.scorer(chosen).evaluate(record), settings=self.settings)

    def scorer(self, loaded: LoadedFramework) -> Scorer:
        """Return what scores by a framework.

        Raises:
            InferenceError: its rules cannot be built.
        """
        if loaded.hash not in self._scorers:
            self._scorers[loaded.hash] = Scorer(loaded)
        return self._scorers[loaded.hash]
