"""The command that the reader has: what a sentence tells people to type."""

from __future__ import annotations

import re
import shlex
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE = "CHAMDIEM_COMMAND"
"""The environment variable in which `./run` says how it was called; the command line reads it."""
INSTALLED = "chamdiem"
"""The command of the installed program."""
_TAKEN_APART = re.compile(r"[^\w.,:/\\+@-]")
"""What a prompt of Windows takes apart where it is not quoted."""
# every sentence of a process may name it, and so it is no argument of every function that makes one
_called: ContextVar[str] = ContextVar("called", default=INSTALLED)


def program() -> str:
    """Return how the program is called by whoever reads: `./run`, as it was typed, or the installed command."""
    return _called.get()


@contextmanager
def called_as(name: str) -> Iterator[None]:
    """Let sentences name the program by how it was called; nothing, or what cannot be typed: the installed command."""
    token = _called.set(typed(name) if name and name.isprintable() else INSTALLED)
    try:
        yield
    finally:
        _called.reset(token)


def typed(path: object) -> str:
    """Return a path as it is typed in a shell: quoted where it needs to be, and never taken for an option."""
    text = str(path)
    if sys.platform == "win32":
        return f'"{text}"' if _TAKEN_APART.search(text) else text
    return shlex.quote(f"./{text}" if text.startswith("-") else text)
