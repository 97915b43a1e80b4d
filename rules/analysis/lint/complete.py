"""A program as complete records meet it: a bounded measure is one fact there, since its least is its most."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from chamdiem.rules.compile.literals import merge
from chamdiem.rules.compile.program import Key, Program, Within, stratify

_ENDS = {f"{kind}_{end}": kind for kind in ("measure", "difference") for end in ("least", "most")}
Value = TypeVar("Value")


def on_complete_records(program: Program) -> Program:
    """Return a program in which whatever tests the ends of a measure or a difference tests the number itself."""
    tested = ((rule, merge(_one(rule.when))) for rule in program.rules)
    return stratify(
        [replace(rule, when=when) for rule, when in tested if when is not None], map(_one, program.formulas)
    )


def _one(value: Value) -> Value:
    """Return a value of the program with tests of one number, wherever they stand in it."""
    made: object = value
    if isinstance(value, Within):
        made = value._replace(fact=Key(_ENDS.get(value.fact.kind, value.fact.kind), value.fact.subject))
    elif isinstance(value, tuple):
        made = tuple(map(_one, value)) if type(value) is tuple else type(value)(*map(_one, value))
    elif is_dataclass(value):
        made = replace(value, **{each.name: _one(getattr(value, each.name)) for each in fields(value)})  # type: ignore[type-var]
    return made  # type: ignore[return-value]  # each is made again of its own kind
