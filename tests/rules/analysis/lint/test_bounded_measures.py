"""Bounded measures in proofs: quotients, means, counts, choices, whole years and facts that are compared."""

from __future__ import annotations

from typing import Any

import pytest

from chamdiem.rules.analysis.lint.linter import proved_defects
from samples import criterion, framework

CELL = {"title": "Tỷ lệ dự", "percent": ["present", "members_total"], "limit": {"at_most": "100"}}
OF_YEAR: Any = {"subject": {"id": "collective", "title": "tập thể", "of": ["year"]}, "applies_to": {}}
SPOKE = {
    "title": "Tỷ lệ phát biểu",
    "percent": ["speakers", "opinions"],
    "when_empty": "0",
    "limit": {"at_most": "100"},
}


def remarks(measures: dict[str, Any], *levels: Any, of: str = "m") -> list[tuple[str, str]]:  # noqa: ANN401 - YAML
    """Return what lint proves of one banded criterion: the code, and what is shown."""
    banded = criterion("1", bands={"of": of, "levels": list(levels)})
    found = proved_defects(framework(banded, measures=measures).framework)
    proved = ("band-gap", "band-overlap", "band-unreachable", "band-not-monotone", "undecided", "measure-undefined")
    return sorted({(defect.code, defect.at) for defect in found if defect.code in proved})


FULL = {"at_least": "90", "points": "10"}
PART = {"at_least": "70", "below": "90", "points": "5"}
REST = {"below": "70", "points": "0"}


@pytest.mark.parametrize(
    "measures",
    [
        {"m": CELL},
        {"a": CELL, "b": CELL | {"percent": ["speakers", "members_total"]}, "m": {"title": "M", "mean": ["a", "b"]}},
        {"a": CELL, "b": SPOKE, "m": {"title": "M", "highest": ["a", "70"]}},
        {"m": {"title": "M", "sum": [{"fact": "praised", "times": "0.5"}, "reminded"]}},
        {
            "m": {
                "title": "M",
                "choose": [{"when": {"fact": "committee_exists", "is": "yes"}, "value": "praised"}, {"value": "90.5"}],
            }
        },
    ],
)
def test_bands_without_a_hole_are_proved(measures: dict[str, Any]) -> None:
    """Bands that meet are proved to have no gap and no overlap, whatever the measure is made of."""
    codes = {code for code, _ in remarks(measures, FULL, PART, REST)}
    assert codes <= {"measure-undefined", "band-unreachable"}


@pytest.mark.parametrize(
    "measures",
    [
        {"m": CELL},
        {"a": CELL, "b": SPOKE, "m": {"title": "M", "mean": ["a", "b"]}},
        {"m": {"title": "M", "sum": [{"fact": "praised", "times": "0.5"}, "reminded"]}},
    ],
)
def test_a_hole_is_shown(measures: dict[str, Any]) -> None:
    """A hole between two bands is found, of shares of different wholes as well."""
    assert ("band-gap", "1") in remarks(measures, FULL, PART | {"below": "80"}, REST)


def test_a_band_above_the_limit_is_never_reached() -> None:
    """No record reaches a band above what a measure is held to."""
    above = {"above": "100", "points": "10"}
    assert ("band-unreachable", "1") in remarks({"m": CELL}, above, {"at_least": "0", "at_most": "100", "points": "5"})


def test_years_are_counted_from_a_day_of_birth() -> None:
    """Bands of an age are proved, and a hole between two of them is shown by a day of birth."""
    inputs = {"born": {"title": "Ngày sinh", "type": "date", "at_most": {"fact": "date"}}}
    measures = {"m": {"title": "Tuổi", "years_between": ["born", "date"]}}
    codes = []
    for middle in ("75", "74"):
        levels = [
            {"at_least": "75", "points": "10"},
            {"at_least": "65", "below": middle, "points": "5"},
            {"below": "65", "points": "0"},
        ]
        banded = criterion("1", bands={"of": "m", "levels": levels})
        found = proved_defects(framework(banded, measures=measures, inputs=inputs).framework)
        codes.append([defect.code for defect in found if defect.code in {"band-gap", "undecided"}])
    assert codes == [[], ["band-gap"]]


