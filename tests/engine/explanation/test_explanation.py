"""Explanations: the fact, the band, what the next better one takes, and why the rating is what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.engine.explanation.explanation import Explanation, explain
from chamdiem.engine.scoring.improving import _people_to
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import PERCENT_SCALE, Quantity
from chamdiem.rules.language.conditions import Comparison
from samples import Json, criterion, evaluate, framework, unpointed

if TYPE_CHECKING:
    from chamdiem.engine.explanation.reason_words import CriterionExplanation
    from chamdiem.engine.reading.catalog import LoadedFramework

MEASURES = {
    "rate": {"title": "Tỷ lệ dự họp", "percent": ["present", "members_total"]},
    "short": {"title": "Số phút thiếu", "shortfall": ["criticism_minutes", "norm"]},
    "norm": {"title": "Định mức", "choose": [{"value": "90"}], "unit": "phút"},
}
BANDS: Json = {
    "of": "rate",
    "levels": [
        {"at_least": "90", "points": "10"},
        {"above": "75", "below": "90", "points": "7"},
        {"at_most": "75", "points": "2.5"},
    ],
}


def explained(made: LoadedFramework, answers: Json | None = None, lang: str = "vi", **facts: object) -> Explanation:
    """Explain the self layer of a meeting."""
    return explain(evaluate(made, answers, **facts), "vi" if lang == "vi" else "en")


def only(scoring: Json, answer: object = None, lang: str = "vi", **facts: object) -> CriterionExplanation:
    """Explain the only criterion of a meeting."""
    made = framework(criterion(**scoring), measures=MEASURES)
    return explained(made, {"1": answer}, lang, **facts).criteria[0]


# --- criteria ---


def test_band_with_what_the_next_takes() -> None:
    """A band is told with the fact and its value, and the next better one with the people that are missing."""
    found = only({"bands": BANDS}, present=17, members_total=20)
    assert found.facts == ("Tỷ lệ dự họp: 85% (17/20)",)
    assert found.reason == "Tỷ lệ dự họp: 85% (17/20), thuộc mức trên 75% đến dưới 90%, được 7 điểm"
    assert found.better == "mức cao hơn gần nhất: từ 90% trở lên, được 10 điểm; cần thêm 1 đảng viên (Có mặt)"
    assert found.clause == "Mục 1"


def test_band_in_english() -> None:
    """The same in English, with a decimal point; titles stay as the regulation has them."""
    found = only({"bands": BANDS}, lang="en", present=15, members_total=20)
    assert found.reason == "Tỷ lệ dự họp: 75% (15/20), lies in the band at most 75%, worth 2.5 points"
    assert found.better == "next better band: above 75% to below 90%, worth 7 points; 1 members more needed (Present)"


def test_best_band_has_no_better_one() -> None:
    """Where nothing was lost there is nothing to gain."""
    assert only({"bands": BANDS}, present=18, members_total=20).better is None


def test_what_to_take_away() -> None:
    """Where less is better, the sentence says how much less, in the unit of the measure."""
    levels = [{"at_most": "0", "points": "10"}, {"above": "0", "points": "4"}]
    found = only({"bands": {"of": "short", "levels": levels}}, criticism_minutes=70)
    assert found.reason.startswith("Số phút thiếu: 20 phút, thuộc mức trên 0 phút")
    assert found.better is not None
    assert found.better.endswith("cần bớt 20 phút (Số phút thiếu)")


@pytest.mark.parametrize(
    ("points", "present", "reason", "better"),
    [
        ("1", 20, "có người vắng nên chỉ được 1 điểm", "nếu không có việc đó thì được 10 điểm"),
        ("10", 3, "có người vắng nên được 10 điểm", None),
        ("5", 3, "có người vắng nên được 5 điểm", None),
    ],
)
def test_exception(points: str, present: int, reason: str, better: str | None) -> None:
    """An exception that costs points says what would stand without it; one that gives points promises nothing."""
    when = {"fact": "absent_unexcused", "at_least": "1"}
    bands = BANDS | {"unless": [{"when": when, "points": points, "reason": "có người vắng"}]}
    found = only({"bands": bands}, present=present, members_total=20, absent_unexcused=1)
    assert (found.reason, found.better) == (reason, better)
    assert "Vắng không lý do: 1 đảng viên" in found.facts


def test_unmatched_value_names_the_nearest_band() -> None:
    """A value without a band is said to be the framework's fault, with the band nearest above nothing."""
    bands = {"of": "present", "levels": [{"at_least": "9", "points": "10"}, {"below": "5", "points": "4"}]}
    found = only({"bands": bands}, present=7)
    assert found.reason.startswith("chưa chấm được: khung không có mức điểm nào")
    assert found.better == "mức cao hơn gần nhất: dưới 5 đảng viên, được 4 điểm; cần bớt 3 đảng viên (Có mặt)"


def test_the_shortest_step_is_told() -> None:
    """Where a band farther away is worth less, what is told is the band that is reached first."""
    levels = [
        {"below": "5", "points": "2"},
        {"at_least": "5", "below": "7", "points": "10"},
        {"at_least": "7", "points": "6"},
    ]
    better = only({"bands": {"of": "present", "levels": levels}}, present=4).better
    assert better is not None
    assert better.endswith("được 10 điểm; cần thêm 1 đảng viên (Có mặt)")


def test_nobody_is_asked_to_speak_who_is_not_there() -> None:
    """A step that no record could say is not told."""
    levels = [{"below": "5", "points": "2"}, {"at_least": "5", "points": "10"}]
    bands = {"bands": {"of": "speakers", "levels": levels}}
    assert only(bands, present=4, speakers=3).better is None
    assert only(bands, present=5, speakers=3).better is not None


@pytest.mark.parametrize("scoring", [{"bands": BANDS}, {"holds": {"fact": "rate", "above": "50"}}])
def test_share_of_nobody_is_named(scoring: Json) -> None:
    """What cannot be made is named with what it would be a share of, wherever it is used."""
    found = only(scoring, present=0, members_total=0)
    assert found.reason == "chưa chấm được vì không tính được Tỷ lệ dự họp (Tổng số đảng viên: 0 đảng viên)"


def test_missing_names_fields_and_questions() -> None:
    """What is missing is named as the record and the scorer know it."""
    parts = [
        {"id": "a", "title": "A", "points": "4"},
        {"id": "b", "title": "B", "points": "6", "holds": {"fact": "present", "at_least": "5"}},
    ]
    reason = only({"checklist": parts}).reason
    assert reason.startswith("chưa chấm được vì còn thiếu: ")
    assert set(reason.split(": ")[1].split("; ")) == {"câu trả lời của người chấm cho ý a của tiêu chí 1", "Có mặt"}
    assert only({}).reason.endswith("câu trả lời của người chấm cho tiêu chí 1")
    assert only({"bands": BANDS}, present=3).facts == ("Tỷ lệ dự họp: chưa có",)


@pytest.mark.parametrize(
    ("scoring", "answer", "facts", "reason"),
    [
        ({"judged": "yes_no"}, "yes", {}, "người chấm trả lời: có"),
        ({"judged": "yes_no"}, "no", {}, "người chấm trả lời: không"),
        ({"judged": "points"}, "7.5", {}, "người chấm cho 7,5 điểm"),
        ({"levels": [{"id": "a", "title": "Khá tốt", "points": "6"}]}, "a", {}, "người chấm chọn mức “Khá tốt”, được 6 điểm"),
        ({"holds": {"fact": "present", "at_least": "5"}}, None, {"present": 5},
         "đạt điều kiện: Có mặt từ 5 đảng viên trở lên"),
        ({"holds": {"fact": "present", "at_least": "5"}}, None, {"present": 4},
         "không đạt điều kiện: Có mặt từ 5 đảng viên trở lên"),
        ({"checklist": [{"id": "a", "title": "Ý một", "points": "4"}, {"id": "b", "title": "Ý hai", "points": "6"}]},
         {"a": "yes", "b": "no"}, {}, "ý b không đạt (Ý hai): mất 6 điểm; ý a đạt (Ý một): 4 điểm"),
        ({"deductions": {"each": [{"id": "a", "title": "Muộn", "points": "1.5"}]}}, {"a": 2}, {},
         "Muộn: 2 lần, trừ 3 điểm"),
        ({"judged": "yes_no", "not_applicable": [{"when": {"fact": "present", "is": "0"}, "then": "full_marks", "reason": "x"}]},
         None, {"present": 0}, "không áp dụng, được tính điểm tối đa: x"),
    ],
)  # fmt: skip
def test_reason_of_each_way_of_scoring(scoring: Json, answer: object, facts: Json, reason: str) -> None:
    """Each way of scoring says in its own words why the points are what they are, losses first."""
    assert only(scoring, answer, **facts).reason == reason


