"""Rows of tables that tell each other of earlier months: the same as a ledger that keeps them all."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from bulk_scored import bulk_scored, office_on
from chamdiem.engine.bulk_runs import earlier
from chamdiem.engine.bulk_runs.running import BulkRun, begin, in_local_processes
from chamdiem.engine.explanation.earlier_words import earlier_sentence
from chamdiem.engine.office import ledgers
from chamdiem.engine.office.bulk import evaluate_row
from chamdiem.engine.office.checking import LayerRequest, evaluate_all
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.engine.words.wording import Wording
from chamdiem.rules.compile.keys import proved_keys
from chamdiem.rules.compile.program import Key
from many_rows import AN_PHU, chance_of, results_of, rows, write_csv
from scored_tables import contents, scored, task_in
from several_months import months_of_cells, moved

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from chamdiem.engine.bulk_runs.finished import FinishedRun
    from many_rows import Row

TODAY = dt.date(2026, 4, 15)
OFFICE = office_on(TODAY)
DECIDED = tuple(AN_PHU.framework.history)
RUN = "max_consecutive_excused"


def known_to_a_ledger(folder: Path, *tables: Path) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return what scoring record by record tells of tables that a ledger keeps, by meeting and layer."""
    name = str(folder / "so.ledger")
    ledgers.make(OFFICE, name)
    ledgers.add(OFFICE, ledgers.RecordsAdded(ledger=name, records=tables))
    found = {}
    with OFFICE.knowing(name) as office:
        for each in evaluate_all(office, tables):
            assert isinstance(each, Evaluation)
            for layer, own in each.layers.items():
                if own.scoring:
                    key = (each.record.text("cell_id"), each.record.of_period, each.record.kind, layer)
                    found[key] = results_of(own.scoring)
    return found


def results(run: FinishedRun) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return the results of a run, by meeting and layer."""
    cursor = duckdb.execute(f"SELECT * FROM {run.results('an-phu/2025')}")  # noqa: S608 - our own
    names = [each[0] for each in cursor.description or ()]
    told = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    return {(row["cell_id"], row["period"], row["meeting_kind"], row["layer"]): row for row in told}


def compare(chance: Random, count: int, folder: Path) -> None:
    """Assert that tables in any order tell of every meeting what a ledger tells that keeps all of them."""
    several = months_of_cells(chance, count, DECIDED)
    half = len(several) // 2
    tables = [write_csv(folder / f"{n}.csv", part) for n, part in enumerate((several[:half], several[half:]))]
    expected = known_to_a_ledger(folder, *tables)
    found = results(bulk_scored(OFFICE, folder / "ket-qua", *tables, history=True))
    assert found.keys() == expected.keys()
    for key, told in expected.items():
        assert {name: found[key][name] for name in told} == told, key


def test_rows_tell_each_other_what_a_ledger_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is decided by earlier months is decided by rows wherever they stand, as by entries of a ledger."""
    monkeypatch.setattr(earlier, "AT_ONCE", 7)
    compare(chance_of(1), 6, tmp_path)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(2, 12))
def test_rows_tell_each_other_what_a_ledger_tells_at_length(seed: int, tmp_path: Path) -> None:
    """The same of larger tables."""
    compare(chance_of(seed), 60, tmp_path)


# --- what rows say otherwise, and in which order they stand ---


def two_months(chance: Random, **stated: str) -> list[Row]:
    """Return two months of a cell in which somebody was excused; the second one states what it is given."""
    (row,) = rows(chance, 1, layers=("self",))
    told = row | dict.fromkeys(DECIDED, "") | {"absent_excused": "1", "present": str(int(row["members_total"]) - 2)}
    found = [moved(told, month) for month in ("2026-01", "2026-02")]
    for each in found:
        each |= {"framework": "an-phu/2025", "documents_finalised_on": each["date"], "meeting_kind": "regular"}
    return [found[0], found[1] | stated]


def test_a_row_that_says_otherwise_is_told_with_the_months(tmp_path: Path) -> None:
    """What the rows of earlier months rule out is not scored: the sentence names the months, and their rows."""
    table = write_csv(tmp_path / "bang.csv", two_months(chance_of(3), **{RUN: "3"}))
    run = bulk_scored(OFFICE, tmp_path / "ket-qua", table, history=True)
    assert run.rejected is not None
    read = f"SELECT row, code, sentence FROM {run.rejected}"  # noqa: S608 - our own
    ((row, code, sentence),) = duckdb.execute(read).fetchall()
    assert (row, code) == (2, "history.outside")
    assert "ghi 3, mà theo các kỳ trước thì từ 1 đến 2. Đã xét các tháng: 01/2026 (#1), 02/2026 (=)" in sentence
    assert [key[1] for key in results(run)] == ["2026-01"]


