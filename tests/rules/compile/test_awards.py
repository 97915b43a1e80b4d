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
