"""Organisations, mandates and locked months in a ledger: recorded here, and asked before every act.

What is recorded first of all, the highest organisation and the mandate of its administrator, nobody can have allowed;
everything after that is done by a mandate.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.contents import Lock, MandateEntry, OrganisationEntry
from chamdiem.engine.ledger.entries import Entry, EntryKind, EntryStamp, meeting_key
from chamdiem.engine.ledger.keys import AUTHORITY, lock_key, mandate_key, organisation_key
from chamdiem.engine.ledger.shapes import MAX_WORDS
from chamdiem.engine.mandates.mandates import Authority, Mandate
from chamdiem.engine.mandates.organisation import ImpossibleChange, OrganisationChange
from chamdiem.engine.mandates.roles import OF_OTHERS, Deed, Role
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal
from chamdiem.rules.records.moments import day_text
from chamdiem.rules.records.scalars import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.engine.ledger.entries import Body
    from chamdiem.engine.ledger.store import Ledger

VIETNAM = dt.timedelta(hours=7)
"""By how much the days of mandates and organisations begin before those of UTC, in which an entry bears its time."""
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")
_OF_RECORDS = (Deed.SUBMIT, Deed.RECORD)
MADE_BY: Mapping[EntryKind, tuple[Deed, ...]] = {
    EntryKind.RECORD: _OF_RECORDS,
    EntryKind.EVALUATION: _OF_RECORDS,
    EntryKind.CORRECTION: _OF_RECORDS,
    EntryKind.NOT_HELD: (Deed.NOT_HELD,),
    EntryKind.SUBMISSION: _OF_RECORDS,
    EntryKind.UPPER: (Deed.ASSESS,),
    EntryKind.RETURN: (Deed.RETURN,),
    EntryKind.DECISION: (Deed.DECIDE,),
    EntryKind.OVERRIDE: (Deed.OVERRIDE,),
    EntryKind.PERIOD: (Deed.DECIDE,),
    EntryKind.CLOCK: (Deed.CLOCK,),
}
"""What somebody must be allowed to do, one of it, to make an entry of a kind, or to correct one."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, and for what reason: by a mandate's id, or by their own, and then by any mandate that they hold."""

    by: str
    reason: str = ""


def day_of(time: str) -> dt.date:
    """Return the day on which something was recorded, where those live who recorded it."""
    return (dt.datetime.fromisoformat(time) + VIETNAM).date()


def authority_of(ledger: Ledger) -> Authority:
    """Return the organisations and mandates of a ledger as it is now; asked again, only what is new is read."""
    return ledger.follow(AUTHORITY, Authority(), _after)


def _after(found: Authority, entry: Entry) -> Authority:
    content = entry.content
    if isinstance(content, OrganisationEntry):
        return found.after(content.change)
    return found.after(content.given) if isinstance(content, MandateEntry) else found


