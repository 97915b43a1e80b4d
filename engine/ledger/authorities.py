"""Organisations, mandates and locked months in a ledger: recorded here, and asked before every act.

What is recorded first of all, the highest organisation and the mandate of its administrator, nobody can have allowed;
everything after that is done by a mandate.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.contents import Lock, MandateEntry, OrganisationEntry
from chamdiem.engine.ledger.entries import Entry, EntryKind, EntryStamp
from chamdiem.engine.ledger.keys import AUTHORITY, lock_key, mandate_key, organisation_key
from chamdiem.engine.ledger.shapes import MAX_WORDS
from chamdiem.engine.mandates.mandates import Authority, Mandate
from chamdiem.engine.mandates.organisation import ImpossibleChange, OrganisationChange
from chamdiem.engine.mandates.roles import OF_OTHERS, Deed, Role
from chamdiem.rules.language.faults import Fault, FaultyInput, Place, refusal
from chamdiem.rules.language.moments import day_text
from chamdiem.rules.language.scalars import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.ledger.entries import Body
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.mandates.organisation import Node

VIETNAM = dt.timezone(dt.timedelta(hours=7))
"""Where the days of mandates and organisations begin and end: an entry bears its time in UTC."""
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")


@dataclass(frozen=True, slots=True)
class Act:
    """By which mandate somebody acts, and for what reason."""

    mandate: str
    reason: str = ""


def day_of(time: str) -> dt.date:
    """Return the day on which something was recorded, where those live who recorded it."""
    return dt.datetime.fromisoformat(time).astimezone(VIETNAM).date()


def read_authority(entries: Iterable[Entry]) -> Authority:
    """Return what follows from the entries about organisations and mandates, in their order; others are passed over."""
    found = Authority()
    for entry in entries:
        content = entry.content
        if isinstance(content, OrganisationEntry):
            found = found.after(content.change)
        elif isinstance(content, MandateEntry):
            found = found.after(content.given)
    return found


def authority_of(ledger: Ledger) -> Authority:
    """Return the organisations and mandates of a ledger."""
    return read_authority(ledger.beginning(AUTHORITY))


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
        """Return what an entry says of who acts: the hash of the mandate, if it allows one of these at all of some nodes.

        Where no organisation is named, it must allow it at its own.

        Raises:
            FaultyInput: the ledger has no such mandate, it does not hold on this day, or does not allow it there.
        """
        mandate = self._mandate()
        for node in nodes or (mandate.node,):
            if not any(self.authority.allows(mandate, deed, node, self.day) for deed in deeds):
                raise self._refused(mandate, deeds[0], node)
        return self._last(mandate_key(mandate.id)).hash

    def on_meeting(self, deeds: tuple[Deed, ...], cell: str, period: str) -> str:
        """Return the same of an act on a meeting, whose month must not be locked."""
        said = self.by(deeds, cell)
        self.need_unlocked(cell, period)
        return said

    def need_unlocked(self, cell: str, period: str) -> None:
        """Refuse an act on a month that is locked for the cell."""
        tree = self.authority.tree(self.day)
        for key in self.ledger.meetings(*lock_key("", period).split("/")[:2]):
            entry = self._last(key)
            lock = entry.content
            if isinstance(lock, Lock) and lock.locked and tree.is_within(_id(tree.standing(cell), cell), lock.node):
                details = {"period": period, "node": shown(lock.node), "number": str(entry.sequence)}
                raise refusal("authority.locked", self.ledger.name, **details)

    @property
    def reason(self) -> str:
        """Why it is done, which must be said."""
        return said("--reason", self.act.reason)

    def _mandate(self) -> Mandate:
        known = self.authority.mandates
        if not known:
            raise refusal("authority.none", self.ledger.name)
        found = known.get(self.act.mandate)
        if found is None:
            details = {"name": shown(self.act.mandate), "allowed": listed(sorted(known))}
            raise FaultyInput([Fault("authority.unknown_mandate", details=details, place=Place("--as"))])
        if not found.holds_on(self.day):
            details = {"name": found.id, "day": day_text(self.day)}
            raise FaultyInput([Fault("authority.not_on", details=details, place=Place("--as"))])
        return found

    def _refused(self, mandate: Mandate, deed: Deed, node: str) -> FaultyInput:
        tree = self.authority.tree(self.day)
        place = tree.standing(node)
        details = {"name": mandate.id, "role": mandate.role.value, "deed": deed.value, "node": shown(node)}
        if place is None:
            return refusal("authority.unknown_node", self.ledger.name, **details, day=day_text(self.day))
        own = deed in OF_OTHERS and place.id in self.authority.own_cells(mandate.actor, self.day)
        code = "authority.own_cell" if own else "authority.refused"
        return FaultyInput([Fault(code, details=details | {"at": shown(mandate.node)}, place=Place("--as"))])

    def _last(self, key: str) -> Entry:
        *_, last = self.ledger.about(key)
        return last


def said(option: str, text: str) -> str:
    """Return words that people gave for an option, composed and on one line; refused where they are none."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if not words or len(words) > MAX_WORDS or not words.isprintable():
        raise refusal("ledger.words", option, maximum=str(MAX_WORDS))
    return words


