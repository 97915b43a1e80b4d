"""Advice → JSON, by a documented schema. Points are decimal strings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.explanation.results import FactNames, points_json
from chamdiem.engine.explanation.results_schema import (
    FACT_NAME,
    FLAG,
    MAYBE_TEXT,
    TEXT,
    TEXTS,
    Json,
    either,
    list_of,
    object_of,
    obstacle_schemas,
)

if TYPE_CHECKING:
    from chamdiem.engine.advice.advice import Advice, Enquiry, Way
    from chamdiem.engine.advice.advice_words import AdviceWords
    from chamdiem.engine.scoring.evaluation import Points
    from chamdiem.engine.scoring.explaining import Obstacle


def advice_json(advice: Advice, words: AdviceWords, version: int = 2) -> Json:
    """Return advice as data: every change of a fact or an answer, when it can be made, and what comes of it.

    A figure that is not written down is never given: `to` is then null. A framework without points has none.
    `version` is that of the evaluation in which it stands: the first names facts and obstacles by texts alone.
    """
    names = FactNames(words.framework, version)
    return {
        "target": advice.target.id,
        "reached": advice.reached,
        "outcome": words.outcome(advice),
        "least": points_json(advice.least, words.framework),
        "most": points_json(advice.most, words.framework),
        "asked": _asked(advice.asked, words, names),
        "blocking": [_obstacle(item, words, names) for item in advice.blocking],
        "because": [_obstacle(item, words, names) for item in advice.because],
        "now": [_way(way, words, names) for way in advice.now],
        "ways": [_way(way, words, names) for way in advice.ways],
    }


def _obstacle(found: Obstacle, words: AdviceWords, names: FactNames) -> Json:
    return (names.obstacle(found) if names.version > 1 else {"kind": found.kind}) | {"text": words.obstacle(found)}


def _asked(asked: Enquiry, words: AdviceWords, names: FactNames) -> Json:
    told = {"fields": asked.fields, "answers": asked.answers}
    return {
        **{name: [names.of(key) if names.version > 1 else key.subject for key in keys] for name, keys in told.items()},
        "undefined": [
            {"criterion": criterion.id, "measure": share.name, "of": whole.name, "value": whole.value}
            for criterion, share, whole in asked.undefined
        ],
        "unmatched": [criterion.id for criterion in asked.unmatched],
        "text": list(words.asked(asked)),
    }


def _way(way: Way, words: AdviceWords, names: FactNames) -> Json:
    total, rating = way.after.total, way.after.rating
    made_up = words.made_up(way)
    return {
        "steps": [
            {
                "fact": names.of(step.key),
                "when": step.when,
                "from": None if step.before is None else words.value(step.key, step.before),
                "to": None if step.key in made_up else words.value(step.key, step.after),
            }
            for step in way.steps
        ],
        "criteria": [
            {"id": old.criterion.id, "from": _award(old.points, words), "to": _award(new.points, words)}
            for old, new in way.changed
        ],
        "total": points_json(total.award, words.framework),
        "least": points_json(total.least, words.framework),
        "rating": rating.id if rating else None,
    }


def _award(points: Points, words: AdviceWords) -> str | None:
    if words.framework.points is not None or points.award is None:
        return points_json(points.award, words.framework)
    return "met" if points.award else "not_met"


def advice_schema(version: int = 2) -> Json:
    """Return the JSON Schema of `advice_json`."""
    fact, facts = (FACT_NAME, list_of(FACT_NAME)) if version > 1 else (TEXT, TEXTS)
    step = {"fact": fact, "when": {"enum": ["record", "now", "next"]}, "from": MAYBE_TEXT, "to": MAYBE_TEXT}
    change = {"id": TEXT, "from": MAYBE_TEXT, "to": MAYBE_TEXT}
    steps, changes = list_of(object_of(**step)), list_of(object_of(**change))
    way = object_of(steps=steps, criteria=changes, total=MAYBE_TEXT, least=MAYBE_TEXT, rating=MAYBE_TEXT)
    kinds = {"enum": ["gate", "gate_open", "cap", "cap_open", "total", "total_open", "together", "empty"]}
    obstacles = list_of(either(*obstacle_schemas(in_advice=True)) if version > 1 else object_of(kind=kinds, text=TEXT))
    undefined = object_of(criterion=TEXT, measure=TEXT, of=TEXT, value={"type": ["integer", "null"]})
    asked = object_of(fields=facts, answers=facts, undefined=list_of(undefined), unmatched=TEXTS, text=TEXTS)
    return object_of(
        target=TEXT, reached=FLAG, outcome=TEXT, least=MAYBE_TEXT, most=MAYBE_TEXT, asked=asked,
        blocking=obstacles, because=obstacles, now=list_of(way), ways=list_of(way),
    )  # fmt: skip
