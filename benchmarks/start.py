"""The command line as people start it: whole processes, warm."""

from __future__ import annotations

import subprocess
from time import perf_counter

from meetings import EXAMPLE, ROOT
from tables import Table, median

REPEATS = 15
COMMANDS = {"./run --help": ("--help",), "./run score RECORD": ("score", str(EXAMPLE))}


def measure() -> Table:
    """Measure each command from its start to its end; the first run of each warms the file cache."""
    return Table(
        title=f"Whole processes, warm, {REPEATS} times; targets: --help ≤ 0.4 s, score ≤ 1.0 s",
        header=("command", "median s", "slowest s"),
        rows=tuple(_row(name, arguments) for name, arguments in COMMANDS.items()),
    )


def _row(name: str, arguments: tuple[str, ...]) -> tuple[str, ...]:
    times = [_seconds(arguments) for _ in range(REPEATS + 1)][1:]
    return name, f"{median(times):.2f}", f"{max(times):.2f}"


def _seconds(arguments: tuple[str, ...]) -> float:
    start = perf_counter()
    subprocess.run([ROOT / "run", *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own script
    return perf_counter() - start
