"""What is typed is scored as far as it can be; what is wrong is told at its question, and counts for nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from chamdiem.engine.forms.filled import Filled, fill, texts_of
from chamdiem.engine.forms.form import make_form
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.meeting import MEETING
from samples import criterion, framework, load_record, unpointed

TODAY = dt.date(2026, 1, 31)
EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
SCORERS = ScorerCache(Catalog())
FORM = make_form(Catalog().get("an-phu/2025"), "vi")
KNOWN = {"cell_id": "CB-07", "cell_name": "Chi bộ Mẫu", "period": "11/2025"}
WHOLE = texts_of(FORM, load_record(EXAMPLES / "01-an-phu-day-du.yaml", TODAY))


def filled(**texts: str) -> Filled:
    """Fill in the form of a whole meeting, some of it otherwise; a blank is missing. `n45` is the answer to 4.5."""
    named = {f"self.answers.{key[1]}.{key[2]}" if key[0] == "n" else key: text for key, text in texts.items()}
    return fill(FORM, WHOLE | named, KNOWN, SCORERS, TODAY)


def mend(found: Filled, question_id: str) -> tuple[str, ...]:
    """Return the sentences of the faults of a question as they stand beside it."""
    faults = found.faults[question_id]
    return tuple(say_fault("vi", fault, placed=False, coded=False, asked=False) for fault in faults)


def test_nothing_is_filled_in_beforehand() -> None:
    """A form in which nothing was typed has no points, and misses every criterion."""
    blank = fill(FORM, {}, KNOWN, SCORERS, TODAY)
    assert blank.faults == {}
    assert blank.bar.to_score == 28
    assert blank.rating is None
    waiting = [each for each in blank.missing if each.criterion]
    assert ("nhom-4", "speakers", "4.5", 500) in [
        (each.page, each.question, each.criterion.id, each.most) for each in waiting if each.criterion
    ]
    assert all(not blank.status(page.id).is_done for page in FORM.pages)


def test_blanks_are_missing() -> None:
    """Spaces say no more than nothing."""
    spaces = fill(FORM, dict.fromkeys(FORM.ids, " \t\u00a0\n"), KNOWN, SCORERS, TODAY)
    assert spaces.faults == {}
    assert spaces.record.values.keys() == KNOWN.keys()


def test_a_whole_meeting_has_nothing_left_to_do() -> None:
    """Every page is done, and nothing is missing."""
    whole = filled()
    assert (whole.bar.least, whole.bar.most, whole.bar.maximum, whole.bar.to_score) == (9300, 9300, 9500, 0)
    assert (whole.missing, whole.unnoted) == ((), ())
    assert all(whole.status(page.id).is_done for page in FORM.pages)
    assert whole.lost == {"3.2": 50, "4.2": 100, "5.2": 50}


def test_every_fault_is_told_at_its_question() -> None:
    """All at once, and the criteria that need what is faulty have no points; the others keep theirs."""
    found = filled(n42="9,25", speakers="31", criticism_minutes="hai mươi")
    assert {name: mend(found, name) for name in found.faults} == {
        "self.answers.4.2": ("9,25 điểm không chia hết cho bước điểm 0,5.",),
        "speakers": ("“Số đảng viên phát biểu” là 31, lớn hơn “Có mặt” là 21.",),
        "criticism_minutes": ("“hai mươi” không phải số nguyên từ 0 trở lên.",),
    }
    status = found.status("nhom-4")
    assert [score.criterion.id for score in status.open] == ["4.2", "4.5", "4.7"]
    assert status.faulty == ("self.answers.4.2", "speakers", "criticism_minutes")
    assert (status.award, len(status.scored)) == (900, 5)


def test_what_is_faulty_is_not_missing() -> None:
    """Somebody answered it: it stands among what is to be mended, and not among what is to be filled in."""
    assert filled(speakers="31").missing == ()
    assert [each.question for each in filled(speakers="").missing] == ["speakers"]


def test_no_sentence_is_concluded_from_a_faulty_value() -> None:
    """Of 31 who spoke of 21 who came, no share is told."""
    found = filled(speakers="31")
    assert "speakers" not in found.record.values
    assert found.criterion("4.5").score.status == "missing"


def test_a_relation_is_told_where_something_was_typed() -> None:
    """More absent than there are people, and nobody counted who came: the last of what was typed is to be mended."""
    texts = {"members_total": "20", "absent_excused": "15", "absent_unexcused": "10"}
    found = fill(FORM, texts, {**KNOWN, "members_temporary_in": "0"}, SCORERS, TODAY)
    assert list(found.faults) == ["absent_unexcused"]
    assert found.record.values["absent_excused"] == 15


def test_a_fault_of_what_is_known_is_of_the_whole() -> None:
    """What nobody typed has no question at which it could be mended."""
    found = fill(FORM, {}, {**KNOWN, "period": "11/2031"}, SCORERS, TODAY)
    assert list(found.faults) == [""]
    assert mend(found, "")


def test_what_is_known_belongs_to_the_record() -> None:
    """Also what no question asks; what was typed counts in its place. A name that no record has is our mistake."""
    found = fill(FORM, {"present": "5"}, {**KNOWN, "chair": "ĐV-01", "present": "9"}, SCORERS, TODAY)
    assert (found.record.values["chair"], found.record.values["present"]) == ("ĐV-01", 5)
    assert found.record.framework == "an-phu/2025"
    with pytest.raises(KeyError):
        fill(FORM, {}, {"chairman": "ĐV-01"}, SCORERS, TODAY)


def test_ids_of_no_question_are_left_alone() -> None:
    """A draft may be older than its form."""
    assert fill(FORM, WHOLE | {"self.answers.9.9": "5", "x": "\0"}, KNOWN, SCORERS, TODAY).faults == {}


def test_hidden_characters_are_refused() -> None:
    """The same characters as in any file, in a number and in a sentence."""
    found = filled(present="2\u202e1", place="Nhà\0văn hóa", limitations="Còn\u200bthiếu")
    assert list(found.faults) == ["place", "present", "limitations"]
    assert "U+0000" in mend(found, "place")[0]


def test_a_lost_point_asks_why() -> None:
    """Only points that an answer took away ask for a note; what was counted says itself why."""
    found = filled(n52="3", speakers="9", **{"self.deduction_notes.5.2": " "})
    assert found.lost["5.2"] == 100
    assert "4.5" not in found.lost
    assert [(score.criterion.id, score.lost) for score in found.unnoted] == [("5.2", 100)]


def test_cross_checks_are_questions() -> None:
    """What does not fit together is told, and moves no point."""
    found = filled(praised="0", reminded="0", criticised="0")
    assert [each.split(",")[0] for each in found.questions()] == ["Tiêu chí 4.4 chấm tối đa"]
    assert found.bar == filled().bar


def test_a_rating_that_is_certain_is_told_before_the_end() -> None:
    """Whatever the last criterion gets, the rating stays; with more of them open, it is not certain."""
    found = filled(n48="")
    assert (found.bar.least, found.bar.most, found.bar.to_score) == (9200, 9300, 1)
    assert found.rating
    assert found.rating.id == "tot"
    assert filled(n48="", n42="").rating is None


def test_a_shared_fact_is_missing_once() -> None:
    """Two criteria wait for how many members there are: it is asked once, with all that both can bring."""
    [missing] = filled(members_total="").missing
    assert (missing.page, missing.question, missing.criterion, missing.most) == ("co-mat", "members_total", None, 900)


def test_what_every_record_needs_is_missing_too() -> None:
    """No criterion of this framework reads the kind of the meeting, once its month is told."""
    found = filled(meeting_kind="", thematic_this_month="không")
    assert [(each.question, each.most) for each in found.missing] == [("meeting_kind", 0)]


def test_a_framework_that_contradicts_itself_scores_nothing() -> None:
    """Two bands meet on one number: that is told of the whole, and nothing is concluded."""
    bands = {"of": "present", "levels": [{"at_least": "5", "points": "10"}, {"at_most": "5", "points": "0"}]}
    form = make_form(framework(criterion(bands=bands)), "vi")
    found = fill(form, {"present": "5"}, {}, ScorerCache(Catalog()), TODAY)
    assert list(found.faults) == [""]
    assert found.bar.to_score == 1
    assert fill(form, {"present": "6"}, {}, ScorerCache(Catalog()), TODAY).bar.least == 1000


def test_without_points_the_bar_counts_what_is_met() -> None:
    """Such a framework has criteria that are met, and no points."""
    form = make_form(unpointed(criterion("1"), criterion("2")), "vi")
    found = fill(form, {"self.answers.1": "có"}, {}, ScorerCache(Catalog()), TODAY)
    assert (found.bar.least, found.bar.most, found.bar.maximum, found.bar.to_score) == (1, 2, 2, 1)


def test_sentences_name_no_field_as_files_do() -> None:
    """Whoever fills in a page has never seen a file."""
    texts = {
        "members_total": "10", "members_official": "12", "members_exempt": "11", "present": "3", "speakers": "9",
        "absent_unexcused": "30", "votes_for": "40", "votes_total": "30", "start_time": "20:00", "end_time": "19:00",
        "date": "05/11/2025", "documents_finalised_on": "01/11/2025", "committee_meeting_date": "01/01/2025",
        "notice_date": "01/02/2027",
    }  # fmt: skip
    found = fill(FORM, WHOLE | texts, KNOWN, SCORERS, TODAY)
    sentences = [sentence for name in found.faults for sentence in mend(found, name)]
    assert len(sentences) > 8
    assert not [name for name in MEETING.by_name for each in sentences if f"({name})" in each or f"{name}:" in each]


def test_last_month_is_said_as_people_type_it() -> None:
    """Yes and no, points, days and names of levels stand as they would be typed; lists have a line for each."""
    assert (WHOLE["self.answers.3.2"], WHOLE["self.answers.4.6"], WHOLE["date"]) == ("1,5", "có", "05/11/2025")
    assert WHOLE["limitations"].count("\n") == 1
    assert "cell_id" not in WHOLE


def test_a_record_of_another_framework_says_what_both_ask() -> None:
    """Last month's framework may have been another one: its facts are told, and answers that this one allows."""
    other = load_record(EXAMPLES / "02-dien-bien-thieu-dieu-kien-tot.yaml", TODAY)
    texts = texts_of(FORM, other)
    assert texts.keys() <= FORM.ids
    assert "present" in texts
