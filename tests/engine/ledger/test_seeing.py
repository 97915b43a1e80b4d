"""Who sees which layers of a meeting: the cell its own at once, all others only after the decision."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger.acting import correct, decide
from chamdiem.engine.ledger.authorities import Act, authority_of
from chamdiem.engine.ledger.handing_in import assess, submit
from chamdiem.engine.ledger.seeing import layers_seen
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.mandates.roles import Role
from commune import ACT, CELLS, STAFF, found, post
from handed_in import MONTH, scored

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import EntryStamp
    from chamdiem.engine.ledger.store import Ledger

CELL, OTHER = CELLS[:2]
TODAY = dt.date(2026, 2, 1)
OWN, ASSESSED = ("self", "cell_vote"), ("self", "cell_vote", "upper")
DECIDED = (*ASSESSED, "decided")


@pytest.fixture
def commune(book: Ledger, stamp: EntryStamp) -> Ledger:
    """Return a ledger with a commune: its staff, the cell's secretary and clerk, another cell's, and a supervisor."""
    found(book, stamp, CELL, OTHER)
    post(book, stamp, "bi-thu", Role.SECRETARY, CELL)
    post(book, stamp, "thu-ky", Role.CLERK, CELL)
    post(book, stamp, "bi-thu-khac", Role.SECRETARY, OTHER)
    post(book, stamp, "phu-trach", Role.SUPERVISOR, CELL)
    submit(book, scored(CELL, "self"), Act("bi-thu"), stamp)
    return book


def seen(ledger: Ledger, *actors: str) -> list[tuple[str, ...]]:
    """Return what each of some people sees of the cell's meeting."""
    state = meeting_state(ledger, f"regular/{MONTH}/{CELL}")
    assert state is not None
    return [layers_seen(authority_of(ledger), actor, state, TODAY) for actor in actors]


def test_the_own_cell_sees_what_others_said_after_the_decision(commune: Ledger, stamp: EntryStamp) -> None:
    """Before it, it sees what it said itself; those above see all at once; others see nothing at any time."""
    people = ("bi-thu", "thu-ky", "phu-trach", STAFF, "bi-thu-khac", "nobody")
    assert seen(commune, *people) == [OWN, OWN, OWN, OWN, (), ()]
    handed_in = commune.size() - 1
    assess(commune, handed_in, scored(CELL, "upper"), Act("phu-trach"), stamp)
    assert seen(commune, *people) == [OWN, OWN, ASSESSED, ASSESSED, (), ()]
    decision = decide(commune, handed_in, "tot", ACT, stamp)
    assert seen(commune, *people) == [DECIDED, DECIDED, DECIDED, DECIDED, (), ()]
    correct(commune, decision.sequence, None, ACT, stamp)
    assert seen(commune, *people) == [OWN, OWN, ASSESSED, ASSESSED, (), ()]


def test_whoever_is_of_the_cell_sees_no_more_by_another_mandate(commune: Ledger, stamp: EntryStamp) -> None:
    """A secretary who sits in the committee, or was given the own cell to assess, sees the own cell as a secretary."""
    assess(commune, commune.size() - 1, scored(CELL, "upper"), Act("phu-trach"), stamp)
    post(commune, stamp, "bi-thu", Role.STANDING_COMMITTEE, "dang-uy")
    post(commune, stamp, "thu-ky", Role.AUDITOR, "dang-uy")
    assert seen(commune, "bi-thu", "thu-ky") == [OWN, OWN]


def test_an_administrator_sees_nothing_of_a_meeting(commune: Ledger, stamp: EntryStamp) -> None:
    """Whoever gives mandates and accounts sees no layer, decided or not."""
    decide(commune, commune.size() - 1, "tot", ACT, stamp)
    post(commune, stamp, "may-tinh", Role.ADMINISTRATOR, "dang-uy")
    assert seen(commune, "may-tinh") == [()]
