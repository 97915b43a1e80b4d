"""A rule program over arrays: the same facts of every record as the plain interpreter concludes of it alone."""

from __future__ import annotations

import numpy as np
import pytest

from chamdiem.engine.bulk.array_program import ArrayProgram
from chamdiem.engine.bulk.arrays import FactArray
from chamdiem.engine.bulk.query import rule_column
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.inference import RuleEngine
from chamdiem.rules.compile.program import Extreme, Fraction, Guarded, Key, Linear, Term, Within, stratify
from concluding import HERE, compare, compare_with_engine, draw, rule
from drawn.chance import seeded
from in_arrays import asked, concluded
from many_rows import chance_of
from thresholds import drawn_facts

A, B, C = Key("a"), Key("b"), Key("c")


@pytest.mark.nightly
@pytest.mark.parametrize("chunk", range(20))
def test_every_construct_is_concluded_as_record_by_record_at_length(chunk: int) -> None:
    """0 differences in 2,000 programs with every construct."""
    for seed in range(100 * chunk, 100 * (chunk + 1)):
        program, rows = draw(seeded(f"bulk at length {seed}"), 20)
        compare(program, rows, asked(program, rows))


@pytest.mark.nightly
@pytest.mark.parametrize("share", [0, 0.1, 0.5])
@pytest.mark.parametrize("name", Catalog().ids)
def test_arrays_and_engine_and_interpreter_conclude_the_same(name: str, share: float) -> None:
    """Of 20,000 records of a framework that ships every conclusion is one: by arrays, by the engine, the interpreter."""
    program, chance = Catalog().get(name).program, chance_of(int(share * 10))
    engine = RuleEngine(program)
    for _ in range(20):
        rows = drawn_facts(program, chance, share, 1000)
        results = asked(program, rows)
        compare(program, rows, results)
        compare_with_engine(program, engine, rows, results)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("is_last_open", [False, True])
def test_bands_tell_the_number_of_their_rule(sign: int, *, is_last_open: bool) -> None:
    """Of bands by lower ends, or by upper ones, the rule is the first whose end is reached; beyond the last is none."""

    def reaching(end: int) -> Within:
        return Within(A, end, None) if sign > 0 else Within(A, None, -end)

    tests = [reaching(9), reaching(5), Within(A) if is_last_open else reaching(1)]
    program = stratify([rule(B, 10 * place, test) for place, test in enumerate(tests)], [])
    rows = [{A: sign * value} for value in (10, 9, 8, 5, 4, 1, 0)]
    last = 2 if is_last_open else None
    found = asked(program, [*rows, {}])
    assert [row[rule_column(B)] for row in found] == [0, 0, 1, 1, 2, 2, last, None]
    assert [row["b"] for row in found] == [
        None if (n := row[rule_column(B)]) is None else 10 * int(str(n)) for row in found
    ]


def test_of_rules_that_agree_the_first_is_told() -> None:
    """Of every fact that rules conclude it is told which rule did, the first of those that agree."""
    rules = [rule(B, 5, Within(A, 3, 4)), rule(B, 5, Within(A, 2, None), Within(C)), rule(B, 7, Within(A, None, 1))]
    found = asked(stratify(rules, []), [{A: 4}, {A: 2, C: 0}, {A: 0}, {A: 5}, {}])
    assert [(row["b"], row[rule_column(B)]) for row in found] == [(5, 0), (5, 1), (7, 2), (None, None), (None, None)]


def test_more_rules_than_a_byte_counts_are_told_apart() -> None:
    """The number of a rule is right where a fact has hundreds of them."""
    program = stratify([rule(B, place, Within(A, place, place)) for place in range(300)], [])
    found = asked(program, [{A: place} for place in range(301)])
    assert [row[rule_column(B)] for row in found] == [*range(300), None]


def test_what_is_not_asked_for_is_not_made() -> None:
    """Only what is asked for is concluded, what that is made from, and what tells that rules disagree."""
    rules = [rule(B, 5, Within(A, 1)), rule(C, 6, Within(A, 2)), rule(C, 7, Within(Key("d"), 1))]
    ready = ArrayProgram(stratify(rules, []), [B])
    assert {then for then, _ in ready.steps} == {B}
    assert ready.conclude({A: FactArray(np.array([3])), Key("d"): FactArray(np.array([1]))}, 1).conflict.tolist() == [
        True
    ]


def test_a_fact_that_is_narrow_is_compared_with_what_is_wide() -> None:
    """Ends and points that no 32 bits hold are right beside facts that are narrow."""
    held = Linear(origin=HERE, then=Key("t"), terms=(Term(1, B),), at_least=10**11)
    nothing = Linear(origin=HERE, then=Key("n"), terms=(Term(10**14, C), Term(1, B, -(10**13))))
    far = Extreme(origin=HERE, then=Key("x"), highest=True, options=(Guarded(B), Guarded(10**14)), default=-(10**14))
    program = stratify([rule(B, 5, Within(A, -(10**15), 10**15)), rule(C, 0, Within(A))], [held, nothing, far])
    rows = [{A: 1}, {}]
    compare(program, rows, asked(program, rows))


def test_a_quotient_of_narrow_numbers_is_as_wide_as_it_has_to_be() -> None:
    """What a fraction is stored as, and what it is compared with, is right where its two numbers are narrow."""
    share = Fraction(origin=HERE, then=B, numerator=A, denominator=C, scale=1, rounding="marked")
    twice = Linear(origin=HERE, then=Key("t"), terms=(Term(2, B),))
    program = stratify([rule(Key("d"), 1, Within(B, 4 * 10**9, None))], [share, twice])
    rows = [{A: a, C: c} for a in (2 * 10**9, -(2 * 10**9), 7, 10**12) for c in (1, 2, 3, 0)]
    compare(program, rows, asked(program, rows))


@pytest.mark.parametrize("value", [10**12 + 1, -(10**12) - 1])
def test_a_number_that_no_record_has_is_refused(value: int) -> None:
    """What is wider than anything that is reckoned with goes no further, rather than becoming another number."""
    program = stratify([rule(B, 5, Within(A, 1))], [])
    assert asked(program, [{A: 10**12}])[0]["b"] == 5
    with pytest.raises(OverflowError):
        concluded(program, [{A: value}])


def test_no_records_are_concluded() -> None:
    """Of no records nothing is concluded, by every framework that ships."""
    for each in Catalog().all():
        assert asked(each.program, []) == []
