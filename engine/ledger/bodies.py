"""Make what entries say from the values of the engine, and the engine's values from what was kept.

What each kind of entry says, and how it is read strictly, stands in `contents`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from chamdiem.engine.ledger.contents import (
    KeptHistory,
    KeptLayer,
    KeptRecord,
    KeptResult,
    KeptText,
    LayerResult,
    MeetingRef,
)
from chamdiem.engine.ledger.derivations import derivation_lines
from chamdiem.engine.ledger.shapes import written
from chamdiem.engine.reading.catalog import LoadedFramework, framework_from_text
from chamdiem.engine.reading.documents import Document
from chamdiem.engine.reading.record_reader import parse_record, read_field, read_words
from chamdiem.rules.compile.keys import KNOWN
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.meeting import MEETING
from chamdiem.rules.records.moments import read_date
from chamdiem.rules.records.periods import period_kind, read_period_of
from chamdiem.rules.records.scalars import ScalarError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.ledger.entries import Body, Entry
    from chamdiem.engine.reading.documents import Data
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.earlier import EarlierFacts
    from chamdiem.engine.scoring.evaluation import Evaluation, LayerEvaluation, Scoring
    from chamdiem.rules.records.shape import RecordShape


def framework_body(loaded: LoadedFramework) -> Body:
    """Return what is kept of a framework."""
    return {"id": loaded.id, "hash": loaded.hash, "text": loaded.document.text}


def framework_of(entry: Entry) -> LoadedFramework:
    """Return the framework that an entry keeps; refused where it keeps none that is right by today's reading."""
    content = entry.content
    if not isinstance(content, KeptText):
        raise FaultyInput([Fault("ledger.not_kind", details={"number": str(entry.sequence)})])
    return _framework(content.text, content.id)


# every assessment and decision asks for it, and reading it takes longer than all the rest of these
_framework = lru_cache(maxsize=16)(framework_from_text)


def record_body(evaluation: Evaluation) -> Body:
    """Return what is kept of the record that was evaluated, which must say of which meeting it is.

    Of what is one person's own, only what was made of it is kept.
    """
    record = evaluation.record
    body = {"meeting": _meeting(record), "data": _kept(record.document.data, record.shape.personal)}
    if not any(each.personal for each in evaluation.framework.framework.inputs.values()):
        return body
    # a rule or a formula concludes all that comes from no record: what has neither was made beforehand
    given = ((key, found.value) for key, found in evaluation.own.conclusions.items() if found.by is None)
    made = {str(key): value for key, value in given if key.kind not in {"field", "answer"}}
    return {**body, "made": made} if made else body


def is_same_record(kept: Body, body: Body) -> bool:
    """Tell whether two bodies keep the same record; earlier versions did not keep what of one's own was known."""
    made = {text: value for text, value in body.get("made", {}).items() if Key.read(text).kind != KNOWN}
    older = {name: part for name, part in body.items() if name != "made"} | ({"made": made} if made else {})
    return kept in (body, older)


def layer_data(record: Record, layer: str) -> Body:
    """Return what one layer of a record says, as it was written."""
    data = record.document.data
    layers = data.get("assessments") if isinstance(data, dict) else None
    return _kept(layers[layer]) if isinstance(layers, dict) else {}


def record_of(
    entry: Entry, today: dt.date, shape: RecordShape = MEETING, upper: Mapping[str, Any] | None = None
) -> Record:
    """Return the record that an entry keeps; refused as by `framework_of`. `today` bounds its dates.

    `shape`: that of the framework by which it was evaluated. `upper`: what the upper level said of it later.
    """
    content = entry.content
    if not isinstance(content, KeptRecord):
        raise FaultyInput([Fault("ledger.not_kind", details={"number": str(entry.sequence)})])
    data = dict(content.data)
    if upper is not None:
        data["assessments"] = {**data.get("assessments", {}), "upper": upper}
    document = Document(f"#{entry.sequence}", "", _read(data), {}, {})
    made = {Key.read(text): value for text, value in content.made.items()}
    return replace(parse_record(document, today, shape=shape, kept=True), made=made)


