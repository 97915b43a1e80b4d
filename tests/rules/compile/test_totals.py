"""Groups and totals: sums, what is taken out of them, rescaling and rounding, bonus inside and outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.rules.records.faults import FaultyInput
from samples import HEAD, RATINGS, Json, criterion, framework, loaded, score, unpointed

if TYPE_CHECKING:
    from chamdiem.engine.scoring.evaluation import Points
    from chamdiem.rules.records.faults import Path


def when_absent(then: str) -> list[Json]:
    """Return the rule by which a criterion does not apply when nobody was present."""
    return [{"when": {"fact": "present", "at_most": "0"}, "then": then, "reason": "không áp dụng"}]


def ends(points: Points) -> tuple[int | None, int, int, int | None]:
    """Return award, least, most and maximum."""
    return points.award, points.least, points.most, points.maximum


def test_groups_and_total_are_sums() -> None:
    """A group sums its criteria, the total sums all, and each lies between its ends while something is missing."""
    made = framework(criterion("1"), criterion("2", judged="points"))
    found = score(made, {"1": "yes", "2": "3.5"})
    assert ends(found.total) == ends(found.groups[0].points) == (1350, 1350, 1350, 2000)
    assert found.complete
    partial = score(made, {"2": "3.5"})
    assert ends(partial.total) == (None, 350, 1350, 2000)
    assert [item.criterion.id for item in partial.to_score] == ["1"]


@pytest.mark.parametrize(
    ("then", "answers", "present", "expected"),
    [
        ("full_marks", {"2": "5"}, 0, (1500, 1500, 1500, 2000)),
        ("zero", {"2": "5"}, 0, (500, 500, 500, 2000)),
        ("excluded", {"2": "5"}, 0, (500, 500, 500, 1000)),
        ("excluded", {"1": "yes", "2": "5"}, 1, (1500, 1500, 1500, 2000)),
        ("excluded", {"1": "yes", "2": "5"}, None, (None, 500, 1500, None)),
        ("rescaled", {"2": "5"}, 0, (1000, 1000, 1000, 2000)),
        ("rescaled", {"1": "yes", "2": "5"}, 1, (1500, 1500, 1500, 2000)),
        ("rescaled", {"1": "yes", "2": "5"}, None, (None, 1000, 1500, 2000)),
    ],
)
def test_criterion_that_does_not_apply(
    then: str, answers: Json, present: int | None, expected: tuple[int | None, int, int, int | None]
) -> None:
    """Full marks and zero stay in the scale, an excluded criterion lowers it, a rescaled one stretches the rest."""
    made = framework(criterion("1", not_applicable=when_absent(then)), criterion("2", judged="points"))
    assert ends(score(made, answers, **({} if present is None else {"present": present})).total) == expected


@pytest.mark.parametrize(
    ("rounding", "step", "total"),
    [("half_up", "0.5", 1450), ("down", "0.5", 1400), ("up", "0.5", 1450), ("half_up", "1", 1400), ("up", "1", 1500)],
)
def test_rescaled_total_is_rounded_as_the_framework_says(rounding: str, step: str, total: int) -> None:
    """5 of 7 points on a scale of 20 are 14.2857…: rounded to the framework's step, in the way it says."""
    made = framework(
        criterion("1", not_applicable=when_absent("rescaled"), maximum="13"),
        criterion("2", judged="points", maximum="7"),
        points={"rounding": rounding, "step": step},
    )
    assert ends(score(made, {"2": "5"}, present=0).total) == (total, total, total, 2000)


@pytest.mark.parametrize("then", ["rescaled", "excluded"])
def test_nothing_applies(then: str) -> None:
    """When every criterion is taken out there is nothing to score: no total and no rating, and nothing is missing."""
    made = framework(criterion(not_applicable=when_absent(then)), criterion("2", maximum="0"))
    found = score(made, {"2": "yes"}, present=0)
    assert (found.total.award, found.total.least, found.total.most) == (None, 0, 0)
    assert (found.empty, found.complete, found.rating, found.possible) == (True, True, None, ())
    unknown = score(made, {"1": "yes", "2": "yes"})
    assert (unknown.empty, unknown.rating) == (False, None)
    assert not score(made, {"1": "yes", "2": "yes"}, present=1).empty


def test_nothing_applies_without_points() -> None:
    """Where there are no points, nothing of nothing is met, and there is no rating either."""
    found = score(unpointed(criterion(not_applicable=when_absent("excluded"))), present=0)
    assert (found.empty, found.total.award, found.rating) == (True, None, None)


@pytest.mark.parametrize(
    ("bonus", "above", "award", "maximum"),
    [
        ("inside", None, 2000, 2000),
        ("outside", "allowed", 2000, 1000),
        ("outside", "capped", 1000, 1000),
    ],
)
def test_bonus(bonus: str, above: str | None, award: int, maximum: int) -> None:
    """A bonus inside is part of the scale; one outside goes beyond it, or fills it up to its maximum."""
    made = framework(
        criterion("1"), criterion("2", bonus=bonus), points={"bonus_above_maximum": above} if above else None
    )
    assert ends(score(made, {"1": "yes", "2": "yes"}).total) == (award, award, award, maximum)
    assert ends(score(made, {"1": "no", "2": "yes"}).total) == (1000, 1000, 1000, maximum)
    expected = 1000 if award == 1000 else None
    assert ends(score(made, {"1": "yes"}).total) == (expected, 1000, award, maximum)


