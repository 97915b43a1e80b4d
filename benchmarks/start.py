"""The command line as people start it: whole processes, warm."""

from __future__ import annotations

import os
import resource
import subprocess
from time import perf_counter

from meetings import EXAMPLE, ROOT
from tables import Table, median

REPEATS = 15
COMMANDS = {"./run --help": ("--help",), "./run score RECORD": ("score", str(EXAMPLE))}


def measure() -> Table:
    """Measure each command from its start to its end; the first run of each warms the file cache."""
    return Table(
        title=f"Whole processes, warm, {REPEATS} times; targets: --help ≤ 0.12 s, score ≤ 0.30 s",
        header=("command", "median s", "slowest s", "least CPU s"),
        rows=tuple(_row(name, arguments) for name, arguments in COMMANDS.items()),
    )


def _row(name: str, arguments: tuple[str, ...]) -> tuple[str, ...]:
    runs = [_seconds(arguments) for _ in range(REPEATS + 1)][1:]
    times = [wall for wall, _ in runs]
    return name, f"{median(times):.2f}", f"{max(times):.2f}", f"{min(cpu for _, cpu in runs):.2f}"


def _seconds(arguments: tuple[str, ...]) -> tuple[float, float]:
    """Return how long a command takes by the clock and of the processor, as people have it: with its bytecode kept."""
    kept = {name: told for name, told in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start, before = perf_counter(), _spent()
    subprocess.run([ROOT / "run", *arguments], check=True, stdout=subprocess.DEVNULL, env=kept)  # noqa: S603 - our own script
    return perf_counter() - start, _spent() - before


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime
