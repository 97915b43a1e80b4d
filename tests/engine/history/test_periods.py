"""What a cell gets for a year: given only where every completion agrees, with the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.history.building import Gathered
from chamdiem.engine.history.period_words import PeriodWords
from chamdiem.engine.history.periods import PeriodScorer
from chamdiem.rules.analysis import joint
from chamdiem.rules.records.identity import cell_key
from years import BAD, GOOD, SEVEN, YEAR, known, rated, year_rule

if TYPE_CHECKING:
    from chamdiem.engine.history.periods import PeriodResult


def said(result: PeriodResult) -> list[str]:
    """Return the rating and the reasons in Vietnamese."""
    words = PeriodWords(result, "vi")
    return [words.rating, *words.sentences()]


def notes(result: PeriodResult) -> list[str]:
    """Return what people should know beside it."""
    return list(PeriodWords(result, "vi").notes())


@pytest.mark.parametrize(
    ("letters", "told"),
    [
        ("TTTTTTTKKKKK", ["Xếp loại: Tốt.", "Có 0 kỳ dưới Khá; 7 kỳ Tốt."]),
        ("TTBTTTTTTTTT", ["Xếp loại: (văn bản không quy định).", "Không đạt Tốt, vì tháng 3 Trung bình."]),
        (
            "TTTTTTTTKKK.",
            [
                "Chưa xếp loại được; còn có thể: Tốt; (văn bản không quy định).",
                "Đủ 8 kỳ Tốt; đạt Tốt nếu tháng 12 từ Khá.",
            ],
        ),
        (
            "TTTTTKKKK...",
            [
                "Chưa xếp loại được; còn có thể: Tốt; (văn bản không quy định).",
                "Để đạt Tốt còn cần ít nhất 2 kỳ Tốt và 1 kỳ từ Khá trong 3 tháng.",
            ],
        ),
        (
            "KKKKKKKT....",
            [
                "Chắc chắn (văn bản không quy định).",
                "Không còn đạt được Tốt, vì nhiều nhất còn được 5 kỳ Tốt, cần từ 7.",
            ],
        ),
    ],
)
def test_a_year_says_why(letters: str, told: list[str]) -> None:
    """A rating is certain, out of reach, or depends on what the open months bring; each with its sentence."""
    assert said(rated(letters)) == told


def test_certain_is_only_what_is_proved() -> None:
    """While a month is open, nothing is certain that this month could take away."""
    assert rated("TTTTTTTTTTT.").rating is None
    bad_does_not_matter = year_rule(
        ratings=[{"id": "tot", "title": "Tốt", "requires": [SEVEN]}, {"id": "k", "title": "K"}]
    )
    assert said(rated("TTTTTTTT....", bad_does_not_matter))[0] == "Chắc chắn Tốt."


def test_unknown_months_take_every_rating_together() -> None:
    """At six Tốt and five Khá with one month open, seven Tốt and six Khá cannot both be."""
    kha = {"title": "Số kỳ Khá", "count": {"rating": "given", "is": "kha"}}
    gates = [SEVEN, {"title": "Từ 6 kỳ Khá", "when": {"fact": "ky_kha", "at_least": "6"}}]
    rule = year_rule(
        measures={"ky_tot": GOOD, "ky_kha": kha},
        ratings=[{"id": "tot", "title": "Tốt", "requires": gates}, {"id": "khac", "title": "Khác"}],
    )
    result = rated("TTTTTTKKKKK.", rule)
    assert [result.prospect.gate("tot", place) for place in (0, 1)] == [None, None]
    assert said(result) == ["Chắc chắn Khác.", "Không còn đạt được Tốt, vì các điều kiện không thể cùng đạt."]


def test_twelve_open_months_are_455_ways() -> None:
    """Twelve months of four ratings that are all counted come to 455 ways, and none of them is forgotten."""
    counts = {
        f"c{place}": {"title": name, "count": {"rating": "given", "is": name}}
        for place, name in enumerate(("tot", "kha", "trung_binh", "kem"))
    }
    rule = year_rule(measures=counts, ratings=[{"id": "tot", "title": "Tốt"}])
    assert len(rated("............", rule).prospect.courses) == 455


# --- months that are not simply known ---


def test_a_record_of_another_framework_is_unknown_and_named() -> None:
    """Ratings are matched only within the frameworks that the period names."""
    result = rated("xTTTTTTTTTTT")
    assert result.rating is None
    assert notes(result)[0].startswith("Tháng 1: hồ sơ chấm theo khung khac/2026, không phải mau/2025;")


def test_two_records_of_a_month_both_count() -> None:
    """Two records of one month are counted both, and the month is named."""
    result = rated("2TTTTTTKKKKK")
    assert result.prospect.number("ky_tot") == (7, 7)
    assert len(result.slots) == 13
    assert "Tháng 1 có 2 hồ sơ; đều được tính." in notes(result)


def test_what_is_not_decided_is_not_known() -> None:
    """A record whose layer has no rating yet may get any."""
    result = rated("?TTTTTTTTTTT")
    assert result.rating is None
    assert "Chưa có xếp loại: tháng 1." in notes(result)


@pytest.mark.parametrize(
    ("not_held", "expected"), [("unresolved", None), ("not_counted", "tot"), ("kem", "khac"), ("kha", "tot")]
)
def test_a_month_without_a_meeting_is_what_the_framework_says(not_held: str, expected: str | None) -> None:
    """It counts as nothing, as a rating, or where the document is silent as whatever it may be."""
    result = rated("-TTTTTTTTTTT", year_rule(expected={"each": "month", "not_held": not_held}))
    assert (result.rating.id if result.rating else None) == expected
    assert "nguon" in result.sources


# --- cells that were there for some of the months ---


def test_a_part_of_a_year_is_what_the_framework_says() -> None:
    """Where the document says nothing there is no rating, however good the months are, and the reason is given."""
    assert said(rated("oooTTTTTTTTT")) == ["Chưa xếp loại: Văn bản không nói."]
    not_rated = year_rule(part_year={"then": "not_rated", "reason": "Dưới 12 tháng thì thôi"})
    assert said(rated("oooTTTTTTTTT", not_rated)) == ["Không xếp loại: Dưới 12 tháng thì thôi."]


@pytest.mark.parametrize(
    ("rounding", "letters", "rating"),
    [("up", "oooTTTTTTKKK", "tot"), ("up", "oooTTTTTKKKK", "khac"), ("down", "oooTTTTTKKKK", "tot")],
)
def test_thresholds_follow_the_months(rounding: str, letters: str, rating: str) -> None:
    """Seven of twelve is 5.25 of nine: six rounded up, five rounded down."""
    part = {"then": "pro_rata", "facts": ["ky_tot"], "of": "12", "rounding": rounding, "reason": "Theo số tháng"}
    result = rated(letters, year_rule(part_year=part))
    assert result.rating is not None
    assert result.rating.id == rating


def test_only_one_predecessor_goes_on() -> None:
    """The months before a cell are those of the one cell of which it was made; of two, nobody can tell."""
    rule = year_rule(part_year={"then": "predecessor", "reason": "Theo chi bộ tiền thân"})
    assert rated("TTTTTTTTTTTT", rule, predecessors=("A",)).status == "rated"
    assert rated("oooTTTTTTTTT", rule, predecessors=("A", "B")).status == "unresolved"


def test_nobody_guesses_when_a_cell_was_there() -> None:
    """Where nobody says in which months a cell was active, that is asked, and nothing is rated."""
    result = rated("TTTTTTTTT...", months=None)
    assert (result.status, result.rating) == ("asked", None)
    assert notes(result)[0].startswith("Cần biết: năm 2026 chi bộ hoạt động những tháng nào")


# --- runs, means, caps ---


def test_a_run_bars_the_best_rating() -> None:
    """Two bad months running bar the best rating; two that do not follow each other do not."""
    run = {"title": "Số kỳ dưới Khá liên tiếp", "longest_run": {"rating": "given", "below": "kha"}}
    cap = {
        "id": "c",
        "when": {"fact": "lien_tiep", "at_least": "2"},
        "barred": "tot",
        "reason": "Hai kỳ liên tiếp dưới Khá",
    }
    rule = year_rule(
        measures={"lien_tiep": run},
        caps=[cap],
        ratings=[{"id": "tot", "title": "Tốt"}, {"id": "khac", "title": "Khác"}],
    )
    assert said(rated("TBTBTTTTTTTT", rule))[0] == "Xếp loại: Tốt."
    assert said(rated("TBBTTTTTTTTT", rule)) == [
        "Xếp loại: Khác.",
        "Không đạt Tốt, vì “Hai kỳ liên tiếp dưới Khá”.",
    ]
    assert rated("TB.TTTTTTTTT", rule).rating is None


def test_a_rule_that_is_too_much_at_once_claims_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the months may come to more than can be walked through, anything is possible and nothing is said."""
    monkeypatch.setattr(joint, "MAX_STATES", 1000)
    tests = {
        f"m{place}": {
            "title": f"m{place}",
            "count": {"all": [{"fact": name, "at_least": str(place + 1)}, {"rating": "given", "is": "tot"}]},
        }
        for place, name in enumerate(("present", "speakers", "opinions", "praised", "reminded"))
    }
    rule = year_rule(measures={"ky_tot": GOOD, "ky_duoi_kha": BAD, **tests})
    result = rated("............", rule)
    assert not result.prospect.is_exact
    assert result.rating is None


