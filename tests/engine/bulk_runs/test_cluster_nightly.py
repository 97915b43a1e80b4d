"""Workers of a Dask cluster as processes of their own, which are killed on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import psutil
import pytest

from chamdiem.engine.bulk_runs import cluster as clusters
from chamdiem.engine.bulk_runs.cluster import cluster
from chamdiem.engine.bulk_runs.running import BulkRun, begin
from chamdiem.rules.records.faults import FaultyInput
from killing import killed_often
from many_rows import chance_of, rows, write_csv
from scored_tables import contents, scored, task_in
from working_machines import machines

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.nightly
PARTS = 12
COMMAND = (sys.executable, "-P", "-m", "chamdiem.cli")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a table of rows of which some are wrong, repeated or incomplete."""
    return write_csv(tmp_path_factory.mktemp("bang") / "bang.csv", rows(chance_of(9), 4 * PARTS, share=0.02))


@pytest.fixture(scope="module")
def expected(table: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what this process makes of the table."""
    folder = tmp_path_factory.mktemp("mot") / "1"
    scored(task_in(folder, part_rows=4, completions=False), table)
    return contents(folder)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with much else to do starts workers slowly."""
    monkeypatch.setattr(clusters, "_GREETING", 300)
    monkeypatch.setattr(clusters, "_FIRST_WORKER", 300)


def begun(folder: Path, table: Path) -> BulkRun:
    """Return a run that is begun."""
    run = BulkRun(task_in(folder, part_rows=4, completions=False), (str(table),))
    begin(run, replaced=False)
    return run


def test_workers_killed_at_random_cost_nothing(table: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    """Of 16 workers killed at random parts, some at the same again and again, nothing is lost and nothing doubled."""
    chance = chance_of(10)
    marks = tmp_path / "marks"
    marks.mkdir()
    for number in range(16):
        part = 3 if number < 6 else chance.randrange(PARTS)  # Dask gives a part up whose worker is gone four times
        (marks / f"{part:06}-{number}").touch()
    run = begun(tmp_path / "2", table)
    with machines(tmp_path, 2) as address, cluster(address) as workers:
        workers.check(run.own)
        told = list(workers.spread(partial(killed_often, str(marks), run.own), run.left()))
        assert len(list(run.scored(workers.spread))) == 0
    assert not list(marks.iterdir())
    assert len(told) == PARTS
    run.finish()
    assert contents(tmp_path / "2") == expected


def test_a_scheduler_that_is_killed_costs_what_was_under_way(
    table: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    """Without its scheduler a run stops with a sentence; another one, or this machine alone, goes on where it was."""
    run = begun(tmp_path / "2", table)
    with machines(tmp_path, 2) as address, cluster(address) as workers:
        parts = run.scored(workers.spread)
        next(parts)
        for process in psutil.Process().children():
            if "scheduler" in process.cmdline():
                process.kill()
        with pytest.raises(FaultyInput, match=r"cluster\.lost"):
            list(parts)
    left = len(run.left())
    assert left < PARTS
    (tmp_path / "scheduler.json").unlink()
    with machines(tmp_path, 1) as address, cluster(address) as workers:
        assert len(list(run.scored(workers.spread))) <= left
    run.finish()
    assert contents(tmp_path / "2") == expected


def test_workers_that_are_all_gone_are_told_of(table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run whose last worker has gone for good does not wait for ever."""
    run = begun(tmp_path / "2", table)
    with machines(tmp_path, 1) as address, cluster(address) as workers:
        monkeypatch.setattr(clusters, "_SILENCE", 1)
        monkeypatch.setattr(clusters, "_FIRST_WORKER", 1)
        parts = run.scored(workers.spread)
        next(parts)
        for process in psutil.Process().children():
            if "worker" in process.cmdline():
                for each in [*process.children(recursive=True), process]:
                    os.kill(each.pid, signal.SIGKILL)
        with pytest.raises(FaultyInput, match=r"cluster\.no_workers"):
            list(parts)


def test_the_command_scores_by_a_cluster(table: Path, tmp_path: Path) -> None:
    """What people type gives the same files, and a sentence where no scheduler answers, with nothing left behind."""

    def command(address: str) -> subprocess.CompletedProcess[str]:
        words = ["bulk", "score", "bang.csv", "-o", str(tmp_path / "2"), "--cluster", address]
        return subprocess.run([*COMMAND, *words], cwd=table.parent, capture_output=True, text=True, check=False)  # noqa: S603

    refused = command("tcp://127.0.0.1:1")
    assert (refused.returncode, len(refused.stderr.splitlines()), (tmp_path / "2").exists()) == (1, 1, False)
    with machines(tmp_path, 2) as address:
        done = command(address)
    assert "Traceback" not in done.stderr
    assert json.loads((tmp_path / "2" / "summary.json").read_bytes())["rows"] == 4 * PARTS
