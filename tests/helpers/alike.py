"""What the program and the reference scorer say of one record, side by side."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from typing import TYPE_CHECKING

from chamdiem.engine.reading.catalog import parse_framework
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.rules.compile.keys import TOTAL, group_subject
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import Scope
from reference.facts import Record, as_word
from reference.spans import Span, hull

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.scoring.evaluation import Scoring
    from chamdiem.rules.language.framework import Framework
    from reference.facts import Value
    from reference.scorer import Result
    from reference.spans import Json

Ends = tuple[Fraction | None, Fraction | None]


def loaded(data: Json) -> LoadedFramework:
    """Read a framework from data, as from its file."""
    return parse_framework(read_bytes(json.dumps(data).encode(), "khung.json"))


def facts_of(framework: Framework, record: Record) -> dict[Key, int]:
    """Return a record as the program stores it."""
    fields = framework.shape.by_name
    found = {
        Key("field", name): _stored(value, fields[name].decimals, tuple(fields[name].words or ()))
        for name, value in record.facts.items()
    }
    for key, question in Scope(framework).questions.items():
        if key.subject in record.answers:
            scale = 2 if question.quantity.role == "points" else 0
            found[key] = _stored(record.answers[key.subject], scale, tuple(question.quantity.words or ()))
    return found


def _stored(value: Value, decimals: int, words: tuple[str, ...]) -> int:
    if isinstance(value, bool) or (isinstance(value, str) and words):
        return words.index(as_word(value)) if words else int(value)
    if isinstance(value, Fraction | int):
        return int(value * 10**decimals)
    if hasattr(value, "toordinal"):
        return int(value.toordinal())
    assert not isinstance(value, str)
    return value.hour * 60 + value.minute


def _ends_of(least: int, most: int, unit: int) -> Ends:
    return Fraction(least, unit), Fraction(most, unit)


HUNDREDTHS, MET = 100, 1
"""What makes one point, or one criterion that is met where a framework has no points."""


def of_program(framework: Framework, found: Mapping[Key, int]) -> Iterator[tuple[str, Ends]]:
    """Yield the ends of all points that a program concluded, by what has them."""
    unit = HUNDREDTHS if framework.points else MET
    subjects = [(criterion.id, criterion.id) for criterion in framework.criteria]
    subjects += [(f"nhóm {group.id}", group_subject(group.id)) for group in framework.all_groups]
    for name, subject in [*subjects, ("tổng", TOTAL)]:
        yield name, _ends_of(found[Key("least", subject)], found[Key("most", subject)], unit)


def of_scoring(scoring: Scoring) -> Iterator[tuple[str, Ends]]:
    """Yield the ends of all points of an evaluation, by what has them."""
    unit = MET if scoring.groups[0].group.maximum is None else HUNDREDTHS
    for score in scoring.criteria:
        yield score.criterion.id, _ends_of(score.points.least, score.points.most, unit)
    for group in scoring.groups:
        yield f"nhóm {group.group.id}", _ends_of(group.points.least, group.points.most, unit)
    yield "tổng", _ends_of(scoring.total.least, scoring.total.most, unit)


def of_reference(result: Result) -> dict[str, Ends]:
    """Return the ends of all points of a reference result, by what has them."""
    points = {name: _ends(span) for name, span in result.criteria.items()}
    points |= {f"nhóm {name}": _ends(span) for name, span in result.groups.items()}
    return points | {"tổng": _ends(result.total)}


def _ends(span: Span) -> Ends:
    return span.least, span.most


def known(ends: Mapping[str, Ends]) -> dict[str, Ends]:
    """Return the points that are known: a share of nothing, which a record may still become, has none."""
    return {name: found for name, found in ends.items() if found[0] == found[1]}


def joined(several: Iterable[Mapping[str, Ends]]) -> dict[str, Ends]:
    """Return the ends between which all points of several results lie, by what has them."""
    found: dict[str, list[Ends]] = {}
    for result in several:
        for name, ends in result.items():
            found.setdefault(name, []).append(ends)
    return {name: _ends(hull(Span(*ends) for ends in all_ends)) for name, all_ends in found.items()}


def differences(found: Iterator[tuple[str, Ends]], expected: Mapping[str, Ends]) -> list[str]:
    """Return what has other points than expected, in words."""
    return [f"{name}: {_shown(ends)}, mong {_shown(expected[name])}" for name, ends in found if ends != expected[name]]


def outside(found: Iterator[tuple[str, Ends]], expected: Mapping[str, Ends]) -> list[str]:
    """Return what has narrower ends than it can come to, in words."""
    narrow = []
    for name, (least, most) in found:
        low, high = expected.get(name, (least, most))
        assert None not in {least, most, low, high}
        if least > low or most < high:  # type: ignore[operator]  # none of them is None
            narrow.append(f"{name}: {_shown((least, most))}, đến được {_shown((low, high))}")
    return narrow


def beyond(found: Iterator[tuple[str, Ends]], expected: Mapping[str, Ends]) -> list[str]:
    """Return what has wider ends than it can come to, in words."""
    wide = []
    for name, (least, most) in found:
        low, high = expected[name]
        assert None not in {least, most, low, high}
        if least < low or most > high:  # type: ignore[operator]  # none of them is None
            wide.append(f"{name}: {_shown((least, most))}, chỉ đến {_shown((low, high))}")
    return wide


def _shown(ends: Ends) -> str:
    return " … ".join("?" if end is None else f"{float(end):g}" for end in ends)


def record_of(framework: Framework, facts: Mapping[Key, int], layer: str = "self") -> Record:
    """Return what the program stores as a record again."""
    fields = framework.shape.by_name
    questions = Scope(framework).questions
    found: dict[str, Value] = {}
    answers: dict[str, Value] = {}
    for key, value in facts.items():
        if key.kind == "field":
            field = fields[key.subject]
            words = ("no", "yes") if field.type == "yes_no" else tuple(field.words or ())
            is_day = field.type == "date"
            found[key.subject] = dt.date.fromordinal(value) if is_day else _value(value, field.decimals, words)
        else:
            quantity = questions[key].quantity
            scale = 2 if quantity.role == "points" else 0
            answers[key.subject] = _value(value, scale, tuple(quantity.words or ()))
    return Record(found, answers, layer)


def _value(stored: int, decimals: int, words: tuple[str, ...]) -> Value:
    if not words:
        return Fraction(stored, 10**decimals)
    return words[stored] == "yes" if words == ("no", "yes") else words[stored]