@dataclass(frozen=True)
class Acting:
    """One act on a ledger, as long as nobody else writes: what its mandate allows on the day of its stamp."""

    ledger: Ledger
    act: Act
    stamp: EntryStamp

    @cached_property
    def authority(self) -> Authority:
        """What the ledger has of organisations and mandates."""
        return authority_of(self.ledger)

    @property
    def day(self) -> dt.date:
        """The day of the act."""
        return day_of(self.stamp.time)

    def by(self, deeds: tuple[Deed, ...], *nodes: str) -> str:
        """Return what an entry says of who acts: the hash of a mandate that allows one of some deeds at all nodes.

        Where no organisation is named, it must allow it at its own.

        Raises:
            FaultyInput: the ledger has no such mandate, it does not hold on this day, or does not allow it there.
        """
        held = self._held()
        for mandate in held:
            if all(self._allows(mandate, deeds, node) for node in nodes or (mandate.node,)):
                return self._last(mandate_key(mandate.id)).hash
        wanted = nodes or (held[0].node,)
        raise self._refused(held[0], deeds[0], next(n for n in wanted if not self._allows(held[0], deeds, n)))

    def by_anybody(self, deed: Deed) -> str:
        """Return the same, or blank where the ledger has no mandate and nobody named one."""
        return self.by((deed,)) if self.act.by or self.authority.mandates else ""

    def _allows(self, mandate: Mandate, deeds: tuple[Deed, ...], node: str) -> bool:
        return any(self.authority.allows(mandate, deed, node, self.day) for deed in deeds)

    def on_meetings(self, deeds: tuple[Deed, ...], *meetings: Body) -> str:
        """Return the same of an act on meetings, as entries name them: allowed at each, and no month of them locked."""
        said = self.by(deeds, *(meeting["cell"] for meeting in meetings))
        for meeting in meetings:
            self.need_unlocked(meeting["cell"], meeting["period"])
        return said

    def need_unlocked(self, cell: str, period: str) -> None:
        """Refuse an act on a month that is locked for the cell."""
        locks = locks_of(self.ledger, period)
        found = is_locked(self.authority, locks, cell, period, self.day)
        if found is not None:
            details = {"span": period, "unit": shown(found.node), "number": str(locks[found].sequence)}
            raise refusal("authority.locked", self.ledger.name, **details)

    @property
    def reason(self) -> str:
        """Why it is done, which must be said."""
        return said("--reason", self.act.reason)

    def _held(self) -> tuple[Mandate, ...]:
        """Return the mandates by which whoever acts may do so on this day: the one that is named, or all of theirs."""
        known = self.authority.mandates
        if not known:
            raise refusal("authority.none", self.ledger.name)
        named = known.get(self.act.by)
        own = (named,) if named else tuple(each for each in known.values() if each.actor == self.act.by)
        held = tuple(each for each in own if each.holds_on(self.day))
        if not own:
            details = {"name": shown(self.act.by), "allowed": listed(sorted(known))}
            code = "authority.unknown_mandate" if self.act.by else "authority.unsaid"
            raise FaultyInput([Fault(code, details=details, place=Place("--as"))])
        if not held:
            details = {"name": own[0].id, "day": day_text(self.day)}
            raise FaultyInput([Fault("authority.not_on", details=details, place=Place("--as"))])
        return held

    def _refused(self, mandate: Mandate, deed: Deed, node: str) -> FaultyInput:
        tree = self.authority.tree(self.day)
        place = tree.standing(node)
        details = {"name": mandate.id, "held": mandate.role.value, "deed": deed.value, "unit": shown(node)}
        if place is None:
            return refusal("authority.unknown_node", self.ledger.name, **details, day=day_text(self.day))
        own = deed in OF_OTHERS and self.authority.is_of(mandate.actor, place.id, self.day)
        code = "authority.own_cell" if own else "authority.refused"
        return FaultyInput([Fault(code, details=details | {"at": shown(mandate.node)}, place=Place("--as"))])

    def _last(self, key: str) -> Entry:
        *_, last = self.ledger.about(key)
        return last


def last_about(ledger: Ledger, key: str) -> Entry | None:
    """Return the last entry that a key finds, which is the one that counts where none is corrected."""
    return next(reversed(list(ledger.about(key))), None)


