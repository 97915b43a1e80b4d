"""What a framework declares and never uses: inputs, measures, facts of earlier records, questions without points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.analysis.lint.defects import Defect, defect_at
from chamdiem.rules.checks.places import conditions, criteria_with_paths, scorables_with_paths
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.scope import Scope, questions
from chamdiem.rules.language.conditions import AnswerTest
from chamdiem.rules.language.measures import Count
from chamdiem.rules.language.operands import AnswerOperand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.language.framework import Framework


def unused_defects(framework: Framework) -> Iterator[Defect]:
    """Yield what one framework declares and nothing in it reads."""
    yield from _inputs(framework)
    yield from _measures(framework)
    yield from _history(framework)
    yield from _questions(framework)


def _inputs(framework: Framework) -> Iterator[Defect]:
    read = _read(framework)
    for name in framework.inputs:
        if name not in read:
            yield defect_at("input-unused", ("inputs", name), name, name=name)


def _read(framework: Framework) -> frozenset[str]:
    """Return the fields that the program, other inputs, or the rules of a period read."""
    read = {key.subject for key in compile_framework(framework).inputs if key.kind == "field"}
    read |= {other for declaration in framework.inputs.values() for _, other in declaration.facts}
    return frozenset(read.union(_of_history(framework), *(period.facts for period in framework.periods)))


def _of_history(framework: Framework) -> set[str]:
    """Return what is read of earlier records; those of one name are not told by it what they are there for."""
    made = framework.history.items()
    read = {(name, other) for name, fact in made for _, other in fact.names}
    read |= {(name, other) for name, fact in made for _, each in fact.conditions for other in each.facts}
    return {other for name, other in read if name != other}


def _history(framework: Framework) -> Iterator[Defect]:
    read = _read(framework)
    for name in framework.history:
        if name not in read and name not in framework.inputs:  # of an input is told already
            yield defect_at("history-unused", ("history", name), name, name=name)


def _measures(framework: Framework) -> Iterator[Defect]:
    read = {name for _, condition in conditions(framework) for name in condition.facts}
    read |= {name for _, _, scored in scorables_with_paths(framework) for name in scored.numbers}
    read |= _of_history(framework)
    read |= {name for measure in framework.measures.values() for name in measure.operation.names}
    for name, measure in framework.measures.items():
        if name not in read:
            yield defect_at("measure-unused", ("measures", name), name, title=measure.title)


def _questions(framework: Framework) -> Iterator[Defect]:
    """A question without points that nothing tests is asked for nothing."""
    scope = Scope(framework)
    read = {test.answer for _, each in conditions(framework) for test in each.tests if isinstance(test, AnswerTest)}
    for made in (measure.operation for measure in framework.measures.values()):
        if isinstance(made, Count) and made.of.counted == "answer":
            read.update(scope.members(made.of))
        read.update(each.kind.answer for each in made.operands if isinstance(each.kind, AnswerOperand))
    for path, criterion in criteria_with_paths(framework):
        if not criterion.scored and read.isdisjoint(question.name for question in questions(criterion)):
            yield defect_at("question-unused", path, criterion.id, title=criterion.title)
