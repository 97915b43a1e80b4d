"""What people read about another subject than a meeting never speaks of a meeting or of a cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from chamdiem.cli import run
from places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FOREIGN = re.compile(
    r"(?:cuộc|kỳ|ngày|buổi) họp|chi bộ|chi ủy|đảng viên|đảng ủy|đảng bộ|sinh hoạt|\bcell\b|\bmeeting\b", re.IGNORECASE
)
"""Words of meetings and of cells, which no other subject has."""
TEACHING = ROOT / "docs" / "khung-day" / "tap-the.yaml"
RECORD = """framework: khung-day/tap-the
unit_id: {unit}
unit_name: Tổ {unit}
upper_org: Trường A
organisation: khung-day
period: 2026-Q2
tasks_given: 20
tasks_late: {late}
score_peers: 7
founded_on: 01/01/2020
due_on: 30/06/2026
reported_on: 11/07/2026
warned: không
unit_kind: Tổ cũ
assessments: {{self: {{rating: Khá}}, decided: {{rating: Khá}}}}
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with three records of a collective, one of them with a gap, a register and the settings."""
    monkeypatch.chdir(tmp_path)
    records = tmp_path / "ho-so"
    records.mkdir()
    for unit, late in (("A1", 2), ("B1", 0), ("C1", 12)):
        text = RECORD.format(unit=unit, late=late)
        text = text.replace("score_peers: 7\n", "") if unit == "C1" else text
        (records / f"{unit}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "danh-sach.csv").write_text(
        "cell_id,cell_name,upper_org\nA1,Tổ A1,Trường A\nD1,Tổ D1,Trường A\n", encoding="utf-8"
    )
    (tmp_path / "chamdiem.toml").write_text(f'framework = "{TEACHING}"\n', encoding="utf-8")
    return tmp_path


COMMANDS = (
    "check ho-so/A1.yaml", "check ho-so", "check ho-so/C1.yaml", "score ho-so", "score ho-so/C1.yaml",
    "score ho-so/A1.yaml --format json", "explain ho-so/C1.yaml", "advise ho-so/A1.yaml", "advise ho-so/C1.yaml",
    "paragraph ho-so/A1.yaml", f"new-record --framework {TEACHING} -o trong.yaml", f"frameworks show {TEACHING}",
    f"lint {TEACHING}", f"cases {TEACHING}",
    "ledger init so.ledger", "score ho-so --ledger so.ledger", "ledger log so.ledger", "ledger show so.ledger 2",
    "ledger fsck so.ledger", "ledger stale so.ledger", "replay so.ledger",
    "sheet ho-so/C1.yaml -o phieu.html", "sheet ho-so/C1.yaml -o phieu.docx", "workbook -o ghi.xlsx",
    "batch ho-so -o ca-quy --html --docx --xlsx --register danh-sach.csv --jobs 1",
    "list summary ho-so --register danh-sach.csv -o tong-hop.xlsx", "list discrepancies ho-so -o chenh-lech.xlsx",
    "list near ho-so -o can-nguong.xlsx", "list missing ho-so --register danh-sach.csv -o thieu.xlsx",
    "list overview ho-so --register danh-sach.csv -o tong-quan.html",
)  # fmt: skip


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_speaks_of_a_meeting(lang: str, office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What every command prints about a collective, and what it writes, has no word of meetings."""
    for command in COMMANDS:
        assert run([*command.split(), "--lang", lang]) == 0, command
        # a key of JSON is no word
        told = "".join(capsys.readouterr()).replace('"meeting":', "")
        assert FOREIGN.findall(told) == [], (command, told)
    # in English the cells of a workbook have the name of the Party's
    for file in office.rglob("*.*") if lang == "vi" else ():
        assert [word for text in texts(file) for word in FOREIGN.findall(text)] == [], file


FAULTS: dict[str, tuple[Callable[[str], str], str]] = {
    "A2.yaml": (lambda text: text.replace("unit_name: Tổ A1", "unit_name: Tổ khác"), "tổ học “A1” kỳ quý II năm 2026"),
    "A3.yaml": (lambda text: text.replace("tasks_late: 2", "tasks_late: 40"), "lớn hơn"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_speak_of_the_subject(name: str, office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Records of one unit that differ, or that contradict themselves, are told in the words of their subject."""
    change, said = FAULTS[name]
    text = (office / "ho-so" / "A1.yaml").read_text(encoding="utf-8")
    (office / "ho-so" / name).write_text(change(text), encoding="utf-8")
    assert run(["score", "ho-so"]) == 1
    err = capsys.readouterr().err
    assert said in err
    assert FOREIGN.findall(err) == []


def texts(file: Path) -> Iterator[str]:
    """Yield what people read in a file."""
    if file.suffix in {".xlsx", ".docx"}:
        with ZipFile(file) as package:
            parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
        # what stands in tags are names of the format
        yield from (re.sub(r"<[^>]*>", " ", part) for part in parts)
    elif file.suffix == ".html":
        page = re.sub(r"<style>.*?</style>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        yield re.sub(r"<[^>]*>", " ", page)
    elif file.name == "trong.yaml":
        yield file.read_text(encoding="utf-8")
