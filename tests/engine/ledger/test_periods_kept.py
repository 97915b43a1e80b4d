"""What is kept beside meetings: that one was not held, and what was decided over several months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger.acting import correct, record_not_held
from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.ledger.bodies import framework_body
from chamdiem.engine.ledger.contents import MeetingRef
from chamdiem.engine.ledger.entries import EntryKind
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.rules.records.faults import FaultyInput
from commune import STAFF, staffed
from years import year_rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.engine.ledger.entries import Body, EntryStamp
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation

ACT = Act(STAFF, "Bão")
MEETING = MeetingRef(cell="CB-9", period="2025-03", date=None, kind="regular")


def faults(ledger: Ledger) -> list[str]:
    """Return the codes of all that is wrong with a ledger."""
    return [fault.code for fault in check_ledger(ledger, Checker()) if fault]


def decision(framework: str, more: dict[str, object]) -> Body:
    """Return what a decision over a year says."""
    told: Body = {
        "cell": "CB-9",
        "span": "2026",
        "framework": framework,
        "period": "nam",
        "active": ["2026-01"],
        "predecessors": [],
        "sources": [],
        "possible": ["tot", "khac"],
        "computed": None,
        "rating": "tot",
        "after": None,
        "role": "Đảng ủy",
    }
    return told | more


def test_a_meeting_that_was_not_held_is_said_once(book: Ledger, stamp: EntryStamp) -> None:
    """Said again it is the same entry; a correction takes it back, and then it can be said anew."""
    first = record_not_held(staffed(book, stamp), MEETING, ACT, stamp)
    assert record_not_held(staffed(book, stamp), MEETING, ACT, stamp) == first
    state = meeting_state(book, MEETING.key)
    assert state is not None
    assert state.not_held == first
    correct(staffed(book, stamp), first.sequence, None, Act(STAFF, "Ghi nhầm"), stamp)
    taken_back = meeting_state(book, MEETING.key)
    assert taken_back is not None
    assert taken_back.not_held is None
    assert record_not_held(staffed(book, stamp), MEETING, ACT, stamp) != first
    assert faults(book) == []


def test_a_meeting_with_a_record_was_held(
    book: Ledger, stamp: EntryStamp, evaluated: Callable[[str], Evaluation]
) -> None:
    """Of a meeting whose record is in force nobody can say that it was not held; nor is a record added to one."""
    entry = record_scores(book, [evaluated("01")], stamp)[0]
    ref = MeetingRef(**{**entry.body["meeting"], "date": None})
    with pytest.raises(FaultyInput, match=r"ledger\.held"):
        record_not_held(staffed(book, stamp), ref, ACT, stamp)
    correct(staffed(book, stamp), entry.sequence, None, Act(STAFF, "Không họp"), stamp)
    record_not_held(staffed(book, stamp), ref, ACT, stamp)
    with pytest.raises(FaultyInput, match=r"ledger\.was_not_held"):
        record_scores(book, [evaluated("01")], stamp, STAFF)
    assert faults(book) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, None),
        ({"rating": "kha"}, "ledger.not_of_framework"),
        ({"computed": "tot", "possible": ["khac"]}, "ledger.not_of_framework"),
        ({"period": "quy"}, "ledger.not_of_framework"),
        ({"active": ["2025-01"]}, "ledger.contradiction"),
        ({"span": "năm nay"}, "ledger.contradiction"),
        ({"after": "0" * 64}, "ledger.reference"),
        ({"framework": "0" * 64}, "ledger.reference"),
    ],
)
def test_a_decision_says_what_its_framework_can(
    book: Ledger, stamp: EntryStamp, more: dict[str, object], code: str | None
) -> None:
    """A decision over a year that names what there is not is found by the check of the whole ledger."""
    loaded = year_rule()
    book.append(EntryKind.FRAMEWORK, framework_body(loaded), stamp)
    book.append(EntryKind.PERIOD, decision(loaded.hash, more), stamp)
    assert faults(book) == ([] if code is None else [code])
