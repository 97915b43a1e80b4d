"""Processes that work for this one, and end with it."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
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


def loaded(name: str) -> bool:
    """Tell whether this process had loaded a module before it was asked for anything."""
    return name in sys.modules


def loaded_by_others(name: str) -> list[bool]:
    """Load a module, and tell whether those that this process begins have it at once."""
    importlib.import_module(name)
    return list(in_processes(loaded, [name, name], 2))


def said(program: str) -> str:
    """Return what a program says that knows this module."""
    told = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=told, check=False)  # noqa: S603 - our own program
    assert done.stderr == ""
    return done.stdout.strip()


AHEAD = """
import chamdiem.engine.ledger.entries
from chamdiem.engine.files.processes import in_processes, load_ahead
from test_processes import loaded
if __name__ == "__main__":
    load_ahead("wave", "no_such_module")
    print(*in_processes(loaded, ["wave", "chamdiem.engine.ledger.entries", "chamdiem.engine.paper.word"], 2))
"""
ANEW = """
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from test_processes import loaded_by_others
if __name__ == "__main__":
    with ProcessPoolExecutor(1, get_context("spawn")) as server:
        print(*server.submit(loaded_by_others, "chamdiem.engine.ledger.entries").result())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are begun from nothing")
def test_what_is_loaded_ahead_is_there_when_processes_begin() -> None:
    """Modules that were named, and those of ours that are known here, are loaded once and not by each process."""
    assert said(AHEAD) == "True True False"


def test_a_server_keeps_nothing_loaded() -> None:
    """A process that was begun from nothing, as one that carries out jobs is, begins others from nothing."""
    assert said(ANEW) == "False False"


def test_a_process_that_was_ended_is_a_sentence() -> None:
    """A process that the system ends, as it does for want of memory, is a fault, not a wait without end."""
    with pytest.raises(FaultyInput) as caught:
        list(in_processes(os._exit, [1, 1], 2))
    assert [fault.code for fault in caught.value.faults] == ["processes.ended"]


@pytest.mark.parametrize("error", [EOFError("unexpected EOF"), ConnectionRefusedError(), BlockingIOError("no process")])
def test_processes_that_cannot_be_started_are_a_sentence(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the process that others are forked off is ended meanwhile, or the system gives no more, that is said."""

    def refused(*_given: object) -> None:
        raise error

    monkeypatch.setattr(ProcessPoolExecutor, "submit", refused)
    with pytest.raises(FaultyInput, match=r"processes\.ended"):
        list(in_processes(abs, [1, 2], 2))


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


def begun_by(process: int) -> set[int]:
    """Return the numbers of the processes that a process has begun, and of those that these have."""
    try:
        found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:
        return set()
    own = {int(number) for number in found.split()}
    return own.union(*map(begun_by, own))


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
    # two that work, one that these are forked off, and one that watches over their semaphores
    wait_until(lambda: len(begun_by(process.pid)) >= 4)
    begun = begun_by(process.pid)
    process.send_signal(number)
    process.wait()
    wait_until(lambda: not any(map(alive, begun)))
