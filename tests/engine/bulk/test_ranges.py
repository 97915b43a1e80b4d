"""Between which ends facts lie: no record has one beyond, or a query would do with too narrow numbers."""

from __future__ import annotations

import pytest

from chamdiem.engine.bulk.ranges import ValueRange, range_of_sum, range_on_the_way, ranges
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.rules.compile.program import Key, Linear, Origin, Term
from concluding import concluded, draw
from drawn.chance import seeded
from many_rows import chance_of
from thresholds import drawn_facts

A, B = Key("a"), Key("b")


def test_no_fact_lies_beyond_its_range() -> None:
    """Whatever a drawn record says, every fact that is concluded of it lies within its range."""
    for seed in range(6):
        program, rows = draw(seeded(f"ranges {seed}"), 8)
        found = ranges(program)
        for row in rows:
            for key, value in (concluded(program, row) or {}).items():
                assert found[key].least <= value <= found[key].most


@pytest.mark.parametrize("name", Catalog().ids)
def test_no_fact_of_a_shipped_framework_lies_beyond_its_range(name: str) -> None:
    """The same of every framework that ships, and what rules conclude is narrow."""
    program = Catalog().get(name).program
    found = ranges(program)
    for row in drawn_facts(program, chance_of(3), 0.2, 8):
        for key, value in (concluded(program, row) or {}).items():
            assert found[key].least <= value <= found[key].most
    assert all(found[key].fits(32) for key, by in program.by.items() if isinstance(by, tuple))


def test_a_sum_is_narrow_where_all_that_is_met_on_the_way_is() -> None:
    """A sum that ends within narrow numbers may pass through wider ones, and is told so."""
    formula = Linear(
        origin=Origin("total", ""), then=Key("t"), terms=(Term(3, A), Term(-3, B, -9)), constant=-2, at_least=0
    )
    found = {A: ValueRange(10**9, 10**9), B: ValueRange(10**9, 10**9)}
    assert range_of_sum(formula, found) == ValueRange(-2, 3 * 10**9 + 25)
    assert not range_on_the_way(formula, found).fits(32)
    assert range_on_the_way(formula, {A: ValueRange(0, 5), B: ValueRange(-1, 2)}) == ValueRange(-44, 44)
