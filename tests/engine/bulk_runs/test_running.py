"""Tables scored by queries: the same as record by record, whatever stands in them and however the work is divided."""

from __future__ import annotations

import datetime as dt
import json
from functools import partial
from shutil import copytree
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pytest

from chamdiem.engine.bulk import array_program
from chamdiem.engine.bulk.ranges import ValueRange
from chamdiem.engine.bulk_runs import batches, facts, layers, running
from chamdiem.engine.bulk_runs.running import BulkRun, begin, in_local_processes
from chamdiem.engine.bulk_runs.wanted import PartDone
from chamdiem.engine.office.checking import evaluate_all
from chamdiem.engine.office.clock import Clock
from chamdiem.engine.office.office import Office
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.items import Rejected
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput
from killing import killed_by_chance, killed_once
from many_rows import TODAY, chance_of, results_of, rows, spoilt, write_csv
from scored_tables import contents, scored, task_in

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from chamdiem.engine.reading.items import Remark

    Told = dict[str, Any]

OFFICE = Office(clock=Clock(lambda: dt.datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=dt.UTC)))


def results(folder: Path) -> dict[tuple[int, str], Told]:
    """Return the results in a folder, by the number of the row and the layer."""
    found = {}
    for file in folder.glob("results/*/*.parquet"):
        cursor = duckdb.execute("SELECT * FROM read_parquet(?)", [str(file)])
        names = [each[0] for each in cursor.description or ()]
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            found[row["row"], row["layer"]] = row
    return found


def rejected(folder: Path) -> dict[int, set[tuple[str, str]]]:
    """Return the codes and sentences of the rows that were not scored, by their numbers; of remarks no sentence."""
    found: dict[int, set[tuple[str, str]]] = {}
    for file in sorted(folder.glob("rejected/*.parquet")):
        read = "SELECT row, code, sentence FROM read_parquet(?)"
        for row, code, sentence in duckdb.execute(read, [str(file)]).fetchall():
            said = "" if code.startswith("remark.") or code == "bulk.unfilled" else sentence
            found.setdefault(row, set()).add((code, said))
    return found


# --- the same as record by record ---


def one_by_one(file: Path) -> tuple[dict[tuple[int, str], Told], dict[int, set[tuple[str, str]]]]:
    """Return what scoring record by record tells of a table: results and what was not scored, by rows."""
    found: dict[tuple[int, str], Told] = {}
    aside: dict[int, set[tuple[str, str]]] = {}
    remarks: list[Remark] = []
    for each in evaluate_all(OFFICE, [file], hear=remarks.append):  # type: ignore[arg-type]  # nothing else is told
        if isinstance(each, Evaluation):
            row = each.record.document.place(()).line - 1
            layers = {name: layer for name, layer in each.layers.items() if layer.scoring}
            found |= {(row, name): told_of(each, name) for name in layers}
        elif isinstance(each, Rejected):
            aside[each.place.line - 1] = {(fault.code, say_fault("vi", fault)) for fault in each.faults}
        else:
            aside[each.place.line - 1] = {("bulk.unfilled", "")}
    for remark in remarks:
        aside.setdefault(remark.place.line - 1, set()).add((remark.code, ""))
    return found, aside


def told_of(evaluation: Evaluation, layer: str) -> Told:
    """Return what a row of results says of a layer."""
    scoring, record, stated = evaluation.scoring_of(layer), evaluation.record, evaluation.layers[layer].stated
    return {
        "framework": evaluation.framework.id,
        "cell_id": record.text("cell_id"),
        "cell_name": record.text("cell_name"),
        "upper_org": record.text("upper_org"),
        "period": record.of_period,
        "date": record.date,
        "meeting_kind": record.kind,
        "stated": stated.id if stated else None,
        **results_of(scoring),
        **{
            f"finding {each.id}": 1 if each in scoring.findings else None
            for each in evaluation.framework.framework.findings
        },
    }


@pytest.mark.parametrize("seed", [1])
def test_it_is_the_same_as_record_by_record(seed: int, tmp_path: Path) -> None:
    """Of any table, every row has the results that scoring it alone gives, or the faults that `check` tells of it."""
    compare(chance_of(seed), 30, tmp_path, parts=1)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(2, 22))
def test_it_is_the_same_as_record_by_record_at_length(seed: int, tmp_path: Path) -> None:
    """The same of larger tables."""
    compare(chance_of(seed), 400, tmp_path, parts=3)


