"""What an incomplete record can still become, where one missing fact decides several things."""

from __future__ import annotations

import pytest

from chamdiem.rules.analysis import completions
from samples import Json, criterion, framework, score

MEASURES = {
    "rate": {"title": "Tỷ lệ dự họp", "percent": ["present", "due"]},
    "due": {"title": "Phải dự", "difference": ["members_total", "members_exempt"]},
    "absent": {"title": "Vắng", "sum": ["absent_excused", "absent_unexcused"]},
}
HIGH: Json = {"of": "rate", "levels": [{"at_least": "90", "points": "10"}, {"below": "90", "points": "2"}]}
FEW: Json = {"of": "absent", "levels": [{"at_most": "2", "points": "10"}, {"above": "2", "points": "1"}]}


@pytest.mark.parametrize(
    ("facts", "least", "most"),
    [
        ({"absent_excused": 3}, 100, 100),
        ({"absent_excused": 2}, 100, 1000),
        ({}, 100, 1000),
    ],
)
def test_a_sum_that_lacks_a_count_holds_at_least_the_known_ones(facts: Json, least: int, most: int) -> None:
    """Three absent are too many, however many more there were: nobody is absent less than not at all."""
    found = score(framework(criterion(bands=FEW), measures=MEASURES), **facts).criteria[0].points
    award = least if least == most else None
    assert (found.award, found.least, found.most) == (award, least, most)


def test_whoever_speaks_is_present() -> None:
    """A record says no more speakers than there are people present, so that the known one bounds the missing one."""
    made = framework(criterion(bands={"of": "present", "levels": HIGH["levels"]}))
    assert score(made, speakers=95).criteria[0].points.least == 1000
    assert score(made, speakers=5).criteria[0].points.least == 200
    spoken = framework(criterion(bands={"of": "speakers", "levels": HIGH["levels"]}))
    assert score(spoken, present=20).criteria[0].points.most == 200


def test_those_absent_make_up_the_cell() -> None:
    """Of attendance, one missing count is bounded by the members, the guests and the two counts that are there."""
    unless = [{"when": {"fact": "absent_unexcused", "at_least": "1"}, "points": "0", "reason": "vắng"}]
    made = framework(criterion(bands=HIGH | {"unless": unless}), measures=MEASURES)
    known = {"present": 20, "absent_excused": 0, "members_total": 20, "members_exempt": 0}
    assert score(made, **known).criteria[0].points.least == 0
    certain = score(made, **known, members_temporary_in=0).criteria[0].points
    assert (certain.least, certain.most) == (1000, 1000)


def test_what_the_record_tells_of_a_missing_number_bounds_the_total() -> None:
    """Members that make up the cell are its members: all of them came, whatever else is missing in the same share."""
    made = framework(criterion(bands=HIGH), measures=MEASURES)
    known = {"present": 20, "members_official": 18, "members_probationary": 2, "members_exempt": 0}
    found = score(made, **known).criteria[0].points
    assert (found.award, found.least, found.most) == (1000, 1000, 1000)


@pytest.mark.parametrize(("end", "least", "most"), [("19:10", 200, 200), ("19:20", 200, 1000)])
def test_a_flag_and_a_number_that_one_measure_lacks_are_tried_together(end: str, least: int, most: int) -> None:
    """What a meeting of ten minutes lacks of either norm it lacks, whichever holds and however long its part was."""
    measures: Json = {
        "norm": {
            "title": "Định mức",
            "choose": [{"when": {"fact": "mode", "is": "online"}, "value": "30"}, {"value": "60"}],
        },
        "short": {"title": "Thiếu", "shortfall": ["criticism_minutes", "norm"]},
    }
    bands: Json = {"of": "short", "levels": [{"at_most": "0", "points": "10"}, {"above": "0", "points": "2"}]}
    found = score(framework(criterion(bands=bands), measures=measures), start_time="19:00", end_time=end)
    points = found.criteria[0].points
    award = least if least == most else None
    assert (points.award, points.least, points.most) == (award, least, most)


