"""Read a meeting's record. What is not there stays missing; every fault is gathered with its place.

Of which shape a record is, its reader is told; a record that is all that is known yet is one of a meeting.
"""

from __future__ import annotations

import difflib
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from chamdiem.engine.grids.grids import cell_text
from chamdiem.engine.grids.legacy_text import legacy_encoding
from chamdiem.engine.reading.examples import example_line
from chamdiem.engine.reading.record_schema import record_schema
from chamdiem.engine.reading.records import LayerRecord, Record, of_record
from chamdiem.rules.records.faults import Fault, FaultyInput, Path
from chamdiem.rules.records.fields import LARGEST, LAYERS, Field, FieldType, Value
from chamdiem.rules.records.meeting import MEETING
from chamdiem.rules.records.moments import read_date, read_period, read_time
from chamdiem.rules.records.periods import read_period_of
from chamdiem.rules.records.scalars import ScalarError, among, listed, read_text, seen, shown
from chamdiem.rules.records.shape import RECORD_KEYS, check_future, check_values
from chamdiem.rules.records.written import read_amount, read_answer, read_decimal, read_word

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from chamdiem.engine.reading.documents import Document
    from chamdiem.rules.records.shape import RecordShape

Reading = TypeVar("Reading", bound="Callable[..., Any]")


def once(read: Reading) -> Callable[[object], Reading]:
    """Return what reads one thing: the same short text is read once, as records of a month have most in common."""
    known = lru_cache(maxsize=1 << 12, typed=True)(read)  # a text without quotes may mean something else than with them

    def reader_of(raw: object) -> Reading:
        is_short = isinstance(raw, str) and len(raw) <= SHORT
        return cast("Reading", known) if is_short else read

    return reader_of


SHORT = 64
"""So long are texts that come again and again."""
_READERS: Mapping[FieldType, Callable[[object], Callable[[object], Value]]] = {
    FieldType.YES_NO: once(read_answer),
    FieldType.DATE: once(read_date),
    FieldType.TIME: once(read_time),
    FieldType.PERIOD: once(read_period),
}
_AMOUNT, _DECIMAL = once(read_amount), once(read_decimal)
MAX_ITEMS = 50
"""So many limitations, or pieces of evidence for one criterion, stand in a record."""
_LAYER_KEYS = ("answers", "deduction_notes", "rating")
_BLANKS = frozenset({"nan", "NaN", "NaT", "None", "null", "NULL", "<NA>", "N/A", "n/a"})
"""What programs write where there is nothing."""
MAX_COMPARED = 100
"""So many unknown keys are compared with the known ones for a likely slip: more takes long and helps nobody."""


def parse_record(document: Document, today: dt.date, *, shape: RecordShape = MEETING, kept: bool = False) -> Record:
    """Check a document as a record of a shape.

    `kept`: a ledger has it, so it was right when it was recorded; how its fields fit together is not asked again, since
    a relation that is asked of records today must not make those of yesterday unreadable.

    Raises:
        FaultyInput: every fault in it, with its place.
    """
    record, faults = examine_record(document, today, shape=shape, kept=kept)
    if faults:
        raise FaultyInput(faults)
    return record


def examine_record(
    document: Document, today: dt.date, *, shape: RecordShape, kept: bool = False
) -> tuple[Record, tuple[Fault, ...]]:
    """Return what a document holds as a record, without what is faulty in it, and every fault with its place."""
    reader = _RecordReader(document, shape)
    record = reader.read()
    check = check_future if kept else check_values
    return record, record.located((*reader.faults, *check(shape, record.values, today)))


def read_field(field: Field, raw: object) -> Value:
    """Read one field's value from text.

    Raises:
        ScalarError: the text is not what the field holds.
    """
    if field.words is not None:
        return read_word(raw, field.words)
    value: Value
    match field.type:
        case FieldType.COUNT:
            value = _AMOUNT(raw)(raw, field.unit)
        case FieldType.DECIMAL:
            value = _DECIMAL(raw)(raw, field.unit, field.decimals)
        case FieldType.TEXT:
            value = read_words(raw, is_name=True)
        case FieldType.PERIOD if field.periods:
            value = read_period_of(raw, field.periods)
        case other:
            value = _READERS[other](raw)(raw)
    if field.declared:
        _check_ends(field, field.fact_value(value), raw)
    return value


