"""Rows of tables that are no meetings: every command that reads tables tells of them, at its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from chamdiem.cli import run

ROOT = Path(__file__).resolve().parents[2]
RECORD = str(ROOT / "examples" / "01-an-phu-day-du.yaml")
MONTH = str(ROOT / "examples" / "thang-11-2025")
TABLE = """BẢNG THÁNG 11/2025
framework;Mã chi bộ;Tên chi bộ;Kỳ;Ngày họp;Loại sinh hoạt;Tổng số đảng viên
an-phu/2025;VD-1;Chi bộ A;2025-11;05/11/2025;thường kỳ;24
"""
REGISTER = "DANH SÁCH CHI BỘ\nMã chi bộ;Tên chi bộ\nVD-1;Chi bộ A\n"
TOLD = "không đọc dòng 1, nằm trên dòng tiêu đề"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bang.csv").write_text(TABLE, encoding="utf-8")
    Path("danh-muc.csv").write_text(REGISTER, encoding="utf-8")
    assert run(["ledger", "init", "so"]) == 0


@pytest.mark.parametrize(
    "typed",
    [
        "score bang.csv",
        "score bang.csv --format json --ledger so",
        "explain bang.csv",
        "advise bang.csv",
        "sheet bang.csv -o p.html",
        "paragraph bang.csv",
        "check bang.csv",
        "batch bang.csv -o ra --html",
        "list summary bang.csv -o b.xlsx",
        "list discrepancies bang.csv -o b.xlsx",
        f"list missing {MONTH} -o b.xlsx --register danh-muc.csv",
        "list near bang.csv -o b.xlsx",
        "list overview bang.csv -o b.html",
        "ledger add so bang.csv",
        f"list overview {MONTH} -o b.html --register danh-muc.csv",
        f"batch {MONTH} -o ra --html --register danh-muc.csv",
        "workbook --framework an-phu/2025 --cells danh-muc.csv -o s.xlsx",
    ],
)
def test_what_was_left_out_is_told(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A title above a table, or above a register, is one line of complaints, whatever the command makes of the rest."""
    capsys.readouterr()
    run(typed.split(" "))
    assert sum(TOLD in line for line in capsys.readouterr().err.splitlines()) == 1


def test_what_was_left_out_is_told_before_faults(capsys: pytest.CaptureFixture[str]) -> None:
    """Where a table is refused, the rows that were left out come first: they may be why."""
    Path("bang.csv").write_text(TABLE.replace("05/11/2025", "35/11/2025"), encoding="utf-8")
    assert run(["list", "near", "bang.csv", "-o", "b.xlsx"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert TOLD in lines[0]
    assert "35/11/2025" in lines[1]
