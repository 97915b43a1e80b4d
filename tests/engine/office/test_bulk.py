"""Tables of many records, as an office has them scored."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from bulk_scored import bulk_scored, office_on
from chamdiem.rules.records.faults import FaultyInput
from places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path


def test_a_table_that_is_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    """Whoever mends what is wrong in a table has it scored by the same command as before."""
    office, table, folder = office_on(dt.date(2025, 12, 1)), tmp_path / "bang.csv", tmp_path / "ket-qua"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(FaultyInput, match=r"table\.unknown_column"):
        bulk_scored(office, folder, table)
    assert list(folder.iterdir()) == []
    table.write_bytes((EXAMPLES / "13-bang-ky-hop.csv").read_bytes())
    assert bulk_scored(office, folder, table).folder == folder
