"""An assessment on its way into the ledger, in the three steps of handing in (see `submitting`); begun, given back.

Whatever lies between two steps may be cut off: the ledger decides what is handed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from chamdiem.engine.ledger.acting import correct
from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.ledger.bodies import layer_data
from chamdiem.engine.ledger.entries import canonical, sha256
from chamdiem.engine.ledger.handing_in import UPPER, assess
from chamdiem.engine.ledger.stages import Stage
from chamdiem.rules.records.faults import Fault, FaultyInput, refusal
from chamdiem.web.assessment import OpenAssessment, assessed, layer_texts
from chamdiem.web.drafts import key_of, save
from chamdiem.web.held import MeetingAddress
from chamdiem.web.kept import kept_meeting
from chamdiem.web.models import Assessment
from chamdiem.web.side_by_side import SideBySide
from chamdiem.web.submitting import is_cut_off

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db import models

    from chamdiem.engine.forms.filled import Filled
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House
    from chamdiem.web.kept import KeptMeeting
    from chamdiem.web.models import Account

ASSESSABLE = frozenset({Stage.SUBMITTED, Stage.CORRECTED, Stage.DECIDED})
"""How far a meeting may be of which an assessment is handed in, where it has none yet."""


def is_assessable(kept: KeptMeeting) -> bool:
    """Tell whether a meeting waits for an assessment: it was handed in, and has none."""
    state = kept.state
    return state.submission is not None and state.upper is None and kept.stage.stage in ASSESSABLE


# --- what is begun ---


def find_assessment(at: MeetingAddress) -> Assessment | None:
    """Return the assessment of a meeting that somebody began; None: nobody did."""
    return Assessment.objects.filter(cell=at.cell, period=at.period, kind=at.kind).first()


def open_assessment(house: House, lang: Lang, at: MeetingAddress, kept: KeptMeeting) -> OpenAssessment | None:
    """Return the assessment of a meeting, opened; one that was cut off on its way is brought to an end first."""
    draft = find_assessment(at)
    if draft is None or kept.state.evaluation is None:
        return None
    if is_cut_off(draft):
        settle(kept, draft)
        draft.refresh_from_db()
    return OpenAssessment(house=house, lang=lang, at=at, draft=draft, kept=kept)


def begin(account: Account, at: MeetingAddress, kept: KeptMeeting) -> Assessment:
    """Return the assessment of a meeting, begun now, with nothing in it, if there is none.

    One that was handed in and fell with what it assessed goes on with what was typed.

    Raises:
        FaultyInput: nothing waits to be assessed.
    """
    found = find_assessment(at)
    if found is not None and found.entry is None:
        return found
    if not is_assessable(kept):
        raise refusal("assess.not_waiting", at.cell)
    if found is None:
        return _begun(account, at, kept)
    _rows(found).filter(version=found.version).update(**_OPEN, corrects=None, reason="", version=found.version + 1)
    found.refresh_from_db()
    return found


_OPEN = {"submitting": None, "closed": None, "entry": None, "identity": ""}
"""What a draft has that is not handed in."""


def _begun(account: Account, at: MeetingAddress, kept: KeptMeeting) -> Assessment:
    loaded = kept.framework
    told = {
        "framework": loaded.id, "framework_hash": loaded.hash, "saved": timezone.now(), "saved_by": account,
        "evaluation": kept.entry.hash,
    }  # fmt: skip
    return Assessment.objects.get_or_create(cell=at.cell, period=at.period, kind=at.kind, defaults=told)[0]


def look_again(opened: OpenAssessment) -> None:
    """Note that the supervisor looked at what the cell has handed in since; what was typed stays as it is."""
    loaded = opened.kept.framework
    told = {"evaluation": opened.kept.entry.hash, "framework": loaded.id, "framework_hash": loaded.hash}
    _rows(opened.draft).filter(entry=None).update(**told)
    opened.draft.refresh_from_db()


def _rows(draft: Assessment) -> models.QuerySet[Assessment]:
    return Assessment.objects.filter(pk=draft.pk)


# --- handing in ---


def lacks(opened: OpenAssessment, *, incomplete: bool) -> Iterator[Fault]:
    """Yield what keeps an assessment from being handed in.

    What cannot be read, nothing judged at all, no word where points differ or fall short; and criteria without points,
    unless it is handed in `incomplete`.
    """
    filled = opened.filled
    yield from (fault for own in filled.faults.values() for fault in own)
    layer = filled.record.layers.get(UPPER)
    if layer is None or not layer.answers:
        yield Fault("submission.no_upper", (), {})
    for row in SideBySide(opened).unnoted:
        yield Fault("assess.note", (), {"criterion": row.card.id})
    for score in filled.scoring.criteria:
        if score.status == "missing" and score.points.award is None and not incomplete:
            yield Fault("assess.missing", (), {"criterion": score.criterion.id})


def hand_up(opened: OpenAssessment, account: Account, *, incomplete: bool = False) -> Entry:
    """Hand in an assessment, and return its entry; one that is handed in already is not handed in twice.

    One that corrects an entry takes its place, for the reason that it bears.

    Raises:
        FaultyInput: something lacks (see `lacks`), the cell handed in something else, somebody saved it since it was
            read, or the ledger refuses it; the assessment goes on.
    """
    draft, ledger = opened.draft, opened.house.ledger
    if draft.entry is not None:
        return ledger.get(draft.entry)
    if opened.is_outdated:
        raise refusal("assess.outdated", opened.at.cell)
    faults = list(lacks(opened, incomplete=incomplete))
    if faults:
        raise FaultyInput(faults)
    draft = _closed(draft, _identity(draft.evaluation, opened.filled))
    if draft.entry is not None:
        return ledger.get(draft.entry)
    try:
        entry = _appended(opened, account, draft)
    except FaultyInput:
        settle(opened.kept, draft)
        raise
    _mark(draft, entry)
    return entry


def _identity(evaluation: str, filled: Filled) -> str:
    return _digest(evaluation, layer_data(filled.record, UPPER))


def _digest(evaluation: str, given: object) -> str:
    """Return what stands for an assessment: of which evaluation it is, and what it says."""
    return sha256(canonical({"evaluation": evaluation, "given": given}))


def _closed(draft: Assessment, identity: str) -> Assessment:
    """Close an assessment at the version that was read, so that nobody saves from here on; another one is refused."""
    own = _rows(draft).filter(version=draft.version, entry=None)
    own.update(submitting=draft.version, closed=timezone.now(), identity=identity)
    now = Assessment.objects.get(pk=draft.pk)
    if now.version != draft.version:
        raise refusal("assess.moved", draft.cell)
    return now


def _appended(opened: OpenAssessment, account: Account, draft: Assessment) -> Entry:
    house, stamp = opened.house, opened.house.office.clock.stamp()
    ledger = house.ledger
    with ledger.atomic():
        # of two who hand in at once the second finds what the first did; nobody else writes in this block
        kept = kept_meeting(house, opened.kept.key)
        if kept is None:
            raise refusal("web.nothing_kept", opened.kept.key)
        there = _there(kept, draft)
        if there is not None:
            return there
        if kept.state.evaluation is None or kept.state.evaluation.hash != draft.evaluation:
            raise refusal("assess.outdated", draft.cell)
        filled = assessed(kept, opened.form, draft.texts, reading=False)
        if draft.corrects is not None and kept.state.upper is not None:
            correct(ledger, draft.corrects, None, Act(account.actor, draft.reason), stamp)
        return assess(ledger, kept.entry.sequence, filled.evaluation, Act(account.actor), stamp)


def _there(kept: KeptMeeting, draft: Assessment) -> Entry | None:
    """Return the assessment in force by which the ledger has what was typed; None: it has it not."""
    upper = kept.state.upper
    if upper is None or _digest(upper.body["evaluation"], upper.body["given"]) != draft.identity:
        return None
    return upper


def _mark(draft: Assessment, entry: Entry) -> None:
    told = {"submitting": draft.version, "entry": entry.sequence, "corrects": None, "reason": ""}
    if not _rows(draft).filter(version=draft.version).update(**told):
        # it was opened again meanwhile, as if cut off, and written on: that now corrects what the ledger has
        _rows(draft).filter(entry=None).update(corrects=entry.sequence)


# --- what was cut off ---


def settle(kept: KeptMeeting, draft: Assessment) -> None:
    """Bring an assessment that was being handed in to an end: marked where the ledger has it, else open again."""
    entry = _there(kept, draft)
    if entry is not None:
        _mark(draft, entry)
        return
    own = _rows(draft).filter(version=draft.version, entry=None)
    own.update(**_OPEN)


def recover_assessments(house: House) -> int:
    """Bring to an end all assessments that were cut off on their way, and return how many there were."""
    cut_off = list(Assessment.objects.filter(submitting__isnull=False, entry=None))
    for draft in cut_off:
        kept = kept_meeting(house, key_of(house, MeetingAddress(draft.cell, draft.period, draft.kind)))
        if kept is not None:
            settle(kept, draft)
    return len(cut_off)


# --- once more ---


def reopen_assessment(account: Account, at: MeetingAddress, kept: KeptMeeting, reason: str) -> None:
    """Open the assessment in force once more, to hand in another one in its place, for a reason.

    It begins with what was typed, or, where the assessment came by another door, with what the ledger has of it.

    Raises:
        FaultyInput: there is none in force.
    """
    upper = kept.state.upper
    if upper is None or kept.state.evaluation is None:
        raise refusal("assess.nothing_to_correct", at.cell)
    draft = find_assessment(at) or _begun(account, at, kept)
    told = {"corrects": upper.sequence, "reason": reason, "version": draft.version + 1, "evaluation": kept.entry.hash}
    _rows(draft).filter(version=draft.version).update(**_OPEN, **told)
    if not draft.texts:
        said = layer_texts(kept, kept.house.form(kept.framework, "vi", UPPER))
        save(draft, draft.version + 1, said, account)
