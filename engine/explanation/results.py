"""Evaluation → JSON, by the documented schema `chamdiem/evaluation/1`. Points are decimal strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chamdiem.engine.explanation.explanation import Explanation, explain
from chamdiem.engine.words import formats
from chamdiem.rules.language.meeting import MEETING
from chamdiem.rules.language.scalars import points_text

if TYPE_CHECKING:
    from chamdiem.engine.explanation.reason_words import CriterionExplanation
    from chamdiem.engine.scoring.evaluation import Evaluation, LayerEvaluation, Points, Scoring
    from chamdiem.engine.scoring.inference import Conclusion, Conclusions
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.language.fields import Field, Value
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.record_shape import RecordShape

SCHEMA = "chamdiem/evaluation/1"

Json = dict[str, Any]


def evaluation_json(evaluation: Evaluation, lang: Lang, *, derivation: bool = False) -> Json:
    """Return an evaluation as data for JSON; with `derivation`, also every fact that was concluded and from what."""
    loaded = evaluation.framework
    provenance = loaded.framework.provenance
    return {
        "schema": SCHEMA,
        "framework": {
            "id": loaded.id,
            "hash": loaded.hash,
            "file": loaded.file if loaded.outside else None,
            "title": loaded.framework.title,
            "authority": {
                "number": loaded.framework.authority.number,
                "date": loaded.framework.authority.date.isoformat(),
                "issuer": loaded.framework.authority.issuer,
            },
            "provenance": {"status": provenance.status, "source": provenance.source, "notice": provenance.notice},
            "in_force": not evaluation.outside_force,
        },
        "settings": evaluation.settings,
        "meeting": {
            field.name: _value(field, evaluation.record.values[field.name])
            for field in evaluation.record.shape.fields
            if field.name in evaluation.record.values and not field.personal
        },
        "limitations": list(evaluation.record.limitations),
        "layers": {
            name: _layer(evaluation, layer, lang, derivation=derivation) for name, layer in evaluation.layers.items()
        },
    }


def _value(field: Field, value: Value) -> object:
    if isinstance(value, bool | int | str):
        return value
    return formats.value(field, value, "en") if field.type == "time" else value.isoformat()


def _layer(evaluation: Evaluation, layer: LayerEvaluation, lang: Lang, *, derivation: bool) -> Json:
    stated = layer.stated.id if layer.stated else None
    if layer.scoring is None:
        return {"stated_rating": stated, "scored": False}
    scoring, framework = layer.scoring, evaluation.framework.framework
    explanation = explain(evaluation, lang, layer.layer)
    told: Json = {
        "stated_rating": stated,
        "scored": True,
        **_ends(framework, scoring.total, empty=scoring.empty),
        "complete": scoring.complete,
        "to_score": [score.criterion.id for score in scoring.to_score],
        "rating": scoring.rating.id if scoring.rating else None,
        "rating_title": scoring.rating.title if scoring.rating else None,
        "possible_ratings": [rating.id for rating in scoring.possible],
        "gates": [
            {"rating": result.rating.id, "title": result.gate.title, "holds": result.holds} for result in scoring.gates
        ],
        "caps": [{"id": result.cap.id, "reason": result.cap.reason, "holds": result.holds} for result in scoring.caps],
        "findings": [{"id": finding.id, "message": finding.message} for finding in scoring.findings],
        "explanation": {"summary": list(explanation.summary), "warnings": list(explanation.warnings)},
        "groups": _groups(framework, scoring, explanation),
    }
    if derivation:
        told["derivation"] = _derivation(scoring.conclusions)
    return told


def _ends(framework: Framework, points: Points, *, empty: bool = False) -> Json:
    """A total that is not known yet is given as its floor; `most` is then its ceiling.

    A framework without points counts the criteria that are met instead; where nothing applies there is neither.
    """
    ends = [None if empty else end for end in (points.least, points.most)]
    if framework.points is None:
        met = {"least": ends[0], "most": ends[1], "of": points.maximum}
        return {"total": None, "most": None, "maximum": None, "met": met}
    total, most = (None if end is None else points_text(end) for end in ends)
    maximum = None if points.maximum is None else points_text(points.maximum)
    return {"total": total, "most": most, "maximum": maximum, "met": None}


def _groups(framework: Framework, scoring: Scoring, explanation: Explanation) -> list[Json]:
    explained = {item.id: item for item in explanation.criteria}
    return [
        {
            "id": group.group.id,
            "title": group.group.title,
            **_ends(framework, group.points),
            "complete": group.points.award is not None,
            "criteria": [_criterion(framework, explained[score.criterion.id]) for score in group.criteria],
        }
        for group in scoring.groups
    ]


def _criterion(framework: Framework, item: CriterionExplanation) -> Json:
    score = item.score
    award = score.points.award
    ends = (award, score.points.least, score.points.most, score.points.maximum)
    told = [None if end is None or framework.points is None else points_text(end) for end in ends]
    return {
        "id": item.id,
        "title": score.criterion.title,
        **dict(zip(("points", "least", "most", "maximum"), told, strict=True)),
        "met": award == 1 if framework.points is None and award is not None and score.points.maximum else None,
        "status": score.status,
        "treatment": score.rule.then if score.rule else None,
        "missing": [f"{key.kind}:{key.subject}" for key in score.missing],
        "clause": item.clause,
        "note": score.note,
        "facts": list(item.facts),
        "reason": item.reason,
        "better": item.better,
    }


def _derivation(concluded: Conclusions) -> list[Json]:
    """Every fact in the order in which it was concluded: its stored integer, what concluded it, and what that used."""
    return [
        {
            "fact": str(key),
            "value": conclusion.value,
            "by": _by(conclusion),
            "uses": [str(used) for used in conclusion.uses],
            "clause": conclusion.clause or None,
        }
        for key, conclusion in concluded.items()
    ]


def _by(conclusion: Conclusion) -> str | None:
    """Return the name of the rule that concluded a fact, or what sort of formula did; None for a given fact."""
    return None if conclusion.by is None else conclusion.by.name


def evaluation_schema(advice: Json, shape: RecordShape = MEETING) -> Json:
    """Return the JSON Schema of `evaluation_json`; `advice` is that of the advice which may stand beside it."""
    text: Json = {"type": "string"}
    flag: Json = {"type": "boolean"}
    texts = _list(text)
    maybe_text: Json = {"type": ["string", "null"]}
    points: Json = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,2})?$"}
    maybe_points: Json = {"anyOf": [points, {"type": "null"}]}
    maybe_flag: Json = {"type": ["boolean", "null"]}
    maybe_count: Json = {"type": ["integer", "null"], "minimum": 0}
    met = {"anyOf": [_object(least=maybe_count, most=maybe_count, of=maybe_count), {"type": "null"}]}
    span: Json = {"total": maybe_points, "most": maybe_points, "maximum": maybe_points, "met": met, "complete": flag}
    status: Json = {"enum": ["scored", "not_applicable", "missing", "undefined", "unmatched"]}
    treatment: Json = {"enum": ["full_marks", "zero", "excluded", "rescaled", None]}
    criterion = _object(
        id=text, title=text, points=maybe_points, least=maybe_points, most=maybe_points, maximum=maybe_points,
        met=maybe_flag, status=status, treatment=treatment, missing=texts, clause=text, note=maybe_text, facts=texts,
        reason=text, better=maybe_text,
    )  # fmt: skip
    group = _object(id=text, title=text, **span, criteria=_list(criterion))
    step = _object(fact=text, value={"type": "integer"}, by=maybe_text, uses=texts, clause=maybe_text)
    scored = _object(
        stated_rating=maybe_text, scored={"const": True}, **span, to_score=texts, rating=maybe_text,
        rating_title=maybe_text, possible_ratings=texts,
        gates=_list(_object(rating=text, title=text, holds=maybe_flag)),
        caps=_list(_object(id=text, reason=text, holds=maybe_flag)), findings=_list(_object(id=text, message=text)),
        explanation=_object(summary=texts, warnings=texts), groups=_list(group), derivation=_list(step),
    )  # fmt: skip
    scored["required"] = [name for name in scored["required"] if name != "derivation"]
    unscored = _object(stated_rating=maybe_text, scored={"const": False})
    authority = _object(number=text, date={"type": "string", "format": "date"}, issuer=text)
    framework = _object(
        id=text, hash={"type": "string", "pattern": "^[0-9a-f]{64}$"}, file=maybe_text, title=text, authority=authority,
        provenance=_object(
            status={"enum": ["official", "secondary", "reconstructed"]}, source=text, notice=maybe_text,
        ), in_force=flag,
    )  # fmt: skip
    meeting = {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.name: {} for field in shape.fields if not field.personal},
    }
    layers = {"type": "object", "required": ["self"], "additionalProperties": {"oneOf": [scored, unscored]}}
    whole = _object(
        schema={"const": SCHEMA},
        framework=framework,
        settings=maybe_text,
        meeting=meeting,
        limitations=texts,
        layers=layers,
    )
    whole["properties"] |= {"advice": advice}  # where it was asked for
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, **whole}


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}
