"""Acts against a model: whatever people do, in whatever order, each meeting stands as the model says, on both stores."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chamdiem.engine.ledger.acting import correct, decide
from chamdiem.engine.ledger.authorities import Act, LockedMonth, set_lock
from chamdiem.engine.ledger.entries import Entry, EntryStamp
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.handing_in import assess, give_back, submit
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.ledger.states import MeetingState, meeting_state
from chamdiem.engine.mandates.roles import Role
from chamdiem.rules.records.faults import FaultyInput
from commune import STAFF, found, post
from handed_in import MONTH, scored

if TYPE_CHECKING:
    from chamdiem.engine.ledger.store import Ledger

STAMP = EntryStamp("0.4.0", "2026-01-31T08:30:00Z")
CELLS = ("VD-01", "VD-02")
SECRETARY, SUPERVISOR = "bi-thu", "phu-trach"

What = Literal["submit", "assess", "return", "decide", "correct", "withdraw", "undecide", "unassess", "lock", "unlock"]


@dataclass(frozen=True)
class Step:
    """One thing that somebody tries."""

    what: What
    cell: str
    by: str
    other: bool = False


@dataclass(frozen=True)
class Meeting:
    """How the model says that one meeting stands."""

    made: Literal["", "self", "other"] = ""
    submitted: bool = False
    assessed: int = 0
    """Which of the assessments that were made is in force; 0: none is."""
    returned: bool = False
    taken_back: bool = False
    decided: int | None = None
    """Having looked at which of them it was decided; None: it is not."""
    assessments: int = 0

    @property
    def told(self) -> tuple[object, ...]:
        """What a ledger tells of it."""
        return self.made, self.submitted, bool(self.assessed), self.returned, self.decided is not None


@dataclass
class Model:
    """What should be so."""

    meetings: dict[str, Meeting] = field(default_factory=lambda: dict.fromkeys(CELLS, Meeting()))
    locked: bool = False
    ever_locked: bool = False

    def take(self, step: Step) -> bool:
        """Take a step, and tell whether it may be taken."""
        if step.what in {"lock", "unlock"}:
            if step.by != STAFF or (step.what == "unlock" and not self.ever_locked):
                return False
            self.locked = step.what == "lock"
            self.ever_locked = self.ever_locked or self.locked
            return True
        now = self.meetings[step.cell]
        then = _after(now, step) if step.by in _who(step) and not self.locked else None
        if then is None:
            return False
        self.meetings[step.cell] = then
        return True


def _who(step: Step) -> tuple[str, ...]:
    """Return who may take a step: a committee office puts right what it, or a cell, put in."""
    secretary = f"{SECRETARY}-{step.cell}".casefold()
    match step.what:
        case "submit":
            return (secretary,)
        case "withdraw" | "correct":
            return (secretary, STAFF)
        case "assess" | "unassess":
            return (SUPERVISOR,)
        case "return":
            return (STAFF, SUPERVISOR)
        case _:
            return (STAFF,)


def _whose(step: Step) -> str:
    return _who(step)[0]


def _after(now: Meeting, step: Step) -> Meeting | None:  # noqa: PLR0911 - one for each step
    made: Literal["self", "other"] = "other" if step.other else "self"
    match step.what:
        case "submit":
            return (
                replace(now, made=made, submitted=True, returned=False, taken_back=False)
                if now.made in {"", made}
                else None
            )
        case "assess":
            fits = now.made == "self" and not (now.assessed or now.returned or now.taken_back)
            made_now = now.assessments + 1
            return replace(now, assessed=made_now, assessments=made_now) if fits else None
        case "return":
            fits = bool(now.made) and not (now.returned or now.taken_back) and now.decided is None
            return replace(now, returned=True, submitted=False, assessed=0) if fits else None
        case "decide":
            fits = bool(now.made) and not (now.returned or now.taken_back) and now.decided in {None, now.assessed}
            return replace(now, decided=now.assessed) if fits else None
        case "correct":
            return Meeting(made=made) if now.made and now.made != made else None
        case "withdraw":
            fits = now.submitted and not now.assessed and now.decided is None
            return replace(now, submitted=False, taken_back=True) if fits else None
        case "undecide":
            return replace(now, decided=None) if now.decided is not None else None
        case "unassess":
            return replace(now, assessed=0) if now.assessed else None
    raise AssertionError(step.what)


def state(ledger: Ledger, cell: str) -> MeetingState | None:
    """Return how a cell's meeting stands."""
    return meeting_state(ledger, f"regular/{MONTH}/{cell}")


def number(entry: Entry | None) -> int:
    """Return the number of an entry, or one that no entry of a meeting has."""
    return 1 if entry is None else entry.sequence