def _meeting(record: Record) -> Body:
    shape, cell, period, kind = record.shape, record.cell_as_written or None, record.of_period, record.kind
    needed = {shape.unit: cell, shape.kind: kind, shape.day or shape.period: period}
    lacking = [name for name, told in needed.items() if name and told is None]
    if lacking:
        place = record.document.place(())
        raise FaultyInput(Fault("ledger.no_meeting", (), {"part": name}, place) for name in lacking)
    told = {"cell": cell, "period": period, "date": record.date.isoformat() if record.date else None}
    return {**told, "kind": kind} if shape.kind else {**told, "subject": shape.subject}


def is_of_meeting(data: Mapping[str, Any], meeting: MeetingRef) -> bool:
    """Tell whether a kept record is of a meeting by its own data, read as `record_body` reads it.

    A cell may also go by its name as it was written: earlier versions changed nothing in it.
    """
    if meeting.subject != MEETING.subject:
        return _is_of_subject(data, meeting)
    names = ("period", "date", "meeting_kind")
    try:
        told = {name: read_field(MEETING.by_name[name], data[name]) for name in names if name in data}
    except ScalarError:
        return False
    day, kind = told.get("date"), told.get("meeting_kind")
    period = told.get("period") or (day.isoformat()[:7] if isinstance(day, dt.date) else None)
    return (period, day, kind) == (meeting.period, meeting.date, meeting.kind) and meeting.cell in _cells(data)


def _is_of_subject(data: Mapping[str, Any], meeting: MeetingRef) -> bool:
    """Tell the same of what is no meeting: whose it is, and of which period or day, stand in it by the same names."""
    try:
        day = read_date(data["date"]) if meeting.date is not None else None
        period = meeting.period if day else read_period_of(data.get("period"), (period_kind(meeting.period),))
    except (ScalarError, KeyError):
        return False
    own = day is None or day.isoformat() == meeting.period
    return own and (period, day) == (meeting.period, meeting.date) and meeting.cell in _cells(data, _UNITS)


_MEETING_UNITS = (MEETING.unit, MEETING.unit_name)
_UNITS = ("unit_id", "unit_name")


def _cells(data: Mapping[str, Any], names: tuple[str, ...] = _MEETING_UNITS) -> set[object]:
    """Return by what the cell of a record may go: its id or else its name, as written and as read."""
    for name in names:
        written = data.get(name)
        if isinstance(written, str) and written.strip():
            try:
                return {written.strip(), read_words(written, is_name=True)}
            except ScalarError:
                return {written.strip()}
    return set()


def _kept(data: Data, left_out: frozenset[str] = frozenset()) -> Any:  # noqa: ANN401 - data for JSON
    """Return a document's data for JSON: lists for tuples, plain texts, nothing for what is blank."""
    if isinstance(data, dict):
        return {
            str(key): str(value) if isinstance(value, str) else _kept(value)
            for key, value in data.items()
            if value is not None and key not in left_out
        }
    if isinstance(data, tuple):
        return [_kept(item) for item in data if item is not None]
    return None if data is None else str(data)


def _read(data: Any) -> Data:  # noqa: ANN401 - data from JSON
    """Return a document's data of what `_kept` made."""
    if isinstance(data, dict):
        return {key: value if type(value) is str else _read(value) for key, value in data.items()}
    return tuple(map(_read, data)) if isinstance(data, list) else data


