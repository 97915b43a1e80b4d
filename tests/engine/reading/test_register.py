"""The register of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from chamdiem.engine.reading.register import RegisteredCell, read_register
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from pathlib import Path

LABELLED = "Mã chi bộ;Tên chi bộ;Đảng bộ cấp trên;Tổng số đảng viên;Ghi chú\n01;Chi bộ bản Mẫu;Đảng bộ xã Mẫu;12;x\n"
EXPECTED = RegisteredCell(id="01", name="Chi bộ bản Mẫu", upper_org="Đảng bộ xã Mẫu", members=12)


def written(folder: Path, content: str | bytes) -> Path:
    """Write a register."""
    file = folder / "danh-sach.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def faults_of(file: Path) -> list[tuple[str, int, int]]:
    """Return the faults of a register: code, row, column."""
    with pytest.raises(FaultyInput) as caught:
        read_register(file)
    assert all(say_fault("vi", fault).startswith(str(file)) for fault in caught.value.faults)
    return [(f.code, f.place.line, f.place.column) for f in caught.value.faults if f.place]


@pytest.mark.parametrize(
    "content",
    [
        LABELLED,
        "\ufeff" + LABELLED,
        LABELLED.replace(";", ","),
        LABELLED.replace(";", "\t").replace("\n", "\r\n"),
        "DANH SÁCH\n\nSTT,cell_name,members_total,cell_id,upper_org\n1,Chi bộ bản Mẫu,12,01,Đảng bộ xã Mẫu\n\n,,,\n",
    ],
)
def test_a_register_is_read_however_it_is_separated_and_ordered(tmp_path: Path, content: str) -> None:
    """Comma, semicolon or tab, mark or not, labels or ids, any order, a title above, columns of somebody else's."""
    assert read_register(written(tmp_path, content)) == (EXPECTED,)


def test_a_register_in_a_workbook(tmp_path: Path) -> None:
    """A workbook does as well, its visible sheets one after another."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Mã chi bộ", "Tên chi bộ", "Tổng số đảng viên", "Đảng bộ cấp trên", "Điện thoại"])
    book.active.append(["01", "Chi bộ bản Mẫu", 12, "Đảng bộ xã Mẫu", 123])
    book.save(tmp_path / "danh-sach.xlsx")
    assert read_register(tmp_path / "danh-sach.xlsx") == (EXPECTED,)


def test_what_a_register_does_not_say_is_missing(tmp_path: Path) -> None:
    """Upper organisation and members may be left out, as columns or here and there; missing is not zero."""
    file = written(tmp_path, "cell_id,cell_name,members_total\n1,Chi bộ Một,\n2,Chi bộ Hai,0\n")
    assert [(cell.members, cell.upper_org) for cell in read_register(file)] == [(None, None), (0, None)]


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    """Missing names, ids given twice, and members that are no number all show with their cells."""
    lines = ["cell_id,cell_name,members_total", "1,,5", "2,Chi bộ Hai,bảy", "2,Chi bộ Ba,4", "3,Chi bé th«n,4"]
    assert faults_of(written(tmp_path, "\n".join(lines))) == [
        ("register.missing", 2, 2),
        ("scalar.count", 3, 3),
        ("register.repeated", 4, 1),
        ("table.legacy_text", 5, 2),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("id,name\n1,Chi bộ Một\n", "table.no_heading"),
        ("cell_id,cell_name,Mã chi bộ\n1,Chi bộ Một,1\n", "table.repeated_column"),
        ("cell_id,cell_name,member_total\n1,Chi bộ Một,1\n", "table.similar_column"),
        ("cell_id,cell_name\n", "register.empty"),
        ('cell_id,cell_name\n1,"Chi bộ\n', "table.csv_syntax"),
        (b"cell_id,cell_name\n1,Chi b\xe9\n", "file.not_utf8"),
        ("", "file.empty"),
        (b"\xff\xfec\0e\0", "file.utf16"),
    ],
)
def test_what_is_no_register_is_refused(tmp_path: Path, content: str | bytes, code: str) -> None:
    """No columns, no cells, no CSV, no UTF-8, a heading misspelled: each is refused with its own sentence."""
    assert faults_of(written(tmp_path, content))[0][0] == code


@pytest.mark.parametrize(("one", "other"), [("001", "1"), ("VD-4", "vd–4"), ("Đ-1", "Ð-1"), ("HOÀ", "Hòa")])
def test_one_id_in_two_spellings_is_a_question(tmp_path: Path, one: str, other: str) -> None:
    """Two lines whose ids are one to a reader are refused, and both places are named."""
    file = written(tmp_path, f"cell_id,cell_name\n{one},Chi bộ Một\nX,Chi bộ Hai\n{other},Chi bộ Ba\n")
    with pytest.raises(FaultyInput) as caught:
        read_register(file)
    (fault,) = caught.value.faults
    said = say_fault("vi", fault).replace(str(tmp_path) + "/", "")
    assert said == (
        f"danh-sach.csv, ô A4: mã “{other}” chỉ khác cách viết với mã “{one}” ở danh-sach.csv, A2; "
        "nếu là một đơn vị thì bỏ bớt một dòng, nếu là hai đơn vị thì đặt mã khác hẳn nhau."
    )
