"""What no solving decides is decided by trying records: products of inputs, shares of shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.rules.analysis.lint.linter import proved_defects
from samples import Json, criterion, framework

if TYPE_CHECKING:
    from chamdiem.rules.language.framework import Framework

SUBJECT: Json = {"subject": {"id": "collective", "title": "tập thể", "of": ["year"]}, "applies_to": {}}


def product_of(most: int, last: Json) -> Framework:
    """Return a framework with bands by the product of two inputs from 1 to `most`, and a cap by the first of them."""
    count: Json = {"type": "count", "at_least": "1", "at_most": str(most)}
    inputs = {"a": {"title": "Mức nặng"} | count, "b": {"title": "Mức hay xảy ra"} | count}
    measures = {
        "part": {"title": "Một phần", "percent": ["1", "b"]},
        "ab": {"title": "Tích", "percent": ["a", "part"]},
    }
    levels = [{"at_least": "64", "points": "0"}, {"at_least": "16", "below": "64", "points": "5"}, last]
    caps = [{"id": "nang", "when": {"fact": "a", "above": "7"}, "barred": "tot", "reason": "Mức nặng trên 7"}]
    bands = criterion(bands={"of": "ab", "levels": levels})
    return framework(bands, inputs=inputs, measures=measures, caps=caps, **SUBJECT).framework


@pytest.mark.parametrize(
    ("most", "last", "found"),
    [
        (8, {"below": "16", "points": "10"}, []),
        (7, {"below": "16", "points": "10"}, ["band-unreachable", "band-floor", "cap-idle"]),
        # no two whole numbers up to eight are 11 times each other, so that nothing is missed between 10 and 12
        (8, {"at_most": "10", "points": "10"}, ["band-gap"]),
        (400, {"below": "16", "points": "10"}, []),
    ],
)
def test_products_are_decided(most: int, last: Json, found: list[str]) -> None:
    """The share of a share is no quotient of sums; all records are tried where they are few, some where they are many."""
    assert [defect.code for defect in proved_defects(product_of(most, last))] == found


def test_the_mean_and_the_lower_of_two_shares() -> None:
    """Shares of different wholes are never compared: what both are from 60 % on is on the mean no less."""
    inputs = {
        name: {"title": title, "type": "count", "at_least": "0", "at_most": "900"}
        for name, title in (("x", "Xong"), ("xs", "Được giao"), ("y", "Phát biểu"), ("ys", "Có mặt"))
    }
    measures = {
        "p": {"title": "Tỷ lệ xong", "percent": ["x", "xs"], "when_empty": "0"},
        "q": {"title": "Tỷ lệ phát biểu", "percent": ["y", "ys"], "when_empty": "0"},
        "m": {"title": "Trung bình", "mean": ["p", "q"]},
        "low": {"title": "Thấp hơn", "lowest": ["p", "q"]},
    }
    for mean, idle in (("60", True), ("61", False)):
        gates = [{"fact": "low", "at_least": "60"}, {"fact": "m", "at_least": mean}]
        requires = [{"title": f"điều kiện {number}", "when": when} for number, when in enumerate(gates)]
        ratings = [{"id": "tot", "title": "Tốt", "requires": requires}, {"id": "kem", "title": "Kém"}]
        made = framework(criterion(judged="points"), inputs=inputs, measures=measures, ratings=ratings, **SUBJECT)
        codes = {(defect.code, defect.path[-1]) for defect in proved_defects(made.framework)}
        assert ("gate-idle", 1) in codes if idle else ("gate-idle", 1) not in codes
        assert not {"undecided", "rating-unreachable"}.intersection(code for code, _ in codes)
