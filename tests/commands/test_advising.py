"""`advise` and `score --advice`, used as a secretary uses them."""

from __future__ import annotations

import json

import jsonschema
import pytest

from chamdiem.cli import run
from chamdiem.engine.authoring.advice_results import advice_schema
from chamdiem.engine.results import evaluation_schema
from places import EXAMPLES

FULL, GATE, ABSENT, HALF = (str(next(EXAMPLES.glob(f"{number}-*"))) for number in ("01", "02", "03", "06"))


def test_advice_names_the_gate_and_the_change(capsys: pytest.CaptureFixture[str]) -> None:
    """What is in the way, what becomes of which criterion, and which facts make it so."""
    assert run(["advise", GATE]) == 0
    assert capsys.readouterr().out == (
        "Để đạt mức Tốt:\n"
        "Đang vướng: chưa đạt điều kiện “Tỷ lệ đảng viên dự họp trên 85%”\n"
        "\n"
        "1 tiêu chí. Tổng điểm: 98,5/100. Xếp loại: Tốt.\n"
        "  Cho kỳ sau:\n"
        "    1.1. Tỷ lệ đảng viên dự họp trên 85%: 0 điểm → 8 điểm\n"
        "        Có mặt: 17 đảng viên → 18 đảng viên\n"
        "        Vắng có lý do: 3 đảng viên → 2 đảng viên\n"
    )


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
    jsonschema.validate(alone, advice_schema())
    assert run(["score", GATE, "--advice", "--format", "json"]) == 0
    scored = json.loads(capsys.readouterr().out)
    jsonschema.validate(scored, evaluation_schema())
    assert scored["advice"] == alone


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
            "khung dien-bien/4275-2018 không có mức xếp loại “gioi”; các mức: tot, kha, trung_binh, kem.",
        ),
        (["--layer", "decided"], "hồ sơ không có điểm chấm của lớp “decided”; các lớp có: self, upper."),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A rating or layer that is not there is wrong usage, and the sentence says what there is."""
    assert run(["advise", GATE, *arguments]) == 2
    assert said in capsys.readouterr().err
