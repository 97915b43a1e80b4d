"""From framework to program: every framework that is without fault compiles to a program that keeps its promises."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
from chamdiem.rules.checks.frameworks import check_framework
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.conditions import MAX_TESTS
from chamdiem.rules.compile.scope import Scope
from drawn.strategies import frameworks
from samples import criterion, framework

if TYPE_CHECKING:
    from chamdiem.rules.compile.program import Program

CATALOG = Catalog()


def assert_sound(program: Program, loaded: LoadedFramework) -> None:
    """Assert what the engine relies on."""
    names = Counter(rule.name for rule in program.rules)
    assert not [name for name, count in names.items() if count > 1]
    for rule in program.rules:
        assert 0 < len(rule.when) <= MAX_TESTS + 1
        assert len({test.fact for test in rule.when}) == len(rule.when)
        assert all(None in test[1:] or test.at_least <= test.at_most for test in rule.when)  # type: ignore[operator]
    concluded = {rule.then for rule in program.rules} | {formula.then for formula in program.formulas}
    assert not concluded & program.inputs
    answers = Scope(loaded.framework).questions
    assert all(key.kind == "field" or key in answers for key in program.inputs)


@pytest.mark.parametrize("framework_id", CATALOG.ids)
def test_shipped_frameworks_compile(framework_id: str) -> None:
    """Each shipped framework makes a sound program, and makes the same one every time."""
    loaded = CATALOG.get(framework_id)
    program = compile_framework(loaded.framework)
    assert_sound(program, loaded)
    assert program == compile_framework(loaded.framework)


def check_compiled(loaded: LoadedFramework) -> None:
    """Compile a framework that was drawn without a fault."""
    assert check_framework(loaded.framework) == ()
    assert_sound(compile_framework(loaded.framework), loaded)


@settings(max_examples=40)
@given(frameworks())
def test_any_framework_without_fault_compiles(loaded: LoadedFramework) -> None:
    """A rule is a conjunction of tests of different facts, few enough for the engine, that can hold together."""
    check_compiled(loaded)


@pytest.mark.nightly
@settings(max_examples=2_000)
@given(frameworks())
def test_any_of_many_frameworks_compiles(loaded: LoadedFramework) -> None:
    """The same of two thousand."""
    check_compiled(loaded)


def test_clauses_reach_every_award() -> None:
    """What concludes points names the place in the regulation."""
    made = framework(criterion("1"), criterion("2", checklist=[{"id": "a", "title": "A", "points": "10"}]))
    program = compile_framework(made.framework)
    for step in (*program.rules, *program.formulas):
        if step.then.kind == "award" and step.then.subject in {"1", "2"}:
            assert step.clause == f"Mục {step.then.subject}"
