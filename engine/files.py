"""Write files whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.rules.faults import Fault, FaultyInput, Place

if TYPE_CHECKING:
    from collections.abc import Iterable


_PREFIX, _SUFFIX = ".chamdiem-", ".tmp"


def write_text(file: File, text: str) -> File:
    """Write a text file, as `write_bytes` does."""
    return write_bytes(file, text.encode())


def write_bytes(file: File, content: bytes) -> File:
    """Write a file, as `write_pieces` does."""
    return write_pieces(file, [content])


def write_pieces(file: File, pieces: Iterable[bytes]) -> File:
    """Write a file piece by piece; a reader sees the old content or the new, never a part.

    Raises:
        FaultyInput: it cannot be written; what stood there is untouched.
    """
    refuse_directory(file)
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=_PREFIX, suffix=_SUFFIX)
    except OSError as error:
        raise unwritable(file, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(pieces)
        # mkstemp makes files that nobody else may read; a sheet is for passing on
        File(name).chmod(0o666 & ~_umask())
        File(name).replace(file)
    except BaseException as error:
        with suppress(OSError):
            File(name).unlink()
        if isinstance(error, OSError):
            raise unwritable(file, error) from error
        raise
    return file


def remove_unfinished(folder: File) -> None:
    """Remove what a process that was killed while it wrote has left in a folder."""
    for file in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        file.unlink(missing_ok=True)


def refuse_directory(file: File) -> None:
    """Refuse to write a file where a directory stands.

    Raises:
        FaultyInput: it is a directory.
    """
    if file.is_dir():
        raise FaultyInput([Fault("file.directory", place=Place(str(file)))])


def write_private(file: File, text: str) -> None:
    """Write a new text file that only its owner may read; it has reached the disk when this returns.

    Raises:
        FaultyInput: the file exists, or cannot be written; nothing is left behind.
    """
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise FaultyInput([Fault("file.exists", place=Place(str(file)))]) from error
    except OSError as error:
        raise unwritable(file, error) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        file.unlink()
        raise unwritable(file, error) from error


def refuse_existing(file: File) -> None:
    """Refuse to write over a file that someone may have begun to fill in.

    Raises:
        FaultyInput: the file exists.
    """
    if file.exists():
        raise FaultyInput([Fault("file.exists", place=Place(str(file)))])


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


_CODES = {
    errno.ENOENT: "file.no_directory",
    errno.ENOTDIR: "file.no_directory",
    errno.EACCES: "file.no_permission",
    errno.EPERM: "file.no_permission",
    errno.EROFS: "file.no_permission",
    errno.ENOSPC: "file.disk_full",
    errno.EDQUOT: "file.disk_full",
}


def unwritable(file: File, error: OSError) -> FaultyInput:
    """Return the refusal of a file or folder that the system does not let us write."""
    code = _CODES.get(error.errno or 0, "file.unwritable")
    return FaultyInput([Fault(code, details={"reason": error.strerror or str(error)}, place=Place(str(file)))])
