"""Names, units and conditions in words, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from chamdiem.engine.texts import LANGS, Lang
from chamdiem.engine.words.wording import Wording
from chamdiem.rules.checks.places import conditions
from chamdiem.rules.language.conditions import Condition
from drawn.strategies import frameworks
from samples import Json, criterion, framework

if TYPE_CHECKING:
    from chamdiem.engine.reading.catalog import LoadedFramework

MEASURES = {
    "rate": {"title": "Tỷ lệ", "percent": ["present", "members_total"]},
    "minutes": {"title": "Thời lượng", "minutes_between": ["start_time", "end_time"]},
    "days": {"title": "Số ngày", "days_between": ["notice_date", "date"]},
    "due": {"title": "Phải dự", "difference": ["members_total", "members_exempt"]},
    "mixed": {"title": "Lẫn lộn", "sum": ["present", "opinions"]},
    "norm": {"title": "Định mức", "choose": [{"value": "9"}], "unit": "phút"},
    "own": {"title": "Riêng", "choose": [{"value": "9"}], "unit": "hộ"},
    "bare": {"title": "Trống", "choose": [{"value": "9"}]},
}
LEVELS = [{"id": "cao", "title": "Cao", "points": "10"}]


def wording(lang: Lang = "vi") -> Wording:
    """Return the words of a framework with measures and answers of every sort."""
    made = framework(criterion("1"), criterion("2", judged="points"), criterion("3", levels=LEVELS), measures=MEASURES)
    return Wording(made.framework, lang)


@pytest.mark.parametrize(
    ("name", "vi", "en"),
    [
        ("rate", "%", "%"), ("minutes", " phút", " minutes"), ("days", " ngày", " days"), ("due", " đảng viên", " members"),
        ("mixed", "", ""), ("norm", " phút", " minutes"), ("own", " hộ", " hộ"), ("bare", "", ""), ("present", " đảng viên", " members"),
        ("mode", "", ""),
    ],
)  # fmt: skip
def test_unit(name: str, vi: str, en: str) -> None:
    """A unit is written, given by the operation, or shared by the operands; a framework's own stays as it is."""
    assert (wording("vi").unit(name), wording("en").unit(name)) == (vi, en)


@pytest.mark.parametrize(
    ("condition", "vi", "en"),
    [
        ({"fact": "rate", "at_least": "75", "below": "90"}, "Tỷ lệ từ 75% đến dưới 90%", "Tỷ lệ from 75% to below 90%"),
        ({"fact": "present", "at_most": "0"}, "Có mặt bằng 0 đảng viên", "Present equal to 0 members"),
        ({"fact": "days", "at_most": "0"}, "Số ngày không quá 0 ngày", "Số ngày at most 0 days"),
        ({"fact": "present", "is": "4,5"}, "Có mặt: 4,5 đảng viên", "Present: 4.5 members"),
        ({"fact": "mode", "in": ("online", "in_person")}, "Hình thức họp: trực tuyến, trực tiếp", "Mode: online, in person"),
        ({"fact": "committee_exists", "is": "no"}, "Có chi ủy: không", "Cell committee exists: no"),
        ({"answer": "1", "is": "yes"}, "câu trả lời tiêu chí 1: có", "the answer to criterion 1: yes"),
        ({"answer": "2", "at_least": "7.5"}, "câu trả lời tiêu chí 2 từ 7,5 trở lên", "the answer to criterion 2 7.5 or more"),
        ({"answer": "3", "is": "cao"}, "câu trả lời tiêu chí 3: cao", "the answer to criterion 3: cao"),
        ({"criterion": "1", "at": "maximum"}, "tiêu chí 1 đạt điểm tối đa", "criterion 1 at its maximum"),
        ({"group": "g", "above": "5"}, "điểm nhóm g trên 5", "points of group g above 5"),
        ({"total": "points", "at_most": "50"}, "điểm tổng điểm không quá 50", "points of the total at most 50"),
        ({"not": {"fact": "present", "is": "0"}}, "không phải (Có mặt: 0 đảng viên)", "not (Present: 0 members)"),
        ({"all": ({"fact": "praised", "above": "0"}, {"fact": "reminded", "above": "1"})},
         "Số lượt biểu dương trên 0 lượt và Số lượt nhắc nhở trên 1 lượt", "Praised above 0 times and Reminded above 1 times"),
        ({"any": ({"fact": "praised", "above": "0"}, {"fact": "reminded", "above": "1"})},
         "Số lượt biểu dương trên 0 lượt hoặc Số lượt nhắc nhở trên 1 lượt", "Praised above 0 times or Reminded above 1 times"),
        ({"all": ({"any": ({"fact": "praised", "above": "0"}, {"fact": "reminded", "above": "0"})}, {"answer": "1", "is": "no"})},
         "(Số lượt biểu dương trên 0 lượt hoặc Số lượt nhắc nhở trên 0 lượt) và câu trả lời tiêu chí 1: không",
         "(Praised above 0 times or Reminded above 0 times) and the answer to criterion 1: no"),
    ],
)  # fmt: skip
def test_condition(condition: Json, vi: str, en: str) -> None:
    """Each condition reads as a sentence's part."""
    made = Condition.model_validate(condition)
    assert (wording("vi").condition(made), wording("en").condition(made)) == (vi, en)


