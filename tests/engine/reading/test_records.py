"""Reading a meeting's record: the spellings that people use, what stays missing, and what contradicts itself."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from chamdiem.engine.reading.answers import BoundLayer, bind_layers
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import MAX_COMPARED, parse_record
from chamdiem.engine.reading.record_schema import record_schema
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.engine.texts import LANGS
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.fields import LAYERS, FieldType, Value
from chamdiem.rules.records.meeting import CELL_TYPES, MEETING, MEETING_KINDS, MODES
from samples import load_record

if TYPE_CHECKING:
    from chamdiem.engine.reading.records import Record

BROKEN = Path(__file__).resolve().parents[2] / "broken"
CATALOG = Catalog(BROKEN / "criteria")
FRAMEWORK = CATALOG.get("mau/2025").framework
SCOPE = Scope(FRAMEWORK)
TODAY = dt.date(2026, 1, 31)

FULL: dict[str, Any] = {
    "framework": "mau/2025",
    "cell_id": "VD-01",
    "cell_name": "Chi bộ thôn Một",
    "cell_type": "village",
    "period": "2025-11",
    "meeting_kind": "regular",
    "mode": "in_person",
    "date": "2025-11-05",
    "start_time": "19:30",
    "end_time": "21:15",
    "members_total": 20,
    "members_official": 18,
    "members_probationary": 2,
    "members_temporary_in": 1,
    "members_temporary_out": 0,
    "members_exempt": 1,
    "members_special_duty": 1,
    "members_suspended": 0,
    "present": 18,
    "absent_excused": 1,
    "absent_unexcused": 0,
    "committee_exists": True,
    "notice_date": "2025-11-01",
    "speakers": 9,
    "votes_for": 17,
    "votes_total": 18,
    "dues_paid": 20,
    "dues_due": 20,
    "documents_finalised_on": "2025-11-07",
    "assessments": {
        "self": {
            "answers": {
                "2.1": True,
                "2.2": 9.5,
                "2.3": "linh-hoat",
                "2.4": {"a": True, "b": False},
                "2.5": {"muon": 1},
                "2.6": None,
            },
            "deduction_notes": {"2.2": "Nội dung còn dài", "2.4": None},
            "rating": "tot",
        },
        "cell_vote": {"rating": "Tốt"},
        "upper": None,
    },
    "limitations": ["Phát biểu còn ít", "Đăng tài liệu muộn"],
    "evidence": {"2.2": "Biên bản", "2.4": ["Ảnh", "Biên bản"], "2.1": None},
}


def parse(text: str, name: str = "f") -> Record:
    """Read a record from text."""
    return parse_record(read_bytes(text.encode(), name), TODAY)


def parse_data(data: object) -> Record:
    """Read a record from plain values."""
    return parse(json.dumps(data, ensure_ascii=False, indent=1), "f.json")


def faults_of(text: str) -> list[tuple[str, int]]:
    """Return the code and the line of each fault of a record, its answers included."""
    with pytest.raises(FaultyInput) as caught:
        bind_layers(parse(text), SCOPE)
    return [(fault.code, fault.place.line) for fault in caught.value.faults if fault.place]


def bind(answers: str) -> BoundLayer:
    """Return the self-assessment of a record with some answers, in YAML's flow notation."""
    return bind_layers(parse(f"assessments: {{self: {{answers: {answers}}}}}"), SCOPE)["self"]


# --- spellings ---

