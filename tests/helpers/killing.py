"""Work whose process is killed on the way."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.running import score_part

if TYPE_CHECKING:
    from chamdiem.engine.bulk_runs.part import PartDone
    from chamdiem.engine.bulk_runs.running import BulkTask, PartTask
    from chamdiem.rules.records.faults import Fault


def killed_once(mark: str, task: BulkTask, asked: PartTask) -> PartDone | tuple[Fault, ...]:
    """Score a part; the process that first comes to the second one is killed at that. `mark` is a file that is made."""
    if asked.part.number == 1:
        with suppress(FileExistsError):
            os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
            os.kill(os.getpid(), signal.SIGKILL)
    return score_part(task, asked)