def test_facts_that_are_compared_are_proved() -> None:
    """A condition that compares two facts is decided: one that can never hold is told, one that can is not."""
    never = criterion("1", holds={"fact": "votes_for", "above": {"fact": "votes_total"}})
    both = criterion("1", holds={"fact": "praised", "above": {"fact": "reminded"}})
    found = [[defect.code for defect in proved_defects(framework(each).framework)] for each in (never, both)]
    assert "condition-constant" in found[0]
    assert not {"condition-constant", "undecided"} & set(found[1])


@pytest.mark.parametrize(("needed", "idle"), [("8", False), ("0", True)])
def test_a_gate_on_the_lowest_points_is_decided(needed: str, *, idle: bool) -> None:
    """A gate that asks for the lowest points of several criteria is decided with the totals, idle or not."""
    measures = {"m": {"title": "M", "lowest": [{"criterion": "1"}, {"criterion": "2"}]}}
    gate = {"title": "đủ", "when": {"fact": "m", "at_least": needed}}
    ratings = [{"id": "tot", "title": "Tốt", "at_least": "10", "requires": [gate]}, {"id": "kem", "title": "Kém"}]
    both = [criterion(each, judged="points") for each in "12"]
    found = [defect.code for defect in proved_defects(framework(*both, measures=measures, ratings=ratings).framework)]
    assert ("gate-idle" in found) is idle
    assert "undecided" not in found


@pytest.mark.parametrize(("most", "codes"), [("9", ["rating-unreachable"]), ("10", [])])
def test_a_gate_on_the_higher_of_points_and_a_number_is_decided(most: str, codes: list[str]) -> None:
    """The higher of judged points and an input moves until both are known: nothing is settled by one of them."""
    measures = {"m": {"title": "M", "highest": [{"criterion": "1"}, "x"]}}
    gate = {"title": "đủ", "when": {"fact": "m", "at_least": "10"}}
    ratings = [{"id": "tot", "title": "Tốt", "requires": [gate]}, {"id": "kem", "title": "Kém"}]
    inputs = {"x": {"title": "Việc làm xong", "type": "count", "at_most": most}}
    of = criterion("1", judged="points", maximum="9")
    made = framework(of, measures=measures, inputs=inputs, ratings=ratings, **OF_YEAR).framework
    found = [defect.code for defect in proved_defects(made)]
    assert [code for code in found if code in {"rating-unreachable", "gate-idle", "undecided"}] == codes


@pytest.mark.parametrize(("most", "unreached"), [("0", True), ("1", False)])
def test_a_limit_settles_no_number_of_which_points_are_missing(most: str, *, unreached: bool) -> None:
    """A sum of points and an input that is held within a limit has both ends before any points are known."""
    measures = {"m": {"title": "M", "sum": [{"criterion": "1"}, "x"], "limit": {"at_least": "0", "at_most": "90"}}}
    gate = {"title": "đủ", "when": {"fact": "m", "at_least": "10"}}
    ratings = [{"id": "tot", "title": "Tốt", "requires": [gate]}, {"id": "kem", "title": "Kém"}]
    inputs = {"x": {"title": "Việc làm xong", "type": "count", "at_most": most}}
    of = criterion("1", judged="points", maximum="9")
    made = framework(of, measures=measures, inputs=inputs, ratings=ratings, **OF_YEAR).framework
    codes = {defect.code for defect in proved_defects(made)}
    assert ("rating-unreachable" in codes) is unreached
    assert "undecided" not in codes


@pytest.mark.parametrize(("most", "found"), [("18", ["rating-unreachable"]), ("19", []), ("900", ["undecided"])])
def test_a_gate_on_the_mean_of_points_and_a_share(most: str, found: list[str]) -> None:
    """Each value of a share is kept until the points are known; where they are too many, nothing is said."""
    inputs = {
        "tasks": {"title": "Việc được giao", "type": "count", "at_least": "1", "at_most": most},
        "done": {"title": "Việc làm xong", "type": "count", "at_most": {"fact": "tasks"}},
    }
    measures = {
        "rate": {"title": "Tỷ lệ xong", "percent": ["done", "tasks"]},
        "m": {"title": "M", "sum": [{"criterion": "1"}, {"fact": "rate", "times": "0.1"}]},
    }
    gate = {"title": "đủ", "when": {"fact": "m", "above": "18.95", "below": "19"}}
    ratings = [{"id": "tot", "title": "Tốt", "requires": [gate]}, {"id": "kem", "title": "Kém"}]
    of = criterion("1", judged="points")
    made = framework(of, measures=measures, inputs=inputs, ratings=ratings, **OF_YEAR).framework
    codes = [defect.code for defect in proved_defects(made)]
    assert [code for code in codes if code in {"rating-unreachable", "gate-idle", "undecided"}] == found


