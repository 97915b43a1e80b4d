"""Examples in faults of shape: whatever is shown as right is right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from chamdiem.engine.authoring.cases import cases_schema
from chamdiem.engine.reading.catalog import framework_schema
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.examples import example_at, example_keys, example_line, flow, keys_of, part_of
from chamdiem.engine.reading.record_reader import examine_record, parse_record
from chamdiem.engine.reading.record_schema import record_schema
from chamdiem.engine.reading.schemas import schema_at
from chamdiem.rules.language.examples import BY_CODE, KEYS, LIKE, VALUES
from chamdiem.rules.language.model import Model
from chamdiem.rules.records.meeting import MEETING
from samples import TODAY

if TYPE_CHECKING:
    from chamdiem.engine.reading.schemas import Schema


def models(of: type[Model] = Model) -> dict[str, type[Model]]:
    """Return every part of a framework or of a file of cases by its name."""
    return {model.__name__: model for child in of.__subclasses__() for model in (child, *models(child).values())}


MODELS = models()
SCHEMAS = {"Framework": framework_schema(), "CaseFile": cases_schema()}
PARTS = {
    name: schema
    for whole, schema in SCHEMAS.items()
    for name in (whole, *schema["$defs"])
    if name in MODELS and "properties" in part_of(schema, name)
}


def node_of(part: str) -> Schema:
    """Return the schema of a part."""
    return part_of(PARTS[part], part)


def is_right(part: str, text: str) -> bool:
    """Tell whether a model takes what YAML holds."""
    try:
        MODELS[part].model_validate(read_bytes(f"{text}\n".encode(), "x").data, by_alias=True, by_name=False)
    except ValidationError:
        return False
    return True


def smallest(part: str) -> dict[str, object]:
    """Return the smallest right value of a part."""
    node = node_of(part)
    needed = keys_of(part) or node.get("required") or list(node["properties"])[:1]
    return {key: of_key(part, key) for key in needed}


def of_key(part: str, key: str) -> object:
    """Return the value that an example has at a key."""
    return Raw(example_keys(part, [key], PARTS[part]).partition(": ")[2])


class Raw:
    """YAML as it stands in an example."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


@pytest.mark.parametrize("part", PARTS)
def test_example_of_each_part_is_right(part: str) -> None:
    """The smallest YAML of each part of a framework or a case is read without fault of shape."""
    assert is_right(part, flow(smallest(part)))


@pytest.mark.parametrize(("part", "key"), [(part, key) for part in PARTS for key in node_of(part)["properties"]])
def test_example_of_each_key_is_right(part: str, key: str) -> None:
    """What is shown for a key that is missing stands in a right part: beside the smallest, or instead of its choice."""
    node, least = node_of(part), smallest(part)
    own = {key: of_key(part, key)} | (BESIDE.get((part, key)) or BESIDE.get((LIKE.get(part, ""), key), {}))
    needed = {name: value for name, value in least.items() if name in node.get("required", ())}
    chosen = [name for name in least if name not in needed]
    beside = [least | own, needed | own]
    beside += [{name: value for name, value in least.items() if name != one} | own for one in chosen]
    assert any(is_right(part, flow(value)) for value in beside), flow(own)


PRO_RATA: dict[str, object] = {"then": "pro_rata", "facts": ["ky_tot"], "of": 12, "rounding": "up"}
RUN = {"fact": "absent_excused", "at_least": 1}
BESIDE: dict[tuple[str, str], dict[str, object]] = {
    ("Condition", "at"): {"criterion": "1"},
    ("Criterion", "step"): {"judged": "points"},
    ("RecordTest", "total"): {"at_least": 90},
    ("Measure", "when_empty"): {"percent": ["present", "members_total"]},
    ("HistoryFact", "mean_over"): {"rounding": "half_up"},
    ("HistoryFact", "rounding"): {"mean_over": "present"},
    ("HistoryFact", "per_member"): {"longest_run": RUN},
    ("Input", "step"): {"type": "decimal"},
    ("Input", "words"): {"type": "word"},
    **{("PartYear", key): PRO_RATA for key in PRO_RATA},
    ("Addition", "part"): {"of": "present", "every": 5},
    ("Deduction", "part"): {"of": "present", "every": 5},
    ("CountOf", "at"): {"criteria": "all"},
    ("Operand", "at"): {"criterion": "1"},
}
"""What has to stand beside a key that goes with some other keys only."""


@pytest.mark.parametrize("code", BY_CODE)
def test_example_of_each_code_is_right(code: str) -> None:
    """What is shown for a part that needs one of several keys makes it right."""
    part, *keys = BY_CODE[code]
    node = node_of(part)
    needed = {key: of_key(part, key) for key in node.get("required", ())}
    assert is_right(part, flow(needed | {key: of_key(part, key) for key in keys}))


def test_nothing_is_kept_that_no_part_has() -> None:
    """Each part and key for which something is said is one of the format's."""
    assert KEYS.keys() <= PARTS.keys()
    for name in VALUES:
        part, _, key = name.rpartition(".")
        assert not part or key in node_of(part)["properties"], name


def test_place_decides_what_is_shown() -> None:
    """A key shows its line, an item its dash; what a part is called decides over what its key is called."""
    schema = framework_schema()
    assert example_line(("title",), schema) == "title: Tên gọi"
    assert example_line(("ratings", 0, "title"), schema) == "title: Tốt"
    assert example_line(("ratings", 0), schema) == "- {id: tot, title: Tốt, at_least: 90}"
    assert example_at(("in_force", "from"), schema) == "2026-01-01"


@pytest.mark.parametrize(
    "path",
    [
        ("assessments",), ("assessments", "self"), ("assessments", "self", "answers"), ("evidence",),
        ("assessments", "upper", "deduction_notes"), ("assessments", "decided", "rating"), ("limitations",),
    ],
)  # fmt: skip
def test_examples_of_records_are_right(path: tuple[str, ...]) -> None:
    """What is shown for a place of a record is read without fault there."""
    text = example_line(path, record_schema())
    for key in reversed(path[:-1]):
        text = f"{key}: {{{text}}}"
    record = parse_record(read_bytes(f"cell_name: Chi bộ\n{text}\n".encode(), "x"), TODAY, shape=MEETING)
    assert record.layers or record.evidence or record.limitations


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.1", '"1.1"'), ("Tên gọi", "Tên gọi"), ("a, b", '"a, b"'), ('a"b\\', '"a\\"b\\\\"'), ("…", "…"), (0.5, "0.5"),
        ([], "[]"), ({"a": ["x", {"1": 2}]}, '{a: [x, {"1": 2}]}'), ("no: yes", '"no: yes"'),
    ],
)  # fmt: skip
def test_flow_is_yaml(value: object, text: str) -> None:
    """A value is written on one line, in quotes where a reader might take it for something else."""
    assert flow(value) == text
    assert re.sub(r"\s", "", str(read_bytes(f"v: {text}\n".encode(), "x").data))


def test_examples_of_fields_are_right() -> None:
    """What is shown for a field of a record is what that field takes."""
    text = "\n".join(example_line((field.name,), record_schema()) for field in MEETING.fields)
    record, faults = examine_record(read_bytes(f"{text}\n".encode(), "x"), TODAY, shape=MEETING)
    assert [fault for fault in faults if not fault.code.startswith("record.")] == []
    assert record.values.keys() == MEETING.by_name.keys()


def test_place_in_a_list_of_names() -> None:
    """A place below a name that the author chose is found in the schema."""
    assert "percent" in schema_at(("measures", "bat_ky"), framework_schema())["properties"]
