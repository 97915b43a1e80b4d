"""How far a meeting is, after each thing that may happen to it; and lists of it for a cell and for a month."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger.acting import correct, decide, record_not_held
from chamdiem.engine.ledger.authorities import Act, authority_of, record_change
from chamdiem.engine.ledger.contents import MeetingRef
from chamdiem.engine.ledger.entries import EntryKind
from chamdiem.engine.ledger.handing_in import assess, give_back, record_scores, submit
from chamdiem.engine.ledger.stages import Stage, cell_stages, month_stages, stage_of
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.mandates.kinds import Event, NodeKind
from chamdiem.engine.mandates.organisation import OrganisationChange
from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.texts import LANGS, TEXTS
from commune import ACT, CELLS, COMMITTEE, SINCE, found, post
from handed_in import MONTH, scored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chamdiem.engine.ledger.entries import Entry, EntryStamp
    from chamdiem.engine.ledger.stages import MeetingStage
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation

CELL, OTHER = CELLS[:2]
TODAY = dt.date(2026, 2, 1)
WHY = "Có lý do"


@pytest.fixture
def commune(book: Ledger, stamp: EntryStamp) -> Ledger:
    """Return a ledger with a commune, and those of one cell who hand in and assess."""
    found(book, stamp, CELL, OTHER)
    post(book, stamp, "bi-thu", Role.SECRETARY, CELL)
    post(book, stamp, "phu-trach", Role.SUPERVISOR, CELL)
    return book


def now(ledger: Ledger) -> MeetingStage:
    """Return how far the cell's meeting is."""
    state = meeting_state(ledger, f"regular/{MONTH}/{CELL}")
    assert state is not None
    return stage_of(state)


def test_the_stages_of_a_meeting(commune: Ledger, stamp: EntryStamp) -> None:
    """Each act leads to its stage, and what is taken back leads where it was before."""
    walked = []

    def step(entry: int) -> int:
        walked.append(now(commune).stage)
        return entry

    handed_in = step(submit(commune, scored(CELL, "self"), Act("bi-thu"), stamp).sequence)
    evaluation = now(commune).numbers[EntryKind.EVALUATION]
    step(correct(commune, handed_in, None, Act("bi-thu", WHY), stamp).sequence)
    step(submit(commune, scored(CELL, "self"), Act("bi-thu"), stamp).sequence)
    step(give_back(commune, evaluation, Act("phu-trach", WHY), stamp).sequence)
    step(submit(commune, scored(CELL, "self"), Act("bi-thu"), stamp).sequence)
    step(assess(commune, evaluation, scored(CELL, "upper"), Act("phu-trach"), stamp).sequence)
    decision = step(decide(commune, evaluation, "tot", ACT, stamp).sequence)
    step(correct(commune, decision, None, ACT, stamp).sequence)
    step(correct(commune, evaluation, scored(CELL, "other"), Act("bi-thu", WHY), stamp).sequence)
    step(decide(commune, now(commune).numbers[EntryKind.EVALUATION], "tot", ACT, stamp).sequence)
    step(correct(commune, now(commune).numbers[EntryKind.RECORD], None, ACT, stamp).sequence)
    assert walked == [
        Stage.SUBMITTED, Stage.WITHDRAWN, Stage.SUBMITTED, Stage.RETURNED, Stage.SUBMITTED, Stage.ASSESSED,
        Stage.DECIDED, Stage.ASSESSED, Stage.CORRECTED, Stage.DECIDED, Stage.WITHDRAWN,
    ]  # fmt: skip


def test_a_stage_names_its_entries_and_both_ratings(commune: Ledger, stamp: EntryStamp) -> None:
    """A page finds the entries by their kinds, and shows a decision beside what was computed."""
    submit(commune, scored(CELL, "self"), Act("bi-thu"), stamp)
    evaluation = now(commune).numbers[EntryKind.EVALUATION]
    assert (now(commune).computed, now(commune).decided) == ("tot", None)
    decision = decide(commune, evaluation, "kha", ACT, stamp)
    told = now(commune)
    assert (told.computed, told.decided, told.corrections) == ("tot", "kha", ())
    assert told.numbers[EntryKind.DECISION] == decision.sequence
    assert commune.get(told.numbers[EntryKind.SUBMISSION]).kind is EntryKind.SUBMISSION
    undone = correct(commune, decision.sequence, None, ACT, stamp)
    assert now(commune).corrections == (undone.sequence,)


