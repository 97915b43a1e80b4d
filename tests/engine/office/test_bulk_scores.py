"""What is loaded before large tables are scored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.office import bulk, bulk_scores
from chamdiem.engine.office.bulk_scores import BulkRequest, score_tables
from chamdiem.engine.office.office import Office

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_only_a_large_table_has_modules_loaded_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or a folder that may have several parts has them loaded; a small one not, nor one process, nor a cluster."""
    loaded: list[str] = []
    monkeypatch.setattr(bulk_scores, "load_ahead", lambda *modules: loaded.extend(modules))
    monkeypatch.setattr(bulk, "scored_tables", lambda *_given: None)
    small, large = tmp_path / "nho.csv", tmp_path / "thang" / "lon.csv"
    large.parent.mkdir()
    small.write_bytes(b"cell_id")
    large.write_bytes(bytes(2_000_001))

    def score(*inputs: str, **more: Any) -> None:  # noqa: ANN401 - fields of several types
        score_tables(Office(), BulkRequest(inputs=inputs, folder=tmp_path / "ket-qua", lang="vi", **more), Consent())

    score(str(small), str(tmp_path / "khong-co"), "postgresql://may-chu/so")
    score(str(large), processes=1)
    score(str(large), cluster="tcp://may-chu:8786")
    assert loaded == []
    score(str(large))
    score(str(small), str(large.parent), processes=2)
    assert loaded == ["duckdb", "chamdiem.engine.bulk_runs.part"] * 2
