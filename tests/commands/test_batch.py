"""The batch command, used as a supervising cadre uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chamdiem.cli import run
from chamdiem.engine.batch.manifest import NAME
from chamdiem.engine.files.atomic import file_hash
from chamdiem.engine.office.batches import FAULTS

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FULL, ALONE = (str(next(EXAMPLES.glob(f"{number}-*"))) for number in ("01", "04"))
FAULTY = str(EXAMPLES / "09-nhieu-loi.yaml")


def names(folder: Path) -> list[str]:
    """Return the names of everything in a folder."""
    return sorted(file.name for file in folder.iterdir())


def test_a_month(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a form, each cell has its PDF and the month its lists; counts and ratings are said."""
    assert run(["batch", FULL, ALONE, "-o", str(tmp_path / "11")]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[:3] == ["Đã chấm 2 hồ sơ; sai 0.", "  Tốt: 1", "  Khá: 1"]
    assert names(tmp_path / "11") == [
        "2025-11_0_bang-tong-hop.pdf",
        "2025-11_0_bang-tong-hop.xlsx",
        "2025-11_0_can-nguong.pdf",
        "2025-11_0_can-nguong.xlsx",
        "2025-11_0_chenh-lech.pdf",
        "2025-11_0_chenh-lech.xlsx",
        "2025-11_0_tong-quan.pdf",
        "2025-11_vd-01_chi-bo-khu-pho-hoa-mau.pdf",
        "2025-11_vd-04_chi-bo-khu-pho-nho.pdf",
        "manifest.json",
    ]


def test_manifest_tells_the_truth(tmp_path: Path) -> None:
    """The manifest names each file with its hash, its input and the framework that scored it."""
    assert run(["batch", FULL, "--html", "-o", str(tmp_path)]) == 0
    manifest = json.loads((tmp_path / NAME).read_text(encoding="utf-8"))
    assert {output["name"] for output in manifest["outputs"]} == set(names(tmp_path)) - {NAME}
    for output in manifest["outputs"]:
        assert output["sha256"] == file_hash(tmp_path / output["name"])
    sheet = next(output for output in manifest["outputs"] if output["framework"])
    assert sheet["source"] == FULL
    assert sheet["framework"] == "an-phu/2025"
    assert list(manifest["frameworks"]) == ["an-phu/2025"]


def test_register_gives_who_did_not_report(tmp_path: Path) -> None:
    """With a register of cells, those that did not report have a list."""
    register = tmp_path / "register.csv"
    register.write_text("cell_id,cell_name\nVD-01,Chi bộ khu phố Hoa Mẫu\nVD-99,Chi bộ Vắng\n", encoding="utf-8")
    assert run(["batch", FULL, "--xlsx", "--register", str(register), "-o", str(tmp_path / "out")]) == 0
    assert "2025-11_0_chua-bao-cao.xlsx" in names(tmp_path / "out")


def test_faulty_records_stop_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --keep-going, one faulty record means that nothing is written, and every fault is said."""
    assert run(["batch", FULL, FAULTY, "-o", str(tmp_path / "out")]) == 1
    out, err = capsys.readouterr()
    assert "sai 1" in out
    assert len([line for line in err.splitlines() if line.startswith(FAULTY)]) > 10
    assert "--keep-going" in err
    assert not (tmp_path / "out").exists()


def test_keep_going(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --keep-going the good ones are done, the others are listed in a workbook, and the status is 1."""
    framework = ["--framework", "an-phu/2025"]
    assert run(["batch", FULL, FAULTY, "--html", "--keep-going", *framework, "-o", str(tmp_path)]) == 1
    assert "2025-11_vd-01_chi-bo-khu-pho-hoa-mau.html" in names(tmp_path)
    assert FAULTS in names(tmp_path)
    assert FAULTS in capsys.readouterr().err
    assert run(["batch", FULL, "--html", "-o", str(tmp_path)]) == 0
    assert FAULTS not in names(tmp_path)


def test_faults_that_no_workbook_can_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it is not known by which framework faulty records would be scored, they are said but not listed."""
    record = tmp_path / "record.yaml"
    record.write_text("framework: ha-noi/2020\ncell_id: VD-90\nperiod: 2025-11\npresent: 5\n", encoding="utf-8")
    out = tmp_path / "out"
    assert run(["batch", FULL, str(record), "--html", "--keep-going", "-o", str(out)]) == 1
    assert FAULTS not in names(out)
    assert "--framework" in capsys.readouterr().err.splitlines()[-1]


def test_changed_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet that was changed by hand is kept, and its name is said."""
    run(["batch", FULL, "--html", "-o", str(tmp_path)])
    sheet = next(tmp_path.glob("*vd-01*.html"))
    sheet.write_text("sửa tay", encoding="utf-8")
    capsys.readouterr()
    assert run(["batch", FULL, "--html", "-o", str(tmp_path)]) == 0
    assert str(sheet) in capsys.readouterr().err


@pytest.mark.parametrize("cell", ["../../evil", "CON", "=cmd|' /C calc'!A0", "/etc/passwd", "a\\b", "…7", "AUX.pdf"])
def test_names_of_cells_stay_in_the_folder(cell: str, tmp_path: Path) -> None:
    """Whatever a cell calls itself, its files stay in the output folder under plain names."""
    record = tmp_path / "in" / "record.yaml"
    record.parent.mkdir()
    text = Path(FULL).read_text(encoding="utf-8")
    text = text.replace("cell_id: VD-01", f"cell_id: {json.dumps(cell)}").replace(
        "cell_name: Chi bộ khu phố Hoa Mẫu", f"cell_name: {json.dumps(cell)}"
    )
    record.write_text(text, encoding="utf-8")
    assert run(["batch", str(record), "--html", "-o", str(tmp_path / "out")]) == 0
    assert names(tmp_path) == ["in", "out"]
    sheets = [name for name in names(tmp_path / "out") if "_0_" not in name and name != NAME]
    assert len(sheets) == 1
    assert sheets[0].startswith("2025-11_")


def test_nothing_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without records is one sentence, and no output folder is made."""
    (tmp_path / "empty").mkdir()
    assert run(["batch", str(tmp_path / "empty"), "-o", str(tmp_path / "out")]) == 1
    assert len(capsys.readouterr().err.splitlines()) >= 1
    assert not (tmp_path / "out").exists()


def test_results_go_into_a_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a ledger, every meeting of the batch is recorded, once however often the batch is run."""
    ledger = str(tmp_path / "so.ledger")
    assert run(["ledger", "init", ledger]) == 0
    for _ in range(2):
        capsys.readouterr()
        assert run(["batch", FULL, ALONE, "--html", "-o", str(tmp_path / "out"), "--ledger", ledger]) == 0
        assert f"2 kết quả có trong sổ {ledger}, ở mục: 3, 5\n" in capsys.readouterr().err


def test_a_batch_that_the_ledger_refuses_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the ledger holds another record of one of the meetings, nothing is recorded and no file is made."""
    ledger, other = str(tmp_path / "so.ledger"), tmp_path / "khac.yaml"
    other.write_text(Path(FULL).read_text("utf-8").replace("speakers: 12", "speakers: 11"), "utf-8")
    assert run(["ledger", "init", ledger]) == 0
    assert run(["ledger", "add", ledger, str(other)]) == 0
    assert run(["batch", ALONE, FULL, "--html", "-o", str(tmp_path / "out"), "--ledger", ledger]) == 1
    assert "mục 2" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_batch_says_who_has_not_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Cells of the register are counted, month by month; without one, cells whose rows tell nothing, each once."""
    cells = "Mã chi bộ,Tên chi bộ\nvd-01,Chi bộ khu phố Hoa Mẫu\n9,Chi bộ Vắng\n"
    (tmp_path / "ds.csv").write_text(cells, encoding="utf-8")
    assert run(["batch", FULL, "--html", "--register", str(tmp_path / "ds.csv"), "-o", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.splitlines()[2] == "  Tháng 11/2025: Đã báo cáo: 1/2 chi bộ (50%)."
    (tmp_path / "ds.csv").write_text(f"{cells}09,Chi bộ Vắng\n", encoding="utf-8")
    assert run(["batch", FULL, str(tmp_path / "ds.csv"), "--html", "-o", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.splitlines()[2] == "  Chưa báo cáo: 1 đơn vị có tên trong sổ mà chưa ghi gì."
