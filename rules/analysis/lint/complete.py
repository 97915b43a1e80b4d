"""A program as complete records meet it: a bounded measure is one fact there, since its least is its most.

Points by an exact number get that number as a fact of its own: it is cut where the rounded points come a step further.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from chamdiem.rules.compile.exact import Exact
from chamdiem.rules.compile.expressions import Leaf, Quotient
from chamdiem.rules.compile.literals import merge
from chamdiem.rules.compile.program import Key, Program, Within, stratify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.rules.compile.expressions import Number
    from chamdiem.rules.compile.program import Formula

ENDS = {f"{kind}_{end}": kind for kind in ("measure", "difference") for end in ("least", "most")}
"""The number itself by each of its two ends, as kinds of facts."""
UNROUNDED = "unrounded"
"""The kind of the facts that are points before they are rounded, stored `marked`."""
HALVES = 2
"""They are told apart by half hundredths of points: at no others are points rounded."""
Value = TypeVar("Value")


def on_complete_records(program: Program) -> Program:
    """Return a program in which whatever tests the ends of a measure or a difference tests the number itself."""
    tested = ((rule, merge(_one(rule.when))) for rule in program.rules)
    return stratify(
        [replace(rule, when=when) for rule, when in tested if when is not None],
        _unrounded([*map(_one, program.formulas)]),
    )


def _unrounded(formulas: Iterable[Formula]) -> Iterator[Formula]:
    """Yield formulas, of points by a number of several facts the number first and then its rounding."""
    named: dict[Number, Key] = {}
    for formula in formulas:
        if not isinstance(formula, Exact) or not _is_of_several(formula):
            yield formula
            continue
        key = named.get(formula.number)
        if key is None:
            key = named[formula.number] = Key(UNROUNDED, formula.then.subject)
            yield replace(
                formula,
                then=key,
                highest=False,
                scale=HALVES,
                rounding="marked",
                at_least=None,
                at_most=None,
                default=None,
            )
        yield replace(formula, number=Leaf(key, key, 2 * HALVES), measures=(), stored=None)


def _is_of_several(formula: Exact) -> bool:
    return formula.then.kind not in ENDS and (bool(formula.measures) or isinstance(formula.number, Quotient))


def steps_of(formula: Exact) -> Iterator[int]:
    """Yield the values of the unrounded points from which on the rounded ones come a step further."""
    # where an item has no end of its own, all that may be moved is what it is while nothing is known
    most = formula.default if formula.at_most is None else formula.at_most
    for points in range((formula.at_least or 0) + formula.step, (most or 0) + 1, formula.step):
        if formula.rounding == "up":
            yield 2 * HALVES * (points - formula.step) + 1
        else:
            yield 2 * (HALVES * points - (formula.step if formula.rounding == "half_up" else 0))


def _itself(key: Key) -> Key:
    return key._replace(kind=ENDS.get(key.kind, key.kind))


def _one(value: Value) -> Value:
    """Return a value of the program with tests of one number, wherever they stand in it."""
    made: object = value
    if isinstance(value, Within):
        made = value._replace(fact=_itself(value.fact))
    elif isinstance(value, Leaf):
        made = replace(value, least=_itself(value.least), most=_itself(value.most))
    elif isinstance(value, tuple):
        made = tuple(map(_one, value)) if type(value) is tuple else type(value)(*map(_one, value))
    elif is_dataclass(value):
        made = replace(value, **{each.name: _one(getattr(value, each.name)) for each in fields(value)})  # type: ignore[type-var]
    return made  # type: ignore[return-value]  # each is made again of its own kind