def test_the_own_rating_tells_nothing_of_the_upper_level(commune: Ledger, stamp: EntryStamp) -> None:
    """Once it was assessed, the computed rating is the upper level's; what the cell is shown stays its own."""
    submit(commune, scored(CELL, "self"), Act("bi-thu"), stamp)
    assert (now(commune).own, now(commune).computed) == ("tot", "tot")
    assess(commune, now(commune).numbers[EntryKind.EVALUATION], scored(CELL, "harsh"), Act("phu-trach"), stamp)
    assert (now(commune).own, now(commune).computed) == ("tot", "kha")


def test_what_was_not_held_and_what_came_on_paper(
    commune: Ledger, evaluated: Callable[[str], Evaluation], stamp: EntryStamp
) -> None:
    """A meeting that was not held says so; a record that states what was decided is decided."""
    not_held = MeetingRef(cell=OTHER, period="2025-12", date=None, kind="regular")
    record_not_held(commune, not_held, ACT, stamp)
    record_scores(commune, [evaluated("01")], stamp, ACT.by)
    tree = authority_of(commune).tree(TODAY)
    assert [(node, each.stage, each.decided) for node, each in month_stages(commune, tree, COMMITTEE, "2025-12")] == [
        (OTHER, Stage.NOT_HELD, None)
    ]
    assert (now(commune).stage, now(commune).decided) == (Stage.DECIDED, "tot")


def test_lists_read_only_what_is_asked_for(commune: Ledger, stamp: EntryStamp, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell is found by any of its names in any spelling, in the order of months; of other cells nothing is read."""
    for cell in (CELL, OTHER):
        record_scores(commune, [scored(cell, "self")], stamp, ACT.by)
    for month in ("2025-12", "2026-01"):
        record_not_held(commune, MeetingRef(cell=CELL, period=month, date=None, kind="regular"), ACT, stamp)
    read: list[str] = []
    about = commune.about

    def reading(key: str) -> Iterator[Entry]:
        read.append(key)
        return about(key)

    monkeypatch.setattr(commune, "about", reading)
    stages = list(cell_stages(commune, ("vd-1", "Chi bộ khác"), ("2025-11", "2025-12", "2026-01", "2026-02")))
    assert [(each.meeting.period, each.stage) for each in stages] == [
        ("2025-11", Stage.SUBMITTED), ("2025-12", Stage.NOT_HELD), ("2026-01", Stage.NOT_HELD),
    ]  # fmt: skip
    assert read == [f"regular/{month}/{CELL}" for month in ("2025-11", "2025-12", "2026-01")]


def test_a_month_of_a_part_of_the_tree(commune: Ledger, stamp: EntryStamp) -> None:
    """Of an organisation is what stands under it on that day; what merged counts where it went."""
    for cell in (CELL, OTHER):
        record_scores(commune, [scored(cell, "self")], stamp, ACT.by)
    branch = OrganisationChange(
        node="bo-phan", event=Event.FOUNDED, day=SINCE, title="Bộ phận", kind=NodeKind.COMMITTEE, parent=COMMITTEE
    )
    moved = OrganisationChange(node=CELL, event=Event.MOVED, day=TODAY, parent="bo-phan")
    merged = OrganisationChange(
        node=CELL, event=Event.MERGED, day=TODAY + dt.timedelta(1), title="Chi bộ mới", predecessors=(OTHER,)
    )
    for change in (branch, moved, merged):
        record_change(commune, change, Act("quan-tri"), stamp)

    def under(node: str, day: dt.date) -> list[tuple[str, str]]:
        tree = authority_of(commune).tree(day)
        return [(place, each.meeting.cell) for place, each in month_stages(commune, tree, node, MONTH)]

    assert under(COMMITTEE, TODAY) == [(CELL, CELL), (OTHER, OTHER)]
    assert under("bo-phan", TODAY) == [(CELL, CELL)]
    assert under("bo-phan", TODAY + dt.timedelta(1)) == [(CELL, CELL), (CELL, OTHER)]
    assert under("nowhere", TODAY) == []


def test_every_stage_has_its_word() -> None:
    """What a page calls a stage, the texts know in both languages."""
    assert [stage for stage in Stage if len(TEXTS.get(f"stage.{stage}", ())) != len(LANGS)] == []
