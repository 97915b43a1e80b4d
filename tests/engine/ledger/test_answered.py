"""The answers to the questions of a record: a submission keeps them, and whoever reads the ledger is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.ledger.answered import Answered, Reply
from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.ledger.entries import EntryKind, NotCanonical, read_body
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.handing_in import submit
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.log.entry_view import view_entry, view_log
from chamdiem.engine.log.entry_words import EntryWords
from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.office.clock import Clock
from chamdiem.rules.records.faults import FaultyInput
from commune import CELLS, found, post
from forging import Forgery, forged, put
from handed_in import MONTH, scored

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import Entry, EntryStamp
    from chamdiem.engine.ledger.store import Ledger

CELL = CELLS[0]
ODD = Answered(question="Có 21/22 đồng chí dự.", answer=Reply.KEEP, words="Một đồng chí ốm")
OPEN = Answered(question="Họp ngày chủ nhật.")


@pytest.fixture
def commune(book: Ledger, stamp: EntryStamp) -> Ledger:
    """Return a ledger with a commune, and who hands in for a cell."""
    found(book, stamp, CELL)
    post(book, stamp, "bi-thu", Role.SECRETARY, CELL)
    return book


def handed(ledger: Ledger, stamp: EntryStamp, *answers: Answered) -> Entry:
    """Return the submission of the cell's meeting, with answers."""
    return submit(ledger, scored(CELL, "self"), Act("bi-thu"), stamp, answers)


def test_a_submission_keeps_questions_answers_and_words(commune: Ledger, stamp: EntryStamp) -> None:
    """What was asked, answered and said is there for whoever assesses the meeting; and the ledger is sound."""
    handed(commune, stamp, ODD, OPEN)
    state = meeting_state(commune, f"regular/{MONTH}/{CELL}")
    assert state is not None
    assert state.answers == (ODD, OPEN)
    assert [fault for fault in check_ledger(commune, Checker()) if fault] == []


def test_without_questions_a_submission_is_as_it_always_was(commune: Ledger, stamp: EntryStamp) -> None:
    """Entries of earlier versions have no such part, and none is made up for them."""
    entry = handed(commune, stamp)
    assert "answers" not in entry.body
    assert entry.content.answers == ()  # type: ignore[union-attr] # it is a submission


def test_other_answers_are_handed_in_anew(commune: Ledger, stamp: EntryStamp) -> None:
    """The same answers once more are the same entry, other ones to the same record another one."""
    first = handed(commune, stamp, ODD)
    assert handed(commune, stamp, ODD) == first
    second = handed(commune, stamp, ODD, OPEN)
    assert second.sequence > first.sequence
    assert [fault for fault in check_ledger(commune, Checker()) if fault] == []


def test_the_log_and_the_entry_say_them(commune: Ledger, stamp: EntryStamp) -> None:
    """The line says how many were answered, the entry by itself each question with its answer and words."""
    entry = handed(commune, stamp, ODD, OPEN)
    words = EntryWords("vi", Clock().local)
    line = words.what(view_log(commune, commune.entries(), CELL)[-1])
    assert "trả lời 1/2 câu hỏi" in line
    table = words.answers(view_entry(commune, entry))
    assert table is not None
    assert [tuple(row) for row in table.rows] == [
        ("Có 21/22 đồng chí dự.", "đúng, giữ nguyên", "Một đồng chí ốm"),
        ("Họp ngày chủ nhật.", "chưa trả lời", ""),
    ]


def test_what_nobody_can_show_is_refused(commune: Ledger, stamp: EntryStamp) -> None:
    """Words that are too long or steer a screen make no entry."""
    for words in ("x" * 2001, "a\u202eb"):
        with pytest.raises(FaultyInput):
            handed(commune, stamp, Answered(question="Một câu.", words=words))
    assert EntryKind.SUBMISSION not in {entry.kind for entry in commune.entries()}


@pytest.mark.parametrize(
    "told",
    [
        [],
        [{"question": "Một câu."}],
        [{"question": "", "finding": None, "answer": None, "words": None}],
        [{"question": "Một câu.", "finding": None, "answer": "maybe", "words": None}],
        [{"question": "Một câu.", "finding": None, "answer": None, "words": ""}],
    ],
)
def test_answers_of_another_shape_are_none(commune: Ledger, stamp: EntryStamp, told: list[Any]) -> None:
    """An entry says of answers what this program writes, or it is none."""
    body = handed(commune, stamp, ODD).body | {"answers": told}
    with pytest.raises(NotCanonical):
        read_body(EntryKind.SUBMISSION, body)


def test_an_answer_to_a_question_that_nobody_put_is_found(commune: Ledger, stamp: EntryStamp) -> None:
    """A cross-check that the record did not raise has no answer, whoever makes all hashes anew."""
    number = handed(commune, stamp, ODD).sequence
    entries = [(json.loads(entry.canonical), entry.hash) for entry in commune.entries()]
    lie = Forgery("an answer", number, put(("body", "answers", 0, "finding"), "khong_co_du_thao"))
    checker = Checker()
    faults = [fault for row in forged(entries, lie) if (fault := checker.check(row)) is not None]
    assert [(fault.code, fault.details["number"]) for fault in faults][:1] == [("ledger.contradiction", str(number))]
