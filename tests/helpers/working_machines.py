"""A Dask scheduler and its workers, as processes of this machine, for as long as tests need them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import psutil

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
        address = _address(told)
        for number in range(workers):
            started.enter_context(_running(folder / f"worker-{number}.log", "worker", "--nthreads", "1", *here))
        yield address


def _address(told: Path) -> str:
    """Return the address that a scheduler tells in a file, once all of it stands there."""
    while True:
        try:
            return str(json.loads(told.read_bytes())["address"])
        except (FileNotFoundError, ValueError):
            time.sleep(0.1)


@contextmanager
def _running(log: Path, *words: str) -> Iterator[None]:
    with log.open("wb") as said:
        # what tests let workers do is known to these
        known = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-P", "-m", "dask", *words]
        process = subprocess.Popen(command, stdout=said, stderr=said, env=known)  # noqa: S603 - our own command
        try:
            yield
        finally:  # one whose scheduler is gone would wait for it a while
            for each in [*psutil.Process(process.pid).children(recursive=True), process]:
                each.kill()
            process.wait()