def _id(node: Node | None, otherwise: str) -> str:
    return otherwise if node is None else node.id


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
        by = "" if act is None and not authority.mandates else acting.by((Deed.ORGANISE,), *_touched(authority, change))
        try:
            authority.after(change)
        except ImpossibleChange as error:
            raise refusal(error.code, ledger.name, **_told(change, error)) from error
        body = _change_body(change)
        return _appended(ledger, EntryKind.ORGANISATION, key, body, by, stamp)


def _touched(authority: Authority, change: OrganisationChange) -> tuple[str, ...]:
    """Return the organisations at which somebody must be allowed to organise: those that a change is about."""
    is_new = authority.tree(change.day).standing(change.node) is None
    own = () if is_new else (change.node,)
    parent = () if change.parent is None else (change.parent,)
    return (*own, *parent, *change.predecessors)


def _told(change: OrganisationChange, error: ImpossibleChange) -> dict[str, str]:
    # of a change that would make a later one impossible, people must know which
    later = {} if error.change == change else {"later": error.change.node, "day": day_text(error.change.day)}
    return {name: shown(value) for name, value in error.details.items()} | later


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
        if not authority.mandates and not _is_first(authority, given):
            raise refusal("mandate.first", ledger.name)
        return _appended(ledger, EntryKind.MANDATE, key, _mandate_body(given), by, stamp)


def _is_first(authority: Authority, given: Mandate) -> bool:
    root = authority.tree(given.first).root
    return given.role is Role.ADMINISTRATOR and root is not None and root.id == given.node


def _need_right(ledger: Ledger, authority: Authority, given: Mandate) -> None:
    details = {"name": given.id, "node": shown(given.node), "day": day_text(given.first)}
    if given.node not in authority.tree(given.first).nodes:
        raise refusal("authority.unknown_node", ledger.name, **details)
    if given.last is not None and given.last < given.first:
        raise refusal("mandate.reversed", ledger.name, **details, last=day_text(given.last))
    known = authority.mandates.get(given.id)
    same = known is None or (known.actor, known.role, known.node, known.first) == (
        given.actor, given.role, given.node, given.first,
    )  # fmt: skip
    if not same:
        raise refusal("mandate.other", ledger.name, **details)


def _mandate_body(given: Mandate) -> Body:
    return {
        "id": given.id,
        "actor": given.actor,
        "role": given.role.value,
        "node": given.node,
        "first": given.first.isoformat(),
        "last": given.last.isoformat() if given.last else None,
    }


def set_lock(ledger: Ledger, node: str, period: str, act: Act, stamp: EntryStamp, *, locked: bool) -> Entry:
    """Lock a month of an organisation and of all under it, or unlock it with a reason; said again, it is one entry."""
    with ledger.atomic():
        acting, key = Acting(ledger, act, stamp), lock_key(node, period)
        by = acting.by((Deed.LOCK if locked else Deed.UNLOCK,), node)
        last = next(reversed(list(ledger.about(key))), None)
        was = last is not None and isinstance(last.content, Lock) and last.content.locked
        if last is not None and was == locked:
            return last
        if not locked and not was:
            raise refusal("authority.not_locked", ledger.name, node=shown(node), period=period)
        reason = acting.reason if act.reason or not locked else None
        body = {"node": node, "period": period, "locked": locked, "reason": reason}
        return _appended(ledger, EntryKind.LOCK, key, body, by, stamp)


def _appended(ledger: Ledger, kind: EntryKind, key: str, body: Body, by: str, stamp: EntryStamp) -> Entry:
    """Append what is said of a thing, after the last that was said of it; said again at once, it is the same entry."""
    last = next(reversed(list(ledger.about(key))), None)
    around = {"after": last.hash if last else None, "mandate": by}
    if last is not None and last.body == body | {name: last.body[name] for name in around}:
        return last
    return ledger.append(kind, body | around, stamp)


def _need_id(code: str, name: str) -> None:
    """Refuse an id that is not one: of mandates and of those who act they are codes, so that no name gets in."""
    fits = _ID.fullmatch(name) if code != "organisation.id" else name.strip() == name and name.isprintable() and name
    if not fits:
        raise refusal(code, shown(name))


def _need_one_spelling(ledger: Ledger, key: str) -> None:
    for other in ledger.spelled_otherwise(key):
        names = {"cell": shown(key.split("/", 2)[2]), "other": shown(other.split("/", 2)[2])}
        raise refusal("ledger.spelled", ledger.name, **names)
