"""Handing in: one draft makes one submission, whatever is cut off, tapped twice or tried again."""

from __future__ import annotations

import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest

from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.ledger.entries import EntryKind
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.handing_in import give_back
from chamdiem.rules.records.faults import FaultyInput

pytestmark = pytest.mark.usefixtures("installation")


class Crash(BaseException):
    """The process ends here."""


STEPS = ("closing", "closed", "writing", "written", "marked")
"""Where it may be cut off: before and after the draft is closed, before and after the ledger is written, at the end."""
STATES = ("first", "incomplete", "corrected", "returned")
"""What is handed in: a meeting, one of which something is missing, another record in its place, what was given back."""


@pytest.fixture
def world() -> SimpleNamespace:
    """Give what these tests call, once there is an installation."""
    import drafting  # noqa: PLC0415 - the web needs an installation
    from chamdiem.web import drafts, submitting  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above

    # whatever other tests left half done
    submitting.recover(house())
    return SimpleNamespace(
        cell=drafting.make_cell(), whole=drafting.whole(), drafts=drafts, submitting=submitting, house=house()
    )


def ready(world: SimpleNamespace, state: str) -> str:
    """Fill in a draft so that it can be handed in, and return the reason for which it is handed in incomplete."""
    cell, house = world.cell, world.house
    texts = dict(world.whole)
    if state == "incomplete":
        del texts["speakers"]
    world.drafts.save(cell.draft.pk, cell.draft.version, texts, cell.secretary)
    if state in {"corrected", "returned"}:
        entry = world.submitting.hand_in(house, cell.secretary, cell.now())
        if state == "returned":
            number = house.ledger.by_hash(entry.body["evaluation"]).sequence
            give_back(house.ledger, number, Act(cell.supervisor, "Ghi thiếu ngày"), house.office.clock.stamp())
        reason = "Ghi nhầm số người phát biểu" if state == "corrected" else ""
        again = world.submitting.reopen(house, cell.secretary, cell.at, reason)
        world.drafts.save(again.pk, again.version, {"speakers": "11"}, cell.secretary)
    return "Chưa đếm được người phát biểu" if state == "incomplete" else ""


def submissions(world: SimpleNamespace) -> list[int]:
    """Return the numbers of all submissions of the meeting."""
    found = world.house.ledger.about(world.drafts.meeting_key_of(world.house, world.cell.draft))
    return [entry.sequence for entry in found if entry.kind is EntryKind.SUBMISSION]


def need_whole(world: SimpleNamespace) -> None:
    """See that the ledger is sound."""
    assert [fault for fault in check_ledger(world.house.ledger, Checker()) if fault is not None] == []


# --- what is cut off ---


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", STEPS)
def test_what_is_cut_off_is_brought_together_at_start(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, step: str, state: str
) -> None:
    """After the next start the draft is marked if the ledger has it, and else open, with all that was typed.

    Whoever tries again makes one submission.
    """
    cell, submitting, house = world.cell, world.submitting, world.house
    reason = ready(world, state)
    before, texts = submissions(world), cell.now().texts
    with monkeypatch.context() as cut:
        _cut(cut, submitting, step)
        with pytest.raises(Crash):
            submitting.hand_in(house, cell.secretary, cell.now(), reason)
    has_it = len(submissions(world)) > len(before)
    assert has_it == (step in {"written", "marked"})
    assert submitting.recover(house) == (step in {"closed", "writing", "written"})
    draft = cell.now()
    assert ((draft.entry is not None), draft.submitting is not None, draft.texts) == (has_it, has_it, texts)
    entry = submitting.hand_in(house, cell.secretary, draft, reason)
    assert submissions(world) == [*before, entry.sequence]
    assert (cell.now().entry, cell.now().corrects) == (entry.sequence, None)
    need_whole(world)


def _cut(cut: pytest.MonkeyPatch, submitting: SimpleNamespace, step: str) -> None:
    """Have the process end before, or after, one of the three steps."""
    name = {
        "closing": "_closed",
        "closed": "_closed",
        "writing": "_appended",
        "written": "_appended",
        "marked": "_mark",
    }[step]
    own = getattr(submitting, name)

    def crash(*given: object) -> object:
        if step in {"closed", "written", "marked"}:
            own(*given)
        if step == "writing":
            # the ledger's own block is open, and what was put there is taken back
            with given[0].ledger.atomic():  # type: ignore[attr-defined] # the first of them is the house
                own(*given)
                raise Crash
        raise Crash

    cut.setattr(submitting, name, crash)


