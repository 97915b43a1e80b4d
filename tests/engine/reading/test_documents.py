"""Reading YAML and JSON into plain values with places: what is kept, what is refused, and that nothing else happens."""

from __future__ import annotations

import json
import sys
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.engine.reading.catalog import CRITERIA
from chamdiem.engine.reading.documents import MAX_BYTES, MAX_DEPTH, Data, Document, read_bytes, read_file
from chamdiem.engine.texts import LANGS
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import Fault, FaultyInput, Place
from chamdiem.rules.records.scalars import Plain

if TYPE_CHECKING:
    from pathlib import Path

FRAMEWORK = (CRITERIA / "an-phu/2025.yaml").read_bytes()


def read(text: str, name: str = "f") -> Document:
    """Read a text."""
    return read_bytes(text.encode(), name)


def faults_of(text: str, name: str = "f") -> list[tuple[str, int, int]]:
    """Return the code, line and column of each fault of a text."""
    with pytest.raises(FaultyInput) as caught:
        read(text, name)
    return [(fault.code, fault.place.line, fault.place.column) for fault in caught.value.faults if fault.place]


# --- values ---

GUESSED = ["no", "yes", "true", "010", "0x1F", "0o7", "12:30", "1e999", "2025-11-05", "1_000", ".inf", "<<", "="]


@pytest.mark.parametrize("text", GUESSED)
def test_scalars_stay_text(text: str) -> None:
    """What YAML would take for a truth value, a number, a date or a merge key stays the text that was written."""
    assert read(f"a: {text}\n{text}: b").data == {"a": text, text: "b"}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL", "# chỉ có chú thích"])
def test_blank_is_missing(text: str) -> None:
    """A blank value and YAML's words for nothing are no value at all."""
    assert read(f"a: {text}").data == {"a": None}


@pytest.mark.parametrize("text", ['""', "''", '"null"', "'~'", "|-\n  null"])
def test_quoted_is_text(text: str) -> None:
    """What is quoted is text, whatever it says."""
    data = read(f"a: {text}").data
    assert isinstance(data, dict)
    assert isinstance(data["a"], str)
    assert not isinstance(data["a"], Plain)


def test_unquoted_text_says_so() -> None:
    """Text without quotes can be told from quoted text, so that a reader of words can refuse a bare `no`."""
    data = read("a: no\nb: 'no'").data
    assert isinstance(data, dict)
    assert isinstance(data["a"], Plain)
    assert not isinstance(data["b"], Plain)


def test_sequences_are_tuples() -> None:
    """Lists become tuples, nested as they stand, blank items being None."""
    assert read("a:\n  - 1\n  -\n  - [x, {y: z}]").data == {"a": ("1", None, ("x", {"y": "z"}))}


def test_texts_over_several_lines() -> None:
    """Block and folded texts are read as YAML says, with their line breaks or without."""
    assert read("a: |\n  một\n  hai\nb: >-\n  một\n  hai\n").data == {"a": "một\nhai\n", "b": "một hai"}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark(newline: str, mark: str) -> None:
    """The line ends of any system and a byte order mark change neither values nor places."""
    document = read(mark + newline.join(["# Hồ sơ", "a: 1", "b:", "  c: |", "    x", "    y", ""]))
    assert document.data == {"a": "1", "b": {"c": "x\ny\n"}}
    assert document.place(("b", "c"), of_key=True) == Place("f", 4, 3)


def test_text_is_kept() -> None:
    """The document keeps the text it was read from, without the byte order mark."""
    assert read("\ufeffa: 1\r\n").text == "a: 1\r\n"


# --- places ---