@pytest.mark.parametrize(("above", "total"), [("allowed", 3000), ("capped", 2000)])
def test_bonus_is_added_after_the_rescaling(above: str, total: int) -> None:
    """A bonus is worth its own points however few criteria apply, and the ceiling comes last."""
    made = framework(
        criterion("1", not_applicable=when_absent("rescaled")),
        criterion("2"),
        criterion("3", bonus="outside"),
        points={"bonus_above_maximum": above},
    )
    answers = {"1": "yes", "2": "yes", "3": "yes"}
    assert ends(score(made, answers).total) == (total, total, total, 2000)
    assert ends(score(made, answers, present=0).total) == (total, total, total, 2000)
    assert ends(score(made, {"2": "no", "3": "yes"}, present=0).total) == (1000, 1000, 1000, 2000)


def test_a_bonus_rescales_nothing() -> None:
    """A bonus outside the scale that does not apply is just not there, whatever its treatment is called."""
    made = framework(
        criterion("1", judged="points"),
        criterion("2", bonus="outside", maximum="5", not_applicable=when_absent("rescaled")),
        criterion("3", bonus="outside", maximum="2"),
        points={"bonus_above_maximum": "allowed"},
    )
    assert ends(score(made, {"1": "6", "2": "yes", "3": "yes"}, present=0).total) == (800, 800, 800, 1000)
    assert ends(score(made, {"1": "6", "2": "yes", "3": "yes"}, present=1).total) == (1300, 1300, 1300, 1000)
    assert ends(score(made, {"1": "6", "2": "yes", "3": "yes"}).total) == (None, 800, 1300, 1000)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"1": "6", "2": "10", "3": "0"}, (0, 1600)),
        ({"1": "10", "2": "0", "3": "10"}, (1500, 3000)),
        ({}, (0, 3000)),
    ],
)
def test_an_open_rescaling_is_bounded_by_what_is_scored(answers: Json, expected: tuple[int, int]) -> None:
    """The ends of a total are those of the best and the worst choice of the criteria that may turn out to apply."""
    online = {"when": {"fact": "mode", "is": "online"}, "then": "rescaled", "reason": "x"}
    made = framework(
        criterion("1", judged="points", maximum="10", not_applicable=when_absent("rescaled")),
        criterion("2", judged="points", maximum="10", not_applicable=[online]),
        criterion("3", judged="points", maximum="10"),
    )
    found = score(made, answers).total
    assert (found.least, found.most) == expected


def test_bonus_alone_is_no_scale() -> None:
    """Where nothing but a bonus applies there is no scale on which it could be rated."""
    made = framework(
        criterion("1", not_applicable=when_absent("rescaled"), maximum="8"),
        criterion("2", not_applicable=when_absent("rescaled"), maximum="2"),
        criterion("3", bonus="outside", maximum="1"),
        points={"bonus_above_maximum": "allowed"},
    )
    assert ends(score(made).total) == (None, 0, 1100, 1000)
    found = score(made, {"3": "yes"}, present=0)
    assert ends(found.total) == (None, 100, 100, 1000)
    assert (found.empty, found.rating) == (True, None)


def test_framework_without_points_counts_what_is_met() -> None:
    """Where there are no points, each criterion that is met counts one."""
    found = score(unpointed(criterion("1"), criterion("2"), criterion("3")), {"1": "yes", "2": "no"})
    assert ends(found.total) == (None, 1, 2, 3)


def test_criteria_that_exclude_each_other_share_a_group() -> None:
    """Two criteria of 10 points, one for each kind of meeting, make a group of 10."""
    first, second = (
        criterion(
            number, not_applicable=[{"when": {"fact": "meeting_kind", "is": kind}, "then": "excluded", "reason": "x"}]
        )
        for number, kind in (("1", "regular"), ("2", "combined"))
    )
    group = {"id": "g", "title": "Nhóm", "maximum": "10", "criteria": [first, second]}
    points = {"maximum": "10", "step": "0.5", "rounding": "half_up"}
    made = loaded({**HEAD, "points": points, "groups": [group], "ratings": RATINGS})
    for kind, answers in (("regular", {"2": "yes"}), ("combined", {"1": "yes"})):
        assert ends(score(made, answers, meeting_kind=kind).total) == (1000, 1000, 1000, 1000)


