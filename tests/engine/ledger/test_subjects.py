"""Records of other subjects than meetings in a ledger: their identity, and what is kept of what is personal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.explanation.results import evaluation_json
from chamdiem.engine.ledger.acting import decide
from chamdiem.engine.ledger.bodies import record_body, record_of
from chamdiem.engine.ledger.contents import KeptRecord, KeptResult
from chamdiem.engine.ledger.entries import EntryKind, EntryStamp, meeting_key
from chamdiem.engine.ledger.fsck import Checker, check_ledger
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.ledger.recording import append_score, record_score
from chamdiem.engine.ledger.transfer import import_file, line_of
from chamdiem.engine.replay.replaying import Replay
from chamdiem.engine.replay.selection import Selection
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.sheets.sheet_view import view_sheet
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.faults import FaultyInput
from commune import ACT, found
from subjects import COLLECTIVE, PERSON, TODAY, VISITOR, collective, person, visitor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.rules.records.faults import Fault

NOW = EntryStamp("0.4.0", "2026-10-31T08:30:00Z")


def replayed(ledger: Ledger) -> list[str]:
    """Return how every evaluation of a ledger comes out today."""
    return [verdict.result for verdict in Replay(Selection()).begin(ledger)(1, ledger.size())]


def made_in(ledger: Ledger) -> list[Mapping[str, int]]:
    """Return what every record of a ledger has in the place of what is personal."""
    kept = [entry.content for entry in ledger.entries()]
    return [content.made for content in kept if isinstance(content, KeptRecord)]


def faults(ledger: Ledger) -> list[Fault]:
    """Return what is wrong in a ledger."""
    return [fault for fault in check_ledger(ledger, Checker()) if fault is not None]


def test_a_record_is_known_by_subject_unit_and_period(book: Ledger) -> None:
    """Its entries say the subject in the place of a kind; another quarter, and a year, are other records."""
    first = record_score(book, Scorer(COLLECTIVE).evaluate(collective()), NOW)
    assert first.body["meeting"] == {"subject": "collective", "cell": "TT-01", "period": "2026-Q3", "date": None}
    assert meeting_key(first.body) == "subject:collective/2026-Q3/TT-01"
    again = record_score(book, Scorer(COLLECTIVE).evaluate(collective()), NOW)
    assert (again, book.size()) == (first, 3)
    record_score(book, Scorer(COLLECTIVE).evaluate(collective(period="quý II/2026")), NOW)
    assert [entry.kind for entry in book.entries()].count(EntryKind.EVALUATION) == 2
    assert replayed(book) == ["equal", "equal"]
    chosen = [Selection(first="2026-07"), Selection(last="2026-05"), Selection(first="2026-06", last="2026-07")]
    assert [len(list(Replay(each).begin(book)(1, book.size()))) for each in chosen] == [1, 1, 2]
    assert faults(book) == []


def test_a_record_that_does_not_say_whose_it_is_is_not_kept(book: Ledger) -> None:
    """Without a code and without a period nothing is recorded; both are named at once."""
    with pytest.raises(FaultyInput) as refused:
        record_score(book, Scorer(COLLECTIVE).evaluate(collective(unit_id=None, unit_name=None, period=None)), NOW)
    assert [fault.details["part"] for fault in refused.value.faults] == ["unit_id", "period"]
    assert book.size() == 0


def test_a_decision_follows(book: Ledger) -> None:
    """What people decide about another subject is kept beside it as of a meeting."""
    scored = record_score(book, Scorer(COLLECTIVE).evaluate(collective()), NOW)
    found(book, NOW, scored.body["meeting"]["cell"])
    decided = decide(book, scored.sequence, "kha", ACT, NOW)
    assert decided.body["meeting"] == scored.body["meeting"]
    assert faults(book) == []


def test_it_goes_from_ledger_to_ledger(book: Ledger, tmp_path: Path) -> None:
    """An exported ledger with other subjects is imported with the same hashes."""
    record_score(book, Scorer(COLLECTIVE).evaluate(collective()), NOW)
    record_score(book, Scorer(PERSON).evaluate(person()), NOW)
    file = tmp_path / "so.jsonl"
    file.write_bytes(b"".join(map(line_of, book.entries())))
    with create_ledger(str(tmp_path / "khac.ledger")) as other:
        for _ in import_file(other, file):
            pass
        assert [entry.hash for entry in other.entries()] == [entry.hash for entry in book.entries()]


def test_what_is_personal_is_nowhere(book: Ledger) -> None:
    """A birth date is in no result, sheet or entry; its measure is, and by it the entry is replayed."""
    evaluation = Scorer(PERSON).evaluate(person())
    assert evaluation.own.total.award == 1000
    assert Key("field", "born") not in evaluation.own.facts
    said = json.dumps(evaluation_json(evaluation, "vi", derivation=True), ensure_ascii=False)
    said += repr(view_sheet(evaluation))
    entry = record_score(book, evaluation, NOW)
    assert made_in(book) == [{"measure age_in_days": 13_366, "known born": 1}]
    said += "".join(entry.canonical.decode() for entry in book.entries() if entry.kind is not EntryKind.FRAMEWORK)
    for birth in ("1990", str(person().facts()[Key("field", "born")])):
        assert birth not in said
    assert isinstance(entry.content, KeptResult)
    assert replayed(book) == ["equal"]
    assert faults(book) == []


def test_without_it_nothing_is_concluded(book: Ledger) -> None:
    """A birth date that nobody gave is missing, as any fact."""
    evaluation = Scorer(PERSON).evaluate(person(born=None))
    assert evaluation.own.total.award is None
    assert (evaluation.own.total.least, evaluation.own.total.most) == (600, 1000)
    record_score(book, evaluation, NOW)
    assert replayed(book) == ["equal"]


def test_a_measure_with_two_ends_is_kept_as_such(book: Ledger) -> None:
    """Of a personal number beside another that is missing, the least and the most of the measure are kept."""
    evaluation = Scorer(VISITOR).evaluate(visitor(sick="7"))
    assert (evaluation.own.total.least, evaluation.own.total.most) == (0, 2000)
    record_score(book, evaluation, NOW)
    assert made_in(book) == [{"measure_least top": 7, "measure_most top": 9, "known sick": 1}]
    assert replayed(book) == ["equal"]


@pytest.mark.parametrize("facts", [{}, {"sick": "7"}, {"late": "3"}, {"sick": "7", "late": "3"}])
def test_a_kept_record_lacks_what_it_lacked(facts: dict[str, str], book: Ledger) -> None:
    """Whether something personal was missing stays known: what is said of a record is said of its entry."""
    evaluation = Scorer(VISITOR).evaluate(visitor(**facts))
    record_score(book, evaluation, NOW)
    (kept,) = (entry for entry in book.entries() if entry.kind is EntryKind.RECORD)
    again = Scorer(VISITOR).evaluate(record_of(kept, TODAY, VISITOR.framework.shape))
    assert again.own.criteria == evaluation.own.criteria


def test_what_was_kept_without_saying_what_is_known_is_the_same_record(book: Ledger) -> None:
    """Earlier versions kept of personal facts what was made of them alone: recorded again, it is the entry it was."""
    evaluation = Scorer(VISITOR).evaluate(visitor(sick="7"))
    body = record_body(evaluation)
    del body["made"]["known sick"]
    first = append_score(book, evaluation, body, NOW)
    assert record_score(book, evaluation, NOW) == first
    other = Scorer(VISITOR).evaluate(visitor(sick="8"))
    with pytest.raises(FaultyInput, match=r"ledger\.other_record"):
        record_score(book, other, NOW)
