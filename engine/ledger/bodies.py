"""What each kind of entry says, made from the values of the engine, and read back into them.

framework: `id`, `hash` (of its content), `text` (whole, as it was written).
record: `meeting`, `data` (the record as it was written, without blanks, comments, layout and persons' names).
evaluation: `meeting`, `framework` (hash of content), `record` (hash of entry), `in_force`, `layers`.
decision: `meeting`, `after`, `record` (hash of entry), `rating`, `role`.
correction: `meeting`, `after`, `supersedes` (hash of entry), `by` (hash of the record's entry that takes its place, or
null), `reason`, `role`.
override: `meeting`, `after`, `evaluation` (hash of entry), `layer`, `criterion`, `points`, `reason`, `role`.

`meeting` is `cell`, `period`, `date`, `kind`, each text or null. `after` is the hash of the last entry about the meeting:
the same decision made anew after another one is a new entry.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from chamdiem.engine.catalog import LoadedFramework, framework_from_text
from chamdiem.engine.documents import read_bytes
from chamdiem.engine.records import Record, parse_record
from chamdiem.engine.results import PERSONAL
from chamdiem.rules.faults import Fault, FaultyInput
from chamdiem.rules.program import Rule
from chamdiem.rules.scalars import points_text

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.documents import Data
    from chamdiem.engine.inference import Conclusions
    from chamdiem.engine.ledger.entries import Body, Entry
    from chamdiem.engine.scoring import Evaluation, LayerEvaluation, Scoring


def framework_body(loaded: LoadedFramework) -> Body:
    """Return what is kept of a framework."""
    return {"id": loaded.id, "hash": loaded.hash, "text": loaded.document.text}


def framework_of(entry: Entry) -> LoadedFramework:
    """Return the framework that an entry keeps, read from its text.

    Raises:
        FaultyInput: the text is not right by today's reading.
    """
    return framework_from_text(entry.body["text"], entry.body["id"])


def record_body(record: Record) -> Body:
    """Return what is kept of a record.

    Raises:
        FaultyInput: it does not say which meeting it is of.
    """
    return {"meeting": _meeting(record), "data": _kept(record.document.data, PERSONAL)}


def record_of(entry: Entry, today: dt.date) -> Record:
    """Return the record that an entry keeps, read anew; `today` bounds its dates.

    Raises:
        FaultyInput: it is not right by today's reading.
    """
    content = json.dumps(entry.body["data"], ensure_ascii=False, indent=1).encode()
    return parse_record(read_bytes(content, f"#{entry.sequence}.json"), today)


def _meeting(record: Record) -> Body:
    cell = record.text("cell_id") or record.text("cell_name")
    period, kind = record.text("period"), record.text("meeting_kind")
    lacking = [
        name
        for name, told in (("cell_id", cell), ("meeting_kind", kind), ("date", record.date or period))
        if told is None
    ]
    if lacking:
        place = record.document.place(())
        raise FaultyInput(Fault("ledger.no_meeting", (), {"part": name}, place) for name in lacking)
    date = record.date.isoformat() if record.date else None
    return {"cell": cell, "period": period or (date or "")[:7], "date": date, "kind": kind}


def _kept(data: Data, left_out: frozenset[str] = frozenset()) -> Any:  # noqa: ANN401 - data for JSON
    """Return a document's data for JSON: lists for tuples, plain texts, nothing for what is blank."""
    if isinstance(data, dict):
        kept = {str(key): _kept(value) for key, value in data.items() if key not in left_out}
        return {key: value for key, value in kept.items() if value not in (None, {}, [])}
    if isinstance(data, tuple):
        return [_kept(item) for item in data if item is not None]
    return None if data is None else str(data)


def evaluation_body(evaluation: Evaluation, record: Entry) -> Body:
    """Return what is kept of an evaluation of a record that was kept.

    Of each layer that was scored: the points of every criterion, the total, the ratings, and every fact that was
    concluded, in that order, with what concluded it and from what. Sentences are not kept: they follow from these.
    """
    return {
        "meeting": record.body["meeting"],
        "framework": evaluation.framework.hash,
        "record": record.hash,
        "in_force": not evaluation.outside_force,
        "layers": {name: _layer(layer) for name, layer in evaluation.layers.items()},
    }


def _layer(layer: LayerEvaluation) -> Body:
    stated = {"stated_rating": layer.stated.id if layer.stated else None}
    return stated if layer.scoring is None else stated | _scoring(layer.scoring)


def _scoring(scoring: Scoring) -> Body:
    return {
        "least": points_text(scoring.total.least),
        "most": points_text(scoring.total.most),
        "total": _points(scoring.total.award),
        "maximum": _points(scoring.total.maximum),
        "rating": scoring.rating.id if scoring.rating else None,
        "possible_ratings": [rating.id for rating in scoring.possible],
        "findings": [finding.id for finding in scoring.findings],
        "criteria": {
            score.criterion.id: {"points": _points(score.points.award), "status": score.status}
            for score in scoring.criteria
        },
        "derivation": _derivation(scoring.conclusions),
    }


def _points(points: int | None) -> str | None:
    return None if points is None else points_text(points)


def _derivation(concluded: Conclusions) -> list[list[Any]]:
    """Return each fact as [name, stored whole number, what concluded it, the facts used …]; a given fact has no more."""
    steps = []
    for key, conclusion in concluded.items():
        by = conclusion.by
        step: list[Any] = [str(key), conclusion.value]
        if by is not None:
            step += [by.name if isinstance(by, Rule) else type(by).__name__.lower(), *map(str, conclusion.uses)]
        steps.append(step)
    return steps
