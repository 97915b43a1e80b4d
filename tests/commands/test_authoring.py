"""The commands of those who write frameworks, used as they use them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from chamdiem.cli import run
from chamdiem.engine.reading.catalog import CRITERIA

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
    assert "an-phu/2025: 92 trường hợp, đều đúng." in out
    assert out.count("Độ phủ 100%") == 7


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


# --- beginning a framework ---


def test_new_framework_goes_where_its_id_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file and its cases are written by the id, nothing is asked, and every command takes them as they are."""
    monkeypatch.chdir(tmp_path)
    assert run(["new-framework", "xa-mau/2026"]) == 0
    assert sorted(file.as_posix() for file in Path().rglob("*.yaml")) == ["xa-mau/2026.yaml", "xa-mau/cases/2026.yaml"]
    out = capsys.readouterr().out
    assert "xa-mau/2026.yaml" in out
    assert "xa-mau/cases/2026.yaml" in out
    for command in (["check"], ["lint"], ["cases", "--fail-under", "100"], ["fmt", "--check"]):
        assert run([*command, "xa-mau/2026.yaml"]) == 0
    capsys.readouterr()
    assert run(["new-record", "--framework", "xa-mau/2026.yaml", "-o", "ho-so.yaml"]) == 0
    said = capsys.readouterr()
    assert f"{said.out}{said.err}".rstrip().endswith(" score ho-so.yaml --framework xa-mau/2026.yaml")
    assert run(["score", "ho-so.yaml", "--framework", "xa-mau/2026.yaml"]) == 0


@pytest.mark.parametrize("name", ["khung.yaml", "cases/khung.yaml"])
def test_new_framework_replaces_nothing_of_others(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that somebody changed or wrote stays, be it the framework's or that of its cases, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    command = ["new-framework", "xa-mau/2026", "-o", "khung.yaml"]
    file = Path(name)
    file.parent.mkdir(exist_ok=True)
    file.write_text("của tôi", encoding="utf-8")
    assert run(command) == 1
    assert name in capsys.readouterr().err
    assert file.read_text("utf-8") == "của tôi"
    assert [each for each in Path().rglob("*.yaml") if each != file] == []
    assert run([*command, "--replace"]) == 0
    assert run(command) == 0, "what the program wrote there, unchanged, it may write again"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["An Phú"], 1, "mã khung viết như"), (["an-phu"], 1, "mã khung viết như"),
        (["../x/y"], 1, "mã khung viết như"), (["an-phu/2025"], 1, "của khung có sẵn"),
        (["a/b", "-o", "khung.txt"], 2, ".yaml, .yml"),
    ],
)  # fmt: skip
def test_new_framework_refuses(
    arguments: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be an id, the id of one that ships, and a file that would be none are refused in one sentence."""
    assert run(["new-framework", *arguments]) == status
    assert said in capsys.readouterr().err
