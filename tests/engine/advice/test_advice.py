"""Advice: the smallest way to a better rating, and honestly: what can still be done, what is for later."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

import samples
from chamdiem.engine.advice.advice import Advice, advise
from chamdiem.engine.advice.advice_results import advice_json, advice_schema
from chamdiem.engine.advice.advice_words import AdviceWords
from chamdiem.engine.office.advising import advise_on
from chamdiem.engine.office.office import Office
from chamdiem.engine.reading.catalog import Catalog, framework_from_text
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.meeting import MEETING
from chamdiem.rules.records.shape import check_values
from places import EXAMPLES
from samples import load_record
from schemas import check_fits

if TYPE_CHECKING:
    from chamdiem.engine.advice.advice import Way
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.texts import Lang

RECORDS = sorted(
    file.name
    for file in EXAMPLES.glob("[01]*.*")
    if file.suffix in {".yaml", ".json"} and file.name[:2] not in {"09", "10"}
)
TODAY = dt.date(2026, 1, 31)
CATALOG = Catalog()


def evaluate(record: str, framework: str | None = None) -> tuple[Scorer, Evaluation]:
    """Score an example, or a record that is given as YAML, by a framework's text or by its own framework."""
    if record in RECORDS:
        read = load_record(EXAMPLES / record, TODAY)
    else:
        read = parse_record(read_bytes(record.encode(), "r"), TODAY)
    if framework is not None:
        loaded = framework_from_text(framework, "f")
    elif read.framework is not None:
        loaded = CATALOG.get(read.framework)
    else:
        assert read.date is not None
        loaded = CATALOG.in_force(read.date, read.text("organisation"), read.text("meeting_kind") or "")
    scorer = Scorer(loaded)
    return scorer, scorer.evaluate(read)


def advice_for(record: str, target: str | None = None, framework: str | None = None) -> Advice:
    """Return the advice on a record."""
    return advise(*evaluate(record, framework), target)


def changes(way: Way) -> dict[str, int]:
    """Return what a way changes, by fact."""
    return {str(step.key): step.after for step in way.steps}


def ids(way: Way) -> list[str]:
    """Return the criteria whose points a way changes."""
    return [old.criterion.id for old, _ in way.changed]


FRAMEWORK = """
framework: mau/1
title: Khung
authority: {number: "1", date: 2025-01-01, issuer: Mẫu}
provenance: {status: official, source: Mẫu}
in_force: {from: 2025-01-01}
applies_to: {kinds: [regular]}
points: {maximum: 10, step: 1, rounding: half_up}
measures:
  late: {title: Số ngày đăng muộn, days_between: [date, documents_finalised_on]}
groups:
  - id: "1"
    title: Nhóm
    maximum: 10
    criteria:
      - {id: "1", title: Nội dung, maximum: 5, clause: Mục 1, judged: points}
      - {id: "2", title: Biên bản, maximum: 2, clause: Mục 1, judged: yes_no, finished: after_meeting}
      - {id: "3", title: Đăng văn bản, maximum: 3, clause: Mục 1, holds: {fact: late, at_most: 2}}
ratings:
  - id: tot
    title: Tốt
    at_least: 9
    requires: [{when: {fact: max_consecutive_excused, at_most: 3}, title: Không ai vắng quá 3 kỳ}]
  - {id: kha, title: Khá, at_least: 5}
  - {id: kem, title: Kém}
caps:
  - {id: dinh_chi, when: {fact: members_suspended, at_least: 1}, at_most: kha, reason: Có đảng viên bị đình chỉ}
"""


def record(*, finalised: str = "", answers: str = '"1": 4, "2": no', excused: str = "0", suspended: str = "0") -> str:
    """Return a record for the framework above."""
    return f"""
date: 2025-11-05
documents_finalised_on: {finalised}
max_consecutive_excused: {excused}
members_suspended: {suspended}
assessments: {{self: {{answers: {{{answers}}}}}}}
"""


@pytest.mark.parametrize("name", RECORDS)
def test_every_way_is_confirmed(name: str) -> None:
    """Whatever is advised was scored again and reaches the target, and a record could say what changes."""
    scorer, evaluation = evaluate(name)
    for rating in scorer.framework.ratings:
        advice = advise(scorer, evaluation, rating.id)
        good = scorer.framework.ratings[: scorer.framework.ratings.index(rating) + 1]
        assert advice.reached == (set(evaluation.own.possible) <= set(good))
        for way in (*advice.ways, *advice.now):
            assert way.after.rating in good or set(way.after.possible) <= set(good)
            values = {
                step.key.subject: MEETING.by_name[step.key.subject].value_of(step.after)
                for step in way.steps
                if step.key.kind == "field"
            }
            assert check_values(MEETING, {**evaluation.record.values, **values}, dt.date.max) == ()
        assert all(way.is_for_this_meeting for way in advice.now)
        assert bool(advice.ways) != bool(advice.because)


