"""The framework as values: defaults, properties, and what its shape alone decides."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, get_args

import pytest
from pydantic import ValidationError

from chamdiem.engine.reading.catalog import framework_from_text
from chamdiem.rules.language import tallies, ways
from chamdiem.rules.language.conditions import (
    AllOf,
    AnswerTest,
    AnyOf,
    Comparison,
    Condition,
    FactTest,
    FullMarks,
    Not,
    ScoreTest,
)
from chamdiem.rules.language.head import InForce
from chamdiem.rules.language.measures import Choose, Count, Measure, Operation
from chamdiem.rules.language.model import is_framework_id
from chamdiem.rules.language.operands import FactOperand, NumberOperand, ScoreOperand
from chamdiem.rules.records.faults import FaultyInput
from samples import criterion, framework, unpointed

if TYPE_CHECKING:
    from samples import Json


def codes(error: pytest.ExceptionInfo[ValidationError]) -> list[str]:
    """Return the codes of the faults."""
    return [item["type"] for item in error.value.errors()]


@pytest.mark.parametrize(
    ("name", "is_id"),
    [
        *((name, True) for name in ("con-dao/2025", "a/nul0", "an-phu/com10", "an-phu/khu-pho/2025")),
        *((name, False) for name in ("con/2025", "an-phu/nul", "lpt1/a/b", "a/com9", "aux/prn", "a/cases/2025")),
        *((name, False) for name in ("an-phu", "a/b/c/d", "a/b\n", "a//b", f"a/{'b' * 61}")),
    ],
)
def test_an_id_is_a_path_on_every_system(name: str, is_id: bool) -> None:  # noqa: FBT001 - a column of the table
    """No framework is called as Windows calls its devices, or so that its file would lie among cases or has no place."""
    assert is_framework_id(name) is is_id
    if not is_id:
        with pytest.raises(FaultyInput) as refused:
            framework(criterion(), framework=name)
        assert [fault.code for fault in refused.value.faults] == ["shape.framework_id"]


@pytest.mark.parametrize("name", ["con/2025", "a/cases/2025", "a/b/c/d", f"a/{'b' * 61}"])
def test_what_was_kept_stays_readable(name: str) -> None:
    """A ledger may hold a framework whose id no new one is given: until 0.4.0 it could be called so."""
    new = framework(criterion())
    text = new.document.text.replace(f'"{new.id}"', f'"{name}"', 1)
    assert framework_from_text(text, "sổ").id == name


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        ({"at_least": "1", "above": "1"}, "framework.two_ends"),
        ({"at_most": "1", "below": "2"}, "framework.two_ends"),
        ({"at_least": "3", "at_most": "2"}, "framework.empty_range"),
        ({"above": "2", "at_most": "2"}, "framework.empty_range"),
        ({"at_least": "2", "below": "2"}, "framework.empty_range"),
    ],
)
def test_range_that_is_none(ends: dict[str, str], code: str) -> None:
    """Two ends on one side, or ends without room between them, are refused."""
    with pytest.raises(ValidationError) as caught:
        Comparison.model_validate(ends)
    assert codes(caught) == [code]


def test_range_of_one_value() -> None:
    """Both ends may be one number, if both include it."""
    assert not Comparison.model_validate({"at_least": "2", "at_most": "2"}).is_open
    assert Comparison().is_open


def test_values_are_frozen() -> None:
    """Nothing that was read can be changed afterwards."""
    made = framework(criterion()).framework
    with pytest.raises(ValidationError):
        setattr(made, "title", "khác")  # noqa: B010 - mypy knows that it is not allowed


def test_typed_values_pass() -> None:
    """Values that are already of their type are taken as they are; those of a wrong one are not."""
    made = InForce(from_=dt.date(2025, 1, 1))
    assert made.covers(dt.date(2025, 1, 1))
    with pytest.raises(ValidationError):
        InForce.model_validate({"from": 20250101})


@pytest.mark.parametrize(
    ("day", "covered"),
    [("2024-12-31", False), ("2025-01-01", True), ("2025-06-30", True), ("2025-07-01", False)],
)
def test_first_and_last_day_are_included(day: str, covered: bool) -> None:  # noqa: FBT001 - a row
    """A version is in force on its first and on its last day."""
    made = InForce.model_validate({"from": "2025-01-01", "to": "2025-06-30"})
    assert made.covers(dt.date.fromisoformat(day)) is covered
    assert InForce.model_validate({"from": "2025-01-01"}).covers(dt.date(2999, 1, 1))


WAYS: dict[type, Json] = {
    ways.Bands: {"bands": {"of": "present", "levels": [{"at_least": "0", "points": "1"}]}},
    ways.Requirement: {"holds": {"fact": "present", "is": "1"}},
    ways.YesNoQuestion: {"judged": "yes_no"},
    ways.PointsQuestion: {"judged": "points", "step": "1"},
    ways.NamedLevels: {"levels": [{"id": "a", "title": "A", "points": "1"}]},
    ways.Checklist: {"checklist": [{"id": "a", "title": "A", "points": "10"}]},
    ways.Proportional: {"proportional": {"of": "present", "out_of": "20"}},
    ways.Lines: {"choose": [{"points": "1"}]},
    tallies.Additions: {"additions": {"each": [{"id": "a", "title": "A", "points": "1"}]}},
    tallies.Deductions: {"deductions": {"each": [{"id": "a", "title": "A", "points": "1"}]}},
    ways.Parts: {"parts": {"take": "sum", "each": [{"id": "a", "title": "A", "maximum": "10", "judged": "points"}]}},
}


@pytest.mark.parametrize("way", get_args(ways.Way))
def test_every_way_is_written_by_its_key(way: type) -> None:
    """What stands in the file under the key of a way of scoring is that way."""
    (made,) = framework(criterion(**WAYS[way])).framework.criteria
    assert type(made.way) is way
    assert made.scoring in WAYS[way]


@pytest.mark.parametrize("operation", get_args(Operation))
def test_every_operation_is_written_by_its_key(operation: type) -> None:
    """What stands in the file under the key of an operation is that operation, of these operands."""
    own = {Choose: ({"value": "present"},), Count: {"answers": "all", "is": "yes"}}
    made = Measure.model_validate({"title": "M", vars(operation)["key"]: own.get(operation, NAMES)}).operation
    assert type(made) is operation
    assert made.names == {Choose: NAMES[:1], Count: ()}.get(operation, NAMES)


NAMES = ("present", "members_total")


def test_an_operand_may_be_written_in_short() -> None:
    """A name alone is a fact, a number alone a number; either may be multiplied, and points are taken by their owner."""
    short = Measure.model_validate({"title": "M", "sum": ("present", "-0,5", {"fact": "opinions", "times": "2"})})
    first, second, third = short.operation.operands
    assert [first.kind, second.kind] == [FactOperand("present"), NumberOperand(Decimal("-0.5"))]
    assert third.kind == FactOperand("opinions")
    assert [each.times for each in (first, second, third)] == [1, 1, 2]
    points = {"group": "2"}, {"group": "2", "at": "maximum"}
    share = Measure.model_validate({"title": "M", "percent": points}).operation
    assert [each.kind for each in share.operands] == [
        ScoreOperand("group", "2", reachable) for reachable in (False, True)
    ]


TESTED = ("fact", "answer", "criterion", "group")


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        *(({key: "x", "is": "1"}, FactTest if key == "fact" else AnswerTest) for key in TESTED[:2]),
        *(({key: "x", "at_least": "1"}, ScoreTest) for key in TESTED[2:]),
        *(({key: "x", "at": "maximum"}, FullMarks) for key in TESTED[2:]),
        ({"total": "points", "below": "5"}, ScoreTest),
        ({"all": ({"fact": "x", "is": "1"},)}, AllOf),
        ({"any": ({"fact": "x", "is": "1"},)}, AnyOf),
        ({"not": {"fact": "x", "in": ("a", "b")}}, Not),
    ],
)
def test_every_kind_of_condition_is_written_by_its_keys(written: Json, kind: type) -> None:
    """What a condition is follows from the keys that stand in it; its tests are what it is made of."""
    made = Condition.model_validate(written)
    assert type(made.kind) is kind
    assert [getattr(test, "fact", None) for test in made.tests] in (["x"], [None])


def test_criteria_are_found_by_id() -> None:
    """An id names one criterion, or none."""
    made = framework(criterion("1"), criterion("2", maximum="5")).framework
    found = made.criterion("2")
    assert found is not None
    assert made.maximum_of(found) == 500
    assert made.criterion("3") is None
    assert [unpointed(criterion()).framework.maximum_of(item) for item in made.criteria] == [1, 1]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ({}, "framework.condition_subject"),
        ({"fact": "present", "total": "points", "is": "1"}, "framework.condition_subject"),
        ({"fact": "present"}, "framework.condition_test"),
        ({"fact": "present", "is": "1", "at_least": "1"}, "framework.condition_test"),
        ({"fact": "present", "at": "maximum"}, "framework.condition_at"),
        ({"not": {"fact": "present", "is": "1"}, "is": "1"}, "framework.condition_combined"),
    ],
)
def test_condition_that_is_none(condition: dict[str, object], code: str) -> None:
    """A condition has one subject and one test, a combination has none of its own."""
    with pytest.raises(ValidationError) as caught:
        Condition.model_validate(condition)
    assert code in codes(caught)
