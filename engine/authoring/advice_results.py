"""Advice → JSON, by a documented schema, and → the one sentence that may end a sheet. Points are decimal strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chamdiem.engine.authoring.advice import Advice, advise
from chamdiem.engine.authoring.advice_words import AdviceWords
from chamdiem.engine.scoring import Scorer
from chamdiem.rules.scalars import points_text

if TYPE_CHECKING:
    from chamdiem.engine.authoring.advice import Obstacle, Way
    from chamdiem.engine.scoring import Evaluation
    from chamdiem.engine.texts import Lang

Json = dict[str, Any]


def advice_line(evaluation: Evaluation, lang: Lang = "vi") -> str | None:
    """Return what would raise a meeting's own rating as one sentence; None where no rating is better."""
    advice, words = advice_on(evaluation, lang)
    return None if advice.reached else words.line(advice)


def advice_on(evaluation: Evaluation, lang: Lang) -> tuple[Advice, AdviceWords]:
    """Return the advice on a meeting's own score, and what says it."""
    scorer = Scorer(evaluation.framework)
    return advise(scorer, evaluation), AdviceWords(scorer.framework, scorer.program, lang)


def advice_json(advice: Advice, words: AdviceWords) -> Json:
    """Return advice as data: every change of a fact or an answer, when it can be made, and what comes of it."""
    return {
        "target": advice.target.id,
        "reached": advice.reached,
        "outcome": words.outcome(advice),
        "blocking": [_obstacle(item, words) for item in advice.blocking],
        "because": [_obstacle(item, words) for item in advice.because],
        "now": [_way(way, words) for way in advice.now],
        "ways": [_way(way, words) for way in advice.ways],
    }


def _obstacle(obstacle: Obstacle, words: AdviceWords) -> Json:
    return {"kind": obstacle.kind, "text": words.obstacle(obstacle)}


def _way(way: Way, words: AdviceWords) -> Json:
    total, rating = way.after.total, way.after.rating
    return {
        "steps": [
            {
                "fact": f"{step.key.kind}:{step.key.subject}",
                "when": step.when,
                "from": None if step.before is None else words.value(step.key, step.before),
                "to": words.value(step.key, step.after),
            }
            for step in way.steps
        ],
        "criteria": [
            {"id": old.criterion.id, "from": _points(old.points.award), "to": _points(new.points.award)}
            for old, new in way.changed
        ],
        "total": _points(total.award),
        "least": points_text(total.least),
        "rating": rating.id if rating else None,
    }


def _points(points: int | None) -> str | None:
    return None if points is None else points_text(points)


def advice_schema() -> Json:
    """Return the JSON Schema of `advice_json`."""
    text, maybe_text = {"type": "string"}, {"type": ["string", "null"]}
    when = {"enum": ["record", "now", "next"]}
    step: dict[str, Json] = {"fact": text, "when": when, "from": maybe_text, "to": text}
    criterion: dict[str, Json] = {"id": text, "from": maybe_text, "to": maybe_text}
    steps, criteria = _list(**step), _list(**criterion)
    ways = _list(steps=steps, criteria=criteria, total=maybe_text, least=text, rating=maybe_text)
    obstacles = _list(kind={"enum": ["gate", "cap", "total", "together"]}, text=text)
    flag = {"type": "boolean"}
    return _object(target=text, reached=flag, outcome=text, blocking=obstacles, because=obstacles, now=ways, ways=ways)


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(**properties: Json) -> Json:
    return {"type": "array", "items": _object(**properties)}
