"""Reasons as values: what decided is the rule that fired, and a promised step really reaches its band."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chamdiem.engine.scoring.explaining import reasons
from chamdiem.engine.scoring.reasons import (
    BetterBand,
    ByAnswer,
    ByBand,
    ByCondition,
    ByException,
    ByLevel,
    ByParts,
    CannotBeMade,
    CriterionReason,
)
from patience import LARGE
from samples import Json, award, criterion, evaluate, framework, score

if TYPE_CHECKING:
    from chamdiem.engine.reading.catalog import LoadedFramework

RATE = {"rate": {"title": "Tỷ lệ", "percent": ["targets_met", "targets_set"]}}


def only(scoring: Json, answer: object = None, **facts: object) -> CriterionReason:
    """Return the reason of the first criterion of a meeting; a second keeps the total above nothing."""
    made = framework(criterion("1", **scoring), criterion("2"), measures=RATE)
    return reasons(evaluate(made, {"1": answer} if answer is not None else {}, **facts)).criteria[0]


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_an_answer_without_points_is_told_as_it_was_given(answer: str) -> None:
    """A question that gives no points either way was answered yes or no all the same."""
    assert only({"judged": "yes_no", "maximum": "0"}, answer).decided == ByAnswer(answer == "yes")


@pytest.mark.parametrize(("absent", "met"), [(0, True), (3, False)])
def test_a_condition_without_points_says_whether_it_is_met(absent: int, met: bool) -> None:  # noqa: FBT001 - a row
    """A condition that gives no points is met or not by what the record says, not by its points."""
    scoring = {"holds": {"fact": "absent_unexcused", "at_most": "0"}, "maximum": "0"}
    decided = only(scoring, absent_unexcused=absent).decided
    assert isinstance(decided, ByCondition)
    assert decided.met is met


def test_levels_with_equal_points_are_told_apart() -> None:
    """Of two levels worth the same, the one that was chosen is named."""
    levels = [{"id": name, "title": name, "points": points} for name, points in (("a", "10"), ("b", "0"), ("c", "0"))]
    decided = only({"levels": levels}, "c").decided
    assert isinstance(decided, ByLevel)
    assert decided.level.id == "c"


def test_a_part_without_points_that_was_denied_is_not_met() -> None:
    """A part that gives no points is told by its answer."""
    parts = [{"id": "a", "title": "A", "points": "10"}, {"id": "b", "title": "B", "points": "0"}]
    decided = only({"checklist": parts}, {"a": "yes", "b": "no"}).decided
    assert isinstance(decided, ByParts)
    assert [met for _, met in decided.parts] == [True, False]


BANDS: Json = {
    "of": "praised",
    "levels": [{"at_least": "10", "points": "10"}, {"at_least": "5", "below": "10", "points": "1"}, {"below": "5", "points": "1"}],
    "unless": [
        {"when": {"fact": "reminded", "at_least": "1"}, "points": "1", "reason": "có nhắc nhở"},
        {"when": {"fact": "criticised", "at_least": "1"}, "points": "1", "reason": "có phê bình"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("reminded", "criticised", "held"),
    [(0, 2, ["có phê bình"]), (1, 0, ["có nhắc nhở"]), (1, 1, ["có nhắc nhở", "có phê bình"])],
)
def test_exceptions_with_equal_points_are_told_apart(reminded: int, criticised: int, held: list[str]) -> None:
    """Of exceptions worth the same, those that hold are named, and no other."""
    decided = only({"bands": BANDS}, praised=7, reminded=reminded, criticised=criticised).decided
    assert isinstance(decided, ByException)
    assert [exception.reason for exception in decided.exceptions] == held
    assert not decided.worse  # the band itself is worth as much


@pytest.mark.parametrize(("praised", "below"), [(7, 10), (2, 5)])
def test_bands_with_equal_points_are_told_apart(praised: int, below: int) -> None:
    """Of bands worth the same, the one in which the measure lies is named."""
    decided = only({"bands": BANDS}, praised=praised, reminded=0, criticised=0).decided
    assert isinstance(decided, ByBand)
    assert decided.level.below == below


@pytest.mark.parametrize("met", [0, None])
def test_a_share_of_nothing_names_what_is_nothing(met: int | None) -> None:
    """What a share would be a share of is told with the value that it has."""
    bands = {"of": "rate", "levels": [{"at_least": "90", "points": "10"}, {"below": "90", "points": "1"}]}
    why = only({"bands": bands}, targets_set=0, **({} if met is None else {"targets_met": met}))
    assert why.facts[0].cannot_be_made
    if met is not None:
        assert isinstance(why.decided, CannotBeMade)
        ((share, whole),) = why.decided.shares
        assert (share.name, whole.name, whole.value) == ("rate", "targets_set", 0)


SKIPPED: Json = {
    "of": "rate",
    "levels": [
        {"at_least": "90", "points": "10"},
        {"at_least": "70", "below": "90", "points": "9"},
        {"below": "70", "points": "5"},
    ],
}


def test_a_band_that_is_passed_over_is_not_promised() -> None:
    """One more of three tasks passes over the band from 70 to 90 %, and is promised the band that it reaches."""
    better = only({"bands": SKIPPED}, targets_met=2, targets_set=3).better
    assert isinstance(better, BetterBand)
    assert (better.amount, better.level.points) == (1, 1000)


def test_a_step_into_an_exception_is_not_promised() -> None:
    """Where the step would meet an exception, the band is not promised."""
    unless = [{"when": {"fact": "targets_met", "at_least": "3"}, "points": "5", "reason": "quá nhiều"}]
    assert only({"bands": SKIPPED | {"unless": unless}}, targets_met=2, targets_set=3).better is None


@st.composite
def tables(draw: st.DrawFn) -> LoadedFramework:
    """Draw a framework of one criterion by bands without gaps, in any order of points."""
    ends = sorted(draw(st.sets(st.integers(1, 110), min_size=1, max_size=4)))
    points = draw(st.lists(st.integers(0, 10), min_size=len(ends) + 1, max_size=len(ends) + 1))
    levels: list[Json] = [
        {"points": str(given)}
        | ({"at_least": str(low)} if low is not None else {})
        | ({"below": str(high)} if high is not None else {})
        for given, low, high in zip([*points[:-1], 10], [None, *ends], [*ends, None], strict=True)
    ]
    return framework(criterion(bands={"of": "rate", "levels": levels}), measures=RATE)


@given(tables(), st.integers(0, 12), st.integers(1, 12))
@settings(max_examples=40, suppress_health_check=LARGE)
def test_what_a_step_promises_is_what_it_gives(made: LoadedFramework, met: int, given_: int) -> None:
    """So many more, or fewer, are scored as the band that was promised, which is better than before."""
    found = evaluate(made, targets_met=met, targets_set=given_)
    better = reasons(found).criteria[0].better
    assume(better is not None)
    assert isinstance(better, BetterBand)
    reached = award(score(made, targets_met=met + better.amount, targets_set=given_))
    before = award(found.own)
    assert reached == better.level.points
    assert reached is not None
    assert before is not None
    assert reached > before
