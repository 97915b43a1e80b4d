"""What may be wrong between the fields of a meeting's record: each function finds one thing, for its sentence to say.

It returns None where nothing is wrong, or where a field is missing: what is not there contradicts nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from chamdiem.rules.records.moments import day_text, month_text

if TYPE_CHECKING:
    from chamdiem.rules.records.shape import Details, Values

FAR_BEFORE = 92
"""Nothing is done for a monthly meeting so many days before it: a quarter."""


# --- counts ---

NOT_DUE = ("members_exempt", "members_special_duty", "members_suspended", "members_temporary_out")
ABSENT = ("absent_excused", "absent_unexcused")


def _count(values: Values, name: str) -> int | None:
    value = values.get(name)
    return value if isinstance(value, int) else None


def _counts(values: Values, *names: str) -> list[int] | None:
    found = [count for name in names if (count := _count(values, name)) is not None]
    return found if len(found) == len(names) else None


def _known(values: Values, *names: str) -> int:
    """Return the sum of those counts that are there: the least that all of them can be."""
    return sum(_count(values, name) or 0 for name in names)


def _people(values: Values) -> int | None:
    """Return how many may come: the members and the guests."""
    total = _count(values, "members_total")
    return None if total is None else total + _known(values, "members_temporary_in")


def _details(**numbers: int) -> Details:
    return {name: str(number) for name, number in numbers.items()}


def members_sum(values: Values) -> Details | None:
    """Official and probationary members are all members."""
    counts = _counts(values, "members_total", "members_official", "members_probationary")
    if counts is None or counts[0] == counts[1] + counts[2]:
        return None
    total, official, probationary = counts
    return _details(total=total, official=official, probationary=probationary, sum=official + probationary)


def attendance_sum(values: Values) -> Details | None:
    """Those present and absent are no more than the members and guests, and no fewer than the members who had to come.

    Exempt members may come all the same, so the two ends differ. While a field of those who need not come is missing,
    the lower end is open.
    """
    counts = _counts(values, "present", *ABSENT)
    total, most = _count(values, "members_total"), _people(values)
    if counts is None or total is None or most is None:
        return None
    not_due = _counts(values, *NOT_DUE)
    least = 0 if not_due is None else max(0, total - sum(not_due))
    if least <= sum(counts) <= most:
        return None
    present, excused, unexcused = counts
    return _details(present=present, excused=excused, unexcused=unexcused, sum=sum(counts), least=least, most=most)


def attendance_most(values: Values, *, knows_guests: bool) -> Details | None:
    """While a count of those absent is missing, those who are known are already no more than the members and guests.

    Nobody may have counted the guests (`knows_guests`): then more people than members are odd, and not impossible.
    """
    most = _people(values)
    known = _known(values, "present", *ABSENT)
    if most is None or known <= most or _counts(values, "present", *ABSENT):
        return None
    if knows_guests != (_count(values, "members_temporary_in") is not None):
        return None
    return _details(sum=known, most=most)


def not_due_sum(values: Values) -> Details | None:
    """Nobody is exempt, on duty, suspended and away at once: together they are no more than all."""
    total = _count(values, "members_total")
    away = _known(values, *NOT_DUE)
    if total is None or away <= total or any(_known(values, name) > total for name in NOT_DUE):
        return None
    return _details(away=away, total=total)


def more_than(part: str, whole: str, values: Values, *, unless: str | None = None) -> Details | None:
    """One count is no more than another; not told where a third is there by which the first is checked (`unless`)."""
    value, limit = _count(values, part), _count(values, whole)
    if value is None or limit is None or value <= limit or (unless is not None and values.get(unless) is not None):
        return None
    return {"part": part, "whole": whole, "value": str(value), "limit": str(limit)}


def votes_of_present(values: Values) -> Details | None:
    """Only official members vote, and only who is present: at most as many as both."""
    is_told = more_than("votes_total", "members_official", values)
    return None if is_told else more_than("votes_total", "present", values)


# --- times and days ---

_USUAL_HOURS = range(5, 23)
_LONG = 6 * 60


def _day(values: Values, name: str) -> dt.date | None:
    value = values.get(name)
    return value if isinstance(value, dt.date) else None


def _times(values: Values) -> tuple[dt.time, dt.time] | None:
    start, end = values.get("start_time"), values.get("end_time")
    return (start, end) if isinstance(start, dt.time) and isinstance(end, dt.time) else None


def _minutes(values: Values) -> int | None:
    """Return how long the meeting was, where that is known and right."""
    times = _times(values)
    if times is None:
        return None
    start, end = (time.hour * 60 + time.minute for time in times)
    return end - start if end > start else None


def _hours(start: dt.time, end: dt.time) -> Details:
    return {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}


def times_reversed(values: Values) -> Details | None:
    """A meeting ends after it began, on the same day."""
    times = _times(values)
    return _hours(*times) if times and times[1] <= times[0] else None


def unusual_hours(values: Values) -> Details | None:
    """A meeting of many hours, or at night, was mostly typed with a morning for an afternoon."""
    times, minutes = _times(values), _minutes(values)
    if times is None or minutes is None or (minutes <= _LONG and times[0].hour in _USUAL_HOURS):
        return None
    return {**_hours(*times), "minutes": str(minutes)}


ROUNDED = 15
"""Minutes by which the parts of a meeting and its beginning and end are rounded when they are written down."""


def criticism_longer(values: Values, *, rounded: bool) -> Details | None:
    """No part of a meeting is longer than the whole; by a few minutes (`rounded`) it is only badly rounded."""
    minutes, length = _count(values, "criticism_minutes"), _minutes(values)
    if minutes is None or length is None or minutes <= length or (minutes - length <= ROUNDED) != rounded:
        return None
    return _details(value=minutes, limit=length)


def finalised_before(values: Values) -> Details | None:
    """Papers are finished after the meeting, or on its day."""
    held, finished = _day(values, "date"), _day(values, "documents_finalised_on")
    if held is None or finished is None or finished >= held:
        return None
    return {"date": day_text(held), "finalised": day_text(finished)}


def _day_outside(name: str, values: Values, usual: range) -> Details | None:
    """Return what is told of a day that does not lie so many days after the meeting."""
    held, day = _day(values, "date"), _day(values, name)
    if held is None or day is None or (days := (day - held).days) in usual:
        return None
    return {"part": name, "day": day_text(day), "date": day_text(held), "days": str(abs(days))}


def far_before(name: str, values: Values) -> Details | None:
    """Nothing is done for a monthly meeting more than a quarter before it."""
    return _day_outside(name, values, range(-FAR_BEFORE, dt.date.max.toordinal()))


def unusual_day(name: str, usual: range, values: Values) -> Details | None:
    """What is done for a meeting is done within some days of it; what lies too far is told by another relation."""
    return None if far_before(name, values) else _day_outside(name, values, usual)


def _months(values: Values) -> tuple[dt.date, str, int] | None:
    """Return the day of the meeting, its period, and by how many months the day lies after it."""
    held, period = _day(values, "date"), values.get("period")
    if held is None or not isinstance(period, str):
        return None
    year, month = int(period[:4]), int(period[5:])
    return held, period, (held.year - year) * 12 + held.month - month


def _swapped(day: dt.date) -> dt.date | None:
    """Return the day whose day and month are each other's, where there is one."""
    try:
        return dt.date(day.year, day.day, day.month)
    except ValueError:
        return None


