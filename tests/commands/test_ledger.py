"""The commands on a ledger, used as a secretary, a committee and an auditor use them."""

from __future__ import annotations

import datetime as dt
import json
import time
from importlib.metadata import version
from pathlib import Path

import pytest

from chamdiem.cli import run
from chamdiem.commands import base
from chamdiem.engine.ledger.entries import EntryStamp
from chamdiem.engine.log.entry_words import EntryWords
from chamdiem.engine.office import clock
from chamdiem.engine.reading.catalog import Catalog
from commune import AS_STAFF, STAFFED, staff
from laid_open import lay_open

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FULL, ABSENT, FAULTY, UNPOINTED = (str(next(EXAMPLES.glob(f"{number}-*"))) for number in ("01", "03", "09", "11"))
REASON = ("--reason", "Ghi nhầm số có mặt")


@pytest.fixture
def so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Return a ledger that holds two meetings, recorded on the last of January."""
    monkeypatch.setattr(clock.Clock, "stamp", lambda _clock: EntryStamp("0.1.0", "2026-01-31T08:30:00Z"))
    name = str(tmp_path / "so.ledger")
    assert run(["ledger", "init", name]) == 0
    assert run(["ledger", "add", name, FULL, ABSENT]) == 0
    capsys.readouterr()
    return name


@pytest.fixture
def corrected(tmp_path: Path) -> str:
    """Return the full example with another number of people present."""
    file = tmp_path / "dinh-chinh.yaml"
    text = Path(FULL).read_text(encoding="utf-8")
    text = text.replace("present: 21", "present: 20").replace("absent_excused: 1", "absent_excused: 2")
    file.write_text(text, encoding="utf-8")
    return str(file)


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a month pass."""
    monkeypatch.setattr(clock.Clock, "stamp", lambda _clock: EntryStamp("0.1.0", "2026-02-28T08:30:00Z"))


