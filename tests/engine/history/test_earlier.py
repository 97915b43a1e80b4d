"""What a ledger proves of a record's facts: bounds by its months, compared with what was typed, kept and replayed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.explanation.explanation import explain
from chamdiem.engine.ledger.authorities import Act, authority_of
from chamdiem.engine.ledger.contents import KeptResult, MeetingRef
from chamdiem.engine.mandates.roles import Role
from chamdiem.engine.office import ledgers, replays
from chamdiem.engine.office.checking import evaluate_file
from chamdiem.engine.office.ledgers import Amendment
from chamdiem.engine.office.periods import note_not_held
from chamdiem.engine.office.replays import ReplayRequest, replay, stale
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.replay import rescoring_in_bulk
from chamdiem.engine.replay.impact_report import Imagined
from chamdiem.engine.replay.selection import Selection
from chamdiem.engine.replay.verdict_report import Replayed
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput
from commune import STAFF, STAFFED, post, staffed
from one_year import OFFICE, RUN, record

if TYPE_CHECKING:
    from pathlib import Path

    from chamdiem.engine.scoring.earlier import EarlierFact
    from chamdiem.engine.scoring.evaluation import CriterionScore, Evaluation

ACT = Act(STAFF, "Báo cáo muộn")


@pytest.fixture
def so(name: str) -> str:
    """Return a new ledger, in each store."""
    ledgers.make(OFFICE, name)
    return name


def staff(so: str) -> str:
    """Return a ledger whose commune has its staff."""
    with OFFICE.ledger(so) as opened:
        staffed(opened, OFFICE.clock.stamp())
    return so


def add(so: str, *files: Path) -> list[int]:
    """Record some meetings and return the numbers of their evaluations."""
    with OFFICE.ledger(so) as opened:
        by = STAFF if authority_of(opened).mandates else None
    return [
        view.entry.sequence for view in ledgers.add(OFFICE, ledgers.RecordsAdded(ledger=so, records=files, mandate=by))
    ]


def score(so: str, file: Path) -> Evaluation:
    """Score a record by what the ledger knows; nothing is kept."""
    with OFFICE.knowing(so) as knowing:
        return evaluate_file(knowing, file)


def fact(evaluation: Evaluation, name: str = RUN) -> EarlierFact:
    """Return what earlier records say of a fact."""
    assert evaluation.earlier is not None
    return evaluation.earlier.facts[name]


def criterion(evaluation: Evaluation, name: str) -> CriterionScore:
    """Return the score of a criterion."""
    return next(each for each in evaluation.own.criteria if each.criterion.id == name)


def is_whole(so: str) -> bool:
    """Tell whether every evaluation replays equal and the whole ledger is sound."""
    found = replay(OFFICE, ReplayRequest(ledger=so, selection=Selection(), processes=1))
    assert isinstance(found, Replayed)
    assert {verdict.result for verdict in found.verdicts} <= {"equal"}
    return found.whole and not ledgers.check(OFFICE, so, None).faults


def test_a_run_is_bounded_by_the_months_of_the_ledger(so: str, tmp_path: Path) -> None:
    """Months that are not reported join a run at the most and break it at the least; entries are named."""
    add(so, *(record(tmp_path, month, 1) for month in (1, 2, 4)))
    found = fact(score(so, record(tmp_path, 5, 1)))
    assert (found.least, found.most, found.unknown) == (1, 5, ("2026-03",))
    assert [entry.number for entry in found.entries] == [2, 4, 6]


def test_a_fact_whose_ends_agree_is_given(so: str, tmp_path: Path) -> None:
    """Where nobody was excused the run is 0 for certain: the criterion is scored, though nobody typed a number."""
    add(so, record(tmp_path, 1, 0))
    evaluation = score(so, record(tmp_path, 2, 0))
    assert fact(evaluation).is_certain
    assert criterion(evaluation, "2.2").points.award == 100
    assert [(known.name, known.by) for known in evaluation.known_by if known.name == RUN] == [(RUN, "earlier")]


def test_a_fact_is_scored_when_both_ends_agree_and_asked_else(so: str, tmp_path: Path) -> None:
    """One to two months are no more than three: the points stand. One to five may be more: the number is asked for."""
    add(so, *(record(tmp_path, month, excused) for month, excused in ((1, 1), (2, 1), (3, 0), (4, 1))))
    evaluation = score(so, record(tmp_path, 5, 1))
    stands = criterion(evaluation, "2.2")
    assert (stands.points.award, [key.subject for key in stands.idle]) == (100, [RUN])
    (told,) = (item.reason for item in explain(evaluation, "vi").criteria if item.id == "2.2")
    assert "từ 1 đến 2 kỳ" in told
    assert "03/2026 mục 6" in told
    later = criterion(score(so, record(tmp_path, 8, 1)), "2.2")
    assert (later.points.award, [key.subject for key in later.missing]) == (None, [RUN])


@pytest.mark.parametrize(("typed", "code"), [(7, "history.outside"), (0, "history.outside")])
def test_a_number_that_the_ledger_rules_out_is_a_fault(so: str, tmp_path: Path, typed: int, code: str) -> None:
    """What is typed outside the bounds is refused, naming the months with their entries, in both languages."""
    add(so, record(tmp_path, 1, 1), record(tmp_path, 2, 1))
    with pytest.raises(FaultyInput) as error:
        score(so, record(tmp_path, 4, 1, **{RUN: typed}))
    (fault,) = error.value.faults
    assert fault.code == code
    assert fault.place is not None
    for lang in ("vi", "en"):
        assert "01/2026 (#2), 02/2026 (#4), 03/2026 (?), 04/2026 (=)" in say_fault(lang, fault)


def test_a_number_within_the_bounds_is_used_and_marked(so: str, tmp_path: Path) -> None:
    """What the ledger leaves open may be typed: it is scored by, and said to be the cell's own word."""
    add(so, record(tmp_path, 1, 1))
    evaluation = score(so, record(tmp_path, 5, 1, **{RUN: 4}))
    assert criterion(evaluation, "2.2").points.award == 0
    (told,) = (text for text in explain(evaluation, "vi").earlier if "liên tiếp" in text)
    assert "4 kỳ, do chi bộ khai (theo sổ thì từ 1 đến 5 kỳ" in told


