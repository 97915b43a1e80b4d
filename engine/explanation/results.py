"""Evaluation → JSON, by the documented schemas `chamdiem/evaluation/2` and `1`. Points are decimal strings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.explanation.explanation import Explanation, explain
from chamdiem.engine.explanation.reason_json import (
    arithmetic_json,
    better_json,
    measured_json,
    moment_json,
    points_json,
    reason_json,
    withheld_json,
)
from chamdiem.engine.texts import Lang, say_fault

if TYPE_CHECKING:
    from chamdiem.engine.explanation.json_schema import Json
    from chamdiem.engine.explanation.reason_words import CriterionExplanation
    from chamdiem.engine.scoring.evaluation import Evaluation, LayerEvaluation, Points
    from chamdiem.engine.scoring.explaining import LayerReasons
    from chamdiem.engine.scoring.inference import Conclusion, Conclusions
    from chamdiem.rules.language.framework import Framework

SCHEMAS = {1: "chamdiem/evaluation/1", 2: "chamdiem/evaluation/2"}
"""The schemas by version. The first has the reasons as sentences only; it is written for those who read it already."""


def evaluation_json(evaluation: Evaluation, lang: Lang, *, derivation: bool = False, version: int = 2) -> Json:
    """Return an evaluation as data for JSON; with `derivation`, also every fact that was concluded and from what."""
    loaded = evaluation.framework
    provenance = loaded.framework.provenance
    return {
        "schema": SCHEMAS[version],
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
            field.name: value if isinstance(value, bool | int | str) else moment_json(value)
            for field in evaluation.record.shape.fields
            if (value := evaluation.record.values.get(field.name)) is not None and not field.personal
        },
        "limitations": list(evaluation.record.limitations),
        "layers": {
            name: _layer(evaluation, layer, lang, version) | _derived(layer, derivation=derivation)
            for name, layer in evaluation.layers.items()
        },
    }


def _layer(evaluation: Evaluation, layer: LayerEvaluation, lang: Lang, version: int) -> Json:
    stated = layer.stated.id if layer.stated else None
    if layer.scoring is None:
        return {"stated_rating": stated, "scored": False}
    scoring, framework = layer.scoring, evaluation.framework.framework
    explanation = explain(evaluation, lang, layer.layer)
    return {
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
        **(_reasons(explanation.why, lang) if version > 1 else {}),
        "explanation": {"summary": list(explanation.summary), "warnings": list(explanation.warnings)},
        "groups": _groups(explanation, framework, version),
    }


def _derived(layer: LayerEvaluation, *, derivation: bool) -> Json:
    return {"derivation": _derivation(layer.scoring.conclusions)} if derivation and layer.scoring else {}


def _reasons(why: LayerReasons, lang: Lang) -> Json:
    """What explains the whole: how the total was made, what withheld better ratings, what does not fit together."""
    return {
        "arithmetic": arithmetic_json(why.arithmetic) if why.arithmetic else None,
        "withheld": [withheld_json(found) for found in why.withheld],
        "contradictions": [
            {"layer": found.layer, "stated": found.stated.id, "by": found.by} for found in why.contradictions
        ],
        "oddities": [
            {"code": fault.code, "field": str(fault.path[0]), "text": say_fault(lang, fault, placed=False)}
            for fault in why.oddities
        ],
    }


def _ends(framework: Framework, points: Points, *, empty: bool = False) -> Json:
    """A total that is not known yet is given as its floor; `most` is then its ceiling.

    A framework without points counts the criteria that are met instead; where nothing applies there is neither.
    """
    ends = [None if empty else end for end in (points.least, points.most)]
    if framework.points is None:
        met = {"least": ends[0], "most": ends[1], "of": points.maximum}
        return {"total": None, "most": None, "maximum": None, "met": met}
    total, most, maximum = (points_json(end, framework) for end in (*ends, points.maximum))
    return {"total": total, "most": most, "maximum": maximum, "met": None}


def _groups(explanation: Explanation, framework: Framework, version: int) -> list[Json]:
    explained = {item.id: item for item in explanation.criteria}
    return [
        {
            "id": group.group.id,
            "title": group.group.title,
            **_ends(framework, group.points),
            "complete": group.points.award is not None,
            "criteria": [_criterion(explained[score.criterion.id], framework, version) for score in group.criteria],
        }
        for group in explanation.why.scoring.groups
    ]


def _criterion(item: CriterionExplanation, framework: Framework, version: int) -> Json:
    score = item.score
    award = score.points.award
    ends = (award, score.points.least, score.points.most, score.points.maximum)
    told = [points_json(end, framework) for end in ends]
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
        **(_as_sentences(item) if version == 1 else _as_values(item, framework)),
    }


def _as_sentences(item: CriterionExplanation) -> Json:
    return {"facts": list(item.facts), "reason": item.reason, "better": item.better}


def _as_values(item: CriterionExplanation, framework: Framework) -> Json:
    why = item.why
    return {
        "evidence": list(why.score.evidence),
        "facts": [
            measured_json(fact, framework) | {"text": text} for fact, text in zip(why.facts, item.facts, strict=True)
        ],
        "reason": reason_json(why.decided, framework) | {"text": item.reason},
        "better": better_json(why.better, framework) | {"text": item.better} if why.better else None,
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
