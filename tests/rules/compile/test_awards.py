"""Points of a criterion by each way of scoring, and the least and the most that they can still become."""

from __future__ import annotations

from typing import Any

import pytest

from chamdiem.rules.compile.awards import draft_awards
from chamdiem.rules.compile.conditions import Draft
from samples import Json, criterion, framework, score

Points = tuple[int | None, int, int]


def points(scoring: Json, answers: Json | None = None, /, **facts: object) -> Points:
    """Return award, least and most of a criterion of 10 points, in hundredths."""
    found = score(framework(criterion(**scoring)), answers, **facts).criteria[0].points
    return found.award, found.least, found.most


def known(value: int) -> Points:
    """Return points that are certain."""
    return (value, value, value)


BANDS = {
    "of": "present",
    "levels": [
        {"above": "8", "points": "10"},
        {"at_least": "5", "at_most": "8", "points": "7.5"},
        {"at_least": "2", "below": "5", "points": "3"},
        {"below": "2", "points": "1"},
    ],
}


@pytest.mark.parametrize(
    ("present", "expected"),
    [(9, 1000), (8, 750), (5, 750), (4, 300), (2, 300), (1, 100), (0, 100)],
)
def test_band_by_band(present: int, expected: int) -> None:
    """A value gets the points of the band in whose ends it lies, inclusive or exclusive as each is written."""
    assert points({"bands": BANDS}, present=present) == known(expected)


def test_bands_while_the_measure_is_missing() -> None:
    """Until the measure is known the points lie between the worst and the best band."""
    assert points({"bands": BANDS}) == (None, 100, 1000)


UNLESS = [
    {"when": {"fact": "absent_unexcused", "at_least": "1"}, "points": "0.5", "reason": "vắng"},
    {
        "when": {"any": [{"fact": "mode", "is": "online"}, {"fact": "members_total", "below": "3"}]},
        "points": "9",
        "reason": "khác",
    },
]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"present": 9, "absent_unexcused": 0, "mode": "in_person", "members_total": 9}, known(1000)),
        ({"present": 9, "absent_unexcused": 1, "mode": "in_person", "members_total": 9}, known(50)),
        ({"present": 0, "absent_unexcused": 0, "mode": "online", "members_total": 9}, known(900)),
        ({"present": 0, "absent_unexcused": 0, "mode": "in_person", "members_total": 2}, known(900)),
        ({"absent_unexcused": 1}, known(50)),
        ({"present": 9, "absent_unexcused": 0}, (None, 900, 1000)),
        ({"present": 9, "mode": "in_person", "members_total": 9}, (None, 50, 1000)),
    ],
)
def test_exception_decides_whatever_the_measure_says(facts: Json, expected: Points) -> None:
    """An exception wins over every band, even an unknown one; bands wait until every exception is known not to hold."""
    assert points({"bands": BANDS | {"unless": UNLESS}}, **facts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"present": 4}, (50, 50, 50)),
        ({"present": 7}, (None, 50, 900)),
        ({"absent_unexcused": 0}, (None, 400, 1000)),
        ({}, (None, 50, 1000)),
    ],
)
def test_bounds_of_bands_are_those_of_the_outcomes(facts: Json, expected: Points) -> None:
    """While an exception is not known, its points and those of the band that is known are all that may come."""
    levels = [
        {"at_least": "9", "points": "10"},
        {"at_least": "5", "below": "9", "points": "9"},
        {"at_least": "3", "below": "5", "points": "0.5"},
        {"below": "3", "points": "4"},
    ]
    unless = [{"when": {"fact": "absent_unexcused", "at_least": "1"}, "points": "0.5", "reason": "vắng"}]
    if facts == {"absent_unexcused": 0}:
        levels.pop(2)  # the exception alone gives so few points, and it is known not to hold
    assert points({"bands": {"of": "present", "levels": levels, "unless": unless}}, **facts) == expected


