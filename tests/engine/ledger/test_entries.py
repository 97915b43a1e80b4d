"""Entries: one way to write each, one hash for it, and what makes two of them the same."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.engine.ledger.entries import (
    START,
    Body,
    EntryKind,
    EntryStamp,
    NotCanonical,
    canonical,
    make_draft,
    make_entry,
    meeting_key,
    read_entry,
    redrafted,
)

STAMP = EntryStamp("0.1.0", "2026-01-31T08:30:00Z")
MEETING = {"cell": "VD-01", "date": "2025-11-05", "kind": "regular", "period": "2025-11"}


def record(**data: Any) -> Body:  # noqa: ANN401 - data for JSON
    """Return the body of a record."""
    return {"meeting": MEETING, "data": data}


texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcxyz_.0189/", min_size=1), inner),
    max_leaves=20,
)


def test_canonical_form_of_the_standard() -> None:
    """RFC 8785, 3.2.2 and 3.2.3: sorted properties, no whitespace, literals, and only the escapes that must be."""
    data = {"string": '€$\u000f\nA\'B"\\\\"/', "literals": [None, True, False], "b": {}, "1": []}
    written = r'{"1":[],"b":{},"literals":[null,true,false],"string":"€$\u000f\nA' + r"'" + r'B\"\\\\\"/"}'
    assert canonical(data) == written.encode()


@given(values)
def test_canonical_form_is_the_only_one(data: object) -> None:
    """Law: what is read from canonical bytes is what was written, and is written as the same bytes again."""
    content = canonical(data)
    assert json.loads(content) == data
    assert canonical(json.loads(content)) == content


@pytest.mark.parametrize(
    "data",
    [1.5, float("nan"), [0.1], {"a": 1e300}, 2**53, -(2**53), (1, 2), {1: "a"}, {"a": {2}}, "\ud800", b"a"],
    ids=repr,
)
def test_no_canonical_form(data: object) -> None:
    """Floats, numbers that not every reader takes, tuples, keys that are no text and half characters are refused."""
    with pytest.raises(NotCanonical):
        canonical(data)


class Word(str):
    """A text of another class, as words of an enumeration are."""

    __slots__ = ()


LEAVES = (None, True, 0, 2**53 - 1, -(2**53), 1.0, 0.5, float("nan"), "", "a\n€", "\ud800", Word("b"), b"c")
KEYS = ("", "a", "é", Word("b"), 1, None, True)
odd = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
    ),
    max_leaves=6,
)


def as_json(data: object) -> bytes | None:
    """Return data as JSON in the canonical form; None: they are not the same once they are read from it."""

    def whole(digits: str) -> int:
        if abs(int(digits)) >= 2**53:
            raise ValueError
        return int(digits)

    def refused(number: str) -> None:
        raise ValueError(number)

    try:
        text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        again = json.loads(text, parse_int=whole, parse_float=refused, parse_constant=refused)
        return text.encode() if again == data else None
    except (TypeError, ValueError):
        return None


@given(odd)
def test_canonical_form_is_that_of_what_json_gives_back(data: object) -> None:
    """Law: data have a canonical form just if they are the same once they are read from JSON, without any float."""
    expected = as_json(data)
    if expected is None:
        with pytest.raises(NotCanonical):
            canonical(data)
    else:
        assert canonical(data) == expected


def test_nesting_without_end_is_refused() -> None:
    """Data nested deeper than can be written is refused, and no traceback of its own."""
    data: list[Any] = []
    for _ in range(100_000):
        data = [data]
    with pytest.raises(NotCanonical):
        canonical(data)


def test_hash_is_that_of_the_bytes() -> None:
    """An entry's hash is the SHA-256 of its canonical JSON, which holds all of it but the hash."""
    entry = make_entry(1, START, make_draft(EntryKind.RECORD, record(present="18")), STAMP)
    assert entry.hash == hashlib.sha256(entry.canonical).hexdigest()
    assert json.loads(entry.canonical) == {
        "body": record(present="18"),
        "kind": "record",
        "previous": "0" * 64,
        "sequence": 1,
        "software": "0.1.0",
        "time": "2026-01-31T08:30:00Z",
    }
    assert canonical(json.loads(entry.canonical)) == entry.canonical


names = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).filter(str.strip)
written = st.recursive(texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=20)


entries = given(st.dictionaries(texts, written), names, st.integers(1, 10**9))


