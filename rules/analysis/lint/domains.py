"""What the fields of a record and the answers of a scorer can be: ends, steps, and what bounds one by another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.rules.analysis.lint.linear import Affine, AtMost, combined, variable
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.language.consistency import AT_MOST, AT_MOST_UNLESS, BEFORE
from chamdiem.rules.language.fields import BY_NAME, MEETING_KINDS, FieldType
from chamdiem.rules.language.relations import FAR_BEFORE, NOT_DUE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from chamdiem.rules.language.framework import Framework

LARGEST = 10**6
"""The largest count that is considered: no cell, task list or vote is larger."""
DAYS = 3650
"""How many days around the dates in force are considered."""
KIND = Key("field", "meeting_kind")


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that a field or an answer can have: from `low` to `high`, by `step`."""

    low: int
    high: int
    step: int = 1


def field_domain(name: str, framework: Framework) -> Domain:
    """Return what a field can hold, as integers of the rule program."""
    field = BY_NAME[name]
    match field.type:
        case FieldType.YES_NO:
            return Domain(0, 1)
        case FieldType.WORD:
            return Domain(0, len(field.words or ()) - 1)
        case FieldType.TIME:
            return Domain(0, 24 * 60 - 1)
        case FieldType.DATE:
            first, last = _days(framework)
            return Domain(first, last) if name == "date" else Domain(first - DAYS, last + DAYS)
        case _:
            return Domain(0, LARGEST)


def _days(framework: Framework) -> tuple[int, int]:
    first = framework.in_force.from_.toordinal()
    last = framework.in_force.to.toordinal() if framework.in_force.to else first + DAYS
    return min(first, dt.date.max.toordinal() - 2 * DAYS), min(last, dt.date.max.toordinal() - DAYS)


def answer_domain(key: Key, framework: Framework) -> Domain:
    """Return what an answer can be: points in hundredths, words by their place, counts."""
    question = Scope(framework).questions[key]
    if question.quantity.words:
        return Domain(0, len(question.quantity.words) - 1)
    if question.quantity.role == "count":
        return Domain(0, LARGEST)
    return Domain(0, framework.maximum_of(question.criterion), framework.step_of(question.criterion))


def kinds(framework: Framework) -> tuple[int, ...]:
    """Return the meeting kinds that the framework scores, as integers of the rule program."""
    return tuple(place for place, kind in enumerate(MEETING_KINDS) if kind in framework.applies_to.kinds)


_PREFERRED = {
    "members_total": 20,
    "members_official": 18,
    "members_probationary": 2,
    "present": 20,
    "speakers": 10,
    "opinions": 10,
    "criticism_minutes": 20,
    "targets_set": 10,
    "targets_met": 10,
    "votes_for": 18,
    "votes_total": 18,
    "dues_paid": 20,
    "dues_due": 20,
    "start_time": 8 * 60,
    "end_time": 10 * 60,
}
_DATES = {"date": 30, "committee_meeting_date": 27, "notice_date": 27, "documents_uploaded_on": 28}


def preferred(inputs: Collection[Key], framework: Framework) -> Mapping[Key, int]:
    """Return ordinary values, so that a witness reads like a real meeting wherever nothing else is needed."""
    first, _ = _days(framework)
    usual: dict[Key, int] = {}
    for key in inputs:
        if key.kind == "field":
            field = BY_NAME[key.subject]
            if field.type is FieldType.DATE:
                usual[key] = first + _DATES.get(key.subject, 31)
            else:
                usual[key] = _PREFERRED.get(key.subject, int(field.type is FieldType.YES_NO))
        else:
            domain = answer_domain(key, framework)
            usual[key] = domain.high if domain.high < LARGEST else 0
    for key in {KIND} & set(inputs):
        usual[key] = kinds(framework)[0]
    return usual


def domain_of(key: Key, framework: Framework) -> Domain:
    """Return the domain of a fact that comes from outside."""
    return field_domain(key.subject, framework) if key.kind == "field" else answer_domain(key, framework)


_LINEAR: tuple[tuple[tuple[tuple[int, str], ...], int], ...] = (
    *((((1, part), (-1, whole)), 0) for part, whole, *_ in (*AT_MOST, *AT_MOST_UNLESS, ("votes_total", "present"))),
    (((1, "start_time"), (-1, "end_time")), -1),
    (((1, "date"), (-1, "documents_finalised_on")), 0),
    (((1, "criticism_minutes"), (1, "start_time"), (-1, "end_time")), 0),
    *((((1, "date"), (-1, name)), FAR_BEFORE) for name in BEFORE),
)
"""What is no more than a number in any record, where all its fields are used."""


def bounds_between(inputs: Collection[Key]) -> Iterator[AtMost]:
    """Yield what the used fields of one record must say together, as `consistency` checks it."""
    used = {key.subject for key in inputs if key.kind == "field"}

    def form(*signed: tuple[int, str]) -> Affine | None:
        if not all(name in used for _, name in signed):
            return None
        return combined((factor, variable(Key("field", name))) for factor, name in signed)

    for signed, most in _LINEAR:
        if (bounded := form(*signed)) is not None:
            yield bounded.at_most(most)
    members = form((1, "members_total"), (-1, "members_official"), (-1, "members_probationary"))
    if members is not None:
        yield from (members.at_most(0), members.at_least(0))
    away = [(1, name) for name in NOT_DUE if name in used]
    if away and (apart := form(*away, (-1, "members_total"))) is not None:
        yield apart.at_most(0)
    absent = [(1, name) for name in ("absent_excused", "absent_unexcused") if name in used]
    if absent:
        yield from _attendance(used, form((1, "present"), *absent))


def _attendance(used: set[str], attending: Affine | None) -> Iterator[AtMost]:
    if attending is None or "members_total" not in used:
        return
    total = variable(Key("field", "members_total"))
    guests = [(-1, variable(Key("field", name))) for name in ("members_temporary_in",) if name in used]
    yield combined([(1, attending), (-1, total), *guests]).at_most(0)
    if {"absent_excused", "absent_unexcused", *NOT_DUE} <= used:
        not_due = [(1, variable(Key("field", name))) for name in NOT_DUE]
        yield combined([(1, attending), (-1, total), *not_due]).at_least(0)
