"""What is asked of scoring tables, and all that it leaves in its folder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from chamdiem.engine.bulk_runs.running import BulkRun, begin, in_local_processes
from chamdiem.engine.bulk_runs.tasks import BulkTask, hashes_of
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.choice import FrameworkChoice
from many_rows import TODAY

if TYPE_CHECKING:
    from pathlib import Path


def task_in(folder: Path, **more: Any) -> BulkTask:  # noqa: ANN401 - any of its fields
    """Return the task of scoring into a folder."""
    plain: dict[str, Any] = {"lang": "vi", "form": "parquet", "framework": None, "default": None, "organisation": None}
    frameworks = hashes_of(FrameworkChoice(Catalog()), None)
    flags = {"with_rules": False, "completions": True, "history": False}
    return BulkTask(**{**plain, **flags, "folder": str(folder), "today": TODAY, "frameworks": frameworks, **more})


def scored(task: BulkTask, *inputs: Path) -> BulkRun:
    """Score tables to the end."""
    run = BulkRun(task, tuple(map(str, inputs)))
    begin(run, replaced=False)
    for _ in run.scored(partial(in_local_processes, 1)):
        pass
    run.finish()
    return run


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of results, with its bytes."""
    files = [*folder.glob("results/*/*"), *folder.glob("rejected/*"), folder / "summary.json"]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
