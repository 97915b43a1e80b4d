"""What an error of the system is about, in the words of faults."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.rules.records.faults import Fault, FaultyInput, Place

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def heard() -> Iterator[None]:
    """Let an output whose reader has gone be a fault: what was asked for is more than what is printed."""
    try:
        yield
    except BrokenPipeError as error:
        raise failure(error) from error


_GONE = Fault("folder.gone")


def with_cause(error: FaultyInput) -> Iterator[FaultyInput]:
    """Yield faults, then what they come of where the working folder was deleted: no name in it leads anywhere."""
    yield error
    if _is_folder_gone() and _GONE not in error.faults:
        yield FaultyInput([_GONE])


def _is_folder_gone() -> bool:
    """Tell whether the working folder was deleted meanwhile."""
    try:
        File.cwd()
    except OSError:
        return True
    return False


def failure(error: OSError) -> FaultyInput:
    """Return what an error of the system is about: the working folder, the output, or a file."""
    if _is_folder_gone():
        return FaultyInput([_GONE])
    if error.filename is not None:
        details = {"reason": error.strerror or str(error)}
        return FaultyInput([Fault("file.failed", details=details, place=Place(str(error.filename)))])
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return FaultyInput([Fault("output.full")])
    return FaultyInput([Fault("output.closed", details={"reason": error.strerror or str(error)})])
