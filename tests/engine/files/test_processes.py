"""Processes that work for this one, and end with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.files.processes import in_processes, undisturbed
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAM = """
import sys, time
from chamdiem.engine.files.processes import in_processes
if __name__ == "__main__":
    for _ in in_processes(time.sleep, [600.0] * 4, 2):
        pass
"""


def test_results_come_in_order() -> None:
    """What is made comes in the order of what was given, by however many processes."""
    assert list(in_processes(abs, [-3, -1, -2, -5, -4], 2, chunk=2)) == [3, 1, 2, 5, 4]


def test_a_process_that_was_ended_is_a_sentence() -> None:
    """A process that the system ends, as it does for want of memory, is a fault, not a wait without end."""
    with pytest.raises(FaultyInput) as caught:
        list(in_processes(os._exit, [1, 1], 2))
    assert [fault.code for fault in caught.value.faults] == ["processes.ended"]


def test_starting_is_not_broken_off() -> None:
    """What asks the program to end while processes are started is heeded once they are, the first request first."""
    heard: list[str] = []
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [
        signal.signal(number, lambda number, _frame: heard.append(signal.Signals(number).name)) for number in numbers
    ]
    try:
        with undisturbed():
            for number in numbers:
                os.kill(os.getpid(), number)
            heard.append("started")
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
    assert heard == ["started", "SIGTERM", "SIGINT"]


def children(process: int) -> set[int]:
    """Return the numbers of the processes that a process has begun."""
    found = Path(f"/proc/{process}/task/{process}/children")
    return {int(number) for number in found.read_text().split()} if found.exists() else set()


def alive(process: int) -> bool:
    """Tell whether a process is there and not only waited for."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for something; the test as a whole is bounded, not this."""
    while not true():
        time.sleep(0.01)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are read from /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_no_orphans(number: signal.Signals, tmp_path: Path) -> None:
    """Whatever ends the first process, kill -9 included, ends those that work for it, in the middle of their work."""
    file = tmp_path / "work.py"
    file.write_text(PROGRAM, encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-P", str(file)], stderr=subprocess.DEVNULL)  # noqa: S603 - our own program
    wait_until(lambda: len(children(process.pid)) >= 3)  # two that work, and one that watches over their semaphores
    begun = children(process.pid)
    process.send_signal(number)
    process.wait()
    wait_until(lambda: not any(map(alive, begun)))
