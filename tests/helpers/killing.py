"""Work whose process is killed on the way."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import process_time, sleep
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.tasks import score_part
from many_rows import chance_of

if TYPE_CHECKING:
    from chamdiem.engine.bulk_runs.tasks import BulkTask, Outcome, PartTask

LONGEST = 2.5
"""So many seconds of its own work a process lives at most that is to be killed: some three small parts."""


def killed_once(mark: str, task: BulkTask, asked: PartTask) -> Outcome:
    """Score a part; the process that first comes to the second one is killed at that. `mark` is a file that is made."""
    if asked.part.number == 1:
        with suppress(FileExistsError):
            os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
            os.kill(os.getpid(), signal.SIGKILL)
    return score_part(task, asked)


def killed_by_chance(marks: str, most: int, task: BulkTask, asked: PartTask) -> Outcome:
    """Score a part in a process that is killed at any moment of it, or of those after it, until so many have been.

    `marks`: a folder in which each of them leaves a file.
    """
    killed = len(list(Path(marks).iterdir()))
    if killed < most:
        moment = chance_of(asked.part.number * 1000 + killed).uniform(0, LONGEST)
        Thread(target=_kill, args=(Path(marks) / f"{os.getpid()}", process_time() + moment), daemon=True).start()
    return score_part(task, asked)


def _kill(mark: Path, moment: float) -> None:
    while process_time() < moment:
        sleep(0.005)
    mark.touch()
    os.kill(os.getpid(), signal.SIGKILL)


def killed_often(marks: str, task: BulkTask, asked: PartTask) -> Outcome:
    """Score a part; the processes that come to it are killed as often as there are files in a folder left for it."""
    for mark in sorted(Path(marks).glob(f"{asked.part.number:06}-*")):
        with suppress(FileNotFoundError):
            mark.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
    return score_part(task, asked)
