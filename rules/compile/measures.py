"""Stratum 0: record fields → measures, by exact formulas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from chamdiem.rules.compile.literals import ALWAYS, Literal
from chamdiem.rules.compile.program import Fraction, Key, Linear, Origin, Term
from chamdiem.rules.compile.scope import PERCENT_SCALE
from chamdiem.rules.language import measures as operations
from chamdiem.rules.language.operands import NumberOperand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.rules.compile.conditions import Draft
    from chamdiem.rules.language.measures import Choice
    from chamdiem.rules.language.operands import Operand


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A field or measure as it is known: `value` as it is stored, None where it is missing or cannot be made.

    A share also has its counts, `top` of `bottom`, each None where it is missing. A measure that is bounded lies
    between `least` and `most` while it is missing. `is_marked` tells how all three are stored.
    """

    name: str
    value: int | None
    least: int | None = None
    most: int | None = None
    is_marked: bool = False
    top: int | None = None
    bottom: int | None = None

    @property
    def cannot_be_made(self) -> bool:
        """Whether it is a share of nothing, of which no percentage comes whatever the other count is."""
        return self.bottom is not None and self.bottom <= 0


def draft_measures(draft: Draft) -> None:
    """Write the formulas, and for chosen values the rules, of every measure."""
    for name, measure in draft.framework.measures.items():
        if draft.scope.is_bounded(name):
            draft.numbers.write(name)
        else:
            _draft_plain(draft, Key("measure", name), measure.operation)


def _draft_plain(draft: Draft, then: Key, operation: operations.Operation) -> None:
    """Write a measure of whole numbers that is known when they are, and bounded by nothing before."""
    keys = [draft.scope.known_fact(name).least for name in operation.names]
    origin = Origin("measure", then.subject, operation.key)
    match operation:
        case operations.Choose(choices):
            _draft_choice(draft, then, choices)
        case operations.Percent():
            (top, bottom), scale = keys, 100 * PERCENT_SCALE
            draft.formulas.append(
                Fraction(origin=origin, then=then, numerator=top, denominator=bottom, scale=scale, rounding="marked")
            )
        case operations.Sum():
            draft.formulas.append(_summed(draft, origin, then, [(1, each) for each in operation.operands]))
        case operations.Remainder():
            first, *rest = operation.operands
            draft.formulas.append(_summed(draft, origin, then, [(1, first), *((-1, each) for each in rest)]))
        case operations.MinutesBetween() | operations.DaysBetween() | operations.Shortfall():
            start, end = keys
            at_least = 0 if isinstance(operation, operations.Shortfall) else None
            terms = (Term(1, end), Term(-1, start))
            draft.formulas.append(Linear(origin=origin, then=then, terms=terms, at_least=at_least))
        case (
            operations.Average()
            | operations.Highest()
            | operations.Lowest()
            | operations.YearsBetween()
            | operations.Count()
        ):
            raise AssertionError(operation)  # these have a least and a most
        case _:
            assert_never(operation)


def _summed(draft: Draft, origin: Origin, then: Key, signed: Iterable[tuple[int, Operand]]) -> Linear:
    """Return the sum of facts and whole numbers, each times a whole number."""
    terms, constant = [], 0
    for sign, operand in signed:
        factor, kind = sign * int(operand.times), operand.kind
        if isinstance(kind, NumberOperand):
            constant += factor * int(kind.number)
        elif operand.name is not None:
            terms.append(Term(factor, draft.scope.known_fact(operand.name).least))
    return Linear(origin=origin, then=then, terms=tuple(terms), constant=constant)


def _draft_choice(draft: Draft, then: Key, choices: tuple[Choice, ...]) -> None:
    """The first condition that holds chooses: each rule also needs that the earlier ones are false."""
    earlier: list[Literal] = []
    for number, (choice, own) in enumerate(zip(choices, draft.numbers.choices(then.subject), strict=True)):
        origin = Origin("measure", then.subject, "choose", number)
        chosen = draft.all_of([*(~literal for literal in earlier), own], origin.within("first"))
        if chosen == ALWAYS:  # the only choice: nothing that a rule could test
            draft.formulas.append(Linear(origin=origin, then=then, terms=(), constant=choice.constant or 0))
        else:
            draft.conclude(origin, chosen.true, then, choice.constant or 0)
        earlier.append(own)
