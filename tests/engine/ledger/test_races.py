"""Two processes that act on one meeting at the same moment: one of them wins, the other gets one clear sentence."""

from __future__ import annotations

from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.handing_in import submit
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.texts import LANGS
from chamdiem.engine.texts.sentences import say_fault
from commune import found, post
from handed_in import scored
from racing import STAMP, SUPERVISOR, Race, raced, secretary

RACES = [
    Race("VD-01", ("submit", "submit other"), ("ledger.other_record",)),
    Race("VD-02", ("return", "return by the office"), ("submission.returned",)),
    Race("VD-03", ("assess", "assess"), ("submission.assessed",)),
    Race("VD-04", ("decide", "decide otherwise"), ("submission.decided",)),
    Race("VD-05", ("decide", "return"), ("submission.decided", "submission.returned")),
    Race("VD-06", ("submit", "submit"), ()),
]


def test_one_of_two_wins(name: str) -> None:
    """In each store one of two processes is done, the other is told why not; the same thing twice is one entry."""
    with create_ledger(name) as ledger:
        found(ledger, STAMP, *(race.cell for race in RACES))
        for race in RACES:
            post(ledger, STAMP, secretary(race.cell), Role.SECRETARY, race.cell)
            post(ledger, STAMP, SUPERVISOR, Role.SUPERVISOR, race.cell)
            if not race.acts[0].startswith("submit"):
                submit(ledger, scored(race.cell, "self"), Act(secretary(race.cell)), STAMP)
        before = ledger.size()
    told = raced(name, RACES)
    for race, faults in zip(RACES, told, strict=True):
        refused = [fault for each in faults for fault in each]
        assert [fault.code in race.codes for fault in refused] == [True] * bool(race.codes), race
        assert all(say_fault(lang, fault) for lang in LANGS for fault in refused)
    with open_ledger(name) as ledger:
        added = {race.acts[0]: 3 if race.acts[0] == "submit" else 1 for race in RACES}
        assert ledger.size() == before + sum(added[race.acts[0]] for race in RACES)
        assert [fault for fault in check_ledger(ledger, Checker()) if fault] == []
