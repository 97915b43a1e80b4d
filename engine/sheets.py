"""Print the score sheet: the view of an evaluation laid out by a template. The only module that reads templates/."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from chamdiem.engine.sheet_view import view_sheet

if TYPE_CHECKING:
    from chamdiem.engine.scoring import Evaluation

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


def render_sheet(evaluation: Evaluation, place_name: str | None = None) -> str:
    """Return the sheet as one HTML document for screen, phone and A4 paper. It fetches nothing and runs no script.

    `place_name` (địa danh) stands before the date; without it, dots to write on.
    """
    return _environment().get_template("sheet.html.j2").render(sheet=view_sheet(evaluation, place_name))


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
