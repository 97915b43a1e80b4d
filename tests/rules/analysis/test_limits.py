"""Between which ends a number of a record may lie, by what else the record says."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.rules.analysis.limits import can_be, ends
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.meeting import MEETING
from chamdiem.rules.records.shape import check_values
from patience import LARGE
from samples import Json, criterion, framework

if TYPE_CHECKING:
    from chamdiem.rules.records.shape import RecordShape

COUNTS = sorted(name for name, field in MEETING.by_name.items() if field.type is FieldType.COUNT)
DAY = dt.date(2025, 11, 5).toordinal()
WIDE = range(60)
WHOLE = {
    "members_total": 24, "members_official": 20, "members_probationary": 4, "members_temporary_in": 1,
    "members_temporary_out": 1, "members_exempt": 2, "members_special_duty": 1, "members_suspended": 0, "present": 19,
    "absent_excused": 1, "absent_unexcused": 1, "speakers": 5, "votes_total": 18, "votes_for": 15, "dues_paid": 10,
    "dues_due": 20, "start_time": 1140, "end_time": 1200, "criticism_minutes": 20,
    "date": DAY, "notice_date": DAY - 3, "documents_finalised_on": DAY + 1,
}  # fmt: skip
"""A record that contradicts itself nowhere."""


def is_possible(facts: dict[str, int]) -> bool:
    """Tell whether a record may say so."""
    return not check_values(
        MEETING, {name: MEETING.by_name[name].value_of(fact) for name, fact in facts.items()}, dt.date.max
    )


@pytest.mark.parametrize(
    ("name", "span"),
    [
        ("members_total", (24, 24)), ("members_probationary", (4, 4)), ("present", (18, 23)), ("speakers", (0, 19)),
        ("members_exempt", (1, 22)), ("votes_total", (15, 19)), ("absent_excused", (0, 5)), ("dues_paid", (0, 20)),
        ("criticism_minutes", (0, 75)), ("end_time", (1145, 1439)), ("start_time", (0, 1195)),
        ("date", (1, DAY + 1)), ("notice_date", (DAY - 92, 3_652_059)),
    ],
)  # fmt: skip
def test_all_else_leaves_only_so_much(name: str, span: tuple[int, int]) -> None:
    """Of a record that says all else, a number lies between the ends beyond which the record is impossible."""
    known = {other: value for other, value in WHOLE.items() if other != name}
    assert ends(MEETING, name, known) == span


@settings(max_examples=60, suppress_health_check=LARGE)
@given(st.data())
def test_nothing_possible_lies_beyond(data: st.DataObject) -> None:
    """Whatever a record leaves out, all that it may still say of a number lies between the ends."""
    name = data.draw(st.sampled_from(sorted(WHOLE)))
    left_out = data.draw(st.sets(st.sampled_from(sorted(WHOLE.keys() - {name}))))
    known = {other: value for other, value in WHOLE.items() if other not in {name, *left_out}}
    low, high = ends(MEETING, name, known)
    around = range(WHOLE[name] - 100, WHOLE[name] + 100) if name not in COUNTS else WIDE
    possible = {value for value in around if value >= 0 and is_possible({**known, name: value})}
    outside = {value for value in possible if not low <= value <= high}
    assert not {value for value in outside if is_possible({**WHOLE, **known, name: value})}
    if not left_out:
        assert possible == {value for value in around if low <= value <= high}


def shape_of(inputs: Json) -> RecordShape:
    """Return the shape of records that hold such numbers."""
    of_numbers: Json = {name: {"title": f"Số {name}", "type": "count"} | spec for name, spec in inputs.items()}
    return framework(criterion(), inputs=of_numbers).framework.shape


def test_a_missing_number_that_is_bounded_bounds_others() -> None:
    """No more were late than were given, of whom there are four at most: four were late at most, whoever counted."""
    shape = shape_of({"given": {"at_most": "4"}, "late": {"at_most": {"fact": "given"}}})
    assert ends(shape, "late", {}) == (0, 4)
    assert ends(shape, "late", {"given": 3}) == (0, 3)
    assert ends(shape, "given", {"late": 3}) == (3, 4)


def test_a_missing_number_may_be_less_than_nothing() -> None:
    """What lies above a number that may be negative may be negative too."""
    low: Json = {"type": "decimal", "step": "1", "at_least": "-5"}
    shape = shape_of({"whole": low, "part": low | {"at_most": {"fact": "whole"}}})
    assert ends(shape, "whole", {})[0] == ends(shape, "part", {})[0] < 0


def test_spans_that_no_record_holds_together() -> None:
    """Where a is no more than b and b no more than c, four of a exclude two of c, whatever b is."""
    shape = shape_of({"c": {"at_most": "4"}, "b": {"at_most": {"fact": "c"}}, "a": {"at_most": {"fact": "b"}}})
    assert can_be(shape, {"a": (1, 4), "b": (0, 4), "c": (0, 2)}, {})
    assert not can_be(shape, {"a": (4, 4), "b": (0, 4), "c": (0, 2)}, {})
    assert not can_be(shape, {"a": (4, 4), "b": (0, 4)}, {"c": 2})
    assert can_be(shape, {"a": (4, 4), "b": (0, 4)}, {})