def test_without_a_ledger_a_number_is_the_cells_own_word(tmp_path: Path) -> None:
    """A fact that earlier records would decide is marked where nobody asked them."""
    evaluation = evaluate_file(OFFICE, record(tmp_path, 5, 1, **{RUN: 2}))
    assert evaluation.earlier is None
    assert [text for text in explain(evaluation, "vi").earlier if text.endswith("2 kỳ, do chi bộ khai")]


def test_a_thematic_meeting_of_another_day_is_found_and_its_lack_proves_nothing(so: str, tmp_path: Path) -> None:
    """A thematic meeting in the ledger is one of its month and quarter; a month that has none there may have had one."""
    add(so, record(tmp_path, 2, 0, meeting_kind="thematic"), record(tmp_path, 4, 0))
    february = score(so, record(tmp_path, 2, 0))
    assert fact(february, "thematic_this_month").least == 1
    may = score(so, record(tmp_path, 5, 0))
    assert (fact(may, "thematic_this_quarter").least, fact(may, "thematic_this_quarter").most) == (0, 1)
    with pytest.raises(FaultyInput) as error:
        score(so, record(tmp_path, 3, 0, thematic_this_quarter="no"))
    assert [fault.code for fault in error.value.faults] == ["history.other_answer"]


def test_a_month_that_was_not_held_is_skipped_and_closes_its_kinds(so: str, tmp_path: Path) -> None:
    """Runs go on over a month in which nobody met; that no thematic meeting was held is then known for certain."""
    add(so, record(tmp_path, 4, 1))
    for month, kind in (("2026-05", "regular"), ("2026-04", "thematic"), ("2026-05", "thematic")):
        note_not_held(OFFICE, staff(so), MeetingRef(cell="VD-01", period=month, date=None, kind=kind), ACT)
    june = score(so, record(tmp_path, 6, 1))
    assert fact(june).unknown == ("2026-01", "2026-02", "2026-03")
    assert (fact(june).least, fact(june).most) == (1, 5)
    quarter = fact(june, "thematic_this_quarter")
    assert (quarter.least, quarter.most, quarter.unknown) == (0, 1, ("2026-06",))
    add(so, record(tmp_path, 6, 1))
    assert is_whole(so)


