"""Advice → JSON, by a documented schema. Points are decimal strings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.explanation.results import points_json
from chamdiem.engine.explanation.results_schema import FLAG, MAYBE_TEXT, TEXT, TEXTS, Json, list_of, object_of

if TYPE_CHECKING:
    from chamdiem.engine.advice.advice import Advice, Enquiry, Way
    from chamdiem.engine.advice.advice_words import AdviceWords
    from chamdiem.engine.scoring.evaluation import Points


def advice_json(advice: Advice, words: AdviceWords) -> Json:
    """Return advice as data: every change of a fact or an answer, when it can be made, and what comes of it.

    A figure that is not written down is never given: `to` is then null. A framework without points has none.
    """
    return {
        "target": advice.target.id,
        "reached": advice.reached,
        "outcome": words.outcome(advice),
        "least": points_json(advice.least, words.framework),
        "most": points_json(advice.most, words.framework),
        "asked": _asked(advice.asked, words),
        "blocking": [{"kind": item.kind, "text": words.obstacle(item)} for item in advice.blocking],
        "because": [{"kind": item.kind, "text": words.obstacle(item)} for item in advice.because],
        "now": [_way(way, words) for way in advice.now],
        "ways": [_way(way, words) for way in advice.ways],
    }


def _asked(asked: Enquiry, words: AdviceWords) -> Json:
    return {
        "fields": [key.subject for key in asked.fields],
        "answers": [key.subject for key in asked.answers],
        "undefined": [
            {"criterion": criterion.id, "measure": share.name, "of": whole.name, "value": whole.value}
            for criterion, share, whole in asked.undefined
        ],
        "unmatched": [criterion.id for criterion in asked.unmatched],
        "text": list(words.asked(asked)),
    }


def _way(way: Way, words: AdviceWords) -> Json:
    total, rating = way.after.total, way.after.rating
    made_up = words.made_up(way)
    return {
        "steps": [
            {
                "fact": f"{step.key.kind}:{step.key.subject}",
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


def advice_schema() -> Json:
    """Return the JSON Schema of `advice_json`."""
    step = {"fact": TEXT, "when": {"enum": ["record", "now", "next"]}, "from": MAYBE_TEXT, "to": MAYBE_TEXT}
    change = {"id": TEXT, "from": MAYBE_TEXT, "to": MAYBE_TEXT}
    steps, changes = list_of(object_of(**step)), list_of(object_of(**change))
    way = object_of(steps=steps, criteria=changes, total=MAYBE_TEXT, least=MAYBE_TEXT, rating=MAYBE_TEXT)
    kinds = {"enum": ["gate", "gate_open", "cap", "cap_open", "total", "total_open", "together", "empty"]}
    obstacles = list_of(object_of(kind=kinds, text=TEXT))
    undefined = object_of(criterion=TEXT, measure=TEXT, of=TEXT, value={"type": ["integer", "null"]})
    asked = object_of(fields=TEXTS, answers=TEXTS, undefined=list_of(undefined), unmatched=TEXTS, text=TEXTS)
    return object_of(
        target=TEXT, reached=FLAG, outcome=TEXT, least=MAYBE_TEXT, most=MAYBE_TEXT, asked=asked,
        blocking=obstacles, because=obstacles, now=list_of(way), ways=list_of(way),
    )  # fmt: skip