def _check_ends(field: Field, stored: int | None, raw: object) -> None:
    """Refuse a value that does not lie between the ends that a framework declares, on its steps."""
    if stored is None or field.type is FieldType.YES_NO:
        return
    if field.least is not None and stored < field.least:
        raise ScalarError("scalar.below", raw, field.shown(field.least))
    if field.most is not None and stored > field.most:
        raise ScalarError("scalar.above", raw, field.shown(field.most))
    if abs(stored) >= LARGEST and field.type in {FieldType.COUNT, FieldType.DECIMAL}:
        raise ScalarError("scalar.too_large", raw)
    if stored % field.step:
        right = field.shown(stored - stored % field.step)
        raise ScalarError("scalar.off_step", raw, field.shown(field.step), right=right)


def read_words(raw: object, *, is_name: bool = False) -> str:
    """Read a text that people will see; a name (`is_name`) asks no question and stands on one line.

    Raises:
        ScalarError: something in it is hidden, lost, misread, or typed for the fonts of old.
    """
    return _WORDS(raw)(raw, is_name=is_name)


def _seen_words(raw: object, *, is_name: bool) -> str:
    text = seen(read_text(raw), is_name=is_name)
    if is_name:
        return _name(text)
    encoding = legacy_encoding(text, legacy_font=False)
    if encoding is not None:
        raise ScalarError("table.legacy_text", text, encoding=encoding)
    return text


_WORDS = once(_seen_words)


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


def scalar_fault(path: Path, error: ScalarError) -> Fault:
    """Return that a value of a record cannot be read."""
    return of_record(Fault(error.code, path, error.details))


def _unknown_fields(data: Mapping[str, object], shape: RecordShape) -> list[Fault]:
    """Return a fault for every key that no record has; where all are such, one that says so of the whole file."""
    allowed = (*shape.by_name, *RECORD_KEYS)
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

    def __init__(self, document: Document, shape: RecordShape) -> None:
        self.document, self.shape = document, shape
        self.data: dict[str, Any] = document.data if isinstance(document.data, dict) else {}
        self.faults: list[Fault] = []

    def read(self) -> Record:
        self.faults += _unknown_fields(self.data, self.shape)
        subject = self.data.get("subject")
        if subject is not None and subject != self.shape.subject:
            details = {"name": shown(subject), "subject": self.shape.subject}
            self.faults.append(Fault("record.other_subject", ("subject",), details))
        values = {
            name: self._scalar((name,), raw, partial(read_field, field))
            for name, field in self.shape.by_name.items()
            if (raw := self.data.get(name)) is not None
        }
        return Record(
            shape=self.shape,
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
        details = {"name": shown(name)} | among(name, allowed)
        self.faults.append(Fault("record.unknown_key", path, details | self._example(path[:-1])))

    def _example(self, path: Path) -> dict[str, str]:
        return {"example": example_line(path, record_schema(self.shape))}

    def _at(self, path: Path) -> Any:  # noqa: ANN401 - what stands there
        found: Any = self.data
        for step in path:
            found = found[step]
        return found

    def _scalar(self, path: Path, raw: object, read: Callable[[object], Any]) -> Any:  # noqa: ANN401 - the reader's own
        try:
            return read(raw)
        except ScalarError as error:
            self.faults.append(scalar_fault(path, error))
            return None

    def _optional(self, path: Path, key: str) -> str | None:
        raw = self._at(path).get(key)
        return None if raw is None else self._scalar((*path, key), raw, read_words)

    def _mapping(self, path: Path, key: str) -> dict[str, Any]:
        found = self._at(path).get(key)
        if found is None:
            return {}
        if isinstance(found, dict):
            return found
        self.faults.append(Fault("shape.mapping", (*path, key), {"name": key} | self._example((*path, key))))
        return {}

    def _texts(self, path: Path, raw: object) -> tuple[str, ...]:
        if raw is None:
            return ()
        if isinstance(raw, tuple) and len(raw) > MAX_ITEMS:
            self.faults.append(Fault("record.too_many_texts", path, {"count": str(len(raw)), "most": str(MAX_ITEMS)}))
            return ()
        items = [(path, raw)]
        if isinstance(raw, tuple):
            items = [((*path, number), item) for number, item in enumerate(raw) if item is not None]
        return tuple(text for place, item in items if (text := self._scalar(place, item, read_words)) is not None)

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
        given = self._mapping(path, "deduction_notes")
        notes = {name: self._optional((*path, "deduction_notes"), name) for name in given}
        return LayerRecord(
            layer=layer,
            answers=self._mapping(path, "answers"),
            deduction_notes={name: note for name, note in notes.items() if note is not None},
            rating=self._optional(path, "rating"),
        )
