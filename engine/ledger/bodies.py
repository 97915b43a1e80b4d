"""What each kind of entry says, made from the values of the engine, and read back into them.

framework: `id`, `hash` (of its content), `text` (whole, as it was written).
record: `meeting`, `data` (the record as it was written, without blanks, comments, layout and persons' names).
evaluation: `meeting`, `framework` (hash of its content), `record`, `in_force`, `layers`.
decision: `meeting`, `after`, `evaluation`, `rating`, `role`.
correction: `meeting`, `after`, `supersedes`, `by` (the evaluation that takes its place, and with it its record; null:
none does), `reason`, `role`.
override: `meeting`, `after`, `evaluation`, `layer`, `criterion`, `points`, `reason`, `role`.
seal: `meeting`, `evaluation`, `sheet` (SHA-256 of the file that was printed of it).

`meeting` is `cell`, `period`, `date` (null: not given), `kind`. Other entries are named by their hashes. `after` is the
last entry about the meeting, so that what is decided anew after something else is a new entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chamdiem.engine.catalog import LoadedFramework, framework_from_text
from chamdiem.engine.reading.documents import Document
from chamdiem.engine.reading.records import Record, parse_record
from chamdiem.engine.results import PERSONAL
from chamdiem.rules.faults import Fault, FaultyInput
from chamdiem.rules.program import Rule
from chamdiem.rules.scalars import points_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from chamdiem.engine.inference import Conclusions
    from chamdiem.engine.ledger.entries import Body, Entry
    from chamdiem.engine.reading.documents import Data
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
    return parse_record(Document(f"#{entry.sequence}", "", _read(entry.body["data"]), {}, {}), today, kept=True)


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
        return {str(key): _kept(value) for key, value in data.items() if value is not None and key not in left_out}
    if isinstance(data, tuple):
        return [_kept(item) for item in data if item is not None]
    return None if data is None else str(data)


def _read(data: Any) -> Data:  # noqa: ANN401 - data from JSON
    """Return a document's data of what `_kept` made."""
    if isinstance(data, dict):
        return {key: _read(value) for key, value in data.items()}
    return tuple(map(_read, data)) if isinstance(data, list) else data


def evaluation_body(evaluation: Evaluation, record: Entry) -> Body:
    """Return what is kept of an evaluation of a record that was kept.

    Of each layer that was scored: the total, the ratings, the points of every criterion, the status of those that were
    not simply scored, and the derivation. Sentences are not kept: they follow from these.
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
        "points": {score.criterion.id: _points(score.points.award) for score in scoring.criteria},
        "not_scored": {score.criterion.id: score.status for score in scoring.criteria if score.status != "scored"},
        "derivation": _derivation(scoring.conclusions),
    }


def _points(points: int | None) -> str | None:
    return None if points is None else points_text(points)


def _derivation(concluded: Conclusions) -> list[str]:
    """Return each fact as a line: those that were given by name, then the others in the order in which they followed.

    `award 2.1 = 400 <- 2.1/bands/0: 57` says that the rule 2.1/bands/0 concluded it from the fact on line 57, the first
    being line 0; a fact that was given has its value only.
    """
    given = sorted((key for key, conclusion in concluded.items() if conclusion.by is None), key=str)
    order = [*given, *(key for key, conclusion in concluded.items() if conclusion.by is not None)]
    places = {key: place for place, key in enumerate(order)}
    lines = []
    for key, conclusion in ((key, concluded[key]) for key in order):
        by = conclusion.by
        origin = ""
        if by is not None:
            name = by.name if isinstance(by, Rule) else type(by).__name__.lower()
            origin = f" <- {name}: {' '.join([str(places[used]) for used in conclusion.uses])}"
        lines.append(f"{key} = {conclusion.value}{origin}")
    return lines


@dataclass(frozen=True, slots=True)
class Step:
    """One fact of a derivation: its value (points are hundredths), and what concluded it from which others, if any."""

    fact: str
    value: int
    by: str | None
    uses: tuple[str, ...]


def read_derivation(lines: Sequence[str]) -> list[Step]:
    """Return the facts of a derivation that was kept."""
    told = [line.partition(" <- ") for line in lines]
    facts = [fact.partition(" = ") for fact, _, _ in told]
    origins = [origin.partition(": ") for _, _, origin in told]
    return [
        Step(fact, int(value), by or None, tuple(facts[int(place)][0] for place in uses.split()))
        for (fact, _, value), (by, _, uses) in zip(facts, origins, strict=True)
    ]
