"""Where POSIX and Windows differ about files: how one is opened, held, replaced, named, and in whose hands it is.

No other module asks which system this is about a file.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as File

IS_WINDOWS = sys.platform == "win32"
_NAMES = ("O_BINARY", "O_NOINHERIT") if IS_WINDOWS else ("O_NOFOLLOW", "O_CLOEXEC")
AS_IT_IS = sum(getattr(os, name) for name in _NAMES)
"""Flags of `os.open`: no link is followed where a system has such a flag, no byte changed, nothing inherited."""
_PATIENCE = (0.0, 0.05, 0.1, 0.2, 0.4)
"""Seconds to wait before each try to replace a file: what looks for viruses holds a new one for moments."""
_FAR = 1 << 30
"""The byte that is locked on Windows, where nobody else can read a locked one: far behind all that is written."""
_NO_SECOND_NAMES = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}
_SHARING_VIOLATION = 32
_PATH_LENGTH = 32_767

if sys.platform == "win32":
    import ctypes
    import msvcrt

    def _take(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def held(file: File) -> Iterator[int | None]:
    """Hold a file, which is made where it is not there, and yield its handle; None: another process holds it.

    It is a lock of the system and not the presence of the file: it ends with its process, so that one that was killed
    leaves nobody locked out. A file in which nothing is written is removed when it is let go.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT | AS_IT_IS, 0o666)
    is_empty = False
    try:
        # whoever held it before may have removed it by now: another process would then hold another file
        is_held = _take(handle) and _is_at(file, handle)
        try:
            yield handle if is_held else None
        finally:
            is_empty = is_held and not os.fstat(handle).st_size
            if is_empty and not IS_WINDOWS:
                file.unlink(missing_ok=True)
    finally:
        os.close(handle)
        if is_empty and IS_WINDOWS:  # which removes nothing that is open; whoever has opened it by now has it
            with suppress(OSError):
                file.unlink()


def _is_at(file: File, handle: int) -> bool:
    try:
        return os.path.samestat(file.lstat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def replace(new: File, file: File) -> None:
    """Put a file in the place of another, or where none is.

    Raises:
        OSError: it cannot be; on Windows, where another program has the other one open (`is_in_use`).
    """
    if not IS_WINDOWS:
        new.replace(file)
        return
    with suppress(FileNotFoundError):
        file.chmod(0o666)  # one that is read-only is replaced by nothing there; whoever asks has the consent
    for seconds in _PATIENCE:
        time.sleep(seconds)
        try:
            new.replace(file)
        except PermissionError:
            if seconds == _PATIENCE[-1]:
                raise
        else:
            return


def put_new(new: File, file: File) -> None:
    """Give a file its name, where nothing has it.

    Raises:
        FileExistsError: something has it.
        OSError: it cannot be done.
    """
    if IS_WINDOWS:
        new.rename(file)  # which takes the place of nothing there
        return
    try:
        file.hardlink_to(new)
    except OSError as error:
        if error.errno not in _NO_SECOND_NAMES:
            raise
        # a disk where files have one name, as most that are carried about
        if os.path.lexists(file):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file)) from None
        new.rename(file)
    else:
        new.unlink()


def is_in_use(file: File, error: OSError) -> bool:
    """Tell whether the system refused because another program has the file open, as Excel and Word have on Windows."""
    if not IS_WINDOWS or not isinstance(error, PermissionError):
        return False
    try:
        file.rename(file)  # changes nothing, and is refused for the same reason, which it names
    except OSError as why:
        return getattr(why, "winerror", None) == _SHARING_VIOLATION
    return False


def keep_owner(file: File, old: os.stat_result) -> None:
    """Give a file the owner of the one that it replaces, or its group at least, as far as this user may."""
    if sys.platform == "win32":
        return
    for owner in (old.st_uid, -1):
        with suppress(OSError):
            os.chown(file, owner, old.st_gid)
            return


def plain_path(file: File) -> str:
    """Return a path as libraries of C take it, which on Windows know no letters but those of the PC's own language."""
    if sys.platform == "win32":
        found = ctypes.create_unicode_buffer(_PATH_LENGTH)
        if ctypes.windll.kernel32.GetShortPathNameW(str(file), found, _PATH_LENGTH):
            return found.value
    return str(file)


def is_open_to_others(file: File) -> bool:
    """Tell whether others than its owner may read a file; Windows keeps that where only its own tools look."""
    return not IS_WINDOWS and bool(file.stat().st_mode & 0o077)
