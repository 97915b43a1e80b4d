"""The pages as they are served by the command, in processes of its own, from a data folder."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

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


@contextmanager
def served(data: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Serve a data folder for as long as the block lasts."""
    port = free_port()
    words = ("serve", "--data", str(data), "--port", str(port), *more)
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*COMMAND, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        for _ in range(PATIENCE * 10):
            if process.poll() is not None:
                break
            try:
                assert ask(port) == 200
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        assert process.poll() is None, process.stdout.read() if process.stdout else ""
        yield process, port
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=PATIENCE)
