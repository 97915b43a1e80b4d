"""Ledgers: make one, record what was done, look into it, check it, carry it elsewhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chamdiem.engine.files.outputs import Manner
from chamdiem.engine.ledger import acting, authorities, handing_in
from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.ledger.entries import meeting_key
from chamdiem.engine.ledger.examining import examined
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.ledger.recording import record_all
from chamdiem.engine.ledger.registering import CellsUnder, record_register
from chamdiem.engine.ledger.states import known_size, state_around
from chamdiem.engine.ledger.transfer import count_lines, follows, import_file, line_of, same
from chamdiem.engine.log.entry_view import Viewer, view_entry, view_log
from chamdiem.engine.office.checking import evaluate_all, evaluate_file
from chamdiem.engine.office.processors import processors
from chamdiem.engine.office.requests import WrongRequest
from chamdiem.engine.reading.items import unheard
from chamdiem.engine.reading.register import read_register
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path as File

    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.ledger.acting import Award, DecidedBy
    from chamdiem.engine.ledger.authorities import LockedMonth
    from chamdiem.engine.ledger.entries import Entry, EntryStamp
    from chamdiem.engine.ledger.fsck import Setback
    from chamdiem.engine.ledger.registering import RegisterNote
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.log.entry_view import EntryDetail, EntryView
    from chamdiem.engine.mandates.mandates import Authority, Mandate
    from chamdiem.engine.mandates.organisation import OrganisationChange
    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.office.proofs import CheckpointFiles
    from chamdiem.rules.records.faults import Fault


def make(_office: Office, ledger: str) -> str:
    """Make a new ledger and return its name."""
    with create_ledger(ledger) as made:
        return made.name


# --- recording; each returns what was recorded, as `recording` says ---


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsAdded:
    """Files and folders of records that are to be scored into a ledger, by a mandate (see `handing_in.Recorder`)."""

    ledger: str
    records: tuple[File, ...]
    framework: str | None = None
    mandate: str | None = None


def add(office: Office, asked: RecordsAdded, hear: Hear = unheard) -> list[EntryView]:
    """Score the records of files and folders and record them, all or none; see `handing_in.record_scores`."""
    with office.ledger(asked.ledger) as opened:
        results = evaluate_all(office.informed(opened), asked.records, asked.framework, hear)
        entries = handing_in.record_scores(opened, results, office.clock.stamp(), asked.mandate)
        viewer = Viewer(opened)
        return [viewer.view(entry) for entry in entries]


def decide(office: Office, ledger: str, entry: int, rating: str, by: Act | DecidedBy) -> EntryView:
    """Record a decision, see `acting.decide`."""
    return _recorded(office, ledger, lambda opened, now: acting.decide(opened, entry, rating, by, now))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """An entry that is to be corrected, and the record whose result takes its place; None: it is withdrawn."""

    ledger: str
    entry: int
    record: File | None = None
    framework: str | None = None


def correct(office: Office, asked: Amendment, act: Act, hear: Hear = unheard) -> EntryView:
    """Correct an entry, see `acting.correct`."""

    def record(opened: Ledger, now: EntryStamp) -> Entry:
        with opened.atomic():
            # what is taken back is nothing that the new record could follow
            knowing = office.informed(opened, left_out=meeting_key(opened.get(asked.entry).body))
            evaluation = evaluate_file(knowing, asked.record, asked.framework, hear) if asked.record else None
            return acting.correct(opened, asked.entry, evaluation, act, now)

    return _recorded(office, asked.ledger, record)


def submit(office: Office, asked: RecordsAdded, incomplete: str = "", hear: Hear = unheard) -> list[EntryView]:
    """Score records and hand them in, all or none, see `handing_in.submit`; `incomplete`: why, if they are."""
    act, now = Act(asked.mandate or "", incomplete), office.clock.stamp()
    with office.ledger(asked.ledger) as opened:
        results = evaluate_all(office.informed(opened), asked.records, asked.framework, hear)
        entries = record_all(opened, results, lambda each: handing_in.submit(opened, each, act, now))
        viewer = Viewer(opened)
        return [viewer.view(entry) for entry in entries]


def assess(office: Office, asked: Amendment, act: Act, hear: Hear = unheard) -> EntryView:
    """Record what the upper level says of an evaluation, see `handing_in.assess`."""

    def record(opened: Ledger, now: EntryStamp) -> Entry:
        knowing = office.informed(opened, left_out=meeting_key(opened.get(asked.entry).body))
        if asked.record is None:
            raise WrongRequest("usage.missing_argument", "record")
        evaluation = evaluate_file(knowing, asked.record, asked.framework, hear)
        return handing_in.assess(opened, asked.entry, evaluation, act, now)

    return _recorded(office, asked.ledger, record)


def give_back(office: Office, ledger: str, entry: int, act: Act) -> EntryView:
    """Give back what a cell handed in, see `handing_in.give_back`."""
    return _recorded(office, ledger, lambda opened, now: handing_in.give_back(opened, entry, act, now))


def set_lock(office: Office, ledger: str, month: LockedMonth, act: Act) -> EntryView:
    """Lock a month, or unlock it, see `authorities.set_lock`."""
    return _recorded(office, ledger, lambda opened, now: authorities.set_lock(opened, month, act, now))


def organise(office: Office, ledger: str, change: OrganisationChange, act: Act | None) -> EntryView:
    """Record what happened to an organisation, see `authorities.record_change`."""
    return _recorded(office, ledger, lambda opened, now: authorities.record_change(opened, change, act, now))


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRequest:
    """A register whose cells are to stand under a committee from a day on; `tried`: only to see what that makes."""

    ledger: str
    register: File
    parent: str
    since: dt.date
    tried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterOutcome:
    """What was recorded of a register, or would be, and in what it differs besides."""

    entries: tuple[EntryView, ...]
    notes: tuple[RegisterNote, ...]


def take_register(office: Office, asked: RegisterRequest, act: Act | None, hear: Hear = unheard) -> RegisterOutcome:
    """Take the cells of a register into the tree of organisations, all or none, see `registering.record_register`."""
    cells = read_register(asked.register, hear)
    with office.ledger(asked.ledger) as opened:
        under, now = CellsUnder(cells=cells, parent=asked.parent, since=asked.since), office.clock.stamp()
        taken = record_register(opened, under, act, now, tried=asked.tried)
        viewer = Viewer(opened)
        return RegisterOutcome(entries=tuple(map(viewer.view, taken.entries)), notes=taken.notes)


def give_mandate(office: Office, ledger: str, given: Mandate, act: Act | None) -> EntryView:
    """Give a mandate, or say when it ends, see `authorities.give_mandate`."""
    return _recorded(office, ledger, lambda opened, now: authorities.give_mandate(opened, given, act, now))


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityOn:
    """The organisations and mandates of a ledger, to be looked at as on a day."""

    authority: Authority
    day: dt.date


def authority_on(office: Office, ledger: str, day: dt.date | None) -> AuthorityOn:
    """Return the organisations and mandates of a ledger, for a day or for today."""
    with office.ledger(ledger) as opened:
        return AuthorityOn(authority=authorities.authority_of(opened), day=day or office.clock.today())


def override(office: Office, ledger: str, entry: int, award: Award, act: Act) -> EntryView:
    """Put points beside those computed, see `acting.override`."""
    return _recorded(office, ledger, lambda opened, now: acting.override(opened, entry, award, act, now))


def note_clock(office: Office, ledger: str, act: Act) -> EntryView:
    """Record that times of earlier entries are not in order, see `acting.note_clock`."""
    return _recorded(office, ledger, lambda opened, now: acting.note_clock(opened, act, now))


def _recorded(office: Office, ledger: str, record: Callable[[Ledger, EntryStamp], Entry]) -> EntryView:
    with office.ledger(ledger) as opened:
        return Viewer(opened).view(record(opened, office.clock.stamp()))


# --- looking ---


def log(office: Office, ledger: str, as_known: dt.datetime | None, cell: str | None) -> tuple[EntryView, ...]:
    """Return the entries, or those known by the end of a day, of all cells or of one."""
    with office.ledger(ledger) as opened:
        return view_log(opened, opened.entries(1, _known(office, opened, as_known)), cell)


def show(office: Office, ledger: str, entry: int, as_known: dt.datetime | None) -> EntryDetail:
    """Return an entry and how its meeting stands, or stood as known by the end of a day."""
    with office.ledger(ledger) as opened:
        return view_entry(opened, opened.get(entry), _known(office, opened, as_known))


def entry_json(office: Office, ledger: str, entry: int, as_known: dt.datetime | None) -> dict[str, Any]:
    """Return an entry as data for JSON, with the numbers of the entries of its meeting that are in force.

    What the entry names need not be readable for this.
    """
    with office.ledger(ledger) as opened:
        found = opened.get(entry)
        state = state_around(opened, found, _known(office, opened, as_known))
        told: dict[str, Any] = json.loads(found.canonical) | {"hash": found.hash}
        return told | {"in_force": [other.sequence for other in state.in_force] if state else None}


def _known(office: Office, ledger: Ledger, day: dt.datetime | None) -> int | None:
    """Return how many entries were known by the end of a day; None: no day is named."""
    return known_size(ledger.entries(), office.clock.end_of(day)) if day else None


# --- keeping ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """An entry whose time is yet to come by this machine's clock: one of two clocks is wrong."""

    number: int
    time: str
    now: str


