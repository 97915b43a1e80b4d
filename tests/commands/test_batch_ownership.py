"""A batch owns what its manifest names with that hash: nothing else in its folder is touched."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from chamdiem.cli import run
from chamdiem.engine.batch.folder import LOCK
from chamdiem.engine.batch.manifest import JOURNAL, NAME
from chamdiem.engine.office.batches import COVER, FAULTS

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLE = next((Path(__file__).resolve().parents[2] / "examples").glob("01-*")).read_text("utf-8")
FAULTY = ("speakers: 12", "speakers: nhiều")


@pytest.fixture
def month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with the records of two cells in `in`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for cell in ("A", "B"):
        record(tmp_path / "in" / f"{cell}.yaml", cell)
    return tmp_path


def record(file: Path, cell: str, *changes: tuple[str, str]) -> str:
    """Write the record of a cell and return its name."""
    text = EXAMPLE.replace("VD-01", f"VD-{cell}").replace("Chi bộ khu phố Hoa Mẫu", f"Chi bộ {cell}")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return str(file)


def batch(*words: str) -> int:
    """Run a batch into `out`, in this process."""
    return run(["batch", *words, "-o", "out", "--jobs", "1"])


def content(folder: str = "out") -> dict[str, bytes]:
    """Return the files of the output folder that are not about the folder itself."""
    found = {file.name: file.read_bytes() for file in Path(folder).iterdir() if file.is_file()}
    return {name: text for name, text in found.items() if name not in {NAME, ".chamdiem"}}


def sheet(cell: str, form: str = "html", period: str = "2025-11") -> str:
    """Return the name of a cell's sheet."""
    return f"{period}_vd-{cell.lower()}_chi-bo-{cell.lower()}.{form}"


def correct(file: Path, value: int = 12) -> bytes:
    """Write a number into every cell that has a note, as a person corrects rows; return the file."""
    book = openpyxl.load_workbook(file)
    for row in book["Kỳ họp"].iter_rows(min_row=3):
        for cell in row:
            if cell.comment:
                cell.value = value
    book.save(file)
    return file.read_bytes()


# --- corrected rows ---


