"""Nothing from outside decides unseen: where settings come from, and what every result says of where it comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chamdiem.cli import run
from chamdiem.engine.reading.catalog import CRITERIA, Catalog
from places import EXAMPLES

SHIPPED = (CRITERIA / "an-phu" / "2025.yaml").read_text(encoding="utf-8")
OWN = SHIPPED.replace("framework: an-phu/2025", "framework: xa-mau/2025")
RECORD = (EXAMPLES / "01-an-phu-day-du.yaml").read_text(encoding="utf-8")
FREE = RECORD.replace("framework: an-phu/2025\n", "")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder below one with settings of its own, which nobody asked for."""
    (tmp_path / "chamdiem.toml").write_text('framework = "dien-bien/4275-2018"\nplace_name = "Xa"\n', encoding="utf-8")
    folder = tmp_path / "a"
    folder.mkdir()
    monkeypatch.chdir(folder)
    Path("ho-so.yaml").write_text(FREE, encoding="utf-8")
    Path("khung.yaml").write_text(OWN, encoding="utf-8")
    return folder


def said(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    """Run a command and return what it says."""
    assert run(arguments) == status
    out, err = capsys.readouterr()
    return out + err


def own_settings(name: str = "chamdiem.toml") -> str:
    """Write settings that name a framework of one's own."""
    Path(name).write_text('framework = "khung.yaml"\n', encoding="utf-8")
    return name


def test_settings_above_are_not_read(capsys: pytest.CaptureFixture[str]) -> None:
    """A file of settings in a folder above changes no result and is not named."""
    assert "(an-phu/2025)" in said(capsys, "score", "ho-so.yaml")
    assert "thiết lập" not in said(capsys, "score", "ho-so.yaml")


COMMANDS = [
    ("score", "ho-so.yaml"),
    ("explain", "ho-so.yaml"),
    ("explain", "ho-so.yaml", "1"),
    ("advise", "ho-so.yaml"),
    ("paragraph", "ho-so.yaml"),
    ("batch", "ho-so.yaml", "-o", "ra", "--xlsx"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_is_shown_names_its_sources(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """Settings that are named are used, and they and the framework of their own stand beside the result."""
    text = said(capsys, *command, "--config", own_settings("cua-xa.toml"))
    assert "Có dùng thiết lập trong cua-xa.toml." in text
    assert "Khung xa-mau/2025 lấy từ tệp khung.yaml, không phải khung có sẵn." in text


def test_settings_of_the_working_folder(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """Those of the working folder are used without being named on the command line, and are named in every form."""
    own_settings()
    told = json.loads(said(capsys, "score", "ho-so.yaml", "--format", "json"))
    assert (told["settings"], told["framework"]["file"]) == ("chamdiem.toml", str(folder / "khung.yaml"))
    said(capsys, "sheet", "ho-so.yaml", "-o", "phieu.html")
    source = "tệp khung.yaml, không phải khung có sẵn. Có dùng thiết lập trong chamdiem.toml."
    assert source in Path("phieu.html").read_text(encoding="utf-8")
    said(capsys, "batch", "ho-so.yaml", "-o", "ra", "--xlsx")
    assert json.loads(Path("ra/manifest.json").read_text(encoding="utf-8"))["settings"] == "chamdiem.toml"


def test_what_ships_is_named_by_its_content(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing from outside was used, the framework and its content are all there is to say."""
    loaded = Catalog().get("an-phu/2025")
    assert f"(an-phu/2025), mã nội dung {loaded.short_hash}\n" in said(capsys, "score", "ho-so.yaml")
    told = json.loads(said(capsys, "score", "ho-so.yaml", "--format", "json"))
    assert (told["settings"], told["framework"]["file"], told["framework"]["hash"]) == (None, None, loaded.hash)


def test_settings_that_are_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """Settings that are named and cannot be read are a fault, not a reason to go on without."""
    assert said(capsys, "score", "ho-so.yaml", "--config", "khong-co.toml", status=1).startswith("khong-co.toml: ")


@pytest.mark.parametrize("command", ["score", "workbook"])
def test_a_shipped_id_means_the_shipped_framework(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A file with a shipped id and other content scores nothing; with the same content it is the shipped one."""
    Path("khung.yaml").write_text(SHIPPED.replace("title:", "title: Sửa", 1), encoding="utf-8")
    files = {"score": ["ho-so.yaml"], "workbook": ["-o", "so.xlsx"]}[command]
    assert "mang mã “an-phu/2025” của khung có sẵn" in said(
        capsys, command, *files, "--framework", "khung.yaml", status=1
    )
    assert "mang mã “an-phu/2025” của khung có sẵn" in said(
        capsys, command, *files, "--config", own_settings("x.toml"), status=1
    )
    Path("khung.yaml").write_text(f"# Chép lại\n{SHIPPED}", encoding="utf-8")
    assert "không phải khung có sẵn" not in said(capsys, command, *files, "--framework", "khung.yaml")


def test_a_draft_may_be_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever edits a framework that ships can compare and check it under its id."""
    Path("khung.yaml").write_text(SHIPPED.replace("title:", "title: Sửa", 1), encoding="utf-8")
    said(capsys, "diff", "an-phu/2025", "khung.yaml")
    said(capsys, "frameworks", "show", "khung.yaml")


def test_a_record_chooses_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    """A record that names a file is refused at its line; the id of the framework in the settings may be named."""
    Path("ho-so.yaml").write_text(RECORD.replace("an-phu/2025", "../khung.YML"), encoding="utf-8")
    assert "không ghi tệp (“../khung.YML”)" in said(capsys, "score", "ho-so.yaml", status=1)
    Path("ho-so.yaml").write_text(RECORD.replace("an-phu/2025", "xa-mau/2025"), encoding="utf-8")
    assert "không có khung tiêu chí “xa-mau/2025”" in said(capsys, "score", "ho-so.yaml", status=1)
    own_settings()
    assert "(xa-mau/2025)" in said(capsys, "score", "ho-so.yaml")


def test_the_ledger_names_the_framework_of_a_result(capsys: pytest.CaptureFixture[str]) -> None:
    """Where a result is looked up in a ledger, the framework that it follows stands beside it."""
    said(capsys, "ledger", "init", "so.ledger")
    said(capsys, "ledger", "add", "so.ledger", "ho-so.yaml")
    origin = f"an-phu/2025, mã nội dung {Catalog().get('an-phu/2025').short_hash}"
    assert f"Tốt; {origin}" in said(capsys, "ledger", "log", "so.ledger")
    assert f"Tốt; {origin}\n" in said(capsys, "ledger", "show", "so.ledger", "3")
