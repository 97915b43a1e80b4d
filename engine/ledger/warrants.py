"""By what each act of a ledger was allowed: its mandate, at its organisation, on its day, in a month not locked.

This is how what is recorded is checked again from the entries alone; how it is asked beforehand is for `authorities`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.ledger.authorities import MADE_BY, day_of, is_continued, is_first, is_locked, touched
from chamdiem.engine.ledger.contents import Lock, MandateEntry, OrganisationEntry, cell_of, meeting_of
from chamdiem.engine.ledger.terms import ImpossibleTerm
from chamdiem.engine.mandates.mandates import Authority
from chamdiem.engine.mandates.organisation import ImpossibleChange
from chamdiem.engine.mandates.roles import Deed

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.ledger.contents import Done, MeetingRef
    from chamdiem.engine.ledger.entries import Entry, EntryKind
    from chamdiem.engine.mandates.mandates import Mandate


class Warrants:
    """What was recorded of organisations, mandates and locks so far; `take` each of these entries, in their order."""

    def __init__(self) -> None:
        self._authority = Authority()
        self._given: dict[str, Mandate] = {}
        self._latest: dict[str, str] = {}
        self._locks: dict[str, Lock] = {}

    def take(self, entry: Entry, content: OrganisationEntry | MandateEntry | Lock) -> None:
        """Take in what changes who may do what; what cannot be raises `ImpossibleTerm`."""
        if content.after != self._latest.get(content.key):
            raise ImpossibleTerm("ledger.reference")
        day = day_of(entry.time)
        match content:
            case OrganisationEntry():
                self._organised(content, day)
            case MandateEntry():
                self._mandated(content, day)
                self._given[entry.hash] = content.given
            case Lock():
                self._locked(content, day)
        self._latest[content.key] = entry.hash

    def _organised(self, content: OrganisationEntry, day: dt.date) -> None:
        change = content.change
        if content.mandate or self._authority.mandates:
            self._need(content.mandate, (Deed.ORGANISE,), touched(self._authority, change), day)
        try:
            self._authority = self._authority.after(change)
        except ImpossibleChange as error:
            raise ImpossibleTerm("ledger.contradiction", where=f"event › {change.event}") from error

    def _mandated(self, content: MandateEntry, day: dt.date) -> None:
        given, known = content.given, self._authority.mandates.get(content.given.id)
        if content.mandate or self._authority.mandates:
            self._need(content.mandate, (Deed.MANDATE,), (given.node,), day)
        elif not is_first(self._authority, given):
            raise ImpossibleTerm("ledger.contradiction", where="role")
        if known is not None and not is_continued(known, given):
            raise ImpossibleTerm("ledger.contradiction", where="id")
        self._authority = self._authority.after(given)

    def _locked(self, content: Lock, day: dt.date) -> None:
        was = self._locks.get(content.key)
        if content.locked == (was is not None and was.locked) or not (content.locked or content.reason):
            raise ImpossibleTerm("ledger.contradiction", where="locked")
        self._need(content.mandate, (Deed.LOCK if content.locked else Deed.UNLOCK,), (content.node,), day)
        self._locks[content.key] = content

    def check(
        self, entry: Entry, content: Done, corrected: EntryKind | None = None, to: MeetingRef | None = None
    ) -> None:
        """Need an act to be allowed by its mandate; `corrected` is the kind of what a correction supersedes.

        `to` is the meeting of what takes its place: it is allowed there, too.

        Of what was said without a mandate nothing is needed, unless there was one by then.
        """
        if not content.mandate:
            if self._authority.mandates:
                raise ImpossibleTerm("ledger.contradiction", where="role")
            return
        day, cell = day_of(entry.time), cell_of(content)
        meetings = [each for each in (meeting_of(content), to) if each is not None]
        nodes = (*(() if cell is None else (cell,)), *(each.cell for each in meetings))
        self._need(content.mandate, MADE_BY[corrected or entry.kind], nodes, day)
        for each in meetings:
            if is_locked(self._authority, self._locks.values(), each.cell, each.period, day):
                raise ImpossibleTerm("ledger.was_locked", period=each.period)

    def _need(self, name: str, deeds: tuple[Deed, ...], nodes: tuple[str, ...], day: dt.date) -> None:
        given = self._given.get(name)
        if given is None or self._authority.mandates[given.id] != given:
            raise ImpossibleTerm("ledger.reference")
        for node in nodes or (given.node,):
            if not any(self._authority.allows(given, deed, node, day) for deed in deeds):
                raise ImpossibleTerm("ledger.not_allowed", mandate=given.id)