def test_what_only_chooses_a_number_needs_no_value() -> None:
    """Where points and two inputs that are compared choose a number, only the comparison is kept, in any range."""
    both = {"all": [{"criterion": "1", "at": "maximum"}, {"fact": "done", "above": {"fact": "asked"}}]}
    measures = {
        "m": {"title": "M", "choose": [{"when": both, "value": "1"}, {"value": "2"}], "limit": {"at_most": "5"}}
    }
    inputs = {
        name: {"title": title, "type": "count", "at_most": "5000"}
        for name, title in (("done", "Việc làm xong"), ("asked", "Điều được hỏi"))
    }
    gate = {"title": "đủ", "when": {"fact": "m", "at_most": "1"}}
    ratings = [{"id": "tot", "title": "Tốt", "requires": [gate]}, {"id": "kem", "title": "Kém"}]
    made = framework(criterion("1"), measures=measures, inputs=inputs, ratings=ratings, **OF_YEAR).framework
    codes = {defect.code for defect in proved_defects(made)}
    assert not codes & {"undecided", "rating-unreachable", "gate-idle"}


def test_a_gate_that_neither_points_nor_a_number_meet_is_told() -> None:
    """A gate on the higher of a criterion's points and an input that nobody meets leaves its rating to nobody."""
    measures = {"m": {"title": "M", "highest": [{"criterion": "1"}, "x"]}}
    gate = {"title": "đủ", "when": {"fact": "m", "at_least": "10"}}
    ratings = [{"id": "tot", "title": "Tốt", "requires": [gate]}, {"id": "kem", "title": "Kém"}]
    inputs = {
        "x": {"title": "Việc làm xong", "type": "count", "at_most": "9"},
        "late": {"title": "Lần chậm", "type": "count", "at_least": "1", "at_most": "3"},
    }
    of = criterion("1", deductions={"each": [{"id": "a", "title": "Chậm", "points": "1", "of": "late"}]})
    made = framework(of, measures=measures, inputs=inputs, ratings=ratings, **OF_YEAR).framework
    found = [defect.code for defect in proved_defects(made)]
    assert [code for code in found if code in {"rating-unreachable", "undecided"}] == ["rating-unreachable"]


@pytest.mark.parametrize("out_of", ["100", "opinions"])
def test_points_in_proportion_are_decided(out_of: str) -> None:
    """Points by a mean of shares of two wholes, or by a quotient, are decided, and so are the ratings over them."""
    measures = {"a": CELL, "b": SPOKE, "m": {"title": "M", "mean": ["a", "b"]}}
    of = "m" if out_of == "100" else "speakers"
    way = criterion("1", proportional={"of": of, "out_of": out_of})
    ratings = [{"id": "tot", "title": "Tốt", "at_least": "10"}, {"id": "kem", "title": "Kém", "below": "9.5"}]
    found = [defect.code for defect in proved_defects(framework(way, measures=measures, ratings=ratings).framework)]
    assert "rating-gap" in found
    assert not {"undecided", "rating-unreachable"} & {*found}


@pytest.mark.parametrize("part", ["whole", "begun", "exact"])
def test_units_of_a_percentage_are_decided(part: str) -> None:
    """What is taken off for units of a percentage reaches every rating, whatever counts of a part of one."""
    late = {"id": "a", "title": "Chậm", "points": "1", "of": "m", "every": "5", "part": part}
    way = criterion("1", deductions={"each": [late]})
    ratings = [{"id": "tot", "title": "Tốt", "at_least": "5"}, {"id": "kem", "title": "Kém", "below": "5"}]
    made = framework(way, measures={"m": CELL | {"when_empty": "0"}}, ratings=ratings).framework
    assert not {"undecided", "rating-unreachable"} & {defect.code for defect in proved_defects(made)}
