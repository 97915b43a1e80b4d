"""The projections: tables that follow from the ledger alone, brought up to it before a page reads them.

They are never the truth: whoever doubts them makes them anew, or asks in what they differ from the ledger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chamdiem.engine.ledger.contents import meeting_of
from chamdiem.engine.ledger.keys import SUBJECT
from chamdiem.engine.ledger.states import meeting_state, state_of
from chamdiem.engine.office.office import unwatched
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.web.hours import follow_hours, hours_of
from chamdiem.web.models import LedgerHour, MeetingNow, Projected
from chamdiem.web.projecting import row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.office.office import Watch
    from chamdiem.web.house import House

FORM = 2
"""The form of the rows; a release that puts something else in them raises it, and they are made anew."""
_BATCH = 500
_ONE = 1
_HOUR = "hour/"
_COLUMNS = tuple(field.attname for field in MeetingNow._meta.concrete_fields if not field.primary_key)  # noqa: SLF001 - Django's way


def projected(house: House) -> int:
    """Bring the projections up to the ledger's last entry, and return its number.

    Where nothing was recorded since, that is one question to each. Of what was, only the meetings that it is about are
    made anew; of a ledger that is another than was followed, all are. Processes that do it at once do it one by one.

    Raises:
        Damaged: an entry is not what it should be; the projections stay as they were.
    """
    size = house.ledger.size()
    head = house.ledger.hash_at(size) or ""
    known = Projected.objects.filter(pk=_ONE).first()
    if known is not None and (known.form, known.head) == (FORM, head):
        return size
    with transaction.atomic():
        return _follow(house, _held())


def rebuild(house: House, watch: Watch = unwatched) -> int:
    """Make all projections anew, and return how many meetings there are."""
    with transaction.atomic():
        return _rebuild(house, _held(), watch)


def differences(house: House) -> Iterator[str]:
    """Yield the keys of meetings whose rows are not what the ledger says, are missing, or are of no meeting at all.

    Of an hour that begins elsewhere in the ledger than is kept, the number of the entry is told.
    """
    rows = {row.key: row for row in MeetingNow.objects.iterator(_BATCH)}
    for made in _all_rows(house):
        found = rows.pop(made.key, None)
        if found is None or any(getattr(found, name) != getattr(made, name) for name in _COLUMNS):
            yield made.key
    yield from rows
    kept = dict(LedgerHour.objects.values_list("sequence", "time"))
    made_hours = {each.sequence: each.time for each in hours_of(house.ledger.entries())}
    yield from (f"{_HOUR}{number}" for number, _ in sorted(kept.items() ^ made_hours.items()))


def checked(house: House) -> tuple[str, ...]:
    """Bring the projections up to the ledger, and return in what they still differ from it; see `differences`."""
    projected(house)
    return tuple(differences(house))


def _held() -> Projected:
    """Return up to where the projections go; whoever else wants to go on waits until this is done."""
    Projected.objects.get_or_create(pk=_ONE, defaults={"form": 0})
    return Projected.objects.select_for_update().get(pk=_ONE)


def _follow(house: House, known: Projected) -> int:
    ledger = house.ledger
    size = ledger.size()
    is_known = known.sequence == 0 or ledger.hash_at(known.sequence) == known.head
    if known.form != FORM or not is_known:
        _rebuild(house, known, unwatched)
        return known.sequence
    keys: dict[str, None] = {}
    follow_hours(_noting(keys, ledger.entries(known.sequence + 1, size)))
    states = (meeting_state(ledger, key) for key in keys)
    _put(row_of(house, state) for state in states if state is not None)
    _remember(house, known, size)
    return size


def _noting(keys: dict[str, None], entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries, and note the meetings that they are about."""
    for entry in entries:
        meeting = meeting_of(entry.content)
        if meeting is not None:
            keys[meeting.key] = None
        yield entry


def _rebuild(house: House, known: Projected, watch: Watch) -> int:
    MeetingNow.objects.all().delete()
    LedgerHour.objects.all().delete()
    size = house.ledger.size()
    follow_hours(house.ledger.entries(1, size))
    count = _put(watch(_all_rows(house), None, "board.rebuilding"))
    _remember(house, known, size)
    # what was recorded meanwhile is followed as it is at any other time
    return count


def _remember(house: House, known: Projected, size: int) -> None:
    known.form, known.sequence, known.head = FORM, size, house.ledger.hash_at(size) or ""
    known.save()


def _put(rows: Iterable[MeetingNow]) -> int:
    count, batch = 0, list[MeetingNow]()
    for row in rows:
        batch.append(row)
        count += 1
        if len(batch) == _BATCH:
            _write(batch)
            batch = []
    _write(batch)
    return count


def _write(rows: list[MeetingNow]) -> None:
    MeetingNow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["key"], update_fields=_COLUMNS)


def _all_rows(house: House) -> Iterator[MeetingNow]:
    """Yield the rows of all meetings of the ledger, a month at a time: each by itself would ask far more often."""
    for start in sorted({_start(key) for key in house.ledger.every_key() if _is_record(key)}):
        of_meetings: dict[str, list[Entry]] = {}
        for entry in house.ledger.beginning(start):
            meeting = meeting_of(entry.content)
            if meeting is not None:
                of_meetings.setdefault(meeting.key, []).append(entry)
        for key in sorted(of_meetings):
            yield row_of(house, state_of(tuple(of_meetings.pop(key))))


def _start(key: str) -> str:
    """Return what the keys of all records of a kind and a month begin with."""
    kind, month, _ = key.split("/", 2)
    return f"{kind}/{month}/"


def _is_record(key: str) -> bool:
    kind = key.split("/", 1)[0]
    return kind in MEETING_KINDS or kind.startswith(SUBJECT)
