"""A row of a finished run as the record that it was read as, from the facts that stand with its results.

Notes and evidence do not: they are no facts, and stay in the table that was scored.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.engine.bulk.results import made_column
from chamdiem.engine.bulk_runs.columns import cell_key_sql
from chamdiem.engine.bulk_runs.database import Database, database, name, text
from chamdiem.engine.bulk_runs.reading import kept_fields, stated_name
from chamdiem.engine.reading.documents import Document
from chamdiem.engine.reading.records import LayerRecord, Record
from chamdiem.engine.scoring.earlier import EarlierFact, EarlierFacts
from chamdiem.rules.compile.keys import proved_keys
from chamdiem.rules.compile.personal import made_of_own
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.faults import refusal
from chamdiem.rules.records.fields import LAYERS, FieldType, Value
from chamdiem.rules.records.identity import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.bulk_runs.finished import FinishedRun
    from chamdiem.engine.reading.catalog import LoadedFramework

    Cells = Mapping[str, str]

_NAMED = 20
"""So many rows are named where a key is that of several."""
_REFUSED = ""
"""In the place of a framework: the row was not scored."""
_ROW = re.compile(r"(row:)?([1-9][0-9]{0,17})")


class KeptRow(NamedTuple):
    """A row, as the record of its facts, with the framework that scored it, and what earlier months proved of it."""

    record: Record
    framework: LoadedFramework
    earlier: EarlierFacts | None


def kept_row(run: FinishedRun, key: str) -> KeptRow:
    """Return the row of a key: its number, also written row:7, or the id of its cell, in any spelling.

    Raises:
        FaultyInput: no facts go with the results; there is no such row, or several; or it was not scored.
    """
    if not run.has_rules:
        raise refusal("bulk.no_rules", run.folder)
    with database(str(run.folder)) as opened:
        found = sorted(set(_found(opened, run, key)))
        if not found:
            raise refusal("bulk.no_row", run.folder, key=key)
        if len(found) > 1:
            several = ", ".join(str(row) for row, _ in found[:_NAMED]) + (", …" if len(found) > _NAMED else "")
            raise refusal("bulk.several_rows", run.folder, key=key, count=str(len(found)), rows=several)
        row, framework = found[0]
        if framework == _REFUSED:
            read = f"SELECT sentence FROM {run.rejected} WHERE CAST(row AS BIGINT) = {row}"
            reasons = " ".join(str(reason) for (reason,) in opened.rows(read))
            raise refusal("bulk.row_refused", run.folder, row=str(row), reasons=reasons)
        read = f"SELECT * FROM {run.results(framework)} WHERE CAST(row AS BIGINT) = {row}"
        layers = {cells["layer"]: cells for cells in _cells(opened, read)}
    loaded = run.frameworks[framework]
    return KeptRow(_record(run, row, loaded, layers), loaded, _earlier(loaded, layers["self"]))


def _found(opened: Database, run: FinishedRun, key: str) -> Iterator[tuple[int, str]]:
    """Yield the rows that a key may mean, each with its framework, or none where it was not scored."""
    number = _ROW.fullmatch(key)
    of_number = [f"CAST(row AS BIGINT) = {number[2]}"] if number else []
    for id_, loaded in run.frameworks.items():
        tests, unit = of_number.copy(), loaded.framework.shape.unit
        if unit and not (number and number[1]):
            tests += [f"{name(unit)} = {text(key)}", f"{cell_key_sql(name(unit))} = {text(key_of(key))}"]
        read = f"SELECT row FROM {run.results(id_)} WHERE layer = 'self' AND ({' OR '.join(tests) or 'FALSE'})"
        yield from ((int(str(row)), id_) for (row,) in opened.rows(read))
    if of_number and run.rejected:
        rows = opened.rows(f"SELECT row FROM {run.rejected} WHERE {of_number[0]}")
        yield from ((int(str(row)), _REFUSED) for (row,) in rows)


def _cells(opened: Database, read: str) -> Iterator[Cells]:
    """Yield rows as the texts of the cells that are not blank, by the names of their columns."""
    columns = [str(row[0]) for row in opened.rows(f"DESCRIBE {read}")]
    for row in opened.rows(read):
        yield {column: str(value) for column, value in zip(columns, row, strict=True) if value is not None}


def _record(run: FinishedRun, row: int, loaded: LoadedFramework, layers: Mapping[str, Cells]) -> Record:
    shape, own = loaded.framework.shape, layers["self"]
    made = made_of_own(loaded.program, shape.personal)
    return Record(
        shape=shape,
        values=_values(loaded, own),
        framework=None,
        layers={each: told for each in LAYERS if (told := _layer(loaded, each, layers.get(each, {}), own))},
        limitations=(),
        evidence={},
        document=Document(f"{run.folder}#{row}", "", {}, {}, {}),
        made={key: int(own[column]) for key in made if (column := made_column(key)) in own},
    )


def _earlier(loaded: LoadedFramework, cells: Cells) -> EarlierFacts | None:
    """Return what was proved of facts; by which months is not kept."""
    found = {}
    for fact in loaded.framework.history:
        least, most = (cells.get(str(key)) for key in proved_keys(fact))
        if least is not None and most is not None:
            found[fact] = EarlierFact(name=fact, least=int(least), most=int(most), months=())
    return EarlierFacts(facts=found, entries=()) if found else None


def _values(loaded: LoadedFramework, cells: Cells) -> dict[str, Value]:
    """Return the fields; what another one told of a field is left for that to tell."""
    shape = loaded.framework.shape
    found: dict[str, Value] = {}
    for field in shape.fields:
        fact = cells.get(str(Key("field", field.name)))
        if fact is not None:
            found[field.name] = field.value_of(int(fact))
        elif field.name in kept_fields(shape) and field.name in cells:
            written = cells[field.name]
            found[field.name] = dt.date.fromisoformat(written) if field.type is FieldType.DATE else written
    told = shape.with_told({each: value for each, value in found.items() if shape.by_name[each].told is None})
    return {each: value for each, value in found.items() if shape.by_name[each].told is None or told.get(each) != value}


def _layer(loaded: LoadedFramework, layer: str, cells: Cells, own: Cells) -> LayerRecord | None:
    """Return what a layer says; None where that is nothing."""
    answers: dict[str, object] = {}
    for question in loaded.scope.questions.values():
        fact = cells.get(str(question.key))
        if fact is None:
            continue
        written = question.quantity.written(int(fact))
        if question.place:
            parts = answers.setdefault(question.criterion.id, {})
            assert isinstance(parts, dict)  # noqa: S101 - a criterion has either an answer of its own, or parts
            parts[question.place] = written
        else:
            answers[question.criterion.id] = written
    rating = own.get(stated_name(layer))
    if not answers and rating is None:
        return None
    return LayerRecord(layer=layer, answers=answers, deduction_notes={}, rating=rating)
