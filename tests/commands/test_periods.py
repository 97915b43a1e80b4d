"""The commands on several months: one cell's rating and sheet, what is recorded of it, and the list of all cells."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from chamdiem.cli import run
from chamdiem.engine.reading.catalog import CRITERIA
from commune import AS_STAFF, ENTRIES, staff

if TYPE_CHECKING:
    from pathlib import Path

POINTS = {"T": (15, 20, 42, 18), "K": (12, 15, 35, 15), "B": (8, 10, 30, 10)}
IDS = {"T": "tot", "K": "kha", "B": "trung_binh"}
OF = ("--of", "2024", "--framework", "phu-tho/khoi-co-quan")
MAGIC = {".xlsx": b"PK", ".docx": b"PK", ".pdf": b"%PDF-", ".html": b"<!DOC"}


YEAR_CELLS = ("CB-01", "CB-02", "CB-03")
LAST = 71 + ENTRIES + len(YEAR_CELLS)
"""The number of the last entry of a ledger of a year that has its staff."""


def write_year(folder: Path, cell: str, letters: str) -> None:
    """Write the records of a cell, a letter for each month; a dot is a month without a record."""
    folder.mkdir(exist_ok=True)
    for month, letter in enumerate(letters, 1):
        if letter != ".":
            answers = ", ".join(f'"{place}": {points}' for place, points in enumerate(POINTS[letter], 1))
            lines = (
                "framework: phu-tho/khoi-co-quan",
                f"cell_id: {cell}",
                f"cell_name: Chi bộ {cell}",
                "upper_org: Đảng bộ Khối",
                f"period: 2024-{month:02}",
                f"date: 2024-{month:02}-05",
                "meeting_kind: regular",
                "assessments:",
                f"  self: {{answers: {{{answers}}}}}",
                f"  decided: {{rating: {IDS[letter]}}}",
            )
            (folder / f"{cell}-{month:02}.yaml").write_text("\n".join((*lines, "")), encoding="utf-8")


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """Return a folder with the records of three cells."""
    folder = tmp_path / "ho-so"
    write_year(folder, "CB-01", "TTTTTTTTKKK.")
    write_year(folder, "CB-02", "TTTTTTTKKKKK")
    write_year(folder, "CB-03", "TTBTTTTTTTTT")
    return folder


@pytest.fixture
def ledger(year: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return a ledger with the same records."""
    address = str(year.parent / "so.db")
    assert run(["ledger", "init", address]) == 0
    assert run(["ledger", "add", address, str(year)]) == 0
    capsys.readouterr()
    return address


