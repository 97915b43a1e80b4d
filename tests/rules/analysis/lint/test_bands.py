"""What is said of one criterion's bands and conditions: only what some record shows, and all that none does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.lint.remarks import confirmed
from chamdiem.rules.analysis.lint.linter import proved_defects
from samples import Json, criterion, framework

if TYPE_CHECKING:
    from chamdiem.rules.records.faults import Path

HALF = [{"at_least": "10", "points": "10"}, {"at_least": "5", "below": "10", "points": "5"}]
REST = {"below": "5", "points": "0"}
OF: Path = ("groups", 0, "criteria", 0)


def proved(of: Json, code: str) -> list[Path]:
    """Return where in one criterion a code is proved; nothing is left undecided."""
    found = [*proved_defects(framework(of).framework)]
    assert "undecided" not in {defect.code for defect in found}
    return [defect.path[len(OF) :] for defect in found if defect.code == code]


@pytest.mark.parametrize(("below", "paths"), [("5", [("bands", "levels", 2)]), ("6", [])])
def test_a_band_that_counts_only_where_its_criterion_does_not_is_unreachable(below: str, paths: list[Path]) -> None:
    """A band whose values are all of records to which the criterion does not apply gives its points to none."""
    few = {"when": {"fact": "praised", "below": "5"}, "then": "full_marks", "reason": "chưa đủ năm"}
    levels = [HALF[0], {**HALF[1], "at_least": below}, {"below": below, "points": "0"}]
    bands = criterion(bands={"of": "praised", "levels": levels}, not_applicable=[few])
    assert proved(bands, "band-unreachable") == paths


@pytest.mark.parametrize(
    ("take", "other", "gaps"),
    [("highest", "10", 0), ("highest", "9", 1), ("lowest", "0", 0), ("lowest", "1", 1), ("sum", "0", 1)],
)
def test_between_two_bands_another_part_may_decide(take: str, other: str, gaps: int) -> None:
    """Nothing is missing between the bands of a part where the other part gives all that can come of both."""
    between = {"when": {"fact": "praised", "at_least": "5", "below": "10"}, "points": other}
    rest = {"title": "Còn lại", "points": "10" if take == "lowest" else "0"}
    parts = [
        {"id": "a", "title": "Khen", "maximum": "10", "bands": {"of": "praised", "levels": [HALF[0], REST]}},
        {"id": "b", "title": "Khác", "maximum": "10", "choose": [between, rest]},
    ]
    of = criterion(maximum="20" if take == "sum" else "10", parts={"take": take, "each": parts})
    assert len(proved(of, "band-gap")) == gaps


@pytest.mark.parametrize(("least", "variants"), [("0", ["always"]), ("1", [])])
def test_what_a_share_of_nothing_breaks_does_not_always_hold(least: str, variants: list[str]) -> None:
    """A condition that fails just where there is no share, for another reason, is not said to hold always."""
    share = {"rate": {"title": "Tỷ lệ", "percent": ["speakers", "opinions"]}}
    both = criterion(holds={"all": [{"fact": "rate", "at_least": "0"}, {"fact": "opinions", "at_least": least}]})
    found = proved_defects(framework(both, measures=share).framework)
    assert [defect.variant for defect in found if defect.code == "condition-constant"] == variants


def test_a_last_line_without_a_condition_leaves_no_gap() -> None:
    """Where a line before it asks for another criterion's points, and these have a gap, only that gap is told."""
    open_bands = {"of": "present", "levels": [{"at_most": "5", "points": "0"}, {"above": "6", "points": "10"}]}
    lines = [{"when": {"criterion": "1", "at": "maximum"}, "points": "10"}, {"points": "0"}]
    made = framework(criterion("1", bands=open_bands), criterion("2", choose=lines))
    codes = [defect.code for defect in proved_defects(made.framework)]
    assert "band-gap" in codes
    assert "line-gap" not in codes


SHARE: Json = {"rate": {"title": "Tỷ lệ", "percent": ["speakers", "opinions"]}}
OFTEN: Json = {"all": [{"fact": "praised", "at_least": "5"}, {"fact": "rate", "at_least": "50"}]}


@pytest.mark.parametrize(
    ("last", "code"),
    [
        ({"bands": {"of": "opinions", "levels": [{"at_least": "1", "points": "5"}]}}, "band-gap"),
        ({"when": {"fact": "opinions", "at_least": "1"}, "points": "5"}, "line-gap"),
    ],
)
def test_a_gap_is_told_though_something_else_cannot_be_made(last: Json, code: str) -> None:
    """Nothing is said of no opinions, of which there is no share either: the line that asks for the share is out."""
    made = framework(criterion(choose=[{"when": OFTEN, "points": "10"}, last]), measures=SHARE)
    assert code in {defect.code for defect in proved_defects(made.framework)}


def test_the_order_of_bands_in_a_part_is_shown_by_points() -> None:
    """A band that runs the wrong way is shown by records of which the other parts can be made, too."""
    levels = [{"at_least": "5", "points": "0"}, {"below": "5", "points": "4"}]
    bands = {"of": "praised", "direction": "higher_better", "levels": levels}
    parts = [
        {"id": "a", "title": "Một", "maximum": "4", "bands": bands},
        {"id": "b", "title": "Hai", "maximum": "6", "proportional": {"of": "rate", "out_of": "100"}},
    ]
    held: Json = {"rate": SHARE["rate"] | {"limit": {"at_most": "100"}}}
    made = framework(criterion(parts={"take": "sum", "each": parts}), measures=held)
    found = [defect for defect in confirmed(proved_defects(made.framework), made) if defect.path[:3] == OF[:3]]
    assert "band-not-monotone" in {defect.code for defect in found}


NEVER: Json = {"all": [{"fact": "praised", "above": "5"}, {"fact": "praised", "below": "5"}]}
WITHOUT: Json = {"fact": "committee_exists", "is": "no"}
FULL: Json = {"criterion": "1", "at": "maximum"}


@pytest.mark.parametrize(
    ("when", "own", "second", "variants"),
    [
        (NEVER, {}, {"holds": {"not": FULL}}, []),
        (
            WITHOUT,
            {"proportional": {"of": "praised", "out_of": "praised"}},
            {"not_applicable": [{"when": FULL, "then": "excluded", "reason": "đã đủ"}]},
            ["always"],
        ),
    ],
)
def test_whether_points_are_full_is_told_of_what_may_be_left_out(
    when: Json, own: Json, second: Json, variants: list[str]
) -> None:
    """That a criterion is at its maximum may fail where it may be left out; it does not where no record falls short."""
    out = {"when": when, "then": "excluded", "reason": "không có chi ủy"}
    made = framework(criterion("1", not_applicable=[out], **own), criterion("2", **second))
    found = [defect for defect in proved_defects(made.framework) if defect.code == "condition-constant"]
    assert [defect.variant for defect in found if defect.at == "2"] == variants