def test_what_is_taken_off_in_all_is_told_where_it_is_less() -> None:
    """Faults that add up to more than may be taken off say how much really was."""
    each = [{"id": "a", "title": "Muộn", "points": "2"}, {"id": "b", "title": "Vắng", "points": "1"}]
    answer = {"a": 3, "b": 1}
    assert only({"deductions": {"each": each}}, answer).reason == "Muộn: 3 lần, trừ 6 điểm; Vắng: 1 lần, trừ 1 điểm"
    held = "Muộn: 3 lần, trừ 6 điểm; Vắng: 1 lần, trừ 1 điểm; cả tiêu chí chỉ trừ 4 điểm"
    assert only({"deductions": {"each": each, "at_most": "4"}}, answer).reason == held
    assert only({"deductions": {"each": each}}, {"a": 9, "b": 0}).reason.endswith("; cả tiêu chí chỉ trừ 10 điểm")


AWAY = [{"when": {"fact": "mode", "is": "online"}, "then": "excluded", "reason": "họp trực tuyến"}]


def test_a_bonus_that_does_not_apply_moves_neither_maximum_nor_scale() -> None:
    """What is left out of a bonus is the bonus itself: the maximum stays, and nothing is rescaled."""
    for then in ("excluded", "rescaled"):
        bonus = criterion("2", bonus="outside", not_applicable=[AWAY[0] | {"then": then}])
        made = framework(criterion(), bonus, points={"bonus_above_maximum": "allowed"})
        found = explained(made, {"1": "yes"}, mode="online").of("2")
        assert found
        assert found.reason == "không áp dụng, không cộng điểm thưởng này: họp trực tuyến"


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ("excluded", "không tính đến"), ("rescaled", "không tính đến"), ("zero", "tính là không đạt"),
        ("full_marks", "được tính là đạt"),
    ],
)  # fmt: skip
def test_without_points_none_are_told_of_what_does_not_apply(then: str, words: str) -> None:
    """Where criteria are only met or not, one that does not apply is told in those words."""
    made = unpointed(criterion(not_applicable=[AWAY[0] | {"then": then}]), criterion("2"))
    found = explained(made, {"2": "yes"}, mode="online").of("1")
    assert found
    assert found.reason == f"không áp dụng, {words}: họp trực tuyến"


