"""The command that replays a ledger, used as an auditor uses it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chamdiem.cli import run
from chamdiem.engine.ledger.entries import EntryKind, EntryStamp
from chamdiem.engine.ledger.opening import open_ledger
from chamdiem.engine.reading.catalog import CRITERIA
from laid_open import lay_open

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
RECORDS = [str(next(EXAMPLES.glob(f"{number}-*"))) for number in ("01", "02", "03", "04")]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of four meetings."""
    file = tmp_path_factory.mktemp("ledger") / "so.ledger"
    assert run(["ledger", "init", str(file)]) == 0
    assert run(["ledger", "add", str(file), *RECORDS]) == 0
    return file


@pytest.fixture
def ledger(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of such a ledger, in the directory where one is."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(written, tmp_path))


def forge(ledger: Path) -> None:
    """Put an evaluation into the ledger that does not follow from its facts."""
    with open_ledger(str(ledger)) as opened:
        body = json.loads(json.dumps(opened.get(3).body))
        body["layers"]["self"]["total"] = "95"
        head = opened.head()
        assert head is not None
        opened.append(EntryKind.EVALUATION, body, EntryStamp("0.0.9", head.time))


def said(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    """Run a command and return what it prints as its result."""
    assert run(["replay", "so.ledger", *words]) == status
    return capsys.readouterr().out


def test_everything_is_equal(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ledger as it was written is replayed equal, and the status says so."""
    assert ledger.exists()
    told = said(capsys)
    assert "Đã chấm lại 4 lần chấm: 4 giống hệt, 0 khác, 0 không chấm lại được." in told
    assert "Mọi lần chấm\n" not in told


def test_what_differs_is_named(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An evaluation that comes out otherwise is named with both values, and the status is 1."""
    forge(ledger)
    told = said(capsys, status=1)
    assert "4 giống hệt, 1 khác" in told
    assert "“tổng điểm (total)”, sổ ghi 95, chấm lại được 93." in told
    data = json.loads(said(capsys, "--format", "json", status=1))
    (bad,) = [verdict for verdict in data["verdicts"] if verdict["result"] != "equal"]
    assert bad["difference"] == {"layer": "self", "node": "total", "kept": "95", "now": "93"}
    assert bad["software"] == "0.0.9"


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["--from", "2025-11"], 3),
        (["--from", "11/2025"], 3),
        (["--to", "31/12/2024"], 1),
        (["--to", "2024-12-31"], 1),
        (["--from", "2025-11-08", "--to", "2025-12"], 2),
        (["--cell", "VD-03"], 1),
        (["--framework", "dien-bien/4275-2018"], 1),
        (["--cell", "khong-co"], 0),
    ],
)
def test_selection(ledger: Path, capsys: pytest.CaptureFixture[str], words: list[str], count: int) -> None:
    """Meetings are chosen by days, cell and framework."""
    assert ledger.exists()
    data = json.loads(said(capsys, *words, "--format", "json"))
    assert len(data["verdicts"]) == count


