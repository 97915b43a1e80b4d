"""The made-up commune: it is laid out as people would have done it, the same each time, and says that it is made up."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.demo.acts import DemoActs
from chamdiem.engine.demo.calendar import Calendar
from chamdiem.engine.demo.commune import CELLS, COMMITTEE, COMMITTEE_TITLE, FRAMEWORK
from chamdiem.engine.ledger.answered import Reply
from chamdiem.engine.ledger.authorities import authority_of
from chamdiem.engine.ledger.entries import EntryKind
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.ledger.states import MeetingState, computed_rating, meeting_state
from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.office import ledgers
from chamdiem.engine.office.demo import lay_out_commune
from chamdiem.engine.office.office import Office
from chamdiem.engine.office.replays import ReplayRequest, replay
from chamdiem.engine.replay.selection import Selection
from chamdiem.engine.replay.verdict_report import Replayed
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chamdiem.engine.demo.laying_out import DemoCommune
    from chamdiem.engine.scoring.evaluation import Evaluation

TODAY = dt.date(2026, 11, 26)
EARLY = dt.date(2025, 12, 20)
"""Three months after the framework came into force."""
OFFICE = Office()


def laid_out(folder: Path, today: dt.date) -> tuple[str, DemoCommune]:
    """Return the name of a new ledger with the commune, and what was laid out."""
    with create_ledger(str(folder / f"{today}.sqlite")) as made:
        return made.name, lay_out_commune(OFFICE, made, today)


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, DemoCommune]:
    """Return the whole commune."""
    return laid_out(tmp_path_factory.mktemp("demo"), TODAY)


def states(name: str) -> dict[tuple[str, str], MeetingState]:
    """Return how every meeting stands, by its cell and month."""
    with open_ledger(name) as ledger:
        months = Calendar(TODAY, in_force()).months
        keys = [key for month in months for kind in ("regular", "combined") for key in ledger.meetings(kind, month)]
        found = {key: meeting_state(ledger, key) for key in keys}
    return {(key.split("/")[2], key.split("/")[1]): state for key, state in found.items() if state is not None}


def rating_of(state: MeetingState) -> str | None:
    """Return the rating that was decided."""
    return str(state.decision.body["rating"]) if state.decision else None


def in_force() -> dt.date:
    """Return since when the framework is in force."""
    return OFFICE.catalog.get(FRAMEWORK).framework.in_force.from_


def evaluated(today: dt.date) -> Iterator[Evaluation]:
    """Yield what every meeting up to a day is scored as, as it was typed at first."""
    acts = DemoActs(None, OFFICE.scorers, OFFICE.catalog.get(FRAMEWORK), today)  # type: ignore[arg-type] # nothing is kept
    for cell in CELLS:
        for meeting in Calendar(today, in_force()).meetings(cell):
            if meeting.finished <= today:
                yield acts.evaluate(meeting.texts())


def test_the_ledger_is_sound_and_nothing_lies_ahead(commune: tuple[str, DemoCommune]) -> None:
    """Every entry passes the check of the whole ledger, in the order of time, before the day that was given."""
    found = ledgers.check(OFFICE, commune[0], None)
    assert (found.faults, found.notes) == ((), ())
    with open_ledger(commune[0]) as ledger:
        head = ledger.head()
        assert head is not None
        assert head.time < TODAY.isoformat()


def test_every_state_is_there(commune: tuple[str, DemoCommune]) -> None:
    """Whoever looks around meets all that may become of a meeting, and all kinds of entries that people make."""
    with open_ledger(commune[0]) as ledger:
        kinds = {entry.kind for entry in ledger.entries()}
    assert kinds == set(EntryKind) - {EntryKind.SEAL, EntryKind.CLOCK}
    found, last, current = states(commune[0]), "2026-10", "2026-11"
    assert found["hoa-mau", last].returned
    assert found["truc-mau", last].submission
    assert not found["truc-mau", last].upper
    assessed = found["doi-mau", last]
    assert assessed.upper
    assert not assessed.decision
    assert ("htx-vi-du", last) not in found
    assert found["suoi-mau", "2026-03"].not_held
    begun = {cell for cell, month in found if month == current}
    assert begun == {"thcs-mau-don", "mn-mau-hong", "cq-dang-uy", "quan-su"}
    other = {
        key for key, each in found.items() if each.decision and computed_rating(each) not in {None, rating_of(each)}
    }
    assert other == {("cq-uy-ban", "2026-07")}
    assert sum(state.submission is not None and bool(state.submission.body["incomplete"]) for state in found.values())


def test_an_upper_layer_tells_why_it_differs(commune: tuple[str, DemoCommune]) -> None:
    """Where a supervisor gives fewer points than the cell, a note says why."""
    state = states(commune[0])["doi-mau", "2026-10"]
    assert state.upper is not None
    assert state.evaluation is not None
    own, upper = state.evaluation.body["layers"]["self"]["points"], state.upper.body["layer"]["points"]
    lower = [criterion for criterion, points in upper.items() if points != own[criterion]]
    assert len(lower) > 2
    assert set(lower) <= state.upper.body["given"]["deduction_notes"].keys()


def test_meetings_fit(commune: tuple[str, DemoCommune]) -> None:
    """No meeting is odd, lies outside of the framework's days, or loses points without a note; few raise a question."""
    found = list(evaluated(TODAY))
    assert len(found) > len(CELLS) * 12
    assert [fault for each in found for fault in each.oddities] == []
    assert sorted(finding.id for each in found for finding in each.own.findings) == [
        "bien_ban_chua_thong_qua", "bien_ban_chua_thong_qua", "khong_bieu_duong_phe_binh",
    ]  # fmt: skip
    assert not any(each.outside_force for each in found)
    scores = [score for each in found for score in each.own.criteria]
    assert [score.criterion.id for score in scores if bool(score.lost) != bool(score.note)] == []
    assert commune[1].people


