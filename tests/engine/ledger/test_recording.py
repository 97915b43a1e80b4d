"""What people do about a meeting: recorded once, decided, corrected and overridden, and how it stands after that."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger.acting import Award, correct, decide, framework_for, override
from chamdiem.engine.ledger.authorities import Act, authority_of
from chamdiem.engine.ledger.bodies import evaluation_body, framework_of, record_of
from chamdiem.engine.ledger.contents import MandateEntry
from chamdiem.engine.ledger.derivations import read_derivation
from chamdiem.engine.ledger.entries import EntryKind, EntryStamp, meeting_key
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.ledger.states import MeetingState, known_size, meeting_state
from chamdiem.engine.office.checking import evaluate_file
from chamdiem.engine.office.office import Office
from chamdiem.engine.reading.catalog import framework_from_text
from chamdiem.engine.reading.items import Rejected, Unfilled
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import Fault, FaultyInput, Place
from commune import ACT, STAFF, STAFFED, staffed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.rules.compile.program import Key

    Evaluated = Callable[[str], Evaluation]

LATER = EntryStamp("0.2.0", "2026-02-28T08:30:00Z")


def score(ledger: Ledger, evaluation: Evaluation, stamp: EntryStamp) -> Entry:
    """Record one evaluation."""
    mandate = STAFF if authority_of(ledger).mandates else None
    (entry,) = record_scores(ledger, [evaluation], stamp, mandate)
    return entry


def state(ledger: Ledger, entry: Entry, time: str | None = None) -> MeetingState:
    """Return how the meeting of an entry stands."""
    size = None if time is None else known_size(ledger.entries(), time)
    found = meeting_state(ledger, meeting_key(entry.body) or "", size)
    assert found is not None
    return found


def numbers(found: MeetingState) -> list[int]:
    """Return the numbers of what is in force."""
    return [entry.sequence for entry in found.in_force]


def refused(error: pytest.ExceptionInfo[FaultyInput]) -> list[str]:
    """Return the codes of an error's faults, each of which has its sentence in both languages."""
    assert all(say_fault("vi", fault) and say_fault("en", fault) for fault in error.value.faults)
    return [fault.code for fault in error.value.faults]


def changed(evaluation: Evaluation, tmp_path: Path, *changes: tuple[str, str]) -> Evaluation:
    """Return the evaluation of a record in which some words are others."""
    text = evaluation.record.document.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / "khac.yaml"
    file.write_text(text, encoding="utf-8")
    return evaluate_file(Office(), file)


OTHER = (("present: 21", "present: 20"), ("absent_excused: 1", "absent_excused: 2"))

# --- scoring ---


def test_scoring_is_three_entries(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """A meeting that is scored is a framework, a record and an evaluation; the next one shares the framework."""
    score(book, evaluated("01"), stamp)
    score(book, evaluated("03"), stamp)
    kinds = [entry.kind for entry in book.entries()]
    assert kinds == [
        EntryKind.FRAMEWORK,
        EntryKind.RECORD,
        EntryKind.EVALUATION,
        EntryKind.RECORD,
        EntryKind.EVALUATION,
    ]
    assert [fault for fault in check_ledger(book, Checker()) if fault] == []


def test_scoring_twice_is_one_entry(book: Ledger, evaluated: Evaluated, stamp: EntryStamp, tmp_path: Path) -> None:
    """The same record again, by a later version and with other comments and layout, adds nothing."""
    first = score(book, evaluated("01"), stamp)
    again = changed(
        evaluated("01"), tmp_path, ("# Chi bộ\n", "# nhận xét khác\n\n"), ("present: 21", "present:   '21'")
    )
    assert score(book, again, LATER) == first
    assert book.size() == 3


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "06", "07", "08", "11"])
def test_replayed_from_the_ledger_alone(
    number: str, book: Ledger, evaluated: Evaluated, stamp: EntryStamp, tomorrow: dt.date
) -> None:
    """Framework and record are read from the ledger's own text, and give the evaluation that was kept."""
    entry = score(book, evaluated(number), stamp)
    framework = framework_for(book, entry)
    assert framework.hash == evaluated(number).framework.hash
    record = book.by_hash(entry.body["record"])
    again = Scorer(framework).evaluate(record_of(record, tomorrow))
    assert evaluation_body(again, record) == entry.body