SPELLINGS: list[tuple[str, str, Value]] = [
    ("date", "2025-11-05", dt.date(2025, 11, 5)),
    ("date", "05/11/2025", dt.date(2025, 11, 5)),
    ("date", "5/11/2025", dt.date(2025, 11, 5)),
    ("date", '"05/11/2025 "', dt.date(2025, 11, 5)),
    ("date", "29/02/2024", dt.date(2024, 2, 29)),
    ("start_time", "19:30", dt.time(19, 30)),
    ("start_time", "19h30", dt.time(19, 30)),
    ("start_time", "19g30", dt.time(19, 30)),
    ("start_time", "7h05", dt.time(7, 5)),
    ("start_time", "00:00", dt.time(0, 0)),
    ("start_time", "7h", dt.time(7, 0)),
    ("start_time", "07:30:00 PM", dt.time(19, 30)),
    ("date", "05-11-2025", dt.date(2025, 11, 5)),
    ("date", "2025-11-05 00:00:00", dt.date(2025, 11, 5)),
    ("period", "2025-11", "2025-11"),
    ("period", "11/2025", "2025-11"),
    ("period", "2025-11-01 00:00:00", "2025-11"),
    ("present", "18", 18),
    ("present", "18 người", 18),
    ("criticism_minutes", "20 phút", 20),
    ("committee_exists", "rồi", True),
    ("committee_exists", "Chưa", False),
    ("present", '"018"', 18),
    ("present", "1000000000", 10**9),
    ("committee_exists", "yes", True),
    ("committee_exists", "Có", True),
    ("committee_exists", "TRUE", True),
    ("committee_exists", "no", False),
    ("committee_exists", "không", False),
    ("committee_exists", '"Không"', False),
    ("committee_exists", "false", False),
    ("cell_name", "Chi bộ 12", "Chi bộ 12"),
    ("cell_name", "12", "12"),
    ("cell_name", '"no"', "no"),
    *(("meeting_kind", label, word) for word, labels in MEETING_KINDS.items() for label in (word, *labels)),
    *(("mode", f'"{label.upper()}"', word) for word, labels in MODES.items() for label in (word, *labels)),
    *(("cell_type", f'"{label}"', word) for word, labels in CELL_TYPES.items() for label in (word, *labels)),
]


@pytest.mark.parametrize(("field", "written", "value"), SPELLINGS)
def test_spellings(field: str, written: str, value: Value) -> None:
    """Dates, times, counts, yes and no, and words are read as people write them, in Vietnamese or by their ids."""
    assert parse(f"{field}: {written}").values == {field: value}


WRONG = [
    ("date", "2025-11-31", "scalar.no_such_date"),
    ("date", "31/11/2025", "scalar.no_such_date"),
    ("date", "29/02/2025", "scalar.no_such_date"),
    ("date", "0000-01-01", "scalar.no_such_date"),
    ("date", "05/11/25", "scalar.ambiguous"),
    ("date", "2025-11-05T19:30", "scalar.date_with_time"),
    ("start_time", "24:00", "scalar.time"),
    ("start_time", "19:60", "scalar.time"),
    ("start_time", "19.30", "scalar.ambiguous"),
    ("period", "2025-00", "scalar.period"),
    ("present", "18.0", "scalar.count"),
    ("present", "1_000", "scalar.count"),
    ("present", "0x12", "scalar.count"),
    ("present", "١٢", "scalar.count"),
    ("present", "-0", "scalar.count"),
    ("present", "1000000001", "scalar.too_large"),
    ("committee_exists", "y", "scalar.yes_no"),
    ("committee_exists", "1", "scalar.yes_no"),
    ("committee_exists", "[yes]", "scalar.yes_no"),
    ("meeting_kind", "thường", "scalar.word"),
    ("meeting_kind", "{a: b}", "scalar.word"),
    ("cell_name", "On", "scalar.text_ambiguous"),
    ("cell_name", "n", "scalar.text_ambiguous"),
    ("cell_name", '"  "', "scalar.empty"),
    ("cell_name", "Chi bé th«n", "table.legacy_text"),
    ("cell_name", "Chi bộ thôn?", "text.lost"),
    ("place", '"Nhà\\u200b văn hóa"', "text.hidden"),
    ("present", '""', "scalar.empty"),
    ("date", '""', "scalar.empty"),
]


@pytest.mark.parametrize(("field", "written", "code"), WRONG)
def test_wrong_spellings(field: str, written: str, code: str) -> None:
    """What cannot be read without guessing is refused at its line, and guessed by nobody."""
    assert faults_of(f"# Hồ sơ\n{field}: {written}\n") == [(code, 2)]


# --- what is there and what is missing ---


