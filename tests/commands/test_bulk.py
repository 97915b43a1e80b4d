"""Large tables, as somebody types the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.cli import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_table_without_a_record_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A heading alone, or blank rows below it, are no success, as `check` has it."""
    for name, rows in (("tieu-de", ""), ("trong", ",,\n,,\n")):
        table = tmp_path / f"{name}.csv"
        table.write_text(f"cell_id,date,present\n{rows}", encoding="utf-8")
        assert run(["check", str(table)]) == 1
        assert run(["bulk", "score", str(table), "-o", str(tmp_path / name)]) == 1
        assert "chưa ghi hồ sơ nào" in capsys.readouterr().err