def test_facts_of_a_condition() -> None:
    """The facts that a condition tests are named once each, however deep they stand."""
    made = Condition.model_validate(
        {"all": ({"fact": "present", "above": "0"}, {"not": {"any": ({"fact": "mode", "is": "online"}, {"fact": "present", "is": "3"})}})}
    )  # fmt: skip
    assert made.facts == ("present", "mode")


@pytest.mark.parametrize(
    ("own", "lines"),
    [
        ({"judged": "yes_no"}, ["người chấm trả lời có hoặc không"]),
        ({"judged": "points"}, ["người chấm cho điểm"]),
        ({"holds": {"fact": "present", "above": "3"}}, ["đạt khi: Có mặt trên 3 đảng viên"]),
        ({"levels": LEVELS}, ["mức “Cao”: 10 điểm"]),
        ({"checklist": [{"id": "a", "title": "Ý", "points": "10"}]}, ["ý a, Ý: 10 điểm"]),
        ({"deductions": {"each": [{"id": "a", "title": "Muộn", "points": "2"}]}}, ["trừ mỗi lần — Muộn: 2 điểm"]),
        ({"bands": {"of": "present", "levels": [{"below": "3", "points": "2.5"}],
                    "unless": [{"when": {"fact": "mode", "is": "online"}, "points": "1", "reason": "xa"}]}},
         ["theo: Có mặt", "dưới 3 đảng viên: 2,5 điểm", "ngoại lệ — xa: 1 điểm"]),
        ({"judged": "points", "not_applicable": [{"when": {"fact": "present", "is": "0"}, "then": "zero", "reason": "trống"}]},
         ["người chấm cho điểm", "không áp dụng khi Có mặt: 0 đảng viên: tính 0 điểm (trống)"]),
    ],
)  # fmt: skip
def test_scoring_in_lines(own: Json, lines: list[str]) -> None:
    """How a criterion is scored is told line by line."""
    made = framework(criterion(**own)).framework
    assert list(Wording(made, "vi").scoring(next(made.criteria))) == lines


def test_band_is_told_in_the_regulations_own_words() -> None:
    """A band with a title is quoted, one without is told by its ends."""
    levels = [{"below": "3", "points": "2", "title": "quá ít"}, {"at_least": "3", "points": "9"}]
    made = framework(criterion(bands={"of": "present", "levels": levels})).framework
    bands = next(made.criteria).written_bands
    assert bands is not None
    told = [Wording(made, "vi").level(level, bands.of) for level in bands.levels]
    assert told == ["“quá ít”", "từ 3 đảng viên trở lên"]


@settings(max_examples=60)
@given(frameworks())
def test_everything_has_words(loaded: LoadedFramework) -> None:
    """Whatever the format can say can be told, in both languages."""
    for lang in LANGS:
        words = Wording(loaded.framework, lang)
        assert all(words.condition(condition) for _, condition in conditions(loaded.framework))
        assert all(words.scoring(item) for item in loaded.framework.criteria)
