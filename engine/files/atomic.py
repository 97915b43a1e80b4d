"""Write files whole or not at all. Whether a file may be written where it is to stand, `outputs` decides.

What cannot be written, or asked about, is refused (FaultyInput); what stood there is then untouched.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.files.systems import is_in_use, keep_owner, replace
from chamdiem.rules.records.faults import FaultyInput, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PREFIX, SUFFIX = ".chamdiem-", ".tmp"


@dataclass(frozen=True, slots=True)
class Beside:
    """New content that lies whole on the disk beside the file that it is for; `sha256` is that of its bytes."""

    file: File
    temporary: File
    sha256: str

    def put(self, *, sync: bool = True) -> None:
        """Put the content in its place, with the mode and owner of what it replaces.

        `sync`: its name has reached the disk when this returns; whoever writes many files does that once.

        Raises:
            OSError: it cannot be put there; what stood there is untouched.
        """
        old = status(self.file)
        if old is not None:
            keep_owner(self.temporary, old)
        # mkstemp makes files that nobody else may read; a sheet is for passing on
        self.temporary.chmod(stat.S_IMODE(old.st_mode) if old is not None else 0o666 & ~_umask())
        replace(self.temporary, self.file)
        if sync:
            sync_folder(self.file.parent)


@contextmanager
def beside(file: File, pieces: Iterable[bytes], mark: str = "") -> Iterator[Beside]:
    """Write new content beside the file that it is for, piece by piece; what was not put in its place is removed.

    `mark` stands in the name of what is beside it, so that it can be found after the end of a process.
    """
    refuse_irregular(file)
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f"{PREFIX}{mark}", suffix=SUFFIX)
    except OSError as error:
        raise unwritable(file, error) from error
    try:
        digest = hashlib.sha256()
        with os.fdopen(handle, "wb") as stream:
            for piece in pieces:
                digest.update(piece)
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        yield Beside(file, File(name), digest.hexdigest())
    except OSError as error:
        raise unwritable(file, error) from error
    finally:
        with suppress(OSError):
            File(name).unlink()


def write_pieces(file: File, pieces: Iterable[bytes]) -> File:
    """Write a file piece by piece; a reader sees the old content or the new, never a part."""
    with beside(file, pieces) as new:
        new.put()
    return file


@contextmanager
def folder_for(folder: File) -> Iterator[None]:
    """Make a folder, and those above it, for what the block writes; where that fails, none that is empty is left."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException as error:
        with suppress(OSError):  # something lies in it
            for each in new:
                each.rmdir()
        if isinstance(error, OSError):
            raise unwritable(folder, error) from error
        raise


def status(file: File) -> os.stat_result | None:
    """Return what the system says of a file itself, a link not followed; None where there is nothing."""
    try:
        return file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise unwritable(file, error) from error


def refuse_irregular(file: File) -> None:
    """Refuse to write where something stands that is no ordinary file: a folder, a link, a device, a pipe."""
    found = status(file)
    if found is not None and not stat.S_ISREG(found.st_mode):
        codes = {stat.S_IFDIR: "file.directory", stat.S_IFLNK: "file.symlink"}
        raise refusal(codes.get(stat.S_IFMT(found.st_mode), "file.not_regular"), file)


def sync_folder(folder: File) -> None:
    """Let the names in a folder reach the disk, where the system can do that for a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sync_file(file: File) -> None:
    """Let what is in a file reach the disk."""
    with file.open("r+b") as stream:  # Windows lets only those wait who may write
        os.fsync(stream.fileno())


def write_private(file: File, text: str) -> None:
    """Write a new text file that only its owner may read; it has reached the disk when this returns."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise refusal("file.exists", file) from error
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
    sync_folder(file.parent)


def refuse_existing(file: File) -> None:
    """Refuse to write where anything stands, a link that leads nowhere included."""
    if status(file) is not None:
        raise refusal("file.exists", file)


def pieces_of(file: File) -> Iterator[bytes]:
    """Yield the content of a file, a part at a time."""
    with file.open("rb") as stream:
        while piece := stream.read(1 << 20):
            yield piece


def file_hash(file: File) -> str | None:
    """Return the SHA-256 of a file's bytes; None where there is no ordinary file to read."""
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            return None
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


_CODES = {
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR), "file.no_directory"),
    errno.EEXIST: "file.not_folder",
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "file.no_permission"),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "file.disk_full"),
}


def unwritable(file: File, error: OSError) -> FaultyInput:
    """Return the refusal of a file or folder that the system does not let us write."""
    code = "file.in_use" if is_in_use(file, error) else _CODES.get(error.errno or 0, "file.unwritable")
    return refusal(code, file, reason=error.strerror or str(error))
