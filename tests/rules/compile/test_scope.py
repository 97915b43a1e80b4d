"""The names of a framework: what each stands for and how its values are stored."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from pydantic import ValidationError

from chamdiem.rules.compile.keys import group_subject
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import PERCENT_SCALE, Quantity, Scope, score
from chamdiem.rules.language.conditions import Comparison
from samples import criterion, framework

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

KEY = Key("measure", "m")
COUNT, PERCENT = Quantity(KEY, KEY, "count"), Quantity(KEY, KEY, "percent", PERCENT_SCALE)
POINTS = score("total")


def comparison(ends: Mapping[str, Decimal]) -> Comparison:
    """Return a range, if the ends leave room for one."""
    try:
        return Comparison.model_validate({name: str(end) for name, end in ends.items()})
    except ValidationError:
        reject()


_ENDS = st.dictionaries(
    st.sampled_from(["at_least", "above", "at_most", "below"]), st.decimals(0, 120, places=4), min_size=1, max_size=2
)


def inside(value: Fraction, ends: Mapping[str, Decimal]) -> bool:
    """Tell whether a number lies within the ends."""
    tests = {
        "at_least": lambda end: value >= end, "above": lambda end: value > end,
        "at_most": lambda end: value <= end, "below": lambda end: value < end,
    }  # fmt: skip
    return all(tests[name](Fraction(end)) for name, end in ends.items())


def lies(stored: int, interval: tuple[int | None, int | None]) -> bool:
    """Tell whether a stored integer lies in a closed interval."""
    low, high = interval
    return (low is None or stored >= low) and (high is None or stored <= high)


@given(_ENDS, st.integers(0, 300), st.integers(1, 250))
def test_interval_of_a_percentage_is_exact(ends: dict[str, Decimal], top: int, bottom: int) -> None:
    """X ≥ T ⇔ v ≥ 2K, and so on: a marked percentage lies in the stored interval just when it lies within the ends."""
    whole, rest = divmod(top * 100 * PERCENT_SCALE, bottom)
    marked = 2 * whole + bool(rest)
    assert lies(marked, PERCENT.interval(comparison(ends))) == inside(Fraction(100 * top, bottom), ends)


@given(_ENDS, st.integers(0, 12_000))
def test_interval_of_counts_and_points_is_exact(ends: dict[str, Decimal], stored: int) -> None:
    """Ends between two whole numbers, or between two hundredths of a point, part them exactly."""
    made = comparison(ends)
    assert lies(stored, COUNT.interval(made)) == inside(Fraction(stored), ends)
    assert lies(stored, POINTS.interval(made)) == inside(Fraction(stored, 100), ends)


@given(st.decimals(0, 100, places=4), st.integers(0, 300), st.integers(1, 50))
def test_exactly(value: Decimal, top: int, bottom: int) -> None:
    """The stored integers that equal a number are one or none."""
    whole, rest = divmod(top * 100 * PERCENT_SCALE, bottom)
    low, high = PERCENT.exactly(value)
    assert (low <= 2 * whole + bool(rest) <= high) == (Fraction(100 * top, bottom) == Fraction(value))
    assert COUNT.exactly(value) == (ceil(value), floor(value))


def test_roles_of_names() -> None:
    """Fields and measures are told apart by what they hold; texts and periods never become facts."""
    measures = {
        "share": {"title": "Tỷ lệ", "percent": ["present", "members_total"]},
        "all": {"title": "Tổng", "sum": ["present"]},
    }
    scope = Scope(framework(criterion(), measures=measures).framework)
    names = ("present", "committee_exists", "mode", "date", "start_time", "share", "all", "cell_name", "period", "xxx")
    roles = [found.role if (found := scope.fact(name)) else None for name in names]
    assert roles == ["count", "words", "words", "date", "time", "percent", "count", None, None, None]


@pytest.mark.parametrize(
    ("scoring", "answers"),
    [
        ({"judged": "yes_no"}, {"1": "words"}),
        ({"judged": "points"}, {"1": "points"}),
        ({"levels": [{"id": "a", "title": "A", "points": "1"}]}, {"1": "words"}),
        ({"holds": {"fact": "present", "at_least": "1"}}, {}),
        (
            {"checklist": [{"id": "a", "title": "A", "points": "4"},
                           {"id": "b", "title": "B", "points": "6", "holds": {"fact": "present", "at_least": "1"}}]},
            {"1/a": "words"},
        ),
        (
            {"deductions": {"each": [{"id": "a", "title": "A", "points": "1"},
                                     {"id": "b", "title": "B", "points": "1", "of": "present"}]}},
            {"1/a": "count"},
        ),
    ],
)  # fmt: skip
def test_questions_to_the_scorer(scoring: dict[str, object], answers: dict[str, str]) -> None:
    """Only what the record does not decide is asked, by the criterion's id or id/part."""
    scope = Scope(framework(criterion(**scoring)).framework)
    assert {question.name: question.quantity.role for question in scope.questions.values()} == answers


def test_group_and_criterion_may_share_an_id() -> None:
    """The points of group 1 are not those of criterion 1."""
    assert score(group_subject("1")) != score("1")
    assert score("1").least != score("1").most


def test_counts_end_where_nothing_is_taken_any_more() -> None:
    """A count takes points up to its own cap, its criterion's, or the maximum; one fact in two criteria, to the later."""
    capped = [
        {"id": "a", "title": "A", "points": "3", "of": "reminded"},
        {"id": "b", "title": "B", "points": "1", "at_most": "2"},
    ]
    first = criterion("1", deductions={"each": capped, "at_most": "4"})
    second = criterion("2", deductions={"each": [{"id": "a", "title": "A", "points": "2", "of": "reminded"}]})
    free = {"deductions": {"each": [{"id": "a", "title": "A", "points": "0"}]}}
    scope = Scope(framework(first, second, criterion("3", **free)).framework)
    moves = {Key("field", "reminded"): (1, 2, 3, 4, 5), Key("answer", "1/b"): (1, 2), Key("answer", "3/a"): ()}
    assert scope.moves == moves
