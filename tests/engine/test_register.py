"""The register of cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from chamdiem.engine import register
from chamdiem.engine.register import RegisteredCell, read_register
from chamdiem.rules.faults import FaultyInput

LABELLED = "Mã chi bộ;Tên chi bộ;Đảng bộ cấp trên;Tổng số đảng viên;Ghi chú\n01;Chi bộ bản Mẫu;Đảng bộ xã Mẫu;12;x\n"


def written(folder: Path, content: str | bytes) -> Path:
    """Write a register."""
    file = folder / "danh-muc.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def faults_of(file: Path) -> list[tuple[str, int, int]]:
    """Return the faults of a register: code, line, column."""
    with pytest.raises(FaultyInput) as caught:
        read_register(file)
    return [(f.code, f.place.line, f.place.column) for f in caught.value.faults if f.place]


@pytest.mark.parametrize(
    "content",
    [
        LABELLED,
        "\ufeff" + LABELLED,
        LABELLED.replace(";", ","),
        LABELLED.replace(";", "\t").replace("\n", "\r\n"),
        "cell_name;members_total;cell_id;upper_org\nChi bộ bản Mẫu;12;01;Đảng bộ xã Mẫu\n\n;;;\n",
    ],
)
def test_a_register_is_read_however_it_is_separated_and_ordered(tmp_path: Path, content: str) -> None:
    """Comma, semicolon or tab, byte order mark or not, labels or keys, columns in any order, blank lines: all the same."""
    expected = RegisteredCell(id="01", name="Chi bộ bản Mẫu", upper_org="Đảng bộ xã Mẫu", members=12)
    assert read_register(written(tmp_path, content)) == (expected,)


def test_what_a_register_does_not_say_is_missing(tmp_path: Path) -> None:
    """Upper organisation and members may be left out, as columns or here and there; missing is not zero."""
    file = written(tmp_path, "cell_id,cell_name,members_total\n1,Chi bộ Một,\n2,Chi bộ Hai,0\n")
    assert [(cell.members, cell.upper_org) for cell in read_register(file)] == [(None, None), (0, None)]


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    """Blank names, repeated ids, members that are no number and decomposed text all show with line and column."""
    lines = [
        "cell_id,cell_name,members_total",
        "1,,5",
        "2,Chi bộ Hai,bảy",
        "2,Chi bộ Ba,4",
        "3,Chi bo\u0323\u0302 4,4",
        "5",
    ]
    assert faults_of(written(tmp_path, "\n".join(lines))) == [
        ("register.blank", 2, 2),
        ("scalar.count", 3, 3),
        ("register.repeated_id", 4, 1),
        ("text.nfd", 5, 2),
        ("register.blank", 6, 1),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("id,name\n1,Chi bộ Một\n", "register.no_column"),
        ("cell_id,cell_name,Mã chi bộ\n1,Chi bộ Một,1\n", "register.repeated_column"),
        ("cell_id,cell_name\n", "register.empty"),
        ('cell_id,cell_name\n1,"Chi bộ\n', "register.csv"),
        (b"cell_id,cell_name\n1,Chi b\xe9\n", "file.not_utf8"),
        ("", "file.empty"),
        (b"\xff\xfec\0e\0", "file.utf16"),
    ],
)
def test_what_is_no_register_is_refused(tmp_path: Path, content: str | bytes, code: str) -> None:
    """No columns, no cells, no CSV, no UTF-8: each is refused with its own sentence."""
    assert faults_of(written(tmp_path, content))[0][0] == code


def test_a_register_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A register of too many lines, or a file too large, is refused before it fills the memory."""
    monkeypatch.setattr(register, "MAX_CELLS", 1)
    assert faults_of(written(tmp_path, "cell_id,cell_name\n1,A\n2,B\n3,C\n"))[0][:2] == ("register.too_many", 3)
    monkeypatch.setattr(register, "MAX_BYTES", 10)
    assert faults_of(written(tmp_path, LABELLED))[0][0] == "file.too_large"
