"""Blank records: what is asked, and that a blank is missing when it is read back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from chamdiem.engine.reading.blank import asked_fields, blank_record
from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.texts import LANGS
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.records.meeting import MEETING
from drawn.strategies import frameworks
from samples import TODAY, Json, criterion, framework

CATALOG = Catalog()


def line(made: LoadedFramework, start: str, lang: str = "vi") -> str:
    """Return what follows a key of the blank record."""
    lines = blank_record(made, "vi" if lang == "vi" else "en").splitlines()
    return next(found for found in lines if found.strip().startswith(start)).split("#", 1)[1].strip()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("framework_id", CATALOG.ids)
def test_blank_is_read_back_as_missing(framework_id: str, lang: str) -> None:
    """Nothing is pre-filled: a blank record is read without fault, and everything in it is missing."""
    loaded = CATALOG.get(framework_id)
    text = blank_record(loaded, "vi" if lang == "vi" else "en")
    record = parse_record(read_bytes(text.encode(), "blank.yaml"), TODAY, shape=loaded.framework.shape)
    assert (record.framework, dict(record.values), record.limitations, dict(record.evidence)) == (
        framework_id,
        {},
        (),
        {},
    )
    own = Scorer(loaded).evaluate(record).own
    assert {score.status for score in own.criteria} <= {"missing"}
    assert own.rating is None


@settings(max_examples=40)
@given(frameworks())
def test_any_framework_has_a_blank_record(loaded: LoadedFramework) -> None:
    """The blank record of any framework is read back without fault, with nothing given."""
    blank = read_bytes(blank_record(loaded, "vi").encode(), "blank.yaml")
    record = parse_record(blank, TODAY, shape=loaded.framework.shape)
    try:
        evaluation = Scorer(loaded).evaluate(record)
    except InferenceError:
        return  # two results that need no fact at all: refused for any record
    assert dict(record.values) == {}
    assert not any(score.status == "scored" and score.missing for score in evaluation.own.criteria)


@pytest.mark.parametrize("framework_id", CATALOG.ids)
def test_asks_for_what_is_read_and_no_more(framework_id: str) -> None:
    """Every field that the framework reads is asked for; of the others, only those that every record should have."""
    made = CATALOG.get(framework_id).framework
    asked = {field.name for field in asked_fields(made)}
    read = {key.subject for key in compile_framework(made).inputs if key.kind == "field"}
    assert asked == read | {field.name for field in made.shape.fields if field.asked}
    assert sum(field.asked for field in MEETING.fields) == 14


@pytest.mark.parametrize(
    ("own", "start", "vi", "en"),
    [
        ({"judged": "yes_no"}, '"1":', "Tiêu chí 1: có / không", "Tiêu chí 1: yes / no"),
        ({"judged": "points"}, '"1":', "Tiêu chí 1: 0 đến 10 điểm, bước 0,5", "Tiêu chí 1: 0 to 10 points, step 0.5"),
        ({"judged": "points", "step": "2.5"}, '"1":', "Tiêu chí 1: 0 đến 10 điểm, bước 2,5", "Tiêu chí 1: 0 to 10 points, step 2.5"),
        ({"levels": [{"id": "a", "title": "Cao", "points": "9"}]}, '"1":', "Tiêu chí 1: Cao", "Tiêu chí 1: Cao"),
        ({"checklist": [{"id": "y", "title": "Ý", "points": "10"}]}, '"y":', "Ý (có / không)", "Ý (yes / no)"),
        ({"deductions": {"each": [{"id": "m", "title": "Muộn", "points": "1"}]}}, '"m":', "Muộn (số lần)", "Muộn (how many times)"),
    ],
)  # fmt: skip
def test_question_says_what_may_stand_there(own: Json, start: str, vi: str, en: str) -> None:
    """Each question of the scorer says how it is answered."""
    made = framework(criterion(**own))
    assert (line(made, start), line(made, start, "en")) == (vi, en)


def test_what_the_record_decides_is_not_asked() -> None:
    """A criterion that is scored by the record's facts is no question."""
    made = framework(criterion("7", holds={"fact": "present", "at_least": "5"}), criterion("8"))
    text = blank_record(made, "vi")
    assert '"8":' in text
    assert '"7":' not in text
    assert line(made, "present:") == "Có mặt: số, không có thì ghi 0"
    assert line(made, "rating:") == "Tốt / Kém"


def test_notice_stands_at_the_top() -> None:
    """The line that every sheet of a reconstructed framework bears stands on its blank record too."""
    loaded = CATALOG.get("dien-bien/4275-2018")
    notice = loaded.framework.provenance.notice
    assert notice
    assert blank_record(loaded, "en").splitlines()[2] == f"# {notice}"


def test_a_meeting_does_not_end_when_it_begins() -> None:
    """The example of the end is later than that of the beginning, and that of a month looks as its name says."""
    text = blank_record(Catalog().find("an-phu/2025"), "vi")
    assert "# Giờ bắt đầu: 19:30\n" in text
    assert "# Giờ kết thúc: 21:00\n" in text
    assert "# Kỳ (tháng/năm): 11/2025\n" in text
