"""From the facts of a witness back to a meeting's record, and the proof that scoring it shows what is claimed."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.inference import InferenceError, RuleEngine
from chamdiem.rules.analysis.lint.defects import OWN_LAYER
from chamdiem.rules.compile.interpreter import only
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.evaluation import Scoring
    from chamdiem.engine.scoring.scorer import Scorer
    from chamdiem.rules.analysis.lint.defects import Witness, WitnessScoring
    from chamdiem.rules.language.framework import Framework

Data = dict[str, object]


def record_data(facts: Mapping[Key, int], framework: Framework, layer: str = OWN_LAYER) -> Data:
    """Return a record, as its file would be written, that has the given fields, and answers of a layer."""
    data: Data = {"framework": framework.framework}
    fields = framework.shape.by_name
    data |= {key.subject: fields[key.subject].written(value) for key, value in facts.items() if key.kind == "field"}
    answers = {key: value for key, value in facts.items() if key.kind == "answer"}
    if answers:
        data["assessments"] = {layer: {"answers": _answers(answers, framework)}}
    return data


def _answers(answers: Mapping[Key, int], framework: Framework) -> Data:
    questions = Scope(framework).questions
    written: Data = {}
    for key, value in answers.items():
        question, text = questions[key], questions[key].quantity.written(value)
        if not question.place:
            written[question.criterion.id] = text
            continue
        parts = written.setdefault(question.criterion.id, {})
        if isinstance(parts, dict):
            parts[question.place] = text
    return written


def read(facts: Mapping[Key, int], framework: Framework, layer: str = OWN_LAYER) -> Record:
    """Return the record of a witness: written as a file is, then read and checked as any other.

    Raises:
        FaultyInput: it is no record.
    """
    text = json.dumps(record_data(facts, framework, layer))
    return parse_record(read_bytes(text.encode(), "witness.json"), dt.date.max, shape=framework.shape)


def is_shown(witness: Witness, scorer: Scorer) -> bool:
    """Tell whether scoring the witness gives what it is said to give."""
    try:
        record = read(witness.facts, scorer.framework, witness.layer)
        scored = scorer.evaluate(record).layers.get(witness.layer)
        # a layer that answers nothing has not scored, and yet its record shows what it shows
        scoring = scored.scoring if scored else scorer.of_layer(witness.layer).score_facts(record, witness.facts)
        return scoring is not None and _gives(witness.shows, scoring)
    except FaultyInput:
        return False
    except InferenceError as error:
        return error.code == "inference.conflict" and _gives_alone(witness, scorer.of_layer(witness.layer))


def _gives(shows: WitnessScoring, scoring: Scoring) -> bool:
    if shows.kind == "numbers":
        return all(scoring.facts.get(key) == value for key, value in shows.numbers)
    if shows.kind in {"total", "unrated"}:
        return scoring.total.award == shows.value and (shows.kind == "total" or scoring.unrated)
    score = next((score for score in scoring.criteria if score.criterion.id == shows.criterion), None)
    if score is None or shows.kind == "conflict":
        return False
    if shows.kind == "award":
        return score.points.award == shows.value
    # where a gap meets something else of the criterion that cannot be made, that is its status
    return score.status == shows.kind or (shows.kind, score.status) == ("unmatched", "undefined")


def _gives_alone(witness: Witness, scorer: Scorer) -> bool:
    """Tell the same of a criterion by itself: where any rules disagree, nothing is scored at all."""
    own = witness.shows.criterion
    keys = [Key(kind, own) for kind in ("score", "award", "treatment")]
    program = only(scorer.program, keys)
    try:
        concluded = RuleEngine(program).run(witness.facts)
    except InferenceError:
        return witness.shows.kind == "conflict"
    award = concluded.get(Key("award", own))
    if witness.shows.kind == "award":
        return award is not None and award.value == witness.shows.value
    return witness.shows.kind in {"unmatched", "undefined"} and award is None