def test_full_record_is_read() -> None:
    """A record with everything in it gives each value its type, and leaves out what is blank."""
    record = parse_data(FULL)
    assert record.framework == "mau/2025"
    assert record.date == dt.date(2025, 11, 5)
    assert record.text("cell_name") == "Chi bộ thôn Một"
    assert record.text("present") is None
    assert record.values["votes_for"] == 17
    assert record.limitations == ("Phát biểu còn ít", "Đăng tài liệu muộn")
    assert record.evidence == {"2.2": ("Biên bản",), "2.4": ("Ảnh", "Biên bản"), "2.1": ()}
    assert list(record.layers) == ["self", "cell_vote"]
    assert record.layers["self"].deduction_notes == {"2.2": "Nội dung còn dài"}
    assert record.layers["cell_vote"].rating == "Tốt"
    assert record.layers["cell_vote"].answers == {}


@pytest.mark.parametrize("blank", ["", "~", "null", "# chưa rõ"])
def test_blank_is_missing(blank: str) -> None:
    """A blank field is missing: neither 0 nor no nor an empty text."""
    text = "".join(f"{field.name}: {blank}\n" for field in MEETING.fields)
    record = parse(text + f"framework: {blank}\nassessments: {blank}\nlimitations: {blank}\nevidence: {blank}\n")
    assert record.values == {}
    assert record.facts() == {}
    assert (record.framework, record.date, record.layers, record.limitations, record.evidence) == (
        None,
        None,
        {},
        (),
        {},
    )


@pytest.mark.parametrize("blank", ["", "~"])
def test_blank_inside_a_layer_is_missing(blank: str) -> None:
    """A blank answer, part, note, rating, limitation or piece of evidence is missing too."""
    record = parse(
        f"limitations:\n  - {blank}\nevidence:\n  '2.1':\n    - {blank}\nassessments:\n  self:\n    rating: {blank}\n"
        f"    answers:\n      '2.1': {blank}\n      '2.4':\n        a: {blank}\n"
        f"    deduction_notes:\n      '2.1': {blank}\n  upper:\n    answers: {blank}\n  decided: {blank}\n"
    )
    assert record.limitations == ()
    assert record.evidence == {"2.1": ()}
    layers = bind_layers(record, SCOPE)
    assert list(layers) == ["self", "upper"]
    assert [(layer.facts, layer.rating, layer.record.deduction_notes) for layer in layers.values()] == [
        ({}, None, {})
    ] * 2


@pytest.mark.parametrize(
    ("written", "name"), [("Chi bộ\n Một", "Chi bộ Một"), ("VD\t1", "VD 1"), ('="007"', "007"), ("  A  B ", "A B")]
)
def test_a_name_stands_on_one_line(written: str, name: str) -> None:
    """Whatever a name was broken or wrapped by, it cannot break a list that it stands in."""
    assert parse(json.dumps({"cell_id": written})).values["cell_id"] == name


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("#REF!", "table.error"), ("1.2E+15", "table.scientific"), ('=""', "scalar.empty"), ("K\ufffd", "text.lost"),
        *((text, "scalar.no_name") for text in ("nan", "None", "NULL", "-", "…")),
    ],
)  # fmt: skip
def test_what_programs_leave_is_no_name(written: str, code: str) -> None:
    """An error, a number that lost its digits, a blank formula or what stands for nothing are no names, in a record as in a table."""
    with pytest.raises(FaultyInput) as caught:
        parse(json.dumps({"cell_name": written}))
    assert [fault.code for fault in caught.value.faults] == [code]


def test_one_text_is_a_list_of_one() -> None:
    """A limitation or piece of evidence may be written as one text instead of a list."""
    record = parse("limitations: Phát biểu còn ít\nevidence: {'2.1': Biên bản}")
    assert record.limitations == ("Phát biểu còn ít",)
    assert record.evidence == {"2.1": ("Biên bản",)}