def evaluation_body(evaluation: Evaluation, record: Entry) -> Body:
    """Return what is kept of an evaluation of a record that was kept.

    Of each layer that was scored, what was concluded (points, bounds, total, gates, caps, ratings, findings), and
    the derivation, which is how. Sentences are not kept: they follow from these.
    """
    return {
        "meeting": record.body["meeting"],
        "framework": evaluation.framework.hash,
        "record": record.hash,
        "in_force": not evaluation.outside_force,
        "layers": {name: layer_body(layer) for name, layer in evaluation.layers.items()},
        **({"history": _history(evaluation.earlier)} if evaluation.earlier else {}),
    }


def result_of_evaluation(evaluation: Evaluation, record: Entry) -> KeptResult:
    """Return what the body of an evaluation will say, as whoever reads it will have it."""
    kept, earlier = record.content, evaluation.earlier
    assert isinstance(kept, KeptRecord)  # noqa: S101 - the entry of a record
    return KeptResult(
        meeting=kept.meeting,
        framework=evaluation.framework.hash,
        record=record.hash,
        in_force=not evaluation.outside_force,
        layers={name: _layer(layer) for name, layer in evaluation.layers.items()},
        history=_kept_history(earlier) if earlier else None,
    )


def _history(earlier: EarlierFacts) -> Body:
    told = _kept_history(earlier)
    return {"facts": {name: [*ends] for name, ends in told.facts.items()}, "entries": [*told.entries]}


def _kept_history(earlier: EarlierFacts) -> KeptHistory:
    facts = {fact.name: (fact.least, fact.most) for fact in earlier.facts.values()}
    return KeptHistory(facts=facts, entries=tuple(entry.hash for entry in earlier.entries))


def layer_body(layer: LayerEvaluation) -> Body:
    """Return what is kept of one layer."""
    told = _layer(layer)
    stated = {"stated_rating": told.stated}
    return stated if told.result is None else stated | _result_body(told.result)


def _layer(layer: LayerEvaluation) -> KeptLayer:
    stated = layer.stated.id if layer.stated else None
    return KeptLayer(stated=stated, result=_result(layer.scoring) if layer.scoring else None)


def _result(scoring: Scoring) -> LayerResult:
    criteria, total = scoring.criteria, scoring.total
    to_score = ((score.criterion.id, score.points) for score in scoring.to_score)
    return LayerResult(
        least=total.least,
        most=total.most,
        total=total.award,
        maximum=total.maximum,
        rating=scoring.rating.id if scoring.rating else None,
        possible=tuple([rating.id for rating in scoring.possible]),
        findings=tuple([finding.id for finding in scoring.findings]),
        points={score.criterion.id: score.points.award for score in criteria},
        bounds={name: (points.least, points.most) for name, points in to_score},
        statuses={score.criterion.id: score.status for score in criteria if score.status != "scored"},
        gates=_gates(scoring),
        caps={result.cap.id: result.holds for result in scoring.caps},
        standing=tuple([score.criterion.id for score in criteria if score.idle]),
        derivation=tuple(derivation_lines(scoring.conclusions)),
    )


def _gates(scoring: Scoring) -> dict[str, tuple[bool | None, ...]]:
    gates: dict[str, tuple[bool | None, ...]] = {}
    for result in scoring.gates:
        gates[result.rating.id] = (*gates.get(result.rating.id, ()), result.holds)
    return gates


def _result_body(result: LayerResult) -> Body:
    """Return a result as JSON has it: points are texts."""
    return {
        "least": written(result.least),
        "most": written(result.most),
        "total": written(result.total),
        "maximum": written(result.maximum),
        "rating": result.rating,
        "possible_ratings": [*result.possible],
        "findings": [*result.findings],
        "points": {name: written(points) for name, points in result.points.items()},
        "bounds": {name: [*map(written, ends)] for name, ends in (result.bounds or {}).items()},
        "not_scored": {**result.statuses},
        "gates": {name: [*holds] for name, holds in (result.gates or {}).items()},
        "caps": {**(result.caps or {})},
        "standing": [*(result.standing or ())],
        "derivation": [*(result.derivation or ())],
    }