@pytest.mark.parametrize(
    ("levels", "present", "shown"),
    [
        ([{"above": "90.5", "points": "10"}, {"at_most": "90.5", "points": "2"}], 90_501, "hơn 90,5%"),
        ([{"at_least": "33.3333", "points": "10"}, {"below": "33.3333", "points": "2"}], 33_334, "33,334%"),
        ([{"at_least": "33.3333", "points": "10"}, {"below": "33.3333", "points": "2"}], 33_333, "33,333%"),
        ([{"at_least": "90", "points": "10"}, {"below": "90", "points": "2"}], 89_999, "89,99%"),
    ],
)
def test_a_share_is_never_shown_across_its_threshold(levels: list[Json], present: int, shown: str) -> None:
    """A share has as many decimals as what it is compared with, and beyond a threshold it is said to be."""
    total = 100_000 if "hơn" not in shown else 100_000 * 1000
    told = only({"bands": BANDS | {"levels": levels}}, present=present * total // 100_000, members_total=total)
    assert f"Tỷ lệ dự họp: {shown} (" in told.reason


def test_condition_that_fails_says_what_it_is_worth() -> None:
    """A condition that is not met promises its points; without points there is nothing to promise."""
    holds = {"holds": {"fact": "present", "at_least": "5"}}
    assert only(holds, present=1).better == "được 10 điểm khi đạt điều kiện"
    assert explained(unpointed(criterion(**holds)), present=1).criteria[0].better is None


def test_losses_come_first() -> None:
    """Criteria are told in the order of what they lost; those still to score follow those that lost points."""
    made = framework(criterion("1"), criterion("2", judged="points"), criterion("3"), criterion("4"))
    found = explained(made, {"1": "yes", "2": "4", "3": "no"})
    assert [item.id for item in found.criteria] == ["3", "2", "4", "1"]
    assert found.of("2") == found.criteria[1]
    assert found.of("9") is None


@given(st.integers(0, 40), st.integers(1, 40), st.decimals(1, 100, places=2), st.booleans())
def test_people_that_are_missing_are_just_enough(top: int, bottom: int, end: object, inclusive: bool) -> None:  # noqa: FBT001 - drawn
    """The number of people that is said to be missing reaches the band, and one fewer does not."""
    share = Quantity(Key("measure", "m"), Key("measure", "m"), "percent", PERCENT_SCALE)
    for names, sign in ((("at_least", "above"), 1), (("at_most", "below"), -1)):
        interval = share.interval(Comparison.model_validate({names[0 if inclusive else 1]: str(end)}))
        amount = _people_to(top, bottom, PERCENT_SCALE, interval)
        assert _lies(top + amount, bottom, interval)
        assert amount == 0 or (amount * sign > 0 and not _lies(top + amount - sign, bottom, interval))


def _lies(top: int, bottom: int, interval: tuple[int | None, int | None]) -> bool:
    whole, rest = divmod(top * 100 * PERCENT_SCALE, bottom)
    low, high = interval
    marked = 2 * whole + bool(rest)
    return (low is None or marked >= low) and (high is None or marked <= high)


# --- total and rating ---

RATINGS = [
    {
        "id": "tot",
        "title": "Tốt",
        "at_least": "9",
        "requires": [{"when": {"fact": "present", "above": "4"}, "title": "đủ người"}],
    },
    {"id": "kha", "title": "Khá", "at_least": "7"},
    {"id": "kem", "title": "Kém"},
]
CAPS = [
    {"id": "a", "when": {"fact": "absent_unexcused", "above": "0"}, "barred": "tot", "reason": "có người vắng"},
    {"id": "b", "when": {"fact": "mode", "is": "online"}, "at_most": "kha", "reason": "họp trực tuyến"},
]


@pytest.mark.parametrize(
    ("points", "facts", "sentences"),
    [
        ("10", {"present": 5, "absent_unexcused": 0, "mode": "in_person"},
         ["Tổng điểm: 10/10.", "Xếp loại: Tốt.", "Điều kiện của mức Tốt: đủ người — đạt."]),
        ("8.5", {"present": 5, "absent_unexcused": 0, "mode": "in_person"},
         ["Xếp loại: Khá.", "Thiếu 0,5 điểm để đủ điểm mức Tốt."]),
        ("9", {"present": 4, "absent_unexcused": 0, "mode": "in_person"},
         ["Xếp loại: Khá.", "Đủ điểm mức Tốt nhưng không đạt điều kiện kèm theo.",
          "Điều kiện của mức Tốt: đủ người — không đạt."]),
        ("9", {"present": 5, "absent_unexcused": 1, "mode": "online"},
         ["Không xếp loại Tốt: có người vắng.", "Chỉ xếp loại cao nhất Khá: họp trực tuyến."]),
        ("9", {"absent_unexcused": 0, "mode": "in_person"},
         ["Chưa xếp loại: còn có thể là Tốt, Khá.", "Điều kiện của mức Tốt: đủ người — chưa biết."]),
        (None, {"present": 5}, ["Tổng điểm: ít nhất 0, nhiều nhất 10/10; còn 1 tiêu chí chưa chấm: 1."]),
    ],
)  # fmt: skip
def test_summary(points: str | None, facts: Json, sentences: list[str]) -> None:
    """The total, the rating, by how much the next was missed, every gate, and the caps that hold."""
    made = framework(criterion(judged="points"), ratings=RATINGS, caps=CAPS)
    summary = explained(made, {"1": points}, **facts).summary
    assert [sentence for sentence in sentences if sentence not in summary] == []


def test_a_cap_alone_keeps_a_rating_away() -> None:
    """Where every gate of the better rating holds and a cap bars it, no gate is said to fail."""
    made = framework(criterion(), ratings=RATINGS, caps=CAPS)
    found = explained(made, {"1": "yes"}, present=5, absent_unexcused=1, mode="in_person").summary
    assert "Đủ điểm mức Tốt nhưng bị khống chế như nêu dưới đây." in found
    assert "Không xếp loại Tốt: có người vắng." in found


def test_a_total_beyond_a_rating_is_not_said_to_reach_it() -> None:
    """A better rating that ends below the total is missed by no points and by no gate."""
    ratings = [{"id": "a", "title": "A", "at_least": "3", "below": "9"}, {"id": "b", "title": "B"}]
    found = explained(framework(criterion(), ratings=ratings), {"1": "yes"}).summary
    assert found == ("Tổng điểm: 10/10.", "Xếp loại: B.")


def test_threshold_between_two_points_is_not_reached() -> None:
    """A threshold of 8.995 is not reached by 8.99 points, and the hundredth that is missing is said."""
    ratings = [{"id": "tot", "title": "Tốt", "at_least": "8.995"}, {"id": "kem", "title": "Kém"}]
    made = framework(criterion(judged="points"), ratings=ratings, points={"step": "0.01"})
    assert "Thiếu 0,01 điểm để đủ điểm mức Tốt." in explained(made, {"1": "8.99"}).summary


def test_rating_that_is_certain_or_none() -> None:
    """A rating may be certain before all is scored, and a framework may have none for a result."""
    made = framework(criterion("1"), criterion("2", maximum="1"))
    assert "Xếp loại: Tốt (đã chắc chắn dù chấm tiếp thế nào)." in explained(made, {"1": "yes"}).summary
    holed = framework(criterion(), ratings=[{"id": "tot", "title": "Tốt", "above": "9"}])
    assert "Không xếp loại được: khung không có mức nào cho kết quả này." in explained(holed, {"1": "no"}).summary


def test_summary_without_points() -> None:
    """A framework without points counts criteria, and shows no maximum that is not known."""
    made = unpointed(criterion("1"), criterion("2"))
    assert explained(made, {"1": "yes", "2": "no"}).summary[0] == "Đạt 1/2 tiêu chí."
    assert explained(made, {"1": "yes"}).summary[0] == "Đạt ít nhất 1/2 tiêu chí; còn 1 tiêu chí chưa trả lời: 2."
    rule = {"when": {"fact": "mode", "is": "online"}, "then": "excluded", "reason": "x"}
    open_maximum = unpointed(criterion("1", not_applicable=[rule]), criterion("2"))
    assert explained(open_maximum, {"2": "yes"}).summary[0].startswith("Đạt ít nhất 1/— tiêu chí")


def test_warnings() -> None:
    """Findings, a framework out of force and a stated rating that contradicts the points are all told."""
    finding = {"id": "f", "when": {"fact": "present", "is": "0"}, "message": "Không có ai dự."}
    found = evaluate(
        framework(criterion(), findings=[finding]), {"1": "yes"}, present=0, date="2024-01-01",
        layers={"upper": {"answers": {"1": "no"}, "rating": "tot"}},
    )  # fmt: skip
    out_of_force = "Khung mau/2025 không có hiệu lực cho ngày hoặc loại sinh hoạt này."
    assert explain(found, "vi").warnings == ("Không có ai dự.", out_of_force)
    assert explain(found, "vi", "upper").warnings[-1] == (
        "Cấp trên chấm ghi xếp loại Tốt, nhưng theo điểm và điều kiện của khung là Kém."
    )


def test_a_stated_rating_that_is_out_of_reach_is_told_while_something_is_missing() -> None:
    """Whatever is still scored, the rating that was written down cannot come any more."""
    ratings = [
        {"id": name, "title": title, **({"at_least": low} if low else {})}
        for name, title, low in (("tot", "Tốt", "18"), ("kha", "Khá", "10"), ("kem", "Kém", None))
    ]
    made = framework(criterion("1", judged="points"), criterion("2", judged="points"), ratings=ratings)
    for layer in ("self", "cell_vote", "upper", "decided"):
        assessed: Json = {"self": {"answers": {"2": "7"}}}
        assessed[layer] = {**assessed.get(layer, {}), "rating": "tot"}
        other = "" if layer == "self" else " theo điểm ở phần “Chi bộ tự chấm” thì"
        (warning,) = explain(evaluate(made, layers=assessed), "vi").warnings
        assert warning.endswith(
            f" ghi xếp loại Tốt, nhưng{other} không còn đạt được mức này dù chấm tiếp thế nào: "
            "chỉ còn có thể là Khá, Kém (tổng điểm nhiều nhất 17)."
        )


def test_what_is_stated_without_points_follows_those_before_it() -> None:
    """The cell's vote follows the self-assessment, the decision the upper level's points where there are any."""
    stated = {"cell_vote": {"rating": "tot"}, "decided": {"rating": "tot"}}
    own = evaluate(framework(criterion()), {"1": "no"}, layers=stated)
    assert explain(own, "vi").warnings == (
        "Chi bộ biểu quyết ghi xếp loại Tốt, nhưng theo điểm ở phần “Chi bộ tự chấm” và điều kiện của khung là Kém.",
        "Quyết định ghi xếp loại Tốt, nhưng theo điểm ở phần “Chi bộ tự chấm” và điều kiện của khung là Kém.",
    )
    upper = evaluate(framework(criterion()), {"1": "no"}, layers=stated | {"upper": {"answers": {"1": "yes"}}})
    assert [(found.layer, found.by) for found in upper.contradictions] == [("cell_vote", "self")]


def test_nothing_applies() -> None:
    """Where no criterion applies the summary says so, and not that none is left to score."""
    rule = {"when": {"fact": "present", "at_most": "0"}, "then": "rescaled", "reason": "x"}
    found = evaluate(framework(criterion(not_applicable=[rule])), present=0, layers={"decided": {"rating": "tot"}})
    assert explain(found, "vi").summary == (
        "Không tiêu chí nào áp dụng cho kỳ sinh hoạt này nên không có tổng điểm.",
        "Không xếp loại: không tiêu chí nào áp dụng.",
    )
    (warning,) = explain(found, "vi").warnings
    assert warning.endswith(" và điều kiện của khung là không xếp loại được.")


def test_a_cap_that_is_not_known_is_told() -> None:
    """A case that would bar a rating is named while nobody knows whether it is there."""
    caps = [
        {"id": "a", "when": {"fact": "absent_unexcused", "at_least": "1"}, "barred": "tot", "reason": "Có người vắng"},
        {"id": "b", "when": {"fact": "reminded", "at_least": "1"}, "at_most": "kem", "reason": "Có nhắc nhở"},
    ]
    summary = explained(framework(criterion(), caps=caps), {"1": "yes"}).summary
    assert summary[-2:] == (
        "Chưa biết có thuộc trường hợp không xếp loại Tốt hay không: Có người vắng.",
        "Chưa biết có thuộc trường hợp chỉ xếp loại cao nhất Kém hay không: Có nhắc nhở.",
    )


def test_only_scored_layers_are_explained() -> None:
    """A layer that was not scored has nothing to explain, and says so to the caller."""
    found = evaluate(framework(criterion()), layers={"decided": {"rating": "tot"}})
    with pytest.raises(ValueError, match="decided"):
        explain(found, "vi", "decided")
    with pytest.raises(KeyError):
        explain(found, "vi", "upper")
