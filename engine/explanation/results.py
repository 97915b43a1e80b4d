"""Evaluation → JSON, by the documented schemas `chamdiem/evaluation/2` and `1`. Points are decimal strings.

Reasons are codes with their details; the words stand beside.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from chamdiem.engine.explanation.explanation import Explanation, explain
from chamdiem.engine.scoring import reasons
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.engine.words import formats
from chamdiem.rules.compile.keys import beneath, gate_key, group_of
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import PERCENT_DECIMALS, places
from chamdiem.rules.records.scalars import points_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.explanation.reason_words import CriterionExplanation
    from chamdiem.engine.explanation.results_schema import Json
    from chamdiem.engine.scoring.conclusions import Conclusions
    from chamdiem.engine.scoring.earlier import KnownBy
    from chamdiem.engine.scoring.evaluation import Evaluation, GroupScore, LayerEvaluation, Lowering, Points, Scoring
    from chamdiem.engine.scoring.explaining import Arithmetic, LayerReasons, Obstacle, Withheld
    from chamdiem.engine.scoring.reasons import Better, Decided, PartPoints, Settled, Tallied
    from chamdiem.rules.compile.measures import Measured
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.tallies import TallyItem
    from chamdiem.rules.language.ways import Level, NamedLevel, Part
    from chamdiem.rules.records.fields import Value

SCHEMAS = {1: "chamdiem/evaluation/1", 2: "chamdiem/evaluation/2"}
"""The schemas by version. The first has the reasons as sentences only; it is written for those who read it already."""
_OF_PARTS = ("answer", "part", "part_least", "part_most", "addition", "deduction")
"""The kinds of facts that are of a part of a criterion, or of an item of a list."""
ENDS = ("at_least", "above", "at_most", "below")
"""The ends that a band may have."""


def evaluation_json(evaluation: Evaluation, lang: Lang, *, derivation: bool = False, version: int = 2) -> Json:
    """Return an evaluation as data for JSON; with `derivation`, also every fact that was concluded and from what."""
    loaded = evaluation.framework
    authority, provenance = loaded.framework.authority, loaded.framework.provenance
    return {
        "schema": SCHEMAS[version],
        "framework": {
            "id": loaded.id,
            "hash": loaded.hash,
            "file": loaded.file if loaded.outside else None,
            "title": loaded.framework.title,
            "authority": {"number": authority.number, "date": authority.date.isoformat(), "issuer": authority.issuer},
            "provenance": {"status": provenance.status, "source": provenance.source, "notice": provenance.notice},
            "in_force": not evaluation.outside_force,
        },
        **(_subject(loaded.framework) if version > 1 else {}),
        "settings": evaluation.settings,
        "meeting": {
            field.name: _plain(value)
            for field in evaluation.record.shape.fields
            if (value := evaluation.record.values.get(field.name)) is not None and not field.personal
        },
        **({"history": list(map(_known_by, evaluation.known_by))} if evaluation.known_by and version > 1 else {}),
        "limitations": list(evaluation.record.limitations),
        "layers": {
            name: _layer(evaluation, layer, lang, version)
            | (
                {"derivation": _derivation(layer.scoring.conclusions, FactNames(loaded.framework, version))}
                if derivation and layer.scoring
                else {}
            )
            for name, layer in evaluation.layers.items()
        },
    }


def _known_by(known: KnownBy) -> Json:
    """Return by what a fact is known that earlier records decide, with the entries that tell of each month."""
    earlier = known.earlier
    months = [
        {"period": month.period, "known": month.known, "own": month.own, "entries": [asdict(e) for e in month.entries]}
        for month in (earlier.months if earlier else ())
    ]
    ends = {"least": earlier.least if earlier else None, "most": earlier.most if earlier else None}
    return {"fact": known.name, "by": known.by, "value": known.value, **ends, "months": months}


def _subject(framework: Framework) -> Json:
    """Return what is scored, where that is no meeting; `meeting` has the fields of its record all the same."""
    subject = framework.subject
    return {} if subject is None else {"subject": {"id": subject.id, "title": subject.title}}


def _layer(evaluation: Evaluation, layer: LayerEvaluation, lang: Lang, version: int) -> Json:
    stated = layer.stated.id if layer.stated else None
    if layer.scoring is None:
        return {"stated_rating": stated, "scored": False}
    scoring, framework = layer.scoring, evaluation.framework.framework
    explanation, names = explain(evaluation, lang, layer.layer), FactNames(framework, version)
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
            (names.ids[result.key] if version > 1 else {"rating": result.rating.id})
            | {"title": result.gate.title, "holds": result.holds}
            for result in scoring.gates
        ],
        "caps": [{"id": result.cap.id, "reason": result.cap.reason, "holds": result.holds} for result in scoring.caps],
        "findings": [{"id": finding.id, "message": finding.message} for finding in scoring.findings],
        **(_reasons(explanation.why, lang, names) if version > 1 else {}),
        "explanation": {"summary": list(explanation.summary), "warnings": list(explanation.warnings)},
        **_table(explanation.why.scoring, explanation, names, lang),
    }


def _reasons(why: LayerReasons, lang: Lang, names: FactNames) -> Json:
    """What explains the whole: how the total was made, what withheld better ratings, what does not fit together."""
    return {
        "arithmetic": _arithmetic(why.arithmetic) if why.arithmetic else None,
        "lowering": _lowering(why.scoring.lowering) if why.scoring.lowering else None,
        "withheld": [_withheld(found, names) for found in why.withheld if found.obstacles],
        "contradictions": [
            {"layer": found.layer, "stated": found.stated.id, "by": found.by} for found in why.contradictions
        ],
        "oddities": [
            {"code": fault.code, "field": str(fault.path[0]), "details": dict(fault.details)}
            | {"text": say_fault(lang, fault, placed=False)}
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


def _table(scoring: Scoring, explanation: Explanation, names: FactNames, lang: Lang) -> Json:
    """Return groups with what they hold, and what stands outside the scale.

    The first version knows neither groups in groups nor criteria of no group: there the floors follow each other, and
    what is of no group is one more.
    """
    framework = explanation.why.framework
    explained = {item.id: _criterion(item, framework, names) for item in explanation.criteria}
    outside = [explained[score.criterion.id] for score in scoring.outside]
    if names.version > 1:
        return {"groups": [_group(group, framework, explained) for group in scoring.groups], "outside": outside}
    groups = [_heading(group, framework, explained) for group in scoring.all_groups]
    return {"groups": [*groups, *([_outside_group(scoring, outside, lang)] if outside else [])]}


def _group(group: GroupScore, framework: Framework, explained: Mapping[str, Json]) -> Json:
    inner = [_group(each, framework, explained) for each in group.groups]
    return {**_heading(group, framework, explained), "groups": inner}


def _heading(group: GroupScore, framework: Framework, explained: Mapping[str, Json]) -> Json:
    return {
        "id": group.group.id,
        "title": group.group.title,
        **_ends(framework, group.points),
        "complete": group.points.award is not None,
        "criteria": [explained[score.criterion.id] for score in group.criteria],
    }


def _outside_group(scoring: Scoring, criteria: list[Json], lang: Lang) -> Json:
    points = [score.points for score in scoring.outside]
    least, most, maximum = (
        points_text(sum(getattr(each, end) or 0 for each in points)) for end in ("least", "most", "maximum")
    )
    title = say(lang, "scoring.outside")
    ends = {"total": least, "most": most, "maximum": maximum, "met": None}
    complete = all(each.award is not None for each in points)
    return {"id": "outside", "title": title, **ends, "complete": complete, "criteria": criteria}


def _criterion(item: CriterionExplanation, framework: Framework, names: FactNames) -> Json:
    score = item.score
    award = score.points.award
    ends = (award, score.points.least, score.points.most, score.points.maximum)
    told = [points_json(end, framework) if score.criterion.scored else None for end in ends]
    as_sentences = {"facts": list(item.facts), "reason": item.reason, "better": item.better}
    return {
        "id": item.id,
        "title": score.criterion.title,
        **dict(zip(("points", "least", "most", "maximum"), told, strict=True)),
        "met": award == 1 if framework.points is None and award is not None and score.points.maximum else None,
        "status": score.status,
        "treatment": score.rule.then if score.rule else None,
        "missing": [names.of(key) for key in score.missing],
        "clause": item.clause,
        "note": score.note,
        **(_as_values(item, framework, names) if names.version > 1 else as_sentences),
    }


def _as_values(item: CriterionExplanation, framework: Framework, names: FactNames) -> Json:
    why = item.why
    return {
        "evidence": list(why.score.evidence),
        "facts": [
            _measured(fact, framework) | {"text": text} for fact, text in zip(why.facts, item.facts, strict=True)
        ],
        "reason": _reason(why.decided, framework, names) | {"text": item.reason},
        "better": _better(why.better, framework) | {"text": item.better} if why.better else None,
    }


def _derivation(concluded: Conclusions, names: FactNames) -> list[Json]:
    """Every fact in the order in which it was concluded: its stored integer, what concluded it, and what that used.

    `by` is the name of the rule, or what sort of formula it was; null of a fact that was given. The text of a fact only
    joins the steps; from version 2 on `names` says what it is of.
    """
    return [
        {
            "fact": str(key),
            **({"names": names.of(key)} if names.version > 1 else {}),
            "value": conclusion.value,
            "by": conclusion.by.name if conclusion.by else None,
            "uses": [str(used) for used in conclusion.uses],
            "clause": conclusion.clause or None,
        }
        for key, conclusion in concluded.items()
    ]


# --- the reasons as values ---


def points_json(points: int | None, framework: Framework) -> str | None:
    """Return hundredths as a decimal string; None where they are not known, or the framework has no points."""
    return None if points is None or framework.points is None else points_text(points)


class FactNames:
    """Names the facts of one framework as JSON does in one version of it: the first has a text of each."""

    def __init__(self, framework: Framework, version: int) -> None:
        self.version = version
        # Made of the framework, as the facts are: a subject is never taken apart.
        self.ids: dict[Key, Json] = {
            gate_key(rating.id, number): {"rating": rating.id, "number": number}
            for rating in framework.ratings
            for number in range(len(rating.requires))
        }
        for criterion in framework.criteria:
            self.ids[Key("answer", criterion.id)] = {"criterion": criterion.id}
            for place in places(criterion):
                told = {"criterion": criterion.id, "part": place}
                self.ids |= dict.fromkeys((Key(kind, beneath(criterion.id, place)) for kind in _OF_PARTS), told)

    def of(self, key: Key) -> Json | str:
        """Return the name of a fact: its kind, and the ids it is of, each by itself."""
        if self.version == 1:
            return f"{key.kind}:{key.subject}"
        group = group_of(key.subject)
        other = {"name": key.subject} if group is None else {"group": group}
        return {"kind": key.kind, **self.ids.get(key, other)}

    def obstacle(self, found: Obstacle) -> Json:
        """Return what stands in the way: points; or which gate or cap it is, in the sentence of the regulation."""
        match found.kind:
            case "total" | "total_open":
                ends = {name: points_text(getattr(found, name)) for name in ("least", "most", "needed")}
                return {"kind": found.kind, **ends}
            case "together" | "empty":
                return {"kind": found.kind}
            case "gate" | "gate_open":
                return {"kind": found.kind, **self.ids[Key("gate", found.id)], "text": found.text}
            case "cap" | "cap_open":
                return {"kind": found.kind, "id": found.id, "text": found.text}
            case _:
                assert_never(found.kind)


def _plain(value: Value) -> int | bool | str:
    """Return a value as JSON has it; a decimal is a string, so that nobody takes it for a float."""
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    if isinstance(value, Decimal):
        return formats.number(value, "en")
    return value.isoformat() if isinstance(value, dt.date) else value


def _measured(fact: Measured, framework: Framework) -> Json:
    """Return a fact with its value; a share is a decimal string of percent, cut after the fourth decimal."""
    value: Value | None = fact.value
    if fact.value is not None and fact.name not in framework.measures:
        value = framework.shape.by_name[fact.name].value_of(fact.value)
    elif fact.value is not None and fact.is_marked:
        value = formats.number(Decimal(fact.value // 2).scaleb(-PERCENT_DECIMALS), "en")
    shown = None if value is None else _plain(value)
    return {"name": fact.name, "value": shown, "top": fact.top, "bottom": fact.bottom}


def _reason(decided: Decided, framework: Framework, names: FactNames) -> Json:  # noqa: PLR0911 - one for each kind
    """Return what decided a criterion, or why nothing has: `by` says of which kind it is."""
    match decided:
        case reasons.NotApplying(rule, maximum, number):
            treatment = {"treatment": rule.then, "because": [rule.reason], "number": number}
            return {"by": "not_applicable", **treatment, "maximum": points_json(maximum, framework)}
        case reasons.NotAsked(layers):
            return {"by": "not_asked", "layers": list(layers)}
        case reasons.Missing(needs):
            return {"by": "missing", "missing": [names.of(key) for key in needs]}
        case reasons.Standing(idle):
            return {"by": "standing", "missing": [names.of(key) for key in idle]}
        case reasons.CannotBeMade(shares):
            of = [{"name": share.name, "of": _measured(whole, framework)} for share, whole in shares]
            return {"by": "undefined", "shares": of}
        case reasons.NoBand():
            return {"by": "unmatched"}
        case _:
            return _settled(decided, framework)


def _settled(decided: Settled, framework: Framework) -> Json:  # noqa: C901, PLR0911, PLR0912 - one for each way
    match decided:
        case reasons.ByBand(fact, level):
            return {"by": "band", "fact": _measured(fact, framework), "band": _band(level, framework)}
        case reasons.ByException(exceptions, worse, numbers):
            because = {"because": [each.reason for each in exceptions], "numbers": list(numbers)}
            return {
                "by": "exception",
                **because,
                "points": points_json(exceptions[0].points, framework),
                "worse": worse,
            }
        case reasons.ByCondition(condition, met, facts):
            tested = condition.model_dump(mode="json", by_alias=True, exclude_none=True)
            values = [_measured(fact, framework) for fact in facts]
            return {"by": "condition", "met": met, "condition": tested, "facts": values}
        case reasons.ByPoints(points):
            return {"by": "points", "points": points_text(points)}
        case reasons.ByAnswer(yes):
            return {"by": "answer", "met": yes}
        case reasons.ByLevel(level):
            return {"by": "level", "level": _item(level, framework)}
        case reasons.ByParts(parts):
            return {"by": "parts", "parts": [_item(part, framework) | {"met": met} for part, met in parts]}
        case reasons.ByProportion(fact, out_of, whole, maximum, _, points):
            ends = {"maximum": points_json(maximum, framework), "points": points_text(points)}
            other = None if whole is None else _measured(whole, framework)
            number = None if out_of is None else formats.number(out_of, "en")
            return {"by": "proportion", "fact": _measured(fact, framework), "whole": other, "out_of": number, **ends}
        case reasons.ByAdditions(added, held):
            additions = [_tallied(each, framework) for each in added]
            return {"by": "additions", "additions": additions, "held": points_json(held, framework)}
        case reasons.ByDeductions(taken, held):
            deductions = [_tallied(each, framework) for each in taken]
            return {"by": "deductions", "deductions": deductions, "held": points_json(held, framework)}
        case reasons.ByLine(line, number, points, inner):
            told = {"number": number, "title": line.title, "points": points_text(points)}
            return {"by": "line", **told, "because": None if inner is None else _settled(inner, framework)}
        case reasons.ByScoredParts(take, parts, points):
            each = [_part_points(one, framework) for one in parts]
            return {"by": "scored_parts", "take": take, "parts": each, "points": points_text(points)}
        case _:
            assert_never(decided)


def _tallied(each: Tallied, framework: Framework) -> Json:
    """Return what an item moved, at which number; where it counts in units, with the fact and the unit."""
    told = _item(each.item, framework) | {"count": each.count, "points": points_text(each.points)}
    if each.item.every is None:
        return told
    fact = None if each.number is None else _measured(each.number, framework)
    return told | {"every": formats.number(each.item.every, "en"), "part": each.item.part, "fact": fact}


def _part_points(each: PartPoints, framework: Framework) -> Json:
    because = None if each.settled is None else _settled(each.settled, framework)
    told = {"id": each.part.id, "title": each.part.title, "points": points_json(each.points, framework)}
    return told | {"because": because}


def _item(item: NamedLevel | Part | TallyItem, framework: Framework) -> Json:
    points = item.points if "points" in item.model_fields_set else None  # of what is only asked there are none
    return {"id": item.id, "title": item.title, "points": points_json(points, framework)}


def _band(level: Level, framework: Framework) -> Json:
    ends = {name: getattr(level, name) for name in ENDS}
    told = {name: None if end is None else formats.number(end, "en") for name, end in ends.items()}
    return {"title": level.title, **told, "points": points_json(level.points, framework)}


def _better(better: Better, framework: Framework) -> Json:
    match better:
        case reasons.BetterBand(_, level, counted, amount):
            needs = {"fact": counted, "amount": amount}
            return {"by": "band", "band": _band(level, framework), "needs": needs}
        case reasons.WithoutException(points):
            return {"by": "exception", "points": points_json(points, framework)}
        case reasons.WithCondition(points, met):
            return {"by": "condition", "met": met, "points": points_json(points, framework)}
        case reasons.BetterCount(item, amount, points):
            return {"by": "count", "item": item.id, "amount": amount, "points": points_json(points, framework)}
        case reasons.BetterNumber(counted, amount, points):
            needs = {"fact": counted, "amount": amount}
            return {"by": "number", "needs": needs, "points": points_json(points, framework)}
        case reasons.EachOne(of, out_of, maximum):
            worth = points_json(maximum, framework)
            return {"by": "proportion", "fact": of, "out_of": formats.number(out_of, "en"), "maximum": worth}
        case _:
            assert_never(better)


def _arithmetic(made: Arithmetic) -> Json:
    return {name: None if step is None else points_text(step) for name, step in asdict(made).items()}


def _lowering(lowering: Lowering) -> Json:
    before = lowering.before.id if lowering.before else None
    return {"before": before, "least": lowering.least, "most": lowering.most}


def _withheld(found: Withheld, names: FactNames) -> Json:
    obstacles = [names.obstacle(each) for each in found.obstacles]
    return {"rating": found.rating.id, "title": found.rating.title, "obstacles": obstacles}