def test_a_cell_is_one_in_any_spelling(so: str, tmp_path: Path) -> None:
    """Months that were recorded under another spelling of the cell are its months."""
    add(so, record(tmp_path, 1, 1, cell_id="vd-01"))
    assert fact(score(so, record(tmp_path, 2, 1))).unknown == ()


def test_months_that_come_together_are_scored_in_their_order(so: str, tmp_path: Path) -> None:
    """Whatever the order of files, what is recorded of a month is known to the next one of the cell."""
    files = [record(tmp_path, month, 1) for month in (3, 1, 2)]
    add(so, *files)
    with OFFICE.ledger(so) as opened:
        kept = [entry.content for entry in opened.entries() if isinstance(entry.content, KeptResult)]
    assert [(each.meeting.period, each.history and each.history.facts[RUN]) for each in kept] == [
        ("2026-01", (1, 1)),
        ("2026-02", (1, 2)),
        ("2026-03", (1, 3)),
    ]
    assert is_whole(so)


def test_the_same_record_again_is_the_same_entry(so: str, tmp_path: Path) -> None:
    """What is recorded already is not recorded twice, and the months after a meeting say nothing of it."""
    file = record(tmp_path, 1, 1)
    assert add(so, file, record(tmp_path, 2, 1)) == [3, 5]
    assert add(so, file) == [3]


def test_a_late_report_marks_and_rewrites_nothing(so: str, tmp_path: Path) -> None:
    """A month that is reported late leaves behind what was scored without it; corrected, it is no longer listed."""
    april = record(tmp_path, 4, 1)
    add(so, *(record(tmp_path, month, 1) for month in (1, 2)), april)
    assert stale(OFFICE, so).evaluations == ()
    (late,) = add(so, record(tmp_path, 3, 0))
    (left,) = stale(OFFICE, so).evaluations
    assert (left.number, left.corrected, left.later) == (7, (), (late - 1,))
    assert [(each.name, each.then, each.now) for each in left.changed] == [(RUN, (1, 4), (1, 2))]
    assert left.again.result == "tighter"
    assert is_whole(so)
    ledgers.correct(OFFICE, Amendment(ledger=staff(so), entry=7, record=april), ACT)
    assert stale(OFFICE, so).evaluations == ()
    assert is_whole(so)


def test_a_correction_marks_what_was_made_of_it(so: str, tmp_path: Path) -> None:
    """An evaluation that used what is no longer in force is listed with it, also if nothing else would come out."""
    add(so, record(tmp_path, 1, 1), record(tmp_path, 2, 1))
    ledgers.correct(OFFICE, Amendment(ledger=staff(so), entry=3), ACT)
    (left,) = stale(OFFICE, so).evaluations
    assert (left.number, left.corrected) == (5, (2,))
    assert left.again.result == "equal"
    assert stale(OFFICE, so, "khác").evaluations == ()
    assert is_whole(so)


def test_a_meeting_of_the_wrong_month_is_no_earlier_one_of_its_correction(so: str, tmp_path: Path) -> None:
    """The record that is taken back does not count for the one that takes its place, then and when it is replayed."""
    add(so, record(tmp_path, 1, 1))
    ledgers.correct(OFFICE, Amendment(ledger=staff(so), entry=3, record=record(tmp_path, 2, 1)), ACT)
    with OFFICE.ledger(so) as opened:
        kept = next(entry.content for entry in opened.entries(STAFFED + 5, STAFFED + 5))
    assert isinstance(kept, KeptResult)
    assert kept.history is not None
    assert (kept.history.facts[RUN], kept.history.entries) == ((1, 2), ())
    assert is_whole(so)


