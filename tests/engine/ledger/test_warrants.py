"""What a ledger says of who did it is checked again: an act that no mandate allowed is found, however it got in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.ledger.acting import correct, decide
from chamdiem.engine.ledger.authorities import Act, LockedMonth, record_change, set_lock
from chamdiem.engine.ledger.entries import EntryKind
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.ledger.keys import mandate_key
from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput
from commune import ACT, COMMITTEE, STAFF, change, found, post

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.engine.ledger.entries import Entry, EntryStamp
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation

CELL, SUPERVISOR = "VD-01", "phu-trach"


@pytest.fixture
def scored(book: Ledger, evaluated: Callable[[str], Evaluation], stamp: EntryStamp) -> Entry:
    """Return the evaluation of a meeting of a commune that has its staff, a secretary and a supervisor."""
    found(book, stamp, CELL)
    post(book, stamp, SUPERVISOR, Role.SUPERVISOR, CELL)
    post(book, stamp, "bi-thu", Role.SECRETARY, CELL)
    (entry,) = record_scores(book, [evaluated("01")], stamp, STAFF)
    return entry


def mandate(book: Ledger, name: str) -> str:
    """Return the hash of a mandate as it stands."""
    *_, last = book.about(mandate_key(name))
    return last.hash


def faults(book: Ledger) -> list[str]:
    """Return the codes of what is wrong, each of which has its sentence in both languages."""
    wrong = [fault for fault in check_ledger(book, Checker()) if fault]
    assert all(say_fault("vi", fault) and say_fault("en", fault) for fault in wrong)
    return [fault.code for fault in wrong]


def forge(book: Ledger, scored: Entry, stamp: EntryStamp, **told: Any) -> None:  # noqa: ANN401 - whatever is said
    """Append a decision that nobody was asked about, as somebody who writes into the store can."""
    *_, last = book.about(f"regular/2025-11/{CELL}")
    body = {"meeting": scored.body["meeting"], "after": last.hash, "evaluation": scored.hash, "rating": "tot"}
    book.append(EntryKind.DECISION, {name: value for name, value in (body | told).items() if value is not None}, stamp)


def test_an_act_that_its_mandate_does_not_allow_is_found(book: Ledger, scored: Entry, stamp: EntryStamp) -> None:
    """A supervisor who decides, and a mandate that is none, are told apart from a right decision."""
    assert faults(book) == []
    forge(book, scored, stamp, mandate=mandate(book, f"{SUPERVISOR}.vd-01"))
    assert faults(book) == ["ledger.not_allowed"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"mandate": "0" * 64}, "ledger.reference"),
        ({"role": "Đảng ủy"}, "ledger.contradiction"),
        ({"rating": "kha"}, "ledger.contradiction"),
        ({"upper": "0" * 64}, "ledger.contradiction"),
    ],
    ids=["no mandate", "a role in words", "another rating without a reason", "an assessment that is not there"],
)
def test_a_decision_that_could_not_be_recorded_is_found(
    book: Ledger, scored: Entry, stamp: EntryStamp, told: dict[str, str], code: str
) -> None:
    """Whoever writes past the program cannot say by whom, or why, as they please."""
    own = {} if "role" in told else {"mandate": mandate(book, "thuong-vu")}
    forge(book, scored, stamp, **own | told)
    assert faults(book) == [code]


def test_an_act_in_a_locked_month_is_found(book: Ledger, scored: Entry, stamp: EntryStamp) -> None:
    """What was slipped into a month that was locked by then is told, and the program itself refuses it."""
    set_lock(book, LockedMonth(node=COMMITTEE, period="2025-11"), ACT, stamp)
    with pytest.raises(FaultyInput, match=r"authority\.locked"):
        decide(book, scored.sequence, "tot", ACT, stamp)
    forge(book, scored, stamp, mandate=mandate(book, "thuong-vu"))
    assert faults(book) == ["ledger.was_locked"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("actor", "nguoi-khac"), ("node", "dang-uy"), ("first", "2024-01-01"), ("after", None), ("mandate", "")],
)
def test_a_mandate_that_changes_is_found(
    book: Ledger, scored: Entry, stamp: EntryStamp, name: str, value: str | None
) -> None:
    """A mandate said again may end, and nothing else of it may be other; who gave it is not left out."""
    assert scored
    *_, last = book.about(mandate_key("bi-thu.vd-01"))
    body = {**last.body, "after": last.hash, "last": "2026-12-31", name: value}
    book.append(EntryKind.MANDATE, body, stamp)
    assert faults(book) in (["ledger.contradiction"], ["ledger.reference"])


def test_a_record_is_not_moved_to_where_the_mandate_does_not_reach(
    book: Ledger, scored: Entry, evaluated: Callable[[str], Evaluation], stamp: EntryStamp
) -> None:
    """A secretary corrects the own cell's record, and puts none in the place of another cell's."""
    record_change(book, change("VD-03"), Act("quan-tri"), stamp)
    size = book.size()
    with pytest.raises(FaultyInput, match=r"authority\.refused"):
        correct(book, scored.sequence, evaluated("03"), Act("bi-thu", "Nhầm chi bộ"), stamp)
    assert book.size() == size
    correct(book, scored.sequence, evaluated("03"), ACT, stamp)
    assert faults(book) == []


def test_what_was_answered_is_not_withdrawn(book: Ledger, scored: Entry, stamp: EntryStamp) -> None:
    """Once it was decided on, a cell cannot take back what it handed in; what is no meeting's entry is told so."""
    decision = decide(book, scored.sequence, "tot", ACT, stamp)
    with pytest.raises(FaultyInput) as error:
        correct(book, scored.sequence + 1, None, Act("bi-thu", "Rút"), stamp)
    (fault,) = error.value.faults
    assert (fault.code, fault.details["number"]) == ("submission.answered", str(decision.sequence))
    assert say_fault("vi", fault)
    with pytest.raises(FaultyInput, match=r"ledger\.no_meeting_entry"):
        correct(book, 1, None, ACT, stamp)


def test_who_acts_is_told_what_they_may_not(book: Ledger, scored: Entry, stamp: EntryStamp) -> None:
    """Each refusal says what is wrong: nobody of that id, not allowed here, the own cell, no such organisation."""
    refused = []
    for act in (Act("khong-ai"), Act(SUPERVISOR), Act(f"{SUPERVISOR}.vd-01")):
        with pytest.raises(FaultyInput) as error:
            decide(book, scored.sequence, "tot", act, stamp)
        refused += [fault.code for fault in error.value.faults]
    assert refused == ["authority.unknown_mandate", "authority.refused", "authority.refused"]
    post(book, stamp, STAFF, Role.SECRETARY, CELL)
    with pytest.raises(FaultyInput, match=r"authority\.own_cell"):
        decide(book, scored.sequence, "tot", ACT, stamp)
