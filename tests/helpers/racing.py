"""Two people who act on the same meeting at the same moment, each in a process of their own."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.acting import decide
from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.ledger.entries import EntryStamp
from chamdiem.engine.ledger.handing_in import assess, give_back, submit
from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.rules.records.faults import FaultyInput
from commune import STAFF
from handed_in import MONTH, scored

if TYPE_CHECKING:
    from threading import Barrier

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.rules.records.faults import Fault

STAMP = EntryStamp("0.4.0", "2026-01-31T08:30:00Z")
SUPERVISOR = "phu-trach"
LONGEST = 600
"""Seconds after which one who waits for the other gives up, on a machine that has much to do."""


@dataclass(frozen=True)
class Race:
    """What two people try on a cell's meeting, and the sentences of which the later of them gets one."""

    cell: str
    acts: tuple[str, str]
    codes: tuple[str, ...]


def secretary(cell: str) -> str:
    """Return who acts for a cell."""
    return f"bi-thu-{cell}".casefold()


def act(ledger: Ledger, what: str, cell: str, number: int) -> None:
    """Do something about the meeting of a cell, whose evaluation has a number."""
    match what:
        case "submit" | "submit other":
            sort = "other" if what.endswith("other") else "self"
            submit(ledger, scored(cell, sort), Act(secretary(cell)), STAMP)
        case "return" | "return by the office":
            give_back(ledger, number, Act(STAFF if what.endswith("office") else SUPERVISOR, "Có lý do"), STAMP)
        case "assess":
            assess(ledger, number, scored(cell, "upper"), Act(SUPERVISOR), STAMP)
        case "decide" | "decide otherwise":
            rating = "kha" if what.endswith("otherwise") else "tot"
            decide(ledger, number, rating, Act(STAFF, "Có lý do"), STAMP)


_barriers: list[Barrier] = []


def _meet_at(barrier: Barrier) -> None:
    _barriers.append(barrier)


def run(name: str, races: list[Race], lane: int) -> list[tuple[Fault, ...]]:
    """Do what one of the two does in each race, and return the faults of each."""
    (barrier,) = _barriers
    told: list[tuple[Fault, ...]] = []
    with open_ledger(name) as ledger:
        for race in races:
            for sort in ("self", "other", "upper"):
                scored(race.cell, sort)
            state = meeting_state(ledger, f"regular/{MONTH}/{race.cell}")
            number = state.evaluation.sequence if state and state.evaluation else 0
            barrier.wait(LONGEST)
            try:
                act(ledger, race.acts[lane], race.cell, number)
            except FaultyInput as error:
                told.append(error.faults)
            else:
                told.append(())
            barrier.wait(LONGEST)
    return told


def raced(name: str, races: list[Race]) -> list[tuple[tuple[Fault, ...], ...]]:
    """Let two processes run each race, and return the faults of both in each."""
    context = get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context, initializer=_meet_at, initargs=(context.Barrier(2),)) as pool:
        lanes = [pool.submit(run, name, races, lane) for lane in (0, 1)]
        return list(zip(*(lane.result() for lane in lanes), strict=True))
