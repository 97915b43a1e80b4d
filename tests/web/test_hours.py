"""The hours that are kept of the ledger: what was known at a time is found by them as by walking through all of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chamdiem.engine.ledger.entries import EntryKind
from chamdiem.engine.ledger.states import known_size

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures("installation")
BEGIN = dt.datetime(2026, 11, 26, 8, tzinfo=dt.UTC)
Step = tuple[int, bool]
"""How many minutes after the beginning an entry was made, and whether it is one that admits what the clock did."""


class Noted(NamedTuple):
    """What is looked at of an entry."""

    sequence: int
    time: str
    kind: EntryKind


class Kept:
    """A ledger of such entries."""

    def __init__(self, steps: list[Step]) -> None:
        kinds = {True: EntryKind.CLOCK, False: EntryKind.RECORD}
        self.all = [Noted(number, at(minute), kinds[clock]) for number, (minute, clock) in enumerate(steps, 1)]

    def entries(self, first: int = 1, last: int | None = None) -> Iterator[Noted]:
        """Yield some entries."""
        yield from self.all[first - 1 : last]


def at(minute: int) -> str:
    """Return a time as entries bear it."""
    return f"{BEGIN + dt.timedelta(minutes=minute):%Y-%m-%dT%H:%M:%SZ}"


STEPS = st.lists(st.tuples(st.integers(0, 200), st.sampled_from([False, False, False, True])), max_size=12)


@settings(max_examples=200, deadline=None)
@given(steps=STEPS, parts=st.integers(1, 4), minute=st.integers(-1, 201))
@example(steps=[(100, False), (5, False), (0, True), (70, False), (65, False)], parts=2, minute=66)
def test_what_was_known_is_found_by_hours(steps: list[Step], parts: int, minute: int) -> None:
    """Whatever clocks did, and in however many parts the entries were followed."""
    from chamdiem.web.hours import follow_hours, known_by  # noqa: PLC0415 - the web needs an installation
    from chamdiem.web.models import LedgerHour  # noqa: PLC0415 - as above

    LedgerHour.objects.all().delete()
    kept, each = Kept(steps), len(steps) // parts + 1
    for first in range(1, len(steps) + 1, each):
        follow_hours(kept.entries(first, first + each - 1))  # type: ignore[arg-type] # what is looked at is there
    found = known_by(kept, len(steps), at(minute))  # type: ignore[arg-type] # as above
    assert found == known_size(kept.entries(), at(minute))  # type: ignore[arg-type] # as above
    LedgerHour.objects.all().delete()
