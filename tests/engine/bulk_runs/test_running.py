"""Tables scored part by part: the same however the work is divided, whoever does it, and whatever interrupts it."""

from __future__ import annotations

import datetime as dt
import json
from functools import partial
from shutil import copytree
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pytest

from chamdiem.engine.bulk import array_program
from chamdiem.engine.bulk.ranges import ValueRange
from chamdiem.engine.bulk_runs import batches, facts, layers, running
from chamdiem.engine.bulk_runs.running import BulkRun, begin, in_local_processes
from chamdiem.engine.bulk_runs.wanted import PartDone
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.rules.records.faults import FaultyInput
from killing import killed_by_chance, killed_once
from many_rows import TODAY, chance_of, rows, write_csv
from row_by_row import results
from scored_tables import contents, scored, task_in

if TYPE_CHECKING:
    from pathlib import Path


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
