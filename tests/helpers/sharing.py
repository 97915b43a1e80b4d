"""The frameworks that ship, read once for each process that tests, however many offices and commands ask for them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chamdiem.engine.reading import catalog

if TYPE_CHECKING:
    from pathlib import Path as File

    from chamdiem.engine.reading.catalog import LoadedFramework

load_anew = catalog.load_framework
"""The reader itself, for whoever counts what is read."""


@cache
def _shipped(file: File, _content: bytes) -> LoadedFramework:
    return load_anew(file)


def load_once(file: File) -> LoadedFramework:
    """Read a framework file; one that ships is read again only if its bytes are others."""
    if file.is_relative_to(catalog.CRITERIA):
        return _shipped(file, file.read_bytes())
    return load_anew(file)


def share() -> None:
    """Let every catalog read by `load_once`: what is read is frozen, so nobody can tell, but by the time it takes."""
    catalog.load_framework = load_once
