"""The one interpreter of parts of a program: where it cuts, what follows, and what it says of rules that disagree."""

from __future__ import annotations

import pytest

from chamdiem.rules.compile.interpreter import Disagreement, Slice, cuts, only
from chamdiem.rules.compile.program import Key, Linear, Origin, Rule, Term, Within, stratify

HERE = Origin("criterion", "1")
A, B, C, D = (Key("fact", name) for name in "abcd")


def rule(then: Key, test: Within, value: int) -> Rule:
    """Return a rule of one test."""
    return Rule(origin=HERE, name=f"{then}={value}", when=(test,), then=then, value=value)


LOW, HIGH = rule(B, Within(A, None, 5), 1), rule(B, Within(A, 5, None), 2)
PROGRAM = stratify([LOW, HIGH, rule(D, Within(C, 2, 2), 7)], [Linear(origin=HERE, then=C, terms=(Term(1, B),))])


def test_what_follows() -> None:
    """Facts follow through rules and formulas, those given stay, and the rules that fired are named."""
    found = Slice(PROGRAM, [D]).trace({A: 9})
    assert (found.facts, found.clashes) == ({A: 9, B: 2, C: 2, D: 7}, False)
    assert found.fired[B] == [HIGH]


def test_rules_that_disagree() -> None:
    """A fact on which two rules disagree does not follow, and whoever wants no such thing hears of it."""
    part = Slice(PROGRAM, [D])
    found = part.trace({A: 5})
    assert (found.facts, found.clashes, found.fired[B]) == ({A: 5}, True, [LOW, HIGH])
    with pytest.raises(Disagreement):
        part.run({A: 5})


def test_a_slice_is_cut_at_what_is_given() -> None:
    """Nothing is run of what the wanted facts do not need, nor of what is given."""
    assert Slice(PROGRAM, [D]).given == (A,)
    part = Slice(PROGRAM, [D], lambda key: key == C)
    assert (part.given, part.size) == ((C,), 1)
    assert part.run({C: 2}) == {C: 2, D: 7}


def test_the_part_that_concludes_some_facts_is_a_program() -> None:
    """What concludes a fact stands by itself as a program, with its own inputs."""
    part = only(PROGRAM, [B])
    assert (list(part.rules), list(part.formulas)) == ([LOW, HIGH], [])
    assert part.inputs == {A}


def test_cuts() -> None:
    """A fact is cut where a test begins to hold or to fail."""
    assert cuts(test for each in PROGRAM.rules for test in each.when) == {A: {5, 6}, C: {2, 3}}
