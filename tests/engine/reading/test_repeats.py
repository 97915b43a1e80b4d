"""Meetings that were given more than once."""

from __future__ import annotations

import datetime as dt
from itertools import permutations
from pathlib import Path

import pytest

from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.items import Meeting, Rejected
from chamdiem.engine.reading.meetings import read_meetings
from chamdiem.engine.texts.sentences import say_fault

EXAMPLE = next((Path(__file__).resolve().parents[3] / "examples").glob("01-*")).read_text("utf-8")
NO_ID = EXAMPLE.replace("cell_id: VD-01\n", "")
OTHER = ("speakers: 12", "speakers: 11")
FAULTY = ("speakers: 12", "speakers: nhiều")


def read(folder: Path, *texts: str) -> tuple[list[str], list[str]]:
    """Return which files give a meeting, and the codes of what is wrong with the others, by file."""
    for number, text in enumerate(texts):
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    items = list(read_meetings([folder], dt.date(2027, 1, 1), Catalog()))
    good = [Path(item.place.file).name for item in items if isinstance(item, Meeting)]
    bad = [fault.code for item in items if isinstance(item, Rejected) for fault in item.faults]
    return good, bad


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_records_that_differ_are_all_held_back(order: tuple[int, ...], tmp_path: Path) -> None:
    """Of two records of one meeting, none is scored, in whatever order their files come; each names the other."""
    texts = (EXAMPLE, EXAMPLE.replace(*OTHER), EXAMPLE.replace("VD-01", "VD-02"))
    good, bad = read(tmp_path, *(texts[place] for place in order))
    assert good == [f"{order.index(2)}.yaml"]
    assert bad == ["table.differing_meetings"] * 2


def test_each_names_the_other(tmp_path: Path) -> None:
    """The sentence says where every other record of the meeting is."""
    read(tmp_path, EXAMPLE, EXAMPLE.replace(*OTHER), EXAMPLE.replace("speakers: 12", "speakers: 10"))
    items = read_meetings([tmp_path], dt.date(2027, 1, 1), Catalog())
    first = next(say_fault("vi", fault) for item in items if isinstance(item, Rejected) for fault in item.faults)
    assert first.startswith(f"{tmp_path}/0.yaml")
    assert "1.yaml" in first
    assert "2.yaml" in first


def test_the_same_record_twice_counts_once(tmp_path: Path) -> None:
    """A record that was saved under two names is scored, and the second one named."""
    assert read(tmp_path, EXAMPLE, f"# bản sao\n{EXAMPLE}") == (["0.yaml"], ["table.repeated_meeting"])


def test_a_good_record_beside_a_faulty_one_is_held_back(tmp_path: Path) -> None:
    """A faulty record may be the newer one: the other is not scored in its stead."""
    good, bad = read(tmp_path, EXAMPLE, EXAMPLE.replace(*FAULTY))
    assert good == []
    assert sorted(bad) == ["scalar.count", "table.differing_meetings", "table.differing_meetings"]


def test_one_name_under_two_upper_organisations_is_two_cells(tmp_path: Path) -> None:
    """Without ids, cells of one name are told apart by their upper organisation; where one has none, ids are asked for."""
    upper = next(line for line in EXAMPLE.splitlines() if line.startswith("upper_org:"))
    elsewhere = NO_ID.replace(upper, "upper_org: Đảng ủy xã Khác").replace(*OTHER)
    assert read(tmp_path, NO_ID, elsewhere) == (["0.yaml", "1.yaml"], [])
    good, bad = read(tmp_path, NO_ID, NO_ID.replace(f"{upper}\n", ""))
    assert (good, bad) == ([], ["table.differing_meetings"] * 2)


def test_records_that_say_too_little_are_not_compared(tmp_path: Path) -> None:
    """Without a cell nobody knows whether two records are of one meeting."""
    bare = "framework: an-phu/2025\npresent: 20\n"
    assert read(tmp_path, bare, bare) == (["0.yaml", "1.yaml"], [])
