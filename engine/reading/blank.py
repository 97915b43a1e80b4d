"""A blank commented record to fill in, with just the fields and questions of one framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.texts import LANGS, Lang, say
from chamdiem.engine.words import formats
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.scope import YES_NO, Question, questions
from chamdiem.rules.language.fields import Field, FieldType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework


def blank_record(loaded: LoadedFramework, lang: Lang) -> str:
    """Return a YAML record with nothing filled in; each line says what may stand there. It reads back without fault."""
    framework = loaded.framework
    lines = [f"# {say(lang, 'blank.title', title=framework.title, id=loaded.id)}", f"# {say(lang, 'blank.how')}"]
    lines += [f"# {framework.provenance.notice}"] if framework.provenance.notice else []
    lines += ["", f"framework: {loaded.id}", *_fields(framework, lang), *_assessments(framework, lang)]
    return "\n".join(lines) + "\n"


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
        lines.append(f"{field.name}:".ljust(28) + f"# {field.label(lang)}{_allowed(field, lang)}")
    return lines


def _allowed(field: Field, lang: Lang) -> str:
    if field.words is not None:
        return f": {_choices(labels[LANGS.index(lang)] for labels in field.words.values())}"
    if field.type is FieldType.TEXT:
        return ""
    code = f"blank.{field.name}" if field.own_example else f"blank.{field.type}"
    return f": {say(lang, code)}"


def _choices(words: Iterable[str]) -> str:
    """Return the words of which one is to be written; some have commas of their own."""
    return " / ".join(words)


def _yes_no(lang: Lang) -> str:
    return say(lang, f"blank.{FieldType.YES_NO}")


def _assessments(framework: Framework, lang: Lang) -> list[str]:
    lines = ["", "assessments:"]
    for layer, code in (("self", "blank.self"), ("upper", "blank.upper")):
        lines += [f"  {layer}:".ljust(28) + f"# {say(lang, code)}", "    answers:"]
        for group in framework.groups:
            questions = [line for criterion in group.criteria for line in _questions(framework, criterion, lang)]
            lines += [f"      # {group.id}. {group.title}", *questions] if questions else []
        lines += ["    deduction_notes:".ljust(28) + f"# {say(lang, 'blank.notes')}"]
        lines += ["    rating:".ljust(28) + f"# {_ratings(framework)}"]
    for layer, code in (("cell_vote", "blank.cell_vote"), ("decided", "blank.decided")):
        lines += [
            f"  {layer}:".ljust(28) + f"# {say(lang, code)}",
            "    rating:".ljust(28) + f"# {_ratings(framework)}",
        ]
    lines += ["", "limitations:".ljust(28) + f"# {say(lang, 'blank.limitations')}"]
    lines += ["evidence:".ljust(28) + f"# {say(lang, 'blank.evidence')}"]
    return lines


def _ratings(framework: Framework) -> str:
    return _choices(rating.title for rating in framework.ratings)


def _questions(framework: Framework, criterion: Criterion, lang: Lang) -> list[str]:
    asked = questions(criterion)
    if not asked:
        return []
    head = f'      "{criterion.id}":'
    if asked[0].part is None:
        return [head.ljust(28) + f"# {criterion.title}: {_how(framework, asked[0], lang)}"]
    parts = [(question.part.id, question) for question in asked if question.part]
    return [
        head.ljust(28) + f"# {criterion.title}",
        *(f'        "{part}":'.ljust(28) + f"# {each.title} ({_how(framework, each, lang)})" for part, each in parts),
    ]


def _how(framework: Framework, question: Question, lang: Lang) -> str:
    """Return how a question is answered."""
    criterion, quantity = question.criterion, question.quantity
    if quantity.words == YES_NO:
        return _yes_no(lang)
    if quantity.words:
        return _choices(level.title for level in criterion.levels)
    if quantity.role == "count":
        return say(lang, "blank.times")
    maximum, step = framework.maximum_of(criterion), framework.step_of(criterion)
    return say(lang, "blank.points", maximum=formats.points(maximum, lang), step=formats.points(step, lang))
