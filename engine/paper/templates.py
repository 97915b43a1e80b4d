"""The templates that ship, and the sandbox in which every template runs.

The only module that reads templates/, and the only one that imports Jinja.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import BaseLoader

__all__ = [
    "TEMPLATES",
    "SecurityError",
    "TemplateError",
    "TemplateSyntaxError",
    "UndefinedError",
    "nodes",
    "parse",
    "pieces",
    "render_page",
    "sandbox",
]

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
_WITHHELD_FILTERS = ("attr", "random", "safe")
_WITHHELD_NAMES = ("lipsum",)
"""What reaches around the sandbox's own checks, prints text as markup, or gives another result each time."""


def sandbox(loader: BaseLoader | None = None) -> ImmutableSandboxedEnvironment:
    """Return an environment in which a template cannot reach what it was not given, and every text is escaped.

    It bounds neither time nor memory. Without a loader, templates include nothing.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for name in _WITHHELD_FILTERS:
        del environment.filters[name]
    for name in _WITHHELD_NAMES:
        del environment.globals[name]
    return environment


def parse(environment: ImmutableSandboxedEnvironment, source: str) -> nodes.Template | int:
    """Return a template's tree, or the line on which its syntax is wrong."""
    try:
        return environment.parse(source)
    except TemplateSyntaxError as error:
        return error.lineno


def pieces(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield the tokens of a template whose syntax is right: the line, the kind, and the text of each."""
    return sandbox().lex(source)


def render_page(name: str, **values: object) -> str:
    """Return one of our own HTML templates filled in."""
    return _shipped().get_template(name).render(**values)


@lru_cache(maxsize=1)
def _shipped() -> ImmutableSandboxedEnvironment:
    return sandbox(FileSystemLoader(TEMPLATES))
