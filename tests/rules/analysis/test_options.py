"""The values of a changeable fact that are worth trying."""

from __future__ import annotations

import pytest

from chamdiem.rules.analysis.levers import Situation
from chamdiem.rules.analysis.options import Cluster
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.program import Key
from samples import Json, criterion, framework

GIVEN, DONE = Key("field", "given"), Key("field", "done")
EACH: Json = {"id": "a", "title": "Một việc", "points": "1", "of": "done"}
WAYS: list[Json] = [{"holds": {"fact": "done", "at_least": "3"}}, {"additions": {"each": [EACH]}}]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("facts", "most"), [({}, 3), ({GIVEN: 2}, 2)])
def test_nothing_is_advised_beyond_what_a_missing_number_may_be(way: Json, facts: dict[Key, int], most: int) -> None:
    """No more is done than was given, and at most three are given: six are never tried, whoever wrote down either."""
    inputs: Json = {
        "given": {"title": "Được giao", "type": "count", "at_most": "3"},
        "done": {"title": "Đã làm", "type": "count", "at_most": {"fact": "given"}, "change": "next"},
    }
    made = framework(criterion(**way), inputs=inputs).framework
    situation = Situation(made, compile_framework(made), facts, lambda key: key == DONE)
    cluster = Cluster(situation, situation.levers, dict(enumerate(made.criteria)))
    tried = {option.changes.get(DONE, 0) for option in cluster.options(())}
    assert max(tried) == (most if most == 3 or "additions" in way else 0)


def test_what_another_input_bounds_has_few_values() -> None:
    """That no more is done than was given, and at most three are given, leaves four numbers: each of them is tried."""
    inputs: Json = {
        "given": {"title": "Được giao", "type": "count", "at_most": "3"},
        "done": {"title": "Đã làm", "type": "count", "at_most": {"fact": "given"}},
    }
    made = framework(criterion(**WAYS[0]), inputs=inputs).framework
    (lever,) = Situation(made, compile_framework(made), {}, lambda key: key == DONE).levers
    assert lever.values == (0, 1, 2, 3)


def test_a_count_that_is_asked_is_tried_where_a_gate_tests_it() -> None:
    """Though no more points come of it, what is counted is tried up to what a gate asks for, and just below."""
    way: Json = {"additions": {"each": [{"id": "a", "title": "Một việc", "points": "10"}]}}
    gate: Json = {"when": {"answer": "1/a", "at_least": "7"}, "title": "đủ bảy việc"}
    made = framework(criterion(**way), ratings=[{"id": "tot", "title": "Tốt", "requires": [gate]}]).framework
    (lever,) = Situation(made, compile_framework(made), {}, lambda key: key.kind == "answer").levers
    assert lever.values == (0, 1, 6, 7)


def test_each_number_is_tried_of_which_points_are_a_share() -> None:
    """Points for what was done of what was given follow both: each number up to what was given is tried."""
    inputs: Json = {
        "given": {"title": "Được giao", "type": "count"},
        "done": {"title": "Đã làm", "type": "count", "at_most": {"fact": "given"}},
    }
    made = framework(criterion(proportional={"of": "done", "out_of": "given"}), inputs=inputs).framework
    (lever,) = Situation(made, compile_framework(made), {GIVEN: 20, DONE: 5}, lambda key: key == DONE).levers
    assert (lever.values, lever.sampled) == (tuple(range(21)), False)
    assert all(each.sampled for each in Situation(made, compile_framework(made), {}, lambda _: True).levers)


AWAY: Json = {
    "less": {"title": "Còn thiếu", "shortfall": ["done", "given"]},
    "more": {"title": "Vượt", "shortfall": ["given", "done"]},
    "away": {"title": "Lệch", "sum": ["less", "more"]},
}
"""How far apart two numbers are: it falls, and then it rises."""


@pytest.mark.parametrize(("now", "wanted"), [(0, 8), (40, 12)])
def test_a_measure_that_falls_and_then_rises_is_followed(now: int, wanted: int) -> None:
    """What is near enough to ten lies between two numbers that are not: the nearest of it is found from either side."""
    inputs: Json = {
        "given": {"title": "Được giao", "type": "count", "at_most": "1000"},
        "done": {"title": "Đã làm", "type": "count", "at_most": "1000", "change": "next"},
    }
    near: Json = {"holds": {"fact": "away", "at_most": "2"}}
    made = framework(criterion(**near), inputs=inputs, measures=AWAY).framework
    situation = Situation(made, compile_framework(made), {GIVEN: 10, DONE: now}, lambda key: key == DONE)
    cluster = Cluster(situation, situation.levers, dict(enumerate(made.criteria)))
    assert [option.changes.get(DONE) for option in cluster.options(()) if option.gain > 0] == [wanted]
