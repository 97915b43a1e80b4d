"""The example records: each gives the result that its first comment promises, worked out by hand."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.fields import LAYERS
from places import EXAMPLES
from samples import load_record

if TYPE_CHECKING:
    from chamdiem.engine.scoring.evaluation import Evaluation, Scoring

TODAY = dt.date(2026, 1, 31)
FILES = sorted(file.name for file in EXAMPLES.iterdir() if file.suffix in {".yaml", ".json"})
SCORERS = ScorerCache(Catalog())


@lru_cache
def evaluate(name: str) -> Evaluation:
    """Score an example by its own framework."""
    return SCORERS.evaluate(load_record(EXAMPLES / name, TODAY))


def scoring_of(name: str, layer: str) -> Scoring:
    """Return the scoring of one layer of an example."""
    scoring = evaluate(name).layers[layer].scoring
    assert scoring is not None
    return scoring


@dataclass(frozen=True, slots=True)
class Result:
    """What one layer gives: points and maximum in hundredths, the rating, the warnings."""

    file: str
    framework: str
    layer: str
    total: int
    maximum: int
    rating: str
    findings: tuple[str, ...] = ()


AN_PHU, DIEN_BIEN, HD_42, HD_12 = "an-phu/2025", "dien-bien/4275-2018", "trung-uong/hd-42-2025", "trung-uong/hd-12-2018"

# The sums are those of the groups, added by hand from the facts and answers in the files.
RESULTS = [
    # 5 + 5 + 9,5 + 24 + 9,5 + 5 + 30 + 5; cấp trên: 9 + 23,5 + 9 ở các nhóm 3, 4, 5
    Result("01-an-phu-day-du.yaml", AN_PHU, "self", 9300, 9500, "tot"),
    Result("01-an-phu-day-du.yaml", AN_PHU, "upper", 9150, 9500, "tot"),
    # 12 + 10 + 44 + 14,5 + 10; cấp trên chấm nhóm 4 là 14
    Result("02-dien-bien-thieu-dieu-kien-tot.yaml", DIEN_BIEN, "self", 9050, 10000, "kha"),
    Result("02-dien-bien-thieu-dieu-kien-tot.yaml", DIEN_BIEN, "upper", 9000, 10000, "kha"),
    # 4 + 2 + 9,5 + 19,5 + 8,5 + 4,5 + 27 + 3,5; cấp trên bớt 1 ở 4.2 và 0,5 ở 5.2
    Result("03-an-phu-vang-khong-ly-do.yaml", AN_PHU, "self", 7850, 9500, "kha"),
    Result("03-an-phu-vang-khong-ly-do.yaml", AN_PHU, "upper", 7700, 9500, "kha"),
    # 4 + 5 + 7 + 20 + 7,5 + 4 + 27 + 4,5; cấp trên bớt 0,5 ở 4.1 và 0,5 ở 5.2
    Result("04-an-phu-chi-co-bi-thu.yaml", AN_PHU, "self", 7900, 9500, "kha"),
    Result("04-an-phu-chi-co-bi-thu.yaml", AN_PHU, "upper", 7800, 9500, "kha"),
    # 4 + 4 + 10 + 27 + 9 + 5 + 30 + 5; cấp trên: 9,5 + 24,5 + 8 + 4,5 ở các nhóm 3, 4, 5, 6
    Result("05-an-phu-ket-hop-chuyen-de.yaml", AN_PHU, "self", 9400, 10000, "tot", ("hoan_thanh_vuot_so_giao",)),
    Result("05-an-phu-ket-hop-chuyen-de.yaml", AN_PHU, "upper", 8950, 10000, "kha", ("hoan_thanh_vuot_so_giao",)),
    # 20 + 9,5 + 37 + 12 + 7,5; cấp trên: nhóm 3 là 31, nhóm 5 là 7
    Result("07-dien-bien-2019.yaml", DIEN_BIEN, "self", 8600, 10000, "kha", ("thoi_luong_ngan",)),
    Result("07-dien-bien-2019.yaml", DIEN_BIEN, "upper", 7950, 10000, "kha"),
    # 5 + 5 + 9 + 36 + 5 + 27,5 + 4,5; cấp trên: 4 + 5 + 9 + 34 + 5 + 26 + 4,5
    Result("08-hd-42.json", HD_42, "self", 9200, 10000, "tot", ("thieu_thoi_luong",)),
    Result("08-hd-42.json", HD_42, "upper", 8750, 10000, "kha"),
]
UNPOINTED = [("self", "dat_ca_nam"), ("upper", "chua_dat_ca_nam")]


@pytest.mark.parametrize("expected", RESULTS, ids=lambda result: f"{result.file}-{result.layer}")
def test_result(expected: Result) -> None:
    """Every complete example gives the total, the rating and the warnings that were worked out by hand."""
    scoring = scoring_of(expected.file, expected.layer)
    assert scoring.rating is not None
    assert evaluate(expected.file).framework.id == expected.framework
    assert (scoring.total.award, scoring.total.maximum) == (expected.total, expected.maximum)
    assert scoring.rating.id == expected.rating
    assert tuple(finding.id for finding in scoring.findings) == expected.findings


@pytest.mark.parametrize("name", sorted({result.file for result in RESULTS}))
def test_complete_example_is_complete(name: str) -> None:
    """In a complete example nothing is missing, and all four layers state a rating."""
    evaluation = evaluate(name)
    assert evaluation.own.to_score == ()
    assert not evaluation.outside_force
    assert set(evaluation.layers) == set(LAYERS)
    assert all(layer.stated for layer in evaluation.layers.values())


def test_gate_alone_keeps_from_tot() -> None:
    """The second example has its 90 points and misses Tốt by the attendance gate only; the cell overlooked it."""
    evaluation = evaluate("02-dien-bien-thieu-dieu-kien-tot.yaml")
    for layer in ("self", "upper"):
        gates = scoring_of("02-dien-bien-thieu-dieu-kien-tot.yaml", layer).gates
        assert [gate.gate.title for gate in gates if not gate.holds] == ["Tỷ lệ đảng viên dự họp trên 85%"]
    assert [(found.layer, found.by) for found in evaluation.contradictions] == [("self", "self"), ("cell_vote", "self")]


def test_unexcused_absence_beats_the_rate() -> None:
    """In the third example 95 % are present, and one unexcused absence leaves one point of four."""
    found = next(c for c in evaluate("03-an-phu-vang-khong-ly-do.yaml").own.criteria if c.criterion.id == "2.1")
    assert (found.points.award, found.points.maximum) == (100, 400)
    assert found.note == "Một đảng viên vắng không báo; chi ủy đã phân công gặp"


def test_secretary_only_cell_has_full_marks() -> None:
    """In the fourth example the committee meeting is not assessed and gives full marks."""
    found = next(c for c in evaluate("04-an-phu-chi-co-bi-thu.yaml").own.criteria if c.criterion.id == "3.3")
    assert (found.status, found.points.award) == ("not_applicable", 200)


def test_half_filled_record_is_a_floor() -> None:
    """The half-filled example gives a floor and a ceiling, names what is still to score, and gives no rating."""
    own = evaluate("06-an-phu-ghi-do-dang.yaml").own
    # ít nhất 1 + 4 + 3,5 + 20 + 5 + 0 + 10 + 0; nhiều nhất 5 + 5 + 9,5 + 23 + 9 + 5 + 30 + 5
    assert (own.total.award, own.total.least, own.total.most, own.total.maximum) == (None, 4350, 9150, 9500)
    assert own.rating is None
    assert [rating.id for rating in own.possible] == ["tot", "kha", "trung_binh", "kem"]
    to_score = " ".join(found.criterion.id for found in own.to_score)
    assert to_score == "1 2.2 3.2 3.3 3.5 4.4 4.8 5.3 5.4 6.1 6.2 6.3 6.4 7 8.1 8.2 8.3"


@pytest.mark.parametrize(("layer", "rating"), UNPOINTED)
def test_record_without_points(layer: str, rating: str) -> None:
    """Under HD 12 an example has no points to compare, only whether all five criteria are met."""
    evaluation = evaluate("11-hd-12-khong-co-diem.yaml")
    scoring = scoring_of("11-hd-12-khong-co-diem.yaml", layer)
    assert evaluation.framework.id == HD_12
    assert scoring.rating is not None
    assert scoring.rating.id == rating


def test_record_of_2019_is_scored_by_its_date() -> None:
    """The record of 2019 names no framework; its date and its organisation choose 4275-QĐ/TU, reconstructed."""
    evaluation = evaluate("07-dien-bien-2019.yaml")
    assert evaluation.record.framework is None
    assert evaluation.framework.id == DIEN_BIEN
    assert evaluation.framework.framework.provenance.notice is not None


# --- faults ---

FAULTS_IN_FACTS = [
    (8, "record.unknown_field"),
    (9, "scalar.text_ambiguous"),
    (10, "scalar.word"),
    (12, "scalar.period"),
    (16, "record.times_reversed"),
    (18, "record.members_sum"),
    (21, "scalar.count"),
    (23, "record.attendance_sum"),
    (27, "scalar.yes_no"),
    (28, "scalar.date"),
    (29, "scalar.no_such_date"),
    (30, "record.future"),
    (32, "record.more_than"),
    (33, "record.more_than"),
    (35, "record.finalised_before"),
    (42, "scalar.text_ambiguous"),
    (43, "record.unknown_key"),
    (44, "record.unknown_key"),
]
FAULTS_IN_ANSWERS = [
    (16, "record.computed"),
    (17, "record.points_above"),
    (18, "record.points_off_step"),
    (19, "scalar.yes_no"),
    (20, "record.unknown_criterion"),
    (21, "scalar.word"),
    (24, "scalar.points"),
    (26, "record.unknown_criterion_too"),
    (29, "record.unknown_criterion_too"),
]


@pytest.mark.parametrize(
    ("name", "faults"),
    [("09-nhieu-loi.yaml", FAULTS_IN_FACTS), ("10-loi-cau-tra-loi.yaml", FAULTS_IN_ANSWERS)],
)
def test_faulty_example(name: str, faults: list[tuple[int, str]]) -> None:
    """A faulty example is not scored; every fault in it is named at once, each with its line."""
    with pytest.raises(FaultyInput) as error:
        evaluate(name)
    found = error.value.faults
    assert [(fault.place.line if fault.place else 0, fault.code) for fault in found] == faults


# --- the files ---


def test_every_example_is_tried() -> None:
    """Every file among the examples has its test here."""
    half_filled, without_points = "06-an-phu-ghi-do-dang.yaml", "11-hd-12-khong-co-diem.yaml"
    faulty = {"09-nhieu-loi.yaml", "10-loi-cau-tra-loi.yaml"}
    assert set(FILES) == {result.file for result in RESULTS} | {half_filled, without_points} | faulty


@pytest.mark.parametrize("name", FILES)
def test_example_introduces_itself(name: str) -> None:
    """Every YAML example begins with a comment and every file is composed Unicode; JSON has no comments."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert max(map(len, text.splitlines())) <= 120
    if Path(name).suffix == ".json":
        json.loads(text)
    else:
        assert text.startswith("# ")


@pytest.mark.parametrize("name", FILES)
def test_example_names_no_person(name: str) -> None:
    """No example names the chair or the clerk: a score needs no person's name."""
    lines = (EXAMPLES / name).read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if line.strip().strip('"').startswith(("chair", "clerk"))]
