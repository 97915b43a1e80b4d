"""The database in which tables are read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.bulk_runs.database import database
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("missing", ["duckdb", "numpy", "pyarrow"])
def test_it_is_said_what_to_install(missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has not all that large tables are read, concluded and written by is told so before any work."""
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(FaultyInput, match=r"bulk\.not_installed"), database(str(tmp_path)):
        pass
