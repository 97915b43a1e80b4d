"""Tables scored by the workers of a Dask cluster: the same bytes, whatever becomes of the workers."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from distributed import Future, KilledWorker, LocalCluster
from distributed.comm import CommClosedError

from chamdiem.engine.bulk_runs import cluster as clusters
from chamdiem.engine.bulk_runs.cluster import Workers, cluster
from chamdiem.engine.bulk_runs.running import BulkRun, begin
from chamdiem.engine.bulk_runs.tasks import score_part, unfit
from chamdiem.engine.bulk_runs.wanted import PartDone
from chamdiem.rules.records.faults import FaultyInput
from many_rows import AN_PHU, chance_of, rows, write_csv
from scored_tables import contents, scored, task_in
from several_months import months_of_cells

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from queue import SimpleQueue

    from chamdiem.engine.bulk_runs.tasks import BulkTask, Outcome, PartTask

WIRE = {"protocol": "tcp://", "host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start a scheduler and a worker within this process, which talk as those of many machines do."""
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, **WIRE) as started:
        yield started.scheduler_address


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a table of right rows."""
    return write_csv(tmp_path_factory.mktemp("bang") / "bang.csv", rows(chance_of(8), 6, layers=("self",)))


def begun(task: BulkTask, table: Path) -> BulkRun:
    """Return a run that is begun."""
    run = BulkRun(task, (str(table),))
    begin(run, replaced=False)
    return run


def test_results_are_the_same_bytes_from_a_cluster(
    address: str, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers make what this process makes, wherever they are; what they have done stays done where a run is left."""
    monkeypatch.chdir(table.parent)
    table = table.relative_to(table.parent)
    scored(task_in(tmp_path / "1", part_rows=3, completions=False), table)
    run = begun(task_in(tmp_path / "2", part_rows=3, completions=False), table)
    assert len(run.left()) == 2
    monkeypatch.chdir(tmp_path)
    with cluster(address) as workers:
        workers.check(run.own)
        parts = run.scored(workers.spread)
        next(parts)
        parts.close()  # type: ignore[attr-defined]  # it is a generator
        left = len(run.left())
        assert left < 2
        assert len(list(run.scored(workers.spread))) <= left
    run.finish()
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert {each.name for each in (tmp_path / "2").iterdir()} == {"plan.json", "summary.json", "results"}


@pytest.mark.nightly
def test_months_are_read_by_a_cluster_too(address: str, tmp_path: Path) -> None:
    """Where earlier rows decide facts, workers read them first, and make what this process makes."""
    table = write_csv(tmp_path / "bang.csv", months_of_cells(chance_of(6), 5, tuple(AN_PHU.framework.history)))
    one, other = (task_in(tmp_path / n, part_rows=6, history=True, today=dt.date(2026, 4, 15)) for n in ("1", "2"))
    scored(one, table)
    run = begun(other, table)
    with cluster(address) as workers:
        assert len(list(run.scored(workers.spread))) == 2 * len(run.parts)
    run.finish()
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


def test_whoever_is_not_fit_is_told_of_before_any_work(address: str, table: Path, tmp_path: Path) -> None:
    """Another version, another framework and a folder that is not seen are told at once, with the worker's name."""
    task = begun(task_in(tmp_path / "1"), table).own
    assert unfit(task) == ()
    other = replace(task, versions=(("chamdiem", "0.0.1"), ("duckdb", None)), frameworks=(), run="other")
    with cluster(address) as workers, pytest.raises(FaultyInput) as error:
        workers.check(other)
    codes = [fault.code for fault in error.value.faults]
    assert codes == ["bulk.other_version", "bulk.other_version", "bulk.unseen_folder", "bulk.other_frameworks"]
    assert all(fault.place is not None and fault.place.file for fault in error.value.faults)


def test_a_worker_that_comes_late_is_asked_too(address: str, table: Path, tmp_path: Path) -> None:
    """Each part is done only where its folder is seen, whoever was there when the others were asked."""
    run = begun(task_in(tmp_path / "1"), table)
    tasks = run.left()
    shutil.rmtree(run.own.work)
    with cluster(address) as workers:
        (outcome,) = workers.spread(partial(score_part, run.own), tasks)
    assert isinstance(outcome, tuple)
    assert [fault.code for fault in outcome] == ["bulk.unseen_folder"]


