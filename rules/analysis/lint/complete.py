"""A program as complete records meet it: a bounded measure is one fact there, since its least is its most."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from chamdiem.rules.compile.exact import Agreed, Exact
from chamdiem.rules.compile.literals import merge
from chamdiem.rules.compile.program import Key, Program, Rule, stratify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.compile.program import Formula

_ENDS = {f"{kind}_{end}": kind for kind in ("measure", "difference") for end in ("least", "most")}
Value = TypeVar("Value")


def on_complete_records(program: Program) -> Program:
    """Return what a program concludes of complete records, with one fact for each measure and difference."""
    return stratify(_rules(program), _formulas(program))


def _rules(program: Program) -> Iterator[Rule]:
    for rule in program.rules:
        tests = merge(_renamed(rule.when))
        if tests is not None:
            yield replace(rule, when=tests)


def _formulas(program: Program) -> Iterator[Formula]:
    written: set[Key] = set()
    for formula in program.formulas:
        if isinstance(formula, Agreed) and formula.then.kind == "measure":
            continue
        one = _renamed(formula)
        if one.then not in written or one.then.kind not in _ENDS.values():
            written.add(one.then)
            yield _by_measures(one) if isinstance(one, Exact) else one


def _by_measures(formula: Exact) -> Exact:
    """Return a formula that is told by measures as they are stored, as cells tell them."""
    if formula.stored is not None:
        return replace(formula, number=formula.stored, measures=())
    return replace(formula, highest=False) if formula.then.kind in _ENDS.values() else formula


def _renamed(value: Value) -> Value:
    """Return a value of the program with one name for both ends of a measure, wherever it stands in it."""
    made: object = value
    if isinstance(value, Key):
        made = Key(_ENDS.get(value.kind, value.kind), value.subject)
    elif isinstance(value, tuple):
        made = tuple(map(_renamed, value)) if type(value) is tuple else type(value)(*map(_renamed, value))
    elif is_dataclass(value):
        made = replace(
            value,
            **{  # type: ignore[type-var]
                each.name: _renamed(getattr(value, each.name)) for each in fields(value)
            },
        )
    return made  # type: ignore[return-value]  # each is made again of its own kind
