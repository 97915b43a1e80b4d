"""Remarks as data: our own JSON with whole records, SARIF with suppressions, GitHub's commands with everything escaped."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from chamdiem.engine.lint.output import lint_github, lint_json, lint_sarif
from chamdiem.engine.lint.remarks import lint_files
from chamdiem.engine.reading.catalog import Catalog, load_framework
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.language.lint_codes import CODES

FAULTY = Path(__file__).resolve().parents[2] / "lint"
TODAY = dt.date(2036, 1, 1)


def test_a_witness_is_a_record_that_can_be_scored() -> None:
    """The record in the JSON, written to a file as it stands, scores to what is said beside it."""
    file = FAULTY / "rating-gap.yaml"
    data = lint_json(lint_files([str(file)], Catalog(), Path()), "vi")
    remark = data["files"][0]["remarks"][0]
    record = parse_record(read_bytes(json.dumps(remark["witnesses"][0]["record"]).encode(), "x.json"), TODAY)
    scoring = Scorer(load_framework(file)).evaluate(record).own
    assert scoring.unrated
    assert remark["witnesses"][0]["shows"] == {"kind": "unrated", "criterion": None, "points": "89.5"}
    assert scoring.total.award == 8950


def test_json_has_what_is_silenced_too() -> None:
    """Silenced remarks stand in the JSON with their reasons, so that nothing is hidden from other programs."""
    [file] = lint_json(lint_files(["an-phu/2025"], Catalog(), Path()), "en")["files"]
    assert file["framework"] == "an-phu/2025"
    assert file["remarks"]
    assert all(remark["silenced"] for remark in file["remarks"])
    assert all(remark["line"] > 0 and remark["message"] and remark["fix"] for remark in file["remarks"])


def test_json_of_a_template_has_no_framework() -> None:
    """A template has remarks without a framework and without records."""
    [file] = lint_json(lint_files([str(FAULTY / "state-header.html")], Catalog(), Path()), "vi")["files"]
    assert file["framework"] is None
    assert [remark["witnesses"] for remark in file["remarks"]] == [[]]


def test_sarif_has_rules_results_and_suppressions() -> None:
    """SARIF names every rule once, each result by its rule and place, and what is silenced as suppressed."""
    log = lint_sarif(lint_files(["an-phu/2025", str(FAULTY / "band-gap.yaml")], Catalog(), Path()), "vi", "0.1.0")
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(CODES)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    *silenced, gap = run["results"]
    assert all(result["suppressions"][0]["justification"] for result in silenced)
    assert gap["level"] == "error"
    assert "suppressions" not in gap
    region = gap["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] > 1
    assert region["startColumn"] > 1


def test_github_commands_are_one_line_each() -> None:
    """Each remark is one command; percent signs and line ends in it are escaped, colons and commas in its place."""
    lines = list(lint_github(lint_files([str(FAULTY / "band-gap.yaml"), "an-phu/2025"], Catalog(), Path()), "vi"))
    [line] = lines
    assert line.startswith("::error file=")
    assert ",title=band-gap::" in line
    assert "50%25." in line
    assert "\n" not in line
