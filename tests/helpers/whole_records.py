"""Records that lack nothing and contradict nothing, drawn by chance for any framework."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.shape import check_values

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from chamdiem.engine.forms.form import Form
    from chamdiem.engine.reading.records import Record
    from chamdiem.rules.compile.scope import Question
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.records.faults import Fault
    from chamdiem.rules.records.fields import Field

TODAY = dt.date(2026, 12, 31)
HELD = dt.date(2026, 11, 12)
_PERIODS = {"month": "2026-11", "quarter": "2026-Q4", "half_year": "2026-H2", "year": "2026", "term": "2025-2030"}
_NAMES = {"unit_id": "CB-07", "cell_id": "CB-07", "unit_name": "Chi bộ Mẫu", "cell_name": "Chi bộ Mẫu"}


def known_of(form: Form) -> dict[str, str]:
    """Return what is known of a record without asking."""
    shape = form.framework.framework.shape
    kinds = shape.by_name[shape.period].periods if shape.period else ()
    period = {shape.period: _PERIODS[kinds[0] if kinds else "month"]} if shape.period else {}
    return {name: period.get(name, _NAMES.get(name, "Phường Mẫu")) for name in sorted(form.known)}


def whole_record(form: Form, chance: Random) -> Record:
    """Return a record with an answer to each question of a form; some criteria have notes and evidence."""
    framework = form.framework.framework
    criteria = [criterion.id for criterion in framework.criteria]
    data = {
        **known_of(form),
        **{name: _written(framework, name, fact) for name, fact in _facts(form, chance).items()},
        "framework": framework.framework,
        "limitations": [f"Hạn chế {number}" for number in range(chance.randrange(3))],
        "evidence": {name: [f"Biên bản số {name}"] for name in criteria if chance.random() < 0.2},
        "assessments": {
            "self": {
                "answers": _answers(form, chance),
                "deduction_notes": {name: f"Lý do của {name}." for name in _noted(form) if chance.random() < 0.5},
            }
        },
    }
    return parse_record(read_bytes(json.dumps(data).encode(), "ho-so.json"), TODAY, shape=framework.shape)


def _noted(form: Form) -> list[str]:
    return [card.criterion.id for card in form.cards.values() if card.note is not None]


def _written(framework: Framework, name: str, fact: int) -> str:
    return framework.shape.by_name[name].written(fact)


def _facts(form: Form, chance: Random) -> dict[str, int]:
    """Return facts of an ordinary record, changed one by one as long as they fit together."""
    shape = form.framework.framework.shape
    ordinary = shape.ordinary(shape.usual, HELD.toordinal())
    names = [question.column.field.name for question in form.questions.values() if question.column.field]
    facts = {name: ordinary[name] for name in names if name in ordinary}
    while faults := _faults(form, facts):  # what is ordinary may be too much for what a framework allows
        facts = {name: fact for name, fact in facts.items() if (name,) not in {fault.path for fault in faults}}
    for name in [*facts, *facts]:
        changed = {**facts, name: _other(shape.by_name[name], facts[name], chance)}
        facts = facts if _faults(form, changed) else changed
    return facts


def _faults(form: Form, facts: Mapping[str, int]) -> tuple[Fault, ...]:
    shape = form.framework.framework.shape
    period = {name: text for name, text in known_of(form).items() if name == shape.period}
    values = {name: shape.by_name[name].value_of(fact) for name, fact in facts.items()}
    return check_values(shape, {**values, **period}, TODAY)


def _other(field: Field, fact: int, chance: Random) -> int:
    match field.type:
        case FieldType.YES_NO:
            return chance.randrange(2)
        case FieldType.WORD:
            return chance.randrange(len(field.words or ()))
        case FieldType.COUNT:
            return field.nearest(max(0, fact + chance.choice((-20, -5, -3, -2, -1, 0, 1, 2, 3, 12))))
        case FieldType.DECIMAL:
            return field.nearest(fact + field.step * chance.randrange(-9, 10))
        case _:
            return field.nearest(fact + chance.choice((-31, -16, -3, -1, 0, 1, 2, 15)))


def _answers(form: Form, chance: Random) -> Mapping[str, object]:
    answers: dict[str, object] = {}
    for question in form.framework.scope.questions.values():
        if not question.criterion.is_asked_of("self"):
            continue
        text = question.quantity.written(_answer(form.framework.framework, question, chance))
        if question.place:
            inner = answers.setdefault(question.criterion.id, {})
            assert isinstance(inner, dict)
            inner[question.place] = text
        else:
            answers[question.criterion.id] = text
    return answers


def _answer(framework: Framework, question: Question, chance: Random) -> int:
    quantity, scored = question.quantity, question.scored
    if quantity.words:
        return chance.randrange(len(quantity.words))
    if quantity.role == "count":
        return chance.randrange(5)
    least, most, step = framework.minimum_of(scored), framework.maximum_of(scored), framework.step_of(scored)
    steps = range(-(-least // step), most // step + 1)
    return step * max(chance.choice(steps), chance.choice(steps))