def test_layers_in_their_own_order() -> None:
    """Layers are kept in the order in which they are made, however the file has them."""
    text = "".join(f"  {layer}: {{rating: tot}}\n" for layer in reversed(LAYERS))
    assert list(parse(f"assessments:\n{text}").layers) == list(LAYERS)


def test_facts_are_integers() -> None:
    """Fields become whole numbers for the rules: counts, days, minutes after midnight, 1 for yes, places of words."""
    facts = parse(
        "date: 2025-11-05\nend_time: 21h15\npresent: 18\ncommittee_exists: no\nmode: online\nplace: Nhà"
    ).facts()
    assert facts == {
        Key("field", "date"): dt.date(2025, 11, 5).toordinal(),
        Key("field", "end_time"): 21 * 60 + 15,
        Key("field", "present"): 18,
        Key("field", "committee_exists"): 0,
        Key("field", "mode"): 1,
    }


def test_json_and_yaml_are_alike(tmp_path: Path) -> None:
    """The same record in JSON and in YAML is the same in every value, layer and fact."""
    file = tmp_path / "ho-so.json"
    file.write_text(json.dumps(FULL), encoding="utf-8")
    yaml = (
        "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in FULL.items())
        .replace("true", "có")
        .replace("false", "không")
        .replace('"2025-11-05"', "05/11/2025")
        .replace('"19:30"', "19h30")
        .replace("9.5", "9,50")
        .replace('"in_person"', "Trực tiếp")
    )
    first, second = load_record(file, TODAY), parse(yaml.replace("9,50", '"9,50"'))
    assert (first.values, first.limitations, first.evidence) == (second.values, second.limitations, second.evidence)
    assert first.facts() == second.facts()
    bound, again = bind_layers(first, SCOPE), bind_layers(second, SCOPE)
    assert [(one.facts, one.rating) for one in bound.values()] == [(one.facts, one.rating) for one in again.values()]
    assert bound.keys() == again.keys()


# --- what contradicts itself ---

TOGETHER: list[tuple[dict[str, object], list[str]]] = [
    ({}, []),
    ({"members_probationary": 1}, ["record.members_sum"]),
    ({"members_probationary": None}, []),
    ({"present": 20}, []),
    ({"present": 21}, ["record.attendance_sum"]),
    ({"present": 17}, ["record.more_than"]),
    ({"present": 17, "votes_total": 17, "votes_for": 17}, []),
    ({"present": 16, "votes_total": None, "votes_for": 17}, ["record.attendance_sum", "record.more_than"]),
    ({"present": 16, "members_suspended": None, "votes_total": None, "votes_for": None}, []),
    ({"absent_excused": None}, []),
    ({"members_total": None}, []),
    ({"members_temporary_in": None, "present": 20}, ["record.attendance_sum"]),
    ({"members_temporary_in": None, "present": 19}, []),
    ({"speakers": 18}, []),
    ({"speakers": 19}, ["record.more_than"]),
    ({"votes_for": 18}, []),
    ({"votes_for": 19}, ["record.more_than"]),
    ({"votes_total": 19}, ["record.more_than"]),
    ({"votes_total": 18, "members_official": None}, []),
    ({"dues_paid": 21}, ["record.more_than"]),
    ({"members_exempt": 21}, ["record.more_than"]),
    ({"members_special_duty": 21}, ["record.more_than"]),
    ({"members_suspended": 21}, ["record.more_than"]),
    ({"members_temporary_out": 21}, ["record.more_than"]),
    ({"absent_unexcused": 21}, ["record.attendance_sum", "record.more_than"]),
    ({"end_time": "19:30"}, ["record.times_reversed"]),
    ({"end_time": "19:29"}, ["record.times_reversed"]),
    ({"end_time": "19:31"}, []),
    ({"start_time": None}, []),
    ({"documents_finalised_on": "2025-11-05"}, []),
    ({"documents_finalised_on": "2025-11-04"}, ["record.finalised_before"]),
    ({"documents_finalised_on": None}, []),
    ({"documents_finalised_on": "2026-01-31"}, []),
    ({"documents_finalised_on": "2026-02-01"}, ["record.future"]),
    ({"notice_date": "2026-02-01", "documents_finalised_on": "2026-02-02"}, ["record.future", "record.future"]),
]