@pytest.mark.parametrize(("second", "least"), [("1.5", 300), ("1.6", 100)])
def test_a_measure_between_two_ends_rules_out_bands_that_it_cannot_reach(second: str, least: int) -> None:
    """What comes to 1 or 2 lies in one of the bands from 1 on, known which or not, unless these leave a gap."""
    share = {"of": "share", "levels": [{"below": "50", "points": "1"}, {"at_least": "50", "points": "2"}]}
    levels = [
        {"below": "1", "points": "1"},
        {"at_least": "1", "below": "1.5", "points": "3"},
        {"at_least": second, "points": "7.5"},
    ]
    measures = {
        "share": {"title": "A", "percent": ["speakers", "opinions"]},
        "lower": {"title": "B", "lowest": ["present", {"criterion": "2"}]},
    }
    made = framework(
        criterion("1", bands={"of": "lower", "levels": levels}), criterion("2", bands=share), measures=measures
    )
    # nobody can say what share of nothing it is
    found = score(made, present=20, speakers=0, opinions=0).criteria[0].points
    assert (found.award, found.least, found.most) == (None, least, 750)


def test_a_measure_in_no_band_leaves_the_bands_open() -> None:
    """Where no band fits, any of them may have been meant; an exception that does not hold is not among them."""
    levels = [{"at_least": "9", "points": "10"}, {"below": "3", "points": "4"}]
    unless = [{"when": {"fact": "absent_unexcused", "at_least": "1"}, "points": "0", "reason": "vắng"}]
    scoring = {"bands": {"of": "present", "levels": levels, "unless": unless}}
    assert points(scoring, present=5, absent_unexcused=0) == (None, 400, 1000)
    assert points(scoring, present=5) == (None, 0, 1000)


@pytest.mark.parametrize(("present", "expected"), [(5, known(1000)), (4, known(0)), (None, (None, 0, 1000))])
def test_holds(present: int | None, expected: Points) -> None:
    """A condition is worth everything or nothing, and neither while it is not known."""
    facts = {} if present is None else {"present": present}
    assert points({"holds": {"fact": "present", "at_least": "5"}}, **facts) == expected


@pytest.mark.parametrize(
    ("scoring", "answer", "expected"),
    [
        ({"judged": "yes_no"}, "yes", known(1000)),
        ({"judged": "yes_no"}, "no", known(0)),
        ({"judged": "yes_no"}, None, (None, 0, 1000)),
        ({"judged": "points"}, "7.5", known(750)),
        ({"judged": "points"}, "0", known(0)),
        ({"judged": "points"}, None, (None, 0, 1000)),
        ({"levels": [{"id": "a", "title": "A", "points": "9"}, {"id": "b", "title": "B", "points": "4"}]}, "b", known(400)),
        ({"levels": [{"id": "a", "title": "A", "points": "9"}, {"id": "b", "title": "B", "points": "4"}]}, None, (None, 400, 900)),
    ],
)  # fmt: skip
def test_answers(scoring: Json, answer: str | None, expected: Points) -> None:
    """What the scorer answers gives its points; what is not answered is neither no nor zero."""
    assert points(scoring, {"1": answer}) == expected


PARTS = [
    {"id": "a", "title": "A", "points": "5"},
    {"id": "b", "title": "B", "points": "3"},
    {"id": "c", "title": "C", "points": "2", "holds": {"fact": "present", "at_least": "5"}},
]


@pytest.mark.parametrize(
    ("answers", "present", "expected"),
    [
        ({"a": "yes", "b": "yes"}, 5, known(1000)),
        ({"a": "no", "b": "yes"}, 4, known(300)),
        ({"a": "yes"}, 4, (None, 500, 800)),
        ({"b": "no"}, None, (None, 0, 700)),
        ({}, None, (None, 0, 1000)),
    ],
)
def test_checklist_adds_its_parts(answers: Json, present: int | None, expected: Points) -> None:
    """Parts that are known count at once; the others leave the points open between none and all of theirs."""
    facts = {} if present is None else {"present": present}
    assert points({"checklist": PARTS}, {"1": answers}, **facts) == expected


