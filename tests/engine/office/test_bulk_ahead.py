"""What is loaded before large tables are scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.office import bulk_ahead
from chamdiem.engine.office.bulk_ahead import load_for

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_only_a_large_table_has_modules_loaded_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or a folder that may have several parts has them loaded; a small one, none at all and a ledger's address not."""
    loaded: list[str] = []
    monkeypatch.setattr(bulk_ahead, "load_ahead", lambda *modules: loaded.extend(modules))
    small, large = tmp_path / "nho.csv", tmp_path / "thang" / "lon.csv"
    large.parent.mkdir()
    small.write_bytes(b"cell_id")
    large.write_bytes(bytes(2_000_001))
    load_for([str(small), str(tmp_path / "khong-co"), "postgresql://may-chu/so"])
    assert loaded == []
    load_for([str(large)])
    load_for([str(small), str(large.parent)])
    assert loaded == ["duckdb", "chamdiem.engine.bulk_runs.part"] * 2
