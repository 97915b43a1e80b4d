"""One entry of the ledger: its canonical bytes, its hash, and what makes two entries the same.

An entry's canonical bytes are compact JSON with sorted keys, of objects, lists, strings, whole numbers, true, false and
null: what RFC 8785 writes for the same value, its keys being names and ids. Points and other decimals are strings. The
hash of an entry is the SHA-256 of these bytes; they are also its leaf in the Merkle tree. Each entry carries the hash of
the one before it.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Body = dict[str, Any]
"""What an entry says: data for JSON, without floats."""

START = "0" * 64
"""What stands for the previous hash in the first entry."""
MAX_INTEGER = 2**53 - 1
"""The largest whole number that every reader of JSON takes as it is."""

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}")


class Kind(StrEnum):
    """What an entry records. Its body is described where it is made, in `bodies`."""

    FRAMEWORK = "framework"
    RECORD = "record"
    EVALUATION = "evaluation"
    DECISION = "decision"
    CORRECTION = "correction"
    OVERRIDE = "override"


# What identifies a body where its other parts follow from these, or may differ without making it another one: a
# framework's comments; the result of scoring the same record by the same framework.
_IDENTIFYING: Mapping[Kind, tuple[str, ...]] = {
    Kind.FRAMEWORK: ("hash",),
    Kind.EVALUATION: ("record", "framework"),
}


class NotCanonical(ValueError):  # noqa: N818 - says what the value is not
    """Data that has no canonical form here, or bytes that are not in it."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """By which version of the software something is recorded, and when: UTC, such as 2026-01-31T08:30:00Z."""

    software: str
    time: str

    def __post_init__(self) -> None:
        if not _TIME.fullmatch(self.time):
            raise NotCanonical(self.time)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `sequence` counts from 1 without gaps; `hash` is that of `canonical`."""

    sequence: int
    previous: str
    kind: Kind
    body: Body
    software: str
    time: str
    canonical: bytes
    hash: str


def make_entry(sequence: int, previous: str, kind: Kind, body: Body, stamp: Stamp) -> Entry:
    """Return the entry that follows the one whose hash is `previous`.

    Raises:
        NotCanonical: the body holds what has no canonical form.
    """
    told = {
        "body": body,
        "kind": str(kind),
        "previous": previous,
        "sequence": sequence,
        "software": stamp.software,
        "time": stamp.time,
    }
    content = canonical(told)
    return Entry(
        sequence=sequence,
        previous=previous,
        kind=kind,
        body=body,
        software=stamp.software,
        time=stamp.time,
        canonical=content,
        hash=sha256(content),
    )


def read_entry(content: bytes) -> Entry:
    """Return the entry whose canonical bytes are given; whether they are in canonical form is for `is_canonical`.

    Raises:
        NotCanonical: they are not those of an entry.
    """
    told = read_json(content)
    if (
        not isinstance(told, dict)
        or told.keys() != _PARTS.keys()
        or any(type(told[name]) is not _PARTS[name] for name in told)
    ):
        raise NotCanonical(content[:80])
    if told["kind"] not in list(Kind) or not _HASH.fullmatch(told["previous"]) or not _TIME.fullmatch(told["time"]):
        raise NotCanonical(content[:80])
    return Entry(
        sequence=told["sequence"],
        previous=told["previous"],
        kind=Kind(told["kind"]),
        body=told["body"],
        software=told["software"],
        time=told["time"],
        canonical=content,
        hash=sha256(content),
    )


_PARTS = {"body": dict, "kind": str, "previous": str, "sequence": int, "software": str, "time": str}


def identity(kind: Kind, body: Body) -> str:
    """Return what two entries of the same content have in common, whenever and by whichever version they were made."""
    names = _IDENTIFYING.get(kind)
    told = body if names is None else {name: body[name] for name in names}
    return sha256(_dumped({"body": told, "kind": str(kind)}))


def meeting_key(body: Body) -> str | None:
    """Return what the entries about one meeting have in common; None: the entry is about none."""
    meeting = body.get("meeting")
    return None if meeting is None else f"{meeting['kind']}/{meeting['date'] or meeting['period']}/{meeting['cell']}"


def canonical(data: object) -> bytes:
    """Return data as canonical JSON.

    Raises:
        NotCanonical: it holds a float, a number too large, a key or a value that JSON has not, or half a character.
    """
    try:
        content = _dumped(data)
        same = json.loads(content, parse_float=_refuse, parse_constant=_refuse, parse_int=_bounded) == data
    except (TypeError, ValueError, RecursionError) as error:
        raise NotCanonical(str(error)) from error
    if not same:  # a tuple, or a key that was no text
        raise NotCanonical(content[:80])
    return content


def read_json(content: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what JSON of ours says.

    Raises:
        NotCanonical: it is no JSON, or holds a float.
    """
    try:
        return json.loads(content, parse_float=_refuse, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(content[:80]) from error


def is_canonical(content: bytes, data: object) -> bool:
    """Tell whether bytes are the canonical form of the data that was read from them."""
    return _dumped(data) == content


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _dumped(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _refuse(number: str) -> None:
    raise NotCanonical(number)


def _bounded(digits: str) -> int:
    number = int(digits)
    if abs(number) > MAX_INTEGER:
        raise NotCanonical(digits)
    return number