DEDUCTIONS: Json = {
    "each": [
        {"id": "muon", "title": "Muộn", "points": "1.5", "at_most": "4"},
        {"id": "vang", "title": "Vắng", "points": "2", "of": "absent_unexcused"},
    ]
}


@pytest.mark.parametrize(
    ("late", "absent", "cap", "expected"),
    [
        (0, 0, None, known(1000)),
        (2, 1, None, known(500)),
        (9, 1, None, known(400)),
        (9, 9, None, known(0)),
        (9, 9, "7", known(300)),
        (None, 0, None, (None, 600, 1000)),
        (3, None, "7", (None, 300, 600)),
        (None, 2, None, (None, 200, 600)),
        (None, 9, None, (0, 0, 0)),
    ],
)
def test_deductions_stop_at_their_caps(late: int | None, absent: int | None, cap: str | None, expected: Points) -> None:
    """Points are taken off per occurrence, up to the cap of the fault, up to the cap of all, and never below zero.

    What is counted is taken off while something else is not counted yet.
    """
    scoring = DEDUCTIONS | ({"at_most": cap} if cap else {})
    facts = {} if absent is None else {"absent_unexcused": absent}
    assert points({"deductions": scoring}, {"1": {"muon": late}}, **facts) == expected


@pytest.mark.parametrize(("finalised", "expected"), [("2025-11-08", 400), ("2025-11-05", 1000), ("2025-11-01", 1000)])
def test_negative_count_earns_nothing(finalised: str, expected: int) -> None:
    """Points are taken off per day late; to be early never lifts a criterion above its maximum."""
    measures = {"late": {"title": "Số ngày chậm", "days_between": ["date", "documents_uploaded_on"]}}
    scoring = {"each": [{"id": "cham", "title": "Chậm", "points": "2", "of": "late"}]}
    made = framework(criterion(deductions=scoring), measures=measures)
    found = score(made, date="2025-11-05", documents_uploaded_on=finalised).criteria[0].points
    assert (found.award, found.least, found.most) == known(expected)


def rule(then: str, **when: object) -> Json:
    """Return a rule by which a criterion does not apply."""
    return {"when": when, "then": then, "reason": "không áp dụng"}


@pytest.mark.parametrize(
    ("then", "present", "answer", "expected"),
    [
        ("full_marks", 0, "no", known(1000)), ("full_marks", 0, None, known(1000)), ("full_marks", 1, "no", known(0)),
        ("full_marks", None, "no", (None, 0, 1000)), ("zero", 0, "yes", known(0)), ("zero", 1, "yes", known(1000)),
        ("zero", None, "yes", (None, 0, 1000)), ("excluded", 0, "yes", known(0)), ("rescaled", 0, None, known(0)),
        ("zero", 1, None, (None, 0, 1000)),
    ],
)  # fmt: skip
def test_treatments(then: str, present: int | None, answer: str | None, expected: Points) -> None:
    """Where a criterion does not apply its answer counts for nothing; while that is not known, neither counts."""
    scoring = {"judged": "yes_no", "not_applicable": [rule(then, fact="present", at_most="0")]}
    facts = {} if present is None else {"present": present}
    found = score(framework(criterion(**scoring), criterion("2")), {"1": answer}, **facts).criteria[0].points
    assert (found.award, found.least, found.most) == expected


def test_several_rules_of_not_applying() -> None:
    """A criterion applies only when each of its rules is known not to hold; one that holds decides alone."""
    rules = [rule("full_marks", fact="present", at_most="0"), rule("zero", fact="mode", **{"is": "online"})]
    scoring = {"judged": "points", "not_applicable": rules}
    assert points(scoring, {"1": "6"}, present=0) == known(1000)
    assert points(scoring, {"1": "6"}, mode="online") == known(0)
    assert points(scoring, {"1": "6"}, present=1) == (None, 0, 600)
    assert points(scoring, {"1": "6"}, mode="in_person") == (None, 600, 1000)
    assert points(scoring, {"1": "10"}, mode="in_person") == (1000, 1000, 1000)
    assert points(scoring, {"1": "6"}, present=1, mode="in_person") == known(600)


