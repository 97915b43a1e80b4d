"""Replay: what was scored comes out again from the ledger alone; what does not is named by its first difference."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.ledger.backend import StoredEntry
from chamdiem.engine.ledger.bodies import evaluation_body
from chamdiem.engine.ledger.comparing import ComparedTraces, Difference, compare_results
from chamdiem.engine.ledger.contents import KeptResult, MeetingRef
from chamdiem.engine.ledger.entries import EntryDraft, EntryKind, EntryStamp, canonical, make_entry, read_body
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.ledger.working import go_through, parts
from chamdiem.engine.proof.audit import tree_of
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.replay.replaying import Replay, Verdict
from chamdiem.engine.replay.selection import Selection
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.compile.program import Key
from laid_open import lay_open
from samples import criterion, evaluate, framework

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chamdiem.engine.ledger.entries import Body, Entry
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation

EVERYTHING = Selection()


def verdicts(ledger: Ledger, selection: Selection = EVERYTHING) -> list[Verdict]:
    """Replay an open ledger."""
    return list(Replay(selection).begin(ledger)(1, ledger.size()))


def copied(entry: Entry) -> Body:
    """Return an entry's body, to be changed."""
    body: Body = json.loads(json.dumps(entry.body))
    return body


# --- equal ---


def test_what_was_scored_comes_out_again(filled: Ledger) -> None:
    """Every evaluation of the examples, by three frameworks, is equal when it is replayed."""
    found = verdicts(filled)
    assert [verdict.result for verdict in found] == ["equal"] * 7
    assert {verdict.framework_id for verdict in found} == {
        "an-phu/2025",
        "dien-bien/4275-2018",
        "trung-uong/hd-42-2025",
    }
    first = found[0]
    assert (first.number, first.cell, first.period, first.date) == (3, "VD-01", "2025-11", "2025-11-05")
    assert (first.software, first.time, first.difference, first.faults) == ("0.1.0", "2026-01-31T08:30:00Z", None, ())