def said(option: str, text: str) -> str:
    """Return words that people gave for an option, composed and on one line; refused where they are none."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if not words or len(words) > MAX_WORDS or not words.isprintable():
        raise refusal("ledger.words", option, maximum=str(MAX_WORDS))
    return words


def record_change(ledger: Ledger, change: OrganisationChange, act: Act | None, stamp: EntryStamp) -> Entry:
    """Record what happened to an organisation; `act` is None only while the ledger has no mandate.

    Raises:
        FaultyInput: it cannot be, or the mandate does not allow it.
    """
    with ledger.atomic():
        acting = Acting(ledger, act or Act(""), stamp)
        authority, key = acting.authority, organisation_key(change.node)
        _need_id("organisation.id", change.node)
        _need_one_spelling(ledger, key)
        by = "" if act is None and not authority.mandates else acting.by((Deed.ORGANISE,), *touched(authority, change))
        try:
            authority.after(change)
        except ImpossibleChange as error:
            raise _impossible(ledger, change, error) from error
        return _appended(acting, EntryKind.ORGANISATION, _change_body(change), by)


def touched(authority: Authority, change: OrganisationChange) -> tuple[str, ...]:
    """Return the organisations at which somebody must be allowed to organise: those that a change is about."""
    is_new = authority.tree(change.day).standing(change.node) is None
    own = () if is_new else (change.node,)
    parent = () if change.parent is None else (change.parent,)
    return (*own, *parent, *change.predecessors)


def _impossible(ledger: Ledger, change: OrganisationChange, error: ImpossibleChange) -> FaultyInput:
    """Return the refusal of a change that cannot be, or by which one of a later day could not be any more."""
    if error.change != change:
        later = {"later": shown(error.change.node), "day": day_text(error.change.day)}
        return refusal("organisation.later", ledger.name, **later)
    return refusal(error.code, ledger.name, **{name: shown(value) for name, value in error.details.items()})


def _change_body(change: OrganisationChange) -> Body:
    return {
        "node": change.node,
        "event": change.event.value,
        "day": change.day.isoformat(),
        "title": change.title,
        "kind": change.kind.value if change.kind else None,
        "parent": change.parent,
        "predecessors": list(change.predecessors),
        "aliases": list(change.aliases),
    }


def give_mandate(ledger: Ledger, given: Mandate, act: Act | None, stamp: EntryStamp) -> Entry:
    """Record a mandate, or when one ends; the first of a ledger is that of the administrator of its root, by nobody.

    Raises:
        FaultyInput: its organisation is not there on its first day, it is recorded already as another, it ends before
            it begins, or whoever gives it may not.
    """
    with ledger.atomic():
        acting = Acting(ledger, act or Act(""), stamp)
        authority, key = acting.authority, mandate_key(given.id)
        for code, name in (("mandate.id", given.id), ("mandate.actor", given.actor)):
            _need_id(code, name)
        _need_one_spelling(ledger, key)
        _need_right(ledger, authority, given)
        by = "" if act is None and not authority.mandates else acting.by((Deed.MANDATE,), given.node)
        if not authority.mandates and not is_first(authority, given):
            raise refusal("mandate.first", ledger.name)
        return _appended(acting, EntryKind.MANDATE, _mandate_body(given), by)


def is_first(authority: Authority, given: Mandate) -> bool:
    """Tell whether a mandate can be the first of a ledger: that of an administrator of all that it has."""
    root = authority.tree(given.first).root
    return given.role is Role.ADMINISTRATOR and root is not None and root.id == given.node


def _need_right(ledger: Ledger, authority: Authority, given: Mandate) -> None:
    details = {"name": given.id, "unit": shown(given.node), "day": day_text(given.first)}
    if given.node not in authority.tree(given.first).nodes:
        raise refusal("authority.unknown_node", ledger.name, **details)
    if given.last is not None and given.last < given.first:
        raise refusal("mandate.reversed", ledger.name, **details, last=day_text(given.last))
    known = authority.mandates.get(given.id)
    if known is not None and not is_continued(known, given):
        raise refusal("mandate.other", ledger.name, **details)


def is_continued(known: Mandate, given: Mandate) -> bool:
    """Tell whether a mandate that is recorded again differs in nothing but its end."""
    return replace(known, last=given.last) == given


def locks_of(ledger: Ledger, period: str) -> dict[Lock, Entry]:
    """Return what was last said of the lock of a period, of each organisation that was locked once, with its entry."""
    last = (last_about(ledger, key) for key in ledger.locks(period))
    return {entry.content: entry for entry in last if entry is not None and isinstance(entry.content, Lock)}


def is_locked(authority: Authority, locks: Iterable[Lock], cell: str, period: str, day: dt.date) -> Lock | None:
    """Return the lock by which nothing may be recorded of a period of a cell; None: there is none."""
    tree = authority.tree(day)
    node = tree.standing(cell)
    name = cell if node is None else node.id
    locks = (each for each in locks if each.locked and each.period == period)
    return next((each for each in locks if tree.is_within(name, each.node)), None)


def _mandate_body(given: Mandate) -> Body:
    return {
        "id": given.id,
        "actor": given.actor,
        "role": given.role.value,
        "node": given.node,
        "first": given.first.isoformat(),
        "last": given.last.isoformat() if given.last else None,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedMonth:
    """A period of an organisation and of all under it that is to be locked, or unlocked."""

    node: str
    period: str
    locked: bool = True


def set_lock(ledger: Ledger, month: LockedMonth, act: Act, stamp: EntryStamp) -> Entry:
    """Lock a period, or unlock it with a reason; said again, it is one entry.

    Raises:
        FaultyInput: the mandate does not allow it, or what is to be unlocked is not locked.
    """
    with ledger.atomic():
        acting, node, period = Acting(ledger, act, stamp), month.node, month.period
        by = acting.by((Deed.LOCK if month.locked else Deed.UNLOCK,), node)
        last = last_about(ledger, lock_key(node, period))
        was = last is not None and isinstance(last.content, Lock) and last.content.locked
        if last is not None and was == month.locked:
            return last
        if last is None and not month.locked:
            raise refusal("authority.not_locked", ledger.name, unit=shown(node), span=period)
        reason = acting.reason if act.reason or not month.locked else None
        body = {"node": node, "period": period, "locked": month.locked, "reason": reason}
        return _appended(acting, EntryKind.LOCK, body, by)


def _appended(acting: Acting, kind: EntryKind, body: Body, by: str) -> Entry:
    """Append what is said of a thing, after the last that was said of it; said again at once, it is the same entry."""
    last = last_about(acting.ledger, meeting_key(body) or "")
    around = {"after": last.hash if last else None, "mandate": by}
    if last is not None and last.body == body | {name: last.body[name] for name in around}:
        return last
    return acting.ledger.append(kind, body | around, acting.stamp)


def _need_id(code: str, name: str) -> None:
    """Refuse an id that is not one: of mandates and of those who act they are codes, so that no name gets in."""
    fits = _ID.fullmatch(name) if code != "organisation.id" else name.strip() == name and name.isprintable() and name
    if not fits:
        raise refusal(code, shown(name))


def _need_one_spelling(ledger: Ledger, key: str) -> None:
    for other in ledger.spelled_otherwise(key):
        names = {"cell": shown(key.split("/", 2)[2]), "other": shown(other.split("/", 2)[2])}
        raise refusal("ledger.spelled", ledger.name, **names)
