"""Decisions: one meeting, or many by one paper, all or nothing; and another one in the place of one that was wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.acting import DecidedBy, correct, decide
from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.ledger.contents import DecisionPaper
from chamdiem.engine.ledger.states import computed_rating, meeting_state
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.web.house import House
    from chamdiem.web.kept import KeptMeeting
    from chamdiem.web.proposals import Proposal

NUMBER, PARTS = "so", ("ngay", "thang", "nam")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class PaperTyped:
    """What was typed of the paper of a decision, and what is wrong with it: the field, and the code of a sentence."""

    number: str
    parts: tuple[str, str, str]
    paper: DecisionPaper | None
    faults: tuple[tuple[str, str], ...]


def read_paper(house: House, sent: Mapping[str, str], *, needed: bool) -> PaperTyped:
    """Return the paper that was typed; where it is not needed, both of its parts may be blank."""
    number = " ".join(sent.get(NUMBER, "").split())
    day_, month, year = (sent.get(name, "").strip() for name in PARTS)
    parts = (day_, month, year)
    if not needed and not number and not any(parts):
        return PaperTyped(number, parts, None, ())
    faults = list[tuple[str, str]]()
    if not number or len(number) > _LONGEST or not number.isprintable():
        faults.append((NUMBER, "decide.number_needed"))
    day = _day(parts)
    if day is None:
        faults.append((PARTS[0], "decide.day_needed"))
    elif day > house.today:
        faults.append((PARTS[0], "decide.day_ahead"))
    paper = None if faults or day is None else DecisionPaper(number=number, day=day)
    return PaperTyped(number, parts, paper, tuple(faults))


def _day(parts: tuple[str, str, str]) -> dt.date | None:
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    try:
        return dt.date(int(parts[2]), int(parts[1]), int(parts[0]))
    except (ValueError, OverflowError):
        return None


def decide_many(house: House, actor: str, chosen: Sequence[Proposal], paper: DecisionPaper) -> list[Entry]:
    """Decide for each meeting the rating that was computed, all or nothing.

    Raises:
        FaultyInput: one of them is not any more as it was looked at, has no certain rating, or is the own cell's.
    """
    ledger, stamp = house.ledger, house.office.clock.stamp()
    decided = DecidedBy(Act(actor), paper)
    entries: list[Entry] = []
    with ledger.atomic():
        for each in chosen:
            state = meeting_state(ledger, each.row.key)
            if state is None or state.evaluation is None or state.last.sequence != each.row.sequence:
                raise refusal("decide.changed", each.cell.title)
            rating = computed_rating(state)
            if rating is None:
                raise refusal("decide.no_rating", each.cell.title)
            entries.append(decide(ledger, state.evaluation.sequence, rating, decided, stamp))
    return entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody decides of one meeting; `seen`: the last entry about it that they looked at."""

    rating: str
    reason: str
    paper: DecisionPaper | None
    seen: int


def decide_one(house: House, actor: str, kept: KeptMeeting, choice: Choice) -> Entry:
    """Decide one meeting; what is decided already is decided otherwise, with the reason, in one step.

    Raises:
        FaultyInput: it is not any more as it was looked at, or the ledger refuses it.
    """
    ledger, stamp = house.ledger, house.office.clock.stamp()
    with ledger.atomic():
        state = meeting_state(ledger, kept.key)
        if state is None or state.evaluation is None or state.last.sequence != choice.seen:
            raise refusal("decide.changed", kept.stage.meeting.cell)
        if state.decision is not None:
            correct(ledger, state.decision.sequence, None, Act(actor, choice.reason), stamp)
        decided = DecidedBy(Act(actor, choice.reason), choice.paper)
        return decide(ledger, state.evaluation.sequence, choice.rating, decided, stamp)
