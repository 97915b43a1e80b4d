"""The commands on one meeting, used as a secretary uses them."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from chamdiem.cli import run
from chamdiem.engine.advice.advice_results import advice_schema
from chamdiem.engine.explanation.results_schema import evaluation_schema
from chamdiem.engine.files.protected import INDEX
from chamdiem.engine.reading.catalog import CRITERIA
from schemas import check_fits

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FULL, GATE, ABSENT, HALF = (str(next(EXAMPLES.glob(f"{number}-*"))) for number in ("01", "02", "03", "06"))
UNPOINTED = str(next(EXAMPLES.glob("11-*")))
NOTICE = "Khung tiêu chí dựng lại, chưa đối chiếu với phụ lục Quyết định 4275-QĐ/TU"


def test_score_when_piped_is_tab_separated(capsys: pytest.CaptureFixture[str]) -> None:
    """Piped, the table is one line per row with tabs between its cells, so that other programs read it."""
    assert run(["score", FULL]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines() if "\t" in line]
    assert rows[0] == ["TT", "Tiêu chí", "Tối đa", "Chi bộ tự chấm", "Cấp trên chấm", "Lý do trừ điểm"]
    assert {len(row) for row in rows} == {6}
    assert rows[-1] == ["", "Tổng", "95", "93", "91,5", ""]
    assert ["1", "Chấp hành thời gian, thời lượng", "5", "5", "5", ""] in rows


def test_score_on_a_terminal_is_a_table(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the table is framed and a hint says how to learn why."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "140")
    assert run(["score", FULL]) == 0
    out = capsys.readouterr().out
    assert "│" in out
    assert f"Xem vì sao: chamdiem explain {FULL}" in out


def test_score_of_a_half_filled_record(capsys: pytest.CaptureFixture[str]) -> None:
    """What is missing stays missing: the total is a floor, what is still to score is listed, no rating is given."""
    assert run(["score", HALF]) == 0
    out = capsys.readouterr().out
    assert "ít nhất" in out
    assert "Xếp loại: Tốt." not in out
    assert "—" in out


def test_score_of_a_framework_without_points(capsys: pytest.CaptureFixture[str]) -> None:
    """A framework that has only conditions counts what is met, and shows no points."""
    assert run(["score", UNPOINTED]) == 0
    out = capsys.readouterr().out
    assert "điểm" not in out.splitlines()[-1]
    assert "đạt" in out.lower()


def test_score_says_that_a_framework_is_reconstructed(capsys: pytest.CaptureFixture[str]) -> None:
    """The line about the reconstruction stands in every form of the result."""
    run(["score", GATE])
    run(["explain", GATE])
    run(["score", GATE, "--format", "json"])
    assert capsys.readouterr().out.count(NOTICE) == 3


def test_a_rating_that_contradicts_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A stated rating that the rules do not give is pointed out, with the gate that failed."""
    run(["score", GATE])
    out = capsys.readouterr().out
    assert "  ! " in out
    assert "trên 85%" in out


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("derivation", [[], ["--derivation"]], ids=["plain", "derivation"])
@pytest.mark.parametrize(("version", "asked"), [(2, []), (2, ["--schema", "2"]), (1, ["--schema", "1"])])
def test_json_keeps_its_schema(
    lang: str, derivation: list[str], version: int, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON of every example fits the published schema; points are decimal strings, and null where there are none."""
    for record in (FULL, GATE, HALF, UNPOINTED):
        assert run(["score", record, "--format", "json", "--lang", lang, *derivation, *asked]) == 0
        result = json.loads(capsys.readouterr().out)
        check_fits(result, evaluation_schema(advice_schema(version), version))
        assert result["schema"] == f"chamdiem/evaluation/{version}"
        own = result["layers"]["self"]
        if record == UNPOINTED:
            met = sum(bool(item["met"]) for group in own["groups"] for item in group["criteria"])
            assert own["met"] == {
                "least": met,
                "most": met,
                "of": sum(len(group["criteria"]) for group in own["groups"]),
            }
            assert {own["total"], own["most"], own["maximum"]} == {None}
            assert all(item["points"] is None for group in own["groups"] for item in group["criteria"])
        else:
            assert isinstance(own["total"], str)
            assert own["met"] is None
        assert ("derivation" in result["layers"]["self"]) is bool(derivation)


def test_json_repeats_no_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The names of chair and clerk stay in the record."""
    record = tmp_path / "record.yaml"
    text = Path(FULL).read_text(encoding="utf-8") + "\nchair: TÊN-CHỦ-TRÌ\nclerk: TÊN-THƯ-KÝ\n"
    record.write_text(text, encoding="utf-8")
    assert run(["score", str(record), "--format", "json", "--derivation"]) == 0
    assert run(["explain", str(record)]) == 0
    assert "TÊN-" not in capsys.readouterr().out


def test_explain_begins_with_what_was_lost(capsys: pytest.CaptureFixture[str]) -> None:
    """Every criterion is explained, the largest loss first."""
    assert run(["explain", ABSENT]) == 0
    headings = [line for line in capsys.readouterr().out.splitlines() if line.endswith(" điểm") and line[0].isdigit()]
    assert headings[0] == "2.1. Tỷ lệ đảng viên dự sinh hoạt; không có đảng viên vắng không lý do: 1/4 điểm"


def test_explain_one_criterion(capsys: pytest.CaptureFixture[str]) -> None:
    """One criterion: the fact, its band, what the next band would take, the clause."""
    assert run(["explain", ABSENT, "4.5"]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "4.5. Tỷ lệ đảng viên phát biểu trên số có mặt: 4/5 điểm"
    assert lines[1].endswith("47,36% (9/19), thuộc mức từ 40% đến 50%, được 4 điểm")
    assert "cần thêm 1 đảng viên" in "".join(lines)
    assert lines[-2] == "Căn cứ: Mục 4"
    assert lines[-1].startswith("Chấm theo khung an-phu/2025, mã nội dung ")


def test_explain_the_upper_layer(capsys: pytest.CaptureFixture[str]) -> None:
    """Each layer that was scored can be explained."""
    assert run(["explain", FULL, "3.1", "--layer", "upper"]) == 0
    assert "2,5/3 điểm" in capsys.readouterr().out


def test_sheet_is_written_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sheet is written, its place is said, others may read it, and beside it lies only the list of what was written."""
    target = tmp_path / "phieu.html"
    assert run(["sheet", FULL, "-o", str(target)]) == 0
    assert capsys.readouterr().out == f"Đã ghi phiếu: {target}\n"
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert sorted(tmp_path.iterdir()) == [tmp_path / INDEX, target]
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~umask()


def umask() -> int:
    """Return the mask without changing it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize(
    ("target", "sentence"), [("no-such/phieu.html", "thư mục chứa tệp không có"), ("folder.html", "đây là thư mục")]
)
def test_sheet_that_cannot_be_written(
    target: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A place that cannot be written to is one sentence with status 1, and nothing is left behind."""
    (tmp_path / "folder.html").mkdir()
    assert run(["sheet", FULL, "-o", str(tmp_path / target)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert sentence in err
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


@pytest.mark.parametrize("framework", ["an-phu/2025", "dien-bien/4275-2018", "trung-uong/hd-12-2018"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_new_record_is_read_back(framework: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A blank record is read without fault, and scored as one in which everything is missing."""
    target = tmp_path / "record.yaml"
    assert run(["new-record", "--framework", framework, "-o", str(target), "--lang", lang]) == 0
    assert run(["check", str(target), "--lang", lang]) == 0
    assert run(["score", str(target), "--format", "json", "--lang", lang]) == 0
    result = json.loads("{" + capsys.readouterr().out.partition("{")[2])
    own = result["layers"]["self"]
    assert own["rating"] is None
    assert own["complete"] is False
    assert len(own["to_score"]) == sum(len(group["criteria"]) for group in own["groups"])


def test_new_record_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a file the blank record is printed, so that it can be piped."""
    assert run(["new-record", "--framework", "an-phu/2025"]) == 0
    out = capsys.readouterr().out
    assert "framework: an-phu/2025" in out.splitlines()
    assert "members_total:" in out


def test_new_record_never_writes_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record that someone has begun is not written over."""
    target = tmp_path / "record.yaml"
    target.write_text("cell_name: Chi bộ A\n", encoding="utf-8")
    assert run(["new-record", "--framework", "an-phu/2025", "-o", str(target)]) == 1
    assert "không ghi đè" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "cell_name: Chi bộ A\n"


def test_check_goes_on_after_a_faulty_file(capsys: pytest.CaptureFixture[str]) -> None:
    """Every file is checked; right ones are named, faulty ones have a line per fault, and the status is 1."""
    faulty = str(next(EXAMPLES.glob("10-*")))
    framework = str(CRITERIA / "an-phu" / "2025.yaml")
    assert run(["check", faulty, FULL, "no-such.yaml", framework]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        f"{FULL}: đúng (hồ sơ, chấm theo an-phu/2025).",
        f"{framework}: đúng (khung tiêu chí an-phu/2025, 28 tiêu chí).",
    ]
    assert len([line for line in err.splitlines() if line.startswith(faulty)]) == 9
    assert err.splitlines()[-1] == "no-such.yaml: không tìm thấy tệp này."


def test_check_names_rules_that_disagree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record that falls into an overlap of bands is refused with the names of both rules."""
    broken = Path(__file__).resolve().parents[1] / "broken"
    framework = broken / "criteria" / "mau" / "chong-nhau.yaml"
    record = tmp_path / "record.yaml"
    record.write_text((broken / "records" / "conflict.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert run(["check", str(record), "--framework", str(framework)]) == 1
    err = capsys.readouterr().err
    assert err.count("bands/") == 2
    assert len(err.splitlines()) == 1


def test_the_paragraph_is_not_taken_over_with_a_rating_out_of_reach(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the paragraph states and points rule out is told beside it, on the error stream."""
    file = tmp_path / "ho-so.yaml"
    record = "framework: an-phu/2025\ntargets_set: 10\ntargets_met: 5\nassessments: {self: {rating: Tốt}}\n"
    file.write_text(record, encoding="utf-8")
    assert run(["paragraph", str(file)]) == 0
    out, err = capsys.readouterr()
    assert "Tự xếp loại: Tốt." in out
    assert err.startswith("! Chi bộ tự chấm ghi xếp loại Tốt, nhưng không còn đạt được mức này")


def test_what_is_missing_is_told_in_the_order_of_the_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Fields stand in a reason as they stand in the record, where people are going to look for them."""
    file = tmp_path / "ho-so.yaml"
    file.write_text("framework: an-phu/2025\n", encoding="utf-8")
    assert run(["score", str(file)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Chi bộ (chưa ghi tên), kỳ (chưa ghi)")
    assert "chưa chấm được vì còn thiếu: Giờ bắt đầu; Giờ kết thúc; Tổng số đảng viên\n" in out


def test_criteria_that_there_are_not_are_told_shortly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record of another framework names what there is once, not with each of its criteria."""
    file = tmp_path / "ho-so.yaml"
    answers = "assessments: {self: {answers: {'9.1': 1, '9.2': 1}}, upper: {answers: {'9.3': 1}}}\n"
    file.write_text(f"framework: an-phu/2025\n{answers}", encoding="utf-8")
    assert run(["check", str(file)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert ["các tiêu chí: 1, 2.1" in line for line in lines] == [True, False, False]
    assert lines[2].endswith("khung an-phu/2025 không có tiêu chí “9.3”.")


def test_a_table_on_a_narrow_terminal_leaves_its_width_to_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Columns of points are as narrow as points are: a criterion's name has at least a quarter of eighty columns."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["score", FULL]) == 0
    assert "│ 5.3 │ Gợi mở, giữ không khí" in capsys.readouterr().out
