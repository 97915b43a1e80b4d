"""The commands of those who write frameworks, used as they use them."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from chamdiem.cli import run
from chamdiem.engine.reading.catalog import CRITERIA

if TYPE_CHECKING:
    from pathlib import Path

NGHE_AN = CRITERIA / "nghe-an/08-2021.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a framework and its cases, as an officer has them."""
    (tmp_path / "cases").mkdir()
    shutil.copy(NGHE_AN, tmp_path / "khung.yaml")
    shutil.copy(NGHE_AN.parent / "cases/08-2021.yaml", tmp_path / "cases/khung.yaml")
    return tmp_path


def change(file: Path, before: str, after: str) -> None:
    """Replace a part of a file."""
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


# --- cases ---


def test_cases_of_every_framework(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a framework the cases of all are run; those that ship are right and cover everything."""
    assert run(["cases", "--fail-under", "100"]) == 0
    out = capsys.readouterr().out
    assert "an-phu/2025: 87 trường hợp, đều đúng." in out
    assert out.count("Độ phủ 100%") == 6


def test_a_wrong_case_is_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A case that gives something else is told with its place, the difference and why; the exit status is 1."""
    change(folder / "khung.yaml", "at_least: 80", "at_least: 85")
    assert run(["cases", str(folder / "khung.yaml")]) == 1
    out, err = capsys.readouterr()
    assert "nghe-an/08-2021: 8 trường hợp, 1 trường hợp sai." in out
    assert f"{folder / 'cases/khung.yaml'}, dòng 12, cột 5: Đúng 80 điểm là Tốt; các khung khác thường đòi 90." in err
    assert "  xếp loại: cần tot, ra kha\n    vì: Xếp loại: Khá.\n" in err


def test_coverage_below_the_line_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Below the percentage asked for the exit status is 1, and what no case reaches is named."""
    file = folder / "cases/khung.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("  - case: 49,5")], encoding="utf-8")
    framework = str(folder / "khung.yaml")
    assert run(["cases", framework, "--fail-under", "88"]) == 0
    assert run(["cases", framework, "--fail-under", "89"]) == 1
    out, err = capsys.readouterr()
    assert "Độ phủ 88,88%: đã thử 8/9 chỗ bằng 6 trường hợp." in out
    assert "  chưa thử: Xếp loại — xếp loại Kém\n" in out
    assert err == "nghe-an/08-2021: độ phủ dưới 89%.\n"


def test_no_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A framework without cases is said to have none, and fails where coverage is asked for."""
    shutil.copy(NGHE_AN, tmp_path / "khung.yaml")
    assert run(["cases", str(tmp_path / "khung.yaml")]) == 0
    assert run(["cases", str(tmp_path / "khung.yaml"), "--fail-under", "1"]) == 1
    assert "nghe-an/08-2021: chưa có trường hợp thử nào." in capsys.readouterr().out


def test_suggestions_can_be_pasted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is suggested for an empty folder, pasted into a file, covers everything."""
    file = folder / "cases/khung.yaml"
    file.unlink()
    framework = str(folder / "khung.yaml")
    assert run(["cases", framework, "--suggest"]) == 0
    suggested = capsys.readouterr().out
    assert suggested.startswith("# Đề nghị cho nghe-an/08-2021")
    file.write_text(f"framework: nghe-an/08-2021\ncases:\n{suggested}", encoding="utf-8")
    assert run(["cases", framework, "--fail-under", "100"]) == 0
    capsys.readouterr()
    assert run(["cases", framework, "--suggest"]) == 0
    assert capsys.readouterr().out == ""


def test_what_cannot_be_suggested_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A goal that no record reaches is named."""
    change(folder / "khung.yaml", "title: Tốt, at_least: 80", "title: Tốt, above: 100")
    (folder / "cases/khung.yaml").unlink()
    run(["cases", str(folder / "khung.yaml"), "--suggest", "--lang", "en"])
    assert capsys.readouterr().err == "no case was found for: Ratings — rating Tốt\n"


def test_page_of_coverage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page is written for one framework; asked for of all of them it is wrong usage."""
    page = folder / "do-phu.html"
    assert run(["cases", str(folder / "khung.yaml"), "--html", str(page)]) == 0
    assert "Độ phủ 100%" in page.read_text(encoding="utf-8")
    assert run(["cases", "--html", str(page)]) == 2
    assert "Tùy chọn --html chỉ dùng với một khung." in capsys.readouterr().err


def test_faults_of_every_file_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two faulty files of cases are both told, and nothing is run."""
    change(folder / "cases/khung.yaml", "rating: kem", "rating: do")
    shutil.copy(folder / "cases/khung.yaml", folder / "cases/hai.yaml")
    assert run(["cases", str(folder / "khung.yaml")]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.partition(",")[0] for line in err.splitlines()] == [
        str(folder / "cases/hai.yaml"),
        str(folder / "cases/khung.yaml"),
    ]


@pytest.mark.parametrize("percent", ["101", "-1", "x"])
def test_a_percentage_is_a_percentage(percent: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no percentage is wrong usage."""
    assert run(["cases", "--fail-under", percent]) == 2
    assert "--fail-under" in capsys.readouterr().err


# --- diff ---


def test_diff_of_two_versions(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What changed is told a line each; the same file twice differs in nothing."""
    change(folder / "khung.yaml", "at_least: 80", "at_least: 85")
    assert run(["diff", "nghe-an/08-2021", str(folder / "khung.yaml")]) == 0
    assert capsys.readouterr().out == (
        "nghe-an/08-2021 → nghe-an/08-2021: 1 thay đổi.\n  Đổi xếp loại Tốt, khoảng: từ 80 trở lên → từ 85 trở lên\n"
    )
    assert run(["diff", "nghe-an/08-2021", "nghe-an/08-2021"]) == 0
    assert "Không có gì khác trong nội dung chấm." in capsys.readouterr().out


def test_diff_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON each change has its part, owner, key, both values and its sentence."""
    change(folder / "khung.yaml", "at_least: 80", "at_least: 85")
    assert run(["diff", "nghe-an/08-2021", str(folder / "khung.yaml"), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["old"]["hash"] != told["new"]["hash"]
    assert told["changes"] == [
        {
            "part": "rating",
            "owner": "tot",
            "action": "changed",
            "key": "range",
            "before": "từ 80 trở lên",
            "after": "từ 85 trở lên",
            "text": "Đổi xếp loại Tốt, khoảng: từ 80 trở lên → từ 85 trở lên",
        }
    ]


# --- fmt ---


def test_fmt_writes_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file out of order is written anew; looked at again it is right. With --check nothing is written."""
    file = folder / "khung.yaml"
    change(file, "  status: secondary\n", "")
    change(file, "provenance:\n", "provenance:\n  note: Trước\n  status: secondary\n")
    text = file.read_text(encoding="utf-8").replace("  note: >-\n    Tên khung", "  notice: >-\n    Tên khung")
    file.write_text(text, encoding="utf-8")
    assert run(["fmt", "--check", str(file)]) == 1
    assert file.read_text(encoding="utf-8") == text
    assert run(["fmt", str(file)]) == 0
    assert file.read_text(encoding="utf-8") != text
    assert run(["fmt", "--check", str(file)]) == 0
    out = capsys.readouterr().out
    assert out == f"{file}: cần trình bày lại.\n{file}: đã trình bày lại.\n{file}: đã đúng cách trình bày.\n"


def test_fmt_leaves_a_faulty_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A faulty file is left as it is and named; the other one is still laid out."""
    faulty = folder / "sai.yaml"
    faulty.write_text("framework: x\n", encoding="utf-8")
    assert run(["fmt", str(faulty), str(folder / "khung.yaml"), str(folder / "khong-co.yaml")]) == 1
    out, err = capsys.readouterr()
    assert faulty.read_text(encoding="utf-8") == "framework: x\n"
    assert out == f"{folder / 'khung.yaml'}: đã đúng cách trình bày.\n"
    assert str(faulty) in err
    assert str(folder / "khong-co.yaml") in err