def test_two_missing_numbers_that_bound_each_other_are_looked_at_together() -> None:
    """Whoever is late was given something: full points for few given and for many late never come together."""
    inputs: Json = {
        "given": {"title": "Được giao", "type": "count", "at_most": "4"},
        "late": {"title": "Chậm", "type": "count", "at_most": {"fact": "given"}},
    }
    few = criterion("1", holds={"fact": "given", "at_most": "2"})
    many = criterion("2", holds={"fact": "late", "at_least": "3"})
    total = score(framework(few, many, inputs=inputs)).total
    assert (total.least, total.most) == (0, 1000)


def test_who_is_present_is_not_absent() -> None:
    """Of a cell of ten, who came and who is excused are at most ten together, though nobody wrote down either."""
    came = criterion("1", holds={"fact": "present", "at_least": "6"})
    excused = criterion("2", holds={"fact": "absent_excused", "at_least": "5"})
    made = framework(came, excused)
    assert score(made, members_total=10, members_temporary_in=0).total.most == 1000
    assert score(made, members_total=11, members_temporary_in=0).total.most == 2000


def test_a_number_is_tried_for_what_does_not_lack_another() -> None:
    """Nobody knows of how many, yet whoever counts those present twice over finds them either few or many."""
    few = criterion("1", holds={"fact": "present", "at_most": "9"})
    many = criterion("2", holds={"fact": "present", "at_least": "10"})
    share = criterion("3", bands=HIGH)
    found = score(framework(few, many, share, measures=MEASURES))
    assert (found.total.least, found.total.most) == (1200, 2000)
    assert (found.criteria[2].points.least, found.criteria[2].points.most) == (200, 1000)


def test_a_part_badly_rounded_is_no_bound() -> None:
    """A part of the meeting may be written some minutes longer than the whole, so the whole does not bound it closely."""
    made = framework(criterion(holds={"fact": "criticism_minutes", "at_least": "15"}))
    times = {"start_time": "19:00", "end_time": "19:10"}
    assert score(made, **times).criteria[0].points.most == 1000


def test_what_excludes_each_other_never_comes_together() -> None:
    """Where one missing fact gives points here or there, the total has them once."""
    made = framework(
        criterion("1", holds={"fact": "committee_exists", "is": "yes"}),
        criterion("2", holds={"fact": "committee_exists", "is": "no"}),
    )
    found = score(made)
    assert [(item.points.least, item.points.most) for item in found.criteria] == [(0, 1000), (0, 1000)]
    assert (found.total.award, found.total.least, found.total.most) == (1000, 1000, 1000)
    assert found.rating == made.framework.ratings[0]


def test_a_rating_between_those_that_can_come_is_not_possible() -> None:
    """All or nothing never gives the middle."""
    ratings = [
        {"id": name, "title": name, **({"at_least": low} if low else {})}
        for name, low in (("a", "9"), ("b", "5"), ("c", None))
    ]
    found = score(framework(criterion(), ratings=ratings))
    assert [rating.id for rating in found.possible] == ["a", "c"]


def test_too_many_completions_are_left_to_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is too much to try the bounds are wider, and never wrong."""
    monkeypatch.setattr(completions, "MAX_OPEN", 0)
    made = framework(
        criterion("1", holds={"fact": "committee_exists", "is": "yes"}),
        criterion("2", holds={"fact": "committee_exists", "is": "no"}),
    )
    total = score(made).total
    assert (total.least, total.most) == (0, 2000)


def test_facts_on_which_the_framework_contradicts_itself_are_no_completion() -> None:
    """What would not be scored is not something that the record can become."""
    made = framework(
        criterion(
            "1",
            bands={
                "of": "reminded",
                "levels": [{"at_most": "4", "points": "3"}, {"at_least": "4", "points": "9"}],
            },
        ),
        criterion("2", levels=[{"id": "a", "title": "A", "points": "5"}, {"id": "b", "title": "B", "points": "6"}]),
    )
    found = score(made, {"2": "a"}).total
    assert (found.least, found.most) == (800, 1400)
