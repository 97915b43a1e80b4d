"""The commands on the meetings of a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.cli import run
from places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

AN_PHU = ("01-an-phu-day-du.yaml", "03-an-phu-vang-khong-ly-do.yaml")
MAGIC = {".xlsx": b"PK", ".docx": b"PK", ".pdf": b"%PDF-", ".html": b"<!DOC"}


@pytest.fixture
def month(tmp_path: Path) -> Path:
    """Return a folder with two records of one month and a register of three cells."""
    folder = tmp_path / "ho-so"
    folder.mkdir()
    for name in AN_PHU:
        text = (EXAMPLES / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("period: 2025-12", "period: 2025-11"), encoding="utf-8")
    cells = "cell_id,cell_name,upper_org,members_total\nVD-01,Chi bộ khu phố Hoa Mẫu,,24\nX,Chi bộ Chợ,,9\n"
    (tmp_path / "danh-muc.csv").write_text(cells, encoding="utf-8")
    return folder


def made(folder: Path, name: str, *options: str) -> Path:
    """Run a command that makes a list, and return its file."""
    kind, _, suffix = name.partition(".")
    file = folder / f"{kind}.{suffix}"
    assert run(["list", kind, str(folder), "-o", str(file), *options]) == 0
    return file


@pytest.mark.parametrize(
    "name",
    ["summary.xlsx", "summary.pdf", "discrepancies.docx", "missing.xlsx", "near.pdf", "overview.pdf", "overview.html"],
)
def test_every_list_is_made(month: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """The suffix chooses the form, and the program says what it wrote."""
    register = ["--register", str(month.parent / "danh-muc.csv")]
    options = register if name.partition(".")[0] in {"summary", "missing", "overview"} else []
    file = made(month, name, *options)
    assert file.read_bytes().startswith(MAGIC[file.suffix])
    assert f"Đã ghi danh sách: {file}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["summary", "x", "-o", "a.doc"], ".xlsx, .docx, .pdf"),
        (["overview", "x", "-o", "a.xlsx"], ".pdf, .html"),
        (["missing", "x", "-o", "a.xlsx"], "--register"),
        (["summary", "-o", "a.xlsx"], "NGUỒN"),
        (["near", "x", "-o", "a.xlsx", "--within", "hai"], "--within"),
        (["near", "x", "-o", "a.xlsx", "--period", "quý 4"], "--period"),
        (["la"], "summary"),
    ],
)
def test_wrong_usage_is_one_sentence(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    """A wrong suffix, a missing register, a period that is none: status 2, before anything is read."""
    assert run(["list", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_faulty_records_make_no_list(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fault in one record is named, and no file is written."""
    (month / "x.yaml").write_text("present: hai", encoding="utf-8")
    assert run(["list", "summary", str(month), "-o", str(month / "a.xlsx")]) == 1
    assert "x.yaml, dòng 1" in capsys.readouterr().err
    assert not (month / "a.xlsx").exists()


def test_points_within_may_have_a_decimal_comma(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Points are typed as Vietnamese writes them."""
    made(month, "near.xlsx", "--within", "12,5", "--period", "2025-11")
    assert "Số dòng: 2" in capsys.readouterr().out