def act(ledger: Ledger, step: Step) -> None:
    """Do what a step says; refused by `FaultyInput`."""
    by, now = Act(step.by, "Có lý do"), state(ledger, step.cell)
    evaluation, sort = number(now.evaluation if now else None), "other" if step.other else "self"
    match step.what:
        case "submit":
            submit(ledger, scored(step.cell, sort), Act(step.by), STAMP)
        case "assess":
            assess(ledger, evaluation, scored(step.cell, "upper"), Act(step.by), STAMP)
        case "return":
            give_back(ledger, evaluation, by, STAMP)
        case "decide":
            decide(ledger, evaluation, "tot", by, STAMP)
        case "correct":
            correct(ledger, evaluation, scored(step.cell, sort), by, STAMP)
        case "withdraw":
            correct(ledger, number(now.submission if now else None), None, by, STAMP)
        case "undecide":
            correct(ledger, number(now.decision if now else None), None, by, STAMP)
        case "unassess":
            correct(ledger, number(now.upper if now else None), None, by, STAMP)
        case "lock" | "unlock":
            set_lock(ledger, LockedMonth(node="dang-uy", period=MONTH, locked=step.what == "lock"), by, STAMP)


def told(now: MeetingState | None) -> tuple[object, ...]:
    """Return how a meeting stands, as the model says it."""
    if now is None or now.evaluation is None or now.record is None:
        return Meeting().told
    made = "other" if now.record.body["data"]["present"] == "20" else "self"
    return made, *(each is not None for each in (now.submission, now.upper, now.returned, now.decision))


def founded(name: str) -> Ledger:
    """Return a new ledger with a commune of two cells, their secretaries and a supervisor."""
    ledger = create_ledger(name)
    found(ledger, STAMP, *CELLS)
    for cell in CELLS:
        post(ledger, STAMP, f"{SECRETARY}-{cell}".casefold(), Role.SECRETARY, cell)
        post(ledger, STAMP, SUPERVISOR, Role.SUPERVISOR, cell)
    return ledger


ACTORS = (STAFF, SUPERVISOR, *(f"{SECRETARY}-{cell}".casefold() for cell in CELLS))
WHATS: tuple[What, ...] = What.__args__  # type: ignore[attr-defined] # the words of a Literal
right = st.builds(Step, st.sampled_from(WHATS), st.sampled_from(CELLS), st.just(""), st.booleans()).map(
    lambda step: replace(step, by=_whose(step))
)
anything = st.builds(Step, st.sampled_from(WHATS), st.sampled_from(CELLS), st.sampled_from(ACTORS), st.booleans())
walks = st.lists(st.one_of(right, right, right, anything), min_size=10, max_size=40)


def done(ledger: Ledger, step: Step) -> bool:
    """Do what a step says, and tell whether it was done."""
    try:
        act(ledger, step)
    except FaultyInput:
        return False
    return True


def walk(ledger: Ledger, steps: list[Step]) -> None:
    """Take steps, and compare with the model after each."""
    model = Model()
    for step in steps:
        before, allowed = ledger.size(), model.take(step)
        assert done(ledger, step) == allowed, step
        assert allowed or ledger.size() == before
        assert {cell: told(state(ledger, cell)) for cell in CELLS} == {
            cell: each.told for cell, each in model.meetings.items()
        }
    assert [fault for fault in check_ledger(ledger, Checker()) if fault] == []


@given(walks)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_walk_stands_as_the_model_says(tmp_path_factory: pytest.TempPathFactory, steps: list[Step]) -> None:
    """Allowed is what the model allows, refused changes nothing, and the ledger is whole at the end."""
    with founded(str(tmp_path_factory.mktemp("walk") / "so.ledger")) as ledger:
        walk(ledger, steps)


@pytest.mark.nightly
@given(walks)
@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_ten_thousand_steps(tmp_path_factory: pytest.TempPathFactory, steps: list[Step]) -> None:
    """The same over ten thousand steps and more."""
    with founded(str(tmp_path_factory.mktemp("walk") / "so.ledger")) as ledger:
        walk(ledger, steps)


def test_a_walk_in_postgres(database: str) -> None:
    """The same acts give the same states in the other store."""
    steps = [replace(step, by=_whose(step)) for step in map(_step, WHATS * 3)]
    with founded(database) as ledger:
        walk(ledger, [*steps, *map(replace, steps)])


def _step(what: What) -> Step:
    return Step(what, CELLS[0], "")


def test_two_who_act_at_once_make_one_of_two(name: str) -> None:
    """Of a supervisor who assesses and an office that gives back at the same moment, the later is told of the first."""
    with founded(name) as ledger:
        submit(ledger, scored(CELLS[0], "self"), Act(f"{SECRETARY}-{CELLS[0]}".casefold()), STAMP)
    steps = [Step("assess", CELLS[0], SUPERVISOR), Step("return", CELLS[0], STAFF), Step("decide", CELLS[0], STAFF)] * 2

    def attempt(step: Step) -> bool:
        with open_ledger(name) as opened:
            return done(opened, step)

    with ThreadPoolExecutor(len(steps)) as pool:
        list(pool.map(attempt, steps))
    with open_ledger(name) as opened:
        assert [fault for fault in check_ledger(opened, Checker()) if fault] == []
        now = state(opened, CELLS[0])
        assert now is not None
        assert (now.returned is None) != (now.decision is None)
        assert now.returned is None or now.upper is None
