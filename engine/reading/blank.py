"""A blank commented record to fill in, with just the fields and questions of one framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.texts import LANGS, Lang, label, say
from chamdiem.engine.words import formats
from chamdiem.engine.words.wording import Wording
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.scope import YES_NO, Question, questions
from chamdiem.rules.records.fields import Field, FieldType

if TYPE_CHECKING:
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework


def blank_record(loaded: LoadedFramework, lang: Lang) -> str:
    """Return a YAML record with nothing filled in; each line says what may stand there. It reads back without fault."""
    framework = loaded.framework
    lines = [f"# {_title(loaded, lang)}", f"# {say(lang, 'blank.how')}"]
    lines += [f"# {framework.provenance.notice}"] if framework.provenance.notice else []
    lines += ["", f"framework: {loaded.id}", *_fields(framework, lang), *_assessments(framework, lang)]
    return "\n".join(lines) + "\n"


def _title(loaded: LoadedFramework, lang: Lang) -> str:
    framework, names = loaded.framework, {"title": loaded.framework.title, "id": loaded.id}
    if framework.subject is None:
        return say(lang, "blank.title", **names)
    return say(lang, "blank.title_of", subject=framework.subject.title, **names)


def asked_fields(framework: Framework) -> tuple[Field, ...]:
    """Return the fields that a framework reads, and those that every record should have, in the record's order."""
    read = {key.subject for key in compile_framework(framework).inputs if key.kind == "field"}
    return tuple(field for field in framework.shape.fields if field.asked or field.name in read)


def _fields(framework: Framework, lang: Lang) -> list[str]:
    lines: list[str] = []
    section = ""
    for field in asked_fields(framework):
        if field.section != section:
            section = field.section
            lines += ["", f"# {framework.shape.sections[section][LANGS.index(lang)]}"]
        lines.append(_line(field.name, f"{field.label(lang)}{_allowed(field, lang)}"))
    return lines


def _allowed(field: Field, lang: Lang) -> str:
    allowed = formats.allowed(field, lang)
    return f": {allowed}" if allowed else ""


def _line(key: str, note: str) -> str:
    return f"{key}:".ljust(28) + f"# {note}"


def _assessments(framework: Framework, lang: Lang) -> list[str]:
    lines = ["", "assessments:"]
    of, example = "_of" if framework.subject else "", next(iter(framework.criteria)).id
    rating = _line("    rating", formats.OR.join(rating.title for rating in framework.ratings))
    for layer in ("self", "upper"):
        lines += [_line(f"  {layer}", _layer(framework, layer, lang)), "    answers:"]
        headed = [(f"{group.id}. {group.title}", group.criteria) for group in framework.all_groups]
        for title, criteria in (*headed, (say(lang, "scoring.outside"), framework.outside)):
            asked = [criterion for criterion in criteria if criterion.is_asked_of(layer)]
            questions = [line for criterion in asked for line in _questions(framework, criterion, lang)]
            lines += [f"      # {title}", *questions] if questions else []
        lines += [_line("    deduction_notes", Wording(framework, lang).say(f"blank.notes{of}", id=example)), rating]
    for layer in ("cell_vote", "decided"):
        lines += [_line(f"  {layer}", _layer(framework, layer, lang)), rating]
    evidence = _line("evidence", say(lang, f"blank.evidence{of}", id=example))
    return [*lines, "", _line("limitations", say(lang, "blank.limitations")), evidence]


def _layer(framework: Framework, layer: str, lang: Lang) -> str:
    return label(framework.shape.layers[layer], lang) if framework.subject else say(lang, f"blank.{layer}")


def _questions(framework: Framework, criterion: Criterion, lang: Lang) -> list[str]:
    asked = questions(criterion)
    own = f'      "{criterion.id}"'
    parts = [
        _line(f'        "{question.place}"', f"{question.title} ({_how(framework, question, lang)})")
        for question in asked
        if question.place
    ]
    if asked and not parts:
        return [_line(own, f"{criterion.title}: {_how(framework, asked[0], lang)}")]
    return [_line(own, criterion.title), *parts] if asked else []


def _how(framework: Framework, question: Question, lang: Lang) -> str:
    """Return how a question is answered."""
    scored, quantity = question.scored, question.quantity
    if quantity.words == YES_NO:
        return say(lang, f"blank.{FieldType.YES_NO}")
    if quantity.words:
        return formats.OR.join(level.title for level in scored.levels)
    if quantity.role == "count":
        return say(lang, "blank.times")
    ends = (framework.minimum_of(scored), framework.maximum_of(scored), framework.step_of(scored))
    minimum, maximum, step = (formats.points(value, lang) for value in ends)
    return say(lang, "blank.points", minimum=minimum, maximum=maximum, step=step)
