"""Stratum 0: record fields → measures, by exact formulas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.rules.compile.conditions import ALWAYS, Draft, Literal
from chamdiem.rules.compile.program import Fraction, Key, Linear, Origin, Term
from chamdiem.rules.compile.scope import PERCENT_SCALE

if TYPE_CHECKING:
    from chamdiem.rules.language.measures import Choice, Measure


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
        _draft_measure(draft, Key("measure", name), measure)


def _draft_measure(draft: Draft, then: Key, measure: Measure) -> None:
    if measure.choose is not None:
        _draft_choice(draft, then, measure.choose)
    elif measure.percent is not None:
        top, bottom = (_key(draft, name) for name in measure.percent)
        draft.formulas.append(
            Fraction(then=then, numerator=top, denominator=bottom, scale=100 * PERCENT_SCALE, rounding="marked")
        )
    else:
        draft.formulas.append(_linear(draft, then, measure))


def _linear(draft: Draft, then: Key, measure: Measure) -> Linear:
    if measure.sum is not None:
        return Linear(then=then, terms=tuple(Term(1, _key(draft, name)) for name in measure.sum))
    if measure.difference is not None:
        first, *rest = (_key(draft, name) for name in measure.difference)
        return Linear(then=then, terms=(Term(1, first), *(Term(-1, key) for key in rest)))
    pair = measure.minutes_between or measure.days_between or measure.shortfall or ()
    start, end = (_key(draft, name) for name in pair)
    return Linear(then=then, terms=(Term(1, end), Term(-1, start)), at_least=0 if measure.shortfall else None)


def _key(draft: Draft, name: str) -> Key:
    quantity = draft.scope.fact(name)
    if quantity is None:
        raise LookupError(name)
    return quantity.least


def _draft_choice(draft: Draft, then: Key, choices: tuple[Choice, ...]) -> None:
    """The first condition that holds chooses: each rule also needs that the earlier ones are false."""
    earlier: list[Literal] = []
    for number, choice in enumerate(choices):
        name = f"{then.subject}/choose/{number}"
        own = ALWAYS if choice.when is None else draft.literal(choice.when, name)
        chosen = draft.all_of([*(~literal for literal in earlier), own], f"{name}/first")
        if chosen == ALWAYS:  # the only choice: nothing that a rule could test
            draft.formulas.append(Linear(then=then, terms=(), constant=choice.value))
        else:
            draft.conclude(name, chosen.true, then, choice.value, origin=Origin(then.subject, "choose", number))
        earlier.append(own)
