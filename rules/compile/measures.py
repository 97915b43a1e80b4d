"""Stratum 0: record fields → measures, by exact formulas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from chamdiem.rules.compile.conditions import ALWAYS, Draft, Literal
from chamdiem.rules.compile.program import Fraction, Key, Linear, Origin, Term
from chamdiem.rules.compile.scope import PERCENT_SCALE
from chamdiem.rules.language import measures as operations

if TYPE_CHECKING:
    from chamdiem.rules.language.measures import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A field or measure as it is known: `value` as it is stored, None where it is missing or cannot be made.

    A share also has its counts, `top` of `bottom`, each None where it is missing.
    """

    name: str
    value: int | None
    top: int | None = None
    bottom: int | None = None

    @property
    def cannot_be_made(self) -> bool:
        """Whether it is a share of nothing, of which no percentage comes whatever the other count is."""
        return self.bottom is not None and self.bottom <= 0


def draft_measures(draft: Draft) -> None:
    """Write the formulas, and for chosen values the rules, of every measure."""
    for name, measure in draft.framework.measures.items():
        _draft_measure(draft, Key("measure", name), measure.operation)


def _draft_measure(draft: Draft, then: Key, operation: operations.Operation) -> None:
    keys = [draft.scope.known_fact(name).least for name in operation.operands]
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
            draft.formulas.append(Linear(origin=origin, then=then, terms=tuple(Term(1, key) for key in keys)))
        case operations.Remainder():
            first, *rest = keys
            terms = (Term(1, first), *(Term(-1, key) for key in rest))
            draft.formulas.append(Linear(origin=origin, then=then, terms=terms))
        case operations.MinutesBetween() | operations.DaysBetween() | operations.Shortfall():
            start, end = keys
            at_least = 0 if isinstance(operation, operations.Shortfall) else None
            terms = (Term(1, end), Term(-1, start))
            draft.formulas.append(Linear(origin=origin, then=then, terms=terms, at_least=at_least))
        case _:
            assert_never(operation)


def _draft_choice(draft: Draft, then: Key, choices: tuple[Choice, ...]) -> None:
    """The first condition that holds chooses: each rule also needs that the earlier ones are false."""
    earlier: list[Literal] = []
    for number, choice in enumerate(choices):
        origin = Origin("measure", then.subject, "choose", number)
        own = ALWAYS if choice.when is None else draft.literal(choice.when, origin)
        chosen = draft.all_of([*(~literal for literal in earlier), own], origin.within("first"))
        if chosen == ALWAYS:  # the only choice: nothing that a rule could test
            draft.formulas.append(Linear(origin=origin, then=then, terms=(), constant=choice.value))
        else:
            draft.conclude(origin, chosen.true, then, choice.value)
        earlier.append(own)
