"""Reasons → JSON: what decided and what more would take, as codes with their details; the words stand beside."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from chamdiem.engine.scoring.reasons import (
    BetterBand,
    ByAnswer,
    ByBand,
    ByCondition,
    ByDeductions,
    ByException,
    ByLevel,
    ByParts,
    ByPoints,
    CannotBeMade,
    Missing,
    NoBand,
    NotApplying,
    WithCondition,
    WithoutException,
)
from chamdiem.engine.words import formats
from chamdiem.rules.compile.scope import PERCENT_DECIMALS
from chamdiem.rules.language.scalars import points_text

if TYPE_CHECKING:
    from chamdiem.engine.explanation.json_schema import Json
    from chamdiem.engine.scoring.arithmetic import Arithmetic
    from chamdiem.engine.scoring.reasons import Better, Decided, Settled
    from chamdiem.engine.scoring.withheld import Withheld
    from chamdiem.rules.compile.measures import Measured
    from chamdiem.rules.language.fields import Value
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import Deduction, Level, NamedLevel, Part

ENDS = ("at_least", "above", "at_most", "below")
"""The ends that a band may have."""
OF_TOTAL = ("total", "total_open")
"""The kinds of obstacles that are points; the others are sentences of the regulation."""


def points_json(points: int | None, framework: Framework) -> str | None:
    """Return hundredths as a decimal string; None where they are not known, or the framework has no points."""
    return None if points is None or framework.points is None else points_text(points)


def moment_json(value: dt.date | dt.time) -> str:
    """Return a date or a time as JSON has it: 2025-11-05, 19:30."""
    return value.isoformat("minutes") if isinstance(value, dt.time) else value.isoformat()


def measured_json(fact: Measured, framework: Framework) -> Json:
    """Return a fact with its value; a share is a decimal string of percent, cut after the fourth decimal."""
    value: Value | None = fact.value
    if fact.value is not None and fact.name not in framework.measures:
        value = framework.shape.by_name[fact.name].value_of(fact.value)
    elif fact.value is not None and framework.share(fact.name):
        value = formats.number(Decimal(fact.value // 2).scaleb(-PERCENT_DECIMALS), "en")
    value = moment_json(value) if isinstance(value, dt.date | dt.time) else value
    return {"name": fact.name, "value": value, "top": fact.top, "bottom": fact.bottom}


def reason_json(decided: Decided, framework: Framework) -> Json:
    """Return what decided a criterion, or why nothing has: `by` says of which kind it is."""
    match decided:
        case NotApplying(rule, maximum):
            treatment = {"treatment": rule.then, "because": [rule.reason]}
            return {"by": "not_applicable", **treatment, "maximum": points_json(maximum, framework)}
        case Missing(needs):
            return {"by": "missing", "missing": [f"{key.kind}:{key.subject}" for key in needs]}
        case CannotBeMade(shares):
            of = [{"name": share.name, "of": measured_json(whole, framework)} for share, whole in shares]
            return {"by": "undefined", "shares": of}
        case NoBand():
            return {"by": "unmatched"}
        case _:
            return _settled(decided, framework)


def _settled(decided: Settled, framework: Framework) -> Json:  # noqa: PLR0911 - one for each way of scoring
    match decided:
        case ByBand(fact, level):
            return {"by": "band", "fact": measured_json(fact, framework), "band": _band(level, framework)}
        case ByException(exceptions, worse):
            because, points = [each.reason for each in exceptions], points_json(exceptions[0].points, framework)
            return {"by": "exception", "because": because, "points": points, "worse": worse}
        case ByCondition(_, met, facts):
            return {"by": "condition", "met": met, "facts": [measured_json(fact, framework) for fact in facts]}
        case ByPoints(points):
            return {"by": "points", "points": points_text(points)}
        case ByAnswer(yes):
            return {"by": "answer", "met": yes}
        case ByLevel(level):
            return {"by": "level", "level": _item(level, framework)}
        case ByParts(parts):
            return {"by": "parts", "parts": [_item(found.part, framework) | {"met": found.met} for found in parts]}
        case ByDeductions(taken, held):
            each_taken = [
                _item(each.deduction, framework) | {"count": each.count, "points": points_text(each.points)}
                for each in taken
            ]
            return {"by": "deductions", "deductions": each_taken, "held": points_json(held, framework)}
        case _:
            assert_never(decided)


def _item(item: NamedLevel | Part | Deduction, framework: Framework) -> Json:
    return {"id": item.id, "title": item.title, "points": points_json(item.points, framework)}


def _band(level: Level, framework: Framework) -> Json:
    ends = {name: getattr(level, name) for name in ENDS}
    told = {name: None if end is None else formats.number(end, "en") for name, end in ends.items()}
    return {"title": level.title, **told, "points": points_json(level.points, framework)}


def better_json(better: Better, framework: Framework) -> Json:
    """Return what the next better result takes: so many more (negative: fewer) of a fact, and the band reached then."""
    match better:
        case BetterBand(_, level, counted, amount):
            needs = {"fact": counted, "amount": amount}
            return {"by": "band", "band": _band(level, framework), "needs": needs}
        case WithoutException(points):
            return {"by": "exception", "points": points_json(points, framework)}
        case WithCondition(points):
            return {"by": "condition", "points": points_json(points, framework)}
        case _:
            assert_never(better)


def arithmetic_json(made: Arithmetic) -> Json:
    """Return the steps of a total that is not just the sum of the points."""
    names = ("inside", "applicable", "scale", "rescaled", "bonus", "total")
    steps = {name: getattr(made, name) for name in names}
    return {name: None if step is None else points_text(step) for name, step in steps.items()}


def withheld_json(found: Withheld) -> Json:
    """Return a rating with all that stands in its way."""
    obstacles = [
        {"kind": each.kind, "id": each.id, "text": each.text}
        if each.kind not in OF_TOTAL
        else {"kind": each.kind, **{name: points_text(getattr(each, name)) for name in ("least", "most", "needed")}}
        for each in found.obstacles
    ]
    return {"rating": found.rating.id, "title": found.rating.title, "obstacles": obstacles}