def test_corrected_rows_alone(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Run with the corrected rows only: the good cells' sheets and lists stay, and so does the workbook itself."""
    record(month / "in" / "C.yaml", "C", FAULTY)
    assert batch("in", "--html", "--xlsx", "--keep-going") == 1
    before, corrected = content(), correct(Path("out", FAULTS))
    capsys.readouterr()
    assert batch(f"out/{FAULTS}", "--html", "--xlsx") == 0
    assert "Tháng 11/2025: các bảng giữ nguyên" in capsys.readouterr().err
    after = content()
    assert after.pop(sheet("C"))
    assert after == before | {FAULTS: corrected}


def test_corrected_rows_with_the_first_records(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the program advises: the corrected row takes the place of the faulty one, and the lists have every cell."""
    record(month / "in" / "C.yaml", "C", FAULTY)
    assert batch("in", "--html", "--keep-going") == 1
    corrected = correct(Path("out", FAULTS))
    assert batch("in", f"out/{FAULTS}", "--html") == 0
    assert "Đã chấm 3 hồ sơ; sai 0" in capsys.readouterr().out
    assert content()[FAULTS] == corrected
    record(month / "in" / "C.yaml", "C")
    assert run(["batch", "in", "-o", "once", "--html"]) == 0
    once = content("once")
    assert content().keys() - once.keys() == {FAULTS}
    assert {name for name in once if content()[name] != once[name]} <= {sheet("C")}  # a workbook has no comments


def test_rows_that_are_still_faulty(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is still faulty goes into another workbook: the one that was read, corrected or not, is an input."""
    record(month / "in" / "C.yaml", "C", FAULTY)
    assert batch("in", "--html", "--keep-going") == 1
    first = Path("out", FAULTS).read_bytes()
    capsys.readouterr()
    assert batch(f"out/{FAULTS}", "--html", "--keep-going") == 1
    assert "0_ho-so-sai-2.xlsx" in capsys.readouterr().err
    assert Path("out", FAULTS).read_bytes() == first


def test_rows_that_somebody_is_correcting(month: Path) -> None:
    """Another run of the same month does not write over rows that are being corrected, nor remove them."""
    record(month / "in" / "C.yaml", "C", FAULTY)
    assert batch("in", "--html", "--keep-going") == 1
    corrected = correct(Path("out", FAULTS))
    assert batch("in", "--html", "--keep-going") == 1
    assert content()[FAULTS] == corrected
    assert "0_ho-so-sai-2.xlsx" in content()
    (month / "in" / "C.yaml").unlink()
    assert batch("in", "--html") == 0
    assert content()[FAULTS] == corrected
    assert "0_ho-so-sai-2.xlsx" not in content()


# --- months and forms ---


def test_months_live_side_by_side(month: Path) -> None:
    """Another month into the same folder leaves the first one as it is, faulty rows included."""
    record(month / "in" / "C.yaml", "C", FAULTY)
    assert batch("in", "--html", "--keep-going") == 1
    november = content()
    october = record(month / "thang-10.yaml", "A", ("2025-11", "2025-10"))
    assert batch(october, "--html") == 0
    assert {name: content()[name] for name in november} == november
    assert set(content()) - set(november) == {sheet("A", period="2025-10"), "2025-10_0_tong-quan.html"}
    (month / "in" / "C.yaml").unlink()
    assert batch("in", "--html") == 0
    assert sheet("A", period="2025-10") in content()
    assert FAULTS not in content()


def test_forms_live_side_by_side(month: Path) -> None:
    """HTML sheets after Word ones leave the Word sheets, and the next Word run knows them."""
    assert batch("in", "--docx") == 0
    words = content()
    assert batch("in", "--html") == 0
    assert {name: content()[name] for name in words} == words
    (month / "in" / "B.yaml").unlink()
    assert batch("in", "--docx") == 0
    assert sheet("B", "docx") not in content()
    assert sheet("B", "html") in content()


def test_removals_are_said_in_words(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sheets of cells that are no longer in the records go, and the cells are named."""
    assert batch("in", "--html") == 0
    (month / "in" / "B.yaml").unlink()
    capsys.readouterr()
    assert batch("in", "--html") == 0
    assert "Xóa 1 phiếu của đơn vị không còn trong hồ sơ: Chi bộ B.\n" in capsys.readouterr().out
    assert sheet("B") not in content()


def test_a_sheet_that_somebody_edited_is_not_removed(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stale sheet with somebody's words in it stays under its name, and is named."""
    assert batch("in", "--html") == 0
    Path("out", sheet("B")).write_text("sửa tay", encoding="utf-8")
    (month / "in" / "B.yaml").unlink()
    capsys.readouterr()
    for _ in range(2):
        assert batch("in", "--html") == 0
        assert sheet("B") in capsys.readouterr().err
    assert content()[sheet("B")] == "sửa tay".encode()


@pytest.mark.usefixtures("month")
def test_only_what_is_made_again_is_set_aside() -> None:
    """A Word sheet that somebody edited stays where it is when other forms are made."""
    assert batch("in", "--docx") == 0
    Path("out", sheet("A", "docx")).write_bytes("sửa tay".encode())
    assert batch("in", "--html") == 0
    assert content()[sheet("A", "docx")] == "sửa tay".encode()
    assert batch("in", "--docx") == 0
    assert content()[sheet("A", "docx").replace(".docx", "-da-sua-1.docx")] == "sửa tay".encode()


def test_nothing_is_removed_while_records_are_faulty(month: Path) -> None:
    """A cell whose record has become faulty is still in the records: its sheet stays."""
    assert batch("in", "--html") == 0
    before = content()[sheet("B")]
    record(month / "in" / "B.yaml", "B", FAULTY)
    assert batch("in", "--html", "--keep-going") == 1
    assert content()[sheet("B")] == before


# --- what is not ours ---


@pytest.mark.usefixtures("month")
def test_hand_made_files_are_not_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    """A first run into a folder where somebody has files of these names writes nothing, and names all of them."""
    Path("out").mkdir()
    for name in (sheet("A"), "2025-11_0_tong-quan.html"):
        Path("out", name).write_text("viết tay", encoding="utf-8")
    before = content()
    assert batch("in", "--html") == 1
    err = capsys.readouterr().err
    assert all(f"out/{name}: tệp đã có" in err for name in before)
    assert content() == before
    assert batch("in", "--html", "--replace") == 0
    assert content()[sheet("A")] != before[sheet("A")]


@pytest.mark.parametrize("text", ['{"name": "ứng dụng"}', "", "không", '{"outputs": [], "schema": 5}'])
@pytest.mark.usefixtures("month")
def test_a_manifest_of_somebody_else(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A manifest.json of another program, or one that is spoilt, is never written over, whoever insists."""
    Path("out").mkdir()
    Path("out", NAME).write_text(text, encoding="utf-8")
    assert [batch("in", "--html", *more) for more in ((), ("--replace",))] == [1, 1]
    assert "out/manifest.json: tệp này không phải danh mục" in capsys.readouterr().err
    assert [file.name for file in Path("out").iterdir()] == [NAME]
    assert Path("out", NAME).read_text(encoding="utf-8") == text


@pytest.mark.usefixtures("month")
def test_a_lost_manifest(capsys: pytest.CaptureFixture[str]) -> None:
    """Without its manifest a folder is taken over where the very same files stand; anything else is asked about."""
    assert batch("in", "--html") == 0
    before = content()
    Path("out", NAME).unlink()
    assert batch("in", "--html") == 0
    assert content() == before
    Path("out", NAME).unlink()
    Path("out", sheet("A")).write_text("sửa tay", encoding="utf-8")
    assert batch("in", "--html") == 1
    assert f"out/{sheet('A')}: tệp đã có" in capsys.readouterr().err
    assert content() == before | {sheet("A"): "sửa tay".encode()}


def test_a_manifest_of_the_first_schema(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that an older release made is gone on with: its manifest knew no cells."""
    assert batch("in", "--html") == 0
    manifest = json.loads(Path("out", NAME).read_text(encoding="utf-8"))
    old = [{key: value for key, value in each.items() if key != "cell"} for each in manifest["outputs"]]
    told = json.dumps(manifest | {"schema": "chamdiem/manifest/1", "outputs": old})
    Path("out", NAME).write_text(told, encoding="utf-8")
    (month / "in" / "B.yaml").unlink()
    capsys.readouterr()
    assert batch("in", "--html") == 0
    assert f"Xóa 1 phiếu của đơn vị không còn trong hồ sơ: {sheet('B')}." in capsys.readouterr().out
    assert json.loads(Path("out", NAME).read_text(encoding="utf-8"))["schema"] == "chamdiem/manifest/2"


def _link(file: Path) -> None:
    file.symlink_to(file.parent.parent / "quy.txt")


def _second_name(file: Path) -> None:
    file.hardlink_to(file.parent.parent / "quy.txt")


@pytest.mark.parametrize("put", [_link, Path.mkdir, os.mkfifo, _second_name])
@pytest.mark.parametrize("name", [LOCK, JOURNAL, NAME])
def test_names_of_ours_that_are_something_else(name: str, put: Callable[[Path], None], month: Path) -> None:
    """A lock, journal or manifest that is a link, a folder, a pipe or a second name is refused; no target is emptied."""
    (month / "quy.txt").write_text("quý", encoding="utf-8")
    (month / "out").mkdir()
    put(month / "out" / name)
    assert batch("in", "--html", "--replace") == 1
    assert (month / "quy.txt").read_text(encoding="utf-8") == "quý"
    assert [file.name for file in (month / "out").iterdir()] == [name]


def test_a_journal_of_somebody_else(month: Path) -> None:
    """A file that only bears the journal's name is not added to, and not removed at the end."""
    (month / "out").mkdir()
    (month / "out" / JOURNAL).write_text("nhật ký của tôi", encoding="utf-8")
    assert batch("in", "--html") == 1
    assert (month / "out" / JOURNAL).read_text(encoding="utf-8") == "nhật ký của tôi"


def test_names_like_our_temporaries(month: Path) -> None:
    """A folder or a file that is named like what we write beside is not ours, and does not stop the batch."""
    (month / "out" / ".chamdiem-abcdefgh.tmp").mkdir(parents=True)
    (month / "out" / ".chamdiem-ijklmnop.tmp").write_text("quý", encoding="utf-8")
    assert batch("in", "--html") == 0
    assert content()[".chamdiem-ijklmnop.tmp"] == "quý".encode()
    assert (month / "out" / ".chamdiem-abcdefgh.tmp").is_dir()


def test_a_folder_where_a_sheet_is_to_stand(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder or a link under the name of a sheet stops the batch before anything is written."""
    (month / "out" / sheet("A")).mkdir(parents=True)
    (month / "out" / sheet("B")).symlink_to(month / "in" / "B.yaml")
    assert batch("in", "--html", "--replace") == 1
    err = capsys.readouterr().err
    assert f"out/{sheet('A')}: đây là thư mục" in err
    assert f"out/{sheet('B')}: đây là liên kết" in err
    assert len(list((month / "out").iterdir())) == 2


def test_an_output_that_is_no_folder(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file in the place of the folder stays, and is named."""
    (month / "out").write_text("quý", encoding="utf-8")
    assert batch("in", "--html") == 1
    assert capsys.readouterr().err.endswith("out: đây không phải thư mục; chọn một thư mục để ghi kết quả.\n")
    assert (month / "out").read_text(encoding="utf-8") == "quý"


# --- one folder for records and results ---


def test_results_are_not_read_as_records(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Records and results in one folder: run again, the lists, the faulty rows and the manifest are no records."""
    record(month / "in" / "C.yaml", "C", FAULTY)
    words = ["batch", "in", "-o", "in", "--html", "--xlsx", "--keep-going"]
    assert run(words) == 1
    before = content("in")
    for _ in range(2):
        capsys.readouterr()
        assert run(words) == 1
        out, err = capsys.readouterr()
        assert out.startswith("Đã chấm 2 hồ sơ; sai 1")
        assert len([line for line in err.splitlines() if line.startswith("in/")]) == 1
    assert content("in") == before


def test_a_list_with_words_of_somebody_is_no_record(month: Path) -> None:
    """A list in the folder of the records is none even where somebody wrote in it, renamed it or lost the manifest."""
    assert run(["list", "summary", "in", "-o", "in/tong-hop.xlsx"]) == 0
    book = openpyxl.load_workbook(month / "in" / "tong-hop.xlsx")
    book["Danh sách"].cell(30, 1, "ghi thêm")
    book.save(month / "in" / "khac.xlsx")
    assert run(["list", "summary", "in", "-o", "in/tong-hop.xlsx"]) == 0
    assert run(["check", "in"]) == 0


def test_records_are_not_written_over_by_lists(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A list cannot take the place of the workbook it is made of, nor of one in the folder it is made of."""
    assert run(["workbook", "--framework", "an-phu/2025", "-o", "in/w.xlsx"]) == 0
    book = openpyxl.load_workbook(month / "in" / "w.xlsx")
    for cell, value in {"A3": "VD-W", "B3": "Chi bộ W", "F3": "regular"}.items():
        book["Kỳ họp"][cell] = value
    book.save(month / "in" / "w.xlsx")
    before = (month / "in" / "w.xlsx").read_bytes()
    for given in ("in/w.xlsx", "in"):
        assert run(["list", "summary", given, "-o", "in/w.xlsx", "--replace"]) == 1
        assert "in/w.xlsx: đây là tệp mà chính lệnh này đọc" in capsys.readouterr().err
    assert (month / "in" / "w.xlsx").read_bytes() == before


# --- cells that cannot be told apart ---


def test_records_without_a_cell_are_two_files(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two records of nobody knows whom, without a month or a day, are two sheets, not one and a count of two."""
    for name in ("1", "2"):
        (month / "in" / f"{name}.yaml").write_text("framework: an-phu/2025\npresent: 20\n", encoding="utf-8")
    assert batch("in/1.yaml", "in/2.yaml", "--html") == 0
    assert len(content()) == 2
    assert "Đã ghi 2 tệp" in capsys.readouterr().out


def test_a_cell_that_is_called_like_a_list(month: Path) -> None:
    """A cell with the id 0 whose name is that of a list has a sheet of its own."""
    changes = (("VD-A", "0"), ("Chi bộ A", "Tổng quan"))
    record(month / "in" / "A.yaml", "A", *changes)
    assert batch("in/A.yaml", "--html") == 0
    assert len(content()) == 2


def test_one_name_under_two_upper_organisations(month: Path) -> None:
    """Cells of one name under two upper organisations, without ids, are two sheets, whatever their order."""
    same = ("cell_id: VD-B\ncell_name: Chi bộ B", "cell_name: Chi bộ A")
    record(month / "in" / "A.yaml", "A", ("cell_id: VD-A\n", ""))
    record(month / "in" / "B.yaml", "B", same, ("Đảng bộ phường An Phú", "Đảng bộ xã Khác"))
    assert batch("in/A.yaml", "in/B.yaml", "--html") == 0
    before = content()
    assert len([name for name in before if "chi-bo-a" in name]) == 2
    assert batch("in/B.yaml", "in/A.yaml", "--html") == 0
    assert content() == before


def test_cover_of_another_month_stays(month: Path) -> None:
    """The page on a batch belongs to its month: another month's batch has a page of its own."""
    assert run(["ledger", "init", "so.ledger"]) == 0
    assert run(["ledger", "keygen", "mau/so", "-o", "so.key"]) == 0
    october = record(month / "thang-10.yaml", "A", ("2025-11", "2025-10"))
    assert run(["ledger", "add", "so.ledger", "in/A.yaml", october]) == 0
    tied = ["--html", "--ledger", "so.ledger", "--checkpoint", "chot.txt", "--key", "so.key.pub"]
    assert run(["ledger", "checkpoint", "so.ledger", "--key", "so.key", "-o", "chot.txt"]) == 0
    assert batch("in/A.yaml", *tied) == 0
    first = content()[COVER]
    assert batch(october, *tied) == 0
    assert batch(october, "--html") == 0
    assert content()[COVER] == first
    assert "0_diem-chot-2.pdf" not in content()


@pytest.mark.parametrize("words", [["list", "summary", "-o", "l.xlsx"], ["batch", "-o", "out", "--html"], ["score"]])
def test_records_that_differ_are_named_together(
    words: list[str], month: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two records of one cell and month that differ stop every command on a month; each is named with the other."""
    record(month / "in" / "C.yaml", "A", ("speakers: 12", "speakers: 11"))
    assert run([*words, "in"]) == 1
    said = [line for line in capsys.readouterr().err.splitlines() if "khác nhau" in line]
    assert [line.partition(",")[0] for line in said] == ["in/A.yaml", "in/C.yaml"]
    assert all("in/A.yaml" in line and "in/C.yaml" in line for line in said)
    assert not (month / "l.xlsx").exists()
    assert not (month / "out").exists()


def test_records_that_differ_can_be_settled_in_the_workbook(month: Path) -> None:
    """Two records of one cell that differ are rows to be corrected: the one that is kept takes the place of both."""
    record(month / "in" / "A2.yaml", "A", ("speakers: 12", "speakers: 11"))
    assert batch("in", "--html", "--keep-going") == 1
    book = openpyxl.load_workbook(month / "out" / FAULTS)
    rows = book["Kỳ họp"]
    kept = [row[0].row for row in rows.iter_rows(min_row=3) if row[0].value is not None]
    assert len(kept) == 2
    rows.delete_rows(kept[1])
    book.save(month / "out" / FAULTS)
    assert batch("in", f"out/{FAULTS}", "--html") == 0
    assert {sheet("A"), sheet("B")} <= content().keys()