PLACED = read("Đảng bộ: {tên: Tuần Giáo, số: 3}\nchi bộ:\n  - mã: 1\n    tên:\n  - mã: 2\n")


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("Đảng bộ",), (1, 10), (1, 1)),
        (("Đảng bộ", "tên"), (1, 16), (1, 11)),
        (("Đảng bộ", "số"), (1, 31), (1, 27)),
        (("chi bộ",), (3, 3), (2, 1)),
        (("chi bộ", 0), (3, 5), (3, 5)),
        (("chi bộ", 0, "tên"), (4, 9), (4, 5)),
        (("chi bộ", 1, "mã"), (5, 9), (5, 5)),
    ],
)
def test_places(path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]) -> None:
    """Every value and every key has its line and column, counted from 1 in letters, not in bytes."""
    assert PLACED.place(path) == Place("f", *value)
    assert PLACED.place(path, of_key=True) == Place("f", *key)


def test_place_of_what_is_not_there() -> None:
    """What is not in the file is looked up where the nearest thing around it stands."""
    assert PLACED.place(("chi bộ", 1, "tên", "x")) == PLACED.place(("chi bộ", 1))
    assert PLACED.place(("không có",), of_key=True) == Place("f", 1, 1)
    assert Document("f", "", None, {}, {}).place(("a", 0)) == Place("f")


def test_places_of_json() -> None:
    """JSON has its places too, with tabs and blanks wherever JSON allows them."""
    document = read('{\n\t"a" : 1,\n\t"b"\t: [\n\t\ttrue\n\t]\n}', "f.json")
    assert document.data == {"a": "1", "b": ("true",)}
    assert document.place(("b", 0)) == Place("f.json", 4, 3)
    assert document.place(("b",), of_key=True) == Place("f.json", 3, 2)


# --- JSON ---


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"Chi b\u1ed9", "Chi bộ"),
        (r"\ud83c\udf3e", "🌾"),
        (r"\uD83C\uDF3E\ud83c\udf3e", "🌾🌾"),
        (r"\\ud83c", r"\ud83c"),
        (r"\\\ud83c\udf3e", "\\🌾"),
        (r"a\/b", "a/b"),
        (r"một\r\nhai\tba", "một\nhai\tba"),
        ("{a}: 'b' # c", "{a}: 'b' # c"),
    ],
)
def test_json_text(written: str, read_as: str) -> None:
    """Text in JSON is read as JSON means it, escapes and all."""
    assert read(f'{{"a": "{written}"}}', "f.json").data == {"a": read_as}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{"a": null\n "b": 1}', 2, 2),
        ('{"a": 1,}', 1, 9),
        ("{'a': 1}", 1, 2),
        ("{a: 1}", 1, 2),
        ('{"a": 1} x', 1, 10),
        ('{"a": "x\ty"}', 1, 9),
        ("a: 1", 1, 1),
    ],
)
def test_json_is_strict(text: str, line: int, column: int) -> None:
    """A file named .json must be JSON: what YAML would read on over is a fault there, at its place."""
    assert faults_of(text, "HO-SO.JSON") == [("json.syntax", line, column)]


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff\u2028\u2029")
TEXTS = st.text(LETTERS, max_size=30).map(lambda text: unicodedata.normalize("NFC", text))
KEYS = TEXTS.filter(lambda text: bool(text.strip()))
JSON_VALUES = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
JSON = st.dictionaries(KEYS, JSON_VALUES, min_size=1, max_size=4)


def as_read(value: object) -> Data:
    """Return the plain value that JSON must be read as: scalars as their text, lists as tuples."""
    match value:
        case dict():
            return {key: as_read(item) for key, item in value.items()}
        case list():
            return tuple(as_read(item) for item in value)
        case None | str():
            return value
        case _:
            return json.dumps(value)


