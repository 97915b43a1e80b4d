"""What the plain interpreter concludes of drawn records, and whether the results of a query are the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from alike import facts_of, loaded
from chamdiem.engine.bulk.query import CONFLICT
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.rules.compile.program import Key, Origin, Rule
from drawn.facts import complete, partial
from drawn.frameworks import framework
from interpreter import Conflict, interpret

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.engine.scoring.inference import RuleEngine
    from chamdiem.rules.compile.program import Program, Within
    from drawn.chance import Chance

Row = Mapping[Key, int]
HERE = Origin("total", "")


def concluded(program: Program, row: Mapping[Key, int]) -> Mapping[Key, int] | None:
    """Return what the plain interpreter concludes; None: two rules disagree."""
    try:
        return interpret(program, dict(row))
    except Conflict:
        return None


def compare(program: Program, rows: Sequence[Row], results: Sequence[Mapping[str, object]]) -> None:
    """Assert that the results are what the interpreter concludes."""
    for row, found in zip(rows, results, strict=True):
        expected = concluded(program, row)
        assert found[CONFLICT] is (expected is None)
        if expected is not None:
            facts = {str(key): expected.get(key) for key in program.by}
            assert {name: found[name] for name in facts} == facts


def compare_with_engine(
    program: Program, engine: RuleEngine, rows: Sequence[Row], results: Sequence[Mapping[str, object]]
) -> None:
    """Assert that the results are what the engine concludes of each row alone."""
    for row, found in zip(rows, results, strict=True):
        try:
            told = engine.run(row)
        except InferenceError:
            assert found[CONFLICT] is True
        else:
            assert {str(key): told.value(key) for key in program.by}.items() <= found.items()


def rule(then: Key, value: int, *when: Within) -> Rule:
    """Return a rule."""
    return Rule(name=f"{then} {value}", origin=HERE, when=when, then=then, value=value)


def draw(chance: Chance, records: int) -> tuple[Program, list[Row]]:
    """Draw a framework's program and records, of which most lack something."""
    data = framework(chance)
    made = loaded(data)
    wholes = [complete(chance, data) for _ in range(records)]
    parts = [one if number % 3 == 0 else partial(chance, one) for number, one in enumerate(wholes)]
    return made.program, [facts_of(made.framework, one) for one in parts]