def test_another_version_is_told_before_anything_of_ours_is_asked(
    address: str, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker whose program is another one need know no function of this one to be told of."""
    monkeypatch.setattr(clusters, "version_of", lambda _: "0.0.1")
    monkeypatch.setattr(clusters, "unfit", None)
    task = begun(task_in(tmp_path / "1"), table).own
    with cluster(address) as workers, pytest.raises(FaultyInput, match=r"tcp://.*: bulk\.other_version"):
        workers.check(task)


@pytest.mark.parametrize("wrong", ["nonsense", "http://127.0.0.1:8787", "tcp://127.0.0.1:1"])
def test_a_wrong_address_is_told(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no scheduler answers, that is said, and not waited for long."""
    monkeypatch.setattr(clusters, "_GREETING", 0.2)
    with pytest.raises(FaultyInput, match=r"cluster\.no_answer"), cluster(wrong):
        pass


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for workers that do not come."""
    monkeypatch.setattr(clusters, "_FIRST_WORKER", 0.2)
    with (
        LocalCluster(n_workers=0, processes=False, **WIRE) as started,
        pytest.raises(FaultyInput, match=r"cluster\.no_workers"),
        cluster(started.scheduler_address),
    ):
        pass


def counted(asked: PartTask) -> Outcome:
    """Tell of a part that it is done."""
    return PartDone(number=asked.part.number, rows=2, scored={}, aside=0, open=0)


def test_a_worker_that_goes_with_what_it_has_done_costs_nothing(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a worker is gone before it was asked what came of a part, another one does the part again."""
    run = begun(task_in(tmp_path / "1", part_rows=2), table)
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, **WIRE) as started:
        told = Workers._next  # noqa: SLF001 - between this and the answer is the moment
        gone: list[Future] = []

        def going(workers: Workers, done: SimpleQueue[Future]) -> Future:
            future = told(workers, done)
            if not gone:
                gone.append(future)
                started.scale(0)
                while future.status == "finished":
                    time.sleep(0.01)
                started.scale(1)
            return future

        monkeypatch.setattr(Workers, "_next", going)
        with cluster(started.scheduler_address) as workers:
            outcomes = list(workers.spread(counted, run.left()))
    assert gone
    assert sorted(each.number for each in outcomes if isinstance(each, PartDone)) == [0, 1, 2]


@pytest.mark.parametrize(
    "error", [KilledWorker("phần", None, 3), CommClosedError("đứt dây")], ids=["given up", "cut off"]
)
def test_what_is_gone_while_it_is_asked_for_is_done_again(
    error: Exception, address: str, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker may be gone at the very moment in which it is asked, with all that have done its part since."""
    run = begun(task_in(tmp_path / "1", part_rows=2), table)
    told, wrong = Future.result, [error]

    def going(future: Future[Outcome], timeout: float | None = None) -> Outcome:
        if wrong:
            raise wrong.pop()
        outcome: Outcome = told(future, timeout)
        return outcome

    monkeypatch.setattr(Future, "result", going)
    with cluster(address) as workers:
        outcomes = list(workers.spread(counted, run.left()))
    assert not wrong
    assert sorted(each.number for each in outcomes if isinstance(each, PartDone)) == [0, 1, 2]


def fails(_: PartTask) -> Outcome:
    """Fail."""
    raise OSError("đĩa đầy")  # noqa: TRY003 - it stands for what a system says


def test_a_part_that_fails_everywhere_is_told(address: str, table: Path, tmp_path: Path) -> None:
    """What a worker could not do is said in its own words, after others have tried."""
    run = begun(task_in(tmp_path / "1"), table)
    with cluster(address) as workers, pytest.raises(FaultyInput) as error:
        list(workers.spread(fails, run.left()))
    (fault,) = error.value.faults
    assert (fault.code, dict(fault.details)) == ("cluster.failed", {"reason": "đĩa đầy"})


def test_without_dask_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not installed the extra is told which it is."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(FaultyInput, match=r"cluster\.not_installed"), cluster("tcp://127.0.0.1:8786"):
        pass