@pytest.mark.parametrize(("change", "codes"), TOGETHER)
def test_fields_together(change: dict[str, object], codes: list[str]) -> None:
    """Counts add up, times run forward and no day lies ahead; what is missing contradicts nothing."""
    try:
        parse_data(FULL | change)
        found: list[str] = []
    except FaultyInput as error:
        found = sorted(fault.code for fault in error.faults)
    assert found == codes


def test_contradictions_beside_misspellings() -> None:
    """A field that cannot be read hides no other fault: all are listed at once, from top to bottom."""
    text = (
        "date: hôm qua\nstart_time: 21:00\nend_time: 19:00\npresent: nhiều\nspeakers: 3\nvotes_for: 3\nvotes_total: 2\n"
    )
    assert faults_of(f"{text}x: 1\n") == [
        ("scalar.date", 1),
        ("record.times_reversed", 3),
        ("scalar.count", 4),
        ("record.more_than", 6),
        ("record.no_such_field", 8),
    ]


# --- keys ---


@pytest.mark.parametrize(
    ("written", "close"),
    [("cell_nam", "cell_name"), ("Present", "present"), ("member_total", "members_total"), ("frame_work", "framework")],
)
def test_misspelled_field(written: str, close: str) -> None:
    """A misspelled field is named with the one that was meant, not with all there are."""
    with pytest.raises(FaultyInput) as caught:
        parse(f"{written}: 1\nplace: Nhà")
    [fault] = caught.value.faults
    assert fault.code == "record.unknown_field"
    assert fault.details["close"].split(", ")[0] == close
    assert len(say_fault("vi", fault)) < 120


def test_misspelled_field_alone_is_still_a_record() -> None:
    """A file with nothing but a misspelled field is a record with a slip; one with nothing alike is no record."""
    assert faults_of("cell_nam: x") == [("record.unknown_field", 1)]
    assert faults_of("apiVersion: v1\nkind: Pod") == [("record.not_a_record", 1)]


def test_many_unknown_fields_are_told_soon() -> None:
    """However many fields are unknown, all are named; beyond the first hundred none is compared for a likely slip."""
    text = "place: Nhà\n" + "".join(f"cell_nam{number}: 1\n" for number in range(5_000))
    codes = [code for code, _ in faults_of(text)]
    assert codes.count("record.unknown_field") == MAX_COMPARED
    assert codes.count("record.no_such_field") == 5_000 - MAX_COMPARED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("assessments: x", ("shape.mapping", 1)),
        ("assessments:\n  - self", ("shape.mapping", 2)),
        ("assessments:\n  self: x", ("shape.mapping", 2)),
        ("assessments:\n  selfs: {rating: tot}", ("record.unknown_key", 2)),
        ("assessments:\n  self:\n    answer: {}", ("record.unknown_key", 3)),
        ("assessments:\n  self:\n    answers: x", ("shape.mapping", 3)),
        ("assessments:\n  self:\n    deduction_notes: [x]", ("shape.mapping", 3)),
        ("assessments:\n  self:\n    deduction_notes: {'2.1': [x]}", ("scalar.text", 3)),
        ("assessments:\n  self:\n    rating: {x: y}", ("scalar.text", 3)),
        ("evidence: x", ("shape.mapping", 1)),
        ("evidence:\n  '2.1':\n    - {x: y}", ("scalar.text", 3)),
        ("limitations: {x: y}", ("scalar.text", 1)),
        ("limitations:\n  - x\n  - no", ("scalar.text_ambiguous", 3)),
        ("framework: [x]", ("scalar.text", 1)),
    ],
)
def test_wrong_nesting(text: str, found: tuple[str, int]) -> None:
    """A list or text where keys are needed, and keys that no layer has, are refused where they stand."""
    assert faults_of(text) == [found]


# --- answers ---