def test_no_framework_file_is_read(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replay depends on what the ledger keeps, and on no file of today."""

    def refuse(*_: object) -> None:
        raise AssertionError

    for name in ("get", "find", "all", "in_force"):
        monkeypatch.setattr(Catalog, name, refuse)
    assert {verdict.result for verdict in verdicts(filled)} == {"equal"}


def test_todays_date_has_no_part(filled: Ledger, tmp_path: Path) -> None:
    """A record that was entered on the day of its meeting, where the day begins before UTC's, is read again."""
    body, data = copied(filled.get(3)), copied(filled.get(2))
    data["data"]["date"] = "2025-11-30"
    data["data"]["documents_finalised_on"] = "2025-11-30"
    stamp = EntryStamp("0.1.0", "2025-11-29T20:00:00Z")
    with create_ledger(str(tmp_path / "khac.ledger")) as other:
        other.append(EntryKind.FRAMEWORK, copied(filled.get(1)), stamp)
        kept = other.append(EntryKind.RECORD, data, stamp)
        other.append(EntryKind.EVALUATION, {**body, "record": kept.hash}, stamp)
        assert verdicts(other)[-1].result != "cannot"


def test_parts_cover_everything() -> None:
    """A ledger is gone through in parts that leave no entry out and take none twice."""
    for size in (0, 1, 249, 250, 251, 1_000):
        wanted = parts(size, [(1, size)] if size else [])
        assert [n for first, last in wanted for n in range(first, last + 1)] == list(range(1, size + 1))


def test_parts_of_what_is_lost() -> None:
    """Entries that are lost make a part of their own; of a number that has no end, the first ones."""
    assert parts(12, [(1, 4), (7, 12)]) == [(1, 4), (5, 6), (7, 12)]
    assert parts(9, [(3, 12)]) == [(1, 2), (3, 9)]
    assert parts(2**53, [(1, 4), (2**53, 2**53)]) == [(1, 4), (5, 254), (2**53, 2**53)]


def test_many_processes_find_the_same(filled: Ledger) -> None:
    """Two processes find what one finds, in the same order."""
    wanted = parts(filled.size(), filled.spans(), 5)
    alone, together = (list(go_through(filled.name, wanted, Replay(EVERYTHING), jobs)) for jobs in (1, 2))
    assert alone == together
    assert len(alone) == 4
    assert [verdict for part in alone for verdict in part] == verdicts(filled)


def test_postgres(database: str, filled: Ledger, evaluations: list[Evaluation], stamp: EntryStamp) -> None:
    """A ledger in PostgreSQL has the same root as one in a file, and is replayed as that is, by many processes too."""
    with create_ledger(database) as made:
        record_scores(made, evaluations, stamp)
        assert tree_of(made).root(17) == tree_of(filled).root(17)
    for jobs in (1, 2):
        wanted = parts(17, [(1, 17)], 9)
        found = [verdict for part in go_through(database, wanted, Replay(EVERYTHING), jobs) for verdict in part]
        assert found == verdicts(filled)


# --- selection ---


@pytest.mark.parametrize(
    ("selection", "cells"),
    [
        (Selection(first="2025-11"), {"VD-01", "VD-03", "VD-04", "VD-05", "VD-08"}),
        (Selection(first="2025-11-06"), {"VD-03", "VD-04", "VD-05", "VD-08"}),
        (Selection(last="2019-12"), {"VD-07"}),
        (Selection(last="2019-12-19"), set()),
        (Selection(first="2024-03-05", last="2024-03-05"), {"VD-02"}),
        (Selection(cell="VD-04"), {"VD-04"}),
        (Selection(cell="VD-04", framework="dien-bien/4275-2018"), set()),
        (Selection(framework="dien-bien/4275-2018"), {"VD-02", "VD-07"}),
    ],
)
def test_selection(filled: Ledger, selection: Selection, cells: set[str]) -> None:
    """Meetings are chosen by day or month, both ends included, by cell and by framework."""
    assert {verdict.cell for verdict in verdicts(filled, selection)} == cells


def test_meeting_without_a_day_counts_by_its_month() -> None:
    """Of a meeting only the month may be known; it then belongs to every day of it."""
    meeting = MeetingRef(date=None, period="2025-11", cell="x", kind="regular")
    assert Selection(first="2025-11-20", last="2025-11-21").takes(meeting)
    assert not Selection(first="2025-12-01").takes(meeting)
    assert not Selection(last="2025-10").takes(meeting)


# --- different ---


def forged(ledger: Ledger, change: Callable[[Any], None], *, checked: bool = True) -> Verdict:
    """Put an evaluation into the ledger that says something else of the first record, and replay it."""
    body = copied(ledger.get(3))
    change(body)
    stamp = EntryStamp("0.0.9", "2026-01-31T08:30:00Z")
    if checked:
        entry = ledger.append(EntryKind.EVALUATION, body, stamp)
    else:  # past all that looks at what is appended
        head = ledger.head()
        assert head is not None
        draft = EntryDraft(EntryKind.EVALUATION, body, canonical(body))
        entry = make_entry(head.sequence + 1, head.hash, draft, stamp)
        ledger.restore(StoredEntry(entry.sequence, entry.hash, entry.hash, None, entry.canonical))
    (verdict,) = Replay(EVERYTHING).begin(ledger)(entry.sequence, entry.sequence)
    return verdict


def line_of(body: Body, fact: str) -> int:
    """Return the place of a fact in the self layer's derivation."""
    lines: list[str] = body["layers"]["self"]["derivation"]
    return next(n for n, line in enumerate(lines) if line.startswith(f"{fact} = "))


def test_first_fact_that_differs(filled: Ledger) -> None:
    """Of a chain of facts that differ, the first is named beside the result, with both values; points as points."""

    def change(body: Body) -> None:
        derivation = body["layers"]["self"]["derivation"]
        for fact, value in (("award 2.1", 300), ("award total", 9200)):
            place = line_of(body, fact)
            derivation[place] = f"{fact} = {value}{derivation[place].partition(' <- ')[1]}x: 0"
        body["layers"]["self"]["total"] = "92"

    verdict = forged(filled, change)
    assert verdict.result == "different"
    assert verdict.difference == Difference("self", Key("total"), "92", "93")
    assert verdict.derivation == ComparedTraces("other", Difference("self", Key("award", "2.1"), "3", "4"))
    assert verdict.software == "0.0.9"


def test_fact_that_is_no_measure_of_points(filled: Ledger) -> None:
    """A fact that is not points is shown by the integer that the rules know; the result is no other one by it."""

    def change(body: Body) -> None:
        place = line_of(body, "field present")
        body["layers"]["self"]["derivation"][place] = "field present = 22"

    verdict = forged(filled, change)
    assert (verdict.result, verdict.difference) == ("equal", None)
    assert verdict.derivation == ComparedTraces("other", Difference("self", Key("field", "present"), "22", "21"))


def test_fact_that_is_concluded_no_more(filled: Ledger) -> None:
    """A fact that was concluded and is not any more is another derivation; one that is only new is more of the same."""

    def more(body: Body) -> None:
        body["layers"]["self"]["derivation"].append("award 9.9 = 100 <- 9.9/x: 0")

    def fewer(body: Body) -> None:
        del body["layers"]["self"]["derivation"][-1]

    verdict = forged(filled, more)
    assert verdict.result == "equal"
    assert verdict.derivation == ComparedTraces("other", Difference("self", Key("award", "9.9"), "1", None))
    verdict = forged(filled, fewer)
    assert (verdict.result, verdict.derivation) == ("equal", ComparedTraces("more"))


@pytest.mark.parametrize(
    ("lines", "trace"), [(None, "gone"), ([], "gone"), (["award = "], "other"), (["a 1 = 2 <- x: 0"], "other")]
)
def test_derivation_that_was_taken_out(filled: Ledger, lines: list[str] | None, trace: str) -> None:
    """A derivation that was removed or can't be read is told, apart from the result, which is equal."""

    def change(body: Body) -> None:
        body["layers"]["self"].pop("derivation")
        body["layers"]["self"] |= {} if lines is None else {"derivation": lines}

    verdict = forged(filled, change)
    assert (verdict.result, verdict.faults) == ("equal", ())
    assert verdict.derivation is not None
    assert verdict.derivation.trace == trace


def test_names_of_rules_are_no_part_of_it(filled: Ledger) -> None:
    """Rules of other names, in another order, make neither another result nor another derivation."""

    def change(body: Body) -> None:
        lines = body["layers"]["self"]["derivation"]
        body["layers"]["self"]["derivation"] = [line.partition(" <- ")[0] for line in reversed(lines)]

    verdict = forged(filled, change)
    assert (verdict.result, verdict.derivation) == ("equal", ComparedTraces("same"))


@pytest.mark.parametrize(
    ("part", "value", "difference"),
    [
        ("total", "99", Difference("self", Key("total"), "99", "93")),
        ("rating", "kha", Difference("self", Key("rating"), "kha", "tot")),
        ("rating", None, Difference("self", Key("rating"), None, "tot")),
        ("possible_ratings", ["tot", "kha"], Difference("self", Key("possible_ratings"), "tot, kha", "tot")),
        ("stated_rating", "kha", Difference("self", Key("stated_rating"), "kha", "tot")),
    ],
)
def test_result_that_differs(filled: Ledger, part: str, value: object, difference: Difference) -> None:
    """A result that does not follow from its own derivation is found as well."""

    def change(body: Body) -> None:
        body["layers"]["self"][part] = value

    assert forged(filled, change).difference == difference


def test_points_of_a_criterion_that_differ(filled: Ledger) -> None:
    """The points and the status of each criterion are compared one by one, those that are only there now too."""

    def points(body: Body) -> None:
        body["layers"]["upper"]["points"]["5.1"] = "1"

    def status(body: Body) -> None:
        body["layers"]["self"]["not_scored"].pop("4.3")

    assert forged(filled, points).difference == Difference("upper", Key("points", "5.1"), "1", "2")
    assert forged(filled, status).difference == Difference("self", Key("not_scored", "4.3"), None, "not_applicable")


def test_layers_that_differ(filled: Ledger) -> None:
    """A layer that was not scored and is now is a difference; one that no record has cannot be."""

    def fewer(body: Body) -> None:
        del body["layers"]["upper"]

    def more(body: Body) -> None:
        body["layers"]["other"] = body["layers"]["upper"]

    assert forged(filled, fewer).difference == Difference("upper", Key("layer"), None, "upper")
    assert only_fault(forged(filled, more, checked=False)) == "ledger.shape"


def test_what_is_said_of_the_meeting(filled: Ledger) -> None:
    """What stands beside the layers is compared too, after them."""

    def change(body: Body) -> None:
        body["in_force"] = False

    assert forged(filled, change).difference == Difference("", Key("in_force"), "False", "True")


def result_of(body: Body) -> KeptResult:
    """Return what an evaluation's body says."""
    content = read_body(EntryKind.EVALUATION, body)
    assert isinstance(content, KeptResult)
    return content


def test_equal_bodies_do_not_differ(filled: Ledger) -> None:
    """A body does not differ from itself, nor from one that an older version made, which kept less."""
    body, older = copied(filled.get(3)), copied(filled.get(3))
    for layer in older["layers"].values():
        for part in ("bounds", "gates", "caps"):
            layer.pop(part, None)
    kept, least = result_of(body), result_of(older)
    for pair in ((kept, kept), (least, kept), (kept, least)):
        assert compare_results(*pair).sameness == "equal"


# --- tighter ---

PARTIAL: Body = {
    "stated_rating": None, "least": "10", "most": "60", "total": None, "maximum": "95", "rating": None,
    "possible_ratings": ["tot", "kha", "kem"], "findings": [], "points": {"1": "5", "2": None},
    "not_scored": {"2": "missing"}, "bounds": {"2": ["1", "4"]}, "gates": {"tot": [None]}, "caps": {"c": None},
    "derivation": ["field present = 1"],
}  # fmt: skip


def partial(**changes: object) -> KeptResult:
    """Return an evaluation of an incomplete record, changed."""
    meeting = {"cell": "VD-01", "date": None, "kind": "regular", "period": "2025-11"}
    told = {"meeting": meeting, "framework": "a" * 64, "record": "b" * 64, "in_force": True}
    return result_of({**told, "layers": {"self": {**PARTIAL, **changes}}})


@pytest.mark.parametrize(
    ("now", "nodes"),
    [
        ({"most": "55"}, ["most"]),
        ({"least": "12", "most": "55"}, ["least", "most"]),
        ({"bounds": {"2": ["2", "3"]}}, ["bounds 2"]),
        ({"points": {"1": "5", "2": "3"}, "bounds": {}, "not_scored": {}}, ["points 2", "not_scored 2"]),
        ({"total": "40", "least": "40", "most": "40"}, ["least", "most", "total"]),
        ({"possible_ratings": ["kha", "kem"]}, ["possible_ratings"]),
        ({"possible_ratings": ["kha"], "rating": "kha"}, ["possible_ratings", "rating"]),
        ({"gates": {"tot": [False]}, "caps": {"c": True}}, ["gate tot/0", "cap c"]),
        ({"findings": ["f"]}, ["findings"]),
        ({"not_scored": {"2": "undefined"}}, ["not_scored 2"]),
    ],
)
def test_more_is_known_of_the_same(now: dict[str, object], nodes: list[str]) -> None:
    """Where an incomplete record is bounded more closely, within what was kept, it is the same result, told exactly."""
    found = compare_results(partial(), partial(**now))
    assert (found.sameness, found.same) == ("tighter", True)
    assert [str(difference.node) for difference in found.differences] == nodes


@pytest.mark.parametrize(
    ("now", "node"),
    [
        ({"most": "61"}, "most"),
        ({"least": "9.5"}, "least"),
        ({"bounds": {"2": ["0.5", "4"]}}, "bounds 2"),
        ({"points": {"1": "5", "2": "4.5"}, "bounds": {}, "not_scored": {}}, "points 2"),
        ({"points": {"1": "4", "2": None}}, "points 1"),
        ({"total": "61", "most": "61"}, "most"),
        ({"possible_ratings": ["tot", "kha", "kem", "x"]}, "possible_ratings"),
        ({"rating": "x"}, "rating"),
        ({"maximum": "90"}, "maximum"),
        ({"stated_rating": "tot"}, "stated_rating"),
    ],
)
def test_what_contradicts_is_another_result(now: dict[str, object], node: str) -> None:
    """What lies outside of what was kept, or is no longer known, contradicts it, and is named first."""
    found = compare_results(partial(), partial(**now))
    assert found.sameness == "different"
    assert found.differences[0].node == Key.read(node)


def test_of_a_complete_result_nothing_is_known_better() -> None:
    """Where the total was known, any difference is one of result."""
    complete = {"total": "40", "least": "40", "most": "40", "points": {"1": "5", "2": "3"}}
    found = compare_results(partial(**complete), partial(**complete, possible_ratings=["kha"]))
    assert found.sameness == "different"


LEVELS = [{"at_least": "9", "points": "4"}, {"below": "9", "points": "1"}]
UNEXCUSED = {"when": {"fact": "absent_unexcused", "at_least": "1"}, "points": "1", "reason": "vắng không lý do"}


def test_an_evaluation_of_an_earlier_rule_is_equal_by_it(stamp: EntryStamp, tmp_path: Path) -> None:
    """Versions gave points only where every fact is known: what they left so is equal, and not found to be more."""
    made = framework(criterion(bands={"of": "present", "levels": LEVELS, "unless": [UNEXCUSED]}))
    found = evaluate(made, cell_id="VD-01", period="2026-01", meeting_kind="regular", present=5)
    with create_ledger(str(tmp_path / "cu.ledger")) as ledger:
        record_scores(ledger, [found], stamp)
        assert [verdict.result for verdict in verdicts(ledger)] == ["equal"]
        body = evaluation_body(Scorer(made).evaluate(found.record, standing=False), ledger.get(2))
        del body["layers"]["self"]["standing"]
        ledger.append(EntryKind.EVALUATION, body, stamp)
        assert ledger.get(3).content != ledger.get(4).content
        assert [verdict.result for verdict in verdicts(ledger)] == ["equal", "equal"]


# --- cannot ---


def only_fault(verdict: Verdict) -> str:
    """Return the code of why an evaluation cannot be replayed."""
    (fault,) = verdict.faults
    assert verdict.result == "cannot"
    assert say_fault("vi", fault)
    assert say_fault("en", fault)
    return fault.code


def test_framework_that_is_not_kept(filled: Ledger) -> None:
    """An evaluation by a framework that the ledger does not hold cannot be replayed."""

    def change(body: Body) -> None:
        body["framework"] = "0" * 64

    verdict = forged(filled, change)
    assert only_fault(verdict) == "replay.no_framework"
    assert verdict.framework_id is None


def test_framework_with_another_text(filled: Ledger) -> None:
    """A framework whose text is not what its hash says is not used."""
    text = filled.get(1).body["text"].replace("points: 4,", "points: 5,", 1)
    entry = filled.append(
        EntryKind.FRAMEWORK,
        {"id": "an-phu/2025", "hash": "ab" * 32, "text": text},
        EntryStamp("0", "2026-01-31T08:30:00Z"),
    )

    def change(body: Body) -> None:
        body["framework"] = "ab" * 32

    verdict = forged(filled, change)
    assert verdict.result == "cannot"
    assert only_fault(verdict) == "replay.other_text"
    assert verdict.faults[0].details["number"] == str(entry.sequence)


def test_record_that_is_not_kept(filled: Ledger) -> None:
    """An evaluation of a record that the ledger does not hold cannot be replayed."""

    def change(body: Body) -> None:
        body["record"] = "0" * 64

    assert only_fault(forged(filled, change)) == "ledger.no_hash"


def test_record_that_is_faulty_today(filled: Ledger) -> None:
    """A record that cannot be read any more is no reason to stop: it is said why."""
    data = copied(filled.get(2))
    data["data"]["present"] = "hai mươi"
    kept = filled.append(EntryKind.RECORD, data, EntryStamp("0", "2026-01-31T08:30:00Z"))

    def change(body: Body) -> None:
        body["record"] = kept.hash

    assert only_fault(forged(filled, change)) == "scalar.count"


def test_content_of_another_shape(filled: Ledger) -> None:
    """An evaluation whose layers are of no shape that we know is named, and the others are replayed."""

    def change(body: Body) -> None:
        body["layers"]["self"] = {"points": 3, "derivation": [1, 2]}

    assert only_fault(forged(filled, change, checked=False)) == "ledger.shape"


def test_damaged_entry(filled: Ledger, tmp_path: Path) -> None:
    """An entry that is damaged is named, and the others are replayed."""
    lay_open(filled.name)
    with closing(sqlite3.connect(tmp_path / "so.ledger")) as connection, connection:
        connection.execute("DROP TRIGGER entries_stay_as_they_are")
        connection.execute("UPDATE entries SET content = replace(content, '\"93\"', '\"95\"') WHERE sequence = 3")
    first, *others = verdicts(filled)
    assert (first.number, only_fault(first)) == (3, "ledger.hash")
    assert {verdict.result for verdict in others} == {"equal"}
    assert len(others) == 6