def test_one_more_member_opens_the_gate() -> None:
    """Where attendance alone keeps a good total from Tốt, the advice is one more member present, one fewer excused."""
    advice = advice_for("02-dien-bien-thieu-dieu-kien-tot.yaml")
    assert [item.text for item in advice.blocking] == ["Tỷ lệ đảng viên dự họp trên 85%"]
    assert [changes(way) for way in advice.ways] == [{"field present": 18, "field absent_excused": 2}]
    assert {step.when for way in advice.ways for step in way.steps} == {"next"}
    assert advice.now == ()


def test_reached_already() -> None:
    """The best rating, once given, needs no change."""
    advice = advice_for("01-an-phu-day-du.yaml")
    assert advice.reached
    assert [way.steps for way in advice.ways] == [()]


def test_fewest_criteria_then_least_gain_then_order() -> None:
    """Of ways that change as few criteria, what gains just what is missing comes first, then the earlier criteria."""
    advice = advice_for(record(finalised="2025-11-06"), framework=FRAMEWORK)  # 4 + 0 + 3 = 7 of 9
    assert [ids(way) for way in advice.ways] == [["2"]]
    advice = advice_for(record(finalised="2025-11-06", answers='"1": 2, "2": yes'), framework=FRAMEWORK)  # 7 of 9
    assert [(ids(way), changes(way)) for way in advice.ways] == [(["1"], {"answer 1": 400})]


def test_what_is_finished_after_the_meeting_can_still_be_done() -> None:
    """Papers not finished yet, and what a framework marks as finished after the meeting, are for this meeting."""
    advice = advice_for(record(), framework=FRAMEWORK)  # 4 + 0 + missing
    (way,) = advice.ways
    assert way.is_for_this_meeting
    assert {str(step.key): step.when for step in way.steps} == {
        "answer 2": "now",
        "field documents_finalised_on": "record",
    }
    day = next(step.after for step in way.steps if step.key.kind == "field")
    assert dt.date.fromordinal(day) == dt.date(2025, 11, 7)  # the last day that is not late


def test_a_day_that_is_past_is_for_next_time() -> None:
    """Papers that were finished late cannot be finished earlier any more."""
    advice = advice_for(record(finalised="2025-11-20", answers='"1": 5, "2": yes'), framework=FRAMEWORK)
    assert [[step.when for step in way.steps] for way in advice.ways] == [["next"]]
    assert advice.now == ()


def test_both_ways_are_told_where_this_meeting_takes_more() -> None:
    """Where this meeting can still reach the target by more changes than the next one, both ways are told."""
    advice = advice_for("06-an-phu-ghi-do-dang.yaml")
    assert len(ids(advice.now[0])) == 16
    assert len(ids(advice.ways[0])) == 15
    assert not advice.ways[0].is_for_this_meeting


def test_history_cannot_be_changed() -> None:
    """A gate on what happened during the year names itself as the reason why the target cannot be reached."""
    advice = advice_for(record(excused="4"), framework=FRAMEWORK)
    assert [(item.kind, item.text) for item in advice.because] == [("gate", "Không ai vắng quá 3 kỳ")]
    assert advice.ways == ()


def test_a_cap_on_a_circumstance_bars() -> None:
    """A cap on a circumstance names itself; the rating that it still allows can be advised."""
    given = record(suspended="1", answers='"1": 0, "2": no')
    advice = advice_for(given, "tot", FRAMEWORK)
    assert [(item.kind, item.text) for item in advice.because] == [("cap", "Có đảng viên bị đình chỉ")]
    assert advice_for(given, "kha", FRAMEWORK).ways


def test_a_total_out_of_reach_says_how_far_it_goes() -> None:
    """Where the most that can be scored is too little, both numbers are told."""
    large_only = FRAMEWORK.replace("holds: {fact: late, at_most: 2}", "holds: {fact: members_total, at_least: 30}")
    advice = advice_for(record() + "members_total: 20\n", "tot", large_only)
    assert [(item.kind, item.most, item.needed) for item in advice.because] == [("total", 700, 900)]


