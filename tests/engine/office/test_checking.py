"""From file names to results: what a file is, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from chamdiem.engine.explanation.explanation import explain
from chamdiem.engine.office.checking import Checked, Unsettled, check_file, evaluate_file, evaluate_right
from chamdiem.engine.office.office import Office
from chamdiem.engine.reading.catalog import CRITERIA
from chamdiem.engine.texts import LANGS, say
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item = TypeVar("Item")
ROOT = Path(__file__).resolve().parents[3]
FULL = ROOT / "examples" / "01-an-phu-day-du.yaml"


def test_record_is_scored_from_its_file() -> None:
    """A record is scored by its own framework, or by the one that is named."""
    assert evaluate_file(Office(), FULL).framework.id == "an-phu/2025"
    assert evaluate_file(Office(), FULL).own.complete
    assert evaluate_file(Office(), FULL, str(CRITERIA / "an-phu" / "2025.yaml")).framework.id == "an-phu/2025"


def test_record_scored_by_another_framework_says_what_does_not_fit() -> None:
    """Answers that the named framework does not ask for are faults, not silence."""
    with pytest.raises(FaultyInput) as caught:
        evaluate_file(Office(), FULL, "nghe-an/08-2021")
    assert {fault.code for fault in caught.value.faults} == {"record.unknown_criterion", "record.unknown_criterion_too"}


@pytest.mark.parametrize("file", sorted(CRITERIA.glob("*/*.yaml")), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_shipped_framework_is_right(file: Path) -> None:
    """A framework file is known by its groups, and counted by its criteria."""
    found = check_file(Office(), file)
    assert found.code == "result.what_framework"
    assert found.details["id"] == f"{file.parent.name}/{file.stem}"
    assert all(say(lang, found.code, **found.details) for lang in LANGS)


def test_many_meetings_are_watched() -> None:
    """Whatever act of the office reads meetings, a door sees them come, and how many where that is known."""
    seen: list[tuple[str, int | None]] = []

    def watch(items: Iterable[Item], total: int | None, code: str, /) -> Iterator[Item]:
        seen.append((code, total))
        return iter(items)

    office, table = replace(Office(), watch=watch), ROOT / "examples" / "13-bang-ky-hop.csv"
    assert len(evaluate_right(office, [FULL])) == 1
    with pytest.raises(FaultyInput):  # two of its rows are right
        check_file(office, table)
    assert seen == [("batch.reading", 1), ("batch.reading", None)]


def test_what_a_table_lacks_is_counted(tmp_path: Path) -> None:
    """Of a table is told how many records lack something, and of each fact how many lack it; a record alone names it."""
    head = "cell_id,framework,period,date,meeting_kind,present,members_total"
    rows = ["A,an-phu/2025,2025-11,2025-11-05,thường kỳ,18,20", "B,an-phu/2025,2025-11,2025-11-05,thường kỳ,,20"]
    table = tmp_path / "bang.csv"
    table.write_text("\n".join([head, *rows, "C,an-phu/2025,2025-11,,,,"]) + "\n", "utf-8")
    found = check_file(Office(), table)
    assert (found.code, found.details["count"], found.details["unfilled"]) == ("result.what_meetings", 2, 1)
    (lacking,) = found.lacking
    assert (lacking.framework.id, lacking.meetings) == ("an-phu/2025", 2)
    assert lacking.facts[Key("field", "present")] == 1
    assert lacking.facts[Key("field", "committee_exists")] == 2
    assert Key("field", "members_total") not in lacking.facts


def test_a_table_of_names_alone_has_no_record(tmp_path: Path) -> None:
    """Where nothing is filled in yet, that is said, and no framework is named for it."""
    table = tmp_path / "bang.csv"
    table.write_text("cell_id,framework,period,date,present\nA,an-phu/2025,2025-11,,\n", "utf-8")
    assert check_file(Office(), table) == Checked("result.what_unfilled", {"unfilled": 1})


def test_record_is_right() -> None:
    """A record without fault is told with the framework that scores it."""
    found = check_file(Office(), FULL)
    assert (found.code, found.details) == ("result.what_record", {"id": "an-phu/2025"})


@pytest.mark.parametrize("name", ["09-nhieu-loi.yaml", "10-loi-cau-tra-loi.yaml"])
def test_faulty_record_is_told_whole(name: str) -> None:
    """A faulty record is checked to its end: every fault has its line."""
    with pytest.raises(FaultyInput) as caught:
        check_file(Office(), ROOT / "examples" / name)
    assert len(caught.value.faults) > 1
    assert all(fault.place and fault.place.line for fault in caught.value.faults)


def test_faulty_framework_is_told() -> None:
    """A faulty framework is a fault of its file."""
    with pytest.raises(FaultyInput) as caught:
        check_file(Office(), ROOT / "tests" / "broken" / "frameworks" / "circle.yaml")
    assert [fault.code for fault in caught.value.faults] == ["framework.circle"]


def test_today_is_a_day_of_the_calendar() -> None:
    """Today is the machine's own day, which bounds the dates of records."""
    assert abs((Office().clock.today() - dt.datetime.now(tz=dt.UTC).date()).days) <= 1


