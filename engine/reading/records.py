"""Read a meeting's record. What is not there stays missing; every fault is gathered with its place."""

from __future__ import annotations

import datetime as dt
import difflib
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from chamdiem.engine.grids.grids import cell_text
from chamdiem.engine.grids.legacy_text import legacy_encoding
from chamdiem.engine.reading.documents import Document, read_file
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import YES_NO, questions
from chamdiem.rules.language.consistency import check_future, check_values, odd_values
from chamdiem.rules.language.faults import Fault, FaultyInput, Path
from chamdiem.rules.language.fields import BY_NAME, FIELDS, LAYERS, Field, FieldType, Value, with_told
from chamdiem.rules.language.identity import CellKey, cell_key
from chamdiem.rules.language.moments import read_date, read_period, read_time
from chamdiem.rules.language.scalars import ScalarError, listed, points_text, read_text, seen, shown
from chamdiem.rules.language.written import read_amount, read_answer, read_given_points, read_word, without_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path as File

    from chamdiem.rules.compile.scope import Question
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework

_READERS: Mapping[FieldType, Callable[[object], Value]] = {
    FieldType.YES_NO: read_answer,
    FieldType.DATE: read_date,
    FieldType.TIME: read_time,
    FieldType.PERIOD: read_period,
}
MAX_ITEMS = 50
"""So many limitations, or pieces of evidence for one criterion, stand in a record."""
_LAYER_KEYS = ("answers", "deduction_notes", "rating")
_OWN_KEYS = ("framework", "assessments", "limitations", "evidence")
_BLANKS = frozenset({"nan", "NaN", "NaT", "None", "null", "NULL", "<NA>", "N/A", "n/a"})
"""What programs write where there is nothing."""
MAX_COMPARED = 100
"""So many unknown keys are compared with the known ones for a likely slip: more takes long and helps nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRecord:
    """What one layer says: answers as they were written, a note for each deduction, and the rating that it states."""

    layer: str
    answers: Mapping[str, object]
    deduction_notes: Mapping[str, str]
    rating: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record of one meeting. `values` holds only the fields that were given."""

    values: Mapping[str, Value]
    framework: str | None
    layers: Mapping[str, LayerRecord]
    limitations: tuple[str, ...]
    evidence: Mapping[str, tuple[str, ...]]
    document: Document

    def text(self, name: str) -> str | None:
        """Return a text field, or None where it is missing."""
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    @property
    def cell(self) -> CellKey:
        """The cell, as it is compared with others."""
        return cell_key(self.text("cell_id"), self.text("cell_name"), self.text("upper_org"))

    @property
    def cell_as_written(self) -> str:
        """The cell, as the record calls it: by its id, or else by its name; blank where it says neither."""
        return self.text("cell_id") or self.text("cell_name") or ""

    @property
    def date(self) -> dt.date | None:
        """The day of the meeting."""
        value = self.values.get("date")
        return value if isinstance(value, dt.date) else None

    @property
    def oddities(self) -> tuple[Fault, ...]:
        """What is seldom as the record says it, with its place; it changes no point."""
        return located(self.document, odd_values(self.values))

    def facts(self) -> dict[Key, int]:
        """Return the record's fields, and what they tell of those not written, as facts of the rule program."""
        told = with_told(self.values)
        pairs = ((Key("field", name), BY_NAME[name].fact_value(value)) for name, value in told.items())
        return {key: value for key, value in pairs if value is not None}


def load_record(file: File, today: dt.date) -> Record:
    """Read a record from a YAML or JSON file; `today` bounds its dates.

    Raises:
        FaultyInput: every fault in the file, with its place.
    """
    return parse_record(read_file(file), today)


def parse_record(document: Document, today: dt.date, *, kept: bool = False) -> Record:
    """Check a document as a record.

    `kept`: a ledger has it, so it was right when it was recorded; how its fields fit together is not asked again, since
    a relation that is asked of records today must not make those of yesterday unreadable.

    Raises:
        FaultyInput: every fault in it, with its place.
    """
    record, faults = examine_record(document, today, kept=kept)
    if faults:
        raise FaultyInput(faults)
    return record


def examine_record(document: Document, today: dt.date, *, kept: bool = False) -> tuple[Record, tuple[Fault, ...]]:
    """Return what a document holds as a record, without what is faulty in it, and every fault with its place."""
    reader = _RecordReader(document)
    record = reader.read()
    together = check_future(record.values, today) if kept else check_values(record.values, today)
    return record, located(document, (*reader.faults, *together))


