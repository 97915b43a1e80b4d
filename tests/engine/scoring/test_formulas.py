"""Formulas as one function: no text of a framework in its source, and values as each formula gives them by itself."""

from __future__ import annotations

import re
from fractions import Fraction as Ratio

import pytest

from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.formulas import concluding, source_of
from chamdiem.rules.compile.program import Extreme, Fraction, Guarded, Key, Linear, Origin, Pick, Term, Within

HERE = Origin("total", "total")
A, B, C, THEN = Key("field", "a"), Key("field", "b"), Key("field", "c"), Key("award", "total")
NUMBERS = {A: 0, B: 1, C: 2, THEN: 3}
OURS = re.compile(
    r"(def|conclude|values|return|None|True|is|not|if|else|and|or|in|max|min|sum|default|options|append|get|top|rounded"
    r"|x\d+|(places|rounding|value_of)\d+|\d+)"
)


@pytest.mark.parametrize("name", Catalog().ids)
def test_no_text_of_a_framework_becomes_source(name: str) -> None:
    """Whatever a framework calls its criteria and fields, its formulas are written with numbers and words of ours."""
    program = Catalog().get(name).program
    numbers = {key: number for number, key in enumerate([*program.inputs, *(key for key, _ in program.steps)])}
    source, _ = source_of([*program.formulas], numbers)
    assert all(OURS.fullmatch(word) for word in re.findall(r"\w+", source))
    assert not set("\"'#@\\;") & set(source)


FORMULAS = [
    Linear(origin=HERE, then=THEN, terms=()),
    Linear(origin=HERE, then=THEN, terms=(Term(2, A), Term(-1, B, 5)), constant=7, at_least=0, at_most=9),
    Linear(origin=HERE, then=THEN, terms=tuple(Term(1, A) for _ in range(3000))),
    Fraction(origin=HERE, then=THEN, numerator=A, denominator=B, scale=100, rounding="marked"),
    Fraction(origin=HERE, then=THEN, numerator=A, denominator=B, scale=100, rounding="half_up", step=5),
    Pick(origin=HERE, then=THEN, selector=A, options=((0, B), (1, 8), (1, 9), (-3, C))),
    Pick(origin=HERE, then=THEN, selector=A, options=()),
    Extreme(origin=HERE, then=THEN, highest=True, options=(), default=4),
    Extreme(
        origin=HERE,
        then=THEN,
        highest=False,
        options=(
            Guarded(A, ((Within(B, 1, None), Within(C, None, 3)), (Within(C, 5, 5),))),
            Guarded(6, ((Within(A, None, None),),)),
            Guarded(C),
        ),
    ),
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_gives_what_it_means(formula: Linear | Fraction | Pick | Extreme) -> None:
    """Every kind, with each of its facts missing, below 0, 0 and above, is what the formula by itself evaluates to."""
    conclude = concluding([formula], NUMBERS)
    some = (None, -3, 0, 1, 5)
    for given in ((a, b, c) for a in some for b in some for c in some):
        values = [*given, None]
        conclude(values)
        known = {key: value for key, value in zip(NUMBERS, given, strict=False) if value is not None}
        assert values == [*given, formula.evaluate(known)]


def test_a_formula_reads_those_before_it() -> None:
    """In one stratum a formula may use what another of it concludes."""
    half = Fraction(origin=HERE, then=C, numerator=A, denominator=B, scale=1, rounding="marked")
    conclude = concluding([half, Linear(origin=HERE, then=THEN, terms=(Term(10, C),))], NUMBERS)
    values: list[int | None] = [5, 2, None, None]
    conclude(values)
    assert values == [5, 2, 2 * (Ratio(5, 2).__floor__()) + 1, 50]
