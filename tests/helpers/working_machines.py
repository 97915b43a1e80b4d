"""A Dask scheduler and its workers, as processes of this machine, for as long as tests need them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def machines(folder: Path, workers: int) -> Iterator[str]:
    """Start a scheduler and workers, and give its address; what they say lies in the folder."""
    told = folder / "scheduler.json"
    here = ("--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(told))
    with ExitStack() as started:
        started.enter_context(_running(folder / "scheduler.log", "scheduler", "--port", "0", *here))
        while not told.exists():
            time.sleep(0.1)
        for number in range(workers):
            started.enter_context(_running(folder / f"worker-{number}.log", "worker", "--nthreads", "1", *here))
        yield json.loads(told.read_bytes())["address"]


@contextmanager
def _running(log: Path, *words: str) -> Iterator[None]:
    with log.open("wb") as said:
        process = subprocess.Popen([sys.executable, "-m", "dask", *words], stdout=said, stderr=said)  # noqa: S603
        try:
            yield
        finally:
            process.terminate()
            process.wait()