def test_bounds_hold_what_not_applying_may_give() -> None:
    """A criterion whose scoring gives 4 to 9 points can still be left out, or get full marks; an answer counts."""
    levels = [{"id": "a", "title": "A", "points": "9"}, {"id": "b", "title": "B", "points": "4"}]
    for then, blank, answered in (
        ("full_marks", (None, 400, 1000), (None, 900, 1000)), ("zero", (None, 0, 900), (None, 0, 900)),
    ):  # fmt: skip
        scoring = {"levels": levels, "not_applicable": [rule(then, fact="present", at_most="0")]}
        assert points(scoring) == blank
        assert points(scoring, {"1": "a"}) == answered
        assert points(scoring, present=1) == (None, 400, 900)


@pytest.mark.parametrize(
    "scoring",
    [
        {"bands": {"of": "khong_co", "levels": [{"at_least": "1", "points": "1"}]}},
        {"deductions": {"each": [{"id": "a", "title": "A", "points": "1", "of": "khong_co"}]}},
    ],
)
def test_names_were_checked_before(scoring: Any) -> None:  # noqa: ANN401 - YAML
    """A draft is made of a framework without fault; an unknown name in it is our own mistake and is raised."""
    known_name = {"bands": {"of": "present", "levels": [{"at_least": "1", "points": "1"}]}}
    sound = framework(criterion(**(known_name if "bands" in scoring else {"deductions": DEDUCTIONS}))).framework
    text = sound.model_dump_json().replace('"of":"present"', '"of":"khong_co"').replace("absent_unexcused", "khong_co")
    broken = type(sound).model_validate_json(text, by_name=True, strict=False)
    with pytest.raises(LookupError):
        draft_awards(Draft(broken))


# --- what is added, and units ---

ADDITIONS = {
    "each": [
        {"id": "a", "title": "A", "points": "2", "of": "opinions", "at_most": "6"},
        {"id": "b", "title": "B", "points": "1"},
    ]
}


@pytest.mark.parametrize(
    ("opinions", "asked", "cap", "expected"),
    [
        (0, 0, None, known(0)),
        (2, 1, None, known(500)),
        (9, 3, None, known(900)),
        (9, 9, None, known(1000)),
        (9, 9, "7", known(700)),
        (None, 1, None, (None, 100, 700)),
        (1, None, None, (None, 200, 1000)),
        (1, None, "3", (None, 200, 300)),
        (9, None, "6", known(600)),
    ],
)
def test_additions_start_at_nothing(opinions: int | None, asked: int | None, cap: str | None, expected: Points) -> None:
    """Points are added per occurrence from 0 on, up to the cap of the item, the cap of all, and the maximum."""
    scoring = ADDITIONS | ({"at_most": cap} if cap else {})
    facts = {} if opinions is None else {"opinions": opinions}
    assert points({"additions": scoring}, {"1": {"b": asked}}, **facts) == expected


@pytest.mark.parametrize(
    ("every", "part", "count", "taken"),
    [
        ("5", "whole", 12, 200),
        ("5", "begun", 12, 300),
        ("5", "exact", 12, 250),  # 2.4 rounded to the step of a half
        ("5", "begun", 10, 200),
        ("5", "whole", 4, 0),
        ("5", "begun", 1, 100),
        ("2.5", "whole", 7, 200),
        ("1", None, 3, 300),
        ("0.5", None, 3, 600),
    ],
)
def test_units_of_a_count(every: str, part: str | None, count: int, taken: int) -> None:
    """A unit counts when it is whole, when it has begun, or as far as it has come; of whole numbers in ones all agree."""
    item = {"id": "a", "title": "A", "points": "1", "every": every} | ({"part": part} if part else {})
    asked = points({"deductions": {"each": [item]}}, {"1": {"a": count}})
    found = points({"deductions": {"each": [item | {"of": "reminded"}]}}, reminded=count)
    assert asked == found == known(1000 - taken)


