"""Rules tried one after the other: what the ones before them told need not be asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from chamdiem.engine.bulk.asked import left_to_ask
from chamdiem.rules.compile.program import Key, Within, all_hold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Tests = tuple[Within, ...]

A, B = Key("a"), Key("b")
ENDS = st.none() | st.integers(-3, 3)
TESTS = st.builds(Within, st.sampled_from([A, B]), ENDS, ENDS)
RULES = st.lists(st.lists(TESTS, max_size=2).map(tuple), max_size=5)
VALUES = st.none() | st.integers(-5, 5)


def first(rules: Sequence[Tests], facts: Mapping[Key, int]) -> int | None:
    """Return the place of the first rule that holds."""
    return next((place for place, tests in enumerate(rules) if all_hold(tests, facts)), None)


@given(RULES, VALUES, VALUES)
def test_the_same_rule_is_the_first_that_holds(rules: list[Tests], a: int | None, b: int | None) -> None:
    """Whatever is left out, the first rule that holds is the one that was the first by all of its tests."""
    facts = {key: value for key, value in ((A, a), (B, b)) if value is not None}
    assert first(list(left_to_ask(rules)), facts) == first(rules, facts)


def test_of_bands_that_adjoin_the_lower_ends_are_left() -> None:
    """Of bands from the best down each is asked for its lower end alone, the last one whether anything is known."""
    bands = [(Within(A, 9),), (Within(A, 5, 8),), (Within(A, 0, 4),), (Within(A, None, -1),)]
    assert list(left_to_ask(bands)) == [(Within(A, 9),), (Within(A, 5),), (Within(A, 0),), (Within(A),)]
    rising = [(Within(A, None, 4),), (Within(A, 5, 8),), (Within(A, 9),)]
    assert list(left_to_ask(rising)) == [(Within(A, None, 4),), (Within(A, None, 8),), (Within(A),)]
