"""The templates that ship, and the sandbox in which those of others run. The only module that reads templates/."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    from jinja2 import BaseLoader

    E = TypeVar("E", bound=Environment)

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def sandbox(loader: BaseLoader | None = None) -> ImmutableSandboxedEnvironment:
    """Return an environment in which a template cannot reach what it was not given, and every text is escaped.

    It bounds neither time nor memory. Without a loader, templates include nothing.
    """
    return _strict(ImmutableSandboxedEnvironment, loader)


def trusted(loader: BaseLoader | None = None) -> Environment:
    """Return the same without the sandbox: what ships is ours like all code, and that looks at each attribute."""
    return _strict(Environment, loader)


def _strict(kind: type[E], loader: BaseLoader | None) -> E:
    environment = kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # what reaches around a sandbox's own checks, prints text as markup, or gives another result each time
    for name in ("attr", "random", "safe"):
        del environment.filters[name]
    del environment.globals["lipsum"]
    return environment


def render_page(name: str, **values: object) -> str:
    """Return one of our own HTML templates filled in."""
    return _shipped().get_template(name).render(**values)


def page_parts(name: str, **values: object) -> Mapping[str, Callable[..., str]]:
    """Return the macros of one of our own HTML templates, by which a part of a page is filled in as on the whole."""
    return vars(_shipped().get_template(name).make_module(values))


@lru_cache(maxsize=1)
def _shipped() -> Environment:
    environment = trusted(FileSystemLoader(TEMPLATES))
    environment.auto_reload = False  # what ships stays as it is: its files are not looked at again for each page
    return environment