def _ahead(checker: Checker, office: Office) -> Ahead | None:
    (number, time), now = checker.latest, office.clock.stamp().time
    return Ahead(number=number, time=time, now=now) if time > now else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What was found in a ledger: up to where it is sound, by entries and by the hash of the last of them, and faults.

    `notes` are the clock entries: that times before them are not in order stays known for good. `kept` is the size of
    the older checkpoint that it was compared with.
    """

    name: str
    size: int
    sound: int
    head: str
    faults: tuple[Fault, ...]
    notes: tuple[EntryView, ...]
    ahead: Ahead | None
    kept: int | None


def check(
    office: Office,
    ledger: str,
    files: CheckpointFiles | None,
    *,
    processes: int | None = 1,
) -> Inspection:
    """Check a whole ledger, from inside and against an older checkpoint; what is wrong in it is a result.

    `processes` is how many examine its rows, where it is long; None: as many as there are processors.
    """
    from chamdiem.engine.office.proofs import read_kept  # noqa: PLC0415 - keys and what reads them weigh 8 MB

    # before the ledger, which may take minutes: a wrong key is told at once
    kept, checker = read_kept(files) if files else None, Checker()
    with office.ledger(ledger) as opened:
        rows = examined(opened, ledger, processes or processors())
        steps = office.watch(check_ledger(opened, checker, rows), opened.size(), "ledger.checking")
        faults = [fault for fault in steps if fault is not None]
        faults += kept.faults(opened) if kept else ()
        viewer = Viewer(opened)
        return Inspection(
            name=opened.name,
            size=checker.size,
            sound=checker.sound,
            head=checker.head,
            faults=tuple(faults),
            notes=tuple(map(viewer.view, checker.notes)),
            ahead=_ahead(checker, office),
            kept=kept.checkpoint.size if kept else None,
        )


def export(office: Office, ledger: str, file: File, consent: Consent) -> int:
    """Write a ledger as JSON Lines, and return how many entries it has. An older export of it may be replaced."""
    consent = office.consent(consent, [ledger], file, exports=True)
    with office.ledger(ledger) as opened:
        size = opened.size()
        entries = office.watch(opened.entries(1, size), size, "ledger.exporting")
        office.write(file, map(line_of, entries), consent, Manner(follows=follows))
        return size


@dataclass(frozen=True, slots=True, kw_only=True)
class Compressed:
    """A ledger whose entries lie packed by now, its size, and how many of them lay whole before."""

    name: str
    size: int
    packed: int


def compress(office: Office, ledger: str, file: File, consent: Consent) -> Compressed:
    """Pack the entries of a ledger that earlier versions wrote, all of it exported before; see `Ledger.compress`.

    What was stopped on the way goes on there.

    Raises:
        FaultyInput: the ledger is not what it was exported as; the export is whole.
    """
    size = export(office, ledger, file, consent)
    with office.ledger(ledger) as opened:
        whole = opened.whole()
        for _ in office.watch(opened.compress(), whole, "ledger.compressing"):
            pass
        if opened.size() == size and not same(opened, file):
            raise refusal("ledger.not_same", opened.name)
        return Compressed(name=opened.name, size=opened.size(), packed=whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A ledger that entries were taken into, its size now, and which of their times run backwards or are to come."""

    name: str
    size: int
    setbacks: tuple[Setback, ...]
    ahead: Ahead | None


def import_entries(office: Office, ledger: str, file: File) -> Imported:
    """Take the entries of a JSON Lines file, all or none; see `transfer.import_file`."""
    checker = Checker()
    with office.ledger(ledger) as opened:
        for _ in office.watch(import_file(opened, file, checker), count_lines(file), "ledger.importing"):
            pass
        ahead = _ahead(checker, office)
        return Imported(name=opened.name, size=opened.size(), setbacks=tuple(checker.setbacks), ahead=ahead)
