"""Forge ledgers as someone who owns the file can: what entries say is changed, and every hash is made anew."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from chamdiem.engine.ledger.backend import StoredEntry
from chamdiem.engine.ledger.entries import START, NotCanonical, meeting_key, read_entry, sha256
from chamdiem.engine.ledger.store import row_of

Entry = dict[str, Any]
"""An entry as JSON gives it, without its hash."""
Change = Callable[[Entry], object]


@dataclass(frozen=True)
class Forgery:
    """One lie: what it is called, the number of the entry that tells it, and how it is told.

    `raw` changes the bytes of the entry instead, so that they need not be canonical, nor JSON.
    """

    name: str
    number: int
    change: Change | None = None
    raw: Callable[[bytes], bytes] | None = None


def forged(entries: list[tuple[Entry, str]], forgery: Forgery) -> list[StoredEntry]:
    """Return the rows of a ledger in which one entry was changed and all hashes and references follow it."""
    rows: list[StoredEntry] = []
    names: dict[str, str] = {}
    previous = START
    for number, (entry, old) in enumerate(entries, 1):
        text = json.dumps(entry, ensure_ascii=False)
        for name, new in names.items():
            text = text.replace(name, new)
        told = json.loads(text) | {"previous": previous}
        if number == forgery.number and forgery.change is not None:
            told = copy.deepcopy(told)
            forgery.change(told)
        content = json.dumps(told, ensure_ascii=_halves(told), sort_keys=True, separators=(",", ":"))
        written = content.encode()
        if number == forgery.number and forgery.raw is not None:
            written = forgery.raw(written)
        rows.append(_row(number, written, told))
        names[old] = previous = rows[-1].hash
    return rows


def _halves(told: Entry) -> bool:
    return "\\ud8" in json.dumps(told)


def _row(number: int, content: bytes, told: Entry) -> StoredEntry:
    """Return the row of an entry, with what it should be found by where that can be told."""
    try:
        return row_of(read_entry(content))
    except NotCanonical:
        try:
            meeting = None if _halves(told) else meeting_key(told["body"])
        except (AttributeError, KeyError, TypeError):
            meeting = None
        hash_ = sha256(content)
        return StoredEntry(number, hash_, hash_, meeting, content)


def line(row: StoredEntry) -> bytes:
    """Return a row as a line of an export, as well as that can be."""
    try:
        told = json.loads(row.content)
        text = json.dumps(told | {"hash": row.hash}, ensure_ascii=_halves(told), sort_keys=True, separators=(",", ":"))
        return text.encode() + b"\n"
    except (ValueError, TypeError, RecursionError):
        return row.content + b"\n"


# --- entries of the wrong shape ---

ODD: tuple[tuple[str, object], ...] = (
    ("a number", 7),
    ("a truth", True),
    ("thirty digits", 10**29),
    ("a list", [[["x"]]]),
    ("an object", {"x": {"y": "z"}}),
    ("nothing", None),
    ("blank", ""),
    ("an escape", "x\x1b[31mđỏ"),
    ("a C1 control", "x\x9b31m"),
    ("a line end", "x\ny"),
    ("half a character", "x\ud800"),
)
OPEN = frozenset({"date", "stated_rating", "total", "maximum", "rating", "by", "text"})
"""Parts that may be null, or hold any text."""


def leaves(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of everything in an entry that is no object and no list."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else None
    if items is None:
        yield path
        return
    for key, value in items:
        if isinstance(value, list) and len(value) > 2:
            value = value[:2]  # noqa: PLW2901 - only looked through
        yield from leaves(value, (*path, key))


def put(path: tuple[str | int, ...], value: object) -> Change:
    """Return what puts a value at a path."""

    def change(entry: Entry) -> None:
        holder: Any = entry
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = value

    return change


def take(path: tuple[str | int, ...]) -> Change:
    """Return what takes out what is at a path."""

    def change(entry: Entry) -> None:
        holder: Any = entry
        for step in path[:-1]:
            holder = holder[step]
        del holder[path[-1]]

    return change


def misshapen(entries: list[tuple[Entry, str]]) -> Iterator[Forgery]:
    """Yield a lie for every place in which a part could be of another form, is missing or is one too many."""
    for number, (entry, _) in enumerate(entries, 1):
        for path in leaves(entry):
            if path[0] == "sequence" or path[0] == "previous":
                continue
            where = f"{entry['kind']} {'.'.join(map(str, path))}"
            for name, value in ODD:
                if _is_wrong(entry, path, value):
                    yield Forgery(f"{where}: {name}", number, put(path, value))
            if not set(path) & {"data", "findings", "derivation", "possible_ratings", "gates", "caps"}:
                yield Forgery(f"{where}: missing", number, take(path))
        yield Forgery(f"{entry['kind']}: a part more", number, put(("more",), "x"))
        yield Forgery(f"{entry['kind']}: a part of the body more", number, put(("body", "more"), "x"))


def _is_wrong(entry: Entry, path: tuple[str | int, ...], value: object) -> bool:
    holder: Any = entry
    for step in path:
        holder = holder[step]
    if type(value) is type(holder) and not isinstance(value, str):
        return False
    if "data" in path or path[-1] == "text":  # any text, list or object may stand in a record
        return isinstance(value, int | None) or value == "x\ud800"
    nullable = set(path) & {*OPEN, "points", "gates", "caps"} or holder is None
    return not (value is None and nullable)


def bytes_of(number: int) -> Iterator[Forgery]:
    """Yield entries whose bytes are not what this program writes, or are no JSON."""
    deep = b'{"a":' * 3000 + b"1" + b"}" * 3000
    for name, raw in (
        ("nothing at all", lambda _content: b""),
        ("rubbish", lambda _content: b"\x00\x01{"),
        ("a list", lambda content: b"[" + content + b"]"),
        ("NaN", lambda content: content.replace(b'"kind"', b'"a":NaN,"kind"', 1)),
        ("Infinity", lambda content: content.replace(b'"sequence":', b'"sequence":Infinity,"s":', 1)),
        ("a key twice", lambda content: content.replace(b'"kind":', b'"kind":"seal","kind":', 1)),
        ("another time twice", lambda content: content.replace(b'"time":', b'"time":"2020-01-01T00:00:00Z","time":', 1)),
        ("thirty digits", lambda content: content.replace(b'"sequence":', b'"sequence":' + b"9" * 30 + b',"s":', 1)),
        ("five thousand digits", lambda content: content.replace(b'"kind"', b'"a":' + b"9" * 5000 + b',"kind"', 1)),
        ("too deep", lambda content: content.replace(b'"kind"', b'"a":' + deep + b',"kind"', 1)),
        ("too deep in the body", lambda content: content.replace(b'"body":{', b'"body":{"a":' + deep + b",", 1)),
        ("a bomb", lambda _content: b"[" * 200_000),
        ("blanks", lambda content: content.replace(b":", b": ", 1)),
        ("a part twice in the body", lambda content: content.replace(b'"body":{', b'"body":{"role":"x",', 1)),
        ("a mark of byte order", lambda content: b"\xef\xbb\xbf" + content),
        ("a huge text", lambda content: content.replace(b'"software":"', b'"software":"' + b"\\u001b" * 100_000, 1)),
    ):  # fmt: skip
        yield Forgery(f"bytes: {name}", number, raw=raw)
