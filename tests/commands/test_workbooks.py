"""The commands on workbooks and on many meetings, used as a cadre uses them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from chamdiem.cli import run
from chamdiem.engine.reading.catalog import Catalog

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CSV = """\
Mã chi bộ;Tên chi bộ;framework;Kỳ (năm-tháng);Ngày họp (ngày/tháng/năm);Có mặt (đảng viên);self.answers.3.1
CB-01;Chi bộ thôn Đông;an-phu/2025;2025-11;05/11/2025;20;2,5
CB-02;Chi bộ thôn Tây;an-phu/2025;2025-11;05/11/2025;mười;7
CB-03;Chi bộ thôn Nam;;;;;
"""
BAD = (
    "bang.csv, ô F3: Có mặt: “mười” không phải số nguyên từ 0 trở lên.\n"
    "bang.csv, ô G3: Chi bộ tự chấm, tiêu chí 3.1: 7 điểm lớn hơn điểm tối đa 3.\n"
)  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of its own, with a table of three cells in it: one right, one wrong, one not reported."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bang.csv").write_text(CSV, encoding="utf-8")
    return tmp_path


def test_a_faulty_row_stops_everything(capsys: pytest.CaptureFixture[str]) -> None:
    """Unless told to keep going, nothing is scored while a row is faulty; every fault is told, with status 1."""
    assert run(["score", "bang.csv", "--framework", "an-phu/2025"]) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", BAD)


def test_keep_going(capsys: pytest.CaptureFixture[str]) -> None:
    """Told to keep going, good rows are scored, a line each, and the faults are told at the end, with status 1."""
    assert run(["score", "bang.csv", "--framework", "an-phu/2025", "--keep-going"]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "Chi bộ\tKỳ\tTự chấm\tXếp loại\tCấp trên chấm\tXếp loại (cấp trên)",
        "Chi bộ thôn Đông\t11/2025\t≥ 16,5\t—\t—\t—",
        "Đã chấm 1 hồ sơ; sai 1; chưa ghi 1.",
        f"Chấm theo khung an-phu/2025, mã nội dung {Catalog().get('an-phu/2025').short_hash}.",
    ]
    assert err == BAD


def test_faulty_rows_are_corrected_and_scored(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Faulty rows go into a workbook with a note on each bad cell; corrected there, they are scored."""
    asked = ["score", "bang.csv", "--framework", "an-phu/2025", "--keep-going", "--faults", "loi.xlsx"]
    assert run(asked) == 1
    assert "Đã ghi các dòng sai vào sổ: loi.xlsx. Sửa xong, chạy: chamdiem score loi.xlsx" in capsys.readouterr().out
    assert run(["check", "loi.xlsx"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
    book = openpyxl.load_workbook(folder / "loi.xlsx")
    sheet = book["Kỳ họp"]
    noted = [cell for cell in sheet[3] if cell.comment]
    for cell, value in zip(noted, (18, 3), strict=True):
        cell.value = value
    book.save(folder / "loi.xlsx")
    assert run(["score", "loi.xlsx"]) == 0
    assert "Chi bộ thôn Tây, kỳ 11/2025" in capsys.readouterr().out
    assert run(asked) == 1
    assert "không ghi đè" in capsys.readouterr().err


def test_many_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Many meetings in JSON are one result on each line; one record alone is as it was."""
    files = [str(next(EXAMPLES.glob(f"{number}-*"))) for number in ("01", "04")]
    assert run(["score", *files, "--format", "json"]) == 0
    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [result["layers"]["self"]["total"] for result in results] == ["93", "79"]


def test_many_on_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal many meetings are a framed table; the notice of a reconstructed framework stands under it."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "160")
    assert run(["score", str(EXAMPLES), "--keep-going"]) == 1
    out = capsys.readouterr().out
    assert "│" in out
    assert "Đã chấm 17 hồ sơ; sai 3; chưa ghi 13." in out
    assert out.count("Khung tiêu chí dựng lại") == 1
    assert "Chi bộ Phòng Thí Dụ" in out


@pytest.mark.parametrize("command", ["explain", "sheet"])
def test_commands_on_one_meeting(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table of exactly one meeting serves where a record does; one of several does not."""
    more = ["-o", "phieu.html"] if command == "sheet" else []
    one = folder / "mot.csv"
    one.write_text("".join(CSV.splitlines(keepends=True)[:2]), encoding="utf-8")
    assert run([command, "mot.csv", *more]) == 0
    one.write_text(
        "".join(CSV.splitlines(keepends=True)[:2]) + CSV.splitlines()[1].replace("CB-01", "CB-09"), encoding="utf-8"
    )
    capsys.readouterr()
    assert run([command, "mot.csv", *more]) == 1
    assert capsys.readouterr().err.startswith("mot.csv: lệnh này cần tệp có đúng một hồ sơ")
    assert run([command, "bang.csv", "--framework", "an-phu/2025", *more]) == 1


def test_check_counts(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """A table without fault is named with its meetings, its frameworks, the rows not filled in, and what is missing."""
    rows = CSV.splitlines()
    (folder / "bang.csv").write_text("\n".join((rows[0], rows[1], rows[3])), encoding="utf-8")
    assert run(["check", "bang.csv"]) == 0
    first, missing = capsys.readouterr().out.splitlines()
    told = "1 hồ sơ, chấm theo an-phu/2025; 1 dòng chưa ghi"
    assert first == f"bang.csv: phần đã ghi không có lỗi ({told}); chưa đủ để chấm hết:"
    assert missing.startswith("  Chưa đủ ở 1 hồ sơ (trong ngoặc là số hồ sơ thiếu): Loại sinh hoạt (1); ")
    assert missing.endswith("; và 28 điều khác.")


def test_faults_go_with_keep_going(capsys: pytest.CaptureFixture[str]) -> None:
    """A workbook of faults without keeping going is wrong usage."""
    assert run(["score", "bang.csv", "--faults", "loi.xlsx"]) == 2
    assert capsys.readouterr().err.startswith("--faults đi cùng --keep-going.")


# --- workbook ---


def test_workbook(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The workbook is made with a row for each cell of the register, and checked as not filled in."""
    (folder / "chi-bo.csv").write_text("cell_id,cell_name\nA,Chi bộ A\nB,Chi bộ B\n", encoding="utf-8")
    assert run(["workbook", "--framework", "an-phu/2025", "--cells", "chi-bo.csv", "-o", "so.xlsx"]) == 0
    assert capsys.readouterr().out == "Đã tạo sổ: so.xlsx. Ghi xong, chạy: chamdiem score so.xlsx\n"
    assert run(["check", "so.xlsx"]) == 0
    assert capsys.readouterr().out == "so.xlsx: đúng (chưa có hồ sơ nào; 2 dòng chưa ghi).\n"
    assert sorted(file.name for file in folder.iterdir()) == [".chamdiem", "bang.csv", "chi-bo.csv", "so.xlsx"]


def test_a_workbook_that_was_filled_in_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A workbook that nobody has touched is made again; one that somebody wrote in is not written over."""
    for _ in range(2):
        assert run(["workbook", "--framework", "an-phu/2025", "-o", "so.xlsx"]) == 0
    book = openpyxl.load_workbook(folder / "so.xlsx")
    book["Kỳ họp"]["A3"] = "VD-01"
    book.save(folder / "so.xlsx")
    filled = (folder / "so.xlsx").read_bytes()
    assert run(["workbook", "--framework", "an-phu/2025", "-o", "so.xlsx"]) == 1
    assert "không ghi đè" in capsys.readouterr().err
    assert (folder / "so.xlsx").read_bytes() == filled


def test_workbook_in_english(folder: Path) -> None:
    """The workbook speaks the language that was asked for, and is read back in any."""
    assert run(["workbook", "--framework", "an-phu/2025", "-o", "book.xlsx", "--lang", "en"]) == 0
    book = openpyxl.load_workbook(folder / "book.xlsx")
    assert book.sheetnames[:3] == ["Guide", "One meeting", "Meetings"]
    assert book["Meetings"]["A2"].value == "Cell id"
    book["Meetings"]["A3"], book["Meetings"]["F3"] = "A", "regular"
    book.save(folder / "book.xlsx")
    assert run(["score", "book.xlsx"]) == 0


def test_workbook_needs_a_framework(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a framework, typed or set, nobody knows what to ask."""
    assert run(["workbook", "-o", "so.xlsx"]) == 2
    assert capsys.readouterr().err.startswith("Thiếu --framework.")


# --- settings ---


def test_settings_choose_framework_and_register(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What chamdiem.toml says need not be typed; what is typed wins."""
    (folder / "chi-bo.csv").write_text("cell_id,cell_name\nA,Chi bộ A\n", encoding="utf-8")
    text = 'framework = "trung-uong/hd-42-2025"\ncells = "chi-bo.csv"\n'
    (folder / "chamdiem.toml").write_text(text, encoding="utf-8")
    (folder / "ho-so.yaml").write_text("cell_name: Chi bộ A\n", encoding="utf-8")
    assert run(["workbook", "-o", "so.xlsx"]) == 0
    assert openpyxl.load_workbook(folder / "so.xlsx")["Kỳ họp"]["A3"].value == "A"
    assert run(["score", "ho-so.yaml"]) == 0
    assert "(trung-uong/hd-42-2025)" in capsys.readouterr().out
    assert run(["score", "ho-so.yaml", "--framework", "an-phu/2025"]) == 0
    assert "(an-phu/2025)" in capsys.readouterr().out


def test_settings_give_the_organisation(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record without an organisation is scored as one of the organisation that is set."""
    record = "meeting_kind: regular\ndate: 05/11/2025\n"
    (folder / "ho-so.yaml").write_text(record, encoding="utf-8")
    assert run(["score", "ho-so.yaml"]) == 0
    assert "(trung-uong/hd-42-2025)" in capsys.readouterr().out
    (folder / "chamdiem.toml").write_text('organisation = "an-phu"\n', encoding="utf-8")
    assert run(["score", "ho-so.yaml"]) == 0
    assert "(an-phu/2025)" in capsys.readouterr().out


def test_settings_reach_the_sheet(folder: Path) -> None:
    """The name of the place stands before the date of the sheet."""
    (folder / "chamdiem.toml").write_text('place_name = "An Phú"\n', encoding="utf-8")
    assert run(["sheet", str(next(EXAMPLES.glob("01-*"))), "-o", "phieu.html"]) == 0
    assert "An Phú, ngày 05 tháng 11 năm 2025" in (folder / "phieu.html").read_text(encoding="utf-8")


def test_faulty_settings_stop_a_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Settings that are not right are told with file and line, and nothing is done."""
    (folder / "chamdiem.toml").write_text('place = "An Phú"\n', encoding="utf-8")
    assert run(["check", "bang.csv"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("chamdiem.toml, dòng 1, cột 1: không có thiết lập “place”; được phép: organisation,")