def located(document: Document, faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return faults with their places in a document."""
    return tuple(
        Fault(f.code, f.path, f.details, f.place or document.place(f.path, of_key=f.code in _OF_KEY)) for f in faults
    )


UNKNOWN_CRITERION, UNKNOWN_CRITERION_TOO = "record.unknown_criterion", "record.unknown_criterion_too"
"""A criterion that the framework does not have. The first of a record names those that there are."""
_OF_KEY = frozenset(
    {
        "record.unknown_field",
        "record.no_such_field",
        "record.unknown_key",
        UNKNOWN_CRITERION,
        UNKNOWN_CRITERION_TOO,
        "record.computed",
    }
)


def read_field(field: Field, raw: object) -> Value:
    """Read one field's value from text.

    Raises:
        ScalarError: the text is not what the field holds.
    """
    if field.words is not None:
        return read_word(raw, field.words)
    if field.type is FieldType.COUNT:
        return read_amount(raw, field.unit)
    if field.type is FieldType.TEXT:
        return read_words(raw, is_name=True)
    return _READERS[field.type](raw)


def read_words(raw: object, *, is_name: bool = False) -> str:
    """Read a text that people will see; a name (`is_name`) asks no question and stands on one line.

    Raises:
        ScalarError: something in it is hidden, lost, misread, or typed for the fonts of old.
    """
    text = seen(read_text(raw), is_name=is_name)
    if is_name:
        return _name(text)
    encoding = legacy_encoding(text, legacy_font=False)
    if encoding is not None:
        raise ScalarError("table.legacy_text", text, encoding=encoding)
    return text


def _name(text: str) -> str:
    """Return a name on one line, as a cell of a table would show it: no program's errors, nothing it has put around."""
    name = cell_text(" ".join(text.split()))
    if isinstance(name, Fault):
        raise ScalarError(name.code, text, **{key: value for key, value in name.details.items() if key != "text"})
    if not name:
        raise ScalarError("scalar.empty", text)
    if name in _BLANKS or not any(map(str.isalnum, name)):
        raise ScalarError("scalar.no_name", text)
    return name


def of_record(fault: Fault) -> Fault:
    """Return a fault whose path is one of a record, so that its sentence begins with what is asked there."""
    return replace(fault, details={**fault.details, "of": "record"})


def _scalar_fault(path: Path, error: ScalarError) -> Fault:
    return of_record(Fault(error.code, path, error.details))


def _unknown_fields(data: Mapping[str, object]) -> list[Fault]:
    """Return a fault for every key that no record has; where all are such, one that says so of the whole file."""
    allowed = (*BY_NAME, *_OWN_KEYS)
    unknown = [key for key in data if key not in allowed]
    close = {key: difflib.get_close_matches(key, allowed, 3, 0.7) for key in unknown[:MAX_COMPARED]}
    if unknown and len(unknown) == len(data) and not any(close.values()):
        return [Fault("record.not_a_record")]
    return [
        Fault("record.unknown_field", (key,), {"name": shown(key), "close": listed(close[key])})
        if close.get(key)
        else Fault("record.no_such_field", (key,), {"name": shown(key)})
        for key in unknown
    ]


class _RecordReader:
    """Gathers a record's values and its faults."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.data: dict[str, Any] = document.data if isinstance(document.data, dict) else {}
        self.faults: list[Fault] = []

    def read(self) -> Record:
        self.faults += _unknown_fields(self.data)
        values = {
            name: self._scalar((name,), partial(read_field, field))
            for name, field in BY_NAME.items()
            if self.data.get(name) is not None
        }
        return Record(
            values={name: value for name, value in values.items() if value is not None},
            framework=self._optional((), "framework"),
            layers=self._layers(),
            limitations=self._texts(("limitations",), self.data.get("limitations")),
            evidence={
                name: self._texts(("evidence", name), raw) for name, raw in self._mapping((), "evidence").items()
            },
            document=self.document,
        )

    def _unknown(self, path: Path, name: str, allowed: Iterable[str]) -> None:
        self.faults.append(Fault("record.unknown_key", path, {"name": shown(name), "allowed": listed(allowed)}))

    def _scalar(self, path: Path, read: Callable[[object], Any]) -> Any:  # noqa: ANN401 - the reader's own type
        raw: Any = self.data
        for step in path:
            raw = raw[step]
        try:
            return read(raw)
        except ScalarError as error:
            self.faults.append(_scalar_fault(path, error))
            return None

    def _optional(self, path: Path, key: str) -> str | None:
        holder: Any = self.data
        for step in path:
            holder = holder[step]
        return None if holder.get(key) is None else self._scalar((*path, key), read_words)

    def _mapping(self, path: Path, key: str) -> dict[str, Any]:
        holder: Any = self.data
        for step in path:
            holder = holder[step]
        found = holder.get(key)
        if found is None:
            return {}
        if isinstance(found, dict):
            return found
        self.faults.append(Fault("shape.mapping", (*path, key), {"name": key}))
        return {}

    def _texts(self, path: Path, raw: object) -> tuple[str, ...]:
        if raw is None:
            return ()
        if isinstance(raw, tuple) and len(raw) > MAX_ITEMS:
            self.faults.append(Fault("record.too_many_texts", path, {"count": str(len(raw)), "most": str(MAX_ITEMS)}))
            return ()
        if isinstance(raw, tuple):
            texts = (self._scalar((*path, number), read_words) for number, item in enumerate(raw) if item is not None)
            return tuple(text for text in texts if text is not None)
        text = self._scalar(path, read_words)
        return () if text is None else (text,)

    def _layers(self) -> dict[str, LayerRecord]:
        layers = {}
        for layer, raw in self._mapping((), "assessments").items():
            path = ("assessments", layer)
            if layer not in LAYERS:
                self._unknown(path, layer, LAYERS)
            elif raw is not None and self._mapping(("assessments",), layer) is not None and isinstance(raw, dict):
                layers[layer] = self._layer(layer, raw)
        return {layer: layers[layer] for layer in LAYERS if layer in layers}

    def _layer(self, layer: str, raw: dict[str, Any]) -> LayerRecord:
        path = ("assessments", layer)
        for key in raw.keys() - set(_LAYER_KEYS):
            self._unknown((*path, key), key, _LAYER_KEYS)
        notes = self._mapping(path, "deduction_notes")
        read = {
            name: self._scalar((*path, "deduction_notes", name), read_words)
            for name, note in notes.items()
            if note is not None
        }
        return LayerRecord(
            layer=layer,
            answers=self._mapping(path, "answers"),
            deduction_notes={name: note for name, note in read.items() if note is not None},
            rating=self._optional(path, "rating"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundLayer:
    """A layer's answers as facts of one framework, and the id of the rating that it states."""

    record: LayerRecord
    facts: Mapping[Key, int]
    rating: str | None


def bind_layers(record: Record, framework: Framework) -> dict[str, BoundLayer]:
    """Read the answers of every layer as a framework's questions ask for them.

    Raises:
        FaultyInput: every answer that the framework does not ask for or does not allow, with its place.
    """
    layers, faults = examine_layers(record, framework)
    if faults:
        raise FaultyInput(faults)
    return layers


def examine_layers(record: Record, framework: Framework) -> tuple[dict[str, BoundLayer], tuple[Fault, ...]]:
    """Return the answers of every layer as a framework's questions ask for them, and every fault with its place."""
    binder = _Binder(framework)
    layers = {name: binder.bind(layer) for name, layer in record.layers.items()}
    for criterion_id in record.evidence:
        binder.need_criterion(("evidence", criterion_id), criterion_id)
    return layers, _named_once(located(record.document, binder.faults))


def _named_once(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Return faults of which only the one that stands first names the criteria that there are."""
    first = next((f for f in FaultyInput(faults).faults if f.code == UNKNOWN_CRITERION), None)
    return tuple(
        replace(fault, code=UNKNOWN_CRITERION_TOO) if fault.code == UNKNOWN_CRITERION and fault is not first else fault
        for fault in faults
    )


def _part_fault(path: Path, criterion: Criterion, part: str, asked: Iterable[str]) -> Fault:
    if part in {item.id for item in criterion.parts}:
        return Fault("record.computed", path, {"name": f"{criterion.id}/{part}"})
    return Fault("record.unknown_key", path, {"name": shown(part), "allowed": listed(asked)})


class _Binder:
    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.criteria = {criterion.id: criterion for criterion in framework.criteria}
        self.faults: list[Fault] = []

    def need_criterion(self, path: Path, criterion_id: str) -> Criterion | None:
        found = self.criteria.get(criterion_id)
        if found is None:
            names = {"name": shown(criterion_id), "framework": self.framework.framework}
            self.faults.append(Fault(UNKNOWN_CRITERION, path, names | {"allowed": listed(self.criteria)}))
        return found

    def bind(self, layer: LayerRecord) -> BoundLayer:
        path = ("assessments", layer.layer)
        facts: dict[Key, int] = {}
        for criterion_id, raw in layer.answers.items():
            criterion = self.need_criterion((*path, "answers", criterion_id), criterion_id)
            if criterion is not None and raw is not None:
                facts |= self._answers((*path, "answers", criterion_id), criterion, raw)
        for criterion_id in layer.deduction_notes:
            self.need_criterion((*path, "deduction_notes", criterion_id), criterion_id)
        return BoundLayer(record=layer, facts=facts, rating=self._rating((*path, "rating"), layer.rating))

    def _rating(self, path: Path, text: str | None) -> str | None:
        words = {rating.id: (rating.title,) for rating in self.framework.ratings}
        return None if text is None else self._read(path, text, lambda raw: read_word(raw, words))

    def _answers(self, path: Path, criterion: Criterion, raw: object) -> dict[Key, int]:
        asked = questions(criterion)
        parts = {question.part.id: question for question in asked if question.part}
        if not asked:
            self.faults.append(Fault("record.computed", path, {"name": criterion.id}))
            return {}
        if not parts:
            value = self._read(path, raw, partial(self._value, asked[0]))
            return {} if value is None else {asked[0].key: value}
        if not isinstance(raw, dict):
            self.faults.append(Fault("record.parts", path, {"name": criterion.id, "allowed": listed(parts)}))
            return {}
        return self._parts(path, criterion, parts, raw)

    def _parts(
        self, path: Path, criterion: Criterion, parts: Mapping[str, Question], raw: dict[str, object]
    ) -> dict[Key, int]:
        facts = {}
        for part, text in raw.items():
            if part not in parts:
                self.faults.append(_part_fault((*path, part), criterion, part, parts))
            elif text is not None:
                value = self._read((*path, part), text, partial(self._value, parts[part]))
                if value is not None:
                    facts[parts[part].key] = value
        return facts

    def _read(self, path: Path, raw: object, read: Callable[[object], Any]) -> Any:  # noqa: ANN401 - the reader's own type
        try:
            return read(raw)
        except ScalarError as error:
            self.faults.append(_scalar_fault(path, error))
            return None

    def _value(self, question: Question, raw: object) -> int:
        criterion, quantity = question.criterion, question.quantity
        if quantity.words == YES_NO:
            return int(read_answer(raw))
        if quantity.words:
            words = {level.id: (level.title,) for level in criterion.levels}
            return quantity.words.index(read_word(raw, words))
        return read_amount(raw, "lần") if quantity.role == "count" else read_award(self.framework, criterion, raw)


def read_award(framework: Framework, criterion: Criterion, raw: object) -> int:
    """Read points that someone gives for a criterion, in hundredths.

    Raises:
        ScalarError: they are no points, more than the maximum, or off the step.
    """
    maximum = framework.maximum_of(criterion)
    points = read_given_points(raw, maximum)
    step = framework.step_of(criterion)
    if points > maximum:
        raise ScalarError("record.points_above", without_unit(raw), points_text(maximum))
    if points % step:
        raise ScalarError("record.points_off_step", without_unit(raw), points_text(step))
    return points


_SCHEMAS: Mapping[FieldType, dict[str, Any]] = {
    FieldType.COUNT: {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]"}]},
    FieldType.YES_NO: {"enum": ["có", "không", "Có", "Không", "rồi", "chưa", "yes", "no", True, False]},
    FieldType.DATE: {"type": "string", "pattern": "[0-9]{4}"},
    FieldType.TIME: {"type": "string", "pattern": "[0-9]"},
    FieldType.PERIOD: {"type": "string", "pattern": "[0-9]{4}"},
    FieldType.TEXT: {"type": "string"},
}


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema of records for editors; it knows no framework, so answers are open."""
    fields = {field.name: _field_schema(field) for field in FIELDS}
    text, texts = {"type": ["string", "null"]}, {"type": ["array", "string", "null"], "items": {"type": "string"}}
    block: dict[str, Any] = {"type": ["object", "null"]}
    layer = {
        "answers": _described(block, "Câu trả lời của người chấm theo mã tiêu chí."),
        "deduction_notes": _described(block | {"additionalProperties": text}, "Lý do trừ điểm theo mã tiêu chí."),
        "rating": _described(text, "Mã mức xếp loại mà lớp này ghi."),
    }
    closed = block | {"additionalProperties": False}
    layers = {name: _described(closed | {"properties": layer}, label[0]) for name, label in LAYERS.items()}
    own = {
        "framework": _described(text, "Mã khung tiêu chí; bỏ trống thì chọn theo ngày họp, đơn vị và loại sinh hoạt."),
        "assessments": _described(closed | {"properties": layers}, "Điểm chấm và xếp loại của từng lớp."),
        "limitations": _described(texts, "Hạn chế cần khắc phục, mỗi dòng một ý."),
        "evidence": _described(block | {"additionalProperties": texts}, "Minh chứng theo mã tiêu chí."),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "chamdiem/record/1",
        "type": "object",
        "additionalProperties": False,
        "properties": own | fields,
    }


def _described(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"description": description} | schema


def _field_schema(field: Field) -> dict[str, Any]:
    schema = (
        {"enum": [*(labels[0] for labels in field.words.values()), *field.words]}
        if field.words
        else _SCHEMAS[field.type]
    )
    return {"description": field.vi, "anyOf": [schema, {"type": "null"}]}
