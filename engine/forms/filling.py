"""Read what was typed into a form as a record, and score it: what cannot be read, or cannot be so, is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chamdiem.engine.grids.grids import cell_text
from chamdiem.engine.reading.answers import examine_layers
from chamdiem.engine.reading.record_reader import examine_record
from chamdiem.engine.reading.records import of_record
from chamdiem.engine.reading.table_records import make_document
from chamdiem.engine.scoring.evaluation import LayerEvaluation
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.engine.texts import say
from chamdiem.rules.records.faults import Fault, FaultyInput

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from chamdiem.engine.forms.form import Form
    from chamdiem.engine.reading.documents import Data
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.scoring.scorer import ScorerCache
    from chamdiem.rules.records.faults import Path
    from chamdiem.rules.records.fields import Value


class FormReader:
    """Takes out what is faulty until the rest can be scored; each round tells what its record has wrong."""

    def __init__(self, form: Form, scorers: ScorerCache, today: dt.date, base: Record | None = None) -> None:
        self.form, self.scorers, self.today, self.base = form, scorers, today, base
        self.framework = form.framework.framework
        self.pairs: dict[Path, str] = {}
        self.faults: dict[str, list[Fault]] = {}

    def take(self, path: Path, typed: str) -> None:
        """Take what was typed for one place of a record; what is blank says nothing."""
        text = cell_text(typed)
        if isinstance(text, Fault):
            self._tell(path, of_record(replace(text, path=path, shape=self.framework.shape)))
        elif text:
            self.pairs[path] = text

    def evaluate(self) -> Evaluation:
        """Score what can be read and can be so.

        Raises:
            InferenceError: the framework contradicts itself whatever is typed, or the engine failed.
        """
        while True:
            record, faults = self._examined()
            try:
                if not faults:
                    return self._scored(self.scorers.evaluate(record, self.form.framework))
            except FaultyInput as error:
                if self.base is not None and not self.pairs:
                    raise
                faults = error.faults
            except InferenceError as error:
                if not self.pairs:
                    raise
                # such a framework contradicts itself on these facts: nothing can be concluded from them
                faults = (Fault(error.code, details=error.details),)
            self._leave_out(record, faults)

    def _scored(self, evaluation: Evaluation) -> Evaluation:
        """Return an evaluation with the points of the form's layer, also while that says nothing: facts give some."""
        name = self.form.layer
        found = evaluation.layers.get(name)
        if found is not None and found.scoring is not None:
            return evaluation
        record, earlier = evaluation.record, evaluation.earlier
        scoring = (
            self.scorers.scorer(self.form.framework).of_layer(name).score_facts(record, record.facts(), earlier=earlier)
        )
        layer = LayerEvaluation(layer=name, stated=None, scoring=scoring)
        return replace(evaluation, layers={**evaluation.layers, name: layer})

    def _examined(self) -> tuple[Record, tuple[Fault, ...]]:
        file, base = say(self.form.lang, "form.file"), self.base
        document = make_document(file, self.pairs.items(), {}, {}, self.form.framework.id if base is None else None)
        if base is not None:
            document = replace(base.document, data=_with_layer(base.document.data, document.data, self.form.layer))
        record, faults = examine_record(document, self.today, shape=self.framework.shape, kept=base is not None)
        record = record if base is None else replace(record, made=base.made)
        return record, (*faults, *examine_layers(record, self.form.framework.scope)[1])

    def _leave_out(self, record: Record, faults: Iterable[Fault]) -> None:
        """Tell faults, each at what was typed that it is about, and leave that out; where nothing is, leave out all."""
        gone: set[Path] = set()
        for fault in faults:
            paths = [path for path in self.pairs if fault.path[: len(path)] == path] or self._broken(record, fault)
            self._tell(paths[0] if paths else fault.path, fault)
            gone.update(paths)
        self.pairs = {path: text for path, text in self.pairs.items() if gone and path not in gone}

    def _broken(self, record: Record, fault: Fault) -> list[Path]:
        """Return the value by which a relation is broken that is told where nothing was typed.

        Of those that could be mended, that is the one which stands last in a record: a part, and not the whole.
        """
        shape = record.shape
        relations = [one for one in shape.impossible if (one.code, (one.place,)) == (fault.code, fault.path)]
        broken = [one for one in relations if one.breaks(record.values) == fault.details]
        names = (name for name in reversed([*shape.by_name]) if (name,) in self.form.by_path and name in record.values)
        found = (name for name in names if any(one.breaks(_without(record.values, name)) is None for one in broken))
        last = next(found, None)
        return [] if last is None else [(last,)]

    def _tell(self, path: Path, fault: Fault) -> None:
        question = self.form.by_path.get(path)
        told = self.faults.setdefault(question.id if question is not None else "", [])
        if fault not in told:
            told.append(fault)


def _with_layer(base: Data, added: Data, layer: str) -> Data:
    """Return what a record holds, with one more layer."""
    data, own = _inner(base), _inner(added).get("assessments")
    layers = {name: each for name, each in _inner(data.get("assessments")).items() if name != layer}
    said = _inner(own).get(layer)
    layers |= {layer: said} if said else {}
    return {**data, **({"assessments": layers} if layers else {})}


def _inner(data: Data) -> dict[str, Data]:
    return dict(data) if isinstance(data, dict) else {}


def _without(values: Mapping[str, Value], name: str) -> dict[str, Value]:
    return {other: value for other, value in values.items() if other != name}
