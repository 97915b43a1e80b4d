"""Drafts on their way into the ledger, in three steps: the draft is closed, the ledger is written, the draft is marked.

The tables and the ledger are two stores, and whatever is between two steps may be cut off. The ledger decides: what it
has is handed in, what it has not goes on as a draft. It is never asked while a transaction of the tables is open.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from chamdiem.engine.forms.filled import texts_of
from chamdiem.engine.ledger.acting import correct, framework_for
from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.ledger.bodies import record_body, record_of
from chamdiem.engine.ledger.entries import EntryKind, canonical, make_draft, redrafted, sha256
from chamdiem.engine.ledger.handing_in import Replaced, answers_body, demands, submit, submit_again
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.web.checks import answers_of
from chamdiem.web.drafts import begin_draft, filled, find_draft, meeting_key_of, save
from chamdiem.web.held import hold
from chamdiem.web.models import Draft

if TYPE_CHECKING:
    from chamdiem.engine.forms.filled import Filled
    from chamdiem.engine.ledger.answered import Answered
    from chamdiem.engine.ledger.entries import Body, Entry
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.web.held import MeetingAddress
    from chamdiem.web.house import House
    from chamdiem.web.models import Account, TypedDraft

_AT_WORK = dt.timedelta(minutes=1)
"""So long handing in takes at most; what is unfinished after that was cut off."""


# --- how it stands ---


def state_of(house: House, draft: Draft) -> MeetingState | None:
    """Return how the meeting of a draft stands in the ledger; None: nothing is known of it there."""
    return meeting_state(house.ledger, meeting_key_of(house, draft))


# --- handing in ---


def hand_in(house: House, account: Account, draft: Draft, reason: str = "") -> Entry:
    """Hand in a draft as it was read, and return its submission; one that is handed in already is not handed in twice.

    `reason`: why it is handed in while something is missing. One that corrects an entry takes its place, for the reason
    that the draft bears, or else for this one.

    Raises:
        FaultyInput: what is typed cannot be read, something is missing (see `handing_in.demands`), somebody saved it
            since it was read, or the ledger refuses it; the draft goes on.
    """
    if draft.entry is not None:
        return house.ledger.get(draft.entry)
    found = _to_hand_in(house, draft)
    faults = [fault for own in found.faults.values() for fault in own]
    # of what is there and cannot be read nobody says that it is missing
    demanded = demands(found.evaluation, incomplete=bool(reason))
    faults += (each for each in demanded if not each.path or str(each.path[-1]) not in found.faults)
    if faults:
        raise FaultyInput(faults)
    answers = answers_of(found, draft.texts)
    record = make_draft(EntryKind.RECORD, record_body(found.evaluation))
    draft = _closed(draft, _identity(record.identity, answers_body(answers)))
    if draft.entry is not None:
        return house.ledger.get(draft.entry)
    try:
        entry = _appended(house, account, draft, reason, answers)
    except FaultyInput:
        settle(house, draft)
        raise
    _mark(house, draft, entry)
    return entry


def _to_hand_in(house: House, draft: Draft) -> Filled:
    """Return what a draft says, with the rating that the cell states by handing it in: the one that it has."""
    found = filled(house, draft, "vi")
    return found if found.rating is None else filled(house, draft, "vi", stated=found.rating.title)


def _identity(record: str, answers: Body) -> str:
    """Return what names all that is handed in: the record, and with it what was answered to its questions."""
    return sha256(f"{record} ".encode() + canonical(answers)) if answers else record


def _closed(draft: Draft, identity: str) -> Draft:
    """Close a draft at the version that was read, so that nobody saves from here on; another one is refused."""
    own = Draft.objects.filter(pk=draft.pk, version=draft.version, entry=None)
    own.update(submitting=draft.version, closed=timezone.now(), identity=identity)
    now = Draft.objects.get(pk=draft.pk)
    if now.version != draft.version:
        raise refusal("web.draft_moved", draft.cell)
    return now


def _appended(house: House, account: Account, draft: Draft, reason: str, answers: tuple[Answered, ...]) -> Entry:
    ledger, act, stamp = house.ledger, Act(account.actor, reason), house.office.clock.stamp()
    with ledger.atomic():
        # of two who hand in at once the second finds what the first did
        there = _submission(house, draft)
        if there is not None:
            return there
        # by what the ledger has now of earlier months: nobody else writes in this block
        evaluation = _to_hand_in(house, draft).evaluation
        if draft.corrects is None:
            return submit(ledger, evaluation, act, stamp, answers)
        replaced = Replaced(draft.corrects, draft.reason or reason)
        return submit_again(ledger, evaluation, act, replaced, stamp, answers)


def _submission(house: House, draft: Draft) -> Entry | None:
    """Return the submission in force by which the ledger has what a draft says; None: it has it not."""
    state = state_of(house, draft)
    if state is None or state.record is None:
        return None
    is_same = _identity(redrafted(state.record).identity, answers_body(state.answers)) == draft.identity
    return state.submission if is_same else None


def _mark(house: House, draft: Draft, entry: Entry) -> None:
    told = {"submitting": draft.version, "entry": entry.sequence, "corrects": None, "reason": ""}
    if not Draft.objects.filter(pk=draft.pk, version=draft.version).update(**told):
        # it was opened again meanwhile, as if cut off, and written on: that now corrects what the ledger has
        evaluation = house.ledger.by_hash(entry.body["evaluation"])
        Draft.objects.filter(pk=draft.pk, entry=None).update(corrects=evaluation.sequence)


# --- what was cut off ---


def find_settled(house: House, at: MeetingAddress) -> Draft | None:
    """Return the draft of a meeting as `find_draft` does; handing in that was cut off is brought to an end first."""
    draft = find_draft(at)
    if draft is not None and is_cut_off(draft):
        settle(house, draft)
        draft.refresh_from_db()
    return draft


def is_cut_off(draft: TypedDraft) -> bool:
    """Tell whether handing a draft in was begun, and nobody can be at it any more."""
    if draft.submitting is None or draft.entry is not None:
        return False
    return draft.closed is None or timezone.now() - draft.closed > _AT_WORK


def settle(house: House, draft: Draft) -> None:
    """Bring a draft that was being handed in to an end: marked where the ledger has it, open again where it has not."""
    entry = _submission(house, draft)
    if entry is not None:
        _mark(house, draft, entry)
        return
    own = Draft.objects.filter(pk=draft.pk, version=draft.version, entry=None)
    own.update(submitting=None, closed=None, identity="")


def recover(house: House) -> int:
    """Bring to an end all handing in that was cut off, and return how many there were; before anybody is served."""
    cut_off = list(Draft.objects.filter(submitting__isnull=False, entry=None))
    for draft in cut_off:
        settle(house, draft)
    return len(cut_off)


# --- once more ---


def reopen(house: House, account: Account, at: MeetingAddress, reason: str = "") -> Draft:
    """Open the draft of a meeting once more, to take the place of what the ledger has of it; see `submit_again`.

    What was given back is changed for the reason for which it was given back, unless another one is told. Of what came
    into the ledger by another door, the draft begins with what the record says.

    Raises:
        FaultyInput: the ledger has nothing of the meeting that could be corrected.
    """
    draft = find_draft(at) or begin_draft(house, account, at)
    state = state_of(house, draft)
    target = (state.evaluation or state.withdrawal or state.not_held) if state else None
    if state is None or target is None:
        raise refusal("web.nothing_to_correct", at.cell)
    given = state.returned.body["reason"] if state.returned else ""
    closed = {"submitting": None, "closed": None, "entry": None, "identity": ""}
    told = {"corrects": target.sequence, "reason": reason or given, "version": draft.version + 1}
    Draft.objects.filter(pk=draft.pk, version=draft.version).update(**closed, **told)
    if not draft.texts and state.evaluation is not None and state.record is not None:
        _take_over(house, account, draft, state.evaluation, state.record)
    draft.refresh_from_db()
    return draft


def take_back(house: House, account: Account, at: MeetingAddress, number: int, reason: str) -> Entry:
    """Take back what a cell handed in, its submission of a number, and open its draft again; return what says so.

    Raises:
        FaultyInput: it was answered meanwhile, is not in force any more, or the ledger refuses it.
    """
    entry = correct(house.ledger, number, None, Act(account.actor, reason), house.office.clock.stamp())
    reopen(house, account, at, reason)
    return entry


def _take_over(house: House, account: Account, draft: Draft, evaluation: Entry, record: Entry) -> None:
    """Begin a draft with what a record of the ledger says, under the framework by which it was evaluated."""
    loaded = framework_for(house.ledger, evaluation)
    hold(loaded)
    Draft.objects.filter(pk=draft.pk).update(framework=loaded.id, framework_hash=loaded.hash)
    read = record_of(record, house.today, loaded.framework.shape)
    save(draft.pk, draft.version + 1, texts_of(house.form(loaded, "vi"), read), account)
