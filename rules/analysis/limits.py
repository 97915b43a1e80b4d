"""Between which ends a number of a record may lie, by what else the record says.

These are the relations that make a record impossible, as sums: every one that is broken is a fault of the record. A
test compares the two.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.rules.language.consistency import AT_MOST, AT_MOST_UNLESS, BEFORE
from chamdiem.rules.language.fields import BY_NAME, FieldType
from chamdiem.rules.language.relations import FAR_BEFORE, NOT_DUE, ROUNDED
from chamdiem.rules.language.scalars import MAX_COUNT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ENDS = {FieldType.DATE: (1, 3_652_059), FieldType.TIME: (0, 24 * 60 - 1)}
_ATTENDANCE = ("present", "absent_excused", "absent_unexcused")


@dataclass(frozen=True, slots=True)
class Limit:
    """The `greater` fields together are at least so much more than the `lesser` (`apart` may be negative)."""

    lesser: tuple[str, ...]
    greater: tuple[str, ...]
    apart: int = 0


_LIMITS = (
    *(Limit((part,), (whole,)) for part, whole in AT_MOST),
    *(Limit((part,), (whole,)) for part, whole, _ in AT_MOST_UNLESS),
    Limit(("votes_total",), ("present",)),
    Limit(("members_official", "members_probationary"), ("members_total",)),
    Limit(("members_total",), ("members_official", "members_probationary")),
    Limit(NOT_DUE, ("members_total",)),
    Limit(_ATTENDANCE, ("members_total", "members_temporary_in")),
    Limit(("members_total",), (*_ATTENDANCE, *NOT_DUE)),
    Limit(("start_time",), ("end_time",), 1),
    Limit(("start_time", "criticism_minutes"), ("end_time",), -ROUNDED),
    Limit(("date",), ("documents_finalised_on",)),
    *(Limit(("date",), (name,), -FAR_BEFORE) for name in BEFORE),
)


def _by_field(limits: Iterable[Limit]) -> Mapping[str, list[Limit]]:
    found: dict[str, list[Limit]] = defaultdict(list)
    for limit in limits:
        for name in (*limit.lesser, *limit.greater):
            found[name].append(limit)
    return found


_BY_FIELD = _by_field(_LIMITS)


def ends(name: str, known: Mapping[str, int]) -> tuple[int, int]:
    """Return the least and the most that a count, day or time may be beside the known fields.

    What is missing beside it may be written down too, so a limit counts only as far as it holds whatever that will be:
    nothing is less than zero. The least is above the most where the record is already impossible.
    """
    low, high = _ENDS.get(BY_NAME[name].type, (0, MAX_COUNT))
    for limit in _BY_FIELD.get(name, ()):
        greater = [known.get(other) for other in limit.greater if other != name]
        lesser = sum(known.get(other, 0) for other in limit.lesser if other != name)
        told = [value for value in greater if value is not None]
        if len(told) < len(greater):
            continue
        if name in limit.lesser:
            high = min(high, sum(told) - lesser - limit.apart)
        else:
            low = max(low, lesser + limit.apart - sum(told))
    return low, high
