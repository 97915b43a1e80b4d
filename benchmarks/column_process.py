"""What reckons in columns, in a process by a Python of its own: `column_peers.py` is told there what to do."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

_HERE = Path(__file__).parent
_LOCK = _HERE.parent / "requirements" / "columns.lock"
_ALONE = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "NUMEXPR_NUM_THREADS": "1"}


def _python() -> Path:
    """Return the Python that has what the lock names, which is installed where it is not yet."""
    folder = Path(tempfile.gettempdir()) / "chamdiem-bench-columns"
    python, stamp = folder / "bin" / "python", folder / "installed.lock"
    if not stamp.exists() or stamp.read_bytes() != _LOCK.read_bytes():
        venv.create(folder, with_pip=True, clear=True)
        install = (python, "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r", _LOCK)
        subprocess.run(install, check=True)  # noqa: S603 - our own environment
        stamp.write_bytes(_LOCK.read_bytes())
    return python


class ColumnProcess:
    """The process, at work in a folder; `with` begins and ends it. `names` are what it can do."""

    def __init__(self, folder: Path) -> None:
        command = (_python(), _HERE / "column_peers.py", folder)
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **_ALONE}
        )
        self.names = tuple(self._line().split("\t"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()

    def _line(self) -> str:
        assert self._process.stdout is not None  # noqa: S101 - it is asked for above
        line = self._process.stdout.readline()
        if not line:
            sys.exit("column_peers.py ended")
        return line.rstrip("\n")

    def seconds(self, name: str) -> float:
        """Do something, and return the seconds of the processor that it took there."""
        assert self._process.stdin is not None  # noqa: S101 - as above
        self._process.stdin.write(f"{name}\n")
        self._process.stdin.flush()
        return float(self._line())
