"""The office's clock: days and times of the zone of those who read them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from chamdiem.engine.office.clock import Clock


@pytest.mark.parametrize(
    ("zone", "shown", "end"),
    [
        ("Asia/Ho_Chi_Minh", "2026-02-01 06:30", "2026-03-29T16:59:59Z"),
        ("Europe/Berlin", "2026-02-01 00:30", "2026-03-29T21:59:59Z"),
    ],
)
def test_days_and_times_of_a_zone(zone: str, shown: str, end: str) -> None:
    """Where a door names a zone, days end and times are shown there, whatever the machine's is."""
    clock = Clock(zone=ZoneInfo(zone))
    assert f"{clock.local('2026-01-31T23:30:00Z'):%Y-%m-%d %H:%M}" == shown
    assert clock.end_of(dt.datetime(2026, 3, 29)) == end  # noqa: DTZ001 - as click gives it
