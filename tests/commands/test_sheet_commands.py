"""The commands that print one meeting: its sheet in every form, by our template or one's own, and the paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.cli import run
from places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

FULL = str(EXAMPLES / "01-an-phu-day-du.yaml")
MAGIC = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-", "docx": b"PK\x03\x04", "png": b"\x89PNG"}


@pytest.mark.parametrize("form", MAGIC)
def test_the_suffix_chooses_the_form(tmp_path: Path, form: str) -> None:
    """One command prints the sheet as page, PDF, Word file or picture; capitals in the suffix do not matter."""
    target = tmp_path / f"phieu.{form.upper()}"
    assert run(["sheet", FULL, "-o", str(target)]) == 0
    assert target.read_bytes().startswith(MAGIC[form])


def test_another_suffix_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A suffix that we do not make is refused with those that we do, before the record is read."""
    assert run(["sheet", "khong-co.yaml", "-o", str(tmp_path / "phieu.odt")]) == 2
    assert ".html, .pdf, .docx, .png" in capsys.readouterr().err


def test_an_own_template_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A committee's template fills in this record; what it cannot make is wrong usage."""
    template, target = tmp_path / "mau.html", tmp_path / "phieu.html"
    template.write_text("<p>{{ sheet.cell }}</p>", encoding="utf-8")
    assert run(["sheet", FULL, "-o", str(target), "--template", str(template)]) == 0
    assert target.read_text(encoding="utf-8") == "<p>CHI BỘ KHU PHỐ HOA MẪU</p>"
    assert run(["sheet", FULL, "-o", str(tmp_path / "phieu.docx"), "--template", str(template)]) == 2
    assert ".html, .pdf, .png" in capsys.readouterr().err


def test_a_faulty_template_is_refused_with_its_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both `check` and `sheet` name every slip of a template with file, line and column; nothing is written."""
    template = tmp_path / "mau.html"
    template.write_text("<p>\n{{ sheet.ten }}</p>{{ phieu }}", encoding="utf-8")
    for command in (
        ["check", str(template)],
        ["sheet", FULL, "-o", str(tmp_path / "a.pdf"), "--template", str(template)],
    ):
        assert run(command) == 1
        first, second = capsys.readouterr().err.splitlines()
        assert first.startswith(f"{template}, dòng 2, cột 10: không có biến “sheet.ten”; được phép: upper_org, cell,")
        assert second == f"{template}, dòng 2, cột 23: không có biến “phieu”; được phép: sheet."
    assert not (tmp_path / "a.pdf").exists()


def test_a_right_template_is_said_to_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` says what a template can make."""
    template = tmp_path / "mau.html"
    template.write_text("<p>{{ sheet.cell }}</p>", encoding="utf-8")
    assert run(["check", str(template)]) == 0
    assert capsys.readouterr().out == f"{template}: đúng (mẫu phiếu, in ra được: html, pdf, png).\n"


def test_settings_of_the_folder_hold_for_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Place name, title size and line spacing of chamdiem.toml stand on the sheet."""
    settings = 'place_name = "An Phú"\n[paper]\ntitle_size = 15\nline_spacing = 18\n'
    (tmp_path / "chamdiem.toml").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["sheet", FULL, "-o", "phieu.html"]) == 0
    page = (tmp_path / "phieu.html").read_text(encoding="utf-8")
    assert "An Phú, ngày 05 tháng 11 năm 2025" in page
    assert "h1 { font-size: 15pt; }" in page
    assert "line-height: 18pt" in page


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_paragraph_is_vietnamese(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The paragraph is one line ready to paste, in the language of the resolution whatever the program speaks."""
    assert run(["paragraph", FULL, "--lang", lang]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(
        "Chi bộ tự chấm điểm chất lượng kỳ sinh hoạt tháng 11/2025: Chấp hành thời gian, thời lượng: 5/5;"
    )
    assert "Tổng điểm: 93/95. Tự xếp loại: Tốt." in line