@pytest.mark.parametrize(
    ("absent", "part", "taken"),
    [(1, "whole", 250), (1, "begun", 300), (1, "exact", 250), (2, "exact", 550), (0, "begun", 0), (19, "whole", 1000)],
)
def test_units_of_a_percentage(absent: int, part: str, taken: int) -> None:
    """Half a point for each per cent of 1 in 19 (5.26 %): 5 whole ones, 6 begun, and exactly 2.63, rounded once."""
    measures = {"rate": {"title": "Tỷ lệ", "percent": ["absent_unexcused", "members_total"]}}
    item = {"id": "a", "title": "A", "points": "0.5", "of": "rate", "every": "1", "part": part}
    made = framework(criterion(deductions={"each": [item]}), measures=measures)
    found = score(made, absent_unexcused=absent, members_total=19).criteria[0].points
    assert found.award == 1000 - taken


def test_units_of_what_is_missing() -> None:
    """A count that is missing moves anything between nothing and the cap of its item."""
    item = {"id": "a", "title": "A", "points": "1", "of": "reminded", "every": "5", "part": "begun", "at_most": "3"}
    assert points({"deductions": {"each": [item]}}) == (None, 700, 1000)
    assert points({"additions": {"each": [item]}}) == (None, 0, 300)


# --- the first line that holds ---

LINES = [
    {"when": {"fact": "mode", "is": "online"}, "bands": BANDS},
    {"when": {"fact": "draft_conclusion", "is": "yes"}, "points": "2"},
    {"points": "0"},
]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"mode": "online", "present": 9, "draft_conclusion": True}, known(1000)),
        ({"mode": "in_person", "present": 9, "draft_conclusion": True}, known(200)),
        ({"mode": "in_person", "draft_conclusion": False}, known(0)),
        ({"mode": "online"}, (None, 100, 1000)),
        ({"mode": "in_person"}, (None, 0, 200)),
        ({"draft_conclusion": True, "present": 4}, (None, 200, 300)),
        ({"draft_conclusion": False, "present": 1}, (None, 0, 100)),
        ({"draft_conclusion": True}, (None, 100, 1000)),
        ({}, (None, 0, 1000)),
    ],
)
def test_first_line_that_holds(facts: dict[str, object], expected: Points) -> None:
    """A line counts unless it is false or an earlier one holds; bounds are over all that may still count."""
    assert points({"choose": LINES}, **facts) == expected


def test_no_line_holds() -> None:
    """Where every line is known to fail there are no points, and none are promised."""
    assert points({"choose": LINES[:2]}, mode="in_person", draft_conclusion=False) == (None, 100, 1000)


# --- parts ---

GOOD = {"id": "a", "title": "A", "maximum": "8", "additions": {"each": [{"id": "x", "title": "X", "points": "3"}]}}
BAD = {
    "id": "b",
    "title": "B",
    "maximum": "0",
    "minimum": "-4",
    "bands": {"of": "criticised", "levels": [{"at_most": "0", "points": "0"}, {"above": "0", "points": "-4"}]},
}
GIVEN = {"id": "c", "title": "C", "maximum": "5", "judged": "points"}


