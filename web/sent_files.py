"""Files that somebody sent: read where they lie for a moment, and spoken of by the name they were sent under."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def lying(content: bytes, suffix: str, name: str = "") -> Iterator[File]:
    """Give a file of some content, by whose suffix readers know what it is; whatever it was called, no path is of that.

    Faults that are raised meanwhile call it by its `name`, as whoever sent it does, and not by where it lies here.
    """
    with tempfile.TemporaryDirectory(prefix="chamdiem-") as place:
        file = File(place) / f"so{suffix}"
        file.write_bytes(content)
        try:
            yield file
        except FaultyInput as error:
            raise FaultyInput(_called(fault, str(file), shown(name) or file.name) for fault in error.faults) from error


def _called(fault: Fault, file: str, name: str) -> Fault:
    place = fault.place and replace(fault.place, file=fault.place.file.replace(file, name))
    return replace(fault, place=place, details={key: said.replace(file, name) for key, said in fault.details.items()})