def test_advice_says_of_a_gate_what_the_explanation_says() -> None:
    """A gate that fails however the record is completed is not called open: what withholds a rating is said once."""
    text = (EXAMPLES / "02-dien-bien-thieu-dieu-kien-tot.yaml").read_text(encoding="utf-8")
    given = text.replace("members_total: 20\n", "").replace('      "2.2": yes\n', "", 1)
    scorer, evaluation = evaluate(given)
    (failed,) = [gate.gate.title for gate in evaluation.own.gates if gate.holds is False]
    advice = advise(scorer, evaluation)
    assert [(item.kind, item.text) for item in advice.too_late] == [("gate", failed)]
    assert advice.incomplete == ()


def test_a_missing_day_is_asked_for() -> None:
    """Papers cannot be scored without the meeting's day; that is no loss of points, and the target can be reached."""
    advice = advice_for(record().replace("date: 2025-11-05\n", ""), framework=FRAMEWORK)
    assert [key.subject for key in advice.asked.fields] == ["date", "documents_finalised_on"]
    assert [ids(way) for way in advice.ways] == [["2", "3"]]
    assert advice.because == ()


def test_needs_that_exclude_each_other() -> None:
    """Needs that can each be met, but not together, are said to be so."""
    torn = FRAMEWORK.replace("fact: max_consecutive_excused, at_most: 3", 'criterion: "1", at_most: 1')
    advice = advice_for(record(), framework=torn)
    assert [item.kind for item in advice.because] == ["together"]


def test_a_missing_gate_fact_is_open() -> None:
    """While it is not known whether a gate holds it is said to be unknown, and what it tests is asked for."""
    advice = advice_for(record(excused=""), framework=FRAMEWORK)
    assert [(item.kind, item.text) for item in advice.blocking] == [("gate_open", "Không ai vắng quá 3 kỳ")]
    assert advice.asked.fields[0] == Key("field", "max_consecutive_excused")
    assert advice.ways
    assert advice.because == ()


def test_layers_have_their_own_advice() -> None:
    """The upper level's answers are advised on by themselves; a layer without a score has no advice."""
    scorer, evaluation = evaluate("02-dien-bien-thieu-dieu-kien-tot.yaml")
    assert advise(scorer, evaluation, "tot", "upper").ways
    with pytest.raises(KeyError):
        advise(scorer, evaluation, "tot", "decided")


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", RECORDS)
def test_json_keeps_its_schema(name: str, lang: Lang) -> None:
    """The JSON of advice on every example fits the published schema."""
    _, evaluation = evaluate(name)
    found = advise_on(Office(), evaluation)
    check_fits(advice_json(found.advice, found.words(lang)), advice_schema())


def test_line_for_the_sheet() -> None:
    """The line says what to raise and when; there is none where nothing is better."""
    _, evaluation = evaluate("02-dien-bien-thieu-dieu-kien-tot.yaml")
    assert advise_on(Office(), evaluation).line("vi") == (
        "Gợi ý: để đạt mức Tốt, kỳ sau cần: 1.1. Tỷ lệ đảng viên dự họp trên 85%: 0 điểm → 8 điểm."
    )
    assert advise_on(Office(), evaluate("01-an-phu-day-du.yaml")[1]).line("vi") is None
    now = advise_on(Office(), evaluate(record(), FRAMEWORK)[1]).line("vi")
    assert now is not None
    assert now.startswith("Gợi ý: để đạt mức Tốt, kỳ này còn có thể hoàn thành: 2. Biên bản: 0 điểm → 2 điểm; 3. ")
    never = advise_on(Office(), evaluate(record(excused="4"), FRAMEWORK)[1]).line("vi")
    assert never == "Không đạt được mức Tốt, vì chưa đạt điều kiện “Không ai vắng quá 3 kỳ”."


KINDS = """
      - id: "4"
        title: Sổ sách
        maximum: 2
        clause: Mục 1
        checklist: [{id: a, title: Sổ họp, points: 1}, {id: b, title: Sổ phí, points: 1}]
      - id: "5"
        title: Kỷ luật
        maximum: 2
        clause: Mục 1
        deductions: {each: [{id: muon, title: Họp muộn, points: 1}]}
      - id: "6"
        title: Nề nếp
        maximum: 1
        clause: Mục 1
        levels: [{id: tot, title: Rất nề nếp, points: 1}, {id: chua, title: Chưa, points: 0}]
ratings:"""


