"""What a batch will make: the names of its files."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.engine.batch.plan import base_name, distinct, slug

TEXTS = st.one_of(st.none(), st.text(max_size=80))
DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chi bộ Đồi 1", "chi-bo-doi-1"),
        ("ĐẢNG BỘ XÃ MƯỜNG PỒN", "dang-bo-xa-muong-pon"),
        ("Chi bộ Ðồi ðất", "chi-bo-doi-dat"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\CON", "c-windows-con"),
        ("=1+1", "1-1"),
        ("", ""),
        ("党支部", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    """Vietnamese loses its marks, and everything but letters and digits becomes a hyphen."""
    assert slug(text) == expected


@given(TEXTS, TEXTS, st.sampled_from([None, "2025-11"]), st.sampled_from([None, "regular", "combined"]))
def test_names_are_safe_everywhere(cell_id: str | None, name: str | None, period: str | None, kind: str | None) -> None:
    """“Nothing outside the output folder”: no separator, no dot, no device of Windows, whatever the cell is called."""
    made = base_name(period, cell_id, name, kind)
    assert re.fullmatch(r"[a-z0-9_-]+", made)
    assert made not in DEVICES
    assert len(made) < 160


def test_names_sort_by_month_then_cell() -> None:
    """Names sort by month and then by cell id."""
    names = [base_name(p, c, "Chi bộ", None) for p in ("2025-09", "2025-11") for c in ("a1", "b1")]
    assert names == sorted(names)
    assert names[0] == "2025-09_a1_chi-bo"


def test_a_combined_meeting_has_its_kind_in_the_name() -> None:
    """A second meeting of the month has its kind in its name."""
    assert base_name("2025-11", "a1", None, "thematic") == "2025-11_a1_thematic"


def test_names_that_nothing_tells_apart_are_numbered() -> None:
    """Of what nobody can tell apart, each has a file of its own; a name that lists have is marked."""
    first, second = distinct(["x", "x"], ["same", "same"])
    assert second == f"{first}-2"
    assert distinct(["2025-11_0_tong-quan", "2025-11_01_a"], ["a", "b"])[1] == "2025-11_01_a"
    assert distinct(["2025-11_0_tong-quan"], ["a"])[0].startswith("2025-11_0_tong-quan_")


def test_names_alike_are_told_apart_by_their_source() -> None:
    """Two cells whose names differ in accents only get different files, the same ones in whatever order they come."""
    names, sources = ("2025-11_a", "2025-11_a", "2025-11_b"), ("ả", "ạ", "b")
    made = distinct(names, sources)
    assert len(set(made)) == 3
    assert made[2] == "2025-11_b"
    assert distinct(names[1::-1], sources[1::-1]) == made[1::-1]