@pytest.mark.parametrize(
    ("answers", "name", "value"),
    [
        ("{'2.1': yes}", "2.1", 1),
        ("{'2.1': Không}", "2.1", 0),
        ("{'2.2': 9.5}", "2.2", 950),
        ("{'2.2': '9,25'}", "2.2", 925),
        ("{'2.2': 10}", "2.2", 1000),
        ("{'2.2': 0}", "2.2", 0),
        ("{'2.2': '+1.50'}", "2.2", 150),
        ("{'2.3': linh-hoat}", "2.3", 0),
        ("{'2.3': bình thường}", "2.3", 1),
        ("{'2.4': {a: có}}", "2.4/a", 1),
        ("{'2.4': {b: no}}", "2.4/b", 0),
        ("{'2.5': {muon: 3}}", "2.5/muon", 3),
        ("{'2.6': 1.5}", "2.6", 150),
    ],
)
def test_answers(answers: str, name: str, value: int) -> None:
    """Each kind of question takes its answer, and again: yes or no, points, a level by id or title, parts, numbers."""
    assert bind(answers).facts == bind(answers).facts == {Key("answer", name): value}


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ("{'2.1': 5}", "scalar.yes_no"),
        ("{'2.1': {a: yes}}", "scalar.yes_no"),
        ("{'2.2': 10.25}", "record.points_above"),
        ("{'2.2': 9.6}", "record.points_off_step"),
        ("{'2.2': -1}", "scalar.points"),
        ("{'2.2': 9.999}", "scalar.points"),
        ("{'2.2': '1.000'}", "scalar.ambiguous"),
        ("{'2.2': '9/20'}", "scalar.points_of"),
        ("{'2.2': ''}", "scalar.empty"),
        ("{'2.2': [9]}", "scalar.points"),
        ("{'2.2': 1e999}", "scalar.points"),
        ("{'2.3': khá}", "scalar.word"),
        ("{'2.4': yes}", "record.parts"),
        ("{'2.4': [yes]}", "record.parts"),
        ("{'2.4': {a: 2}}", "scalar.yes_no"),
        ("{'2.4': {c: yes}}", "record.computed"),
        ("{'2.4': {d: yes}}", "record.unknown_key"),
        ("{'2.5': 1}", "record.parts"),
        ("{'2.5': {muon: nhiều}}", "scalar.count"),
        ("{'2.5': {vang: 1}}", "record.computed"),
        ("{'2.6': 1.25}", "record.points_off_step"),
        ("{'2.6': 2.5}", "record.points_above"),
        ("{'1.1': 10}", "record.computed"),
        ("{'1.2': yes}", "record.computed"),
        ("{'9.9': 1}", "record.unknown_criterion"),
        ("{'9.9': }", "record.unknown_criterion"),
    ],
)
def test_wrong_answers(answers: str, code: str) -> None:
    """An answer that its question does not take, or to a question that is not asked, is refused."""
    with pytest.raises(FaultyInput) as caught:
        bind(answers)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_all_wrong_answers_of_all_layers() -> None:
    """Wrong answers, notes, evidence and ratings of every layer are listed at once, from top to bottom."""
    text = (
        "evidence:\n  '9.1': x\nassessments:\n  upper:\n    answers:\n      '2.1': 7\n      '9.2': 1\n"
        "    rating: giỏi\n"
        "  self:\n    deduction_notes:\n      '9.3': x\n    answers:\n      '2.2': 11\n"
    )
    assert faults_of(text) == [
        ("record.unknown_criterion", 2),
        ("scalar.yes_no", 6),
        ("record.unknown_criterion_too", 7),
        ("scalar.word", 8),
        ("record.unknown_criterion_too", 11),
        ("record.points_above", 13),
    ]


@pytest.mark.parametrize(("written", "rating"), [("tot", "tot"), ("Tốt", "tot"), ("KHÁ", "kha"), ("kem", "kem")])
def test_stated_rating(written: str, rating: str) -> None:
    """A layer states its rating by id or title, in capitals or not."""
    assert bind_layers(parse(f"assessments: {{decided: {{rating: {written}}}}}"), SCOPE)["decided"].rating == rating


# --- the JSON Schema for editors ---

