"""The commands by which a cell hands in and those above it answer, used as they would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from chamdiem.cli import run
from commune import AS_STAFF, staff
from places import EXAMPLES

FULL = next(EXAMPLES.glob("01-*"))


@pytest.fixture
def so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return a ledger with a commune, the secretary of a cell and its supervisor."""
    name = str(tmp_path / "so.ledger")
    assert run(["ledger", "init", name]) == 0
    staff(name)
    for actor, role in (("bi-thu", "secretary"), ("phu-trach", "supervisor")):
        told = ["--actor", actor, "--role", role, "--node", "VD-01", "--from", "01/01/2025", *AS_STAFF]
        assert run(["ledger", "mandate", name, f"{actor}-1", *told]) == 0
    capsys.readouterr()
    return name


@pytest.fixture
def own(tmp_path: Path) -> str:
    """Return the record as the cell makes it: without what the upper level said."""
    text = FULL.read_text(encoding="utf-8")
    before, _, rest = text.partition("  upper:\n")
    file = tmp_path / "ho-so.yaml"
    file.write_text(before + rest[rest.index("\nlimitations:") :], encoding="utf-8")
    return str(file)


@pytest.fixture
def assessed(tmp_path: Path) -> str:
    """Return the same record with the part of the upper level."""
    text = FULL.read_text(encoding="utf-8")
    file = tmp_path / "cap-tren.yaml"
    file.write_text(text.replace("  decided:\n    rating: tot\n", ""), encoding="utf-8")
    return str(file)


def number(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the number of the entry of which was told last."""
    return capsys.readouterr().out.splitlines()[-1].removeprefix("Mục ").partition(":")[0]


def test_a_meeting_goes_up_and_comes_back(so: str, own: str, assessed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Handed in, given back with the reason, handed in again, assessed, decided otherwise: all of it stays to be seen."""
    assert run(["ledger", "submit", so, own, "--as", "bi-thu"]) == 0
    evaluation = str(int(number(capsys)) - 1)
    assert run(["ledger", "return", so, evaluation, "--reason", "Thiếu biên bản", "--as", "phu-trach"]) == 0
    assert run(["ledger", "assess", so, evaluation, assessed, "--as", "phu-trach"]) == 1
    assert "đã bị trả lại" in capsys.readouterr().err
    assert run(["ledger", "submit", so, own, "--as", "bi-thu"]) == 0
    assert run(["ledger", "assess", so, evaluation, assessed, "--as", "phu-trach"]) == 0
    assert "Cấp trên chấm: 91,5/95, Tốt (cấp ủy viên phụ trách, Chi bộ VD-01)" in capsys.readouterr().out
    assert run(["ledger", "decide", so, evaluation, "--rating", "kha", *AS_STAFF]) == 1
    assert "khác mức tính được là “Tốt”" in capsys.readouterr().err
    otherwise = ["ledger", "decide", so, evaluation, "--rating", "kha", "--reason", "Nể nang", *AS_STAFF]
    assert run([*otherwise, "--signed", "09/12/2025"]) == 2
    assert "--paper và --signed phải đi cùng nhau" in capsys.readouterr().err
    assert run([*otherwise, "--paper", "31-QĐ/ĐU", "--signed", "09/12/2998"]) == 1
    assert "ngày ký 09/12/2998 chưa tới" in capsys.readouterr().err
    assert run([*otherwise, "--paper", "31-QĐ/ĐU", "--signed", "09/12/2025"]) == 0
    who = "ban thường vụ, Đảng ủy xã Thí Dụ, số 31-QĐ/ĐU ngày 09/12/2025"
    assert f"Khá, khác mức tính được là Tốt: Nể nang ({who})" in capsys.readouterr().out
    assert run(["ledger", "log", so, "--cell", "VD-01", "--lang", "en"]) == 0
    log = capsys.readouterr().out
    for said in ("is given back: Thiếu biên bản (supervisor", "is handed in (secretary", "other than the computed Tốt"):
        assert said in log
    assert run(["ledger", "fsck", so]) == 0
    capsys.readouterr()
    assert run(["replay", so]) == 0
    assert "2 giống hệt, 0 khác, 0 không chấm lại được" in capsys.readouterr().out


def test_what_is_missing_is_told_at_once(so: str, own: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A record without vote, notes and an answer is not handed in; with a reason only the missing answer is let pass."""
    text = Path(own).read_text(encoding="utf-8")
    for line in (
        "votes_for: 19\n",
        '      "3.1": 3\n',
        '      "3.2": Dự thảo kết luận chưa nêu rõ thời hạn của hai việc\n',
    ):
        assert line in text
        text = text.replace(line, "")
    Path(own).write_text(text, encoding="utf-8")
    assert run(["ledger", "submit", so, own, "--as", "bi-thu"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 3
    assert "phải có kết quả biểu quyết" in said[0]
    assert any("3.1 còn thiếu" in line for line in said)
    assert any("3.2 bị trừ điểm mà chưa thuyết minh" in line for line in said)
    assert run(["ledger", "submit", so, own, "--as", "bi-thu", "--reason", "Chờ biên bản"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_the_tree_shows_who_holds_what(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each organisation stands under its own, with its mandates by ids; before it was founded there is none."""
    assert run(["ledger", "tree", so]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    row = next(each for each in rows if each[0] == "› VD-01")
    assert row[3] == "bi-thu-1 (bí thư: bi-thu); phu-trach-1 (cấp ủy viên phụ trách: phu-trach)"
    assert run(["ledger", "tree", so, "--on", "01/01/2019"]) == 0
    assert "chưa ghi tổ chức nào" in capsys.readouterr().out


def test_who_records_in_a_ledger_with_mandates_says_so(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a mandate nothing is recorded there; the office puts in what cells gave it on paper."""
    third = str(next(EXAMPLES.glob("03-*")))
    assert run(["ledger", "add", so, third]) == 1
    assert "phải cho biết làm theo ủy nhiệm nào" in capsys.readouterr().err
    assert run(["score", third, "--ledger", so, *AS_STAFF]) == 0
    assert run(["ledger", "fsck", so]) == 0


def test_a_register_becomes_the_tree(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A trial records nothing; then what is new is founded and what is called otherwise renamed, and the rest told."""
    register = str(EXAMPLES / "12-danh-sach-chi-bo.csv")
    asked = ["ledger", "register", so, register, "--parent", "dang-uy", "--from", "01/07/2025", *AS_STAFF]
    assert run([*asked, "--dry-run"]) == 0
    tried = capsys.readouterr()
    assert "từ 01/07/2025: thành lập Chi bộ khu phố Chưa Họp, dưới dang-uy" in tried.out
    assert "VD-02 (Chi bộ VD-02): có trong cây tổ chức, không có trong danh sách" in tried.err
    assert run(asked) == 0
    kept = capsys.readouterr()
    assert (kept.out, kept.err) == (tried.out.replace("Sẽ là mục", "Mục"), tried.err)
    assert run([*asked, "--lang", "en"]) == 0
    assert "there is nothing to record" in capsys.readouterr().out
    assert run(["ledger", "tree", so, "--on", "01/07/2025"]) == 0
    assert "› VD-01\tChi bộ khu phố Hoa Mẫu\tchi bộ" in capsys.readouterr().out
    assert run(["ledger", "fsck", so]) == 0
