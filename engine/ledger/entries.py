"""One entry of the ledger: its canonical bytes, its hash, and what makes two entries the same.

An entry's canonical bytes are compact JSON with sorted keys, of objects, lists, strings, whole numbers, true, false and
null: what RFC 8785 writes for the same value, its keys being names and ids. Points and other decimals are strings. The
hash of an entry is the SHA-256 of these bytes, which are also its leaf in the Merkle tree. Each entry carries the hash
of the one before it.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from chamdiem.engine.files.json_text import canonical_json
from chamdiem.engine.ledger.content_readers import READERS
from chamdiem.engine.ledger.keys import lock_key, mandate_key, organisation_key, period_key, record_key
from chamdiem.engine.ledger.shapes import Misshapen, hash_, of_type, one_of, parts, time, words

if TYPE_CHECKING:
    from collections.abc import Collection

    from chamdiem.engine.ledger.contents import Content

Body = dict[str, Any]
"""What an entry says: data for JSON, without floats."""

START = "0" * 64
"""What stands for the previous hash in the first entry."""
MAX_INTEGER = 2**53 - 1
"""The largest whole number that every reader of JSON takes as it is."""


class EntryKind(StrEnum):
    """What an entry records."""

    FRAMEWORK = "framework"
    RECORD = "record"
    EVALUATION = "evaluation"
    DECISION = "decision"
    CORRECTION = "correction"
    OVERRIDE = "override"
    NOT_HELD = "not_held"
    PERIOD = "period"
    SEAL = "seal"
    SUBMISSION = "submission"
    UPPER = "upper"
    RETURN = "return"
    LOCK = "lock"
    ORGANISATION = "organisation"
    MANDATE = "mandate"
    CLOCK = "clock"


class NotCanonical(ValueError):  # noqa: N818 - says what the value is not
    """Data that has no canonical form here, or bytes that are not in it.

    `part` leads to what no entry says so, where the rest is an entry's.
    """

    def __init__(self, why: object = "", part: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.part = part


@dataclass(frozen=True, slots=True)
class EntryStamp:
    """By which version of the software something is recorded, and when: UTC, such as 2026-01-31T08:30:00Z."""

    software: str
    time: str

    def __post_init__(self) -> None:
        try:
            _STAMPED({"software": self.software, "time": self.time})
        except Misshapen as error:
            raise NotCanonical(self.time, error.path) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `sequence` counts from 1 without gaps; `hash` is that of `canonical`."""

    sequence: int
    previous: str
    kind: EntryKind
    body: Body
    software: str
    time: str
    canonical: bytes
    hash: str
    read: Content | None = field(default=None, compare=False, repr=False)

    @property
    def content(self) -> Content:
        """What the body says, as a value.

        Raises:
            NotCanonical: nothing that an entry of its kind can say; never of an entry that was read or appended.
        """
        return self.read or read_body(self.kind, self.body)


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """What an entry is to say, before it has its place: `content` are the canonical bytes of its body."""

    kind: EntryKind
    body: Body
    content: bytes
    read: Content | None = None

    @property
    def identity(self) -> str:
        """What two entries of the same content have in common, whenever and by whichever version they were made.

        A framework is what its content hash says: comments and layout do not make it another one.
        """
        told = canonical_json({"hash": self.body["hash"]}) if self.kind is EntryKind.FRAMEWORK else self.content
        return sha256(b'{"body":%b,"kind":"%b"}' % (told, self.kind.encode()))


def make_draft(kind: EntryKind, body: Body) -> EntryDraft:
    """Return what an entry is to say; its body must have a `canonical` form, and what `read_body` needs."""
    return EntryDraft(kind, body, canonical(body), read_body(kind, body))


def read_body(kind: EntryKind, body: Body) -> Content:
    """Return what a body says, as a value.

    Raises:
        NotCanonical: it is not what an entry of this kind says.
    """
    try:
        return READERS[kind](body)
    except Misshapen as error:
        raise NotCanonical(kind, ("body", *error.path)) from error


def make_entry(sequence: int, previous: str, draft: EntryDraft, stamp: EntryStamp) -> Entry:
    """Return the entry that follows the one whose hash is `previous`."""
    content = _composed(draft, sequence, previous, stamp)
    return Entry(
        sequence=sequence,
        previous=previous,
        kind=draft.kind,
        body=draft.body,
        software=stamp.software,
        time=stamp.time,
        canonical=content,
        hash=sha256(content),
        read=draft.read,
    )


def _composed(draft: EntryDraft, sequence: int, previous: str, stamp: EntryStamp | Entry) -> bytes:
    """Return an entry's canonical bytes: the keys are sorted, and of the values only a software is any words."""
    place = (draft.content, draft.kind.encode(), previous.encode(), sequence)
    told = (canonical_json(stamp.software), stamp.time.encode())
    return b'{"body":%b,"kind":"%b","previous":"%b","sequence":%d,"software":%b,"time":"%b"}' % (*place, *told)