def test_a_decision_that_differs_is_told_with_the_year(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A month on which another rating was decided than computed says so, in the cell's year and in the list of all."""
    staff(ledger, *YEAR_CELLS)
    assert run(["ledger", "decide", ledger, "3", "--rating", "kha", "--reason", "Nể nang", *AS_STAFF]) == 0
    capsys.readouterr()
    assert run(["period", "CB-01", "--ledger", ledger, *OF]) == 0
    assert "Tháng 1: quyết định Khá; máy tính: Tốt; lý do: Nể nang" in capsys.readouterr().out
    page = tmp_path / "nam.docx"
    assert run(["list", "year", *OF, "-o", str(page), "--ledger", ledger]) == 0
    with zipfile.ZipFile(page) as package:
        text = re.sub("<[^>]+>", "", package.read("word/document.xml").decode())
    assert "Tháng 1: quyết định Khá; máy tính: Tốt; lý do: Nể nang" in text


def test_a_cell_is_rated_from_files_and_from_a_ledger(
    year: Path, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same months give the same words, wherever they come from."""
    assert run(["period", "CB-02", str(year), *OF]) == 0
    of_files = capsys.readouterr().out
    assert run(["period", "cb-02", "--ledger", ledger, *OF]) == 0
    of_ledger = capsys.readouterr().out
    assert "Xếp loại: Tốt." in of_files
    assert of_ledger == of_files


def test_the_records_say_by_which_framework(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody names a framework and all records state one organisation, its framework rates the year."""
    for file in year.iterdir():
        file.write_text(f"{file.read_text('utf-8')}organisation: phu-tho/khoi-co-quan\n", encoding="utf-8")
    assert run(["period", "CB-02", str(year), "--of", "2024"]) == 0
    of_files = capsys.readouterr().out
    assert "phu-tho/khoi-co-quan, mã nội dung" in of_files
    address = str(year.parent / "cua-don-vi.ledger")
    assert run(["ledger", "init", address]) == 0
    assert run(["ledger", "add", address, *sorted(map(str, year.iterdir()))]) == 0
    capsys.readouterr()
    assert run(["period", "CB-02", "--ledger", address, "--of", "2024"]) == 0
    assert capsys.readouterr().out == of_files


def test_records_that_state_no_organisation_are_rated_by_what_scored_them(
    year: Path, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where one framework scored all of them, from files and from a ledger, nobody has to name it again."""
    for source in ([str(year)], ["--ledger", ledger]):
        assert run(["period", "CB-02", *source, "--of", "2024"]) == 0
        assert "phu-tho/khoi-co-quan, mã nội dung" in capsys.readouterr().out


def test_another_framework_can_be_named(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a framework rates no year, the sentence says how another is named."""
    assert run(["period", "CB-02", str(year), "--of", "2024", "--framework", "trung-uong/hd-12-2018"]) == 1
    said = capsys.readouterr().err
    assert "không xếp loại năm 2024" in said
    assert "Muốn theo khung khác thì nêu bằng --framework." in said


def test_months_by_another_framework_are_told_of_at_once(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where what holds of one month holds of many, it is one sentence that names them."""
    text = (CRITERIA / "phu-tho" / "khoi-co-quan.yaml").read_text("utf-8")
    other = year.parent / "khac.yaml"
    other.write_text(text.replace("framework: phu-tho/khoi-co-quan", "framework: phu-tho/khac"), encoding="utf-8")
    run(["period", "CB-03", str(year), "--of", "2024", "--framework", str(other), "--active", "all"])
    said = [line for line in capsys.readouterr().out.splitlines() if "phu-tho/khoi-co-quan" in line]
    assert said == [
        (
            f"! Tháng 1, {', '.join(f'tháng {month}' for month in range(2, 13))}: hồ sơ chấm theo khung "
            "phu-tho/khoi-co-quan, không phải phu-tho/khac; xếp loại ấy coi như chưa biết."
        )
    ]


def test_records_that_name_no_framework_are_scored_by_the_one_that_is_named(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever names a framework for a year has it score what names none itself, as the settings would."""
    other = year.parent / "khac.yaml"
    text = (CRITERIA / "phu-tho" / "khoi-co-quan.yaml").read_text("utf-8")
    other.write_text(text.replace("framework: phu-tho/khoi-co-quan", "framework: phu-tho/khac"), encoding="utf-8")
    for record in year.iterdir():
        record.write_text(record.read_text("utf-8").replace("framework: phu-tho/khoi-co-quan\n", ""), "utf-8")
    run(["period", "CB-03", str(year), "--of", "2024", "--framework", str(other), "--active", "all"])
    said = capsys.readouterr().out
    assert "Số kỳ Tốt: 11" in said
    assert "coi như chưa biết" not in said


def test_what_an_open_month_must_bring(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    """While a month is open the command says what it must bring; nobody says more than is proved."""
    assert run(["period", "CB-01", "--ledger", ledger, *OF, "--active", "all"]) == 0
    out = capsys.readouterr().out
    assert "Đủ 8 kỳ Tốt; đạt Tốt nếu tháng 12 từ Khá." in out
    assert "Chắc chắn" not in out


def test_a_result_as_data(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON has the rating, the numbers with their ends, the months and the entries that were used."""
    assert run(["period", "CB-03", "--ledger", ledger, *OF, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rating"]["id"] == "chua_quy_dinh"
    assert told["measures"] == {"ky_tot": {"least": 11, "most": 11}, "ky_duoi_kha": {"least": 1, "most": 1}}
    assert told["gates"] == {"tot": [False, True]}
    assert "Không đạt Tốt, vì tháng 3 Trung bình." in told["sentences"]
    assert len(told["months"]) == len(told["sources"]) == 12


@pytest.mark.parametrize("suffix", MAGIC)
def test_a_sheet_of_a_year_is_written(year: Path, suffix: str) -> None:
    """The sheet of one cell and the list of all are written in the form of their suffix."""
    sheet, cells = year.parent / f"phieu{suffix}", year.parent / f"nam{suffix}"
    assert run(["period", "CB-01", str(year), *OF, "--active", "all", "-o", str(sheet)]) == 0
    assert run(["list", "year", str(year), *OF, "-o", str(cells)]) == 0
    assert sheet.read_bytes().startswith(MAGIC[suffix])
    assert cells.read_bytes().startswith(MAGIC[suffix])


def test_the_list_names_who_is_not_rated(year: Path) -> None:
    """Every cell has its row; whoever is not rated is named, with the reason."""
    file = year.parent / "nam.html"
    assert run(["list", "year", str(year), *OF, "-o", str(file)]) == 0
    text = file.read_text(encoding="utf-8")
    assert "Đã xếp loại 2 trong 3 chi bộ" in text
    assert 'data-label="Tên đơn vị">Chi bộ CB-01<' in text  # on a phone the title stands over the value
    assert "Chưa xếp loại: 1 chi bộ: Chi bộ CB-01" in text
    assert "chưa biết chi bộ hoạt động những tháng nào" in text


def test_the_head_names_the_organisation_above(year: Path) -> None:
    """The organisation that all cells are of files the list; where one is of another, none is named."""
    file = year.parent / "nam.html"
    command = ["list", "year", str(year), *OF, "-o", str(file)]
    assert run(command) == 0
    assert "ĐẢNG BỘ KHỐI" in file.read_text(encoding="utf-8")
    for record in year.rglob("CB-01*.yaml"):
        other = record.read_text(encoding="utf-8").replace("Đảng bộ Khối", "Đảng bộ Khác")
        record.write_text(other, encoding="utf-8")
    assert run(command) == 0
    assert "ĐẢNG BỘ KH" not in file.read_text(encoding="utf-8")


def test_a_register_says_when_a_cell_was_there(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A cell that was founded in the year was active for a part of it, which the document does not speak of."""
    register = year.parent / "danh-sach.csv"
    register.write_text("cell_id,cell_name,Ngày thành lập\nCB-01,Chi bộ Một,\nCB-02,Chi bộ Hai,2024-02-10\n", "utf-8")
    assert run(["period", "CB-01", str(year), *OF, "--register", str(register)]) == 0
    assert "đạt Tốt nếu tháng 12 từ Khá" in capsys.readouterr().out
    assert run(["period", "CB-02", str(year), *OF, "--register", str(register)]) == 0
    out = capsys.readouterr().out
    assert "Chưa xếp loại: Nguồn không nói chi bộ hoạt động dưới 12 tháng" in out
    assert "Hoạt động 11 trong 12 tháng." in out


def test_who_decides_is_recorded(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A decision over a year stands in the log, is whole, and is computed again by replay, here and elsewhere."""
    staff(ledger, *YEAR_CELLS)
    assert run(["period", "CB-02", "--ledger", ledger, *OF, "--decide", "Tốt", *AS_STAFF]) == 0
    assert run(["period", "CB-02", "--ledger", ledger, *OF, "--decide", "tot", *AS_STAFF]) == 0
    assert (
        capsys.readouterr().out.count(
            f"Mục {LAST + 1}: Xếp loại năm: Tốt (ban thường vụ, Đảng ủy xã Thí Dụ); máy tính: Tốt"
        )
        == 2
    )
    export, other = f"{ledger}.jsonl", f"{ledger}.2"
    assert run(["ledger", "export", ledger, "-o", export]) == 0
    assert run(["ledger", "init", other]) == 0
    assert run(["ledger", "import", other, export]) == 0
    for each in (ledger, other):
        assert run(["ledger", "fsck", each]) == 0
        assert run(["ledger", "log", each, "--cell", "CB-02"]) == 0
        assert run(["ledger", "show", each, str(LAST + 1)]) == 0
        capsys.readouterr()
        assert run(["replay", each]) == 0
        assert "36 giống hệt, 0 khác, 0 không chấm lại được" in capsys.readouterr().out


def test_another_rating_and_another_decision_need_a_reason(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What differs from what was computed, or from what was decided, is recorded with its reason and its paper."""
    staff(ledger, *YEAR_CELLS)
    decide = ["period", "CB-02", "--ledger", ledger, *OF, *AS_STAFF, "--decide"]
    assert run([*decide, "chua_quy_dinh"]) == 1
    assert "phải ghi lý do bằng --reason" in capsys.readouterr().err
    assert run([*decide, "chua_quy_dinh", "--reason", "Kỷ luật", "--paper", "9-QĐ/ĐU"]) == 2
    assert "--paper và --signed phải đi cùng nhau" in capsys.readouterr().err
    paper = ("--paper", "9-QĐ/ĐU", "--signed")
    assert run([*decide, "chua_quy_dinh", "--reason", "Kỷ luật", *paper, "01/01/2998"]) == 1
    assert "ngày ký 01/01/2998 chưa tới" in capsys.readouterr().err
    assert run([*decide, "chua_quy_dinh", "--reason", "Kỷ luật", *paper, "05/01/2025"]) == 0
    out = capsys.readouterr().out
    assert "máy tính: Tốt; lý do: Kỷ luật" in out
    assert "số 9-QĐ/ĐU ngày 05/01/2025" in out
    assert run([*decide, "tot"]) == 1
    assert f"đã được quyết định ở mục {LAST + 1}" in capsys.readouterr().err
    assert run([*decide, "tot", "--reason", "Đã xóa kỷ luật"]) == 0
    assert run(["ledger", "fsck", ledger]) == 0
    assert run(["replay", ledger]) == 0


def test_nothing_is_decided_of_which_the_months_are_not_known(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Who decides must know in which months the cell was active, and name a rating that there is."""
    decide = ("--decide", "tot", *AS_STAFF)
    assert run(["period", "CB-01", "--ledger", ledger, *OF, *decide]) == 1
    assert "chưa biết chi bộ hoạt động những tháng nào" in capsys.readouterr().err
    assert run(["period", "CB-02", "--ledger", ledger, *OF, "--decide", "giỏi", *AS_STAFF]) == 1
    assert run(["period", "CB-02", "--ledger", ledger, *OF, "--decide", "tot"]) == 2


def test_a_meeting_is_noted_as_not_held(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Only an entry says that nobody met; of a month with a record it is refused, and a correction takes it back."""
    staff(ledger, *YEAR_CELLS)
    note = (*AS_STAFF, "--reason", "Bão")
    assert run(["ledger", "not-held", ledger, "CB-01", "--period", "12/2024", "--kind", "Thường kỳ", *note]) == 0
    assert f"Mục {LAST + 1}: không họp: Bão (cơ quan giúp việc cấp ủy, Đảng ủy xã Thí Dụ)" in capsys.readouterr().out
    assert run(["ledger", "not-held", ledger, "CB-01", "--period", "11/2024", *note]) == 1
    assert "sổ đang giữ hồ sơ của kỳ họp này" in capsys.readouterr().err
    assert run(["period", "CB-01", "--ledger", ledger, *OF]) == 0
    assert "Tháng 12: sổ ghi là không họp; khung không nói" in capsys.readouterr().out
    assert run(["ledger", "fsck", ledger]) == 0
    assert run(["ledger", "correct", ledger, str(LAST + 1), *AS_STAFF, "--reason", "Ghi nhầm"]) == 0
    capsys.readouterr()
    assert run(["period", "CB-01", "--ledger", ledger, *OF]) == 0
    assert "Chưa báo cáo: tháng 12." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        (["period", "CB-01", "--of", "2024", "--ledger", "so.db", "ho-so"], 2, "Cần đúng một nguồn"),
        (["period", "CB-01", "--of", "2024"], 2, "Cần đúng một nguồn"),
        (["period", "CB-01", "--of", "năm nay", "--ledger", "so.db"], 2, "không phải kỳ; viết như 2026 (năm)"),
    ],
)
def test_wrong_usage_is_said(capsys: pytest.CaptureFixture[str], typed: list[str], status: int, said: str) -> None:
    """What cannot be asked is said in one sentence."""
    assert run(typed) == status
    assert said in capsys.readouterr().err


def test_a_framework_without_a_rule_says_so(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A regulation that says nothing of a year rates none, and a cell that nobody knows is named."""
    assert run(["period", "CB-01", str(year), "--of", "2024-Q1", "--framework", "phu-tho/khoi-co-quan"]) == 1
    assert "quý I năm 2024" in capsys.readouterr().err
    assert run(["period", "CB-09", str(year), *OF]) == 1
    assert "không thấy chi bộ “CB-09”" in capsys.readouterr().err


def test_a_cell_goes_on_for_the_one_of_which_it_was_made(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the framework says so, the months before a cell are those of its one predecessor; dissolved cells end."""
    text = (CRITERIA / "phu-tho" / "khoi-co-quan.yaml").read_text(encoding="utf-8")
    own = text.replace("framework: phu-tho/khoi-co-quan\n", "framework: thi-du/nam\n").replace(
        "layer: decided}", "layer: decided, frameworks: [phu-tho/khoi-co-quan]}"
    )
    file = year.parent / "khung.yaml"
    file.write_text(own.replace("then: unresolved", "then: predecessor"), encoding="utf-8")
    for month in range(1, 7):
        (year / f"CB-02-{month:02}.yaml").rename(year / f"CU-{month:02}.yaml")
    for old in year.glob("CU-*.yaml"):
        old.write_text(old.read_text("utf-8").replace("CB-02", "CU"), "utf-8")
    register = year.parent / "danh-sach.csv"
    lines = (
        "cell_id,cell_name,Ngày thành lập,Ngày giải thể,Tiền thân",
        "CB-02,Mới,2024-07-01,,CU",
        "CU,Cũ,,2024-06-30,",
    )
    register.write_text("\n".join((*lines, "")), "utf-8")
    options = ("--of", "2024", "--framework", str(file), "--register", str(register))
    assert run(["period", "CB-02", str(year), *options]) == 0
    assert "Xếp loại: Tốt." in capsys.readouterr().out
    register.write_text("\n".join((lines[0], "CB-02,Mới,2024-07-01,,CU;CB-01", "")), "utf-8")
    assert run(["period", "CB-02", str(year), *options]) == 0
    assert "Chưa xếp loại" in capsys.readouterr().out


def test_advice_for_a_year(year: Path, ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Advice says what the open months must bring for a rating; a rating that there is not is refused."""
    ask = ["advise", "CB-01", "--ledger", ledger, *OF, "--active", "all"]
    assert run([*ask, "--target", "tot"]) == 0
    of_ledger = capsys.readouterr().out
    assert "Đủ 8 kỳ Tốt; đạt Tốt nếu tháng 12 từ Khá." in of_ledger
    assert run(["advise", "CB-01", str(year), *OF, "--active", "all", "--target", "tot"]) == 0
    assert capsys.readouterr().out == of_ledger
    assert run(["advise", "CB-01", *OF]) == 2
    assert "Cần đúng một nguồn" in capsys.readouterr().err
    assert run(["advise", "CB-01", str(year)]) == 2
    assert "chỉ dùng với --of" in capsys.readouterr().err
    assert run([*ask, "--format", "json"]) == 0
    needed = json.loads(capsys.readouterr().out)["reasons"][-1]
    assert (needed["months"], needed["ways"]) == (["2024-12"], [[{"count": 1, "at_least": "kha"}]])
    assert run([*ask, "--target", "Tốt", "--format", "json"]) == 0
    assert {each["rating"] for each in json.loads(capsys.readouterr().out)["reasons"]} == {"tot"}
    assert run([*ask, "--target", "xuat_sac"]) == 2


def test_the_list_keeps_to_the_quota(year: Path) -> None:
    """Where the framework limits the share of a rating, the list of the year says whether it is kept."""
    text = (CRITERIA / "phu-tho" / "khoi-co-quan.yaml").read_text(encoding="utf-8")
    own = text.replace("framework: phu-tho/khoi-co-quan\n", "framework: thi-du/nam\n").replace(
        "layer: decided}", "layer: decided, frameworks: [phu-tho/khoi-co-quan]}"
    )
    quota = "quotas: [{id: q, share: [tot], at_most: 20, rounding: down}]\nnotes:\n"
    file, made = year.parent / "khung.yaml", year.parent / "nam.html"
    file.write_text(own.replace("\nnotes:\n", f"\n{quota}"), encoding="utf-8")
    options = ("--of", "2024", "--framework", str(file), "--active", "all", "-o", str(made))
    assert run(["list", "year", str(year), *options]) == 0
    assert "20%" in made.read_text(encoding="utf-8")


def test_a_list_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ledger without a record of the year is told so, for a list as for one cell, and nothing is written."""
    ledger, output = str(tmp_path / "so.ledger"), tmp_path / "nam.xlsx"
    assert run(["ledger", "init", ledger]) == 0
    source = ["--of", "2026", "--ledger", ledger, "--framework", "phu-tho/khoi-co-quan"]
    for command in (["list", "year", *source, "-o", str(output)], ["period", "CB-1", *source]):
        assert run(command) == 1
        assert capsys.readouterr().err == "không có hồ sơ nào của năm 2026 để xếp loại.\n"
    assert not output.exists()
