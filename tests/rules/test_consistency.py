"""What the fields of one record must say together."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from chamdiem.rules.consistency import check_values

if TYPE_CHECKING:
    from chamdiem.rules.fields import Value

TODAY = dt.date(2026, 1, 31)


def codes(**values: Value) -> list[str]:
    """Return the codes of the contradictions between some fields."""
    return [fault.code for fault in check_values(values, TODAY)]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"members_total": 20, "members_official": 18, "members_probationary": 2}, None),
        ({"members_total": 20, "members_official": 18, "members_probationary": 1}, "record.members_sum"),
        ({"members_total": 20, "members_official": 18}, None),
        ({"speakers": 5, "present": 5}, None),
        ({"speakers": 6, "present": 5}, "record.more_than"),
        ({"votes_for": 6, "votes_total": 5}, "record.more_than"),
        ({"members_suspended": 6, "members_total": 5}, "record.more_than"),
        ({"start_time": dt.time(14, 0), "end_time": dt.time(14, 1)}, None),
        ({"start_time": dt.time(14, 0), "end_time": dt.time(14, 0)}, "record.times_reversed"),
        ({"start_time": dt.time(23, 0), "end_time": dt.time(0, 30)}, "record.times_reversed"),
        ({"date": dt.date(2025, 11, 5), "documents_finalised_on": dt.date(2025, 11, 5)}, None),
        ({"date": dt.date(2025, 11, 5), "documents_finalised_on": dt.date(2025, 11, 4)}, "record.finalised_before"),
        ({"date": TODAY}, None),
        ({"date": TODAY + dt.timedelta(days=1)}, "record.future"),
        ({"notice_date": TODAY + dt.timedelta(days=1)}, "record.future"),
    ],
)
def test_contradiction(values: dict[str, Value], code: str | None) -> None:
    """Fields that contradict each other are a fault; what is not there contradicts nothing."""
    assert codes(**values) == ([] if code is None else [code])


NOT_DUE = {"members_exempt": 2, "members_special_duty": 1, "members_suspended": 0, "members_temporary_out": 1}


@pytest.mark.parametrize(
    ("counts", "guests", "not_due", "right"),
    [
        ((20, 0, 0), 0, {}, True), ((18, 1, 1), 0, {}, True), ((18, 1, 2), 0, {}, False), ((18, 1, 2), 1, {}, True),
        ((3, 0, 0), 0, {}, True), ((16, 0, 0), 0, NOT_DUE, True), ((15, 0, 0), 0, NOT_DUE, False),
        ((14, 1, 1), 0, NOT_DUE, True), ((20, 0, 0), 0, NOT_DUE, True), ((21, 0, 0), 0, NOT_DUE, False),
    ],
)  # fmt: skip
def test_attendance_adds_up(counts: tuple[int, int, int], guests: int, not_due: dict[str, int], right: bool) -> None:  # noqa: FBT001 - a row
    """Present and absent are no more than members and guests, and no fewer than those who had to come."""
    names = ("present", "absent_excused", "absent_unexcused")
    values = {"members_total": 20, "members_temporary_in": guests, **dict(zip(names, counts, strict=True)), **not_due}
    assert codes(**values) == ([] if right else ["record.attendance_sum"])


def test_all_contradictions_are_found_at_once() -> None:
    """One reading shows everything there is to mend."""
    found = codes(speakers=6, present=5, votes_for=3, votes_total=2, date=dt.date(2026, 2, 1))
    assert found == ["record.more_than", "record.more_than", "record.future"]
