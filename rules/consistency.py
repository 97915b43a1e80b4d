"""What the fields of one record must say together: counts add up, times run forward, nothing lies in the future."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from chamdiem.rules.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from chamdiem.rules.fields import Value


def check_values(values: Mapping[str, Value], today: dt.date) -> tuple[Fault, ...]:
    """Return every contradiction between fields. Only fields that are there are compared."""
    faults = [fault for check in _CHECKS for fault in check(values)]
    return (*faults, *_check_future(values, today))


def _counts(values: Mapping[str, Value], *names: str) -> list[int] | None:
    found = [values.get(name) for name in names]
    return [int(value) for value in found if isinstance(value, int)] if all(isinstance(v, int) for v in found) else None


def _check_members(values: Mapping[str, Value]) -> Iterator[Fault]:
    counts = _counts(values, "members_total", "members_official", "members_probationary")
    if counts and counts[0] != counts[1] + counts[2]:
        details = {
            "total": str(counts[0]),
            "official": str(counts[1]),
            "probationary": str(counts[2]),
            "sum": str(counts[1] + counts[2]),
        }
        yield Fault("record.members_sum", ("members_total",), details)


NOT_DUE = ("members_exempt", "members_special_duty", "members_suspended", "members_temporary_out")


def _check_attendance(values: Mapping[str, Value]) -> Iterator[Fault]:
    """Those present and absent are no more than the members and guests, and no fewer than the members who had to come.

    Exempt members may come all the same, so the two ends differ. While a field of those who need not come is missing,
    the lower end is open.
    """
    counts = _counts(values, "present", "absent_excused", "absent_unexcused")
    total = _counts(values, "members_total")
    if not counts or not total:
        return
    most = total[0] + sum(_counts(values, "members_temporary_in") or [0])
    not_due = _counts(values, *NOT_DUE)
    least = 0 if not_due is None else max(0, total[0] - sum(not_due))
    if not least <= sum(counts) <= most:
        names = ("present", "excused", "unexcused")
        details = dict(zip(names, map(str, counts), strict=True)) | {
            "sum": str(sum(counts)),
            "least": str(least),
            "most": str(most),
        }
        yield Fault("record.attendance_sum", ("present",), details)


AT_MOST = (
    ("speakers", "present"),
    ("votes_for", "votes_total"),
    ("votes_total", "members_official"),
    ("dues_paid", "dues_due"),
    ("absent_unexcused", "members_total"),
    *((name, "members_total") for name in NOT_DUE),
)


def _check_parts(values: Mapping[str, Value]) -> Iterator[Fault]:
    for part, whole in AT_MOST:
        counts = _counts(values, part, whole)
        if counts and counts[0] > counts[1]:
            yield Fault(
                "record.more_than",
                (part,),
                {"part": part, "whole": whole, "value": str(counts[0]), "limit": str(counts[1])},
            )


def _check_times(values: Mapping[str, Value]) -> Iterator[Fault]:
    start, end = values.get("start_time"), values.get("end_time")
    if isinstance(start, dt.time) and isinstance(end, dt.time) and end <= start:
        yield Fault("record.times_reversed", ("end_time",), {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"})
    held, finished = values.get("date"), values.get("documents_finalised_on")
    if isinstance(held, dt.date) and isinstance(finished, dt.date) and finished < held:
        details = {"date": f"{held:%d/%m/%Y}", "finalised": f"{finished:%d/%m/%Y}"}
        yield Fault("record.finalised_before", ("documents_finalised_on",), details)


def _check_future(values: Mapping[str, Value], today: dt.date) -> Iterator[Fault]:
    for name, value in values.items():
        if isinstance(value, dt.date) and value > today:
            yield Fault(
                "record.future", (name,), {"name": name, "date": f"{value:%d/%m/%Y}", "today": f"{today:%d/%m/%Y}"}
            )


_CHECKS: tuple[Callable[[Mapping[str, Value]], Iterator[Fault]], ...] = (
    _check_members,
    _check_attendance,
    _check_parts,
    _check_times,
)
