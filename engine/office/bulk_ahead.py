"""What comes before large tables are scored: it begins while the modules are loaded by which they are."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.files.processes import load_ahead

if TYPE_CHECKING:
    from collections.abc import Iterable

_LARGE = 2_000_000
"""Of so many bytes a table may have several parts."""


def load_for(inputs: Iterable[str]) -> None:
    """Let what other processes need be loaded while this one finds out what there is to do, which takes as long."""
    paths = [File(each) for each in inputs]
    with suppress(OSError):  # whoever reads them tells what cannot be read
        files = chain.from_iterable(path.iterdir() if path.is_dir() else [path] for path in paths)
        if sum(file.stat().st_size for file in files if file.is_file()) > _LARGE:
            load_ahead("duckdb", "chamdiem.engine.bulk_runs.part")
