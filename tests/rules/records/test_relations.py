"""What the fields of one record must say together."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from chamdiem.rules.records.meeting import MEETING
from chamdiem.rules.records.shape import check_values, odd_values

if TYPE_CHECKING:
    from chamdiem.rules.records.fields import Value
    from chamdiem.rules.records.shape import Relation

TODAY = dt.date(2026, 1, 31)


def codes(**values: Value) -> list[str]:
    """Return the codes of the contradictions between some fields."""
    return [fault.code for fault in check_values(MEETING, values, TODAY)]


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


HELD = dt.date(2025, 11, 5)
IMPOSSIBLE: list[tuple[dict[str, Value], str | None]] = [
    ({"date": HELD, "period": "2025-11"}, None),
    ({"date": dt.date(2025, 5, 11), "period": "2025-11"}, "record.date_swapped"),
    ({"date": dt.date(2025, 11, 12), "period": "2025-12"}, "record.date_swapped"),
    ({"date": HELD, "period": "2024-11"}, "record.outside_period"),
    ({"date": HELD, "period": "2025-09"}, "record.outside_period"),
    ({"date": dt.date(2025, 12, 2), "period": "2025-11"}, None),
    ({"date": dt.date(2026, 1, 1), "period": "2025-12"}, None),
    ({"period": "2026-02"}, "record.future_period"),
    ({"date": HELD, "notice_date": HELD - dt.timedelta(92)}, None),
    ({"date": HELD, "notice_date": HELD - dt.timedelta(93)}, "record.far_before"),
    ({"date": HELD, "committee_meeting_date": dt.date(2024, 11, 3)}, "record.far_before"),
    ({"date": HELD, "documents_uploaded_on": dt.date(2025, 2, 11)}, "record.far_before"),
    ({"members_total": 10, "members_exempt": 5, "members_suspended": 5}, None),
    ({"members_total": 10, "members_exempt": 5, "members_special_duty": 3, "members_temporary_out": 3}, "record.not_due_sum"),
    ({"members_total": 20, "present": 21, "members_temporary_in": 0}, "record.attendance_most"),
    ({"members_total": 20, "present": 21, "members_temporary_in": 1}, None),
    ({"members_total": 20, "absent_excused": 11, "absent_unexcused": 10, "members_temporary_in": 0}, "record.attendance_most"),
    ({"votes_total": 18, "present": 17}, "record.more_than"),
    ({"votes_total": 18, "present": 18, "members_official": 17}, "record.more_than"),
    ({"votes_for": 18, "present": 17}, "record.more_than"),
    ({"votes_total": 21, "members_total": 20}, "record.more_than"),
    ({"members_official": 21, "members_total": 20}, "record.more_than"),
    ({"criticism_minutes": 90, "start_time": dt.time(19, 30), "end_time": dt.time(21)}, None),
    ({"criticism_minutes": 106, "start_time": dt.time(19, 30), "end_time": dt.time(21)}, "record.criticism_longer"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "code"), IMPOSSIBLE)
def test_impossible(values: dict[str, Value], code: str | None) -> None:
    """Days fit the period and each other, parts are no more than their whole; a missing field contradicts nothing."""
    assert codes(**values) == ([] if code is None else [code])


SEEN: list[tuple[dict[str, Value], str | None]] = [
    ({"date": dt.date(2025, 12, 2), "period": "2025-11"}, "odd.beside_period"),
    ({"date": HELD, "period": "2025-11"}, None),
    ({"date": HELD, "notice_date": HELD - dt.timedelta(31)}, None),
    ({"date": HELD, "notice_date": HELD - dt.timedelta(32)}, "odd.before"),
    ({"date": HELD, "committee_meeting_date": HELD}, None),
    ({"date": HELD, "documents_uploaded_on": HELD + dt.timedelta(1)}, "odd.before"),
    ({"date": HELD, "documents_finalised_on": HELD + dt.timedelta(31)}, None),
    ({"date": HELD, "documents_finalised_on": HELD + dt.timedelta(32)}, "odd.after"),
    ({"criticism_minutes": 60, "start_time": dt.time(20), "end_time": dt.time(20, 59)}, "odd.criticism_longer"),
    ({"criticism_minutes": 105, "start_time": dt.time(19, 30), "end_time": dt.time(21)}, "odd.criticism_longer"),
    ({"start_time": dt.time(7, 30), "end_time": dt.time(21)}, "odd.hours"),
    ({"start_time": dt.time(3), "end_time": dt.time(4)}, "odd.hours"),
    ({"start_time": dt.time(19, 30), "end_time": dt.time(21)}, None),
    ({"committee_exists": False, "committee_meeting_date": HELD}, "odd.without_committee"),
    ({"committee_exists": False, "committee_minutes": True}, "odd.without_committee"),
    ({"committee_exists": False, "committee_minutes": False}, None),
    ({"committee_exists": True, "members_official": 8}, "odd.committee_size"),
    ({"committee_exists": False, "members_official": 9}, "odd.committee_size"),
    ({"committee_exists": True, "members_official": 9}, None),
    ({"speakers": 5, "opinions": 4}, "odd.opinions"),
    ({"speakers": 0, "opinions": 4}, "odd.opinions"),
    ({"speakers": 5, "opinions": 5}, None),
    ({"targets_met": 11, "targets_set": 10}, "odd.more_than"),
    ({"absent_excused": 1, "max_consecutive_excused": 0}, "odd.run_too_short"),
    ({"absent_excused": 0, "max_consecutive_excused": 0}, None),
    ({"max_consecutive_excused": 12, "period": "2025-11"}, "odd.run_too_long"),
    ({"max_consecutive_excused": 13}, "odd.run_too_long"),
    ({"max_consecutive_excused": 11, "date": HELD}, None),
    ({"meeting_kind": "combined", "thematic_this_quarter": False}, "odd.thematic"),
    ({"meeting_kind": "combined", "thematic_this_month": False}, "odd.thematic"),
    ({"thematic_this_month": True, "thematic_this_quarter": False}, "odd.thematic_quarter"),
    ({"members_total": 20, "present": 20, "absent_unexcused": 1}, "odd.attendance"),
    ({"present": 20, "members_total": 20, "members_suspended": 1}, "odd.present"),
    ({"dues_due": 21, "members_total": 20}, "odd.dues"),
]


@pytest.mark.parametrize(("values", "code"), SEEN)
def test_odd(values: dict[str, Value], code: str | None) -> None:
    """What may be so and seldom is, is a warning with both values, and no fault."""
    assert codes(**values) == []
    found = odd_values(MEETING, values)
    assert [fault.code for fault in found] == ([] if code is None else [code])


def pair(first: str, one: Value, second: str, other: Value) -> dict[str, Value]:
    """Return a record of two fields."""
    return {first: one, second: other}


TRIED: list[dict[str, Value]] = [
    {"members_total": 20, "members_official": 18, "members_probationary": 1},
    {"members_total": 20, "present": 18, "absent_excused": 1, "absent_unexcused": 2},
    *(
        pair(each.lesser[0], 6, each.greater[0], 5)
        for relation in MEETING.impossible
        for each in relation.limits
        if len(each.names) == 2
    ),
    pair("start_time", dt.time(14), "end_time", dt.time(13)),
    pair("date", HELD, "documents_finalised_on", HELD - dt.timedelta(1)),
    *(
        pair("date", HELD, name, HELD + dt.timedelta(days))
        for name in ("notice_date", "committee_meeting_date", "documents_uploaded_on")
        for days in (-93, 1)
    ),
]


@pytest.mark.parametrize(
    "relation", [*MEETING.impossible, *MEETING.odd], ids=lambda relation: f"{relation.code}-{relation.place}"
)
def test_every_relation_is_broken_by_some_row_above(relation: Relation) -> None:
    """No row of the table stands there untried, and each names the field at whose place it is told."""
    rows = [*(row for row, _ in IMPOSSIBLE), *(row for row, _ in SEEN), *TRIED]
    assert relation.place in MEETING.by_name
    assert any(relation.breaks(row) is not None for row in rows)
