"""Points that are given for faults: reasons, obstacles and advice all look the other way round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from chamdiem.commands.show_meeting import print_explanation, print_score
from chamdiem.engine.advice.advice import advise
from chamdiem.engine.advice.advice_words import AdviceWords
from chamdiem.engine.explanation.explanation import explain
from chamdiem.engine.reading.blank import blank_record
from chamdiem.engine.reading.table_columns import columns_of
from chamdiem.engine.scoring.explaining import reasons
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.texts import LANGS, Lang
from chamdiem.rules.records.faults import FaultyInput
from samples import Json, criterion, evaluate, framework, record

if TYPE_CHECKING:
    from chamdiem.engine.reading.catalog import LoadedFramework

RATINGS = [
    {"id": "tot", "title": "Tốt", "at_most": "2"}, {"id": "kha", "title": "Khá", "at_most": "5"},
    {"id": "kem", "title": "Kém"},
]  # fmt: skip
LEVELS = [
    {"at_most": "0", "points": "0"}, {"at_least": "1", "at_most": "2", "points": "4"}, {"at_least": "3", "points": "10"},
]  # fmt: skip
PARTS = [{"id": "a", "title": "Muộn", "points": "1"}, {"id": "b", "title": "Thiếu biên bản", "points": "3"}]


def faults(**points: object) -> LoadedFramework:
    """Return a framework of faults: unexcused absences, few speakers, two parts."""
    return framework(
        criterion("1", bands={"of": "absent_unexcused", "levels": LEVELS}),
        criterion("2", maximum="3", holds={"fact": "speakers", "below": "5"}),
        criterion("3", maximum="4", checklist=PARTS),
        ratings=RATINGS,
        points={"better": "lower"} | points,
    )


FACTS: Json = {"present": 20, "absent_unexcused": 1, "absent_excused": 0, "speakers": 2}


def test_a_fault_is_what_costs() -> None:
    """What was given is what was lost, and the better result is the one of fewer points."""
    found = explain(evaluate(faults(), {"3": {"a": "yes", "b": "no"}}, **FACTS), "vi")
    assert [(item.id, item.score.lost) for item in found.criteria] == [("1", 400), ("2", 300), ("3", 100)]
    better = [item.better for item in found.criteria]
    assert better[0] == "mức ít điểm hơn gần nhất: bằng 0 đảng viên, 0 điểm; cần bớt 1 đảng viên (Vắng không lý do)"
    assert better[1] == "còn 0 điểm khi không phải như vậy"
    assert found.criteria[2].reason == "ý a có (Muộn): 1 điểm; ý b không có (Thiếu biên bản)"
    assert found.summary == ("Tổng điểm: 8/17.", "Xếp loại: Kém.", "Nhiều hơn mức Khá cho phép 3 điểm.")


@pytest.mark.parametrize("lang", LANGS)
def test_no_sentence_speaks_of_points_that_were_lost(lang: Lang, capsys: pytest.CaptureFixture[str]) -> None:
    """On the screen, in the record and the workbook to fill in: points are given, and fewer of them are the aim."""
    loaded, wrong = (
        faults(),
        re.compile("cao hơn|được [0-9]|trừ điểm|mất|chỉ được|more points|lost|worth", re.IGNORECASE),
    )
    found = evaluate(loaded, {"3": {"a": "yes", "b": "no"}}, **FACTS)
    print_score(found, lang)
    print_explanation(found, lang, "self", None)
    said = capsys.readouterr().out
    columns = columns_of(loaded.framework, lang)
    shown = "\n".join([said, blank_record(loaded, lang), *(column.label for column in columns)])
    assert not wrong.findall(shown)
    assert {"vi": "Để được ít điểm hơn: ", "en": "For fewer points: "}[lang] in said


@pytest.mark.parametrize(
    ("answers", "kinds"),
    [
        ({"a": "yes", "b": "no"}, ["total", "total"]),
        ({}, ["total", "total"]),
        ({"a": "no", "b": "no"}, ["total", "total"]),
    ],
)
def test_too_many_faults_withhold_a_rating(answers: Json, kinds: list[str]) -> None:
    """A rating asks for a total that is not above its end; by how much it is passed is told."""
    withheld = reasons(evaluate(faults(), {"3": answers}, **FACTS)).withheld
    assert [found.kind for each in withheld for found in each.obstacles] == kinds
    least = 700 + (100 if answers.get("a") == "yes" else 0)
    assert [each.short for each in withheld] == [least - 200, least - 500]


def test_an_open_total_may_still_be_low_enough() -> None:
    """While the end of a rating lies between the least and the most that the total can be, it is open."""
    withheld = reasons(evaluate(faults(), **FACTS | {"absent_unexcused": 0})).withheld
    assert [(found.kind, found.needed) for found in withheld[0].obstacles] == [("total", 200)]
    assert [(found.kind, found.needed) for found in withheld[1].obstacles] == [("total_open", 500)]


@pytest.mark.parametrize(("target", "changed"), [("tot", ["1", "2"]), ("kha", ["2"])])
def test_advice_takes_faults_away(target: str, changed: list[str]) -> None:
    """The smallest ways to a better rating are those to fewer points."""
    scorer = Scorer(faults())
    advice = advise(scorer, scorer.evaluate(record({"3": {"a": "yes", "b": "no"}}, **FACTS)), target)
    assert [old.criterion.id for old, _ in advice.ways[0].changed] == changed
    assert all(new.points.most < old.points.most for old, new in advice.ways[0].changed)


def test_a_total_of_faults_out_of_reach_is_told_by_its_least() -> None:
    """What cannot be undone keeps the total above what a rating allows, and the least that it can be is said."""
    away = criterion("1", maximum="6", holds={"fact": "members_total", "at_least": "1"})
    made = framework(away, criterion("2"), ratings=RATINGS, points={"better": "lower"})
    scorer = Scorer(made)
    advice = advise(scorer, scorer.evaluate(record({"2": "yes"}, members_total=9)), "kha")
    assert [(found.kind, found.least, found.needed) for found in advice.because] == [("total", 600, 500)]
    told = AdviceWords(scorer, "vi").outcome(advice)
    assert told == "Không đạt được mức Khá, vì tổng điểm lỗi ít nhất là 6, chỉ được 5."


def test_nobody_gets_all_faults_for_what_does_not_apply() -> None:
    """Full marks are refused where they are the most faults."""
    away = {"when": {"fact": "present", "at_most": "0"}, "then": "full_marks", "reason": "x"}
    with pytest.raises(FaultyInput) as caught:
        framework(criterion("1", not_applicable=[away]), points={"better": "lower"})
    assert [fault.code for fault in caught.value.faults] == ["framework.full_marks_of_faults"]
