"""Projections: what pages read of the ledger in short is what the ledger says, whenever and by whomever it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.cli import run
from chamdiem.engine.ledger.opening import create_ledger, open_ledger
from chamdiem.engine.ledger.stages import stage_of
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.ledger.store import row_of as stored
from chamdiem.engine.lists.follow_ups import discrepancy_list, near_list
from chamdiem.engine.lists.meetings import CellMeeting, month_of
from chamdiem.engine.paper.settings import PaperSettings
from commune_months import commune_entries, commune_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.web.house import House
    from chamdiem.web.models import MeetingNow

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def commune() -> Iterator[House]:
    """Give a house whose ledger is that of the made-up commune, with nothing projected of it."""
    from chamdiem.web.models import MeetingNow, Projected  # noqa: PLC0415 - the web needs an installation
    from kept_months import HouseOf  # noqa: PLC0415 - as above

    MeetingNow.objects.all().delete()
    Projected.objects.all().delete()
    with open_ledger(commune_ledger()) as ledger:
        yield HouseOf(ledger)


def rows() -> dict[str, MeetingNow]:
    """Return all rows by their keys."""
    from chamdiem.web.models import MeetingNow  # noqa: PLC0415 - as above

    return {row.key: row for row in MeetingNow.objects.all()}


def made_anew(house: House, key: str) -> Evaluation:
    """Return the evaluation of a meeting, scored again from its record, with all that was said of it later."""
    from chamdiem.engine.ledger.bodies import record_of  # noqa: PLC0415 - as above
    from chamdiem.engine.ledger.contents import UpperAssessment  # noqa: PLC0415 - as above
    from chamdiem.engine.ledger.decisions import decision_on  # noqa: PLC0415 - as above
    from chamdiem.web.kept import KeptMeeting  # noqa: PLC0415 - as above

    state = meeting_state(house.ledger, key)
    assert state is not None
    assert state.record is not None
    loaded = KeptMeeting(house, key, state).framework
    content = state.upper.content if state.upper else None
    given = content.given if isinstance(content, UpperAssessment) else None
    record = record_of(state.record, house.today, loaded.framework.shape, given)
    evaluation = house.office.informed(house.ledger, left_out=key, reading=True).scorers.evaluate(record, loaded)
    if state.decision is None:
        return evaluation
    bare = record_of(state.record, house.today, loaded.framework.shape)
    own = house.office.informed(house.ledger, left_out=key, reading=True).scorers.evaluate(bare, loaded)
    decided = decision_on(house.ledger, own)
    return evaluation.decided(decided) if decided else evaluation


def test_a_row_says_what_lists_say_of_the_meeting_scored_again(commune: House) -> None:
    """Ratings, totals, what was lost, what differs and what is near a border are those of the lists of the month."""
    from chamdiem.web.projections import projected  # noqa: PLC0415 - as above

    projected(commune)
    found = rows()
    assert len(found) > 150
    evaluations: dict[str, list[Evaluation]] = {}
    for row in found.values():
        state = meeting_state(commune.ledger, row.key)
        assert state is not None
        assert (row.stage, row.sequence) == (stage_of(state).stage.value, state.last.sequence)
        if state.evaluation is None:
            assert (row.rated, row.own_least, row.own_lost) == ("", None, None)
            continue
        evaluation = made_anew(commune, row.key)
        evaluations.setdefault(f"{row.period}/{row.kind}", []).append(evaluation)
        check(row, evaluation)
    assert any(row.is_otherwise for row in found.values())
    for name, own in evaluations.items():
        month, (period, kind) = month_of(own, None), name.split("/")
        here = [row for row in found.values() if (row.period, row.kind) == (period, kind)]
        near = near_list(month, 200, PaperSettings())
        assert len({row[1] for row in near.rows}) == sum(
            row.border is not None and abs(row.border) <= 200 for row in here
        )
        differing = discrepancy_list(month, PaperSettings())
        assert len(differing.rows) == sum(row.differing or 0 for row in here)


def check(row: MeetingNow, evaluation: Evaluation) -> None:
    """Compare a row with an evaluation."""
    meeting, ratings = CellMeeting(evaluation, row.cell, 0), evaluation.framework.framework.ratings
    rated = meeting.rated
    assert (row.rated, row.rated_place) == ((rated[1].id, ratings.index(rated[1])) if rated else ("", None))
    assert row.total == meeting.scored[1].total.award
    for name in ("self", "upper"):
        layer = evaluation.layers.get(name)
        prefix = "own" if name == "self" else "upper"
        told = tuple(getattr(row, f"{prefix}_{end}") for end in ("least", "most", "total", "lost"))
        if layer is None or layer.scoring is None:
            assert told == (None, None, None, None)
            continue
        points = layer.scoring.total
        lost = {each.criterion.id: each.lost for each in layer.scoring.criteria if each.lost}
        assert told == (points.least, points.most, points.award, lost)
    assert row.missing == len(evaluation.own.to_score)
    assert row.findings == len(evaluation.own.findings)
    values = evaluation.record.values
    assert (row.present, row.members) == (values.get("present"), values.get("members_total"))


def test_what_is_followed_entry_by_entry_is_what_is_made_at_once(tmp_path: Path) -> None:
    """Whenever pages read, and however the ledger goes on, the rows are those of the whole ledger read anew."""
    from chamdiem.web.projections import differences, projected  # noqa: PLC0415 - as above
    from kept_months import HouseOf  # noqa: PLC0415 - as above

    entries = commune_entries()
    with create_ledger(str(tmp_path / "so.ledger")) as ledger:
        house, at = HouseOf(ledger), 0
        for size in (1, 40, 41, 120, 300, 301, len(entries) - 1, len(entries)):
            _take(ledger, entries[at:size])
            at = size
            assert projected(house) == size
        assert list(differences(house)) == []


def _take(ledger: Ledger, entries: object) -> None:
    with ledger.atomic():
        for entry in entries:  # type: ignore[attr-defined] # entries
            ledger.restore(stored(entry))


def test_another_ledger_is_read_from_its_beginning(commune: House, tmp_path: Path) -> None:
    """After a restore, or where another ledger lies in the place of the one that was followed, nothing stays of it."""
    from chamdiem.web.projections import differences, projected  # noqa: PLC0415 - as above
    from kept_months import HouseOf  # noqa: PLC0415 - as above

    projected(commune)
    with create_ledger(str(tmp_path / "so.ledger")) as shorter:
        _take(shorter, commune_entries()[:200])
        house = HouseOf(shorter)
        assert projected(house) == 200
        assert list(differences(house)) == []
    assert projected(commune) == len(commune_entries())
    assert list(differences(commune)) == []


def test_a_row_that_somebody_changed_is_named(commune: House) -> None:
    """What differs from the ledger is told by its key: changed, taken away, or of no meeting at all."""
    from chamdiem.web.models import MeetingNow  # noqa: PLC0415 - as above
    from chamdiem.web.projections import differences, projected, rebuild  # noqa: PLC0415 - as above

    projected(commune)
    changed, gone, *_ = sorted(row.key for row in rows().values() if row.own_total is not None)
    MeetingNow.objects.filter(key=changed).update(own_total=1)
    MeetingNow.objects.filter(key=gone).delete()
    MeetingNow.objects.create(key="regular/2026-01/khong-co", period="2026-01", stage="decided", sequence=1)
    assert set(differences(commune)) == {changed, gone, "regular/2026-01/khong-co"}
    assert rebuild(commune) == len(rows())
    assert list(differences(commune)) == []


def test_commands_name_what_is_wrong_and_make_it_anew(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A row of no meeting is told by its key, with how to make the tables anew; after that there is nothing to tell."""
    from chamdiem.commands import serving  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.models import MeetingNow  # noqa: PLC0415 - as above
    from chamdiem.web.projections import projected  # noqa: PLC0415 - as above

    # Django is set up for the installation of the tests already, and can be once only
    monkeypatch.setattr(serving, "_set_up", lambda _data: None)

    def told(word: str) -> tuple[int, str]:
        return run(["projections", word]), "".join(capsys.readouterr())

    projected(house())
    count = MeetingNow.objects.count()
    MeetingNow.objects.create(key="regular/2026-01/khong-co", period="2026-01", stage="decided", sequence=1)
    status, words = told("check")
    assert status == 1
    assert "regular/2026-01/khong-co\n" in words
    assert "projections rebuild" in words
    assert told("rebuild") == (0, f"Đã lập lại bảng rút gọn của {count} kỳ họp.\n")
    assert told("check") == (0, "Bảng rút gọn mà trang web hiện đúng như sổ.\n")


def test_nothing_new_costs_one_question(commune: House) -> None:
    """A page that reads when nothing was recorded since asks the tables once, and reads no entry."""
    from django.db import connection  # noqa: PLC0415 - as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    from chamdiem.web.projections import projected  # noqa: PLC0415 - as above

    projected(commune)
    with CaptureQueriesContext(connection) as asked:
        projected(commune)
    assert len(asked) == 1


def test_those_who_read_at_once_leave_one_projection(commune: House) -> None:
    """Threads that find something new at the same moment make it one after the other."""
    from chamdiem.web.projections import differences, projected  # noqa: PLC0415 - as above
    from drafting import at_once  # noqa: PLC0415 - as above
    from kept_months import HouseOf  # noqa: PLC0415 - as above

    def read(_number: int) -> int:
        with open_ledger(commune_ledger()) as ledger:
            return projected(HouseOf(ledger))

    assert len(set(at_once(read, 4))) == 1
    assert list(differences(commune)) == []
