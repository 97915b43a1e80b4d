"""Tables scored at once and row by row, to be compared: results, and all that is told of rows that have none."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import duckdb

from chamdiem.engine.bulk_runs.csv_tables import csv_head
from chamdiem.engine.office.checking import evaluate_all
from chamdiem.engine.office.clock import Clock
from chamdiem.engine.office.office import Office
from chamdiem.engine.reading.items import Rejected, remark_lines
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import Fault, Place, column_letters
from many_rows import TODAY, results_of
from scored_tables import scored, task_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from chamdiem.engine.reading.items import Remark

    Told = dict[str, Any]
    Results = dict[tuple[int, str], Told]
    """By the number of the row and the layer."""
    Asides = dict[int, set[tuple[object, ...]]]
    """Codes, sentences, lines, columns and fields by the number of the row; of a blank cell nothing but the code."""

OFFICE = Office(clock=Clock(lambda: dt.datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=dt.UTC)))


def results(folder: Path) -> Results:
    """Return the results in a folder."""
    found = {}
    for file in folder.glob("results/*/*.parquet"):
        cursor = duckdb.execute("SELECT * FROM read_parquet(?)", [str(file)])
        names = [each[0] for each in cursor.description or ()]
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            found[row["row"], row["layer"]] = row
    return found


def rejected(folder: Path) -> Asides:
    """Return what is told of the rows in a folder that were not scored."""
    found: Asides = {}
    for file in sorted(folder.glob("rejected/*.parquet")):
        read = 'SELECT row, code, sentence, line, "column", field FROM read_parquet(?)'
        for row, code, *told in duckdb.execute(read, [str(file)]).fetchall():
            found.setdefault(row, set()).add((code,) if code == "bulk.unfilled" else (code, *told))
    return found


def one_by_one(file: Path) -> tuple[Results, Asides]:
    """Return what scoring record by record tells of a table."""
    found: Results = {}
    aside: Asides = {}
    remarks: list[Remark] = []
    above = csv_head(file).above + 1
    for each in evaluate_all(OFFICE, [file], hear=remarks.append):  # type: ignore[arg-type]  # nothing else is told
        if isinstance(each, Evaluation):
            row = each.record.document.place(()).line - above
            layers = {name: layer for name, layer in each.layers.items() if layer.scoring}
            found |= {(row, name): told_of(each, name) for name in layers}
        elif isinstance(each, Rejected):
            if each.faults[0].code == "table.nothing":  # of a table of totals alone, each row is told of all the same
                continue
            aside[each.place.line - above] = {_said(fault, each.place) for fault in each.faults}
        else:
            aside[each.place.line - above] = {("bulk.unfilled",)}
    for remark in remarks:
        told = (remark.code, *remark_lines([remark], "vi"), remark.place.line, None, None)
        aside.setdefault(remark.place.line - above, set()).add(told)
    return found, aside


def _said(fault: Fault, place: Place) -> tuple[object, ...]:
    own, line = fault.place or place, place.line
    column = column_letters(own.column) if own.column else None
    return fault.code, say_fault("vi", fault), line, column, ".".join(map(str, fault.path)) or None


def told_of(evaluation: Evaluation, layer: str) -> Told:
    """Return what a row of results says of a layer."""
    scoring, record, stated = evaluation.scoring_of(layer), evaluation.record, evaluation.layers[layer].stated
    return {
        "framework": evaluation.framework.id,
        "cell_id": record.text("cell_id"),
        "cell_name": record.text("cell_name"),
        "upper_org": record.text("upper_org"),
        "period": record.of_period,
        "date": record.date,
        "meeting_kind": record.kind,
        "stated": stated.id if stated else None,
        **results_of(scoring),
        **{
            f"finding {each.id}": 1 if each in scoring.findings else None
            for each in evaluation.framework.framework.findings
        },
    }


def compare(file: Path, part_rows: Sequence[int], table: Path | None = None) -> None:
    """Assert that a CSV file is scored as record by record, so many rows at a time.

    `table`: the same table in another form, which is scored in the place of it; its faults bear its own name.
    """
    expected, aside = one_by_one(file)
    for size in part_rows:
        folder = file.parent / f"ket-qua-{size}{(table or file).suffix}"
        scored(task_in(folder, part_rows=size), table or file)
        found = results(folder)
        assert found.keys() == expected.keys()
        for place, told in expected.items():
            assert {name: found[place][name] for name in told} == told, place
        assert rejected(folder) == _renamed(aside, file, table or file)


def _renamed(asides: Asides, file: Path, other: Path) -> Asides:
    def renamed(value: object) -> object:
        return value.replace(str(file), str(other)) if isinstance(value, str) else value

    return {row: {tuple(map(renamed, each)) for each in several} for row, several in asides.items()}