def rows(capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    """Return the rows of the table that was printed last."""
    return [line.split("\t") for line in capsys.readouterr().out.splitlines() if "\t" in line][1:]


def test_init_and_add(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ledger is made, records are scored into it, and it is said that names of persons are not kept."""
    name = str(tmp_path / "so.ledger")
    assert run(["ledger", "init", name]) == 0
    assert run(["ledger", "add", name, FULL]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"Đã lập sổ: {name}",
        "Mục 3: Chi bộ tự chấm: 93/95, Tốt; Chi bộ biểu quyết: Tốt; Cấp trên chấm: 91,5/95, Tốt; Quyết định: Tốt",
        "Tên người (chủ trì, thư ký) không được chép vào sổ.",
    ]


def test_init_never_writes_over(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is a file already, none is made."""
    assert run(["ledger", "init", so]) == 1
    assert "không ghi đè" in capsys.readouterr().err


def test_nothing_to_pack(so: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no entry lies whole it is said so, and that nothing is changed."""
    assert run(["ledger", "compress", so, "-o", str(tmp_path / "so.jsonl")]) == 0
    assert f"Sổ {so}: không còn mục nào phải nén; cả sổ có 5 mục, không đổi một chữ." in capsys.readouterr().out


def test_add_all_or_none(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Of records with faults every fault is told, and none of the records is added."""
    assert run(["ledger", "add", so, UNPOINTED, FAULTY]) == 1
    assert "09-nhieu-loi.yaml" in capsys.readouterr().err
    run(["ledger", "log", so])
    assert len(rows(capsys)) == 5


def test_score_records_too(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`score --ledger` prints the result as ever, and on the error stream where it was recorded."""
    assert run(["score", UNPOINTED, "--ledger", so, "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["framework"]["id"] == "trung-uong/hd-12-2018"
    assert err == f"1 kết quả có trong sổ {so}, ở mục: 8\n"


def test_score_many_into_a_ledger(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Of many records with a fault none is recorded, unless the good ones are asked for."""
    assert run(["score", FAULTY, UNPOINTED, "--ledger", so]) == 1
    run(["ledger", "log", so])
    assert len(rows(capsys)) == 5
    assert run(["score", FAULTY, UNPOINTED, "--ledger", so, "--keep-going"]) == 1
    assert "ở mục: 8\n" in capsys.readouterr().err


def test_score_of_another_record_is_refused(so: str, corrected: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A changed record of a recorded meeting is refused before anything is printed, with what to do."""
    assert run(["score", corrected, "--ledger", so]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "sổ đã có hồ sơ khác của kỳ này ở mục 2" in err
    assert "chamdiem ledger correct" in err


def test_log(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The log has a row for each entry: number, time, kind, cell, day of the meeting, what it says, whether it stands."""
    assert run(["ledger", "log", so]) == 0
    table = rows(capsys)
    assert [row[0] for row in table] == ["1", "2", "3", "4", "5"]
    assert [row[2] for row in table] == ["khung tiêu chí", "hồ sơ", "kết quả chấm", "hồ sơ", "kết quả chấm"]
    assert table[4][3:5] == ["VD-03", "04/12/2025"]
    assert table[4][5].startswith("Chi bộ tự chấm: 78,5/95, Khá; ")


def test_log_in_english(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In English, what an entry says has decimal points and English words; titles of ratings stay as they are."""
    assert run(["ledger", "log", so, "--lang", "en"]) == 0
    assert rows(capsys)[4][5].startswith("Self-assessment: 78.5/95, Khá; ")


def test_log_of_one_cell(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The log of one cell has its entries only."""
    run(["ledger", "log", so, "--cell", "VD-03"])
    assert [row[0] for row in rows(capsys)] == ["4", "5"]


def test_log_of_a_meeting_without_a_day(so: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A meeting of which only the month is known is shown with it."""
    record = tmp_path / "ho-so.yaml"
    record.write_text("cell_id: VD-77\nperiod: 2025-10\nmeeting_kind: regular\n", encoding="utf-8")
    assert run(["ledger", "add", so, str(record), "--framework", "an-phu/2025"]) == 0
    capsys.readouterr()
    run(["ledger", "log", so])
    assert rows(capsys)[-1][3:5] == ["VD-77", "10/2025"]


def test_decide_override_show(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A decision and an override are entries; an evaluation is shown with the points computed and those put beside."""
    assert run(["ledger", "decide", staff(so), "3", "--rating", "Khá", *REASON, *AS_STAFF]) == 0
    assert run(["ledger", "override", staff(so), "3", "4.2", "8,5", *REASON, *AS_STAFF]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"Mục {STAFFED + 6}: Khá, khác mức tính được là Tốt: Ghi nhầm số có mặt (ban thường vụ, Đảng ủy xã Thí Dụ)",
        f"Mục {STAFFED + 7}: tiêu chí 4.2: 8,5 điểm (Chi bộ tự chấm): Ghi nhầm số có mặt (ủy ban kiểm tra, Đảng ủy xã Thí Dụ)",
    ]
    assert run(["ledger", "show", so, "3"]) == 0
    out = capsys.readouterr().out
    assert "Mục 3: kết quả chấm" in out
    assert (
        "4.2\tNội dung thường kỳ: chính trị tư tưởng, nhiệm vụ chính trị, nhiệm vụ tháng tới có giải pháp khả thi\t10\t9\t8,5\t"
        "8,5 điểm (Chi bộ tự chấm): Ghi nhầm số có mặt (ủy ban kiểm tra, Đảng ủy xã Thí Dụ)\n" in out
    )
    assert "Tổng điểm" not in out


def test_correct_and_as_known(
    so: str, corrected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a correction the old entries stay and say so; as known before it, they are in force."""
    run(["ledger", "decide", staff(so), "3", "--rating", "tot", *AS_STAFF])
    later(monkeypatch)
    assert run(["ledger", "correct", staff(so), "2", corrected, *REASON, *AS_STAFF]) == 0
    assert f"Mục {STAFFED + 9}: mục 2 được thay bằng mục {STAFFED + 8}: Ghi nhầm số có mặt" in capsys.readouterr().out
    run(["ledger", "log", so, "--cell", "VD-01"])
    standing = {row[0]: row[6] for row in rows(capsys) if row[2] != "tổ chức"}
    assert standing == {
        "2": f"đã thay hoặc rút ở mục {STAFFED + 9}",
        "3": "không còn hiệu lực",
        str(STAFFED + 6): "không còn hiệu lực",
        **dict.fromkeys((str(STAFFED + number) for number in (7, 8, 9)), ""),
    }
    run(["ledger", "log", so, "--as-known", "2026-02-15"])
    assert {row[6] for row in rows(capsys)} == {""}
    run(["ledger", "show", so, "3", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["in_force"] == [STAFFED + 7, STAFFED + 8]
    run(["ledger", "show", so, "3", "--format", "json", "--as-known", "2026-02-15"])
    assert json.loads(capsys.readouterr().out)["in_force"] == [2, 3, STAFFED + 6]


def test_withdraw(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a record to take its place, an entry is withdrawn."""
    assert run(["ledger", "correct", staff(so), "4", *REASON, *AS_STAFF]) == 0
    assert (
        f"Mục {STAFFED + 6}: rút mục 4: Ghi nhầm số có mặt (cơ quan giúp việc cấp ủy, Đảng ủy xã Thí Dụ)"
        in capsys.readouterr().out
    )
    run(["ledger", "show", so, "5"])
    assert "không còn hiệu lực" in capsys.readouterr().out


def test_show_a_framework(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A framework's entry is shown with its hash; as JSON it has the whole text."""
    assert run(["ledger", "show", so, "1"]) == 0
    assert f"an-phu/2025, mã băm {Catalog().get('an-phu/2025').hash[:12]}…" in capsys.readouterr().out
    assert run(["ledger", "show", so, "1", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["in_force"] is None
    assert "framework: an-phu/2025" in told["body"]["text"]


def test_fsck(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A whole ledger is said to be whole, with its size and the hash of its last entry."""
    run(["ledger", "show", so, "5", "--format", "json"])
    last = json.loads(capsys.readouterr().out)["hash"]
    assert run(["ledger", "fsck", so]) == 0
    assert capsys.readouterr().out == f"{so}: sổ nguyên vẹn, 5 mục, mã băm của mục cuối {last}.\n"


def test_fsck_of_a_damaged_ledger(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In a damaged one, the first bad entry and what is wrong are named, and up to where all is right."""
    lay_open(so)
    content = Path(so).read_bytes()
    Path(so).write_bytes(content.replace("Hoa Mẫu".encode(), "Hoa Mậu".encode(), 1))
    assert run(["ledger", "fsck", so]) == 1
    out, err = capsys.readouterr()
    assert err == f"{so}: mục 2: nội dung không khớp mã băm hoặc số thứ tự của nó.\n"
    assert out == "Các mục từ 1 đến 1 nguyên vẹn.\n"
    assert run(["ledger", "show", so, "2"]) == 1
    assert "mục 2" in capsys.readouterr().err


def test_export_and_import(so: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ledger goes out as JSON Lines and into another one, where it is the same to the last hash."""
    lines, other = str(tmp_path / "so.jsonl"), str(tmp_path / "khac.ledger")
    assert run(["ledger", "export", so, "-o", lines]) == 0
    assert run(["ledger", "init", other]) == 0
    assert run(["ledger", "import", other, lines]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"Đã chép 5 mục ra {lines}",
        f"Đã lập sổ: {other}",
        f"Sổ {other} có 5 mục.",
    ]
    assert run(["ledger", "export", other, "-o", str(tmp_path / "lai.jsonl")]) == 0
    assert (tmp_path / "lai.jsonl").read_bytes() == Path(lines).read_bytes()


def test_export_of_a_damaged_ledger_leaves_no_file(so: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where an entry cannot be read, no half export is left."""
    lay_open(so)
    content = Path(so).read_bytes()
    Path(so).write_bytes(content.replace("Hoa Mẫu".encode(), "Hoa Mậu".encode(), 1))
    before = set(tmp_path.iterdir())
    assert run(["ledger", "export", so, "-o", str(tmp_path / "so.jsonl")]) == 1
    assert "mục 2" in capsys.readouterr().err
    assert {file for file in tmp_path.iterdir() if file.suffix not in {".ledger-wal", ".ledger-shm"}} == before


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("decide", "0", "--rating", "tot", *AS_STAFF), 2),
        (("decide", "ba", "--rating", "tot", *AS_STAFF), 2),
        (("decide", "3", "--rating", "tot"), 2),
        (("decide", "99", "--rating", "tot", *AS_STAFF), 1),
        (("correct", "2", *AS_STAFF), 2),
        (("override", "3", "4.2", *REASON, *AS_STAFF), 2),
        (("override", "3", "4.2", "99", *REASON, *AS_STAFF), 1),
        (("log", "--as-known", "hôm qua"), 2),
        (("show", "99"), 1),
        (("import", "khong-co.jsonl"), 1),
    ],
)
def test_wrong_usage_and_wrong_input(
    arguments: tuple[str, ...], status: int, so: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrongly typed is status 2, what is wrong in itself 1; a sentence each, and nothing is added."""
    command, *rest = arguments
    assert run(["ledger", command, staff(so), *rest]) == status
    assert capsys.readouterr().err
    run(["ledger", "log", so])
    assert len(rows(capsys)) == STAFFED + 5


@pytest.mark.parametrize("number", [str(2**53), str(2**63), "9" * 60])
def test_numbers_that_no_entry_has(number: str, so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A number too large for any store is the number of no entry."""
    for command, *rest in (
        ("show",),
        ("seal", FULL),
        ("decide", "--rating", "tot", *AS_STAFF),
        ("correct", *AS_STAFF, *REASON),
    ):
        assert run(["ledger", command, staff(so), number, *rest]) == 1
        assert f"sổ không có mục {number}" in capsys.readouterr().err


@pytest.mark.parametrize(("day", "known"), [("9999-12-31", 5), ("9998-12-31", 5), ("1969-12-31", 0), ("0001-01-01", 0)])
def test_as_known_on_far_days(day: str, known: int, so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """On the last day that there is everything was known, and before the first entry nothing was."""
    assert run(["ledger", "log", so, "--as-known", day]) == 0
    assert len(rows(capsys)) == known


def test_a_time_that_is_yet_to_come(
    so: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where an entry bears a later time than the clock says, a check and an import tell of it, until a clock entry does."""
    lines = str(tmp_path / "so.jsonl")
    assert run(["ledger", "export", so, "-o", lines]) == 0
    monkeypatch.setattr(clock.Clock, "stamp", lambda _clock: EntryStamp("0.1.0", "2025-12-31T08:30:00Z"))
    other = str(tmp_path / "moi.ledger")
    run(["ledger", "init", other])
    capsys.readouterr()
    for words in (["fsck", so], ["import", other, lines]):
        assert run(["ledger", *words]) == 0
        assert "mục 5 ghi lúc 2026-01-31T08:30:00Z, muộn hơn giờ của máy này" in capsys.readouterr().err
    assert run(["ledger", "clock", so, *REASON]) == 0
    capsys.readouterr()
    assert run(["ledger", "fsck", so]) == 0
    assert "muộn hơn giờ của máy này" not in capsys.readouterr().err


def test_json_never_steers_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever cannot be seen is an escape that means the same, beyond the first 65,536 letters too."""
    data = {"a": "x\x1b\x9b\u061c\u202e\u2028\ufeff\U000e0041\u00adđỏ"}
    base.print_json(data)
    said = capsys.readouterr().out
    assert all(letter.isprintable() or letter == "\n" for letter in said)
    assert json.loads(said) == data


def test_log_on_a_terminal(so: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """On a terminal the log is a framed table."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "160")
    run(["ledger", "log", so])
    assert "│" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("zone", "last", "shown"),
    [
        ("Asia/Ho_Chi_Minh", "2026-01-31T16:59:59Z", "01/02/2026 06:30"),
        ("UTC", "2026-01-31T23:59:59Z", "31/01/2026 23:30"),
    ],
)
def test_days_and_times_of_the_machine(zone: str, last: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day ends, and times are shown, by the machine's own clock; entries say UTC."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert clock.Clock().end_of(dt.datetime(2026, 1, 31)) == last  # noqa: DTZ001 - as click gives it
        assert EntryWords("vi", clock.Clock().local).time("2026-01-31T23:30:00Z") == shown
        assert clock.Clock().stamp().software == version("chamdiem")
    finally:
        monkeypatch.undo()
        time.tzset()