@settings(max_examples=150)
@given(JSON, st.booleans(), st.sampled_from([None, 2, "\t"]))
def test_any_json_is_read(value: dict[str, object], ascii_only: bool, indent: int | str | None) -> None:  # noqa: FBT001
    """Whatever JSON a program writes, in whatever layout, is read as the same keys, texts and lists."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert read(text, "f.json").data == as_read(value)


# --- faults ---


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: \x07\nb: ấ\x7f\n", [("yaml.character", 1, 4), ("yaml.character", 2, 5)]),
        ("a: b\u2028c", [("yaml.character", 1, 5)]),
        ('a: "\\e\\0"', [("yaml.character", 1, 4), ("yaml.character", 1, 4)]),
        ('"a\\x85": 1', [("yaml.character", 1, 1)]),
        ('{"a": "\\u0000"}', [("yaml.character", 1, 7)]),
    ],
)
def test_invisible_characters(text: str, found: list[tuple[str, int, int]]) -> None:
    """A character that no one sees is refused where it stands, written out or as an escape, in values and keys."""
    assert faults_of(text) == found


def test_decomposed_text() -> None:
    """Decomposed text, as macOS writes it, is read composed in values, keys and escapes: it looks the same, so it is."""
    assert read("a\u0302: [a\u0302, e\u0302]").data == {"â": ("â", "ê")}
    assert read('{"a": "e\\u0302"}', "f.json").data == {"a": "ê"}
    assert faults_of("a\u0302: 1\nâ: 2") == [("yaml.duplicate_key", 2, 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x 1\nb: *x", [("yaml.alias", 1, 4), ("yaml.alias", 2, 4)]),
        ("a: &x [1]", [("yaml.alias", 1, 4)]),
        ("a: !!str 1", [("yaml.tag", 1, 4)]),
        ("a: !t [1]\nb: !t {c: 1}", [("yaml.tag", 1, 4), ("yaml.tag", 2, 4)]),
        ("a: ! x", [("yaml.tag", 1, 4)]),
        ("? [a, &b !!c d]\n: 1", [("yaml.key", 1, 3)]),
        ("? {a: 1}\n: 1\n? {a: 1}\n: 1", [("yaml.key", 1, 3), ("yaml.key", 3, 3)]),
        ("&x a: 1", [("yaml.key", 1, 1)]),
        ("'': 1\n' ': 2\n? \n: 3", [("yaml.key", 1, 1), ("yaml.key", 2, 1), ("yaml.key", 3, 2)]),
        ("a: 1\nb: 2\na: {c: 1, c: 2}\na: 3", [("yaml.duplicate_key", n, c) for n, c in [(3, 1), (3, 11), (4, 1)]]),
        ("--- {a: 1}\n--- {b: 2}\n--- {c: 3}", [("yaml.documents", 2, 1)]),
        ("- 1", [("yaml.not_mapping", 1, 1)]),
        ("chữ", [("yaml.not_mapping", 1, 1)]),
        ("---", [("yaml.not_mapping", 1, 1)]),
        ("a: &x 1\na: 2\nb: [", [("yaml.alias", 1, 4), ("yaml.duplicate_key", 2, 1), ("yaml.value", 3, 5)]),
    ],
)
def test_refused(text: str, found: list[tuple[str, int, int]]) -> None:
    """Anchors, aliases, tags, keys that are no text, repeated keys and second documents are refused, all at once."""
    assert faults_of(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a:\n\tb: 1", ("yaml.tab", 2, 1)),
        ("a: |\n\t x", ("yaml.tab", 2, 1)),
        ("a: 1\nb 2\nc: 3", ("yaml.no_colon", 2, 1)),
        ("a: 1\nb 2", ("yaml.no_colon", 2, 1)),
        ("a 1\nb: 2", ("yaml.colon", 2, 2)),
        ("a: b: c", ("yaml.colon", 1, 5)),
        ("a: 1\n b: 2", ("yaml.colon", 2, 3)),
        ("{ấ: 1, 2:}", ("yaml.colon", 1, 9)),
        ("{ấ: 7,5}", ("yaml.no_value", 1, 7)),
        ("{ấ: 7, b: {c, d: 1}, e: }", ("yaml.no_value", 1, 12)),
        ("? ấ\n", ("yaml.no_value", 1, 3)),
        ("a: - b", ("yaml.dash", 1, 4)),
        ("a: %b", ("yaml.start", 1, 4)),
        ("a: `b", ("yaml.start", 1, 4)),
        ("a: ? b", ("yaml.start", 1, 4)),
        ("a: & b", ("yaml.start", 1, 4)),
        ("a: 'b\nc: d", ("yaml.quote", 1, 4)),
        ("a: 'b\n---\nc: d'", ("yaml.quote", 1, 4)),
        ('a: "b\nc: "d"\n', ("yaml.quote", 1, 4)),
        ('- a: "b\n  c: "d"\n', ("yaml.quote", 1, 6)),
        ('a: "b\n  c"\n d: 1', ("yaml.indent", 3, 2)),
        ('a: "b" c', ("yaml.indent", 1, 8)),
        ("a:\n  - b\n c: 1", ("yaml.indent", 3, 2)),
        ("- a\nb: 1", ("yaml.indent", 2, 1)),
        ('a: "\\q"', ("yaml.escape", 1, 5)),
        ('a: "\\xzz"', ("yaml.escape", 1, 7)),
        ('a: "\\ud800"', ("yaml.escape", 1, 7)),
        ("a: [1, 2\nb: 1", ("yaml.bracket", 2, 2)),
        ("a: {b: 1\nc: 1", ("yaml.bracket", 2, 2)),
        ("a: ]", ("yaml.value", 1, 4)),
        ("a: | b", ("yaml.block", 1, 6)),
        ("a: |0\n b", ("yaml.block", 1, 5)),
        ("{a: 1}}", ("yaml.trailing", 1, 7)),
        ("%YAML 3.0\n---\na: 1", ("yaml.syntax", 1, 1)),
    ],
)
def test_wrong_yaml(text: str, found: tuple[str, int, int]) -> None:
    """What is wrong in the notation is said in our words, where the mistake is and not where the parser stumbled."""
    assert faults_of(text) == [found]


@pytest.mark.parametrize(
    "text", ["a: <<: b", "a: 'b", "a: [", "a: *", "a: \t- b", "%", "a: !<", "a: |x", '"\\', "{a: }}"]
)
def test_no_english_of_the_parser(text: str) -> None:
    """Not a word of libyaml's own complaint reaches the Vietnamese sentence."""
    with pytest.raises(FaultyInput) as caught:
        read(text)
    for fault in caught.value.faults:
        assert not any(word in say_fault("vi", fault) for word in ("expected", "found", "while", "context", "scanning"))


