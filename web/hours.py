"""When the ledger knew what: hours of it, kept beside it, so that a day long past is found without walking up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.ledger.entries import EntryKind
from chamdiem.web.models import LedgerHour

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.store import Ledger

_HOUR = len("2026-11-05T13")
_BATCH = 500


def hours_of(entries: Iterable[Entry], reached: str = "") -> Iterator[LedgerHour]:
    """Yield the hours that begin in entries that follow each other; `reached`: the time of the last hour before."""
    for entry in entries:
        is_clock = entry.kind is EntryKind.CLOCK
        if is_clock or entry.sequence == 1 or entry.time[:_HOUR] > reached[:_HOUR]:
            yield LedgerHour(sequence=entry.sequence, time=entry.time, is_clock=is_clock)
            reached = entry.time


def follow_hours(entries: Iterable[Entry]) -> None:
    """Keep the hours of what follows on the entries that were told before."""
    last = LedgerHour.objects.order_by("-sequence").first()
    LedgerHour.objects.bulk_create(hours_of(entries, last.time if last else ""), batch_size=_BATCH)


def known_by(ledger: Ledger, size: int, time: str) -> int:
    """Return how many of the first `size` entries, up to which hours are kept, were known at a time.

    That is what `known_size` returns, which walks through all of them.
    """
    begins = LedgerHour.objects.filter(time__lte=time)
    # behind a clock entry all before it was known, and times are in order anew
    clock = begins.filter(is_clock=True).order_by("-sequence").first()
    first = clock.sequence if clock else 1
    following = LedgerHour.objects.filter(sequence__gt=first).order_by("sequence")
    later = following.filter(time__gt=time).first()
    within = following.filter(sequence__lt=later.sequence) if later else following
    hour = within.last() or LedgerHour.objects.filter(sequence=first, time__lte=time).first()
    if hour is None:
        return 0
    end = later.sequence - 1 if later else size
    if hour.time[:_HOUR] < time[:_HOUR]:
        return end
    return next((each.sequence - 1 for each in ledger.entries(hour.sequence, end) if each.time > time), end)
