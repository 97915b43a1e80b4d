"""What this program wrote in a folder: a line for each file with its hash, so that only that, unchanged, is replaced.

The list lies in the folder itself, so it goes where the folder goes. Lines are only ever added, each by one write: two
commands at once cannot lose each other's. A list that is lost or spoilt costs nothing but a question. A link, or
something else than a file, in its place is refused (FaultyInput).
"""

from __future__ import annotations

import errno
import json
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from chamdiem.engine.files.atomic import file_hash, status, unwritable
from chamdiem.engine.files.protected import INDEX
from chamdiem.engine.files.systems import AS_IT_IS
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as File

MAX_BYTES = 16 * 1024 * 1024
"""A list that is longer is not read: it would be some hundred thousand files in one folder."""


def is_ours(file: File) -> bool:
    """Tell whether a file is what this program wrote there, not a byte of it changed."""
    known = {sha256 for name, sha256 in _lines(file.parent) if name == file.name}
    return bool(known) and file_hash(file) in known


def note(file: File, sha256: str) -> None:
    """Note, before it is put in its place, what is going to stand there.

    A list that belongs to another user is left as it is: that costs a question, and no more.
    """
    if (file.name, sha256) in set(_lines(file.parent)):
        return
    # in ASCII: a file may have a name that is no text of any kind
    line = json.dumps({"name": file.name, "sha256": sha256}).encode() + b"\n"
    refuse_taken(file.parent / INDEX)
    with suppress(OSError):
        _append(file.parent / INDEX, line, sync=True)


def append(file: File, line: bytes, *, sync: bool = True) -> None:
    """Add a line to a file of ours by one write; it is made where it is not there, and no link is followed.

    `sync`: it has reached the disk when this returns.
    """
    refuse_taken(file)
    try:
        _append(file, line, sync=sync)
    except OSError as error:
        raise unwritable(file, error) from error


def _append(file: File, line: bytes, *, sync: bool) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | AS_IT_IS, 0o666)
    try:
        if os.write(handle, line) < len(line):  # the disk takes no more, and has not said so yet
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if sync:
            os.fsync(handle)
    finally:
        os.close(handle)


def refuse_taken(file: File) -> None:
    """Refuse a link, a folder or a device under a name that this program keeps for a file of its own.

    What is added to a file of two names would be added to somebody's other file, too.
    """
    found = status(file)
    if found is not None and (not stat.S_ISREG(found.st_mode) or found.st_nlink > 1):
        raise refusal("file.taken", file)


def _lines(folder: File) -> Iterator[tuple[str, str]]:
    """Yield the names and hashes of a folder's list; a line that is none is passed over."""
    file = folder / INDEX
    found = status(file)
    if found is None or not stat.S_ISREG(found.st_mode) or found.st_size > MAX_BYTES:
        return
    with suppress(OSError):
        for line in file.read_bytes().splitlines():
            with suppress(ValueError, KeyError, TypeError, RecursionError):
                told = json.loads(line)
                yield told["name"], told["sha256"]