def comes_back(data: dict[str, Any], software: str, sequence: int) -> None:
    """Make an entry, and read it from its bytes."""
    entry = make_entry(
        sequence, "ab" * 32, make_draft(EntryKind.RECORD, record(x=data)), EntryStamp(software, STAMP.time)
    )
    assert read_entry(entry.canonical) == entry
    assert redrafted(entry).identity == make_draft(EntryKind.RECORD, record(x=data)).identity


@entries
@settings(max_examples=20)
def test_read_back(data: dict[str, Any], software: str, sequence: int) -> None:
    """Law: an entry that is read from its bytes is the entry that was made, in canonical form."""
    comes_back(data, software, sequence)


@pytest.mark.nightly
@entries
@settings(max_examples=1000)
def test_a_thousand_are_read_back(data: dict[str, Any], software: str, sequence: int) -> None:
    """The same of a thousand entries."""
    comes_back(data, software, sequence)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("kind", "checkpoint"),
        ("sequence", "1"),
        ("sequence", 1.0),
        ("previous", "0" * 63),
        ("previous", "G" * 64),
        ("time", "2026-01-31"),
        ("time", "2026-01-31T08:30:00+07:00"),
        ("software", None),
        ("body", []),
        ("body", {"meeting": MEETING}),
        ("body", record() | {"more": 1}),
        ("body", record() | {"meeting": MEETING | {"cell": None}}),
        ("body", record() | {"data": "text"}),
        ("hash", "0" * 64),
    ],
)
def test_not_an_entry(part: str, value: object) -> None:
    """Bytes that lack a part, have one more, or one of the wrong shape are no entry."""
    entry = make_entry(1, START, make_draft(EntryKind.RECORD, record()), STAMP)
    with pytest.raises(NotCanonical):
        read_entry(json.dumps(json.loads(entry.canonical) | {part: value}).encode())


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"a":NaN}'])
def test_not_json(content: bytes) -> None:
    """What is no JSON object is no entry."""
    with pytest.raises(NotCanonical):
        read_entry(content)


def test_not_in_canonical_form() -> None:
    """The same JSON with a blank, in another order or with a key twice is not the canonical form."""
    entry = make_entry(1, START, make_draft(EntryKind.RECORD, record(a="1")), STAMP)
    text = entry.canonical.decode()
    for changed in (
        text.replace(":", ": ", 1),
        text.replace('"a":"1"', '"a":"2","a":"1"'),
        text.replace("1", "\\u0031", 1),
    ):
        assert json.loads(changed) == json.loads(text)
        with pytest.raises(NotCanonical):
            redrafted(read_entry(changed.encode()))


def test_body_of_the_wrong_shape_is_never_made() -> None:
    """A body has just the parts of its kind."""
    with pytest.raises(NotCanonical):
        make_draft(EntryKind.DECISION, record())


def test_same_content() -> None:
    """Two bodies with the same content are the same, whatever the order of their keys; another kind is another one."""
    first = make_draft(EntryKind.RECORD, {"meeting": MEETING, "data": {"a": "1", "b": "2"}})
    second = make_draft(EntryKind.RECORD, {"data": {"b": "2", "a": "1"}, "meeting": dict(reversed(MEETING.items()))})
    assert first.identity == second.identity
    assert first.identity != make_draft(EntryKind.RECORD, record(a="1")).identity


def test_a_framework_is_its_content() -> None:
    """A comment in a framework's text does not make it another framework."""
    first, second = ({"id": "a/1", "hash": "ab" * 32, "text": text} for text in ("a: 1", "# nhận xét\na: 1"))
    assert make_draft(EntryKind.FRAMEWORK, first).identity == make_draft(EntryKind.FRAMEWORK, second).identity


@pytest.mark.parametrize("time", ["", "2026-01-31T08:30:00", "2026-01-31 08:30:00Z", "٢026-01-31T08:30:00Z"])
def test_time_has_one_form(time: str) -> None:
    """A stamp's time is UTC to the second, in one form, so that times sort as texts do."""
    with pytest.raises(NotCanonical):
        EntryStamp("0.1.0", time)


def test_meetings_by_cell_month_and_kind() -> None:
    """A meeting is known by its cell, month and kind, whatever its day; a framework is about none."""
    assert meeting_key(record()) == "regular/2025-11/VD-01"
    assert meeting_key({"meeting": MEETING | {"date": None}}) == "regular/2025-11/VD-01"
    assert meeting_key({"id": "a/1"}) is None