@pytest.mark.parametrize(
    ("take", "answers", "criticised", "expected"),
    [
        ("sum", {"a/x": 2, "c": "5"}, 1, known(700)),
        ("sum", {"a/x": 9, "c": "5"}, 0, known(1000)),
        ("sum", {"a/x": 0, "c": "1"}, 3, known(0)),
        ("sum", {"a/x": 2}, 0, (None, 600, 1000)),
        ("sum", {"a/x": 2, "c": "1"}, None, (None, 300, 700)),
        ("highest", {"a/x": 1, "c": "4.5"}, 1, known(450)),
        ("highest", {"a/x": 1}, 0, (None, 300, 500)),
        ("lowest", {"a/x": 1, "c": "4.5"}, 1, known(-400)),
    ],
)
def test_parts_are_taken_together(
    take: str, answers: dict[str, object], criticised: int | None, expected: Points
) -> None:
    """Parts are added up and held to the criterion's ends, or the highest or lowest counts; so are their bounds."""
    facts = {} if criticised is None else {"criticised": criticised}
    parts = {"take": take, "each": [GOOD, BAD, GIVEN]} | ({"capped": "yes"} if take == "sum" else {})
    own = {"parts": parts} | ({} if take == "sum" else {"minimum": "-4"})
    made = framework(criterion(**own), points={"minimum": "-10"})
    found = score(made, {"1": answers}, **facts).criteria[0].points
    assert (found.award, found.least, found.most) == expected


def test_highest_part_that_nothing_can_pass() -> None:
    """The most of one part is known to be passed by nothing: whatever is missing, the bounds meet."""
    parts = {"take": "highest", "each": [GIVEN, {"id": "d", "title": "D", "maximum": "3", "judged": "points"}]}
    found = score(framework(criterion(parts=parts)), {"1": {"c": "5"}}).criteria[0].points
    assert (found.least, found.most) == (500, 500)


# --- points below 0 ---


@pytest.mark.parametrize(
    ("scoring", "answers", "expected"),
    [
        ({"judged": "yes_no"}, {"1": True}, known(0)),
        ({"judged": "yes_no"}, {"1": False}, known(-200)),
        ({"judged": "points"}, {"1": "-1.5"}, known(-150)),
        ({"judged": "points"}, {}, (None, -200, 0)),
        ({"deductions": {"each": [{"id": "a", "title": "A", "points": "0.5"}]}}, {"1": {"a": 3}}, known(-150)),
        ({"deductions": {"each": [{"id": "a", "title": "A", "points": "0.5"}]}}, {"1": {"a": 9}}, known(-200)),
    ],
)
def test_a_criterion_that_only_takes(scoring: Json, answers: Json, expected: Points) -> None:
    """With a maximum of 0 and a minimum below it a criterion takes points off, down to that."""
    made = framework(criterion("1", maximum="0", minimum="-2", **scoring), criterion("2"), points={"minimum": "-2"})
    found = score(made, answers).criteria[0].points
    assert (found.award, found.least, found.most) == expected


# --- in proportion ---

MEAN = {
    "a": {"title": "A", "percent": ["present", "members_total"]},
    "b": {"title": "B", "percent": ["speakers", "present"]},
    "c": {"title": "C", "mean": ["a", "b"]},
}


@pytest.mark.parametrize(
    ("of", "out_of", "facts", "expected"),
    [
        ("c", "100", {"members_total": 20, "present": 18, "speakers": 12}, known(800)),  # 78.33 %, not 90 % and 66.67 %
        ("c", "100", {"members_total": 20, "present": 18}, (None, 450, 950)),
        ("opinions", "20", {"opinions": 9}, known(450)),
        ("opinions", "20", {"opinions": 33}, known(1000)),
        ("opinions", "20", {}, (None, 0, 1000)),
        ("opinions", "speakers", {"opinions": 3, "speakers": 7}, known(450)),  # 4.29
        ("opinions", "speakers", {"opinions": 3, "speakers": 0}, (None, 0, 1000)),
    ],
)
def test_in_proportion(of: str, out_of: str, facts: dict[str, object], expected: Points) -> None:
    """Maximum × number ÷ out_of, exactly, rounded to the step when it becomes points, and held to the maximum."""
    made = framework(criterion(proportional={"of": of, "out_of": out_of}), measures=MEAN)
    found = score(made, **facts).criteria[0].points
    assert (found.award, found.least, found.most) == expected