def test_every_kind_of_answer_has_its_words() -> None:
    """Parts, occurrences and named levels are said as what they are."""
    framework = FRAMEWORK.replace("\nratings:", KINDS, 1).replace("maximum: 10", "maximum: 15")
    given = record(finalised="2025-11-06", answers='"1": 5, "2": yes, "4": {a: yes, b: no}, "5": {muon: 2}, "6": chua')
    scorer, evaluation = evaluate(given, framework.replace("at_least: 9", "at_least: 15"))
    words = AdviceWords(scorer, "vi")
    said = words.way(advise(scorer, evaluation).ways[0])
    steps = [step for change in said.changes for step in change.steps]
    assert steps == [
        "ý b, Sổ phí: không → có",
        "ý muon, Họp muộn: 2 lần → 0 lần",
        "trả lời của người chấm cho 6: “Chưa” → “Rất nề nếp”",
    ]


def test_a_gate_alone_has_its_line() -> None:
    """A fact that only a gate reads is told under the rating's gates, and no criterion changes."""
    gated = FRAMEWORK.replace("fact: max_consecutive_excused, at_most: 3", "fact: resolution_adopted, is: yes")
    given = record(finalised="2025-11-06", answers='"1": 5, "2": yes') + "resolution_adopted: no\n"
    scorer, evaluation = evaluate(given, gated)
    words = AdviceWords(scorer, "vi")
    advice = advise(scorer, evaluation)
    assert changes(advice.ways[0]) == {str(Key("field", "resolution_adopted")): 1}
    (change,) = words.way(advice.ways[0]).changes
    assert (change.criterion, change.steps) == ("", ("Thông qua nghị quyết, kết luận: không → có",))


def test_another_way_is_told_by_its_difference() -> None:
    """Of equally small ways, the second is told by what it has in the place of the first one's changes."""
    scorer, evaluation = evaluate("07-dien-bien-2019.yaml")
    words = AdviceWords(scorer, "vi")
    first, second, *_ = advise(scorer, evaluation).ways
    assert (ids(first), ids(second)) == (["3.2", "3.5"], ["3.2", "4"])
    other = words.other_way(second, first)
    assert other.heading == "Hoặc, thay cho 3.5:"
    assert [change.criterion for change in other.changes] == ["4"]


def test_nothing_that_applies_is_said_to_be_so() -> None:
    """Where no criterion applies there is no rating to reach, and that is the reason that is told."""
    none = "not_applicable: [{when: {fact: committee_exists, is: no}, then: excluded, reason: Không có chi ủy}], "
    framework = FRAMEWORK.replace("clause: Mục 1, judged", f"clause: Mục 1, {none}judged").replace(
        "clause: Mục 1, holds", f"clause: Mục 1, {none}holds"
    )
    advice = advice_for(record(answers="") + "committee_exists: no\n", "tot", framework)
    assert [item.kind for item in advice.because] == ["empty"]


def test_the_line_of_an_incomplete_record_says_how_much_is_missing() -> None:
    """The sheet shows what is blank; its line says how much, and never the floor as the most."""
    _, evaluation = evaluate("06-an-phu-ghi-do-dang.yaml")
    line = advise_on(Office(), evaluation).line("vi")
    assert line is not None
    assert line.startswith("Chưa đạt được mức Tốt, vì còn chỗ chưa ghi hoặc chưa chấm được: tổng điểm mới chắc chắn ")
    assert "Trước hết: Ghi " in line
    assert "mục còn trống của hồ sơ. Chấm 11 tiêu chí còn trống." in line


def test_what_this_meeting_cannot_reach_is_left_to_the_next() -> None:
    """Where whatever is still judged is too little, that is said with the ceiling, and the way is for next time."""
    advice = advice_for(record(finalised="2025-11-20", answers='"2": no'), "tot", FRAMEWORK)  # 5 at most of 9
    assert [(item.kind, item.most, item.needed) for item in advice.too_late] == [("total", 500, 900)]
    assert advice.now == ()
    assert advice.ways


def test_a_rating_is_not_reached_where_nothing_may_apply() -> None:
    """While it is open whether any criterion applies, not even the lowest rating is said to be reached."""
    away = [{"when": {"fact": "mode", "is": "online"}, "then": "excluded", "reason": "x"}]
    levels = [{"id": "a", "title": "A", "points": "0"}, {"id": "b", "title": "B", "points": "0"}]
    scorer = Scorer(samples.framework(samples.criterion(levels=levels, not_applicable=away)))
    assert not advise(scorer, scorer.evaluate(samples.record()), "kem").reached
    assert advise(scorer, scorer.evaluate(samples.record(mode="in_person")), "kem").reached


