"""Lint of declared inputs: what is proved over decimals, words and ranges, and what is remarked of the inputs."""

from __future__ import annotations

from typing import Any

import pytest

from chamdiem.rules.analysis.lint.inputs import input_defects
from chamdiem.rules.analysis.lint.linter import proved_defects
from chamdiem.rules.analysis.lint.unused import unused_defects
from samples import Json, criterion, framework
from subjects import COLLECTIVE, PERSON

SUBJECT = {"subject": {"id": "collective", "title": "tập thể", "of": ["year"]}, "applies_to": {}}


def proved(levels: list[Json], **own: object) -> list[tuple[str, list[Any]]]:
    """Return what is proved of bands over one input, with the values of it that show so."""
    score = {"title": "Điểm cấp trên chấm", "type": "decimal", "step": "0.5", "at_most": "10", **own}
    loaded = framework(criterion(bands={"of": "x", "levels": levels}), inputs={"x": score}, **SUBJECT)
    return [
        (defect.code, [value for witness in defect.witnesses for value in witness.facts.values()])
        for defect in proved_defects(loaded.framework)
        if defect.code in {"band-gap", "band-overlap", "band-unreachable"}
    ]


def test_between_two_steps_there_is_no_gap() -> None:
    """From 7 on, and up to 6.5, is everything in steps of a half; in steps of a tenth it leaves a gap, with its record."""
    levels = [{"at_least": "7", "points": "10"}, {"at_most": "6.5", "points": "0"}]
    assert proved(levels) == []
    ((code, shown),) = proved(levels, step="0.1")
    assert code == "band-gap"
    assert 65 < shown[0] < 70


def test_a_gap_is_shown_by_a_value_on_its_steps() -> None:
    """The record that shows a gap could be written: its decimal lies on the steps."""
    ((code, shown),) = proved([{"at_least": "7.2", "points": "10"}, {"at_most": "5.8", "points": "0"}])
    assert code == "band-gap"
    assert shown[0] in {60, 65, 70}


def test_a_band_beyond_the_range_is_never_reached() -> None:
    """Where an input ends at 10, a band from 11 on is nobody's."""
    levels = [{"at_least": "11", "points": "10"}, {"below": "11", "points": "0"}]
    assert [code for code, _ in proved(levels)] == ["band-unreachable"]


@pytest.mark.parametrize(("most", "codes"), [("x", ["condition-constant"]), ("9", [])])
def test_an_input_is_bounded_by_another_one(most: str, codes: list[str]) -> None:
    """A condition that holds of all that two inputs may be together always holds; without the bound it does not."""
    limit: object = {"fact": "x"} if most == "x" else most
    inputs = {
        "x": {"title": "Việc được giao", "type": "count", "at_most": "9"},
        "y": {"title": "Việc làm xong", "type": "count", "at_most": limit},
    }
    either = [{"fact": "y", "at_most": "4"}, {"fact": "x", "at_least": "5"}]
    loaded = framework(criterion(holds={"any": either}), inputs=inputs, **SUBJECT)
    found = [defect.code for defect in proved_defects(loaded.framework)]
    assert [code for code in found if code in {"condition-constant", "undecided"}] == codes


def test_the_samples_are_proved() -> None:
    """Frameworks of other subjects are proved as those of meetings are; nothing is left undecided."""
    found = [defect.code for loaded in (COLLECTIVE, PERSON) for defect in proved_defects(loaded.framework)]
    assert found == ["band-floor"]
    assert [*input_defects(COLLECTIVE.framework), *input_defects(PERSON.framework)] == []


@pytest.mark.parametrize(
    ("own", "code"),
    [
        ({"title": "Số người có mặt", "type": "count"}, "input-unused"),
        ({"title": "Có mặt", "type": "count"}, "input-like-field"),
        ({"title": "Không có đơn thư", "type": "yes_no"}, "input-negated"),
        ({"title": "Chưa nộp báo cáo", "type": "yes_no"}, "input-negated"),
    ],
)
def test_what_is_remarked_of_an_input(own: Json, code: str) -> None:
    """An input that nothing reads, that asks what a field asks, or whose yes means no."""
    loaded = framework(criterion(), inputs={"x": own})
    found = (*input_defects(loaded.framework), *unused_defects(loaded.framework))
    assert code in {defect.code for defect in found}


def test_inputs_beside_each_other_differ_by_a_word() -> None:
    """Two inputs whose titles differ by a word are two questions; those of one title are one, asked twice."""

    def codes(first: str, second: str) -> list[str]:
        own = {"x": {"title": first, "type": "yes_no"}, "y": {"title": second, "type": "yes_no"}}
        loaded = framework(
            criterion(holds={"all": [{"fact": "x", "is": "yes"}, {"fact": "y", "is": "yes"}]}), inputs=own
        )
        return [defect.code for defect in input_defects(loaded.framework)]

    assert codes("Năm trước xếp loại tốt", "Năm trước nữa xếp loại tốt") == []
    assert codes("Năm trước xếp loại tốt", "Năm trước  xếp loại Tốt") == ["input-like-field"]


def test_a_share_of_what_has_no_end() -> None:
    """A numerator without an upper end is remarked, and no more once a number, a field or the measure holds it."""
    whole = {"title": "Việc được giao", "type": "count", "at_least": "1"}

    def codes(top: Json, **measure: object) -> set[str]:
        share = {"title": "Tỷ lệ", "percent": ["done", "all"], **measure}
        own = {"all": whole, "done": {"title": "Việc làm xong", "type": "count", **top}}
        bands = {"of": "share", "levels": [{"at_least": "90", "points": "10"}, {"below": "90", "points": "0"}]}
        loaded = framework(criterion(bands=bands), inputs=own, measures={"share": share}, **SUBJECT)
        return {defect.code for defect in input_defects(loaded.framework)}

    assert codes({}) == {"input-unbounded"}
    assert codes({"at_most": "50"}) == set()
    assert codes({"at_most": {"fact": "all"}}) == set()
    assert codes({}, limit={"at_most": "100"}) == set()
