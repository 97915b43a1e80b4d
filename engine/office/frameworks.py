"""The acts on frameworks: list them, and find one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chamdiem.engine.office.office import Office
    from chamdiem.engine.reading.catalog import LoadedFramework


def all_frameworks(office: Office) -> tuple[LoadedFramework, ...]:
    """Return the frameworks that ship, by id."""
    return office.catalog.all()


def find_framework(office: Office, framework: str) -> LoadedFramework:
    """Return the framework of an id or a file, which may be a newer draft of one that ships.

    Raises:
        FaultyInput: there is none, or it is at fault.
    """
    return office.catalog.draft(framework)
