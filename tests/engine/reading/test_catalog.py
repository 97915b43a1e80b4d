"""Finding frameworks and reading them: every shape that can be wrong has its sentence, and nothing else comes out."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError
from pydantic_core import _pydantic_core

from chamdiem.engine.reading.catalog import (
    Catalog,
    FixedCatalog,
    LoadedFramework,
    content_hash,
    framework_from_text,
    framework_schema,
    load_framework,
    parse_framework,
)
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.texts import LANGS
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.language.framework import Framework
from chamdiem.rules.records.faults import Fault, FaultyInput

BROKEN = Path(__file__).resolve().parents[2] / "broken"
SOUND = BROKEN / "criteria/mau/2025.yaml"
TEXT = SOUND.read_text(encoding="utf-8")


def data_of(text: str) -> Any:  # noqa: ANN401 - plain values, nested as the file is
    """Return a framework's content as JSON has it."""
    return json.loads(json.dumps(read_bytes(text.encode(), "f").data))


DATA = data_of(TEXT)


def read(data: object) -> LoadedFramework:
    """Read a framework from plain values."""
    return framework_from_text(json.dumps(data, ensure_ascii=False, indent=1), "f")


def faults_of(data: object) -> tuple[Fault, ...]:
    """Return the faults of a framework."""
    try:
        read(data)
    except FaultyInput as error:
        return error.faults
    return ()


def changed(path: tuple[str | int, ...], value: object) -> Any:  # noqa: ANN401
    """Return the sound framework with one value changed."""
    data = copy.deepcopy(DATA)
    value_at(data, path[:-1])[path[-1]] = value
    return data