def test_what_a_record_asks_is_answered(commune: tuple[str, DemoCommune]) -> None:
    """A meeting that waits for its supervisor, one that is assessed and one that is decided have an answer in words."""
    found = {key: each.answers for key, each in states(commune[0]).items() if each.answers}
    assert found.keys() == {("hoa-mau", "2026-09"), ("truc-mau", "2026-10"), ("doi-mau", "2026-10")}
    assert all(each.words and each.answer is Reply.KEEP for own in found.values() for each in own)


def test_ratings_rise_and_fall(commune: tuple[str, DemoCommune]) -> None:
    """One cell is often below what is good, one rises and one falls."""
    decided = {key: each.decision.body["rating"] for key, each in states(commune[0]).items() if each.decision}
    of = {cell.id: [rating for (name, _), rating in sorted(decided.items()) if name == cell.id] for cell in CELLS}
    assert sum(rating in {"trung_binh", "kem"} for rating in of["suoi-mau"]) > 4
    half = {cell: (own[:6].count("tot"), own[6:].count("tot")) for cell, own in of.items()}
    assert half["truc-mau"][0] < half["truc-mau"][1]
    assert half["doi-mau"][0] > half["doi-mau"][1]


def test_the_open_draft_is_half_filled(commune: tuple[str, DemoCommune]) -> None:
    """The first draft has 13 of 27 criteria, as texts by the ids of columns; that of the returned month has all."""
    current, last = commune[1].open_drafts
    acts = DemoActs(None, OFFICE.scorers, OFFICE.catalog.get(FRAMEWORK), TODAY)  # type: ignore[arg-type] # nothing is kept
    for draft, count in ((current, 13), (last, 27)):
        known = {"cell_id": draft.cell, "cell_name": draft.cell, "period": draft.period}
        scores = list(acts.evaluate({**draft.texts, **known}).own.criteria)
        assert sum(score.status == "scored" for score in scores) == count
        assert sum(score.status != "not_applicable" for score in scores) == 27
    assert (current.period, last.period) == ("2026-11", "2026-10")


def test_everybody_has_a_mandate_and_no_name(commune: tuple[str, DemoCommune]) -> None:
    """Those with a log-in hold the mandates that they are said to hold, and there is one of every role."""
    with open_ledger(commune[0]) as ledger:
        authority = authority_of(ledger)
    people = commune[1].people
    held = {name: authority.mandates[name] for person in people for name in person.mandates}
    assert all(held[name].actor == person.actor for person in people for name in person.mandates)
    assert {mandate.role for mandate in held.values()} == set(Role)
    assert len({person.login for person in people}) == len(people)
    secretaries = [each for each in authority.mandates.values() if each.role is Role.SECRETARY]
    assert {each.node for each in secretaries} == {cell.id for cell in CELLS}
    assert sum(each.node == "truc-mau" for each in secretaries) == 2
    assert "đặt ra" in authority.tree(TODAY).nodes[COMMITTEE].title == COMMITTEE_TITLE


def test_the_same_day_gives_the_same_entries(tmp_path: Path) -> None:
    """Nothing comes from chance or from the clock."""
    heads = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        name, _ = laid_out(folder, EARLY)
        with open_ledger(name) as ledger:
            head = ledger.head()
        heads.append(head and head.hash)
    assert heads[0] == heads[1] != None  # noqa: E711 - compared in one


def test_it_replays_equal(tmp_path: Path) -> None:
    """What each evaluation knew of earlier months is what the ledger itself tells of them."""
    name, _ = laid_out(tmp_path, EARLY)
    assert replays_equal(name) > len(CELLS)


def replays_equal(name: str) -> int:
    """Return how many evaluations of a ledger come out equal, and that all do."""
    found = replay(OFFICE, ReplayRequest(ledger=name, selection=Selection(), processes=1))
    assert isinstance(found, Replayed)
    assert found.counts.keys() == {"equal"}
    return found.counts["equal"]


def test_a_ledger_that_is_in_use_is_refused(tmp_path: Path) -> None:
    """A made-up commune never gets beside what somebody recorded, and nothing of it is kept."""
    name, _ = laid_out(tmp_path, EARLY)
    with open_ledger(name) as ledger:
        size = ledger.size()
    with open_ledger(name) as ledger, pytest.raises(FaultyInput):
        lay_out_commune(OFFICE, ledger, EARLY)
    with open_ledger(name) as ledger:
        assert ledger.size() == size


def test_before_the_framework_there_are_no_meetings(tmp_path: Path) -> None:
    """A day before the framework came into force gives the commune alone."""
    name, found = laid_out(tmp_path, dt.date(2025, 10, 20))
    with open_ledger(name) as ledger:
        assert {entry.kind for entry in ledger.entries()} == {EntryKind.ORGANISATION, EntryKind.MANDATE}
    assert found.open_drafts == ()


@pytest.mark.nightly
def test_the_whole_replays_equal(commune: tuple[str, DemoCommune]) -> None:
    """All fourteen months replay equal."""
    assert replays_equal(commune[0]) > len(CELLS) * 12


@pytest.mark.nightly
@pytest.mark.parametrize("today", [dt.date(2025, 11, 1) + dt.timedelta(days=61 * each) for each in range(12)], ids=str)
def test_any_day_can_be_given(today: dt.date, tmp_path: Path) -> None:
    """Whatever the day is, all that is done may be done, and the ledger is sound."""
    name, _ = laid_out(tmp_path, today)
    assert ledgers.check(OFFICE, name, None).faults == ()
    assert not [fault for each in evaluated(today) for fault in each.oddities]