VALIDATOR = Draft202012Validator(record_schema())


def test_schema_takes_what_we_take() -> None:
    """The exported schema is a JSON Schema that takes the full record, a blank one and the labels of words."""
    Draft202012Validator.check_schema(record_schema())
    blank = dict.fromkeys([*MEETING.by_name, "framework", "assessments", "limitations", "evidence"])
    for data in (FULL, blank, {"meeting_kind": "thường kỳ", "committee_exists": "có", "limitations": "x"}):
        assert list(VALIDATOR.iter_errors(data)) == []


@pytest.mark.parametrize(
    "data",
    [{"x": 1}, {"present": -1}, {"present": "x"}, {"committee_exists": "z"}, {"mode": "x"}, {"assessments": {"x": {}}}],
)
def test_schema_refuses_what_we_refuse(data: dict[str, object]) -> None:
    """What an editor can see to be wrong, it marks."""
    assert list(VALIDATOR.iter_errors(data)) != []
    with pytest.raises(FaultyInput):
        parse_data({"place": "Nhà"} | data)


def test_schema_has_every_field() -> None:
    """Every field of the record is in the schema, described as the form names it."""
    properties = record_schema()["properties"]
    assert all(properties[field.name]["description"] == field.vi for field in MEETING.fields)
    assert all("enum" in properties[field.name]["anyOf"][0] for field in MEETING.fields if field.type is FieldType.WORD)


# --- whatever the record ---

ODD: list[object] = [None, "", " ", "x", "no", "có", -1, 0, 3, 10**12, 7.25, 1e300, "2025-02-30", "2025-01-06", "25:00"]
ODD += ["9h15", True, [], ["x"], [None], {}, {"x": "y"}, {"a": True}, [["x"]], "mau/2025", "mau/chong-nhau", "khong/co"]
NAMES = ["x", "", "self", "decided", "answers", "2.4", "2.6", "a", "c", "rating", "evidence", "present", "date"]
SCORERS = ScorerCache(CATALOG)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the full record with up to four places deleted, replaced or renamed."""
    data = copy.deepcopy(FULL)
    for _ in range(draw(st.integers(1, 4))):
        holder: Any = data
        while True:
            key = draw(st.sampled_from([*holder] if isinstance(holder, dict) else range(len(holder))))
            if not isinstance(holder[key], dict | list) or not holder[key] or draw(st.booleans()):
                break
            holder = holder[key]
        match draw(st.sampled_from(["delete", "replace", "rename"])):
            case "delete" if len(data) > 1:
                del holder[key]
            case "rename" if isinstance(holder, dict):
                holder[draw(st.sampled_from(NAMES))] = holder.pop(key)
            case _:
                holder[key] = copy.deepcopy(draw(st.sampled_from(ODD)))
    return data


@settings(max_examples=400)
@given(damaged())
def test_damaged_record(data: dict[str, Any]) -> None:
    """However a record is damaged, it is scored, or refused with places and finished sentences."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    try:
        SCORERS.evaluate(parse_record(read_bytes(text.encode(), "f"), TODAY))
        faults: tuple[Fault, ...] = ()
    except FaultyInput as error:
        faults = error.faults or (Fault("no.fault"),)
    for fault in faults:
        assert fault.code == "catalog.unknown" or (fault.place is not None and fault.place.line > 0)
        for lang in LANGS:
            sentence = say_fault(lang, fault)
            assert sentence.endswith(".")
            assert ": ." not in sentence
            assert "“”" not in sentence


def test_kept_record_is_not_asked_for_new_relations() -> None:
    """A record that a ledger keeps is read again though a relation has come since; days ahead are refused all the same."""
    text = "votes_total: 20\npresent: 19\ndate: 2025-11-05\nperiod: 2024-11\n"
    document = read_bytes(text.encode(), "f")
    assert parse_record(document, TODAY, kept=True).values["votes_total"] == 20
    with pytest.raises(FaultyInput, match=r"record\.future"):
        parse_record(document, dt.date(2025, 11, 1), kept=True)
