"""What no command ever writes over, whatever is asked for: ledgers, their exports, private keys, and our own records.

They are known by what is in them, since a ledger or a key may have any name.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING

from chamdiem.engine.files.atomic import PREFIX, refuse_irregular
from chamdiem.rules.records.faults import FaultyInput, refusal

if TYPE_CHECKING:
    from pathlib import Path as File

INDEX = ".chamdiem"
"""The list of what was written in a folder, see `ownership`."""
SETTINGS = "chamdiem.toml"
_SQLITE = b"SQLite format 3\0"
_BESIDE = re.compile(r"-(wal|shm|journal)$", re.IGNORECASE)
"""What SQLite keeps beside a database: what was committed last may stand nowhere else."""
_KEY = re.compile(rb"PRIVATE\+KEY\+|-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----")
_HEAD = 4096
_MAX_LINE = 64 * 1024 * 1024
_ENTRY = frozenset({"body", "hash", "kind", "previous", "sequence", "software", "time"})
"""The keys of a line of an export."""


def refuse_protected(file: File, *, exports: bool = True) -> None:
    """Refuse to write where something stands that cannot be made again.

    `exports`: an exported ledger is among it. Only a newer export of the same ledger may take its place.
    """
    refuse_irregular(file)
    code = _reserved(file) or _content(file, exports=exports)
    if code is not None:
        raise refusal(code, file)


def is_export(file: File) -> bool:
    """Tell whether a file is an exported ledger, by its first line."""
    return _is_entry(_first_line(file))


def _reserved(file: File) -> str | None:
    """Return why no file may be written under a name, if it is so."""
    if file.name == INDEX or file.name.startswith(PREFIX):
        return "file.our_records"
    if file.name == SETTINGS:
        return "file.settings"
    owner = file.with_name(_BESIDE.sub("", file.name)) if _BESIDE.search(file.name) else None
    return "file.ledger" if owner is not None and is_database(owner) else None


def is_database(file: File) -> bool:
    """Tell whether a file is an SQLite database, as a ledger is; one that cannot be read may be one."""
    try:
        return _head(file).startswith(_SQLITE)
    except FaultyInput:
        return True


def _content(file: File, *, exports: bool) -> str | None:
    head = _head(file)
    if head.startswith(_SQLITE):
        return "file.ledger"
    if _KEY.match(head):
        return "file.private_key"
    return "file.ledger_export" if exports and is_export(file) else None


def _head(file: File) -> bytes:
    """Return how an ordinary file begins; what cannot be read is not written over: nobody knows what it is."""
    try:
        if not file.is_file():
            return b""
        with file.open("rb") as stream:
            return _plain(stream.read(_HEAD))
    except OSError as error:
        raise refusal("file.not_permitted", file) from error


def _first_line(file: File) -> bytes:
    """Return the first line of a file that begins as JSON does: an entry may hold a whole framework."""
    if not _head(file).startswith(b"{"):
        return b""
    try:
        with file.open("rb") as stream:
            return _plain(stream.read(_MAX_LINE)).partition(b"\n")[0]
    except OSError:
        return b""


def _plain(head: bytes) -> bytes:
    """Return how a text begins, without the blanks and the signs of its encoding that editors put before it."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    return head.removeprefix(codecs.BOM_UTF8).lstrip()


def _is_entry(line: bytes) -> bool:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.keys() >= _ENTRY
