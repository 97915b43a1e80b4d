"""Lint: prove frameworks and templates."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.lint.remarks import lint_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.engine.lint.remarks import Linted
    from chamdiem.engine.office.office import Office


def lint(office: Office, names: Sequence[str], against: str | None = None) -> tuple[Linted, ...]:
    """Return the remarks on frameworks, given by id or file, and on templates, see `lint_files`."""
    return lint_files(names, office.catalog, File(), against)