@pytest.mark.parametrize(
    "words", [["--from", "13/2025"], ["--to", "2025-13"], ["--from", "2025-11-32"], ["--jobs", "0"], ["-o", "x.docx"]]
)
def test_wrong_usage(ledger: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    """A day that is none, no process at all and a form that is not known are wrong usage."""
    assert ledger.exists()
    assert run(["replay", "so.ledger", *words]) == 2
    assert capsys.readouterr().err


def test_ledger_that_is_not_there(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ledger that is not there is one sentence."""
    assert ledger.exists()
    assert run(["replay", "khac.ledger"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_empty_ledger(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ledger without entries has nothing that differs."""
    assert run(["ledger", "init", "trong.ledger"]) == 0
    assert run(["replay", "trong.ledger"]) == 0
    assert "Đã chấm lại 0 lần chấm" in capsys.readouterr().out
    assert ledger.exists()


def test_reports_to_file(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report is written as JSON, workbook, PDF and page, whatever the result."""
    forge(ledger)
    for form in ("json", "xlsx", "pdf", "html"):
        said(capsys, "-o", f"bao-cao.{form}", status=1)
    folder = ledger.parent
    data = json.loads((folder / "bao-cao.json").read_text(encoding="utf-8"))
    assert data["counts"] == {"equal": 4, "tighter": 0, "different": 1, "cannot": 0}
    rows = openpyxl.load_workbook(folder / "bao-cao.xlsx").worksheets[-1].max_row
    assert rows == 6
    assert (folder / "bao-cao.pdf").read_bytes().startswith(b"%PDF-")
    assert "BÁO CÁO CHẤM LẠI" in (folder / "bao-cao.html").read_text(encoding="utf-8")


def test_progress_on_a_terminal(
    ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal the tables are framed; the progress goes to the error stream and leaves no trace in the result."""
    assert ledger.exists()
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert "│" in said(capsys)


# --- what if ---


def draft(ledger: Path) -> str:
    """Write a draft that asks for more, and return its name."""
    text = (CRITERIA / "an-phu" / "2025.yaml").read_text(encoding="utf-8")
    file = ledger.parent / "du-thao.yaml"
    file.write_text(text.replace("title: Tốt, at_least: 90", "title: Tốt, at_least: 94"), encoding="utf-8")
    return file.name


def test_impact_of_a_draft(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A draft shows which ratings it would move; the ledger stays as it is."""
    before = ledger.read_bytes()
    words = ["--as-if", draft(ledger), "--framework", "an-phu/2025"]
    told = said(capsys, *words)
    assert "Trong 3 hồ sơ: 1 đổi mức xếp loại, 0 không chấm được theo khung này." in told
    assert "Khung này đổi gì so với an-phu/2025" in told
    assert "từ 90 trở lên" in told
    assert "từ 94 trở lên" in told
    data = json.loads(said(capsys, *words, "--format", "json", "-o", "tac-dong.xlsx"))
    assert [change["action"] for change in data["amended"][0]["changes"]] == ["changed"]
    assert data["moved"][0]["from"] == "Tốt"
    assert data["moved"][0]["to"] == "Khá"
    assert (ledger.parent / "tac-dong.xlsx").exists()
    assert ledger.read_bytes() == before


def test_impact_of_a_framework_by_its_id(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A framework is named by its id too; meetings that it cannot score are counted and told."""
    assert ledger.exists()
    data = json.loads(said(capsys, "--as-if", "an-phu/2025", "--layer", "upper", "--format", "json"))
    assert data["layer"] == "upper"
    assert [item["cell"] for item in data["cannot"]] == ["VD-02"]


def test_impact_of_no_framework(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A framework that is not there is one sentence."""
    assert ledger.exists()
    assert run(["replay", "so.ledger", "--as-if", "khong/co"]) == 1
    assert "khong/co" in capsys.readouterr().err


# --- wherever and whenever ---


def elsewhere(ledger: Path, **settings: str) -> Any:  # noqa: ANN401 - data of JSON
    """Replay in another process with other settings of the system, and return what does not depend on the clock."""
    words = [sys.executable, "-P", "-m", "chamdiem.cli", "replay", "so.ledger", "--format", "json", "--jobs", "1"]
    done = subprocess.run(  # noqa: S603 - our own command
        words, cwd=ledger.parent, env={**os.environ, **settings}, capture_output=True, check=True
    )
    data = json.loads(done.stdout)
    assert data.pop("time")
    return data


def test_nothing_around_matters(ledger: Path) -> None:
    """Time zone, locale and hash seed change nothing in what replay says."""
    first = elsewhere(ledger, TZ="Asia/Ho_Chi_Minh", LC_ALL="C.UTF-8", PYTHONHASHSEED="0")
    assert first["counts"] == {"equal": 4, "tighter": 0, "different": 0, "cannot": 0}
    assert first == elsewhere(ledger, TZ="Pacific/Kiritimati", LC_ALL="vi_VN.UTF-8", LANG="tr_TR", PYTHONHASHSEED="7")


def test_an_entry_that_cannot_be_read_is_no_success_of_a_draft(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report on a draft says what it leaves out of a damaged ledger, and so does the status."""
    lay_open(str(ledger))
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute("DROP TRIGGER entries_stay_as_they_are")
        connection.execute("UPDATE entries SET content = replace(content, '2025', '2024') WHERE sequence = 3")
    assert "mục 3" in said(capsys, "--as-if", "an-phu/2025", status=1)
