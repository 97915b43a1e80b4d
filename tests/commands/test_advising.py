"""`advise` and `score --advice`, used as a secretary uses them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from chamdiem.cli import run
from chamdiem.engine.advice.advice_results import advice_schema
from chamdiem.engine.explanation.results_schema import evaluation_schema
from places import EXAMPLES
from schemas import check_fits

RUBRICS = Path(__file__).resolve().parents[1] / "rubrics"
FULL, GATE, ABSENT, HALF = (str(next(EXAMPLES.glob(f"{number}-*"))) for number in ("01", "02", "03", "06"))


def test_advice_names_the_gate_and_the_change(capsys: pytest.CaptureFixture[str]) -> None:
    """What is in the way, what becomes of which criterion, and which facts make it so."""
    assert run(["advise", GATE]) == 0
    assert capsys.readouterr().out == (
        "Để đạt mức Tốt:\n"
        "Đang vướng: chưa đạt điều kiện “Tỷ lệ đảng viên dự họp trên 85%”\n"
        "\n"
        "Thay đổi ở 1 tiêu chí. Tổng điểm: 98,5/100. Xếp loại: Tốt.\n"
        "  Cho kỳ sau:\n"
        "    1.1. Tỷ lệ đảng viên dự họp trên 85%: 0 điểm → 8 điểm\n"
        "        Có mặt: 17 đảng viên → 18 đảng viên\n"
        "        Vắng có lý do: 3 đảng viên → 2 đảng viên\n"
    )


def test_a_number_with_many_values_is_not_given_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of 10,001 values that all matter only some are tried, among them those at which a rule begins to hold."""
    framework, blank = str(RUBRICS / "noi-suy.yaml"), tmp_path / "trong.yaml"
    assert run(["new-record", "--framework", framework]) == 0
    blank.write_text(capsys.readouterr().out, encoding="utf-8")
    assert run(["advise", str(blank), "--framework", framework]) == 0
    said = capsys.readouterr().out
    assert "không thể" not in said
    assert "Vẫn còn đạt được" in said


def test_other_ways_are_told_by_their_difference(capsys: pytest.CaptureFixture[str]) -> None:
    """Equally small ways follow, each by what it has in the place of something else."""
    assert run(["advise", ABSENT]) == 0
    assert capsys.readouterr().out.count("Hoặc, thay cho 4.7:") == 2


def test_what_can_still_be_done_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    """Where this meeting can still reach the target, that stands before the smaller way of next time."""
    assert run(["advise", HALF]) == 0
    out = capsys.readouterr().out
    now, later = (out.index(text) for text in ("Chỉ bằng những việc còn ghi được", "Ít thay đổi nhất, kể cả"))
    assert now < later