def test_order_of_answers_does_not_matter(
    book: Ledger, evaluated: Evaluated, stamp: EntryStamp, tmp_path: Path
) -> None:
    """A record whose answers stand in another order is the same record, and has the same evaluation."""
    first = score(book, evaluated("01"), stamp)
    lines = ('      "8.1": 2\n', '      "8.2": 2\n')
    again = changed(evaluated("01"), tmp_path, ("".join(lines), "".join(reversed(lines))))
    assert score(book, again, stamp) == first


def test_names_of_persons_are_not_kept(book: Ledger, evaluated: Evaluated, stamp: EntryStamp, tmp_path: Path) -> None:
    """Chair and clerk are named in the record's file only; all else of the record is kept as it was written."""
    named = changed(evaluated("01"), tmp_path, ("place: Nhà", "chair: TÊN-A\nclerk: TÊN-B\nplace: Nhà"))
    entry = score(book, named, stamp)
    assert all(b"T\xc3\x8aN-" not in row.content for row in book.rows())
    kept = book.by_hash(entry.body["record"]).body["data"]
    assert kept["present"] == "21"
    assert kept.keys() >= {"limitations", "evidence", "assessments", "place"}


def test_blank_stays_blank(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """What is missing in a record is missing in the ledger: neither zero nor no."""
    entry = score(book, evaluated("06"), stamp)
    own = entry.body["layers"]["self"]
    assert own["total"] is None
    assert own["rating"] is None
    assert None in own["points"].values()
    assert "missing" in own["not_scored"].values()
    assert None not in book.by_hash(entry.body["record"]).body["data"].values()


def test_derivation_is_kept(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """Every fact is kept with what concluded it from which others, each of which stands before it."""
    entry = score(book, evaluated("01"), stamp)
    steps = read_derivation(entry.body["layers"]["self"]["derivation"]) or []
    concluded = evaluated("01").own.conclusions
    assert {step.fact: step.value for step in steps} == {key: value.value for key, value in concluded.items()}
    seen: set[Key] = set()
    for step in steps:
        assert step.uses == concluded[step.fact].uses
        assert (step.by is None) == (concluded[step.fact].by is None)
        assert seen.issuperset(step.uses)
        seen.add(step.fact)


def test_points_are_decimal_texts(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """Points are texts such as 91.5: no reader of JSON makes a float of them."""
    upper = score(book, evaluated("01"), stamp).body["layers"]["upper"]
    assert (upper["total"], upper["maximum"], upper["points"]["3.1"]) == ("91.5", "95", "2.5")
    json.dumps(upper, allow_nan=False)


def test_framework_text_is_whole(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """A framework is kept as it was written, comments too."""
    score(book, evaluated("02"), stamp)
    kept = framework_of(book.get(1))
    assert kept.document.text == evaluated("02").framework.document.text


def test_another_record_of_the_same_meeting(
    book: Ledger, evaluated: Evaluated, stamp: EntryStamp, tmp_path: Path
) -> None:
    """A changed record of a meeting that is recorded is refused: it needs a correction with its reason."""
    score(book, evaluated("01"), stamp)
    with pytest.raises(FaultyInput) as error:
        score(book, changed(evaluated("01"), tmp_path, *OTHER), stamp)
    assert refused(error) == ["ledger.other_record"]
    assert book.size() == 3


def test_another_spelling_of_the_cell(book: Ledger, evaluated: Evaluated, stamp: EntryStamp, tmp_path: Path) -> None:
    """A cell that is spelled otherwise is the same cell: refused beside a record in force, in one block or two."""
    first, again = evaluated("01"), changed(evaluated("01"), tmp_path, ("VD-01", "vd\u20131"))
    with pytest.raises(FaultyInput) as error:
        record_scores(book, [first, again], stamp)
    assert refused(error) == ["ledger.other_spelling"]
    assert book.size() == 0
    score(book, first, stamp)
    with pytest.raises(FaultyInput) as error:
        score(book, again, stamp)
    assert refused(error) == ["ledger.other_spelling"]
    score(book, changed(first, tmp_path, ("VD-01", "VD-10")), stamp)
    correct(staffed(book, stamp), 3, None, ACT, stamp)
    score(book, again, stamp)


def by(evaluation: Evaluation, *changes: tuple[str, str]) -> Evaluation:
    """Return a record scored by its framework in which some words are others."""
    text = evaluation.framework.document.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return Scorer(framework_from_text(text, "khung.yaml")).evaluate(evaluation.record)


@pytest.mark.parametrize(
    ("changes", "code", "told"),
    [
        ((("framework: an-phu/2025", "framework: an-phu/2027"),), "ledger.other_framework", "theo khung khác ở mục 3"),
        ((("title: Phiếu đánh giá", "title: Phiếu chấm"),), "ledger.edited_framework", "vẫn ra đúng kết quả ấy"),
        ((("at_least: 90, points: 4", "at_least: 99, points: 4"), ("below: 90, points: 3", "below: 99, points: 3")),
         "ledger.edited_framework_result", "điểm tiêu chí 2.1 (points 2.1) trong sổ là 4, nay là 3"),
    ],
)  # fmt: skip
def test_another_framework_for_the_same_record(
    changes: tuple[tuple[str, str], ...], code: str, told: str, book: Ledger, evaluated: Evaluated
) -> None:
    """A recorded meeting is not scored by another content of its framework; nobody is told to undo what was decided."""
    score(book, evaluated("01"), LATER)
    with pytest.raises(FaultyInput) as error:
        score(book, by(evaluated("01"), *changes), LATER)
    assert refused(error) == [code]
    sentence = say_fault("vi", error.value.faults[0])
    assert told in sentence
    assert ("không cần" in sentence) == (code != "ledger.other_framework")
    assert book.size() == 3


def test_another_result_of_the_same_input(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """Where a later version comes to another result, the old one stays and its version is named."""
    score(book, evaluated("01"), stamp)
    other = replace(evaluated("01"), outside_force=True)
    with pytest.raises(FaultyInput) as error:
        score(book, other, LATER)
    assert refused(error) == ["ledger.other_result"]
    told = {"number": "3", "version": "0.1.0", "node": "in_force", "kept": "True", "now": "False"}
    assert error.value.faults[0].details == told
    assert "đính chính" not in say_fault("vi", error.value.faults[0])


def test_cell_whose_name_is_written_loosely(
    book: Ledger, evaluated: Evaluated, stamp: EntryStamp, tmp_path: Path
) -> None:
    """A name with blanks around, a decomposed letter or an older tone mark is kept as written; the ledger is whole."""
    lines = (("cell_id: VD-01\n", ""), ("cell_name: Chi bộ khu phố Hoa Mẫu", 'cell_name: "  Chi bộ khu phố Hoà  Mẫu "'))
    entry = score(book, changed(evaluated("01"), tmp_path, *lines), stamp)
    assert score(book, changed(evaluated("01"), tmp_path, *lines), LATER) == entry
    assert [fault for fault in check_ledger(book, Checker()) if fault] == []


def test_meeting_must_be_known(book: Ledger, evaluated: Evaluated, stamp: EntryStamp, tmp_path: Path) -> None:
    """A record that does not say which meeting it is of cannot be kept; each thing that it lacks is named."""
    lines = (("cell_id: VD-01\n", ""), ("cell_name: Chi bộ khu phố Hoa Mẫu\n", ""), ("period: 2025-11\n", ""))
    nobody = changed(evaluated("01"), tmp_path, *lines, ("date: 2025-11-05\n", ""), ("meeting_kind: regular\n", ""))
    with pytest.raises(FaultyInput) as error:
        score(book, nobody, stamp)
    assert [fault.details["part"] for fault in error.value.faults] == ["cell_id", "meeting_kind", "date"]
    assert set(refused(error)) == {"ledger.no_meeting"}


def test_all_records_or_none(book: Ledger, evaluated: Evaluated, stamp: EntryStamp, tmp_path: Path) -> None:
    """Where one of several records cannot be kept, none is, and every fault is told."""
    score(book, evaluated("03"), stamp)

    rejected = Rejected(faults=(Fault("file.missing"),), place=Place("khong-co.yaml"))
    unfilled = Unfilled(place=Place("bang.csv"), record=evaluated("01").record)
    other = changed(evaluated("03"), tmp_path, ("cell_name: ", "cell_name: Tên khác "))
    with pytest.raises(FaultyInput) as error:
        record_scores(book, [evaluated("01"), rejected, unfilled, other], stamp)
    assert sorted(refused(error)) == ["file.missing", "ledger.other_record"]
    assert book.size() == 3


# --- decisions and overrides ---


def test_decision(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """The committee's rating, by id or title, is kept with its role beside the computed score."""
    entry = score(book, evaluated("01"), stamp)
    decision = decide(staffed(book, stamp), 3, "Khá", ACT, LATER)
    assert (decision.body["rating"], decision.body["reason"]) == ("kha", ACT.reason)
    assert isinstance(book.by_hash(decision.body["mandate"]).content, MandateEntry)
    assert state(book, entry).decision == decision
    assert book.get(3) == entry


def test_deciding_again(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """The same decision again is the same entry; another one has to correct it first, and is in force then."""
    entry = score(book, evaluated("01"), stamp)
    decided = [decide(staffed(book, stamp), 3, "tot", ACT, stamp) for _ in range(2)]
    assert [decision.sequence for decision in decided] == [STAFFED + 4] * 2
    with pytest.raises(FaultyInput, match=r"submission\.decided"):
        decide(book, 3, "kha", ACT, stamp)
    correct(book, STAFFED + 4, None, ACT, stamp)
    assert decide(book, 3, "kha", ACT, stamp) == state(book, entry).decision


def test_override_stands_beside_the_score(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """Points put by an office are an entry of their own; the evaluation stays as it is; the last one holds."""
    entry = score(book, evaluated("01"), stamp)
    first = override(staffed(book, stamp), 3, Award("self", "4.2", "8,5"), ACT, stamp)
    second = override(staffed(book, stamp), 3, Award("self", "4.2", "8"), ACT, stamp)
    upper = override(staffed(book, stamp), 3, Award("upper", "4.2", "8.0"), ACT, stamp)
    assert override(staffed(book, stamp), 3, Award("upper", "4.2", "8"), ACT, stamp) == upper
    assert [first.body["points"], second.body["points"]] == ["8.5", "8"]
    assert state(book, entry).overrides == {("self", "4.2"): second, ("upper", "4.2"): upper}
    assert book.get(3).body["layers"]["self"]["points"]["4.2"] == "9"


@pytest.mark.parametrize(
    ("award", "code"),
    [
        (Award("self", "9.9", "1"), "usage.no_criterion"),
        (Award("cell_vote", "4.2", "1"), "usage.no_layer"),
        (Award("self", "4.2", "10,5"), "record.points_above"),
        (Award("self", "4.2", "0,3"), "record.points_off_step"),
        (Award("self", "4.2", "-1"), "scalar.points"),
        (Award("self", "4.2", "nhiều"), "scalar.points"),
    ],
)
def test_override_within_the_framework(
    award: Award, code: str, book: Ledger, evaluated: Evaluated, stamp: EntryStamp
) -> None:
    """Only points that the framework allows for one of its criteria, of a layer that was scored."""
    score(book, evaluated("01"), stamp)
    with pytest.raises(FaultyInput) as error:
        override(staffed(book, stamp), 3, award, ACT, stamp)
    assert refused(error) == [code]
    assert book.size() == STAFFED + 3


def test_no_override_without_points(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """A framework that gives no points has none to override."""
    entry = score(book, evaluated("11"), stamp)
    criterion = next(iter(entry.body["layers"]["self"]["points"]))
    with pytest.raises(FaultyInput) as error:
        override(staffed(book, stamp), 3, Award("self", criterion, "1"), ACT, stamp)
    assert refused(error) == ["ledger.no_points"]


@pytest.mark.parametrize("reason", ["", " \n", "a\x07b", "x" * 2001])
def test_reason_in_words(reason: str, book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """Why something is corrected must be said, in words that a screen can show."""
    score(book, evaluated("01"), stamp)
    with pytest.raises(FaultyInput) as error:
        correct(staffed(book, stamp), 3, None, Act(STAFF, reason), stamp)
    assert refused(error) == ["ledger.words"]


def test_words_are_composed(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """Words typed in decomposed Unicode, with line ends or stray blanks, are kept composed and on one line."""
    score(book, evaluated("01"), stamp)
    act = Act(STAFF, "  Đa\u0309ng\n u\u0309y ")
    assert decide(staffed(book, stamp), 3, "kha", act, stamp).body["reason"] == "Đảng ủy"


@pytest.mark.parametrize(
    ("number", "code"), [(1, "ledger.not_evaluation"), (2, "ledger.not_evaluation"), (99, "ledger.no_entry")]
)
def test_only_evaluations_are_decided_on(
    number: int, code: str, book: Ledger, evaluated: Evaluated, stamp: EntryStamp
) -> None:
    """A decision is about an evaluation; another entry, or none, is refused."""
    score(book, evaluated("01"), stamp)
    with pytest.raises(FaultyInput) as error:
        decide(staffed(book, stamp), number, "tot", ACT, stamp)
    assert refused(error) == [code]


def test_rating_of_the_framework(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """A decision gives a rating that the framework has."""
    score(book, evaluated("01"), stamp)
    with pytest.raises(FaultyInput) as error:
        decide(staffed(book, stamp), 3, "Xuất sắc", ACT, stamp)
    assert refused(error) == ["scalar.word"]


# --- corrections ---


def test_correction_supersedes_and_keeps(book: Ledger, evaluated: Evaluated, stamp: EntryStamp, tmp_path: Path) -> None:
    """A corrected record and its evaluation are in force, what was decided on the old one is not, and all stays."""
    old = score(book, evaluated("01"), stamp)
    decide(staffed(book, stamp), 3, "tot", ACT, stamp)
    override(staffed(book, stamp), 3, Award("self", "4.2", "8"), ACT, stamp)
    before = list(book.entries())
    correction = correct(staffed(book, stamp), 2, changed(evaluated("01"), tmp_path, *OTHER), ACT, LATER)
    now = state(book, old)
    assert (now.record, now.evaluation) == (book.get(STAFFED + 6), book.get(STAFFED + 7))
    assert (now.decision, now.overrides) == (None, {})
    assert now.superseded == {before[1].hash: correction}
    assert list(book.entries())[: len(before)] == before
    assert [fault for fault in check_ledger(book, Checker()) if fault] == []


def test_correction_back_and_forth(book: Ledger, evaluated: Evaluated, stamp: EntryStamp, tmp_path: Path) -> None:
    """A record that was replaced can come back by a further correction; its entry is there already."""
    old = score(book, evaluated("01"), stamp)
    other = changed(evaluated("01"), tmp_path, *OTHER)
    correct(staffed(book, stamp), 2, other, ACT, stamp)
    correct(staffed(book, stamp), STAFFED + 4, evaluated("01"), ACT, stamp)
    assert numbers(state(book, old)) == [2, 3]
    correct(staffed(book, stamp), 3, other, ACT, stamp)
    assert numbers(state(book, old)) == [STAFFED + 4, STAFFED + 5]
    assert book.size() == STAFFED + 8


def test_withdrawal_and_return(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """A meeting that was withdrawn has nothing in force, cannot just be scored again, and comes back by correction."""
    old = score(book, evaluated("01"), stamp)
    correct(staffed(book, stamp), 3, None, ACT, stamp)
    assert (state(book, old).record, numbers(state(book, old))) == (None, [STAFFED + 4])
    with pytest.raises(FaultyInput) as error:
        score(book, evaluated("01"), stamp)
    assert refused(error) == ["ledger.withdrawn"]
    correct(staffed(book, stamp), STAFFED + 4, evaluated("01"), ACT, stamp)
    assert numbers(state(book, old)) == [2, 3]


def test_moved_to_another_meeting(book: Ledger, evaluated: Evaluated, stamp: EntryStamp, tmp_path: Path) -> None:
    """A record entered for the wrong cell is corrected into the right one: the wrong meeting then has none."""
    wrong = score(book, evaluated("01"), stamp)
    correct(
        staffed(book, stamp), 2, changed(evaluated("01"), tmp_path, ("cell_id: VD-01", "cell_id: VD-77")), ACT, stamp
    )
    assert state(book, wrong).record is None
    assert numbers(state(book, book.get(STAFFED + 5))) == [STAFFED + 4, STAFFED + 5]


def test_not_into_a_recorded_meeting(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """A correction cannot put its record in the place of another meeting's that is recorded."""
    score(book, evaluated("01"), stamp)
    score(book, evaluated("03"), stamp)
    with pytest.raises(FaultyInput) as error:
        correct(staffed(book, stamp), 2, evaluated("03"), ACT, stamp)
    assert refused(error) == ["ledger.recorded_already"]
    assert book.size() == STAFFED + 5


def test_withdrawn_decision_and_override(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """A decision and an override can be withdrawn; the score stays in force."""
    old = score(book, evaluated("01"), stamp)
    decide(staffed(book, stamp), 3, "kha", ACT, stamp)
    override(staffed(book, stamp), 3, Award("self", "4.2", "8"), ACT, stamp)
    correct(staffed(book, stamp), STAFFED + 4, None, ACT, stamp)
    assert numbers(state(book, old)) == [2, 3, STAFFED + 5]
    correct(staffed(book, stamp), STAFFED + 5, None, ACT, stamp)
    assert numbers(state(book, old)) == [2, 3]


def test_a_decision_is_not_replaced_by_a_record(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """A record cannot take the place of a decision."""
    score(book, evaluated("01"), stamp)
    decide(staffed(book, stamp), 3, "kha", ACT, stamp)
    with pytest.raises(FaultyInput) as error:
        correct(staffed(book, stamp), STAFFED + 4, evaluated("01"), ACT, stamp)
    assert refused(error) == ["ledger.not_replaced"]


def test_only_what_is_in_force_is_corrected(
    book: Ledger, evaluated: Evaluated, stamp: EntryStamp, tmp_path: Path
) -> None:
    """What was superseded cannot be superseded, decided on or overridden again; the entry that did it is named."""
    score(book, evaluated("01"), stamp)
    correct(staffed(book, stamp), 2, changed(evaluated("01"), tmp_path, *OTHER), ACT, stamp)
    acts: list[Callable[[], Entry]] = [
        lambda: correct(staffed(book, stamp), 2, None, ACT, stamp),
        lambda: decide(staffed(book, stamp), 3, "tot", ACT, stamp),
        lambda: override(staffed(book, stamp), 3, Award("self", "4.2", "8"), ACT, stamp),
    ]
    for act in acts:
        with pytest.raises(FaultyInput) as error:
            act()
        assert refused(error) == ["ledger.not_in_force"]
        assert error.value.faults[0].details["by"] == str(STAFFED + 6)


def test_nothing_to_correct(book: Ledger, evaluated: Evaluated, stamp: EntryStamp) -> None:
    """Replacing a record by itself is refused, and so is correcting a framework."""
    score(book, evaluated("01"), stamp)
    with pytest.raises(FaultyInput) as error:
        correct(staffed(book, stamp), 2, evaluated("01"), ACT, stamp)
    assert refused(error) == ["ledger.nothing_new"]
    with pytest.raises(FaultyInput) as error:
        correct(staffed(book, stamp), 1, None, ACT, stamp)
    assert refused(error) == ["ledger.no_meeting_entry"]


# --- as known ---


def test_as_known_on_a_day(book: Ledger, evaluated: Evaluated, stamp: EntryStamp, tmp_path: Path) -> None:
    """What was known at a time is all that was recorded by then, whatever came later."""
    old = score(book, evaluated("01"), stamp)
    correct(staffed(book, stamp), 2, changed(evaluated("01"), tmp_path, *OTHER), ACT, LATER)
    assert numbers(state(book, old, stamp.time)) == [2, 3]
    assert numbers(state(book, old, LATER.time)) == [STAFFED + 4, STAFFED + 5]
    before = known_size(book.entries(), "2020-01-01T00:00:00Z")
    assert meeting_state(book, meeting_key(old.body) or "", before) is None
