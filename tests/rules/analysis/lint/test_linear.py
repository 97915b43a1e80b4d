"""Whole numbers that satisfy inequalities: what is found satisfies them, and what is not found does not exist."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.rules.analysis.lint.linear import Affine, AtMost, Undecided, combined, solve, variable
from chamdiem.rules.compile.program import Key

NAMES = tuple(Key("field", name) for name in "xyz")
BOX = 6
INEQUALITIES = st.lists(
    st.tuples(st.lists(st.integers(-9, 9), min_size=3, max_size=3), st.integers(-20, 20)), min_size=1, max_size=5
)


def form(*factors: int) -> Affine:
    """Return a form over the three variables."""
    return combined(zip(factors, map(variable, NAMES), strict=True))


def boxed(system: list[AtMost]) -> list[AtMost]:
    """Return a system with every variable between 0 and the side of the box."""
    return [*system, *(bound for name in NAMES for bound in (variable(name).at_least(0), variable(name).at_most(BOX)))]


@settings(max_examples=200)
@given(INEQUALITIES, st.integers(0, 4))
def test_agrees_with_trying_everything(rows: list[tuple[list[int], int]], equations: int) -> None:
    """In a small box, a solution is found exactly where trying every point finds one; some rows are equations."""
    system = [form(*factors).at_most(bound) for factors, bound in rows]
    system += [form(*factors).at_least(bound) for factors, bound in rows[:equations]]
    points = list(product(range(BOX + 1), repeat=3))
    right = [point for point in points if all(holds(one, dict(zip(NAMES, point, strict=True))) for one in system)]
    found = solve(boxed(system), {})
    assert (found is None) == (not right)
    assert found is None or tuple(found[name] for name in NAMES) in right


def holds(inequality: AtMost, values: dict[Key, int]) -> bool:
    """Tell whether values satisfy an inequality."""
    return sum(factor * values[key] for key, factor in inequality.coefficients) <= inequality.bound


def test_preferred_values_are_kept_where_they_can_be() -> None:
    """Of all solutions the one near the preferred values is taken, so that a witness reads like a real meeting."""
    found = solve(boxed([form(1, -1, 0).at_most(0)]), {NAMES[0]: 4, NAMES[1]: 5, NAMES[2]: 2})
    assert found == dict(zip(NAMES, (4, 5, 2), strict=True))


def test_a_thin_wedge_is_found_far_out() -> None:
    """A share strictly between 89.9 % and 90 % needs more than a thousand members, and is found."""
    top, bottom = variable(NAMES[0]), variable(NAMES[1])
    system = [
        (top.times(1000) + bottom.times(-899)).at_least(1),
        (top.times(10) + bottom.times(-9)).at_most(-1),
        bottom.at_least(1),
        bottom.at_most(10**6),
        top.at_least(0),
    ]
    found = solve(system, {NAMES[1]: 20})
    assert found is not None
    assert 899 * found[NAMES[1]] < 1000 * found[NAMES[0]] < 900 * found[NAMES[1]]


def test_an_equation_with_large_steps() -> None:
    """A share of exactly 33.3333 % has its first whole numbers at a million, and needs no million tries."""
    top, bottom = variable(NAMES[0]), variable(NAMES[1])
    share = top.times(10**6) + bottom.times(-333_333)
    ends = [bottom.at_least(1), bottom.at_most(10**7), share.at_most(0), share.at_least(0)]
    assert solve(ends, {}) == {NAMES[0]: 333_333, NAMES[1]: 10**6}


def test_contradiction_without_variables() -> None:
    """An inequality between numbers alone is true or ends the search."""
    assert solve([AtMost((), 0)], {}) == {}
    assert solve([AtMost((), -1)], {}) is None


def test_giving_up_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that would take too long raises, and pretends neither a solution nor its absence."""
    monkeypatch.setattr("chamdiem.rules.analysis.lint.linear.MAX_TRIES", 1)
    with pytest.raises(Undecided):
        test_a_thin_wedge_is_found_far_out()


@pytest.mark.parametrize("factor", [-3, 0, 2])
def test_forms_add_up(factor: int) -> None:
    """A multiple of a form has every coefficient and the constant multiplied; terms that vanish are left out."""
    made = (form(1, 2, 0) + Affine((), 5)).times(factor)
    assert made == combined(((factor, form(1, 2, 0)), (factor, Affine((), 5))))
    assert (form(1, 0, 0) + form(-1, 0, 0)).coefficients == ()