KILLED = """
import os, signal, sys
from chamdiem.web.deployment import Deployment, put
folder, number, step = sys.argv[1:]
put(Deployment(data=folder, names=("testserver",)))
os.environ["DJANGO_SETTINGS_MODULE"] = "chamdiem.web.settings"
import django
django.setup()
from chamdiem.web import submitting
from chamdiem.web.house import house
from chamdiem.web.models import Draft
name = {"closed": "_closed", "written": "_appended"}[step]
own = getattr(submitting, name)
def die(*given):
    own(*given)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(submitting, name, die)
draft = Draft.objects.get(pk=int(number))
submitting.hand_in(house(), draft.saved_by, draft)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends processes otherwise")
@pytest.mark.parametrize("step", ["closed", "written"])
def test_a_process_that_is_killed_between_two_steps_loses_nothing(world: SimpleNamespace, step: str) -> None:
    """What a process had done when it was killed is there, and the next start brings both stores together."""
    from chamdiem.web import settings  # noqa: PLC0415 - the web needs an installation

    ready(world, "first")
    told = (str(settings.folder().path), str(world.cell.draft.pk), step)
    ended = subprocess.run([sys.executable, "-P", "-c", KILLED, *told], check=False)  # noqa: S603 - our own program
    assert ended.returncode == -signal.SIGKILL
    assert world.cell.now().submitting is not None
    assert world.submitting.recover(world.house) == 1
    assert (world.cell.now().entry is not None) == (step == "written") == (len(submissions(world)) == 1)
    world.submitting.hand_in(world.house, world.cell.secretary, world.cell.now())
    assert len(submissions(world)) == 1
    need_whole(world)


# --- twice ---


def test_two_taps_make_one_submission(world: SimpleNamespace) -> None:
    """Two who hand in at the same moment, of one account or of two, get one and the same entry."""
    from chamdiem.web.house import house  # noqa: PLC0415 - each thread asks for its own
    from drafting import at_once  # noqa: PLC0415 - the web needs an installation

    ready(world, "first")
    draft = world.cell.now()
    taps = at_once(lambda _: world.submitting.hand_in(house(), world.cell.secretary, draft).sequence, 4)
    assert submissions(world) == [*set(taps)] == [world.cell.now().entry]


def test_a_retry_returns_what_was_made(world: SimpleNamespace) -> None:
    """Whoever got no answer and hands in again, by what they read before or by what stands there now, gets the same."""
    ready(world, "first")
    before = world.cell.now()
    entry = world.submitting.hand_in(world.house, world.cell.secretary, before)
    for draft in (before, world.cell.now()):
        assert world.submitting.hand_in(world.house, world.cell.secretary, draft) == entry
    assert submissions(world) == [entry.sequence]


def test_what_is_typed_after_it_was_handed_in_is_kept_beside_it(world: SimpleNamespace) -> None:
    """A page that was still open loses nothing: its text lies beside the draft, which does not change."""
    ready(world, "first")
    done = world.submitting.hand_in(world.house, world.cell.secretary, world.cell.now())
    draft = world.cell.now()
    late = world.drafts.save(draft.pk, draft.version, {"speakers": "3"}, world.cell.deputy)
    assert isinstance(late, world.drafts.Conflict)
    assert (late.is_closed, late.clashes[0].ours, world.cell.now().texts) == (True, "3", draft.texts)
    assert submissions(world) == [done.sequence]


def test_what_somebody_saved_since_it_was_read_is_not_handed_in(world: SimpleNamespace) -> None:
    """Whoever hands in hands in what they saw: what a deputy wrote since has to be looked at first."""
    ready(world, "first")
    seen = world.cell.now()
    world.drafts.save(seen.pk, seen.version, {"speakers": "11"}, world.cell.deputy)
    with pytest.raises(FaultyInput) as refused:
        world.submitting.hand_in(world.house, world.cell.secretary, seen)
    assert [fault.code for fault in refused.value.faults] == ["web.draft_moved"]
    assert (submissions(world), world.cell.now().submitting) == ([], None)


def test_what_is_missing_is_told_and_the_draft_goes_on(world: SimpleNamespace) -> None:
    """A draft that cannot be handed in stays open, with all that it lacks told at once."""
    cell = world.cell
    world.drafts.save(cell.draft.pk, 1, {"present": "x", "self.answers.3.1": "2"}, cell.secretary)
    with pytest.raises(FaultyInput) as refused:
        world.submitting.hand_in(world.house, cell.secretary, cell.now())
    codes = {fault.code for fault in refused.value.faults}
    assert {"submission.note", "submission.missing", "submission.vote"} < codes
    assert (cell.now().submitting, cell.now().entry) == (None, None)


def test_what_the_ledger_refuses_goes_on_as_a_draft(world: SimpleNamespace) -> None:
    """Somebody whose mandate does not allow it hands nothing in, and the draft is open again."""
    ready(world, "first")
    with pytest.raises(FaultyInput):
        world.submitting.hand_in(world.house, world.cell.deputy, world.cell.now())
    assert (submissions(world), world.cell.now().submitting, world.cell.now().identity) == ([], None, "")


# --- once more ---


def test_a_correction_takes_the_place_of_what_was_handed_in_with_its_reason(world: SimpleNamespace) -> None:
    """It supersedes the evaluation, with the reason that was told when the draft was opened again, and is handed in."""
    ready(world, "corrected")
    entry = world.submitting.hand_in(world.house, world.cell.secretary, world.cell.now())
    state = world.submitting.state_of(world.house, world.cell.draft)
    corrections = [each for each in state.entries if each.kind is EntryKind.CORRECTION]
    assert [each.body["reason"] for each in corrections] == ["Ghi nhầm số người phát biểu"]
    assert (state.submission, len(submissions(world))) == (entry, 2)


def test_what_was_given_back_is_handed_in_again_for_the_reason_for_which_it_came_back(world: SimpleNamespace) -> None:
    """The reason of whoever gave it back is that of the correction; handed in unchanged, nothing is corrected."""
    ready(world, "returned")
    assert world.cell.now().reason == "Ghi thiếu ngày"
    draft = world.cell.now()
    world.drafts.save(draft.pk, draft.version, {"speakers": world.whole["speakers"]}, world.cell.secretary)
    world.submitting.hand_in(world.house, world.cell.secretary, world.cell.now())
    state = world.submitting.state_of(world.house, world.cell.draft)
    assert [each.kind for each in state.entries].count(EntryKind.CORRECTION) == 0
    assert (state.returned, state.submission is not None) == (None, True)


def test_of_what_came_by_another_door_the_draft_begins_with_what_the_ledger_has(world: SimpleNamespace) -> None:
    """A meeting that the ledger has and of which nobody typed a draft here is opened with what its record says."""
    ready(world, "first")
    world.submitting.hand_in(world.house, world.cell.secretary, world.cell.now())
    world.cell.draft.delete()
    draft = world.submitting.reopen(world.house, world.cell.secretary, world.cell.at, "Ghi nhầm")
    assert (draft.texts, draft.version) == (dict(world.whole), 3)


def test_a_meeting_of_which_the_ledger_has_nothing_is_not_corrected(world: SimpleNamespace) -> None:
    """There is a sentence for it, and the draft stays as it is."""
    with pytest.raises(FaultyInput) as refused:
        world.submitting.reopen(world.house, world.cell.secretary, world.cell.at, "Ghi nhầm")
    assert [fault.code for fault in refused.value.faults] == ["web.nothing_to_correct"]


def test_a_draft_that_was_opened_as_if_cut_off_and_written_on_corrects_what_the_ledger_has(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Handing in that took longer than it may, while somebody went on typing, loses neither: both are there."""
    ready(world, "first")
    own = world.submitting._appended  # noqa: SLF001 - the step between the two stores

    def slow(*given: object) -> object:
        world.submitting.settle(world.house, world.cell.now())
        draft = world.cell.now()
        world.drafts.save(draft.pk, draft.version, {"speakers": "11"}, world.cell.deputy)
        return own(*given)

    monkeypatch.setattr(world.submitting, "_appended", slow)
    world.submitting.hand_in(world.house, world.cell.secretary, world.cell.now())
    draft = world.cell.now()
    assert (draft.texts["speakers"], draft.entry, draft.corrects is not None) == ("11", None, True)
