"""The pages as they are served: a command in processes of its own, and what can be asked of it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = (sys.executable, "-P", "-m", "chamdiem.cli")
PATIENCE = 90


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, *map(str, words)], capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def ask(port: int, path: str = "/suc-khoe") -> int:
    """Return the status of an answer."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def start(data: Path, port: int, *more: str) -> subprocess.Popen[str]:
    """Serve a data folder, and return once it answers, or has ended by itself."""
    words = ("serve", "--data", str(data), "--port", str(port), *more)
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*COMMAND, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    for _ in range(PATIENCE * 10):
        if process.poll() is not None:
            break
        try:
            assert ask(port) == 200
            break
        except OSError:  # nobody listens yet, or whoever does is not ready
            time.sleep(0.1)
    return process


@contextmanager
def served(data: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Serve a data folder for as long as the block lasts."""
    port = free_port()
    process = start(data, port, *more)
    try:
        assert process.poll() is None, process.stdout.read() if process.stdout else ""
        yield process, port
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=PATIENCE)


def children(process: subprocess.Popen[str]) -> list[int]:
    """Return the processes that a process has begun, and those that they have."""
    return [each.pid for each in psutil.Process(process.pid).children(recursive=True)]


def workers(process: subprocess.Popen[str]) -> list[int]:
    """Return the processes by which one that serves answers, where it has begun several."""
    return [pid for pid in children(process) if "spawn_main" in " ".join(psutil.Process(pid).cmdline())]


def is_there(pid: int) -> bool:
    """Tell whether a process is running."""
    return bool(psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)


def gone(pids: list[int]) -> bool:
    """Wait until processes are gone, and tell whether they are."""
    for _ in range(PATIENCE * 10):
        if not any(map(is_there, pids)):
            return True
        time.sleep(0.1)
    return False
