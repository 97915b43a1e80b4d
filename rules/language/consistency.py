"""What the fields of one record must say together: one table of relations, each with its own sentence.

What cannot be so is a fault: the record is not scored. What may be so and seldom is stands as a warning on everything
that is shown of the record, and changes no point. A field that is missing contradicts nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from chamdiem.rules.language import relations
from chamdiem.rules.language.faults import Fault
from chamdiem.rules.language.moments import day_text, month_text
from chamdiem.rules.language.relations import NOT_DUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.language.relations import Check, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One relation: the code of its sentence, the field at whose place it is told, and what finds it broken.

    `breaks` returns the details of the sentence where the relation is broken, else None.
    """

    code: str
    place: str
    breaks: Check


def check_values(values: Values, today: dt.date) -> tuple[Fault, ...]:
    """Return every contradiction between fields, and every day that lies ahead of today."""
    return (*_broken(values, IMPOSSIBLE), *check_future(values, today))


def odd_values(values: Values) -> tuple[Fault, ...]:
    """Return every relation between fields that is seldom as the record says, for people to look at again."""
    return tuple(_broken(values, ODD))


def _broken(values: Values, table: tuple[Relation, ...]) -> Iterator[Fault]:
    for relation in table:
        details = relation.breaks(values)
        if details is not None:
            yield Fault(relation.code, (relation.place,), details)


def check_future(values: Values, today: dt.date) -> Iterator[Fault]:
    """Yield every day, or else the month, that lies ahead of today."""
    for name, value in values.items():
        if isinstance(value, dt.date) and value > today:
            yield Fault("record.future", (name,), {"part": name, "date": day_text(value), "today": day_text(today)})
    period = values.get("period")
    if isinstance(period, str) and period > f"{today.year:04}-{today.month:02}" and "date" not in values:
        yield Fault("record.future_period", ("period",), {"month": month_text(period), "today": day_text(today)})


AT_MOST = (
    ("speakers", "present"),
    ("votes_for", "votes_total"),
    ("votes_total", "members_official"),
    ("dues_paid", "dues_due"),
    ("absent_unexcused", "members_total"),
    *((name, "members_total") for name in NOT_DUE),
)
"""Counts of which the first is never more than the second."""
AT_MOST_UNLESS = (
    # no more official members vote than there are, nor than people are there; without the first count, the second holds
    ("votes_for", "members_official", "votes_total"),
    ("votes_for", "present", "votes_total"),
    ("votes_total", "members_total", "members_official"),
    ("members_official", "members_total", "members_probationary"),
    ("members_probationary", "members_total", "members_official"),
)
"""The same, where a third count is missing by which the first would be checked."""

BEFORE = ("notice_date", "committee_meeting_date", "documents_uploaded_on")
"""The days of what is done for a meeting before it."""
_USUAL_BEFORE, _USUAL_AFTER = range(-31, 1), range(32)
"""How many days after the meeting those usually lie, and the day on which its papers are finished."""

IMPOSSIBLE = (
    Relation(code="record.members_sum", place="members_total", breaks=relations.members_sum),
    Relation(code="record.attendance_sum", place="present", breaks=relations.attendance_sum),
    Relation(
        code="record.attendance_most", place="present", breaks=partial(relations.attendance_most, knows_guests=True)
    ),
    Relation(code="record.not_due_sum", place="members_total", breaks=relations.not_due_sum),
    *(
        Relation(code="record.more_than", place=part, breaks=partial(relations.more_than, part, whole))
        for part, whole in AT_MOST
    ),
    *(
        Relation(code="record.more_than", place=part, breaks=partial(relations.more_than_unless, part, whole, known))
        for part, whole, known in AT_MOST_UNLESS
    ),
    Relation(code="record.more_than", place="votes_total", breaks=relations.votes_of_present),
    Relation(code="record.times_reversed", place="end_time", breaks=relations.times_reversed),
    Relation(
        code="record.criticism_longer",
        place="criticism_minutes",
        breaks=partial(relations.criticism_longer, rounded=False),
    ),
    Relation(code="record.finalised_before", place="documents_finalised_on", breaks=relations.finalised_before),
    *(Relation(code="record.far_before", place=name, breaks=partial(relations.far_before, name)) for name in BEFORE),
    Relation(code="record.date_swapped", place="date", breaks=relations.date_swapped),
    Relation(code="record.outside_period", place="date", breaks=partial(relations.outside_period, 0)),
)
"""What cannot be so."""

ODD = (
    Relation(code="odd.beside_period", place="date", breaks=partial(relations.outside_period, 1)),
    *(
        Relation(code="odd.before", place=name, breaks=partial(relations.unusual_day, name, _USUAL_BEFORE))
        for name in BEFORE
    ),
    Relation(
        code="odd.after",
        place="documents_finalised_on",
        breaks=partial(relations.unusual_day, "documents_finalised_on", _USUAL_AFTER),
    ),
    Relation(
        code="odd.criticism_longer", place="criticism_minutes", breaks=partial(relations.criticism_longer, rounded=True)
    ),
    Relation(code="odd.hours", place="start_time", breaks=relations.unusual_hours),
    *(
        Relation(code="odd.without_committee", place=name, breaks=partial(relations.without_committee, name))
        for name in ("committee_meeting_date", "committee_minutes")
    ),
    Relation(code="odd.committee_size", place="committee_exists", breaks=relations.committee_size),
    Relation(code="odd.opinions", place="opinions", breaks=relations.opinions_fewer),
    Relation(
        code="odd.more_than", place="targets_met", breaks=partial(relations.more_than, "targets_met", "targets_set")
    ),
    Relation(code="odd.run_too_short", place="max_consecutive_excused", breaks=relations.run_too_short),
    Relation(code="odd.run_too_long", place="max_consecutive_excused", breaks=relations.run_too_long),
    *(
        Relation(code="odd.thematic", place=name, breaks=partial(relations.thematic_denied, name))
        for name in ("thematic_this_month", "thematic_this_quarter")
    ),
    Relation(code="odd.thematic_quarter", place="thematic_this_quarter", breaks=relations.quarter_denied),
    Relation(code="odd.attendance", place="present", breaks=partial(relations.attendance_most, knows_guests=False)),
    Relation(code="odd.present", place="present", breaks=relations.present_too_many),
    Relation(code="odd.dues", place="dues_due", breaks=relations.dues_of_more),
)
"""What may be so and seldom is."""