def date_swapped(values: Values) -> Details | None:
    """A day that is of its period once its day and month are swapped was typed month first."""
    known = _months(values)
    other = _swapped(known[0]) if known else None
    if known is None or other is None or not known[2] or f"{other.year:04}-{other.month:02}" != known[1]:
        return None
    return {"date": day_text(known[0]), "month": month_text(known[1]), "swapped": day_text(other)}


def outside_period(odd: int, values: Values) -> Details | None:
    """A meeting may be held some days before or after its month (`odd` is 1 then), never further away."""
    known = _months(values)
    if known is None or not known[2] or (abs(known[2]) == 1) != bool(odd) or date_swapped(values):
        return None
    return {"date": day_text(known[0]), "month": month_text(known[1])}


# --- what is odd ---


def without_committee(name: str, values: Values) -> Details | None:
    """Where there is no chi ủy, secretary and deputy meet in its place; the record may mean that, or be wrong."""
    told = values.get(name)
    return {"part": name} if values.get("committee_exists") is False and told not in {None, False} else None


_COMMITTEE_FROM = 9
"""From so many official members on a cell elects a committee (Điều lệ Đảng)."""


def committee_size(values: Values) -> Details | None:
    """A cell of nine official members or more elects a committee, a smaller one does not."""
    official, exists = _count(values, "members_official"), values.get("committee_exists")
    if official is None or not isinstance(exists, bool) or exists == (official >= _COMMITTEE_FROM):
        return None
    return {"official": str(official), "answer": "yes" if exists else "no"}


def opinions_fewer(values: Values) -> Details | None:
    """Whoever speaks gives an opinion, and an opinion is given by somebody."""
    counts = _counts(values, "speakers", "opinions")
    if counts is None or (counts[0] <= counts[1] and (counts[0] or not counts[1])):
        return None
    return _details(speakers=counts[0], opinions=counts[1])


def run_too_short(values: Values) -> Details | None:
    """Whoever is excused now was excused once running, at the least."""
    counts = _counts(values, "absent_excused", "max_consecutive_excused")
    return {"excused": str(counts[0])} if counts and counts[0] and not counts[1] else None


def run_too_long(values: Values) -> Details | None:
    """A run of this year is no longer than the months that have passed of it."""
    run, held, period = _count(values, "max_consecutive_excused"), _day(values, "date"), values.get("period")
    month = int(period[5:]) if isinstance(period, str) else held.month if held else 12
    return _details(run=run, months=month) if run is not None and run > month else None


def thematic_denied(name: str, values: Values) -> Details | None:
    """A thematic meeting is one of its month, and of its quarter."""
    is_thematic = values.get("meeting_kind") in {"thematic", "combined"}
    return {"part": name} if is_thematic and values.get(name) is False else None


def quarter_denied(values: Values) -> Details | None:
    """A month is a month of its quarter."""
    return {} if values.get("thematic_this_month") is True and values.get("thematic_this_quarter") is False else None


def present_too_many(values: Values) -> Details | None:
    """Suspended members and those away for a time do not come, as far as the record says how many they are."""
    present, most = _count(values, "present"), _people(values)
    if present is None or most is None:
        return None
    away = _known(values, "members_suspended", "members_temporary_out")
    if most - away >= present or present > most:
        return None
    return _details(present=present, most=most - away, away=away)


def dues_of_more(values: Values) -> Details | None:
    """No more people owe dues than there are."""
    due, most = _count(values, "dues_due"), _people(values)
    return _details(value=due, limit=most) if due is not None and most is not None and due > most else None