def compare(chance: Random, count: int, folder: Path, parts: int) -> None:
    """Assert that a table is scored as record by record, its rows divided into several parts."""
    file = write_csv(folder / "bang.csv", spoilt(chance, rows(chance, count, share=0.05)))
    compare_table(file, part_rows=-(-count // parts))


def compare_table(file: Path, part_rows: int) -> None:
    """Assert that a table is scored as record by record, so many rows at a time."""
    folder = file.parent
    scored(task_in(folder / "ket-qua", part_rows=part_rows), file)
    expected, aside = one_by_one(file)
    found = results(folder / "ket-qua")
    assert found.keys() == expected.keys()
    for place, told in expected.items():
        assert {name: found[place][name] for name in told} == told, place
    assert rejected(folder / "ket-qua") == aside


def test_a_heading_again_tells_other_parts_nothing(tmp_path: Path) -> None:
    """A column that is wrong is told of alike, whether the row stands in the part of the second heading or after it."""
    head, row = "cell_id,period,meeting_kind,framework,self.answers.9.9", "2025-11,thường kỳ,an-phu/2025,1"
    file = tmp_path / "bang.csv"
    file.write_text("\n".join([head, f"A,{row}", head, f"B,{row}", f"C,{row}"]) + "\n", "utf-8")
    compare_table(file, part_rows=3)


def test_bounds_of_the_rules_alone_are_never_narrower(tmp_path: Path) -> None:
    """Without trying completions, what may come of an incomplete record is as wide or wider, and nothing else differs."""
    file = write_csv(tmp_path / "bang.csv", rows(chance_of(7), 12, share=0.1, layers=("self",)))
    scored(task_in(tmp_path / "1"), file)
    scored(task_in(tmp_path / "2", completions=False), file)
    exact, wide = results(tmp_path / "1"), results(tmp_path / "2")
    assert exact.keys() == wide.keys()
    for place, row in exact.items():
        assert set(row["possible"].split(",")) <= set(wide[place]["possible"].split(","))
        assert wide[place]["least total"] <= row["least total"] <= row["most total"] <= wide[place]["most total"]


# --- however the work is divided ---


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a table of right rows."""
    return write_csv(tmp_path_factory.mktemp("bang") / "bang.csv", rows(chance_of(8), 30, layers=("self",)))


@pytest.fixture(scope="module")
def whole(table: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of that table scored as one part."""
    folder = tmp_path_factory.mktemp("mot-phan") / "ket-qua"
    scored(task_in(folder), table)
    return folder


@pytest.fixture(scope="module")
def divided(table: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of that table scored in three parts by one process."""
    folder = tmp_path_factory.mktemp("ba-phan") / "ket-qua"
    scored(task_in(folder, part_rows=10), table)
    return folder


def test_results_are_the_same_bytes_whoever_works(table: Path, divided: Path, tmp_path: Path) -> None:
    """One process, or two of which one is killed: every byte is the same, and nothing else is left in the folder."""
    task = task_in(tmp_path / "3", part_rows=10)
    run = BulkRun(task, (str(table),))
    begin(run, replaced=False)
    killing = partial(killed_once, str(tmp_path / "killed"), run.own)
    assert len(list(in_local_processes(2, killing, run.left()))) == 3
    (run.own.work / "results" / "an-phu__2025" / ".part-000001.parquet.0a.tmp").touch()  # by one killed while it wrote
    run.finish()
    assert contents(divided) == contents(tmp_path / "3")
    assert {each.name for each in (tmp_path / "3").iterdir()} == {"plan.json", "summary.json", "results"}


@pytest.mark.nightly
def test_fifty_killed_processes_cost_nothing(tmp_path: Path) -> None:
    """Processes are killed at any moments, fifty of them: no part is lost or doubled, and every byte is the same."""
    table = write_csv(tmp_path / "bang.csv", rows(chance_of(9), 200, layers=("self",)))
    scored(task_in(tmp_path / "whole", part_rows=10), table)
    marks = tmp_path / "killed"
    marks.mkdir()
    while (killed := len(list(marks.iterdir()))) < 50:
        task = task_in(tmp_path / f"{killed}", part_rows=10)
        run = BulkRun(task, (str(table),))
        begin(run, replaced=False)
        killing = partial(killed_by_chance, str(marks), 50, run.own)
        numbers = [each.number for each in in_local_processes(2, killing, run.left()) if isinstance(each, PartDone)]
        run.finish()
        assert numbers == list(range(20))
        assert contents(tmp_path / f"{killed}") == contents(tmp_path / "whole")


def test_an_interrupted_run_goes_on(table: Path, divided: Path, tmp_path: Path) -> None:
    """What was done stays done, on another day too; a run that is finished is not done again."""
    task = task_in(tmp_path / "1", part_rows=10)
    run = BulkRun(task, (str(table),))
    begin(run, replaced=False)
    begun = run.scored(partial(in_local_processes, 1))
    next(begun)
    again = running.taken_up(
        BulkRun(task_in(tmp_path / "1", part_rows=10, today=TODAY + dt.timedelta(days=1)), (str(table),))
    )
    assert again == run
    assert begin(again, replaced=False) is None
    assert [each.part.number for each in again.left()] == [1, 2]
    assert len(list(again.scored(partial(in_local_processes, 1)))) == 2
    summary = again.finish()
    assert contents(tmp_path / "1") == contents(divided)
    assert begin(again, replaced=False) == summary


def test_a_folder_of_something_else_is_left_alone(table: Path, whole: Path, tmp_path: Path) -> None:
    """Another run's folder is replaced only if the user says so, and a folder with anything else in it never."""
    copytree(whole, tmp_path / "1")
    other = BulkRun(task_in(tmp_path / "1", form="csv"), (str(table),))
    with pytest.raises(FaultyInput, match=r"bulk\.other_run"):
        begin(other, replaced=False)
    (tmp_path / "1" / "results" / "ghi-chu.txt").write_text("của tôi")
    assert begin(other, replaced=True) is None
    assert [each.name for each in (tmp_path / "1" / "results").iterdir()] == ["ghi-chu.txt"]
    with pytest.raises(FaultyInput, match=r"bulk\.not_empty"):
        begin(BulkRun(task_in(table.parent), (str(table),)), replaced=True)


def test_lost_rows_are_told_of(table: Path, tmp_path: Path) -> None:
    """A run is finished only where the files have every row."""
    run = BulkRun(task_in(tmp_path / "1", part_rows=10), (str(table),))
    begin(run, replaced=False)
    for _ in run.scored(partial(in_local_processes, 1)):
        pass
    next(run.own.work.glob("results/*/part-000001.parquet")).unlink()
    with pytest.raises(FaultyInput, match=r"bulk\.rows_lost"):
        run.finish()


# --- tables ---


def test_typed_columns_are_read_as_their_texts(table: Path, whole: Path, tmp_path: Path) -> None:
    """Numbers, days and yes or no of Parquet and Arrow files are what the same are as texts of CSV."""
    parquet, arrow = tmp_path / "bang.parquet", tmp_path / "bang.arrow"
    duckdb.execute(f"COPY (SELECT * FROM read_csv('{table}')) TO '{parquet}'")  # noqa: S608 - the test's own names
    rows = duckdb.read_parquet(str(parquet)).to_arrow_table()
    with pa.ipc.new_file(str(arrow), rows.schema) as writer:
        writer.write_table(rows)
    for typed in (parquet, arrow):
        scored(task_in(tmp_path / typed.suffix), typed)
        assert results(whole) == results(tmp_path / typed.suffix)


def test_results_come_as_csv_too(table: Path, whole: Path, tmp_path: Path) -> None:
    """A CSV of results says what the Parquet file says."""
    scored(task_in(tmp_path / "2", form="csv"), table)
    read = "SELECT row, layer, rating, \"award total\" FROM '{}' ORDER BY row, layer"
    one, two = (
        duckdb.execute(read.format(folder / "results" / "an-phu__2025" / f"part-000000.{form}")).fetchall()
        for folder, form in ((whole, "parquet"), (tmp_path / "2", "csv"))
    )
    assert one == two


def test_unknown_columns_are_told_at_once(table: Path, tmp_path: Path) -> None:
    """A table with columns that nobody knows is refused before any work, each of them named."""
    text = table.read_text("utf-8").replace("praised,", "khen thưởng,", 1).replace("reminded,", "nhắc lần,", 1)
    (tmp_path / "bang.csv").write_text(text, "utf-8")
    run = BulkRun(task_in(tmp_path / "1"), (str(tmp_path / "bang.csv"),))
    begin(run, replaced=False)
    with pytest.raises(FaultyInput) as error:
        run.check_headings()
    assert {fault.code for fault in error.value.faults} <= {"table.unknown_column", "table.similar_column"}
    assert len(error.value.faults) == 2


def test_rules_and_facts_go_with_results(table: Path, tmp_path: Path) -> None:
    """On request every result bears the number of its rule, and the facts that it was concluded from."""
    scored(task_in(tmp_path / "1", with_rules=True), table)
    row = results(tmp_path / "1")[1, "self"]
    assert {"by rating total", "field present", "answer 3.1"} <= row.keys()
    assert row["by rating total"] is not None


def test_the_plan_says_what_was_done(table: Path, whole: Path) -> None:
    """The folder tells of which input, by which frameworks, and up to which day it was read."""
    told = json.loads((whole / "plan.json").read_bytes())
    assert (told["today"], told["files"][0][0]) == (TODAY.isoformat(), str(table))
    assert dict(told["frameworks"]).keys() == set(Catalog().ids)


def test_a_number_too_large_to_be_reckoned_with_is_told(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number beyond what arrays hold ends the run with a sentence, and no result is written."""
    monkeypatch.setattr(array_program, "GIVEN", ValueRange(0, 5))
    monkeypatch.setattr(facts, "_whole", lambda _least, _most: "BIGINT")
    with pytest.raises(FaultyInput, match=r"bulk\.too_wide"):
        scored(task_in(tmp_path / "out"), table)
    assert not list((tmp_path / "out").rglob("results/**/*.parquet"))


def test_results_are_the_same_in_whatever_batches(
    table: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many rows are concluded at once, each has the same results, and some batches are one group in a file."""
    monkeypatch.setattr(layers, "BATCH", 7)
    scored(task_in(tmp_path / "out"), table)
    assert results(tmp_path / "out") == results(whole)
    file = tmp_path / "out" / "results" / "an-phu__2025" / "part-000000.parquet"
    groups = "SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata(?)"
    sizes = [size for _, size in sorted(duckdb.execute(groups, [str(file)]).fetchall())]
    assert len(sizes) > 2
    assert max(sizes) <= 7 * batches.GROUP
