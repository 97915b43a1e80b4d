"""Advice → JSON, by a documented schema, and → the one sentence that may end a sheet. Points are decimal strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chamdiem.engine.advice.advice import Advice, advise
from chamdiem.engine.advice.advice_words import AdviceWords
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.language.scalars import points_text

if TYPE_CHECKING:
    from chamdiem.engine.advice.advice import Enquiry, Way
    from chamdiem.engine.scoring.evaluation import Evaluation, Points
    from chamdiem.engine.scoring.withheld import Obstacle
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
    """Return advice as data: every change of a fact or an answer, when it can be made, and what comes of it.

    A figure that is not written down is never given: `to` is then null. A framework without points has none.
    """
    pointed = words.framework.points is not None
    return {
        "target": advice.target.id,
        "reached": advice.reached,
        "outcome": words.outcome(advice),
        "least": points_text(advice.least) if pointed else None,
        "most": points_text(advice.most) if pointed else None,
        "asked": _asked(advice.asked, words),
        "blocking": [_obstacle(item, words) for item in advice.blocking],
        "because": [_obstacle(item, words) for item in advice.because],
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


def _obstacle(obstacle: Obstacle, words: AdviceWords) -> Json:
    return {"kind": obstacle.kind, "text": words.obstacle(obstacle)}


def _way(way: Way, words: AdviceWords) -> Json:
    total, rating = way.after.total, way.after.rating
    pointed = words.framework.points is not None
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
        "total": _points(total.award) if pointed else None,
        "least": points_text(total.least) if pointed else None,
        "rating": rating.id if rating else None,
    }


def _award(points: Points, words: AdviceWords) -> str | None:
    if words.framework.points is not None or points.award is None:
        return _points(points.award)
    return "met" if points.award else "not_met"


def _points(points: int | None) -> str | None:
    return None if points is None else points_text(points)


def advice_schema() -> Json:
    """Return the JSON Schema of `advice_json`."""
    text, maybe_text = {"type": "string"}, {"type": ["string", "null"]}
    texts = {"type": "array", "items": text}
    when = {"enum": ["record", "now", "next"]}
    step: dict[str, Json] = {"fact": text, "when": when, "from": maybe_text, "to": maybe_text}
    criterion: dict[str, Json] = {"id": text, "from": maybe_text, "to": maybe_text}
    steps, criteria = _list(**step), _list(**criterion)
    ways = _list(steps=steps, criteria=criteria, total=maybe_text, least=maybe_text, rating=maybe_text)
    kinds = {"enum": ["gate", "gate_open", "cap", "cap_open", "total", "total_open", "together", "empty"]}
    obstacles = _list(kind=kinds, text=text)
    undefined = _list(criterion=text, measure=text, of=text, value={"type": ["integer", "null"]})
    asked = _object(fields=texts, answers=texts, undefined=undefined, unmatched=texts, text=texts)
    return _object(
        target=text, reached={"type": "boolean"}, outcome=text, least=maybe_text, most=maybe_text, asked=asked,
        blocking=obstacles, because=obstacles, now=ways, ways=ways,
    )  # fmt: skip


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(**properties: Json) -> Json:
    return {"type": "array", "items": _object(**properties)}