def test_what_a_row_says_within_what_is_proved_stands(tmp_path: Path) -> None:
    """A number that earlier months allow is the row's own."""
    table = write_csv(tmp_path / "bang.csv", two_months(chance_of(3), **{RUN: "2"}))
    run = bulk_scored(OFFICE, tmp_path / "ket-qua", table, history=True, with_rules=True)
    found = {key[1]: told for key, told in results(run).items()}
    assert {month: told[str(Key("field", RUN))] for month, told in found.items()} == {"2026-01": 1, "2026-02": 2}
    assert not run.rejected


def test_a_kept_row_is_explained_with_what_was_proved(tmp_path: Path) -> None:
    """From the results alone a row is scored again as it was: within the ends that earlier months left."""
    table = write_csv(tmp_path / "bang.csv", two_months(chance_of(3)))
    run = bulk_scored(OFFICE, tmp_path / "ket-qua", table, history=True, with_rules=True)
    for key, told in results(run).items():
        asked = LayerRequest(record=run.folder, framework=None, layer=key[3])
        evaluation, _ = evaluate_row(OFFICE, asked, str(told["row"]))
        again = results_of(evaluation.own)
        assert {name: told[name] for name in again} == again
    assert told_by_months(run) == {1: (1, 1), 2: (1, 2)}


def told_by_months(run: FinishedRun) -> dict[int, tuple[int, int]]:
    """Return the ends of the run of absences, by rows, as explanations have them."""
    found = {}
    for row in (1, 2):
        evaluation, _ = evaluate_row(OFFICE, LayerRequest(record=run.folder, framework=None, layer="self"), str(row))
        assert evaluation.earlier is not None
        fact = evaluation.earlier.facts[RUN]
        found[row] = (fact.least, fact.most)
        (sentence,) = [each for each in known_sentences(evaluation) if "liên tiếp" in each]
        assert "theo các kỳ trước, khi chấm cả bảng" in sentence
    return found


def known_sentences(evaluation: Evaluation) -> list[str]:
    """Return what is said of the facts that earlier months decide."""
    wording = Wording(evaluation.framework.framework, "vi")
    return [earlier_sentence(each, wording) for each in evaluation.known_by]


def test_a_ledger_tells_tables_of_earlier_months(tmp_path: Path) -> None:
    """Months that a ledger keeps count for the rows of a table that is scored with it; its own records stay as they are."""
    january, february = two_months(chance_of(3))
    name = str(tmp_path / "so.ledger")
    ledgers.make(OFFICE, name)
    ledgers.add(OFFICE, ledgers.RecordsAdded(ledger=name, records=(write_csv(tmp_path / "1.csv", [january]),)))
    table = write_csv(tmp_path / "2.csv", [february])
    run = bulk_scored(OFFICE, tmp_path / "ket-qua", tmp_path / "so.ledger", table, history=True, with_rules=True)
    ends = {key[1]: tuple(told[str(end)] for end in proved_keys(RUN)) for key, told in results(run).items()}
    assert ends == {"2026-01": (1, 1), "2026-02": (1, 2)}


def test_meetings_of_one_day_are_asked_as_single_records_are(tmp_path: Path) -> None:
    """Where two meetings of a month have no day between them, each is scored as if it were the last of them."""
    january, february = two_months(chance_of(3))
    both = [february, {**february, "meeting_kind": "combined", "absent_excused": "0"}]
    both[1]["present"] = str(int(february["present"]) + 1)
    tables = [write_csv(tmp_path / f"{n}.csv", [row]) for n, row in enumerate([january, *both])]
    expected = known_to_a_ledger(tmp_path, *tables)
    found = results(bulk_scored(OFFICE, tmp_path / "ket-qua", *tables, history=True))
    assert found.keys() == expected.keys()
    for key, told in expected.items():
        assert {each: found[key][each] for each in told} == told, key


def test_an_interrupted_run_goes_on_with_the_same_bytes(tmp_path: Path) -> None:
    """A run that ended while months were read goes on where it was, and comes to the bytes of one in one go."""
    table = write_csv(tmp_path / "bang.csv", months_of_cells(chance_of(4), 3, DECIDED))
    one, other = (task_in(tmp_path / n, history=True, part_rows=6, today=TODAY) for n in ("1", "2"))
    scored(one, table)
    run = BulkRun(other, (str(table),))
    begin(run, replaced=False)
    months, count, code = next(run.stages(partial(in_local_processes, 1)))
    assert count is not None
    assert (count, code) == (len(run.parts), "bulk.reading_months")
    next(months)
    _, left, _ = next(run.stages(partial(in_local_processes, 1)))
    assert left == count - 1
    for _ in run.scored(partial(in_local_processes, 1)):
        pass
    run.finish()
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