@pytest.mark.parametrize("then", ["rescaled", "excluded", "zero"])
@pytest.mark.parametrize("above", ["allowed", "capped"])
@pytest.mark.parametrize("present", [0, 1, None])
def test_outside_means_the_same_in_both_spellings(then: str, above: str, present: int | None) -> None:
    """A criterion in the list `outside`, and one of a group that says `bonus: outside`, make the same total."""
    away = when_absent(then)
    inside = (criterion("1", not_applicable=away), criterion("2", judged="points"))
    bonus, points = criterion("3", maximum="5", judged="points"), {"bonus_above_maximum": above, "minimum": "2"}
    old = framework(*inside, {**bonus, "bonus": "outside"}, points=points)
    new = framework(*inside, points=points, outside=[bonus])
    given = {} if present is None else {"present": present}
    for answers in ({}, {"1": "yes", "2": "9.5"}, {"2": "8", "3": "4"}, {"1": "no", "2": "0", "3": "0"}):
        assert ends(score(old, answers, **given).total) == ends(score(new, answers, **given).total)


def test_what_is_outside_belongs_to_no_group() -> None:
    """It is added to the total alone, comes last, and is asked for like any other."""
    bonus = criterion("t", maximum="5", judged="points")
    made = framework(criterion("1"), points={"bonus_above_maximum": "allowed"}, outside=[bonus])
    found = score(made, {"1": "yes", "t": "3"})
    assert ends(found.groups[0].points) == (1000, 1000, 1000, 1000)
    assert ends(found.total) == (1300, 1300, 1300, 1000)
    assert [item.criterion.id for item in found.criteria] == ["1", "t"]
    assert [item.criterion.id for item in score(made, {"1": "yes"}).to_score] == ["t"]


@pytest.mark.parametrize(("answers", "total"), [("4", 600), ("6", 600), ("7,5", 750)])
@pytest.mark.parametrize("then", [None, "rescaled"])
def test_a_total_is_never_less_than_its_minimum(answers: str, total: int, then: str | None) -> None:
    """A sum below the least total counts as that; its bounds do, too."""
    own = {"not_applicable": when_absent(then)} if then else {}
    made = framework(criterion("1", judged="points", **own), points={"minimum": "6"})
    assert ends(score(made, {"1": answers}, present=1).total)[:3] == (total, total, total)
    assert score(made, present=1).total.least == 600


def floors(*groups: Json, points: Json | None = None, **parts: object) -> Json:
    """Return a framework of 20 points made of groups."""
    scheme = {"maximum": "20", "step": "0.5", "rounding": "half_up"} | (points or {})
    return {**HEAD, "points": scheme, "groups": list(groups), "ratings": RATINGS, **parts}


def group(group_id: str, maximum: int, *criteria: Json, groups: tuple[Json, ...] = ()) -> Json:
    """Return a group with what it holds."""
    held = {"criteria": list(criteria)} if criteria else {}
    inner = {"groups": list(groups)} if groups else {}
    return {"id": group_id, "title": f"Nhóm {group_id}", "maximum": str(maximum), **held, **inner}


def test_groups_hold_groups() -> None:
    """A group sums what stands on all its floors; its own criteria come before those of the groups in it."""
    inner = group("b", 6, criterion("2", maximum="6", judged="points"))
    outer = group("a", 10, criterion("1", maximum="4", judged="points"), groups=(inner,))
    made = loaded(floors(outer, group("c", 10, criterion("3"))))
    found = score(made, {"1": "3", "2": "2.5", "3": "yes"})
    assert [(each.group.id, each.points.award) for each in found.all_groups] == [("a", 550), ("b", 250), ("c", 1000)]
    assert [each.group.id for each in found.groups] == ["a", "c"]
    assert [item.criterion.id for item in found.criteria] == ["1", "2", "3"]
    assert found.total.award == 1550


def test_a_condition_names_a_group_on_any_floor() -> None:
    """The points of an inner group, and that it is at its maximum, are tested like those of an outer one."""
    inner = group("b", 6, criterion("2", maximum="6", judged="points"))
    outer = group("a", 20, criterion("1", maximum="14", judged="points"), groups=(inner,))
    gates = [
        {"when": {"group": "b", "at_least": "5"}, "title": "b"},
        {"when": {"group": "a", "at": "maximum"}, "title": "a"},
    ]
    ratings = [{"id": "tot", "title": "Tốt", "requires": gates}, {"id": "kem", "title": "Kém"}]
    made = loaded(floors(outer, ratings=ratings))
    for first, second, rating in (("14", "6", "tot"), ("14", "5", "kem"), ("13", "6", "kem")):
        found = score(made, {"1": first, "2": second}).rating
        assert found is not None
        assert found.id == rating


@pytest.mark.parametrize(
    ("outer", "inner", "places"),
    [
        (10, 6, []),
        (11, 6, [("groups", 0, "maximum")]),
        (10, 5, [("groups", 0, "maximum"), ("groups", 0, "groups", 0, "maximum")]),
    ],
)
def test_sums_are_checked_on_each_floor(outer: int, inner: int, places: list[Path]) -> None:
    """A group's maximum is that of its criteria and groups together, on whichever floor it stands."""
    below = group("b", inner, criterion("2", maximum="6"))
    made = floors(group("a", outer, criterion("1", maximum="4"), groups=(below,)), points={"maximum": str(outer)})
    try:
        loaded(made)
    except FaultyInput as error:
        assert [fault.path for fault in error.faults if fault.code == "framework.sum"] == places
    else:
        assert not places
