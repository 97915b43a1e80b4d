"""The rule program: what formulas give, and how rules and formulas are laid out in strata."""

from __future__ import annotations

import pytest

from chamdiem.rules.compile.program import (
    Fraction,
    Key,
    Linear,
    Origin,
    Pick,
    Program,
    ProgramError,
    Rule,
    Term,
    Within,
    stratify,
)
from chamdiem.rules.compile.rescaling import Rounding, round_to_step

HERE = Origin("criterion", "1")
A, B, C, D = (Key("fact", name) for name in "abcd")


def rule(then: Key, *reads: Key, name: str = "r", value: int = 1) -> Rule:
    """Return a rule that needs its facts to be known."""
    return Rule(origin=HERE, name=name, when=tuple(Within(key, 0, None) for key in reads), then=then, value=value)


@pytest.mark.parametrize(
    ("low", "high", "holds"),
    [(None, None, "-1 0 1 2"), (0, None, "0 1 2"), (None, 1, "-1 0 1"), (0, 1, "0 1"), (1, 1, "1"), (2, 1, "")],
)
def test_within_is_closed(low: int | None, high: int | None, holds: str) -> None:
    """Both ends of an interval belong to it; an end that is not given is open."""
    test = Within(A, low, high)
    assert [value for value in (-1, 0, 1, 2) if test.holds(value)] == [int(word) for word in holds.split()]


def test_sum_is_missing_with_a_term() -> None:
    """A sum is missing while a term is, unless that term has a default."""
    formula = Linear(origin=HERE, then=D, terms=(Term(1, A), Term(-2, B, 5)), constant=100)
    assert formula.evaluate({A: 3, B: 1}) == 101
    assert formula.evaluate({A: 3}) == 93
    assert formula.evaluate({B: 1}) is None
    assert formula.reads == (A, B)


@pytest.mark.parametrize(("value", "kept"), [(-5, 0), (0, 0), (4, 4), (10, 10), (11, 10)])
def test_sum_is_held_within_its_ends(value: int, kept: int) -> None:
    """A sum stops at its floor and its ceiling."""
    assert Linear(origin=HERE, then=B, terms=(Term(1, A),), at_least=0, at_most=10).evaluate({A: value}) == kept


def test_sum_of_nothing_is_its_constant() -> None:
    """A sum without terms is known whatever is missing."""
    assert Linear(origin=HERE, then=A, terms=(), constant=7).evaluate({}) == 7


@pytest.mark.parametrize(("top", "bottom"), [(1, 0), (0, 0), (5, -1), (None, 3), (3, None)])
def test_quotient_that_cannot_be_made_is_missing(top: int | None, bottom: int | None) -> None:
    """A share of nobody, of less than nobody, or of what is not known is missing, not zero."""
    facts = {key: value for key, value in ((A, top), (B, bottom)) if value is not None}
    assert (
        Fraction(origin=HERE, then=C, numerator=A, denominator=B, scale=100, rounding="marked").evaluate(facts) is None
    )


@pytest.mark.parametrize(
    ("rounding", "step", "value"),
    [("marked", 1, 67), ("half_up", 1, 33), ("down", 1, 33), ("up", 1, 34), ("half_up", 50, 50), ("down", 50, 0)],
)
def test_quotient_is_rounded_as_it_is_told(rounding: Rounding, step: int, value: int) -> None:
    """One third of 100 by every rounding: marked says 33 and a rest."""
    formula = Fraction(origin=HERE, then=C, numerator=A, denominator=B, scale=100, rounding=rounding, step=step)
    assert formula.evaluate({A: 1, B: 3}) == value
    assert formula.reads == (A, B)


@pytest.mark.parametrize(
    ("numerator", "half_up", "down", "up"),
    [
        (0, 0, 0, 0),
        (24, 0, 0, 50),
        (25, 50, 0, 50),
        (50, 50, 50, 50),
        (74, 50, 50, 100),
        (75, 100, 50, 100),
        (-24, 0, -50, 0),
        (-25, 0, -50, 0),
        (-26, -50, -50, 0),
    ],
)
def test_half_a_step_goes_up(numerator: int, half_up: int, down: int, up: int) -> None:
    """Exactly half a step is rounded up, a little less is not."""
    roundings: tuple[Rounding, ...] = ("half_up", "down", "up")
    assert [round_to_step(numerator, 1, 50, rounding) for rounding in roundings] == [half_up, down, up]


def test_pick_follows_its_selector() -> None:
    """The selector's value points at a fact or a number; without either, nothing is picked."""
    formula = Pick(origin=HERE, then=D, selector=A, options=((0, B), (1, 50), (2, C)))
    assert formula.evaluate({A: 0, B: 9}) == 9
    assert formula.evaluate({A: 1}) == 50
    assert formula.evaluate({A: 2, B: 9}) is None
    assert formula.evaluate({A: 3, B: 9, C: 9}) is None
    assert formula.evaluate({B: 9}) is None
    assert formula.reads == (A, B, C)


# --- strata ---


def test_rules_stand_above_what_they_read() -> None:
    """A rule runs in a stratum above every rule that concludes what it reads; a formula beside its newest input."""
    summed = Linear(origin=HERE, then=C, terms=(Term(1, B),))
    program = stratify([rule(D, C, name="upper"), rule(B, A, name="lower")], [summed])
    assert [[item.name for item in stratum.rules] for stratum in program.strata] == [[], ["lower"], ["upper"]]
    assert [stratum.formulas for stratum in program.strata] == [(), (summed,), ()]
    assert program.inputs == {A}
    assert [item.name for item in program.rules] == ["lower", "upper"]
    assert list(program.formulas) == [summed]


def test_formulas_stand_in_the_order_of_their_inputs() -> None:
    """Within a stratum each formula finds its inputs made."""
    first, second = Linear(origin=HERE, then=B, terms=(Term(1, A),)), Linear(origin=HERE, then=C, terms=(Term(1, B),))
    assert stratify([], [second, first]).strata[0].formulas == (first, second)


def test_program_of_nothing() -> None:
    """A program without rules has one empty stratum and asks for nothing."""
    program = stratify([], [])
    assert (len(program.strata), program.inputs) == (1, frozenset())
    assert isinstance(program, Program)


def test_circle_is_named() -> None:
    """Facts that need each other are an error that names them in their order."""
    with pytest.raises(ProgramError, match=r"fact [abc] → fact [abc] → fact [abc] → fact [abc]"):
        stratify([rule(A, B), rule(B, C)], [Linear(origin=HERE, then=C, terms=(Term(1, A),))])


@pytest.mark.parametrize("by_rule", [True, False])
def test_fact_is_concluded_in_one_way(by_rule: bool) -> None:  # noqa: FBT001 - a row
    """A fact comes from rules or from one formula; two ways would be two answers."""
    formulas = [Linear(origin=HERE, then=B, terms=(Term(1, A),))] * (1 if by_rule else 2)
    with pytest.raises(ProgramError, match="fact b"):
        stratify([rule(B, A)] if by_rule else [], formulas)