# --- bounds ---


def nested(depth: int) -> str:
    """Return lists nested so deep below one key."""
    return "a: " + "[" * depth + "]" * depth


def test_depth_bound() -> None:
    """The deepest nesting that is allowed is read, and one level more is refused at its place."""
    assert read(nested(MAX_DEPTH - 1)).data is not None
    assert faults_of(nested(MAX_DEPTH)) == [("yaml.too_deep", 1, 3 + MAX_DEPTH)]


def test_size_bound() -> None:
    """A file of the largest size is read, and one byte more is refused."""
    text = b"a: 1\n#"
    assert read_bytes(text + b"x" * (MAX_BYTES - len(text)), "f").data == {"a": "1"}
    with pytest.raises(FaultyInput) as caught:
        read_bytes(text + b"x" * (MAX_BYTES - len(text) + 1), "f")
    assert [fault.code for fault in caught.value.faults] == ["file.too_large"]


@pytest.mark.parametrize(
    "content",
    [
        b"[" * MAX_BYTES,
        b"\0" * MAX_BYTES,
        b"a: " + b"\x01\n" * (MAX_BYTES // 2 - 2),
        b"\xff" * MAX_BYTES,
        b"a: &a\n" * (MAX_BYTES // 6),
        b"".join(b"k%d: 1\n" % number for number in range(60_000)),
        b"a: 1\n" * (MAX_BYTES // 5),
        b'"' + b"x\n" * (MAX_BYTES // 2 - 1),
        b"a: '" + b"'' " * (MAX_BYTES // 3 - 2),
    ],
    ids=["brackets", "zeros", "controls", "bytes", "anchors", "keys", "same_key", "quote", "quotes"],
)
def test_hostile_files_are_refused_soon(content: bytes) -> None:
    """The largest file that is made to be slow is refused; the work on it grows as its size does, not as its square."""
    with pytest.raises(FaultyInput):
        read_bytes(content, "f")
    part = content[: len(content) // 16]
    assert calls_to_read(part) < 3 * calls_to_read(part[: len(part) // 2]) + 1000


def calls_to_read(content: bytes) -> int:
    """Return how many functions are called until a file is read or refused: the same number on every machine."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        with suppress(FaultyInput):
            read_bytes(content, "f")
    finally:
        sys.setprofile(None)
    return calls


# --- files ---


def test_file_is_read(tmp_path: Path) -> None:
    """A file is read by its path, and its places name that path."""
    file = tmp_path / "hồ sơ.yaml"
    file.write_text("a: 1", encoding="utf-8")
    document = read_file(file)
    assert document.data == {"a": "1"}
    assert document.place(("a",)) == Place(str(file), 1, 4)


def test_whole_file_faults_name_the_file(tmp_path: Path) -> None:
    """A fault of the file as a whole names the file, without a line."""
    with pytest.raises(FaultyInput) as caught:
        read_file(tmp_path)
    assert [fault.place for fault in caught.value.faults] == [Place(str(tmp_path))]


def test_endless_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    """No more than the bound is read of a file, however long it is."""
    file = tmp_path / "f.yaml"
    with file.open("wb") as stream:
        stream.truncate(10 * 1024**3)
    with pytest.raises(FaultyInput) as caught:
        read_file(file)
    assert [fault.code for fault in caught.value.faults] == ["file.too_large"]


# --- whatever the bytes ---

SNIPPETS = [b"&a ", b"*a", b"!!x ", b"---\n", b"\t", b"{", b"[", b"]", b"}", b'"', b"'", b"|", b">", b"%", b"? ", b": "]
SNIPPETS += [
    b"\xff",
    b"\xef\xbb\xbf",
    b"\0",
    b"\r",
    b"\x85",
    b"\xe2\x80\xa8",
    b"#",
    b"- ",
    b"<<: ",
    b"\\",
    b"@",
    b"\n ",
]
EDITS = st.lists(
    st.tuples(
        st.integers(0, len(FRAMEWORK)),
        st.integers(0, 40),
        st.sampled_from(SNIPPETS) | st.binary(min_size=0, max_size=6),
    ),
    min_size=1,
    max_size=4,
)


def check_reading(content: bytes) -> None:
    """Read bytes: a document, or faults of which each has a place and a sentence in both languages."""
    try:
        assert isinstance(read_bytes(content, "f").data, dict)
        faults: tuple[Fault, ...] = ()
    except FaultyInput as error:
        faults = error.faults or (Fault("no.fault"),)
    for fault in faults:
        assert fault.place is not None
        assert fault.place.file == "f"
        assert fault.place.line > 0 or fault.code.startswith("file.")
        assert fault.place.line <= content.count(b"\n") + content.count(b"\r") + 1
        assert all(say_fault(lang, fault).isprintable() for lang in LANGS)


@settings(max_examples=300)
@given(EDITS)
def test_mutated_yaml(edits: list[tuple[int, int, bytes]]) -> None:
    """However the bytes of a sound file are damaged, it is read or refused with sentences, and never crashes."""
    content = FRAMEWORK
    for start, length, snippet in edits:
        content = content[:start] + snippet + content[start + length :]
    check_reading(content)


@settings(max_examples=300)
@given(st.binary(max_size=200) | st.lists(st.sampled_from([*SNIPPETS, b"a", b"\n", b" "]), max_size=40).map(b"".join))
def test_any_bytes(content: bytes) -> None:
    """Whatever bytes are given, they are read or refused with sentences."""
    check_reading(content)