# who goes through a ledger reads an entry, and again what stands about the same meeting: of equal bytes it is the same
@lru_cache(maxsize=16)
def read_entry(content: bytes) -> Entry:
    """Return the entry whose canonical bytes are given; whether they are in canonical form is for `redrafted`.

    Raises:
        NotCanonical: they are not those of an entry.
    """
    told = read_json(content)
    if b"\\" in content and _ESCAPED_HALF.search(content):
        try:
            canonical_json(told)
        except (ValueError, RecursionError) as error:
            raise NotCanonical(str(error)) from error
    try:
        head = _HEAD(told)
    except Misshapen as error:
        raise NotCanonical(error.path, error.path if isinstance(told, dict) else ()) from error
    read = read_body(head["kind"], head["body"])
    return Entry(**head, canonical=content, hash=sha256(content), read=read)


_ESCAPED_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
"""Half of a character: it can stand in JSON as an escape, and cannot be written."""


def _number(data: object) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or not 0 < data <= MAX_INTEGER:
        raise Misshapen
    return data


_STAMP = {"software": words, "time": time}
_STAMPED = parts(_STAMP)
_HEAD = parts(
    {"body": of_type(dict), "kind": one_of(tuple(EntryKind)), "previous": hash_, "sequence": _number, **_STAMP}
)


def meeting_key(body: Body) -> str | None:
    """Return what the entries about one meeting have in common: cell, month and kind; None: the entry is about none.

    What is said of a cell over several months has a key of its own, and so have organisations, mandates and locks.
    """
    meeting = body.get("meeting")
    if meeting is None:
        return _other_key(body)
    return record_key(meeting["cell"], meeting["period"], meeting.get("kind", ""), meeting.get("subject", ""))


def _other_key(body: Body) -> str | None:
    match body:
        case {"span": span, "period": period, "cell": cell}:
            return period_key(period, span, cell)
        case {"locked": _, "period": period, "node": node}:
            return lock_key(node, period)
        case {"event": _, "node": node}:
            return organisation_key(node)
        case {"actor": _, "id": name}:
            return mandate_key(name)
        case _:
            return None


def canonical(data: object) -> bytes:
    """Return data as canonical JSON.

    Raises:
        NotCanonical: it holds a float, a number too large, a key or a value that JSON has not, or half a character.
    """
    try:
        content = canonical_json(data)
        same = _is_plain(data) or _read_strictly(content) == data
    except (TypeError, ValueError, RecursionError) as error:
        raise NotCanonical(str(error)) from error
    if not same:  # a tuple, or a key that was no text
        raise NotCanonical(content[:80])
    return content


def _is_plain(data: object) -> bool:
    """Tell whether data are at once seen to be what JSON gives back: nearly all are, and to read them takes longer."""
    if type(data) is dict:
        if not _TEXT.issuperset(map(type, data)):
            return False
        inner: Collection[object] = data.values()
    elif type(data) is list:
        inner = data
    else:
        return type(data) in _LEAVES or (type(data) is int and -MAX_INTEGER <= data <= MAX_INTEGER)
    return all(_is_plain(each) for each in inner if type(each) not in _LEAVES)


_TEXT = frozenset({str})
_LEAVES = frozenset({str, bool, type(None)})


def _read_strictly(content: bytes) -> object:
    return json.loads(content, parse_float=_refuse, parse_constant=_refuse, parse_int=_bounded)


def read_json(content: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what JSON of ours says; of what is no JSON, or holds a float, `NotCanonical` is raised."""
    try:
        return _DECODER.decode(content.decode())
    except (AttributeError, ValueError, RecursionError) as error:  # a store that is damaged may give no bytes at all
        raise NotCanonical(str(error)) from error


def redrafted(entry: Entry) -> EntryDraft:
    """Return what an entry that was read says, written anew.

    Raises:
        NotCanonical: its bytes are not in canonical form.
    """
    try:
        draft = EntryDraft(entry.kind, entry.body, canonical_json(entry.body), entry.read)
        same = _composed(draft, entry.sequence, entry.previous, entry) == entry.canonical
    except (ValueError, RecursionError) as error:  # half a character, or nested too deep to be written
        raise NotCanonical(entry.sequence) from error
    if not same:
        raise NotCanonical(entry.sequence)
    return draft


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _refuse(number: str) -> None:
    raise NotCanonical(number)


# made once: a long ledger is read tens of thousands of times
_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)


def _bounded(digits: str) -> int:
    number = int(digits)
    if abs(number) > MAX_INTEGER:
        raise NotCanonical(digits)
    return number
