"""What jobs are given and what they made: files in a folder of the data folder, each whole or not there, kept for days.

A file lies under a name that nothing but its job knows; what it is called when it is fetched, the job says.
"""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.files.atomic import file_hash, sync_file, sync_folder
from chamdiem.web import settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_NAME = re.compile(r"[0-9a-f]{32}\.[a-z]{2,5}")
_PLACE, _SENT = "viec-", "gui-"
"""How the folders begin in which jobs work, and in which what is sent lies until it is whole."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is kept: under which name, how large it is, and its hash."""

    name: str
    size: int
    sha256: str


def folder() -> File:
    """Return the folder of the files of jobs; nobody else can read it."""
    found = settings.folder().path / "jobs"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


@contextmanager
def working_place() -> Iterator[File]:
    """Give a folder in which a job works, and which is taken away with all that was not kept."""
    with tempfile.TemporaryDirectory(prefix=_PLACE, dir=folder(), ignore_cleanup_errors=True) as place:
        yield File(place)


def keep(file: File) -> KeptFile:
    """Keep a file that lies in a working place, under a new name; by then it has reached the disk."""
    sync_file(file)
    kept = KeptFile(_new_name(file.suffix), file.stat().st_size, file_hash(file) or "")
    file.rename(folder() / kept.name)
    sync_folder(folder())
    return kept


def keep_bytes(content: bytes, suffix: str) -> KeptFile:
    """Keep what somebody sent; nothing but its beginning tells what it is."""
    with tempfile.TemporaryDirectory(prefix=_SENT, dir=folder()) as place:
        file = File(place) / f"x{suffix}"
        file.write_bytes(content)
        return keep(file)


def find(name: str) -> File | None:
    """Return a file that is kept; None: it is not there any more."""
    file = folder() / name
    return file if _NAME.fullmatch(name) and file.is_file() else None


def drop(name: str) -> None:
    """Keep a file no longer."""
    file = find(name)
    if file is not None:
        file.unlink(missing_ok=True)


def drop_others(kept: Collection[str], before: float) -> None:
    """Keep only some of the files from before a time: of later ones nobody may have said yet whose they are."""
    for each in folder().iterdir():
        if _NAME.fullmatch(each.name) and each.name not in kept:
            with suppress(OSError):
                if each.stat().st_mtime < before:
                    each.unlink()


def clear_places() -> None:
    """Take away what processes that were killed left of their work."""
    for each in folder().glob(f"{_PLACE}*"):
        shutil.rmtree(each, ignore_errors=True)


def _new_name(suffix: str) -> str:
    return f"{secrets.token_hex(16)}{suffix}"