def value_at(data: Any, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401
    """Return the value at a path."""
    for step in path:
        data = data[step]
    return data


# --- reading ---


def test_sound_framework_is_read() -> None:
    """A framework that uses every way of scoring is read, from a file and from text that was kept alike."""
    loaded = load_framework(SOUND)
    assert loaded.id == "mau/2025"
    assert loaded.file == str(SOUND)
    assert " ".join(item.id for item in loaded.framework.criteria) == "1.1 1.2 2.1 2.2 2.3 2.4 2.5 2.6 2.7"
    assert framework_from_text(loaded.document.text, "kept").framework == loaded.framework


def test_hash_is_of_the_content() -> None:
    """Comments, layout, quotes that change nothing and the order of keys do not change the hash."""
    loaded = load_framework(SOUND)
    assert (
        framework_from_text("# khác\n\n" + TEXT.replace("clause: Mục 1,", 'clause:   "Mục 1",'), "f").hash
        == loaded.hash
    )
    assert read(dict(reversed(DATA.items()))).hash == loaded.hash


@pytest.mark.parametrize(
    ("old", "new"),
    [("maximum: 50", "maximum: 50.0"), ("Phiếu đánh giá mẫu", "Phiếu"), ("[regular, combined]", "[regular]")],
)
def test_hash_changes_with_the_content(old: str, new: str) -> None:
    """Whatever is written otherwise gives another hash, though it may mean the same."""
    assert framework_from_text(TEXT.replace(old, new), "f").hash != load_framework(SOUND).hash


def test_hash_is_canonical() -> None:
    """The hash is the SHA-256 of the content as JSON with sorted keys and without blanks."""
    assert content_hash({"b": ("ă", None), "a": "1"}) == content_hash({"a": "1", "b": ["ă", None]})
    assert content_hash({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


# --- the catalog ---

CATALOG = Catalog(BROKEN / "criteria")


def test_catalog_lists_its_folder() -> None:
    """The catalog knows every framework of its folder by its place, sorted, and reads each once."""
    named = ("2024-a", "2024-b", "2025", "chong-nhau", "diem-am", "tap-the-2025", "tap-the-a", "tap-the-b")
    assert CATALOG.ids == tuple(f"mau/{name}" for name in named)
    assert tuple(loaded.id for loaded in CATALOG.all()) == CATALOG.ids
    assert CATALOG.get("mau/2025") is CATALOG.get("mau/2025")


def test_find_by_id_or_file() -> None:
    """A framework is found by its id, or read from a YAML file wherever it stands."""
    assert CATALOG.find("mau/2025").id == CATALOG.find(str(SOUND)).id == "mau/2025"


@pytest.mark.parametrize("name", ["", "mau", "mau/2099", "../mau/2025", "mau/../mau/2025", "MAU/2025", "mau/2025\n"])
def test_unknown_framework(name: str) -> None:
    """What is not in the catalog is refused, above all what would leave its folder; those that are there are named."""
    with pytest.raises(FaultyInput) as caught:
        CATALOG.find(name)
    [fault] = caught.value.faults
    assert fault.code == ("catalog.unknown_near" if name else "catalog.unknown")
    assert "mau/2024-a, mau/2024-b, mau/2025, mau/chong-nhau" in say_fault("vi", fault)


def catalog_of(folder: Path, **frameworks: str) -> Catalog:
    """Return a catalog of frameworks that differ in what they apply to and when."""
    for name, applies in frameworks.items():
        file = folder / "mau" / f"{name}.yaml"
        file.parent.mkdir(exist_ok=True)
        text = TEXT.replace("framework: mau/2025", f"framework: mau/{name}")
        start, _, rest = applies.partition(" ")
        text = text.replace("from: 2025-01-05, to: 2029-12-31", f"from: {start}")
        text = text.replace("applies_to: {organisations: [mau], ", f"applies_to: {{{rest}")
        file.write_text(text, encoding="utf-8")
    return Catalog(folder)


def test_narrowest_organisation_counts(tmp_path: Path) -> None:
    """Of several frameworks in force, the one made for the narrowest organisation above the cell scores the meeting."""
    catalog = catalog_of(
        tmp_path,
        chung="2020-01-01 ",
        tinh="2020-01-01 organisations: [dien-bien, son-la],",
        xa="2020-01-01 organisations: [dien-bien/tuan-giao],",
    )
    day = dt.date(2025, 11, 5)
    assert catalog.in_force(day, None, "regular").id == "mau/chung"
    assert catalog.in_force(day, "lai-chau", "regular").id == "mau/chung"
    assert catalog.in_force(day, "dien-bien", "regular").id == "mau/tinh"
    assert catalog.in_force(day, "dien-bien-phu", "regular").id == "mau/chung"
    assert catalog.in_force(day, "dien-bien/muong-cha", "regular").id == "mau/tinh"
    assert catalog.in_force(day, "dien-bien/tuan-giao/quai-to", "combined").id == "mau/xa"


@pytest.mark.parametrize(
    ("day", "kind", "code"),
    [
        (dt.date(2019, 12, 31), "regular", "catalog.none_in_force"),
        (dt.date(2020, 1, 1), "regular", ""),
        (dt.date(2020, 12, 31), "regular", ""),
        (dt.date(2021, 1, 1), "regular", "catalog.several_in_force"),
        (dt.date(2020, 6, 1), "thematic", "catalog.none_in_force"),
    ],
)
def test_days_in_force(tmp_path: Path, day: dt.date, kind: str, code: str) -> None:
    """A framework is in force on its first day; none and several in force are faults that name what there is."""
    catalog = catalog_of(tmp_path, cu="2020-01-01 ", moi="2021-01-01 ")
    if not code:
        assert catalog.in_force(day, "mau", kind).id == "mau/cu"
        return
    with pytest.raises(FaultyInput) as caught:
        catalog.in_force(day, "mau", kind)
    [fault] = caught.value.faults
    assert fault.code == code
    assert fault.details["names"] == {2019: "—", 2020: "mau/cu", 2021: "mau/cu, mau/moi"}[day.year]


def test_a_fixed_catalog_stays_as_it_was(tmp_path: Path) -> None:
    """What a folder gets later is in a catalog, and not in a fixed one that was asked before."""
    catalog_of(tmp_path, cu="2020-01-01 ")
    plain, fixed = Catalog(tmp_path), FixedCatalog(tmp_path)
    assert plain.ids == fixed.ids == ("mau/cu",)
    catalog_of(tmp_path, moi="2021-01-01 ")
    assert list(plain.ids) == ["mau/cu", "mau/moi"]
    assert list(fixed.ids) == ["mau/cu"]
    day = dt.date(2021, 1, 1)
    assert fixed.in_force(day, "mau", "regular").id == "mau/cu"


def test_in_force_to_its_last_day(tmp_path: Path) -> None:
    """A framework with a last day is in force on that day and not on the next."""
    catalog = Catalog(BROKEN / "criteria")
    assert catalog.in_force(dt.date(2029, 12, 31), "mau", "regular").id == "mau/2025"
    with pytest.raises(FaultyInput):
        catalog.in_force(dt.date(2030, 1, 1), "mau", "regular")
    assert Catalog(tmp_path).ids == ()


# --- every error of pydantic has its sentence ---

ERRORS_OF = {
    "definitions": set(),
    "definition-ref": set(),
    "default": set(),
    "nullable": set(),
    "no-info": set(),
    "model-field": set(),
    "function-before": set(),
    "function-after": set(),
    "model": {"model_type"},
    "model-fields": {"missing", "extra_forbidden"},
    "str": {"string_type", "string_pattern_mismatch"},
    "tuple": {"tuple_type", "too_short", "too_long", "missing"},
    "dict": {"dict_type"},
    "literal": {"literal_error"},
    # What these would refuse, our own readers have refused before.
    "int": {"greater_than"},
    "date": set(),
    "decimal": set(),
    "bool": set(),
    "any": set(),
    "function-plain": set(),
    "function-wrap": set(),
    # which branch is meant is told by what stands there, and only that branch refuses anything
    "tagged-union": set(),
    "union": set(),
}
"""Kinds of schema in the framework's models, and the errors that each can give to text, lists, mappings and blanks."""

FORCED: list[tuple[str, tuple[str | int, ...], object, str]] = [
    ("model_type", ("points",), "10", "shape.mapping"),
    ("model_type", ("groups", 0), "10", "shape.mapping_item"),
    ("model_type", ("groups", 0), None, "shape.blank_item"),
    ("missing", ("authority",), {}, "shape.missing"),
    ("missing", ("measures", "duration", "minutes_between"), ["date"], "shape.too_few"),
    ("extra_forbidden", ("titel",), "x", "shape.unknown_key"),
    ("extra_forbidden", ("titel",), None, "shape.unknown_key"),
    ("string_type", ("groups", 0, "id"), ["1"], "shape.text"),
    ("string_type", ("applies_to", "organisations"), [{}], "shape.text_item"),
    ("string_pattern_mismatch", ("framework",), "mau", "shape.framework_id"),
    ("string_pattern_mismatch", ("groups", 0, "id"), "a b", "shape.id"),
    ("string_pattern_mismatch", ("applies_to", "organisations"), ["A"], "shape.organisation"),
    ("string_pattern_mismatch", ("measures", "absences", "sum"), ["A"], "shape.name"),
    ("string_pattern_mismatch", ("measures", "Số đo"), DATA["measures"]["duration"], "shape.name_of_key"),
    ("tuple_type", ("groups",), "x", "shape.list"),
    ("tuple_type", ("groups",), None, "shape.blank"),
    ("too_short", ("groups",), [], "shape.too_few"),
    ("too_long", ("measures", "duration", "minutes_between"), ["date"] * 3, "shape.too_many"),
    ("dict_type", ("measures",), [], "shape.mapping"),
    ("literal_error", ("points", "rounding"), "x", "shape.choice"),
    ("literal_error", ("points", "rounding"), {}, "shape.choice"),
    ("literal_error", ("points", "rounding"), None, "shape.blank"),
    ("greater_than", ("points", "step"), "0", "shape.positive"),
]


def kinds_of_schema(node: object) -> set[str]:
    """Return the kinds of pydantic's own schema below a node."""
    if isinstance(node, dict):
        inner = [kinds_of_schema(value) for key, value in node.items() if key != "metadata"]
        kind = node.get("type")
        return set().union(*inner, {kind} if isinstance(kind, str) else set())
    return set().union(*(kinds_of_schema(item) for item in node)) if isinstance(node, list | tuple) else set()


def test_kinds_of_schema_are_known() -> None:
    """The models are made of no kind of schema whose errors were not thought of here."""
    assert kinds_of_schema(Framework.__pydantic_core_schema__) <= ERRORS_OF.keys()


def test_errors_of_pydantic_are_all_forced() -> None:
    """Every error that the models can give, by pydantic's own list, is forced below."""
    possible = set().union(*ERRORS_OF.values())
    assert possible <= {error["type"] for error in _pydantic_core.list_all_errors()}
    assert {kind for kind, *_ in FORCED} == possible


@pytest.mark.parametrize(("kind", "path", "value", "code"), FORCED)
def test_error_has_its_sentence(kind: str, path: tuple[str | int, ...], value: object, code: str) -> None:
    """Each error of pydantic becomes our fault with a sentence of its own."""
    data = changed(path, value)
    with pytest.raises(ValidationError) as caught:
        Framework.model_validate(read_bytes(json.dumps(data).encode(), "f").data, by_alias=True, by_name=False)
    assert kind in {error["type"] for error in caught.value.errors()}
    assert code in {fault.code for fault in faults_of(data)}
    check_faults(faults_of(data))


def check_faults(faults: tuple[Fault, ...]) -> None:
    """Check that each fault has a place in the file, and a finished sentence of its own in both languages."""
    for fault in faults:
        assert fault.place is not None
        assert fault.place.file == "f"
        assert fault.place.line > 0
        assert fault.code != "shape.other"
        for lang in LANGS:
            sentence = say_fault(lang, fault)
            assert sentence.endswith(".")
            assert ": ." not in sentence
            assert "“”" not in sentence


# --- one mistake, one fault ---


def test_a_faulty_item_does_not_shorten_its_list() -> None:
    """A list with a faulty item is not called too short beside: only the item is at fault."""
    data = changed(("groups", 0, "criteria", 1, "holds"), "x")
    assert [(fault.code, fault.path[-1]) for fault in faults_of(data)] == [("shape.mapping", "holds")]


def test_names_of_the_program_are_no_keys() -> None:
    """Only the keys of the format are read: `from_`, as the program calls `from`, is unknown."""
    data = changed(("in_force",), {"from_": "2025-01-01"})
    assert [fault.code for fault in faults_of(data)] == ["shape.missing", "shape.unknown_key"]


def test_faults_stand_at_their_keys_or_values() -> None:
    """An unknown key is pointed at itself, a wrong value at the value, a missing key at what should have it."""
    text = TEXT.replace("title: Phiếu đánh giá mẫu", "titel: Phiếu").replace("step: 0.5", "step: x")
    with pytest.raises(FaultyInput) as caught:
        framework_from_text(text, "f")
    found = [(fault.code, fault.place.line, fault.place.column) for fault in caught.value.faults if fault.place]
    assert found == [("shape.missing", 2, 1), ("shape.unknown_key", 3, 1), ("scalar.points", 9, 29)]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (("x",), "applies_to, authority, based_on, caps"),
        (("measures", "duration", "x"), "choose, count_of, days_between"),
        (("groups", 0, "x"), "criteria, groups, id, maximum, note, title"),
        (("groups", 0, "criteria", 0, "bands", "levels", 0, "x"), "above, at_least, at_most, below, points, title"),
        (("groups", 0, "criteria", 1, "holds", "x"), "above, all, answer, any, at"),
        (("findings", 0, "when", "all", 1, "any", 0, "x"), "above, all, answer, any, at"),
        (("caps", 1, "when", "not", "x"), "above, all, answer, any, at"),
    ],
)
def test_unknown_key_names_those_allowed(path: tuple[str | int, ...], allowed: str) -> None:
    """Wherever an unknown key stands, the keys that may stand there are named."""
    [fault] = [fault for fault in faults_of(changed(path, "1")) if fault.code == "shape.unknown_key"]
    assert fault.details["allowed"].startswith(allowed)


# --- the JSON Schema for editors ---

SCHEMA = framework_schema()


def as_editors_see(value: object) -> object:
    """Return plain values as an editor's YAML reader types them: numbers as numbers."""
    if isinstance(value, dict):
        return {key: as_editors_see(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_editors_see(item) for item in value]
    try:
        return json.loads(str(value)) if value is not None else None
    except ValueError:
        return value


def test_schema_takes_the_sound_framework() -> None:
    """The exported schema is a JSON Schema and finds nothing wrong with the sound framework as an editor reads it."""
    Draft202012Validator.check_schema(SCHEMA)
    assert list(Draft202012Validator(SCHEMA).iter_errors(as_editors_see(DATA))) == []


@pytest.mark.parametrize(("path", "value"), [(path, value) for _, path, value, _ in FORCED])
def test_schema_refuses_wrong_shapes(path: tuple[str | int, ...], value: object) -> None:
    """What we refuse for its shape an editor marks too; only a blank it may leave to us."""
    errors = list(Draft202012Validator(SCHEMA).iter_errors(as_editors_see(changed(path, value))))
    assert errors or (path, value) == (("points", "step"), "0")


# --- whatever the shape ---

CONDITION = {"fact": "present", "above": "0"}
TEXTS = [
    "",
    " ",
    "x",
    "no",
    "yes",
    "-1",
    "0",
    "7.25",
    "1e999",
    "99999999999",
    "Số 1",
    "maximum",
    "present",
    "date",
    "tot",
]
ODD: list[object] = [*TEXTS, "2.4/a", "1.1", None, [], ["x"], [None], [["x"]], [{"x": "1"}], {}, {"x": "y"}, CONDITION]
KEYS = sorted(
    {"x", "Bad Name", "", "<<", "is_", "all", "not", "fact", "answer", "at", "is", "in", "sum", "percent", "choose"}
)


def paths_in(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of every value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, item in inner for found in [(*path, key), *paths_in(item, (*path, key))]]


@st.composite
def damaged(draw: st.DrawFn) -> Any:  # noqa: ANN401
    """Draw the sound framework with one to three places deleted, replaced, renamed, repeated or swapped."""
    data = copy.deepcopy(DATA)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(paths_in(data)))
        holder, last = value_at(data, path[:-1]), path[-1]
        match draw(st.sampled_from(["delete", "replace", "rename", "repeat", "swap"])):
            case "delete":
                del holder[last]
            case "replace":
                holder[last] = copy.deepcopy(draw(st.sampled_from(ODD)))
            case "rename" if isinstance(holder, dict):
                keys = [*KEYS, *(key for key in DATA["groups"][0]["criteria"][0]), *holder]
                holder[draw(st.sampled_from(keys))] = holder.pop(last)
            case "repeat" if isinstance(holder, list):
                holder.append(copy.deepcopy(holder[-1]))
            case _:
                holder[last] = copy.deepcopy(value_at(data, draw(st.sampled_from(paths_in(data)))))
        if not data:
            break
    return data


def check_damaged(data: Any) -> None:  # noqa: ANN401
    """Read a damaged framework, and compile it if it is none."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    try:
        loaded = parse_framework(read_bytes(text.encode(), "f"))
    except FaultyInput as error:
        check_faults(error.faults or (Fault("no.fault"),))
    else:
        Scorer(loaded)


def test_a_second_criterion_of_one_id_is_told_of_whatever_the_first_asks() -> None:
    """Where a criterion that counts has the id of a later one, that is the fault, and nothing comes before it."""
    data = copy.deepcopy(DATA)
    own = {each["id"]: each for each in data["groups"][1]["criteria"]}
    own["2.5"]["id"] = "2.7"
    with pytest.raises(FaultyInput) as caught:
        read(data)
    assert "framework.repeated_id" in {fault.code for fault in caught.value.faults}


@settings(max_examples=80)
@given(damaged())
def test_damaged_framework(data: Any) -> None:  # noqa: ANN401
    """However a framework is damaged, it is refused with places and sentences, or it can be compiled and run."""
    check_damaged(data)


@pytest.mark.nightly
@settings(max_examples=5_000)
@given(damaged())
def test_many_damaged_frameworks(data: Any) -> None:  # noqa: ANN401
    """The same of five thousand."""
    check_damaged(data)