def test_a_bar_follows_the_successor() -> None:
    """What bars a cell bars the one that is made of it, whatever its own months are; and it is told from which."""
    cap = {"id": "kem", "when": {"fact": "ky_kem", "at_least": "1"}, "barred": "tot", "reason": "Có kỳ Kém"}
    bad = {"title": "Số kỳ Kém", "count": {"rating": "given", "is": "kem"}}
    rule = year_rule(
        measures={"ky_tot": GOOD, "ky_kem": bad},
        caps=[cap],
        ratings=[{"id": "tot", "title": "Tốt", "requires": [SEVEN]}, {"id": "khac", "title": "Khác"}],
    )
    scorer = PeriodScorer(rule, rule.framework.periods[0], YEAR)
    before = Gathered(cell=cell_key("A", None, None), name="A", records={"2026-02": (known("2026-02", "kem"),)})
    inherited = scorer.caps_of(before)
    assert inherited == (("kem", "A"),)
    own = rated("TTTTTTTTTTTT", rule)
    found = scorer.score("B", own.timeline, own.activity, inherited)
    assert (own.rating and own.rating.id, found.rating and found.rating.id) == ("tot", "khac")
    assert said(found)[1] == "Không đạt Tốt, vì “Có kỳ Kém”."
    assert "Khống chế theo sang từ chi bộ tiền thân A: Có kỳ Kém." in notes(found)
