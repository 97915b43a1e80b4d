"""The commands that take what earlier months decide from a ledger, used as a secretary and a committee use them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from chamdiem.cli import run
from chamdiem.engine.explanation.results_schema import evaluation_schema
from commune import AS_STAFF, staff
from one_year import RUN, record

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return a ledger that holds January to March of a cell; nobody was excused in March."""
    name = str(tmp_path / "so.ledger")
    assert run(["ledger", "init", name]) == 0
    files = [str(record(tmp_path, month, excused)) for month, excused in ((1, 1), (2, 1), (3, 0))]
    assert run(["ledger", "add", name, *files]) == 0
    capsys.readouterr()
    return name


def size(so: str, capsys: pytest.CaptureFixture[str]) -> int:
    """Return how many entries a ledger has."""
    assert run(["ledger", "log", so]) == 0
    return len(capsys.readouterr().out.splitlines()) - 1


def test_commands_that_look_keep_nothing(so: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Explanation, check, advice, paragraph and lists score by the ledger and record nothing there."""
    file, before = str(record(tmp_path, 4, 1)), size(so, capsys)
    assert run(["explain", file, "2.2", "--ledger", so]) == 0
    assert "từ 1 đến 2 kỳ (theo sổ: 01/2026 mục 2; 02/2026 mục 4; 03/2026 mục 6; 04/2026 hồ sơ này)" in (
        capsys.readouterr().out
    )
    assert run(["check", file, "--ledger", so]) == 0
    assert "Số kỳ vắng" not in capsys.readouterr().out  # nothing is missing
    assert run(["check", file]) == 0
    assert "Số kỳ vắng" in capsys.readouterr().out
    for command in (["advise", file], ["paragraph", file], ["list", "summary", file, "-o", str(tmp_path / "a.xlsx")]):
        assert run([*command, "--ledger", so]) == 0
    capsys.readouterr()
    assert size(so, capsys) == before


def test_a_number_outside_the_bounds_is_refused_by_every_command(
    so: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence names the number, the ends and the months; nothing is kept, printed or half-written."""
    file, before = str(record(tmp_path, 4, 1, **{RUN: 4})), size(so, capsys)
    for command in (["score", file], ["explain", file], ["sheet", file, "-o", str(tmp_path / "phieu.html")]):
        assert run([*command, "--ledger", so]) == 1
        told = capsys.readouterr().err
        assert "ghi 4, mà theo các kỳ trước thì từ 1 đến 2" in told
        assert "03/2026 (#6), 04/2026 (=)" in told
    assert not (tmp_path / "phieu.html").exists()
    assert size(so, capsys) == before


def test_json_tells_by_what_a_fact_is_known(so: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second version of results has the ends of each fact, its months and their entries; the first does not."""
    file = str(record(tmp_path, 4, 1))
    assert run(["score", file, "--ledger", so, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out.partition("\n}\n")[0] + "\n}")
    (fact,) = (each for each in told["history"] if each["fact"] == RUN)
    assert (fact["by"], fact["value"], fact["least"], fact["most"]) == ("open", None, 1, 2)
    assert [entry["number"] for month in fact["months"] for entry in month["entries"]] == [2, 4, 6]
    assert "history" in evaluation_schema({})["properties"]
    assert run(["score", file, "--format", "json", "--schema", "1"]) == 0
    assert "history" not in json.loads(capsys.readouterr().out)


def test_a_batch_keeps_what_it_scored_or_nothing(so: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A batch takes its facts from the ledger; where one row contradicts it, nothing is made and nothing is kept."""
    folder, before = tmp_path / "thang", size(so, capsys)
    folder.mkdir()
    record(folder, 5, 1, **{RUN: 5})
    record(folder, 4, 1)
    assert run(["batch", str(folder), "-o", str(tmp_path / "ra"), "--html", "--ledger", so]) == 1
    assert "ghi 5, mà theo các kỳ trước thì từ 1 đến 2" in capsys.readouterr().err
    assert not (tmp_path / "ra").exists()
    assert size(so, capsys) == before


def test_what_a_correction_left_behind_is_listed(so: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 1 and a row for each evaluation that used what was withdrawn, with what scoring it anew gives."""
    assert run(["ledger", "stale", so]) == 0
    assert capsys.readouterr().out.startswith("Không kết quả nào phải xem lại")
    withdraw = ["ledger", "correct", staff(so), "3", *AS_STAFF, "--reason", "Ghi nhầm tháng"]
    assert run(withdraw) == 0
    capsys.readouterr()
    assert run(["ledger", "stale", so]) == 1
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines() if "\t" in line][1:]
    assert [row[0] for row in rows] == ["5", "7"]
    assert {row[3] for row in rows} == {"mục đã dùng mà nay hết hiệu lực: 2"}
    assert run(["ledger", "stale", so, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(each["number"], each["corrected"], each["result"]) for each in told["stale"]] == [
        (5, [2], "equal"),
        (7, [2], "equal"),
    ]
    assert run(["replay", so]) == 0


OF_SUBJECT = """
framework: mau/tap-the
title: Khung của tập thể
authority: {number: 01-QĐ/MAU, date: 2026-01-05, issuer: Đơn vị đặt ra}
provenance: {status: official, source: Đặt ra}
in_force: {from: 2026-01-05}
applies_to: {organisations: [mau]}
subject: {id: collective, title: tập thể, of: [month, quarter]}
inputs:
  runs: {title: Số tháng chậm liên tiếp, type: count, unit: tháng, at_most: 12}
  late: {title: Tháng này chậm, type: yes_no}
points: {maximum: 10, step: 1, rounding: half_up}
history: {runs: {over: year_to_date, longest_run: {fact: late, is: yes}}}
groups:
  - id: "1"
    title: Một
    maximum: 10
    criteria: [{id: "1", title: Chậm dưới ba tháng liền, maximum: 10, clause: Điều 1, holds: {fact: runs, below: 3}}]
ratings: [{id: tot, title: Tốt, at_least: 10}, {id: chua, title: Chưa đạt}]
"""


def test_months_of_another_subject(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is scored every month has earlier months as a cell has; of a longer period nothing is known before it."""
    framework, so = tmp_path / "khung.yaml", str(tmp_path / "so.ledger")
    framework.write_text(OF_SUBJECT, encoding="utf-8")
    assert run(["ledger", "init", so]) == 0
    files = {period: tmp_path / f"{period}.yaml" for period in ("2026-01", "2026-03", "2026-04", "2026-Q1")}
    for period, file in files.items():
        told = f"framework: mau/tap-the\nunit_id: tt1\norganisation: mau\nperiod: {period}\nlate: yes\n"
        file.write_text(told, encoding="utf-8")
    for period in ("2026-01", "2026-03"):
        assert run(["ledger", "add", so, str(files[period]), "--framework", str(framework)]) == 0
    capsys.readouterr()
    assert run(["explain", str(files["2026-04"]), "--framework", str(framework), "--ledger", so]) == 0
    told = "từ 2 đến 4 tháng (theo sổ: 01/2026 mục 2; 03/2026 mục 4; 04/2026 hồ sơ này; chưa có báo cáo: 02/2026)"
    assert told in capsys.readouterr().out
    assert run(["explain", str(files["2026-Q1"]), "--framework", str(framework), "--ledger", so]) == 0
    assert "theo sổ" not in capsys.readouterr().out
    assert run(["frameworks", "show", str(framework)]) == 0
    assert "Số tháng chậm liên tiếp: từ đầu năm: số kỳ liên tiếp nhiều nhất" in capsys.readouterr().out