def settled(folder: Path, text: str) -> tuple[Unsettled, ...]:
    """Return the meeting of a record without fault of which something is missing or odd."""
    file = folder / "ho-so.yaml"
    file.write_text(text, encoding="utf-8")
    return check_file(Office(), file).unsettled


def test_blank_record_says_what_is_missing(tmp_path: Path) -> None:
    """A blank record is no fault; what it takes to score it is named, facts in their order, then answers."""
    (meeting,) = settled(tmp_path, "framework: an-phu/2025\n")
    names = [key.subject for key in meeting.missing if key.kind == "field"]
    assert names[:4] == ["cell_name", "period", "meeting_kind", "date"]
    assert {"present", "targets_set", "documents_finalised_on"} <= set(names)
    assert [key.subject for key in meeting.missing if key.kind == "answer"][:2] == ["3.1", "3.2"]


def test_full_record_has_nothing_missing() -> None:
    """Of a record that is full and ordinary nothing more is said."""
    assert check_file(Office(), FULL).unsettled == ()


def test_oddities_are_told_by_check(tmp_path: Path) -> None:
    """What is odd is told with its place, and is no fault."""
    odd = "targets_set: 2\ntargets_met: 3\norganisation: bac-ninh\n"
    (meeting,) = settled(tmp_path, f"framework: an-phu/2025\n{odd}")
    assert [(fault.code, fault.place.line if fault.place else 0) for fault in meeting.oddities] == [
        ("odd.more_than", 3),
        ("odd.organisation", 4),
    ]


def test_facts_and_answers_in_one_reading(tmp_path: Path) -> None:
    """A faulty fact hides no faulty answer, whether the framework is named, or chosen by the day of the meeting."""
    for named in ("framework: an-phu/2025", "organisation: an-phu\ndate: 2025-11-05\nmeeting_kind: regular"):
        file = tmp_path / "ho-so.yaml"
        file.write_text(f"{named}\npresent: x\nassessments: {{self: {{answers: {{'3.1': 99}}}}}}\n", encoding="utf-8")
        with pytest.raises(FaultyInput) as caught:
            evaluate_file(Office(), file)
        assert [fault.code for fault in caught.value.faults] == ["scalar.count", "record.points_above"]


def test_wrong_framework_beside_a_wrong_fact(tmp_path: Path) -> None:
    """A framework that there is not is told beside what else is wrong."""
    file = tmp_path / "ho-so.yaml"
    file.write_text("framework: an-phu/1999\npresent: x\n", encoding="utf-8")
    with pytest.raises(FaultyInput) as caught:
        check_file(Office(), file)
    assert [fault.code for fault in caught.value.faults] == ["catalog.unknown_near", "scalar.count"]


def test_oddities_are_warned_of_once(tmp_path: Path) -> None:
    """What is odd is a warning beside the points; where a finding of the framework speaks of it, that stands alone."""
    file = tmp_path / "ho-so.yaml"
    odd = "targets_set: 2\ntargets_met: 3\nspeakers: 5\nopinions: 4\n"
    file.write_text(f"framework: an-phu/2025\n{odd}", encoding="utf-8")
    found = explain(evaluate_file(Office(), file), "vi").warnings
    assert len([text for text in found if "hoàn thành" in text]) == 1
    assert [text for text in found if text.startswith("xem lại:")] == [
        "xem lại: “Số đảng viên phát biểu” là 5 mà “Số ý kiến phát biểu” là 4."
    ]