def test_reached_already(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is advised to who is there."""
    assert run(["advise", FULL, "--target", "kha"]) == 0
    assert capsys.readouterr().out == "Đã đạt mức Khá trở lên.\n"


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON the advice fits its schema, by itself and within the score."""
    assert run(["advise", GATE, "--format", "json"]) == 0
    alone = json.loads(capsys.readouterr().out)
    check_fits(alone, advice_schema())
    assert run(["score", GATE, "--advice", "--format", "json"]) == 0
    scored = json.loads(capsys.readouterr().out)
    check_fits(scored, evaluation_schema(advice_schema()))
    assert scored["advice"] == alone
    (obstacle,) = [{**each, "text": ""} for each in alone["blocking"]]
    withheld = [each for rating in scored["layers"]["self"]["withheld"] for each in rating["obstacles"]]
    assert obstacle in [{**each, "text": ""} for each in withheld]
    assert run(["score", GATE, "--advice", "--format", "json", "--schema", "1"]) == 0
    first = json.loads(capsys.readouterr().out)
    check_fits(first, evaluation_schema(advice_schema(1), 1))
    assert [each.keys() for each in first["advice"]["blocking"]] == [{"kind", "text"}]


def test_line_under_the_score(capsys: pytest.CaptureFixture[str]) -> None:
    """Asked for, one sentence ends the score; where nothing is better there is none."""
    assert run(["score", GATE, "--advice"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("Gợi ý: để đạt mức Tốt, kỳ sau cần: 1.1. ")
    assert run(["score", FULL, "--advice"]) == 0
    assert "Gợi ý" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--target", "gioi"],
            "không có mức xếp loại “gioi”; các mức: tot (Tốt), kha (Khá), trung_binh (Trung bình), kem (Kém).",
        ),
        (["--target", "trung bìh"], "Có phải muốn viết “Trung bình”, “trung_binh”?"),
        (["--layer", "Chi bộ tự chấmm"], "Có phải muốn viết “Chi bộ tự chấm”?"),
        (["--layer", "decided"], "Hồ sơ không có điểm chấm của lớp “decided”; các lớp có: self, upper."),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A rating or layer that is not there is wrong usage, and the sentence says what there is."""
    assert run(["advise", GATE, *arguments]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("target", ["tot", "Tốt", "TỐT", "loại Tốt", " tốt ", "Tot."])
def test_a_rating_is_typed_as_it_is_printed(target: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed can be typed: a rating by its title, a layer by its name, in any spelling; or by the id."""
    assert run(["advise", GATE, "--target", "tot"]) == 0
    expected = capsys.readouterr().out
    assert run(["advise", GATE, "--target", target, "--layer", "Chi bộ tự chấm"]) == 0
    assert capsys.readouterr().out == expected


BLANK = """framework: an-phu/2025
meeting_kind: regular
date: 2025-11-05
members_total: 24
"""


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A record of which nearly nothing is written yet."""
    file = tmp_path / "ho-so.yaml"
    file.write_text(BLANK, encoding="utf-8")
    return file


def test_a_blank_record_is_asked_for_what_is_missing(blank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence says why the rating is not reached, with the score's own ceiling; then what is to be written."""
    assert run(["advise", str(blank)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(
        "Chưa đạt được mức Tốt, vì còn chỗ chưa ghi hoặc chưa chấm được: tổng điểm mới chắc chắn "
    )
    assert lines[1] == "Trước hết:"
    assert lines[2].startswith("  Ghi 17 mục còn trống của hồ sơ: Giờ bắt đầu; Giờ kết thúc; ")
    assert lines[3].startswith("  Chấm 17 tiêu chí còn trống: 3.1, 3.2, ")
    assert run(["score", str(blank)]) == 0
    total = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("  Tổng điểm: "))
    most = total.split("nhiều nhất ")[1].split("/")[0]
    assert f"nhiều nhất có thể được {most}, cần 90." in lines[0]


def test_no_figure_of_a_held_meeting_is_made_up(blank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not written is named, with what the regulation needs of it; no number of people or hour is proposed."""
    assert run(["advise", str(blank)]) == 0
    out = capsys.readouterr().out
    assert "        cần: Tỷ lệ đảng viên dự họp từ 75% đến dưới 90%\n" in out
    assert "Có mặt: " not in out
    assert "chưa ghi: Giờ bắt đầu; Giờ kết thúc\n" in out
    assert run(["advise", str(blank), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    check_fits(told, advice_schema())
    fields = [step for way in told["ways"] for step in way["steps"] if step["fact"]["kind"] == "field"]
    assert fields
    assert {step["to"] for step in fields} == {None}


def test_a_share_of_no_tasks_is_named(blank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no task was set, the criterion that counts tasks is said to be without a score, and why."""
    blank.write_text(BLANK + "targets_set: 0\ntargets_met: 0\n", encoding="utf-8")
    assert run(["advise", str(blank)]) == 0
    out = capsys.readouterr().out
    assert "  Nhiệm vụ kỳ trước giao: 0 nhiệm vụ, nên tiêu chí 7 chưa chấm được.\n" in out
    assert "Không đạt được" not in out


def test_a_rating_out_of_reach_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing that can be written or done helps, one sentence says why, and nothing went wrong."""
    text = (
        next(EXAMPLES.glob("02-*"))
        .read_text("utf-8")
        .replace("max_consecutive_excused: ", "max_consecutive_excused: 1")
    )
    file = tmp_path / "ho-so.yaml"
    file.write_text(text, encoding="utf-8")
    assert run(["advise", str(file), "--target", "tot"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("Không đạt được mức Tốt, vì chưa đạt điều kiện “")


def test_an_earlier_start_counts_like_a_later_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A meeting that was too short could have ended later or started earlier; near midnight only the latter."""
    text = next(EXAMPLES.glob("03-*")).read_text("utf-8")
    file = tmp_path / "ho-so.yaml"
    short = re.sub(
        r"(?m)^end_time: .*$", "end_time: '20:00'", re.sub(r"(?m)^start_time: .*$", "start_time: '19:30'", text)
    )
    file.write_text(short, encoding="utf-8")
    assert run(["advise", str(file)]) == 0
    assert re.search(r"Giờ kết thúc: 20:00 → [0-9:]+, hoặc bắt đầu sớm hơn [0-9]+ phút\n", capsys.readouterr().out)
    file.write_text(short.replace("20:00", "23:59").replace("19:30", "23:29"), encoding="utf-8")
    assert run(["advise", str(file)]) == 0
    assert re.search(r"Giờ bắt đầu: 23:29 → [0-9:]+\n", capsys.readouterr().out)


def test_nobody_is_advised_to_be_absent(capsys: pytest.CaptureFixture[str]) -> None:
    """Fewer absent without leave is what is asked; that others are then absent with leave is no advice."""
    assert run(["advise", ABSENT]) == 0
    out = capsys.readouterr().out
    assert "        Vắng không lý do: 1 đảng viên → 0 đảng viên\n" in out
    assert "Vắng có lý do" not in out


def test_a_step_shows_the_points_that_are_certain_by_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With minutes of the committee 3.3 has its points, whether there is a committee or not: not “chưa chấm” again."""
    file = tmp_path / "ho-so.yaml"
    file.write_text(BLANK, encoding="utf-8")
    assert run(["advise", str(file)]) == 0
    assert "chưa chấm → chưa chấm" not in capsys.readouterr().out