def test_a_result_that_names_other_entries_is_another_one(so: str, tmp_path: Path) -> None:
    """Who says that an evaluation followed from other months than it did is found out by replaying."""
    from chamdiem.engine.ledger.comparing import compare_results  # noqa: PLC0415 - asked for here only

    add(so, record(tmp_path, 1, 1), record(tmp_path, 2, 1))
    with OFFICE.ledger(so) as opened:
        kept = next(entry.content for entry in opened.entries(5, 5))
    assert isinstance(kept, KeptResult)
    assert kept.history is not None
    other = replace(kept, history=replace(kept.history, entries=()))
    assert compare_results(kept, other).sameness == "equal"
    assert compare_results(kept, other, history=True).sameness == "different"


def test_an_assessment_after_an_earlier_month_was_corrected_replays(so: str, tmp_path: Path) -> None:
    """What is said of a meeting later knows the months as they are by then, and replays by them."""
    whole, own = record(tmp_path, 2, 1), tmp_path / "own.yaml"
    text = whole.read_text("utf-8")
    own.write_text(text[: text.index("  upper:")] + text[text.index("  decided:") :], "utf-8")
    _, number = add(so, record(tmp_path, 1, 1), own)
    ledgers.correct(OFFICE, Amendment(ledger=staff(so), entry=3, record=record(tmp_path, 1, 0)), ACT)
    with OFFICE.ledger(so) as opened:
        post(opened, OFFICE.clock.stamp(), "phu-trach", Role.SUPERVISOR, "VD-01")
    ledgers.assess(OFFICE, Amendment(ledger=so, entry=number, record=whole), Act("phu-trach"))
    assert is_whole(so)


def what_if(so: str, as_if: str) -> Imagined:
    """Score a ledger as if by another framework."""
    found = replay(OFFICE, ReplayRequest(ledger=so, selection=Selection(), as_if=as_if, processes=1))
    assert isinstance(found, Imagined)
    return found


@pytest.mark.parametrize("at_once", [False, True])
def test_what_if_by_the_same_framework_moves_nothing(
    so: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, at_once: bool
) -> None:
    """What earlier months decided when a meeting was recorded decides then, too: what moves is the framework's doing."""
    if at_once:
        monkeypatch.setattr(replays, "MANY", 1)
        monkeypatch.setattr(rescoring_in_bulk, "FEW", 1)
    add(so, *(record(tmp_path, month, excused) for month, excused in ((1, 0), (2, 0), (4, 1), (8, 1))))
    add(so, record(tmp_path, 3, 1))  # what is known now of the months after it nobody knew when they were recorded
    found = what_if(so, "an-phu/2025")
    assert (found.impact.meetings, found.impact.moved, found.impact.criteria, found.impact.cannot) == (5, [], [], [])
    assert (found.twice is not None) == at_once
    if found.twice is not None:
        assert (found.twice.meetings, found.twice.differing) == (5, 0)


def test_what_if_by_a_draft_follows_earlier_months_as_the_draft_does(
    so: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A draft that takes something else from earlier months has them followed its own way, also of many at once."""
    text = Catalog().get("an-phu/2025").document.text
    draft = tmp_path / "du-thao.yaml"
    draft.write_text(text.replace("over: year_to_date", "over: quarter", 1), "utf-8")
    add(so, *(record(tmp_path, month, 1) for month in range(1, 6)))
    alone = what_if(so, str(draft))
    assert alone.impact.criteria[0].criterion == "2.2"
    monkeypatch.setattr(replays, "MANY", 1)
    monkeypatch.setattr(rescoring_in_bulk, "FEW", 1)
    assert what_if(so, str(draft)).impact == alone.impact