def test_what_is_only_odd_is_not_called_impossible() -> None:
    """More people present than members is odd, yet it may be so while guests are not counted: no gate is shut by it."""
    framework = (
        FRAMEWORK.partition("groups:")[0]
        + """
groups:
  - {id: "1", title: Nhóm, maximum: 10, criteria: [{id: "1.1", title: Một, maximum: 10, clause: Mục 1, judged: yes_no}]}
ratings:
  - {id: tot, title: Tốt, requires: [{title: Có người, when: {fact: present, above: 0}}]}
"""
    )
    told = "{framework: mau/1, meeting_kind: regular, date: 2025-06-05, members_total: 0, absent_unexcused: 0}"
    advice = advice_for(told, "tot", framework)
    assert advice.because == ()
    assert [item.kind for item in advice.blocking] == ["gate_open"]


@pytest.mark.parametrize(
    ("target", "changed"),
    [
        ("tot", {"1", "absent_unexcused", "speakers"}), ("kha", {"1", "speakers"}),
        ("tb", {"absent_unexcused", "speakers"}),
    ],
)  # fmt: skip
def test_what_lowers_a_rating_is_changed_only_as_far_as_it_must(target: str, changed: set[str]) -> None:
    """A better total makes up for a lowering, or the lowering goes: whichever takes fewer changes."""
    ratings = [
        {"id": "tot", "title": "Tốt", "at_least": "9"}, {"id": "kha", "title": "Khá", "at_least": "7"},
        {"id": "tb", "title": "Trung bình", "at_least": "5"}, {"id": "kem", "title": "Kém"},
    ]  # fmt: skip
    caps = [
        {"id": "x", "when": {"fact": "absent_unexcused", "at_least": "1"}, "lower_by": "1", "reason": "vắng"},
        {"id": "y", "when": {"fact": "speakers", "at_most": "3"}, "lower_by": "2", "reason": "ít ý kiến"},
    ]
    scorer = Scorer(samples.framework(samples.criterion(judged="points"), ratings=ratings, caps=caps))
    facts = {"present": 20, "absent_unexcused": 1, "absent_excused": 0, "speakers": 2}
    advice = advise(scorer, scorer.evaluate(samples.record({"1": "6"}, **facts)), target)
    first = advice.ways[0]
    assert {key.subject for key in (step.key for step in first.steps)} - {"absent_excused", "present"} == changed
    assert first.after.rating is not None
    assert first.after.rating.id == target


def test_a_total_that_is_held_from_below_asks_for_no_more() -> None:
    """Where the least total is good enough, advice is only about the gate, however far the sum lies below it."""
    gate = {"when": {"fact": "speakers", "at_least": "5"}, "title": "đủ ý kiến"}
    ratings = [{"id": "kha", "title": "Khá", "at_least": "3", "requires": [gate]}, {"id": "kem", "title": "Kém"}]
    criteria = (samples.criterion(judged="points"), samples.criterion("2", judged="points"))
    made = samples.framework(*criteria, ratings=ratings, points={"minimum": "3"})
    scorer = Scorer(made)
    facts = {"present": 20, "absent_unexcused": 0, "absent_excused": 0, "speakers": 2}
    advice = advise(scorer, scorer.evaluate(samples.record({"1": "0", "2": "1"}, **facts)), "kha")
    assert [{step.key.subject for step in way.steps} for way in advice.ways] == [{"speakers"}]


def test_a_rating_is_not_reached_from_which_it_may_be_lowered() -> None:
    """However many points there are, one of two ratings is given; a cap lowers the worse of them below what is asked."""
    ratings = [
        {"id": "tot", "title": "Tốt", "at_least": "5"}, {"id": "kha", "title": "Khá", "at_least": "0"},
        {"id": "kem", "title": "Kém"},
    ]  # fmt: skip
    caps = [{"id": "x", "when": {"fact": "speakers", "at_most": "3"}, "lower_by": "1", "reason": "ít ý kiến"}]
    scorer = Scorer(samples.framework(samples.criterion(judged="points"), ratings=ratings, caps=caps))
    assert not advise(scorer, scorer.evaluate(samples.record(speakers=2)), "kha").reached
    assert advise(scorer, scorer.evaluate(samples.record(speakers=4)), "kha").reached
    assert advise(scorer, scorer.evaluate(samples.record(speakers=2)), "kem").reached
